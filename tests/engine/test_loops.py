"""Loops by name: rings, credits, draws, and sizes at which another way is taken."""

from __future__ import annotations

import random
from fractions import Fraction

import numpy as np
import pytest

from carbonfoot.engine import blocks
from carbonfoot.engine import solve as engine
from carbonfoot.engine.elimination import TooMuch, factorise
from carbonfoot.engine.loops import LoopError
from carbonfoot.engine.network import Network, Number


def ring(amounts: list[Number]) -> Network:
    size = len(amounts)
    return Network(
        [f"r{number:07d}" for number in range(size)],
        [[(number + 1) % size] for number in range(size)],
        [[amount] for amount in amounts],
    )


def web(size: int, gain: float, seed: int = 1) -> Network:
    """Members that draw on four others each, one of them the next, so that all are one loop."""
    chance = random.Random(seed)
    targets = [[(one + 1) % size, *(chance.randrange(size) for _ in range(3))] for one in range(size)]
    amounts = [[gain / 4 * chance.uniform(0.5, 1.5) for _ in row] for row in targets]
    return Network([f"w{number:06d}" for number in range(size)], targets, amounts)


def refusal(network: Network) -> LoopError:
    with pytest.raises(LoopError) as caught:
        engine.plan(network)
    return caught.value


@pytest.mark.parametrize("amount", [1.0, 1.2, 3.0])
def test_an_activity_that_uses_all_it_makes_is_refused_with_its_gain(amount: float) -> None:
    error = refusal(ring([amount]))
    assert (error.reason, error.gain, error.members) == ("infeasible", amount, [0])


def test_the_gain_of_a_ring_is_what_one_turn_makes() -> None:
    error = refusal(ring([2.0, 0.5, 1.5]))
    assert error.reason == "infeasible" and error.gain == pytest.approx(1.5)


def test_the_gain_of_a_web_is_its_spectral_radius() -> None:
    network = web(40, 1.4)
    dense = np.zeros((40, 40))
    for one, (row, numbers) in enumerate(zip(network.targets, network.amounts, strict=True)):
        for target, amount in zip(row, numbers, strict=True):
            dense[one, target] += amount
    assert refusal(network).gain == pytest.approx(max(abs(np.linalg.eigvals(dense))), rel=1e-6)


def test_the_gain_without_credits_is_that_of_the_worst_part() -> None:
    """Credits taken away, a -> a and b -> b are left, in rows of one amount; or members that shrink to nothing beside them."""
    network = Network(["a", "b"], [[0, 1], [1, 0]], [[3.0, -0.1], [0.5, -0.1]])
    assert refusal(network).gain == pytest.approx(3.0)
    network = Network(["a", "b", "c"], [[0, 1], [0, 2], [0]], [[1e9, -0.1], [-0.1, 0.2], [-1.0]])
    assert refusal(network).gain == pytest.approx(1e9)


def test_the_diagonal_of_the_inverse_is_that_of_dense_algebra() -> None:
    network = web(30, 0.9, seed=4)
    rows: list[dict[int, Number]] = [{} for _ in network.ids]
    dense = np.eye(30)
    for one, (row, numbers) in enumerate(zip(network.targets, network.amounts, strict=True)):
        for target, amount in zip(row, numbers, strict=True):
            rows[one][target] = rows[one].get(target, 0.0) + amount
            dense[one, target] -= amount
    found = factorise(list(range(30)), rows, 1e9).diagonal()
    assert found == pytest.approx(np.diag(np.linalg.inv(dense)), rel=1e-12)


def test_what_leaves_no_digit_is_refused_as_that() -> None:
    assert refusal(ring([0.9999999999999999])).reason == "singular"


def test_credits_that_outweigh_what_a_loop_makes_are_refused() -> None:
    assert refusal(ring([-3.0, -3.0])).reason == "negative"
    assert refusal(ring([-1.0, -1.0])).reason == "singular"


def test_a_credit_that_is_explained_is_solved() -> None:
    """Making 1 a displaces 3 b, and b needs half an a: a = 1 + b / 2, b = -3 a."""
    network = Network(["a", "b"], [[1], [0]], [[-3.0], [0.5]])
    levels = engine.forward(engine.plan(network), {0: 1.0})
    assert levels == pytest.approx([0.4, -1.2])


