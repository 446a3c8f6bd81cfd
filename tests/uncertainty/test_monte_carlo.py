"""What draws are made into: percentiles and their errors, convergence, drivers, origins, comparisons."""

from __future__ import annotations

from collections.abc import Callable
from math import exp, log, sqrt

import numpy as np
import pytest

from carbonfoot.uncertainty import monte_carlo as room
from carbonfoot.uncertainty.compare import Side, compare, expected
from carbonfoot.uncertainty.distribution import phi
from carbonfoot.uncertainty.draws import draw
from carbonfoot.uncertainty.first_order import first_order
from carbonfoot.uncertainty.model import Distribution, Model
from carbonfoot.uncertainty.monte_carlo import monte_carlo
from carbonfoot.uncertainty.summary import summarise

Make = Callable[..., Model]


def lognormal(gsd: float) -> Distribution:
    return Distribution("lognormal", (log(gsd),))


def test_summary_by_hand() -> None:
    found = summarise(np.arange(1.0, 1001.0)[::-1][None, :])[0]
    assert found.mean == 500.5
    assert found.sd == pytest.approx(sqrt(1000 * 1001 / 12))
    assert found.mean_error == pytest.approx(sqrt(1000 * 1001 / 12) / sqrt(1000))
    assert found.percentile(50.0) == 500.5
    assert found.percentile(2.5) == pytest.approx(25.975)
    middle = next(one for one in found.percentiles if one.percent == 50.0)
    assert (middle.low, middle.high) == (469.0, 532.0)  # ranks 500 -+ 1.96 sqrt(250), outwards
    assert [step.draws for step in found.convergence] == [100, 1000]
    assert found.convergence[0].mean == 950.5
    assert not found.enough
    assert found.wanted == 12793
    assert summarise(np.arange(1.0, 1001.0)[None, :], within=0.04)[0].enough


def test_order_statistics_cover_the_percentile(make: Make) -> None:
    model = make({"x": ([], [(1.0, "a")])}, {"a": lognormal(2.0)})
    exact = 2.0**1.959963984540054
    covered = 0
    for seed in range(200):
        high = monte_carlo(model, 1000, seed).demands[0].summary.percentiles[-1]
        assert high.low is not None and high.high is not None
        covered += high.low <= exact <= high.high
    assert 180 <= covered <= 200  # 95 % of 200, -+ 3 standard deviations


def test_a_hundred_draws_have_no_error_for_outer_percentiles(make: Make) -> None:
    model = make({"x": ([], [(1.0, "a")])}, {"a": lognormal(2.0)})
    low = monte_carlo(model, 100, 1).demands[0].summary.percentiles[0]
    assert low.value is not None and low.low is None and low.high is not None


