"""JSON Schemas (draft-07) of the answers of `cbam scope`, `default`, `cost`, `compare`. Within a major version only additions."""

from __future__ import annotations

from typing import Any

from carbonfoot.reports.calc_schema_parts import FINDING, MAYBE, MAYBE_TEXT, NUMBER, TEXT, TEXTS, closed

KINDS = ("cbam-scope", "cbam-default", "cbam-cost", "cbam-compare")

_YES_NO: dict[str, Any] = {"type": "boolean"}
_YEAR: dict[str, Any] = {"type": "integer"}


def _said(kind: dict[str, Any], text: str) -> dict[str, Any]:
    return {**kind, "description": text}


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def _or_null(kind: dict[str, Any], text: str = "") -> dict[str, Any]:
    body: dict[str, Any] = {"anyOf": [{"type": "null"}, kind]}
    return _said(body, text) if text else body


_CODE: dict[str, Any] = {"type": "string", "pattern": "^([0-9]{4}|[0-9]{6}|[0-9]{8}|[0-9]{10})$"}
_PLACE = {"act": TEXT, "annex": TEXT, "edition": TEXT}
_ROUTES = _list(closed({"route": TEXT, "means": TEXT}))
_AMOUNT = closed({"value": NUMBER, "unit": TEXT})
_MONEY: dict[str, Any] = {"type": "object", "additionalProperties": NUMBER}

_LINE = closed({"code": _CODE, "excepted": _YES_NO, "description": TEXT, **_PLACE, "note": MAYBE_TEXT})

_GOOD = closed(
    {
        "id": TEXT,
        "cn": _CODE,
        "description": TEXT,
        "sector": TEXT,
        "category": TEXT,
        "category_ko": TEXT,
        "gases": TEXTS,
        "emissions_in_scope": {"enum": ["direct", "direct+indirect"]},
        "annex_ii": _said(_YES_NO, "Whether direct emissions alone are in scope."),
        "functional_unit": TEXT,
        "de_minimis": _YES_NO,
        "partial": _said(_YES_NO, "Whether only some goods of the code are covered."),
        **_PLACE,
        "verified": TEXT,
        "note": MAYBE_TEXT,
    }
)

_PROPOSED = closed(
    {
        "cn": TEXT,
        "description": TEXT,
        "sector": TEXT,
        "act": TEXT,
        "edition": TEXT,
        "status": TEXT,
        "note": MAYBE_TEXT,
    }
)

_SCOPE = _list(
    closed(
        {
            "cn": _CODE,
            "status": {"enum": ["covered", "part", "excepted", "not-covered", "unlisted", "no-code"]},
            "covered": _said(_YES_NO, "Whether any of it is."),
            "annex_i": _or_null(_LINE, "The line of Annex I that decides."),
            "goods": _list(_GOOD),
            "known_codes": _said(_list(_CODE), "Near a code that the list does not have."),
            "routes": _ROUTES,
            "de_minimis": _or_null(
                closed({"value": NUMBER, "unit": TEXT, "act": TEXT, "annex": TEXT, "note": TEXT})
            ),
            "excepts": _list(_LINE),
            "near": _list(_LINE),
            "proposed_not_law": _list(_PROPOSED),
            "proposed_not_law_in_heading": _list(_PROPOSED),
        }
    )
)

_VALUE = {
    "year": _YEAR,
    "value": _said(NUMBER, "total x (1 + markup), unrounded."),
    "total": _said(NUMBER, "As printed in the act."),
    "markup": NUMBER,
    "direct": MAYBE,
    "indirect": MAYBE,
    "table": {"enum": ["country", "other", "annex-iv", "exempt"]},
    "row": MAYBE_TEXT,
    "listed_code": MAYBE_TEXT,
    "good": MAYBE_TEXT,
    "routes": _ROUTES,
    "why": TEXTS,
    **_PLACE,
    "verified": TEXT,
}

_VARIANT = closed(
    {
        "kind": {"enum": ["superseded", "first-edition", "workbook", "subdivision", "pack"]},
        "row": TEXT,
        "cn": _CODE,
        "country": MAYBE_TEXT,
        "good": MAYBE_TEXT,
        "total": NUMBER,
        "value": NUMBER,
        "edition": TEXT,
        "verified": TEXT,
        "note": MAYBE_TEXT,
    },
    description="Another value that is or was printed; never used.",
)

_DEFAULT = closed(
    {
        "cn": _CODE,
        "country": _said(MAYBE_TEXT, "ISO 3166; null where it is not known."),
        "country_name": MAYBE_TEXT,
        "status": MAYBE_TEXT,
        "category": _said(MAYBE_TEXT, "null where the code stands for goods of several."),
        "unit": TEXT,
        "values": _list(closed({**_VALUE, "and_later": _YES_NO, "beside": _list(_VARIANT)})),
        "refused": MAYBE_TEXT,
        "help": MAYBE_TEXT,
        "printed_before": _list(_VARIANT),
        "choices": _said(_list(closed(_VALUE)), "Where several values stand for the code."),
    }
)

