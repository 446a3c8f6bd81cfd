"""pint as an independent oracle for the sizes of units, where it means the same unit."""

from __future__ import annotations

from typing import Any

import pint
import pytest

from carbonfoot.quantities.table import table
from carbonfoot.quantities.units import parse_unit

SAME = """
ug mg g kg t lb oz J kJ MJ GJ TJ PJ Wh kWh MWh GWh TWh W kW MW GW mL cL dL L hL kL um mm cm dm m km in ft yd
mi s min h day week year toe bit byte kB MB GB TB ppm V mV kV
"""
COMPARED = SAME.split()
PINT_NAME = {
    "%": "percent",
    "1": "dimensionless",
    "kt": "kilotonne",
    "Mt": "megatonne",
    "nmi": "nautical_mile",
    "in": "inch",
    "troy oz": "troy_ounce",
    "short ton": "short_ton",
    "long ton": "long_ton",
    "kcal": "1000 * international_calorie",
    "Mcal": "1e6 * international_calorie",
    "Gcal": "1e9 * international_calorie",
    "ktoe": "1e3 * toe",
    "Mtoe": "1e6 * toe",
    "tce": "0.7 * toe",
    "Btu": "Btu_it",
    "kBtu": "1e3 * Btu_it",
    "mmBtu": "1e6 * Btu_it",
    "therm": "1e5 * Btu_it",
    "mm2": "mm**2",
    "cm2": "cm**2",
    "m2": "m**2",
    "km2": "km**2",
    "ha": "hectare",
    "in2": "inch**2",
    "ft2": "ft**2",
    "cm3": "cm**3",
    "dm3": "dm**3",
    "m3": "m**3",
    "ft3": "ft**3",
    "US gallon": "gallon",
    "imperial gallon": "imperial_gallon",
    "bbl": "oil_barrel",
    "tkm": "t * km",
    "kg.km": "kg * km",
    "g.km": "g * km",
    "t.mi": "t * mile",
    "t.nmi": "t * nautical_mile",
    "short ton-mile": "short_ton * mile",
    "m3.day": "m**3 * day",
    "m3.year": "m**3 * year",
}
GAS = "pint has no gas volume at reference conditions"
COUNT = "pint has no such counted thing"
MONEY = "pint has no currencies"
CO2E = "pint has no CO2 equivalents apart from mass"
NOT_IN_PINT = {
    "Nm3": GAS,
    "kNm3": GAS,
    "MNm3": GAS,
    "Sm3": GAS,
    "scf": GAS,
    "scf68": GAS,
    **dict.fromkeys(["piece", "pair", "dozen", "person", "vehicle", "TEU", "FEU", "night", "room"], COUNT),
    **dict.fromkeys(
        ["pkm", "passenger-mile", "vkm", "vehicle-mile", "TEU.km", "person.night", "room.night"], COUNT
    ),
    **dict.fromkeys(
        [
            "EUR",
            "USD",
            "KRW",
            "JPY",
            "CNY",
            "GBP",
            "TWD",
            "INR",
            "CHF",
            "VND",
            "THB",
            "TRY",
            "BRL",
            "CAD",
            "AUD",
        ],
        MONEY,
    ),
    **dict.fromkeys([f"{mass} CO2e" for mass in ("mg", "g", "kg", "t", "kt", "Mt", "lb")], CO2E),
}
# Same spelling, another unit: pint is right about its own, and we must not follow it.
DIFFERENT = {
    "kcal": "thermochemical 4184 J in pint; energy statistics use the International Table 4186.8 J",
    "Btu": "ISO Btu of 1055.056 J in pint; International Table here",
    "therm": "1e5 ISO Btu in pint",
    "kt": "knot in pint",
    "pcs": "parsec with a prefix in pint",
    "barrel": "US dry barrel in pint",
}


@pytest.fixture(scope="module")
def registry() -> Any:
    return pint.UnitRegistry(cache_folder=None)


def test_every_unit_is_compared_or_has_a_reason() -> None:
    symbols = {row[1] for row in table().units.values()}
    assert symbols - set(COMPARED) - set(PINT_NAME) - set(NOT_IN_PINT) == set()
    assert set(PINT_NAME) | set(NOT_IN_PINT) <= symbols


@pytest.mark.parametrize("symbol", sorted({*COMPARED, *PINT_NAME}))
def test_sizes_agree(registry: Any, symbol: str) -> None:
    unit = parse_unit(symbol)
    theirs = registry.parse_expression(PINT_NAME.get(symbol, symbol)) * registry.Quantity(1.0)
    assert theirs.to_base_units().magnitude == pytest.approx(unit.num / unit.den, rel=1e-12)


@pytest.mark.parametrize("name", sorted(DIFFERENT))
def test_known_differences_are_still_there(registry: Any, name: str) -> None:
    unit = parse_unit(name)
    theirs = registry.Quantity(1.0, name).to_base_units().magnitude
    assert theirs != pytest.approx(unit.num / unit.den, rel=1e-8), (
        "pint agrees now: move it to the compared units"
    )


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        ("kg/m3", "kg/m**3"),
        ("g/cm3", "g/cm**3"),
        ("MJ/kg", "MJ/kg"),
        ("kWh/t", "kWh/t"),
        ("W.h", "W*h"),
        ("kg/(m.s2)", "kg/(m*s**2)"),
        ("kJ/kg/day", "kJ/kg/day"),
        ("L/min", "L/min"),
        ("lb/ft3", "lb/ft**3"),
        ("m-3", "m**-3"),
    ],
)
def test_compound_units_agree(registry: Any, ours: str, theirs: str) -> None:
    unit = parse_unit(ours)
    assert registry.Quantity(1.0, theirs).to_base_units().magnitude == pytest.approx(
        unit.num / unit.den, rel=1e-12
    )
