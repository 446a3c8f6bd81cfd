"""JSON Schema (draft-07) of the answer of `calc --format json` for an installation. Within a major version only additions."""

from __future__ import annotations

from typing import Any

from carbonfoot.reports.calc_schema_parts import FINDING, MAYBE, MAYBE_TEXT, NUMBER, TEXT, TEXTS, closed

_YES_NO: dict[str, Any] = {"type": "boolean"}
_MONEY: dict[str, Any] = {
    "type": "object",
    "additionalProperties": NUMBER,
    "description": "Carbon price paid and certified, by currency.",
}
_SEE = {"$ref": "#/definitions/embedded"}
_VALUES: dict[str, Any] = {
    "type": "array",
    "items": closed({"key": TEXT, "value": TEXT, "from": TEXT}),
    "description": "What went in: given, or the row of a table.",
}


def _said(kind: dict[str, Any], text: str) -> dict[str, Any]:
    return {**kind, "description": text}


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


EMBEDDED = closed(
    {
        "direct": NUMBER,
        "indirect": _said(MAYBE, "null where nothing states the electricity and it is not in scope."),
        "total": MAYBE,
        "indirect_in_scope": _said(NUMBER, "Of goods and precursors outside Annex II."),
        "in_scope": _said(NUMBER, "What certificates are due for, before free allocation."),
        "default_direct": _said(NUMBER, "Of direct, what rests on default values."),
        "default_indirect": MAYBE,
        "default_in_scope": _said(NUMBER, "Of indirect_in_scope, what rests on default values."),
        "default_share_direct": NUMBER,
        "default_share": MAYBE,
        "default_share_in_scope": NUMBER,
        "electricity_mwh": MAYBE,
    },
    description="Embedded emissions, t CO2e per tonne or functional unit, unrounded.",
)

_GOOD = closed(
    {
        "path": TEXT,
        "cn": TEXT,
        "name": MAYBE_TEXT,
        "description": TEXT,
        "category": TEXT,
        "annex_ii": _said(_YES_NO, "Whether direct emissions alone are in scope."),
        "emissions_in_scope": {"enum": ["direct", "direct+indirect"]},
        "process": TEXT,
        "route": MAYBE_TEXT,
        "amount": _said(MAYBE, "t; MWh of electricity."),
        "functional_unit": TEXT,
        "functional_units_per_tonne": NUMBER,
        "per_tonne": _SEE,
        "per_functional_unit": _SEE,
        "carbon_price_per_tonne": _MONEY,
        "compositions": _list(closed({"name": TEXT, "content": NUMBER, "per_tonne": _SEE})),
    }
)

_USE = closed(
    {
        "path": TEXT,
        "name": TEXT,
        "process": _said(MAYBE_TEXT, "Of this installation; null where bought."),
        "precursor": _said(MAYBE_TEXT, "Path of the bought precursor."),
        "amount": NUMBER,
        "per_functional_unit": NUMBER,
        "carbon_price_of_it": _MONEY,
        "of_it": _SEE,
        "adds": _SEE,
    }
)

_PROCESS = closed(
    {
        "path": TEXT,
        "name": TEXT,
        "category": TEXT,
        "functional_unit": TEXT,
        "activity_level": NUMBER,
        "goods_t": NUMBER,
        "functional_units_per_tonne": NUMBER,
        "directly_attributable": _said(NUMBER, "DirEm*, t CO2e."),
        "heat_in": NUMBER,
        "heat_out": NUMBER,
        "waste_gas_in": NUMBER,
        "waste_gas_out": NUMBER,
        "electricity_produced": NUMBER,
        "attributed_direct": _said(NUMBER, "Annex III, Eq. 55; not below zero."),
        "below_zero": _said(_YES_NO, "Whether Eq. 55 came to less than zero, which counts as zero."),
        "electricity_mwh": MAYBE,
        "electricity_factor": MAYBE,
        "electricity_factor_from": MAYBE_TEXT,
        "electricity_actual_share": NUMBER,
        "attributed_indirect": _said(MAYBE, "Annex III, Eq. 56."),
        "precursors": _list(_USE),
        "own": _SEE,
        "per_functional_unit": _SEE,
        "carbon_price_of_process": _MONEY,
        "carbon_price_per_functional_unit": _MONEY,
        "share_of_goods": _said(NUMBER, "Of a process with co-products; 1 without."),
    }
)

