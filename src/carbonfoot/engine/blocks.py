"""One loop: activities that need each other, judged and solved together."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from math import isfinite
from typing import TYPE_CHECKING

from carbonfoot.engine.elimination import Factors, TooMuch, factorise
from carbonfoot.engine.loops import LoopError, NotSolved
from carbonfoot.engine.network import Network, Number
from carbonfoot.engine.numbers import most, total

if TYPE_CHECKING:
    from carbonfoot.engine.krylov import Large

RESIDUAL = 1e-10
"""A solution may miss its equation by this share of the largest term in it, after refinement."""

ROUNDED = 1e-15
"""A residual of this share of its terms is rounding alone: nothing to refine."""

FEW = 3_000
"""Members up to which elimination is tried first: below, numpy costs more than it saves."""

UPDATES, ALL_UPDATES = 300_000, 20_000_000
"""Updates of an elimination that is tried first, and of one that is the last resort."""

THIN = 1.3
"""Links a member up to which a loop is hardly more than a ring, and eliminated without new links at any size."""

_Solve = Callable[[list[Number]], list[Number]]


class Block:
    """A loop, ready to be solved for any right side.

    members  activities by number, in canonical order (by id)
    """

    def __init__(self, network: Network, members: list[int]) -> None:
        self._network = network
        self.members = sorted(members, key=network.ids.__getitem__)
        self.place = {member: place for place, member in enumerate(self.members)}
        self._rows: list[dict[int, Number]] | None = None
        self._large: Large | None = None
        self._factors: Factors | None = None
        self._judge()

    def adjoint(self, right: list[Number]) -> list[Number]:
        """x of (I - A) x = right: what one unit of each member causes. Raises `LoopError` when no digits are left."""
        return self._solved(right, transposed=False)

    def forward(self, right: list[Number]) -> list[Number]:
        """y of (I - A)^T y = right: how much of each member a demand needs. Raises `LoopError` likewise."""
        return self._solved(right, transposed=True)

    def diagonal(self, member: int) -> Number:
        """Of (I - A)^-1 the diagonal: how many units a member makes for one that leaves the loop."""
        place = self.place[member]
        if self._large is not None:
            with suppress(NotSolved):
                return self._large.diagonal(place)
        unit = [0.0] * len(self.members)
        unit[place] = 1.0
        return self.adjoint(unit)[place]

    def _judge(self) -> None:
        """Factors, or a certificate: whichever is cheaper, and the other where it fails. Raises `LoopError`."""
        size = len(self.members)
        links = sum(target in self.place for one in self.members for target in self._network.targets[one])
        eliminated_first = size <= FEW or links <= THIN * size
        if eliminated_first:
            try:
                self._factors = factorise(self.members, self._matrix(), max(UPDATES, 20 * size))
            except TooMuch:
                pass
            else:
                return
        from carbonfoot.engine.krylov import Large

        try:
            self._large = Large(self._network, self.members)
        except NotSolved:
            self._eliminate()

    def _eliminate(self) -> Factors:
        if self._factors is None:
            try:
                self._factors = factorise(self.members, self._matrix(), ALL_UPDATES)
            except TooMuch:
                raise LoopError("inexact", self.members, None) from None
        return self._factors

    def _matrix(self) -> list[dict[int, Number]]:
        """The amounts inside the loop, a row a member: local number to amount, in canonical order."""
        if self._rows is None:
            local, network = self.place, self._network
            parts: list[dict[int, list[Number]]] = [{} for _ in self.members]
            for place, member in enumerate(self.members):
                part = parts[place]
                for target, amount in zip(network.targets[member], network.amounts[member], strict=True):
                    if target in local:
                        part.setdefault(local[target], []).append(amount)
            self._rows = [
                {column: total(numbers) for column, numbers in sorted(part.items())} for part in parts
            ]
        return self._rows

    def _solved(self, right: list[Number], *, transposed: bool) -> list[Number]:
        if self._large is not None:
            large = self._large
            try:
                return large.solve_transposed(right) if transposed else large.solve(right)
            except NotSolved:
                pass
        factors, rows = self._eliminate(), self._matrix()
        if transposed:
            return self._refined(right, factors.solve_transposed, _turned(rows))
        return self._refined(right, factors.solve, rows)

    def _refined(self, right: list[Number], solve: _Solve, rows: list[dict[int, Number]]) -> list[Number]:
        """The solution, improved until its residual is rounding alone; `LoopError` when it stays too large."""
        found = solve(right)
        worst = 0.0
        for _ in range(3):
            rest, worst = _residual(right, found, rows)
            if worst <= ROUNDED:
                return found
            if not isfinite(worst):
                break
            more = solve(rest)
            found = [number + step for number, step in zip(found, more, strict=True)]
        if not worst <= RESIDUAL:
            raise LoopError("inexact", self.members, None)
        return found


def _residual(
    right: list[Number], found: list[Number], rows: list[dict[int, Number]]
) -> tuple[list[Number], float]:
    """What is missing in every row, and the worst of it as a share of the largest term of its row."""
    rest = []
    worst = 0.0
    for wanted, number, row in zip(right, found, rows, strict=True):
        terms = [wanted, -number, *(amount * found[column] for column, amount in row.items())]
        left = total(terms)
        rest.append(left)
        size = max(map(most, map(abs, terms)))
        share = most(abs(left)) / size if size else most(abs(left))
        worst = share if not share <= worst else worst  # a NaN stays
    return rest, worst


def _turned(rows: list[dict[int, Number]]) -> list[dict[int, Number]]:
    turned: list[dict[int, Number]] = [{} for _ in rows]
    for place, row in enumerate(rows):
        for column, amount in row.items():
            turned[column][place] = amount
    return turned
