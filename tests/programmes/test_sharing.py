"""Shapley values by dividends against their definition, and drawn orders against both."""

from __future__ import annotations

from itertools import combinations
from math import fsum, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbonfoot.footprint.shapley import values
from carbonfoot.programmes.sharing import Worth, groups, shares

SIZE = 5
GAMES = st.dictionaries(
    st.frozensets(st.integers(0, SIZE - 1), min_size=1, max_size=3), st.integers(-50, 50), max_size=8
)


def worth_of(game: dict[frozenset[int], int]) -> Worth:
    def worth(state: frozenset[int]) -> tuple[float, float]:
        found = 100.0 + fsum(number for members, number in game.items() if members <= state)
        return (found, 2 * found)

    return worth


def edges_of(game: dict[frozenset[int], int]) -> set[frozenset[int]]:
    return {frozenset(pair) for members in game for pair in combinations(sorted(members), 2)}


def closed(game: dict[frozenset[int], int]) -> dict[frozenset[int], int]:
    """A game in which each two of a set act on each other, as amounts that multiply do."""
    found = dict(game)
    for members in game:
        for pair in combinations(sorted(members), 2):
            found.setdefault(frozenset(pair), 7)
            found[frozenset(pair)] = found[frozenset(pair)] or 7
    return found


@given(GAMES)
def test_dividends_give_shapley_values(game: dict[frozenset[int], int]) -> None:
    game = closed(game)
    worth = worth_of(game)
    found = groups(range(SIZE), edges_of(game), worth)
    told = shares(found, dict.fromkeys(range(SIZE), 1.0), None, worth, 200)
    table = [
        worth(frozenset(one for one in range(SIZE) if state >> one & 1))[0] for state in range(1 << SIZE)
    ]
    for one, value in enumerate(values(table, SIZE)):
        assert told.changes.get(one, (0.0, 0.0))[0] == pytest.approx(value, abs=1e-9)
        assert told.changes.get(one, (0.0, 0.0))[1] == pytest.approx(2 * value, abs=1e-9)


@given(
    GAMES,
    st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), min_size=SIZE, max_size=SIZE),
    st.permutations(range(SIZE)),
)
def test_shares_of_production_are_the_mean_over_who_works(
    game: dict[frozenset[int], int], works: list[float], order: list[int]
) -> None:
    game = closed(game)
    worth = worth_of(game)
    found = groups(range(SIZE), edges_of(game), worth)
    expected = 0.0
    for state in range(1 << SIZE):
        there = frozenset(one for one in range(SIZE) if state >> one & 1)
        chance = prod(works[one] if one in there else 1 - works[one] for one in range(SIZE))
        expected += chance * (worth(there)[0] - 100.0)
    for way in (None, order):
        told = shares(found, dict(enumerate(works)), way, worth, 200)
        assert fsum(one[0] for one in told.changes.values()) == pytest.approx(expected, abs=1e-9)


def test_too_many_sets_are_drawn_and_add_up_all_the_same() -> None:
    game = {frozenset(pair): 1 for pair in combinations(range(8), 2)}
    game |= {frozenset({one}): 10 * one for one in range(8)}
    worth = worth_of(game)
    exact = shares(groups(range(8), edges_of(game), worth), dict.fromkeys(range(8), 1.0), None, worth, 200)
    few = groups(range(8), edges_of(game), worth, most=20)
    assert [one.dividends for one in few] == [None]
    drawn = shares(few, dict.fromkeys(range(8), 1.0), None, worth, 400)
    assert fsum(one[0] for one in drawn.changes.values()) == pytest.approx(
        fsum(one[0] for one in exact.changes.values())
    )
    for one, (number, _) in drawn.changes.items():
        assert abs(number - exact.changes[one][0]) <= 5 * drawn.errors[one][0] + 1e-9
        assert number == pytest.approx(exact.changes[one][0])  # of pairs an order and its reverse know all
    again = shares(few, dict.fromkeys(range(8), 1.0), None, worth, 400)
    assert again == drawn


def test_measures_that_add_up_stand_alone() -> None:
    game = {frozenset({0}): 3, frozenset({1}): 4}
    worth = worth_of(game)
    found = groups(range(2), {frozenset({0, 1})}, worth)
    assert [one.members for one in found] == [(0,), (1,)]


def test_what_two_do_together_is_kept_however_little_it_is() -> None:
    game = {frozenset({0}): 3.0, frozenset({1}): 4.0, frozenset({0, 1}): 1e-7}

    def worth(state: frozenset[int]) -> tuple[float]:
        return (100.0 + fsum(number for members, number in game.items() if members <= state),)

    [group] = groups(range(2), {frozenset({0, 1})}, worth)
    assert group.dividends is not None
    assert group.dividends[frozenset({0, 1})][0] == pytest.approx(1e-7, rel=1e-5)


def test_pairs_that_act_only_with_a_third_are_kept_where_asked() -> None:
    game = {frozenset({0, 1, 2}): 6}
    worth = worth_of(game)
    edges = {frozenset(pair) for pair in combinations(range(3), 2)}
    assert [len(one.members) for one in groups(range(3), edges, worth)] == [1, 1, 1]
    [group] = groups(range(3), edges, worth, kept=edges)
    told = shares([group], {0: 1.0, 1: 0.5, 2: 0.25}, None, worth, 200)
    assert [one[0] for one in told.changes.values()] == pytest.approx([0.25, 0.25, 0.25])
    told = shares([group], {0: 1.0, 1: 0.5, 2: 0.25}, [2, 0, 1], worth, 200)
    assert {one: number[0] for one, number in told.changes.items() if number[0]} == {1: pytest.approx(0.75)}


@pytest.mark.parametrize("order", [None, [3, 1, 0, 5, 2, 4]])
def test_what_is_drawn_is_the_mean_over_who_works(order: list[int] | None) -> None:
    game = {frozenset(members): 5 for members in combinations(range(6), 3)}
    game |= {frozenset({one}): 10 * one for one in range(6)}
    worth = worth_of(closed(game))
    works = {0: 0.2, 1: 1.0, 2: 0.5, 3: 0.0, 4: 0.9, 5: 0.7}
    edges = edges_of(game)
    exact = shares(groups(range(6), edges, worth), works, order, worth, 200)
    drawn = shares(groups(range(6), edges, worth, most=8), works, order, worth, 4000)
    for one in range(6):
        wanted, doubt = exact.changes.get(one, (0.0,))[0], drawn.errors[one][0]
        assert abs(drawn.changes[one][0] - wanted) <= 5 * doubt
        assert doubt < 0.05 * 50
    total = fsum(number[0] for number in exact.changes.values())
    assert fsum(number[0] for number in drawn.changes.values()) == pytest.approx(total, rel=0.05)
