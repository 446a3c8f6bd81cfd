"""First order against exact formulas and against draws; and that it says where it does not hold."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from math import exp, log, sqrt

import numpy as np
import pytest

from carbonfoot.engine.loops import LoopError
from carbonfoot.uncertainty import scaled
from carbonfoot.uncertainty.draws import draw
from carbonfoot.uncertainty.errors import UncertaintyError
from carbonfoot.uncertainty.first_order import first_order
from carbonfoot.uncertainty.interval import SCORE, interval, skewed
from carbonfoot.uncertainty.model import Distribution, Model

Make = Callable[..., Model]
Activities = dict[str, tuple[list[tuple[str, float, str]], list[tuple[float, str]]]]


def lognormal(gsd: float) -> Distribution:
    return Distribution("lognormal", (log(gsd),))


def test_one_lognormal_is_exact(make: Make) -> None:
    model = make({"x": ([], [(3.0, "a")])}, {"a": lognormal(1.8)})
    found = first_order(model)[0]
    assert found.total == 3.0
    assert found.mean == pytest.approx(3.0 * exp(log(1.8) ** 2 / 2))
    assert found.interval.low == pytest.approx(3.0 * 1.8**-SCORE)
    assert found.interval.high == pytest.approx(3.0 * 1.8**SCORE)
    assert found.interval.shape == "lognormal"
    assert found.doubt is None


def test_a_product_of_lognormals_has_their_mean_and_nearly_their_spread(make: Make) -> None:
    drivers = {"a": lognormal(1.2), "b": lognormal(1.3)}
    model = make({"x": ([("y", 2.0, "a")], []), "y": ([], [(1.5, "b")])}, drivers)
    found = first_order(model)[0]
    sigma = sqrt(log(1.2) ** 2 + log(1.3) ** 2)
    assert found.total == 3.0
    assert found.mean == pytest.approx(3.0 * exp(sigma**2 / 2))  # exact
    squares = [exp(log(gsd) ** 2) - 1 for gsd in (1.2, 1.3)]
    assert found.sd == pytest.approx(found.mean * sqrt(sum(squares)))  # all but the product of the two
    assert found.interval.high == pytest.approx(3.0 * exp(SCORE * sigma), rel=0.01)
    assert found.interval.low == pytest.approx(3.0 * exp(-SCORE * sigma), rel=0.01)
    assert [(share.key, share.slope) for share in found.shares] == [("b", 1.0), ("a", 1.0)]
    assert found.shares[0].share == pytest.approx(squares[1] / sum(squares))


def test_a_shared_factor_adds_straight_and_others_in_quadrature(make: Make) -> None:
    normal = Distribution("normal", (0.1,))
    shared = make({"x": ([], [(3.0, "a"), (4.0, "a")])}, {"a": normal})
    apart = make({"x": ([], [(3.0, "a"), (4.0, "b")])}, {"a": normal, "b": normal})
    assert first_order(shared)[0].sd == pytest.approx(0.7)
    assert first_order(apart)[0].sd == pytest.approx(0.5)


def test_ipcc_sums_and_products(make: Make) -> None:
    """IPCC 2006 Guidelines, volume 1, chapter 3, equations 3.1 and 3.2: relative uncertainties of a product add in
    quadrature; those of a sum are weighed with what is added. Halves of 95 % intervals in per cent."""
    activity, factor, other = 0.05, 0.10, 0.30
    drivers = {
        "activity": Distribution("normal", (activity / SCORE,)),
        "factor": Distribution("normal", (factor / SCORE,)),
        "other": Distribution("normal", (other / SCORE,)),
    }
    product = make({"x": ([("y", 10.0, "activity")], []), "y": ([], [(2.0, "factor")])}, drivers)
    found = first_order(product)[0]
    assert SCORE * found.sd / found.total == pytest.approx(sqrt(activity**2 + factor**2))
    both = make({"x": ([("y", 10.0, "activity")], [(5.0, "other")]), "y": ([], [(2.0, "factor")])}, drivers)
    found = first_order(both)[0]
    half = sqrt((20 * sqrt(activity**2 + factor**2)) ** 2 + (5 * other) ** 2) / 25
    assert SCORE * found.sd / found.total == pytest.approx(half)


def test_guide_on_uncertainty_end_gauge(make: Make) -> None:
    """JCGM 100:2008, H.1: the length of an end gauge, standard uncertainties in nm as printed: 25, 9.7, 2.9 and 16.6
    combine to 32 nm."""
    parts = {"standard": 25.0, "comparator": 9.7, "temperature": 2.9, "coefficient": 16.6}
    model = make(
        {"x": ([], [(1000.0, key) for key in parts])},
        {key: Distribution("normal", (number / 1000,)) for key, number in parts.items()},
    )
    assert round(first_order(model)[0].sd) == 32


def test_guide_on_uncertainty_resistors(make: Make) -> None:
    """JCGM 100:2008, 5.2.2, example: ten resistors of 1000 ohm, each 100 milliohm, compared with one standard: fully
    correlated, so in series they have 1 ohm, not 0.32."""
    keys = [f"R{n}" for n in range(10)]
    one = Distribution("normal", (1e-4,))
    pairs = tuple((a, b, 1.0) for a in keys for b in keys if a < b)
    activities: Activities = {"x": ([], [(1000.0, key) for key in keys])}
    assert first_order(make(activities, dict.fromkeys(keys, one), None, pairs))[0].sd == pytest.approx(1.0)
    assert first_order(make(activities, dict.fromkeys(keys, one)))[0].sd == pytest.approx(0.1 * sqrt(10))


def test_correlated_lognormals_are_exact(make: Make) -> None:
    model = make(
        {"x": ([], [(1.0, "a"), (2.0, "b")])},
        {"a": lognormal(1.5), "b": lognormal(1.3)},
        None,
        (("b", "a", 0.4),),
    )
    found = first_order(model)[0]
    s, t = log(1.5), log(1.3)
    one, two = (exp(s * s) - 1) * exp(s * s), 4 * (exp(t * t) - 1) * exp(t * t)
    between = 4 * exp((s * s + t * t) / 2) * (exp(0.4 * s * t) - 1)
    assert found.sd == pytest.approx(sqrt(one + two + between))
    assert sum(share.share for share in found.shares) == pytest.approx(1.0)


def test_slopes_are_exact_through_loops_and_where_they_divide(make: Make) -> None:
    drivers = {"a": lognormal(1.1), "b": lognormal(1.2), "c": lognormal(1.3)}
    model = make(
        {
            "x": ([("y", 0.5, "a"), ("z", 0.4, "b /c")], [(0.2, "c")]),
            "y": ([("x", 0.3, "b"), ("y", 0.1, "a")], [(1.0, "a")]),
            "z": ([("y", 0.6, "/a")], [(2.0, "")]),
        },
        drivers,
    )
    point, demand = scaled.at(model), model.demands[0][1]
    slopes = scaled.slopes(model, point, demand).by_driver
    step = 1e-5
    for number in range(3):
        moved = []
        for sign in (1, -1):
            numbers = [1.0] * 3
            numbers[number] = exp(sign * step)
            moved.append(scaled.total(scaled.at(model, numbers), demand))
        assert slopes[number] == pytest.approx((moved[0] - moved[1]) / (2 * step), rel=1e-8)


def test_against_draws(make: Make) -> None:
    drivers = {
        "steel": lognormal(1.25),
        "grid": lognormal(1.15),
        "scrap": Distribution("uniform", (0.8, 1.2)),
        "yield": Distribution("triangular", (0.95, 1.0, 1.02)),
        "freight": Distribution("samples", (0.9, 1.0, 1.05, 1.3, 0.8)),
    }
    model = make(
        {
            "part": ([("forge", 1.2, "/yield"), ("power", 3.0, "grid")], [(0.4, "freight")]),
            "forge": ([("melt", 1.1, ""), ("power", 0.8, "")], [(0.1, "")]),
            "melt": ([("forge", 0.15, "scrap"), ("power", 2.0, "grid")], [(1.4, "steel")]),
            "power": ([], [(0.5, "grid")]),
        },
        drivers,
        ["part"],
        (("steel", "grid", 0.5),),
        {"steel": "sourced", "grid": "pedigree"},
    )
    found = first_order(model)[0]
    count = 60_000
    totals = draw(model, count, 3).totals[0]
    # a driver that meets itself along a path (the grid here) or a correlated one has more spread than first order sees
    assert found.mean == pytest.approx(float(totals.mean()), rel=0.01)
    assert found.sd == pytest.approx(float(totals.std()), rel=0.03)
    low, high = np.quantile(totals, (0.025, 0.975))
    assert found.interval.low == pytest.approx(low, rel=0.02)
    assert found.interval.high == pytest.approx(high, rel=0.03)
    assert found.doubt is None
    assert set(found.origins) == {"assumed", "pedigree", "sourced"}
    assert sum(found.origins.values()) == pytest.approx(1.0)


def test_nothing_uncertain(make: Make) -> None:
    found = first_order(make({"x": ([], [(1.0, "")])}, {}))[0]
    assert (found.sd, found.shares, found.origins, found.doubt) == (0.0, [], {}, None)
    assert found.interval == (1.0, 1.0, "none")


def test_shape_follows_the_sign(make: Make) -> None:
    drivers = {"a": lognormal(1.3), "b": lognormal(1.3)}
    mixed = first_order(make({"x": ([], [(3.0, "a"), (-2.0, "b")])}, drivers))[0]
    assert mixed.interval.shape == "normal"
    fixed = first_order(make({"x": ([], [(3.0, "a"), (-2.0, "")])}, drivers))[0]
    assert fixed.interval.shape == "normal"
    divided = first_order(make({"x": ([], [(3.0, "a /b")])}, drivers))[0]
    assert divided.interval.shape == "lognormal"
    uptake = first_order(make({"x": ([], [(-3.0, "a")])}, drivers))[0]
    assert uptake.interval.shape == "lognormal mirrored"
    assert uptake.interval.low == pytest.approx(-3.0 * 1.3**SCORE)
    assert uptake.interval.high == pytest.approx(-3.0 * 1.3**-SCORE)


def test_intervals_have_the_moments_they_are_made_of() -> None:
    sigma = 0.4
    cv = sqrt(exp(sigma**2) - 1)
    mean = exp(sigma**2 / 2)
    skewness = (exp(sigma**2) + 2) * cv
    two, three = interval(mean, mean * cv, one_way=True), skewed(mean, mean * cv, skewness)
    assert two[:2] == pytest.approx((exp(-SCORE * sigma), exp(SCORE * sigma)))
    assert three[:2] == pytest.approx(two[:2])
    turned = skewed(-mean, mean * cv, -skewness)
    assert turned[:2] == pytest.approx((-two.high, -two.low))
    assert skewed(1.0, 0.1, 0.0)[:2] == pytest.approx((1 - 0.1 * SCORE, 1 + 0.1 * SCORE))


def test_doubts(make: Make) -> None:
    loop = make({"x": ([("x", 0.7, "a")], [(1.0, "")])}, {"a": lognormal(1.3)})
    found = first_order(loop)[0].doubt
    assert found is not None and found.reason == "loop" and found.members == (0,)
    assert found.ends[1] is None
    keys = [f"d{n}" for n in range(6)]
    chain = {
        f"a{n}": ([(f"a{n + 1}", 1.0, key)], []) if n < 5 else ([], [(1.0, key)])
        for n, key in enumerate(keys)
    }
    curved = first_order(make(chain, dict.fromkeys(keys, lognormal(2.0))))[0].doubt
    assert curved is not None and curved.reason == "curved"
    mild = first_order(make(chain, dict.fromkeys(keys, lognormal(1.2))))[0]
    assert mild.doubt is None
    wide = make(
        {"x": ([], [(1.0, "a"), (1.0, "b")])},
        {"a": Distribution("uniform", (0.0, 2.0)), "b": lognormal(1.01)},
    )
    shape = first_order(wide)[0].doubt
    assert shape is not None and shape.reason == "shape" and shape.off > 0.15
    assert first_order(wide, measured=False)[0].doubt is None


def test_a_loop_that_fails_at_the_means_is_doubted_not_hidden(make: Make) -> None:
    found = first_order(make({"x": ([("x", 0.9, "a")], [(1.0, "")])}, {"a": lognormal(1.8)}))[0]
    assert found.total == pytest.approx(10.0)
    assert found.doubt is not None and found.doubt.reason == "loop" and found.doubt.members == (0,)


def test_refusals(make: Make) -> None:
    with pytest.raises(LoopError):
        first_order(make({"x": ([("x", 1.0, "a")], [(1.0, "")])}, {"a": lognormal(1.1)}))
    one: Activities = {"x": ([], [(1.0, "a b c")])}
    drivers = {"a": lognormal(1.1), "b": lognormal(1.1), "c": Distribution("samples", (0.9, 1.1))}
    for pairs, keys, said in (
        ((("a", "b", 1.1),), ("a", "b"), "not between -1 and 1"),
        ((("a", "b", float("nan")),), ("a", "b"), "not between -1 and 1"),
        ((("a", "a", 0.5),), ("a", "a"), "with itself"),
        ((("a", "b", 0.5), ("b", "a", 0.4)), ("a", "b"), "two correlations"),
        ((("a", "q", 0.5),), ("a", "q"), "`q` is not uncertain"),
        ((("a", "c", 0.5),), ("a", "c"), "list of samples"),
    ):
        with pytest.raises(UncertaintyError) as caught:
            first_order(make(one, drivers, None, pairs))
        assert (caught.value.reason, caught.value.keys) == ("correlation", keys)
        assert said in caught.value.said
    twice = make(one, drivers)
    twice = twice._replace(drivers=[*twice.drivers, twice.drivers[0]])
    with pytest.raises(UncertaintyError, match="two drivers have this key"):
        first_order(twice)


def test_correlations_that_cannot_be_name_a_pair(make: Make) -> None:
    drivers = {key: lognormal(1.1) for key in "abcd"}
    pairs = (("a", "b", 0.9), ("b", "c", 0.9), ("a", "c", -0.5), ("c", "d", 0.1))
    with pytest.raises(UncertaintyError) as caught:
        first_order(make({"x": ([], [(1.0, "a b c d")])}, drivers, None, pairs))
    assert caught.value.keys == ("b", "c")
    assert "0.9 cannot be" in caught.value.said
    edge = (("a", "b", 1.0), ("b", "c", 1.0), ("a", "c", 1.0))
    assert first_order(make({"x": ([], [(1.0, "a")])}, drivers, None, edge))[0].sd > 0
    with pytest.raises(UncertaintyError, match="cannot be"):
        first_order(
            make(
                {"x": ([], [(1.0, "a")])}, drivers, None, (("a", "b", 1.0), ("b", "c", 1.0), ("a", "c", 0.9))
            )
        )


def test_it_needs_no_numpy() -> None:
    """`calc` asks for it every time: nothing heavy is imported, not even where it is held against the model."""
    code = (
        "import sys\n"
        "from carbonfoot.engine.network import Network\n"
        "from carbonfoot.uncertainty.first_order import first_order\n"
        "from carbonfoot.uncertainty.model import Distribution, Driver, Model\n"
        "drivers = [Driver('a', 'a', Distribution('lognormal', (0.1,)), 'assumed'),\n"
        "           Driver('b', 'b', Distribution('triangular', (0.9, 1.0, 1.2)), 'assumed')]\n"
        "model = Model(Network(['x'], [[0]], [[0.1]]), [[1.0]], drivers, [[(0,)]], [[(1,)]], [('x', {0: 1.0})])\n"
        "assert first_order(model)[0].sd > 0\n"
        "print(sorted({'numpy', 'statistics', 'random'} & {*sys.modules}))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
