"""JSON Schema (draft-07) of the answer of `declare --inbox`. Within a major version only additions."""

from __future__ import annotations

from typing import Any

from carbonfoot.declarations.inbox.model import STATES
from carbonfoot.reports.calc_schema_parts import (
    COUNT,
    FINDING,
    MAYBE,
    MAYBE_TEXT,
    NUMBER,
    TEXT,
    TEXTS,
    closed,
)

_YES_NO: dict[str, Any] = {"type": "boolean"}
_LINE: dict[str, Any] = {"type": ["integer", "null"]}
_SPAN = {"start": MAYBE_TEXT, "end": MAYBE_TEXT}


def _list(item: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": item}


def _said(kind: dict[str, Any], text: str) -> dict[str, Any]:
    return {**kind, "description": text}


_CAME = closed(
    {
        "id": TEXT,
        "file": TEXT,
        "path": _said(TEXT, "Where in the file it stands; empty for the whole file."),
        "also_in": TEXTS,
        "format": TEXT,
        "version": TEXT,
        "company": TEXT,
        "company_ids": TEXTS,
        "product": TEXT,
        "product_ids": TEXTS,
        "declared_unit": closed({"amount": NUMBER, "unit": TEXT}),
        "kg_co2e_per_unit": _said(MAYBE, "Of one unit, not of the declared amount; without biogenic uptake."),
        "primary_data_share": _said(MAYBE, "0 to 1; null where it is not stated."),
        "quality": _said({"type": "object", "additionalProperties": NUMBER}, "Scores, 1 best to 5."),
        "period": closed(_SPAN),
        "valid": closed({**_SPAN, "end_stated": _YES_NO}),
        "status": MAYBE_TEXT,
        "preceding": TEXTS,
        "state": {"enum": list(STATES)},
        "replaced_by": MAYBE_TEXT,
        "replaced_probably": _said(_YES_NO, "Whether no id links the two."),
        "claims": _list(closed({"kind": TEXT, "said": TEXT}, description="Never in a number.")),
    }
)

_CHANGE = closed(
    {
        "product": TEXT,
        "before": TEXT,
        "after": TEXT,
        "linked_by_id": _YES_NO,
        "per": TEXT,
        "converted_by": MAYBE_TEXT,
        "not_compared": MAYBE_TEXT,
        "above_10_percent": _YES_NO,
        "numbers": _list(
            closed(
                {
                    "what": TEXT,
                    "unit": {"enum": ["kg CO2e", "share", "score"]},
                    "before": MAYBE,
                    "after": MAYBE,
                    "delta": MAYBE,
                    "share": MAYBE,
                }
            )
        ),
        "texts": _list(closed({"what": TEXT, "before": MAYBE_TEXT, "after": MAYBE_TEXT})),
    }
)

_TOTAL = closed(
    {
        "state": {"enum": ["complete", "incomplete", "refused"]},
        "total": _said(MAYBE, "kg CO2e per declared unit; null unless complete."),
        "at_least": MAYBE,
    }
)

_MOVED = closed(
    {
        "file": TEXT,
        "id": MAYBE_TEXT,
        "name": MAYBE_TEXT,
        "per": MAYBE_TEXT,
        "before": _TOTAL,
        "after": _TOTAL,
        "delta": MAYBE,
        "share": MAYBE,
        "because": _said(MAYBE_TEXT, "Why there is no number."),
        "lines": _list(closed({"path": TEXT, "name": TEXT, "delta": NUMBER, "through": MAYBE_TEXT})),
    }
)

_USE = {
    "file": TEXT,
    "path": TEXT,
    "line": _LINE,
    "name": TEXT,
    "day": _said(TEXT, "On which the declaration has to hold."),
    "declaration": TEXT,
}

_EDIT = closed(
    {
        **_USE,
        "written": TEXT,
        "newer": TEXT,
        "linked_by_id": _YES_NO,
        "edit": TEXT,
        "put": {"anyOf": [{"type": "null"}, closed({"file": TEXT, "as": TEXT})]},
    }
)

_PROPOSED = closed(
    {
        "file": TEXT,
        "path": TEXT,
        "line": _LINE,
        "name": TEXT,
        "supplier": TEXT,
        "declaration": TEXT,
        "edit": TEXT,
        "put": MAYBE_TEXT,
    }
)

_DATA = closed(
    {
        "folder": TEXT,
        "project": MAYBE_TEXT,
        "day": TEXT,
        "files": closed({"declarations": COUNT, "refused": TEXTS, "other": TEXTS, "links": COUNT}),
        "declarations": _list(_CAME),
        "changes": _list(_CHANGE),
        "products": closed({"moved": _list(_MOVED), "still": COUNT, "refused": COUNT, "unread": COUNT}),
        "edits": _list(_EDIT),
        "waiting": _list(closed({**_USE, "why": {"enum": ["not-yet", "expired", "fork"]}, "newer": TEXTS})),
        "lapsed": _list(closed({**_USE, "state": {"enum": ["expired", "deprecated"]}})),
        "proposed": _list(_PROPOSED),
        "unused": TEXTS,
    }
)


def inbox_schema() -> dict[str, Any]:
    """The whole answer."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Answer of carbonfoot declare --inbox",
        **closed(
            {
                "schema": {"const": "carbonfoot/declare-inbox/1"},
                "tool": closed({"name": {"const": "carbonfoot"}, "version": TEXT}),
                "options": closed({"inbox": TEXT, "project": MAYBE_TEXT, "on": MAYBE_TEXT}),
                "data": _DATA,
                "findings": _list(FINDING),
            }
        ),
    }
