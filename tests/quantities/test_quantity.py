"""Amounts with units: reading, converting and refusing."""

from __future__ import annotations

import unicodedata

import pytest

from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import (
    Quantity,
    dimension_name,
    multiply,
    nearest,
    parse_quantity,
    parse_unit,
    refuse_unlike,
    same_dimension,
    si_unit,
    written,
)


def refusal(text: str) -> QuantityError:
    with pytest.raises(QuantityError) as caught:
        parse_quantity(text)
    return caught.value


@pytest.mark.parametrize(
    ("text", "number", "symbol", "si"),
    [
        ("2.35 kg", 2.35, "kg", 2.35),
        ("2.35kg", 2.35, "kg", 2.35),
        ("  2.35   kg ", 2.35, "kg", 2.35),
        ("180km", 180, "km", 180e3),
        ("1e3 kg", 1000, "kg", 1000),
        ("1e3kg", 1000, "kg", 1000),
        ("3EA", 3, "piece", 3),
        ("5E-5kg", 5e-5, "kg", 5e-5),
        ("5EUR", 5, "EUR", 5),
        ("5 %", 5, "%", 0.05),
        ("５％", 5, "%", 0.05),
        ("0.79 MJ (net)", 0.79, "MJ (net)", 790e3),
        ("-1 kg", -1, "kg", -1),
        ("−1 kg", -1, "kg", -1),
        ("10개", 10, "piece", 10),
        ("3 톤", 3, "t", 3000),
        ("2 ㎏", 2, "kg", 2),
        ("2 ㎥", 2, "m3", 2),
        ("2 m³", 2, "m3", 2),
        ("2 m^3", 2, "m3", 2),
        ("2 ㎡", 2, "m2", 2),
        ("2 ℓ", 2, "L", 0.002),
        ("2 ㎖", 2, "mL", 2e-6),
        ("2 ㎾h", 2, "kWh", 7.2e6),
        ("2 Nm³", 2, "Nm3", 2),
        ("4 µm", 4, "um", 4e-6),
        ("28 L/100 km", 28, "L/100 km", 28e-8),
        ("6.5 L/100km", 6.5, "L/100 km", 6.5e-8),
        ("18 kWh/100 km", 18, "kWh/100 km", 648),
        ("28 리터/100킬로미터", 28, "L/100 km", 28e-8),
        ("28 L/(100 km)", 28, "L/(100 km)", 28e-8),
        ("2 kg/100 m2", 2, "kg/100 m2", 0.02),
        ("3 kg CO2e/1000 kWh (net)", 3, "kg CO2e/1000 kWh (net)", 3 / 3.6e9),
        ("5 kg CO₂e", 5, "kg CO2e", 5),
        ("5 kgCO2eq", 5, "kg CO2e", 5),
        ("5 1/h", 5, "1/h", 5 / 3600),
        ("7.85 g/cm3", 7.85, "g/cm3", 7850),
        ("1 kg CO2e / kWh", 1, "kg CO2e/kWh", 1 / 3.6e6),
        ("1 kgCO2e/t.km", 1, "kg CO2e/tkm", 1e-6),
        ("1 kg CO2e/TEU.km", 1, "kg CO2e/TEU.km", 1e-3),
        ("1 EUR/t CO2e", 1, "EUR/t CO2e", 1e-3),
        ("1 kg/(m.s2)", 1, "kg/(m.s2)", 1),
        ("1 kg·m/s²", 1, "kg.m/s2", 1),
        ("1 m⁻³", 1, "m-3", 1),
        ("1 m^-1", 1, "m-1", 1),
        ("1 m ^ 2", 1, "m2", 1),
        ("1 Nm3^2", 1, "Nm3^2", 1),
        ("1 s-1", 1, "s-1", 1),
        ("1 kWh/t/h", 1, "kWh/t/h", 1),
        ("2 passenger.km", 2, "pkm", 2000),
        ("2 short ton.mile", 2, "short ton-mile", 2 * 1459972.31821056),
        ("2 piece/h", 2, "piece/h", 2 / 3600),
        ("2 m3*day", 2, "m3.day", 172800),
    ],
)
def test_reads(text: str, number: float, symbol: str, si: float) -> None:
    quantity = parse_quantity(text)
    assert quantity.number == number
    assert quantity.unit.symbol == symbol
    assert quantity.si == pytest.approx(si, rel=1e-15)
    assert quantity.text == text


