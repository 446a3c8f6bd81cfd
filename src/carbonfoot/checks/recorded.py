"""A product system as plain data: as much of each line as the split of a change needs, and nothing else.

Numbers are written as they are (the shortest text that reads back as the same float): the split compares lines to within
1e-12 of each other, which a rounded number would not keep. What has its usual value is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from carbonfoot.footprint.differences import taken
from carbonfoot.footprint.measures import Side, co2e
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import Quantity, parse_unit, si_unit
from carbonfoot.system.model import Activity, Flow, Source

SETS = ("AR4", "AR5", "AR6")
NEAR = 1e-13
"""Of an amount: its unit is kept where the amount reads back to within this."""

NameOf = Callable[[str], str]
"""The name below the root of a file that is displayed."""

Activities = dict[str, dict[str, list[dict[str, Any]]]]
"""By GWP set and document, the one of the document itself first."""


def record_into(found: Activities, side: Side, name_of: NameOf) -> None:
    """Add the activities of a product system; those of a document that is there already are the same."""
    of_set = found.setdefault(side.result.gwp_set, {})
    by_file: dict[str, list[Activity]] = {}
    for activity in side.result.activities:
        by_file.setdefault(name_of(activity.file), []).append(activity)
    for file, inside in by_file.items():
        if file not in of_set or len(of_set[file]) < len(inside):
            ordered = sorted(inside, key=lambda one: (bool(one.path), one.key))
            of_set[file] = [_activity(one, side, name_of) for one in ordered]


def amount(quantity: Quantity) -> list[Any]:
    """Number and unit of an amount, in base units where its own unit has no name that can be read back."""
    try:
        again = Quantity(float(quantity.number), parse_unit(quantity.unit.symbol), "")
        same = again.unit.dimension == quantity.unit.dimension and abs(again.si - quantity.si) <= NEAR * abs(
            quantity.si
        )
    except QuantityError:
        same = False
    if same:
        return [float(quantity.number), quantity.unit.symbol]
    return [float(quantity.si), si_unit(quantity.unit.dimension).symbol]


def _activity(activity: Activity, side: Side, name_of: NameOf) -> dict[str, Any]:
    beside = [_place(side.result.activities[one], activity, name_of) for one in activity.products[1:]]
    found = {
        "path": list(activity.path),
        "name": activity.name,
        "name_ko": activity.name_ko,
        "id": activity.id,
        "reference": amount(activity.reference),
        "per": activity.reference.text,
        "products": beside,
        "lines": [_line(flow, activity, side, name_of) for flow in activity.flows],
    }
    return {key: value for key, value in found.items() if value or key in ("path", "lines", "reference")}


def _place(target: Activity, of: Activity, name_of: NameOf) -> dict[str, Any]:
    """Which activity: of its own document by the path alone."""
    place: dict[str, Any] = {"path": list(target.path)}
    return place if target.file == of.file else {"file": name_of(target.file), **place}


def _line(flow: Flow, activity: Activity, side: Side, name_of: NameOf) -> dict[str, Any]:
    target = None if flow.link < 0 else side.result.activities[flow.link]
    found: dict[str, Any] = {
        "path": list(flow.path),
        "name": flow.name,
        "name_ko": flow.name_ko,
        "stage": flow.stage,
        "kind": flow.kind,
        "amount": None if flow.quantity is None else amount(flow.quantity),
        "times": float(flow.multiplier),
        "allocated": float(flow.allocated),
        "because": list(flow.because),
        "sources": [_source(one, flow, side) for one in flow.sources],
        "link": None if target is None else _place(target, activity, name_of),
        "takes": float(flow.link_number) if target is not None else None,
        "rule": flow.rule,
        "credit": flow.credit,
        "needs": [_need(one.need.item, one.need.record) for one in flow.picks],
        "declared": "declaration" in flow.stated,
    }
    if flow.worked is not None:
        found["method"] = flow.worked.id
        found["took"] = {key: list(texts) for key, texts in taken(flow.worked).items()}
    usual = {"times": 1.0, "allocated": 1.0}
    kept = ("path", "name", "stage", "kind", "takes")
    return {
        key: value
        for key, value in found.items()
        if (value != usual[key] if key in usual else value is not None if key in kept else bool(value))
    }


def _need(item: str, record: str) -> list[str]:
    return [item, record] if record else [item]


def _source(source: Source, flow: Flow, side: Side) -> dict[str, Any]:
    """What one unit is worth in its own GWP set, and in another where that differs."""
    own = float(source.vector.co2e)
    others = {one: float(co2e(source, flow, side, one)) for one in SETS}
    found: dict[str, Any] = {
        "label": source.label,
        "kind": "" if source.record is None else source.record.kind,
        "number": float(source.number),
        "share": float(source.share),
        "co2e": own,
        "in": {one: number for one, number in others.items() if number != own},
    }
    usual: Mapping[str, object] = {"share": 1.0, "kind": "", "in": {}}
    return {key: value for key, value in found.items() if key not in usual or value != usual[key]}
