"""`expect:` of a document: what its footprint is, proved."""

from __future__ import annotations

from decimal import Decimal

from carbonfoot.checks.model import FAIL, OPEN, PASS, Checking, Placed, Verdict
from carbonfoot.checks.verdicts import verdict
from carbonfoot.documents.budgets import Expect
from carbonfoot.documents.fields import Expression
from carbonfoot.quantities.numbers import format_number, normalise, number_end
from carbonfoot.quantities.units import Quantity

UNIT = "kg CO2e"

NEAR = 1e-9
"""Of the room: what lies on its edge may be a digit beyond it as floats."""


def judge(expect: Expect, placed: Placed, checking: Checking) -> list[Verdict]:
    """The total against what the document expects."""
    stated = expect.total
    if stated is None or isinstance(stated, Expression):
        return []
    wanted = stated.to(UNIT)
    actual = None if checking.footprint is None else checking.footprint.total
    how = OPEN if actual is None else PASS if abs(actual - wanted) <= _room(expect, stated) else FAIL
    path = ("expect", "total")
    return [
        verdict(placed, checking, "expect", "total", how, wanted, actual, UNIT, path, checking.product.state)
    ]


def _room(expect: Expect, stated: Quantity) -> float:
    """How far the number may be off: the tolerance, else half of the last digit that is written."""
    number = abs(stated.to(UNIT))
    if isinstance(expect.tolerance, Quantity):
        return number * expect.tolerance.to("1")
    last = Decimal(10) ** int(Decimal(_digits(stated)).as_tuple().exponent)
    return 0.5 * float(last) * (number / abs(stated.number) if stated.number else 1.0) * (1 + NEAR)


def _digits(stated: Quantity) -> str:
    """The number as it is written, without its unit."""
    text = normalise(stated.text).strip()
    return text[: number_end(text)] or format_number(stated.number)
