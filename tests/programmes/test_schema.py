"""The schemas of the answers: valid draft-07, every key described, and of one mind with what is printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from carbonfoot.programmes.report import reported
from carbonfoot.programmes.told.checked import checked_of
from carbonfoot.programmes.told.report_json import check, report
from carbonfoot.programmes.told.schema import check_schema, report_schema
from tests.programmes.conftest import Work
from tests.programmes.test_credits import CBAM, CEMENT, MANY, MONEY, PRESS, TRADING, credit

TARGETS = "targets:\n  - {id: T, product: car.yaml, reduction: {2030: 50 %}}\n  - {id: B, budget: 5 t CO2e}\n"
EVERYTHING = MONEY + "credits:\n" + credit() + TRADING + CBAM + TARGETS


def keys(schema: Any) -> list[tuple[str, Any]]:
    """Every key of every object, with its schema."""
    if isinstance(schema, list):
        return [found for one in schema for found in keys(one)]
    if not isinstance(schema, dict):
        return []
    own = list(schema.get("properties", {}).items())
    below = [schema.get(key) for key in ("items", "anyOf", "additionalProperties")]
    return [*own, *(found for one in [*(kind for _, kind in own), *below] for found in keys(one))]


@pytest.mark.parametrize("schema", [report_schema(), check_schema()], ids=["report", "check"])
def test_every_key_is_described(schema: dict[str, Any]) -> None:
    Draft7Validator.check_schema(schema)
    found = keys(
        {**schema, "properties": {**schema["properties"], "findings": {"description": "of all answers"}}}
    )
    assert len(found) > 30
    assert [key for key, one in found if not one.get("description")] == []


@pytest.mark.parametrize(
    "more",
    ["", MONEY, EVERYTHING],
    ids=["bare", "money", "all"],
)
def test_answers_are_of_their_schema_and_nothing_is_undescribed(
    chain: Work, tmp_path: Path, more: str
) -> None:
    (tmp_path / "installation.yaml").write_bytes(CEMENT.read_bytes())
    told = reported(chain(PRESS, more=more, members=MANY))
    assert told is not None
    checked = checked_of(told, told.findings, lambda _: None, {})
    answers = (
        (report(told, told.findings, lambda _: None, {}), report_schema()),
        (check(told, checked), check_schema()),
    )
    for answer, schema in answers:
        strict = closed(schema)
        assert [
            (error.json_path, error.message) for error in Draft7Validator(strict).iter_errors(answer)
        ] == []


def closed(schema: Any) -> Any:
    """The schema with no further keys anywhere but in findings."""
    if isinstance(schema, list):
        return [closed(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: one if key == "findings" else closed(one) for key, one in schema.items()}
    if isinstance(schema.get("properties"), dict) and schema.get("type") == "object":
        found["additionalProperties"] = False
    return found


@pytest.mark.parametrize("answer", [None, {}, {"programme": "P"}])
def test_what_is_no_answer_is_none(answer: Any) -> None:
    assert not Draft7Validator(report_schema()).is_valid(answer)
    assert not Draft7Validator(check_schema()).is_valid(answer)
