"""`probability:`: how probable it may be that the footprint is above a limit."""

from __future__ import annotations

from math import erfc, log, sqrt

from carbonfoot.checks.model import Checking, Placed, Verdict
from carbonfoot.checks.verdicts import SHARE, Asked, judged, opened, text_of
from carbonfoot.footprint.interval import MOSTLY, WHY, Uncertainty
from carbonfoot.uncertainty.first_order import FirstOrder

NO_INTERVAL = "the footprint has no interval"
EVERY = "all"


def judge(placed: Placed, checking: Checking) -> list[Verdict]:
    """The probability that the interval of the footprint gives; open where it is not known, or only assumed."""
    chance = placed.budget.probability
    keys = ("probability", "above"), ("probability", "at_most")
    if chance is None or not set(keys) <= set(placed.limits):
        return []
    above = placed.limits[keys[0]]
    asked = Asked(placed, checking, keys[1], "probability", f"above {text_of(above, 'kg CO2e')}", SHARE)
    result = checking.footprint
    if result is None or result.total is None:
        return [opened(asked, checking.state)]
    found = result.uncertainty
    if found is None or found.first is None:
        return [opened(asked, NO_INTERVAL)]
    if found.first.doubt is not None:
        return [opened(asked, f"the interval does not hold: {WHY[found.first.doubt.reason]}")]
    assumed = _assumed(found)
    if assumed and chance.assumed != "allowed":
        return [opened(asked, assumed, code="CF943")]
    return [judged(asked, exceeded(found.first, above), why=assumed)]


def exceeded(first: FirstOrder, limit: float) -> float:
    """The probability that the total is above a limit, by the distribution of the interval.

    A lognormal of the mean and standard deviation, a normal where credits stand against burdens (`uncertainty.interval`).
    """
    mean, sd, shape = first.mean, first.sd, first.interval.shape
    if shape == "normal":
        return _above((limit - mean) / sd)
    if shape == "none":
        return 1.0 if first.total > limit else 0.0
    square = 1 + (sd / mean) ** 2
    spread = sqrt(log(square))
    middle = log(abs(mean) / sqrt(square))
    if shape == "lognormal":
        return 1.0 if limit <= 0 else _above((log(limit) - middle) / spread)
    return 0.0 if limit >= 0 else _above((middle - log(-limit)) / spread)


def _above(score: float) -> float:
    return 0.5 * erfc(score / sqrt(2))


def _assumed(found: Uncertainty) -> str:
    """Why the interval is no evidence, "" where it is."""
    if found.assumed >= MOSTLY:
        return f"{text_of(found.assumed, SHARE, 3)} of the variance is only assumed"
    if found.covered < MOSTLY:
        return f"{text_of(1 - found.covered, SHARE, 3)} of the footprint has no uncertainty that counts"
    return ""