_AMOUNTS = {
    "certificates_per_t": _said(NUMBER, "Not below zero in a way; below zero where measuring costs more."),
    "eur_per_t": _said(MAYBE, "null without a price of certificates."),
    "certificates_a_year": MAYBE,
    "eur_a_year": MAYBE,
}

_BENCHMARK = closed(
    {
        "row": TEXT,
        "column": {"enum": ["A", "B"]},
        "route": MAYBE_TEXT,
        "marker": MAYBE_TEXT,
        "value": NUMBER,
        "verified": TEXT,
        "carried": _said(_YES_NO, "Whether that of an earlier year stands for one that is not set yet."),
    }
)

_TERM = closed(
    {
        "name": TEXT,
        "kind": {"enum": ["own", "internal", "stated", "document", "default", "none"]},
        "amount_per_functional_unit": NUMBER,
        "each": NUMBER,
        "number": _said(NUMBER, "t CO2e per t of the good."),
        "why": TEXT,
        "benchmark": _or_null(_BENCHMARK),
    }
)

WAY = closed(
    {
        "see_in_scope": _said(NUMBER, "t CO2e per t."),
        "see_direct": MAYBE,
        "free_allocation": _said(NUMBER, "t CO2e per t: the sum of the terms."),
        "free_allocation_terms": _list(_TERM),
        "free_allocation_doubts": TEXTS,
        "cbam_factor": NUMBER,
        "cross_sectoral_factor": NUMBER,
        "carbon_price_paid": _said(_MONEY, "Per t, by currency."),
        "carbon_price_paid_eur": MAYBE,
        "default_value": _or_null(
            closed(
                {
                    "base": NUMBER,
                    "markup": NUMBER,
                    "value": NUMBER,
                    "row": TEXT,
                    "edition": TEXT,
                    "verified": TEXT,
                    "why": TEXTS,
                }
            )
        ),
        **_AMOUNTS,
    },
    description="A tonne by actual values, or by the default value.",
)

_WAYS = {
    "cbam_factor": _said(NUMBER, "Share of free allocation that remains."),
    "carried": _YES_NO,
    "actual": _or_null({"$ref": "#/definitions/way"}, "null where it cannot be told: see findings."),
    "default": _or_null({"$ref": "#/definitions/way"}),
    "measuring_is_worth": _or_null(closed(_AMOUNTS)),
}

_COST = closed(
    {
        "year": _YEAR,
        "certificate_price": _AMOUNT,
        "rates_per_eur": _said(_MONEY, "Units of a currency per EUR."),
        "accepts_unverified_defaults": _YES_NO,
        "de_minimis_not_applied": _AMOUNT,
        "benchmarks": TEXT,
        "goods": _list(
            closed(
                {
                    "name": TEXT,
                    "cn": _CODE,
                    "country": MAYBE_TEXT,
                    "emissions_in_scope": MAYBE_TEXT,
                    "tonnes_a_year": MAYBE,
                    "data_of": _YEAR,
                    "default_share_in_scope": NUMBER,
                    "not_verified": {"type": "array", "items": {"type": "string"}},
                    **_WAYS,
                    "years": _list(closed({"year": _YEAR, **_WAYS})),
                }
            )
        ),
    }
)

_COMPARE = closed(
    {
        "cn": _CODE,
        "year": _YEAR,
        "certificate_price": _or_null(_AMOUNT),
        "rates_per_eur": _MONEY,
        "sorted_by": {"enum": ["certificates_per_t", "see_in_scope"]},
        "offers": _list(
            closed(
                {
                    "supplier": TEXT,
                    "country": TEXT,
                    "file": TEXT,
                    "good": TEXT,
                    "cn": _CODE,
                    "data_of": _YEAR,
                    "exempt": _said(MAYBE_TEXT, "Why nothing is due for goods of the country."),
                    "see_direct": MAYBE,
                    "see_indirect": MAYBE,
                    "see_in_scope": MAYBE,
                    "default_share_in_scope": MAYBE,
                    "electricity_mwh_per_t": MAYBE,
                    "actual": _or_null({"$ref": "#/definitions/way"}),
                    "default": _or_null({"$ref": "#/definitions/way"}),
                }
            )
        ),
    }
)

_DATA = dict(zip(KINDS, (_SCOPE, _DEFAULT, _COST, _COMPARE), strict=True))


def cbam_answer_schema(kind: str) -> dict[str, Any]:
    """The schema of an answer of `KINDS` as a plain dictionary."""
    body = closed(
        {
            "schema": {"const": f"carbonfoot/{kind}/1"},
            "tool": closed({"name": TEXT, "version": TEXT}),
            "options": {"type": "object"},
            "data": _or_null(_DATA[kind], "null where findings stop the answer, or nothing is due."),
            "findings": _list(FINDING),
        }
    )
    schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": f"carbonfoot {kind}/1",
        **body,
    }
    return {**schema, "definitions": {"way": WAY}} if kind in KINDS[2:] else schema
