"""The numbers of a line that can change by themselves, so that a line of one system can be read with a number of another."""

from __future__ import annotations

from collections.abc import Callable
from math import fsum
from typing import NamedTuple

from carbonfoot.factors.library import Library
from carbonfoot.footprint.matching import LinePair, Matched
from carbonfoot.footprint.result import Footprint
from carbonfoot.system.characterise import UnknownGwp, characterise, gwp
from carbonfoot.system.model import BEYOND_GATE, Activity, Flow, Source

CAUSES = (
    *("quantities", "yields", "structure", "factors", "energy_mix", "declarations"),
    *("allocation", "gwp_set", "boundary"),
)

ENERGY = ("electricity", "heat")
"""Kinds of record whose change is one of the energy mix."""

EQUAL = 1e-12
"""Numbers nearer than this share of each other are one number: units were converted in between."""


Converted = Callable[[Source, str], float]
"""kg CO2e of one unit of a source in a GWP set."""


class Side(NamedTuple):
    """A product system to compare, with the library that its factors are from.

    converted  what a unit of its sources is worth in another GWP set, where that was worked out before
    """

    result: Footprint
    library: Library
    converted: Converted | None = None


class Numbers(NamedTuple):
    """A line on one side; `size * scale * allocated` times a factor is kg CO2e per base unit of its activity's product.

    size       the amount, in base units
    scale      yields, lifetimes and uses
    allocated  the part that comes of allocation
    factor     kg CO2e per unit of size, in the GWP set of either side
    taken      base units of the linked product per unit of size
    """

    size: float
    scale: float
    allocated: float
    factor: tuple[float, float]
    taken: float


class Line(NamedTuple):
    """A line of both systems, or of one.

    pair      the line as each side has it
    numbers   of each side; None where it is not there
    link      the pair of activities it draws on, on each side, or -1
    whole     it is there on one side only, or draws on something else: it comes and goes as a whole
    comes_by  the cause by which it comes and goes; "" where its activity is on one side only, and comes and goes with it
    factor_by the cause by which its factor changes
    later     of a stage beyond the gate
    """

    pair: LinePair
    numbers: tuple[Numbers | None, Numbers | None]
    link: tuple[int, int]
    whole: bool
    comes_by: str
    factor_by: str
    later: bool


def lines(matched: Matched, a: Side, b: Side) -> list[list[Line]]:
    """The lines of every pair of activities."""
    sets = (a.result.gwp_set, b.result.gwp_set)
    found = []
    for pair in matched.activities:
        ones = a.result.activities[pair.a] if pair.a >= 0 else None
        others = b.result.activities[pair.b] if pair.b >= 0 else None
        found.append([_line(one, (a, b), (ones, others), matched, sets) for one in pair.lines])
    return found


def same(one: float, other: float) -> bool:
    """Whether two numbers are one, but for rounding."""
    return abs(one - other) <= EQUAL * max(abs(one), abs(other))


def causes_of(line: Line) -> set[str]:
    """The causes by which a line differs, but for the GWP set and what stands behind it."""
    one, other = line.numbers
    if line.whole:
        return {line.comes_by} if line.comes_by else set()
    if one is None or other is None:
        return set()
    found = set()
    if not same(one.size, other.size) or not same(one.taken, other.taken):
        found.add("quantities")
    if not same(one.scale, other.scale):
        found.add("yields")
    if not same(one.allocated, other.allocated):
        found.add("allocation")
    if any(not same(*numbers) for numbers in zip(one.factor, other.factor, strict=True)):
        found.add(line.factor_by)
    return found


def _line(
    pair: LinePair,
    sides: tuple[Side, Side],
    activities: tuple[Activity | None, Activity | None],
    matched: Matched,
    sets: tuple[str, str],
) -> Line:
    flows = (pair.a, pair.b)
    link = tuple(
        -1 if flow is None or flow.link < 0 else of[flow.link]
        for flow, of in zip(flows, (matched.of_a, matched.of_b), strict=True)
    )
    later = any(flow is not None and flow.stage in BEYOND_GATE for flow in flows)
    whole = pair.a is None or pair.b is None or link[0] != link[1] or _moved(pair.a, pair.b)
    by_units = False
    if pair.a is not None and pair.b is not None and not whole:
        by_units = not _one_measure(pair.a, pair.b)
        whole = by_units and (not pair.a.sources or _records(pair.a) != _records(pair.b))
    numbers: list[Numbers | None] = [None, None]
    for place, (flow, activity) in enumerate(zip(flows, activities, strict=True)):
        if flow is not None and activity is not None:
            numbers[place] = _numbers(flow, activity, sides[place], sets, by_units and not whole)
    if not whole:
        numbers = _filled(numbers, flows)
    credit = any(flow is not None and flow.credit for flow in flows)
    comes_by = "allocation" if credit else "structure"
    return Line(
        pair=pair,
        numbers=(numbers[0], numbers[1]),
        link=(link[0], link[1]),
        whole=whole,
        comes_by="" if None in activities else comes_by,
        factor_by=_factor_cause(pair, sides, sets),
        later=later,
    )


