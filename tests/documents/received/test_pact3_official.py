"""The official examples of PACT 3, and the official schema, where they are there: we refuse at least what it refuses."""

from __future__ import annotations

import copy
import functools
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from carbonfoot.documents.json_found import Found
from carbonfoot.documents.received.kinds import not_finite
from carbonfoot.documents.received.model import Reading
from carbonfoot.documents.received.pact3 import check, judge
from carbonfoot.documents.received.read import read_declarations
from carbonfoot.findings.finding import path_text, severity

OFFICIAL = Path(__file__).resolve().parents[4] / "shared/standards/pact/v3"

pytestmark = pytest.mark.skipif(not OFFICIAL.is_dir(), reason="the official files are not there")

SUM = ("CF904", "pcf/pcfExcludingBiogenicUptake")
METHOD = ("CF905", "pcf/biogenicAccountingMethodology")
WARNINGS: dict[str, set[tuple[str, str]]] = {
    "example-1": {SUM, ("CF905", "pcf/otherOperatorName")},
    "example-2": {SUM, ("CF905", "pcf/otherOperatorName"), ("CF904", "precedingPfIds/0")},
    "example-3": set(),
    "example-4": {SUM, ("CF904", "pcf/productOrSectorSpecificRules/0/otherOperatorName")},
    "list-footprints-response": {SUM, METHOD},
    "get-footprint-response": {SUM, METHOD, ("CF905", "pcf/biogenicCO2Withdrawal")},
    "pf-response-event": {SUM, METHOD},
    "invalid-response-all-properties": {
        *(SUM, METHOD),
        *{("CF905", "updated"), ("CF904", "pcf/packagingGhgEmissions")},
    },
}
"""What contradicts itself in each, and nothing else."""


@pytest.mark.parametrize("name", WARNINGS)
def test_an_official_example_reads_with_exactly_the_warnings_that_are_known(name: str) -> None:
    file = OFFICIAL / "examples" / f"{name}.json"
    if not file.is_file():
        pytest.skip("this example is not there")
    reading = read_declarations(str(file))
    assert len(reading.declarations) == 1
    found = {severity(one) for one in reading.findings}
    assert found <= {"warning", "note"}
    warnings = [one for one in reading.findings if severity(one) == "warning"]
    start = len(reading.declarations[0].path)
    assert sorted((one.code, path_text(one.path[start:])) for one in warnings) == sorted(WARNINGS[name])
    assert all(one.point is not None for one in reading.findings)


def test_the_answer_of_a_server_that_refuses_is_no_declaration() -> None:
    reading = read_declarations(str(OFFICIAL / "examples" / "error-response-access-denied.json"))
    assert [one.code for one in reading.findings] == ["CF901"]
    assert "AccessDenied" in reading.findings[0].message


@functools.cache
def schema() -> Draft202012Validator:
    """The official schema of a footprint; dates of YAML stay text."""

    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        first: [(tag, form) for tag, form in known if tag != "tag:yaml.org,2002:timestamp"]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    text = (OFFICIAL / "openapi.yaml").read_text(encoding="utf-8")
    whole = {"$ref": "#/components/schemas/ProductFootprint", **yaml.load(text, Loader)}  # noqa: S506 - a safe loader
    return Draft202012Validator(whole, format_checker=FormatChecker())


def refused(message: Any) -> bool:
    """Whether the strict layer refuses it on reading, too: what is doubtful alone is not counted."""
    found = Found("")
    not_finite(message, found)
    check(message, found, (), strict=False)
    return found.errors > 0


def test_the_whole_message_is_valid_by_both(message: dict[str, Any]) -> None:
    assert list(schema().iter_errors(message)) == []
    assert judge(message, "") == []


WRONG = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 300),
    st.floats(),
    st.sampled_from(
        [
            *(
                "",
                " ",
                "-1",
                "1",
                "0",
                "-0",
                "+1",
                "1e3",
                ".35",
                "1.",
                "1kg",
                "-1abc",
                "1,5",
                "kr",
                "KR",
                "KR-41",
            ),
            *(
                "2025-02-30T00:00:00Z",
                "2025-01-01",
                "2025-01-01T00:00:00",
                "2025-01-01T00:00:00Z",
                "urn:a:b",
                "URN:x",
            ),
            *(
                "AR6",
                "ar6",
                "AR",
                "AR6\n",
                "١",
                "3.0",
                "3.0.3",
                "3.0.3-20260101",
                "Active",
                "active",
                "piece",
                "Piece",
            ),
            *(
                "3b4edc05-e214-47a1-b0c2-1d831cdd9ba9",
                "3b4edc05e21447a1b0c21d831cdd9ba9",
                "Europe",
                "http://a.b/c",
            ),
        ]
    ),
    st.text(max_size=8),
    st.lists(st.sampled_from(["AR6", "urn:a:b", "", 1, None]), max_size=3),
    st.dictionaries(
        st.sampled_from(["operator", "name", "data", "x"]), st.sampled_from(["Other", 1]), max_size=2
    ),
)


def places(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    """Every place of a message that can be changed."""
    entries: list[tuple[str | int, Any]] = []
    if isinstance(value, dict) and path[-1:] != ("data",):
        entries = list(value.items())
    elif isinstance(value, list):
        entries = list(enumerate(value))
    return [place for key, one in entries for place in ((*path, key), *places(one, (*path, key)))]


def without_null(value: Any) -> Any:
    """Null and absent mean the same in an object."""
    if isinstance(value, dict):
        return {key: without_null(one) for key, one in value.items() if one is not None}
    return [without_null(one) for one in value] if isinstance(value, list) else value


@settings(max_examples=800, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_whatever_the_schema_rejects_is_refused(data: st.DataObject, message: dict[str, Any]) -> None:
    changed = copy.deepcopy(message)
    for _ in range(data.draw(st.integers(1, 2))):
        place = data.draw(st.sampled_from(places(changed)))
        inside: Any = changed
        for step in place[:-1]:
            inside = inside[step]
        if data.draw(st.integers(0, 5)) == 0:
            del inside[place[-1]]
        else:
            inside[place[-1]] = data.draw(WRONG)
    if not schema().is_valid(without_null(changed)):
        assert refused(changed)


def test_a_wrong_number_that_the_schema_accepts_is_refused(
    message: dict[str, Any], read: Callable[..., Reading]
) -> None:
    """The patterns of the schema are not anchored, and its shares and ratings have no range."""
    changes: list[tuple[str, Any]] = [
        ("declaredUnitAmount", "1kg"),
        ("biogenicCO2Uptake", "-1abc"),
        ("dqi", {"technologicalDQR": "0", "geographicalDQR": "2", "temporalDQR": "1"}),
        ("dqi", {"technologicalDQR": "1", "geographicalDQR": "6", "temporalDQR": "1"}),
        ("primaryDataShare", "101"),
        ("exemptedEmissionsPercent", "-1"),
        ("exemptedEmissionsPercent", "250"),
    ]
    for key, value in changes:
        changed = json.loads(json.dumps(message))
        changed["pcf"][key] = value
        assert schema().is_valid(changed)
        assert read(changed).declarations == ()
        assert any(path_text(one.path).startswith(f"pcf/{key}") for one in judge(changed, ""))
