"""Findings as people and programs see them: exact text."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbonfoot.documents.yaml_reader import read_yaml
from carbonfoot.findings.finding import Finding, Related
from carbonfoot.reports.finding_text import in_order, render, to_json
from carbonfoot.reports.width import display_width, fit, safe, wrap

PART = """\
carbonfoot: part/1
product:
  name: "앞좌석 브래킷"
  mass: 1.90 kgs
inputs:
  - name: 볼트   # a bolt
    amount: 2,35 kg
"""
TEXTS = {"part.yaml": PART}


def text(*findings: Finding, width: int = 80, **more: Any) -> str:
    return render(findings, TEXTS.get, width, **more)


UNIT = Finding(
    "CF202",
    "`kgs` is not a unit",
    "part.yaml",
    ("product", "mass"),
    help="write `1.90 kg`",
    notes=("units are case-sensitive",),
    span=(5, 8),
)


def test_a_finding_shows_code_place_line_caret_help_and_note() -> None:
    assert text(UNIT) == (
        "error[CF202] unknown-unit: `kgs` is not a unit\n"
        " --> part.yaml:4:14\n"
        "  |\n"
        "4 |   mass: 1.90 kgs\n"
        "  |              ^^^\n"
        "help: write `1.90 kg`\n"
        "note: units are case-sensitive\n"
        "\n"
        "1 error\n"
    )


def test_carets_stand_under_wide_letters() -> None:
    finding = Finding("CF109", "the name", "part.yaml", ("product", "name"), span=(4, 7))
    lines = text(finding).split("\n")
    assert lines[3:5] == ['3 |   name: "앞좌석 브래킷"', "  |                 ^^^^^^"]


def test_two_places() -> None:
    source = "이름: {a: 1, 이름: 2, 이름: 3}\n"
    _, findings = read_yaml(source, "b.yaml")
    assert render(findings, {"b.yaml": source}.get, 80, False) == (
        "error[CF005] duplicate-key: the key `이름` stands twice\n"
        " --> b.yaml:1:19\n"
        "  |\n"
        "1 | 이름: {a: 1, 이름: 2, 이름: 3}\n"
        "  |                       ^^^^\n"
        " ::: b.yaml:1:12 first defined here\n"
        "  |\n"
        "1 | 이름: {a: 1, 이름: 2, 이름: 3}\n"
        "  |              ----\n"
        "help: keep one of the two, or make a list of them\n"
        "\n"
        "1 error\n"
    )


def test_a_finding_about_a_whole_file_or_none() -> None:
    assert text(Finding("CF001", "there is no file `x.yaml`", "x.yaml"), Finding("CF306", "old")) == (
        "error[CF001] file-unreadable: there is no file `x.yaml`\n"
        " --> x.yaml\n"
        "\n"
        "note[CF306] old-data: old\n"
        "\n"
        "1 error, 1 note\n"
    )


def test_a_missing_key_is_shown_by_its_entry() -> None:
    finding = Finding(
        "CF102", "`factor` is missing", "part.yaml", ("inputs", 0), on="key", help="add `factor:`"
    )
    assert text(finding).split("\n")[1:5] == [
        " --> part.yaml:6:5",
        "  |",
        "6 |   - name: 볼트   # a bolt",
        "  |     ^^^^^^^^^^",
    ]


def test_an_empty_value_has_a_caret_behind_its_colon() -> None:
    finding = Finding("CF104", "`a` is empty", "e.yaml", ("a",))
    assert render([finding], {"e.yaml": "a:\nb: 1"}.get, 80, False).split("\n")[3:5] == ["1 | a:", "  |   ^"]


def test_order_is_that_of_the_lines_and_files_stay_together() -> None:
    first = UNIT._replace(path=("inputs", 0, "amount"), span=None)
    other = Finding("CF001", "m", "a.yaml")
    assert [found for found, _ in in_order([first, other, UNIT], TEXTS.get)] == [UNIT, first, other]


def test_concise_is_one_line_a_finding() -> None:
    findings = [
        Finding("CF408", "no place"),
        UNIT,
        Finding("CF305", "a\nb", "part.yaml", ("inputs", 0, "amount")),
    ]
    assert text(*findings, concise=True) == (
        "error[CF408] no place\n"
        "part.yaml:4:14: error[CF202] `kgs` is not a unit\n"
        "part.yaml:7:13: warning[CF305] a\\nb\n"
        "2 errors, 1 warning\n"
    )


def test_no_findings_no_text() -> None:
    assert text() == text(concise=True) == ""


def test_colour_changes_nothing_but_colour() -> None:
    import re

    findings = [
        UNIT,
        Finding("CF305", "x", "part.yaml", related=(Related("part.yaml", ("product",), "y", "key"),)),
    ]
    coloured = text(*findings, colour=True)
    assert "\x1b[1;31m" in coloured
    assert re.sub(r"\x1b\[[0-9;]*m", "", coloured) == text(*findings)


def test_nothing_from_a_file_reaches_the_terminal_unescaped() -> None:
    evil = "\x1b]0;title\x07\x9b31m\u202e\u200b\ud800\r"
    source = f"a: {evil}x\n".replace("\r", "")
    finding = Finding(
        "CF109",
        f"`{evil}`",
        f"{evil}.yaml",
        ("a",),
        help=f"one {evil}\ntwo {evil}",
        notes=(evil,),
        related=(Related(evil, (), evil),),
        point=(1, 4),
    )
    for concise in (False, True):
        shown = render([finding], lambda _: source, 80, False, concise=concise)
        assert all(letter == "\n" or letter.isprintable() for letter in shown), ascii(shown)
        assert "\\x1b]0;title\\x07\\x9b31m\\u202e\\u200b\\ud800\\r" in shown


def test_help_of_several_lines_cannot_pose_as_a_finding() -> None:
    shown = text(UNIT._replace(help="write\n  amount: 1 kg\nerror[CF001]"))
    assert "help: write\n        amount: 1 kg\n      error[CF001]\n" in shown


def test_tabs_are_shown_as_columns() -> None:
    finding = Finding("CF004", "m", "t.yaml", point=(2, 1))
    assert render([finding], {"t.yaml": "a:\n\tb"}.get, 80, False).split("\n")[3:5] == [
        "2 |     b",
        "  | ^^^^",
    ]
    finding = Finding("CF004", "m", "t.yaml", point=(1, 4))
    assert render([finding], {"t.yaml": "a:\tb"}.get, 80, False).split("\n")[3:5] == [
        "1 | a:  b",
        "  |     ^",
    ]


@pytest.mark.parametrize("wide", [False, True])
@pytest.mark.parametrize("at", [0, 3, 40, 199, 200])
def test_long_lines_are_cut_around_the_caret(at: int, wide: bool) -> None:
    letters = "가나다라" if wide else "abcdefgh"
    line = "".join(letters[i % len(letters)] for i in range(200))
    line = line[:at] + "X" + line[at + 1 :]
    finding = Finding("CF004", "m", "long.yaml", point=(1, at + 1))
    shown, caret = render([finding], {"long.yaml": line}.get, 40, False).split("\n")[3:5]
    assert display_width(shown) <= 40 and display_width(caret) <= 40
    before = shown[: shown.index("X")] if at < 200 or "X" in shown else shown
    assert display_width(before) == display_width(caret) - 1
    assert ("..." in shown[:8]) == (at > 30 or (wide and at > 15))
    assert display_width(shown) >= 30, "room is used"


def test_a_caret_wider_than_the_line_is_cut() -> None:
    finding = Finding("CF004", "m", "long.yaml", ("a",))
    shown, caret = render([finding], {"long.yaml": "a: " + "x" * 300}.get, 40, False).split("\n")[3:5]
    assert display_width(shown) <= 40 and display_width(caret) <= 40
    assert caret.count("^") > 20


def test_a_line_of_megabytes_is_cheap() -> None:
    import time

    source = "a: [" + "x, " * 1_000_000 + "y]"
    findings = [Finding("CF004", "m", "long.yaml", point=(1, column)) for column in (1, 2_000_000, 3_000_000)]
    start = time.perf_counter()
    shown = render(findings, {"long.yaml": source}.get, 0, False)
    assert time.perf_counter() - start < 2.0
    assert len(shown) < 3000


def test_help_is_wrapped_under_itself() -> None:
    finding = Finding("CF001", "m", help="did you mean " + "`part.yaml` or " * 5 + "`x`?", notes=("n " * 30,))
    lines = render([finding], TEXTS.get, 40, False).split("\n")
    assert lines[1] == "help: did you mean `part.yaml` or"
    assert lines[2] == "      `part.yaml` or `part.yaml` or"
    assert all(len(line) <= 40 for line in lines)


def test_json_has_place_path_and_related_places() -> None:
    related = (Related("part.yaml", ("product",), "see", "key"), Related("none.yaml", (), "there"))
    data = to_json(UNIT._replace(related=related), TEXTS.get)
    assert data == {
        "code": "CF202",
        "name": "unknown-unit",
        "severity": "error",
        "message": "`kgs` is not a unit",
        "file": "part.yaml",
        "path": "product/mass",
        "line": 4,
        "column": 14,
        "end_line": 4,
        "end_column": 17,
        "help": "write `1.90 kg`",
        "notes": ["units are case-sensitive"],
        "related": [
            {
                "message": "see",
                "file": "part.yaml",
                "path": "product",
                "line": 2,
                "column": 1,
                "end_line": 2,
                "end_column": 8,
            },
            {
                "message": "there",
                "file": "none.yaml",
                "path": "",
                "line": None,
                "column": None,
                "end_line": None,
                "end_column": None,
            },
        ],
    }
    json.dumps(data)


def test_json_of_a_table_cell() -> None:
    finding = Finding("CF224", "m", "p.CSV", ("row", 2, "energy"))
    data = to_json(finding, {"p.CSV": "press,energy [kWh]\nA,x\n"}.get)
    assert (data["path"], data["line"], data["column"], data["end_column"]) == ("row/2/energy", 2, 3, 4)


@pytest.mark.parametrize(
    ("string", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("볼트", 4),
        (unicodedata.normalize("NFD", "볼트"), 4),
        ("e\u0301", 1),
        ("ＡＢ", 4),
        ("·", 1),
    ],
)
def test_columns_of_text(string: str, columns: int) -> None:
    assert display_width(string) == columns


@given(st.text(), st.integers(0, 30))
def test_fit_fills_its_columns_exactly(string: str, columns: int) -> None:
    assert display_width(fit(safe(string), columns)) == columns


def test_fit_cuts_with_dots() -> None:
    assert fit("abc", 5) == "abc  "
    assert fit("abcdefgh", 6) == "abc..."
    assert fit("앞좌석 브래킷", 8) == "앞좌... "
    assert fit("abcdefgh", 2) == "ab"


@given(st.text())
def test_safe_text_is_printable(string: str) -> None:
    assert safe(string).isprintable()
    if string.isprintable():
        assert safe(string) == string


@given(st.text(alphabet="ab 가", max_size=60), st.integers(0, 20), st.integers(0, 8))
def test_wrap_loses_no_word(string: str, width: int, indent: int) -> None:
    lines = wrap(string, width, indent)
    assert " ".join(lines).split() == string.split()
