"""First-order propagation: mean, standard deviation and 95 % interval of each demand, and what drives them. No draws, no numpy.

The total is taken as straight in each driver around the means of all drivers: mean = total there, variance = sum over pairs
of drivers of slope * slope * covariance (JCGM 100:2008, Guide to the expression of uncertainty in measurement, 5.1.2 and 5.2.2;
sums and products as IPCC 2006, volume 1, chapter 3, approach 1). Slopes come from one adjoint solve for all demands and one
forward solve a demand, and are exact through loops. Around the means rather than the stated medians, since then the
mean of sums and products of independent drivers is exact.
"""

from __future__ import annotations

from math import fsum, sqrt
from typing import NamedTuple

from carbonfoot.engine.loops import LoopError
from carbonfoot.uncertainty import scaled
from carbonfoot.uncertainty.correlation import groups, of_values
from carbonfoot.uncertainty.distribution import moments, reciprocal_mean
from carbonfoot.uncertainty.doubt import Doubt, doubt
from carbonfoot.uncertainty.interval import Interval, interval
from carbonfoot.uncertainty.model import Model
from carbonfoot.uncertainty.prepared import judge


class Share(NamedTuple):
    """What one driver does to one demand.

    slope  relative change of the total for a relative change of the driver, around the means (0.3: 10 % more of it is 3 % more);
           0.0 for a total of zero
    sd     kg CO2e that it alone would spread the total by
    share  of the variance, with half of each covariance; all shares sum to 1
    """

    key: str
    label: str
    origin: str
    slope: float
    sd: float
    share: float


class FirstOrder(NamedTuple):
    """How far the total of one demand may be off.

    total     with all numbers as stated; a lognormal is stated by its median, so that `mean` lies above
    mean, sd  kg CO2e
    shares    drivers, largest share first
    origins   share of the variance by origin of the statement: sourced, pedigree, assumed
    doubt     where the interval should not be trusted, and why; None where it holds
    """

    name: str
    total: float
    mean: float
    sd: float
    interval: Interval
    shares: list[Share]
    origins: dict[str, float]
    doubt: Doubt | None


def first_order(model: Model, *, measured: bool = True, brief: bool = False) -> list[FirstOrder]:
    """Mean, spread and drivers of every demand of a model.

    measured  whether to find out where first order does not hold: two solves more a demand
    brief     without shares and origins
    Raises `UncertaintyError` for a distribution or correlation that cannot be, and `LoopError` for a loop without a solution
    with the stated numbers.
    """
    return Propagation(model).results(measured=measured, brief=brief)


class Propagation:
    """A model solved at its stated numbers and at the means of its drivers, ready for any number of demands."""

    def __init__(self, model: Model) -> None:
        divides = judge(model)
        self.model = model
        self.roots = sorted({index for _, demand in model.demands for index in demand})
        self.stated = scaled.at(model, roots=self.roots)
        self.moments = [moments(driver.distribution) for driver in model.drivers]
        self.means = [one.mean for one in self.moments]
        self.relative = [one.relative for one in self.moments]
        divided = [0.0] * len(model.drivers)
        for number in divides:
            divided[number] = reciprocal_mean(model.drivers[number].distribution)
        self.at_means_failed: LoopError | None = None
        try:
            self.centre = scaled.at(model, self.means, divided, self.roots, self.stated)
        except LoopError as error:
            self.at_means_failed, self.centre = error.with_traceback(None), self.stated
        self._partners = self._correlated()

    def _correlated(self) -> dict[int, list[tuple[int, float, float]]]:
        """For each driver those it moves with: (number, correlation of values, correlation of scores)."""
        if not self.model.correlations:
            return {}
        number = {driver.key: place for place, driver in enumerate(self.model.drivers)}
        found: dict[int, list[tuple[int, float, float]]] = {}
        groups(self.model.correlations)  # judges them
        for one, other, value in dict.fromkeys(self.model.correlations):
            first, second = number[one], number[other]
            drivers = self.model.drivers
            scores = of_values(drivers[first].distribution, drivers[second].distribution, value)
            found.setdefault(first, []).append((second, scores, value))
            found.setdefault(second, []).append((first, scores, value))
        return found

    def spreads(self, demand: dict[int, float]) -> tuple[dict[int, float], bool]:
        """For each driver that the demand meets, kg CO2e for one standard deviation of it, signed; and whether `one_way`."""
        slopes, one_way = scaled.slopes(self.model, self.centre, demand)
        return {one: slope * self.relative[one] for one, slope in slopes.items()}, one_way

    def covariance(self, one: dict[int, float], other: dict[int, float]) -> float:
        """The covariance of two totals, from their spreads."""
        if one is other and not self._partners:
            return fsum(value * value for value in one.values())
        return fsum(value * self._moved(other, number) for number, value in one.items())

    def _moved(self, spreads: dict[int, float], number: int) -> float:
        """kg CO2e of a total as one driver and what is correlated with it move by a standard deviation."""
        own = spreads.get(number, 0.0)
        partners = self._partners.get(number)
        if not partners:
            return own
        return fsum([own, *(values * spreads.get(other, 0.0) for other, values, _ in partners)])

    def results(self, *, measured: bool, brief: bool = False) -> list[FirstOrder]:
        """One for each demand, in their order."""
        return [self._result(name, demand, measured, brief) for name, demand in self.model.demands]

    def _result(self, name: str, demand: dict[int, float], measured: bool, brief: bool) -> FirstOrder:
        stated, middle = scaled.total(self.stated, demand), scaled.total(self.centre, demand)
        spreads, one_way = self.spreads(demand)
        square = max(0.0, self.covariance(spreads, spreads))
        sd = sqrt(square)
        found = interval(middle, sd, one_way=one_way)
        shares = [] if brief else self._shares(spreads, square, middle)
        origins: dict[str, list[float]] = {}
        for share in shares:
            origins.setdefault(share.origin, []).append(share.share)
        by_origin = {origin: fsum(parts) for origin, parts in sorted(origins.items())}
        why = doubt(self, demand, spreads, found, middle, sd) if measured and sd else None
        return FirstOrder(name, stated, middle, sd, found, shares, by_origin, why)

    def _shares(self, spreads: dict[int, float], square: float, middle: float) -> list[Share]:
        found = []
        drivers, relative, alone = self.model.drivers, self.relative, not self._partners
        for number, spread in spreads.items():
            if not spread:
                continue
            key, label, _, origin = drivers[number]
            moved = spread if alone else self._moved(spreads, number)
            part = spread * moved / square if square else 0.0
            slope = spread / relative[number] / middle if middle else 0.0
            found.append(Share(key, label, origin, slope, abs(spread), part))
        found.sort(key=lambda share: (-share.share, share.key))
        return found

    def moved(self, spreads: dict[int, float], sd: float, score: float) -> dict[int, float]:
        """The scores of drivers where the total moves fastest: the likeliest of all points `score` standard deviations away."""
        if not self._partners:
            return {number: value * score / sd for number, value in spreads.items()}
        by_scores = {}
        for number, value in spreads.items():
            parts = [
                value,
                *(scores * spreads.get(other, 0.0) for other, _, scores in self._partners.get(number, ())),
            ]
            by_scores[number] = fsum(parts) * score / sd
        return by_scores