@pytest.mark.parametrize(
    ("text", "code", "marked", "help"),
    [
        ("", "CF201", "", "2.35 kg"),
        ("kg", "CF201", "kg", "2.35 kg"),
        ("about 5 kg", "CF201", "about 5 kg", "2.35 kg"),
        ("- 5 kg", "CF201", "- 5 kg", "2.35 kg"),
        ("1,234 kg", "CF201", "1,234", "write 1234;"),
        ("012 kg", "CF201", "012", "write 12;"),
        ("1 000 kg", "CF201", "1 000 kg", "write 1000 kg"),
        ("1\u202f000 kg", "CF201", "1\u202f000 kg", "write 1000 kg"),
        ("1/2 kg", "CF201", "1/2 kg", "a fraction?"),
        ("5-6 kg", "CF201", "5-6 kg", "a range"),
        ("5 ± 1 kg", "CF201", "5 ± 1 kg", "a range"),
        ("5 ~ 6 kg", "CF201", "5 ~ 6 kg", "a range"),
        ("5 × 10 kg", "CF201", "5 × 10 kg", "1e3"),
        ("10³ kg", "CF201", "³", "plain digits"),
        ("½ kg", "CF201", "½", "0.5"),
        ("2.35", "CF205", "2.35", "2.35 kg"),
        (" 7 ", "CF205", "7", "7 kg"),
        ("NaN kg", "CF206", "NaN kg", "leave the line out"),
        (".inf", "CF206", ".inf", "leave the line out"),
        ("1e999 kg", "CF206", "1e999", "larger unit"),
        ("5 kgs", "CF202", "kgs", "kg"),
        ("5 KWH", "CF202", "KWH", "did you mean kWh?"),
        ("5 Kg", "CF202", "Kg", "did you mean kg?"),
        ("㎏ 5", "CF201", "㎏ 5", "2.35 kg"),
        ("5 ㎏/㎥㎥", "CF202", "㎥㎥", "m3"),
        ("5 kg/kWhh", "CF202", "kWhh", "kWh"),
        ("5 m23", "CF202", "m23", "m2"),
        ("5 kg0", "CF202", "kg0", "kg"),
        ("5 m1", "CF202", "m1", "m"),
        ("5 m^23", "CF202", "m^23", "m"),
        ("5 ^", "CF202", "^", "kg"),
        ("5 ton^2", "CF203", "ton^2", "short ton"),
        ("5 kg//m", "CF202", "/", "kg/(m.s2)"),
        ("5 kg.", "CF202", "kg.", "kg/(m.s2)"),
        ("5 (kg", "CF202", "(kg", "kg/(m.s2)"),
        ("5 kg)", "CF202", ")", "kg/(m.s2)"),
        ("5 kg m", "CF202", "kg m", "kg"),
        ("5 kg\u200b", "CF202", "kg\u200b", "kg"),
        ("5 kg (net)", "CF202", "net", "MJ (net)"),
        ("5 kW (net)", "CF202", "net", "MJ (net)"),
        ("5 kWh (dry)", "CF202", "dry", "(net) or (gross)"),
        ("5 kWh/MJ/kg (net)", "CF202", "net", "right behind"),
        ("5 MJ (net) (net)", "CF202", "net", "right behind"),
        ("5 MJ (net)/MJ (gross)", "CF204", "gross", "same basis"),
        ("5 ton", "CF203", "ton", "short ton"),
        ("5 kg/ton", "CF203", "ton", "short ton"),
        ("5 kg CO2/kWh", "CF203", "kg CO2", "kg CO2e"),
        ("5 kWh/t.m", "CF203", ".", "a/(b.c)"),
        ("5 kg CO2e/ton.mile", "CF203", "ton.mile", "short ton-mile"),
        ("5 m9.m", "CF204", ".", ""),
        ("5 " + "m." * 20 + "m", "CF202", "m", ""),
        ("5 " + "(" * 20 + "m" + ")" * 20, "CF202", "(", ""),
        ("5 " + "x" * 200, "CF202", "x" * 200, "kg"),
        ("5 " + "x" * 500, "CF201", "5 " + "x" * 500, "at most 400"),
        ("5 " + "\ufdfa" * 300, "CF201", "5 " + "\ufdfa" * 300, "at most 400"),
        ("5 \ufdfa\ufdfa", "CF202", "\ufdfa\ufdfa", "kg"),
    ],
)
def test_refuses_with_place_and_help(text: str, code: str, marked: str, help: str) -> None:
    error = refusal(text)
    assert error.code == code
    assert text[error.start : error.end] == marked
    assert help in error.help
    assert error.message and str(error) == error.message


def test_decomposed_hangul_is_read_and_marked_whole() -> None:
    text = unicodedata.normalize("NFD", "3 톤/두께/kg")
    error = refusal(text)
    assert unicodedata.normalize("NFC", text[error.start : error.end]) == "두께"
    assert parse_quantity(unicodedata.normalize("NFD", "3 톤")).si == 3000


