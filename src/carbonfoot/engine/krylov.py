"""One large loop by iteration, with a certificate that it makes more than it uses. Imports numpy when it is needed.

Scaled by a vector x > 0 with |A| x < x, the loop is a contraction in every row: the certificate proves that it has a
solution and makes the iteration (BiCGSTAB; van der Vorst, SIAM J. Sci. Stat. Comput. 13, 1992) converge evenly, however
far apart the units of its members lie. All sums run in canonical order and elementwise, so that neither the order of a file
nor the number of threads changes a digit.
"""

from __future__ import annotations

from typing import Any

from carbonfoot.engine.elimination import KEPT
from carbonfoot.engine.loops import LoopError, NotSolved
from carbonfoot.engine.network import Network, Number

STEPS = 400
"""Steps of the iteration before another way is taken."""

POWERS = 60
"""Turns round the loop in the first search for a certificate, and for the size of every member."""

SETTLED = 20
"""Turns after which the size of a member is known about."""

TURNS = 8
"""Steps of the search for what a loop keeps of a unit."""

CERTAIN = 1e-12
"""A row must keep at least this share of what it makes."""

ROUNDED = 2e-15
"""A residual of this share of the largest term of its row is rounding alone."""

RESIDUAL = 1e-10
"""A solution may miss its equation by this share of the largest term in it."""

SWEEPS = 100
"""Steps of plain substitution where the iteration does not bring every row to its digits."""

ROUNDS = 40
"""Solutions of what is missing, each in the scale of the last: a member far below the largest gains a dozen digits each."""

LEAST = 1e-290
"""Members below this share of the largest are not told from zero."""


