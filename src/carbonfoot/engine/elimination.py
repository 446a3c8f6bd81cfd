"""One loop by elimination on the diagonal: exact in its judgement, and without loss where links are few."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import NamedTuple

from carbonfoot.engine.loops import LoopError, gain
from carbonfoot.engine.network import Number
from carbonfoot.engine.numbers import least, most, positive, total

NOTHING_LEFT = 1e-12
"""Among credits, a pivot below this share of its diagonal leaves no digit."""

KEPT = 1e-6
"""The same without credits, where a pivot is what a loop keeps of a unit. One that keeps less multiplies its inputs by more
than a million, and their rounding with them: no nine digits would be left, and an amount is wrong."""

SMALL = 1e-3
"""Among credits, a pivot below this share of its diagonal waits until all others are taken."""


class TooMuch(Exception):
    """The elimination would take more updates than it was given."""


class Factors(NamedTuple):
    """`I - A` of a loop as L, pivots and U, in elimination order.

    sequence local numbers in the order of elimination
    below    for each step: (local number of a later row, multiple of the pivot row taken from it)
    above    for each step: (local number of a later column, coefficient of the pivot row)
    pivots   for each step
    """

    sequence: list[int]
    below: list[list[tuple[int, Number]]]
    above: list[list[tuple[int, Number]]]
    pivots: list[Number]

    def solve(self, right: list[Number]) -> list[Number]:
        """x of (I - A) x = right."""
        rest = list(right)
        for pivot, lower in zip(self.sequence, self.below, strict=True):
            value = rest[pivot]
            for other, times in lower:
                rest[other] = rest[other] - times * value
        found: list[Number] = [0.0] * len(right)
        for step in range(len(self.sequence) - 1, -1, -1):
            pivot = self.sequence[step]
            value = rest[pivot]
            for column, coefficient in self.above[step]:
                value = value - coefficient * found[column]
            found[pivot] = value / self.pivots[step]
        return found

    def solve_transposed(self, right: list[Number]) -> list[Number]:
        """y of (I - A)^T y = right."""
        rest = list(right)
        found: list[Number] = [0.0] * len(right)
        for step, pivot in enumerate(self.sequence):
            value = rest[pivot] / self.pivots[step]
            found[pivot] = value
            for column, coefficient in self.above[step]:
                rest[column] = rest[column] - coefficient * value
        for step in range(len(self.sequence) - 1, -1, -1):
            pivot = self.sequence[step]
            value = found[pivot]
            for other, times in self.below[step]:
                value = value - times * found[other]
            found[pivot] = value
        return found

    def diagonal(self) -> list[Number]:
        """Of (I - A)^-1 the diagonal: how many units each member makes for one that leaves the loop.

        From the entries on the pattern of L and U alone (Takahashi, Fagan and Chin, Formation of a sparse bus impedance
        matrix, 1973): as dear as the elimination.
        """
        inverse: list[dict[int, Number]] = [{} for _ in self.sequence]
        for step in range(len(self.sequence) - 1, -1, -1):
            pivot, lower = self.sequence[step], self.below[step]
            upper = [(column, number / self.pivots[step]) for column, number in self.above[step]]
            for one, _ in upper:
                inverse[one][pivot] = -total([0.0, *(inverse[one][other] * times for other, times in lower)])
            for other, _ in lower:
                inverse[pivot][other] = -total([0.0, *(times * inverse[one][other] for one, times in upper)])
            parts = (times * inverse[one][pivot] for one, times in upper)
            inverse[pivot][pivot] = 1.0 / self.pivots[step] - total([0.0, *parts])
        return [inverse[place][place] for place in range(len(inverse))]


def factorise(members: list[int], rows: list[dict[int, Number]], updates: float) -> Factors:
    """LU of I - A on the diagonal, the member with the fewest links first, ties by canonical order.

    Without credits all pivots are positive if and only if the loop makes more than it uses (I - A is an M-matrix). With
    credits (negative amounts) the loop has to be feasible without them, and the determinant stays positive: it was, and
    turns negative only where credits of credits outweigh what is made. Where that happens twice it is positive again,
    and a member runs backwards to make a unit of its own: such a diagonal of the inverse is refused likewise. Raises
    `LoopError`, or `TooMuch` beyond so many updates.
    """
    signed = any(least(amount) < 0 for row in rows for amount in row.values())
    if signed:
        only = [{column: positive(amount) for column, amount in row.items()} for row in rows]
        factorise(members, only, updates)
    work, columns = _matrix(rows)
    sizes = [max(1.0, most(abs(row[place]))) for place, row in enumerate(work)]
    waiting = [True] * len(rows)
    costs = [(len(row) - 1) * (len(columns[place]) - 1) for place, row in enumerate(work)]
    queue = [(cost, place) for place, cost in enumerate(costs)]
    heapify(queue)
    late: list[int] = []
    flipped: Number = 1.0
    done = Factors([], [], [], [])
    while queue or late:
        if queue:
            cost, pivot = heappop(queue)
            if not waiting[pivot] or cost != costs[pivot]:
                continue
            if signed and least(abs(work[pivot][pivot])) < SMALL * sizes[pivot]:
                late.append(pivot)
                continue
        else:
            pivot = max(late, key=lambda one: (least(abs(work[one][one])) / sizes[one], -one))
            late.remove(pivot)
            if not waiting[pivot]:
                continue
        updates -= costs[pivot]
        if updates < 0:
            raise TooMuch
        waiting[pivot] = False
        row = work[pivot]
        value = row.pop(pivot)
        _judge(members, rows, value, (NOTHING_LEFT if signed else KEPT) * sizes[pivot], signed=signed)
        if signed:
            flipped = flipped * (2.0 * (value > 0) - 1.0)
        touched = _eliminate(pivot, value, work, columns, done)
        for other in touched:
            costs[other] = (len(work[other]) - 1) * (len(columns[other]) - 1)
            heappush(queue, (costs[other], other))
        if late and touched:
            late = [one for one in late if one not in touched]
    if signed and not (least(flipped) > 0 and all(least(number) > 0 for number in done.diagonal())):
        raise LoopError("negative", members, None)
    return done


def _matrix(rows: list[dict[int, Number]]) -> tuple[list[dict[int, Number]], list[set[int]]]:
    work = [{column: -amount for column, amount in row.items()} for row in rows]
    columns: list[set[int]] = [set() for _ in rows]
    for place, row in enumerate(work):
        row[place] = row.get(place, 0.0) + 1.0
        for column in row:
            columns[column].add(place)
    return work, columns


def _judge(
    members: list[int], rows: list[dict[int, Number]], value: Number, smallest: float, *, signed: bool
) -> None:
    if signed:
        if not least(abs(value)) > smallest:
            raise LoopError("singular", members, None)
    elif not least(value) > smallest:
        if least(value) > 0:
            raise LoopError("singular", members, None)
        raise LoopError("infeasible", members, max(1.0, gain(rows)))


def _eliminate(
    pivot: int, value: Number, work: list[dict[int, Number]], columns: list[set[int]], done: Factors
) -> list[int]:
    """One step: the pivot row is taken from all rows below; which rows and columns have changed."""
    row = work[pivot]
    columns[pivot].discard(pivot)
    upper = sorted(row.items())
    lower = []
    below = sorted(columns[pivot])
    for other in below:
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
    done.sequence.append(pivot)
    done.below.append(lower)
    done.above.append(upper)
    done.pivots.append(value)
    return sorted({*below, *row})
