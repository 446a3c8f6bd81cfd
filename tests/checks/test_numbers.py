"""Limits on numbers, worked out by hand: the total, per kg, stages, lines, suppliers; what has no number is open."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.checks.conftest import PART

Judge = Callable[..., Any]

HOLES = PART.replace(
    "    footprint: {value: 2 kg CO2e, per: 1 kg, source: Coat Co. 2025, gwp: AR6, year: 2025}\n", ""
)
"""The coating has no factor."""


@pytest.mark.parametrize(
    ("limit", "key", "verdict"),
    [
        ("total: 3.2 kg CO2e", "total", "pass"),
        ("total: 3200 g CO2e", "total", "pass"),
        ("total: 3.1999999999 kg CO2e", "total", "fail"),
        ("per_kg: 1.6 kg CO2e", "per_kg", "pass"),
        ("per_kg: 1.6 kg CO2e/kg", "per_kg", "pass"),
        ("per_kg: 1600 kg CO2e/t", "per_kg", "pass"),
        ("per_kg: 1.5999 kg CO2e", "per_kg", "fail"),
        ("stage: {materials: 3.2 kg CO2e}", "stage materials", "pass"),
        ("stage: {materials: 3.1 kg CO2e}", "stage materials", "fail"),
        ("item: {Wire: 3 kg CO2e}", "item Wire", "pass"),
        ("item: {Wire: 2.99 kg CO2e}", "item Wire", "fail"),
        ("item: {'*': 3.2 kg CO2e}", "item *", "pass"),
        ("item: {'*': 3.1 kg CO2e}", "item *", "fail"),
        ("supplier: {'Hanil*': 3 kg CO2e}", "supplier Hanil*", "pass"),
        ("supplier: {'Hanil*': 2.9 kg CO2e}", "supplier Hanil*", "fail"),
        ("total: = 2 * 1.6 [kg CO2e]", "total", "pass"),
    ],
)
def test_limits_are_inclusive_and_have_no_surprise_at_the_edge(
    judge: Judge, limit: str, key: str, verdict: str
) -> None:
    answer = judge(f"  - name: one\n    {limit}")
    assert answer.verdicts == {key: verdict}
    assert answer.code == (1 if verdict == "fail" else 0)


def test_a_sum_that_floats_miss_is_not_above_its_limit(judge: Judge) -> None:
    """0.1 + 0.2 is 0.30000000000000004 as floats, and keeps a limit of 0.3."""
    part = PART.replace("amount: 2 kg", "amount: 0.1 kg").replace("value: 1.5", "value: 1")
    part = part.replace("value: 2 kg", "value: 2 kg")
    assert judge("  - total: 0.3 kg CO2e", part=part).verdicts == {"total": "pass"}


def test_messages_tell_numbers_apart_that_differ_in_the_last_digit(judge: Judge) -> None:
    answer = judge("  - total: 3.19999999 kg CO2e")
    (message,) = [one["message"] for one in answer.said["findings"] if one["code"] == "CF940"]
    assert message == "total is 3.2 kg CO2e, over the limit of 3.19999999 kg CO2e"


def test_numbers_are_told_with_all_their_digits(judge: Judge) -> None:
    part = PART.replace("value: 1.5", "value: 1.123456789012")
    (one,) = judge("  - total: 3.19999999 kg CO2e", part=part).checks
    assert (one["limit_number"], one["actual_number"]) == (3.19999999, 2.44691357802)
    assert (one["limit"], one["actual"]) == ("3.2 kg CO2e", "2.44691 kg CO2e")


def test_a_limit_may_depend_on_a_parameter_of_its_document(judge: Judge) -> None:
    part = PART.replace("inputs:", "parameters: {agreed: 1.6 kg CO2e}\ninputs:")
    assert judge("  - total: = 2 * agreed", part=part).verdicts == {"total": "pass"}
    assert judge("  - total: = 1.9 * agreed", part=part).verdicts == {"total": "fail"}


def test_nothing_passes_while_a_line_is_missing(judge: Judge) -> None:
    limits = """  - name: all
    total: 100 kg CO2e
    per_kg: 100 kg CO2e
    stage: {materials: 100 kg CO2e}
    item: {Wire: 100 kg CO2e}
    supplier: {Hanil Wire: 100 kg CO2e}
    probability: {above: 100 kg CO2e, at_most: 50 %, assumed: allowed}
    pds: 0 %
    dqr: 5
    none_of: [missing-line, proxy, expired-factor, drift, assumed-uncertainty]"""
    answer = judge(limits, part=HOLES)
    failed = {key for key, verdict in answer.verdicts.items() if verdict == "fail"}
    assert failed == {"none_of missing-line"}
    assert {verdict for key, verdict in answer.verdicts.items() if key not in failed} == {"open"}
    assert len(answer.verdicts) == 13
    assert answer.code == 1


def test_a_refused_product_is_open_and_its_error_decides(judge: Judge) -> None:
    answer = judge(
        "  - total: 100 kg CO2e", part=PART.replace("Wire Co. 2025, gwp: AR6", "X, gwp: AR6, per: 2")
    )
    assert answer.code == 3
    answer = judge("  - total: 100 kg CO2e", part=PART.replace("amount: 2 kg", "amount: 2 kWh"))
    assert answer.code == 3
    assert answer.verdicts == {"total": "open"}


def test_a_product_without_mass_is_open_per_kg(judge: Judge) -> None:
    answer = judge("  - per_kg: 100 kg CO2e", part=PART.replace(" mass: 2 kg,", ""))
    assert answer.verdicts == {"per_kg": "open"}
    assert answer.code == 4
    assert answer.checks[0]["why"] == "the mass of the product is not stated"


def test_a_product_of_kilograms_needs_no_mass(judge: Judge) -> None:
    part = PART.replace("declared_unit: 1 piece, mass: 2 kg", "declared_unit: 4 kg")
    assert judge("  - per_kg: 0.8 kg CO2e", part=part).verdicts == {"per_kg": "pass"}
    assert judge("  - per_kg: 0.79 kg CO2e", part=part).verdicts == {"per_kg": "fail"}


@pytest.mark.parametrize(
    "limit", ["item: {Wier: 9 kg CO2e}", "item: {'copper/*': 9 kg CO2e}", "supplier: {Posco: 9 kg CO2e}"]
)
def test_what_the_product_does_not_have_is_open_for_a_budget_of_its_document(
    judge: Judge, limit: str
) -> None:
    answer = judge(f"  - {limit}")
    assert set(answer.verdicts.values()) == {"open"}
    assert answer.code == 4
    if "Wier" in limit:
        assert "did you mean `Wire`" in answer.checks[0]["why"]


def test_a_stage_without_lines_is_open_also_behind_the_gate(judge: Judge) -> None:
    answer = judge("  - stage: {tooling: 1 kg CO2e, use: 1 kg CO2e}")
    assert answer.verdicts == {"stage tooling": "open", "stage use": "open"}


USED = PART + (
    "use:\n  - {name: Power, amount: 10 kWh, footprint: "
    "{value: 0.5 kg CO2e, per: 1 kWh, source: Grid Co. 2025, gwp: AR6, year: 2025}}\n"
)


def test_a_stage_behind_the_gate_is_held_as_it_stands_beside_the_total(judge: Judge) -> None:
    limits = "  - {total: 3.2 kg CO2e}\n  - stage: {use: 4.9 kg CO2e}"
    answer = judge(limits, part=USED)
    assert answer.verdicts == {"total": "pass", "stage use": "fail"}
    whole = USED.replace("period:", "boundary: cradle-to-grave\nperiod:")
    assert set(judge(limits, part=whole).verdicts.values()) == {"open"}  # nothing of its end of life
    whole += "distribution: [{mode: road/hgv, distance: 100 km}]\n"
    whole += "end_of_life:\n  - {name: Bolt, amount: 2 kg, treatment: recycling}\n"
    answer = judge(limits, part=whole)
    assert answer.verdicts == {"total": "fail", "stage use": "fail"}  # above 8.2 with its use
    assert judge("  - stage: {use: 5 kg CO2e}", part=USED).verdicts == {"stage use": "pass"}


def test_a_line_that_links_counts_with_all_that_stands_behind_it(
    write: Callable[[dict[str, str]], Path], check: Any
) -> None:
    """The seat has two bolts of 3.2 kg each, of which 3 are wire, and 1 kg of foam."""
    seat = """\
