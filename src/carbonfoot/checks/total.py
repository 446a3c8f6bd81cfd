"""`total:`: at most so much per declared unit."""

from __future__ import annotations

from carbonfoot.checks.model import Checking, Placed, Verdict
from carbonfoot.checks.verdicts import at_most
from carbonfoot.documents.fields import Expression

UNIT = "kg CO2e"


def judge(placed: Placed, checking: Checking) -> list[Verdict]:
    """The footprint per declared unit."""
    limit = placed.budget.total
    if limit is None or isinstance(limit, Expression):
        return []
    result = checking.footprint
    actual = None if result is None else result.total
    why = "" if actual is not None else checking.product.state
    return [at_most(placed, checking, "total", "", limit.to(UNIT), actual, UNIT, why=why)]