class Large:
    """The links inside a loop as arrays, sorted by row and by column, and its certificate.

    Amounts are a number a link, or a row of draws a link. Raises `LoopError` for an infeasible loop, `NotSolved` where
    neither that nor the opposite can be proved.
    """

    def __init__(self, network: Network, ordered: list[int]) -> None:
        import numpy as np

        self._np = np
        size = len(ordered)
        counts = np.fromiter((len(network.targets[one]) for one in ordered), np.int64, size)
        flat = [target for one in ordered for target in network.targets[one]]
        place = np.full(len(network), -1, np.int64)
        place[ordered] = np.arange(size)
        columns = place[np.array(flat, np.int64)]
        inside = columns >= 0
        rows = np.repeat(np.arange(size), counts)[inside]
        columns = columns[inside]
        amounts = _array(np, [amount for one in ordered for amount in network.amounts[one]])[inside]
        order = np.lexsort((amounts if amounts.ndim == 1 else amounts[:, 0], columns, rows))
        self._amounts, self._rows, self._columns = amounts[order], rows[order], columns[order]
        self._by_column = np.argsort(self._columns, kind="stable")
        self._starts = np.searchsorted(self._rows, np.arange(size))
        self._starts_transposed = np.searchsorted(self._columns[self._by_column], np.arange(size))
        self.size = size
        self._members = ordered
        self._scale = self._certificate()
        self._judge_digits()

    def solve(self, right: list[Number]) -> list[Number]:
        """x of (I - A) x = right. Raises `NotSolved`."""
        return self._solved(right, transposed=False)

    def solve_transposed(self, right: list[Number]) -> list[Number]:
        """y of (I - A)^T y = right. Raises `NotSolved`."""
        return self._solved(right, transposed=True)

    def diagonal(self, place: int) -> Number:
        """Of (I - A)^-1 one entry of the diagonal, at least 1: rows far below it need no digits. Raises `NotSolved`."""
        unit = [0.0] * self.size
        unit[place] = 1.0
        return self._solved(unit, transposed=False, floor=1.0)[place]

    def _times(self, x: Any, amounts: Any, *, transposed: bool) -> Any:
        """A x, or A^T x: every member of a loop has a link in its row and in its column."""
        if transposed:
            order = self._by_column
            terms = _spread(amounts[order], x) * x[self._rows[order]]
            return self._np.add.reduceat(terms, self._starts_transposed, axis=0)
        return self._np.add.reduceat(_spread(amounts, x) * x[self._columns], self._starts, axis=0)

    def _certificate(self) -> Any:
        """x > 0 with |A| x < x in every row, which proves that one turn makes less than it takes (Collatz, Wielandt)."""
        np = self._np
        amounts = abs(self._amounts)
        shape = (self.size, *self._amounts.shape[1:])
        x = np.ones(shape)
        term = x
        for _ in range(POWERS):  # x = 1 + A + A^2 ..., so that x - A x = 1 - the next term
            term = self._times(term, amounts, transposed=False)
            if float(term.max()) < 1.0 - CERTAIN * float(x.max()):
                break
            x = x + term
            if not np.isfinite(x).all():
                break
        if self._certified(x, amounts):
            return x
        if np.isfinite(x).all():
            scale = x
            found = self._iterate(np.ones(shape) / scale, amounts, scale, 1e-6, transposed=False)
            if found is not None and self._certified(found * scale, amounts):
                return found * scale
        if (self._amounts >= 0).all():
            self._refuse(amounts)
        raise NotSolved

    def _judge_digits(self) -> None:
        """`LoopError` where the loop keeps too little of a unit for nine digits, as `KEPT` of an elimination has it.

        What it keeps, 1 - gain, lies between the least and the greatest of (x - |A| x) / x (Collatz, Wielandt); inverse
        iteration brings both together.
        """
        np, amounts, x = self._np, abs(self._amounts), self._scale
        for _ in range(TURNS):
            kept = 1.0 - self._times(x, amounts, transposed=False) / x
            if (kept.min(axis=0) >= KEPT).all():
                return
            if (kept.max(axis=0) < KEPT).any():
                raise LoopError("singular", self._members, None)
            found = self._iterate(np.ones(x.shape), amounts, x, 1e-6, transposed=False)
            if found is None or not (found > 0).all():
                return
            x = found * x
            x = x / x.max(axis=0)

    def _certified(self, x: Any, amounts: Any) -> bool:
        np = self._np
        if not (np.isfinite(x).all() and (x > 0).all()):
            return False
        return bool((self._times(x, amounts, transposed=False) < x * (1 - CERTAIN)).all())

    def _refuse(self, amounts: Any) -> None:
        """`LoopError` where x > 0 with A x >= x is found in some draw: the loop is infeasible, and by how much."""
        np = self._np
        amounts = amounts if amounts.ndim == 1 else amounts.max(axis=1)
        x = np.ones(self.size)
        for _ in range(10 * POWERS):
            turned = x + self._times(x, amounts, transposed=False)
            ratios = turned / x
            low, high = float(ratios.min()) - 1, float(ratios.max()) - 1
            x = turned / turned.max()
            if not (x > 0).all():
                return
            if low >= 1 and high - low < 1e-6 * high:
                break
        if low >= 1:
            raise LoopError("infeasible", self._members, (low + high) / 2)

    def _iterate(self, right: Any, amounts: Any, scale: Any, close: float, *, transposed: bool) -> Any:
        """BiCGSTAB on the scaled loop, draw by draw; None when it does not come within `close` in every row."""
        np = self._np

        def apply(x: Any) -> Any:
            if transposed:
                return x - self._times(x / scale, amounts, transposed=True) * scale
            return x - self._times(x * scale, amounts, transposed=False) / scale

        def dot(a: Any, b: Any) -> Any:
            return (a * b).sum(axis=0)

        x = np.zeros_like(right)
        rest = right
        shadow = right
        wanted = abs(right).max(axis=0) * close
        rho = alpha = omega = np.ones(right.shape[1:])
        move = step = np.zeros_like(right)
        with np.errstate(all="ignore"):
            for _ in range(STEPS):
                open_ = abs(rest).max(axis=0) > wanted
                if not open_.any():
                    return x
                new = dot(shadow, rest)
                beta = np.where(open_, new / rho * alpha / omega, 0.0)
                rho = np.where(open_, new, 1.0)
                move = rest + beta * (move - omega * step)
                step = apply(move)
                alpha = np.where(open_, rho / dot(shadow, step), 0.0)
                half = rest - alpha * step
                turned = apply(half)
                omega = np.where(open_, dot(turned, half) / dot(turned, turned), 0.0)
                omega = np.where(np.isfinite(omega), omega, 0.0)
                x = x + alpha * move + omega * half
                rest = half - omega * turned
                if not np.isfinite(rest).all():
                    return None
                alpha, omega = np.where(open_, alpha, 1.0), np.where(open_ & (omega != 0), omega, 1.0)
        return None

    def _solved(self, right: list[Number], *, transposed: bool, floor: float = 0.0) -> list[Number]:
        np = self._np
        given = _array(np, right)
        if self._amounts.ndim > given.ndim:
            given = given[:, None] + np.zeros(self._amounts.shape[1])
        unit = _spread(1.0 / self._scale if transposed else self._scale, given)
        x = np.zeros_like(given)
        rest, worst, size = given, np.inf, unit
        for _ in range(ROUNDS):
            scale = 1.0 / size if transposed else size
            found = self._iterate(rest / size, self._amounts, scale, 1e-13, transposed=transposed)
            if found is None:
                break
            better = x + found * size
            left, share, terms = self._residual(better, given, unit, floor, transposed=transposed)
            if share <= RESIDUAL and not share < worst:
                break
            if size is unit and not floor and share > RESIDUAL:
                size = self._reached(given, transposed=transposed)
                if (size > 0).all():
                    continue  # from the start, in a scale that tells small members from rounding
                size = unit
            x, rest, worst = better, left, share
            if not floor:
                size = np.maximum(terms, LEAST * terms.max(axis=0))
            if worst <= ROUNDED:
                break
        for _ in range(SWEEPS):  # each step makes every row a contraction better
            if worst <= ROUNDED:
                break
            better = given + self._times(x, self._amounts, transposed=transposed)
            rest, share, _ = self._residual(better, given, unit, floor, transposed=transposed)
            if not share < worst:
                break
            x, worst = better, share
        if not worst <= RESIDUAL:
            raise NotSolved
        return x.tolist() if x.ndim == 1 else list(x)

    def _reached(self, right: Any, *, transposed: bool) -> Any:
        """Of what size every member is: |right| and what it needs in so many turns, zero where no turn has come to."""
        amounts, term = abs(self._amounts), abs(right)
        found = term
        for turn in range(POWERS):
            term = self._times(term, amounts, transposed=transposed)
            found = found + term
            if turn >= SETTLED and (found > 0).all():
                break
        return found

    def _residual(
        self, x: Any, right: Any, unit: Any, floor: float, *, transposed: bool
    ) -> tuple[Any, float, Any]:
        """What is missing in every row, the worst of it as a share of the largest term of its row, and these terms."""
        np = self._np
        rest = right - x + self._times(x, self._amounts, transposed=transposed)
        terms = self._times(abs(x), abs(self._amounts), transposed=transposed)
        terms = np.maximum(np.maximum(abs(right), abs(x)), terms)
        size = np.maximum(terms, floor * (abs(x) / unit).max(axis=0) * unit) if floor else terms
        with np.errstate(all="ignore"):
            share = np.where(size > 0, abs(rest) / size, abs(rest))
        return rest, float(share.max()), terms


def _array(np: Any, numbers: list[Number]) -> Any:
    """One number an entry, or a row of draws an entry."""
    draws = next((len(one) for one in numbers if hasattr(one, "shape") and one.shape), 0)
    if not draws:
        return np.array(numbers, float)
    return np.array([one if hasattr(one, "shape") and one.shape else np.full(draws, one) for one in numbers])


def _spread(numbers: Any, like: Any) -> Any:
    """One number an entry beside rows of draws."""
    return numbers[:, None] if numbers.ndim < like.ndim else numbers
