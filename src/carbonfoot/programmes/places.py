"""Where emissions come about: at the plants of members of a tier, with those who sell from outside, behind the gate.

What happens at the plant of an activity counts for the tier of the member that lists its document, the lowest where
several do. A document that nobody lists belongs to the documents that use it. All of it is linear in each state, so
that effects of measures are shared place by place as the totals are: Shapley values are additive.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import fsum
from typing import NamedTuple

from carbonfoot.programmes.model import KG_PER_TONNE, Worked
from carbonfoot.programmes.reading import Read
from carbonfoot.programmes.rows import Parts, together
from carbonfoot.programmes.sharing import NEGLIGIBLE, Group, shares
from carbonfoot.programmes.world import NOTHING, State, World

BOUGHT, BEYOND, UNTIERED = "bought", "beyond", "no tier"

Years = Mapping[int, float]


class Place(NamedTuple):
    """A place of emissions: the plants of members of a tier, or `kind` says what else.

    kind  tier, no tier (members without one), bought (from outside the programme), beyond (the gate: use, end of life)
    """

    kind: str
    tier: int | None


class Emitted(NamedTuple):
    """What comes about at a place, without and with measures, by year."""

    place: Place
    before: Years
    after: Years


class Placed(NamedTuple):
    """A programme by place.

    products  of each finished product by its number: kg CO2e per declared unit
    tonnes    t CO2e of all that leaves the programme
    avoided   t CO2e avoided at a place by the measures of members of a tier, in all that leaves
    missing   years that are not shown: a measure works on part of production, and orders were drawn
    """

    products: Mapping[int, tuple[Emitted, ...]]
    tonnes: tuple[Emitted, ...]
    avoided: Mapping[tuple[Place, int | None], Years]
    missing: tuple[int, ...]


def placed(worked: Worked, world: World, found: Read, groups: Sequence[Group]) -> Placed:
    """Emissions of a programme by place and year, and whose measures move them."""
    return _Placing(worked, world, found, groups).placed()


class _Placing:
    def __init__(self, worked: Worked, world: World, found: Read, groups: Sequence[Group]) -> None:
        self.worked = worked
        self.world = world
        self.grid = found.grid
        self.groups = [one for one in groups if one.dividends is not None]
        self.exact = len(self.groups) == len(groups)
        self.plants, self.of_file = _plants(worked, world, found)
        self.places = [*self.plants, Place(BOUGHT, None), Place(BEYOND, None)]
        self.made = [
            one for one in worked.products if one.finished or any(one.leaving(year) for year in worked.years)
        ]
        self.width = 1 + len(world.countries)
        self.known: dict[State, tuple[float, ...]] = {}

    def worth(self, state: State) -> tuple[float, ...]:
        """kg CO2e by product, place and part that follows a grid, one after the other."""
        if state not in self.known:
            files = [one.file for one in self.made]
            solved = self.world.placed(state, self._place_of, len(self.plants), files)
            self.known[state] = tuple(number for file in files for parts in solved[file] for number in parts)
        return self.known[state]

    def _place_of(self, key: str) -> int:
        return self.of_file.get(key.partition("\n")[0], 0)

    def placed(self) -> Placed:
        """All years."""
        worked = self.worked
        order = _order(worked)
        base = self.worth(NOTHING)
        working = frozenset(one.number for one in worked.measures if any(one.share.values()))
        dividends = [self._again(group, working) for group in self.groups] if self.exact else []
        levels: dict[tuple[int, int], list[tuple[float, float]]] = {}
        moved: dict[tuple[int, int | None, int], list[float]] = {}
        missing = []
        for year in worked.years:
            works = {one.number: one.share[year] for one in worked.measures}
            changes = shares(dividends, works, order, self.worth, 0).changes if dividends else {}
            state = frozenset(one for one, share in works.items() if share)
            if all(share in (0, 1) for share in works.values()):
                after = self.worth(state)
            elif self.exact:
                after = tuple(
                    fsum([number, *(one[at] for one in changes.values())]) for at, number in enumerate(base)
                )
            else:
                missing.append(year)
                continue
            ratios = {country: path[year] for country, path in self.grid.items()}
            for at, made in enumerate(self.made):
                leaving = made.leaving(year) / KG_PER_TONNE
                one, other = self._levels(base, at, ratios), self._levels(after, at, ratios)
                levels[made.number, year] = [*zip(one, other, strict=True)]
                if not leaving:
                    continue
                for number, change in changes.items():
                    tier = worked.members[worked.measures[number].member].tier
                    for place, kg in enumerate(self._levels(change, at, ratios)):
                        if abs(kg) > NEGLIGIBLE * worked.before[made.number, year]:
                            moved.setdefault((place, tier, year), []).append(-kg * leaving)
        years = [year for year in worked.years if year not in missing]
        return Placed(
            {
                made.number: self._table({year: levels[made.number, year] for year in years})
                for made in self.made
                if made.finished
            },
            self._tonnes(levels, years),
            self._avoided(moved, years) if self.exact else {},
            tuple(missing),
        )

    def _levels(
        self, numbers: Sequence[float], product: int, ratios: Years | Mapping[str, float]
    ) -> list[float]:
        size = len(self.places) * self.width
        own = numbers[product * size : (product + 1) * size]
        parts: list[Parts] = [tuple(own[at : at + self.width]) for at in range(0, size, self.width)]
        return [together(one, ratios, self.world.countries) for one in parts]  # type: ignore[arg-type]

    def _again(self, group: Group, working: State) -> Group:
        """The dividends of the same sets, place by place."""
        base = self.worth(NOTHING)
        found: dict[State, tuple[float, ...]] = {}
        for state in sorted(group.dividends or {}, key=lambda one: (len(one), sorted(one))):
            if not state <= working:
                continue
            less = [
                found[part]
                for size in range(1, len(state))
                for part in map(frozenset, combinations(sorted(state), size))
                if part in found
            ]
            found[state] = tuple(
                fsum([whole, -start, *(-one[at] for one in less)])
                for at, (whole, start) in enumerate(zip(self.worth(state), base, strict=True))
            )
        return Group(tuple(one for one in group.members if one in working), found)

    def _table(self, levels: Mapping[int, list[tuple[float, float]]]) -> tuple[Emitted, ...]:
        rows = [
            Emitted(
                place,
                {year: numbers[at][0] for year, numbers in levels.items()},
                {year: numbers[at][1] for year, numbers in levels.items()},
            )
            for at, place in enumerate(self.places)
        ]
        return tuple(one for one in rows if any(one.before.values()) or any(one.after.values()))

    def _tonnes(
        self, levels: Mapping[tuple[int, int], list[tuple[float, float]]], years: Sequence[int]
    ) -> tuple[Emitted, ...]:
        tonnes = {
            year: [
                (
                    fsum(levels[made.number, year][at][0] * made.leaving(year) for made in self.made)
                    / KG_PER_TONNE,
                    fsum(levels[made.number, year][at][1] * made.leaving(year) for made in self.made)
                    / KG_PER_TONNE,
                )
                for at in range(len(self.places))
            ]
            for year in years
        }
        return self._table(tonnes)

    def _avoided(
        self, moved: Mapping[tuple[int, int | None, int], list[float]], years: Sequence[int]
    ) -> dict[tuple[Place, int | None], Years]:
        pairs = sorted(
            {(place, tier) for place, tier, _ in moved}, key=lambda one: (one[0], one[1] is None, one[1] or 0)
        )
        return {
            (self.places[place], tier): {year: fsum(moved.get((place, tier, year), ())) for year in years}
            for place, tier in pairs
        }


def _order(worked: Worked) -> list[int] | None:
    attribution = worked.programme.attribution
    if attribution is None or attribution.method != "sequential":
        return None
    ids = {one.id: one.number for one in worked.measures}
    return [ids[id] for id in attribution.order or []]


def _plants(worked: Worked, world: World, found: Read) -> tuple[list[Place], dict[str, int]]:
    """Places of plants, and by display path the place of a document."""
    ranked: dict[str, tuple[bool, int]] = {}  # the lowest is the first
    for file, owners in found.owners.items():
        tiers = [worked.members[owner].tier for owner in owners]
        ranked[file] = min((tier is None, tier or 0) for tier in tiers)
    below = world.links()
    users: dict[str, set[str]] = {}
    for file, targets in below.items():
        for target in targets:
            users.setdefault(target, set()).add(file)
    waiting = [file for file in below if file not in ranked]
    while waiting:
        fresh = {}
        for file in waiting:
            known = [ranked[user] for user in users.get(file, ()) if user in ranked]
            if known:
                fresh[file] = min(known)
        if not fresh:
            break
        ranked.update(fresh)
        waiting = [file for file in waiting if file not in ranked]
    order = sorted(set(ranked.values()))
    places = [Place(UNTIERED, None) if none else Place("tier", tier) for none, tier in order]
    shown = world.shown()
    return places, {shown[file]: order.index(rank) for file, rank in ranked.items() if file in shown}
