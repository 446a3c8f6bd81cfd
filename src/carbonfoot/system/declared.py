"""A supplier's declaration behind a line: scaled to the line's amount, all that it states carried on."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from carbonfoot.documents.lines import Line, Output
from carbonfoot.documents.received.model import UNNAMED
from carbonfoot.factors.convert import Property, in_reference
from carbonfoot.quantities.numbers import QuantityError, format_number
from carbonfoot.quantities.units import Quantity, parse_quantity, parse_unit
from carbonfoot.system.context import Context, per_piece
from carbonfoot.system.declared_said import about, calorific, judge
from carbonfoot.system.model import Path, Source, Vector
from carbonfoot.system.sources import MISSING, Found, properties
from carbonfoot.system.statement import completed

if TYPE_CHECKING:
    from carbonfoot.documents.received.model import Received

Declared = tuple[Found, dict[str, Any], float | None]
"""What is found, what the flow is told besides, and kg of the line where the declaration gives its mass."""

NOTHING: Declared = (MISSING, {}, None)

ASK_BASIS = "ask the supplier whether net or gross is meant; write the amount so, and leave the bracket out"


def declared(context: Context, line: Line | Output, quantity: Quantity, path: Path) -> Declared:
    """The declaration that a line names, for the amount of the line.

    One that covers the supplier's own plant only is kept as what is known; the line stays missing (CF307). One that goes
    on behind the gate (CF307), is below zero (CF207) or does not add up (CF404) gives nothing.
    """
    one = context.loaded.received.get((*path, "declaration"))
    if one is None:
        return NOTHING  # reported where the document was read
    if one.company == UNNAMED and isinstance(line, Line) and line.supplier:
        one = one._replace(company=line.supplier)
    place = (*path, "declaration")
    reference = parse_quantity(f"{one.amount:f} {one.unit}")
    mass = _mass(one, reference)
    scaled = _scaled(context, line, quantity, path, one, reference, mass)
    vector = vector_of(one)
    judge(context, line, one, mass, reference, path)
    if scaled is None or not _usable(context, one, vector, place):
        return NOTHING
    how = scaled[1]
    if not how:
        calorific(context, one, reference, place)
    source = Source(scaled[0], reference.text, vector, one.label, None, ("whole",), how, False, 1.0)
    bought = isinstance(line, Line)  # what an output names is the work of treating it, not what leaves
    more: dict[str, Any] = {
        "supplier": "" if one.company == UNNAMED else one.company,
        "stated": about(context, one, mass, bought=bought),
    }
    if one.place:
        more["country"] = one.place
    found = Found((source,), missing=False)
    if one.boundary == "gate-to-gate" and not completed(line):
        message = f"the declaration of `{line.name}` covers the supplier's own plant only"
        help = "ask for a cradle-to-gate declaration; or say by `replaces:` which line's part it stands for"
        context.report("CF307", message, place, help)
        found = Found((source,), missing=True)
    return found, more, None if mass is None else mass * scaled[0]


def vector_of(one: Received) -> Vector:
    """The emissions of the declared amount; what no stated part explains counts as fossil."""
    parts = {name: float(number) for name, number in one.parts.items()}
    rest = one.total - sum(one.parts.values(), Decimal())
    if rest or not parts:
        parts["fossil"] = float(one.parts.get("fossil", Decimal()) + rest)
    total = float(one.total)
    beside = {name: float(number) for name, number in one.beside.items()}
    gwp_set = one.gwp[0] if len(one.gwp) == 1 else "unknown"
    return Vector(total, parts, beside, {}, {}, total, gwp_set)


def _mass(one: Received, reference: Quantity) -> float | None:
    """kg of the declared amount: what it is declared in, where that is a mass, else what the declaration says."""
    if reference.unit.dimension == parse_unit("kg").dimension:
        return float(reference.to("kg"))
    return None if one.mass is None else float(one.mass)


def _scaled(
    context: Context,
    line: Line | Output,
    quantity: Quantity,
    path: Path,
    one: Received,
    reference: Quantity,
    mass: float | None,
) -> tuple[float, str] | None:
    """How many times the declared amount, and by what it was converted; None with a finding.

    The mass that the declaration gives comes before what the line states: the declaration is made with it.
    """
    known: list[Property] = []
    if mass is not None:
        text = f"{format_number(mass)} kg"
        kilograms = Quantity(mass, parse_unit("kg"), text)
        known.append(per_piece(kilograms, reference, "mass in the declaration"))
    known += properties(context, line, path)
    try:
        scaled = in_reference(quantity, reference, known)
    except QuantityError as error:
        help = ASK_BASIS if error.code == "CF210" and not reference.unit.basis else error.help
        context.report(error.code, error.message, (*path, "amount"), help)
        return None
    if scaled is not None:
        return scaled.number, scaled.how
    message = f"`{quantity.text}` does not meet the declaration, which is per {reference.text}"
    help = f"write the amount in {reference.unit.symbol}"
    if mass is None:
        help += ", or state `mass:` of a piece or `density:`: the declaration gives no mass"
    elif parse_unit("kg").dimension != quantity.unit.dimension:
        kg = reference.unit.symbol == "kg"
        said = "what the declaration is of" if kg else f"{reference.text}"
        help += f"{'' if kg else ' or in kg'}, or state `mass:` of a piece or `density:` of {said}"
    context.report("CF209", message, (*path, "amount"), help, (f"declaration {one.id} in {one.file}",))
    return None


def _usable(context: Context, one: Received, vector: Vector, place: Path) -> bool:
    """Whether a line may take the number at all; else a finding."""
    if one.total < 0:
        number = format_number(float(one.total), 6)
        message = f"the declaration says {number} kg CO2e without uptake"
        context.report("CF207", message, place, "removals that a supplier claims need evidence: ask for it")
        return False
    if vector.categories.get("fossil", 0.0) < 0:
        others = format_number(vector.co2e - vector.categories["fossil"], 6)
        message = f"the parts beside fossil add up to {others}, the total is {format_number(vector.co2e, 6)} kg CO2e"
        context.report(
            "CF404", message, place, "ask the supplier for a declaration that adds up", severity="error"
        )
        return False
    if one.boundary not in ("cradle-to-gate", "gate-to-gate", ""):
        message = f"the declaration is {one.boundary}: it holds the use and the end of life of what is bought"
        help = "ask for its cradle-to-gate part; use and end of life stand in this document once"
        context.report("CF307", message, place, help)
        return False
    return True
