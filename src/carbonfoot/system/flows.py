"""Flows of a process and of scrap: energy, gases released, waste."""

from __future__ import annotations

from carbonfoot.documents.lines import ENERGY_ITEMS, Emission, EnergyUse, Line, Output, Process
from carbonfoot.factors.library import fold
from carbonfoot.quantities.units import Quantity, nearest, parse_unit
from carbonfoot.system.amounts import amount, mass_of
from carbonfoot.system.characterise import UnknownGwp, from_gases, gwp
from carbonfoot.system.context import Context
from carbonfoot.system.flow import Scale, flow
from carbonfoot.system.model import Flow, Path, Source
from carbonfoot.system.overlap import counted_twice
from carbonfoot.system.sources import MISSING, Found, from_library
from carbonfoot.system.statement import from_statement
from carbonfoot.system.transport import leg_flows

CUT_OFF = ("recycling", "recycling-open-loop", "reuse", "loss")

LEAST_LETTERS = 4
"""Of a word that is looked for in item paths; shorter ones stand in too many."""

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
    flows = []
    for key, item in ENERGY_ITEMS.items():
        use: EnergyUse | None = getattr(process, key)
        if use is None:
            continue
        place = (*path, key)
        quantity = amount(context, use, place)
        found = MISSING
        if quantity is not None:
            kinds = (item.partition("/")[0].removesuffix("s"),)
            found = from_library(context, use, quantity, place, use.factor or item, kinds=kinds)
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
    key = "co2_fossil" if gas == "co2" else gas
    try:
        effect = gwp(context.library, key, context.gwp_set)
    except UnknownGwp as error:
        context.report("CF315", str(error), (*path, "gas"), "choose another `gwp:` set")
        return MISSING
    vector = from_gases({key: 1.0}, {key: effect}, context.gwp_set)
    label = f"GWP100 {context.gwp_set} of {gas}"
    return Found((Source(mass, "kg", vector, label, None, ("whole",), "", False, 1.0),), missing=False)


def output_flows(
    context: Context, output: Output, path: Path, stage: str, scale: Scale
) -> tuple[list[Flow], float | None]:
    """Scrap or waste with its treatment and transport; also its mass in kg, when known."""
    quantity = amount(context, output, path)
    rule, found = "", MISSING
    if output.route is not None:
        help = "leave it out: `treatment:` says what becomes of it"
        context.report("CF106", "`route` has no effect beside `treatment`", (*path, "route"), help, on="key")
    elif quantity is None:
        pass
    elif output.factor is None and output.record is None and output.treatment in CUT_OFF:
        words = "lost" if output.treatment == "loss" else "leaves free of burden"
        rule, found = f"cut-off: {output.treatment}, {words}", Found((), missing=False)
    elif output.factor is None and output.record is None:
        treated = context.library.items_treated(output.treatment)
        # Words of the line first, then the general kinds: a list of everything that burns helps nobody.
        named = [word for word in output.name.casefold().split() if len(word) >= LEAST_LETTERS]
        near = [name for name in treated if any(word in name for word in named)]
        general = [name for name in ("waste/mixed", "waste/industrial") if name in treated]
        fitting = list(dict.fromkeys([*near, *general]))[:3] or treated[:3]
        help = (
            f"name the waste, such as {' or '.join(f'`factor: {item}`' for item in fitting)}"
            if fitting
            else f"the library has no factor for {output.treatment}; use `record:` or leave it out by `exclude:`"
        )
        message = f"`{output.name}` names no factor for `{output.treatment}`"
        context.report("CF307", message, (*path, "treatment"), help)
    else:
        accept = ("collection",) if output.treatment in CUT_OFF else ()
        item = output.factor or ""
        found = from_library(
            context, output, quantity, path, item, output.treatment, accept=accept, kinds=("waste",)
        )
    mass = mass_of(context, output, quantity, path)
    counted_twice(context, output, found, path, [])
    flows = [
        flow(
            context,
            output,
            path,
            stage,
            "waste",
            scale,
            found,
            quantity=quantity,
            rule=rule,
            country=context.country,
            mass=mass,
        )
    ]
    if output.transport:
        carried = (
            None if mass is None else Quantity(mass, parse_unit("kg"), quantity.text if quantity else "")
        )
        flows += leg_flows(
            context,
            output.transport,
            (*path, "transport"),
            stage,
            scale,
            carried,
            (output.name, output.name_ko),
        )
    return flows, mass


def is_auxiliary(line: Line) -> bool:
    """Whether a line is used up rather than becoming part of the product."""
    return bool(line.auxiliary)


ENERGY_KINDS = ("fuel", "electricity", "heat")


def stated_flow_found(context: Context, line: Line, quantity: Quantity, path: Path, stage: str) -> Found:
    """Factors of a line that names the library or a statement."""
    if line.footprint is not None:
        return from_statement(context, line, line.footprint, quantity, path)
    accept = ("release",) if stage in ("use", "end-of-life") else ()
    kinds = ENERGY_KINDS if path[-2] == "energy" else ()
    return from_library(context, line, quantity, path, line.factor or "", accept=accept, kinds=kinds)
