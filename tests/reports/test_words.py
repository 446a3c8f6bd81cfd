"""Labels are complete in both languages, and Korean is Korean."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from carbonfoot.factors.boundaries import PART_WORDS
from carbonfoot.findings.catalogue import SEVERITIES
from carbonfoot.reports.words import cbam_words, word, words
from carbonfoot.system.model import BESIDE, CATEGORIES, STAGES

WORDS = {lang: {**words(lang), **cbam_words(lang)} for lang in ("en", "ko")}

SAME = {"gas co2_fossil", "gas ch4", "gas n2o"}
SAME |= {"cbam t", "cbam heat tj", "cbam heat factor", "cbam power mwh", "cbam power factor"}
"""Formulas and units are written alike."""


def test_every_label_stands_in_both_languages() -> None:
    assert WORDS["en"].keys() == WORDS["ko"].keys()


@pytest.mark.parametrize("key", sorted(WORDS["en"]))
def test_a_label_has_its_places_for_values_in_both(key: str) -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in Formatter().parse(text) if name}

    assert places(WORDS["en"][key]) == places(WORDS["ko"][key])


@pytest.mark.parametrize("key", sorted(WORDS["ko"].keys() - SAME - {"count", "basis"}))
def test_korean_labels_have_hangul(key: str) -> None:
    assert re.search("[가-힣]", WORDS["ko"][key])


@pytest.mark.parametrize("lang", sorted(WORDS))
def test_whatever_the_program_names_has_a_label(lang: str) -> None:
    keys = [
        *STAGES,
        *CATEGORIES,
        *BESIDE,
        "cradle-to-gate",
        "cradle-to-grave",
        *(f"part {part}" for part in PART_WORDS),
        *SEVERITIES,
        *(f"{name}s" for name in SEVERITIES),
        "closed",
        "open",
        "not checked",
    ]
    assert [key for key in keys if key not in WORDS[lang]] == []


def test_english_says_the_same_of_a_part_as_the_findings() -> None:
    assert {part: WORDS["en"].get(f"part {part}") for part in PART_WORDS} == PART_WORDS


def test_english_labels_are_ascii() -> None:
    assert all(text.isascii() for text in WORDS["en"].values())


def test_a_name_of_the_users_stays_as_it_is() -> None:
    assert word("POSCO", "ko") == "POSCO"
