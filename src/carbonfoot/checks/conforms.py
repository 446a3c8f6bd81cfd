"""Whether plain JSON data keep a schema: the words of draft-07 that schemas of this project use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from carbonfoot.findings.finding import Path

LARGEST = 1e300
"""What is larger, or no number at all, cannot be computed with."""

_KINDS: dict[str, Callable[[Any], bool]] = {
    "object": lambda given: isinstance(given, dict),
    "array": lambda given: isinstance(given, list),
    "string": lambda given: isinstance(given, str),
    "boolean": lambda given: isinstance(given, bool),
    "null": lambda given: given is None,
    "integer": lambda given: isinstance(given, int) and not isinstance(given, bool),
    "number": lambda given: (
        isinstance(given, int | float) and not isinstance(given, bool) and abs(given) < LARGEST
    ),
}


def faults(given: Any, schema: dict[str, Any], path: Path = ()) -> Iterator[tuple[Path, str]]:
    """Where data do not keep a schema, and what is wrong there."""
    if "const" in schema and given != schema["const"]:
        yield path, f"`{schema['const']}` is needed"
    if "enum" in schema and given not in schema["enum"]:
        yield path, f"one of {', '.join(map(str, schema['enum']))} is needed"
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(_KINDS[kind](given) for kind in kinds):
        yield path, f"{' or '.join(kinds)} is needed"
    elif isinstance(given, dict):
        yield from _object(given, schema, path)
    elif isinstance(given, list):
        items = schema.get("items", {})
        each = items if isinstance(items, list) else [items] * len(given)
        if len(each) != len(given) or len(given) < schema.get("minItems", 0):
            yield path, f"a list of {max(len(each), schema.get('minItems', 0))} is needed"
        for place, (one, of) in enumerate(zip(given, each, strict=False)):
            yield from faults(one, of, (*path, place))


def _object(given: dict[str, Any], schema: dict[str, Any], path: Path) -> Iterator[tuple[Path, str]]:
    properties = schema.get("properties", {})
    others = schema.get("additionalProperties", {})
    for key in schema.get("required", ()):
        if key not in given:
            yield path, f"`{key}` is missing"
    for key, one in given.items():
        if key in properties:
            yield from faults(one, properties[key], (*path, key))
        elif others is False:
            yield (*path, key), f"`{key}` is not known here"
        else:
            yield from faults(one, others, (*path, key))