def test_many_demands_are_taken_in_turns(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    activities = {f"x{n}": ([("y", 1.0 + n, f"a{n}")], [(0.1, "")]) for n in range(5)} | {
        "y": ([], [(1.0, "b")])
    }
    drivers = {f"a{n}": lognormal(1.2) for n in range(5)} | {"b": lognormal(1.4)}
    model = make(activities, drivers, [f"x{n}" for n in range(5)])
    whole = monte_carlo(model, 300, 1, most=3, by_origin=True)
    monkeypatch.setattr(room, "STORE", 300 * 8 * 2)
    assert monte_carlo(model, 300, 1, most=3, by_origin=True) == whole


def test_drivers_and_origins_agree_with_first_order(make: Make) -> None:
    drivers = {
        "a": lognormal(1.5),
        "b": lognormal(1.3),
        "c": Distribution("uniform", (0.9, 1.1)),
        "none": lognormal(2),
    }
    origins = {"a": "sourced", "b": "pedigree", "c": "assumed", "none": "assumed"}
    model = make(
        {"x": ([("y", 1.0, "a")], [(0.3, "c")]), "y": ([], [(1.0, "b")]), "z": ([], [(1.0, "none")])},
        drivers,
        ["x", "z"],
        (),
        origins,
    )
    drawn = monte_carlo(model, 20_000, 1, most=3, by_origin=True).demands[0]
    linear = first_order(model)[0]
    assert [one.key for one in drawn.drivers] == ["a", "b", "c"]
    for one in drawn.drivers:
        share = next(other.share for other in linear.shares if other.key == one.key)
        assert one.share == pytest.approx(share, abs=0.05)
    assert drawn.summary.mean == pytest.approx(linear.mean, abs=4 * (drawn.summary.mean_error or 0))
    assert drawn.total == linear.total == 1.3
    assert set(drawn.origins) == {"assumed", "pedigree", "sourced"}
    for key in ("a", "b", "c"):
        alone = drawn.origins[origins[key]]
        assert alone == pytest.approx(
            draw(room.only(model, origins[key]), 20_000, 1).totals[0].std(), rel=1e-3
        )
    square = exp(log(1.5) ** 2)
    assert drawn.origins["sourced"] == pytest.approx(sqrt((square - 1) * square), rel=0.03)


def test_one_origin_alone_keeps_what_divides(make: Make) -> None:
    model = make(
        {"x": ([], [(1.0, "a /b"), (1.0, "/a")])},
        {"a": lognormal(1.5), "b": lognormal(1.3)},
        None,
        (),
        {"b": "sourced"},
    )
    kept = room.only(model, "sourced")
    assert [driver.key for driver in kept.drivers] == ["b"]
    assert kept.on_terms == [[(~0,), ()]]


def test_a_product_beside_itself(make: Make) -> None:
    model = make({"x": ([], [(1.0, "a")])}, {"a": lognormal(2.0)})
    side = Side(model, 0)
    drawn = compare(side, side, 200, 1)
    assert (drawn.lower, drawn.equal, drawn.correlation, drawn.shared) == pytest.approx((0.5, 1.0, 1.0, 1.0))
    assert drawn.difference is not None and drawn.difference.sd == 0.0
    linear = expected(side, side)
    assert (linear.lower, linear.sd, linear.ratio, linear.shared) == (0.5, 0.0, (1.0, 1.0), 1.0)


def test_a_shared_factor_is_held_together(make: Make) -> None:
    """Both use the same grid; what tells them apart is small: the comparison is sure, the two intervals overlap."""
    first = make({"x": ([], [(1.0, "grid a")])}, {"grid": lognormal(2.0), "a": lognormal(1.02)})
    second = make({"y": ([], [(1.1, "b grid")])}, {"b": lognormal(1.03), "grid": lognormal(2.0)})
    sides = Side(first, 0), Side(second, 0)
    linear, drawn = expected(*sides), compare(*sides, 20_000, 4)
    exact = phi(log(1.1) / sqrt(log(1.02) ** 2 + log(1.03) ** 2))  # of the ratio, which has no grid in it
    assert drawn.lower == pytest.approx(exact, abs=4 * drawn.error)
    assert linear.lower == pytest.approx(exact, abs=0.01)
    assert linear.difference == pytest.approx(-0.1)
    assert linear.shared is not None and linear.shared > 0.98
    assert drawn.shared == pytest.approx(linear.shared, abs=0.01)
    assert drawn.ratio is not None and drawn.ratio.percentile(50.0) == pytest.approx(1 / 1.1, rel=0.002)
    assert drawn.difference is not None and drawn.difference.sd == pytest.approx(linear.sd, rel=0.1)
    assert linear.apart > 5 * linear.sd
    back = compare(*sides[::-1], 20_000, 4)
    assert back.lower == pytest.approx(1 - drawn.lower)


def test_correlations_of_either_side_hold_for_both(make: Make) -> None:
    one, other = lognormal(1.3), lognormal(1.3)
    first = make({"x": ([], [(1.0, "a")])}, {"a": one})
    second = make({"y": ([], [(1.0, "b"), (0.0, "a")])}, {"b": other, "a": one}, None, (("a", "b", 0.9),))
    sides = Side(first, 0), Side(second, 0)
    linear, drawn = expected(*sides), compare(*sides, 20_000, 1)
    assert linear.correlation == pytest.approx(0.9, abs=0.01)
    assert drawn.correlation == pytest.approx(linear.correlation, abs=0.01)
    assert drawn.lower == pytest.approx(0.5, abs=4 * drawn.error)


def test_differences_of_mixed_sign(make: Make) -> None:
    normal = Distribution("normal", (0.1,))
    first = make({"x": ([], [(3.0, "a"), (-2.0, "b")])}, {"a": normal, "b": normal})
    second = make({"y": ([], [(1.5, "c")])}, {"c": normal})
    sides = Side(first, 0), Side(second, 0)
    linear, drawn = expected(*sides), compare(*sides, 20_000, 1)
    assert linear.ratio is None
    assert linear.lower == pytest.approx(phi(0.5 / sqrt(0.09 + 0.04 + 0.0225)))
    assert drawn.lower == pytest.approx(linear.lower, abs=4 * drawn.error)


def test_certain_products(make: Make) -> None:
    one, two = (Side(make({"x": ([], [(number, "")])}, {}), 0) for number in (1.0, 2.0))
    assert expected(one, two).lower == compare(one, two, 100, 1).lower == 1.0
    assert expected(two, one).lower == compare(two, one, 100, 1).lower == 0.0
    assert expected(one, two).correlation is None and compare(one, two, 100, 1).correlation is None


def test_a_side_without_solution_in_some_draws_is_the_larger(make: Make) -> None:
    loop = make({"x": ([("x", 0.72, "gain")], [(1.0, "")])}, {"gain": lognormal(1.2)})
    low = make({"y": ([], [(100.0, "")])}, {})
    drawn = compare(Side(low, 0), Side(loop, 0), 2000, 1)
    assert 0.02 < drawn.lower < 0.1
    assert drawn.difference is drawn.ratio is None and drawn.undecided == 0
    both = compare(Side(loop, 0), Side(loop, 0), 2000, 1)
    assert both.undecided > 40 and both.lower == 0.5
