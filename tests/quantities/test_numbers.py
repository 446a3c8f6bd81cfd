"""Strict numbers, exact ratios and rounding for output."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbonfoot.quantities.numbers import (
    QuantityError,
    exact,
    format_fixed,
    format_number,
    normalise,
    number_end,
    parse_number,
    round_digits,
    shown,
)

FINITE = st.floats(allow_nan=False, allow_infinity=False, allow_subnormal=False)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("0", 0.0),
        ("2.35", 2.35),
        ("+5", 5.0),
        ("-0.5", -0.5),
        ("1e3", 1000.0),
        ("1E-5", 1e-5),
        ("1e-05", 1e-5),
        ("1.5e+2", 150.0),
        (" 7 ", 7.0),
        ("１２.５", 12.5),
        ("−3", -3.0),
        ("0e99999999999", 0.0),
        ("123456789012345678901234567890", 1.2345678901234568e29),
    ],
)
def test_reads(text: str, number: float) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize(
    ("text", "code", "message", "help"),
    [
        ("", "CF201", "no number", "2.35 kg"),
        ("1,234", "CF201", "comma", "thousands comma? write 1234; decimal comma? write 1.234"),
        ("1,5", "CF201", "comma", "decimal comma? write 1.5"),
        ("0,125", "CF201", "comma", "decimal comma? write 0.125"),
        ("-1,234,567", "CF201", "comma", "without thousands marks: -1234567"),
        ("1,234.5", "CF201", "comma", "without thousands marks: 1234.5"),
        ("1.234,5", "CF201", "comma", "write 1234.5"),
        ("1_000", "CF201", "mark or a space", "write 1000"),
        ("1'000", "CF201", "mark or a space", "write 1000"),
        ("1 000", "CF201", "mark or a space", "write 1000"),
        ("1\u00a0000", "CF201", "mark or a space", "write 1000"),
        ("012", "CF201", "leading zero", "write 12;"),
        ("-012.5", "CF201", "leading zero", "write -12.5;"),
        ("00", "CF201", "leading zero", "write 0;"),
        ("０１２", "CF201", "leading zero", "write 12;"),
        (".5", "CF201", "no digit before", "write 0.5"),
        ("5.", "CF201", "no digit after", "write 5"),
        ("5²", "CF201", "not a plain digit", "plain digits"),
        ("½", "CF201", "not a plain digit", "0.5 for a half"),
        ("5①", "CF201", "not a plain digit", "plain digits"),
        ("2⒈5", "CF201", "not a plain digit", "plain digits"),
        ("٣", "CF201", "not a number", "decimal point"),
        ("1e", "CF201", "not a number", "decimal point"),
        ("1e5.5", "CF201", "not a number", "decimal point"),
        ("0x10", "CF201", "not a number", "decimal point"),
        ("--5", "CF201", "not a number", "decimal point"),
        ("- 5", "CF201", "mark or a space", "write -5"),
        ("five", "CF201", "not a number", "decimal point"),
        ("NaN", "CF206", "not a finite number", "missing is never zero"),
        ("-Infinity", "CF206", "not a finite number", "missing is never zero"),
        ("1e999", "CF206", "too large", "larger unit"),
        ("-1e999", "CF206", "too large", "larger unit"),
        ("1e-999", "CF206", "too small", "smaller unit"),
        ("4e-320", "CF206", "too small", "smaller unit"),
        ("1" * 401, "CF201", "401 characters", "at most 400"),
    ],
)
def test_refuses_with_a_way_out(text: str, code: str, message: str, help: str) -> None:
    with pytest.raises(QuantityError) as caught:
        parse_number(text)
    assert caught.value.code == code
    assert message in caught.value.message
    assert help in caught.value.help
    assert 0 <= caught.value.start <= caught.value.end <= len(text)


def test_place_is_that_of_the_text_as_written() -> None:
    with pytest.raises(QuantityError) as caught:
        parse_number("  ㎏1,5")
    assert (caught.value.start, caught.value.end) == (2, 6)
    with pytest.raises(QuantityError) as caught:
        parse_number("12½")
    assert (caught.value.start, caught.value.end) == (2, 3)


@settings(database=None, deadline=None)
@given(FINITE)
def test_reads_what_repr_writes(number: float) -> None:
    assert parse_number(repr(number)) == number


@settings(database=None, deadline=None)
@given(st.text(max_size=30))
def test_any_text_gives_a_number_or_a_quantity_error(text: str) -> None:
    try:
        parse_number(text)
    except QuantityError as error:
        assert error.code in ("CF201", "CF206") and error.message and error.help
        assert 0 <= error.start <= error.end <= len(text)


@settings(database=None, deadline=None)
@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**9), max_value=10**9))
def test_exact_agrees_with_fractions(value: Decimal) -> None:
    text = f"{value:f}"
    assert Fraction(*exact(text)) == Fraction(text)


def test_exact_is_in_lowest_terms_and_refuses_what_is_no_number() -> None:
    assert exact("0.5") == (1, 2)
    assert exact("-1.50e1") == (-15, 1)
    assert exact("0e999999999") == (0, 1)
    with pytest.raises(QuantityError):
        exact("1e999999999")


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [
        (0.0, 12, "0"),
        (-0.0, 12, "0"),
        (1.005, 3, "1.01"),  # the binary value is below 1.005, the number a reader sees is not
        (2.675, 3, "2.68"),
        (-2.5, 1, "-3"),
        (0.1 + 0.2, 12, "0.3"),
        (1200.0, 12, "1200"),
        (1234567.0, 3, "1230000"),
        (999.96, 4, "1000"),
        (1e-6, 12, "0.000001"),
        (9.9e-7, 12, "9.9e-7"),
        (1.5e-300, 12, "1.5e-300"),
        (123456789012345.0, 12, "123456789012000"),
        (999999999999990.0, 12, "1000000000000000"),
        (1e15, 12, "1e15"),
        (1.5e16, 12, "1.5e16"),
        (1.7976931348623157e308, 12, "1.79769313486e308"),
    ],
)
def test_format_number(number: float, digits: int, text: str) -> None:
    assert format_number(number, digits) == text


@settings(database=None, deadline=None)
@given(FINITE, st.integers(min_value=1, max_value=17))
def test_rounding_is_that_of_decimal_on_the_shortest_text(number: float, digits: int) -> None:
    context = Context(prec=digits, rounding=ROUND_HALF_UP)
    wanted = float(context.create_decimal(repr(number)))
    if wanted in (float("inf"), float("-inf")):
        with pytest.raises(QuantityError):
            round_digits(number, digits)
        return
    assert round_digits(number, digits) == wanted
    assert float(format_number(number, digits)) == wanted
    if 1e-6 <= abs(number) < 1e15:
        assert "e" not in format_number(number, digits)
    fixed = format_fixed(number, digits)
    assert float(fixed) == wanted and "e" not in fixed
    if number:
        shown_digits = fixed.lstrip("-").replace(".", "").lstrip("0")
        assert len(shown_digits if "." in fixed else shown_digits.ljust(digits, "0")) >= digits


@pytest.mark.parametrize(
    ("number", "significant", "text"),
    [(2.5, 3, "2.50"), (0.0, 3, "0"), (1234.5, 2, "1200"), (1.234e-6, 3, "0.00000123"), (-9.995, 3, "-10.0")],
)
def test_format_fixed(number: float, significant: int, text: str) -> None:
    assert format_fixed(number, significant) == text


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_is_not_finite_is_never_written(number: float) -> None:
    for write in (format_number, round_digits):
        with pytest.raises(QuantityError, match="not a finite number"):
            write(number)


def test_helpers() -> None:
    assert shown("\x1b[31mred") == "`\\x1b[31mred`"
    assert len(shown("a" * 500)) == 62
    assert normalise("m³") == "m3" and normalise("CO₂") == "CO2"
    assert number_end("1e3kg") == 3
    assert number_end("3EA") == 1
    assert number_end("1, 2") == 1
    with pytest.raises(ValueError, match="one significant digit"):
        format_number(1.0, 0)
