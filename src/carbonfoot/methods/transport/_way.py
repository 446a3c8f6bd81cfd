"""How far: a distance that is stated, or the great circle between two places."""

from __future__ import annotations

import math
import re

from carbonfoot.documents.shape import Shape, choice, optional
from carbonfoot.methods.factored import Factored, clash, lacking
from carbonfoot.methods.needs import WORD, number, share
from carbonfoot.methods.terms import Path
from carbonfoot.methods.work import Work

_PLACE = re.compile(r"([-+]?\d+(?:\.\d+)?)\s*°?\s*([NS]?)\s*[,; ]\s*([-+]?\d+(?:\.\d+)?)\s*°?\s*([EW]?)")
_MOST = (90.0, 180.0)


class Way(Shape):
    """A distance, or the two places between which it lies."""

    distance = optional(number("km", above_zero=True), "How far.", "180 km")
    start = optional(
        WORD, "Instead of `distance`: latitude and longitude of the origin.", "37.46, 126.44", key="from"
    )
    end = optional(WORD, "Latitude and longitude of the destination.", "50.03, 8.57", key="to")
    distance_kind = optional(
        choice("actual", "shortest-feasible", "great-circle"),
        "Which distance it is; the great circle where it is worked out from places.",
        "shortest-feasible",
    )
    distance_adjustment = optional(
        share(low=1.0, high=None),
        "Distance adjustment factor: the distance that the emission factor is stated for, over this one.",
        "1.05",
    )


def kilometres(work: Work, way: Way, below: Path = ()) -> tuple[float, str]:
    """The distance with its adjustment, and how it came about. Raises `Refused`."""
    if way.start is None and way.end is None:
        if way.distance is None:
            raise lacking(work, "distance", "state `distance: 180 km`, or `from:` and `to:`", below)
        km, how = way.distance, f"{way.distance:g} km"
    else:
        clash(work, way, "distance", "from", below)
        km = between(work, way.start, way.end, below)
        how = f"{km:.6g} km on the great circle"
        if way.distance_kind not in (None, "great-circle"):
            message = f"`distance_kind: {way.distance_kind}` beside places, between which only the great circle is known"
            work.refuse("CF106", message, (*below, "distance_kind"), "state the distance, or leave this out")
    if way.distance_adjustment is not None:
        if way.distance_kind == "actual":
            message = "the distance is the one that was driven: there is nothing to adjust"
            work.refuse("CF106", message, (*below, "distance_adjustment"), "leave it out")
        km, how = km * way.distance_adjustment, f"{how} x {way.distance_adjustment:g}"
    return km, how


def between(work: Work, start: str | None, end: str | None, below: Path = ()) -> float:
    """km between two places on the great circle. Raises `Refused` for what is no place."""
    for key, value in (("from", start), ("to", end)):
        if value is None:
            raise lacking(work, key, f"add `{key}: 37.46, 126.44`, latitude and longitude", below)
    one, other = place(work, start or "", (*below, "from")), place(work, end or "", (*below, "to"))
    found = great_circle(one, other, work.constant("earth-radius"))
    if found == 0:
        raise work.refuse("CF208", "both places are the same", (*below, "to"), "state the distance instead")
    work.found("great circle distance", found, "km", "computed")
    return found


def place(work: Work, text: str, at: Path) -> tuple[float, float]:
    """Latitude and longitude in degrees, north and east positive: `37.46, 126.44`, `33.9 S 151.2 E`."""
    match = _PLACE.fullmatch(text.strip())
    if match is None:
        help = "write latitude and longitude in degrees, such as `37.46, 126.44` or `33.95 S, 151.18 E`"
        raise work.refuse("CF201", f"`{text}` is not a place", at, help)
    found = []
    for value, letter, most in ((match[1], match[2], _MOST[0]), (match[3], match[4], _MOST[1])):
        degrees = float(value)
        if abs(degrees) > most or (letter and degrees < 0):
            message = f"`{value}{letter}` is no {'latitude' if most == _MOST[0] else 'longitude'}"
            raise work.refuse("CF208", message, at, "latitude comes first, from -90 to 90, then longitude")
        found.append(-degrees if letter in ("S", "W") else degrees)
    return found[0], found[1]


def great_circle(one: tuple[float, float], other: tuple[float, float], radius: float) -> float:
    """Distance on a sphere, in the unit of its radius, by the haversine formula."""
    a, b = math.radians(one[0]), math.radians(other[0])
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other[1] - one[1]) / 2) ** 2
    return 2 * radius * math.asin(min(1.0, math.sqrt(half)))


UPLIFTED = "desnz-"
"""Packs whose factors of aircraft hold the detour already (sheet Business travel - air: 8 %)."""


def detour_once(work: Work, way: Way, used: Factored, item: str, below: Path = ()) -> None:
    """Refuse a detour that the factor of an aircraft holds already."""
    if way.distance_adjustment is None or used.emission_factor is not None:
        return
    if not item.startswith(("freight/air", "travel/air")):
        return
    named = work.library.record(used.record) if used.record else None
    records = [named] if named is not None else work.library.records(item)
    if any(one.pack.startswith(UPLIFTED) for one in records):
        message = f"the factors of `{item}` hold the detour of aircraft already (8 % on the great circle)"
        work.refuse("CF106", message, (*below, "distance_adjustment"), "leave it out")
