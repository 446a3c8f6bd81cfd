"""`carbonfoot cbam scope` and `cbam default`: for people, for programs, in both languages."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.cbam.scope import scope
from carbonfoot.factors.library import open_library
from carbonfoot.reports.cbam_rules_words import checked, say
from carbonfoot.reports.width import display_width

Run = Callable[..., Any]
PACK = Path(__file__).resolve().parents[2] / "factors" / "cbam-2026"


def _rows(name: str) -> list[dict[str, str]]:
    with (PACK / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _words(text: str) -> str:
    return " ".join(text.split())


def test_a_bolt_from_korea(run: Run) -> None:
    code, out, err = run("cbam", "default", "7318", "15", "42", "--country", "kr")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == "7318 15 42, Iron or steel products, South Korea (KR)"
    table = [line.split() for line in lines if line[:4] in ("2026", "2027", "2028")]
    assert table == [
        ["2026", "3.474", "10", "%", "3.8214"],
        ["2027", "3.474", "20", "%", "4.1688"],
        ["2028", "3.474", "30", "%", "4.5162", "and", "later"],
    ]
    assert "edition 2026/1740" in out and "C: carbon steel, blast furnace" in _words(out)
    assert "7318 15 is the longest code that 7318 15 42 begins with" in _words(out)
    quoted = run("cbam", "default", "7318 15 42", "--country", "KR")
    assert quoted.out == out


def test_one_year_as_data(run: Run) -> None:
    code, out, _ = run(
        "cbam", "default", "7616 99 90", "--country", "unknown", "--year", "2026", "-f", "json"
    )
    data = json.loads(out)["data"]
    assert code == 0 and data["country"] is None and data["status"] == "covered"
    (value,) = data["values"]
    assert (value["value"], value["total"], value["markup"]) == (6.1149, 5.559, 0.1)
    assert (value["table"], value["and_later"], value["verified"]) == ("annex-iv", False, "text")
    assert value["routes"] == [{"route": "K", "means": "primary aluminium"}]
    (old,) = value["beside"]
    assert (old["kind"], old["total"], old["edition"]) == ("superseded", 3.77, "2025/2621")
    assert "3.770" in run("cbam", "default", "76169990", "--country", "unknown").out


def test_clinker_lists_what_to_choose_from(run: Run) -> None:
    code, out, err = run("cbam", "default", "2523 10 00", "--country", "AL")
    assert code == 4
    assert "2523 10 00 90 Grey clinker (A)" in out and "0.957" in out and "1.781" in out
    assert "say which good, such as `White clinker`" in err
    data = json.loads(run("cbam", "default", "25231000", "--country", "AL", "--format", "json").out)["data"]
    assert data["values"] == [] and "2 default values" in data["refused"]
    assert [one["value"] for one in data["choices"] if one["year"] == 2026] == [1.507, 0.957]
    for more in (("--good", "grey"), ("--route", "a")):
        chosen = run("cbam", "default", "25231000", "--country", "AL", *more)
        assert chosen.code == 0 and "default value 0.957" in chosen.out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["73181542"], 2, "--country KR"),
        (["73181542", "--country", "UK"], 2, "write `GB`"),
        (["73181542", "--country", ""], 2, "not a country code"),
        (["7318154", "--country", "KR"], 2, "no CN code"),
        (["73181542", "73269098", "--country", "KR"], 2, "one code at a time"),
        (["73181542", "--country", "KR", "--year", "2025"], 2, "definitive period began in 2026"),
        (["2523100010", "--country", "KR", "--good", "grey"], 2, "white clinker, not `grey`"),
        (["73202089", "--country", "KR"], 5, "no default value for 7320 20 89"),
        (
            ["76151010", "--country", "TN"],
            5,
            "printed before: 1.440 t CO2e/t (2025/2621); code printed by mistake",
        ),
        (["27160000", "--country", "UA"], 5, "International Energy Agency"),
        (["73181542", "--country", "KR", "--format", "xml"], 2, "--format xml"),
        (["73181542", "--country", "KR", "--lang", "de"], 2, "--lang de"),
    ],
)
def test_default_refuses(run: Run, words: list[str], code: int, said: str) -> None:
    answer = run("cbam", "default", *words)
    assert (answer.code, answer.out) == (code, "")
    assert said in answer.err


def test_exempt_origins(run: Run) -> None:
    code, out, _ = run("cbam", "default", "73181542", "--country", "CH")
    assert code == 0 and "no embedded emissions" in out and "Annex III, point 1" in _words(out)
    data = json.loads(run("cbam", "default", "73181542", "--country", "DE", "-f", "json").out)["data"]
    assert {(one["value"], one["table"]) for one in data["values"]} == {(0.0, "exempt")}


def test_a_line_that_nobody_compared_says_so(run: Run) -> None:
    out = run("cbam", "default", "2523 29 00", "--country", "AO").out
    assert "NOT compared with the edition in force" in _words(out)
    assert "2025/2621 with mark-up as printed: 1.270 → 1.5367 (2027), 1.69037 (2028)" in _words(out)


def test_a_code_that_is_not_in_the_list_is_told(run: Run) -> None:
    code, out, _ = run("cbam", "default", "7318 15 99", "--country", "KR")
    assert code == 0 and "3.8214" in out
    assert "the list of codes has no such code" in _words(out)


def test_scope_of_a_bolt_and_a_spring(run: Run) -> None:
    code, out, err = run("cbam", "scope", "7318", "15", "42", "7320 20 89")
    assert (code, err) == (1, "")
    bolt, spring = map(_words, out.split("\n\n"))
    assert bolt.startswith("7318 15 42: covered Annex I")
    for said in (
        "direct emissions only (Annex II)",
        "carbon dioxide",
        "tonne of good",
        "E: carbon steel, scrap and arc furnace",
        "50 t net a calendar year",
        "informative workbook",
    ):
        assert said in bolt
    assert spring.startswith("7320 20 89: not covered: not in Annex I")
    assert "7318 Screws" in spring and "7326 Other articles" in spring
    assert "NOT LAW: COM(2025) 989" in spring and "1 January 2028" in spring
    assert run("cbam", "scope", "73181542").code == 0


@pytest.mark.parametrize(
    ("cn", "status", "code"),
    [
        ("7318", "covered", 0),
        ("7318154290", "covered", 0),
        ("7202", "part", 0),
        ("25070080", "part", 0),
        ("2804", "part", 0),
        ("72022100", "excepted", 1),
        ("72042100", "excepted", 1),
        ("310560", "excepted", 1),
        ("87084020", "not-covered", 1),
        ("28042100", "not-covered", 1),
        ("73189999", "unlisted", 5),
        ("77010000", "no-code", 5),
        ("00000000", "no-code", 5),
    ],
)
def test_status_and_exit_code(run: Run, cn: str, status: str, code: int) -> None:
    answer = run("cbam", "scope", cn, "--format", "json")
    (row,) = json.loads(answer.out)["data"]
    assert (row["status"], answer.code) == (status, code)
    assert row["covered"] is (status in ("covered", "part"))
    assert bool(row["goods"]) is row["covered"]
    assert bool(row["known_codes"]) is (status == "unlisted")


def test_the_bar_of_the_list_is_not_shown(run: Run) -> None:
    assert "more than 45 % by weight" in _words(run("cbam", "scope", "3102 10 10").out)


def test_scope_as_data(run: Run) -> None:
    hydrogen, cement, clay = json.loads(
        run("cbam", "scope", "2804 10 00", "2523 29 00", "2507 00 80", "-f", "json").out
    )["data"]
    assert hydrogen["de_minimis"] is None, "Article 2a(4)"
    assert (cement["de_minimis"]["value"], cement["de_minimis"]["unit"]) == (50.0, "t")
    (good,) = cement["goods"]
    assert (good["emissions_in_scope"], good["functional_unit"]) == ("direct+indirect", "t clinker")
    assert good["annex_ii"] is False and hydrogen["goods"][0]["annex_ii"] is True
    assert clay["goods"][0]["partial"] is True and "calcined" in clay["goods"][0]["note"]
    (aluminium,) = json.loads(run("cbam", "scope", "76169990", "-f", "json").out)["data"]
    assert aluminium["goods"][0]["gases"] == ["Carbon dioxide", "perfluorocarbons"]


def test_every_good_of_the_list_is_covered() -> None:
    library = open_library()
    for row in _rows("cbam_goods.csv"):
        found = scope(library, row["cn_code"])
        assert found is not None
        if row["status"] == "in-force":
            assert found.status == ("part" if row["partial"] == "yes" else "covered")
            assert [one.cn for one in found.goods] == [row["cn_code"]]
        else:
            assert row["cn_code"] in {one.cn for one in found.proposed}
            assert found.status in ("not-covered", "excepted")


@pytest.mark.parametrize(
    "words",
    [
        ["scope", "73181542", "7202", "73202020", "73189999", "2523 29 00"],
        ["default", "2601 12 00", "--country", "AO"],
    ],
)
@pytest.mark.parametrize("lang", ["en", "ko"])
@pytest.mark.parametrize("columns", [80, 120])
def test_lines_fit(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: list[str], lang: str, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    out = run("cbam", *words, "--lang", lang).out
    assert out
    assert max(map(display_width, out.splitlines())) <= columns
    assert ("부속서" in out or "기본값" in out) is (lang == "ko")


def test_there_are_words_for_every_route_and_mark() -> None:
    tables = [
        row
        for name in ("cbam_defaults.csv", "cbam_precursors.csv", "cbam_benchmarks.csv")
        for row in _rows(name)
    ]
    for letter in {letter for row in tables for letter in row["route"].split(";") if letter}:
        assert say(letter, "en") and say(letter, "ko") != say(letter, "en")
    for mark in {row["verified"] for row in tables} - {"superseded"}:
        assert checked(mark, "en") and checked(mark, "ko")


def test_answers_go_to_a_file(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "answer.txt"
    assert run("cbam", "scope", "73181542", "-o", str(target)).out == ""
    assert target.read_text(encoding="utf-8").startswith("7318 15 42: covered" + os.linesep[-1])
    assert run("cbam", "default", "73181542", "--country", "KR", "-o", str(target)).out == ""
    assert "3.8214" in target.read_text(encoding="utf-8")


def test_a_heading_with_one_default_value_asks_for_the_code(run: Run) -> None:
    code, out, err = run("cbam", "default", "2804", "--country", "KR")
    assert code == 4, "other gases of the heading are not covered"
    assert "one default value begins with 2804; write `2804 10 00`" in err
    assert "15.433" in out and "one default value begins with this code" in out


def test_a_heading_of_several_categories_names_all_of_them(run: Run) -> None:
    _, out, _ = run("cbam", "default", "3102", "--country", "KR")
    assert out.splitlines()[0] == "3102, Urea, Mixed fertilizers, South Korea (KR)"
    data = json.loads(run("cbam", "default", "3102", "--country", "KR", "-f", "json").out)["data"]
    assert data["category"] is None
    data = json.loads(run("cbam", "default", "3102 10", "--country", "KR", "-f", "json").out)["data"]
    assert data["category"] == "Urea"


def test_a_mark_up_of_all_years_is_told_once(run: Run) -> None:
    out = run("cbam", "default", "2808", "--country", "KR").out
    assert out.count("mark-up 1 % from 2026") == 1
    assert run("cbam", "default", "7318 15", "--country", "KR").out.count("mark-up ") == 4
