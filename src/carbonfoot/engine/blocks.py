"""One loop: activities that need each other, solved together."""

from __future__ import annotations

from collections.abc import Callable
from math import fsum, isfinite, prod
from typing import NamedTuple

from carbonfoot.engine.network import Network, Number

NOTHING_LEFT = 1e-12
"""A pivot below this share of its diagonal says that the loop keeps nothing of what it makes: no digit would be left."""

RESIDUAL = 1e-10
"""A solution may miss its equation by this share of the largest term in it, after refinement."""


ROUNDED = 1e-15
"""A residual of this share of its terms is rounding alone: nothing to refine."""


class LoopError(Exception):
    """A loop that has no meaningful solution.

    members  the activities of the loop, by number, in canonical order
    gain     what one turn makes of one unit (spectral radius); at least 1 for an infeasible loop, None when it is not that
    reason   `infeasible`, `singular` or `inexact`
    """

    def __init__(self, reason: str, members: list[int], gain: float | None) -> None:
        super().__init__(f"{reason}: {members}")
        self.reason = reason
        self.members = members
        self.gain = gain


class Block(NamedTuple):
    """A loop, factorised: `I - A` of its members as L, pivots and U, in elimination order.

    members  activities by number, in canonical order (by id); local numbers below are places in this list
    rows     the coefficients of A inside the loop: one mapping a member, local number to amount
    sequence local numbers in the order of elimination
    below    for each step: (local number of a later row, multiple of the pivot row taken from it)
    above    for each step: (local number of a later column, coefficient of the pivot row)
    pivots   for each step
    signed   whether a coefficient is negative, so that feasibility is judged by the result
    """

    members: list[int]
    rows: list[dict[int, Number]]
    sequence: list[int]
    below: list[list[tuple[int, Number]]]
    above: list[list[tuple[int, Number]]]
    pivots: list[Number]
    signed: bool


def block(network: Network, members: list[int]) -> Block:
    """The members of one component, factorised. Raises `LoopError` for a loop that uses as much as it makes."""
    ordered = sorted(members, key=network.ids.__getitem__)
    local = {member: place for place, member in enumerate(ordered)}
    parts: list[dict[int, list[Number]]] = [{} for _ in ordered]
    for place, member in enumerate(ordered):
        for target, amount in zip(network.targets[member], network.amounts[member], strict=True):
            if target in local:
                parts[place].setdefault(local[target], []).append(amount)
    rows = [{column: total(numbers) for column, numbers in sorted(part.items())} for part in parts]
    return factorise(ordered, rows)


def factorise(members: list[int], rows: list[dict[int, Number]]) -> Block:
    """LU of I - A on the diagonal, the member with the fewest links first. Raises `LoopError`."""
    size = len(rows)
    signed = any(_least(amount) < 0 for row in rows for amount in row.values())
    work = [{column: -amount for column, amount in row.items()} for row in rows]
    columns: list[set[int]] = [set() for _ in rows]
    for place, row in enumerate(work):
        row[place] = row.get(place, 0.0) + 1.0
        for column in row:
            columns[column].add(place)
    sizes = [max(1.0, _most(abs(row[place]))) for place, row in enumerate(work)]
    waiting = set(range(size))
    sequence, below, above, pivots = [], [], [], []
    while waiting:
        pivot = min(waiting, key=lambda one: ((len(work[one]) - 1) * (len(columns[one]) - 1), one))
        waiting.discard(pivot)
        row = work[pivot]
        value = row.pop(pivot)
        columns[pivot].discard(pivot)
        if not signed and not _least(value) > NOTHING_LEFT * sizes[pivot]:
            raise LoopError("infeasible", members, gain(rows))
        if signed and not _least(abs(value)) > NOTHING_LEFT * sizes[pivot]:
            raise LoopError("singular", members, None)
        upper = sorted(row.items())
        lower = []
        for other in sorted(columns[pivot]):
            target = work[other]
            times = target.pop(pivot) / value
            lower.append((other, times))
            for column, coefficient in upper:
                if column in target:
                    target[column] = target[column] - times * coefficient
                else:
                    target[column] = -times * coefficient
                    columns[column].add(other)
        for column in row:
            columns[column].discard(pivot)
        sequence.append(pivot)
        below.append(lower)
        above.append(upper)
        pivots.append(value)
    return Block(members, rows, sequence, below, above, pivots, signed)


def adjoint(one: Block, right: list[Number]) -> list[Number]:
    """x of (I - A) x = right: what one unit of each member causes. Raises `LoopError` when no digits are left."""
    return _refined(one, right, _substitute, _times)


def forward(one: Block, right: list[Number]) -> list[Number]:
    """y of (I - A)^T y = right: how much of each member a demand needs. Raises `LoopError` when no digits are left."""
    return _refined(one, right, _substitute_transposed, _times_transposed)


