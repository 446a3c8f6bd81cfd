"""Readings of meters and bills to the amount of a period: what is covered is said, what is not is never filled in silence."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any, NamedTuple

from pydantic_core import PydanticCustomError

from carbonfoot.documents.fields import Period, read_period
from carbonfoot.documents.site import FromTable
from carbonfoot.documents.tables import column_of
from carbonfoot.documents.values import Reported
from carbonfoot.quantities.numbers import QuantityError, format_number
from carbonfoot.quantities.traced import added
from carbonfoot.quantities.units import Quantity, refuse_unlike
from carbonfoot.system.context import Context
from carbonfoot.system.model import Path

SHOWN = 4
"""Gaps that one finding lists."""

_DAY = timedelta(days=1)


class Covered(NamedTuple):
    """How much of the period of a document the readings of a line cover, in days.

    estimated  days that were filled with the daily mean of the others
    """

    days: int
    of: int
    estimated: int


class _Reading(NamedTuple):
    first: date
    last: date
    quantity: Quantity
    key: str


def settle(context: Context, holder: Any, path: Path) -> Covered | None:
    """Put the amount of a line with `readings:` in its place. None for a line without, or refused.

    Findings: CF102, CF106 (amount and readings), CF107 (readings that overlap), CF204 (units), CF752 (a gap),
    CF753 (a reading outside the period).
    """
    readings: dict[Period, Any] | None = holder.readings
    if path in context.loaded.settled:
        known: Covered | None = context.loaded.settled[path]
        return known
    context.loaded.settled[path] = found = _settle(context, holder, readings, path)
    return found


def _settle(context: Context, holder: Any, readings: dict[Period, Any] | None, path: Path) -> Covered | None:
    table: FromTable | None = holder.readings_from
    if table is not None:
        if readings is not None:
            message = "`readings` and `readings_from` cannot stand together"
            context.report("CF106", message, (*path, "readings_from"), "keep one", on="key")
            return None
        readings = _in_table(context, table, (*path, "readings_from"))
        if readings is None:
            return None
    if readings is None:
        if holder.gaps is not None:
            help = "leave it out; it speaks of `readings:`"
            context.report(
                "CF106", "`gaps` has no effect without `readings`", (*path, "gaps"), help, on="key"
            )
        return None
    if holder.amount is not None:
        message = "an amount and readings cannot stand together"
        context.report("CF106", message, (*path, "amount"), "keep one", on="key")
        return None
    at = (*path, "readings" if table is None else "readings_from")
    beside = getattr(holder, "unit", None)
    found = _read(context, readings, path, () if table is None else (*at, "column"), beside)
    if not found:
        return None
    if beside is not None:
        holder.unit = None  # it is that of the readings now
    start, end = _days(context.loaded.part.period)
    whole = (end - start).days + 1
    known = sum((one.last - one.first).days + 1 for one in found)
    unit = found[0].quantity.unit
    number = added(one.quantity.to(unit) for one in found)
    gaps = _gaps(found, start, end)
    if not gaps:
        holder.amount = Quantity(number, unit, _text(number, unit.symbol))
        return Covered(whole, whole, 0)
    said = ", ".join(gaps[:SHOWN]) + (f" and {len(gaps) - SHOWN} more" if len(gaps) > SHOWN else "")
    if holder.gaps == "average":
        number = number * whole / known
        holder.amount = Quantity(number, unit, _text(number, unit.symbol))
        holder.data = "estimated"
        message = (
            f"{whole - known} of {whole} days have no reading and are filled with the daily mean: {said}"
        )
        context.report("CF754", message, (*path, "gaps"), "read them in the bills, where there are some")
        return Covered(known, whole, whole - known)
    holder.amount = Quantity(number, unit, _text(number, unit.symbol))
    message = f"the readings cover {known} of {whole} days; nothing is known of {said}"
    help = "add what is missing, shorten `period:`, or write `gaps: average` to fill them with the daily mean"
    context.report("CF752", message, at, help, on="key")
    return Covered(known, whole, 0)


def _in_table(context: Context, where: FromTable, path: Path) -> dict[Period, Any] | None:
    """Readings that stand in a column of a table; None with a finding."""
    try:
        table = context.scope.table(where.table)
        found: dict[Period, Any] = {}
        for text, amount in column_of(table, where.period, where.column):
            period = read_period(text)
            if period in found:
                message = f"table `{table.name}` has two rows of `{text}`"
                context.report("CF107", message, (*path, "period"), "every day is read once")
                return None
            found[period] = amount
    except Reported:
        return None
    except QuantityError as error:
        context.report(error.code, error.message, path, error.help)
        return None
    except PydanticCustomError as error:
        said = error.context or {}
        context.report(error.type, str(said.get("said")), (*path, "period"), str(said.get("help")))
        return None
    return found


def _text(number: float, symbol: str) -> str:
    return f"{format_number(number)} {symbol}"


def _read(
    context: Context, readings: dict[Period, Any], path: Path, table: Path, unit: str | None
) -> list[_Reading]:
    """Readings in their order; an empty list with a finding, at the reading or at the `table` it stands in."""
    found: list[_Reading] = []
    start, end = _days(context.loaded.part.period)
    fine = True
    for period, value in readings.items():
        key = f"{period.start}..{period.end}" if table else _key(context, path, period)
        place = table or (*path, "readings", key)
        quantity = context.positive(value, place, unit)
        first, last = _days(period)
        if quantity is None:
            fine = False
            continue
        if first < start or last > end:
            message = f"the reading of {period.start} to {period.end} lies outside the period of the document"
            help = (
                f"state what of it falls into {start} to {end}; a bill across its end is not split in silence"
            )
            context.report("CF753", message, place, help, on="value" if table else "key")
            fine = False
            continue
        found.append(_Reading(first, last, quantity, key))
    found.sort(key=lambda one: (one.first, one.last))
    for one, other in pairwise(found):
        if other.first <= one.last:
            message = f"the readings `{one.key}` and `{other.key}` overlap"
            place = table or (*path, "readings", other.key)
            context.report("CF107", message, place, "every day is read once", on="value" if table else "key")
            fine = False
    for one in found[1:]:
        try:
            refuse_unlike(one.quantity, found[0].quantity)
        except QuantityError as error:
            place = table or (*path, "readings", one.key)
            context.report(error.code, error.message, place, "write all readings in one kind of unit")
            fine = False
    return found if fine else []


def _key(context: Context, path: Path, period: Period) -> str:
    """The key of a reading as the document writes it, so that findings point at it."""
    data: Any = context.loaded.source.data
    for one in (*path, "readings"):
        if not (isinstance(data, dict) and one == 0):  # a single entry may stand without its dash
            data = data[one]
    for key in data:
        if read_period(key) == period:
            return str(key)
    return period.start


def _days(period: Period) -> tuple[date, date]:
    return date.fromisoformat(period.start), date.fromisoformat(period.end)


def _gaps(found: list[_Reading], start: date, end: date) -> list[str]:
    """Stretches of days without a reading, as text."""
    gaps = []
    expected = start
    for one in [*found, None]:
        first = end + _DAY if one is None else one.first
        if first > expected:
            last = first - _DAY
            gaps.append(f"{expected}" if last == expected else f"{expected} to {last}")
        if one is not None:
            expected = one.last + _DAY
    return gaps
