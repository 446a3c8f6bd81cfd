"""Monte Carlo: totals of all demands in many draws, a block of draws at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from carbonfoot.engine.network import Network
from carbonfoot.engine.numbers import total
from carbonfoot.engine.solve import Plan
from carbonfoot.uncertainty import in_loops
from carbonfoot.uncertainty.correlation import Pairs
from carbonfoot.uncertainty.model import Model
from carbonfoot.uncertainty.prepared import Factors, Prepared, prepare
from carbonfoot.uncertainty.sampler import Sampler

if TYPE_CHECKING:
    from carbonfoot.uncertainty.in_loops import Marks
    from carbonfoot.uncertainty.keyed import Floats

WIDEST = 1024
NARROWEST = 16
BLOCK = 80_000_000
"""Bytes that a block of draws may take."""


class Draws(NamedTuple):
    """Totals by demand and draw.

    totals      a row a demand, a column a draw; infinite where a loop that the demand needs has no solution
    infeasible  loops that have no solution in some draws: members by number, and in how many draws
    """

    totals: Floats
    infeasible: list[tuple[list[int], int]]


def draw(
    model: Model,
    count: int,
    seed: int,
    demands: Sequence[int] | None = None,
    correlations: Pairs | None = None,
) -> Draws:
    """The totals of `count` draws.

    demands       which of those of the model; all when not given
    correlations  instead of those of the model: for two models that are drawn together, those of both

    8 bytes a draw and demand, and at most some tens of megabytes beside. Digits depend neither on threads nor on the
    order of activities, links, drivers or demands.
    Raises `UncertaintyError` and `LoopError` as `prepare` does.
    """
    import numpy as np

    ready = prepare(model)
    sampler = Sampler(model.drivers, model.correlations if correlations is None else correlations, seed)
    chosen = range(len(model.demands)) if demands is None else demands
    asked = [
        sorted(model.demands[one][1].items(), key=lambda pair: model.network.ids[pair[0]]) for one in chosen
    ]
    loops, needs = _loops(ready.plan), _needs(ready, asked)
    roots = sorted({index for demand in asked for index, _ in demand})
    totals = np.empty((len(asked), count))
    broken = [0] * len(loops)
    width = block_width(ready)
    for start in range(0, count, width):
        end = min(start + width, count)
        with np.errstate(over="ignore"):
            intensity, bad = _solve(ready, sampler.values(start, width), roots, width)
        for row, demand in zip(totals, asked, strict=True):
            found = total([amount * intensity[index] for index, amount in demand])
            row[start:end] = found if isinstance(found, float) else found[: end - start]
        for place, members in enumerate(loops):
            if members[0] in bad:
                marks = bad[members[0]][: end - start]
                broken[place] += int(marks.sum())
                for row, reached in zip(totals, needs, strict=True):
                    if place in reached:
                        row[start:end][marks] = np.inf
    return Draws(totals, [(members, times) for members, times in zip(loops, broken, strict=True) if times])


def block_width(ready: Prepared) -> int:
    """How many draws are solved together: a power of two, by the size of the model alone.

    Every block is computed whole, so that the numbers of draw k do not depend on how many are asked for.
    """
    numbers = len(ready.model.drivers) + 2 * len(ready.plan.steps) + sum(map(len, ready.links))
    width = WIDEST
    while width > NARROWEST and width * 8 * numbers > BLOCK:
        width //= 2
    return width


def _loops(plan: Plan) -> list[list[int]]:
    return [step.members for step in plan.steps if not isinstance(step, int)]


def _needs(ready: Prepared, asked: list[list[tuple[int, float]]]) -> list[set[int]]:
    """For each demand, the loops (by place among all) that it needs."""
    loop_of = {member: place for place, members in enumerate(_loops(ready.plan)) for member in members}
    below: dict[int, frozenset[int]] = {}
    for step in ready.plan.steps:
        members = [step] if isinstance(step, int) else step.members
        own = {loop_of[members[0]]} if members[0] in loop_of else set()
        for member in members:
            own.update(*(below[target] for target in ready.network.targets[member] if target in below))
        below.update(dict.fromkeys(members, frozenset(own)))
    return [set[int]().union(*(below[index] for index, _ in demand)) for demand in asked]


def _solve(
    ready: Prepared, values: list[Floats], roots: list[int], width: int
) -> tuple[list[Any], dict[int, Marks]]:
    """What one unit of each activity causes in each draw, and the draws in which loops have no solution."""
    amounts = [
        [_times(amount, factors, values) for amount, factors in zip(row, links, strict=True)]
        for row, links in zip(ready.network.amounts, ready.links, strict=True)
    ]
    direct = [
        total([_times(term, factors, values) for term, factors in row]) if row else 0.0 for row in ready.terms
    ]
    network = Network(ready.network.ids, ready.network.targets, amounts)
    return in_loops.solved(network, direct, roots, width)


def _times(stated: float, factors: Factors, values: list[Floats]) -> Any:
    """The stated number in each draw; a float where nothing moves it, as zero: such a link makes no loop."""
    if not factors or not stated:
        return stated
    found: Any = stated
    for one in factors:
        found = found * values[one] if one >= 0 else found / values[~one]
    return found
