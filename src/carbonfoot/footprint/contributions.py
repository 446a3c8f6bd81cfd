"""A solved system to a footprint: every contribution once, then the sums that people ask for."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from math import fsum, isfinite
from typing import TypeVar

from carbonfoot.documents.part import Part
from carbonfoot.footprint.result import Contribution, Footprint, Group, LineResult
from carbonfoot.system.flow import OWN_PLANT
from carbonfoot.system.model import BESIDE, BEYOND_GATE, CATEGORIES, STAGES, Flow, Source, System
from carbonfoot.system.solve import Levels, Solved, own_emissions

K = TypeVar("K")

MAX_LINES_BEHIND = 2000
"""Lines behind linked parts that a result lists; beyond, a linked line stands with its total alone."""

HERE = ("energy", "emission", "waste")
"""Kinds of flow that happen at the plant of the maker."""

HUGE = 1e200
"""Sums of contributions below this are numbers, however many there are."""

MAX_NESTED = 60
"""How far behind one another they may stand: a loop may be longer."""


def footprint(system: System, solved: Solved, part: Part, *, brief: bool = False) -> Footprint:
    """The footprint of the first activity of a solved system.

    brief  without lines, where nothing is taken of another activity: for tables of totals
    Raises `OverflowError` where a number leaves the range that a computer holds.
    """
    period = (part.period.start, part.period.end)
    return within(system, solved, part.boundary or "cradle-to-gate", period, brief=brief)


def within(
    system: System, solved: Solved, boundary: str, period: tuple[str, str], *, brief: bool = False
) -> Footprint:
    """The footprint inside a boundary, whatever the document says; `brief` and what is raised are those of `footprint`."""
    levels = solved.levels
    every = _contributions(system, levels, boundary)
    counted = [one for one in every if one.counted]
    outside = [one for one in every if not one.counted]
    reached = _reached(system, levels, boundary)
    missing = [flow.name for flow in reached if flow.missing]
    at_least = fsum([one.co2e for one in counted])
    split, gases, unsplit = _split(counted)
    tree = _Tree(system, solved)
    # With links a line may leave the range of numbers where no contribution does, and a total is refused for it.
    flows = [] if brief and _is_plain(system, every) else system.activities[0].flows
    lines = [tree.line(0, flow, 1.0) for flow in flows if _inside(flow.stage, boundary)]
    later = [tree.line(0, flow, 1.0) for flow in flows if not _inside(flow.stage, boundary)]
    return Footprint(
        system=system,
        solved=solved,
        activities=system.activities,
        product=system.activities[0],
        gwp_set=system.gwp_set,
        boundary=boundary,
        period=period,
        total=None if missing else at_least,
        at_least=at_least,
        lines=lines,
        later=later,
        line_count=len(reached),
        missing=missing,
        contributions=every,
        split=split,
        gases=gases,
        unsplit=unsplit,
        stages=_in_stage_order(_grouped(counted, [one.stage for one in counted])),
        items=_largest_first(_grouped(counted, map(_item, counted))),
        tiers=[
            Group(str(tier), co2e)
            for tier, co2e in sorted(_grouped(counted, [one.tier for one in counted]).items())
        ],
        countries=_largest_first(_grouped(counted, [one.flow.country or "not stated" for one in counted])),
        suppliers=_largest_first(_grouped(counted, [_supplier(system, one) for one in counted])),
        beyond=_in_stage_order(_grouped(outside, [one.stage for one in outside])),
        not_assessed=[(flow.name, part) for flow in reached for part in flow.not_assessed]
        + [
            one
            for index, activity in enumerate(system.activities)
            if levels[index]
            for one in activity.not_assessed
        ],
        foreign_sets=_foreign_sets(system.gwp_set, counted),
        exclusions=_exclusions(system, levels, boundary),
    )


def _is_plain(system: System, contributions: list[Contribution]) -> bool:
    """Whether there is one activity alone, and each of its lines has a sum that is a number."""
    return len(system.activities) == 1 and all(abs(one.co2e) < HUGE for one in contributions)


def _inside(stage: str, boundary: str) -> bool:
    return boundary == "cradle-to-grave" or stage not in BEYOND_GATE


def _contributions(system: System, levels: Levels, boundary: str) -> list[Contribution]:
    found = []
    for index, activity in enumerate(system.activities):
        for flow in activity.flows:
            for (depth, top_stage), level in levels[index].items():
                if (index > 0 or top_stage) and flow.stage in BEYOND_GATE:
                    continue  # what is beyond the gate belongs to the demand, not to a product that a loop comes back to
                stage = top_stage or flow.stage
                inside = _inside(stage, boundary)
                scale = level * flow.multiplier
                here = flow.kind in HERE or flow.scope == "1"
                for source in flow.sources:
                    units = source.number * source.share
                    co2e = scale * units * source.vector.co2e
                    if not isfinite(co2e):
                        raise OverflowError
                    tier = depth if here or at_own_plant(flow, source) else depth + 1
                    found.append(Contribution(index, flow, source, level, units, co2e, tier, stage, inside))
    return found


def at_own_plant(flow: Flow, source: Source | None = None) -> bool:
    """Whether it is released, or bought as energy, by the maker itself rather than by who delivers to it.

    Without a source: whether all of the line is.
    """
    if flow.kind in HERE or flow.scope == "1":
        return True
    sources = flow.sources if source is None else (source,)
    return bool(sources) and all(one.record is not None and one.record.kind in OWN_PLANT for one in sources)


def _reached(system: System, levels: Levels, boundary: str) -> list[Flow]:
    """Lines that the total needs: inside the boundary by the stage that the top document needs them for."""
    return [
        flow
        for index, activity in enumerate(system.activities)
        for flow in activity.flows
        if not (index > 0 and flow.stage in BEYOND_GATE)
        and any(_inside(top_stage or flow.stage, boundary) for _, top_stage in levels[index])
    ]


def _exclusions(system: System, levels: Levels, boundary: str) -> list[tuple[str, float, str]]:
    """What every document in use leaves out, those of linked documents with the name of their file."""
    return [
        (name if index == 0 else f"{name} ({activity.file})", share, reason)
        for index, activity in enumerate(system.activities)
        if any(level > 0 and _inside(stage, boundary) for (_, stage), level in levels[index].items())
        for name, share, reason in activity.exclusions
    ]


def _finite(number: float) -> float:
    if isfinite(number):
        return number
    raise OverflowError


def _flow_total(solved: Solved, flow: Flow) -> float | None:
    """kg CO2e of a flow per reference of its activity; None when it, or a line behind it, is missing."""
    if flow.missing:
        return None
    if flow.link >= 0:
        taken = flow.multiplier * flow.link_number
        if taken and flow.link in solved.missing:
            return None
        return _finite(taken * solved.intensity[flow.link])
    return _finite(own_emissions(flow))


class _Tree:
    """Lines behind lines, as long as a person could read them: a part that many parts share is not repeated for ever."""

    def __init__(self, system: System, solved: Solved) -> None:
        self.system = system
        self.solved = solved
        self.left = MAX_LINES_BEHIND
        self.trail = {0}

    def line(self, index: int, flow: Flow, level: float, depth: int = 0, stage: str = "") -> LineResult:
        """One line and, while there is room, those of the activity it draws on; a loop is followed once round."""
        total = _flow_total(self.solved, flow)
        co2e = None if total is None else _finite(level * total)
        around, stage = stage, stage or flow.stage
        if flow.link < 0:
            tier = depth if at_own_plant(flow) else depth + 1
            return LineResult(index, flow, _finite(level), co2e, (), tier, stage)
        below: tuple[LineResult, ...] = ()
        tier = depth + (not self.system.activities[flow.link].own_company)
        loop = not flow.missing and flow.link in self.trail
        deep = len(self.trail) > MAX_NESTED
        if not flow.missing and not loop and not deep:
            inner = [one for one in self.system.activities[flow.link].flows if one.stage not in BEYOND_GATE]
            if len(inner) <= self.left:
                self.left -= len(inner)
                deeper = _finite(level * flow.multiplier * flow.link_number)
                self.trail.add(flow.link)
                handed = around if self.system.activities[flow.link].keeps_stages else stage
                below = tuple(self.line(flow.link, one, deeper, tier, handed) for one in inner)
                self.trail.discard(flow.link)
        return LineResult(index, flow, _finite(level), co2e, below, tier, stage, loop)


def _split(counted: list[Contribution]) -> tuple[dict[str, float], dict[str, tuple[float, float]], float]:
    parts: dict[str, list[float]] = {key: [] for key in (*CATEGORIES, *BESIDE, "packaging", "distribution")}
    kilograms: dict[str, list[float]] = {}
    effects: dict[str, list[float]] = {}
    unsplit: list[float] = []
    for one in counted:
        scale = one.level * one.flow.multiplier * one.units
        vector = one.source.vector
        for key, number in vector.categories.items():
            parts[key].append(scale * number)
        for key, number in vector.beside.items():
            parts[key].append(scale * number)
        for gas, number in vector.gases.items():
            if gas not in kilograms:
                kilograms[gas], effects[gas] = [], []
            kilograms[gas].append(scale * number)
            effects[gas].append(scale * vector.gas_co2e.get(gas, 0.0))
        unsplit.append(scale * vector.unsplit)
        if one.stage in ("packaging", "distribution"):
            parts[one.stage].append(one.co2e)
    every = (*parts.values(), *kilograms.values(), *effects.values(), unsplit)
    if not all(map(isfinite, chain.from_iterable(every))):
        raise OverflowError
    gases = {gas: (fsum(kilograms[gas]), fsum(effects[gas])) for gas in sorted(kilograms)}
    return {key: fsum(numbers) for key, numbers in parts.items()}, gases, fsum(unsplit)


def _grouped(contributions: list[Contribution], keys: Iterable[K]) -> dict[K, float]:
    """The sum of the contributions that have one key, for each key."""
    found: dict[K, list[float]] = {}
    for one, key in zip(contributions, keys, strict=True):
        if key in found:
            found[key].append(one.co2e)
        else:
            found[key] = [one.co2e]
    return {key: fsum(numbers) for key, numbers in found.items()}


def _largest_first(sums: dict[str, float]) -> list[Group]:
    return [Group(*one) for one in sorted(sums.items(), key=lambda one: (-one[1], one[0]))]


def _in_stage_order(sums: dict[str, float]) -> list[Group]:
    return [Group(stage, sums[stage]) for stage in STAGES if stage in sums]


def _item(one: Contribution) -> str:
    if one.source.record is not None:
        return one.source.record.item
    return "stated by a supplier" if one.flow.kind == "stated" else one.source.label


def _supplier(system: System, one: Contribution) -> str:
    """Who makes it: the plant for its own steps and waste, the supplier that a line names for what is bought."""
    if one.flow.supplier:
        return one.flow.supplier
    own = system.activities[one.activity].supplier
    return own if own and at_own_plant(one.flow, one.source) else "not stated"


def _foreign_sets(gwp_set: str, counted: list[Contribution]) -> dict[str, float]:
    """kg CO2e that stand in another GWP set than the result's, or in one the source does not state."""
    found: dict[str, list[float]] = {}
    for one in counted:
        if one.source.vector.gwp_set != gwp_set:
            found.setdefault(one.source.vector.gwp_set, []).append(one.co2e)
    return {key: fsum(numbers) for key, numbers in sorted(found.items())}
