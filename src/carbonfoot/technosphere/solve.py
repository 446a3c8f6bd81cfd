"""A judged system solved: totals of all demands by one adjoint solve an indicator, or findings about its loops."""

from __future__ import annotations

from contextlib import suppress
from math import isfinite
from typing import NamedTuple

from carbonfoot.documents.json_found import Found
from carbonfoot.documents.json_places import placed
from carbonfoot.engine import solve as engine
from carbonfoot.engine.loops import LoopError
from carbonfoot.engine.network import Network
from carbonfoot.engine.solve import Plan
from carbonfoot.findings.finding import Finding, Path
from carbonfoot.technosphere.assemble import Measure, direct, measures, network
from carbonfoot.technosphere.indicators import Choice, Fallback, weighted
from carbonfoot.technosphere.model import KG_CO2E, System
from carbonfoot.technosphere.read import Reading

SHOWN = 8
"""Members of a loop that are named."""


class Answer(NamedTuple):
    """The total of one demand.

    totals    for each measure, in its unit
    weighted  sum of normalised and weighted totals; None unless every indicator states both
    """

    activity: int
    amount: float
    totals: list[float]
    weighted: float | None


class Solved(NamedTuple):
    """A system and its numbers.

    intensities  for each measure what one unit of each activity causes, all it needs included
    total        which measure is the total in kg CO2e; None when none or several are in this unit
    loops        how many members each loop has, the largest first
    """

    system: System
    choice: Choice
    plan: Plan
    measures: list[Measure]
    direct: list[list[float]]
    intensities: list[list[float]]
    answers: list[Answer]
    total: int | None
    loops: list[int]
    fallbacks: list[Fallback]


def solve(reading: Reading) -> tuple[Solved | None, list[Finding]]:
    """The numbers of a system that was read; None with findings.

    A loop has no solution (CF401, CF410, CF412), or the numbers leave what a float holds (CF206).
    """
    system, choice = reading.system, reading.choice
    if system is None or choice is None:
        return None, []
    whole = network(system)
    try:
        plan = engine.plan(whole)
        own = direct(system, choice)
        intensities = [engine.adjoint(plan, column) for column in own]
    except LoopError as error:
        return None, loop_findings(system, _faults(whole, error), reading)
    except (OverflowError, ValueError):  # of sums
        return None, too_large(reading, _widest(system, whole))
    wide = _infinite(plan, intensities)
    if wide is not None:
        return None, too_large(reading, wide)
    counted = measures(system)
    answers = []
    for activity, amount in system.demands:
        totals = [amount * column[activity] for column in intensities]
        own_totals = [totals[n] for n, one in enumerate(counted) if one.indicator is not None]
        answer = Answer(activity, amount, totals, weighted(own_totals, system))
        if not all(map(isfinite, [*totals, answer.weighted or 0.0])):
            return None, too_large(reading, activity)
        answers.append(answer)
    climate = [n for n, one in enumerate(counted) if one.unit == KG_CO2E]
    loops = sorted((len(one.members) for one in plan.steps if not isinstance(one, int)), reverse=True)
    return Solved(
        system,
        choice,
        plan,
        counted,
        own,
        intensities,
        answers,
        climate[0] if len(climate) == 1 else None,
        loops,
        choice.fallbacks(),
    ), []


def too_large(reading: Reading, activity: int) -> list[Finding]:
    """CF206 at an activity whose numbers grow out of what a float holds."""
    system, found = reading.system, Found(reading.display)
    name = system.ids[activity][:60] if system is not None else ""
    said = f"the amounts that meet at `{name}` are too large to calculate with"
    found.add(
        "CF206", said, ("activities", activity), "write them in larger units, and look for one too many"
    )
    return _placed(found.all(), reading)


def _infinite(plan: Plan, intensities: list[list[float]]) -> int | None:
    """The first activity, suppliers before users, whose intensity is not finite."""
    if all(all(map(isfinite, column)) for column in intensities):
        return None
    for step in plan.steps:
        for one in [step] if isinstance(step, int) else step.members:
            if not all(isfinite(column[one]) for column in intensities):
                return one
    return 0


def _widest(system: System, whole: Network) -> int:
    """The activity with the largest number."""
    sizes = [
        max(
            [abs(number) for number in row] + [abs(column[i]) for column in [system.emissions] if column],
            default=0.0,
        )
        for i, row in enumerate(whole.amounts)
    ]
    return max(range(len(sizes)), key=lambda one: (sizes[one], system.ids[one]))


def _placed(findings: list[Finding], reading: Reading) -> list[Finding]:
    text = reading.text_of(reading.display)
    return placed(findings, text) if text is not None else findings


def loop_findings(system: System, faults: list[LoopError], reading: Reading) -> list[Finding]:
    """CF401, CF410 or CF412 for each loop."""
    return _placed([_loop(system, fault, reading.display) for fault in faults], reading)


def _faults(whole: Network, error: LoopError) -> list[LoopError]:
    """What is wrong with every loop; `error` alone where the others cannot be judged."""
    with suppress(OverflowError, ValueError):
        return engine.faults(whole) or [error]
    return [error]


def _loop(system: System, error: LoopError, display: str) -> Finding:
    """What is wrong with a loop: its members along one way round, the gain, and the line of each link."""
    way = _round(system, error.members)
    names = [f"`{system.ids[one][:40]}`" for one in way[:SHOWN]]
    rest = len(error.members) - len(names)
    more = f" and {rest:,} more" if rest > 0 else ""
    chain = " -> ".join([*names, *(["..."] if len(way) > SHOWN else []), names[0]]) + more
    found = Found(display)
    gain = f"{error.gain:.6g}" if error.gain is not None else ""
    places = [
        (one, _link(system, one, following)) for one, following in zip(way, [*way[1:], way[0]], strict=True)
    ]
    paths: list[Path] = [("activities", one, "inputs", k) for one, k in places[:SHOWN]]
    related = [found.related(path, "and draws on the next here") for path in paths[1:]]
    code, said, help = {
        "infeasible": (
            "CF401",
            f"a loop uses as much as it makes, {gain} units for each: {chain}",
            "correct an amount, so that one turn round the loop takes less than one unit of what it makes",
        ),
        "negative": (
            "CF410",
            f"the credits of a loop outweigh what it makes, so that levels are negative: {chain}",
            "correct an amount, or take one of the credits out of the loop",
        ),
    }.get(
        error.reason,
        (
            "CF412",
            f"a loop leaves no digits to trust: {chain}",
            "one turn round the loop takes almost all that it makes: correct an amount",
        ),
    )
    found.add(code, said, paths[0], help, related=related)
    return found.all()[0]


def _round(system: System, members: list[int]) -> list[int]:
    """A shortest way from the first member (by id) round the loop and back, by breadth first."""
    inside = set(members)
    start = min(members, key=system.ids.__getitem__)
    before: dict[int, int] = {}
    waiting = [start]
    for one in waiting:
        for target in sorted(set(system.targets[one]), key=system.ids.__getitem__):
            if target == start:
                way = [one]
                while way[-1] != start:
                    way.append(before[way[-1]])
                return way[::-1]
            if target in inside and target not in before:
                before[target] = one
                waiting.append(target)
    return [start]


def _link(system: System, one: int, following: int) -> int:
    return system.targets[one].index(following) if following in system.targets[one] else 0
