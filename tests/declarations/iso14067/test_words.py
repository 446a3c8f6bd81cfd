"""The words of the report: both languages, each key once, the same places in both."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from carbonfoot.declarations.iso14067 import words as module
from carbonfoot.declarations.iso14067.study import keys_of
from carbonfoot.declarations.iso14067.words import LANGUAGES, tables, words

WORD = re.compile(r"(?<!\{)\b[A-Za-z]{3,}\b(?!\})")
FOLDER = Path(module.__file__).parent


def rows() -> list[tuple[str, dict[str, str]]]:
    found = []
    for name in tables():
        with (FOLDER / name).open(encoding="utf-8", newline="") as file:
            found += [(name, row) for row in csv.DictReader(file)]
    return found


def test_a_key_stands_once_in_all_tables() -> None:
    keys = [row["key"] for _, row in rows()]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    assert twice == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_is_there_in_both_languages(lang: str) -> None:
    empty = [row["key"] for _, row in rows() if not (row[lang] or "").strip()]
    assert empty == []
    assert len(words(lang)) == len(rows()) > 200


def test_both_languages_have_the_same_places() -> None:
    wrong = [row["key"] for _, row in rows() if sorted(keys_of(row["en"])) != sorted(keys_of(row["ko"]))]
    assert wrong == []


def test_korean_is_korean_where_there_are_words() -> None:
    foreign = [
        row["key"]
        for _, row in rows()
        if len(WORD.findall(row["en"])) > 2 and not any("가" <= letter <= "힣" for letter in row["ko"])
    ]
    assert foreign == []


def test_korean_has_one_style() -> None:
    polite = [row["key"] for _, row in rows() if "니다" in row["ko"].replace("아니다", "")]
    assert polite == []