def test_default_unit_is_for_bare_numbers_only() -> None:
    assert parse_quantity("30", default_unit="%").si == 0.3
    assert parse_quantity("0.3", default_unit=parse_unit("1")).si == 0.3
    assert parse_quantity("30 kg", default_unit="%").unit.symbol == "kg"


def test_conversions_round_once() -> None:
    assert parse_quantity("2.35 kg").to("g") == 2350.0
    assert parse_quantity("1 mmBtu").to("MJ") == 1055.05585262
    assert parse_quantity("1 kWh").to("MJ") == 3.6
    assert parse_quantity("3 Sm3").to("Nm3") == 3 * 1821 / 1921
    assert parse_quantity("0.3 kg").to("kg") == 0.3
    assert parse_quantity("12 g/piece").to("kg/piece") == 0.012


@pytest.mark.parametrize(
    ("text", "unit", "one", "other", "help"),
    [
        ("2.35 kg", "m3", "`2.35 kg` is a mass", "a volume (m3) is wanted", "density"),
        ("2 L", "kg", "a volume", "a mass (kg)", "density"),
        ("2 kg", "kg CO2e", "a mass", "a CO2e mass (kg CO2e)", "emission factor"),
        ("2 kg CO2e/kWh", "kg/kWh", "a CO2e mass per energy", "a mass per energy", "emission factor"),
        ("2 m3", "Nm3", "a volume", "gas volume at normal conditions (Nm3)", "temperature and pressure"),
        ("2 kg", "MJ", "a mass", "an energy (MJ)", "calorific value"),
        ("2 piece", "kg", "a number of pieces", "a mass", "mass of one piece"),
        ("2 EUR", "KRW", "a sum of money in EUR", "a sum of money in KRW", "exchange rate"),
        ("2 EUR/t", "USD/t", "sum of money in EUR per mass", "sum of money in USD per mass", "exchange rate"),
        ("2 tkm", "km", "a transport (mass x distance)", "a length", "1 tkm"),
        ("2 km", "vkm", "a length", "a vehicle distance", "vkm"),
        ("2 kW", "kWh", "a power", "an energy", "running time"),
        ("5 %", "kg", "a plain number", "a mass (kg)", "write the unit of the number, such as kg"),
        ("5 kg", "1", "a mass", "a plain number (1)", "without a unit"),
        ("5 s", "kg", "a time", "a mass", "write an amount in kg"),
        ("5 MJ (net)", "MJ (gross)", "net calorific value", "gross (MJ (gross))", "both calorific values"),
        ("5 MJ", "kWh (net)", "does not say net or gross", "net (kWh (net))", "write (net) or (gross)"),
        ("5 MJ/kg (Hi)", "MJ/kg (HHV)", "net calorific value", "gross", "both calorific values"),
    ],
)
def test_a_clash_names_both_sides(text: str, unit: str, one: str, other: str, help: str) -> None:
    quantity = parse_quantity(text)
    with pytest.raises(QuantityError) as caught:
        quantity.to(unit)
    error = caught.value
    assert error.code == "CF204"
    assert one in error.message and other in error.message and text in error.message
    assert help in error.help
    assert text[error.start : error.end] == text


def test_basis_of_compound_units() -> None:
    for text, basis, power in [
        ("MJ (net)", "net", 1),
        ("MJ(LHV)", "net", 1),
        ("kWh (GCV)", "gross", 1),
        ("kWh (총발열량)", "gross", 1),
        ("MJ/kg (net)", "net", 1),
        ("MJ (net)/kg", "net", 1),
        ("kg CO2e/MJ (Hi)", "net", -1),
        ("kg CO2e/(MJ (net))", "net", -1),
        ("kWh/MJ (net)", "net", -1),
        ("MJ (net)/kWh", "net", 1),
        ("MJ (net)/MJ (net)", "", 1),
        ("MJ/kg", "", 1),
    ]:
        unit = parse_unit(text)
        assert (unit.basis, unit.basis_power) == (basis, power), text
    assert parse_quantity("5 MJ (net)").to("kJ") == 5000
    assert parse_quantity("5 MJ (net)").to("kJ (NCV)") == 5000


def test_numbers_that_leave_the_range_are_refused() -> None:
    for text, unit in [("1e308 Mtoe", "J"), ("1e-300 ug", "Mt")]:
        with pytest.raises(QuantityError) as caught:
            parse_quantity(text).to(unit)
        assert caught.value.code == "CF206"
    with pytest.raises(QuantityError):
        _ = parse_quantity("1e308 t").si


