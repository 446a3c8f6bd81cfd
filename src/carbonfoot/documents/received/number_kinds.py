"""Kinds of value that PACT 2 writes as JSON numbers, where version 3 writes them as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbonfoot.documents.json_found import Found, as_number

if TYPE_CHECKING:
    from carbonfoot.documents.received.kinds import Kind
    from carbonfoot.documents.received.table import Field
    from carbonfoot.findings.finding import Path


def _between(low: float, high: float, said: str, help: str) -> Kind:
    def check(given: Any, found: Found, path: Path, field: Field) -> None:  # noqa: ARG001
        number = as_number(given, found, path, negative=True)
        if number is not None and not low <= number <= high:
            found.add("CF208", f"`{str(given)[:60]}` is {said}", path, help)

    return check


def _count(given: Any, found: Found, path: Path, field: Field) -> None:  # noqa: ARG001
    number = as_number(given, found, path)
    if number is not None and (number != int(number) or number >= 2**31):
        found.add("CF208", f"`{str(given)[:60]}` is not a version of a declaration", path, "0, 1, 2 ...")


NUMBER_KINDS: dict[str, Kind] = {
    "count": _count,
    "share": _between(0, 100, "outside 0 to 100 percent", "shares are percent: 12.5"),
    "rating": _between(1, 3, "outside 1 to 3", "in version 2, 1 is best and 3 is worst"),
    "exempted": _between(0, 100, "outside 0 to 100 percent", "state a share of the footprint, 0 to 100"),
}
"""Numbers, not text; findings CF103, CF201, CF206, CF208."""
