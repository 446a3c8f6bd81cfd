"""A programme with all that is told of it: effects, cascade, money, credits, trading, targets."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum
from typing import Any, NamedTuple

from carbonfoot.findings.finding import Finding
from carbonfoot.programmes.credits.ledger import credits_of
from carbonfoot.programmes.credits.trading import trading
from carbonfoot.programmes.model import Worked
from carbonfoot.programmes.money.ledger import ledger
from carbonfoot.programmes.moved import Moved, moved
from carbonfoot.programmes.places import Placed, placed
from carbonfoot.programmes.routes import Leg, routes
from carbonfoot.programmes.run import Programmed
from carbonfoot.programmes.targets.gaps import Closed, closings
from carbonfoot.programmes.targets.judge import Judged, judge
from carbonfoot.programmes.world import State


class Aims(NamedTuple):
    """Targets, and by number what closes the gap of each."""

    judged: tuple[Judged, ...]
    closed: Mapping[int, Closed]


class Reported(NamedTuple):
    """What a report shows.

    placed   where it is emitted, by year, and whose measures move it
    moved    whose footprint is lower by whose measures
    flows    tonnes of the last year, from the tier of the measure to the finished product
    routes   the way of every tonne from its measure through products out of the programme
    sections money (`Ledger`), credits, trading and targets, by name, where the programme has them
    """

    worked: Worked
    placed: Placed
    moved: tuple[Moved, ...]
    flows: tuple[tuple[int | None, int, float], ...]
    routes: tuple[Leg, ...]
    sections: Mapping[str, Any]
    findings: list[Finding]


def reported(programmed: Programmed) -> Reported | None:
    """All of a programme that could be computed."""
    worked, world, read = programmed.worked, programmed.world, programmed.read
    if worked is None or world is None or read is None:
        return None
    findings = programmed.findings
    sections: dict[str, Any] = {}
    money, wrong = ledger(worked)
    findings += wrong
    if money is not None:
        sections["money"] = money
    if worked.programme.credits:
        sections["credits"], wrong = credits_of(worked)
        findings += wrong
    if worked.programme.trading:
        sections["trading"], wrong = trading(worked)
        findings += wrong
    if worked.programme.targets:
        judged, wrong = judge(worked)
        closed, more = closings(programmed, judged, money)
        findings += [*wrong, *more]
        sections["targets"] = Aims(judged, closed)
    found = placed(worked, world, read, programmed.groups)
    ways = routes(worked, world, read)
    return Reported(worked, found, moved(worked, world, read), _flows(worked), ways, sections, findings)


def state_of(worked: Worked, year: int) -> State | None:
    """The measures that work in a year; None where one works on a part of production."""
    if any(one.share[year] not in (0, 1) for one in worked.measures):
        return None
    return frozenset(one.number for one in worked.measures if one.share[year])


def _flows(worked: Worked) -> tuple[tuple[int | None, int, float], ...]:
    """Tonnes that reach a finished product in the last year, by the tier of who takes the measure."""
    year = worked.years[-1]
    parts: dict[tuple[int | None, int], list[float]] = {}
    for measure in worked.measures:
        tier = worked.members[measure.member].tier
        for made in worked.products:
            change = worked.changes.get((measure.number, made.number, year), 0.0)
            if made.finished and change:
                parts.setdefault((tier, made.number), []).append(-change * made.leaving(year) / 1000)
    return tuple(
        (tier, product, fsum(tonnes))
        for (tier, product), tonnes in sorted(
            parts.items(), key=lambda one: (one[0][0] is None, one[0][0] or 0, one[0][1])
        )
    )
