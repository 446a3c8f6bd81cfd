"""Years in a programme: a start, and values that differ by year."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from carbonfoot.documents.fields import Value, read_text, refuse
from carbonfoot.documents.shape import Kind, mapping_of, value

ALWAYS = "all"
"""The key of a value that holds for every year."""


class Start(NamedTuple):
    """When something begins: year, and month (1 to 12)."""

    year: int
    month: int


def read_start(given: Any) -> Start:
    """`2026` or `2026-07`."""
    text = read_text(given)
    found = re.fullmatch(r"((?:19|20|21)\d\d)(?:-(0[1-9]|1[0-2]))?", text)
    if not found:
        raise refuse("CF107", f"`{text}` is no year or month", "write `2026`, or `2026-07`")
    return Start(int(found[1]), int(found[2] or 1))


def read_year(given: Any) -> str:
    """`2026`."""
    text = read_text(given)
    if text != ALWAYS and not re.fullmatch(r"(19|20|21)\d\d", text):
        raise refuse("CF107", f"`{text}` is no year", "write `2026`")
    return text


START = value(read_start, {"type": ["string", "integer"]})
YEAR = value(read_year, {"type": ["string", "integer"]})


def by_year(kind: Kind[Value]) -> Kind[dict[str, Value]]:
    """One value for all years (under `ALWAYS`), or a mapping of years to values."""
    inner = mapping_of(kind, read_year)

    def always(given: Any) -> Any:
        if isinstance(given, dict) and not (given.keys() <= {"value", "unit"} and given):
            return given
        return {ALWAYS: given}

    def core() -> dict[str, Any]:
        return {
            "type": "function-before",
            "function": {"type": "no-info", "function": always},
            "schema": inner.core(),
        }

    return Kind(core, lambda: {"anyOf": [kind.json(), inner.json()]}, inner.shapes)
