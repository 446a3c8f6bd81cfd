"""JSON Schema (draft-07) of the answer of `calc --format json`. Within a major version only additions are made."""

from __future__ import annotations

from typing import Any

from carbonfoot.reports.scenario_schema import SCENARIO, SENSITIVITY

_NUMBER: dict[str, Any] = {"type": "number"}
_COUNT: dict[str, Any] = {"type": "integer"}
_MAYBE: dict[str, Any] = {"type": ["number", "null"]}
_TEXT: dict[str, Any] = {"type": "string"}
_MAYBE_TEXT: dict[str, Any] = {"type": ["string", "null"]}
_TEXTS: dict[str, Any] = {"type": "array", "items": _TEXT}


def _object(
    properties: dict[str, Any], optional: tuple[str, ...] = (), description: str = ""
) -> dict[str, Any]:
    body: dict[str, Any] = {
        "type": "object",
        "properties": properties,
        "required": [key for key in properties if key not in optional],
    }
    if description:
        body["description"] = description
    return body


def _groups(key: str, kind: dict[str, Any] = _TEXT) -> dict[str, Any]:
    return {"type": "array", "items": _object({key: kind, "kg_co2e": _NUMBER})}


_AMOUNT = {"anyOf": [{"type": "null"}, _object({"value": _NUMBER, "unit": _TEXT})]}

_RECORD = _object(
    {
        "id": _TEXT,
        "item": _TEXT,
        "route": _MAYBE_TEXT,
        "name": _TEXT,
        "region": _TEXT,
        "year": {"type": "integer"},
        "boundary": _TEXT,
        "trust": {"enum": ["A", "B", "C", "X"]},
        "pack": _TEXT,
    }
)

_FACTOR = _object(
    {
        "label": _TEXT,
        "number": {**_NUMBER, "description": "Units of the factor per reference of the line's document."},
        "unit": _TEXT,
        "kg_co2e_per_unit": {**_MAYBE, "description": "null for a factor of a private pack."},
        "gwp_set": _TEXT,
        "parts": _TEXTS,
        "conversion": _MAYBE_TEXT,
        "proxy": {"type": "boolean"},
        "record": {"anyOf": [{"type": "null"}, {"$ref": "#/definitions/record"}]},
    }
)

_LINE = _object(
    {
        "path": _TEXT,
        "file": _TEXT,
        "name": _TEXT,
        "name_ko": _MAYBE_TEXT,
        "stage": _TEXT,
        "counts_under": {**_TEXT, "description": "The stage of the product that it counts under."},
        "tier": {"type": "integer"},
        "kind": _TEXT,
        "amount": _AMOUNT,
        "per_declared_unit": {**_NUMBER, "description": "How often the line is needed per declared unit."},
        "multipliers": _TEXTS,
        "kg_co2e": {**_MAYBE, "description": "null while the line, or one behind it, is missing."},
        "share": _MAYBE,
        "country": _MAYBE_TEXT,
        "supplier": _MAYBE_TEXT,
        "data": _MAYBE_TEXT,
        "tags": _TEXTS,
        "missing": {"type": "boolean"},
        "rule": _MAYBE_TEXT,
        "not_assessed": _TEXTS,
        "stated": {"type": "object", "description": "Bounds, quality scores, codes and notes of the line."},
        "allocated": {
            **_NUMBER,
            "description": "Share of the line that this product bears; 1 where it is left out.",
        },
        "credit": {**_TEXT, "description": "What is avoided; only such lines may be below zero."},
        "factors": {"type": "array", "items": {"$ref": "#/definitions/factor"}},
        "loop": {"const": True, "description": "It draws on what it stands behind; nothing is listed again."},
        "lines": {"type": "array", "items": {"$ref": "#/definitions/line"}},
    },
    optional=("allocated", "credit", "loop"),
)

_LINES_AT = {
    **_TEXT,
    "description": "Lines behind this one stand at the product of this document, in the same answer.",
}

_SPLIT = _object(
    dict.fromkeys(
        (
            "fossil",
            "land_use_change",
            "land_management",
            "removals",
            "biogenic_non_co2",
            "biogenic_uptake",
            "biogenic_co2",
            "aircraft",
            "packaging",
            "distribution",
        ),
        _NUMBER,
    ),
    description="fossil to biogenic_non_co2 add up to the total; the others stand beside it or inside one of them.",
)

FINDING = _object(
    {
        "code": {"type": "string", "pattern": "^CF[0-9]{3}$"},
        "name": _TEXT,
        "severity": {"enum": ["error", "incomplete", "warning", "note"]},
        "message": _TEXT,
        "file": _MAYBE_TEXT,
        "path": _MAYBE_TEXT,
        "line": {"type": ["integer", "null"]},
        "column": {"type": ["integer", "null"]},
        "end_line": {"type": ["integer", "null"]},
        "end_column": {"type": ["integer", "null"]},
        "help": _MAYBE_TEXT,
        "notes": _TEXTS,
        "related": {"type": "array"},
    }
)

