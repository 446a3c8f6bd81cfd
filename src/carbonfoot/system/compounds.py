"""Sub-assemblies and compounds written inside a line: what their lines are stated for, and the shares of a compound."""

from __future__ import annotations

from math import fsum

from carbonfoot.documents.lines import Line
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.units import Quantity, parse_unit
from carbonfoot.system.context import Context
from carbonfoot.system.model import Activity, Path

SHARES_ADD_UP = 1e-9
"""How far the shares of a compound may be from one: rounding in the last digit, nothing else."""

_DEFAULT_UNITS = ("piece", "kg")


def opened_inside(context: Context, line: Line, quantity: Quantity, path: Path) -> Activity | None:
    """An activity for a line that holds its own lines; None with a finding when it cannot be read."""
    if not line.inputs and not line.processes:
        help = "add its lines, or a `factor:`"
        context.report("CF110", f"`{line.name}` lists nothing", (*path, "inputs"), help, on="key")
        return None
    reference = _reference(context, line, quantity, path)
    if reference is None or not _shares_add_up(context, line.inputs or [], path):
        return None
    inner = Activity(context.loaded.source.display, path, line.name, line.name_ko or "", reference)
    inner.country = line.origin or context.country
    inner.supplier = line.supplier or context.loaded.part.product.supplier or ""
    inner.own_company = line.supplier is None
    inner.mass = _mass(context, line, reference, path)
    if made_somewhere(line) and not context.asking.conservative:
        message = f"`{line.name}` is made by {line.supplier}, and the line does not say where"
        help = f"add `origin:`; until then its steps count as done in {context.country}"
        context.report("CF316", message, path, help, on="key")
    return inner


def made_somewhere(line: Line) -> bool:
    """Whether a supplier makes it, nobody knows where: its steps count as done where the product is made."""
    return line.supplier is not None and line.origin is None and bool(line.processes)


def whole_of(compound: Activity) -> Quantity | None:
    """What the shares of a compound are taken of: its mass; None when that is not known."""
    if compound.mass is None:
        return None
    return Quantity(compound.mass, parse_unit("kg"), f"{format_number(compound.mass, 6)} kg")


def _reference(context: Context, line: Line, quantity: Quantity, path: Path) -> Quantity | None:
    """What the lines are stated for: `per:`, else 1 piece or 1 kg; a volume or an area must say it."""
    if line.per is not None:
        reference = context.positive(line.per, (*path, "per"))
        if reference is not None and reference.number == 0:
            context.report(
                "CF208", f"`{reference.text}` is zero", (*path, "per"), "write `1 kg` or `1 piece`"
            )
            return None
        return reference
    for symbol in _DEFAULT_UNITS:
        unit = parse_unit(symbol)
        if unit.dimension == quantity.unit.dimension:
            return Quantity(1.0, unit, f"1 {symbol}")
    message = f"`{line.name}` does not say what its lines are stated for"
    context.report("CF102", message, path, f"add `per: 1 {quantity.unit.symbol}`", on="key")
    return None


def _mass(context: Context, line: Line, reference: Quantity, path: Path) -> float | None:
    """kg of one reference: the reference itself, or `mass:` of a piece times the pieces."""
    if reference.unit.dimension == parse_unit("kg").dimension:
        return reference.to("kg")
    if line.mass is None or reference.unit.dimension != parse_unit("piece").dimension:
        return None
    mass = context.convert(context.positive(line.mass, (*path, "mass")), "kg", (*path, "mass"))
    return None if mass is None else mass * reference.to("piece")


def _shares_add_up(context: Context, lines: list[Line], path: Path) -> bool:
    """Whether the shares of a compound, where there are any, make it up whole."""
    stated = [(index, line) for index, line in enumerate(lines) if line.share is not None]
    if not stated:
        return True
    for index, line in enumerate(lines):
        if line.share is None and not line.auxiliary:
            message = f"`{line.name}` states an amount where the others state shares"
            help = "state a `share:`, or `auxiliary: yes` for what does not stay in the compound"
            context.report("CF406", message, (*path, "inputs", index), help, on="key")
            return False
    shares = [
        context.scope.share(line.share, (*path, "inputs", index, "share"))
        for index, line in stated
        if line.share is not None
    ]
    known = [share for share in shares if share is not None]
    if len(known) < len(shares):
        return False
    total = fsum(known)
    if abs(total - 1) > SHARES_ADD_UP:
        message = f"the shares add up to {format_number(100 * total, 6)} %, not 100 %"
        help = "correct a share, or name what is missing"
        context.report("CF406", message, (*path, "inputs"), help, on="key")
        return False
    return True
