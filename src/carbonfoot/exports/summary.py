"""What stands in an export, in words and data: how much, and the totals that a recomputation has to find again."""

from __future__ import annotations

from typing import Any

from carbonfoot.exports.model import FACTOR, Tables
from carbonfoot.quantities.numbers import format_number, round_digits
from carbonfoot.reports.width import safe


def data(tables: Tables) -> dict[str, Any]:
    """Counts, demands with their totals, packs and missing lines."""
    units = {node.id: node.unit for node in tables.nodes}
    return {
        "name": tables.title,
        "gwp_set": tables.gwp_set,
        **_counts(tables),
        "demands": [
            {
                "id": one.id,
                "name": one.name,
                "amount": round_digits(one.amount),
                "unit": units[one.id],
                "boundary": one.boundary,
                "kg_co2e": None if one.total is None else round_digits(one.total),
            }
            for one in tables.demands
        ],
        "lines_missing": list(tables.missing),
        "sources": list(tables.sources),
    }


def _counts(tables: Tables) -> dict[str, int]:
    return {
        "activities": len(tables.nodes),
        "factors": sum(node.kind == FACTOR for node in tables.nodes),
        "exchanges": sum(len(node.inputs) + len(node.emissions) for node in tables.nodes),
    }


def lines(tables: Tables, target: str | None) -> list[str]:
    """The same in a few lines for a person."""
    units = {node.id: node.unit for node in tables.nodes}
    counts = _counts(tables)
    said = f"{counts['activities']} activities, {counts['factors']} of them factors; {counts['exchanges']} exchanges"
    found = [said if target is None else f"{safe(target)}: {said}"]
    for one in tables.demands:
        total = "incomplete" if one.total is None else f"{format_number(one.total, 12)} kg CO2e"
        amount = f"{format_number(one.amount, 12)} {units[one.id]}"
        found.append(f"to be found again: {total} for {amount} of {one.id}")
    return found
