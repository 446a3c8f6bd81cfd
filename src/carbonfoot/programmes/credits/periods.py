"""Monitoring periods: what a measure avoids between two days."""

from __future__ import annotations

from datetime import date
from math import fsum

from carbonfoot.programmes.model import Worked

WHOLE = (date.min, date.max)


def avoided_in(worked: Worked, measure: int, period: tuple[str, str]) -> float:
    """t CO2e that a measure avoids in a time.

    Those of a year by the days of it in the period, out of the days of that year on which the measure works: what starts in
    July avoids nothing before, and all of its first year after.
    """
    parts = years_of(period, worked.measures[measure].days)
    return fsum(worked.avoided(measure, year) * part for year, part in parts.items() if year in worked.years)


def years_of(period: tuple[str, str], days: tuple[date, date] = WHOLE) -> dict[int, float]:
    """The years of a time, and how much of each lies inside: of those of its days that are among `days`."""
    first, last = (date.fromisoformat(day) for day in period)
    found = {}
    for year in range(first.year, last.year + 1):
        low, high = max(date(year, 1, 1), days[0]), min(date(year, 12, 31), days[1])
        inside = (min(last, high) - max(first, low)).days + 1
        if inside > 0:
            found[year] = inside / ((high - low).days + 1)
    return found
