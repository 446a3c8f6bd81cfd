"""A supplier's declaration behind a line: scaled to the line's amount, its validity judged, all that it states carried on."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from carbonfoot.documents.lines import Line, Output
from carbonfoot.factors.convert import Property, in_reference
from carbonfoot.quantities.numbers import QuantityError, format_number
from carbonfoot.quantities.units import Quantity, parse_quantity, parse_unit
from carbonfoot.system.context import Context, per_piece
from carbonfoot.system.model import Path, Source, Vector
from carbonfoot.system.sources import MISSING, Found, properties

if TYPE_CHECKING:
    from carbonfoot.documents.received.model import Received

Declared = tuple[Found, dict[str, Any], float | None]
"""What is found, what the flow is told besides, and kg of the line where the declaration gives its mass."""


def declared(context: Context, line: Line | Output, quantity: Quantity, path: Path) -> Declared:
    """The declaration that a line names, for the amount of the line."""
    one = context.loaded.received.get((*path, "declaration"))
    if one is None:
        return MISSING, {}, None  # reported where the document was read
    reference = parse_quantity(f"{one.amount:f} {one.unit}")
    known: list[Property] = []
    if one.mass is not None:
        kilograms = Quantity(float(one.mass), parse_unit("kg"), f"{one.mass:f} kg")
        known.append(per_piece(kilograms, reference, f"mass in {one.file}"))
    known += properties(context, line, path)
    try:
        scaled = in_reference(quantity, reference, known)
    except QuantityError as error:
        context.report(error.code, error.message, (*path, "amount"), error.help)
        return MISSING, {}, None
    if scaled is None:
        message = f"`{quantity.text}` does not meet the declaration, which is per {reference.text}"
        context.report("CF209", message, (*path, "amount"), "state `mass:` of a piece or `density:`")
        return MISSING, {}, None
    _valid(context, one, (*path, "declaration"))
    source = Source(
        scaled.number, reference.text, vector_of(one), one.label, None, ("whole",), scaled.how, False, 1.0
    )
    mass = None if one.mass is None else float(one.mass) * scaled.number
    more = {"supplier": one.company, "country": one.place, "stated": _stated(context, one)}
    return Found((source,), missing=False), more, mass


def vector_of(one: Received) -> Vector:
    """The emissions of the declared amount; what no stated part explains counts as fossil."""
    parts = {name: float(number) for name, number in one.parts.items()}
    rest = one.total - sum(one.parts.values(), Decimal())
    if rest:
        parts["fossil"] = float(one.parts.get("fossil", Decimal()) + rest)
    total = float(one.total)
    beside = {name: float(number) for name, number in one.beside.items()}
    gwp_set = one.gwp[0] if len(one.gwp) == 1 else "unknown"
    return Vector(total, parts, beside, {}, {}, total, gwp_set)


def _stated(context: Context, one: Received) -> dict[str, object]:
    """What reports, quality and declarations ask of the line."""
    about: dict[str, object] = {
        "boundary": one.boundary,
        "year": int(one.period[1][:4]),
        "years_apart": abs(context.year - int(one.period[1][:4])),
        "declaration": {
            "file": one.file,
            "format": one.format,
            "id": one.id,
            "company": one.company,
            "status": one.status,
            "valid_until": one.valid[1],
            "exempted": one.exempted,
        },
    }
    if one.primary is not None:
        about["primary_data_share"] = one.primary
    found: dict[str, object] = {"footprint": about}
    if one.quality:
        found["quality"] = dict(one.quality)
    if one.carbon and one.mass:
        found["carbon_content"] = {name: float(number / one.mass) for name, number in one.carbon.items()}
    return found


def _valid(context: Context, one: Received, place: Path) -> None:
    """What the declaration says of its own validity, against the period of the document."""
    period = context.loaded.part.period
    if one.status == "Deprecated":
        message = f"the supplier has deprecated declaration {one.id}"
        context.report("CF903", message, place, "ask for the one that replaces it")
    if one.valid[1] and one.valid[1] < period.end:
        message = f"the declaration is valid until {one.valid[1]}, the data go on to {period.end}"
        context.report("CF407", message, place, "ask the supplier for a new declaration")
    if one.valid[0] and one.valid[0] > period.end:
        said = f"the declaration is valid from {one.valid[0]}, the data end on {period.end}"
        context.report("CF407", said, place, "name the declaration that held in that time")
    if one.total < 0:
        number = format_number(float(one.total), 6)
        message = f"the declaration says {number} kg CO2e without uptake"
        context.report("CF207", message, place, "removals that a supplier claims need evidence: ask for it")
