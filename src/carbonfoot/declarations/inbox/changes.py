"""What a declaration says otherwise than the version before it, both for one unit of the newer."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from math import isfinite

from carbonfoot.declarations.inbox.model import Changed, Number
from carbonfoot.documents.received.model import Received
from carbonfoot.factors.convert import Property, in_reference
from carbonfoot.quantities.numbers import QuantityError, round_digits
from carbonfoot.quantities.units import Quantity, parse_quantity, parse_unit
from carbonfoot.system.context import per_piece

JUMP = 0.1
"""A change above this share asks for a new declaration.

PACT Methodology 3.0, 3.2.3: a variance of more than 10 %, up or down, ends the validity. Catena-X PCF Rulebook 4: a rise.
"""

_TEXTS = ("unit", "period", "valid", "place", "region", "boundary", "gwp", "exempted", "company", "product")


def changed(before: Received, after: Received, *, probably: bool) -> Changed:
    """The differences of two versions."""
    times, how, why_not = _converted(before, after)
    numbers = [] if times is None else _masses(before, after, times)
    numbers += _scores(before, after)
    numbers = [one for one in numbers if _differs(one)]
    first = [one for one in numbers if one.what == "total"]
    rest = sorted(
        (one for one in numbers if one.what != "total"),
        key=lambda one: (one.unit != "kg CO2e", -abs((one.after or 0.0) - (one.before or 0.0)), one.what),
    )
    texts = tuple(
        (name, _said(before, name), _said(after, name))
        for name in _TEXTS
        if _said(before, name) != _said(after, name)
    )
    jump = any(one.share is not None and round_digits(abs(one.share)) > JUMP for one in first)
    return Changed(before, after, probably, after.unit, how, why_not, (*first, *rest), texts, jump)


def per_unit(one: Received) -> float | None:
    """kg CO2e of one unit."""
    return _number(one.total, one.amount)


def _converted(before: Received, after: Received) -> tuple[Decimal | None, str, str]:
    """How many units of the older make one of the newer, by what, and why that is not known."""
    if before.amount <= 0 or after.amount <= 0:
        return None, "", "an amount is not above zero"
    if before.unit == after.unit:
        return Decimal(1), "", ""
    known: list[Property] = []
    for one in (after, before):
        if one.mass is not None and one.mass > 0:
            kilograms = Quantity(float(one.mass), parse_unit("kg"), f"{one.mass:f} kg")
            reference = parse_quantity(f"{one.amount:f} {one.unit}")
            known.append(per_piece(kilograms, reference, f"declaration {one.id}"))
    try:
        found = in_reference(parse_quantity(f"1 {after.unit}"), parse_quantity(f"1 {before.unit}"), known)
    except QuantityError as error:
        return None, "", error.message
    if found is None:
        return None, "", f"`{before.unit}` and `{after.unit}` do not meet: no mass is stated"
    return Decimal(repr(found.number)), found.how, ""


def _masses(before: Received, after: Received, times: Decimal) -> list[Number]:
    found = [_mass("total", before.total, after.total, before, after, times)]
    old, new = _parts(before), _parts(after)
    found += [
        _mass(what, old.get(what), new.get(what), before, after, times)
        for what in dict.fromkeys((*old, *new))
    ]
    found += [
        _mass(what, before.beside.get(what), after.beside.get(what), before, after, times)
        for what in dict.fromkeys((*before.beside, *after.beside))
    ]
    return found


def _parts(one: Received) -> dict[str, Decimal]:
    """The parts, with what none of them explains as fossil: as lines draw on it."""
    rest = one.total - sum(one.parts.values(), Decimal())
    return {**one.parts, "fossil": one.parts.get("fossil", Decimal()) + rest}


def _mass(
    what: str, old: Decimal | None, new: Decimal | None, before: Received, after: Received, times: Decimal
) -> Number:
    older = None if old is None else _number(old * times, before.amount)
    newer = None if new is None else _number(new, after.amount)
    return Number(what, "kg CO2e", older, newer)


def _scores(before: Received, after: Received) -> list[Number]:
    found = [Number("primary", "share", before.primary, after.primary)]
    found += [
        Number(what, "score", before.quality.get(what), after.quality.get(what))
        for what in dict.fromkeys((*before.quality, *after.quality))
    ]
    return found


def _differs(one: Number) -> bool:
    """Whether it changed: twelve digits count, and a part that was not stated is as good as nothing to say of zero."""
    if one.before is None or one.after is None:
        return bool(one.before) or bool(one.after)
    return round_digits(one.before) != round_digits(one.after)


def _number(mass: Decimal, amount: Decimal) -> float | None:
    try:
        number = float(mass / amount)
    except (InvalidOperation, OverflowError, ZeroDivisionError):
        return None
    return number if isfinite(number) else None


def _said(one: Received, name: str) -> str:
    given = getattr(one, name)
    if name in ("period", "valid"):
        return span(*given)
    if name == "exempted":
        return "" if given is None else f"{round_digits(100 * given, 6):g} %"
    if name == "unit":
        return f"{one.amount.normalize():f} {given}"
    return ", ".join(given) if isinstance(given, tuple) else str(given)


def span(start: str, end: str) -> str:
    """Two days as people write them: a whole year by its number."""
    if start[:4] == end[:4] and start[4:] == "-01-01" and end[4:] == "-12-31":
        return start[:4]
    return f"{start}..{end}" if start or end else ""
