"""Every answer of `cbam scope`, `default`, `cost` and `compare` fits the schema that is printed for it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from carbonfoot.reports.cbam_answers_schema import KINDS

ROOT = Path(__file__).parents[2]
PRICE = ("--certificate-price", "75.36 EUR/t")
RATE = ("--rate", "1600 KRW/EUR")
BOLTS, SCREWS, CEMENT, STEEL = (
    f"examples/cbam/{name}/installation.yaml" for name in ("bolts", "screws", "cement", "blast-furnace")
)
Run = Callable[..., Any]

CALLS: list[tuple[str, ...]] = [
    ("scope", "7318 15 42"),
    ("scope", "7318", "2523", "2804", "2716 00 00", "3105", "7616 99 90"),
    ("scope", "7320", "8708 99", "9999", "7318 99 99", "7202 21 00", "2507 00 80", "7700", "7326 90 98 10"),
    ("default", "7318 15 42", "--country", "KR"),
    ("default", "7318 15 42", "--country", "unknown", "--year", "2027"),
    ("default", "7318 15 42", "--country", "DE"),
    ("default", "2523 10 00", "--country", "KR"),
    ("default", "2523 21 00", "--country", "AL"),
    ("default", "2523 10 00 90", "--country", "AO"),
    ("default", "3102", "--country", "EG"),
    ("default", "2716 00 00", "--country", "UA"),
    ("default", "8708 99", "--country", "KR"),
    ("cost", BOLTS, *PRICE, *RATE, "--quantity", "7318 15 88=1200t"),
    ("cost", SCREWS, *PRICE),
    ("cost", CEMENT, *PRICE, "--accept-superseded", "--year", "2034"),
    ("cost", STEEL, *PRICE, "--accept-superseded"),
    (
        "cost",
        "--cn",
        "73181542",
        "--country",
        "KR",
        *PRICE,
        "--direct",
        "2 t/t",
        "--free-allocation",
        "1.4 t/t",
    ),
    ("cost", "--cn", "2523 10 00", "--country", "KR", *PRICE),
    ("cost", "--cn", "73181542", "--country", "CH", *PRICE),
    ("cost", "examples/bad/CF826-not-a-carbon-price/installation.yaml", *PRICE),
    ("compare", BOLTS, SCREWS, "--cn", "7318", *PRICE, *RATE),
    ("compare", BOLTS, SCREWS, "--cn", "7318", "--year", "2030", "--accept-superseded"),
    ("compare", BOLTS, "examples/bad/CF826-not-a-carbon-price/installation.yaml", "--cn", "7318"),
]


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def schema_of(run: Run, kind: str) -> Any:
    schema = json.loads(run("schema", kind).out)
    Draft7Validator.check_schema(schema)
    return schema


def strict(schema: Any) -> Any:
    """The schema without room for further keys: nothing that is printed is missing in it."""
    if isinstance(schema, list):
        return [strict(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    found = {key: strict(one) for key, one in schema.items()}
    if "required" in found:
        found["additionalProperties"] = False
    return found


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_an_answer_fits_its_schema_and_has_no_key_beside_it(run: Run, call: tuple[str, ...]) -> None:
    answer = json.loads(run("cbam", *call, "--format", "json").out)
    assert answer["schema"] == f"carbonfoot/cbam-{call[0]}/1"
    schema = schema_of(run, f"cbam-{call[0]}")
    Draft7Validator(schema).validate(answer)
    Draft7Validator(strict(schema)).validate(answer)


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_refuses_the_answer_of_another_command(run: Run, kind: str) -> None:
    schema = schema_of(run, kind)
    for other in CALLS:
        if f"cbam-{other[0]}" != kind:
            answer = json.loads(run("cbam", *other, "--format", "json").out)
            assert not Draft7Validator(schema).is_valid({**answer, "schema": f"carbonfoot/{kind}/1"}) or (
                answer["data"] is None
            )
            assert not Draft7Validator(schema).is_valid(answer)


def test_a_number_that_is_missing_is_refused(run: Run) -> None:
    answer = json.loads(run("cbam", *CALLS[12], "--format", "json").out)
    schema = Draft7Validator(schema_of(run, "cbam-cost"))
    assert schema.is_valid(answer)
    del answer["data"]["goods"][0]["years"][3]["actual"]["eur_per_t"]
    assert not schema.is_valid(answer)


def test_nothing_due_is_told_as_an_answer_without_data(run: Run) -> None:
    answer = run("cbam", *CALLS[18], "--format", "json")
    assert answer.code == 5
    assert json.loads(answer.out)["data"] is None
    assert "nothing is due" in answer.err
