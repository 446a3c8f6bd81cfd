"""What holds for every emission method: it says all about itself, its example runs, and a published case uses it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from carbonfoot.documents.shape import Shape, reachable, validator
from carbonfoot.documents.yaml_reader import read_yaml
from carbonfoot.factors.library import Library, open_library
from carbonfoot.findings.finding import Finding, severity
from carbonfoot.methods import method as base
from carbonfoot.methods.described import Need, common, entry, kind_text, needs
from carbonfoot.methods.method import Method
from carbonfoot.methods.needs import Measured
from carbonfoot.methods.registry import every, find, ids, near
from carbonfoot.pipeline import Options, Outcome, calculate
from carbonfoot.quantities.units import parse_unit
from carbonfoot.reports.methods_text import show_text
from carbonfoot.reports.width import display_width
from carbonfoot.system.model import STAGES

TEXTS = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""Every scalar stays text; written in C where that is there."""

ROOT = Path(base.__file__).parent
CASES = Path(__file__).parents[1] / "cases"
METHODS = every()
REFUSING = ("error", "incomplete")

each_method = pytest.mark.parametrize("method", METHODS, ids=lambda method: method.about.id)


@pytest.fixture(scope="module")
def library() -> Iterator[Library]:
    opened = open_library()
    yield opened
    opened.close()


def example(method: type[Method]) -> dict[str, Any]:
    """The keys of the example, as a document has them."""
    data, findings = read_yaml(method.about.example, method.about.id)
    assert not findings and isinstance(data, dict)
    return data


def run(folder: Path, use: dict[str, Any]) -> Outcome:
    """A part of one step that uses a method."""
    document = {
        "carbonfoot": "part/1",
        "product": {"id": "P", "name": "Part", "declared_unit": "1 piece", "made_in": "KR"},
        "period": "2025",
        "processes": [{"name": "Step", "methods": [use]}],
    }
    file = folder / "part.yaml"
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return calculate(str(file), Options())


def errors(outcome: Outcome) -> list[Finding]:
    return [one for one in outcome.findings if severity(one) in REFUSING]


def test_files_classes_and_ids_go_together() -> None:
    names = [method.about.id for method in METHODS]
    assert names == ids() == sorted(set(names))
    for method in METHODS:
        id = method.about.id
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*/[a-z0-9]+(-[a-z0-9]+)*", id)
        module = method.__module__.removeprefix("carbonfoot.methods.")
        assert module.replace(".", "/").replace("_", "-") == id
        assert (ROOT / f"{id.replace('-', '_')}.py").is_file()
        assert find(id) is method
    classes = [method.__name__ for method in METHODS]
    assert sorted({name for name in classes if classes.count(name) > 1}) == []
    titles = [method.about.title for method in METHODS]
    assert sorted({title for title in titles if titles.count(title) > 1}) == []


def test_a_name_that_is_none_is_near_some() -> None:
    assert near("minerals/carbonate") == ["minerals/carbonates"]
    assert near("carbonates") == ["minerals/carbonates"]
    assert near("Minerals/Carbonates") == ["minerals/carbonates"]
    assert near("zzzzzzzzzzzz") == []


@each_method
def test_it_says_all_about_itself(method: type[Method], library: Library) -> None:
    about = method.about
    assert method.__doc__ and method.__doc__ != Method.__doc__
    assert method.compute is not Method.compute and method.compute.__doc__
    assert about.title and not about.title.endswith(".") and about.title[:1].upper() == about.title[:1]
    assert re.search("[가-힣]", about.title_ko)
    assert about.tier and about.reference and about.edition
    assert len(about.gives) >= len("kg CO2 of x")
    assert about.formula and all(line.strip() for line in about.formula)
    assert re.fullmatch(r"(19|20)\d\d(-\d\d-\d\d)?", about.valid_from)
    assert re.fullmatch(r"((19|20)\d\d(-\d\d-\d\d)?)?", about.valid_to)
    assert about.stage in STAGES
    assert all(one and not one.endswith(".") for one in about.limits)
    for item in re.findall(r"(?<![A-Za-z])[a-z0-9-]+(?:/[a-z0-9.-]+)+/?", " ".join(about.parameters)):
        there = library.parameters(item) or library.parameter_items(item)
        assert there or library.has_item(item) or library.items(item), f"the library has no {item}"


