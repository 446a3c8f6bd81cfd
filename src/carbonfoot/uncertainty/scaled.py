"""A model with each driver at a number of its own: what it gives there, and how it changes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from math import fsum
from typing import NamedTuple

from carbonfoot.engine import solve
from carbonfoot.engine.network import Network
from carbonfoot.engine.solve import Plan
from carbonfoot.uncertainty.model import Model


class Point(NamedTuple):
    """A model with numbers put in, and solved.

    amounts    of each link
    terms      of each activity
    plan       order and loops
    intensity  kg CO2e that one unit of each activity causes
    """

    amounts: list[list[float]]
    terms: list[list[float]]
    plan: Plan
    intensity: list[float]


def at(
    model: Model,
    multiplied: Sequence[float] | None = None,
    divided: Sequence[float] | None = None,
    roots: list[int] | None = None,
    like: Point | None = None,
) -> Point:
    """The model with its drivers at `multiplied`, stated numbers (1.0) when not given; solved for what `roots` reach.

    divided  what a place that a driver divides is multiplied by; 1 / `multiplied` when not given
    like     the same model at its stated numbers, for the same roots: without loops its order of solution holds here too
    Raises `LoopError` for a loop without a solution there.
    """
    if multiplied is None:
        amounts, terms = model.network.amounts, model.terms
    else:
        below = [1 / one if one else 0.0 for one in multiplied] if divided is None else divided
        amounts = _scaled(model.network.amounts, model.on_links, multiplied, below)
        terms = _scaled(model.terms, model.on_terms, multiplied, below)
    network = Network(model.network.ids, model.network.targets, amounts)
    steps = None if like is None or like.plan.loop else like.plan.steps
    plan = solve.plan(network, roots) if steps is None else Plan(network, steps, {})
    return Point(amounts, terms, plan, solve.adjoint(plan, [fsum(row) for row in terms]))


def _scaled(
    rows: list[list[float]],
    drivers: list[list[tuple[int, ...]]],
    multiplied: Sequence[float],
    divided: Sequence[float],
) -> list[list[float]]:
    found = []
    for row, places in zip(rows, drivers, strict=True):
        moved = []
        for number, factors in zip(row, places, strict=True):
            for one in factors:
                number *= multiplied[one] if one >= 0 else divided[~one]  # noqa: PLW2901
            moved.append(number)
        found.append(moved)
    return found


def total(point: Point, demand: dict[int, float]) -> float:
    """kg CO2e of a demand."""
    return fsum(amount * point.intensity[index] for index, amount in demand.items())


class Slopes(NamedTuple):
    """How the total of a demand moves.

    by_driver  for each driver that the demand meets, d total / d ln driver, kg CO2e: exact, through loops too
    one_way    whether all links and terms add to the total or all take from it: no credit stands against a burden
    """

    by_driver: dict[int, float]
    one_way: bool


def slopes(model: Model, point: Point, demand: dict[int, float]) -> Slopes:
    """Slopes to all drivers that a demand meets, from one forward solve.

    Sum over the places of a driver of level * amount * intensity of the supplier (a link) or level * term; minus that
    where it divides.
    """
    levels = solve.forward(point.plan, demand)
    found: list[list[float]] = [[] for _ in model.drivers]
    least = most = 0.0
    for index, level in enumerate(levels):
        if not level:
            continue
        links, terms = point.amounts[index], point.terms[index]
        targets = model.network.targets[index]
        parts = [
            level * amount * point.intensity[target] for target, amount in zip(targets, links, strict=True)
        ]
        parts += [level * term for term in terms]
        if not parts:
            continue
        least, most = min(least, min(parts)), max(most, max(parts))  # noqa: PLW3301
        for part, factors in zip(parts, chain(model.on_links[index], model.on_terms[index]), strict=True):
            for one in factors:
                if one >= 0:
                    found[one].append(part)
                else:
                    found[~one].append(-part)
    by_driver = {one: fsum(parts) for one, parts in enumerate(found) if parts}
    return Slopes(by_driver, least == 0 or most == 0)
