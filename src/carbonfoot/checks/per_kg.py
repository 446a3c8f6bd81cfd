"""`per_kg:`: at most so much per kg of product."""

from __future__ import annotations

from carbonfoot.checks.model import Checking, Placed, Verdict
from carbonfoot.checks.verdicts import PER_KG, Asked, judged, opened

NO_MASS = "the mass of the product is not stated"


def judge(placed: Placed, checking: Checking) -> list[Verdict]:
    """The footprint over the mass of the declared unit."""
    if ("per_kg",) not in placed.limits:
        return []
    asked = Asked(placed, checking, ("per_kg",), "per_kg", unit=PER_KG)
    result = checking.footprint
    if result is None or result.total is None:
        return [opened(asked, checking.state)]
    mass = result.product.mass
    if not mass:
        return [opened(asked, NO_MASS)]
    return [judged(asked, result.total / mass, ("product", "mass"))]
