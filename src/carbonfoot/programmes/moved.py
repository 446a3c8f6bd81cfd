"""Whose footprint moved because of whose measure."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum
from typing import NamedTuple

from carbonfoot.programmes.model import KG_PER_TONNE, Worked
from carbonfoot.programmes.reading import Read
from carbonfoot.programmes.volumes import needs
from carbonfoot.programmes.world import World


class Moved(NamedTuple):
    """t CO2e a year by which the footprints of what a member makes are lower by the measures of another, or its own.

    What a member makes is counted as it leaves it: not again in its other products that it goes into. A tonne counts
    once for every member that it passes on its way up, so that these do not add up to what the programme avoids.

    parts  the same by measure and product, by their numbers
    """

    by: str
    of: str
    avoided: Mapping[int, float]
    parts: Mapping[tuple[int, int], Mapping[int, float]]


def moved(worked: Worked, world: World, found: Read) -> tuple[Moved, ...]:
    """Every pair of members of which one moves the other, the largest of the last year first."""
    taken = needs(world, found.products)
    owner = {one.file: one.member for one in worked.products}
    leaving: dict[tuple[int, int], float] = {}
    for made in worked.products:
        own = [
            (user, its[made.file])
            for user, its in taken.items()
            if made.file in its and owner[user] == made.member
        ]
        volumes = {one.file: one.volume for one in worked.products}
        for year in worked.years:
            kept = fsum(volumes[user][year] * amount for user, amount in own)
            leaving[made.number, year] = max(made.volume[year] - kept, 0.0) / KG_PER_TONNE
    parts: dict[tuple[str, str], dict[tuple[int, int], dict[int, float]]] = {}
    for (measure, product, year), change in worked.changes.items():
        tonnes = -change * leaving[product, year]
        if tonnes:
            pair = worked.measures[measure].member, worked.products[product].member
            parts.setdefault(pair, {}).setdefault((measure, product), {})[year] = tonnes
    last = worked.years[-1]
    rows = [
        Moved(
            by,
            of,
            {year: fsum(one.get(year, 0.0) for one in its.values()) for year in worked.years},
            its,
        )
        for (by, of), its in parts.items()
    ]
    return tuple(sorted(rows, key=lambda one: (-abs(one.avoided[last]), one.by, one.of)))