def test_a_loop_that_only_a_credit_makes_feasible_is_refused() -> None:
    network = Network(["a", "b"], [[1, 0], [0]], [[1.5, -0.9], [0.8]])
    assert refusal(network).reason == "infeasible"


def test_every_refused_loop_is_told() -> None:
    network = Network(["a", "b", "c"], [[0, 1], [2], [2]], [[1.5, 1.0], [1.0], [2.0]])
    assert sorted(tuple(error.members) for error in engine.faults(network)) == [(0,), (2,)]


def test_draws_are_those_of_each_draw_alone() -> None:
    chance = random.Random(3)
    plain = web(30, 0.6)
    drawn = [
        [np.array([amount * chance.uniform(0.5, 1.4) for _ in range(5)]) for amount in row]
        for row in plain.amounts
    ]
    whole = engine.adjoint(engine.plan(Network(plain.ids, plain.targets, drawn)), [1.0] * 30)
    for draw in range(5):
        one = Network(plain.ids, plain.targets, [[float(a[draw]) for a in row] for row in drawn])
        alone = engine.adjoint(engine.plan(one), [1.0] * 30)
        assert [float(number[draw]) for number in whole] == pytest.approx(alone, rel=1e-13)


def test_one_draw_that_is_infeasible_refuses_the_loop() -> None:
    assert refusal(ring([np.array([0.5, 1.2]), np.array([0.5, 0.9])])).reason == "infeasible"


@pytest.mark.parametrize("draws", [0, 4])
def test_iteration_gives_what_elimination_gives(monkeypatch: pytest.MonkeyPatch, draws: int) -> None:
    network = web(400, 0.9)
    if draws:
        chance = np.random.default_rng(1)
        drawn = [[amount * chance.uniform(0.6, 1.05, draws) for amount in row] for row in network.amounts]
        network = Network(network.ids, network.targets, drawn)
    direct = [float(one % 7) for one in range(400)]
    monkeypatch.setattr(blocks, "UPDATES", 1e9)
    first = engine.plan(network)
    monkeypatch.setattr(blocks, "FEW", 0)
    second = engine.plan(network)
    assert first.loop[0]._factors is not None and second.loop[0]._large is not None
    for one, other in (
        (engine.adjoint(first, direct), engine.adjoint(second, direct)),
        (engine.forward(first, {3: 1.0}), engine.forward(second, {3: 1.0})),
    ):
        assert np.array(other) == pytest.approx(np.array(one), rel=1e-12)


