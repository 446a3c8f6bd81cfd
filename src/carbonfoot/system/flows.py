"""Flows of a process and of scrap: energy, gases released, waste."""

from __future__ import annotations

from typing import Any

from carbonfoot.documents.lines import ENERGY_ITEMS, Emission, EnergyUse, Line, Process
from carbonfoot.factors.library import fold
from carbonfoot.quantities.units import Quantity, nearest
from carbonfoot.system.amounts import amount
from carbonfoot.system.context import Context
from carbonfoot.system.flow import Scale, flow
from carbonfoot.system.model import Flow, Path
from carbonfoot.system.releases import released
from carbonfoot.system.sources import MISSING, Found, from_library
from carbonfoot.system.statement import from_statement

BIOGENIC_CO2 = ("co2 biogenic", "biogenic co2")

CARRIER_WORDS = {
    "electricity": ("electricity", "전력"),
    "natural_gas": ("natural gas", "천연가스"),
    "lpg": ("LPG", "LPG"),
    "diesel": ("diesel", "경유"),
    "petrol": ("petrol", "휘발유"),
    "fuel_oil": ("fuel oil", "중유"),
    "kerosene": ("kerosene", "등유"),
    "coke": ("coke", "코크스"),
    "heat": ("heat", "열"),
    "water": ("water", "용수"),
}


def energy_flows(context: Context, process: Process, path: Path, scale: Scale) -> list[Flow]:
    """Electricity, fuels, heat and water of a step."""
    flows: list[Flow] = []
    given = process.__pydantic_fields_set__
    if given.isdisjoint(ENERGY_ITEMS):
        return flows
    for key, item in ENERGY_ITEMS.items():
        use: EnergyUse | None = getattr(process, key) if key in given else None
        if use is None:
            continue
        place = (*path, key)
        quantity = amount(context, use, place)
        found = MISSING
        more: dict[str, Any] = {}
        if quantity is not None:
            supply = context.loaded.supplies.get(place)
            if supply is None:
                kinds = (item.partition("/")[0].removesuffix("s"),)
                found = from_library(context, use, quantity, place, use.factor or item, kinds=kinds)
            else:
                found, more = supply.taken(context, use, quantity, place)
        word, word_ko = CARRIER_WORDS[key]
        flows.append(
            flow(
                context,
                use,
                place,
                "manufacturing",
                "energy",
                scale,
                found,
                name=use.name or f"{process.name}, {word}",
                name_ko=f"{process.name_ko or process.name}, {word_ko}",
                quantity=quantity,
                country=context.country,
                data=process.data,
                **more,
            )
        )
    return flows


def emission_flow(context: Context, process: Process, emission: Emission, path: Path, scale: Scale) -> Flow:
    """A gas released by the step itself."""
    quantity = amount(context, emission, path)
    name = emission.name or f"{process.name}, {emission.gas}"
    found = MISSING
    gas = context.library.gas(emission.gas)
    if fold(emission.gas).replace("_", " ") in BIOGENIC_CO2:
        if quantity is not None:
            found = _released(context, "co2_biogenic", quantity, path)
    elif gas is None:
        near = nearest(emission.gas, [one.gas for one in context.library.gases()])
        help = (
            f"did you mean {' or '.join(f'`{one}`' for one in near)}?"
            if near
            else "write its formula or trade name"
        )
        help += "\na gas that has no warming potential, such as NH3, is no part of a footprint"
        context.report(
            "CF315", f"`{emission.gas}` is not a greenhouse gas of the library", (*path, "gas"), help
        )
    elif quantity is not None:
        found = _released(context, gas.gas, quantity, path)
    return flow(
        context,
        emission,
        path,
        "manufacturing",
        "emission",
        scale,
        found,
        name=name,
        quantity=quantity,
        country=context.country,
        data=process.data,
    )


def _released(context: Context, gas: str, quantity: Quantity, path: Path) -> Found:
    mass = context.convert(quantity, "kg", (*path, "amount"))
    if mass is None:
        return MISSING
    found = released(context, "co2_fossil" if gas == "co2" else gas, mass, (*path, "gas"))
    return MISSING if found is None else Found((found,), missing=False)


def is_auxiliary(line: Line) -> bool:
    """Whether a line is used up, or is only work done at a supplier, rather than becoming part of the product."""
    return bool(line.auxiliary) or line.replaces is not None or line.rest is not None


ENERGY_KINDS = ("fuel", "electricity", "heat")


def stated_flow_found(context: Context, line: Line, quantity: Quantity, path: Path, stage: str) -> Found:
    """Factors of a line that names the library or a statement."""
    if line.footprint is not None:
        return from_statement(context, line, line.footprint, quantity, path)
    accept = ("release",) if stage in ("use", "end-of-life") else ()
    kinds = ENERGY_KINDS if path[-2] == "energy" else ()
    return from_library(context, line, quantity, path, line.factor or "", accept=accept, kinds=kinds)
