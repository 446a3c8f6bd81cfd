"""A footprint that a supplier states: scaled to the line, its parts and its validity checked."""

from __future__ import annotations

from math import fsum

from carbonfoot.documents.lines import Line, Output, StatedFootprint
from carbonfoot.factors.candidates import OLD_AFTER
from carbonfoot.factors.convert import in_reference
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import Quantity
from carbonfoot.system.context import Context
from carbonfoot.system.model import CATEGORIES, Path, Source, Vector
from carbonfoot.system.sources import MISSING, Found, properties
from carbonfoot.system.spread import spread


def from_statement(
    context: Context, line: Line | Output, stated: StatedFootprint, quantity: Quantity, path: Path
) -> Found:
    """A supplier's stated footprint, scaled to the line's amount.

    One that covers the supplier's own plant only is kept as what is known; the line stays missing (CF307).
    """
    place = (*path, "footprint")
    per = context.positive(stated.per, (*place, "per"))
    total = context.convert(
        context.scope.quantity(stated.value, (*place, "value")), "kg CO2e", (*place, "value")
    )
    if per is None or total is None:
        return MISSING
    if per.number == 0:
        context.report(
            "CF208", f"`{per.text}` is zero", (*place, "per"), "state what the value is for, such as `1 kg`"
        )
        return MISSING
    if total < 0:
        help = "state the total without uptake; put uptake under `biogenic_uptake:`"
        context.report("CF207", f"`{total:g} kg CO2e` is negative", (*place, "value"), help)
        return MISSING
    try:
        scaled = in_reference(quantity, per, properties(context, line, path))
    except QuantityError as error:
        context.report(error.code, error.message, (*path, "amount"), error.help)
        return MISSING
    if scaled is None:
        message = f"`{quantity.text}` does not meet the footprint stated per {per.text}"
        context.report("CF209", message, (*path, "amount"), "state `mass:` of a piece or `density:`")
        return MISSING
    vector = _vector(context, stated, total, place)
    if vector is None:
        return MISSING
    _validity(context, stated, place)
    ranged = spread(context, stated, context.scope.quantity(stated.value, (*place, "value")), place, "value")
    source = Source(
        scaled.number, per.text, vector, stated.source, None, ("whole",), scaled.how, False, 1.0, ranged
    )
    own_plant_only = stated.boundary == "gate-to-gate" and not completed(line)
    if own_plant_only:
        message = f"the footprint stated for `{line.name}` covers the supplier's own plant only"
        help = (
            "ask for a cradle-to-gate footprint; or say by `rest:` which lines cover materials, transport and waste,"
            " or by `replaces:` which line's part it stands for"
        )
        context.report("CF307", message, (*place, "boundary"), help)
    return Found((source,), missing=own_plant_only)


def completed(line: Line | Output) -> bool:
    """Whether other lines cover what a footprint of the supplier's own plant leaves out."""
    return vars(line).get("replaces") is not None or vars(line).get("rest") is not None


def _vector(context: Context, stated: StatedFootprint, total: float, place: Path) -> Vector | None:
    """The parts that are stated; without any, all counts as fossil. A statement never gives its gases."""
    categories: dict[str, float] = {}
    beside: dict[str, float] = {}
    for key in (*CATEGORIES, "biogenic_uptake", "biogenic_co2", "aircraft"):
        value = getattr(stated, key, None)
        if value is None:
            continue
        number = context.convert(context.scope.quantity(value, (*place, key)), "kg CO2e", (*place, key))
        if number is None:
            return None
        if (number > 0) if key == "biogenic_uptake" else (number < 0):
            sign = "negative or zero" if key == "biogenic_uptake" else "positive or zero"
            context.report("CF207", f"`{key}` must be {sign}", (*place, key), "turn the sign")
            return None
        (categories if key in CATEGORIES else beside)[key] = number
    slack = 1e-6 * total
    if not categories:
        categories = {"fossil": total}
    elif abs(fsum(categories.values()) - total) > slack:
        message = f"the parts add up to {fsum(categories.values()):g}, the value says {total:g} kg CO2e"
        help = "correct the parts or the value"
        context.report("CF404", message, (*place, "value"), help, severity="error")
        return None
    fossil, aircraft = categories.get("fossil", 0.0), beside.get("aircraft", 0.0)
    if aircraft > fossil + slack:
        message = f"`aircraft` is {aircraft:g} kg CO2e, more than the fossil part of {fossil:g} kg CO2e"
        help = "aircraft emissions are part of the fossil part: correct one of them"
        context.report("CF404", message, (*place, "aircraft"), help, severity="error")
        return None
    return Vector(total, categories, beside, {}, {}, total, stated.gwp or "unknown")


def _validity(context: Context, stated: StatedFootprint, place: Path) -> None:
    """CF407 where the statement ends before the data do, CF306 where it is old."""
    period = context.loaded.part.period
    if stated.valid_until is not None and stated.valid_until < period.end:
        message = f"the statement is valid until {stated.valid_until}, the data go on to {period.end}"
        context.report("CF407", message, (*place, "valid_until"), "ask the supplier for a new statement")
    if stated.year is not None and context.year - stated.year.year > OLD_AFTER:
        message = f"the statement is of {stated.year.year}, the data are of {context.year}"
        context.report("CF306", message, (*place, "year"), "ask the supplier for a new statement")
