"""The cheapest measures that keep a target: an exact integer programme over what measures do together.

What a product comes to with a choice x of measures is a polynomial: base + sum over sets T of d(T) r(T) prod of x in T
(`sharing`). Each product of variables becomes a variable of its own (Glover & Woolsey 1974), so the choice is a linear
integer programme and its optimum is proven. Few measures are tried out one choice after the other; more need a solver.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import product
from math import fsum, prod
from typing import NamedTuple

from carbonfoot.programmes.sharing import Group

TRIED = 12
"""Measures to choose from whose choices are all tried out."""

SLACK = 1e-9
"""Of a limit: how far rounding may go beyond it."""

AGAIN = 60
"""Choices of the solver that its tolerance let pass, each forbidden and asked again."""

PROVEN = ("not with all measures", "no choice", "spend")
"""Reasons why there is no choice that are proven; for the others nobody knows."""

Choice = frozenset[int]


class Limit(NamedTuple):
    """One number that may not be exceeded: at most so much, of what is left without measures and what each set does."""

    name: str
    at_most: float
    base: float
    terms: Mapping[Choice, float]

    def level(self, chosen: Choice) -> float:
        """What it comes to with a choice."""
        return fsum([self.base, *(number for members, number in self.terms.items() if members <= chosen)])

    def kept(self, chosen: Choice) -> bool:
        """Whether a choice stays below it."""
        return self.level(chosen) <= self.at_most + SLACK * max(abs(self.at_most), abs(self.base))


class Closing(NamedTuple):
    """What closes a gap.

    chosen   measures taken beside the fixed ones; None where no choice does it
    cost     net present cost of what is chosen; `investment` of it
    how      `tried` (every choice) or `solver`
    because  why there is no choice
    """

    chosen: tuple[int, ...] | None
    cost: float
    investment: float
    how: str
    because: str = ""


class NoSolver(Exception):
    """Too many measures to try out, and no solver is installed."""


def terms_of(
    groups: Iterable[Group], works: Mapping[int, float], weight: Callable[[tuple[float, ...]], float]
) -> dict[Choice, float]:
    """What each set of measures adds to one number of one year. Raises `ValueError` for a group that was drawn."""
    found: dict[Choice, float] = {}
    for group in groups:
        if group.dividends is None:
            raise ValueError(group.members)
        for members, dividend in group.dividends.items():
            share = prod(works[one] for one in sorted(members))
            number = share * weight(dividend) if share else 0.0
            if number:
                found[members] = number
    return found


def close(
    limits: Sequence[Limit],
    fixed: Choice,
    free: Sequence[int],
    cost: Mapping[int, float],
    investment: Mapping[int, float],
    spend: float | None,
    exclusive: Collection[Choice] = (),
) -> Closing:
    """The cheapest of the free measures that keep all limits with the fixed ones, of each exclusive pair one at most.

    Raises `NoSolver`.
    """
    free = [one for one in free if not any(one in pair and pair & fixed for pair in exclusive)]
    if len(free) <= TRIED:
        return _tried(limits, fixed, free, cost, investment, spend, exclusive)
    return _solved(limits, fixed, free, cost, investment, spend, exclusive)


def _closing(
    chosen: Iterable[int], cost: Mapping[int, float], investment: Mapping[int, float], how: str
) -> Closing:
    order = tuple(sorted(chosen))
    return Closing(order, fsum(cost[one] for one in order), fsum(investment[one] for one in order), how)


def _affordable(chosen: Iterable[int], investment: Mapping[int, float], spend: float | None) -> bool:
    return spend is None or fsum(investment[one] for one in chosen) <= spend * (1 + SLACK)


def _tried(
    limits: Sequence[Limit],
    fixed: Choice,
    free: Sequence[int],
    cost: Mapping[int, float],
    investment: Mapping[int, float],
    spend: float | None,
    exclusive: Collection[Choice] = (),
) -> Closing:
    best: tuple[float, int, tuple[int, ...]] | None = None
    for taken in product((False, True), repeat=len(free)):
        chosen = tuple(one for one, yes in zip(free, taken, strict=True) if yes)
        if any(pair <= set(chosen) for pair in exclusive):
            continue
        if not _affordable(chosen, investment, spend):
            continue
        rank = (fsum(cost[one] for one in chosen), len(chosen), chosen)
        if best is not None and rank >= best:
            continue
        if all(limit.kept(fixed | frozenset(chosen)) for limit in limits):
            best = rank
    if best is None:
        return Closing(None, 0.0, 0.0, "tried", _why(limits, fixed, free, cost, investment, spend, exclusive))
    return _closing(best[2], cost, investment, "tried")


def _why(
    limits: Sequence[Limit],
    fixed: Choice,
    free: Sequence[int],
    cost: Mapping[int, float],
    investment: Mapping[int, float],
    spend: float | None,
    exclusive: Collection[Choice],
) -> str:
    """Why there is no choice: `spend` where there is one for more money."""
    if spend is not None and close(limits, fixed, free, cost, investment, None, exclusive).chosen is not None:
        return "spend"
    return (
        "not with all measures"
        if any(not one.kept(fixed | frozenset(free)) for one in limits)
        else "no choice"
    )


def _solved(
    limits: Sequence[Limit],
    fixed: Choice,
    free: Sequence[int],
    cost: Mapping[int, float],
    investment: Mapping[int, float],
    spend: float | None,
    exclusive: Collection[Choice] = (),
) -> Closing:
    try:
        from scipy.optimize import Bounds, LinearConstraint, milp
    except ImportError:
        raise NoSolver from None
    import numpy as np

    place = {one: at for at, one in enumerate(free)}
    reduced = [_reduced(limit, fixed, place) for limit in limits]
    joint = {
        members: len(free) + at
        for at, members in enumerate(
            dict.fromkeys(one for _, terms in reduced for one in terms if len(one) > 1)
        )
    }
    rows: list[dict[int, float]] = []
    upper: list[float] = []
    for limit, (start, terms) in zip(limits, reduced, strict=True):
        scale = max(abs(limit.at_most), abs(start)) or 1.0
        columns = {
            joint[one] if len(one) > 1 else place[next(iter(one))]: number for one, number in terms.items()
        }
        rows.append({column: number / scale for column, number in columns.items()})
        upper.append((limit.at_most - start) / scale + SLACK)
    for members, column in joint.items():
        rows += [{column: 1.0, place[one]: -1.0} for one in members]  # z <= x
        upper += [0.0] * len(members)
        rows.append({column: -1.0, **{place[one]: 1.0 for one in members}})  # z >= sum of x - (n - 1)
        upper.append(len(members) - 1.0)
    if spend is not None:
        scale = max([spend, *investment.values(), 1.0])
        rows.append({column: investment[one] / scale for one, column in place.items()})
        upper.append(spend / scale)
    for pair in exclusive:
        if pair <= place.keys():
            rows.append({place[one]: 1.0 for one in pair})
            upper.append(1.0)
    goal = np.zeros(len(free) + len(joint))
    goal[: len(free)] = [cost[one] for one in free]
    whole = np.array([1] * len(free) + [0] * len(joint))
    for _ in range(AGAIN):
        matrix = np.zeros((len(rows), len(goal)))
        for number, row in enumerate(rows):
            for column, value in row.items():
                matrix[number, column] = value
        result = milp(
            goal / (np.abs(goal).max() or 1.0),
            constraints=LinearConstraint(matrix, -np.inf, np.array(upper)),
            integrality=whole,
            bounds=Bounds(0, 1),
            options={"mip_rel_gap": 0.0},
        )
        if result.status not in (0, 2) or (result.status == 2) != (result.x is None):  # noqa: PLR2004
            return Closing(None, 0.0, 0.0, "solver", "undecided")  # a limit of time or numbers
        if result.x is None:
            return Closing(
                None, 0.0, 0.0, "solver", _why(limits, fixed, free, cost, investment, spend, exclusive)
            )
        chosen = frozenset(one for one, column in place.items() if result.x[column] > 0.5)  # noqa: PLR2004
        if _affordable(chosen, investment, spend) and all(limit.kept(fixed | chosen) for limit in limits):
            return _closing(chosen, cost, investment, "solver")
        rows.append({column: 1.0 if one in chosen else -1.0 for one, column in place.items()})
        upper.append(len(chosen) - 1.0)
    return Closing(None, 0.0, 0.0, "solver", "undecided")


def _reduced(limit: Limit, fixed: Choice, free: Mapping[int, int]) -> tuple[float, dict[Choice, float]]:
    """A limit with what is fixed put in: what it comes to without a choice, and the terms of the free measures."""
    base: list[float] = [limit.base]
    terms: dict[Choice, list[float]] = {}
    for members, number in limit.terms.items():
        rest = members - fixed
        if not rest:
            base.append(number)
        elif rest <= free.keys():
            terms.setdefault(rest, []).append(number)
    return fsum(base), {members: fsum(numbers) for members, numbers in terms.items()}
