"""What must hold for any unit and any amount."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.table import Dimension, combined, described, dimension_of, table
from carbonfoot.quantities.units import Quantity, multiply, parse_quantity, parse_unit, si_unit, written

SYMBOLS = sorted({row[1] for row in table().units.values()})
AMOUNTS = st.floats(min_value=1e-9, max_value=1e9)
quick = settings(database=None, deadline=None)


def compound(draw: st.DrawFn) -> str:
    top = draw(st.lists(st.sampled_from(SYMBOLS), min_size=1, max_size=3))
    low = draw(st.lists(st.sampled_from(SYMBOLS), max_size=2))
    return "/".join(["(" + ".".join(top) + ")", *low])


compounds = st.composite(compound)()


@quick
@given(AMOUNTS, st.sampled_from(SYMBOLS), st.data())
def test_there_and_back(number: float, symbol: str, data: st.DataObject) -> None:
    own = parse_unit(symbol)
    kin = [other for other in SYMBOLS if parse_unit(other).dimension == own.dimension]
    other = data.draw(st.sampled_from(kin))
    there = Quantity(number, own, "").to(other)
    back = Quantity(there, parse_unit(other), "").to(own)
    assert back == pytest.approx(number, rel=4e-16)


@quick
@given(AMOUNTS, st.sampled_from(SYMBOLS))
def test_base_units_are_the_correctly_rounded_product(number: float, symbol: str) -> None:
    unit = parse_unit(symbol)
    assert Quantity(number, unit, "").si == float(Fraction(number) * Fraction(unit.num, unit.den))


@quick
@given(AMOUNTS, compounds)
def test_doubling_doubles(number: float, text: str) -> None:
    try:
        unit = parse_unit(text)
        once = Quantity(number, unit, "").si
    except QuantityError:
        assume(False)
    assert Quantity(2 * number, unit, "").si == 2 * once


@quick
@given(compounds)
def test_symbols_read_back(text: str) -> None:
    try:
        unit = parse_unit(text)
    except QuantityError as error:
        assert error.code == "CF204"  # powers beyond the ninth
        return
    again = parse_unit(unit.symbol)
    assert again == unit
    assert parse_unit(si_unit(unit.dimension).symbol)[1:] == si_unit(unit.dimension)[1:]


@quick
@given(
    st.lists(
        st.integers(min_value=-9, max_value=9), min_size=len(dimension_of("")), max_size=len(dimension_of(""))
    )
)
def test_every_dimension_has_a_coherent_symbol(powers: list[int]) -> None:
    dimension: Dimension = tuple(
        power if index % 5 == abs(powers[0]) % 5 else 0 for index, power in enumerate(powers)
    )
    words, symbol = described(dimension)
    assert words
    unit = parse_unit(symbol)
    assert (unit.num, unit.den, unit.dimension) == (1, 1, dimension)


@quick
@given(AMOUNTS, AMOUNTS, st.sampled_from(SYMBOLS), st.sampled_from(SYMBOLS))
def test_product_and_quotient_undo_each_other(x: float, y: float, one: str, other: str) -> None:
    a, b = Quantity(x, parse_unit(one), ""), Quantity(y, parse_unit(other), "")
    back = multiply(multiply(a, b), b, -1)
    assert back.unit.dimension == a.unit.dimension
    assert back.si == pytest.approx(a.si, rel=1e-12)


@quick
@given(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS), st.tuples(*[st.sampled_from(SYMBOLS)] * 3))
def test_products_do_not_depend_on_order(numbers: tuple[float, ...], symbols: tuple[str, ...]) -> None:
    a, b, c = (Quantity(n, parse_unit(s), "") for n, s in zip(numbers, symbols, strict=True))
    left, right = multiply(multiply(a, b), c), multiply(a, multiply(c, b))
    assert left.unit.dimension == right.unit.dimension
    assert left.si == pytest.approx(right.si, rel=1e-12)


@quick
@given(AMOUNTS, compounds)
def test_written_amounts_read_back(number: float, text: str) -> None:
    try:
        unit = parse_unit(text)
    except QuantityError:
        assume(False)
    quantity = parse_quantity(written(Quantity(number, unit, "")), default_unit="1")
    assert quantity.number == pytest.approx(number, rel=1e-11)
    assert quantity.unit.dimension == unit.dimension


@quick
@given(st.text(max_size=40))
def test_any_text_is_an_amount_or_a_quantity_error(text: str) -> None:
    for candidate in (text, "5 " + text, "5 kg/" + text):
        try:
            quantity = parse_quantity(candidate)
        except QuantityError as error:
            assert error.code in ("CF201", "CF202", "CF203", "CF204", "CF205", "CF206")
            assert 0 <= error.start <= error.end <= len(candidate)
            assert "\x1b" not in error.message
        else:
            assert quantity.text == candidate


@quick
@given(st.text(alphabet="kgmsJWh.*/()^0123456789- net%€³㎏톤", max_size=30))
def test_unit_like_text_is_a_unit_or_a_quantity_error(text: str) -> None:
    try:
        unit = parse_unit(text)
    except QuantityError as error:
        assert 0 <= error.start <= error.end <= len(text)
    else:
        assert unit.num > 0 and unit.den > 0


def test_a_power_beyond_the_ninth_is_refused() -> None:
    with pytest.raises(QuantityError):
        combined(dimension_of("length"), dimension_of("length"), 9)
