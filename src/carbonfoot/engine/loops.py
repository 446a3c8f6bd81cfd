"""What is wrong with a loop, and the gain of one: what a turn round it makes of a unit."""

from __future__ import annotations

from math import fsum, prod

from carbonfoot.engine.network import Number, components
from carbonfoot.engine.numbers import most

STEPS = 300
CLOSE = 1e-9
LEAST = 1e-300


class LoopError(Exception):
    """A loop that has no meaningful solution.

    members  the activities of the loop, by number, in canonical order
    gain     what one turn makes of one unit: the product of a ring, else the spectral radius; at least 1 for an
             infeasible loop, None for other reasons
    reason   `infeasible`: it uses at least as much as it makes; `negative`: its credits outweigh what it makes, so that
             levels would be negative; `singular` or `inexact`: no digit can be trusted
    """

    def __init__(self, reason: str, members: list[int], gain: float | None) -> None:
        super().__init__(f"{reason}: {len(members)} members, {members[:8]}")
        self.reason = reason
        self.members = members
        self.gain = gain


class NotSolved(Exception):
    """An iteration does not settle a loop; that says nothing about the loop."""


def gain(rows: list[dict[int, Number]]) -> float:
    """What one turn round the loop makes of one unit, without regard to credits; of draws the greatest.

    A ring has the product of its amounts. Else the spectral radius, by the power method on I + A; Collatz and Wielandt:
    it lies between the least and the largest ratio of two steps, and the middle of both is given. Without credits and
    zeros a loop may fall apart into several: the greatest of them counts.
    """
    amounts = [{column: most(amount) for column, amount in row.items() if most(amount) > 0} for row in rows]
    return max((_gain(amounts, part) for part in components([list(row) for row in amounts])), default=0.0)


def _gain(rows: list[dict[int, float]], members: list[int]) -> float:
    """Of members that need each other."""
    place = {member: local for local, member in enumerate(members)}
    amounts = [
        {place[column]: number for column, number in rows[member].items() if column in place}
        for member in members
    ]
    if all(len(row) <= 1 for row in amounts):
        return prod(sum(row.values()) for row in amounts)
    numbers = [1.0] * len(members)
    low, high = 0.0, 0.0
    for _ in range(STEPS):
        turned = [
            fsum([number, *(amount * numbers[column] for column, amount in row.items())])
            for number, row in zip(numbers, amounts, strict=True)
        ]
        ratios = [after / before for after, before in zip(turned, numbers, strict=True)]
        low, high = min(ratios), max(ratios)
        largest = max(turned)
        numbers = [max(number / largest, LEAST) for number in turned]
        if high - low <= CLOSE * high:
            break
    return (low + high) / 2 - 1
