"""`none_of: assumed-uncertainty`: an interval that rests mostly on what this program assumes."""

from __future__ import annotations

from carbonfoot.checks.model import Checking
from carbonfoot.checks.offences import Offence
from carbonfoot.checks.verdicts import SHARE, text_of
from carbonfoot.footprint.interval import MOSTLY

SHOWN = 3
"""Drivers that are named."""


def assumed(checking: Checking) -> list[Offence] | str:
    """The product, where half of its variance or more is assumed; open where it has no interval."""
    result = checking.footprint
    if result is None or result.total is None:
        return checking.state
    found = result.uncertainty
    if found is None or found.first is None or "assumed" not in found.policy.origins:
        return "the footprint has no interval in which what is assumed counts"
    if found.assumed < MOSTLY:
        return []
    drivers = [share.label for share in found.first.shares if share.origin == "assumed"][:SHOWN]
    said = f"{text_of(found.assumed, SHARE, 3)} of the variance is only assumed: {', '.join(drivers)}"
    help = "state a range (`gsd:`, `low:` and `high:`) or quality scores of these"
    return [Offence(result.product.name, said, checking.product.shown, ("product",), help)]
