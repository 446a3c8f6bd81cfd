"""JSON Schema (draft-07) of `carbonfoot.baseline.json`; what is read is held against it."""

from __future__ import annotations

from typing import Any

from carbonfoot.portfolio.model import COMPLETE, INCOMPLETE, REFUSED

NAME = "carbonfoot/baseline/1"

_TEXT: dict[str, Any] = {"type": "string"}
_TEXTS: dict[str, Any] = {"type": "array", "items": _TEXT}
_NUMBER: dict[str, Any] = {"type": "number"}
_KNOWN: dict[str, Any] = {"type": ["number", "null"]}
_PATH: dict[str, Any] = {"type": "array", "items": {"type": ["string", "integer"]}}


def _object(required: dict[str, Any], optional: dict[str, Any], description: str) -> dict[str, Any]:
    return {
        "type": "object",
        "description": description,
        "properties": {**required, **optional},
        "required": list(required),
        "additionalProperties": False,
    }


_AMOUNT: dict[str, Any] = {"type": "array", "items": [_NUMBER, _TEXT], "minItems": 2}
_SET: dict[str, Any] = {"enum": ["AR4", "AR5", "AR6"]}
_BY_SET: dict[str, Any] = {"type": "object", "additionalProperties": _NUMBER}

_PRODUCT = _object(
    {"id": _TEXT, "state": {"enum": [COMPLETE, INCOMPLETE, REFUSED]}, "total": _KNOWN, "at_least": _KNOWN},
    {
        "name": _TEXT,
        "name_ko": _TEXT,
        "declared_unit": _AMOUNT,
        "gwp_set": _SET,
        "boundary": {"enum": ["cradle-to-gate", "cradle-to-grave"]},
    },
    "A product, in kg CO2e per declared unit; `total` is null unless it is complete, `at_least` where it is refused.",
)

_PLACE = _object({"path": _PATH}, {"file": _TEXT}, "An activity; of the same document without `file`.")

_SOURCE = _object(
    {"label": _TEXT, "number": _NUMBER, "co2e": _NUMBER},
    {"kind": _TEXT, "share": _NUMBER, "in": _BY_SET},
    "`number` units of a factor, kg CO2e of one unit in the GWP set of the result, and in others where that differs.",
)

_LINE = _object(
    {"path": {**_PATH, "minItems": 1}, "name": _TEXT, "stage": _TEXT, "kind": _TEXT},
    {
        "name_ko": _TEXT,
        "amount": _AMOUNT,
        "times": {
            **_NUMBER,
            "description": "Yields, lifetimes, uses and what allocation leaves; 1 if absent.",
        },
        "allocated": {**_NUMBER, "description": "The part of `times` that comes of allocation; 1 if absent."},
        "because": _TEXTS,
        "sources": {"type": "array", "items": _SOURCE},
        "link": _PLACE,
        "takes": {**_NUMBER, "description": "References of the linked activity."},
        "rule": _TEXT,
        "credit": _TEXT,
        "needs": {"type": "array", "items": {**_TEXTS, "minItems": 1}},
        "declared": {"type": "boolean"},
        "method": _TEXT,
        "took": {"type": "object", "additionalProperties": _TEXTS},
    },
    "A line: its amount, what it is multiplied by, and its factors or what it draws on.",
)

_ACTIVITY = _object(
    {"path": _PATH, "reference": _AMOUNT, "lines": {"type": "array", "items": _LINE}, "name": _TEXT},
    {"name_ko": _TEXT, "id": _TEXT, "per": _TEXT, "products": {"type": "array", "items": _PLACE}},
    "What makes `reference` of a product, in a document (path empty) or inside one.",
)


def baseline_schema() -> dict[str, Any]:
    """The schema as a plain dictionary."""
    by_file = {"type": "object", "additionalProperties": {"type": "array", "items": _ACTIVITY}}
    body = _object(
        {
            "schema": {"const": NAME},
            "products": {
                "type": "object",
                "description": "By document, as a path below the project root.",
                "additionalProperties": _PRODUCT,
            },
            "activities": {
                "type": "object",
                "description": "By GWP set and document: amounts and factors, for the causes of a change.",
                "properties": dict.fromkeys(_SET["enum"], by_file),
                "additionalProperties": False,
            },
        },
        {},
        "The footprints of a project as `carbonfoot check --update` found them.",
    )
    return {"$schema": "http://json-schema.org/draft-07/schema#", "title": NAME, **body}


def printed_schema() -> dict[str, Any]:
    """What the answer of `check --format json` must have to be compared with; more may stand in it."""
    known = {"id": _TEXT, "file": _TEXT, "state": _TEXT, "total": _KNOWN}
    product = {"type": "object", "required": [*known, "declared_unit"], "properties": known}
    unit = {"type": ["array", "null"], "items": [_NUMBER, _TEXT], "minItems": 2}
    product["properties"] = {**known, "declared_unit": unit}
    products = {"type": "array", "items": product}
    data = {"type": "object", "required": ["products"], "properties": {"products": products}}
    return {"type": "object", "required": ["data"], "properties": {"data": data}}
