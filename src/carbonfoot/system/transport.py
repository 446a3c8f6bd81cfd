"""Transport: mass times distance, each leg with its own factor."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.documents.lines import Leg
from carbonfoot.documents.methods import MethodUse
from carbonfoot.quantities.units import Quantity, parse_unit
from carbonfoot.system.context import Context
from carbonfoot.system.flow import Scale, flow
from carbonfoot.system.model import Activity, Path
from carbonfoot.system.sources import MISSING, from_library

_OF_VEHICLES = ("payload", "load_factor", "empty_return")
"""Keys of a leg that ask for kilometres of vehicles; the method of such legs counts them."""


class Cargo(NamedTuple):
    """What legs carry: its mass, its names in English and Korean.

    `known` is False where the amount of the line has been refused already: its legs need no finding of their own.
    """

    mass: Quantity | None
    names: tuple[str, str | None]
    known: bool = True


def leg_flows(
    context: Context,
    activity: Activity,
    legs: list[Leg | MethodUse] | None,
    path: Path,
    stage: str,
    scale: Scale,
    cargo: Cargo,
) -> None:
    """Transport legs of an activity: mass times distance, each with its own factor, or a method."""
    carried, names = cargo.mass, cargo.names
    for index, leg in enumerate(legs or []):
        place = (*path, index)
        if isinstance(leg, MethodUse) or any(getattr(leg, key) is not None for key in _OF_VEHICLES):
            if cargo.known:
                _by_method(context, activity, leg, place, stage, scale, cargo)
            continue
        mass = carried if leg.mass is None else context.positive(leg.mass, (*place, "mass"))
        distance = context.positive(leg.distance, (*place, "distance"))
        work = None
        if mass is None and cargo.known:
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
        activity.flows.append(
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


def _by_method(
    context: Context,
    activity: Activity,
    leg: Leg | MethodUse,
    place: Path,
    stage: str,
    scale: Scale,
    cargo: Cargo,
) -> None:
    """A leg by a method; that of kilometres of vehicles where the leg itself says how full they are."""
    from carbonfoot.system.worked import Around, Carried, method_flows  # few documents use methods

    use = leg if isinstance(leg, MethodUse) else _use_of(leg)
    of_line = place[:-2] if place[-2] == "transport" and not own_mass(use) else None
    way = use.arguments.get("mode") or use.method.rpartition("/")[2]
    name, korean = cargo.names
    around = Around(
        f"{name}, {way}", f"{korean}, {way}" if korean else "", stage=stage, leg=Carried(cargo.mass, of_line)
    )
    method_flows(context, activity, use, place, around, scale)


def own_mass(use: MethodUse) -> bool:
    """Whether a leg by a method states what it carries."""
    return not {"mass", "goods"}.isdisjoint(use.arguments)


def _use_of(leg: Leg) -> MethodUse:
    """The use of `transport/freight-tkm` that a leg with `load_factor` stands for."""
    use = MethodUse()
    for name in MethodUse.fields():
        setattr(use, name, None)
    use.method, use.note = "transport/freight-tkm", leg.note
    use.__pydantic_fields_set__ = {"method", *(("note",) if leg.note else ())}
    given = {name: getattr(leg, name) for name in leg.__pydantic_fields_set__ if name != "note"}
    use.__pydantic_extra__ = {name: getattr(value, "text", value) for name, value in given.items()}
    return use


class _LegLine:
    """A leg seen as a line: the fields that the look-up of factors reads."""

    def __init__(self, leg: Leg, country: str) -> None:
        self.factor = None
        self.record = leg.record
        self.route = leg.route
        self.origin = leg.origin or country
        self.year = self.density = self.calorific_value = self.mass = None
