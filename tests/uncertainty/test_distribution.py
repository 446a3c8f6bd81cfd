"""Moments and quantiles against numerical integrals of the quantile function, and what is refused."""

from __future__ import annotations

from math import exp, inf, log, nan, sqrt

import pytest

from carbonfoot.uncertainty import distribution
from carbonfoot.uncertainty.errors import UncertaintyError
from carbonfoot.uncertainty.model import Distribution, Driver

SHAPES = [
    Distribution("lognormal", (log(1.5),)),
    Distribution("normal", (0.2,)),
    Distribution("normal", (1 / 3,)),
    Distribution("uniform", (0.5, 1.4)),
    Distribution("triangular", (0.5, 0.9, 1.4)),
    Distribution("triangular", (1.0, 1.0, 1.4)),
    Distribution("triangular", (0.5, 1.0, 1.0)),
    Distribution("samples", (0.7, 1.1, 0.9, 1.3)),
]


def integral(one: Distribution, power: int) -> float:
    """The mean of a power, by the midpoint rule on the quantiles."""
    steps = 100_000
    return sum(distribution.quantile(one, (k + 0.5) / steps) ** power for k in range(steps)) / steps


@pytest.mark.parametrize("one", SHAPES, ids=lambda one: f"{one.kind}-{one.numbers[0]:.2g}")
def test_moments_are_those_of_the_quantiles(one: Distribution) -> None:
    first, second, third = (integral(one, power) for power in (1, 2, 3))
    assert distribution.mean(one) == pytest.approx(first, rel=2e-5)
    assert distribution.variance(one) == pytest.approx(second - first**2, rel=2e-3)
    central = third - 3 * first * second + 2 * first**3
    assert distribution.third_moment(one) == pytest.approx(central, rel=0.01, abs=5e-4)


@pytest.mark.parametrize("one", SHAPES, ids=lambda one: f"{one.kind}-{one.numbers[0]:.2g}")
@pytest.mark.parametrize("share", [0.001, 0.025, 0.3, 0.5, 0.8, 0.975])
def test_the_distribution_function_turns_quantiles_back(one: Distribution, share: float) -> None:
    back = distribution.cdf(one, distribution.quantile(one, share))
    if one.kind == "samples":
        assert back >= share > back - 1 / len(one.numbers)
    else:
        assert back == pytest.approx(max(share, distribution.cdf(one, 0.0)), abs=1e-12)


@pytest.mark.parametrize(
    "one",
    [one for one in SHAPES if one.kind != "normal"] + [Distribution("normal", (0.12,))],
    ids=lambda one: f"{one.kind}-{one.numbers[0]:.2g}",
)
def test_the_mean_of_what_divides(one: Distribution) -> None:
    assert distribution.reciprocal_mean(one) == pytest.approx(integral(one, -1), rel=1e-4)


def test_a_geometric_standard_deviation_is_one_sigma_and_the_stated_number_the_median() -> None:
    one = Distribution("lognormal", (log(2.0),))
    assert distribution.quantile(one, 0.5) == 1.0
    assert distribution.quantile(one, 0.8413447460685429) == pytest.approx(2.0)
    assert distribution.mean(one) == pytest.approx(exp(log(2.0) ** 2 / 2))
    assert distribution.mean(one) > 1.27
    assert distribution.log_sd(one) == log(2.0)
    assert distribution.log_sd(Distribution("uniform", (0.5, 1.5))) is None


def test_uniform_and_triangular_are_those_of_the_guide_on_uncertainty() -> None:
    # JCGM 100:2008, 4.3.7 and 4.3.9: half width a gives a / sqrt(3) and a / sqrt(6)
    assert sqrt(distribution.variance(Distribution("uniform", (0.7, 1.3)))) == pytest.approx(0.3 / sqrt(3))
    symmetric = Distribution("triangular", (0.7, 1.0, 1.3))
    assert sqrt(distribution.variance(symmetric)) == pytest.approx(0.3 / sqrt(6))


def test_a_normal_counts_as_zero_below_zero() -> None:
    one = Distribution("normal", (1 / 3,))
    assert distribution.quantile(one, 0.001) == 0.0
    assert distribution.cdf(one, 0.0) == pytest.approx(0.00135, rel=1e-3)
    assert distribution.cdf(one, -0.1) == 0.0


@pytest.mark.parametrize(
    ("kind", "numbers", "said"),
    [
        ("lognormal", (0.0,), "of 1 is not above 1"),
        ("lognormal", (log(0.5),), "0.5 is not above 1"),
        ("lognormal", (log(2000),), "2000 says nothing"),
        ("lognormal", (nan,), "not a finite number"),
        ("lognormal", (0.1, 0.2), "2 numbers"),
        ("normal", (0.0,), "not above 0"),
        ("normal", (-0.1,), "not above 0"),
        ("normal", (0.34,), "reaches below zero"),
        ("normal", (inf,), "not a finite number"),
        ("uniform", (1.2, 0.8), "not below the high"),
        ("uniform", (1.0, 1.0), "not below the high"),
        ("uniform", (-0.1, 1.2), "turns its sign"),
        ("uniform", (0.5, 0.9), "between its own bounds"),
        ("uniform", (1.1, 1.9), "between its own bounds"),
        ("triangular", (0.8, 1.3, 1.2), "does not lie between the bounds"),
        ("triangular", (0.8, 0.7, 1.2), "does not lie between the bounds"),
        ("samples", (), "no samples"),
        ("samples", (1.0, nan), "not a finite number"),
        ("samples", (1.0, -0.5), "turns its sign"),
        ("samples", (0.9, 0.9), "all samples are the same"),
        ("gamma", (1.0,), "no distribution"),
    ],
)
def test_refused(kind: str, numbers: tuple[float, ...], said: str) -> None:
    with pytest.raises(UncertaintyError) as caught:
        distribution.check(Driver("x", "x", Distribution(kind, numbers), "assumed"))
    assert caught.value.reason == "distribution"
    assert caught.value.keys == ("x",)
    assert said in caught.value.said
    assert caught.value.help


@pytest.mark.parametrize("one", SHAPES, ids=lambda one: f"{one.kind}-{one.numbers[0]:.2g}")
def test_allowed(one: Distribution) -> None:
    distribution.check(Driver("x", "x", one, "assumed"))


@pytest.mark.parametrize(
    "one",
    [
        Distribution("normal", (0.2,)),
        Distribution("uniform", (0.0, 2.0)),
        Distribution("samples", (0.0, 1.0)),
    ],
)
def test_nothing_is_divided_by_what_may_be_zero(one: Distribution) -> None:
    driver = Driver("x", "x", one, "assumed")
    distribution.check(driver)
    with pytest.raises(UncertaintyError, match=r"zero|Zero"):
        distribution.check(driver, divides=True)
