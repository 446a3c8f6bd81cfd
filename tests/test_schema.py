"""The JSON Schemas: valid draft-07, helpful to editors, and of one mind with the reader and the answers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from carbonfoot.documents.part import Part, part_schema
from carbonfoot.documents.reading import read_part
from carbonfoot.documents.shape import Shape, reachable, validator
from carbonfoot.documents.site import site_schema
from carbonfoot.documents.yaml_reader import read_yaml
from carbonfoot.methods.described import common
from carbonfoot.methods.method import Method
from carbonfoot.methods.registry import every
from carbonfoot.methods.schema import with_methods
from carbonfoot.pipeline import Options, calculate
from carbonfoot.reports.calc_json import report
from carbonfoot.reports.calc_schema import calc_schema
from carbonfoot.reports.envelope import to_text
from carbonfoot.reports.system_schema import system_result_schema
from carbonfoot.technosphere.schema import system_schema

ROOT = Path(__file__).parents[1]
EXAMPLES = sorted(
    file
    for file in ROOT.glob("examples/*/*.yaml")
    if re.search(r"^carbonfoot: part/", file.read_text(encoding="utf-8"), re.MULTILINE)
)
SITES = sorted(
    file
    for file in ROOT.glob("examples/*/*.yaml")
    if re.search(r"^carbonfoot: site/", file.read_text(encoding="utf-8"), re.MULTILINE)
)
PART: Any = json.loads(json.dumps(with_methods(part_schema())))
SITE: Any = json.loads(json.dumps(with_methods(site_schema())))
CALC: Any = json.loads(json.dumps(calc_schema()))
SYSTEM: Any = json.loads(json.dumps(system_schema()))
SYSTEM_RESULT: Any = json.loads(json.dumps(system_result_schema()))
NEWER = {
    "$anchor",
    "$defs",
    "$dynamicAnchor",
    "$dynamicRef",
    "$recursiveAnchor",
    "$recursiveRef",
    "$vocabulary",
    "dependentRequired",
    "dependentSchemas",
    "deprecated",
    "maxContains",
    "minContains",
    "prefixItems",
    "unevaluatedItems",
    "unevaluatedProperties",
}
"""Keywords of 2019-09 and 2020-12, which readers of draft-07 pass over in silence."""


def schemas(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema inside a schema, with where it stands; examples and lists of words are none."""
    if isinstance(node, dict):
        yield path, node
        for key in ("properties", "definitions"):
            for name, inner in node.get(key, {}).items():
                yield from schemas(inner, f"{path}/{key}/{name}")
        for key in ("items", "additionalProperties", "then"):
            yield from schemas(node.get(key), f"{path}/{key}")
        for key in ("anyOf", "allOf"):
            for index, inner in enumerate(node.get(key, [])):
                yield from schemas(inner, f"{path}/{key}/{index}")


def properties(schema: Any) -> list[tuple[str, dict[str, Any]]]:
    return [
        (f"{path}/{name}", one)
        for path, body in schemas(schema)
        for name, one in body.get("properties", {}).items()
        if one is not True  # described where every use of a method is
    ]


@pytest.mark.parametrize(
    "schema",
    [PART, SITE, CALC, SYSTEM, SYSTEM_RESULT],
    ids=["part", "site", "calc", "system", "system-result"],
)
def test_they_are_draft_07_and_nothing_newer(schema: Any) -> None:
    Draft7Validator.check_schema(schema)
    assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"
    for path, body in schemas(schema):
        assert not NEWER & body.keys(), path
        assert "$ref" not in body or len(body) == 1, f"{path}: draft-07 passes over what stands beside a $ref"
        reference = body.get("$ref", "#/definitions/").removeprefix("#/definitions/")
        assert not reference or reference in schema["definitions"], path
        assert isinstance(body.get("examples", []), list), path


@pytest.mark.parametrize("schema", [PART, SITE], ids=["part", "site"])
def test_every_field_is_described_with_an_example(schema: Any) -> None:
    found = properties(schema)
    assert len(found) > 150
    assert [path for path, one in found if len(one.get("description", "")) < len("Why.")] == []
    assert [path for path, one in found if not one.get("examples")] == []


@pytest.mark.parametrize("schema", [PART, SITE], ids=["part", "site"])
def test_every_example_of_a_field_is_one(schema: Any) -> None:
    for path, one in properties(schema):
        checker = Draft7Validator({**one, "definitions": schema["definitions"]})
        for example in one["examples"]:
            assert [error.message for error in checker.iter_errors(example)] == [], path


