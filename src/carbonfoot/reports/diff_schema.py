"""JSON Schema (draft-07) of the answer of `diff --format json`. Within a major version only additions are made."""

from __future__ import annotations

from typing import Any

from carbonfoot.footprint.measures import CAUSES

_NUMBER: dict[str, Any] = {"type": "number"}
_TEXT: dict[str, Any] = {"type": "string"}
_TEXTS: dict[str, Any] = {"type": "array", "items": _TEXT}


def _object(properties: dict[str, Any], description: str = "") -> dict[str, Any]:
    body: dict[str, Any] = {"type": "object", "properties": properties, "required": list(properties)}
    return {**body, "description": description} if description else body


def _or_null(kind: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [{"type": "null"}, kind]}


_AMOUNT = _object({"amount": _NUMBER, "unit": _TEXT})

_SIDE = _object(
    {
        "file": _TEXT,
        "id": _TEXT,
        "name": _TEXT,
        "declared_unit": _AMOUNT,
        "gwp_set": {"enum": ["AR4", "AR5", "AR6"]},
        "boundary": {"enum": ["cradle-to-gate", "cradle-to-grave"]},
        "kg_co2e": {
            **_NUMBER,
            "description": "Per declared unit of A; what is known where it is not complete.",
        },
        "complete": {"type": "boolean"},
    }
)

_CAUSE = _object(
    {
        "cause": {**_TEXT, "description": f"{', '.join(CAUSES)}; several joined by + cannot be told apart."},
        "kg_co2e": _NUMBER,
        "share_of_a": _or_null(_NUMBER),
    }
)

_STATE = _object(
    {
        "file": _TEXT,
        "path": _TEXT,
        "name": _TEXT,
        "amount": _or_null(_object({"value": _NUMBER, "unit": _TEXT})),
        "multipliers": _TEXTS,
        "source": {
            "type": ["string", "null"],
            "description": "Records, a statement, or the document it draws on.",
        },
        "kg_co2e": {**_NUMBER, "description": "With all that stands behind it, per declared unit of A."},
    }
)

_LINE = _object(
    {
        "name": _TEXT,
        "a": _or_null({"$ref": "#/definitions/state"}),
        "b": _or_null({"$ref": "#/definitions/state"}),
        "change": _NUMBER,
        "differs_by": {"type": "array", "items": {"enum": list(CAUSES)}},
        "causes": {"type": "array", "items": {"$ref": "#/definitions/cause"}},
        "lines": {"type": "array", "items": {"$ref": "#/definitions/line"}},
    },
    "The changes of all lines add up to that of the product, those behind a line to that of the line.",
)

_LINE["properties"]["arguments"] = {
    "type": "array",
    "items": _object({"key": _TEXT, "a": _or_null(_TEXT), "b": _or_null(_TEXT)}),
    "description": "What differs in what the emission method behind the line took; left out where nothing does.",
}

_DATA = _object(
    {
        "unit": {"const": "kg CO2e"},
        "declared_unit": _AMOUNT,
        "rescaled": {"type": "boolean", "description": "B was declared for another amount."},
        "complete": {"type": "boolean"},
        "method": _TEXT,
        "a": _SIDE,
        "b": _SIDE,
        "change": {**_NUMBER, "description": "B less A; the sum of `causes`."},
        "causes": {"type": "array", "items": {"$ref": "#/definitions/cause"}},
        "lines": {"type": "array", "items": {"$ref": "#/definitions/line"}},
    }
)


def diff_schema() -> dict[str, Any]:
    """The schema as a plain dictionary."""
    body = _object(
        {
            "schema": {"const": "carbonfoot/diff/1"},
            "tool": {"type": "object"},
            "options": _object({"a": {"type": "object"}, "b": {"type": "object"}}),
            "data": _or_null(_DATA),
            "findings": {"type": "array", "items": {"type": "object"}},
        }
    )
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "carbonfoot diff/1",
        **body,
        "definitions": {"cause": _CAUSE, "state": _STATE, "line": _LINE},
    }
