"""Goods that cost the same per tonne, such as those of one process: a report prints their numbers once."""

from __future__ import annotations

from math import fsum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from carbonfoot.cbam.cost import GoodCost, Way, YearCost
    from carbonfoot.cbam.free_allocation import Term


def grouped(goods: Sequence[GoodCost]) -> list[list[GoodCost]]:
    """Goods by what a tonne of them is and costs in every year, in the order of the first; those without quantity apart."""
    found: dict[Hashable, list[GoodCost]] = {}
    for good in goods:
        found.setdefault(_numbers(good), []).append(good)
    return list(found.values())


def together(alike: Sequence[GoodCost]) -> float | None:
    """Tonnes a year of all; None where no quantity is said."""
    tonnes = [one.tonnes for one in alike if one.tonnes is not None]
    return fsum(tonnes) if tonnes else None


def _numbers(good: GoodCost) -> Hashable:
    scope = good.good.scope if good.good is not None else ""
    head = (good.country, scope, good.tonnes is None, good.stated_for, good.default_share, good.see)
    return (*head, *(_year(one) for one in good.years))


def _year(one: YearCost) -> Hashable:
    return one.year, one.factor, _way(one.actual), _way(one.default)


def _way(way: Way | None) -> Hashable:
    if way is None:
        return None
    row = None if way.default is None else (way.default.row, way.default.value)
    doubts = tuple(said for _, said in way.free.doubts)
    terms = tuple(_term(one, whole=len(way.free.terms) == 1) for one in way.free.terms)
    return way.see, terms, doubts, tuple(way.paid.items()), row


def _term(term: Term, *, whole: bool) -> Hashable:
    """Without the codes of the good and its benchmark: several may have the same number."""
    found = term.benchmark
    number = None if found is None else (found.value, found.route, found.column)
    return "" if whole or term.kind == "own" else term.name, term.kind, term.mass, term.number, number
