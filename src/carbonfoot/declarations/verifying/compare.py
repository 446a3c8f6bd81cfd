"""Where a declaration and the same made again differ: field by field, line by line."""

from __future__ import annotations

import json
from typing import Any

from carbonfoot.declarations.recipe_places import in_report, is_recipe
from carbonfoot.reports.verified import Change

AGREED = ("id", "created", "status", "precedingPfIds")
"""Keys of a message that say which declaration it is; the id is judged by itself, the others no recipe gives."""

_LARGEST = 100_000_000
"""Lines of one report times those of the other; larger ones are compared line by line as they stand."""


def fields(stated: Any, made: Any) -> list[Change]:
    """Fields of two messages that differ, in the order of the first; recipes are left out."""
    left, right = _flat(stated), _flat(made)
    names = [*left, *(name for name in right if name not in left)]
    return [
        Change(name, left.get(name, ""), right.get(name, ""))
        for name in names
        if left.get(name) != right.get(name) and name.partition("/")[0] not in AGREED
    ]


def lines(stated: str, made: str, suffix: str) -> list[Change]:
    """Lines of two reports that differ, by their number in the first; recipes are left out."""
    from difflib import SequenceMatcher

    left, right = (_without(text, suffix).split("\n") for text in (stated, made))
    found = []
    blocks = [("replace", 0, len(left), 0, len(right))]
    if len(left) * len(right) < _LARGEST:
        blocks = list(SequenceMatcher(None, left, right, autojunk=False).get_opcodes())
    for kind, a, b, c, d in blocks:
        if kind == "equal":
            continue
        for step in range(max(b - a, d - c)):
            old = left[a + step] if a + step < b else ""
            new = right[c + step] if c + step < d else ""
            if old != new or a + step >= b or c + step >= d:
                found.append(Change(f"line {min(a + step, b) + 1}", old, new))
    return found


def parts(stated: dict[str, Any], made: dict[str, Any]) -> list[str]:
    """Keys at the top of two recipes that differ."""
    return [key for key in dict.fromkeys([*stated, *made]) if stated.get(key) != made.get(key)]


def _without(text: str, suffix: str) -> str:
    """A report with as many empty lines in place of its recipe, so that lines keep their numbers."""
    placed = in_report(text, suffix)
    if placed is None or not placed.span:
        return text
    start, end = placed.span
    return text[:start] + "\n" * text.count("\n", start, end) + text[end:]


def _flat(given: Any, path: str = "") -> dict[str, str]:
    if is_recipe(given):
        return {}
    if isinstance(given, dict) and given:
        entries = [(f"{path}/{key}" if path else str(key), value) for key, value in given.items()]
    elif isinstance(given, list) and given:
        entries = [(f"{path}/{number}", value) for number, value in enumerate(given)]
    else:
        return {path: _shown(given)}
    found: dict[str, str] = {}
    for name, value in entries:
        found |= _flat(value, name)
    return found


def _shown(given: Any) -> str:
    """A value for people; what is no text is told from the text that reads the same, and nothing from no field."""
    if isinstance(given, str):
        return given or '""'
    return f"{json.dumps(given)} (no text)"
