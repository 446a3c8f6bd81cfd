"""The amount of a line, checked, and its mass."""

from __future__ import annotations

from math import isfinite
from typing import Any

from carbonfoot.documents.fields import Value
from carbonfoot.factors.convert import bridge
from carbonfoot.quantities.numbers import QuantityError, format_number
from carbonfoot.quantities.units import Quantity, parse_unit
from carbonfoot.system.context import Context
from carbonfoot.system.model import Path
from carbonfoot.system.sources import properties


def amount(context: Context, line: Any, path: Path) -> Quantity | None:
    """The amount of a line, checked: there and not negative."""
    marks = [tag for tag in line.tags or [] if tag.lower() in ("offset", "credit", "koc", "kcu")]
    if marks:
        message = f"`{marks[0]}` marks an offset or a credit, which never enters a footprint"
        help = "take the line out, and report it beside the footprint"
        context.report("CF408", message, (*path, "tags"), help)
        return None
    share = getattr(line, "share", None)
    if share is not None:
        return _part_of_whole(context, line, share, path)
    if line.amount is None:
        context.report("CF102", "`amount` is missing", path, "add it, such as `amount: 2.35 kg`", on="key")
        return None
    quantity = context.scope.amount(line.amount, getattr(line, "unit", None), (*path, "amount"))
    if quantity is None or not _in_range(context, quantity, path):
        return None
    if quantity.number < 0:
        help = "amounts are positive; a credit needs a declared avoided product or uptake"
        context.report("CF207", f"`{quantity.text}` is negative", (*path, "amount"), help)
        return None
    return quantity


def _in_range(context: Context, quantity: Quantity, path: Path) -> bool:
    """Whether the amount is a number in base units too: `1e307 t` is none in kg."""
    try:
        return isfinite(quantity.si)
    except QuantityError as error:
        context.report(error.code, error.message, (*path, "amount"), error.help)
        return False


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


def mass_of(
    context: Context, line: Any, quantity: Quantity | None, path: Path, linked: float | None = None
) -> float | None:
    """kg of a line: from its own unit, a density, the mass of a piece, or the linked product; None when not known."""
    if quantity is None or linked is not None:
        return linked
    kilogram = parse_unit("kg")
    try:
        if quantity.unit.dimension == kilogram.dimension:
            return quantity.to(kilogram)
        silent = context.at(context.country)
        silent.findings = []  # the properties are reported where the factor is looked up
        bridged = bridge(quantity, kilogram, properties(silent, line, path))
    except QuantityError as error:
        context.report(error.code, error.message, path, error.help)
        return None
    return None if bridged is None else bridged.number
