"""Quality scores to variance, by a named pedigree matrix (`matrices.csv`, `pedigree.csv`; RULES 6.3).

A factor U of a matrix is a contribution to the squared geometric standard deviation (the 95 % range), so that
sigma of ln is ln(U) / 2, and variances of ln add: sigma^2 = (sum over k of ln^2(U_k) + ln^2(U_basic)) / 4.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from math import floor, fsum, log
from typing import NamedTuple

OF_AMOUNTS = ("reliability", "completeness")
"""Indicators that say how an amount was found; it also has the basic uncertainty of the matrix."""

OF_FIT = ("technology", "time", "geography")
"""Indicators that say how well a factor fits the line."""

WORST = 5.0
DEFAULT = "pedigree"


class Matrix(NamedTuple):
    """A pedigree matrix.

    basic     factor of what is uncertain at the best scores
    empty     policy for a score that is not given: `report` (adds nothing, is counted and told), `worst` (counts as 5
              where the line gives any score)
    factors   for each indicator the factors of the scores 1 to 5
    """

    name: str
    basic: float
    empty: str
    source: str
    factors: dict[str, list[float]]


class Spread(NamedTuple):
    """Variance of ln from scores, and the indicators that had none and added nothing."""

    variance: float
    empty: tuple[str, ...]


def names() -> tuple[str, ...]:
    """The matrices there are."""
    return tuple(row[0] for row in _rows("matrices.csv", 4))


@cache
def matrix(name: str) -> Matrix:
    """A matrix by name. Raises `KeyError`."""
    found = {row[0]: row for row in _rows("matrices.csv", 4)}[name]
    factors: dict[str, list[float]] = {}
    for table, indicator, _, factor in _rows("pedigree.csv", 3):
        if table == found[1]:
            factors.setdefault(indicator, []).append(float(factor))
    return Matrix(name, float(found[2]), found[3], found[4], factors)


def spread(of: Matrix, scores: dict[str, float], indicators: Iterable[str], *, basic: bool) -> Spread | None:
    """What the scores of these indicators come to; None where no score says anything about them."""
    given = [indicator for indicator in indicators if indicator in scores]
    lacking = tuple(indicator for indicator in indicators if indicator not in scores)
    if not given and not (scores and of.empty == "worst"):
        return None
    parts = [_variance(of.factors[indicator], scores[indicator]) for indicator in given]
    if of.empty == "worst":
        parts += [_variance(of.factors[indicator], WORST) for indicator in lacking]
        lacking = ()
    if basic:
        parts.append((log(of.basic) / 2) ** 2)
    return Spread(fsum(parts), lacking)


def _variance(factors: list[float], score: float) -> float:
    """Variance of ln at a score; between two scores on the straight line between their variances."""
    low = min(floor(score), len(factors) - 1)
    one, two = ((log(factors[place - 1]) / 2) ** 2 for place in (low, low + 1))
    return one + (score - low) * (two - one)


def _rows(name: str, commas: int) -> list[list[str]]:
    with open(os.path.join(os.path.dirname(__file__), name), encoding="utf-8") as stream:
        return [line.split(",", commas) for line in stream.read().splitlines()[1:]]
