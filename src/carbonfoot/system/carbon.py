"""Carbon in = carbon in the product + in what leaves + in the gases of its steps, in kg C, where documents state it."""

from __future__ import annotations

from math import fsum

from carbonfoot.documents.part import Part
from carbonfoot.quantities.numbers import first_of, format_number
from carbonfoot.system.context import Context
from carbonfoot.system.model import Activity, Flow

TOLERANCE = 0.05
"""Share by which carbon in and out may differ unless the document says otherwise (`carbon_tolerance:`)."""

CARBON = {"co2": 12.011 / 44.009, "ch4": 12.011 / 16.043}
"""kg C in a kg of gas: standard atomic weights (IUPAC 2021, abridged: C 12.011, O 15.999, H 1.008)."""


def check(context: Context, activity: Activity, activities: list[Activity], part: Part) -> None:
    """Fill `activity.carbon_balance`; CF445 where it does not close.

    Lines of the bill and its outputs must all say what they hold (zero may be said); auxiliaries, and what steps take in or
    put out, count where they do. Fuels that are burned for energy stand on neither side.
    """
    stated = bool(part.product.carbon_content) or any(_says_carbon(flow) for flow in activity.flows)
    if not stated:
        return
    if part.product.carbon_content is None or activity.mass is None:
        because = "the product states no carbon content"
        activity.carbon_balance = {"status": "not checked", "because": because}
        return
    ins: list[float] = []
    outs: list[float] = []
    unknown: list[str] = []
    for flow in activity.flows:
        side = _side(flow, ins, outs)
        if side is None:
            continue
        held = _held(flow, activities)
        if held is not None:
            side.append(held)
        elif not _may_be_silent(flow, part):
            unknown.append(flow.name)
    released = [mass * share for flow in activity.flows for mass, share in _released(flow)]
    if unknown or not ins:
        because = (
            f"carbon content not stated: {first_of(unknown)}"
            if unknown
            else "no input states its carbon content"
        )
        activity.carbon_balance = {"status": "not checked", "because": because}
        return
    tolerance = TOLERANCE
    if part.carbon_tolerance is not None:
        given = context.scope.share(part.carbon_tolerance, ("carbon_tolerance",))
        tolerance = tolerance if given is None else given
    product = _total(activity.carbon)
    _judge(context, activity, (fsum(ins), product, fsum(outs), fsum(released)), tolerance)


def _judge(
    context: Context, activity: Activity, sides: tuple[float, float, float, float], tolerance: float
) -> None:
    came, product, left, released = sides
    gap = fsum([came, -product, -left, -released])
    closed = abs(gap) <= tolerance * max(came, product)
    activity.carbon_balance = {
        "status": "closed" if closed else "open",
        "inputs_kg_c": came,
        "product_kg_c": product,
        "outputs_kg_c": left,
        "emissions_kg_c": released,
        "difference_kg_c": gap,
        "tolerance": tolerance,
    }
    if not closed:
        more = "more carbon goes in than comes out" if gap > 0 else "more carbon comes out than goes in"
        message = (
            f"the carbon does not balance: {_kg(came)} in, {_kg(product)} product, {_kg(left)} outputs,"
            f" {_kg(released)} CO2 and CH4"
        )
        help = (
            f"{more}: {_kg(abs(gap))}; correct a carbon content, or list what is released under `emissions:`"
        )
        context.report("CF445", message, ("product", "carbon_content"), help, on="key")


def _side(flow: Flow, ins: list[float], outs: list[float]) -> list[float] | None:
    """The side of the balance that a line belongs to; None for transport, packaging, tooling, emissions, later stages."""
    path = flow.path
    of_step = path[0] == "processes"
    if flow.kind == "transport" or "transport" in path or path[0] not in ("inputs", "outputs", "processes"):
        return None
    if path[0] == "outputs" or (of_step and path[2] == "outputs"):
        return outs
    return ins if path[0] == "inputs" or path[2] in ("inputs", "energy") else None


def _held(flow: Flow, activities: list[Activity]) -> float | None:
    """kg C of a line: its own statement, else that of the document it links to; None where nobody says."""
    content = flow.stated.get("carbon_content")
    if isinstance(content, dict) and content:
        return None if flow.mass is None else flow.mass * _total(content)
    if flow.link >= 0 and activities[flow.link].carbon:
        return _total(activities[flow.link].carbon) * flow.link_number
    return None


def _says_carbon(flow: Flow) -> bool:
    """Whether a line states its carbon; every declaration does, and of metals it says none."""
    content = flow.stated.get("carbon_content")
    return isinstance(content, dict) and ("declaration" not in flow.stated or _total(content) > 0)


def _may_be_silent(flow: Flow, part: Part) -> bool:
    """Whether a line without a statement leaves the balance checkable: what steps list, and auxiliaries."""
    if flow.path[0] == "processes":
        return True
    index = flow.path[1]
    lines = part.inputs or []
    return flow.path[0] == "inputs" and isinstance(index, int) and bool(lines[index].auxiliary)


def _released(flow: Flow) -> list[tuple[float, float]]:
    """kg of each gas with carbon that a step releases, and the carbon in a kg of it."""
    if flow.kind != "emission":
        return []
    return [
        (source.number * kilograms, CARBON[gas.partition("_")[0]])
        for source in flow.sources
        for gas, kilograms in source.vector.gases.items()
        if gas.partition("_")[0] in CARBON
    ]


def _total(carbon: dict[str, float]) -> float:
    """Fossil and biogenic carbon; recycled carbon is part of them."""
    return fsum(carbon.get(key, 0.0) for key in ("fossil", "biogenic"))


def _kg(number: float) -> str:
    return f"{format_number(number, 4)} kg C"
