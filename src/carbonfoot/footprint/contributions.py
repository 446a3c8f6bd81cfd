"""A solved system to a footprint: every contribution once, then the sums that people ask for."""

from __future__ import annotations

from collections.abc import Callable
from math import fsum

from carbonfoot.documents.part import Part
from carbonfoot.footprint.result import Contribution, Footprint, Group, LineResult
from carbonfoot.quantities.units import Quantity
from carbonfoot.system.model import BESIDE, BEYOND_GATE, CATEGORIES, STAGES, Flow, System
from carbonfoot.system.solve import Levels


def footprint(system: System, sequence: list[int], levels: Levels, part: Part) -> Footprint:
    """The footprint of the first activity of a solved system."""
    boundary = part.boundary or "cradle-to-gate"
    every = _contributions(system, levels, boundary)
    counted = [one for one in every if one.counted]
    missing = _missing(system, levels, boundary)
    at_least = fsum(one.co2e for one in counted)
    totals = _unit_totals(system, sequence)
    split, gases, unsplit = _split(counted)
    lines = [
        _line(system, totals, 0, flow, 1.0)
        for flow in system.activities[0].flows
        if _inside(flow.stage, boundary)
    ]
    return Footprint(
        activities=system.activities,
        product=system.activities[0],
        gwp_set=system.gwp_set,
        boundary=boundary,
        period=(part.period.start, part.period.end),
        total=None if missing else at_least,
        at_least=at_least,
        lines=lines,
        line_count=sum(_inside(flow.stage, boundary) for flow in _reached(system, levels)),
        missing=missing,
        contributions=every,
        split=split,
        gases=gases,
        unsplit=unsplit,
        stages=_in_stage_order(_grouped(counted, lambda one: one.stage)),
        items=_largest_first(_grouped(counted, _item)),
        tiers=sorted(_grouped(counted, lambda one: str(one.tier)), key=lambda group: int(group.key)),
        countries=_largest_first(_grouped(counted, lambda one: one.flow.country or "not stated")),
        suppliers=_largest_first(_grouped(counted, lambda one: _supplier(system, one))),
        beyond=_in_stage_order(_grouped([one for one in every if not one.counted], lambda one: one.stage)),
        not_assessed=_not_assessed(system, levels, boundary),
        foreign_sets=_foreign_sets(system.gwp_set, counted),
        exclusions=[
            (one.name, one.share.to("1"), one.reason)
            for one in part.exclude or []
            if isinstance(one.share, Quantity)
        ],
    )


def _inside(stage: str, boundary: str) -> bool:
    return boundary == "cradle-to-grave" or stage not in BEYOND_GATE


def _contributions(system: System, levels: Levels, boundary: str) -> list[Contribution]:
    found = []
    for index, activity in enumerate(system.activities):
        for flow in activity.flows:
            if index > 0 and flow.stage in BEYOND_GATE:
                continue
            for (depth, top_stage), level in levels[index].items():
                stage = top_stage or flow.stage
                tier = depth if flow.kind in ("energy", "emission", "waste") else depth + 1
                for source in flow.sources:
                    units = source.number * source.share
                    co2e = level * flow.multiplier * units * source.vector.co2e
                    inside = _inside(stage, boundary)
                    found.append(Contribution(index, flow, source, level, units, co2e, tier, stage, inside))
    return found


def _reached(system: System, levels: Levels) -> list[Flow]:
    return [
        flow
        for index, activity in enumerate(system.activities)
        for flow in activity.flows
        if levels[index] and not (index > 0 and flow.stage in BEYOND_GATE)
    ]


def _missing(system: System, levels: Levels, boundary: str) -> list[str]:
    return [flow.name for flow in _reached(system, levels) if flow.missing and _inside(flow.stage, boundary)]


