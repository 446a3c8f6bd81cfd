"""Suppliers of one good side by side: what a tonne of each carries and costs."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.cbam.cost import of_installation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbonfoot.cbam.cost import Asked, GoodCost, YearCost
    from carbonfoot.cbam.model import GoodResult, Result
    from carbonfoot.factors.library import Library


class Offer(NamedTuple):
    """A good of an installation, with its cost in the year asked for."""

    supplier: str
    file: str
    good: GoodResult
    cost: GoodCost
    year: YearCost


class Comparison(NamedTuple):
    """Offers, best first: by certificates where all have them (`by_certificates`), else by emissions in scope.

    priced  a price of certificates was given: carbon prices paid are taken off, and money can be told
    """

    offers: tuple[Offer, ...]
    by_certificates: bool
    priced: bool
    year: int


class NotComparable(Exception):
    """No good, or several, to compare: `message`."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


def common_code(results: Sequence[Result]) -> str:
    """The one CN code that all installations make. Raises `NotComparable`."""
    codes = [{one.cn for one in result.goods} for result in results]
    common = sorted(set.intersection(*codes))
    if len(common) == 1:
        return common[0]
    if common:
        raise NotComparable(f"several goods are made by all: name one with --cn: {', '.join(common)}")
    every = "; ".join(f"{one.file}: {', '.join(sorted(codes[at]))}" for at, one in enumerate(results))
    raise NotComparable(f"no CN code is made by all: name one with --cn ({every})")


def compare(library: Library, results: Sequence[Result], cn: str, year: int, asked: Asked) -> Comparison:
    """Every good of the installations whose code begins with `cn`. Raises `NoRate`, `NotComparable`."""
    offers = []
    for result in results:
        costs = of_installation(result, library, asked, [None] * len(result.goods))
        head = result.installation.installation
        supplier = head.operator.name if head.operator is not None else head.name
        meant = [
            (good, cost)
            for good, cost in zip(result.goods, costs, strict=True)
            if good.cn.startswith(cn) or cn.startswith(good.cn)
        ]
        if not meant:
            known = ", ".join(sorted({one.cn for one in result.goods}))
            raise NotComparable(f"{result.file} makes no {cn}: it makes {known}")
        offers += [Offer(supplier, result.file, good, cost, cost.of(year)) for good, cost in meant]
    told = all(one.year.actual is not None for one in offers)
    offers.sort(key=lambda one: (_key(one, told=told), one.supplier, one.file, one.good.name))
    return Comparison(tuple(offers), told, isfinite(asked.price), year)


def _key(offer: Offer, *, told: bool) -> tuple[float, float]:
    way = offer.year.actual
    see = offer.good.see.in_scope
    return (way.certificates, see) if told and way is not None else (see, see)
