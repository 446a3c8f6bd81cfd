"""`total:`: at most so much per declared unit."""

from __future__ import annotations

from carbonfoot.checks.known import judged_by_known
from carbonfoot.checks.model import Checking, Placed, Verdict
from carbonfoot.checks.verdicts import Asked, judged


def judge(placed: Placed, checking: Checking) -> list[Verdict]:
    """The footprint per declared unit."""
    if ("total",) not in placed.limits:
        return []
    asked = Asked(placed, checking, ("total",), "total")
    result = checking.footprint
    if result is None or result.total is None:
        return [judged_by_known(asked, result, None if result is None else result.at_least)]
    return [judged(asked, result.total)]
