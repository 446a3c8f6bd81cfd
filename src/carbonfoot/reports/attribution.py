"""The packs behind a footprint, with what their licences ask to be printed."""

from __future__ import annotations

from carbonfoot.footprint.result import Footprint
from carbonfoot.pipeline import Outcome

_KEYS = ("id", "title", "publisher", "edition", "licence", "attribution", "hash")


def attributions(outcome: Outcome, result: Footprint) -> list[dict[str, str]]:
    """One entry a pack in use, by its id."""
    used = {one.source.record.pack for one in result.contributions if one.source.record is not None}
    found = []
    for pack in sorted(used):
        about = outcome.library.pack(pack)
        found.append({key: str(about.get(key, "")) for key in _KEYS})
    return found