_CONSERVATIVE = _object(
    {
        "saving": {
            **_NUMBER,
            "description": "kg CO2e if every datum were supplied and gave the lowest answer.",
        },
        "saving_to_median": _NUMBER,
        "ask_first": {
            "type": "array",
            "items": _object(
                {
                    "file": _TEXT,
                    "path": _TEXT,
                    "name": _TEXT,
                    "missing": {"type": "array", "items": {"enum": ["origin", "route", "record"]}},
                    "records": _TEXTS,
                    "lowest": {**_TEXTS, "description": "Main records of the lowest answer."},
                    "answers": {"type": "integer"},
                    "kg_co2e": _NUMBER,
                    "saving": _NUMBER,
                    "saving_to_median": _NUMBER,
                    "share": _MAYBE,
                }
            ),
        },
    },
    description="With --conservative: what is missing and was taken at its worst, the largest saving first.",
)

_PRODUCTS = {
    "type": "array",
    "items": _object(
        {
            "id": _TEXT,
            "name": _TEXT,
            "amount": _object({"value": _NUMBER, "unit": _TEXT}),
            "kg_co2e": _NUMBER,
            "share": _MAYBE,
        }
    ),
    "description": "All products of the document, as they come with one declared unit; they add up to the whole.",
}

_CREDITS = _object(
    {"gross": _NUMBER, "credits": _NUMBER, "net": _NUMBER, "avoided": _TEXTS},
    description="The total without declared credits, the credits, and both together.",
)

_ALLOCATIONS = {
    "type": "array",
    "items": _object(
        {
            "method": _TEXT,
            "stated": {"type": "boolean"},
            "total": _MAYBE,
            "lacks": _MAYBE_TEXT,
            "products": _PRODUCTS,
        }
    ),
    "description": "With --allocation all: the total under every method, or what the documents lack for it.",
}
_UNCERTAINTY = _object(
    {
        "method": {"const": "first-order"},
        "counts": {"type": "array", "items": {"enum": ["sourced", "pedigree", "assumed"]}},
        "pedigree": {"type": "object"},
        "not_counted": _TEXTS,
        "covered": {**_NUMBER, "description": "Share of the footprint that meets something uncertain."},
        "mean": _MAYBE,
        "sd": _MAYBE,
        "interval": {
            "anyOf": [
                {"type": "null"},
                _object({"level": _NUMBER, "low": _NUMBER, "high": _NUMBER, "shape": _TEXT}),
            ]
        },
        "drivers": {
            "type": "array",
            "items": _object(
                {
                    "key": _TEXT,
                    "label": _TEXT,
                    "origin": {"enum": ["sourced", "pedigree", "assumed"]},
                    "share": {**_NUMBER, "description": "Share of the variance."},
                    "sd": {**_NUMBER, "description": "kg CO2e that it alone spreads the total by."},
                    "slope": {
                        **_NUMBER,
                        "description": "Relative change of the total for one of the driver.",
                    },
                }
            ),
        },
        "by_origin": {"type": "object", "additionalProperties": _NUMBER},
        "warning": {
            "anyOf": [
                {"type": "null"},
                _object({"reason": {"enum": ["loop", "curved", "shape"]}, "off": _NUMBER}),
            ]
        },
    },
    description="How far the total may be off; docs/quality.md.",
)

_BY_DIMENSION = _object(dict.fromkeys(("technology", "time", "geography"), _MAYBE))

_QUALITY = _object(
    {
        "pds_percent": {**_NUMBER, "description": "Primary data share of the total, 0 to 100."},
        "pds_not_stated_percent": _NUMBER,
        "dqr": _object(dict.fromkeys(("technology", "time", "geography", "overall"), _MAYBE)),
        "coverage": _BY_DIMENSION,
        "derived": _BY_DIMENSION,
        "by_line": {
            "type": "array",
            "items": _object(
                {
                    "file": _TEXT,
                    "path": _TEXT,
                    "name": _TEXT,
                    "kg_co2e": {**_NUMBER, "description": "Its weight, in absolute numbers."},
                    "primary_share": _MAYBE,
                    "scores": _BY_DIMENSION,
                    "origins": {
                        "type": "object",
                        "additionalProperties": {"enum": ["stated", "derived", "unknown"]},
                    },
                }
            ),
        },
    },
    description="Primary data share and data quality rating, 1 best to 5 worst; docs/quality.md.",
)