@each_method
def test_its_formula_is_in_the_symbols_of_its_keys(method: type[Method]) -> None:
    said = " ".join(method.about.formula)
    keys = {need.key for need in needs(method)}
    keys |= {one.key for need in needs(method) for one in need.inside}
    assert any(re.search(rf"\b{re.escape(key)}\b", said) for key in keys), said


@each_method
def test_every_key_is_described_with_an_example_that_its_reader_takes(method: type[Method]) -> None:
    for shape in reachable(method):
        fields = shape.fields()
        for name, field in fields.items():
            key = field.alias or name
            assert len(field.description) >= len("Why."), f"{shape.__name__}.{key}"
            assert field.description.endswith("."), f"{shape.__name__}.{key}"
            assert field.example is not None, f"{shape.__name__}.{key}"
        data = {field.alias or name: field.example for name, field in fields.items()}
        validator(shape).validate_python(data)
    own = {need.key for need in needs(method)}
    assert not own & {"method", *common()}, "these belong to every use of a method"
    assert all(kind_text(need) for need in needs(method))


@each_method
def test_its_page_fits_a_terminal(method: type[Method]) -> None:
    for lang in ("en", "ko"):
        page = show_text(method, lang, 80)
        assert entry(method).replace("\n", "\n  ") in page
        shown = page[: page.index("\n  methods:\n")]
        wide = [line for line in shown.splitlines() if display_width(line) > 80]
        assert [line for line in wide if " " in line.strip()] == [], "words that could be broken"


@each_method
def test_its_example_runs(method: type[Method], tmp_path: Path) -> None:
    outcome = run(tmp_path, {"method": method.about.id, **example(method)})
    assert [(one.code, one.message) for one in errors(outcome)] == []
    assert outcome.footprint is not None
    assert outcome.footprint.total is not None
    found = [one.co2e for one in outcome.footprint.contributions]  # of later stages too
    assert any(found) and all(map(math.isfinite, found))
    for line in outcome.footprint.lines:
        worked = line.flow.worked
        assert worked is not None and worked.id == method.about.id
        assert worked.values, "nothing was written down of what was taken"


@each_method
def test_its_entry_is_yaml_that_a_document_takes(method: type[Method]) -> None:
    data, findings = read_yaml(entry(method), "part.yaml")
    assert not findings
    assert data == {"methods": [{"method": method.about.id, **example(method)}]}


@each_method
def test_a_key_that_is_none_is_refused(method: type[Method], tmp_path: Path) -> None:
    outcome = run(tmp_path, {"method": method.about.id, **example(method), "no_such_key": "1"})
    assert [one.code for one in errors(outcome)] == ["CF101"]
    assert outcome.footprint is None or outcome.footprint.total is None


@each_method
def test_a_key_that_must_be_there_is_missed(method: type[Method], tmp_path: Path) -> None:
    for name, field in method.fields().items():
        if not field.required:
            continue
        key = field.alias or name
        data = {"method": method.about.id, **example(method)}
        assert data.pop(key, None) is not None, f"the example lacks {key}"
        outcome = run(tmp_path, data)
        found = [(one.code, one.message) for one in errors(outcome)]
        assert ("CF102", f"`{key}` is missing") in found, found


@each_method
def test_an_amount_in_a_unit_of_another_kind_is_refused(method: type[Method], tmp_path: Path) -> None:
    for name, field in method.fields().items():
        key = field.alias or name
        data = {"method": method.about.id, **example(method)}
        if not isinstance(field.kind, Measured) or key not in data:
            continue
        meant = {parse_unit(unit).dimension for unit in field.kind.units}
        other = next(unit for unit in ("km", "kWh", "h") if parse_unit(unit).dimension not in meant)
        outcome = run(tmp_path, {**data, key: f"3 {other}"})
        codes = [one.code for one in errors(outcome) if key in one.path]
        assert "CF204" in codes, f"{key}: 3 {other}: {codes}"


def _uses(node: Any) -> Iterator[str]:
    """The methods that a case uses, wherever they stand."""
    if isinstance(node, dict):
        if isinstance(node.get("method"), str):
            yield node["method"]
        for inner in node.values():
            yield from _uses(inner)
    elif isinstance(node, list):
        for inner in node:
            yield from _uses(inner)


USED = {
    use
    for file in sorted(CASES.glob("*.yaml"))
    for use in _uses(yaml.load(file.read_text(encoding="utf-8"), Loader=TEXTS))  # noqa: S506
}


