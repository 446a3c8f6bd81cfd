"""Draw k of a key is one number, whatever stands beside it."""

from __future__ import annotations

from collections.abc import Callable
from math import log, sqrt
from statistics import NormalDist

import numpy as np
import pytest
from numpy.typing import NDArray

from carbonfoot.engine.loops import LoopError
from carbonfoot.uncertainty import draws, monte_carlo
from carbonfoot.uncertainty.draws import draw
from carbonfoot.uncertainty.keyed import Streams
from carbonfoot.uncertainty.model import Distribution, Driver, Model
from carbonfoot.uncertainty.sampler import Sampler
from carbonfoot.uncertainty.scores import to_scores, to_shares

Floats = NDArray[np.float64]
Make = Callable[..., Model]


def lognormal(gsd: float) -> Distribution:
    return Distribution("lognormal", (log(gsd),))


def values(driver: Driver, start: int, width: int, *others: Driver, seed: int = 7) -> Floats:
    return Sampler([*others, driver], (), seed).values(start, width)[len(others)]


ALL = [
    Driver("ln", "", lognormal(1.5), "assumed"),
    Driver("normal", "", Distribution("normal", (0.1,)), "assumed"),
    Driver("flat", "", Distribution("uniform", (0.5, 1.5)), "assumed"),
    Driver("roof", "", Distribution("triangular", (0.5, 0.8, 1.5)), "assumed"),
    Driver("list", "", Distribution("samples", (0.7, 1.1, 1.3)), "assumed"),
]


@pytest.mark.parametrize("driver", ALL, ids=lambda one: one.key)
def test_a_draw_is_the_same_alone_and_among_many(driver: Driver) -> None:
    crowd = [Driver(f"other {n}", "", lognormal(1.1 + n / 50), "assumed") for n in range(53)]
    alone = values(driver, 0, 2048)
    assert np.array_equal(values(driver, 0, 2048, *crowd), alone)
    assert np.array_equal(values(driver, 0, 2048, *crowd[::-1], *ALL[:0]), alone)
    for start, width in ((0, 4), (4, 8), (1020, 8), (1024, 1024), (2044, 4)):
        assert np.array_equal(values(driver, start, width, *crowd), alone[start : start + width])


def test_a_draw_is_the_same_among_a_million() -> None:
    late = 999_996
    few = values(ALL[0], late, 4)
    assert np.array_equal(values(ALL[0], late - 4092, 4096)[-4:], few)


def test_seed_and_key_make_other_draws() -> None:
    first = values(ALL[0], 0, 64)
    assert not np.isin(first, values(ALL[0], 0, 64, seed=8)).any()
    assert not np.isin(first, values(ALL[0]._replace(key="Ln"), 0, 64)).any()
    assert not np.isin(first, values(ALL[0], 64, 64)).any()


def test_these_are_the_numbers() -> None:
    """Pinned: a change of the generator changes every published interval."""
    centred = np.empty(4)
    Streams(1).centred("steel", 0, centred)
    assert [f"{number:.15f}" for number in centred] == PINNED


PINNED = ["0.454600987944993", "0.368235309735190", "-0.280554471606650", "0.152313412458477"]


def test_scores_are_those_of_the_normal_to_the_last_draw() -> None:
    shares = np.linspace(1e-6, 1 - 1e-6, 4001)
    scores = shares - 0.5
    to_scores(scores)
    exact = [NormalDist().inv_cdf(share) for share in shares]
    assert scores == pytest.approx(exact, rel=1e-11, abs=1e-14)
    assert to_shares(scores) == pytest.approx(shares, rel=1e-10)
    half = np.array([0.5 - 2.0**-54, 2.0**-54 - 0.5])
    to_scores(half)
    assert half[0] == -half[1] == pytest.approx(-NormalDist().inv_cdf(2.0**-54), rel=1e-12)