def _unit_totals(system: System, sequence: list[int]) -> list[float | None]:
    """kg CO2e of one reference of each activity, up to its gate; None while a line behind it is missing."""
    totals: list[float | None] = [None] * len(system.activities)
    for index in reversed(sequence):
        parts = [
            _flow_total(totals, flow)
            for flow in system.activities[index].flows
            if flow.stage not in BEYOND_GATE
        ]
        known = [part for part in parts if part is not None]
        totals[index] = fsum(known) if len(known) == len(parts) else None
    return totals


def _flow_total(totals: list[float | None], flow: Flow) -> float | None:
    """kg CO2e of a flow per reference of its activity; None when it, or a line behind it, is missing."""
    if flow.missing:
        return None
    if flow.link >= 0:
        linked = totals[flow.link]
        return None if linked is None else flow.multiplier * flow.link_number * linked
    return flow.multiplier * fsum(
        source.number * source.share * source.vector.co2e for source in flow.sources
    )


def _line(system: System, totals: list[float | None], index: int, flow: Flow, level: float) -> LineResult:
    total = _flow_total(totals, flow)
    below: tuple[LineResult, ...] = ()
    if flow.link >= 0 and not flow.missing:
        deeper = level * flow.multiplier * flow.link_number
        below = tuple(
            _line(system, totals, flow.link, inner, deeper)
            for inner in system.activities[flow.link].flows
            if inner.stage not in BEYOND_GATE
        )
    return LineResult(index, flow, level, None if total is None else level * total, below)


def _split(counted: list[Contribution]) -> tuple[dict[str, float], dict[str, tuple[float, float]], float]:
    parts: dict[str, list[float]] = {key: [] for key in (*CATEGORIES, *BESIDE, "packaging", "distribution")}
    kilograms: dict[str, list[float]] = {}
    effects: dict[str, list[float]] = {}
    unsplit: list[float] = []
    for one in counted:
        scale = one.level * one.flow.multiplier * one.units
        vector = one.source.vector
        for key, number in (*vector.categories.items(), *vector.beside.items()):
            parts[key].append(scale * number)
        for gas, number in vector.gases.items():
            kilograms.setdefault(gas, []).append(scale * number)
            effects.setdefault(gas, []).append(scale * vector.gas_co2e.get(gas, 0.0))
        unsplit.append(scale * vector.unsplit)
        if one.stage in ("packaging", "distribution"):
            parts[one.stage].append(one.co2e)
    gases = {gas: (fsum(kilograms[gas]), fsum(effects[gas])) for gas in sorted(kilograms)}
    return {key: fsum(numbers) for key, numbers in parts.items()}, gases, fsum(unsplit)


def _grouped(contributions: list[Contribution], key: Callable[[Contribution], str]) -> list[Group]:
    found: dict[str, list[float]] = {}
    for one in contributions:
        found.setdefault(key(one), []).append(one.co2e)
    return [Group(name, fsum(numbers)) for name, numbers in found.items()]


def _largest_first(groups: list[Group]) -> list[Group]:
    return sorted(groups, key=lambda group: (-group.co2e, group.key))


def _in_stage_order(groups: list[Group]) -> list[Group]:
    return sorted(groups, key=lambda group: STAGES.index(group.key))


def _item(one: Contribution) -> str:
    if one.source.record is not None:
        return one.source.record.item
    return "stated by a supplier" if one.flow.kind == "stated" else one.source.label


def _supplier(system: System, one: Contribution) -> str:
    return one.flow.supplier or system.activities[one.activity].supplier or "not stated"


def _not_assessed(system: System, levels: Levels, boundary: str) -> list[tuple[str, str]]:
    return [
        (flow.name, part)
        for flow in _reached(system, levels)
        if _inside(flow.stage, boundary)
        for part in flow.not_assessed
    ]


def _foreign_sets(gwp_set: str, counted: list[Contribution]) -> dict[str, float]:
    """kg CO2e that stand in another GWP set than the result's, or in one the source does not state."""
    found: dict[str, list[float]] = {}
    for one in counted:
        if one.source.vector.gwp_set != gwp_set:
            found.setdefault(one.source.vector.gwp_set, []).append(one.co2e)
    return {key: fsum(numbers) for key, numbers in sorted(found.items())}
