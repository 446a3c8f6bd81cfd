"""What a number format of a workbook makes of a number: a date, a percentage, thousands, another unit."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple


class Look(NamedTuple):
    """How a cell is shown. `otherwise` says in a few words how that differs from what is stored, "" if it does not."""

    date: bool = False
    otherwise: str = ""


PLAIN = Look()
_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
_LONGEST = 255  # characters of a format; spreadsheet programs allow no more
_PERCENT = frozenset([9, 10])

# What is shown but is no placeholder: quoted text, an escaped or repeated letter, a blank as wide as a letter.
_LITERAL = re.compile(r'"([^"]*)"|\\(.)|\*.|_.', re.DOTALL)
_BRACKET = re.compile(r"\[[^\]]*\]")
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)
_SCALED = re.compile(r"[0#?]%?(,+)(?![0#?,])")
_PADDED = re.compile(r"0{2,}")


@lru_cache(maxsize=1024)
def look(number: int, code: str | None) -> Look:
    """The look of a number format: its id, and its code where the workbook defines it."""
    if code is None:
        if number in _DATES:
            return Look(date=True)
        return Look(otherwise="as a percentage") if number in _PERCENT else PLAIN
    first = _first_section(code[:_LONGEST])
    literal = "".join(match[1] or match[2] or "" for match in _LITERAL.finditer(first)).strip()
    bare = _LITERAL.sub("", first)
    if _ELAPSED.search(bare):
        return Look(date=True)
    bare = _BRACKET.sub("", bare)
    if bare.strip().casefold() == "general":
        return Look(otherwise=_with(literal))
    if re.search(r"[ymdhs]", bare, re.IGNORECASE):
        return Look(date=True)
    if "%" in bare:
        return Look(otherwise="as a percentage")
    if _SCALED.search(bare):
        return Look(otherwise="in thousands or millions")
    if "0" in bare and _PADDED.fullmatch(bare.strip()):
        return Look(otherwise="with zeros in front")
    return Look(otherwise=_with(literal))


def _with(literal: str) -> str:
    """Words for text that the format puts beside the number; marks such as brackets say nothing."""
    return (
        f"with `{literal}` beside it" if any(letter.isalpha() or letter == "%" for letter in literal) else ""
    )


def _first_section(code: str) -> str:
    """The part of a format before the first `;` that is not quoted or escaped: that of positive numbers."""
    quoted = escaped = False
    for position, letter in enumerate(code):
        if escaped:
            escaped = False
        elif letter == "\\" and not quoted:
            escaped = True
        elif letter == '"':
            quoted = not quoted
        elif letter == ";" and not quoted:
            return code[:position]
    return code


_LEAP_DAY = 60  # the serial number of 29 February 1900, which there was not
_LAST_SERIAL = 2_958_466  # 1 January 10000


def date_text(serial: str, from_1904: bool) -> str:
    """ISO text of a stored day number, `2025-03-01` or with a time of day; "" for a number that is no day.

    Workbooks count from 1900 with a leap day that never was, or from 1904 when an old Macintosh made them.
    """
    try:
        days = float(serial)
    except ValueError:
        return ""
    if not 0 < days < _LAST_SERIAL - (1462 if from_1904 else 0):
        return ""
    if not from_1904 and _LEAP_DAY <= days < _LEAP_DAY + 1:
        return ""
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31 if days < _LEAP_DAY else 30)  # noqa: DTZ001 - a day on paper has no zone
    at = start + timedelta(seconds=round(days * 86_400))
    return at.date().isoformat() if (at.hour, at.minute, at.second) == (0, 0, 0) else at.isoformat()


def number_text(stored: str) -> str | None:
    """A stored number as short text that means the same float; None when it is not a finite number.

    Programs store 17 digits (`8.6999999999999993`); the shortest text of that float is what a reader sees (8.7).
    """
    digits = stored[1:] if stored[:1] == "-" else stored
    if digits.isascii() and digits.isdigit() and (len(digits) == 1 or digits[0] != "0") and len(digits) <= 15:  # noqa: PLR2004 - digits that a float keeps
        return stored
    try:
        text = repr(float(stored))
    except ValueError:
        return None
    if text in {"inf", "-inf", "nan"}:
        return None
    return text.removesuffix(".0")
