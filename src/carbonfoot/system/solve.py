"""How much of every activity one product needs, and what one unit of every activity causes; loops are solved exactly."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from math import fsum, isfinite
from typing import NamedTuple

from carbonfoot.engine.blocks import Block
from carbonfoot.engine.loops import LoopError
from carbonfoot.engine.network import Network
from carbonfoot.engine.solve import Plan, adjoint, plan
from carbonfoot.system.model import BEYOND_GATE, Activity, Flow, Source, System

Key = tuple[int, str]
"""How many companies away, and the stage of the top document that needs it; its own lines stand under (0, "")."""

Levels = list[dict[Key, float]]


class Solved(NamedTuple):
    """A system with its numbers.

    way        the order of solution and the loops
    levels     references of each activity per reference of the first, apart by tier and stage
    direct     kg CO2e of one reference of each activity, its own lines without links, up to its gate
    intensity  kg CO2e of one reference of each activity, all that it needs included, up to its gate; what is missing
               counts as nothing here
    missing    activities behind which a line is missing
    """

    way: Plan
    levels: Levels
    direct: list[float]
    intensity: list[float]
    missing: set[int]


def solve(system: System) -> Solved:
    """Levels and intensities of all activities that the first needs.

    Raises `LoopError` for a loop that uses as much as it makes, `OverflowError` where yields and amounts multiply
    beyond the range of numbers.
    """
    way = plan(network(system))
    direct = [_direct(activity) for activity in system.activities]
    found = Solved(way, levels(system, way), direct, adjoint(way, direct), _missing(system, way))
    if not all(map(isfinite, found.intensity)):
        raise OverflowError
    return found


class All(NamedTuple):
    """A system with the numbers of every activity, up to its gate, as in `Solved`.

    broken  loops that have no solution; the links of their members are cut, so that the others get their numbers
    sizes   how much of all activities together one reference needs; where it is huge, amounts multiply beyond numbers
    """

    way: Plan
    intensity: list[float]
    missing: set[int]
    broken: list[LoopError]
    sizes: list[float]


def solve_all(system: System) -> All:
    """The intensity of every activity at once: one adjoint solve. Raises `OverflowError`."""
    net = network(system)
    direct = [_direct(activity) for activity in system.activities]
    broken: list[LoopError] = []
    while True:
        try:
            way = plan(net)
            found = adjoint(way, direct)
            return All(way, found, _missing(system, way), broken, adjoint(way, [1.0] * len(direct)))
        except LoopError as error:
            broken.append(error.with_traceback(None))
            for member in error.members:
                net.targets[member], net.amounts[member] = [], []


def sums(system: System, way: Plan, measure: Callable[[Source], float]) -> list[float]:
    """What one reference of each activity comes to, up to its gate, by another measure than kg CO2e of a source."""
    return adjoint(
        way,
        [
            fsum(
                flow.multiplier * source.number * source.share * measure(source)
                for flow in activity.flows
                if flow.stage not in BEYOND_GATE
                for source in flow.sources
            )
            for activity in system.activities
        ],
    )


def network(system: System) -> Network:
    """The links of a system up to the gates. What is delivered, used and thrown away belongs to the top document alone."""
    targets, amounts = [], []
    for activity in system.activities:
        flows = _links(activity)
        targets.append([flow.link for flow in flows])
        amounts.append([flow.multiplier * flow.link_number for flow in flows])
    return Network([activity.key for activity in system.activities], targets, amounts)


def own_emissions(flow: Flow) -> float:
    """kg CO2e of a flow per reference of its activity, without what it links to."""
    return flow.multiplier * fsum(
        [source.number * source.share * source.vector.co2e for source in flow.sources]
    )


def _links(activity: Activity) -> list[Flow]:
    return [
        flow
        for flow in activity.flows
        if flow.link >= 0 and flow.multiplier * flow.link_number and flow.stage not in BEYOND_GATE
    ]


def _direct(activity: Activity) -> float:
    return fsum([own_emissions(flow) for flow in activity.flows if flow.stage not in BEYOND_GATE])


def _missing(system: System, way: Plan) -> set[int]:
    """Activities with a missing line up to their gate, or behind it."""
    found = {
        index
        for index, activity in enumerate(system.activities)
        if any(flow.missing and flow.stage not in BEYOND_GATE for flow in activity.flows)
    }
    targets = way.network.targets
    for step in way.steps:
        members = [step] if isinstance(step, int) else step.members
        if any(member in found or not found.isdisjoint(targets[member]) for member in members):
            found.update(members)
    return found


def levels(system: System, way: Plan) -> Levels:
    """References of each activity per reference of the first, apart by tier and by the stage of the top document.

    The tier counts how many companies away an activity is; inside a loop, by the shortest way from where the loop is
    entered, all turns together. Stages beyond the gate stay with the top document: what a supplier states about its own
    distribution, use or end of life is not part of an input. Raises `OverflowError`.
    """
    shares: list[dict[Key, list[float]]] = [{} for _ in system.activities]
    found: Levels = [{} for _ in system.activities]
    _push(system, shares, system.activities[0].flows, {(0, ""): 1.0}, frozenset())
    for step in reversed(
        way.steps
    ):  # users come first, so all shares of an activity are there when it is reached
        members = [step] if isinstance(step, int) else step.members
        inflow = {member: {key: fsum(parts) for key, parts in shares[member].items()} for member in members}
        inside = inflow if isinstance(step, int) else _turned(system, step, inflow)
        for member, keyed in inside.items():
            found[member] = keyed
            _push(system, shares, _links(system.activities[member]), keyed, frozenset(members))
    found[0] = {(0, ""): 1.0, **found[0]}
    return found


def _push(
    system: System,
    shares: list[dict[Key, list[float]]],
    flows: list[Flow],
    keyed: dict[Key, float],
    inside: frozenset[int],
) -> None:
    """What an activity draws on others for, but for members of its own loop."""
    for flow in flows:
        if flow.link < 0 or flow.link in inside:
            continue
        for (tier, stage), level in keyed.items():
            target = system.activities[flow.link]
            key = (tier + _step(target), stage or ("" if target.keeps_stages else flow.stage))
            number = level * flow.multiplier * flow.link_number
            if not isfinite(number):
                raise OverflowError(flow.name)
            if number:  # what takes nothing of another needs nothing of it
                shares[flow.link].setdefault(key, []).append(number)


def _step(target: Activity) -> int:
    return 0 if target.own_company else 1


def _turned(system: System, loop: Block, inflow: dict[int, dict[Key, float]]) -> dict[int, dict[Key, float]]:
    """Levels of the members of a loop: what enters at each of them, turned round as often as it takes."""
    parts: dict[int, dict[Key, list[float]]] = {member: {} for member in loop.members}
    for place, entry in enumerate(loop.members):
        if not inflow[entry]:
            continue
        unit = [0.0] * len(loop.members)
        unit[place] = 1.0
        per_unit = loop.forward(unit)
        away = _distances(system, loop, entry)
        for (tier, stage), level in inflow[entry].items():
            for member, number in zip(loop.members, per_unit, strict=True):
                if number and not isfinite(level * number):
                    raise OverflowError
                if number:
                    parts[member].setdefault((tier + away[member], stage), []).append(level * number)
    return {member: {key: fsum(numbers) for key, numbers in keyed.items()} for member, keyed in parts.items()}


def _distances(system: System, loop: Block, entry: int) -> dict[int, int]:
    """How many companies each member is away from the one where the loop is entered, by the shortest way."""
    members = set(loop.members)
    found = {entry: 0}
    waiting = deque([entry])
    while waiting:
        current = waiting.popleft()
        for flow in _links(system.activities[current]):
            if flow.link not in members:
                continue
            step = _step(system.activities[flow.link])
            if found[current] + step < found.get(flow.link, len(members) + 1):
                found[flow.link] = found[current] + step
                (waiting.append if step else waiting.appendleft)(flow.link)
    return found
