"""JSON Schema of a recipe."""

from __future__ import annotations

from typing import Any

from carbonfoot.declarations.recipe import SCHEMA, SHORT

_SHA256 = {"type": "string", "pattern": "^[0-9a-f]{64}$"}


def recipe_schema() -> dict[str, Any]:
    """JSON Schema (draft-07): a recipe, or the hash of one that is kept in a file of its own."""
    text = {"type": "string"}
    yes = {"type": "boolean"}

    def named(value: dict[str, Any], said: str) -> dict[str, Any]:
        return {"type": "object", "additionalProperties": value, "description": said}

    def closed(properties: dict[str, Any], said: str) -> dict[str, Any]:
        return {
            "type": "object",
            "properties": properties,
            "required": [*properties],
            "additionalProperties": False,
            "description": said,
        }

    options = {
        "gwp": text,
        "set": {"type": "array", "items": text},
        "locked": yes,
        "conservative": yes,
        **dict.fromkeys(("allocation", "uncertainty", "pedigree"), text),
    }
    short = {"type": "string", "pattern": f"^[0-9a-f]{{{SHORT}}}$"}
    whole = {
        "schema": {"const": SCHEMA},
        "tool": closed({"name": {"const": "carbonfoot"}, "version": text}, "What made it."),
        "format": {"type": "string", "description": "As typed behind --as."},
        "written": named({"type": ["string", "boolean"]}, "Options of the format: lang, issued."),
        "document": {"type": "string", "description": "Path below the root of the project."},
        "options": closed(options, "Options of the calculation."),
        "inputs": named(_SHA256, "Every file that was read: path to SHA-256, CR LF taken as LF."),
        "packs": named(
            closed({"edition": text, "hash": text}, "State of a pack."), "Packs that were picked from."
        ),
        "gases": named(text, "Potentials of the gases that count, AR4/AR5/AR6."),
        "picks": named(
            text,
            "`item|route|region|year|unit|record|kinds|accept|stated` to records and the first digits of their hashes.",
        ),
        "numbers": named(short, "Rows that methods took numbers of, with the first digits of their hashes."),
        "records": {**_SHA256, "description": "One hash over all records and rows, with their whole hashes."},
        "total": {"type": ["string", "null"], "description": "kg CO2e per declared unit."},
    }
    apart = {"schema": {"const": SCHEMA}, "sha256": _SHA256}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": SCHEMA,
        "anyOf": [
            closed(whole, "The recipe of a declaration."),
            closed(apart, "A recipe that is kept in a file of its own, by its hash (all of it but `tool`)."),
        ],
    }