carbonfoot: part/1
product: {id: S-1, name: Seat, declared_unit: 1 piece, mass: 9 kg, made_in: KR}
period: 2025
inputs:
  - {name: M10 bolt, product: part.yaml, amount: 2 piece, transport: []}
  - name: Foam
    amount: 1 kg
    transport: []
    footprint: {value: 1 kg CO2e, per: 1 kg, source: Foam Co. 2025, gwp: AR6, year: 2025}
budgets:
  - item: {M10 bolt: 6.4 kg CO2e, Wire: 6 kg CO2e, "[MW]*": 6.4 kg CO2e}
    supplier: {Bolt Co.: 6.4 kg CO2e, Hanil Wire: 6 kg CO2e}
  - item: {M10 bolt: 6.3 kg CO2e, Wire: 5.9 kg CO2e}
    supplier: {Bolt Co.: 6.3 kg CO2e}
"""
    write({"part.yaml": PART.replace("made_in: KR", "made_in: KR, supplier: Bolt Co."), "seat.yaml": seat})
    checks = check("seat.yaml").checks
    assert [one["verdict"] for one in checks] == ["pass"] * 5 + ["fail"] * 3
    assert [one["actual"] for one in checks] == [
        "6.4 kg CO2e",
        "6 kg CO2e",
        "6.4 kg CO2e",
        "6.4 kg CO2e",
        "6 kg CO2e",
        "6.4 kg CO2e",
        "6 kg CO2e",
        "6.4 kg CO2e",
    ]


def test_a_failure_of_a_project_stands_at_the_line_that_weighs_most(
    write: Callable[[dict[str, str]], Path], check: Any
) -> None:
    budgets = "carbonfoot: budgets/1\nbudgets:\n  - {name: x, item: {'*': 1 kg CO2e}, stage: {materials: 1 g CO2e}}\n"
    write({"part.yaml": PART, "budgets.yaml": budgets})
    answer = check("part.yaml")
    assert answer.findings == [("CF940", "part.yaml", "inputs/0")] * 2
    related = [one["related"][0]["path"] for one in answer.said["findings"] if one["code"] == "CF940"]
    assert sorted(related) == ["budgets/0/item/*", "budgets/0/stage/materials"]


def test_a_failure_names_the_budget_or_says_that_it_is_one(
    write: Callable[[dict[str, str]], Path], check: Any
) -> None:
    budgets = "carbonfoot: budgets/1\nbudgets:\n  - {total: 1 kg CO2e}\n  - {name: x, total: 1 kg CO2e}\n"
    write({"part.yaml": PART, "budgets.yaml": budgets})
    said = [one["related"][0] for one in check("part.yaml").said["findings"] if one["code"] == "CF940"]
    assert {one["message"] for one in said} == {"the budget", "the budget `x`"}


CREDITED = (
    PART
    + """\