@each_method
def test_a_published_case_uses_it(method: type[Method]) -> None:
    assert method.about.id in USED, f"no case in tests/cases uses {method.about.id}"


def test_shapes_inside_a_method_have_names_of_their_own() -> None:
    for method in METHODS:
        shapes: list[type[Shape]] = reachable(method)
        names = [shape.__name__ for shape in shapes]
        assert len(set(names)) == len(names), method.about.id


SEVERAL = {
    "abatement": "devices in chemistry; in `electronics/wafer` what the numbers of a node assume",
    "by_products": "what becomes of them, or how much of each gas",
    "carbon_content": "a share of the mass; of gases and fuels also per volume or energy",
    "coke": "an amount alone, or with its carbon",
    "feed": "feedstock, or raw meal with a factor of its own",
    "gases": "a list, or all of them per area",
    "limestone": "an amount alone, or with its carbon",
    "materials": "a list, or all of them per area",
    "process": "a closed list of words, or words of the tables",
    "products": "amounts alone, or with their carbon",
    "route": "a closed list of words, or words of the library",
    "technology": "a closed list of words, or free words",
    "time": "how long goods were stored; in use a share of the time",
    "type": "a closed list of words, or words of the library",
}
"""Keys that hold different kinds of value in different methods, and why."""


def test_a_key_holds_the_same_kind_of_value_in_every_method() -> None:
    kinds: dict[str, set[str]] = {}

    def walk(keys: tuple[Need, ...]) -> None:
        for key in keys:
            kinds.setdefault(key.key, set()).add(key.kind)
            walk(key.inside)

    for method in METHODS:
        walk(needs(method))
    assert sorted(key for key, found in kinds.items() if len(found) > 1) == sorted(SEVERAL)


@each_method
def test_keys_that_must_be_there_come_first_and_those_of_the_example_next(method: type[Method]) -> None:
    shown = example(method)
    ranks = [(not one.required, one.key not in shown) for one in needs(method)]
    assert ranks == sorted(ranks)
    assert "piece" not in {
        unit for one in needs(method) if one.kind != "amount" for unit in kind_text(one).split()
    }


@pytest.mark.parametrize(
    ("use", "code", "help"),
    [
        (
            {"method": "electronics/gas-use", "wafer": "300", "gases": []},
            "CF205",
            "write the unit, such as `300 mm`",
        ),
        (
            {"method": "minerals/carbonates", "carbonate": "CaCO3", "amount": "1 t", "purity": "97"},
            "CF208",
            "write `97 %` or `0.97`",
        ),
        (
            {"method": "minerals/carbonates", "carbonate": "CaCO3", "amount": "1 t", "purity": "120 %"},
            "CF208",
            "a share is at most 100 %",
        ),
        (
            {"method": "minerals/carbonates", "carbonate": "CaCO3", "amount": "1 m3"},
            "CF204",
            "write it in kg, or another unit of the same kind",
        ),
        (
            {"method": "fugitive/refrigerant-leakage", "gas": "R410A", "refilled": "2 kg"},
            "CF101",
            "it stands under `service:`",
        ),
        (
            {"method": "waste/landfill", "waste": "paper", "amount": "1 t"},
            "CF102",
            "state the kind of landfill, such as `site: managed-anaerobic`, or `mcf:` with `oxidation_factor:`",
        ),
    ],
)
def test_the_likeliest_mistakes_are_answered_with_what_to_write(
    tmp_path: Path, use: dict[str, Any], code: str, help: str
) -> None:
    found = run(tmp_path, use).findings
    assert (code, help) in [(one.code, one.help) for one in found]


_OF_THE_LIBRARY = {"laden_0", "laden_100"}
"""Numbers of a record that formulas name beside keys."""


@each_method
def test_formulas_are_written_in_keys_and_in_what_they_define(method: type[Method]) -> None:
    formula = "\n".join(method.about.formula)
    defined = set(re.findall(r"(\w+) = ", formula)) | _OF_THE_LIBRARY
    named = set(re.findall(r"\b[a-z]+_\w+\b", formula)) - defined
    assert sorted(named - set(_all_keys(needs(method)))) == []


def _all_keys(keys: tuple[Need, ...]) -> Iterator[str]:
    for key in keys:
        yield key.key
        yield from _all_keys(key.inside)
