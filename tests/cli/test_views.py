"""`calc --by`, `--top` and `--depth`: what is shown, and that it still adds up as printed."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BRACKET = "examples/seat-bracket/bracket.yaml"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _at_the_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def block(text: str, title: str) -> list[str]:
    """The rows under a title, down to the next empty one."""
    rows = text.splitlines()
    start = next(place for place, row in enumerate(rows) if row.startswith(title))
    return rows[start + 1 : rows.index("", start)]


def printed(rows: list[str]) -> Decimal:
    numbers = [re.search(r"(?<![<\d-])(-?\d+\.\d{3}) +(?:>-|<)?-?[\d.]+ %", row) for row in rows]
    small = [row for row in rows if re.search(r" [<>]-?0\.001 ", row)]
    assert all(found or row in small for found, row in zip(numbers, rows, strict=True)), rows
    return sum((Decimal(found[1]) for found in numbers if found), Decimal(0))


@pytest.mark.parametrize("top", [(), ("--top", "1"), ("--top", "3")], ids=len)
def test_lines_and_groups_add_up_to_the_headline_as_printed(run: Run, top: tuple[str, ...]) -> None:
    ways = {
        "stage": "By stage",
        "tier": "By tier",
        "item": "By item",
        "gas": "By gas",
        "country": "By country",
        "supplier": "By supplier",
        "method": "By method",
        "data": "By origin",
        "document": "By document",
    }
    code, out, _ = run("calc", BRACKET, *(word for way in ways for word in ("--by", way)), *top)
    assert code == 0
    total = Decimal("6.802")
    assert f"{round(total, 2)} kg CO2e per 1 piece, 95 %" in out, (
        "the headline has the digits of its interval"
    )
    table = block(out, "Line ")
    assert printed([row for row in table if not row.startswith(" ")]) == total
    inner = [row for row in table if row.startswith(" ")]
    bolts = next(row for row in table if row.startswith("M10 bolt")) if not top else ""
    if bolts:
        assert printed(inner) == printed([bolts])
    for title in ways.values():
        assert printed(block(out, title)) == total, title


def test_only_what_is_asked_for_is_grouped(run: Run) -> None:
    _, out, _ = run("calc", BRACKET, "--by", "method", "--by", "method")
    assert out.count("By method") == 1
    assert "By stage" not in out and "By tier" not in out


def test_depth(run: Run) -> None:
    assert "Spheroidised" in run("calc", BRACKET)[1]
    assert "Spheroidised" in run("calc", BRACKET, "--depth", "2")[1]
    assert "Spheroidised" not in run("calc", BRACKET, "--depth", "1")[1]


def test_one_line_is_not_hidden_behind_a_row_that_says_one_more(run: Run) -> None:
    _, out, _ = run("calc", BRACKET, "--by", "stage", "--top", "3")
    assert "more" not in "".join(block(out, "By stage"))


@pytest.mark.parametrize(
    "words",
    [
        ("--by", "colour"),
        ("--top", "0"),
        ("--depth", "0"),
        ("--by", "tag", "-f", "json"),
        ("--top", "2", "-f", "json"),
    ],
    ids=" ".join,
)
def test_what_makes_no_sense_is_refused(run: Run, words: tuple[str, ...]) -> None:
    assert run("calc", BRACKET, *words)[0] == 2


def test_choices_of_the_command_line_are_those_of_the_room() -> None:
    from carbonfoot.cli.choices import WAYS
    from carbonfoot.footprint import groups

    assert WAYS == groups.WAYS
