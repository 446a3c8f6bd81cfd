"""Lines of documents as numbers: what one activity emits itself, and what it takes of others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import fsum
from typing import NamedTuple

from carbonfoot.footprint.contributions import at_own_plant
from carbonfoot.system.model import BEYOND_GATE, Activity, Flow, Source

GRID = "electricity/grid"
FOLLOWING = frozenset({"direct", "losses"})
"""Parts of a record that follow what a grid emits; what comes before (upstream) stays as it is."""

Parts = tuple[float, ...]
"""kg CO2e that stay, then those that follow the grid of each country with a path, in the order of the countries."""


class Row(NamedTuple):
    """One reference of an activity: own emissions and links up to the gate, and those beyond it.

    links   key of what it takes, and how many references of that
    beyond  the same of what comes behind the gate, for a product whose boundary goes on
    bought  of `direct`, what does not happen at the plant of the activity
    """

    direct: Parts
    links: tuple[tuple[str, float], ...]
    beyond: Parts = ()
    beyond_links: tuple[tuple[str, float], ...] = ()
    bought: Parts = ()


def row_of(activity: Activity, keys: list[str], countries: tuple[str, ...]) -> Row:
    """The numbers of an activity; `keys` are those of all activities of its system."""
    inside = [flow for flow in activity.flows if flow.stage not in BEYOND_GATE]
    outside = [flow for flow in activity.flows if flow.stage in BEYOND_GATE]
    return Row(
        _direct(inside, countries),
        _links(inside, keys),
        _direct(outside, countries),
        _links(outside, keys),
        _direct(inside, countries, bought=True),
    )


def _links(flows: Iterable[Flow], keys: list[str]) -> tuple[tuple[str, float], ...]:
    return tuple(
        (keys[flow.link], flow.multiplier * flow.link_number)
        for flow in flows
        if flow.link >= 0 and flow.multiplier * flow.link_number
    )


def _direct(flows: list[Flow], countries: tuple[str, ...], *, bought: bool = False) -> Parts:
    """What flows cause; with `bought` only what does not happen at the plant itself."""
    parts: list[list[float]] = [[] for _ in range(1 + len(countries))]
    for flow in flows:
        for source in flow.sources:
            if bought and at_own_plant(flow, source):
                continue
            found = flow.multiplier * source.number * source.share * source.vector.co2e
            parts[_follows(flow, source, countries)].append(found)
    return tuple(map(fsum, parts))


def _follows(flow: Flow, source: Source, countries: tuple[str, ...]) -> int:
    """The place among the parts of a row to which a source counts."""
    if not countries or not is_grid(source):
        return 0
    country = flow.country.split("-", maxsplit=1)[0]
    return 1 + countries.index(country) if country in countries else 0


def is_grid(source: Source) -> bool:
    """Whether a source is electricity of the grid, generation or losses; one with all that comes before it is none."""
    record = source.record
    return record is not None and record.item == GRID and FOLLOWING.issuperset(source.parts)


def together(parts: Parts, ratios: Mapping[str, float], countries: tuple[str, ...]) -> float:
    """kg CO2e of a year whose grids emit so much of what they did in the base year."""
    return fsum([parts[0], *(parts[1 + at] * ratios[country] for at, country in enumerate(countries))])
