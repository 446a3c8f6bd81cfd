"""How much of every activity one product needs; a loop is refused by name."""

from __future__ import annotations

from math import fsum, isfinite

from carbonfoot.system.model import BEYOND_GATE, System

Levels = list[dict[tuple[int, str], float]]


def order(system: System) -> tuple[list[int], list[int]]:
    """Activities with users before what they use; or, second, the members of a loop."""
    done: list[int] = []
    state: dict[int, int] = {}
    trail: list[int] = []
    stack = [(0, iter(_links(system, 0)))]
    state[0] = 1
    trail.append(0)
    while stack:
        index, links = stack[-1]
        following = next(links, None)
        if following is None:
            stack.pop()
            trail.pop()
            state[index] = 2
            done.append(index)
        elif state.get(following) == 1:
            return [], trail[trail.index(following) :]
        elif following not in state:
            state[following] = 1
            trail.append(following)
            stack.append((following, iter(_links(system, following))))
    return done[::-1], []


def _links(system: System, index: int) -> list[int]:
    """Activities that one draws on; of a linked document only what lies before its gate."""
    flows = system.activities[index].flows
    counted = (flow for flow in flows if index == 0 or flow.stage not in BEYOND_GATE)
    return list(dict.fromkeys(flow.link for flow in counted if flow.link >= 0))


def levels(system: System, sequence: list[int]) -> Levels:
    """References of each activity per reference of the first, apart by tier and by the stage of the top document.

    The tier counts how many companies away an activity is. Stages beyond the gate stay with the top document: what a
    supplier states about its own distribution, use or end of life is not part of an input. Raises `OverflowError`
    where yields and amounts multiply beyond the range of numbers.
    """
    shares: list[dict[tuple[int, str], list[float]]] = [{} for _ in system.activities]
    shares[0][(0, "")] = [1.0]
    found: Levels = [{} for _ in system.activities]
    for index in sequence:  # users come first, so all shares of an activity are there when it is reached
        found[index] = {key: fsum(parts) for key, parts in shares[index].items()}
        for flow in system.activities[index].flows:
            if flow.link < 0 or (index > 0 and flow.stage in BEYOND_GATE):
                continue
            target = system.activities[flow.link]
            for (tier, stage), level in found[index].items():
                key = (tier + (0 if target.own_company else 1), stage or flow.stage)
                number = level * flow.multiplier * flow.link_number
                if not isfinite(number):
                    raise OverflowError(flow.name)
                shares[flow.link].setdefault(key, []).append(number)
    return found
