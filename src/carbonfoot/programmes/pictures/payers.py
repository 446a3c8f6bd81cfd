"""Who pays whom: public money, the maker of the finished product, its tiers; each won from its source to its end.

What enters a group is what it receives and its own money; what leaves it is what it pays, what it spends on measures and what is
left. So every won enters the picture once, as own money of somebody, and leaves it once.
"""

from __future__ import annotations

from math import fsum
from typing import NamedTuple

from carbonfoot.programmes.pictures.reading import Data, members
from carbonfoot.programmes.told.words_pictures import say, tier_name

_NOTHING = 1e-9
"""Differences below this part of an account are those of rounding."""


class Group(NamedTuple):
    """Members of a tier, or payers outside the tiers. Amounts in the currency; own + received = paid + invested + left."""

    key: str
    name: str
    members: int
    received: float
    own: float
    paid: float
    invested: float
    left: float

    @property
    def through(self) -> float:
        """What passes."""
        return self.paid + self.invested + self.left


class Payment(NamedTuple):
    """All payments from one group to another; `inside` those within one."""

    source: str
    target: str
    amount: float
    number: int
    kinds: tuple[str, ...]


class Flows(NamedTuple):
    """Groups in the order in which money goes down, and what they pay each other."""

    groups: list[Group]
    payments: list[Payment]
    inside: list[Payment]


def flows(data: Data, lang: str) -> Flows:
    """Payments and investments between groups, as the ledger has them for each member."""
    money, who = data.get("money") or {}, members(data)
    place = {key: _group(one) for key, one in who.items()}
    between: dict[tuple[str, str], list[Data]] = {}
    for payment in money.get("payments") or []:
        pair = place.get(str(payment["from"]), "other"), place.get(str(payment["to"]), "other")
        between.setdefault(pair, []).append(payment)
    summed = [
        Payment(
            *pair,
            fsum(amount_of(one) for one in several),
            len(several),
            tuple(sorted({str(one.get("kind") or "") for one in several})),
        )
        for pair, several in between.items()
    ]
    across = [one for one in summed if one.source != one.target]
    inside = [one for one in summed if one.source == one.target]
    accounts: dict[str, list[_Account]] = {}
    for one in money.get("members") or []:
        accounts.setdefault(place.get(str(one["id"]), "other"), []).append(_account(one, money))
    keys = {key for one in across for key in (one.source, one.target)}
    keys |= {key for key, several in accounts.items() if any(one.invested for one in several)}
    found = []
    for key in sorted(keys, key=_order):
        of_key = accounts.get(key, [])
        found.append(
            Group(
                key,
                _name(key, lang),
                sum(1 for one in place.values() if one == key),
                fsum(one.amount for one in across if one.target == key),
                fsum(one.own for one in of_key),
                fsum(one.amount for one in across if one.source == key),
                fsum(one.invested for one in of_key),
                fsum(one.left for one in of_key),
            )
        )
    return Flows(found, across, inside)


class _Account(NamedTuple):
    """A member: what it invests, adds of its own, and has left of what it received."""

    invested: float
    own: float
    left: float


def _account(member: Data, money: Data) -> _Account:
    """What is received goes on, into measures, or is left; what it does not reach for is own money."""
    payments = money.get("payments") or []
    received = [one for one in payments if str(one["to"]) == str(member["id"])]
    paid = fsum(amount_of(one) for one in payments if str(one["from"]) == str(member["id"]))
    passed = fsum(float(one.get("passed_on") or 0.0) for one in received)
    invested, own = float(member.get("invested") or 0.0), float(member.get("own") or 0.0)
    left = fsum(amount_of(one) for one in received) - passed - (invested - own)
    if abs(left) < _NOTHING * max(invested, paid, 1.0):
        left = 0.0
    return _Account(invested, own + paid - passed + max(-left, 0.0), max(left, 0.0))


def amount_of(payment: Data) -> float:
    """A payment in the currency of the programme."""
    given = payment.get("amount_in_currency")
    return float(payment.get("amount") or 0.0) if given is None else float(given)


def _group(member: Data) -> str:
    if member.get("role") == "public":
        return "public"
    tier = member.get("tier")
    return "other" if tier is None else str(tier)


def _order(key: str) -> tuple[int, str]:
    return {"public": (0, ""), "other": (1, "")}.get(key, (2, key))


def _name(key: str, lang: str) -> str:
    return {"public": say("public", lang), "other": say("other money", lang)}.get(key) or tier_name(key, lang)


def columns(groups: list[Group]) -> list[list[Group]]:
    """Payers outside the tiers stand in the first column, each tier in one of its own."""
    outside = [one for one in groups if one.key in ("public", "other")]
    tiers = [[one] for one in groups if one.key not in ("public", "other")]
    return [outside, *tiers] if outside else tiers
