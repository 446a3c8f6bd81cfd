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
    found = re.fullmatch(r"((?:19|20|21)[0-9][0-9])(?:-(0[1-9]|1[0-2]))?", text)
    if not found:
        raise refuse("CF107", f"`{text}` is no year or month", "write `2026`, or `2026-07`")
    return Start(int(found[1]), int(found[2] or 1))


def read_year(given: Any) -> str:
    """`2026`."""
    text = read_text(given)
    if not re.fullmatch(r"(19|20|21)[0-9][0-9]", text):
        raise refuse("CF107", f"`{text}` is no year", "write `2026`")
    return text


def _read_key(given: Any) -> str:
    """A year, or what stands for every year; a document cannot write that one."""
    return ALWAYS if given == ALWAYS else read_year(given)


START = value(read_start, {"type": ["string", "integer"]})
YEAR = value(read_year, {"type": ["string", "integer"]})


def by_year(kind: Kind[Value]) -> Kind[dict[str, Value]]:
    """One value for all years (under `ALWAYS`), or a mapping of years to values."""
    inner = mapping_of(kind, _read_key)

    def always(given: Any) -> Any:
        if isinstance(given, dict) and not (given.keys() <= {"value", "unit"} and given):
            if ALWAYS in given:
                help = "write years, or one amount in place of the mapping for all of them"
                raise refuse("CF107", f"`{ALWAYS}` is no year", help)
            if not given:
                raise refuse("CF104", "no year is stated", "write one amount, or years with amounts")
            return given
        return {ALWAYS: given}

    def core() -> dict[str, Any]:
        return {
            "type": "function-before",
            "function": {"type": "no-info", "function": always},
            "schema": inner.core(),
        }

    return Kind(core, lambda: {"anyOf": [kind.json(), inner.json()]}, inner.shapes)
