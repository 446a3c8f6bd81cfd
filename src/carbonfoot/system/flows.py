"""Flows of one activity: materials, energy, gases, transport, waste, each as the user wrote it."""

from __future__ import annotations

from typing import Any

from carbonfoot.documents.fields import Value
from carbonfoot.documents.lines import ENERGY_ITEMS, Emission, EnergyUse, Leg, Line, Output, Process
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.units import Quantity, nearest, parse_unit
from carbonfoot.system.characterise import UnknownGwp, from_gases, gwp
from carbonfoot.system.context import Context
from carbonfoot.system.model import Flow, Path, Source
from carbonfoot.system.sources import MISSING, Found, from_library, from_statement

CUT_OFF = ("recycling", "recycling-open-loop", "reuse", "loss")

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


class Scale:
    """What multiplies a line: yields, lifetimes, uses; `because` says so in words."""

    __slots__ = ("because", "factor")

    def __init__(self, factor: float = 1.0, because: tuple[str, ...] = ()) -> None:
        self.factor = factor
        self.because = because

    def times(self, factor: float, because: str) -> Scale:
        """The scale with one more reason."""
        return Scale(self.factor * factor, (*self.because, because))


def flow(
    context: Context, line: Any, path: Path, stage: str, kind: str, scale: Scale, found: Found, **more: Any
) -> Flow:
    """A flow from a line and what was found for it."""
    context.known_place(getattr(line, "origin", None), (*path, "origin"))
    return Flow(
        path=path,
        name=more.get("name") or line.name or "",
        name_ko=more.get("name_ko") or getattr(line, "name_ko", None) or "",
        stage=stage,
        kind=kind,
        quantity=more.get("quantity"),
        multiplier=scale.factor,
        because=scale.because,
        sources=found.sources,
        link=more.get("link", -1),
        link_number=more.get("link_number", 0.0),
        link_how=more.get("link_how", ""),
        country=getattr(line, "origin", None) or more.get("country", ""),
        supplier=getattr(line, "supplier", None) or "",
        data=getattr(line, "data", None) or more.get("data") or "",
        tags=tuple(getattr(line, "tags", None) or ()),
        missing=found.missing,
        rule=more.get("rule", ""),
        not_assessed=found.not_assessed,
        passed_over=found.passed_over,
        stated=stated_data(line),
    )


def stated_data(line: Any) -> dict[str, object]:
    """Bounds, quality scores, codes, carbon content and notes of a line as plain data."""
    found: dict[str, object] = {}
    for key in ("low", "high"):
        value = getattr(line, key, None)
        if isinstance(value, Quantity):
            found[key] = {"value": value.number, "unit": value.unit.symbol}
    for key in ("quality", "carbon_content"):
        inner = getattr(line, key, None)
        if inner is not None:
            found[key] = {name: one.number for name, one in vars(inner).items() if isinstance(one, Quantity)}
    for key in ("cn_code", "note"):
        if getattr(line, key, None) is not None:
            found[key] = getattr(line, key)
    return found


def amount(context: Context, line: Any, path: Path) -> Quantity | None:
    """The amount of a line, checked: there, not negative, inside its own bounds."""
    share = getattr(line, "share", None)
    if share is not None:
        return _part_of_whole(context, line, share, path)
    if line.amount is None:
        context.report("CF102", "`amount` is missing", path, "add it, such as `amount: 2.35 kg`", on="key")
        return None
    quantity = context.scope.amount(line.amount, getattr(line, "unit", None), (*path, "amount"))
    if quantity is None:
        return None
    marks = [tag for tag in line.tags or [] if tag.lower() in ("offset", "credit", "koc", "kcu")]
    if marks:
        message = f"`{marks[0]}` marks an offset or a credit, which never enters a footprint"
        help = "take the line out, and report it beside the footprint"
        context.report("CF408", message, (*path, "tags"), help)
        return None
    if quantity.number < 0:
        help = "amounts are positive; a credit needs a declared avoided product or uptake"
        context.report("CF207", f"`{quantity.text}` is negative", (*path, "amount"), help)
        return None
    _bounds(context, line, quantity, path)
    return quantity


def _part_of_whole(context: Context, line: Any, share: Value, path: Path) -> Quantity | None:
    """The amount of a component that is stated as a share of its compound."""
    if line.amount is not None:
        context.report("CF106", "`amount` and `share` cannot stand together", path, "keep one", on="key")
        return None
    if context.whole is None:
        help = "write an `amount:`; shares belong to the lines of a compound (`inputs:` of a line)"
        context.report("CF106", "`share` has no whole here", (*path, "share"), help)
        return None
    part = context.scope.share(share, (*path, "share"))
    if part is None:
        return None
    whole = context.whole
    number = whole.number * part
    return Quantity(number, whole.unit, f"{format_number(number, 6)} {whole.unit.symbol}")


