"""The way of every tonne: in where its measure acts, through what is made of that, out of the programme.

What a measure changes of a product comes from below, as much as the product takes of others times what those change, or it
enters there, since the measure acts on the documents of the product itself. Both add up to the change of the product, so
that what comes into a product of the programme also goes out of it: into others here, or out of the programme.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import fsum
from typing import NamedTuple

from carbonfoot.programmes.model import KG_PER_TONNE, Planned, Worked
from carbonfoot.programmes.reading import Read
from carbonfoot.programmes.sharing import NEGLIGIBLE
from carbonfoot.programmes.volumes import CLOSE, ROUNDS, needs
from carbonfoot.programmes.world import NOTHING, World

ROUNDING = 1e-9
"""Of what passes a product: less than this does not enter there."""

FAR = 3.0
"""How far measures that meet may move what a product takes of others."""

Amounts = Mapping[int, Mapping[int, float]]
"""By user and by what it takes, numbers of products: declared units of one in one of the other."""


class Leg(NamedTuple):
    """Tonnes CO2e from one place to the next.

    tier     of the member whose measures move them
    member   id of that member where they enter, else ""
    source   number of the product that they leave, None where they enter
    target   number of the product that they reach, None where they leave the programme
    avoided  by year; `added` those that a measure adds there. Neither is below zero but for the rounding of volumes.
    """

    tier: int | None
    member: str
    source: int | None
    target: int | None
    avoided: Mapping[int, float]
    added: Mapping[int, float]


_Key = tuple[int | None, str, int | None, int | None]


def routes(worked: Worked, world: World, found: Read) -> tuple[Leg, ...]:
    """All legs: into products, from product to product, out of the programme.

    Of all that leaves, `avoided` less `added` is what the programme avoids; of each tier, what its measures avoid.
    Measures that meet in a year are taken half before and half after each other in what products take of others, and
    brought to what the engine shared out to each product.
    """
    return _Routing(worked, world, found).legs()


class _Routing:
    def __init__(self, worked: Worked, world: World, found: Read) -> None:
        self.worked = worked
        self.world = world
        self.found = found
        self.number = {one.file: one.number for one in worked.products}
        self.acts = _acts(worked, world)
        self.taken: dict[frozenset[int], Amounts] = {}
        self.moves: dict[
            int, dict[int, dict[int, float]]
        ] = {}  # by measure and year: kg per unit, by product
        for (measure, product, year), change in worked.changes.items():
            self.moves.setdefault(measure, {}).setdefault(year, {})[product] = change
        self.sums: dict[_Key, tuple[dict[int, list[float]], dict[int, list[float]]]] = {}

    def legs(self) -> tuple[Leg, ...]:
        """Legs in the order of products, those that enter first."""
        for year in self.worked.years:
            amounts = self._amounts(year)
            for measure in self.worked.measures:
                changes = self.moves.get(measure.number, {}).get(year)
                if changes:
                    self._add(measure, year, changes, amounts)
        last = len(self.worked.products)
        order = sorted(
            self.sums,
            key=lambda one: (
                one[2] is not None, one[3] is None, -1 if one[2] is None else one[2],
                last if one[3] is None else one[3], one[0] is None, one[0] or 0, one[1],
            ),
        )  # fmt: skip
        return tuple(
            Leg(*key, *({year: fsum(parts) for year, parts in one.items()} for one in self.sums[key]))
            for key in order
        )

    def _amounts(self, year: int) -> Amounts:
        """What products take of each other in a year: the mean of without and with the measures of the year."""
        works = frozenset(one.number for one in self.worked.measures if one.share[year])
        drawing = frozenset(one for one in works if self.world.draws(one))
        if drawing not in self.taken:
            states = [NOTHING] if not drawing else [NOTHING, works]
            given = [needs(self.world, self.found.products, state) for state in states]
            mean: dict[int, dict[int, float]] = {}
            for one in given:
                for user, its in one.items():
                    of = mean.setdefault(self.number[user], {})
                    for taken, amount in its.items():
                        of[self.number[taken]] = of.get(self.number[taken], 0.0) + amount / len(given)
            self.taken[drawing] = mean
        return self.taken[drawing]

    def _add(self, measure: Planned, year: int, changes: Mapping[int, float], amounts: Amounts) -> None:
        links, enters = self._shares(measure.number, year, changes, amounts)
        order = _from_below(links, {*changes, *links})
        down = _carried(order, links, {one: max(-kg, 0.0) for one, kg in enters.items()})
        up = _carried(order, links, {one: max(kg, 0.0) for one, kg in enters.items()})
        out = {one: self.worked.products[one].leaving(year) / KG_PER_TONNE for one in order}
        units = _needed(order, links, out)
        tier = self.worked.members[measure.member].tier
        for one in order:
            kg, many = enters.get(one, 0.0), units[one]
            self._sum((tier, measure.member, None, one), year, max(-kg, 0.0) * many, max(kg, 0.0) * many)
            self._sum((tier, "", one, None), year, down[one] * out[one], up[one] * out[one])
            for part, amount in links.get(one, {}).items():
                self._sum((tier, "", part, one), year, amount * many * down[part], amount * many * up[part])

    def _sum(self, key: _Key, year: int, avoided: float, added: float) -> None:
        for at, tonnes in ((0, avoided), (1, added)):
            if tonnes:
                self.sums.setdefault(key, ({}, {}))[at].setdefault(year, []).append(tonnes)

    def _shares(
        self, measure: int, year: int, changes: Mapping[int, float], amounts: Amounts
    ) -> tuple[dict[int, dict[int, float]], dict[int, float]]:
        """Of each product that a measure moves, what it takes of others, and the kg per unit that enter there."""
        acting = self.acts.get(measure, frozenset())
        links: dict[int, dict[int, float]] = {}
        enters: dict[int, float] = {}
        for product in range(len(self.worked.products)):
            change = changes.get(product, 0.0)
            taken = {one: amount for one, amount in amounts.get(product, {}).items() if changes.get(one)}
            if not change and not taken:
                continue
            terms = [amount * changes[one] for one, amount in taken.items()]
            below, most = fsum(terms), fsum([abs(change), *map(abs, terms)])
            own = change - below
            if product not in acting:
                if max(map(abs, terms), default=0.0) <= NEGLIGIBLE * abs(self.worked.before[product, year]):
                    taken, own = {}, change  # left out of the changes of the product as nothing
                elif below and 1 / FAR <= change / below <= FAR:
                    taken = {one: amount * (change / below) for one, amount in taken.items()}
                    own = 0.0
            if taken:
                links[product] = taken
            if abs(own) > ROUNDING * most:
                enters[product] = own
        return links, enters


def _acts(worked: Worked, world: World) -> dict[int, frozenset[int]]:
    """By measure, the products on whose documents it acts: their own, and what they need that is no product itself."""
    below = world.links()
    products = {one.file: one.number for one in worked.products}
    found: dict[int, set[int]] = {}
    for file, number in products.items():
        seen, waiting = {file}, [file]
        while waiting:
            fresh = below.get(waiting.pop(), set()) - seen - products.keys()
            seen |= fresh
            waiting += fresh
        for one in seen:
            for measure in world.touching.get(one, ()):
                found.setdefault(measure, set()).add(number)
    return {measure: frozenset(numbers) for measure, numbers in found.items()}


def _from_below(links: Amounts, products: set[int]) -> list[int]:
    """Products behind all that they take; those that take of each other in the order of their numbers."""
    order: list[int] = []
    waiting = sorted(products | {part for taken in links.values() for part in taken})
    while waiting:
        ready = [one for one in waiting if not any(part in waiting for part in links.get(one, ()))]
        ready = ready or waiting
        order += ready
        waiting = [one for one in waiting if one not in ready]
    return order


def _carried(order: Sequence[int], links: Amounts, enters: Mapping[int, float]) -> dict[int, float]:
    """kg in one unit of each product: what enters there and what comes with what it takes."""
    return _rounds(
        order,
        lambda one, found: fsum(
            [enters.get(one, 0.0), *(amount * found[part] for part, amount in links.get(one, {}).items())]
        ),
    )


def _needed(order: Sequence[int], links: Amounts, out: Mapping[int, float]) -> dict[int, float]:
    """Units of each product that leave the programme, in themselves and in others."""
    users: dict[int, list[tuple[int, float]]] = {}
    for user, taken in links.items():
        for part, amount in taken.items():
            users.setdefault(part, []).append((user, amount))
    return _rounds(
        order[::-1],
        lambda one, found: fsum([out[one], *(found[user] * amount for user, amount in users.get(one, ()))]),
    )


def _rounds(order: Sequence[int], of: Callable[[int, Mapping[int, float]], float]) -> dict[int, float]:
    """One round where no two products need each other; else so many until they stay as they are."""
    found = dict.fromkeys(order, 0.0)
    for _ in range(ROUNDS):
        same = True
        for one in order:
            number = of(one, found)
            same = same and abs(number - found[one]) <= CLOSE * abs(number)
            found[one] = number
        if same:
            break
    return found
