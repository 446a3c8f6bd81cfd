"""Ids that no activity has, and those that look like them."""

from __future__ import annotations

from collections.abc import Iterable

from carbonfoot.documents.json_found import Found
from carbonfoot.findings.finding import Path
from carbonfoot.quantities.table import nearest

_COMPARED = 2_000
"""Ids that a wrong one is compared with letter by letter."""


def unknown(name: str, ids: Iterable[str], found: Found, path: Path) -> None:
    """CF422 for an id that no activity has, with the nearest ones."""
    help = ""
    if found.room("CF422"):
        near = nearest(name, _likely(name, ids))
        help = f"did you mean {' or '.join(f'`{one}`' for one in near)}?" if near else "no id looks like it"
    found.add("CF422", f"no activity has the id `{name[:60]}`", path, help)


def _likely(name: str, ids: Iterable[str]) -> list[str]:
    """Ids worth comparing: all of a small file; of a large one those that start or end alike."""
    known = [one for one in ids if one]
    if len(known) <= _COMPARED:
        return known
    folded, most = name.casefold(), 2
    start, end = folded[:3], folded[-3:]
    alike = [
        one
        for one in known
        if abs(len(one) - len(name)) <= most
        and (one.casefold().startswith(start) or one.casefold().endswith(end))
    ]
    return sorted(alike)[:_COMPARED]
