"""`total:`: at most so much per declared unit."""

from __future__ import annotations

from carbonfoot.checks.model import Checking, Placed, Verdict
from carbonfoot.checks.verdicts import Asked, judged, opened


def judge(placed: Placed, checking: Checking) -> list[Verdict]:
    """The footprint per declared unit."""
    if ("total",) not in placed.limits:
        return []
    asked = Asked(placed, checking, ("total",), "total")
    result = checking.footprint
    if result is None or result.total is None:
        return [opened(asked, checking.state)]
    return [judged(asked, result.total)]