@pytest.mark.parametrize("driver", ALL, ids=lambda one: one.key)
def test_draws_have_the_moments_and_quantiles_of_their_distribution(driver: Driver) -> None:
    from carbonfoot.uncertainty import distribution

    count = 120_000
    drawn = values(driver, 0, count)
    one = driver.distribution
    spread = sqrt(distribution.variance(one))
    assert drawn.mean() == pytest.approx(distribution.mean(one), abs=5 * spread / sqrt(count))
    assert drawn.std() == pytest.approx(spread, rel=0.02)
    for share in (0.025, 0.3, 0.5, 0.9):
        below = float((drawn <= distribution.quantile(one, share)).mean())
        exact = distribution.cdf(one, distribution.quantile(one, share))
        assert below == pytest.approx(exact, abs=5 * sqrt(share * (1 - share) / count))


def test_samples_are_taken_by_the_number_of_the_draw(make: Make) -> None:
    lists = {"a": Distribution("samples", (1.0, 2.0, 4.0)), "b": Distribution("samples", (10.0, 5.0, 2.5))}
    model = make({"x": ([], [(1.0, "a b")])}, lists)
    assert draw(model, 100, 1).totals[0].tolist() == [10.0] * 100  # joint: the product is always the same
    single = make({"x": ([], [(1.0, "a")])}, {"a": lists["a"]})
    assert draw(single, 7, 1).totals[0].tolist() == [1, 2, 4, 1, 2, 4, 1]
    assert monte_carlo.monte_carlo(single, 100, 1).repeated == [("a", 3)]


def test_a_shared_factor_is_drawn_once(make: Make) -> None:
    model = make(
        {
            "x": ([("a", 2.0, ""), ("b", 2.0, "")], []),
            "a": ([], [(1.0, "grid")]),
            "b": ([], [(-1.0, "grid")]),
        },
        {"grid": lognormal(2.0)},
        ["x", "a"],
    )
    both = draw(model, 1000, 1).totals
    assert (both[0] == 0.0).all()
    assert both[1].std() > 0.5


def test_what_divides(make: Make) -> None:
    model = make({"x": ([], [(6.0, "/yield"), (6.0, "yield")])}, {"yield": lognormal(1.2)})
    drawn = values(Driver("yield", "", lognormal(1.2), "assumed"), 0, 1024, seed=3)
    assert draw(model, 500, 3).totals[0] == pytest.approx((6.0 / drawn + 6.0 * drawn)[:500], rel=1e-15)


def test_order_of_everything_leaves_every_bit(make: Make) -> None:
    drivers = {
        "a": lognormal(1.3),
        "b": lognormal(1.7),
        "c": Distribution("uniform", (0.9, 1.2)),
        "d": lognormal(1.1),
    }
    activities = {
        "x": ([("y", 0.3, "a b"), ("z", 0.7, "c"), ("y", 0.2, "d")], [(0.1, "a"), (0.2, "b c")]),
        "y": ([("z", 0.4, "d a"), ("x", 0.1, "b")], [(0.3, "c"), (0.7, "")]),
        "z": ([("y", 0.2, "")], [(1.1, "d")]),
    }
    model = make(activities, drivers, ["x", "z"])
    turned = make(
        {
            key: ([(t, n, " ".join(reversed(w.split()))) for t, n, w in reversed(links)], terms[::-1])
            for key, (links, terms) in reversed(activities.items())
        },
        dict(reversed(drivers.items())),
        ["z", "x"],
    )
    assert np.array_equal(draw(model, 300, 5).totals, draw(turned, 300, 5).totals[::-1])
    assert np.array_equal(draw(model, 300, 5).totals, draw(model, 5000, 5).totals[:, :300])
    assert np.array_equal(draw(model, 300, 5).totals[1:], draw(model, 300, 5, [1]).totals)


