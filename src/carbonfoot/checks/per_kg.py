"""`per_kg:`: at most so much per kg of product."""

from __future__ import annotations

from carbonfoot.checks.known import judged_by_known
from carbonfoot.checks.model import Checking, Placed, Verdict
from carbonfoot.checks.verdicts import PER_KG, Asked, judged, opened

NO_MASS = "the mass of the product is not stated"


def judge(placed: Placed, checking: Checking) -> list[Verdict]:
    """The footprint over the mass of the declared unit."""
    if ("per_kg",) not in placed.limits:
        return []
    asked = Asked(placed, checking, ("per_kg",), "per_kg", unit=PER_KG)
    result = checking.footprint
    if result is None:
        return [opened(asked, checking.state)]
    mass = result.product.mass
    if not mass:
        return [opened(asked, NO_MASS)]
    if result.total is None:
        return [judged_by_known(asked, result, result.at_least / mass)]
    return [judged(asked, result.total / mass, ("product", "mass"))]