@pytest.mark.parametrize("shape", reachable(Part), ids=lambda shape: shape.__name__)
def test_the_reader_takes_every_example_of_a_field(shape: type[Shape]) -> None:
    data = {item.alias or name: item.example for name, item in shape.fields().items()}
    validator(shape).validate_python(data)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_the_shipped_examples_are_valid_as_text_and_as_an_editor_reads_them(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    as_text, findings = read_yaml(text, file.name)
    assert not findings
    for data in (as_text, as_an_editor(text)):
        assert [error.message for error in Draft7Validator(PART).iter_errors(data)] == []


def as_an_editor(text: str) -> Any:
    """YAML 1.2 core: numbers are numbers, `true` is true, `NO` and `2025-01-01` are text."""

    class Core(yaml.SafeLoader):
        yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    number = r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
    Core.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false|True|False|TRUE|FALSE"), None)
    Core.add_implicit_resolver("tag:yaml.org,2002:null", re.compile("null|Null|NULL|~|"), None)
    Core.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+"), None)
    Core.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(number), None)
    Core.yaml_implicit_resolvers = {
        first: [(tag, re.compile(f"(?:{pattern.pattern})$")) for tag, pattern in every]
        for first, every in Core.yaml_implicit_resolvers.items()
    }
    return yaml.load(text, Core)  # noqa: S506


WHOLE = """
carbonfoot: part/1
product: {id: 012, name: Bracket, declared_unit: 1 piece, mass: 1 kg, made_in: NO}
period: 2025
inputs:
  - name: Coil
    amount: 1
    unit: kg
    factor: steel/hot-rolled-coil
    auxiliary: no
    quality: {time: 1, technology: 2}
    transport: {mode: road/hgv, distance: 180 km}
    tags: seat
processes:
  - {name: Stamping, electricity: {amount: 0.9 kWh, year: 2024}, natural_gas: 0.79 MJ (net), yield: 0.98}
outputs:
  - {name: Scrap, amount: 0.1 kg, treatment: recycling}
exclude:
  - {name: Label, share: 0.001, reason: small}
"""


def test_a_document_of_many_fields_is_valid_however_it_is_read() -> None:
    as_text, findings = read_yaml(WHOLE, "part.yaml")
    assert not findings
    assert read_part(as_text, "part.yaml")[1] == []
    for data in (as_text, as_an_editor(WHOLE)):
        assert [error.message for error in Draft7Validator(PART).iter_errors(data)] == []


def _set(*path: str | int, to: Any) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        data[path[-1]] = to

    return change


def _drop(*path: str | int) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        for step in path[:-1]:
            data = data[step]
        del data[path[-1]]

    return change


REFUSED: list[tuple[str, Callable[[Any], None]]] = [
    ("unknown key at the top", _set("bom", to=[])),
    ("unknown key in the product", _set("product", "weight", to="1 kg")),
    ("unknown key in a line", _set("inputs", 0, "amout", to="1 kg")),
    ("unknown key in a process", _set("processes", 0, "gas", to="1 MJ (net)")),
    ("unknown key in an energy use", _set("processes", 0, "electricity", to={"amout": "1 kWh"})),
    ("unknown key in a leg", _set("inputs", 0, "transport", to=[{"mode": "road/hgv", "km": "1"}])),
    ("another kind of document", _set("carbonfoot", to="part/2")),
    ("no kind of document", _drop("carbonfoot")),
    ("no product", _drop("product")),
    ("no period", _drop("period")),
    ("a product without its unit", _drop("product", "declared_unit")),
    ("a line without a name", _drop("inputs", 0, "name")),
    ("an output without a treatment", _drop("outputs", 0, "treatment")),
    ("an exclusion without a reason", _drop("exclude", 0, "reason")),
    ("a treatment that is none", _set("outputs", 0, "treatment", to="burning")),
    ("a boundary that is none", _set("boundary", to="cradle-to-cradle")),
    ("a GWP set that is none", _set("gwp", to="AR7")),
    ("a kind of data that is none", _set("inputs", 0, "data", to="guessed")),
    ("neither yes nor no", _set("inputs", 0, "auxiliary", to="perhaps")),
    ("a country in small letters", _set("product", "made_in", to="kr")),
    ("a mapping for a list", _set("inputs", to={"name": "Coil"})),
    ("a list for a mapping", _set("product", to=["Bracket"])),
    ("a list for a text", _set("product", "name", to=["Bracket"])),
    ("a mapping for a text", _set("product", "name", to={"en": "Bracket"})),
    ("a list for an amount", _set("inputs", 0, "amount", to=["1 kg"])),
    ("a mapping of other keys for an amount", _set("inputs", 0, "amount", to={"number": "1", "unit": "kg"})),
    ("an amount with half of its mapping", _set("inputs", 0, "amount", to={"value": "1"})),
    ("a period with half of its mapping", _set("period", to={"from": "2025-01-01"})),
    ("nothing for a text", _set("product", "name", to=None)),
    ("nothing for an amount", _set("inputs", 0, "amount", to=None)),
    ("nothing for a list", _set("inputs", to=None)),
    ("nothing for a mapping", _set("product", to=None)),
]