def _bounds(context: Context, line: Any, quantity: Quantity, path: Path) -> None:
    unit = quantity.unit
    low = None if line.low is None else context.scope.quantity(line.low, (*path, "low"))
    high = None if line.high is None else context.scope.quantity(line.high, (*path, "high"))
    for bound, key in ((low, "low"), (high, "high")):
        if bound is not None and bound.unit.dimension != unit.dimension:
            context.report(
                "CF204", f"`{bound.text}` does not meet `{quantity.text}`", (*path, key), "use one unit"
            )
            return
    if (low is not None and low.si > quantity.si) or (high is not None and high.si < quantity.si):
        key = "low" if low is not None and low.si > quantity.si else "high"
        bound = low if key == "low" else high
        side = "above" if key == "low" else "below"
        message = f"`{key}: {bound.text if bound else ''}` lies {side} the amount of `{quantity.text}`"
        context.report("CF211", message, (*path, key), "low <= amount <= high")


def energy_flows(context: Context, process: Process, path: Path, scale: Scale) -> list[Flow]:
    """Electricity, fuels, heat and water of a step."""
    flows = []
    for key, item in ENERGY_ITEMS.items():
        use: EnergyUse | None = getattr(process, key)
        if use is None:
            continue
        place = (*path, key)
        quantity = amount(context, use, place)
        found = (
            MISSING if quantity is None else from_library(context, use, quantity, place, use.factor or item)
        )
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
    if gas is None:
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


def leg_flows(
    context: Context,
    legs: list[Leg] | None,
    path: Path,
    stage: str,
    scale: Scale,
    carried: Quantity | None,
    names: tuple[str, str | None],
) -> list[Flow]:
    """Transport legs: mass times distance, each with its own factor; `names` of what is carried, English and Korean."""
    flows = []
    for index, leg in enumerate(legs or []):
        place = (*path, index)
        mass = carried if leg.mass is None else context.positive(leg.mass, (*place, "mass"))
        distance = context.positive(leg.distance, (*place, "distance"))
        work = None
        if mass is None:
            help = "state `mass:` on the leg, or `mass:` of a piece on the line"
            if leg.mass is None:
                context.report(
                    "CF209", f"the mass that `{leg.mode}` carries is not known", place, help, on="key"
                )
        elif distance is not None:
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


def output_flows(
    context: Context, output: Output, path: Path, stage: str, scale: Scale
) -> tuple[list[Flow], float | None]:
    """Scrap or waste with its treatment and transport; also its mass in kg, when known."""
    quantity = amount(context, output, path)
    rule, found = "", MISSING
    if quantity is None:
        pass
    elif output.factor is None and output.record is None and output.treatment in CUT_OFF:
        words = "lost" if output.treatment == "loss" else "leaves free of burden"
        rule, found = f"cut-off: {output.treatment}, {words}", Found((), missing=False)
    elif output.factor is None and output.record is None:
        help = "name the waste, such as `factor: waste/plastic/average`\n`carbonfoot factors list waste/` shows them"
        message = f"`{output.name}` names no factor for `{output.treatment}`"
        context.report("CF307", message, (*path, "treatment"), help)
    else:
        accept = ("collection",) if output.treatment in CUT_OFF else ()
        found = from_library(context, output, quantity, path, output.factor or "", output.treatment, accept)
    mass = mass_of(context, output, quantity, path)
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


def mass_of(
    context: Context, line: Any, quantity: Quantity | None, path: Path, linked: float | None = None
) -> float | None:
    """kg of a line: from its own unit, a density, the mass of a piece, or the linked product; None when not known."""
    if quantity is None:
        return None
    kilogram = parse_unit("kg")
    if quantity.unit.dimension == kilogram.dimension:
        return quantity.to(kilogram)
    from carbonfoot.factors.convert import bridge
    from carbonfoot.system.sources import properties

    silent = context.at(context.country)
    silent.findings = []  # the properties are reported where the factor is looked up
    bridged = bridge(quantity, kilogram, properties(silent, line, path))
    return linked if bridged is None else bridged.number


def is_auxiliary(line: Line) -> bool:
    """Whether a line is used up rather than becoming part of the product."""
    return bool(line.auxiliary)


def stated_flow_found(context: Context, line: Line, quantity: Quantity, path: Path, stage: str) -> Found:
    """Factors of a line that names the library or a statement."""
    if line.footprint is not None:
        return from_statement(context, line, line.footprint, quantity, path)
    accept = ("release",) if stage in ("use", "end-of-life") else ()
    return from_library(context, line, quantity, path, line.factor or "", accept=accept)
