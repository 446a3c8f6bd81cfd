"""JSON Schema (draft-07) of what scenarios and sensitivities are as data. Within a major version only additions."""

from __future__ import annotations

from typing import Any

_NUMBER: dict[str, Any] = {"type": "number"}
_MAYBE: dict[str, Any] = {"type": ["number", "null"]}
_TEXT: dict[str, Any] = {"type": "string"}
_MAYBE_TEXT: dict[str, Any] = {"type": ["string", "null"]}


def _object(properties: dict[str, Any], *optional: str, said: str = "") -> dict[str, Any]:
    required = [key for key in properties if key not in optional]
    body: dict[str, Any] = {"type": "object", "properties": properties, "required": required}
    return {**body, "description": said} if said else body


def _maybe(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [{"type": "null"}, schema]}


def _list(schema: dict[str, Any], said: str = "") -> dict[str, Any]:
    body: dict[str, Any] = {"type": "array", "items": schema}
    return {**body, "description": said} if said else body


_VALUE = _maybe(_object({"value": _NUMBER, "unit": _TEXT}, said="null for a number of a private pack."))
_NAMED = {"name": _TEXT, "title": _MAYBE_TEXT, "title_ko": _MAYBE_TEXT, "note": _MAYBE_TEXT}
_CHANGE = _maybe(
    _object(
        {"kg_co2e": _NUMBER, "relative": _MAYBE},
        said="Against the document as written; null where one of the two has no total.",
    )
)

SCENARIO = _object(
    {**_NAMED, "base": _object({"gwp_set": _TEXT, "total": _MAYBE}), "change": _CHANGE},
    said="With --scenario: the scenario that this is the footprint of.",
)

_BREAK_EVEN = _object(
    {
        "possible": {"type": "boolean"},
        "why": {**_TEXT, "description": "Why no value of this input alone reaches the target."},
        "rank": {"type": "integer", "description": "1 is the smallest relative change."},
        "value": _VALUE,
        "relative_change": _NUMBER,
        "kg_co2e": {**_MAYBE, "description": "The footprint recomputed with this value."},
    },
    *("why", "rank", "value", "relative_change", "kg_co2e"),
)

_INPUT = _object(
    {
        "kind": {**_TEXT, "description": "amount, yield, distance, parameter, share, factor ..."},
        "name": _TEXT,
        "file": _MAYBE_TEXT,
        "path": _MAYBE_TEXT,
        "record": {
            **_MAYBE_TEXT,
            "description": "Of a factor, or the id of a supplier's declaration; all its uses count together.",
        },
        "uses": {"type": "integer", "description": "Lines that rest on a factor."},
        "value": _VALUE,
        "computed": {"type": "boolean", "description": "Whether the value is an expression."},
        "elasticity": {
            **_MAYBE,
            "description": "Per cent of the total for 1 % of the input, first order; null where it cannot change alone.",
        },
        "kg_co2e_for_1_percent": _MAYBE,
        "break_even": _BREAK_EVEN,
    },
    "break_even",
)

SENSITIVITY = _object(
    {
        "of": {"enum": ["total", "at_least"]},
        "kg_co2e": _NUMBER,
        "method": {"enum": ["derivatives", "recomputed"]},
        "checked": _object(
            {"relative_difference": _NUMBER, "agrees": {"type": "boolean"}},
            said="The derivatives against one recomputation with all inputs moved at once.",
        ),
        "target": _object({"kg_co2e": _NUMBER, "relative_change": _MAYBE}),
        "inputs": _list(_INPUT, "Every input, what matters most first."),
    },
    "target",
    said="With --sensitivity or --target: what each input does.",
)


def scenario_schema() -> dict[str, Any]:
    """The schema of the answer of `calc --scenario all --format json`."""
    from carbonfoot.reports.calc_schema import calc_schema

    calc = calc_schema()
    entry = _object(
        {
            **_NAMED,
            "kind": {"enum": ["as-written", "changed", "mix"]},
            "gwp_set": _MAYBE_TEXT,
            "total": _MAYBE,
            "complete": {"type": "boolean"},
            "at_least": _MAYBE,
            "change": _CHANGE,
            "by_stage": _list(_object({"stage": _TEXT, "kg_co2e": _NUMBER, "change": _MAYBE})),
            "mix": _list(_object({"name": _TEXT, "weight": _NUMBER, "total": _MAYBE})),
            "footprint": {
                **calc["properties"]["data"],
                "description": "As `data` of `calc`; null for a mix, and where nothing could be computed.",
            },
        }
    )
    data = _object(
        {
            "product": _object({"id": _TEXT, "name": _TEXT}),
            "boundary": _TEXT,
            "unit": {"const": "kg CO2e"},
            "scenarios": _list(entry, "The document as written first, named `base`."),
        }
    )
    body = _object(
        {
            "schema": {"const": "carbonfoot/scenarios/1"},
            "tool": calc["properties"]["tool"],
            "options": {"type": "object"},
            "data": _maybe(data),
            "findings": calc["properties"]["findings"],
        }
    )
    return {
        "$schema": calc["$schema"],
        "title": "carbonfoot scenarios/1",
        **body,
        "definitions": calc["definitions"],
    }
