"""A neutral technosphere in JSON, as `carbonfoot calc --system` reads it (docs/formats/system.md)."""

from __future__ import annotations

from typing import Any

from carbonfoot.exports.model import Node, Tables

INDICATOR = "climate"


def data(tables: Tables) -> dict[str, Any]:
    """The tables as one JSON object. Numbers are those calculated with, in full: a rounded one would move the total."""
    units = {node.id: node.unit for node in tables.nodes}
    return {
        "name": tables.title,
        "note": note(tables),
        "demands": [
            {"id": one.id, "amount": one.amount, "unit": units[one.id], "note": one.boundary}
            for one in tables.demands
        ],
        "indicators": [
            {
                "id": INDICATOR,
                "unit": "kg CO2e",
                "note": f"GWP100 of IPCC {tables.gwp_set}",
                "factors": {one.key: one.factor for one in tables.substances},
            }
        ],
        "activities": [_activity(node, units) for node in tables.nodes],
    }


def note(tables: Tables) -> str:
    """What goes with the numbers: what is missing, and what the licences of the packs ask to be said."""
    count = len(tables.missing)
    lines = f"{count} line has" if count == 1 else f"{count} lines have"
    parts = [f"incomplete, {lines} no number: {', '.join(tables.missing)}" if count else ""]
    parts += [
        f"{one['id']} ({one['edition']}, {one['licence']}): {one['attribution'] or one['publisher']}"
        for one in tables.sources
    ]
    return "; ".join(part for part in parts if part) or "no factor of a library"


def _activity(node: Node, units: dict[str, str]) -> dict[str, Any]:
    said = "; ".join(f"{key}: {text}" for key, text in (("kind", node.kind), *node.about))
    return {
        "id": node.id,
        "name": node.name,
        "unit": node.unit,
        **({"location": node.location} if node.location else {}),
        "output": node.output,
        "inputs": [
            {
                "id": one.id,
                "amount": abs(one.amount),
                "unit": units[one.id],
                **({"avoided": True} if one.amount < 0 else {}),
                "note": "; ".join(text for text in (one.line, one.credit) if text),
            }
            for one in node.inputs
        ],
        "emissions": [
            {"flow": one.substance, "amount": one.amount, **({"note": one.line} if one.line else {})}
            for one in node.emissions
        ],
        "note": said,
    }


def text(tables: Tables) -> str:
    r"""JSON with two-space indents; `<`, `>` and `&` stand as `\u003c` and so on, harmless inside a web page too."""
    import json

    plain = json.dumps(data(tables), ensure_ascii=False, indent=2, allow_nan=False)
    for sign in "<>&":
        plain = plain.replace(sign, f"\\u{ord(sign):04x}")
    return plain + "\n"
