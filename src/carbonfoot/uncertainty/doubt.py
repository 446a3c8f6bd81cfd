"""Where a first-order interval should not be trusted: measured, not guessed."""

from __future__ import annotations

from math import fsum, log
from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.engine.loops import LoopError
from carbonfoot.uncertainty import scaled
from carbonfoot.uncertainty.distribution import at_score
from carbonfoot.uncertainty.interval import SCORE, Interval, skewed

if TYPE_CHECKING:
    from carbonfoot.uncertainty.first_order import Propagation

TOLERANCE = 0.15
"""How far an end of the interval may be off, as a share of its width."""


class Doubt(NamedTuple):
    """Why a first-order interval does not hold.

    reason   `loop`    a loop uses as much as it makes within the interval
             `curved`  uncertain numbers multiply each other so much that the model leaves the interval
             `shape`   uncertain numbers are added, and their sum is no lognormal or normal
    members  of the loop, by number
    ends     the interval by the measure that judged; None for an end that a loop without a solution has
    off      how far the worse end is off, as a share of the width of the interval
    """

    reason: str
    members: tuple[int, ...]
    ends: tuple[float | None, float | None]
    off: float


def doubt(
    way: Propagation,
    demand: dict[int, float],
    spreads: dict[int, float],
    found: Interval,
    middle: float,
    sd: float,
) -> Doubt | None:
    """The interval held against what the model gives where it is likeliest to be 1.96 standard deviations off.

    These points are those of the first-order reliability method (Hasofer and Lind, Exact and invariant second-moment code format,
    Journal of the Engineering Mechanics Division 100, 1974): every driver at the quantile of its part in the spread. They are
    near the ends where few drivers multiply each other. Where many are added, an interval with the skewness of the
    sum is, as long as the model is straight between the points; how much it is bent is added. The kinder of the two judges.
    """
    if way.at_means_failed is not None:
        return Doubt("loop", tuple(way.at_means_failed.members), (None, None), 1.0)
    ends: list[float | None] = []
    points: list[list[float]] = []
    members: tuple[int, ...] = ()
    roots = sorted(demand)
    like = way.stated if roots == way.roots else None
    drivers = way.model.drivers
    for score in (-SCORE, SCORE):
        numbers = [1.0] * len(drivers)
        for number, moved in way.moved(spreads, sd, score).items():
            numbers[number] = at_score(drivers[number].distribution, moved)
        points.append(numbers)
        try:
            end = scaled.total(scaled.at(way.model, numbers, None, roots, like), demand)
        except LoopError as error:
            ends.append(None)
            members = tuple(error.members)
        else:
            ends.append(end)
    if members or ends[0] is None or ends[1] is None:
        return Doubt("loop", members, (ends[0], ends[1]), 1.0)
    by_points = _off(found, ends[0], ends[1])
    if by_points <= TOLERANCE:
        return None
    bent = max(
        abs(end - _straight(way, spreads, middle, numbers)) / (found.high - found.low)
        for end, numbers in zip((ends[0], ends[1]), points, strict=True)
    )
    low, high, _ = skewed(middle, sd, _skewness(way, spreads, sd))
    shape = _off(found, low, high)
    reason = "curved" if bent > shape else "shape"
    if by_points <= shape + bent:
        one = Doubt(reason, (), (ends[0], ends[1]), by_points)
    else:
        one = Doubt(reason, (), (low, high), shape + bent)
    return one if one.off > TOLERANCE else None


def _straight(way: Propagation, spreads: dict[int, float], middle: float, numbers: list[float]) -> float:
    """The total with the drivers at these numbers, as straight in each of them as it is around their means."""
    moved = [
        spread / way.relative[number] * (numbers[number] / way.means[number] - 1)
        for number, spread in spreads.items()
        if way.relative[number]
    ]
    return fsum([middle, *moved])


def _skewness(way: Propagation, spreads: dict[int, float], sd: float) -> float:
    """Of a sum of the drivers, correlations left aside."""
    some = [(spread, way.moments[number]) for number, spread in spreads.items()]
    return fsum([(spread / sd) ** 3 * one.third / one.variance**1.5 for spread, one in some])


def _off(found: Interval, low: float, high: float) -> float:
    """Of the worse end; for a lognormal in ratios too, where both can be formed."""
    off = max(abs(low - found.low), abs(high - found.high)) / (found.high - found.low)
    if found.shape.startswith("lognormal") and low * found.low > 0 and high * found.high > 0:
        ratio = max(abs(log(low / found.low)), abs(log(high / found.high)))
        off = max(off, ratio / abs(log(found.high / found.low)))
    return off
