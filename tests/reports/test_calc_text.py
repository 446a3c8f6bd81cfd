"""The report for a person: columns, names, numbers, languages."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from carbonfoot.pipeline import Options, Outcome, calculate
from carbonfoot.reports.calc_text import render
from carbonfoot.reports.style import Style
from carbonfoot.reports.width import display_width

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted(
    file
    for file in ROOT.glob("examples/*/*.yaml")
    if re.search(r"^carbonfoot: part/", file.read_text(encoding="utf-8"), re.MULTILINE)
)
LONG = "Bracket, left, with a name that goes on and on " + "가나다라마바사" * 10 + "x" * 150
WIDTHS = (1, 60, 67, 68, 79, 80, 99, 100, 120, 200)

Text = Callable[..., str]
Stated = Callable[..., str]


def row(text: str, name: str) -> str:
    """The row of the table that begins with a name."""
    return next(line for line in text.splitlines() if line.strip().startswith(name))


# --- the width


@functools.cache
def _calculated(file: Path) -> Outcome:
    """Once for all widths and languages: drawing changes nothing of it."""
    return calculate(str(file), Options())


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_no_row_of_an_example_exceeds_the_width(file: Path, width: int, lang: str) -> None:
    found = _calculated(file)
    for plain in (True, False):
        style = Style(width, lang, plain=plain)
        for line in render(found, style, allow_incomplete=False).splitlines():
            assert display_width(line) <= max(60, min(width, 120)), line
            assert line == line.rstrip()


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("width", WIDTHS)
def test_no_row_exceeds_the_width_whatever_the_names(
    text: Text, stated: Stated, width: int, lang: str
) -> None:
    body = "inputs:\n" + stated("1", LONG) + stated("123456.789", "Short", "123456.789 kg")
    body += f'exclude: [{{name: "{LONG}", share: 0.1 %, reason: "{LONG}"}}]\n'
    said = text(body, width, lang, name=LONG)
    for line in said.splitlines():
        assert display_width(line) <= max(60, min(width, 120)), line


def test_a_long_name_is_cut_with_dots_and_keeps_what_tells_lines_apart(text: Text) -> None:
    said = text(
        """\
inputs: [{name: Bought assembly, amount: 1 kg, origin: KR, factor: steel/hot-rolled-coil}]
processes:
  - {name: Quenching and tempering of the whole assembly, electricity: 1 kWh, natural_gas: 2 MJ (net)}