def test_small_blocks_give_the_same_totals(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    model = make({"x": ([("x", 0.4, "a")], [(1.0, "b")])}, {"a": lognormal(1.1), "b": lognormal(1.7)})
    whole = draw(model, 1030, 5).totals
    monkeypatch.setattr(draws, "BLOCK", 1)
    assert draw(model, 1030, 5).totals == pytest.approx(whole, rel=1e-14)


def test_a_correlation_is_reproduced(make: Make) -> None:
    drivers = {
        "a": lognormal(1.5),
        "b": lognormal(1.5),
        "c": Distribution("uniform", (0.5, 1.5)),
        "d": lognormal(2),
    }
    pairs = (("b", "a", 0.6), ("c", "a", -0.3), ("b", "c", 0.1))
    model = make(
        {"x": ([], [(1.0, "a")]), "y": ([], [(1.0, "b")]), "z": ([], [(1.0, "c")])},
        drivers,
        ["x", "y", "z"],
        pairs,
    )
    count = 40_000
    totals = draw(model, count, 2).totals
    first, second = np.log(totals[0]), np.log(totals[1])
    assert np.corrcoef(first, second)[0, 1] == pytest.approx(0.6, abs=4 * (1 - 0.36) / sqrt(count))
    ranks = totals.argsort(axis=1).argsort(axis=1)
    from math import asin, pi

    assert np.corrcoef(ranks[0], ranks[2])[0, 1] == pytest.approx(-6 / pi * asin(0.15), abs=0.02)
    assert first.std() == pytest.approx(log(1.5), rel=0.02)
    assert totals[2].min() > 0.5 and totals[2].max() < 1.5
    # a driver outside the group is not touched, nor is the first of it
    plain = draw(model._replace(correlations=()), count, 2).totals
    assert np.array_equal(plain[0], totals[0])


def test_full_correlation_is_one_draw(make: Make) -> None:
    model = make(
        {"x": ([], [(1.0, "a"), (-1.0, "b")])},
        {"a": lognormal(1.5), "b": lognormal(1.5)},
        None,
        (("a", "b", 1.0),),
    )
    assert (draw(model, 200, 1).totals == 0.0).all()


def test_loops_that_fail_in_some_draws_are_counted_and_never_averaged(make: Make) -> None:
    model = make(
        {
            "top": ([("x", 1.0, "")], []),
            "x": ([("y", 0.8, "gain")], [(1.0, "")]),
            "y": ([("x", 0.9, "")], []),
            "beside": ([], [(1.0, "gain")]),
        },
        {"gain": lognormal(1.2)},
        ["top", "beside"],
    )
    count = 3000
    found = monte_carlo.monte_carlo(model, count, 1)
    drawn = values(Driver("gain", "", lognormal(1.2), "assumed"), 0, count, seed=1)
    infeasible = 0.72 * drawn >= 1
    assert 20 < infeasible.sum() < count / 10
    assert found.infeasible == [([1, 2], int(infeasible.sum()))]
    top, beside = found.demands
    assert top.summary.infeasible == infeasible.sum()
    assert top.summary.mean is top.summary.sd is top.summary.mean_error is top.summary.wanted is None
    assert not top.summary.enough
    exact = np.sort(np.where(infeasible, np.inf, 1 / (1 - np.minimum(0.72 * drawn, 0.999999999))))
    assert top.summary.percentile(50.0) == pytest.approx(float(np.median(exact)), rel=1e-9)
    assert top.summary.percentile(97.5) is None
    assert beside.summary.infeasible == 0 and beside.summary.mean == pytest.approx(drawn.mean())


def test_a_loop_that_has_no_solution_as_stated_is_refused(make: Make) -> None:
    model = make({"x": ([("x", 1.1, "a")], [(1.0, "")])}, {"a": lognormal(1.1)})
    with pytest.raises(LoopError):
        draw(model, 100, 1)


def test_too_few_draws(make: Make) -> None:
    model = make({"x": ([], [(1.0, "a")])}, {"a": lognormal(1.1)})
    with pytest.raises(ValueError, match="at least 100"):
        monte_carlo.monte_carlo(model, 99, 1)
