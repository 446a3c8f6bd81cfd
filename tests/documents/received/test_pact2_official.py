"""The official examples of PACT 2 with exactly what is said of them; we refuse all that the official schema refuses."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.documents.received.read import read_declarations
from carbonfoot.findings.finding import severity

from .test_pact2 import FOOTPRINT

ROOT = Path(__file__).resolve().parents[4]
SHARED = ROOT / "shared" / "standards" / "pact" / "v2"
RATINGS = ("note", "CF904", "ratings of version 2")
LEFT_OUT, WHOLE = ("warning", "CF404", "leaves out"), ("warning", "CF404", "come to 1.8")
ETHANOL = [RATINGS, LEFT_OUT, WHOLE]
DATE, PACKAGING = ("error", "CF107", "2023-1-08"), ("warning", "CF904", "packaging of 2.123")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("get-footprint-response", ETHANOL),
        ("invalid-response-all-properties", [DATE, PACKAGING]),
        ("error-response-access-denied", [("error", "CF901", "refused: `AccessDenied`")]),
    ],
)
def test_placed_example(name: str, expected: list[tuple[str, str, str]]) -> None:
    file = SHARED / "examples" / f"{name}.json"
    if not file.is_file():
        pytest.skip("the standards are not there")
    _says(file, expected)


def test_the_same_in_a_list_and_in_an_event(tmp_path: Path) -> None:
    if not SHARED.is_dir():
        pytest.skip("the standards are not there")
    one = json.loads((SHARED / "examples" / "get-footprint-response.json").read_text(encoding="utf-8"))[
        "data"
    ]
    file = tmp_path / "example.json"
    for wrapped in ({"data": [one]}, {"type": "x", "specversion": "1.0", "data": {"pfs": [one]}}, one):
        file.write_text(json.dumps(wrapped), encoding="utf-8")
        _says(file, ETHANOL)
    one["pcf"]["biogenicAccountingMethodology"] = "GHPG"  # as version 2.3.0 spelled it
    file.write_text(json.dumps(one), encoding="utf-8")
    _says(file, [*ETHANOL, ("note", "CF904", "`GHPG`")])


def _says(file: Path, expected: list[tuple[str, str, str]]) -> None:
    reading = read_declarations(str(file))
    left = list(expected)
    for one in reading.findings:
        fitting = [each for each in left if each[:2] == (severity(one), one.code) and each[2] in one.message]
        assert fitting, (severity(one), one.code, one.message)
        left.remove(fitting[0])
    assert left == []
    assert bool(reading.declarations) == all(grave != "error" for grave, _, _ in expected)


OPEN = {"biogenicAccountingMethodology", "crossSectoralStandards"}
"""Lists of words that the text of the specification leaves open, and its schema closes: noted, and read."""
WRONG: tuple[Any, ...] = (None, 7, -7, 0.5, 101, "", "x", [], [1], {}, {"x": 1}, True, ["x", "x"])


def _changes(given: dict[str, Any], steps: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every key without a value, and with each of a list of wrong ones."""
    for key, value in given.items():
        for wrong in WRONG:
            yield (*steps, key), wrong
        if isinstance(value, dict):
            yield from _changes(value, (*steps, key))


def test_what_the_official_schema_refuses_is_refused(tmp_path: Path) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    yaml = pytest.importorskip("yaml")
    if not (SHARED / "openapi.yaml").is_file():
        pytest.skip("the standards are not there")

    class Plain(yaml.SafeLoader):  # type: ignore[misc,name-defined]
        """Dates stay text."""

    Plain.add_constructor("tag:yaml.org,2002:timestamp", lambda loader, node: loader.construct_scalar(node))
    text = (SHARED / "openapi.yaml").read_text(encoding="utf-8")
    schema = {"$ref": "#/components/schemas/ProductFootprint", **yaml.load(text, Plain)}
    judge = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    assert not list(judge.iter_errors(FOOTPRINT))
    file = tmp_path / "footprint.json"
    refused = stricter = 0
    for steps, wrong in _changes(FOOTPRINT):
        given = copy.deepcopy(FOOTPRINT)
        place: Any = given
        for step in steps[:-1]:
            place = place[step]
        if wrong is None:
            del place[steps[-1]]
        else:
            place[steps[-1]] = wrong
        if "pcf" not in given or "specVersion" not in given:
            continue
        file.write_text(json.dumps(given), encoding="utf-8")
        ours = not read_declarations(str(file)).declarations
        theirs = next(iter(judge.iter_errors(given)), None)
        if theirs is not None and steps[-1] not in OPEN:
            refused += 1
            assert ours, (steps, wrong, theirs.message)
        stricter += ours and theirs is None
    assert refused > 500
    assert stricter > 30