def _refined(
    one: Block,
    right: list[Number],
    substitute: Callable[[Block, list[Number]], list[Number]],
    times: Callable[[Block, list[Number]], list[list[Number]]],
) -> list[Number]:
    found = substitute(one, right)
    for _ in range(3):
        back = times(one, found)
        rest = [
            total([wanted, -number, *terms]) for wanted, number, terms in zip(right, found, back, strict=True)
        ]
        scale = [
            max([_most(abs(wanted)), _most(abs(number)), *(_most(abs(term)) for term in terms)])
            for wanted, number, terms in zip(right, found, back, strict=True)
        ]
        worst = max(
            (
                _most(abs(left)) / size if size else _most(abs(left))
                for left, size in zip(rest, scale, strict=True)
            ),
            default=0.0,
        )
        if worst <= ROUNDED:
            return found
        if not isfinite(worst):
            break
        more = substitute(one, rest)
        found = [number + step for number, step in zip(found, more, strict=True)]
    if not worst <= RESIDUAL:
        raise LoopError("inexact", one.members, None)
    return found


def _substitute(one: Block, right: list[Number]) -> list[Number]:
    rest = list(right)
    for pivot, lower in zip(one.sequence, one.below, strict=True):
        value = rest[pivot]
        for other, times in lower:
            rest[other] = rest[other] - times * value
    found: list[Number] = [0.0] * len(right)
    for step in range(len(one.sequence) - 1, -1, -1):
        pivot = one.sequence[step]
        value = rest[pivot]
        for column, coefficient in one.above[step]:
            value = value - coefficient * found[column]
        found[pivot] = value / one.pivots[step]
    return found


def _substitute_transposed(one: Block, right: list[Number]) -> list[Number]:
    rest = list(right)
    found: list[Number] = [0.0] * len(right)
    for step, pivot in enumerate(one.sequence):
        value = rest[pivot] / one.pivots[step]
        found[pivot] = value
        for column, coefficient in one.above[step]:
            rest[column] = rest[column] - coefficient * value
    for step in range(len(one.sequence) - 1, -1, -1):
        pivot = one.sequence[step]
        value = found[pivot]
        for other, times in one.below[step]:
            value = value - times * found[other]
        found[pivot] = value
    return found


def _times(one: Block, numbers: list[Number]) -> list[list[Number]]:
    """The terms of A x, a list a row."""
    return [[amount * numbers[column] for column, amount in row.items()] for row in one.rows]


def _times_transposed(one: Block, numbers: list[Number]) -> list[list[Number]]:
    """The terms of A^T y, a list a column."""
    terms: list[list[Number]] = [[] for _ in numbers]
    for number, row in zip(numbers, one.rows, strict=True):
        for column, amount in row.items():
            terms[column].append(amount * number)
    return terms


def gain(rows: list[dict[int, Number]]) -> float:
    """What one turn round the loop makes of one unit.

    Round a plain circle that is the product of its amounts. Where loops cross it is the spectral radius of A, by the
    power method on I + A (Collatz and Wielandt: it lies between the least and the largest ratio of two steps), to 1e-9
    or 200 steps.
    """
    if all(len(row) == 1 for row in rows):
        return prod(abs(_most(amount)) for row in rows for amount in row.values())
    numbers = [1.0] * len(rows)
    low, high = 0.0, 0.0
    for _ in range(200):
        turned = [
            fsum([number, *(abs(_most(amount)) * numbers[column] for column, amount in row.items())])
            for number, row in zip(numbers, rows, strict=True)
        ]
        ratios = [after / before for after, before in zip(turned, numbers, strict=True)]
        low, high = min(ratios), max(ratios)
        most = max(turned)
        numbers = [number / most for number in turned]
        if high - low <= 1e-9 * high:
            break
    return (low + high) / 2 - 1


def diagonal(one: Block, member: int) -> Number:
    """Of (I - A)^-1 the diagonal: how many units a member makes for one that leaves the loop."""
    place = one.members.index(member)
    unit = [0.0] * len(one.members)
    unit[place] = 1.0
    return adjoint(one, unit)[place]


def total(numbers: list[Number]) -> Number:
    """The sum: exact for floats, in the order given for arrays."""
    try:
        return fsum(numbers)
    except TypeError:
        pass
    result = numbers[0]
    for number in numbers[1:]:
        result = result + number
    return result


def _least(number: Number) -> float:
    return (
        number
        if isinstance(number, float)
        else float(number.min())
        if hasattr(number, "min")
        else float(number)
    )


def _most(number: Number) -> float:
    return (
        number
        if isinstance(number, float)
        else float(number.max())
        if hasattr(number, "max")
        else float(number)
    )
