"""Moments, quantiles and judgement of distributions that are relative to a stated number of 1.0.

Policy: a driver never turns the sign of what it multiplies. Bounds below zero are refused; zero itself may be one (a flow that
may be absent). A normal always reaches below zero: it is refused from a standard deviation of a third (1 draw in 740 below
zero), and what it puts below zero counts as zero, in draws, moments and quantiles alike.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import lru_cache
from math import ceil, erf, exp, fsum, isfinite, log, pi, sqrt
from typing import NamedTuple, NoReturn

from carbonfoot.uncertainty.errors import UncertaintyError
from carbonfoot.uncertainty.model import Distribution, Driver

PARAMETERS = {"lognormal": 1, "normal": 1, "uniform": 2, "triangular": 3, "samples": 0}
"""How many numbers each kind has; samples have as many as there are."""

WIDEST = log(1000.0)
"""Largest sigma of ln: 95 % would lie within a factor of 750,000 either way, which is no knowledge of a number."""

NORMAL_LIMIT = 1 / 3
"""Largest standard deviation of a normal."""

DIVISOR_LIMIT = 0.12
"""Largest one of a normal that divides: zero lies beyond the 8.3 standard deviations that a draw can reach."""

_ROUNDING = 1e-9

Refuse = Callable[[str, str], NoReturn]


def check(driver: Driver, *, divides: bool = False) -> None:
    """Raises `UncertaintyError` for a distribution that cannot be.

    divides  whether something is divided by the driver (a yield, an output), so that zero is out of the question
    """
    kind, numbers = driver.distribution

    def refuse(said: str, help: str) -> NoReturn:
        raise UncertaintyError("distribution", (driver.key,), said, help)

    if kind not in PARAMETERS:
        refuse(f"`{kind}` is no distribution", f"distributions: {', '.join(PARAMETERS)}")
    if kind != "samples" and len(numbers) != PARAMETERS[kind]:
        refuse(f"{len(numbers)} numbers for a {kind}, which has {PARAMETERS[kind]}", "state each number once")
    for number in numbers:
        if not isfinite(number):
            refuse(f"`{number}` in a {kind} is not a finite number", "write the number, or leave it out")
    if kind == "lognormal":
        _check_lognormal(numbers[0], refuse)
    elif kind == "normal":
        _check_normal(numbers[0], divides, refuse)
    else:
        _check_bounds(kind, numbers, divides, refuse)


@lru_cache(maxsize=4096)
def sound(one: Distribution, divides: bool) -> bool:
    """Whether `check` finds nothing wrong; for distributions with few numbers."""
    try:
        check(Driver("", "", one, ""), divides=divides)
    except UncertaintyError:
        return False
    return True


def _check_lognormal(sigma: float, refuse: Refuse) -> None:
    if sigma <= 0:
        help = "a geometric standard deviation is above 1; leave it out where nothing is uncertain"
        refuse(f"a geometric standard deviation of {exp(sigma):.6g} is not above 1", help)
    if sigma > WIDEST:
        help = f"at most {exp(WIDEST):g}; is it the square (95 %) or a percentage?"
        refuse(f"a geometric standard deviation of {exp(min(sigma, 700.0)):.6g} says nothing", help)


def _check_normal(spread: float, divides: bool, refuse: Refuse) -> None:
    if spread <= 0:
        help = "write it as a positive number; leave it out where nothing is uncertain"
        refuse(f"a standard deviation of {spread:.6g} of the stated number is not above 0", help)
    limit = DIVISOR_LIMIT if divides else NORMAL_LIMIT
    if spread > limit + _ROUNDING:
        said = f"a standard deviation of {spread:.4g} times the stated number reaches below zero"
        refuse(said, f"at most {limit:.3g} here; state a lognormal (`gsd`) or bounds")


def _check_bounds(kind: str, numbers: tuple[float, ...], divides: bool, refuse: Refuse) -> None:
    if not numbers:
        refuse("there are no samples", "list at least two numbers")
    least, most = min(numbers), max(numbers)
    if least < 0:
        refuse(f"{least:.6g} times the stated number turns its sign", "an amount or factor keeps its sign")
    if divides and least <= 0:
        refuse("zero is among what it may be, and something is divided by it", "state bounds above zero")
    if kind == "samples":
        if least == most:
            refuse("all samples are the same", "list numbers that differ, or leave them out")
        return
    if not numbers[0] < numbers[-1]:
        refuse(
            f"the low bound {numbers[0]:.6g} is not below the high {numbers[-1]:.6g}", "swap or correct them"
        )
    if kind == "triangular" and not numbers[0] <= numbers[1] <= numbers[2]:
        refuse(f"the mode {numbers[1]:.6g} does not lie between the bounds", "correct the mode or its bounds")
    if not numbers[0] <= 1 + _ROUNDING or not numbers[-1] >= 1 - _ROUNDING:
        refuse("the stated number does not lie between its own bounds", "correct the number or its bounds")


def mean(one: Distribution) -> float:
    """Its mean; above the median for a lognormal."""
    kind, numbers = one
    if kind == "lognormal":
        return exp(numbers[0] ** 2 / 2)
    if kind == "normal":
        return _normal_moments(numbers[0])[0]
    return fsum(numbers) / len(numbers)  # uniform, triangular and samples alike


def variance(one: Distribution) -> float:
    """Its variance; that of samples is of the list as it stands (divided by n)."""
    kind, numbers = one
    if kind == "lognormal":
        return (exp(numbers[0] ** 2) - 1) * exp(numbers[0] ** 2)
    if kind == "normal":
        first, second = _normal_moments(numbers[0])
        return second - first**2
    if kind == "uniform":
        return (numbers[1] - numbers[0]) ** 2 / 12
    if kind == "triangular":
        low, mode, high = numbers
        return (low**2 + mode**2 + high**2 - low * mode - low * high - mode * high) / 18
    middle = mean(one)
    return fsum((number - middle) ** 2 for number in numbers) / len(numbers)


def third_moment(one: Distribution) -> float:
    """Its third central moment: 0 where it is symmetric (the little that a normal loses at zero left aside)."""
    kind, numbers = one
    if kind == "lognormal":
        square = exp(numbers[0] ** 2)
        return (square + 2) * (square - 1) ** 2 * exp(1.5 * numbers[0] ** 2)
    if kind in ("normal", "uniform"):
        return 0.0
    if kind == "triangular":
        low, mode, high = numbers
        return (low + high - 2 * mode) * (2 * low - high - mode) * (low - 2 * high + mode) / 270
    middle = mean(one)
    return fsum((number - middle) ** 3 for number in numbers) / len(numbers)


def reciprocal_mean(one: Distribution) -> float:
    """The mean of 1 / x, for a driver that divides."""
    kind, numbers = one
    if kind == "lognormal":
        return exp(numbers[0] ** 2 / 2)
    if kind == "normal":
        square = numbers[0] ** 2
        return 1 + square + 3 * square**2 + 15 * square**3  # of an asymptotic series: 1e-6 at the limit
    if kind == "uniform":
        return log(numbers[1] / numbers[0]) / (numbers[1] - numbers[0])
    if kind == "triangular":
        low, mode, high = numbers
        left = 1 - low * log(mode / low) / (mode - low) if mode > low else 0.0
        right = high * log(high / mode) / (high - mode) - 1 if high > mode else 0.0
        return 2 * (left + right) / (high - low)
    return fsum(1 / number for number in numbers) / len(numbers)


class Moments(NamedTuple):
    """Mean, variance, the standard deviation as a share of the mean, third central moment."""

    mean: float
    variance: float
    relative: float
    third: float


def moments(one: Distribution) -> Moments:
    """All moments; those of distributions with few numbers are remembered, since most are of a few tables."""
    return _moments(one) if len(one.numbers) > max(PARAMETERS.values()) else _moments_kept(one)


def _moments(one: Distribution) -> Moments:
    middle, square = mean(one), variance(one)
    return Moments(middle, square, sqrt(square) / middle, third_moment(one))


_moments_kept = lru_cache(maxsize=4096)(_moments)


def log_sd(one: Distribution) -> float | None:
    """The standard deviation of ln, where it is a parameter: of a lognormal."""
    return one.numbers[0] if one.kind == "lognormal" else None


def quantile(one: Distribution, share: float) -> float:
    """The number that `share` (between 0 and 1) of all draws stay below: the inverse of the distribution function."""
    kind, numbers = one
    if kind in ("lognormal", "normal"):
        from statistics import NormalDist

        return at_score(one, NormalDist().inv_cdf(share))
    if kind == "uniform":
        return numbers[0] + (numbers[1] - numbers[0]) * share
    if kind == "triangular":
        low, mode, high = numbers
        if share * (high - low) < mode - low:
            return low + sqrt(share * (high - low) * (mode - low))
        return high - sqrt((1 - share) * (high - low) * (high - mode))
    return sorted(numbers)[max(0, ceil(share * len(numbers)) - 1)]


def at_score(one: Distribution, score: float) -> float:
    """The number that as many draws stay below as standard normal numbers stay below `score`."""
    kind, numbers = one
    if kind == "lognormal":
        return exp(numbers[0] * score)
    if kind == "normal":
        return max(0.0, 1 + numbers[0] * score)
    return quantile(one, phi(score))


def cdf(one: Distribution, number: float) -> float:
    """The share of draws that are at most `number`."""
    kind, numbers = one
    if kind == "lognormal":
        return phi(log(number) / numbers[0]) if number > 0 else 0.0
    if kind == "normal":
        return phi((number - 1) / numbers[0]) if number >= 0 else 0.0
    if kind == "samples":
        return bisect_right(sorted(numbers), number) / len(numbers)
    low, high = numbers[0], numbers[-1]
    if number <= low or number >= high:
        return float(number >= high)
    if kind == "uniform":
        return (number - low) / (high - low)
    mode = numbers[1]
    if number < mode:
        return (number - low) ** 2 / ((high - low) * (mode - low))
    return 1 - (high - number) ** 2 / ((high - low) * (high - mode))


def phi(score: float) -> float:
    """The share of a standard normal below a score."""
    return (1 + erf(score / sqrt(2))) / 2


def _normal_moments(spread: float) -> tuple[float, float]:
    """First and second moment of max(0, 1 + spread z)."""
    inside = phi(1 / spread)
    edge = spread * exp(-1 / (2 * spread**2)) / sqrt(2 * pi)
    return inside + edge, (1 + spread**2) * inside + edge
