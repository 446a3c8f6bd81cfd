"""Pedigree matrices: the factors as published, the formula of RULES 6.3, and what an empty score counts as."""

from __future__ import annotations

import csv
from math import exp, log, sqrt
from pathlib import Path

import pytest

from carbonfoot.footprint.pedigree import OF_AMOUNTS, OF_FIT, matrix, names, spread

PUBLISHED = Path(__file__).parents[3] / "shared/standards/dqr/pedigree_ecoinvent_uncertainty_factors.csv"
NAMES = {
    "Reliability": "reliability",
    "Completeness": "completeness",
    "Temporal correlation": "time",
    "Geographical correlation": "geography",
    "Further technological correlation": "technology",
}
EVERY = (*OF_AMOUNTS, *OF_FIT)


@pytest.mark.skipif(not PUBLISHED.is_file(), reason="the published table is not there")
def test_factors_are_those_of_the_published_table() -> None:
    with PUBLISHED.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 25
    for row in rows:
        factors = matrix("pedigree").factors[NAMES[row["indicator"]]]
        assert factors[int(row["score"]) - 1] == float(row["uncertainty_factor"]), row


def test_the_formula_of_squared_geometric_standard_deviations() -> None:
    """GSD^2 = exp(sqrt(sum ln^2 U)): 1.10, 1.05, 1.20, 1.02, 1.50 and the basic 1.05."""
    scores = {"reliability": 3.0, "completeness": 3.0, "time": 4.0, "geography": 3.0, "technology": 4.0}
    found = spread(matrix("pedigree"), scores, EVERY, basic=True)
    assert found is not None
    squared = exp(sqrt(sum(log(u) ** 2 for u in (1.10, 1.05, 1.20, 1.02, 1.50, 1.05))))
    assert exp(2 * sqrt(found.variance)) == pytest.approx(squared, rel=1e-12)
    assert squared == pytest.approx(1.5846, abs=5e-5)


def test_amounts_and_fit_add_up_to_the_whole() -> None:
    scores = {"reliability": 3.0, "completeness": 3.0, "time": 4.0, "geography": 3.0, "technology": 4.0}
    parts = [
        spread(matrix("pedigree"), scores, OF_AMOUNTS, basic=True),
        spread(matrix("pedigree"), scores, OF_FIT, basic=False),
    ]
    every = spread(matrix("pedigree"), scores, EVERY, basic=True)
    assert every is not None
    assert sum(one.variance for one in parts if one is not None) == pytest.approx(every.variance, rel=1e-12)


def test_best_scores_add_nothing_but_the_basic_uncertainty() -> None:
    found = spread(matrix("pedigree"), dict.fromkeys(EVERY, 1.0), EVERY, basic=True)
    assert found is not None
    assert exp(2 * sqrt(found.variance)) == pytest.approx(1.05, rel=1e-12)


@pytest.mark.parametrize(("score", "share"), [(2.0, 0.0), (2.25, 0.25), (2.5, 0.5), (3.0, 1.0), (5.0, None)])
def test_between_two_scores_variance_is_straight(score: float, share: float | None) -> None:
    low, high = (log(1.05) / 2) ** 2, (log(1.20) / 2) ** 2
    found = spread(matrix("pedigree"), {"technology": score}, ("technology",), basic=False)
    assert found is not None
    expected = (log(2.0) / 2) ** 2 if share is None else low + share * (high - low)
    assert found.variance == pytest.approx(expected, rel=1e-12)


def test_an_empty_score_is_told_or_counts_as_the_worst() -> None:
    scores = {"time": 3.0}
    told = spread(matrix("pedigree"), scores, OF_FIT, basic=False)
    worst = spread(matrix("pedigree-strict"), scores, OF_FIT, basic=False)
    assert told is not None and worst is not None
    assert told.empty == ("technology", "geography")
    assert told.variance == pytest.approx((log(1.10) / 2) ** 2, rel=1e-12)
    assert worst.empty == ()
    expected = sum((log(u) / 2) ** 2 for u in (1.10, 2.00, 1.10))
    assert worst.variance == pytest.approx(expected, rel=1e-12)
    assert spread(matrix("pedigree"), scores, OF_AMOUNTS, basic=True) is None
    assert spread(matrix("pedigree-strict"), scores, OF_AMOUNTS, basic=True) is not None
    assert spread(matrix("pedigree-strict"), {}, OF_AMOUNTS, basic=True) is None, (
        "no score at all says nothing"
    )


@pytest.mark.parametrize("name", names())
def test_every_matrix_is_whole_and_says_where_it_is_from(name: str) -> None:
    one = matrix(name)
    assert set(one.factors) == set(EVERY)
    assert all(
        len(factors) == 5 and factors == sorted(factors) and factors[0] == 1
        for factors in one.factors.values()
    )
    assert one.empty in ("report", "worst")
    assert one.source
