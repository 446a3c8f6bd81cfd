"""What the engine solves and refuses, against exact elimination in fractions."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from carbonfoot.engine import blocks
from carbonfoot.engine import solve as engine
from carbonfoot.engine.loops import LoopError
from carbonfoot.engine.network import Network
from carbonfoot.engine.solve import Plan

Matrix = list[list[Fraction]]

SIXTEENTHS = st.integers(1, 24).map(lambda number: number / 16)
CREDITS = st.integers(-12, -1).map(lambda number: number / 16)


@st.composite
def systems(
    draw: st.DrawFn, largest: int = 9, *, credits_too: bool = False
) -> tuple[list[str], list[list[int]], list[list[float]]]:
    """Ids, targets and amounts of a network with loops; amounts are exact floats."""
    size = draw(st.integers(1, largest))
    names = draw(st.permutations([f"a{number}" for number in range(size)]))
    amount = st.one_of(SIXTEENTHS, SIXTEENTHS, CREDITS) if credits_too else SIXTEENTHS
    scale = draw(st.sampled_from([1.0, 0.5, 0.25]))
    link = st.tuples(st.integers(0, size - 1), amount)
    rows = [draw(st.lists(link, max_size=3)) for _ in range(size)]
    targets = [[target for target, _ in row] for row in rows]
    return list(names), targets, [[number * scale for _, number in row] for row in rows]


def matrix(targets: list[list[int]], amounts: list[list[float]], *, without_credits: bool = False) -> Matrix:
    """I - A."""
    found = [[Fraction(int(i == j)) for j in range(len(targets))] for i in range(len(targets))]
    for i, (row, numbers) in enumerate(zip(targets, amounts, strict=True)):
        sums: dict[int, Fraction] = {}
        for j, stated in zip(row, numbers, strict=True):
            sums[j] = sums.get(j, Fraction(0)) + Fraction(stated)
        for j, number in sums.items():
            if number > 0 or not without_credits:
                found[i][j] = found[i][j] - number
    return found


def inverse(given: Matrix) -> tuple[Matrix | None, Fraction]:
    """The inverse and the determinant; None and 0 for a singular matrix."""
    size = len(given)
    work = [[*row, *(Fraction(int(i == j)) for j in range(size))] for i, row in enumerate(given)]
    determinant = Fraction(1)
    for column in range(size):
        pivot = next((i for i in range(column, size) if work[i][column]), None)
        if pivot is None:
            return None, Fraction(0)
        if pivot != column:
            work[column], work[pivot] = work[pivot], work[column]
            determinant = -determinant
        value = work[column][column]
        determinant *= value
        work[column] = [number / value for number in work[column]]
        for i in range(size):
            times = work[i][column]
            if i != column and times:
                work[i] = [
                    number - times * other for number, other in zip(work[i], work[column], strict=True)
                ]
    return [row[size:] for row in work], determinant


def feasible(given: Matrix) -> bool:
    """Whether I - A, A without credits, is an M-matrix: its inverse is there and nowhere negative."""
    found, _ = inverse(given)
    return found is not None and all(number >= 0 for row in found for number in row)


ONES = st.lists(st.integers(0, 50).map(float), min_size=9, max_size=9)


def planned(network: Network) -> Plan | None:
    try:
        return engine.plan(network)
    except LoopError as error:
        assert error.reason == "singular" or not _fine(network, CLOSE), error
        return None


CLOSE = Fraction(1, 10**9)
"""How near to zero a member may stand that runs neither way for a unit of its own: rounding decides."""


def _fine(network: Network, least: Fraction) -> bool:
    """Feasible without credits, a positive determinant, and no member that runs backwards for a unit of its own."""
    whole = matrix(network.targets, network.amounts)
    only = matrix(network.targets, network.amounts, without_credits=True)
    return feasible(only) and all(_component_is_fine(network, whole, least))


def _component_is_fine(network: Network, whole: Matrix, least: Fraction) -> list[bool]:
    from carbonfoot.engine.network import components

    found = []
    for members in components(network.targets):
        exact, determinant = inverse([[whole[i][j] for j in members] for i in members])
        diagonal = [row[place] for place, row in enumerate(exact or [])]
        found.append(determinant > 0 and all(number > least for number in diagonal))
    return found


@pytest.fixture(params=["elimination", "iteration"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Every loop one way, or every loop the other."""
    if request.param == "iteration":
        monkeypatch.setattr(blocks, "FEW", 0)
        monkeypatch.setattr(blocks, "THIN", 0)
    return str(request.param)


