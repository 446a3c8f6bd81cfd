"""The ledger for programs."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum
from typing import Any

from carbonfoot.programmes.model import Planned, Worked
from carbonfoot.programmes.money.model import Costed, Ledger
from carbonfoot.quantities.numbers import round_digits

SMALL = 1e-12
"""Of an amount: what is left of nothing by rounding."""


def data(told: Ledger, worked: Worked) -> dict[str, Any]:
    """All of it; amounts in the currency of the ledger, tonnes in t CO2e."""
    curve = told.curve
    on_curve = {one.number for one in curve}
    tonnes = fsum(worked.avoided(one.number, year) for one in worked.measures for year in worked.years)
    apart = [one for one in worked.measures if one.number not in on_curve]
    paid = fsum(one.amount for one in told.payments)
    received = fsum(amount for account in told.accounts for amount in account.received.values())
    return {
        "currency": told.currency,
        "price_year": int(told.price_year),
        "discount_rate": told.rate,
        "discounted_to": worked.years[0],
        "rates": {
            code: {"value": rate, "source": _source(worked, code)} for code, rate in told.rates.items()
        },
        "carbon_price": _years(told.carbon_price),
        "members": [
            {
                "id": one.id,
                "tier": one.tier,
                "invested": _r(one.invested),
                "received": _all(one.received),
                "paid": _all(one.paid),
                "own": _r(one.own),
                "saving": _r(one.saving),
                "cost": _r(one.cost),
                "net": _r(one.net),
                "public_received": _r(
                    fsum(
                        each.amount
                        for each in told.payments
                        if each.receiver == one.id and worked.members[each.giver].role == "public"
                    )
                ),
            }
            for one in told.accounts
        ],
        "payments": [
            {
                "id": one.id,
                "from": one.giver,
                "to": one.receiver,
                "amount": one.stated,
                "amount_in_currency": _r(one.amount),
                "year": one.year,
                "kind": one.kind,
                "funds": [
                    {"measure": worked.measures[number].id, "amount": _r(amount)}
                    for number, amount in one.funds.items()
                ],
                "out_of": [*one.out_of],
                "passed_on": _r(one.passed_on),
                "left": _r(one.left),
                "origins": _all(one.origins),
            }
            for one in told.payments
        ],
        "measures": [_costed(one, told, worked) for one in told.measures],
        "candidates": [_costed(one, told, worked) for one in told.candidates],
        "macc": [
            {"measure": one.id, "tonnes": _r(one.tonnes), "cost_per_tonne": _r(one.per_tonne or 0.0)}
            for one in curve
        ],
        "not_on_macc": [
            {
                "measure": one.id,
                "tonnes": _r(fsum(worked.avoided(one.number, year) for year in worked.years)),
                "because": _because(one, worked),
            }
            for one in apart
        ],
        "reaches": [
            {"from": giver, "tier": tier, "amount": _r(amount)}
            for (giver, tier), amount in sorted(
                told.reaches.items(), key=lambda one: (one[0][0], str(one[0][1]))
            )
        ],
        "leverage": {
            "public": _r(told.public),
            "public_in_measures": _r(told.public_funding),
            "invested": _r(told.invested),
            "tonnes": _r(tonnes),
            "tonnes_per_public_million": _r(tonnes / told.public * 1e6) if told.public else None,
            "private_per_public": _r((told.invested - told.public_funding) / told.public_funding)
            if told.public_funding
            else None,
        },
        "balance": {
            "in": _r(received),
            "out": _r(paid),
            "difference": _r(received - paid),
            "own_money_given": _r(given := fsum(one.own_money for one in told.payments)),
            "left_with_receivers": _r(left := fsum(one.left for one in told.payments)),
            "own_less_left": _r(given - left) if abs(given - left) > SMALL * max(given, left) else 0.0,
        },
    }


def of_tiers(told: Ledger, tier: int) -> dict[str, float]:
    """What the members of a tier invest, receive and hand on."""
    inside = [one for one in told.accounts if one.tier == tier]
    ids = {one.id for one in inside}
    return {
        "invested": _r(fsum(one.invested for one in inside)),
        "received": _r(fsum(amount for one in inside for amount in one.received.values())),
        "passed_on": _r(fsum(one.passed_on for one in told.payments if one.receiver in ids)),
    }


def _costed(one: Costed, told: Ledger, worked: Worked) -> dict[str, Any]:
    return {
        "id": one.id,
        "investment": _r(one.investment),
        "paid_in": one.paid_in,
        "funded": _all(one.funded),
        "own": _r(one.own),
        "saving_per_year": _r(one.saving),
        "cost_per_year": _r(one.cost),
        "payback_years": None if one.payback is None else _r(one.payback),
        "discounted_payback_years": _maybe(one.discounted_payback(told.rate, worked.years[0])),
        "cash": _years(one.cash),
        "npv": _r(one.npv),
        "npv_with_carbon_price": None if one.npv_with_carbon is None else _r(one.npv_with_carbon),
        "tonnes": _r(one.tonnes),
        "tonnes_discounted": _r(one.discounted),
        "cost_per_tonne": None if one.per_tonne is None else _r(one.per_tonne),
    }


def _because(one: Planned, worked: Worked) -> str:
    if one.candidate:
        return "a candidate counts nowhere"
    tonnes = fsum(worked.avoided(one.number, year) for year in worked.years)
    if tonnes < 0:
        return "adds emissions"
    return "no money stated" if one.shape.money is None else "avoids nothing"


def _source(worked: Worked, code: str) -> str | None:
    rates = (worked.programme.money.rates if worked.programme.money else None) or {}
    return rates[code].source if code in rates else None


def _maybe(number: float | None) -> float | None:
    return None if number is None else _r(number)


def _all(amounts: Mapping[str, float]) -> dict[str, float]:
    return {key: _r(amounts[key]) for key in sorted(amounts)}


def _years(amounts: Mapping[int, float] | None) -> dict[str, float] | None:
    return None if amounts is None else {str(year): _r(amount) for year, amount in amounts.items()}


def _r(number: float) -> float:
    return round_digits(number) + 0.0