def test_units_far_apart_cost_no_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same web with members counted in units from 1e-9 to 1e9."""
    monkeypatch.setattr(blocks, "FEW", 0)
    network = web(300, 0.9)
    sizes = [10.0 ** (one % 19 - 9) for one in range(300)]
    scaled = Network(
        network.ids,
        network.targets,
        [
            [amount * sizes[one] / sizes[target] for target, amount in zip(row, numbers, strict=True)]
            for one, (row, numbers) in enumerate(zip(network.targets, network.amounts, strict=True))
        ],
    )
    direct = engine.adjoint(engine.plan(network), [1.0] * 300)
    other = engine.adjoint(engine.plan(scaled), sizes)
    assert [number / size for number, size in zip(other, sizes, strict=True)] == pytest.approx(
        direct, rel=1e-11
    )


def test_iteration_refuses_with_the_gain(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blocks, "FEW", 0)
    network = web(500, 1.1)
    error = refusal(network)
    monkeypatch.undo()
    monkeypatch.setattr(blocks, "UPDATES", 1e9)
    assert error.reason == "infeasible"
    assert error.gain == pytest.approx(refusal(network).gain, rel=1e-5)


@pytest.mark.parametrize("gain", [0.99, 0.9999])
def test_a_web_close_to_its_limit_is_still_solved(gain: float) -> None:
    network = web(5000, 1.0)
    scale = gain / refusal_gain(network)
    amounts = [[amount * scale for amount in row] for row in network.amounts]
    plan = engine.plan(Network(network.ids, network.targets, amounts))
    x = engine.adjoint(plan, [1.0] * 5000)
    for row, numbers, number in zip(network.targets, amounts, x, strict=True):
        assert 1 + sum(a * x[t] for a, t in zip(numbers, row, strict=True)) == pytest.approx(number, rel=1e-9)


def refusal_gain(network: Network) -> float:
    doubled = Network(network.ids, network.targets, [[2 * a for a in row] for row in network.amounts])
    found = refusal(doubled).gain
    assert found is not None
    return found / 2


def test_a_ring_of_many_is_eliminated_without_new_links() -> None:
    size = 20_000
    plan = engine.plan(ring([0.5] + [1.0] * (size - 1)))
    assert engine.adjoint(plan, [1.0] * size)[1] == pytest.approx(2 * size, rel=1e-4)
    assert plan.loop[0]._large is None
    factors = plan.loop[0]._factors
    assert factors is not None and sum(len(row) for row in factors.above) <= 2 * size


def test_a_chain_of_hundreds_of_thousands_is_no_deep_call() -> None:
    size = 200_000
    targets = [[one + 1] if one + 1 < size else [] for one in range(size)]
    network = Network([str(one) for one in range(size)], targets, [[1.0] * len(row) for row in targets])
    plan = engine.plan(network)
    assert engine.adjoint(plan, [1.0] * size)[0] == size
    assert engine.forward(plan, {0: 1.0})[-1] == 1.0


def test_an_elimination_that_grows_too_large_says_so() -> None:
    network = web(300, 0.5)
    block = engine.plan(network).loop[0]
    with pytest.raises(TooMuch):
        factorise(block.members, block._matrix(), 1000)


def test_members_far_below_the_largest_keep_their_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    """One of thirty links a weak one: levels over forty orders of magnitude, by iteration as by elimination."""
    chance = random.Random(5)
    plain = web(60, 0.9)
    weak = [[amount * 10.0 ** chance.uniform(-20, 0) for amount in row] for row in plain.amounts]
    network = Network(plain.ids, plain.targets, weak)
    first = engine.plan(network)
    monkeypatch.setattr(blocks, "FEW", 0)
    monkeypatch.setattr(blocks, "THIN", 0)
    second = engine.plan(network)
    assert second.loop[0]._large is not None
    levels = engine.forward(first, {0: 1.0})
    assert max(levels) / min(levels) > 1e20
    assert engine.forward(second, {0: 1.0}) == pytest.approx(levels, rel=1e-12, abs=0)
    direct = [0.0] * 59 + [1.0]
    assert engine.adjoint(second, direct) == pytest.approx(engine.adjoint(first, direct), rel=1e-12, abs=0)


def test_a_link_of_zero_makes_no_loop() -> None:
    network = Network(["a", "b"], [[1], [0]], [[2.0], [0.0]])
    plan = engine.plan(network)
    assert not plan.loop
    assert engine.adjoint(plan, [1.0, 1.0]) == [3.0, 1.0] and engine.forward(plan, {0: 1.0}) == [1.0, 2.0]


@pytest.mark.parametrize("few", [3_000, 0])
@pytest.mark.parametrize("missing", [1e-5, 1e-7, 1e-9, 0.0, -1e-9])
def test_a_loop_near_its_limit_is_refused_or_right(
    monkeypatch: pytest.MonkeyPatch, few: int, missing: float
) -> None:
    """Two crossing loops, each of them feasible, together of gain 1 - missing: what the floats say exactly, or nothing."""
    monkeypatch.setattr(blocks, "FEW", few)
    monkeypatch.setattr(blocks, "THIN", few)
    network = Network(["a", "b", "c"], [[1, 2], [0], [0]], [[0.7, 0.3], [1 - missing], [1 - missing]])
    if missing < 1e-6:
        assert refusal(network).reason in ("singular", "infeasible")
        return
    exact = 1 / (1 - Fraction(0.7) * Fraction(1 - missing) - Fraction(0.3) * Fraction(1 - missing))
    assert engine.adjoint(engine.plan(network), [1.0, 0.0, 0.0])[0] == pytest.approx(float(exact), rel=1e-9)
