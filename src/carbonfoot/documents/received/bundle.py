"""Which format JSON data is in, and the one or many declarations that it holds.

A file may hold one declaration, a list of them, or the answer of a data exchange (`{"data": ...}`).
"""

from __future__ import annotations

from typing import Any

from carbonfoot.documents.json_found import Found
from carbonfoot.documents.received import pact3
from carbonfoot.documents.received.model import Reading, Received
from carbonfoot.findings.finding import Path


def format_of(data: Any) -> str:
    """`pact-3`, or "" where nothing is recognised."""
    members = _members(data)
    if not members or not isinstance(members[0][1], dict):
        return ""
    one = members[0][1]
    return "pact-3" if "specVersion" in one and "pcf" in one else ""


def read(data: Any, found: Found, *, strict: bool) -> Reading:
    """All declarations of the data; findings go to `found`."""
    format = format_of(data)
    if not format:
        help = (
            "a file of PACT 3 or 2.3, or what `carbonfoot calc --format json` or `carbonfoot declare` wrote"
        )
        found.add("CF901", "this is no declaration that is known", (), help)
        return Reading((), "")
    made: list[Received] = []
    for path, one in _members(data):
        declared = pact3.read(one, found, path, strict=strict)
        if declared is not None:
            made.append(declared)
    return Reading(tuple(made), format)


def _members(data: Any) -> list[tuple[Path, Any]]:
    base: Path = ()
    if isinstance(data, dict) and "data" in data and "specVersion" not in data:
        base, data = ("data",), data["data"]
    if isinstance(data, list):
        return [((*base, number), one) for number, one in enumerate(data)]
    return [(base, data)]
