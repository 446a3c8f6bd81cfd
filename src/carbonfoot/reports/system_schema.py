"""JSON Schema (draft-07) of the answer of `calc --system --format json`. Within a major version only additions are made."""

from __future__ import annotations

from typing import Any

from carbonfoot.reports.calc_schema_parts import FINDING
from carbonfoot.reports.spread_json import SCHEMA as SPREAD

_NUMBER: dict[str, Any] = {"type": "number"}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
_MAYBE: dict[str, Any] = {"type": ["number", "null"]}
_TEXT: dict[str, Any] = {"type": "string"}
_MAYBE_TEXT: dict[str, Any] = {"type": ["string", "null"]}
_YES: dict[str, Any] = {"type": "boolean"}


def _object(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    required = [key for key in properties if key not in optional]
    return {"type": "object", "properties": properties, "required": required}


def _list(properties: dict[str, Any], optional: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"type": "array", "items": _object(properties, optional)}


_BRANCH = _object(
    {
        "id": _TEXT,
        "amount": _NUMBER,
        "total": {**_NUMBER, "description": "direct, rest and the totals of branches together"},
        "direct": _NUMBER,
        "rest": _NUMBER,
        "returns": _YES,
        "branches": {"type": "array", "items": {"$ref": "#/definitions/branch"}},
    }
)

_CONTRIBUTIONS = _object(
    {
        "demand": _TEXT,
        "amount": _NUMBER,
        "indicator": _TEXT,
        "unit": _TEXT,
        "total": _NUMBER,
        "activities": _list(
            {
                "id": _TEXT,
                "name": _MAYBE_TEXT,
                "location": _MAYBE_TEXT,
                "level": {**_NUMBER, "description": "Units of its product that the demand needs."},
                "credit": _YES,
                "direct": _NUMBER,
                "upstream": {**_MAYBE, "description": "What would vanish with the activity."},
            }
        ),
        "tree": {"$ref": "#/definitions/branch"},
    }
)

_DATA = _object(
    {
        "name": _MAYBE_TEXT,
        "unit": {"const": "kg CO2e"},
        "activities": _COUNT,
        "links": _COUNT,
        "loops": _object({"count": _COUNT, "largest": _COUNT}),
        "indicators": _list({"id": _TEXT, "unit": _TEXT}),
        "demands": _list(
            {
                "id": _TEXT,
                "name": _MAYBE_TEXT,
                "amount": _NUMBER,
                "unit": _MAYBE_TEXT,
                "total": {
                    **_MAYBE,
                    "description": "kg CO2e; null when nothing, or more than one thing, is counted in it",
                },
                "uncertainty": {**SPREAD, "description": "Of the total."},
                "by_indicator": _list(
                    {
                        "id": _TEXT,
                        "unit": _TEXT,
                        "total": _NUMBER,
                        "normalised": _NUMBER,
                        "weighted": _NUMBER,
                        "uncertainty": SPREAD,
                    },
                    ("normalised", "weighted", "uncertainty"),
                ),
                "weighted": _MAYBE,
            }
        ),
        "fallbacks": _list(
            {"indicator": _TEXT, "flow": _TEXT, "location": _TEXT, "used": _TEXT, "times": _COUNT}
        ),
        "uncertain": _COUNT,
        "contributions": _CONTRIBUTIONS,
    },
    ("contributions",),
)


def system_result_schema() -> dict[str, Any]:
    """The schema as a plain dictionary."""
    body = _object(
        {
            "schema": {"const": "carbonfoot/system-result/1"},
            "tool": _object({"name": _TEXT, "version": _TEXT}),
            "options": {"type": "object"},
            "data": {"anyOf": [{"type": "null"}, _DATA]},
            "findings": {"type": "array", "items": FINDING},
        }
    )
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "carbonfoot system-result/1",
        **body,
        "definitions": {"branch": _BRANCH},
    }
