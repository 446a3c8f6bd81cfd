"""The packs behind a footprint, with what their licences ask to be printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbonfoot.factors.library import Library

if TYPE_CHECKING:
    from carbonfoot.footprint.result import Footprint
    from carbonfoot.pipeline import Outcome

_KEYS = ("id", "title", "publisher", "edition", "licence", "attribution", "hash")


def attributions(outcome: Outcome, result: Footprint) -> list[dict[str, str]]:
    """One entry a pack in use, by its id."""
    used = {one.source.record.pack for one in result.contributions if one.source.record is not None}
    return [about_pack(outcome.library, pack) for pack in sorted(used)]


def about_pack(library: Library, pack: str) -> dict[str, str]:
    """What is printed of a pack."""
    about = library.pack(pack)
    return {key: str(about.get(key, "")) for key in _KEYS}
