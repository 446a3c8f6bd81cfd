"""One line of a document: what it says, what it draws on, and how it comes to the plant."""

from __future__ import annotations

from typing import Any

from carbonfoot.documents.lines import Line
from carbonfoot.documents.load import Loaded
from carbonfoot.documents.part import KIND
from carbonfoot.quantities.units import Quantity, parse_unit
from carbonfoot.system import balance, links
from carbonfoot.system.amounts import amount, mass_of
from carbonfoot.system.building import Building
from carbonfoot.system.compounds import made_somewhere, opened_inside, whole_of
from carbonfoot.system.context import Context
from carbonfoot.system.flow import Scale, flow
from carbonfoot.system.flows import stated_flow_found
from carbonfoot.system.keys import way_of
from carbonfoot.system.model import Activity, Path
from carbonfoot.system.overlap import counted_twice
from carbonfoot.system.sources import MISSING, Found, properties
from carbonfoot.system.statement import completed
from carbonfoot.system.transport import Cargo, leg_flows
from carbonfoot.system.yields import yield_of

KINDS = {
    "product": "product",
    "inputs": "assembly",
    "footprint": "stated",
    "declaration": "stated",
    "circular": "circular",
}
"""What a line is by the way it names; a material otherwise."""


def line_flows(
    building: Building,
    context: Context,
    activity: Activity,
    line: Line,
    path: Path,
    stage: str,
    scale: Scale,
    *,
    masses: balance.Masses | None = None,
) -> float | None:
    """One line with its transport; its mass in kg per reference, when known."""
    if line.use_yield is not None:
        share = yield_of(context, line.use_yield, (*path, "yield"))
        if share is not None:
            scale = scale.times(1 / share, f"yield {share:g}")
            if masses is not None:
                masses.yields.append((share, (*path, "yield")))
    context = _where_used(context, line, path, stage)
    if context.loaded.supplies and path in context.loaded.supplies:
        _fed(context, activity, line, path, stage, scale)
        return None
    way = way_of(context, line, path)
    if way is None:
        activity.flows.append(flow(context, line, path, stage, "material", scale, MISSING))
        return None
    quantity = amount(context, line, path)
    if not way:
        _no_factor(building, context, line, path)
    found, linked_mass = MISSING, None
    more: dict[str, Any] = {}
    if quantity is not None and way == "product":
        found, more, linked_mass = _link(building, context, line, quantity, path)
    elif quantity is not None and way == "inputs":
        found, more, linked_mass = _assembly(building, context, line, quantity, path)
    elif quantity is not None and way == "circular":
        found, more = _circular(building, context, activity, line, quantity, path, scale)
    elif quantity is not None and way == "declaration":
        from carbonfoot.system.declared import declared

        found, more, linked_mass = declared(context, line, quantity, path)
    elif quantity is not None and way:
        found = stated_flow_found(context, line, quantity, path, stage)
    kind = KINDS.get(way, "material")
    mass = mass_of(context, line, quantity, path, linked_mass)
    more["mass"] = mass
    if (
        line.transport is None
        and not completed(line)
        and stage == "materials"
        and way
        and not found.missing
        and not building.freight_listed
    ):
        more["beside"] = ("inbound_transport",)
    activity.flows.append(flow(context, line, path, stage, kind, scale, found, quantity=quantity, **more))
    if way == "circular" and not found.missing:
        from carbonfoot.system.circular import said_of_terms

        said_of_terms(building, activity, activity.flows[-1])
    if line.transport:
        carried = (
            None if mass is None else Quantity(mass, parse_unit("kg"), quantity.text if quantity else "")
        )
        arrives = "inbound-transport" if stage in ("materials", "manufacturing") else stage
        leg_flows(
            context,
            activity,
            line.transport,
            (*path, "transport"),
            arrives,
            scale,
            Cargo(carried, (line.name, line.name_ko), quantity is not None),
        )
    counted_twice(context, line, found, path, building.siblings)
    return mass


