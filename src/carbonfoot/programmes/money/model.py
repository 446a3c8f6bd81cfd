"""The ledger of a programme; all amounts in its currency, at the prices of its price year."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from carbonfoot.findings.finding import Path

FUNDING = ("subsidy", "support", "returned-support", "loan", "other")
"""Kinds of payment that can fund a measure."""


class Paid(NamedTuple):
    """A payment.

    stated     as it is written
    handed     how much of it comes out of earlier payments (`out_of`)
    passed_on  how much of it later payments hand on
    origins    whose money it is: the first giver, by id
    funds      how much of it goes into each measure, by number; in proportion to what they cost where it is for several
    """

    id: str
    giver: str
    receiver: str
    amount: float
    stated: str
    year: int
    kind: str
    out_of: tuple[str, ...]
    handed: float
    passed_on: float
    origins: Mapping[str, float]
    funds: Mapping[int, float]
    place: Path

    @property
    def own_money(self) -> float:
        """How much of it the giver pays out of its own."""
        return self.amount - self.handed

    @property
    def left(self) -> float:
        """What stays with the receiver, funded measures not counted."""
        return self.amount - self.passed_on


class Costed(NamedTuple):
    """The money of one measure.

    funded       by kind of payment; `own` is the rest of the investment
    saving, cost of a full year, the first in which it works all year, else the last stated
    part         the share of production that works with it then: below 1 where a ramp never comes to all of it
    works        when it begins and ends, in years: 2026.5 is the middle of 2026
    cash         by year: - investment + (saving - cost) x share
    npv          present value of `cash` in the base year; `npv_with_carbon` with every tonne avoided at the carbon price
    tonnes       t CO2e avoided over the programme; `discounted` as money is
    """

    number: int
    id: str
    member: str
    investment: float
    paid_in: int
    funded: Mapping[str, float]
    own: float
    saving: float
    cost: float
    savings: float
    costs: float
    cash: Mapping[int, float]
    npv: float
    npv_with_carbon: float | None
    tonnes: float
    discounted: float
    part: float
    works: tuple[float, float]

    @property
    def payback(self) -> float | None:
        """Years until the savings of full years have paid the investment; None where they never do."""
        yearly = (self.saving - self.cost) * self.part
        return self.investment / yearly if yearly > 0 else None

    def discounted_payback(self, rate: float, base: int) -> float | None:
        """Years until the present values of its savings have paid that of the investment; None where they do not in time.

        From the start, or from the year of the investment where that is another one. The saving of a year is spread evenly
        over the time in which the measure works in it, so that at a rate of nothing this is the plain payback.
        """
        begin, end = self.works
        since = begin if self.paid_in == int(begin) else float(self.paid_in)
        total = -self.investment / (1 + rate) ** (self.paid_in - base)
        for year, amount in sorted(self.cash.items()):
            saved = amount + (self.investment if year == self.paid_in else 0.0)
            value = saved / (1 + rate) ** (year - base)
            if total < 0 <= total + value:
                low, high = max(begin, year), min(end, year + 1)
                return max(low + (high - low) * -total / value - since, 0.0)
            total += value
        return None

    @property
    def per_tonne(self) -> float | None:
        """Present cost of a tonne: minus the present value over the tonnes, discounted alike; None without a tonne."""
        return -self.npv / self.discounted if self.discounted > 0 else None


class Account(NamedTuple):
    """All money of one member over the programme."""

    id: str
    tier: int | None
    invested: float
    received: Mapping[str, float]
    paid: Mapping[str, float]
    own: float
    saving: float
    cost: float

    @property
    def net(self) -> float:
        """What it has in the end: received and saved, less paid, invested and spent."""
        return sum(self.received.values()) + self.saving - sum(self.paid.values()) - self.invested - self.cost


class Ledger(NamedTuple):
    """All money of a programme.

    reaches  by giver and tier of the measure that the money funds in the end
    public   money of public members: what they paid out of their own to fund others; what they buy or pay back is none
    candidates  what measures would cost that count nowhere yet
    """

    currency: str
    price_year: str
    rate: float
    rates: Mapping[str, float]
    carbon_price: Mapping[int, float] | None
    payments: tuple[Paid, ...]
    measures: tuple[Costed, ...]
    accounts: tuple[Account, ...]
    reaches: Mapping[tuple[str, int | None], float]
    public: float
    public_funding: float
    candidates: tuple[Costed, ...] = ()

    @property
    def curve(self) -> tuple[Costed, ...]:
        """The marginal abatement cost curve: measures that avoid something, the cheapest tonne first."""
        inside = [one for one in self.measures if one.per_tonne is not None and one.tonnes > 0]
        return tuple(sorted(inside, key=lambda one: (one.per_tonne or 0.0, one.id)))

    @property
    def invested(self) -> float:
        """All investments."""
        return sum(one.investment for one in self.measures)
