"""A supplier's statement: what makes it old, incomplete, contradictory, or impossible to scale."""

from __future__ import annotations

from typing import Any

import pytest


def _line(stated: dict[str, Any], amount: str = "2 kg", **more: Any) -> dict[str, Any]:
    return {"inputs": [{"name": "Plating", "amount": amount, "footprint": stated, "origin": "KR", **more}]}


def test_own_plant_only_is_no_total_but_what_is_known_counts(calc: Any, stated: Any) -> None:
    answer = calc(_line(stated(3, boundary="gate-to-gate")))
    assert answer.footprint.total is None
    assert answer.footprint.at_least == pytest.approx(6.0)
    assert answer.footprint.missing == ["Plating"]
    finding = answer.finding("CF307")
    assert "own plant only" in finding.message
    assert finding.path == ("inputs", 0, "footprint", "boundary")
    assert not [one for one in answer.findings if one.code == "CF206"]


def test_boundary_is_in_the_data_also_when_left_out(calc: Any, stated: Any) -> None:
    lines = calc(_line(stated(3))).printed["data"]["lines"]
    assert lines[0]["stated"]["footprint"] == {"boundary": "cradle-to-gate"}


@pytest.mark.parametrize(("year", "old"), [("2019", True), ("2020", False), ("2025", False)])
def test_a_statement_more_than_five_years_older_is_noted(
    calc: Any, stated: Any, year: str, old: bool
) -> None:
    assert ("CF306" in calc(_line(stated(3, year=year))).codes()) is old


@pytest.mark.parametrize(("day", "ends"), [("2025-12-30", True), ("2025-12-31", False), ("2024-06-30", True)])
def test_a_statement_must_be_valid_to_the_end_of_the_period(
    calc: Any, stated: Any, day: str, ends: bool
) -> None:
    answer = calc(_line(stated(3, valid_until=day)))
    assert ("CF407" in answer.codes()) is ends
    if ends:
        assert day in answer.finding("CF407").message


@pytest.mark.parametrize(
    "parts",
    [
        {"aircraft": "3.1 kg CO2e"},
        {"fossil": "2 kg CO2e", "land_use_change": "1 kg CO2e", "aircraft": "2.5 kg CO2e"},
    ],
)
def test_aircraft_is_part_of_fossil(calc: Any, stated: Any, parts: dict[str, str]) -> None:
    answer = calc(_line(stated(3, **parts)))
    assert answer.footprint.total is None
    assert answer.finding("CF404").path[-1] == "aircraft"


def test_parts_are_kept_and_its_gases_are_still_not_given(calc: Any, stated: Any) -> None:
    answer = calc(_line(stated(3, fossil="2 kg CO2e", land_use_change="1 kg CO2e")))
    assert answer.footprint.split["fossil"] == pytest.approx(4.0)
    assert answer.footprint.split["land_use_change"] == pytest.approx(2.0)
    assert answer.footprint.unsplit == pytest.approx(6.0)


@pytest.mark.parametrize(("share", "bad"), [("80 %", False), ("= 4/5", False), ("180 %", True)])
def test_primary_data_share(calc: Any, stated: Any, share: str, bad: bool) -> None:
    answer = calc(_line(stated(3, primary_data_share=share)))
    assert ("CF208" in answer.codes()) is bad
    if not bad:
        about = answer.printed["data"]["lines"][0]["stated"]["footprint"]
        assert about["primary_data_share"] == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("amount", "per", "total"),
    [
        ("1 kWh (net)", "1 MJ (net)", 10.8),
        ("1 kWh", "1 MJ", 10.8),
        ("1 kWh", "1 MJ (net)", None),
        ("1 kWh (net)", "1 MJ", None),
        ("1 kWh (gross)", "1 MJ (net)", None),
    ],
)
def test_calorific_basis_of_amount_and_statement(
    calc: Any, stated: Any, amount: str, per: str, total: float | None
) -> None:
    answer = calc(_line(stated(3, per), amount))
    if total is None:
        assert answer.finding("CF210").path == ("inputs", 0, "amount")
        assert answer.footprint.total is None
    else:
        assert answer.total == pytest.approx(total)


def test_statement_names_the_supplier_of_its_line(calc: Any, stated: Any) -> None:
    answer = calc(_line(stated(3, supplier="Plating Co.")))
    assert [group.key for group in answer.footprint.suppliers] == ["Plating Co."]
