"""Suppliers of one good side by side: what a tonne of each carries and costs."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.cbam.benchmarks import year_factors
from carbonfoot.cbam.cost import Way, of_installation
from carbonfoot.cbam.free_allocation import FreeAllocation
from carbonfoot.cbam.origins import exempt_origin
from carbonfoot.quantities.numbers import round_digits

if TYPE_CHECKING:
    from collections.abc import Sequence

    from carbonfoot.cbam.cost import Asked, GoodCost, YearCost
    from carbonfoot.cbam.model import GoodResult, Result
    from carbonfoot.factors.library import Library


class Offer(NamedTuple):
    """A good of an installation, with its cost in the year asked for.

    exempt  why nothing is due for goods of its country; empty where certificates are
    """

    supplier: str
    file: str
    good: GoodResult
    cost: GoodCost
    year: YearCost
    exempt: str


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
    offers: list[Offer] = []
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
        exempt = exempt_origin(library, meant[0][1].country)
        why = "" if exempt is None else exempt.why[0]
        for good, cost in meant:
            own = cost.of(year) if exempt is None else _nothing_due(library, cost.of(year), good, asked)
            offers.append(Offer(supplier, result.file, good, cost, own, why))
    told = all(one.year.actual is not None for one in offers)
    offers.sort(key=lambda one: (_key(one, told=told), one.supplier, one.file, one.good.name))
    return Comparison(tuple(offers), told, isfinite(asked.price), year)


def told_once(found: Comparison) -> list[GoodCost]:
    """The costs of the offers in the year, where one default value that cannot be told is refused once for all of them."""
    told: set[str] = set()
    costs = []
    for offer in found.offers:
        left = [one for one in offer.year.refusals if one.kind != "default" or one.message not in told]
        told.update(one.message for one in left)
        costs.append(offer.cost._replace(years=(offer.year._replace(refusals=tuple(left)),)))
    return costs


def _nothing_due(library: Library, cost: YearCost, good: GoodResult, asked: Asked) -> YearCost:
    """Of a country that the mechanism does not reach (Regulation (EU) 2023/956, Article 2): no certificates at all."""
    none = FreeAllocation(0.0, (), year_factors(library, cost.year), ())
    way = Way("actual", good.see.direct, 0.0, none, {}, 0.0, asked.price, None)
    return cost._replace(actual=way, default=None, refusals=())


def _key(offer: Offer, *, told: bool) -> tuple[float, float]:
    """Rounded as it is printed: what is equal but for the last bit of a sum stands by its name."""
    way = offer.year.actual
    see = round_digits(offer.good.see.in_scope)
    return (round_digits(way.certificates), see) if told and way is not None else (see, see)
