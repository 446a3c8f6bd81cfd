"""Who drives the spread of draws."""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING, Any, NamedTuple

from carbonfoot.uncertainty import scaled
from carbonfoot.uncertainty.model import Model
from carbonfoot.uncertainty.prepared import Prepared
from carbonfoot.uncertainty.sampler import Sampler
from carbonfoot.uncertainty.scores import to_scores

if TYPE_CHECKING:
    from carbonfoot.uncertainty.keyed import Floats

NOISE = 4.0
"""Correlations below so many standard errors of nothing are not told: of 10,000 drivers that do nothing, one would be."""


class Drive(NamedTuple):
    """How one driver and one total move together.

    correlation  of the driver (its logarithm for a lognormal) with the normal score of the rank of the total
    share        its square, less what chance alone gives (1 / draws): the part of the spread that goes with this driver
    """

    key: str
    label: str
    origin: str
    correlation: float
    share: float


def drives(
    ready: Prepared, totals: Floats, demands: list[int], seed: int, width: int, most: int
) -> list[list[Drive]]:
    """For each demand (a row of totals each) its strongest drivers.

    Draws are made again, since a key always gives the same ones: no more memory, whatever the number of drivers.
    """
    import numpy as np

    model, count = ready.model, totals.shape[1]
    met = [set(scaled.slopes(model, scaled.at(model), model.demands[one][1]).by_driver) for one in demands]
    wanted = sorted(set[int]().union(*met))
    scores = np.array([_rank_scores(row) for row in totals])
    sampler = Sampler(model.drivers, model.correlations, seed)
    sums, squares = np.zeros(len(wanted)), np.zeros(len(wanted))
    products = np.zeros((len(demands), len(wanted)))
    for start in range(0, count, width):
        values = sampler.values(start, min(width, count - start))
        for place, number in enumerate(wanted):
            row = values[number]
            if model.drivers[number].distribution.kind == "lognormal":
                row = np.log(row)
            sums[place] += row.sum()
            squares[place] += (row * row).sum()
            for line, score in enumerate(scores):
                products[line, place] += (row * score[start : start + width]).sum()
    spread = np.sqrt(np.maximum(squares - sums * sums / count, 0.0))
    found = []
    for line, score in enumerate(scores):
        own = sqrt(float((score * score).sum()))
        related = products[line] / np.where(spread > 0, spread * own, np.inf)
        found.append(_strongest(model, wanted, related, met[line], count, most))
    return found


def _rank_scores(row: Floats) -> Floats:
    """Normal scores of the ranks of a total, equal totals at the middle of their ranks; they sum to zero."""
    import numpy as np

    _, place, times = np.unique(row, return_inverse=True, return_counts=True)
    scores = (np.cumsum(times) - times / 2) / len(row) - 0.5
    to_scores(scores)
    found: Floats = scores[place]
    return found


def _strongest(
    model: Model, wanted: list[int], related: Any, met: set[int], count: int, most: int
) -> list[Drive]:
    found = []
    for number, correlation in zip(wanted, related.tolist(), strict=True):
        if number in met and abs(correlation) > NOISE / sqrt(count):
            driver = model.drivers[number]
            found.append(
                Drive(driver.key, driver.label, driver.origin, correlation, correlation**2 - 1 / count)
            )
    found.sort(key=lambda one: (-one.share, one.key))
    return found[:most]
