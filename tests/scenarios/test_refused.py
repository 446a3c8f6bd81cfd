"""What a scenario cannot do is said at its place inside `scenarios:`, and never gives a number."""

from __future__ import annotations

import json
from typing import Any

import pytest

from carbonfoot.documents.places import locate
from carbonfoot.findings.finding import path_text
from carbonfoot.pipeline import Options, UsageError

NEW = [{"name": "W", "amount": "1 kg", "factor": "metals/zink"}]

REFUSED: dict[str, tuple[Any, str, str]] = {
    "no such line": ({"change": {"inputs/Zinck/amount": "x 2"}}, "CF461", "change/inputs/Zinck/amount"),
    "no such number": ({"change": {"inputs/4/amount": "x 2"}}, "CF461", "change/inputs/4/amount"),
    "more than all": ({"change": {"inputs/Zinc/amount": "-118 %"}}, "CF208", "change/inputs/Zinc/amount"),
    "no such key": ({"change": {"input/0/amount": "x 2"}}, "CF461", "change/input/0/amount"),
    "below a value": ({"change": {"inputs/0/origin/code": "CN"}}, "CF461", "change/inputs/0/origin/code"),
    "empty step": ({"change": {"inputs/0//amount": "1 kg"}}, "CF461", "change/inputs/0//amount"),
    "nothing to scale": ({"change": {"inputs/0/yield": "x 0.9"}}, "CF461", "change/inputs/0/yield"),
    "no such parameter": ({"set": {"blanc": "2 kg"}}, "CF461", "set/blanc"),
    "no such parameter by path": ({"change": {"parameters/blanc": "2 kg"}}, "CF461", "change/parameters/blanc"),
    "nothing to remove": ({"remove": ["inputs/0/yield"]}, "CF461", "remove/0"),
    "no such document": ({"documents": {"other.yaml": {"remove": "inputs/0"}}}, "CF001", "documents/other.yaml"),
    "text times": ({"change": {"inputs/0/factor": "x 2"}}, "CF462", "change/inputs/0/factor"),
    "line times": ({"change": {"inputs/0": "x 2"}}, "CF462", "change/inputs/0"),
    "product id": ({"change": {"product/id": "Q"}}, "CF462", "change/product/id"),
    "declared unit": ({"change": {"product/declared_unit": "2 piece"}}, "CF462", "change/product/declared_unit"),
    "boundary": ({"change": {"boundary": "cradle-to-grave"}}, "CF462", "change/boundary"),
    "itself": ({"change": {"scenarios": {}}}, "CF462", "change/scenarios"),
    "the product": ({"remove": ["product"]}, "CF462", "remove/0"),
    "no list": ({"add": {"inputs/0/origin": {"name": "x"}}}, "CF462", "add/inputs/0/origin"),
    "twice": (
        {"change": {"inputs/1/amount": "1 g", "inputs/Zinc/amount": "2 g"}}, "CF462", "change/inputs/Zinc/amount"
    ),
    "changed and removed": (
        {"change": {"inputs/1/amount": "1 g"}, "remove": ["inputs/Zinc"]}, "CF462", "remove/0"
    ),
    "unknown key": ({"change": {"inputs/1/amuont": "1 g"}}, "CF101", "change/inputs/1/amuont"),
    "not an amount": ({"change": {"inputs/1/amount": "much"}}, "CF201", "change/inputs/1/amount"),
    "unit does not fit": ({"change": {"inputs/1/amount": "3 kWh"}}, "CF209", "change/inputs/1/amount"),
    "share too large": ({"change": {"processes/0/yield": "x 2"}}, "CF208", "change/processes/0/yield"),
    "unknown item": ({"change": {"inputs/1/factor": "metals/zink"}}, "CF301", "change/inputs/1/factor"),
    "unknown item in a new line": ({"add": {"inputs": NEW}}, "CF301", "add/inputs/0/factor"),
    "unknown item in the only new line": ({"add": {"inputs": NEW[0]}}, "CF301", "add/inputs/factor"),
    "behind a removed line": (
        {"remove": "inputs/0", "change": {"inputs/Zinc/route": "tertiary"}}, "CF304", "change/inputs/Zinc/route"
    ),
    "in a linked document": (
        {"documents": {"bolt.yaml": {"change": {"inputs/0/amount": "-2 kg"}}}},
        "CF207",
        "documents/bolt.yaml/change/inputs/0/amount",
    ),
    "unknown scenario": ({"base": "other"}, "CF460", "base"),
    "needs itself": ({"base": "it"}, "CF463", "base"),
    "mixes itself": ({"mix": {"it": "100 %"}}, "CF463", "mix/it"),
    "unknown in a mix": ({"mix": {"other": "100 %"}}, "CF460", "mix/other"),
    "mix too small": ({"mix": {"base": "90 %"}}, "CF464", "mix"),
    "mix below zero": ({"mix": {"base": "-10 %"}}, "CF208", "mix/base"),
    "mix and change": ({"mix": {"base": "1"}, "change": {"inputs/0/amount": "1 kg"}}, "CF106", "change"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_change_that_cannot_be_made(whatif: Any, name: str) -> None:
    changes, code, place = REFUSED[name]
    found = whatif({"it": changes}, "it")
    finding = next(one for one in found.findings if one.code == code and one.path[:1] == ("scenarios",))
    assert finding.file == "part.yaml"
    assert path_text(finding.path) == f"scenarios/it/{place}"
    assert found.one("it").total is None
    assert found.runs[0].total is not None, "the document itself has nothing wrong"


def test_the_caret_stands_under_the_text_of_the_scenario(whatif: Any) -> None:
    found = whatif({"it": {"remove": "inputs/0", "change": {"inputs/Zinc/factor": "metals/zink"}}}, "it")
    finding = whatif.finding(found, "CF301")
    text = (whatif.folder / "part.yaml").read_text(encoding="utf-8")
    place = locate(text, finding.path, finding.on, finding.span)
    marked = text.split("\n")[place.line - 1][place.column - 1 : place.end_column - 1]
    assert marked.strip('"') == "metals/zink"
    assert finding.message.startswith("scenario `it`: ")


def test_two_lines_of_one_name_need_a_number(whatif: Any, part: Any) -> None:
    part["inputs"].append({**part["inputs"][1]})
    found = whatif({"it": {"change": {"inputs/Zinc/amount": "1 g"}}}, "it", part=part)
    finding = whatif.finding(found, "CF461")
    assert "lines 1 and 4" in finding.message and "`1`" in finding.help


def test_a_removed_line_is_gone_for_those_that_start_there(whatif: Any) -> None:
    scenarios = {"a": {"remove": "inputs/Zinc"}, "b": {"base": "a", "change": {"inputs/1/amount": "1 g"}}}
    assert "removed already" in whatif.finding(whatif(scenarios, "b"), "CF461").message


def test_a_change_to_what_is_there_is_a_warning(whatif: Any) -> None:
    found = whatif({"it": {"change": {"inputs/Zinc/amount": "12 g"}}}, "it")
    assert whatif.finding(found, "CF466").path == ("scenarios", "it", "change", "inputs/Zinc/amount")
    assert found.one("it").total == found.runs[0].total


def test_a_document_that_nothing_links_to(whatif: Any, bolt: Any) -> None:
    (whatif.folder / "nut.yaml").write_text(json.dumps(bolt), encoding="utf-8")
    found = whatif({"it": {"documents": {"nut.yaml": {"set": {"heat": "2 kWh"}}}}}, "it")
    assert whatif.finding(found, "CF461").path == ("scenarios", "it", "documents", "nut.yaml")
    assert found.one("it").total is None


def test_a_mix_cannot_be_changed(whatif: Any) -> None:
    found = whatif({"m": {"mix": {"base": "1"}}, "it": {"base": "m", "remove": "inputs/0"}}, "it")
    assert whatif.finding(found, "CF462").path == ("scenarios", "it", "base")


def test_long_circles_are_told(whatif: Any) -> None:
    found = whatif({"a": {"base": "b"}, "b": {"base": "c"}, "c": {"base": "a"}}, "a")
    assert "a -> b -> c -> a" in whatif.finding(found, "CF463").message


@pytest.mark.parametrize("name", ["base", "all"])
def test_names_that_are_taken(whatif: Any, name: str) -> None:
    found = whatif({name: {"gwp": "AR5"}})
    assert whatif.finding(found, "CF109").path == ("scenarios", name)
    assert [ran.total for ran in found.runs] == [None]


@pytest.mark.parametrize(
    ("name", "options", "said"),
    [
        ("other", Options(), "choose it"),
        ("it", Options(parameters=("blank=2 kg",)), "--set blank"),
        ("it", Options(gwp="AR5"), "--gwp AR5"),
    ],
)
def test_what_the_command_line_cannot_ask(whatif: Any, name: str, options: Options, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        whatif({"it": {"set": {"blank": "1 kg"}, "gwp": "AR4"}}, name, options=options)


def test_findings_of_the_document_are_not_said_again(whatif: Any) -> None:
    a = {"change": {"inputs/Zinc/amount": "9 g"}, "remove": "inputs/0"}
    found = whatif({"a": a, "b": {"set": {"blank": "2 kg"}}})
    base = {(one.code, one.message) for one in found.base.findings}
    more = found.findings[len(found.base.findings) :]
    assert not base & {(one.code, one.message.partition("`: ")[2]) for one in more if one.path}


def test_an_amount_below_zero_is_told_how_to_take_off(whatif: Any) -> None:
    found = whatif({"it": {"change": {"inputs/Zinc/amount": "-2 g"}}}, "it")
    assert "`2 g less`" in whatif.finding(found, "CF207").help
    found = whatif({"it": {"change": {"inputs/Zinc/amount": "2 g less"}}}, "it")
    assert found.one("it").total is not None
