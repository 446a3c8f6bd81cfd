"""A batch for programs: counts, findings by code, the documents without a total, on request every row."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from carbonfoot.batch.columns import object_of
from carbonfoot.batch.model import COMPLETE, Row
from carbonfoot.batch.told.summary import STATES, OfCode, Summary
from carbonfoot.findings.catalogue import CATALOGUE, SEVERITIES
from carbonfoot.reports.envelope import answer
from carbonfoot.reports.finding_text import TextOf, to_json


def report(
    told: Summary, rows: Iterable[Row], text_of: TextOf, options: dict[str, Any], *, with_rows: bool
) -> dict[str, Any]:
    """The whole answer; names of files are relative to the base. `findings` are the first grave ones, with places.

    It does not tell what was computed now and what before: the answer is the same.
    """
    files: list[dict[str, Any]] = []
    every: list[dict[str, Any]] = []
    for row in rows:
        if row.state != COMPLETE:
            files.append(_file(row))
        if with_rows:
            every.append(object_of(row))
    data = {
        "count": told.states,
        "passed_over": [{"kind": kind or None, "files": number} for kind, number in told.passed_over.items()],
        "findings": {grave: told.by_severity.get(grave, 0) for grave in SEVERITIES},
        "codes": [_code(one, text_of) for one in told.codes],
        "files": files,
        **({"rows": every} if with_rows else {}),
    }
    return answer("batch", data, options, [to_json(one, text_of) for one in told.grave])


def _file(row: Row) -> dict[str, Any]:
    return {
        "name": row.name,
        "state": row.state,
        "because": row.data.get("because"),
        "findings": row.codes,
    }


def _code(one: OfCode, text_of: TextOf) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": CATALOGUE[one.code].name,
        "severity": one.severity,
        "count": one.number,
        "files": one.files,
        "example": to_json(one.example, text_of),
    }


def batch_schema() -> dict[str, Any]:
    """JSON Schema (draft-07) of the answer."""
    from carbonfoot.reports.calc_schema_parts import closed

    text, count = {"type": "string"}, {"type": "integer", "minimum": 0}
    maybe = {"type": ["string", "null"]}
    number = {"type": ["integer", "null"], "minimum": 1}
    place = {
        "file": text,
        "path": text,
        **dict.fromkeys(("line", "column", "end_line", "end_column"), number),
    }
    related = closed({"message": text, **place})
    named = {"code": text, "name": text, "severity": {"enum": [*SEVERITIES]}}
    texts = {"type": "array", "items": text}
    finding = closed(
        {**named, "message": text, **place, "help": text, "notes": texts, "related": _several(related)}
    )
    codes = {"type": "object", "additionalProperties": count, "description": "Number of findings by code."}
    state = {"enum": [*STATES]}
    file = closed({"name": text, "state": {"enum": [*STATES[1:]]}, "because": maybe, "findings": codes})
    row = closed({"name": text, "state": state, "because": maybe, "gwp_set": text, "findings": codes})
    row["description"] = (
        "What is known of a product, as in JSON Lines: kg CO2e per declared unit; null is not known."
    )
    code = closed({**named, "count": count, "files": count, "example": finding})
    data = closed(
        {
            "count": closed(dict.fromkeys(STATES, count)),
            "passed_over": _several(closed({"kind": maybe, "files": count})),
            "findings": closed(dict.fromkeys(SEVERITIES, count)),
            "codes": _several(code),
            "files": {**_several(file), "description": "Documents without a total."},
            "rows": {**_several(row), "description": "Every document, with `--rows`."},
        },
        optional=("rows",),
    )
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "carbonfoot batch/1",
        **closed(
            {
                "schema": {"const": "carbonfoot/batch/1"},
                "tool": closed({"name": text, "version": text}),
                "options": {"type": "object"},
                "data": data,
                "findings": {
                    **_several(finding),
                    "description": "The first errors and incomplete ones; `codes` counts all.",
                },
            }
        ),
    }


def _several(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}