def _where_used(context: Context, line: Line, path: Path, stage: str) -> Context:
    """Where a line of a later stage happens: CF316 where it does not say so, any place for a conservative result."""
    if stage not in ("use", "end-of-life") or line.origin is not None or line.factor is None:
        return context
    if context.asking.conservative:
        return context.somewhere()
    message = f"`{line.name}` is used after the gate, and the line does not say where"
    help = f"add `origin:`; until then {context.country} stands for it"
    context.report("CF316", message, path, help, on="key")
    return context


def _fed(context: Context, activity: Activity, line: Line, path: Path, stage: str, scale: Scale) -> None:
    """A line of a site that takes what a step of the site makes."""
    quantity = amount(context, line, path)
    found, more = MISSING, {}
    if quantity is not None:
        found, more = context.loaded.supplies[path].taken(context, line, quantity, path)
    activity.flows.append(flow(context, line, path, stage, "energy", scale, found, quantity=quantity, **more))


def _circular(
    building: Building,
    context: Context,
    activity: Activity,
    line: Line,
    quantity: Quantity,
    path: Path,
    scale: Scale,
) -> tuple[Found, dict[str, Any]]:
    from carbonfoot.system.circular import circular_flows  # few documents need the formula

    index = circular_flows(building, context, activity, line, quantity, path, scale)
    if index is None:
        return MISSING, {}
    return Found((), missing=False), {"link": index, "link_number": 1.0}


def _no_factor(building: Building, context: Context, line: Line, path: Path) -> None:
    near = [item for item, _ in building.library.nearest_items(line.name)][:3]
    help = "name an item (`factor:`), a document (`product:`) or a supplier's `footprint:`"
    notes = (f"items with a similar name: {', '.join(near)}",) if near else ()
    context.report("CF307", f"`{line.name}` names no factor", path, help, notes, on="key")


def _link(building: Building, context: Context, line: Line, quantity: Quantity, path: Path) -> links.Linked:
    target = context.loaded.links.get((*path, "product"))
    if target is None or target not in building.by_file:
        return links.NOTHING  # reported where the document was read
    index = building.by_file[target]
    if line.co_product is not None:
        place = _co_product(building, context, line.co_product, target, path)
        if place is None:
            return links.NOTHING
        index = place
    other = building.documents.loaded[target]
    if other.part.carbonfoot != KIND:
        message = f"`{other.source.display}` describes a site, not a product"
        help = "name it by `made_at:` of the part, or link to the document of what it made"
        context.report("CF750", message, (*path, "product"), help)
        return links.NOTHING
    if context.loaded.part.carbonfoot != KIND and context.loaded.source.file in _sites_of(other):
        message = f"`{other.source.display}` is made at this site: what it bears would be counted twice"
        help = "leave it out here, and list it under `inputs:` of the part that it goes into"
        context.report("CF760", message, (*path, "product"), help)
        return links.NOTHING
    return links.to_document(context, line, quantity, path, index, building.activities[index], other)


def _sites_of(other: Loaded) -> set[str]:
    return {target for path, target in other.links.items() if path[0] == "made_at"}


def _co_product(building: Building, context: Context, id: str, target: str, path: Path) -> int | None:
    """The activity of a co-product of another document; its product may be named too. None with CF430."""
    made = building.made.get(target)
    where = (*path, "co_product")
    if made is None:
        name = building.activities[building.by_file[target]].file
        context.report("CF430", f"`{name}` lists no co-products", where, "leave `co_product:` out")
        return None
    from carbonfoot.system.shares import place_of

    place = place_of(context, made, id, where)
    return None if place is None else building.products[target][place]


def _assembly(
    building: Building, context: Context, line: Line, quantity: Quantity, path: Path
) -> links.Linked:
    from carbonfoot.system.body import body  # a line may hold lines

    inner = opened_inside(context, line, quantity, path)
    if inner is None:
        return links.NOTHING
    index = len(building.activities)
    building.activities.append(inner)
    within = context.somewhere() if made_somewhere(line) else context.at(line.origin)
    within.whole = whole_of(inner)
    body(building, within, inner, line, path)
    return links.to_activity(context, quantity, path, index, inner, properties(context, line, path))
