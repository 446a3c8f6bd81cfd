"""The 95 % interval of a result from its mean and variance."""

from __future__ import annotations

from math import exp, log, sqrt
from typing import NamedTuple

SCORE = 1.959963984540054
"""97.5 % of a standard normal lie below it."""


SYMMETRIC = 1e-6
"""Skewness below which a shifted lognormal is a normal to all digits."""


class Interval(NamedTuple):
    """Between `low` and `high` the result lies with 95 %.

    shape  `lognormal`, `lognormal mirrored` (of a negative result), `normal`, or `none` for nothing uncertain
    """

    low: float
    high: float
    shape: str


def interval(mean: float, sd: float, *, one_way: bool) -> Interval:
    """The interval of a result.

    one_way  whether all that makes up the result has its sign: no credit stands against a burden

    A lognormal of the same mean m and variance s^2 where `one_way`: with t^2 = ln(1 + s^2 / m^2), its median is
    m / sqrt(1 + s^2 / m^2) and 95 % lie between median * exp(-1.96 t) and median * exp(1.96 t) (moment matching:
    Fenton, The sum of log-normal
    probability distributions, IRE Transactions on Communications Systems 8, 1960). A normal, m -+ 1.96 s, for differences.
    """
    if sd == 0:
        return Interval(mean, mean, "none")
    if not one_way or mean == 0:
        return Interval(mean - SCORE * sd, mean + SCORE * sd, "normal")
    square = 1 + (sd / mean) ** 2
    median, spread = abs(mean) / sqrt(square), sqrt(log(square))
    near, far = median * exp(-SCORE * spread), median * exp(SCORE * spread)
    return Interval(near, far, "lognormal") if mean > 0 else Interval(-far, -near, "lognormal mirrored")


def skewed(mean: float, sd: float, skewness: float) -> Interval:
    """The interval of a shifted lognormal with a mean, standard deviation and skewness; mirrored for a negative skewness.

    With w = exp(t^2): skewness = (w + 2) sqrt(w - 1), solved in closed form.
    """
    size = abs(skewness)
    if size < SYMMETRIC:
        return Interval(mean - SCORE * sd, mean + SCORE * sd, "normal")
    root = (1 + size**2 / 2 + size * sqrt(1 + size**2 / 4)) ** (1 / 3)
    square = root + 1 / root - 1
    spread, median = sqrt(log(square)), sd / sqrt(square * (square - 1))
    ends = [median * (exp(score * spread) - sqrt(square)) for score in (-SCORE, SCORE)]
    if skewness < 0:
        return Interval(mean - ends[1], mean - ends[0], "lognormal mirrored")
    return Interval(mean + ends[0], mean + ends[1], "lognormal")
