"""JSON Schema (draft-07) of a system file, for editors and for programs that write one."""

from __future__ import annotations

from typing import Any

_NUMBER: dict[str, Any] = {"type": "number"}
_AMOUNT: dict[str, Any] = {"type": "number", "minimum": 0}
_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}


def _object(properties: dict[str, Any], required: tuple[str, ...], description: str) -> dict[str, Any]:
    return {
        "type": "object",
        "description": description,
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/definitions/{name}"}


_UNCERTAINTY = _object(
    {
        "type": {"enum": ["lognormal", "normal", "uniform", "triangular", "samples"]},
        "gsd": {"type": "number", "minimum": 1},
        "sd": _AMOUNT,
        "low": _NUMBER,
        "high": _NUMBER,
        "samples": {"type": "array", "items": _NUMBER, "minItems": 1},
        "key": {**_TEXT, "description": "Numbers with one key share one draw."},
    },
    ("type",),
    "A distribution; the number beside it is its median (lognormal), mode (triangular) or mean.",
)

_DEFINITIONS = {
    "uncertainty": _UNCERTAINTY,
    "number": {
        "anyOf": [
            _NUMBER,
            _object(
                {"value": _NUMBER, "uncertainty": _ref("uncertainty"), "note": _TEXT}, ("value",), "A number."
            ),
        ]
    },
    "input": {
        "anyOf": [
            {"type": "array", "items": [_TEXT, _NUMBER], "minItems": 2, "maxItems": 2},
            _object(
                {
                    "id": _TEXT,
                    "amount": _NUMBER,
                    "unit": _TEXT,
                    "avoided": {"type": "boolean", "description": "A credit."},
                    "uncertainty": _ref("uncertainty"),
                    "note": _TEXT,
                },
                ("id", "amount"),
                "What an activity draws on.",
            ),
        ]
    },
    "emission": _object(
        {
            "flow": _TEXT,
            "amount": _AMOUNT,
            "location": _TEXT,
            "uncertainty": _ref("uncertainty"),
            "note": _TEXT,
        },
        ("flow", "amount"),
        "A flow to or from nature.",
    ),
    "activity": _object(
        {
            "id": _TEXT,
            "name": _TEXT,
            "unit": _TEXT,
            "location": _TEXT,
            "output": _ref("number"),
            "treatment": {"type": "boolean", "description": "Takes waste in."},
            "inputs": {"type": "array", "items": _ref("input")},
            "emissions_kg_co2e": _ref("number"),
            "emissions": {"type": "array", "items": _ref("emission")},
            "note": _TEXT,
        },
        ("id", "inputs"),
        "What is made, of what, with which emissions of its own.",
    ),
    "indicator": _object(
        {
            "id": _TEXT,
            "unit": _TEXT,
            "factors": {
                "type": "object",
                "additionalProperties": {
                    "anyOf": [
                        _ref("number"),
                        {"type": "object", "additionalProperties": _ref("number")},
                    ]
                },
            },
            "normalisation": {"type": "number", "exclusiveMinimum": 0},
            "weight": _AMOUNT,
            "note": _TEXT,
        },
        ("id", "unit", "factors"),
        "What flows are weighed with.",
    ),
    "demand": {
        "anyOf": [
            _TEXT,
            _object({"id": _TEXT, "amount": _AMOUNT, "unit": _TEXT, "note": _TEXT}, ("id",), "A demand."),
        ]
    },
}

_CORRELATION: dict[str, Any] = {
    "type": "array",
    "items": [_TEXT, _TEXT, {"type": "number", "minimum": -1, "maximum": 1}],
    "minItems": 3,
    "maxItems": 3,
    "description": "Keys of two uncertain numbers, and how far they move together.",
}


def system_schema() -> dict[str, Any]:
    """The schema as a plain dictionary."""
    body = _object(
        {
            "name": _TEXT,
            "note": _TEXT,
            "activities": {"type": "array", "items": _ref("activity"), "minItems": 1},
            "demands": {"type": "array", "items": _ref("demand"), "minItems": 1},
            "indicators": {"type": "array", "items": _ref("indicator")},
            "fallback": {"type": "object", "additionalProperties": {"type": "array", "items": _TEXT}},
            "correlations": {"type": "array", "items": _CORRELATION},
        },
        ("activities", "demands"),
        "A neutral technosphere for `carbonfoot calc --system`.",
    )
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "carbonfoot system file",
        **body,
        "definitions": _DEFINITIONS,
    }
