"""JSON Schema (draft-07) of the answer of `check --format json`. Within a major version only additions are made."""

from __future__ import annotations

from typing import Any

from carbonfoot.checks.model import FAIL, OPEN, PASS
from carbonfoot.findings.catalogue import SEVERITIES
from carbonfoot.portfolio.model import COMPLETE, INCOMPLETE, REFUSED

_TEXT: dict[str, Any] = {"type": "string"}
_OR_NONE: dict[str, Any] = {"type": ["string", "null"]}
_LINE: dict[str, Any] = {"type": ["integer", "null"], "minimum": 1}


def _object(properties: dict[str, Any], description: str = "") -> dict[str, Any]:
    body: dict[str, Any] = {"type": "object", "properties": properties, "required": list(properties)}
    return {**body, "description": description} if description else body


def _list(of: dict[str, Any], description: str = "") -> dict[str, Any]:
    body: dict[str, Any] = {"type": "array", "items": of}
    return {**body, "description": description} if description else body


_PLACE = {
    "file": _TEXT,
    "path": {
        **_TEXT,
        "description": "From the top of the document: inputs/3/amount; the empty text for all.",
    },
    "line": {**_LINE, "description": "From 1; null where the finding is about a whole file."},
    "column": {**_LINE, "description": "In characters, from 1."},
    "end_line": _LINE,
    "end_column": {**_LINE, "description": "Behind the last character."},
}

_FINDING = {
    "code": {**_TEXT, "pattern": "^CF[0-9]{3}$"},
    "name": _TEXT,
    "severity": {"enum": list(SEVERITIES)},
    "message": _TEXT,
    **_PLACE,
    "help": _TEXT,
    "notes": _list(_TEXT),
    "related": _list(_object({"message": _TEXT, **_PLACE})),
}

_PRODUCT = _object(
    {
        "file": _TEXT,
        "state": {"enum": [COMPLETE, INCOMPLETE, REFUSED]},
        "total": {
            "type": ["number", "null"],
            "description": "kg CO2e per declared unit; null unless complete.",
        },
    }
)

_CHECK = _object(
    {
        "product": {**_TEXT, "description": "Its file."},
        "kind": {**_TEXT, "description": "total, stage, item, expect ..."},
        "name": {**_OR_NONE, "description": "The stage, item or supplier; null for the whole."},
        "budget": {**_OR_NONE, "description": "The name of the budget."},
        "verdict": {"enum": [PASS, FAIL, OPEN]},
        "limit": _TEXT,
        "actual": _OR_NONE,
        "why": {
            **_OR_NONE,
            "description": "Why an open one cannot be judged, or what should be known of another.",
        },
        "accepted": {**_OR_NONE, "description": "Of one that a comment accepts, the reason."},
        "file": {**_TEXT, "description": "Where the budget stands."},
        "path": _TEXT,
    }
)

for _key in ("limit_number", "actual_number"):
    _CHECK["properties"][_key] = {
        "type": ["number", "null"],
        "description": "In kg CO2e, or as a share; null without a number.",
    }

_ACCEPTED = _object(
    {
        **_FINDING,
        "reason": {**_TEXT, "minLength": 1},
        "comment_line": {"type": "integer", "minimum": 1},
    }
)


def check_schema() -> dict[str, Any]:
    """The schema of the envelope and of what a check gives."""
    data = _object(
        {
            "products": _list(_PRODUCT),
            "checks": _list(_CHECK, "Every limit asked of every product."),
            "accepted": _list(
                _ACCEPTED, "Findings that a comment in the document accepts; they do not count."
            ),
        }
    )
    body = {
        "schema": {"const": "carbonfoot/check/1"},
        "tool": _object({"name": {"const": "carbonfoot"}, "version": _TEXT}),
        "options": {"type": "object"},
        "data": data,
        "findings": _list(_object(_FINDING), "What counts, by file and path."),
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "carbonfoot check --format json",
        **_object(body),
    }
