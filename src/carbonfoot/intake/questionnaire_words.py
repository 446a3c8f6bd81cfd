"""The questions that suppliers are asked, and the words that ask them: one table for our own form and for look-alikes."""

from __future__ import annotations

import csv
import os
import re
from functools import cache
from typing import NamedTuple

from carbonfoot.intake.bom_words import folded
from carbonfoot.intake.energy_words import CARRIERS, unit_in_heading

TABLES = ("inputs", "outputs", "packaging")
"""Sections that are lists, by the key of the document that they become."""

_BRACKET = re.compile(r"[(\[\uff08\uff3b][^)\]\uff09\uff3d]*[)\]\uff09\uff3d]")


class Question(NamedTuple):
    """One row of the table: what it asks in both languages, and the words that ask the same."""

    section: str
    key: str
    en: str
    ko: str
    unit: str
    words: frozenset[str]


@cache
def questions() -> tuple[Question, ...]:
    """All rows in their order."""
    file = os.path.join(os.path.dirname(__file__), "questionnaire.csv")
    with open(file, encoding="utf-8", newline="") as stream:
        return tuple(
            Question(
                row["section"],
                row["key"],
                row["en"],
                row["ko"],
                row["unit"],
                frozenset(filter(None, map(folded, [*row["words"].split("|"), row["en"], row["ko"]]))),
            )
            for row in csv.DictReader(stream)
        )


ASKED = ("company", "product", "energy", "delivery", "aside")


def question_of(text: str) -> Question | None:
    """The question that a label asks; units in brackets, numbers in front and words such as `annual` aside."""
    return next((one for one in questions() if one.section in ASKED and _forms(text) & one.words), None)


def section_of(text: str) -> str:
    """The list, or another section, that a heading opens; "" for none."""
    forms = _forms(text)
    return next(
        (one.section for one in questions() if one.section in (*TABLES, "section") and forms & one.words), ""
    )


def word_for(text: str, section: str) -> str:
    """What a text stands for among the words of a section: a column, a mode, a treatment; "" for nothing known."""
    forms = _forms(text)
    return next((one.key for one in questions() if one.section == section and forms & one.words), "")


_FRONT = re.compile(r"^\s*(?:[0-9]+(?:[.\-][0-9]+)*[.)]?|[A-Z][.)]|[①-⑳]|Q[0-9]+[.:]?)\s+")
_OFTEN = re.compile(
    r"^(?:annual|yearly|total|purchased|연간|총|월간)\s+|\s+(?:per year|/year|per annum|per piece|used|consumed|연간)$"
)


def _forms(text: str) -> set[str]:
    bare = _FRONT.sub("", _BRACKET.sub(" ", text)).strip().rstrip(":*")
    forms = {folded(text), folded(bare)}
    if unit_in_heading(bare, {}):  # `Electricity kWh`
        forms.add(folded(bare.rsplit(None, 1)[0]))
        bare = bare.rsplit(None, 1)[0]
    forms.add(folded(_OFTEN.sub("", bare.casefold())))
    forms.add(folded(bare.split("/")[0])) if "/" in bare else None
    return forms - {""}


def is_energy(key: str) -> bool:
    """Whether a key is an energy carrier or water."""
    return key in CARRIERS
