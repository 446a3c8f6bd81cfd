"""Tooling shared over its lifetime, packaging over its uses, and the way to the customer."""

from __future__ import annotations

from carbonfoot.documents.lines import Leg, Line
from carbonfoot.documents.methods import MethodUse
from carbonfoot.documents.part import Packaging
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.traced import added
from carbonfoot.quantities.units import Quantity, parse_unit
from carbonfoot.system.building import Building
from carbonfoot.system.context import Context
from carbonfoot.system.flow import Scale
from carbonfoot.system.line import line_flows
from carbonfoot.system.model import Activity, Path
from carbonfoot.system.transport import Cargo, leg_flows, own_mass


def deliver(context: Context, activity: Activity, packed: list[float | None]) -> None:
    """Distribution carries the product and its packaging."""
    legs = context.loaded.part.distribution
    carried = None
    if activity.mass is not None:
        mass = added([activity.mass, *(one for one in packed if one is not None)])
        carried = Quantity(mass, parse_unit("kg"), f"{format_number(mass, 6)} kg")
    if any(_takes_the_product(leg) for leg in legs or []) and None in packed:
        message = "the mass of some packaging is not known, so distribution does not carry it"
        context.report(
            "CF308", message, ("packaging",), "state the packaging in kg, or its `density:`", on="key"
        )
    names = (activity.name, activity.name_ko)
    leg_flows(context, activity, legs, ("distribution",), "distribution", Scale(), Cargo(carried, names))


def _takes_the_product(leg: Leg | MethodUse) -> bool:
    """Whether a leg states no mass of its own."""
    return not own_mass(leg) if isinstance(leg, MethodUse) else leg.mass is None


def tool(building: Building, context: Context, activity: Activity, line: Line, path: Path) -> None:
    """One tool, shared over the declared units that it lasts for."""
    if line.lifetime is None:
        help = "state how many declared units it lasts for: `lifetime: 200000 piece`"
        context.report("CF102", "`lifetime` is missing", path, help, on="key")
        return
    lifetime = context.positive(line.lifetime, (*path, "lifetime"))
    made = None
    if lifetime is not None:
        made = context.convert(lifetime, activity.reference.unit.symbol, (*path, "lifetime"))
    if lifetime is None or made is None:
        return
    if made == 0:
        context.report("CF208", f"`{lifetime.text}` is zero", (*path, "lifetime"), "write how many it makes")
        return
    scale = Scale(activity.reference.number / made, (f"shared over {lifetime.text}",))
    line_flows(building, context, activity, line, path, "tooling", scale)


def pack(
    building: Building, context: Context, activity: Activity, line: Packaging, path: Path
) -> float | None:
    """One line of packaging; the mass that travels with the product in kg, when known, however often it is used."""
    scale = Scale()
    if line.uses is not None:
        uses = context.scope.share(line.uses, (*path, "uses"), low=1.0, high=1e9)
        if uses is not None:
            scale = scale.times(1 / uses, f"used {uses:g} times")
    mass = line_flows(building, context, activity, line, path, "packaging", scale)
    if line.serves is None or line.serves == [activity.id]:
        return mass
    return (
        None if activity.id in line.serves else 0.0
    )  # shared: nobody says how much of it travels with the product
