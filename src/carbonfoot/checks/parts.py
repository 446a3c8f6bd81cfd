"""Parts of a footprint that limits name: stages, lines, suppliers; each with the line that weighs most in it."""

from __future__ import annotations

from collections.abc import Callable
from fnmatch import fnmatchcase
from math import fsum
from typing import NamedTuple

from carbonfoot.findings.finding import Path
from carbonfoot.footprint.carrying import carried
from carbonfoot.footprint.contributions import at_own_plant
from carbonfoot.footprint.result import Footprint, LineResult
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.units import nearest
from carbonfoot.system.model import BEYOND_GATE, Flow, Source

GLOB = frozenset("*?[")
"""Characters that make a name a pattern."""


class Part(NamedTuple):
    """What a limit names in a footprint.

    co2e   kg CO2e per declared unit; None where there is no number, and `why`
    path   the line of the document that weighs most
    least  where a line is missing, what the others come to
    """

    co2e: float | None
    path: Path = ("product",)
    why: str = ""
    absent: bool = False
    least: float | None = None

    @property
    def known(self) -> float | None:
        """What is known of it, kg CO2e."""
        return self.least if self.co2e is None else self.co2e


def of_stage(result: Footprint, stage: str) -> Part:
    """A stage; one behind the gate of a document that ends there as it stands beside the total."""
    outside = stage in BEYOND_GATE and result.boundary != "cradle-to-grave"
    groups = result.beyond if outside else result.stages
    lines = [one for one in (result.later if outside else result.lines) if one.stage == stage]
    found = next((one.co2e for one in groups if one.key == stage), None)
    if any(one.co2e is None for one in lines):
        return Part(None, _heaviest(lines), "incomplete", least=None if outside else found)
    if found is None:
        why = "it lies behind the gate, and the document has no line there" if outside else ""
        return Part(None, why=why or "the document has no line in this stage", absent=True)
    credited = fsum(one.co2e for one in result.contributions if one.stage == stage and one.co2e < 0)
    return Part(found, _heaviest(lines), _credited(credited))


def of_item(result: Footprint, name: str) -> Part:
    """Lines of a name, with all that stands behind them, and what is calculated with factors of an item."""
    match = _matching(name)

    def chosen(_activity: int, _place: int, flow: Flow) -> bool:
        named = (flow.name, flow.name_ko, *(pick.need.item for pick in flow.picks))
        return any(match(one) for one in named if one)

    def part(source: Source) -> bool:
        return match(source.label if source.record is None else source.record.item)

    found = _carried(result, chosen, part)
    if found is not None:
        return found
    known = {one.name for activity in result.activities for one in activity.flows}
    known |= {one.key for one in result.items}
    return Part(None, why=_nothing("no line and no item is called so", name, known), absent=True)


def of_supplier(result: Footprint, name: str) -> Part:
    """What a supplier delivers, with all that stands behind it, and what happens at its own plant."""
    match = _matching(name)

    def chosen(activity: int, _place: int, flow: Flow) -> bool:
        made = result.activities[flow.link].supplier if flow.link >= 0 else ""
        own = result.activities[activity].supplier if at_own_plant(flow) else ""
        return any(match(one) for one in (flow.supplier, made, own) if one)

    found = _carried(result, chosen, None)
    if found is not None:
        return found
    known = {flow.supplier for activity in result.activities for flow in activity.flows}
    known |= {activity.supplier for activity in result.activities}
    return Part(None, why=_nothing("no line names such a supplier", name, known - {""}), absent=True)


def _matching(name: str) -> Callable[[str], bool]:
    return lambda given: given == name or fnmatchcase(given, name)


def _carried(
    result: Footprint, chosen: Callable[[int, int, Flow], bool], part: Callable[[Source], bool] | None
) -> Part | None:
    """What is chosen in what the total needs; None where nothing is."""
    reached = [
        (index, place, flow)
        for index, activity in enumerate(result.activities)
        if result.solved.levels[index]
        for place, flow in enumerate(activity.flows)
        if flow.stage not in BEYOND_GATE or (index == 0 and result.boundary == "cradle-to-grave")
    ]
    if not any(
        chosen(*one) or (part is not None and any(part(source) for source in one[2].sources))
        for one in reached
    ):
        return None
    numbers = carried(result, chosen, part)
    flow, most = max(numbers, key=lambda one: one[1])
    credited = fsum(number for _, number in numbers if number < 0)
    path = flow.path if most > 0 else ("product",)
    return Part(fsum(number for _, number in numbers), path, _credited(credited))


def _heaviest(lines: list[LineResult]) -> Path:
    known = [one for one in lines if one.co2e is not None]
    return max(known, key=lambda one: one.co2e or 0.0).flow.path if known else ("product",)


def _credited(kg: float) -> str:
    """What a reader should know of a number in which something is credited."""
    return f"credits of {format_number(kg, 6)} kg CO2e are in it" if kg < 0 else ""


def _nothing(why: str, name: str, known: set[str]) -> str:
    near = [] if GLOB & set(name) else nearest(name, sorted(known))
    return f"{why} (did you mean {' or '.join(f'`{one}`' for one in near)}?)" if near else why
