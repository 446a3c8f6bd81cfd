"""Monte Carlo: totals of all demands in many draws, a block of draws at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from carbonfoot.engine import blocks, solve
from carbonfoot.engine.blocks import Block
from carbonfoot.engine.network import Network
from carbonfoot.engine.solve import Plan
from carbonfoot.uncertainty import in_loops
from carbonfoot.uncertainty.correlation import Pairs
from carbonfoot.uncertainty.keyed import STEP
from carbonfoot.uncertainty.model import Model
from carbonfoot.uncertainty.prepared import Factors, Prepared, prepare
from carbonfoot.uncertainty.sampler import Sampler

if TYPE_CHECKING:
    from carbonfoot.uncertainty.in_loops import Marks
    from carbonfoot.uncertainty.keyed import Floats

WIDEST = 1024
NARROWEST = 16
BLOCK = 80_000_000
"""Bytes that a block of draws may take: its width follows, and no result depends on it."""


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

    8 bytes a draw and demand, and at most some tens of megabytes beside. Digits depend on neither block width nor threads, nor on
    the order of activities, links, drivers or demands.
    Raises `UncertaintyError` and `LoopError` as `prepare` does.
    """
    import numpy as np

    ready = prepare(model)
    sampler = Sampler(model.drivers, model.correlations if correlations is None else correlations, seed)
    chosen = range(len(model.demands)) if demands is None else demands
    asked = [
        sorted(model.demands[one][1].items(), key=lambda pair: model.network.ids[pair[0]]) for one in chosen
    ]
    needs = _needs(ready, asked)
    totals = np.empty((len(asked), count))
    broken: dict[int, int] = {}
    width = block_width(ready)
    for start in range(0, count, width):
        end = min(start + width, count)
        with np.errstate(over="ignore"):
            intensity, bad = _solve(ready, sampler.values(start, end - start), end - start)
        for row, demand, reached in zip(totals, asked, needs, strict=True):
            row[start:end] = blocks.total([amount * intensity[index] for index, amount in demand])
            for step, marks in bad.items():
                if step in reached:
                    row[start:end][marks] = np.inf
        for step, marks in bad.items():
            broken[step] = broken.get(step, 0) + int(marks.sum())
    loops = [(step.members, broken[place]) for place, step in _loops(ready.plan) if place in broken]
    return Draws(totals, loops)


def block_width(ready: Prepared) -> int:
    """How many draws are solved together."""
    numbers = len(ready.model.drivers) + 2 * len(ready.plan.steps) + sum(map(len, ready.links))
    return max(NARROWEST, min(WIDEST, BLOCK // (8 * (numbers + 1)) // STEP * STEP))


def _loops(plan: Plan) -> Iterator[tuple[int, Block]]:
    return ((place, step) for place, step in enumerate(plan.steps) if not isinstance(step, int))


def _needs(ready: Prepared, asked: list[list[tuple[int, float]]]) -> list[set[int]]:
    """For each demand, the loops (by place in the plan) that it needs."""
    loop_of = {member: place for place, step in _loops(ready.plan) for member in step.members}
    below: dict[int, frozenset[int]] = {}
    for place, step in enumerate(ready.plan.steps):
        members = [step] if isinstance(step, int) else step.members
        own = {place} if members[0] in loop_of else set()
        for member in members:
            own.update(*(below[target] for target in ready.network.targets[member] if target in below))
        below.update(dict.fromkeys(members, frozenset(own)))
    return [set[int]().union(*(below[index] for index, _ in demand)) for demand in asked]


def _solve(ready: Prepared, values: list[Floats], width: int) -> tuple[list[Any], dict[int, Marks]]:
    """What one unit of each activity causes in each draw, and the draws in which loops have no solution."""
    amounts = [
        [_times(amount, factors, values) for amount, factors in zip(row, links, strict=True)]
        for row, links in zip(ready.network.amounts, ready.links, strict=True)
    ]
    direct = [
        blocks.total([_times(term, factors, values) for term, factors in row]) if row else 0.0
        for row in ready.terms
    ]
    network = Network(ready.network.ids, ready.network.targets, amounts)
    steps: list[int | Block] = []
    loop: dict[int, Block] = {}
    bad: dict[int, Marks] = {}
    for place, step in enumerate(ready.plan.steps):
        if isinstance(step, int):
            steps.append(step)
            continue
        found, marks = in_loops.factorise(network, step, width)
        steps.append(found)
        loop.update(dict.fromkeys(found.members, found))
        if marks is not None:
            bad[place] = marks
            inside = set(found.members)
            for member in found.members:
                amounts[member] = [
                    amount if target not in inside else _zero(amount, marks)
                    for target, amount in zip(network.targets[member], amounts[member], strict=True)
                ]
    return solve.adjoint(Plan(network, steps, loop), direct), bad


def _zero(amount: Any, marks: Marks) -> Any:
    import numpy as np

    return np.where(marks, 0.0, amount)


def _times(stated: float, factors: Factors, values: list[Floats]) -> Any:
    """The stated number in each draw; a float where nothing moves it."""
    if not factors:
        return stated
    found: Any = stated
    for one in factors:
        found = found * values[one] if one >= 0 else found / values[~one]
    return found
