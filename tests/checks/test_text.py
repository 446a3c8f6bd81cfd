"""The report for people: what does not hold first, English and Korean, at 80 and 120 columns."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.reports.check_words import WORDS
from carbonfoot.reports.width import display_width
from tests.checks.conftest import PART

ROOT = Path(__file__).resolve().parents[2]
Judge = Callable[..., Any]

MIXED = """\
  - name: customer
    total: 3 kg CO2e
    per_kg: 2 kg CO2e
    stage: {materials: 4 kg CO2e, use: 1 kg CO2e}
    item: {Wire: 1 kg CO2e}
    probability: {above: 3.2 kg CO2e, at_most: 10 %}
  - none_of: [proxy, drift, assumed-uncertainty]
    pds: 10 %
    dqr: 2
    valid_on: 2026-12-31"""
NAMED = (
    PART.replace("name: Bolt", "name: Bolt, name_ko: 볼트")
    + "expect: {total: 3.25 kg CO2e, item: {Wire: 3 kg CO2e}}\n"
)


@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("columns", [80, 120])
def test_what_does_not_hold_stands_first(
    write: Callable[[dict[str, str]], Path],
    check: Any,
    golden: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
    lang: str,
    columns: int,
) -> None:
    write({"part.yaml": f"{NAMED}budgets:\n{MIXED}\n"})
    monkeypatch.setenv("COLUMNS", str(columns))
    answer = check("part.yaml", "--lang", lang, text=True)
    golden(f"check/text.{columns}.{lang}.txt", answer.out)
    lines = answer.out.splitlines()
    assert max(map(display_width, lines)) <= columns
    words = [line.split()[0] for line in lines if line.startswith("    ") and not line.startswith("     ")]
    marks = [word for word in words if word in {WORDS[lang][key] for key in ("pass", "fail", "open")}]
    first = marks.index(WORDS[lang]["pass"])
    assert set(marks[first:]) == {WORDS[lang]["pass"]}
    assert answer.code == 1


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_examples_keep_their_budgets(
    check: Any, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    folders = ("seat-bracket", "seat-bracket-declared", "hanil-fastener")
    answer = check(*(f"examples/{folder}" for folder in folders), "--lang", lang, text=True)
    golden(f"check/examples.{lang}.txt", answer.out)
    assert answer.code == 0


def test_quiet_says_nothing_when_all_is_well(judge: Judge, check: Any) -> None:
    judge("  - total: 9 kg CO2e")
    assert check("part.yaml", "--quiet", text=True) == (0, "", "")
    assert check("part.yaml", text=True).out != ""
    judge("  - total: 1 kg CO2e")
    quiet = check("part.yaml", "--quiet", text=True)
    assert quiet.out.startswith("part.yaml")
    assert "CF940" in quiet.err
    assert "CF310" not in quiet.err


def test_thousands_of_limits_that_hold_are_counted(
    write: Callable[[dict[str, str]], Path], check: Any
) -> None:
    items = ", ".join(f'"W*{"*" * number}": 9 kg CO2e' for number in range(60))
    write({"part.yaml": f"{PART}budgets:\n  - item: {{{items}}}\n"})
    out = check("part.yaml", text=True).out
    assert "... and 20 more" in out
    assert "60 of 60 hold" in out


def test_nothing_asked_is_said(judge: Judge, check: Any) -> None:
    judge("")
    answer = check("part.yaml", text=True)
    assert "nothing is asked" in answer.out
    assert answer.code == 0


def test_both_languages_have_the_same_labels() -> None:
    assert set(WORDS["en"]) <= set(WORDS["ko"])


def test_names_of_users_cannot_act_on_a_terminal(judge: Judge, check: Any) -> None:
    judge('  - {name: "a\\x9bb", total: 1 kg CO2e}')
    judge('  - {name: pass, item: {"Wire": 1 kg CO2e}}', part=PART)
    out = check("part.yaml", text=True).out
    assert "\n  pass\n" in out
    assert "\x9b" not in out
