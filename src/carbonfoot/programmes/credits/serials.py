"""Serial numbers of credits: `KR-EP-114-2026-0001..0120`, a range of units of one tonne."""

from __future__ import annotations

import re
from typing import NamedTuple

_RANGE = re.compile(r"(?P<first>.*?\d+)\s*(?:\.\.|\u2026|\s-\s|\bto\b)\s*(?P<last>\S*\d+)")

_DOUBTFUL = re.compile(r"(?:.*\D)?(\d+)-(\d+)")


class Serials(NamedTuple):
    """Units of one series: what stands before the number, the first and the last number."""

    series: str
    first: int
    last: int

    @property
    def units(self) -> int:
        """How many units."""
        return self.last - self.first + 1

    def meets(self, other: Serials) -> bool:
        """Whether a unit stands in both."""
        return self.series == other.series and self.first <= other.last and other.first <= self.last


def parse(text: str) -> Serials | None:
    """The range of a text; None where it is none that could be read. One number alone is a range of one."""
    found = _RANGE.fullmatch(text.strip())
    doubtful = _DOUBTFUL.fullmatch(text.strip())
    if (
        found is None
        and doubtful is not None
        and len(doubtful[1]) == len(doubtful[2])
        and doubtful[1] < doubtful[2]
    ):
        return None  # `0001-0120`: a range, or a number of the series `0001-`
    first, last = (found["first"], found["last"]) if found else (text.strip(), "")
    head = re.fullmatch(r"(.*?)(\d+)", first)
    if head is None:
        return None
    series, low = head[1], int(head[2])
    if any(sign in series for sign in (",", ";", "..", "\u2026")):
        return None  # several ranges
    if not last:
        return Serials(series, low, low)
    tail = re.fullmatch(r"(.*?)(\d+)", last)
    if tail is None or (tail[1] and tail[1] != series):
        return None
    high = int(tail[2])
    return Serials(series, low, high) if high >= low else None
