"""`growth:`: at most so much more than the baseline."""

from __future__ import annotations

from carbonfoot.checks.known import judged_by_known
from carbonfoot.checks.model import Checking, Placed, Verdict
from carbonfoot.checks.verdicts import KG, SHARE, Asked, judged, opened
from carbonfoot.documents.fields import Expression
from carbonfoot.quantities.units import parse_unit

KEY = ("growth",)

NEAR = 1e-9
"""A change this near to its limit is on it: the difference of two floats has lost digits."""


def judge(placed: Placed, checking: Checking) -> list[Verdict]:
    """The change since the baseline, as a share of it or in kg CO2e, per declared unit of today."""
    limit = placed.budget.growth
    if limit is None or isinstance(limit, Expression):
        return []
    share = limit.unit.dimension == parse_unit("1").dimension
    wanted = limit.to("1" if share else KG)
    placed = placed._replace(limits={**placed.limits, KEY: wanted})
    asked = Asked(placed, checking, KEY, "growth", unit=SHARE if share else KG)
    result = checking.footprint
    if result is None:
        return [opened(asked, checking.state)]
    before = checking.baseline
    if before is None and result.total is None:
        return [opened(asked, checking.state)]
    if before is None:
        return [opened(asked, "there is no baseline: `--update` writes one, `--against git:REF` compares")]
    if before.total is None:
        return [opened(asked, before.why)]
    if share and not before.total:
        return [opened(asked, "the baseline is zero, of which there is no share")]
    actual = (result.at_least - before.total) / (abs(before.total) if share else 1.0)
    if abs(actual - wanted) <= NEAR * max(abs(wanted), abs(actual)):
        actual = wanted
    if result.total is None:
        return [judged_by_known(asked, result, actual)]
    return [judged(asked, actual)]
