"""Loops in a block of draws: those draws in which a loop uses as much as it makes are found and set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbonfoot.engine import blocks
from carbonfoot.engine.blocks import Block, LoopError
from carbonfoot.engine.network import Network

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Marks = NDArray[np.bool_]


def factorise(network: Network, central: Block, width: int) -> tuple[Block, Marks | None]:
    """A loop, factorised for all draws, and the draws in which it has no solution; None when it always has.

    In those draws the amounts inside the loop are zero, so that the others go on; what they give is no number. A loop with
    credits has no solution where a pivot has another sign than with the stated numbers: between the two it was singular.
    """
    import numpy as np

    rows = _rows(network, central.members)
    try:
        found = blocks.factorise(central.members, rows)
    except LoopError:
        bad = np.zeros(width, dtype=bool)
        _search(central.members, rows, 0, width, bad)
        rows = [{column: _without(amount, bad) for column, amount in row.items()} for row in rows]
        found = blocks.factorise(central.members, rows)
    else:
        bad = np.zeros(width, dtype=bool)
    if central.signed:
        turned = bad.copy()
        for pivot, stated in zip(found.pivots, central.pivots, strict=True):
            turned |= np.asarray(pivot) * stated <= 0
        if turned.any():
            bad = turned
            rows = [{column: _without(amount, bad) for column, amount in row.items()} for row in rows]
            found = blocks.factorise(central.members, rows)
    return found, bad if bad.any() else None


def _rows(network: Network, members: list[int]) -> list[dict[int, Any]]:
    local = {member: place for place, member in enumerate(members)}
    rows: list[dict[int, Any]] = []
    for member in members:
        parts: dict[int, list[Any]] = {}
        for target, amount in zip(network.targets[member], network.amounts[member], strict=True):
            if target in local:
                parts.setdefault(local[target], []).append(amount)
        rows.append({column: blocks.total(numbers) for column, numbers in sorted(parts.items())})
    return rows


def _search(members: list[int], rows: list[dict[int, Any]], start: int, end: int, bad: Marks) -> None:
    """Marks each draw from `start` to `end` in which the loop has no solution, by halves."""
    part = [{column: _between(amount, start, end) for column, amount in row.items()} for row in rows]
    try:
        blocks.factorise(members, part)
    except LoopError:
        if end - start == 1:
            bad[start] = True
            return
        middle = (start + end) // 2
        _search(members, rows, start, middle, bad)
        _search(members, rows, middle, end, bad)


def _between(amount: Any, start: int, end: int) -> Any:
    return amount if isinstance(amount, float) else amount[start:end]


def _without(amount: Any, bad: Marks) -> Any:
    import numpy as np

    return np.where(bad, 0.0, amount)
