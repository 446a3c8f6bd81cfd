"""A line that draws on another activity: how many of its references it takes."""

from __future__ import annotations

from carbonfoot.documents.lines import Line
from carbonfoot.documents.load import Loaded
from carbonfoot.factors.convert import Property, in_reference
from carbonfoot.quantities.numbers import QuantityError, format_number
from carbonfoot.quantities.units import Quantity, parse_unit
from carbonfoot.system.context import Context, per_piece
from carbonfoot.system.model import Activity, Path
from carbonfoot.system.sources import MISSING, Found, properties

Linked = tuple[Found, dict[str, object], float | None]
"""What was found, the fields of the flow that link it, and the mass in kg that the line takes."""

NOTHING: Linked = (MISSING, {}, None)


def to_document(
    context: Context,
    line: Line,
    quantity: Quantity,
    path: Path,
    index: int,
    activity: Activity,
    other: Loaded,
) -> Linked:
    """A line that names another document."""
    _agrees(context, line, path, activity, other)
    if activity.treats:
        message = f"`{activity.name}` treats {activity.treats}: it takes it in and makes nothing of it"
        help = "name it by an output (`outputs:`, `end_of_life:`), or take `treats:` out of its document"
        context.report("CF437", message, (*path, "product"), help)
        return NOTHING
    known: list[Property] = []
    if activity.mass is not None:
        kilograms = Quantity(activity.mass, parse_unit("kg"), f"{activity.mass:g} kg")
        known.append(per_piece(kilograms, activity.reference, f"mass in {activity.file}"))
    beside = activity.path[1] if activity.path else None
    shape = other.part.product if not isinstance(beside, int) else (other.part.co_products or [])[beside]
    for key, word in (("density", "density"), ("calorific_value", "calorific value")):
        value = getattr(shape, key)
        stated = (
            None if value is None else other.scope.quantity(value, (*(activity.path or ("product",)), key))
        )
        if stated is not None and stated.number > 0:
            known.append(Property(word, stated, f"stated in {activity.file}"))
    known += properties(context, line, path)
    return to_activity(context, quantity, path, index, activity, known)


def to_activity(
    context: Context,
    quantity: Quantity,
    path: Path,
    index: int,
    activity: Activity,
    known: list[Property],
    state: str = "`mass:` where the product is described",
) -> Linked:
    """The amount in references of the activity, across dimensions by a known property; `state` says which would do."""
    reference = activity.reference
    try:
        taken = in_reference(quantity, reference, known)
    except QuantityError as error:
        context.report(error.code, error.message, (*path, "amount"), error.help)
        return NOTHING
    if taken is None:
        message = f"`{quantity.text}` does not meet `{activity.name}`, declared per {reference.text}"
        help = f"write it in {reference.unit.symbol}, or state {state}"
        context.report("CF209", message, (*path, "amount"), help)
        return NOTHING
    number, how = taken.number, taken.how
    mass = None if activity.mass is None else activity.mass * number
    return Found((), missing=False), {"link": index, "link_number": number, "link_how": how}, mass


def _country(code: str) -> str:
    return code.split("-", maxsplit=1)[0]


def _agrees(context: Context, line: Line, path: Path, activity: Activity, other: Loaded) -> None:
    """What the line says about the product against what its own document says; the document holds."""
    mine, theirs = context.loaded.part.period, other.part.period
    if theirs.end < mine.start or theirs.start > mine.end:
        message = (
            f"the linked document covers {theirs.start} to {theirs.end}, this one {mine.start} to {mine.end}"
        )
        context.report("CF407", message, (*path, "product"), "ask for a newer document")
    if line.origin is not None and _country(line.origin) != _country(activity.country):
        message = f"the line says {line.origin}, the linked document is made in {activity.country}"
        context.report("CF404", message, (*path, "origin"), "leave `origin:` out; the document holds")
    reference = activity.reference
    if (
        line.mass is None
        or activity.mass is None
        or reference.unit.dimension != parse_unit("piece").dimension
    ):
        return
    stated = context.convert(context.positive(line.mass, (*path, "mass")), "kg", (*path, "mass"))
    own = activity.mass / reference.to("piece")
    if stated is not None and abs(stated - own) > 1e-6 * own:
        message = f"the line says {format_number(stated, 6)} kg a piece, the linked document {format_number(own, 6)} kg"
        context.report("CF404", message, (*path, "mass"), "leave `mass:` out; the document holds")
