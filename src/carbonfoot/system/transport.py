"""Transport: mass times distance, each leg with its own factor."""

from __future__ import annotations

from carbonfoot.documents.lines import Leg
from carbonfoot.quantities.units import Quantity, parse_unit
from carbonfoot.system.context import Context
from carbonfoot.system.flow import Scale, flow
from carbonfoot.system.model import Flow, Path
from carbonfoot.system.sources import MISSING, from_library


def leg_flows(
    context: Context,
    legs: list[Leg] | None,
    path: Path,
    stage: str,
    scale: Scale,
    carried: Quantity | None,
    names: tuple[str, str | None],
    *,
    carried_known: bool = True,
) -> list[Flow]:
    """Transport legs: mass times distance, each with its own factor; `names` of what is carried, English and Korean.

    `carried_known` is False where the amount of the line has been refused already: its legs need no finding of their own.
    """
    flows = []
    for index, leg in enumerate(legs or []):
        place = (*path, index)
        mass = carried if leg.mass is None else context.positive(leg.mass, (*place, "mass"))
        distance = context.positive(leg.distance, (*place, "distance"))
        work = None
        if mass is None and carried_known:
            help = "state `mass:` on the leg, or `mass:` of a piece on the line"
            if leg.mass is None:
                context.report(
                    "CF209", f"the mass that `{leg.mode}` carries is not known", place, help, on="key"
                )
        elif mass is not None and distance is not None:
            kilometres = context.convert(distance, "km", (*place, "distance"))
            tonnes = context.convert(mass, "t", (*place, "mass"))
            if kilometres is not None and tonnes is not None:
                work = Quantity(tonnes * kilometres, parse_unit("tkm"), f"{mass.text} x {distance.text}")
        item = leg.mode if leg.mode.startswith("freight/") else f"freight/{leg.mode}"
        found = (
            MISSING
            if work is None
            else from_library(context, _LegLine(leg, context.country), work, place, item)
        )
        record = context.library.record(leg.record) if leg.record else None
        if record is not None and record.item != item and not record.item.startswith(f"{item}/"):
            message = f"`{leg.record}` is of `{record.item}`, not of `{item}`"
            context.report(
                "CF318", message, (*place, "record"), "name a record of the mode, or correct the mode"
            )
            found = MISSING
        way = f"{leg.mode} {distance.text if distance else ''}".rstrip()
        flows.append(
            flow(
                context,
                leg,
                place,
                stage,
                "transport",
                scale,
                found,
                name=f"{names[0]}, {way}",
                name_ko=f"{names[1]}, {way}" if names[1] else "",
                quantity=work,
                country=leg.origin or context.country,
                carries=path[:-1] if leg.mass is None and path[-1] == "transport" else None,
            )
        )
    return flows


class _LegLine:
    """A leg seen as a line: the fields that the look-up of factors reads."""

    def __init__(self, leg: Leg, country: str) -> None:
        self.factor = None
        self.record = leg.record
        self.route = leg.route
        self.origin = leg.origin or country
        self.year = self.density = self.calorific_value = self.mass = None
