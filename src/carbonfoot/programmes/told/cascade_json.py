"""Where it is emitted and whose measures move it, for programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from carbonfoot.programmes.model import Worked
from carbonfoot.programmes.moved import Moved
from carbonfoot.programmes.places import Emitted, Place, Placed
from carbonfoot.programmes.routes import Leg
from carbonfoot.quantities.numbers import round_digits


def by_place(rows: Iterable[Emitted]) -> list[dict[str, Any]]:
    """Every place by year."""
    return [{**_place(one.place), "before": _years(one.before), "after": _years(one.after)} for one in rows]


def by_tier(rows: Iterable[Emitted], worked: Worked) -> list[dict[str, Any]] | None:
    """Every place in the last year; None where that is not known."""
    year = worked.years[-1]
    found = [
        {**_place(one.place), "before": _r(one.before[year]), "after": _r(one.after[year])}
        for one in rows
        if year in one.before
    ]
    return found or None


def avoided_at(placed: Placed) -> list[dict[str, Any]]:
    """t CO2e avoided by where they would be emitted and the tier of who acts."""
    return [
        {**_place(place), "by_tier": tier, "avoided": _years(years)}
        for (place, tier), years in placed.avoided.items()
    ]


def moved_rows(rows: Iterable[Moved]) -> list[dict[str, Any]]:
    """Whose measures move whose footprint."""
    return [{"by": one.by, "footprint_of": one.of, "avoided": _years(one.avoided)} for one in rows]


def route_rows(legs: Iterable[Leg]) -> list[dict[str, Any]]:
    """The way of every tonne, leg by leg; years without any are left out."""
    return [
        {
            "by_tier": one.tier,
            "from_member": one.member or None,
            "from_product": one.source,
            "to_product": one.target,
            "avoided": _years(one.avoided),
            "added": _years(one.added),
        }
        for one in legs
    ]


def _place(place: Place) -> dict[str, Any]:
    return {"place": place.kind.replace(" ", "_"), "tier": place.tier}


def _years(numbers: Mapping[int, float]) -> dict[str, float]:
    return {str(year): _r(number) for year, number in numbers.items()}


def _r(number: float) -> float:
    return round_digits(number) + 0.0
