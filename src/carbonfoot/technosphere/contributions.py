"""One demand taken apart: what each activity causes itself and upstream, and a tree that adds up."""

from __future__ import annotations

from math import fsum, isfinite
from typing import Any, NamedTuple

from carbonfoot.engine import solve as engine
from carbonfoot.engine.loops import LoopError
from carbonfoot.findings.finding import Finding
from carbonfoot.technosphere.read import Reading
from carbonfoot.technosphere.solve import Solved, loop_findings, too_large

CUT_OFF = 0.01
"""Branches of a tree below this share of the total are added up in one number."""

DEPTH = 12
LISTED = 50
"""Activities whose upstream total is worked out, the largest first: in a loop each costs a solve of it."""


class Contribution(NamedTuple):
    """What an activity has to do with a demand.

    level     how many units of its product the demand needs
    direct    what it causes itself
    upstream  what would vanish with it: its own and all it needs, the way back round a loop counted once; None beyond
              the largest fifty
    """

    activity: int
    level: float
    direct: float
    upstream: float | None


class Branch(NamedTuple):
    """A use of an activity: `total` is `direct`, the totals of `branches` and `rest` (smaller uses) together.

    returns  the activity stands further up in the same branch: a way round a loop, not followed again
    """

    activity: int
    amount: float
    direct: float
    total: float
    rest: float
    returns: bool
    branches: list[Branch]


def taken_apart(
    solved: Solved, reading: Reading, activity: int, amount: float, measure: int
) -> tuple[tuple[list[Contribution], Branch] | None, list[Finding]]:
    """Contributions and tree of a demand; None with a finding: CF206 for levels too large, CF412 for a loop without digits."""
    try:
        listed = contributions(solved, activity, amount, measure)
        if all(
            isfinite(one.level) and isfinite(one.direct) and isfinite(one.upstream or 0.0) for one in listed
        ):
            return (listed, tree(solved, activity, amount, measure)), []
    except (OverflowError, ValueError):  # of sums
        pass
    except LoopError as error:
        return None, loop_findings(solved.system, [error], reading)
    return None, too_large(reading, activity)


def contributions(solved: Solved, activity: int, amount: float, measure: int) -> list[Contribution]:
    """Every activity the demand reaches, the largest direct contribution first, then by id.

    Upstream totals by hypothetical extraction: level x intensity / units made for one that leaves the loop.
    """
    levels = engine.forward(solved.plan, {activity: amount})
    own, intensity = solved.direct[measure], solved.intensities[measure]
    ids = solved.system.ids
    reached = [(i, level) for i, level in enumerate(levels) if level]
    reached.sort(key=lambda one: (-abs(own[one[0]] * one[1]), -abs(one[1] * intensity[one[0]]), ids[one[0]]))
    returns = engine.returns(solved.plan, [i for i, _ in reached[:LISTED]])
    return [
        Contribution(
            i,
            level,
            own[i] * level,
            level * intensity[i] / returns[i] if place < LISTED else None,
        )
        for place, (i, level) in enumerate(reached)
    ]


def tree(solved: Solved, activity: int, amount: float, measure: int) -> Branch:
    """The uses behind a demand as far as they matter: at least 1 % of its total, at most twelve tiers."""
    own, intensity = solved.direct[measure], solved.intensities[measure]
    targets, amounts = solved.plan.network.targets, solved.plan.network.amounts
    ids = solved.system.ids
    least = abs(amount * intensity[activity]) * CUT_OFF

    def grow(one: int, needed: float, above: frozenset[int]) -> Branch:
        total = needed * intensity[one]
        if one in above or len(above) >= DEPTH:
            return Branch(one, needed, 0.0, total, total, one in above, [])
        inside = above | {one}
        uses: dict[int, list[float]] = {}
        for target, number in zip(targets[one], amounts[one], strict=True):
            uses.setdefault(target, []).append(number * needed)
        each = [(target, fsum(numbers)) for target, numbers in uses.items()]
        large = [use for use in each if abs(use[1] * intensity[use[0]]) >= least and use[1]]
        branches = [grow(target, number, inside) for target, number in large]
        branches.sort(key=lambda branch: (-abs(branch.total), ids[branch.activity]))
        direct = own[one] * needed
        rest = fsum([total, -direct, *(-branch.total for branch in branches)])
        if not len(each) - len(large):
            rest = 0.0
        return Branch(one, needed, direct, total, rest, False, branches)

    return grow(activity, amount, frozenset())


def leaves(branch: Branch) -> list[Any]:
    """Every number of a tree that is no sum: they add up to its total."""
    found: list[Any] = [branch.direct, branch.rest]
    for one in branch.branches:
        found.extend(leaves(one))
    return found
