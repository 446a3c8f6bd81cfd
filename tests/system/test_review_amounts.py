"""Amounts at the edge: plain numbers, zero masses, densities, units no product is counted in, numbers too large."""

from __future__ import annotations

import json
from typing import Any

import pytest


def _line(stated: Any, amount: str, **more: Any) -> dict[str, Any]:
    return {"name": "Sheet", "amount": amount, "footprint": stated(2), "origin": "KR", **more}


def test_a_parameter_may_be_a_plain_number(calc: Any, stated: Any) -> None:
    body = {"parameters": {"n": "40"}, "inputs": [_line(stated, "= n * 2 [kg]")]}
    assert calc(body).total == pytest.approx(160.0)


def test_a_computed_number_takes_the_unit_beside_it_in_full_digits(calc: Any, stated: Any) -> None:
    assert calc({"inputs": [_line(stated, "= 1/3", unit="kg")]}).total == pytest.approx(2 / 3, rel=1e-15)


def test_a_computed_number_without_a_unit_is_refused(calc: Any, stated: Any) -> None:
    answer = calc({"inputs": [_line(stated, "= 1/3")]})
    finding = answer.finding("CF205")
    assert finding.path == ("inputs", 0, "amount")
    assert "unit: kg" in finding.help


@pytest.mark.parametrize(
    ("amount", "density", "total"),
    [
        ("2 m2", "7.9 kg/m2", 31.6),
        ("3 m", "0.5 kg/m", 3.0),
        ("1 Nm3", "0.78 kg/Nm3", 1.56),
        ("1 L", "0.8 kg/L", 1.6),
    ],
)
def test_densities(calc: Any, stated: Any, amount: str, density: str, total: float) -> None:
    assert calc({"inputs": [_line(stated, amount, density=density)]}).total == pytest.approx(total)


def test_a_density_per_energy_is_none(calc: Any, stated: Any) -> None:
    assert "CF204" in calc({"inputs": [_line(stated, "1 kWh", density="1 kg/kWh")]}).codes()


@pytest.mark.parametrize("amount", ["3 piece", "3 kg"])
def test_mass_of_zero_on_a_line(calc: Any, stated: Any, amount: str) -> None:
    answer = calc({"inputs": [_line(stated, amount, mass="0 kg")]})
    assert answer.finding("CF208").path == ("inputs", 0, "mass")
    assert answer.footprint.total is None


def test_mass_of_zero_of_a_product(calc: Any, stated: Any) -> None:
    answer = calc({"inputs": [_line(stated, "1 kg")]}, product={"mass": "0 kg"})
    assert answer.finding("CF208").path == ("product", "mass")


@pytest.mark.parametrize("unit", ["100 %", "1 kg CO2e", "1000 EUR", "1 kg CO2e/kg", "1 KRW/kg", "= 1/2"])
def test_no_amount_of_a_product(calc: Any, stated: Any, unit: str) -> None:
    answer = calc({"inputs": [_line(stated, "1 kg")]}, product={"declared_unit": unit})
    (finding,) = [one for one in answer.findings if one.path == ("product", "declared_unit")]
    assert finding.code == ("CF205" if unit.startswith("=") else "CF204")
    assert answer.footprint.total is None


@pytest.mark.parametrize("unit", ["1 kWh", "1 m2", "1000 piece", "1 MJ (net)", "1 tkm", "1 bit", "1 h"])
def test_an_amount_of_a_product(calc: Any, stated: Any, unit: str) -> None:
    answer = calc({"inputs": [_line(stated, "1 kg")]}, product={"declared_unit": unit})
    assert answer.total == pytest.approx(2.0)


def _yields(stated: Any, share: str, depth: int) -> dict[str, Any]:
    line = _line(stated, "1 kg")
    for _ in range(depth):
        step = {"name": "Step", "electricity": "1 kWh", "yield": share}
        line = {"name": "Part", "amount": "1 kg", "inputs": [line], "processes": [step]}
    return {"inputs": [line]}


def _leg(stated: Any, mass: str, distance: str) -> dict[str, Any]:
    leg = {"mode": "road/hgv", "mass": mass, "distance": distance}
    return {"inputs": [_line(stated, "1 kg", transport=[leg])]}


def test_numbers_beyond_all_range(calc: Any, stated: Any) -> None:
    gas = {"name": "Arc", "emissions": [{"gas": "SF6", "amount": "1e305 kg"}]}
    tool = _line(stated, "1e200 kg", lifetime="1e-200 piece")
    bodies: dict[str, dict[str, Any]] = {
        "amount": {"inputs": [_line(stated, "1e308 t")]},
        "factor": {"inputs": [_line(stated, "1e308 kg")]},
        "bounds": {"inputs": [_line(stated, "1 kg", low="1 kg", high="1e308 t")]},
        "mass of a piece": {"inputs": [_line(stated, "1e300 piece", mass="1e300 kg")]},
        "two yields": _yields(stated, "1e-200", 2),
        "gas": {"processes": [gas]},
        "leg": _leg(stated, "1e200 kg", "1e200 km"),
        "lifetime": {"inputs": [_line(stated, "1 kg")], "tooling": [tool]},
    }
    for name, body in bodies.items():
        answer = calc(body)
        assert "CF206" in answer.codes(), name
        if answer.outcome.footprint is not None:
            assert answer.footprint.total is None, name
        json.dumps(answer.printed, allow_nan=False)


def test_the_line_that_is_too_large_is_named(calc: Any, stated: Any) -> None:
    answer = calc({"inputs": [_line(stated, "1 kg"), _line(stated, "1e308 kg")]})
    assert answer.finding("CF206").path == ("inputs", 1)
    assert answer.footprint.at_least == pytest.approx(2.0)


@pytest.mark.parametrize("period", ["2025-01-01..", "..2025", "..", "2020..2025", "2019-06..2024-07"])
def test_periods_that_are_refused(calc: Any, stated: Any, period: str) -> None:
    answer = calc({"inputs": [_line(stated, "1 kg")]}, period=period)
    assert answer.codes() == {"CF107"}


@pytest.mark.parametrize("period", ["2021..2025", "2020-07-01..2025-06-30", "2024-02-29..2025"])
def test_periods_of_a_few_years(calc: Any, stated: Any, period: str) -> None:
    assert calc({"inputs": [_line(stated, "1 kg")]}, period=period).total == pytest.approx(2.0)


def test_name_that_cannot_be_one_is_pointed_at_as_a_key(calc: Any, stated: Any) -> None:
    answer = calc({"parameters": {"a b": "1 kg"}, "inputs": [_line(stated, "1 kg")]})
    finding = answer.finding("CF109")
    assert (finding.path, finding.on) == (("parameters", "a b"), "key")
