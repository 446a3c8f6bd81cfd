"""How far a footprint may be off: the first-order interval, what drives it, and on whose word it rests."""

from __future__ import annotations

from collections.abc import Callable
from math import fsum, isfinite
from typing import NamedTuple

from carbonfoot.engine import solve
from carbonfoot.engine.network import Network
from carbonfoot.findings.finding import Finding
from carbonfoot.footprint.pedigree import matrix
from carbonfoot.footprint.result import Footprint
from carbonfoot.footprint.uncertain import ORIGINS, Policy, uncertain
from carbonfoot.uncertainty.first_order import FirstOrder, first_order
from carbonfoot.uncertainty.model import Model

COUNTS: dict[str, tuple[str, ...]] = {
    "all": ORIGINS,
    "stated": ("sourced", "pedigree"),
    "sourced-only": ("sourced",),
    "none": (),
}
"""Words of `--uncertainty`, and the origins that count."""

NOT_COUNTED = (
    "GWP",
    "yields and lifetimes",
    "rework and own scrap that returns",
    "shares of a recipe",
    "shares of allocation",
    "parameters of the circular footprint formula",
    "what is left out",
)
"""What may be off as well and has no driver."""

MEASURED = 20_000
"""Activities up to which the interval is held against the model itself, which takes two solves more."""

WHY = {
    "loop": "a loop may use as much as it makes",
    "curved": "large uncertainties multiply each other",
    "shape": "one large uncertainty has another shape than the interval",
}
"""Reasons of doubt in words."""

MOSTLY = 0.5
"""From this share of the variance on, an origin is said to be most of it."""


class Uncertainty(NamedTuple):
    """The interval of a footprint.

    first    mean, sd, interval and drivers; None where nothing that counts is uncertain
    policy   what counts
    covered  share of the footprint, in absolute numbers, that meets at least one driver
    empty    scores that lines which give some leave out and that add nothing: indicator to number of lines
    """

    first: FirstOrder | None
    policy: Policy
    covered: float
    empty: dict[str, int]

    @property
    def assumed(self) -> float:
        """Share of the variance that rests on what this program assumes."""
        return 0.0 if self.first is None else self.first.origins.get("assumed", 0.0)

    @property
    def empty_policy(self) -> str:
        """What a score that is not given counts as."""
        return matrix(self.policy.matrix).empty


def uncertainty(
    result: Footprint, policy: Policy, name_of: Callable[[str], str], *, brief: bool = False
) -> Uncertainty:
    """The interval of a footprint without missing lines.

    brief  the interval alone: neither what share of the total is covered nor shares of the variance
    Raises `UncertaintyError` for a published range that cannot be, `OverflowError` where numbers leave their range.
    """
    found = uncertain(result, policy, name_of)
    covered = 1.0 if brief else _covered(found.model)
    if not found.model.drivers:
        return Uncertainty(None, policy, covered, found.empty)
    (first,) = first_order(found.model, measured=len(found.model.network) <= MEASURED, brief=brief)
    if not all(map(isfinite, (first.mean, first.sd, *first.interval[:2]))):
        raise OverflowError
    return Uncertainty(first if first.sd else None, policy, covered, found.empty)


def doubts(result: Footprint, found: Uncertainty) -> list[Finding]:
    """CF442 where the interval does not hold."""
    if found.first is None or found.first.doubt is None:
        return []
    product = result.product
    said = f"the interval of `{product.name[:60]}` does not hold: {WHY[found.first.doubt.reason]}"
    return [Finding("CF442", said, product.file, ("product",), on="key", help="draws tell: --draws 10000")]


def _covered(model: Model) -> float:
    """1 less the share that no driver touches: terms without one, on ways of links without one."""
    network = model.network
    untouched = [
        fsum(abs(term) for term, factors in zip(*row, strict=True) if not factors)
        for row in zip(model.terms, model.on_terms, strict=True)
    ]
    if not any(untouched):
        return 1.0
    sizes = [[abs(amount) for amount in row] for row in network.amounts]
    absolute = Network(network.ids, network.targets, sizes)
    bare_links = [
        [(target, size) for target, size, factors in zip(*row, strict=True) if not factors]
        for row in zip(network.targets, sizes, model.on_links, strict=True)
    ]
    bare = Network(
        network.ids,
        [[target for target, _ in row] for row in bare_links],
        [[size for _, size in row] for row in bare_links],
    )
    own = [fsum(map(abs, row)) for row in model.terms]
    top = len(network) - 1
    every = solve.adjoint(solve.plan(absolute, [top]), own)[top]
    without = solve.adjoint(solve.plan(bare, [top]), untouched)[top]
    return 1.0 - without / every if every else 1.0
