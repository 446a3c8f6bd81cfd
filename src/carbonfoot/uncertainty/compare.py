"""Two products under the same draws: how likely one is lower, with what they share held together."""

from __future__ import annotations

from math import exp, fsum, log, sqrt
from typing import NamedTuple

from carbonfoot.uncertainty.correlation import of_values
from carbonfoot.uncertainty.distribution import phi
from carbonfoot.uncertainty.draws import draw
from carbonfoot.uncertainty.first_order import Propagation
from carbonfoot.uncertainty.interval import SCORE
from carbonfoot.uncertainty.model import Model
from carbonfoot.uncertainty.scaled import total
from carbonfoot.uncertainty.summary import Summary, summarise


class Side(NamedTuple):
    """One demand of a model, by number. Drivers of two models are the same where their keys are."""

    model: Model
    demand: int


class Comparison(NamedTuple):
    """The first beside the second.

    lower        how likely the first is lower
    error        its standard error, sqrt(p (1 - p) / draws); 0.0 at first order
    equal        share of draws in which both are the same, half of which count as lower
    undecided    draws in which neither has a solution; they count like equal ones
    difference   first minus second; None where draws have no solution
    ratio        first through second; None where the second may be zero or less, or draws have no solution
    correlation  of the two totals; None where one does not vary
    shared       part of the spread that comparing takes away: 1 - variance of the difference / sum of the two variances; 1 for
                 a product beside itself, 0 for nothing in common, negative where they move against each other
    """

    lower: float
    error: float
    equal: float
    undecided: int
    difference: Summary | None
    ratio: Summary | None
    correlation: float | None
    shared: float | None


def compare(first: Side, second: Side, count: int, seed: int) -> Comparison:
    """Both drawn with the same seed: draw k of a driver that both use is the same number in both.

    Raises `UncertaintyError` and `LoopError` as `draws.draw` does.
    """
    import numpy as np

    joint = tuple(dict.fromkeys([*first.model.correlations, *second.model.correlations]))
    one = draw(first.model, count, seed, [first.demand], joint).totals[0]
    other = draw(second.model, count, seed, [second.demand], joint).totals[0]
    undecided = np.isinf(one) & np.isinf(other)
    equal = float(((one == other) | undecided).mean())
    lower = float((one < other).mean()) + equal / 2
    error = sqrt(max(0.0, lower * (1 - lower)) / count)
    told = Comparison(lower, error, equal, int(undecided.sum()), None, None, None, None)
    if not (np.isfinite(one).all() and np.isfinite(other).all()):
        return told
    difference = one - other
    spread = float(one.var() + other.var())
    together = sqrt(float(one.var()) * float(other.var()))
    moved = float(((one - one.mean()) * (other - other.mean())).mean())
    return told._replace(
        difference=summarise(difference[None, :])[0],
        ratio=summarise((one / other)[None, :])[0] if (other > 0).all() else None,
        correlation=moved / together if together else None,
        shared=2 * moved / spread if spread else None,
    )


class Expected(NamedTuple):
    """A comparison at first order, without draws.

    lower        how likely the first is lower: by the logarithm of the ratio where both are positive lognormals, else by the
                 difference as a normal
    difference   stated totals, first minus second
    sd           standard deviation of the difference with what both share held together
    apart        the same as if they shared nothing
    ratio        95 % interval of first through second; None unless both are positive lognormals
    correlation  of the two totals; None where one does not vary
    shared       as in `Comparison`
    """

    lower: float
    difference: float
    sd: float
    apart: float
    ratio: tuple[float, float] | None
    correlation: float | None
    shared: float | None


def expected(first: Side, second: Side) -> Expected:
    """First order on both: slopes to a driver that both use are subtracted before they are squared.

    Raises `UncertaintyError` and `LoopError` as `first_order` does.
    """
    ways = [Propagation(side.model) for side in (first, second)]
    demands = [side.model.demands[side.demand][1] for side in (first, second)]
    means = [total(way.centre, demand) for way, demand in zip(ways, demands, strict=True)]
    moves = [way.spreads(demand) for way, demand in zip(ways, demands, strict=True)]
    spreads = [own for own, _ in moves]
    one, other = (max(0.0, way.covariance(own, own)) for way, own in zip(ways, spreads, strict=True))
    moved = _together(first.model, spreads[0], second.model, spreads[1])
    variance = max(0.0, one + other - 2 * moved)
    stated = [total(way.stated, demand) for way, demand in zip(ways, demands, strict=True)]
    lognormal = all(one_way for _, one_way in moves) and min(means) > 0
    ratio = None
    if lognormal:
        squares = [log(1 + part / middle**2) for part, middle in zip((one, other), means, strict=True)]
        centre = log(means[0] / means[1]) - squares[0] / 2 + squares[1] / 2
        spread = sqrt(max(0.0, squares[0] + squares[1] - 2 * log(1 + moved / (means[0] * means[1]))))
        ratio = (exp(centre - SCORE * spread), exp(centre + SCORE * spread))
        lower = _below_zero(centre, spread)
    else:
        lower = _below_zero(means[0] - means[1], sqrt(variance))
    related = moved / sqrt(one * other) if one and other else None
    shared = 2 * moved / (one + other) if one + other else None
    apart = sqrt(one + other)
    return Expected(lower, stated[0] - stated[1], sqrt(variance), apart, ratio, related, shared)


def _below_zero(middle: float, spread: float) -> float:
    if spread <= abs(middle) * 1e-12:
        return 0.5 if middle == 0 else float(middle < 0)
    return phi(-middle / spread)


def _together(first: Model, one: dict[int, float], second: Model, other: dict[int, float]) -> float:
    """The covariance of two totals of two models, drivers joined by key and by correlations of either."""
    by_key = {second.drivers[number].key: value for number, value in other.items()}
    own = {first.drivers[number].key: value for number, value in one.items()}
    parts = [value * by_key.get(key, 0.0) for key, value in own.items()]
    shapes = {driver.key: driver.distribution for driver in (*second.drivers, *first.drivers)}
    for left, right, scores in dict.fromkeys([*first.correlations, *second.correlations]):
        values = of_values(shapes[left], shapes[right], scores)
        parts += [
            own.get(left, 0.0) * by_key.get(right, 0.0) * values,
            own.get(right, 0.0) * by_key.get(left, 0.0) * values,
        ]
    return fsum(parts)
