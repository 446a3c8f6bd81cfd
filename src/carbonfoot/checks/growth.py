"""`growth:`: at most so much more than the baseline."""

from __future__ import annotations

from carbonfoot.checks.model import OPEN, Checking, Placed, Verdict
from carbonfoot.checks.verdicts import at_most
from carbonfoot.documents.fields import Expression
from carbonfoot.quantities.units import parse_unit

UNIT = "kg CO2e"

NEAR = 1e-9
"""A change this near to its limit is on it: the difference of two floats has lost digits."""


def judge(placed: Placed, checking: Checking) -> list[Verdict]:
    """The change since the baseline, as a share of it or in kg CO2e, per declared unit of today."""
    limit = placed.budget.growth
    if limit is None or isinstance(limit, Expression):
        return []
    share = limit.unit.dimension == parse_unit("1").dimension
    wanted = 100.0 * limit.to("1") if share else limit.to(UNIT)
    before, why = _before(checking)
    result = checking.footprint
    after = None if result is None else result.total
    actual = None
    if after is None:
        why = checking.product.state
    elif before is not None:
        actual = after - before
        if share and not before:
            actual, why = None, "the baseline is zero, of which there is no share"
        elif share:
            actual = 100.0 * actual / abs(before)
    if actual is not None and abs(actual - wanted) <= NEAR * max(abs(wanted), abs(actual)):
        actual = wanted
    made = at_most(placed, checking, "growth", "", wanted, actual, "%" if share else UNIT, why=why)
    if not share:
        return [made]
    found = None if made.verdict == OPEN or actual is None else actual / 100.0
    return [made._replace(limit_number=wanted / 100.0, actual_number=found)]


def _before(checking: Checking) -> tuple[float | None, str]:
    if checking.baseline is None:
        return None, "there is no baseline: `--against git:REF`, or `--update` to write one"
    return checking.baseline.total, checking.baseline.why
