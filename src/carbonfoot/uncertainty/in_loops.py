"""Loops in a block of draws: those draws in which a loop uses as much as it makes are found and set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbonfoot.engine import solve
from carbonfoot.engine.loops import LoopError
from carbonfoot.engine.network import Network

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Marks = NDArray[np.bool_]


def solved(
    network: Network, direct: list[Any], roots: list[int], width: int
) -> tuple[list[Any], dict[int, Marks]]:
    """What one unit of each activity causes in each draw; and by member of a loop the draws in which it has no solution.

    In those draws the links inside the loop are taken as zero, so that the others go on; what they give there is no number.
    Raises `LoopError` for a loop that no draw explains.
    """
    bad: dict[int, Marks] = {}
    while True:
        try:
            return solve.adjoint(solve.plan(network, roots), direct), bad
        except LoopError as error:
            marks = _search(network, error.members, width)
            known = bad.get(error.members[0])
            if not marks.any() or (known is not None and not (marks & ~known).any()):
                raise
            network = _without(network, error.members, marks)
            for member in error.members:
                bad[member] = marks if known is None else marks | known


def _without(network: Network, members: list[int], marks: Marks) -> Network:
    import numpy as np

    inside = set(members)
    amounts = [*network.amounts]
    for member in members:
        amounts[member] = [
            np.where(marks, 0.0, amount) if target in inside else amount
            for target, amount in zip(network.targets[member], network.amounts[member], strict=True)
        ]
    return Network(network.ids, network.targets, amounts)


def _search(network: Network, members: list[int], width: int) -> Marks:
    """The draws in which a loop, taken for itself, has no solution: by halves."""
    import numpy as np

    place = {member: local for local, member in enumerate(members)}
    links = [
        [
            (place[target], amount)
            for target, amount in zip(network.targets[member], network.amounts[member], strict=True)
            if target in place
        ]
        for member in members
    ]
    ids = [network.ids[member] for member in members]
    targets = [[target for target, _ in row] for row in links]
    marks = np.zeros(width, dtype=bool)
    waiting = [(0, width)]
    while waiting:
        start, end = waiting.pop()
        amounts = [[_between(amount, start, end) for _, amount in row] for row in links]
        try:
            solve.adjoint(solve.plan(Network(ids, targets, amounts)), [1.0] * len(members))
        except LoopError:
            if end - start == 1:
                marks[start] = True
            else:
                middle = (start + end) // 2
                waiting += [(start, middle), (middle, end)]
    return marks


def _between(amount: Any, start: int, end: int) -> Any:
    return amount if isinstance(amount, float) else amount[start:end]
