"""Amounts as tables write them: which sign is the decimal mark, marks between thousands, a unit behind the number.

A column of texts is looked at as a whole. `1,234` alone may be 1234 or 1.234: where no other cell tells, it is a question.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

_SPACES = str.maketrans(dict.fromkeys(" \u00a0\u2009\u202f'\u2019", "_"))
_GROUPED = {
    ".": re.compile(r"[-+]?(?:\d{1,3}(?:[,_]\d{3})+|\d+)(?:\.\d+)?|[-+]?\.\d+"),
    ",": re.compile(r"[-+]?(?:\d{1,3}(?:[._]\d{3})+|\d+)(?:,\d+)?|[-+]?,\d+"),
}
_EXPONENT = re.compile(r"[-+]?\d+(?:[.,]\d+)?[eE][-+]?\d{1,2}")
_PLAIN = re.compile(r"-?(?:0|[1-9]\d{0,30})(?:\.\d{1,60})?")
_SPLIT = re.compile(
    r"([-+]?[\d.,][\d.,'\u2019 \u00a0\u2009\u202f]*?(?:[eE][-+]?\d{1,2})?)\s*([^\W\d_].*|[㎀-㏟].*)?",
    re.DOTALL,
)
MARKS = {".": "a point", ",": "a comma"}


class Tells(NamedTuple):
    """Texts that can be read with one decimal mark only, by the mark, and one that both read; "" for none."""

    point: str
    comma: str
    open: str


class Number(NamedTuple):
    """Digits with a decimal point, and the unit that stood behind them, "" for none."""

    digits: str
    unit: str


def tells(texts: Iterable[str]) -> Tells:
    """What the numbers of a table tell about its decimal mark."""
    found = {".": "", ",": "", "open": ""}
    for text in texts:
        if not text or ("," not in text and "." not in text):
            continue
        said = mark_in(text)
        if said and not found[said]:
            found[said] = text
    return Tells(found["."], found[","], found["open"])


@lru_cache(maxsize=8_192)
def mark_in(text: str) -> str:
    """The decimal mark that a number must have: `.`, `,`, `open` where both read it otherwise, "" where it does not matter."""
    split = _SPLIT.fullmatch(text.strip())
    if split is None:
        return ""
    number = split[1].strip().translate(_SPACES)
    fits = {mark: _digits(number, mark) for mark in MARKS}
    if fits["."] and fits[","]:
        return "" if fits["."] == fits[","] else "open"
    return next((mark for mark, digits in fits.items() if digits), "")


@lru_cache(maxsize=65_536)
def read_number(text: str, mark: str) -> Number | None:
    """A number with this decimal mark, None where it is none."""
    plain = text.strip()
    if mark == "." and _PLAIN.fullmatch(plain):
        return Number(plain, "")
    split = _SPLIT.fullmatch(plain)
    if split is None:
        return None
    digits = _digits(split[1].strip().translate(_SPACES), mark)
    return Number(digits, (split[2] or "").strip()) if digits else None


def _digits(number: str, mark: str) -> str:
    """Digits with a point, "" where the text is no number with this mark."""
    other = "," if mark == "." else "."
    if _EXPONENT.fullmatch(number):
        if other in number:
            return ""
        return _exact(number.replace(",", "."))
    if not _GROUPED[mark].fullmatch(number):
        return ""
    grouped = re.fullmatch(rf"[-+]?0\d*[{re.escape(other)}_].*", number)
    if grouped:  # 0,125 is no group of thousands
        return ""
    plain = number.replace(other, "").replace("_", "").replace(",", ".").removeprefix("+")
    return _exact(plain)


def _exact(number: str) -> str:
    """The number without an exponent and leading zeros, its other digits as they were written."""
    if _PLAIN.fullmatch(number):
        return number
    from decimal import Decimal

    return format(Decimal(number), "f")
