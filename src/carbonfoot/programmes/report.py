"""A programme with all that is told of it: effects, cascade, money, credits, trading, targets."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum
from typing import Any, NamedTuple

from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding
from carbonfoot.footprint.contributions import at_own_plant
from carbonfoot.footprint.result import Footprint
from carbonfoot.programmes.composed import Composed
from carbonfoot.programmes.credits.ledger import credits_of
from carbonfoot.programmes.credits.trading import trading
from carbonfoot.programmes.model import Worked
from carbonfoot.programmes.money.ledger import ledger
from carbonfoot.programmes.reading import Read
from carbonfoot.programmes.run import Programmed
from carbonfoot.programmes.targets.gaps import Closed, closings
from carbonfoot.programmes.targets.judge import Judged, judge
from carbonfoot.programmes.world import State, World


class Tier(NamedTuple):
    """kg CO2e per declared unit that come about at the plants of members of a tier, before and after.

    None stands for what is bought from outside the programme, and for documents that no member lists.
    """

    tier: int | None
    before: float
    after: float


class Aims(NamedTuple):
    """Targets, and by number what closes the gap of each."""

    judged: tuple[Judged, ...]
    closed: Mapping[int, Closed]


class Reported(NamedTuple):
    """What a report shows.

    tiers    of each finished product, by its number; () where the measures of the last year work on a part of production
    flows    tonnes of the last year, from the tier of the measure to the finished product
    sections money (`Ledger`), credits, trading and targets, by name, where the programme has them
    """

    worked: Worked
    tiers: Mapping[int, tuple[Tier, ...]]
    flows: tuple[tuple[int | None, int, float], ...]
    sections: Mapping[str, Any]
    findings: list[Finding]


def reported(programmed: Programmed) -> Reported | None:
    """All of a programme that could be computed."""
    worked, world = programmed.worked, programmed.world
    if worked is None or world is None:
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
    return Reported(worked, _tiers(programmed, worked, world), _flows(worked), sections, findings)


def state_of(worked: Worked, year: int) -> State | None:
    """The measures that work in a year; None where one works on a part of production."""
    if any(one.share[year] not in (0, 1) for one in worked.measures):
        return None
    return frozenset(one.number for one in worked.measures if one.share[year])


def _tiers(programmed: Programmed, worked: Worked, world: World) -> dict[int, tuple[Tier, ...]]:
    state = state_of(worked, worked.years[-1])
    if state is None or programmed.read is None:
        return {}
    tiers = _of_documents(worked, programmed.read)
    before, after = Composed(world, frozenset()), Composed(world, state)
    found = {}
    for made in worked.products:
        if made.finished:
            one, other = (_by_tier(each.footprint(made.file), tiers) for each in (before, after))
            every = sorted({*one, *other}, key=lambda tier: (tier is None, tier or 0))
            found[made.number] = tuple(Tier(tier, one.get(tier, 0.0), other.get(tier, 0.0)) for tier in every)
    return found


def _of_documents(worked: Worked, read: Read) -> dict[str, int]:
    """The tier of who lists a document, by its display path; the lowest of several."""
    found = {}
    for file, owners in read.owners.items():
        known = [tier for owner in owners if (tier := worked.members[owner].tier) is not None]
        if known:
            found[display_path(file)] = min(known)
    return found


def _by_tier(footprint: Footprint, tiers: Mapping[str, int]) -> dict[int | None, float]:
    parts: dict[int | None, list[float]] = {}
    for one in footprint.contributions:
        if one.counted:
            file = footprint.activities[one.activity].file
            tier = tiers.get(file) if at_own_plant(one.flow, one.source) else None
            parts.setdefault(tier, []).append(one.co2e)
    return {tier: fsum(numbers) for tier, numbers in parts.items()}


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
