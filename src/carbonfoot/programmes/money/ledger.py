"""The ledger: what measures cost and save, who pays for them, what a tonne comes to."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum

from carbonfoot.documents.programme_money import MeasureMoney
from carbonfoot.findings.finding import Finding, Path, severity
from carbonfoot.programmes.model import Planned, Worked
from carbonfoot.programmes.money.amounts import Purse, is_currency
from carbonfoot.programmes.money.model import FUNDING, Account, Costed, Ledger, Paid
from carbonfoot.programmes.money.payments import ROUNDING, Payments
from carbonfoot.programmes.series import Reader
from carbonfoot.quantities.numbers import format_number

HIGHEST_RATE = 0.5
"""Discount rates above are slips: nobody plans equipment with them."""


MONTHS = 12


def ledger(worked: Worked) -> tuple[Ledger | None, list[Finding]]:
    """The ledger of a programme; None without one, or with errors."""
    reader = Reader(worked.source.display)
    money = worked.programme.money
    if money is None:
        for one in worked.measures:
            if one.shape.money is not None:
                help = "add `money:` with `currency`, `price_year` and `discount_rate`"
                reader.report(
                    "CF980",
                    "money is stated, and the programme says not how it is counted",
                    (*one.place, "money"),
                    help,
                    "key",
                )
        return None, reader.findings
    if not is_currency(money.currency):
        message, help = f"`{money.currency}` is no currency", "write its code, such as `KRW` or `EUR`"
        reader.report("CF973", message, ("money", "currency"), help)
        return None, reader.findings
    purse = Purse(money, reader)
    rate = reader.share(money.discount_rate, ("money", "discount_rate"))
    if rate is not None and rate > HIGHEST_RATE:
        help = "a real rate per year is written `4.5 %`"
        reader.report(
            "CF208",
            f"a discount rate of {100 * rate:.4g} % would make later years worth nothing",
            ("money", "discount_rate"),
            help,
        )
    if int(money.price_year) > worked.years[-1]:
        message = f"{money.price_year} is after the programme, which ends in {worked.years[-1]}"
        reader.report(
            "CF971", message, ("money", "price_year"), "name the year whose prices the amounts are in"
        )
    prices = None
    if money.carbon_price is not None:
        prices = reader.by_year(
            money.carbon_price, ("money", "carbon_price"), worked.years[1:],
            lambda value, at: purse.number(value, at, "/t CO2e"),
        )  # fmt: skip
    costs = {
        one.number: _Cost(worked, one, one.shape.money, purse)
        for one in worked.measures
        if one.shape.money is not None
    }
    investments = {number: one.investment for number, one in costs.items()}
    payments = Payments(worked, purse, investments).all()
    funded = _funded(worked, reader, costs, payments)
    if rate is None or any(severity(one) == "error" for one in reader.findings):
        return None, reader.findings
    base = worked.years[0]
    weights = {year: (1 + rate) ** (base - year) for year in worked.years}
    every = [one.costed(weights, funded.get(number, {}), prices) for number, one in costs.items()]
    measures = tuple(one for one in every if not worked.measures[one.number].candidate)
    candidates = tuple(one for one in every if worked.measures[one.number].candidate)
    reaches: dict[tuple[str, int | None], list[float]] = {}
    public_funding: list[float] = []
    for paid in payments:
        for number, amount in paid.funds.items():
            tier = worked.members[worked.measures[number].member].tier
            for giver, part in paid.origins.items():
                share = amount * part / paid.amount if paid.amount else 0.0
                reaches.setdefault((giver, tier), []).append(share)
                if worked.members[giver].role == "public":
                    public_funding.append(share)
    public = fsum(
        amount for paid in payments for giver, amount in paid.origins.items()
        if giver == paid.giver and worked.members[giver].role == "public" and paid.kind in FUNDING
    )  # fmt: skip
    made = Ledger(
        money.currency, money.price_year, rate, purse.rates, prices, tuple(payments), measures,
        _accounts(worked, measures, payments), {key: fsum(parts) for key, parts in reaches.items()}, public,
        fsum(public_funding), candidates,
    )  # fmt: skip
    return made, reader.findings


def _lacks(reader: Reader, measure: Planned, key: str, what: str, place: Path) -> None:
    """CF102 for money of which a part is not stated: missing is not zero."""
    help = f"add `{key}:`; where it is nothing write `{key}: 0` with its currency"
    reader.report("CF102", f"`{measure.id}` does not say {what}", place, help, "key")


class _Cost:
    """What one measure costs and saves, by year."""

    def __init__(self, worked: Worked, measure: Planned, money: MeasureMoney, purse: Purse) -> None:
        self.worked = worked
        self.measure = measure
        reader = purse.reader
        place: Path = (*measure.place, "money")
        start = measure.shape.start.year
        years = tuple(year for year in worked.years if year >= start)
        self.investment = 0.0
        if money.investment is None:
            _lacks(reader, measure, "investment", "how much is invested", place)
        if money.saving is None and money.cost is None:
            _lacks(reader, measure, "saving", "what a year of work saves or costs", place)
        if money.investment is not None:
            self.investment = purse.number(money.investment, (*place, "investment")) or 0.0
        self.paid_in = int(money.paid_in or start)
        if self.paid_in not in worked.years or self.paid_in > measure.last:
            message = f"{self.paid_in} is no year in which `{measure.id}` could be paid for"
            help = f"from {worked.years[0]} to the end of the measure, {measure.last}"
            reader.report(
                "CF971",
                message,
                (*place, "paid_in") if money.paid_in else place,
                help,
                "value" if money.paid_in else "key",
            )
        self.flows: list[dict[int, float]] = []
        for key, stated in (("saving", money.saving), ("cost", money.cost)):
            found = None
            if stated is not None:
                found = reader.by_year(stated, (*place, key), years, purse.number) if years else None
            self.flows.append(found or dict.fromkeys(years, 0.0))

    def costed(
        self, weights: Mapping[int, float], funded: Mapping[str, float], prices: Mapping[int, float] | None
    ) -> Costed:
        worked, measure = self.worked, self.measure
        saving, cost = self.flows
        cash = {
            year: (saving.get(year, 0.0) - cost.get(year, 0.0)) * measure.possible[year]
            for year in worked.years
        }
        if self.paid_in in cash:
            cash[self.paid_in] -= self.investment
        tonnes = {year: worked.avoided(measure.number, year) for year in worked.years}
        npv = fsum(amount * weights[year] for year, amount in cash.items())
        with_carbon = None
        if prices is not None and not measure.candidate:
            with_carbon = npv + fsum(tonnes[year] * price * weights[year] for year, price in prices.items())
        whole = next((year for year in worked.years if measure.possible[year] == 1), measure.last)
        start = measure.shape.start
        begin = start.year + (start.month - 1) / MONTHS
        end = worked.years[-1] + 1.0 if measure.ends is None else measure.ends / MONTHS
        time = min(end, whole + 1) - max(begin, whole)
        return Costed(
            measure.number, measure.id, measure.member, self.investment, self.paid_in, funded,
            self.investment - fsum(funded.values()), saving.get(whole, 0.0), cost.get(whole, 0.0),
            fsum(saving.get(year, 0.0) * measure.possible[year] for year in worked.years),
            fsum(cost.get(year, 0.0) * measure.possible[year] for year in worked.years),
            cash, npv, with_carbon, fsum(tonnes.values()), fsum(number * weights[year] for year, number in tonnes.items()),
            min(measure.possible[whole] / time, 1.0) if time > 0 else 1.0, (begin, end),
        )  # fmt: skip


def _funded(
    worked: Worked, reader: Reader, costs: Mapping[int, _Cost], payments: list[Paid]
) -> dict[int, dict[str, float]]:
    """What each measure receives, by kind; CF974 where it is more than it costs."""
    parts: dict[int, dict[str, list[float]]] = {}
    for paid in payments:
        for number, amount in paid.funds.items():
            parts.setdefault(number, {}).setdefault(paid.kind, []).append(amount)
    found = {
        number: {kind: fsum(amounts) for kind, amounts in kinds.items()} for number, kinds in parts.items()
    }
    for number, kinds in found.items():
        whole, cost = fsum(kinds.values()), costs[number].investment
        if whole > cost * (1 + ROUNDING):
            measure = worked.measures[number]
            message = f"`{measure.id}` costs {format_number(cost, 9)}, and {format_number(whole, 9)} are paid for it"
            place = (*measure.place, "money", "investment")
            reader.report("CF974", message, place, "correct the investment, or what is paid for it")
    return found


def _accounts(worked: Worked, measures: tuple[Costed, ...], payments: list[Paid]) -> tuple[Account, ...]:
    found = []
    for member in worked.members.values():
        own = [one for one in measures if one.member == member.id]
        received, paid = _by_kind(payments, member.id)
        found.append(
            Account(
                member.id, member.tier, fsum(one.investment for one in own), received, paid,
                fsum(one.own for one in own), fsum(one.savings for one in own), fsum(one.costs for one in own),
            )
        )  # fmt: skip
    return tuple(found)


def _by_kind(payments: list[Paid], member: str) -> tuple[dict[str, float], dict[str, float]]:
    received: dict[str, list[float]] = {}
    given: dict[str, list[float]] = {}
    for one in payments:
        if one.receiver == member:
            received.setdefault(one.kind, []).append(one.amount)
        if one.giver == member:
            given.setdefault(one.kind, []).append(one.amount)
    return _sums(received), _sums(given)


def _sums(parts: Mapping[str, list[float]]) -> dict[str, float]:
    return {kind: fsum(amounts) for kind, amounts in parts.items()}
