"""What draws say about one demand: middle, spread, percentiles with their errors, and whether there are enough of them."""

from __future__ import annotations

from math import ceil, floor, sqrt
from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.uncertainty.interval import SCORE

if TYPE_CHECKING:
    from carbonfoot.uncertainty.keyed import Floats

PERCENTILES = (2.5, 5.0, 25.0, 50.0, 75.0, 95.0, 97.5)

ENOUGH = 0.01
"""Draws are enough when 95 % of the time the mean is off by less than this share of it."""

FIRST_STEP = 100


class Percentile(NamedTuple):
    """A percentile of the draws.

    value      between two draws by straight interpolation (Hyndman and Fan, type 7); None among draws
               without a solution
    low, high  where it lies with 95 %, by order statistics (binomial counts, any distribution); None with too few draws
    """

    percent: float
    value: float | None
    low: float | None
    high: float | None


class Step(NamedTuple):
    """What the first `draws` draws say: convergence. `half` is the half width of the 95 % interval of the mean."""

    draws: int
    mean: float | None
    half: float | None
    low: float | None
    median: float | None
    high: float | None


class Summary(NamedTuple):
    """The draws of one demand, kg CO2e.

    infeasible   draws in which a loop had no solution; they count as larger than any other, so that percentiles hold, and there
                 is no mean or standard deviation with any of them
    mean, sd     of the draws (sd with n - 1)
    mean_error   standard error of the mean: sd / sqrt(n)
    convergence  at 100, 1,000, ... draws and at all
    enough       whether 95 % of the mean lies within the share asked for
    wanted       draws that it would take; None where no number is enough
    """

    draws: int
    infeasible: int
    mean: float | None
    sd: float | None
    mean_error: float | None
    percentiles: tuple[Percentile, ...]
    convergence: tuple[Step, ...]
    enough: bool
    wanted: int | None

    def percentile(self, percent: float) -> float | None:
        """The value of one of `PERCENTILES`."""
        return next(one.value for one in self.percentiles if one.percent == percent)


def summarise(totals: Floats, within: float = ENOUGH) -> list[Summary]:
    """One for each row of totals (a column a draw)."""
    import numpy as np

    count = totals.shape[1]
    steps = [number for power in range(2, 8) if (number := 10**power) < count] + [count]
    tables = [_table(totals[:, :number]) for number in steps]
    ordered = np.sort(totals, axis=1)
    found = []
    for place in range(len(totals)):
        convergence = tuple(table[place] for table in tables)
        infeasible = int(np.isinf(totals[place]).sum())
        mean, half = convergence[-1].mean, convergence[-1].half
        error = half / SCORE if half is not None else None
        wanted = None
        if mean and half is not None:
            wanted = max(2, ceil(count * (half / (within * abs(mean))) ** 2))
        percentiles = tuple(_percentile(ordered[place], percent) for percent in PERCENTILES)
        enough = wanted is not None and wanted <= count
        sd = error * sqrt(count) if error is not None else None
        found.append(Summary(count, infeasible, mean, sd, error, percentiles, convergence, enough, wanted))
    return found


def _table(totals: Floats) -> list[Step]:
    """The first so many draws of every demand."""
    import numpy as np

    count = totals.shape[1]
    ordered = np.sort(totals, axis=1)
    whole = [bool(np.isfinite(row).all()) for row in totals]
    finite = np.where(np.array(whole)[:, None], totals, 0.0)
    means = finite.mean(axis=1)
    halves = finite.std(axis=1, ddof=1) * (SCORE / sqrt(count)) if count > 1 else np.full(len(totals), np.nan)
    return [
        Step(
            count,
            float(means[place]) if whole[place] else None,
            float(halves[place]) if whole[place] and count > 1 else None,
            *(_between(ordered[place], percent / 100) for percent in (2.5, 50.0, 97.5)),
        )
        for place in range(len(totals))
    ]


def _percentile(ordered: Floats, percent: float) -> Percentile:
    share, count = percent / 100, len(ordered)
    reach = SCORE * sqrt(count * share * (1 - share))
    first, last = floor(count * share - reach) - 1, ceil(count * share + reach)
    low = float(ordered[first]) if first >= 0 else None
    high = float(ordered[last]) if last < count else None
    return Percentile(percent, _between(ordered, share), _finite(low), _finite(high))


def _between(ordered: Floats, share: float) -> float | None:
    place = (len(ordered) - 1) * share
    low = floor(place)
    first, last = float(ordered[low]), float(ordered[min(low + 1, len(ordered) - 1)])
    if place == low:
        return _finite(first)
    return _finite(first + (last - first) * (place - low)) if _finite(last) is not None else None


def _finite(number: float | None) -> float | None:
    return number if number is not None and abs(number) != float("inf") else None
