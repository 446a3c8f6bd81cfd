"""Sums by what the top document needs a line for, by who uses energy, and where."""

from __future__ import annotations

from typing import Any

import pytest


def _known(stated: Any) -> dict[str, Any]:
    return {"name": "Steel", "amount": "1 kg", "footprint": stated(2), "origin": "KR"}


def _assembly() -> dict[str, Any]:
    """A sub-assembly with a line that names no factor."""
    return {"name": "Spare", "amount": "1 piece", "inputs": [{"name": "Lacquer", "amount": "0.1 kg"}]}


def test_missing_line_in_the_use_stage_leaves_the_gate_total(calc: Any, stated: Any) -> None:
    answer = calc({"inputs": [_known(stated)], "use": [_assembly()]})
    assert answer.total == pytest.approx(2.0)
    assert answer.footprint.missing == []
    assert answer.footprint.line_count == 1


def test_missing_line_in_an_input_still_stops_it(calc: Any, stated: Any) -> None:
    answer = calc({"inputs": [_known(stated), _assembly()]})
    assert answer.footprint.total is None
    assert answer.footprint.missing == ["Lacquer"]
    assert answer.footprint.line_count == 3


def test_energy_by_its_item_is_used_at_the_own_plant(calc: Any, stated: Any) -> None:
    by_key = {"name": "Press", "electricity": "1 kWh"}
    by_item = {"name": "Press", "energy": [{"name": "Grid", "amount": "1 kWh", "factor": "electricity/grid"}]}
    one = calc({"inputs": [_known(stated)], "processes": [by_key]}).footprint
    two = calc({"inputs": [_known(stated)], "processes": [by_item]}).footprint
    assert [group.key for group in two.tiers] == ["0", "1"]
    assert two.tiers == one.tiers
    assert two.countries == one.countries
    assert {group.key for group in two.countries} == {"KR"}


def test_energy_is_of_the_country_of_its_step(calc: Any, stated: Any) -> None:
    grid = {"name": "Grid", "amount": "1 kWh", "factor": "electricity/grid"}
    answer = calc(
        {"inputs": [_known(stated)], "processes": [{"name": "Press", "made_in": "CN", "energy": [grid]}]}
    )
    assert {group.key for group in answer.footprint.countries} == {"KR", "CN"}


def test_country_of_a_material_is_not_guessed(calc: Any, stated: Any) -> None:
    line = {"name": "Steel", "amount": "1 kg", "footprint": stated(2)}
    assert [group.key for group in calc({"inputs": [line]}).footprint.countries] == ["not stated"]