_DATA = _object(
    {
        "product": _object(
            {
                "id": _TEXT,
                "name": _TEXT,
                "name_ko": _MAYBE_TEXT,
                "declared_unit": _object({"amount": _NUMBER, "unit": _TEXT}),
                "mass_kg": _MAYBE,
                "made_in": _TEXT,
                "carbon_content_kg": {"type": ["object", "null"], "additionalProperties": _NUMBER},
            }
        ),
        "period": _object({"from": _TEXT, "to": _TEXT}),
        "boundary": {"enum": ["cradle-to-gate", "cradle-to-grave"]},
        "gwp_set": {"enum": ["AR4", "AR5", "AR6"]},
        "allocation": _TEXT,
        "unit": {"const": "kg CO2e"},
        "total": {
            **_MAYBE,
            "description": "kg CO2e per declared unit, without biogenic uptake; null while incomplete.",
        },
        "complete": {"type": "boolean"},
        "at_least": _NUMBER,
        "lines_total": {"type": "integer"},
        "lines_missing": _TEXTS,
        "split": _SPLIT,
        "by_gas": {"type": "array", "items": _object({"gas": _TEXT, "kg": _NUMBER, "kg_co2e": _NUMBER})},
        "gas_not_given": _NUMBER,
        "by_stage": _groups("stage"),
        "by_item": _groups("item"),
        "by_tier": _groups("tier", {"type": "integer"}),
        "by_country": _groups("country"),
        "by_supplier": _groups("supplier"),
        "by_method": _groups("method", {"enum": ["factor", "stated", "direct", "cut-off", "credit"]}),
        "by_tag": {
            **_groups("tag", _MAYBE_TEXT),
            "description": "With all that stands behind a line; tags may overlap; null is what carries none.",
        },
        "by_data": {
            "type": "array",
            "items": _object(
                {
                    "amount": {"enum": ["measured", "estimated", "illustrative", "not stated"]},
                    "number": {"enum": ["looked up", "proxy", "assumed", "supplier", "given"]},
                    "kg_co2e": _NUMBER,
                }
            ),
        },
        "by_document": _groups("file"),
        "by_activity": {
            "type": "array",
            "items": _object(
                {
                    "file": _TEXT,
                    "path": _TEXT,
                    "name": _TEXT,
                    "level": _object({"amount": _NUMBER, "unit": _TEXT}),
                    "kg_co2e": {**_NUMBER, "description": "Of its own lines; adds up to the total."},
                    "kg_co2e_with_upstream": {
                        **_NUMBER,
                        "description": "What would disappear with it; the way back of a loop counts once.",
                    },
                }
            ),
        },
        "outside_boundary": _groups("stage"),
        "lines": {"type": "array", "items": {"$ref": "#/definitions/line"}},
        "mass_balance": {"type": "object", "required": ["status"]},
        "carbon_balance": {"type": "object", "required": ["status"]},
        "not_assessed": {"type": "array", "items": _object({"line": _TEXT, "part": _TEXT})},
        "uncertainty": {"anyOf": [{"type": "null"}, _UNCERTAINTY]},
        "quality": {"anyOf": [{"type": "null"}, _QUALITY]},
        "gwp_sets_mixed": {"type": "object", "additionalProperties": _NUMBER},
        "exclusions": {"type": "array", "items": _object({"name": _TEXT, "share": _NUMBER, "reason": _TEXT})},
        "sources": {"type": "array", "items": {"type": "object", "additionalProperties": _TEXT}},
        "locked": {**_TEXT, "description": "With --locked: the file that pins the records."},
        "conservative": _CONSERVATIVE,
        "allocation_methods": {"type": "array", "items": _object({"file": _TEXT, "method": _TEXT})},
        "products": _PRODUCTS,
        "credits": _CREDITS,
        "allocations": _ALLOCATIONS,
        "scenario": SCENARIO,
        "sensitivity": SENSITIVITY,
    },
    optional=(
        "locked",
        "conservative",
        "allocation_methods",
        "products",
        "credits",
        "allocations",
        "scenario",
        "sensitivity",
    ),
)


def calc_schema() -> dict[str, Any]:
    """The schema as a plain dictionary."""
    body = _object(
        {
            "schema": {"const": "carbonfoot/calc/1"},
            "tool": _object({"name": _TEXT, "version": _TEXT, "factor_library": _TEXT}),
            "options": {"type": "object"},
            "data": {"anyOf": [{"type": "null"}, _DATA]},
            "findings": {"type": "array", "items": FINDING},
        }
    )
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "carbonfoot calc/1",
        **body,
        "definitions": {"record": _RECORD, "factor": _FACTOR, "line": _LINE},
    }


def many_schema() -> dict[str, Any]:
    """The schema of the answer for folders and several documents."""
    line = {**_LINE, "properties": {**_LINE["properties"], "lines_at": _LINES_AT}}
    product = _object(
        {
            "file": _TEXT,
            "state": {"enum": ["complete", "incomplete", "refused"]},
            "because": {**_MAYBE_TEXT, "description": "Of a refused product, the file with the error."},
            "data": {"anyOf": [{"type": "null"}, _DATA]},
        }
    )
    whole = calc_schema()
    whole["title"] = "carbonfoot calc-many/1"
    whole["definitions"] = {**whole["definitions"], "line": line}
    whole["properties"] = {
        **whole["properties"],
        "schema": {"const": "carbonfoot/calc-many/1"},
        "data": _object(
            {
                "count": _object(dict.fromkeys(("complete", "incomplete", "refused"), _COUNT)),
                "products": {"type": "array", "items": product},
            }
        ),
    }
    return whole