def _moved(one: Flow, other: Flow) -> bool:
    """Whether a line went over the gate: before, it was in another total."""
    return (one.stage in BEYOND_GATE or other.stage in BEYOND_GATE) and one.stage != other.stage


def _one_measure(one: Flow, other: Flow) -> bool:
    """Whether the amounts of both sides can be compared; a missing one says nothing against it."""
    if one.quantity is None or other.quantity is None:
        return True
    return one.quantity.unit.dimension == other.quantity.unit.dimension


def _numbers(flow: Flow, activity: Activity, side: Side, sets: tuple[str, str], by_units: bool) -> Numbers:
    size = 1.0 if flow.quantity is None else flow.quantity.si
    if by_units:
        size = flow.sources[0].number
    reference = activity.reference.si
    allocated = flow.allocated
    scale = flow.multiplier / allocated if allocated else flow.multiplier
    # What a tool makes in its life is shared over its own products, however many of them the document is stated for.
    shared = flow.path[0] == "tooling"
    factor = [
        fsum(one.number * one.share * co2e(one, flow, side, gwp_set) for one in flow.sources)
        for gwp_set in sets
    ]
    taken = 0.0
    if flow.link >= 0:
        taken = flow.link_number * side.result.activities[flow.link].reference.si
    return Numbers(
        size=size if shared else size / reference,
        scale=scale / reference if shared else scale,
        allocated=allocated,
        factor=(factor[0] / size, factor[1] / size) if size else (0.0, 0.0),
        taken=taken / size if size else 0.0,
    )


def _filled(numbers: list[Numbers | None], flows: tuple[Flow | None, Flow | None]) -> list[Numbers | None]:
    """What one side cannot know is that of the other: the factor of an amount of zero, the amount of a missing line."""
    one, other = numbers
    if one is None or other is None:
        return numbers
    found: list[Numbers | None] = []
    for mine, its, flow in ((one, other, flows[0]), (other, one, flows[1])):
        filled = mine
        if flow is not None and flow.quantity is None:
            filled = filled._replace(size=its.size)
        elif not mine.size:
            filled = filled._replace(factor=its.factor, taken=its.taken)
        if not mine.allocated:
            filled = filled._replace(scale=its.scale)
        found.append(filled)
    return found


def co2e(source: Source, flow: Flow, side: Side, gwp_set: str) -> float:
    """kg CO2e of one unit of a source in a GWP set; as it stands where its gases are not known, or have no value there."""
    vector, library, own = source.vector, side.library, side.result.gwp_set
    if gwp_set == own:
        return vector.co2e
    if side.converted is not None:
        return side.converted(source, gwp_set)
    try:
        if source.record is not None:
            here, there = (characterise(library, source.record, one).co2e for one in (own, gwp_set))
            return vector.co2e * (there / here) if here else vector.co2e
        if flow.kind == "emission":
            return fsum(vector.gases[gas] * gwp(library, gas, gwp_set) for gas in vector.gas_co2e)
    except UnknownGwp:
        pass
    return vector.co2e


def _records(flow: Flow) -> list[str]:
    return [source.label for source in flow.sources]


def _factor_cause(pair: LinePair, sides: tuple[Side, Side], sets: tuple[str, str]) -> str:
    """Why the factor of a line changes: of energy, of something else, or by what converts the amount to its unit."""
    flows = [flow for flow in (pair.a, pair.b) if flow is not None]
    kinds = {source.record.kind for flow in flows for source in flow.sources if source.record is not None}
    values = [
        [
            (source.label, source.share, *(co2e(source, flow, side, gwp_set) for gwp_set in sets))
            for source in flow.sources
        ]
        for flow, side in zip((pair.a, pair.b), sides, strict=True)
        if flow is not None
    ]
    if values[0] and all(one == values[0] for one in values):
        return "quantities"
    if any("declaration" in flow.stated for flow in flows):
        return "declarations"
    return "energy_mix" if not kinds.isdisjoint(ENERGY) else "factors"