@pytest.mark.usefixtures("way")
def test_adjoint_forward_and_returns_are_those_of_the_inverse() -> None:
    @settings(max_examples=120, deadline=None)
    @given(systems(credits_too=True), ONES)
    def holds(system: tuple[list[str], list[list[int]], list[list[float]]], numbers: list[float]) -> None:
        ids, targets, amounts = system
        network = Network(ids, targets, amounts)
        plan = planned(network)
        assume(plan is not None)
        assert plan is not None
        assert _fine(network, -CLOSE), "what has no meaning is refused"
        exact, _ = inverse(matrix(targets, amounts))
        assert exact is not None
        size = len(ids)
        largest = float(max(abs(number) for row in exact for number in row))
        direct = numbers[:size]
        close = 1e-12 * largest * largest * (1 + sum(direct))
        x = engine.adjoint(plan, direct)
        wanted = [sum(exact[i][j] * int(direct[j]) for j in range(size)) for i in range(size)]
        assert x == pytest.approx([float(one) for one in wanted], rel=1e-10, abs=close)
        for i in range(size):
            y = engine.forward(plan, {i: 1.0})
            assert y == pytest.approx([float(exact[i][j]) for j in range(size)], rel=1e-10, abs=close)
            assert sum(a * b for a, b in zip(y, direct, strict=True)) == pytest.approx(
                x[i], rel=1e-9, abs=close
            )
        assert engine.returns(plan) == pytest.approx(
            [float(exact[i][i]) for i in range(size)], rel=1e-10, abs=close
        )

    holds()


@pytest.mark.usefixtures("way")
def test_a_loop_is_refused_if_and_only_if_it_uses_at_least_as_much_as_it_makes() -> None:
    @settings(max_examples=120, deadline=None)
    @given(systems())
    def holds(system: tuple[list[str], list[list[int]], list[list[float]]]) -> None:
        ids, targets, amounts = system
        try:
            engine.plan(Network(ids, targets, amounts))
        except LoopError as error:
            assert error.reason in ("infeasible", "singular")
            assert not feasible(matrix(targets, amounts))
            if error.reason == "infeasible":
                assert error.gain is not None and error.gain >= 1
        else:
            assert feasible(matrix(targets, amounts))

    holds()


@pytest.mark.usefixtures("way")
def test_no_order_changes_a_bit() -> None:
    @settings(max_examples=80, deadline=None)
    @given(systems(), st.randoms(use_true_random=False), ONES)
    def holds(
        system: tuple[list[str], list[list[int]], list[list[float]]], chance: object, ones: list[float]
    ) -> None:
        ids, targets, amounts = system
        network = Network(ids, targets, [[number / 10 for number in row] for row in amounts])
        size = len(ids)
        order = list(range(size))
        chance.shuffle(order)  # type: ignore[attr-defined]
        place = {old: new for new, old in enumerate(order)}
        rows = []
        for old in order:
            row = list(zip(targets[old], network.amounts[old], strict=True))
            chance.shuffle(row)  # type: ignore[attr-defined]
            rows.append(row)
        other = Network(
            [ids[old] for old in order],
            [[place[target] for target, _ in row] for row in rows],
            [[number for _, number in row] for row in rows],
        )
        try:
            first, second = engine.plan(network), engine.plan(other)
        except LoopError:
            return
        x = engine.adjoint(first, ones[:size])
        assert [x[old] for old in order] == engine.adjoint(second, [ones[old] for old in order])
        y = engine.forward(first, {0: 1.0})
        assert [y[old] for old in order] == engine.forward(second, {place[0]: 1.0})
        assert [engine.returns(first)[old] for old in order] == engine.returns(second)

    holds()


@given(systems(), ONES)
def test_twice_the_demand_is_twice_the_result(
    system: tuple[list[str], list[list[int]], list[list[float]]], ones: list[float]
) -> None:
    ids, targets, amounts = system
    network = Network(ids, targets, [[number / 10 for number in row] for row in amounts])
    try:
        plan = engine.plan(network)
    except LoopError:
        return
    once, twice = engine.forward(plan, {0: 1.0}), engine.forward(plan, {0: 2.0})
    assert [2 * number for number in once] == twice
    direct = ones[: len(ids)]
    assert [2 * number for number in engine.adjoint(plan, direct)] == engine.adjoint(
        plan, [2 * one for one in direct]
    )
