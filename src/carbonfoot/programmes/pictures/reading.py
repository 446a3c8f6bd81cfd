"""What the pictures read of a report: its keys, names in a language, and flows of tonnes. Nothing is computed twice here."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum
from typing import Any, NamedTuple

from carbonfoot.declarations.digits import grouped
from carbonfoot.declarations.plain import plain
from carbonfoot.programmes.model import KG_PER_TONNE
from carbonfoot.reports.adding import adding_up, units
from carbonfoot.reports.style import exponent, fixed

Data = dict[str, Any]

_DIGITS = 4
"""Digits that the largest number of a picture shows."""


def at(series: Data | None, year: int | str) -> float | None:
    """The number of a year; None where there is none."""
    found = (series or {}).get(str(year))
    return None if found is None else float(found)


def called(one: Data, lang: str) -> str:
    """The name in a language, else the English one, else the id."""
    korean = one.get("name_ko") if lang == "ko" else ""
    return plain(str(korean or one.get("name") or one.get("id") or ""))


def by_id(many: Iterable[Data]) -> dict[str, Data]:
    """Entries by their id."""
    return {str(one["id"]): one for one in many}


def measures(data: Data) -> dict[str, Data]:
    """Measures by their id."""
    return by_id(data.get("measures") or [])


def members(data: Data) -> dict[str, Data]:
    """Members by their id."""
    return by_id(data.get("members") or [])


def leaving(product: Data, year: int) -> float:
    """Declared units of a product that leave the programme in a year."""
    return (at(product.get("volume"), year) or 0.0) - (at(product.get("inside"), year) or 0.0)


def incomplete(data: Data) -> bool:
    """Whether a line is missing behind some product: no sum is told then."""
    return (data.get("totals") or {}).get("complete") is False


class Flow(NamedTuple):
    """Tonnes that a measure avoids in a year in what leaves of a product; below zero where it emits more."""

    measure: str
    product: int
    tonnes: float


def flows(data: Data, year: int) -> list[Flow]:
    """Every measure on every product in a year, but those that are nothing."""
    found: list[Flow] = []
    if incomplete(data):
        return found
    for product in data.get("products") or []:
        units_out = leaving(product, year)
        for entry in product.get("by_measure") or []:
            change = at(entry.get("kg"), year)
            tonnes = -(change or 0.0) * units_out / KG_PER_TONNE
            if tonnes:
                found.append(Flow(str(entry["measure"]), int(product["number"]), tonnes))
    return found


class Leg(NamedTuple):
    """Tonnes from who acts or from a product to the next product, or out of the programme; none below zero."""

    tier: str
    member: str
    source: int | None
    target: int | None
    avoided: float
    added: float


def legs(data: Data, year: int) -> list[Leg]:
    """The way of all tonnes of a year; none of an incomplete programme."""
    found = []
    for one in [] if incomplete(data) else (data.get("cascade") or {}).get("routes") or []:
        avoided, added = (max(at(one.get(key), year) or 0.0, 0.0) for key in ("avoided", "added"))
        tier = "none" if one.get("by_tier") is None else str(one["by_tier"])
        if avoided or added:
            ends = one.get("from_product"), one.get("to_product")
            found.append(Leg(tier, str(one.get("from_member") or ""), *ends, avoided, added))
    return found


def decimals_for(numbers: Iterable[float | None]) -> int:
    """As many decimals as show four digits of the largest number."""
    largest = max((abs(one) for one in numbers if one is not None), default=0.0)
    return max(0, min(9, _DIGITS - 1 - exponent(largest))) if largest else 0


def shown(number: float | None, decimals: int, *, signed: bool = False) -> str:
    """A number at the decimals of its picture, its digits in groups; what rounds to nothing is below the last digit."""
    if number is None:
        return "?"
    smallest = 10.0**-decimals
    if number and abs(number) < smallest / 2:
        return f"{'<' if number > 0 else '>-'}{smallest:.{decimals}f}"
    text = grouped(fixed(number, decimals))
    return f"+{text}" if signed and number > 0 else text


def counted(number: int, decimals: int, *, signed: bool = False) -> str:
    """A number given in units of the last decimal."""
    return shown(number / 10**decimals, decimals, signed=signed)


def written(whole: int, number: float, decimals: int) -> str:
    """A change as its picture shows it: in units of the last decimal, below it where it comes to none of them."""
    return counted(whole, decimals, signed=True) if whole else shown(number, decimals, signed=True)


def adding(start: float, steps: list[float], end: float, decimals: int) -> list[int]:
    """Steps in units of the last decimal that lead, as printed, from start to end."""
    return adding_up(units(end, decimals) - units(start, decimals), steps, decimals)


def years_shown(data: Data, most: int = 6) -> list[int]:
    """Years that have pictures: all that have measures, or as many of them evenly with the first, the last, those of targets."""
    later = years_with_measures(data)
    if len(later) <= most:
        return later
    stated = {int(year) for one in data.get("targets") or [] for year in one.get("stated") or []}
    step = -(-len(later) // (most - 2))
    return sorted({*later[::step], later[-1], *(year for year in stated if year in later)})


def years_with_measures(data: Data) -> list[int]:
    """All years but the base year; that alone where there is no other."""
    years = [int(one) for one in data.get("years") or []]
    return years[1:] or years


def total(numbers: Iterable[float | None]) -> float:
    """The sum of the numbers that there are."""
    return fsum(one for one in numbers if one is not None)
