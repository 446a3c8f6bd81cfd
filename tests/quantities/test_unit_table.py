"""The table of units itself: its layout, its names and its figures."""

from __future__ import annotations

import csv
import unicodedata
from fractions import Fraction
from pathlib import Path

import pytest

import carbonfoot.quantities.table as module
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.table import described, dimension_of, table, unit_of
from carbonfoot.quantities.units import parse_unit

PATH = Path(module.__file__).parent / "units.csv"
with PATH.open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))
UNITS = [row for row in ROWS if row["kind"] == "unit"]
REFUSED = [row for row in ROWS if row["kind"] == "refused"]
WANTED = """
mg g kg t kt Mt lb oz J kJ MJ GJ TJ Wh kWh MWh GWh kcal Gcal toe Btu mmBtu therm W kW MW GW mL cL L m3 cm3 dm3
hL kL Nm3 Sm3 scf bbl mm cm m km in ft yd mi nmi um mm2 cm2 m2 km2 ha ft2 in2 s min h day week year tkm kg.km
g.km TEU.km pkm vkm m3.day piece pair dozen EUR USD KRW JPY CNY GBP TWD INR % 1 ppm GB TB bit person.night
"""
SPACED = [
    "short ton",
    "long ton",
    "US gallon",
    "imperial gallon",
    "short ton-mile",
    "kg CO2e",
    "g CO2e",
    "t CO2e",
]
TRAPS = """
ton tons MT mt T K M Mcf mcf cal Cal gal gallon month set MBtu hp nm $ ¥ kgCO2 tCO2 ton-mile ton-km
"""


def names(row: dict[str, str]) -> list[str]:
    return [row["symbol"], *(row["aliases"].split(";") if row["aliases"] else [])]


def test_the_file_is_plain_seven_column_csv() -> None:
    text = PATH.read_text(encoding="utf-8")
    assert '"' not in text and "\r" not in text and text.endswith("\n")
    assert {line.count(",") for line in text.splitlines()} == {6}
    assert {row["kind"] for row in ROWS} == {"base", "dimension", "bridge", "basis", "unit", "refused"}


def test_no_name_stands_twice_and_none_is_both_wanted_and_refused() -> None:
    every = [name for row in UNITS + REFUSED for name in names(row)]
    assert sorted(every) == sorted(set(every))
    bases = [name for row in ROWS if row["kind"] == "basis" for name in names(row)]
    assert sorted(bases) == sorted(set(bases))


def test_names_are_already_normalised() -> None:
    for row in ROWS:
        for name in names(row):
            assert unicodedata.normalize("NFKC", name) == name == " ".join(name.split()) != ""
            if row["kind"] in ("unit", "refused"):
                assert not set(name) & set("/*^()"), "the reader of compound units takes these as operators"


def test_every_row_is_readable() -> None:
    for row in UNITS:
        for name in names(row):
            unit = parse_unit(name)
            assert unit.symbol == row["symbol"]
            assert Fraction(unit.num, unit.den) > 0
        assert row["name"]
    for row in ROWS:
        if row["kind"] == "base":
            assert sum(dimension_of(row["dimension"])) == 1 and row["name"]
        if row["kind"] == "dimension":
            assert described(dimension_of(row["dimension"])) == (row["name"], row["symbol"])
        if row["kind"] == "bridge":
            assert dimension_of(row["symbol"]) != dimension_of(row["dimension"]) and row["note"]


def test_symbols_of_dimensions_are_coherent_units() -> None:
    for row in ROWS:
        if row["kind"] in ("base", "dimension"):
            unit = parse_unit(row["symbol"])
            assert (unit.num, unit.den, unit.dimension) == (1, 1, dimension_of(row["dimension"]))


def test_every_refused_name_says_what_to_write() -> None:
    for row in REFUSED:
        for name in names(row):
            with pytest.raises(QuantityError) as caught:
                parse_unit(name)
            assert caught.value.code == "CF203" and name in caught.value.message
            assert caught.value.help == row["note"] != ""
            with pytest.raises(QuantityError) as caught:
                parse_unit(f"1/({name})")
            assert caught.value.code == "CF203"


def test_units_named_in_help_texts_exist() -> None:
    """Whatever stands before a size in brackets after `write` or `or` is a unit of the table."""
    sizes = {"t": 1000, "short ton": 907.18474, "long ton": 1016.0469088}
    help = next(row["note"] for row in REFUSED if row["symbol"] == "ton")
    for symbol, kilograms in sizes.items():
        assert f"{symbol} ({kilograms} kg)" in help
        unit = parse_unit(symbol)
        assert unit.num / unit.den == kilograms


@pytest.mark.parametrize("symbol", WANTED.split() + SPACED)
def test_wanted_units_are_there(symbol: str) -> None:
    assert symbol in table().units


@pytest.mark.parametrize("name", [*TRAPS.split(), "kg CO2", "fl oz"])
def test_known_traps_are_refused(name: str) -> None:
    assert name in table().refused


def test_derived_figures() -> None:
    def size(symbol: str) -> Fraction:
        unit = unit_of(table().units[symbol])
        return Fraction(unit.num, unit.den)

    foot, pound = Fraction("0.3048"), Fraction("0.45359237")
    assert size("oz") == pound / 16
    assert size("troy oz") == pound / 7000 * 480
    assert size("short ton") == 2000 * pound
    assert size("long ton") == 2240 * pound
    assert size("mi") == 5280 * foot
    assert size("yd") == 3 * foot
    assert size("in") == foot / 12
    assert size("ft2") == foot**2 and size("in2") == (foot / 12) ** 2 and size("ft3") == foot**3
    assert size("US gallon") == 231 * (foot / 12) ** 3
    assert size("bbl") == 42 * size("US gallon")
    assert size("short ton-mile") == size("short ton") * size("mi")
    assert size("t.mi") == size("t") * size("mi") and size("t.nmi") == size("t") * size("nmi")
    assert size("Sm3") == Fraction("273.15") / Fraction("288.15")
    assert size("scf") == foot**3 * Fraction("491.67") / Fraction("519.67")
    assert size("scf68") == foot**3 * Fraction("491.67") / Fraction("527.67")
    calorie = Fraction("4.1868")
    assert size("kcal") == 1000 * calorie and size("Gcal") == 10**9 * calorie
    assert size("toe") == 10 * size("Gcal") and size("tce") == 7 * size("Gcal")
    assert size("Btu") == calorie * pound * 1000 * 5 / 9
    assert size("mmBtu") == 10**6 * size("Btu") and size("therm") == 10**5 * size("Btu")
    assert size("year") == Fraction("365.25") * size("day")
    assert size("m3.year") == size("year") and size("m3.day") == size("day")
    for symbol in ("cm", "mm", "km"):
        assert size(f"{symbol}2") == size(symbol) ** 2


def test_notes_name_which_one() -> None:
    notes = {row["symbol"]: row["note"] for row in UNITS}
    for symbol, word in {
        "kcal": "4.1868",
        "Btu": "International Table",
        "therm": "US therm",
        "year": "365.25",
        "Nm3": "0 degC and 101.325 kPa",
        "Sm3": "15 degC and 101.325 kPa",
        "scf": "60 degF and 101.325 kPa",
        "toe": "41.868 GJ",
    }.items():
        assert word in notes[symbol]
