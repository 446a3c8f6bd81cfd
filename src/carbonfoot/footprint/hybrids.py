"""Product systems between two others: some causes as in the one, the rest as in the other, solved anew each time."""

from __future__ import annotations

from math import fsum
from typing import NamedTuple

from carbonfoot.engine.loops import LoopError
from carbonfoot.engine.network import Network
from carbonfoot.engine.solve import adjoint, plan
from carbonfoot.footprint.measures import Line

OF_THE_NETWORK = ("quantities", "yields", "structure", "allocation")
"""Causes that can make a loop use more than it makes, each harmless by itself."""


class Union(NamedTuple):
    """Two systems laid over each other, for one base unit of the product.

    lines  of every pair of activities, the product first
    ids    a name for each
    grave  whether later stages count, on each side
    """

    lines: list[list[Line]]
    ids: list[str]
    grave: tuple[bool, bool]


class Hybrid(NamedTuple):
    """One system between the two, for one base unit of each product.

    own        for each pair of activities and line: kg CO2e without what it draws on
    taken      for each pair and line: the activity it draws on and how much of it; -1 for none
    intensity  kg CO2e of each activity up to its gate
    """

    own: list[list[float]]
    taken: list[list[tuple[int, float]]]
    intensity: list[float]

    def total(self, at: int, line: int) -> float:
        """kg CO2e of a line with all that stands behind it."""
        link, amount = self.taken[at][line]
        return self.own[at][line] + (amount * self.intensity[link] if link >= 0 else 0.0)


def solved(union: Union, changed: frozenset[str]) -> Hybrid:
    """The system with `changed` causes as in the second and all others as in the first. Raises `LoopError`."""
    own: list[list[float]] = []
    taken: list[list[tuple[int, float]]] = []
    targets, amounts, direct = [], [], []
    for at, lines in enumerate(union.lines):
        numbers = [_read(line, changed) for line in lines]
        counts = union.grave["boundary" in changed] and at == 0
        own.append(
            [
                one if counts or not line.later else 0.0
                for line, (one, _, _) in zip(lines, numbers, strict=True)
            ]
        )
        taken.append(
            [
                (link, amount if counts or not line.later else 0.0)
                for line, (_, link, amount) in zip(lines, numbers, strict=True)
            ]
        )
        gate = [numbers[place] for place, line in enumerate(lines) if not line.later]
        direct.append(fsum(one for one, _, _ in gate))
        links = [(link, amount) for _, link, amount in gate if link >= 0 and amount]
        targets.append([link for link, _ in links])
        amounts.append([amount for _, amount in links])
    roots = [0, *sorted({link for link, _ in taken[0] if link > 0})]
    way = plan(Network(union.ids, targets, amounts), roots)
    return Hybrid(own, taken, adjoint(way, direct))


def _read(line: Line, changed: frozenset[str]) -> tuple[float, int, float]:
    """kg CO2e of a line itself, the activity it draws on, and how much of it."""
    gwp_set = "gwp_set" in changed
    if line.whole:
        side = line.comes_by in changed if line.comes_by else line.numbers[0] is None
        numbers = line.numbers[side]
        if numbers is None:
            return 0.0, -1, 0.0
        times = numbers.size * numbers.scale * numbers.allocated
        return times * numbers.factor[gwp_set], line.link[side], times * numbers.taken
    one, other = line.numbers
    assert one is not None and other is not None  # noqa: PT018, S101

    amounts = other if "quantities" in changed else one
    scale = (other if "yields" in changed else one).scale
    allocated = (other if "allocation" in changed else one).allocated
    factor = (other if line.factor_by in changed else one).factor[gwp_set]
    times = amounts.size * scale * allocated
    return times * factor, line.link[0], times * amounts.taken


def between(union: Union, causes: list[str]) -> tuple[list[frozenset[str]], list[Hybrid]]:
    """The players, and a system for every set of them.

    Each cause is a player of its own, but where the amounts of one side and the yields of the other would make a loop that
    uses more than it makes: then the causes that act on the network are one player.
    """
    players = [frozenset([cause]) for cause in causes]
    try:
        return players, _every(union, players)
    except LoopError:
        joined = frozenset(cause for cause in causes if cause in OF_THE_NETWORK)
        players = [joined, *(one for one in players if not one <= joined)]
        return players, _every(union, players)


def _every(union: Union, players: list[frozenset[str]]) -> list[Hybrid]:
    found = []
    for members in range(1 << len(players)):
        chosen = [player for place, player in enumerate(players) if members >> place & 1]
        found.append(solved(union, frozenset[str]().union(*chosen)))
    return found