_STREAM = closed(
    {
        "path": TEXT,
        "name": TEXT,
        "method": TEXT,
        "gas": TEXT,
        "co2e": NUMBER,
        "biogenic_co2": NUMBER,
        "energy_tj": NUMBER,
        "energy_biomass_tj": NUMBER,
        "shares": _list(closed({"name": TEXT, "share": NUMBER})),
        "formula": TEXT,
        "values": _VALUES,
    }
)

_HEAT = closed(
    {
        "path": TEXT,
        "name": TEXT,
        "kind": TEXT,
        "heat_tj": MAYBE,
        "factor": _said(NUMBER, "t CO2 per TJ."),
        "co2e": NUMBER,
        "formula": TEXT,
        "values": _VALUES,
    }
)

_POWER = closed(
    {
        "path": TEXT,
        "name": TEXT,
        "kind": TEXT,
        "amount_mwh": MAYBE,
        "factor": _said(NUMBER, "t CO2 per MWh."),
        "actual": _YES_NO,
        "from": TEXT,
    }
)

_DEFAULT = closed(
    {
        "cn": TEXT,
        "country": TEXT,
        "year": {"type": "integer"},
        "total": _said(NUMBER, "Base as printed in the act; value = total x (1 + markup)."),
        "direct": MAYBE,
        "indirect": MAYBE,
        "markup": NUMBER,
        "value": NUMBER,
        "table": TEXT,
        "why": TEXTS,
        "row": TEXT,
        "good": TEXT,
        "route": TEXT,
        "act": TEXT,
        "annex": TEXT,
        "edition": TEXT,
        "verified": TEXT,
    }
)

_SUPPLY = closed(
    {
        "path": TEXT,
        "supplier": MAYBE_TEXT,
        "country": MAYBE_TEXT,
        "share": NUMBER,
        "amount": MAYBE,
        "kind": {"enum": ["actual", "default", "exempt", "scrap", "document"]},
        "verified": _YES_NO,
        "per_tonne": _SEE,
        "default": {"anyOf": [{"type": "null"}, _DEFAULT]},
        "electricity_factor": MAYBE,
        "electricity_factor_from": MAYBE_TEXT,
        "period": MAYBE_TEXT,
        "carbon_price_per_tonne": _MONEY,
    }
)

_PRECURSOR = closed(
    {
        "path": TEXT,
        "name": TEXT,
        "cn": MAYBE_TEXT,
        "category": MAYBE_TEXT,
        "country": MAYBE_TEXT,
        "per_tonne": _SEE,
        "supplies": _list(_SUPPLY),
        "carbon_price_per_tonne": _MONEY,
    }
)

INSTALLATION = closed(
    {
        "installation": closed(
            {
                "id": TEXT,
                "name": TEXT,
                "name_ko": MAYBE_TEXT,
                "country": TEXT,
                "operator": MAYBE_TEXT,
                "unlocode": MAYBE_TEXT,
                "registry_id": MAYBE_TEXT,
            }
        ),
        "year": {"type": "integer"},
        "method": TEXT,
        "unit": {"const": "t CO2e"},
        "direct": _said(NUMBER, "Of the installation in the period."),
        "indirect": MAYBE,
        "biogenic_co2": _said(NUMBER, "Rated zero, beside the total."),
        "goods": _list(_GOOD),
        "processes": _list(_PROCESS),
        "source_streams": _list(_STREAM),
        "heat": _list(_HEAT),
        "electricity": _list(_POWER),
        "precursors": _list(_PRECURSOR),
        "recipe": closed(
            {
                "file": TEXT,
                "documents": _list(closed({"file": TEXT, "hash": TEXT})),
                "sources": _list({"type": "object", "additionalProperties": TEXT}),
            }
        ),
    }
)


def calc_installation_schema() -> dict[str, Any]:
    """The schema as a plain dictionary."""
    body = closed(
        {
            "schema": {"const": "carbonfoot/calc-installation/1"},
            "tool": closed({"name": TEXT, "version": TEXT, "factor_library": TEXT}),
            "options": {"type": "object"},
            "data": {"anyOf": [{"type": "null"}, INSTALLATION]},
            "findings": {"type": "array", "items": FINDING},
        }
    )
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "carbonfoot calc-installation/1",
        **body,
        "definitions": {"embedded": EMBEDDED},
    }