@pytest.mark.parametrize(("what", "change"), REFUSED, ids=[what for what, _ in REFUSED])
def test_what_the_reader_refuses_for_its_shape_the_schema_refuses_too(
    what: str, change: Callable[[Any], None]
) -> None:
    data, _ = read_yaml(WHOLE, "part.yaml")
    change(data)
    part, findings = read_part(data, "part.yaml")
    assert part is None and findings
    assert not Draft7Validator(PART).is_valid(data)


# --- the answer of `calc --format json`


@pytest.mark.parametrize("file", SITES, ids=lambda file: file.stem)
def test_the_sites_among_the_examples_are_valid(file: Path) -> None:
    data, findings = read_yaml(file.read_text(encoding="utf-8"), file.name)
    assert not findings
    assert [error.message for error in Draft7Validator(SITE).iter_errors(data)] == []
    assert not Draft7Validator(SITE).is_valid({**data, "no_such_key": "1"})
    assert not Draft7Validator(SITE).is_valid({key: one for key, one in data.items() if key != "products"})


@pytest.mark.parametrize("file", [*EXAMPLES, *SITES], ids=lambda file: file.stem)
def test_the_answers_are_valid(file: Path) -> None:
    options = Options("AR5", ("nothing",)[:0])
    answer = json.loads(to_text(report(calculate(str(file), options), options, False)))
    assert [error.message for error in Draft7Validator(CALC).iter_errors(answer)] == []


@pytest.mark.parametrize(
    "text",
    [
        "carbonfoot: part/1\n",
        "a: [",
        WHOLE,
        WHOLE.replace("factor: steel/hot-rolled-coil", "factor: steel/no-such"),
        WHOLE.replace("    factor: steel/hot-rolled-coil\n", ""),
        WHOLE.replace(
            "factor: steel/hot-rolled-coil",
            "footprint: {value: 2 kg CO2e, per: 1 kg, source: Report, biogenic_uptake: -1 kg CO2e}",
        ),
    ],
    ids=["incomplete document", "no YAML", "whole", "unknown item", "missing line", "stated"],
)
def test_the_answers_about_anything_are_valid(tmp_path: Path, text: str) -> None:
    file = tmp_path / "part.yaml"
    file.write_text(text, encoding="utf-8")
    options = Options()
    answer = json.loads(to_text(report(calculate(str(file), options), options, True)))
    assert [error.message for error in Draft7Validator(CALC).iter_errors(answer)] == []


def test_an_answer_has_no_key_that_its_schema_leaves_out() -> None:
    """Additions go into the schema too: every object of the answer of an example is described key by key."""
    closed = json.loads(json.dumps(CALC))
    for _, body in schemas(closed):
        if "properties" in body and "additionalProperties" not in body:
            body["additionalProperties"] = False
    for file in [*EXAMPLES, *SITES]:
        options = Options()
        answer = json.loads(to_text(report(calculate(str(file), options), options, False)))
        assert [error.message for error in Draft7Validator(closed).iter_errors(answer)] == []


# --- methods


def _use(method: type[Method]) -> Any:
    """The example of a method as a document would have it."""
    data, findings = read_yaml(method.about.example, method.about.id)
    assert not findings
    return {"method": method.about.id, **data}


def _errors(use: Any) -> list[str]:
    checker = Draft7Validator({**PART["definitions"]["MethodUse"], "definitions": PART["definitions"]})
    return [error.message for error in checker.iter_errors(use)]


@pytest.mark.parametrize("method", every(), ids=lambda method: method.about.id)
def test_the_schema_knows_the_keys_of_every_method(method: type[Method]) -> None:
    use = _use(method)
    assert _errors(use) == []
    assert _errors({**use, "name": "Line 1", "note": "meter 4", "tags": ["a"], "for": "NAOH"}) == []
    assert _errors({**use, "no_such_key": "1"})
    assert _errors({**use, "stage": "no-such-stage"}), "keys of every use are judged too"
    for name, field in method.fields().items():
        if field.required:
            assert _errors({key: value for key, value in use.items() if key != (field.alias or name)})
    definition = PART["definitions"][method.about.id.replace("/", ".")]
    own = {key for key, value in definition["properties"].items() if value is not True}
    assert own == {field.alias or name for name, field in method.fields().items()}
    assert set(definition["properties"]) - own == {"method", *common()}


def test_the_schema_refuses_a_method_that_there_is_not() -> None:
    assert _errors({"method": "minerals/nothing", "amount": "1 kg"})
    assert _errors({"amount": "1 kg"})


def test_a_schema_without_uses_of_methods_stays_as_it_is() -> None:
    assert with_methods(system_schema()) == system_schema()
