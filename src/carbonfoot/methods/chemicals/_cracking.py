"""The product split of a steam cracker."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.methods.chemicals._tables import ITEM, PACKS
from carbonfoot.methods.work import Refused, Work

FEEDSTOCKS = ("naphtha", "gas-oil", "ethane", "propane", "butane", "other-feedstock")
HIGH_VALUE = ("ethylene", "propylene", "butadiene", "aromatics")
ROUNDING = 1e-6
"""By how much shares may miss their sum."""

_SUMS = ("high-value-chemicals", "fuel-grade-products-and-backflows")
"""Rows of table 3.25 that are sums of others."""


class Cracked(NamedTuple):
    """Tonnes of ethylene by feedstock, of every product together, and of the high-value chemicals."""

    ethylene: dict[str, float]
    products: dict[str, float]
    high_value: float


def cracked(
    work: Work, mix: dict[str, float], stated: dict[str, float] | None, by: str, amount: float
) -> Cracked:
    """What a feed gives. Raises `Refused`.

    mix  shares of the feed by mass; `stated`: yields of the plant; `by`: what `amount` tonnes are of (`ethylene`,
         `high_value_chemicals`, `feed`)
    """
    yields = {name: stated or _table(work, name) for name in mix}
    if stated is not None:
        _judge(work, stated)
    per_feed: dict[str, float] = {}
    for name, share in mix.items():
        for product, ratio in yields[name].items():
            per_feed[product] = per_feed.get(product, 0.0) + share * ratio
    high_value = sum(per_feed.get(product, 0.0) for product in HIGH_VALUE)
    if not per_feed.get("ethylene"):
        raise work.refuse("CF704", "no ethylene is made of this feed", ("yields",), "state its yield")
    over = {"ethylene": per_feed["ethylene"], "high_value_chemicals": high_value, "feed": 1.0}[by]
    feed = amount / over
    work.found("feed", feed, "t", "computed")
    products = {product: feed * ratio for product, ratio in per_feed.items()}
    for product, mass in products.items():
        if mass:
            work.found(f"{product} made", mass, "t", "computed")
    work.found("high-value chemicals made", feed * high_value, "t", "computed")
    ethylene = {name: feed * share * yields[name]["ethylene"] for name, share in mix.items()}
    return Cracked(ethylene, products, feed * high_value)


def _table(work: Work, feedstock: str) -> dict[str, float]:
    item = f"{ITEM}/steam-cracking/{feedstock}"
    products = dict.fromkeys(one.product for one in work.library.parameters(item) if one.quantity == "yield")
    return {
        product: work.number(item, "yield", "t/t", packs=PACKS, at=("feedstock",), product=product)
        for product in products
        if product not in _SUMS
    }


def _judge(work: Work, yields: dict[str, float]) -> None:
    total = sum(yields.values())
    if total > 1.0 + ROUNDING:
        help = "yields are shares of the mass of the feed"
        raise work.refuse("CF406", f"the yields add up to {total * 100:.6g} %", ("yields",), help)
    if "ethylene" not in yields:
        raise work.refuse("CF102", "the yield of ethylene is missing", ("yields",), "state `ethylene`")
    if work.refused:
        raise Refused
