"""Carbon price paid for a record: money for its mass, one entry a currency, with all who certified a part of it."""

from __future__ import annotations

from typing import Any, NamedTuple

from carbonfoot.cbam.model import GoodResult, Result
from carbonfoot.cbam.shapes.precursors import CarbonPrice
from carbonfoot.declarations.catenax_cbam.parties import alpha3, without_none
from carbonfoot.declarations.catenax_cbam.talk import Talk
from carbonfoot.declarations.rounding import decimals
from carbonfoot.factors.library import Library
from carbonfoot.quantities.numbers import round_digits

_INSTRUMENTS = {
    "carbon-tax": "01",
    "levy": "02",
    "fee": "03",
    "national-ets": "04",
    "regional-ets": "05",
    "other": "06",
}
_PATH = ("carbon_prices",)


class _Paid(NamedTuple):
    """A certified price that a good bears a part of; `price` is None where a supplier's own document states it."""

    price: CarbonPrice | None
    currencies: frozenset[str]
    country: str | None


def carbon_price(
    result: Result, good: GoodResult, mass: float | None, library: Library, talk: Talk
) -> list[dict[str, Any]] | None:
    """Entries of a mass of the good; [] where the document says that nothing is paid; None where it does not say."""
    document = result.installation
    silent = document.carbon_prices is None
    paid = _borne(result, good)
    if not good.prices and paid:
        said = f"nothing is left of the carbon price of `{good.name}`: the message says with an empty list that none was paid"
        help = "rebates and free allowances took all of it"
        talk.ours("CF852", said, _PATH if not silent else ("processes",), help, on="key")
        return []
    if not good.prices and document.carbon_prices:
        said = f"no carbon price counts for `{good.name}`: none is certified for it"
        talk.ours("CF852", said, _PATH, "add `certified_by:` where it was", on="key")
        return None
    if not good.prices and silent:
        said = "the message says nothing of a carbon price, since the document does not"
        talk.ours("CF852", said, ("processes",), "`carbon_prices: []` says that none was paid", on="key")
        return None
    if mass is None:
        return None
    entries = []
    for currency, each in sorted(good.prices.items()):
        entry = _entry(good, [one for one in paid if currency in one.currencies], currency, library, talk)
        if entry is not None:
            before, behind = entry
            money = decimals(round_digits(each * mass), 2)
            entries.append({**before, "amountOfCarbonPricePaid": money, **behind})
    return entries if entries or not good.prices else None


def _entry(
    good: GoodResult, paid: list[_Paid], currency: str, library: Library, talk: Talk
) -> tuple[dict[str, Any], dict[str, Any]] | None:
    """What stands before and behind the amount; None with a finding where the message has no room for it."""
    countries = {alpha3(library, one.country) for one in paid}
    stated = [one.price for one in paid if one.price is not None]
    if len(countries) != 1 or None in countries or not stated:
        said = f"the carbon price in {currency} of `{good.name}` is left out: it was not paid in one country"
        if not stated:
            said = f"the carbon price in {currency} of `{good.name}` is left out: only documents of suppliers state it"
        help = "the message wants one country, and who certified the payment, with every amount"
        talk.ours("CF852", said, good.path, help)
        return None
    kinds = {one.instrument for one in stated}
    texts = [one.name for one in stated if one.name]
    texts += [f"certificate {one.certificate}" for one in stated if one.certificate]
    if len(stated) < len(paid):
        texts.append("with what was paid for precursors, by the documents of their suppliers")
    people = dict.fromkeys(one.certified_by for one in stated if one.certified_by)
    before = without_none(
        independentPersonId={"key": "name", "value": "; ".join(people)},
        typeOfInstrument=_INSTRUMENTS[kinds.pop()] if len(kinds) == 1 else None,
        descriptionAndIndicationOfLegalAct="; ".join(dict.fromkeys(texts)) or None,
    )
    return before, {"currency": currency, "countryCode": countries.pop()}


def _borne(result: Result, good: GoodResult) -> list[_Paid]:
    """Every price that counts for a good: of its process, of those it takes from, and of their precursors."""
    document = result.installation
    reached = _reached(result, good.process)
    names = {result.processes[place].name for place in reached}
    found = []
    for price in document.carbon_prices or []:
        of = {price.process} if price.process is not None else {*price.shares} if price.shares else names
        if price.certified_by and of & names:
            found.append(_Paid(price, _currencies(price), price.country or document.installation.country))
    used = {use.precursor for place in reached for use in result.processes[place].uses}
    for at in sorted(one for one in used if one is not None):
        precursor = (document.precursors or [])[at]
        for supply, made in zip(
            precursor.supplies or [precursor], result.precursors[at].supplies, strict=True
        ):
            if made.kind == "document" and made.prices:
                found.append(_Paid(None, frozenset(made.prices), made.country))
                continue
            country = supply.country or precursor.country
            found += [
                _Paid(price, _currencies(price), price.country or country)
                for price in supply.carbon_price or []
                if price.certified_by and made.prices
            ]
    return found


def _reached(result: Result, process: int) -> set[int]:
    """A process and all whose products it takes."""
    found, waiting = {process}, [process]
    while waiting:
        for use in result.processes[waiting.pop()].uses:
            if use.internal is not None and use.internal not in found:
                found.add(use.internal)
                waiting.append(use.internal)
    return found


def _currencies(price: CarbonPrice) -> frozenset[str]:
    amounts = (price.due, price.rebate, price.price, price.paid_per_tonne, price.rebate_per_tonne)
    return frozenset(one.unit.symbol.partition("/")[0] for one in amounts if one is not None)