outputs:
  - name: Heat
    amount: 1 kg
    treatment: incineration
    footprint: {value: 0.1 kg CO2e, per: 1 kg, source: Plant 2025, gwp: AR6, year: 2025}
    avoids:
      - name: Avoided wire
        amount: 1 kg
        footprint: {value: 1 kg CO2e, per: 1 kg, source: Wire Co. 2025, gwp: AR6, year: 2025}
"""
)


def test_a_credit_that_is_netted_into_a_number_is_said(judge: Judge) -> None:
    answer = judge("  - stage: {waste: 0.1 kg CO2e}\n  - item: {'*wire': 1 kg CO2e}", part=CREDITED)
    assert set(answer.verdicts.values()) == {"pass"}
    assert [one["why"] for one in answer.checks] == ["credits of -1 kg CO2e are in it"] * 2
    assert [one["actual"] for one in answer.checks] == ["-0.9 kg CO2e", "-1 kg CO2e"]


def test_co_products_bear_their_share_before_a_limit_is_held(judge: Judge) -> None:
    part = PART + (
        "co_products:\n  - {id: CO-1, name: Other, amount: 1 piece, mass: 2 kg}\nallocation: mass\n"
    )
    assert judge("  - {total: 1.6 kg CO2e, per_kg: 0.8 kg CO2e}", part=part).verdicts == {
        "total": "pass",
        "per_kg": "pass",
    }
    assert judge("  - {total: 1.5 kg CO2e}", part=part).verdicts == {"total": "fail"}


OVER = """  - name: all
    total: 2.9 kg CO2e
    per_kg: 1.45 kg CO2e
    stage: {materials: 2.9 kg CO2e}
    item: {Wire: 2.9 kg CO2e, Coating: 0 kg CO2e}
    supplier: {Hanil Wire: 2.9 kg CO2e}"""


def test_what_is_known_alone_may_be_too_much(judge: Judge) -> None:
    """3 kg CO2e of wire are there whatever the coating comes to."""
    answer = judge(OVER, part=HOLES)
    assert answer.verdicts == {
        "total": "fail",
        "per_kg": "fail",
        "stage materials": "fail",
        "item Wire": "fail",
        "item Coating": "open",
        "supplier Hanil Wire": "fail",
    }
    assert answer.code == 1
    assert answer.checks[0]["actual"] == "at least 3 kg CO2e"
    assert answer.checks[1]["actual"] == "at least 1.5 kg CO2e/kg"
    said = [one["message"] for one in answer.said["findings"] if one["code"] == "CF940"]
    assert "total is at least 3 kg CO2e, over the limit of 2.9 kg CO2e: 1 line is missing" in said
    assert judge("  - total: 3 kg CO2e", part=HOLES).verdicts == {"total": "open"}  # exactly the limit


AVOIDING = (
    HOLES.replace(
        "  - name: Coating\n    amount: 0.1 kg\n    transport: []\n",
        "co_products:\n  - {name: Slag, id: S, amount: 1 kg, avoids: [{name: Clinker, amount: 1 kg}]}\n",
    )
    + "allocation: substitution\n"
)
"""What the slag replaces has no factor."""


def test_a_credit_that_is_missing_may_bring_a_footprint_back(judge: Judge) -> None:
    answer = judge("  - {total: 2.9 kg CO2e, item: {Wire: 2.9 kg CO2e}}", part=AVOIDING)
    assert answer.verdicts == {"total": "open", "item Wire": "open"}
    assert answer.code == 4
    why = "what is known is 3 kg CO2e, over the limit; what is missing may hold a credit that brings it back"
    assert answer.checks[0]["why"] == why


def test_what_is_credited_and_lacks_a_line_may_bring_a_footprint_back(judge: Judge, write: Any) -> None:
    """The line that is missing is no credit itself: it stands in a document that the credit is taken from."""
    write({"clinker.yaml": HOLES.replace("HF-1", "C-1").replace("1 piece, mass: 2 kg", "1 kg")})
    part = AVOIDING.replace(
        "{name: Clinker, amount: 1 kg}", "{name: Clinker, product: clinker.yaml, amount: 0.1 kg}"
    )
    answer = judge("  - total: 1 kg CO2e", part=part)
    assert answer.verdicts == {"total": "open"}
    assert "may hold a credit" in answer.checks[0]["why"]


def test_a_stage_of_which_nothing_is_said_may_hold_credits(judge: Judge) -> None:
    whole = USED.replace("period:", "boundary: cradle-to-grave\nperiod:")
    answer = judge("  - total: 1 kg CO2e", part=whole)
    assert answer.verdicts == {"total": "open"}
    assert "may hold a credit" in answer.checks[0]["why"]


def test_what_was_refused_is_open_however_much_of_it_is_known(judge: Judge) -> None:
    """How the burdens are shared is not said: the bolt may bear any part of 3.2 kg CO2e."""
    part = PART + "co_products:\n  - {name: Chips, id: C-1, amount: 1 kg}\n"
    answer = judge("  - {total: 1 kg CO2e, item: {Wire: 1 kg CO2e}}", part=part)
    assert answer.verdicts == {"total": "open", "item Wire": "open"}
    assert answer.code == 3