"""
    )
    assert "\nQuenching a..., electricity " in said
    assert "\nQuenching a..., natural gas " in said


# --- the table


def test_decimals_stand_under_each_other(text: Text, stated: Stated) -> None:
    names = ("Large", "Small", "Tiny", "Nothing", "Half")
    values = ("1234.5", "1.25", "0.0003", "0", "0.5")
    body = "inputs:\n" + "".join(stated(value, name) for value, name in zip(values, names, strict=True))
    for width in (80, 120):
        said = text(body, width)
        ends = {row(said, name).index(" %") for name in names}
        assert len(ends) == 1
        numbers = [re.search(r"(\S+) +\S+ %", row(said, name)) for name in names]
        assert [found[1] for found in numbers if found] == ["1234", "1", "<1", "0", "1"]  # together 1236


def test_columns_grow_with_their_numbers(text: Text, stated: Stated) -> None:
    said = text("inputs:\n" + stated("123456789012", "Large") + stated("1", "Small"))
    assert row(said, "Large").index(" %") == row(said, "Small").index(" %")
    assert "123456789012 " in row(said, "Large")


def test_bars_are_proportional_and_only_for_lines_of_the_part_itself(text: Text, stated: Stated) -> None:
    said = text("inputs:\n" + stated("3", "Most") + stated("1", "Less"))
    assert row(said, "Most").count("█") == 7 and "▌" in row(said, "Most")
    assert row(said, "Less").count("█") == 2 and "▌" in row(said, "Less")
    inner = stated("4", "Inner").replace("  - ", "      - ")
    nested = text(f"inputs:\n  - name: Outer\n    amount: 1 kg\n    inputs:\n{inner}")
    assert row(nested, "Outer").count("█") == 10
    assert row(nested, "Inner").count("█") == 0


def test_a_missing_line_has_a_question_mark_and_never_a_zero(text: Text, stated: Stated) -> None:
    said = text(
        "inputs:\n" + stated("3", "Known") + "  - {name: Unknown, amount: 1 kg, origin: KR}\n", mass="2 kg"
    )
    assert "at least 3.000 kg CO2e, 1 of 2 lines missing" in said
    assert re.fullmatch(r"Unknown +\? +missing", row(said, "Unknown"))


def test_without_leave_nothing_is_shown_while_a_line_is_missing(
    outcome: Callable[..., object], stated: Stated
) -> None:
    found = outcome("inputs:\n" + stated("3", "Known") + "  - {name: Unknown, amount: 1 kg, origin: KR}\n")
    said = render(found, Style(), allow_incomplete=False)  # type: ignore[arg-type]
    assert said.endswith("\n  No total: 1 of 2 lines missing\n")
    assert "3.000" not in said


def test_a_refused_input_says_so_in_place_of_missing_lines(
    outcome: Callable[..., object], stated: Stated
) -> None:
    body = "inputs:\n" + stated("3", "Known").replace("amount: 1 kg", "amount: 1 kg, low: 2 kg")
    for lang, said in (
        ("en", "No total: the input is refused, 1 error"),
        ("ko", "합계 없음: 입력 거부, 오류 1건"),
    ):
        assert render(outcome(body), Style(lang=lang), allow_incomplete=False).endswith(f"\n  {said}\n")  # type: ignore[arg-type]


def test_nothing_to_show_is_nothing(outcome: Callable[..., object]) -> None:
    assert render(outcome("inputs: 3"), Style(), allow_incomplete=True) == ""  # type: ignore[arg-type]


def test_amounts_below_a_line_say_what_they_are_stated_for(text: Text, stated: Stated) -> None:
    inner = stated("4", "Inner", "0.7 kg").replace("  - ", "      - ")
    said = text(f"inputs:\n  - name: Outer\n    amount: 1 kg\n    per: 2 kg\n    inputs:\n{inner}", 120)
    assert row(said, "Outer").endswith("its lines below, per 2 kg")
    assert "0.7 kg" in row(said, "Inner")


def test_how_the_amounts_were_found_is_counted(text: Text, stated: Stated) -> None:
    measured = stated("1", "A").replace("origin: KR", "origin: KR, data: measured")
    said = text("inputs:\n" + measured * 2 + stated("1", "B"), mass="3 kg")
    assert row(said, "Amounts") == "Amounts         measured 2, not stated 1"
    assert "Amounts" not in text("inputs:\n" + stated("1", "B"))


def test_a_mass_balance_that_does_not_close_has_no_sign_of_equality(text: Text, stated: Stated) -> None:
    said = text("inputs:\n" + stated("1", "A", "3 kg"))
    assert row(said, "Mass balance").endswith("does not close: 3 kg in, 1 kg product + 0 kg scrap and losses")


# --- names that act


def test_control_characters_of_names_never_reach_the_terminal(text: Text, stated: Stated) -> None:
    """The reader refuses most of them; what it lets through, or a later reader, is still escaped."""
    from carbonfoot.reports.width import safe

    assert safe("a\x1b[2Jb\u202ec\n") == "a\\x1b[2Jb\\u202ec\\n"
    said = text("inputs:\n" + stated("1", "A\u00a0B\u3000C"))
    assert "A\\xa0B\\u3000C" in said


def test_escapes_are_those_of_emphasis_alone(text: Text, stated: Stated) -> None:
    body = "inputs:\n" + stated("1", "A") + stated("2", "B")
    said = text(body, colour=True)
    assert set(re.findall(r"\x1b\[[^m]*m", said)) == {"\x1b[1m", "\x1b[0m"}
    assert re.sub(r"\x1b\[\dm", "", said) == text(body)


# --- languages and plain terminals


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_plain_output_is_ascii_but_for_the_names(file: Path) -> None:
    said = render(calculate(str(file), Options()), Style(plain=True), allow_incomplete=False)
    assert said.isascii()


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_korean_output_has_no_english_label(file: Path) -> None:
    from carbonfoot.reports.words import words

    said = render(calculate(str(file), Options()), Style(120, "ko"), allow_incomplete=False)
    before = said.split(words("ko")["sources"])[0]
    labels = [
        text
        for key, text in words("en").items()
        if len(text) > 4 and "{" not in text and text != words("ko")[key]
    ]
    assert [label for label in labels if label in before] == []


def test_korean_names_stand_in_for_english_ones_down_to_the_transport(text: Text) -> None:
    body = """\
inputs:
  - name: Hot-rolled coil
    name_ko: 열연강판
    amount: 1 kg
    origin: KR
    factor: steel/hot-rolled-coil
    transport: [{mode: road/hgv, distance: 180 km}]
outputs:
  - {name: Ash, name_ko: 재, amount: 0 kg, treatment: recycling, transport: [{mode: road/hgv, distance: 9 km}]}
distribution: [{mode: road/hgv, distance: 60 km}]
boundary: cradle-to-grave
"""
    korean, english = text(body, lang="ko"), text(body)
    assert "Hot-rolled coil" not in korean and "Ash" not in korean
    for name in ("열연강판, road/hgv 180 km", "재, road/hgv 9 km", "브래킷, road/hgv 60 km"):
        assert row(korean, name)
    assert re.sub(r"\s", "", english).isascii() is False, "bars"
    assert not re.search("[가-힣]", english)


def test_korean_and_english_show_the_same_numbers(text: Text, stated: Stated) -> None:
    body = "inputs:\n" + stated("1.25", "A") + stated("2", "B")

    def numbers(said: str) -> list[str]:
        return re.findall(r"\d+\.\d+", said)

    assert numbers(text(body, lang="ko")) == numbers(text(body))
