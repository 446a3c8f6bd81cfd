"""Suppliers of one good under CBAM side by side, for programs."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING, Any

from carbonfoot.quantities.numbers import round_digits
from carbonfoot.reports.cbam_cost_json import way_data

if TYPE_CHECKING:
    from carbonfoot.cbam.compare import Comparison, Offer
    from carbonfoot.cbam.cost import Asked, Way


def compare_data(found: Comparison, cn: str, asked: Asked) -> dict[str, Any]:
    """Offers in the order of the text, best first; t CO2e per t."""
    return {
        "cn": cn,
        "year": found.year,
        "certificate_price": {"value": asked.price, "unit": "EUR/t CO2e"} if found.priced else None,
        "rates_per_eur": dict(asked.rates),
        "sorted_by": "certificates_per_t" if found.by_certificates else "see_in_scope",
        "offers": [_offer(one, found) for one in found.offers],
    }


def _offer(offer: Offer, found: Comparison) -> dict[str, Any]:
    see = offer.good.see
    return {
        "supplier": offer.supplier,
        "country": offer.cost.country,
        "file": offer.file,
        "good": offer.good.name,
        "cn": offer.good.cn,
        "data_of": offer.cost.stated_for,
        "exempt": offer.exempt or None,
        "see_direct": _number(see.direct),
        "see_indirect": _number(see.indirect),
        "see_in_scope": _number(see.in_scope),
        "default_share_in_scope": _number(see.default_share_in_scope),
        "electricity_mwh_per_t": _number(see.electricity),
        "actual": _way(offer.year.actual, found),
        "default": _way(offer.year.default, found),
    }


def _number(value: float) -> float | None:
    return None if isnan(value) else round_digits(value)


def _way(way: Way | None, found: Comparison) -> dict[str, Any] | None:
    """Without a price of certificates there is no money, and no carbon price is taken off."""
    data = way_data(way, None) if found.priced or way is None else way_data(way._replace(price=1.0), None)
    if data is not None and not found.priced:
        data["eur_per_t"] = None
        data["carbon_price_paid_eur"] = None
    return data
