"""Numbers, bars and lines as a person sees them."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbonfoot.reports.style import Style, fixed, lines_of, percent, right
from carbonfoot.reports.width import display_width

numbers = st.floats(-1e9, 1e9, allow_nan=False).filter(lambda x: x == 0 or abs(x) > 1e-9)


@settings(database=None, deadline=None)
@given(numbers, st.integers(0, 9))
def test_rounding_is_that_of_the_decimal_digits_with_ties_away_from_zero(
    number: float, decimals: int
) -> None:
    exactly = Decimal(repr(number)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    expected = f"{exactly:f}"
    if not exactly:
        expected = expected.removeprefix("-")
    assert fixed(number, decimals) == expected


@pytest.mark.parametrize(
    ("number", "decimals", "shown"),
    [
        (0.5, 0, "1"),
        (1.5, 0, "2"),
        (2.5, 0, "3"),
        (-0.5, 0, "-1"),
        (0.125, 2, "0.13"),
        (1.005, 2, "1.01"),
        (0.0005, 3, "0.001"),
        (0.00049, 3, "0.000"),
        (-0.0004, 3, "0.000"),
        (0.0, 2, "0.00"),
        (9.9995, 3, "10.000"),
    ],
)
def test_ties(number: float, decimals: int, shown: str) -> None:
    assert fixed(number, decimals) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0.0, "0.0 %"),
        (1.0, "100.0 %"),
        (0.0625, "6.3 %"),
        (0.00049, "<0.1 %"),
        (-0.00049, ">-0.1 %"),
        (-0.25, "-25.0 %"),
        (0.0005, "0.1 %"),
    ],
)
def test_shares(share: float, shown: str) -> None:
    assert percent(share) == shown


@pytest.mark.parametrize(
    ("total", "part", "shown"),
    [
        (6.802, 5.678, "5.678"),
        (6.802, 0.0004, "<0.001"),
        (6.802, -0.0004, ">-0.001"),
        (6.802, 0.0, "0.000"),
        (130.3, 0.04, "<0.1"),
        (12345.6, 0.5, "1"),
        (12345.6, 0.4, "<1"),
        (0.0001234, 0.00001, "0.0000100"),
        (1e-12, 1e-12, "<0.000000001"),
        (0.0, 0.25, "0.250"),
    ],
)
def test_masses_have_the_decimals_that_show_four_digits_of_the_total(
    total: float, part: float, shown: str
) -> None:
    style = Style()
    style.fit_to(total)
    assert style.kg(part) == shown


@given(st.floats(0, 1), st.integers(1, 40))
def test_bars_are_proportional_to_an_eighth_of_a_column(share: float, cells: int) -> None:
    eighths = sum(8 if cell == "█" else "▏▎▍▌▋▊▉".index(cell) + 1 for cell in Style().bar(share, cells))
    assert abs(eighths - share * cells * 8) <= 0.5
    assert abs(len(Style(plain=True).bar(share, cells)) - share * cells) <= 0.5


def test_bars_stay_inside_their_column() -> None:
    for style in (Style(), Style(plain=True)):
        assert style.bar(1.7, 10) == style.bar(1.0, 10)
        assert display_width(style.bar(1.0, 10)) == 10
        assert style.bar(-0.3, 10) == ""
        assert style.bar(0.0, 10) == ""


words = st.text(alphabet="ab ,%가나漢é", max_size=200)


@settings(database=None, deadline=None)
@given(words, st.integers(4, 40), st.integers(0, 2))
def test_lines_never_exceed_their_columns_and_lose_no_letter(text: str, columns: int, hang: int) -> None:
    lines = lines_of(text, columns, hang)
    assert all(display_width(line) <= columns for line in lines if " %" not in line)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(line.startswith(" " * hang) for line in lines[1:])


def test_a_percent_sign_stays_with_its_number() -> None:
    assert lines_of("coil 83.5 %; bolt 2.5 %", 12) == ["coil 83.5 %;", "bolt 2.5 %"]
    assert lines_of("a coil 83.5 %", 11) == ["a coil", "83.5 %"]


def test_a_long_word_is_broken_where_it_must_be() -> None:
    assert lines_of("가나다라마 x", 6) == ["가나다", "라마 x"]


def test_text_ends_at_the_right_of_its_column() -> None:
    assert right("7.2", 6) == "   7.2"
    assert right("항목", 6) == "  항목"
    assert right("12345678", 6) == "12345678"
