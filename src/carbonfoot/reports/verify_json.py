"""What `carbonfoot verify` tells a program."""

from __future__ import annotations

from typing import Any

from carbonfoot.reports.envelope import answer
from carbonfoot.reports.verified import NO, UNKNOWN, UNREADABLE, Verified


def verify_json(
    every: list[Verified], options: dict[str, Any], findings: list[dict[str, Any]]
) -> dict[str, Any]:
    """The answer; `holds` is null where a declaration could not be judged."""
    return answer("verify", {"declarations": [_one(one) for one in every]}, options, findings)


def _one(one: Verified) -> dict[str, Any]:
    return {
        "file": one.file,
        "number": one.number or None,
        "format": one.format,
        "version": one.version,
        "id": one.id,
        "product": one.product,
        "company": one.company,
        "status": one.status,
        "valid_from": one.valid[0],
        "valid_until": one.valid[1],
        "expired": one.expired,
        "holds": None if one.verdict in (UNKNOWN, UNREADABLE) else one.verdict not in NO,
        "verdict": one.verdict,
        "rules_broken": one.broken,
        "project": one.project or None,
        "total_by_recipe": one.totals[0] or None,
        "total_today": one.totals[1] or None,
        "changes": [one._asdict() for one in one.changes],
        "causes": [one._asdict() for one in one.causes],
        "other_picks_today": [{"need": need, "recipe": then, "today": now} for need, then, now in one.today],
    }


def verify_schema() -> dict[str, Any]:
    """JSON Schema (draft-07) of the answer."""
    text = {"type": "string"}
    maybe = {"type": ["string", "null"]}

    def closed(properties: dict[str, Any]) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": properties,
            "required": [*properties],
            "additionalProperties": False,
        }

    def several(**properties: Any) -> dict[str, Any]:
        return {"type": "array", "items": closed(properties)}

    one = closed(
        {
            **dict.fromkeys(("file", "format", "version", "id", "product", "company", "status"), text),
            "number": {"type": ["integer", "null"], "minimum": 1},
            "valid_from": text,
            "valid_until": text,
            "expired": {"type": "boolean"},
            "holds": {"type": ["boolean", "null"]},
            "verdict": {"enum": [*_VERDICTS]},
            "rules_broken": {"type": ["integer", "null"], "minimum": 0},
            **dict.fromkeys(("project", "total_by_recipe", "total_today"), maybe),
            "changes": several(where=text, stated=text, made=text),
            "causes": several(kind=text, what=text, old=text, new=text),
            "other_picks_today": several(need=text, recipe=text, today=text),
        }
    )
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "carbonfoot verify --format json",
        **closed(
            {
                "schema": {"const": "carbonfoot/verify/1"},
                "tool": {"type": "object"},
                "options": {"type": "object"},
                "data": closed({"declarations": {"type": "array", "items": one}}),
                "findings": {"type": "array", "items": {"type": "object"}},
            }
        ),
    }


_VERDICTS = (
    *("equal", "laid-out", "reproduced", "differs", "edited"),
    *("kept", "broken", "unknown", "unreadable"),
)
