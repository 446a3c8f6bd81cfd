"""Adjoint and forward solve of a whole network: one sweep, small blocks for loops."""

from __future__ import annotations

from collections.abc import Iterable
from math import fsum
from operator import mul
from typing import NamedTuple

from carbonfoot.engine.blocks import Block
from carbonfoot.engine.loops import LoopError
from carbonfoot.engine.network import Network, Number, components, order
from carbonfoot.engine.numbers import total


class Plan(NamedTuple):
    """A network in the order of its solution: single activities and factorised loops, suppliers before users.

    steps  an activity by its number, or a loop
    loop   for each activity in a loop, the loop
    """

    network: Network
    steps: list[int | Block]
    loop: dict[int, Block]


def plan(network: Network, roots: list[int] | None = None) -> Plan:
    """The order of solution for all that `roots` reach. Raises `LoopError` for a loop that uses as much as it makes."""
    steps: list[int | Block] = []
    loop: dict[int, Block] = {}
    targets = network.targets
    for one in order(_linked(network), roots):
        if isinstance(one, int):
            if one not in targets[one]:
                steps.append(one)
                continue
            one = [one]  # noqa: PLW2901
        found = Block(network, one)
        steps.append(found)
        loop.update(dict.fromkeys(one, found))
    return Plan(network, steps, loop)


def faults(network: Network) -> list[LoopError]:
    """What is wrong with every loop that `plan` refuses, not only with the first it meets."""
    found = []
    for members in components(_linked(network)):
        if len(members) > 1 or members[0] in network.targets[members[0]]:
            try:
                Block(network, members)
            except LoopError as error:
                found.append(error.with_traceback(None))
    return found


def adjoint(way: Plan, direct: list[Number]) -> list[Number]:
    """x_i = direct_i + sum_j a_ij x_j: what one unit of each activity causes, all that it needs included.

    `direct`: what one unit of each activity causes itself. Activities that the plan does not reach stay 0.0.
    Raises `LoopError` where a loop leaves no digits.
    """
    targets, amounts = way.network.targets, way.network.amounts
    found: list[Number] = [0.0] * len(direct)
    take = found.__getitem__
    for step in way.steps:
        if isinstance(step, int):
            row = targets[step]
            found[step] = (
                _sum([direct[step], *map(mul, amounts[step], map(take, row))]) if row else direct[step]
            )
            continue
        inside = step.place
        right = [
            _sum(
                [
                    direct[member],
                    *(
                        amount * found[target]
                        for target, amount in zip(targets[member], amounts[member], strict=True)
                        if target not in inside
                    ),
                ]
            )
            for member in step.members
        ]
        for member, number in zip(step.members, step.adjoint(right), strict=True):
            found[member] = number
    return found


def forward(way: Plan, demand: dict[int, Number]) -> list[Number]:
    """y_j = demand_j + sum_i y_i a_ij: how many units of each activity the demand needs.

    Raises `LoopError` where a loop leaves no digits.
    """
    targets, amounts = way.network.targets, way.network.amounts
    needed: list[list[Number]] = [[] for _ in targets]
    for index, number in demand.items():
        needed[index].append(number)
    found: list[Number] = [0.0] * len(targets)
    for step in reversed(way.steps):
        if isinstance(step, int):
            members, levels = [step], [_sum(needed[step]) if needed[step] else 0.0]
            inside = {}
        else:
            members = step.members
            inside = step.place
            levels = step.forward([_sum(needed[one]) if needed[one] else 0.0 for one in members])
        for member, level in zip(members, levels, strict=True):
            found[member] = level
            if isinstance(level, float) and level == 0.0:
                continue
            for target, amount in zip(targets[member], amounts[member], strict=True):
                if target not in inside:
                    needed[target].append(level * amount)
    return found


def returns(way: Plan, members: Iterable[int] | None = None) -> list[Number]:
    """How many units of each activity are made for one that leaves its loop; 1.0 outside of loops.

    The total that disappears when an activity is taken out of a network is `level * intensity / returns`: the way back
    through a loop is counted once (hypothetical extraction). `members` are the activities asked for (all, when not
    given): each one of a loop costs a solve of it, and those not asked for stay 1.0.
    """
    found: list[Number] = [1.0] * len(way.network)
    for member in way.loop if members is None else members:
        if member in way.loop:
            found[member] = way.loop[member].diagonal(member)
    return found


def _linked(network: Network) -> list[list[int]]:
    """The targets without links of zero: they make no loop."""
    targets, amounts = network.targets, network.amounts
    none = [one for one, row in enumerate(amounts) if any(isinstance(n, float) and n == 0.0 for n in row)]
    if none:
        targets = [*targets]
        for one in none:
            pairs = zip(targets[one], amounts[one], strict=True)
            targets[one] = [target for target, n in pairs if not (isinstance(n, float) and n == 0.0)]
    return targets


def _sum(numbers: list[Number]) -> Number:
    try:
        return fsum(numbers)
    except TypeError:
        return total(numbers)
