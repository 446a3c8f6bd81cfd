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


class Question(NamedTuple):
    """What is asked: the cheapest of the `free` measures that keep all limits together with the `fixed` ones.

    cost       by measure, what it costs in the end; `investment` of it, of which at most `spend` in all (None: any)
    exclusive  sets of measures of which only one may be taken
    """

    limits: Sequence[Limit]
    fixed: Choice
    free: Sequence[int]
    cost: Mapping[int, float]
    investment: Mapping[int, float]
    spend: float | None = None
    exclusive: Collection[Choice] = ()

    def affordable(self, chosen: Iterable[int]) -> bool:
        """Whether a choice costs no more than may be spent."""
        return self.spend is None or self.invested(chosen) <= self.spend * (1 + SLACK)

    def invested(self, chosen: Iterable[int]) -> float:
        """What a choice needs to begin with."""
        return fsum(self.investment[one] for one in chosen)

    def costs(self, chosen: Iterable[int]) -> float:
        """What a choice costs in the end."""
        return fsum(self.cost[one] for one in chosen)

    def kept(self, chosen: Iterable[int]) -> bool:
        """Whether a choice keeps all limits."""
        return all(limit.kept(self.fixed | frozenset(chosen)) for limit in self.limits)


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


def close(asked: Question) -> Closing:
    """The answer, proven to be the cheapest. Raises `NoSolver`."""
    fixed = asked.fixed
    free = [one for one in asked.free if not any(one in pair and pair & fixed for pair in asked.exclusive)]
    asked = asked._replace(free=free)
    return tried(asked) if len(free) <= TRIED else solved(asked)


def _closing(asked: Question, chosen: Iterable[int], how: str) -> Closing:
    order = tuple(sorted(chosen))
    return Closing(order, asked.costs(order), asked.invested(order), how)


def tried(asked: Question) -> Closing:
    """The answer by trying every choice, 2 to the power of the free measures."""
    best: tuple[float, int, tuple[int, ...]] | None = None
    for taken in product((False, True), repeat=len(asked.free)):
        chosen = tuple(one for one, yes in zip(asked.free, taken, strict=True) if yes)
        if any(pair <= set(chosen) for pair in asked.exclusive) or not asked.affordable(chosen):
            continue
        rank = (asked.costs(chosen), len(chosen), chosen)
        if (best is None or rank < best) and asked.kept(chosen):
            best = rank
    if best is None:
        return Closing(None, 0.0, 0.0, "tried", _why(asked))
    return _closing(asked, best[2], "tried")


def _why(asked: Question) -> str:
    """Why there is no choice: `spend` where there is one for more money."""
    if asked.spend is not None and close(asked._replace(spend=None)).chosen is not None:
        return "spend"
    return "no choice" if asked.kept(asked.free) else "not with all measures"


def solved(asked: Question) -> Closing:
    """The answer by an integer programme. Raises `NoSolver`."""
    try:
        from scipy.optimize import Bounds, LinearConstraint, milp
    except ImportError:
        raise NoSolver from None
    import numpy as np

    free, spend, investment = asked.free, asked.spend, asked.investment
    place = {one: at for at, one in enumerate(free)}
    reduced = [_reduced(limit, asked.fixed, place) for limit in asked.limits]
    joint = {
        members: len(free) + at
        for at, members in enumerate(
            dict.fromkeys(one for _, terms in reduced for one in terms if len(one) > 1)
        )
    }
    rows: list[dict[int, float]] = []
    upper: list[float] = []
    for limit, (start, terms) in zip(asked.limits, reduced, strict=True):
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
    for pair in asked.exclusive:
        if pair <= place.keys():
            rows.append({place[one]: 1.0 for one in pair})
            upper.append(1.0)
    goal = np.zeros(len(free) + len(joint))
    goal[: len(free)] = [asked.cost[one] for one in free]
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
            return Closing(None, 0.0, 0.0, "solver", _why(asked))
        chosen = frozenset(one for one, column in place.items() if result.x[column] > 0.5)  # noqa: PLR2004
        if asked.affordable(chosen) and asked.kept(chosen):
            return _closing(asked, chosen, "solver")
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
