"""`expect:`: what a document says its footprint is, to the digits that it writes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.checks.conftest import PART

Judge = Callable[..., Any]


@pytest.mark.parametrize(
    ("expect", "verdicts"),
    [
        ("total: 3.2 kg CO2e", ["pass"]),
        ("total: 3 kg CO2e", ["pass"]),
        ("total: 3.0 kg CO2e", ["fail"]),
        ("total: 3200 g CO2e", ["pass"]),
        ("total: 3.15 kg CO2e, tolerance: 1.5 %", ["fail"]),
        ("total: 3.15 kg CO2e, tolerance: 2 %", ["pass"]),
        ("stage: {materials: 3.20 kg CO2e}", ["pass"]),
        ("stage: {materials: 3.21 kg CO2e, use: 0 kg CO2e}", ["fail", "open"]),
        ("item: {Wire: 3.0 kg CO2e, Coating: 0.2 kg CO2e}", ["pass", "pass"]),
        ("item: {Wier: 3.0 kg CO2e}", ["open"]),
        ("pds: 0 %", ["pass"]),
        ("pds: 1 %", ["fail"]),
        ("dqr: 2.1", ["open"]),
    ],
)
def test_every_number_is_held_to_its_digits(judge: Judge, expect: str, verdicts: list[str]) -> None:
    answer = judge("", part=PART + f"expect: {{{expect}}}\n")
    assert [one["verdict"] for one in answer.checks] == verdicts
    assert answer.code == (1 if "fail" in verdicts else 4 if "open" in verdicts else 0)
    key = expect.partition(":")[0]
    assert all(path.startswith(f"expect/{key}") for _, _, path in answer.findings)


def test_a_rating_is_expected_as_it_is_printed(judge: Judge) -> None:
    scores = " kg\n    quality: {technology: 2, time: 1, geography: 3, reliability: 1, completeness: 1}\n"
    part = PART.replace(" kg\n", scores)
    assert judge("", part=part + "expect: {dqr: 2.0}\n").verdicts == {"expect dqr": "pass"}
    assert judge("", part=part + "expect: {dqr: 2.1}\n").verdicts == {"expect dqr": "fail"}


def test_numbers_that_cannot_be_expected_are_refused(judge: Judge) -> None:
    answer = judge(
        "", part=PART + "expect: {total: 3.2 kg, stage: {uses: 1 kg CO2e}, dqr: 9, tolerance: 3}\n"
    )
    told = {(code, path) for code, _, path in answer.findings if code != "CF941"}
    assert told == {
        ("CF204", "expect/total"),
        ("CF105", "expect/stage/uses"),
        ("CF208", "expect/dqr"),
        ("CF208", "expect/tolerance"),
    }
    assert answer.code == 3


def test_a_refused_or_incomplete_product_proves_nothing(judge: Judge) -> None:
    expect = "expect: {total: 3.2 kg CO2e, item: {Wire: 3 kg CO2e}}\n"
    refused = judge("", part=PART.replace("amount: 2 kg", "amount: 2 kWh") + expect)
    assert (refused.code, set(refused.verdicts.values())) == (3, {"open"})
    head, _, _ = PART.partition("    footprint: {value: 2")
    incomplete = judge("", part=head + expect)
    assert (incomplete.code, set(incomplete.verdicts.values())) == (4, {"open"})


def test_an_expression_is_computed_and_nothing_is_idle(judge: Judge) -> None:
    assert (
        judge(
            "", part=PART + "expect: {total: = 2 * 1.6 [kg CO2e]}\n".replace("{", "\n  ").replace("}", "")
        ).code
        == 0
    )
    assert judge("", part=PART + "expect: {tolerance: 1 %}\n").findings == [("CF944", "part.yaml", "expect")]


SCENARIOS = (
    PART
    + """\
parameters: {wire: 2 kg}
scenarios:
  thin: {set: {wire: 1.5 kg}}
  half: {mix: {thin: 50 %, base: 50 %}}
  wrong: {set: {wire: 1.5 kWh}}
"""
)


def test_totals_of_scenarios_are_proved(judge: Judge) -> None:
    """1.5 kg of wire come to 2.25 kg CO2e, half of the way to 2.625; the coating to 0.2."""
    part = SCENARIOS.replace("amount: 2 kg", "amount: = wire")
    expected = "expect:\n  scenarios: {thin: 2.45 kg CO2e, half: 2.825 kg CO2e}\n"
    answer = judge("", part=part + expected)
    assert answer.verdicts == {"expect scenarios thin": "pass", "expect scenarios half": "pass"}
    assert answer.code == 0
    answer = judge("", part=part + expected.replace("2.45", "2.46"))
    assert answer.code == 1
    assert ("CF942", "part.yaml", "expect/scenarios/thin") in answer.findings


def test_scenarios_that_have_no_total_are_open(judge: Judge) -> None:
    part = SCENARIOS.replace("amount: 2 kg", "amount: = wire")
    answer = judge("", part=part + "expect:\n  scenarios: {thn: 2.45 kg CO2e, wrong: 2 kg CO2e}\n")
    assert set(answer.verdicts.values()) == {"open"}
    assert answer.code == 4
    whys = {one["name"]: one["why"] for one in answer.checks}
    assert whys["scenarios thn"] == "the document has no such scenario (did you mean `thin`?)"
    assert whys["scenarios wrong"].startswith("the scenario has no total: ")


def test_update_writes_the_totals_of_scenarios(judge: Judge) -> None:
    part = SCENARIOS.replace("amount: 2 kg", "amount: = wire")
    judge("", "--update", part=part + "expect:\n  scenarios: {thin: 9.00 kg CO2e}\n")
    assert "scenarios: {thin: 2.45 kg CO2e}" in Path("part.yaml").read_text()
