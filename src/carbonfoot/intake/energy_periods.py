"""Periods of bills as people write them: months, ranges of days, in Korean and English; what may mean two things is None."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple


class Span(NamedTuple):
    """First and last day."""

    first: date
    last: date

    @property
    def text(self) -> str:
        """As a site document writes it: `2025-03`, or `2025-03-15..2025-04-14`."""
        if self == month(self.first.year, self.first.month):
            return f"{self.first:%Y-%m}"
        return f"{self.first.isoformat()}..{self.last.isoformat()}"


_MONTHS = {
    name: number
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"), 1)
    for name in names.split()
}  # fmt: skip
_YEAR_MONTH = re.compile(
    r"((?:19|20)\d\d)\s*(?:[-./]|년)\s*(\d{1,2})\s*월?(?:\s*(?:분|사용분))?|((?:19|20)\d\d)(\d\d)"
)
_NAMED = re.compile(r"([A-Za-z]{3,9})\.?[ ,-]+((?:19|20)\d\d)|((?:19|20)\d\d)[ -]+([A-Za-z]{3,9})\.?")
_BARE = re.compile(r"(\d{1,2})\s*월(?:\s*(?:분|사용분))?|([A-Za-z]{3,9})\.?")
_DAY = re.compile(
    r"((?:19|20)\d\d)\s*(?:[-./]|년)\s*(\d{1,2})\s*(?:[-./]|월)\s*(\d{1,2})\s*일?\.?|((?:19|20)\d\d)(\d\d)(\d\d)"
)
_BETWEEN = re.compile(r"\s*(?:~|\uff5e|\u223c|\.\.|부터|\bto\b|\u2013|\u2014|\s-\s)\s*")


def month(year: int, number: int) -> Span:
    """A whole month."""
    after = date(year + number // 12, number % 12 + 1, 1)
    return Span(date(year, number, 1), after - timedelta(days=1))


def read_day(text: str) -> date | None:
    """A day with its year first."""
    match = _DAY.fullmatch(text.strip())
    if match is None:
        return None
    parts = [int(one) for one in match.groups() if one is not None]
    try:
        return date(*parts)
    except ValueError:
        return None


def read_span(text: str, year: int | None = None) -> Span | None:
    """A month or a range of days; `year` is that of months without one. None where it is neither, or may be several."""
    plain = text.strip()
    ends = [one for one in _BETWEEN.split(plain.removesuffix("까지")) if one]
    if len(ends) == 2:  # noqa: PLR2004 - both ends of a range
        first, last = read_day(ends[0]), read_day(ends[1])
        if first and last and first <= last:
            return Span(first, last)
        begin, end = read_span(ends[0]), read_span(ends[1])
        return Span(begin.first, end.last) if begin and end and begin.first <= end.last else None
    found = _year_month(plain)
    if found is None and year is not None and (match := _BARE.fullmatch(plain)):
        number = int(match[1]) if match[1] else _MONTHS.get(match[2].casefold(), 0)
        found = (year, number)
    return month(*found) if found and 1 <= found[1] <= 12 else None  # noqa: PLR2004 - months


def bare_month(text: str) -> bool:
    """Whether the text is a month that lacks its year."""
    return read_span(text) is None and read_span(text, 2000) is not None


def _year_month(text: str) -> tuple[int, int] | None:
    if match := _YEAR_MONTH.fullmatch(text):
        return int(match[1] or match[3]), int(match[2] or match[4])
    if match := _NAMED.fullmatch(text):
        return int(match[2] or match[3]), _MONTHS.get((match[1] or match[4]).casefold(), 0)
    return None


def gaps(spans: list[Span], within: Span) -> list[Span]:
    """What of a period no span covers."""
    found = []
    day = within.first
    for span in sorted(spans):
        if span.first > day:
            found.append(Span(day, min(span.first - timedelta(days=1), within.last)))
        day = max(day, span.last + timedelta(days=1))
    if day <= within.last:
        found.append(Span(day, within.last))
    return found
