"""One product of a batch as plain data: flat values for tables, small maps for stages, items and suppliers."""

from __future__ import annotations

from typing import Any

from carbonfoot.footprint.result import Footprint, Group
from carbonfoot.portfolio.model import Product
from carbonfoot.quantities.numbers import QuantityError, round_digits
from carbonfoot.system.model import Activity

LISTED = 5
"""Items and suppliers that a row keeps, the largest first."""


def data_of(product: Product, result: Footprint | None) -> dict[str, Any]:
    """The row of a product; `total` is None unless all of it is known."""
    data: dict[str, Any] = {"because": product.because or None, "gwp_set": product.gwp_set}
    if result is None:
        return data if product.activity is None else {**data, **_who(product.activity)}
    made = result.product
    mass = _mass(made)
    quality, spread = result.quality, result.uncertainty
    first = None if spread is None else spread.first
    low, high, _ = (None, None, "") if first is None else first.interval
    total = result.total
    return {
        **data,
        **_who(made),
        "from": result.period[0],
        "to": result.period[1],
        "boundary": result.boundary,
        "total": _n(total),
        "at_least": _n(result.at_least),
        "per_kg": None if total is None or not mass else _n(total / mass),
        "low": _n(low),
        "high": _n(high),
        "pds": None if quality is None else _n(quality.primary),
        "dqr": None if quality is None else _n(quality.overall),
        "lines": result.line_count,
        "missing": len(result.missing),
        "split": {key: _n(number) for key, number in result.split.items()},
        "stages": _named(result.stages),
        "items": _named(_largest(result.items)),
        "suppliers": _named(_largest(result.suppliers)),
    }


def _who(made: Activity) -> dict[str, Any]:
    """What a document says of its product, also where no total can be computed."""
    return {
        "product_id": made.id,
        "product": made.name,
        "product_ko": made.name_ko or None,
        "supplier": made.supplier or None,
        "made_in": made.country or None,
        "declared_amount": _n(made.reference.number),
        "declared_unit": made.reference.unit.symbol,
        "mass_kg": _n(_mass(made)),
    }


def _mass(made: Activity) -> float | None:
    """kg of the declared unit: as stated, or the unit itself where it is one of mass; None where nobody says."""
    if made.mass is not None:
        return made.mass
    try:
        return made.reference.to("kg")
    except QuantityError:
        return None


def _largest(groups: list[Group]) -> list[Group]:
    return sorted(groups, key=lambda one: (-abs(one.co2e), one.key))[:LISTED]


def _named(groups: list[Group]) -> dict[str, float | None]:
    return {one.key: _n(one.co2e) for one in groups}


def _n(number: float | None) -> float | None:
    return None if number is None else round_digits(number)
