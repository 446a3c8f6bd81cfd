"""JSON Schema (draft-07) of the answer of `calc --format json`. Within a major version only additions are made."""

from __future__ import annotations

from typing import Any

from carbonfoot.reports.calc_schema_parts import (
    ALLOCATIONS,
    CONSERVATIVE,
    COUNT,
    CREDITS,
    DECLARATION,
    FACTOR,
    FINDING,
    LINE,
    LINES_AT,
    MAYBE,
    MAYBE_TEXT,
    NUMBER,
    PRODUCTS,
    QUALITY,
    RECORD,
    SCOPES,
    SHARED,
    SPLIT,
    TEXT,
    TEXTS,
    UNCERTAINTY,
    WORKED,
    closed,
    groups,
)
from carbonfoot.reports.scenario_schema import SCENARIO, SENSITIVITY

_DATA = closed(
    {
        "product": closed(
            {
                "id": TEXT,
                "name": TEXT,
                "name_ko": MAYBE_TEXT,
                "declared_unit": closed({"amount": NUMBER, "unit": TEXT}),
                "mass_kg": MAYBE,
                "made_in": TEXT,
                "carbon_content_kg": {"type": ["object", "null"], "additionalProperties": NUMBER},
            }
        ),
        "period": closed({"from": TEXT, "to": TEXT}),
        "boundary": {"enum": ["cradle-to-gate", "cradle-to-grave"]},
        "gwp_set": {"enum": ["AR4", "AR5", "AR6"]},
        "allocation": TEXT,
        "unit": {"const": "kg CO2e"},
        "total": {
            **MAYBE,
            "description": "kg CO2e per declared unit, without biogenic uptake; null while incomplete.",
        },
        "complete": {"type": "boolean"},
        "at_least": NUMBER,
        "lines_total": {"type": "integer"},
        "lines_missing": TEXTS,
        "split": SPLIT,
        "by_gas": {"type": "array", "items": closed({"gas": TEXT, "kg": NUMBER, "kg_co2e": NUMBER})},
        "gas_not_given": NUMBER,
        "by_stage": groups("stage"),
        "by_item": groups("item"),
        "by_tier": groups("tier", {"type": "integer"}),
        "by_country": groups("country"),
        "by_supplier": groups("supplier"),
        "by_method": groups(
            "method", {"enum": ["factor", "stated", "direct", "worked", "cut-off", "credit"]}
        ),
        "by_tag": {
            **groups("tag", MAYBE_TEXT),
            "description": "With all that stands behind a line; tags may overlap; null is what carries none.",
        },
        "by_data": {
            "type": "array",
            "items": closed(
                {
                    "amount": {"enum": ["measured", "estimated", "illustrative", "not stated"]},
                    "number": {"enum": ["looked up", "proxy", "assumed", "supplier", "by a method", "given"]},
                    "kg_co2e": NUMBER,
                }
            ),
        },
        "by_document": groups("file"),
        "by_activity": {
            "type": "array",
            "items": closed(
                {
                    "file": TEXT,
                    "path": TEXT,
                    "name": TEXT,
                    "level": closed({"amount": NUMBER, "unit": TEXT}),
                    "kg_co2e": {**NUMBER, "description": "Of its own lines; adds up to the total."},
                    "kg_co2e_with_upstream": {
                        **NUMBER,
                        "description": "What would disappear with it; the way back of a loop counts once.",
                    },
                }
            ),
        },
        "outside_boundary": groups("stage"),
        "lines": {"type": "array", "items": {"$ref": "#/definitions/line"}},
        "mass_balance": {"type": "object", "required": ["status"]},
        "carbon_balance": {"type": "object", "required": ["status"]},
        "not_assessed": {"type": "array", "items": closed({"line": TEXT, "part": TEXT})},
        "uncertainty": {"anyOf": [{"type": "null"}, UNCERTAINTY]},
        "quality": {"anyOf": [{"type": "null"}, QUALITY]},
        "gwp_sets_mixed": {"type": "object", "additionalProperties": NUMBER},
        "exclusions": {"type": "array", "items": closed({"name": TEXT, "share": NUMBER, "reason": TEXT})},
        "sources": {"type": "array", "items": {"type": "object", "additionalProperties": TEXT}},
        "locked": {**TEXT, "description": "With --locked: the file that pins the records."},
        "conservative": CONSERVATIVE,
        "allocation_methods": {"type": "array", "items": closed({"file": TEXT, "method": TEXT})},
        "products": PRODUCTS,
        "credits": CREDITS,
        "allocations": ALLOCATIONS,
        "scopes": SCOPES,
        "shared": SHARED,
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
        "scopes",
        "shared",
        "scenario",
        "sensitivity",
    ),
)


def calc_schema() -> dict[str, Any]:
    """The schema as a plain dictionary."""
    body = closed(
        {
            "schema": {"const": "carbonfoot/calc/1"},
            "tool": closed({"name": TEXT, "version": TEXT, "factor_library": TEXT}),
            "options": {"type": "object"},
            "data": {"anyOf": [{"type": "null"}, _DATA]},
            "findings": {"type": "array", "items": FINDING},
        }
    )
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "carbonfoot calc/1",
        **body,
        "definitions": {
            "record": RECORD,
            "factor": FACTOR,
            "worked": WORKED,
            "declaration": DECLARATION,
            "line": LINE,
        },
    }


def many_schema() -> dict[str, Any]:
    """The schema of the answer for folders and several documents."""
    from carbonfoot.reports.cbam_schema import EMBEDDED, INSTALLATION

    line = {**LINE, "properties": {**LINE["properties"], "lines_at": LINES_AT}}
    product = closed(
        {
            "file": TEXT,
            "state": {"enum": ["complete", "incomplete", "refused"]},
            "because": {**MAYBE_TEXT, "description": "Of a refused product, the file with the error."},
            "data": {"anyOf": [{"type": "null"}, _DATA]},
        }
    )
    installation = closed(
        {
            "file": TEXT,
            "state": {"enum": ["complete", "refused"]},
            "data": {"anyOf": [{"type": "null"}, INSTALLATION]},
        }
    )
    whole = calc_schema()
    whole["title"] = "carbonfoot calc-many/1"
    whole["definitions"] = {**whole["definitions"], "line": line, "embedded": EMBEDDED}
    whole["properties"] = {
        **whole["properties"],
        "schema": {"const": "carbonfoot/calc-many/1"},
        "data": closed(
            {
                "count": closed(dict.fromkeys(("complete", "incomplete", "refused"), COUNT)),
                "products": {"type": "array", "items": product},
                "installations": {
                    "type": "array",
                    "items": installation,
                    "description": "Documents of the border adjustment, where there are any.",
                },
            },
            optional=("installations",),
        ),
    }
    return whole
