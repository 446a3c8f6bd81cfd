"""Words of the pictures, bars and page of a programme, in English and Korean."""

from __future__ import annotations

from collections.abc import Sequence

from carbonfoot.programmes.told.words import words

_SCALES = (
    (1e9, "{} billion", "십억 {}"),
    (1e6, "{} million", "백만 {}"),
    (1e3, "{} thousand", "천 {}"),
    (1.0, "{}", "{}"),
)
_ENOUGH = 10.0
"""A unit is taken where the largest number is at least so many of it."""


def say(key: str, lang: str, **values: str) -> str:
    """The text in a language, with values filled in."""
    text = words(lang, "words_pictures")[key]
    return text.format(**values) if values else text


def label(key: str, lang: str) -> str:
    """A key or a plain value of the report in words; one that has none stays as it is."""
    if "{" not in (told := words(lang, "words_pictures").get(key, "{")):
        return told
    if not key.replace("_", "").replace("-", "").isalpha() or not key.islower():
        return key
    text = key.replace("_", " ").replace("-", " ")
    return words(lang, "words_labels").get(text, text)


def tier_name(tier: str, lang: str) -> str:
    """How a tier is called; `none` is that of members without one."""
    if tier == "0":
        return say("tier 0", lang)
    return say("tier n", lang, tier=tier) if tier.isdigit() else say("no tier", lang)


def money_unit(numbers: Sequence[float], currency: str, lang: str) -> tuple[float, str]:
    """By what money is divided for the eye, and how that is called: `KRW million`."""
    largest = max((abs(one) for one in numbers), default=0.0)
    size, english, korean = next((one for one in _SCALES if largest >= _ENOUGH * one[0]), _SCALES[-1])
    return size, (korean if lang == "ko" else english).format(currency)