def test_multiply_and_divide() -> None:
    def q(text: str) -> Quantity:
        return parse_quantity(text, default_unit="1")

    assert written(multiply(q("2"), q("3 g"))) == "6 g"
    assert written(multiply(q("3 g"), q("2"), -1)) == "1.5 g"
    assert written(multiply(q("5 %"), q("2 kg"))) == "0.1 kg"
    assert written(multiply(q("7.85 kg/dm3"), q("0.3 L"))) == "2.355 kg"
    assert written(multiply(q("2 t"), q("10 km"))) == "20000000 kg.m"
    assert multiply(q("2 t"), q("10 km")).to("tkm") == 20
    fuel = multiply(q("2 kg"), q("40 MJ/kg (net)"))
    assert fuel.unit.basis == "net" and fuel.to("MJ (net)") == pytest.approx(80)
    assert multiply(fuel, q("0.07 kg CO2e/MJ (net)")).unit == si_unit(parse_unit("kg CO2e").dimension)
    assert multiply(q("2"), q("4 MJ (net)"), -1).unit.basis_power == -1
    with pytest.raises(QuantityError) as caught:
        multiply(fuel, q("0.07 kg CO2e/MJ (gross)"))
    assert caught.value.code == "CF204"
    for left, right, power in [("1", "0 kg", -1), ("1e300 kg", "1e300 m", 1), ("1e-300 kg", "1e-300 m", 1)]:
        with pytest.raises(QuantityError) as caught:
            multiply(q(left), q(right), power)
        assert caught.value.code == "CF206"


def test_unlike_amounts_may_not_be_added() -> None:
    refuse_unlike(parse_quantity("1 kg"), parse_quantity("1 g"))
    refuse_unlike(parse_quantity("1 MJ (net)"), parse_quantity("1 kWh (net)"))
    for one, other in [
        ("1 kg", "1 m"),
        ("1 MJ (net)", "1 MJ"),
        ("1 MJ", "1 MJ (net)"),
        ("1 MJ (net)", "1 MJ (gross)"),
    ]:
        with pytest.raises(QuantityError) as caught:
            refuse_unlike(parse_quantity(one), parse_quantity(other))
        assert caught.value.code == "CF204"


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("kg", "mass"),
        ("kWh", "energy"),
        ("Sm3", "gas volume at normal conditions"),
        ("tkm", "transport (mass x distance)"),
        ("t CO2e", "CO2e mass"),
        ("g/cm3", "density"),
        ("kg CO2e/kWh", "CO2e mass per energy"),
        ("kg CO2e/tkm", "CO2e mass per transport (mass x distance)"),
        ("MJ/kg", "energy per mass"),
        ("KRW/kWh", "sum of money in KRW per energy"),
        ("1/h", "number per time"),
        ("%", "plain number"),
        ("m3.day", "storage (volume x time)"),
        ("person.night", "overnight stay (persons x nights)"),
        ("kg2.m/EUR", "kg2.m/EUR"),
        ("kg.m2/(s.bit)", "kg.m2/(s.bit)"),
    ],
)
def test_dimension_words(unit: str, words: str) -> None:
    assert dimension_name(parse_unit(unit).dimension) == words


def test_same_dimension_and_cache() -> None:
    assert same_dimension(parse_unit("kWh"), parse_unit("MJ (net)"))
    assert not same_dimension(parse_unit("kg"), parse_unit("kg CO2e"))
    assert parse_unit("kg CO2e/kWh") is parse_unit("kg CO2e/kWh")
    for index in range(4800):
        parse_unit(" " * (index % 40) + "kg" + " " * (index // 40 % 40) + "/ m" + " " * (index // 1600))
    assert parse_unit("kg").num == 1


def test_nearest() -> None:
    assert nearest("KWH", ["kWh", "Wh", "kW"]) == ["kWh"]
    assert nearest("kilogramm", ["kilogram", "kilometre", "gram"])[0] == "kilogram"
    assert nearest("zzz", ["kg", "m"]) == []
    assert len(nearest("abc", ["abca", "abcb", "abcc"], n=2)) == 2


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("4 L/50 km", "CF202"),
        ("4 L/100", "CF202"),
        ("4 L.100 km", "CF202"),
        ("4 L/1e2 km", "CF202"),
        ("4 L/100 m1", "CF202"),
        ("4 L/100 ton", "CF203"),
        ("1/100 km", "CF201"),
        ("6 month", "CF203"),
    ],
)
def test_only_a_power_of_ten_of_a_unit_stands_below_a_fraction_bar(text: str, code: str) -> None:
    assert refusal(text).code == code


def test_a_counted_unit_means_the_same_as_a_plain_one_and_can_be_read_again() -> None:
    used = parse_quantity("6.5 L/100 km")
    assert used.to("L/km") == 0.065
    assert used.to("mL/m") == 0.065
    assert parse_unit(used.unit.symbol) == used.unit
    assert multiply(used, parse_quantity("200000 km")).to("L") == pytest.approx(13000, rel=1e-12)
