"""The lines of a result that are electricity: how much, how it is bought, and what its factor covers."""

from __future__ import annotations

from math import fsum
from typing import NamedTuple

from carbonfoot.declarations.iso14067.lines import Leaf, leaves
from carbonfoot.factors.library import Record
from carbonfoot.footprint.otherwise import PURCHASED
from carbonfoot.footprint.result import Footprint
from carbonfoot.quantities.units import parse_unit
from carbonfoot.system.model import Flow

OWN = "energy/own-generation"
CHP = "energy/chp"
METHODS = (PURCHASED, OWN)
CONTRACTS = ("supplier", "ppa", "certificates", "direct-line")
COVERED = ("direct", "losses", "upstream")
"""Generation, losses of the grid, and making the fuels."""

GRID_ITEMS = ("electricity/grid", "electricity/residual-mix")


class Power(NamedTuple):
    """A line of electricity.

    how      `grid`, a word of `CONTRACTS`, `residual mix`, `on-site`, `technology` (an item of the library other than a grid,
             without a contract that says so) or `stated`
    kwh      per declared unit; None where the line has another unit
    records  of the library, the one of generation first
    covers   words of `COVERED`; () where only the whole is stated
    lacks    words of `COVERED` that are not assessed
    """

    leaf: Leaf
    how: str
    kwh: float | None
    records: tuple[Record, ...]
    covers: tuple[str, ...]
    lacks: tuple[str, ...]


def power_of(result: Footprint) -> list[Power]:
    """Every line of electricity inside the boundary, what adds most first."""
    return [_power(one) for one in leaves(result) if is_electricity(one.flow)]


def missing_power(result: Footprint) -> list[Flow]:
    """Lines of electricity that the product needs and that have no number."""
    return [
        flow
        for index, activity in enumerate(result.activities)
        if result.solved.levels[index]
        for flow in activity.flows
        if flow.missing
        and (
            flow.path[-1] == "electricity"
            or any(one.need.item.startswith("electricity/") for one in flow.picks)
        )
    ]


def is_electricity(flow: Flow) -> bool:
    """Whether a line with a factor of its own is electricity: by its record, by its method, by where it stands."""
    if any(one.record is not None and one.record.kind == "electricity" for one in flow.sources):
        return True
    if flow.worked is not None:
        return flow.worked.id in METHODS
    item = flow.path[-1] == "electricity" and bool(flow.sources)
    return item or any(need.need.item.startswith("electricity/") for need in flow.picks)


def _power(leaf: Leaf) -> Power:
    flow = leaf.flow
    records = tuple(dict.fromkeys(one.record for one in flow.sources if one.record is not None))
    covers = tuple(key for key in COVERED if any(key in one.parts for one in flow.sources))
    return Power(
        leaf,
        _how(flow, records),
        _kwh(leaf),
        records,
        covers,
        tuple(key for key in COVERED if key in flow.not_assessed),
    )


def _how(flow: Flow, records: tuple[Record, ...]) -> str:
    worked = flow.worked
    if worked is not None and worked.id == OWN:
        return "on-site"
    if worked is not None and "contracts" in flow.path:
        start = flow.path.index("contracts")
        place = "/".join(map(str, flow.path[start : start + 2]))
        said = {symbol: value for symbol, value, _ in worked.values}
        return said.get(f"{place}/type", "stated")
    if "residual_mix" in flow.path or any(one.item == "electricity/residual-mix" for one in records):
        return "residual mix"
    if not records:
        return "stated"
    return "grid" if any(one.item in GRID_ITEMS for one in records) else "technology"


def _kwh(leaf: Leaf) -> float | None:
    """kWh per declared unit; what is lost on the way stands in the factor, not in the amount."""
    quantity = leaf.flow.quantity
    if quantity is None or quantity.unit.dimension != parse_unit("kWh").dimension:
        return None
    return leaf.units * float(quantity.to("kWh"))


def together(found: list[Power]) -> float | None:
    """kWh of all lines; None where one of them is not known."""
    known = [one.kwh for one in found if one.kwh is not None]
    return fsum(known) if len(known) == len(found) else None
