"""`pds:`: at least such a primary data share."""

from __future__ import annotations

from carbonfoot.checks.model import Checking, Placed, Verdict
from carbonfoot.checks.verdicts import SHARE, Asked, judged, opened, text_of

UNKNOWN = "nothing is emitted, so that nothing is weighed"


def judge(placed: Placed, checking: Checking) -> list[Verdict]:
    """The primary data share; statements that give none count as none, and that is said."""
    if ("pds",) not in placed.limits:
        return []
    asked = Asked(placed, checking, ("pds",), "pds", unit=SHARE, least=True)
    result = checking.footprint
    if result is None or result.total is None:
        return [opened(asked, checking.state)]
    if result.quality is None:
        return [opened(asked, UNKNOWN)]
    silent = result.quality.silent
    note = f"{text_of(silent, SHARE, 3)} comes from statements that give no share; it counts as none"
    why = note if silent else ""
    return [judged(asked, result.quality.primary, why=why, notes=(why,) if why else ())]
