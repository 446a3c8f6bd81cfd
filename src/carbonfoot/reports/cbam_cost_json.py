"""What imports cost under CBAM, for programs: numbers of a tonne and of the year, by way and year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbonfoot.quantities.numbers import round_digits

if TYPE_CHECKING:
    from carbonfoot.cbam.cost import Asked, GoodCost, Way, YearCost
    from carbonfoot.cbam.free_allocation import Term


def cost_data(goods: list[GoodCost], year: int, asked: Asked, least: float) -> dict[str, Any]:
    """The answer's `data`: t CO2e per t, EUR, certificates; `carried`: a factor or benchmark not set yet was carried on."""
    return {
        "year": year,
        "certificate_price": {"value": asked.price, "unit": "EUR/t CO2e"},
        "rates_per_eur": dict(asked.rates),
        "accepts_unverified_defaults": asked.accept,
        "de_minimis_not_applied": {"value": least, "unit": "t"},
        "benchmarks": "read from the Commission's workbook; the text of (EU) 2025/2620 was not available; markers (1) and (2)"
        " taken as 2026-2027 and 2028-2030",
        "goods": [_good(good, year) for good in goods],
    }


def _good(good: GoodCost, year: int) -> dict[str, Any]:
    return {
        "name": good.name,
        "cn": good.cn,
        "country": good.country or None,
        "emissions_in_scope": good.good.scope if good.good is not None else None,
        "tonnes_a_year": good.tonnes,
        "data_of": good.stated_for,
        "default_share_in_scope": round_digits(good.default_share),
        "not_verified": list(good.unverified),
        **_year(good.of(year), good.tonnes),
        "years": [{"year": one.year, **_year(one, good.tonnes)} for one in good.years],
    }


def _year(one: YearCost, tonnes: float | None) -> dict[str, Any]:
    worth = None
    if one.worth is not None and one.actual is not None:
        worth = _amounts(one.worth, one.actual.price, tonnes)
    return {
        "cbam_factor": one.factor,
        "carried": one.carried,
        "actual": way_data(one.actual, tonnes),
        "default": way_data(one.default, tonnes),
        "measuring_is_worth": worth,
    }


def _amounts(certificates: float, price: float, tonnes: float | None) -> dict[str, Any]:
    return {
        "certificates_per_t": round_digits(certificates),
        "eur_per_t": round_digits(certificates * price),
        "certificates_a_year": None if tonnes is None else round_digits(certificates * tonnes),
        "eur_a_year": None if tonnes is None else round_digits(certificates * price * tonnes),
    }


def way_data(way: Way | None, tonnes: float | None) -> dict[str, Any] | None:
    """A tonne by one way, with all that it rests on."""
    if way is None:
        return None
    row = way.default
    return {
        "see_in_scope": round_digits(way.see),
        "see_direct": None if way.direct is None else round_digits(way.direct),
        "free_allocation": round_digits(way.free.value),
        "free_allocation_terms": [_term(term) for term in way.free.terms],
        "free_allocation_doubts": [said for _, said in way.free.doubts],
        "cbam_factor": way.free.factors.cbam,
        "cross_sectoral_factor": way.free.factors.cross_sectoral,
        "carbon_price_paid": {one: round_digits(paid) for one, paid in way.paid.items()},
        "carbon_price_paid_eur": round_digits(way.paid_eur),
        "default_value": None
        if row is None
        else {
            "base": row.total,
            "markup": row.markup,
            "value": round_digits(row.value),
            "row": row.row,
            "edition": row.edition,
            "verified": row.verified,
            "why": list(row.why),
        },
        **_amounts(way.certificates, way.price, tonnes),
    }


def _term(term: Term) -> dict[str, Any]:
    found = term.benchmark
    return {
        "name": term.name,
        "kind": term.kind,
        "amount_per_functional_unit": round_digits(term.mass),
        "each": round_digits(term.each),
        "number": round_digits(term.number),
        "why": term.why,
        "benchmark": None
        if found is None
        else {
            "row": found.row,
            "column": found.column,
            "route": found.route or None,
            "marker": found.marker or None,
            "value": found.value,
            "verified": found.verified,
            "carried": found.carried,
        },
    }
