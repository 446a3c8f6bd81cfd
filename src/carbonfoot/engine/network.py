"""A network of activities, and the order in which it is solved."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Number = Any
"""A float, or an array with one number a draw."""


class Network:
    """What each activity needs of others, per unit of itself.

    ids      one name an activity, each once; the only thing that decides the order inside a loop
    targets  for each activity the activities it draws on; one may stand in several links
    amounts  for each link how many units it takes, in the order of `targets`; negative for a credit
    """

    __slots__ = ("amounts", "ids", "targets")

    def __init__(self, ids: Sequence[str], targets: list[list[int]], amounts: list[list[Number]]) -> None:
        self.ids = ids
        self.targets = targets
        self.amounts = amounts

    def __len__(self) -> int:
        return len(self.ids)


def components(targets: list[list[int]], roots: Sequence[int] | None = None) -> list[list[int]]:
    """Strongly connected components of what `roots` reach (all, when not given), suppliers before users.

    Members stand in the order found.
    """
    return [[one] if isinstance(one, int) else one for one in order(targets, roots)]


def order(targets: list[list[int]], roots: Sequence[int] | None = None) -> list[int | list[int]]:
    """As `components`, with an activity that is one by itself as a number, also where it draws on itself.

    Tarjan (1972), without recursion: depth is bounded by memory alone.
    """
    size = len(targets)
    number = [0] * size  # when first seen, from 1; 0 is unseen
    low = [0] * size
    open_: list[bool] = [False] * size
    trail: list[int] = []
    found: list[int | list[int]] = []
    count = 0
    for root in range(size) if roots is None else roots:
        if number[root]:
            continue
        count += 1
        number[root] = low[root] = count
        trail.append(root)
        open_[root] = True
        stack = [(root, iter(targets[root]))]
        while stack:
            node, links = stack[-1]
            for target in links:
                seen = number[target]
                if not seen:
                    count += 1
                    number[target] = low[target] = count
                    trail.append(target)
                    open_[target] = True
                    stack.append((target, iter(targets[target])))
                    break
                if open_[target] and seen < low[node]:
                    low[node] = seen
            else:
                stack.pop()
                lowest = low[node]
                if stack and lowest < low[stack[-1][0]]:
                    low[stack[-1][0]] = lowest
                if lowest == number[node]:
                    if trail[-1] == node:
                        trail.pop()
                        open_[node] = False
                        found.append(node)
                        continue
                    start = len(trail) - 1
                    while trail[start] != node:
                        start -= 1
                    members = trail[start:]
                    del trail[start:]
                    for member in members:
                        open_[member] = False
                    found.append(members)
    return found
