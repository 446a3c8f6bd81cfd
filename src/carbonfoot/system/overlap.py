"""Things that a factor includes, or a line says it covers, and a document lists again."""

from __future__ import annotations

import os
from collections.abc import Sequence

from carbonfoot.documents.lines import Line, Output, Process
from carbonfoot.system.context import Context
from carbonfoot.system.model import Path
from carbonfoot.system.sources import Found

TRANSPORT = ("transport-to-user", "transport-to-treatment")

Sibling = tuple[Line | Process, str]
"""A line or step beside another, and its names and tags in small letters."""

_words: dict[str, list[str]] = {}


def siblings_of(others: Sequence[Line | Process]) -> list[Sibling]:
    """The lines and steps of one body, ready to be searched."""
    return [
        (other, "\n".join([other.name, other.name_ko or "", *(other.tags or [])]).lower()) for other in others
    ]


def counted_twice(
    context: Context, line: Line | Output, found: Found, path: Path, siblings: Sequence[Sibling]
) -> None:
    """CF313 for a line that covers what the line itself, or a sibling beside it, lists again."""
    stated = [(f"`{line.name}`", word) for word in getattr(line, "includes", None) or []]
    published = [
        (f"`{source.record.id}`", word)
        for source in found.sources
        if source.record is not None and source.record.includes
        for word in source.record.includes.split(";")
        if word
    ]
    for whole, included in stated + published:
        again = _listed_again(line, included.strip().lower().replace(" ", "-"), siblings)
        if again:
            message = f"{whole} includes {included.replace('-', ' ')}, and `{again}` lists it again"
            help = "remove one of the two, or use a factor without it"
            context.report("CF313", message, path, help, on="key")


def _listed_again(line: Line | Output, included: str, siblings: Sequence[Sibling]) -> str:
    if included in TRANSPORT or included == "transport":
        return "transport" if line.transport else ""
    words = _read_words().get(included, [included.replace("-", " ")])
    for other, text in siblings:
        if other is not line and any(word in text for word in words):
            return str(other.name)
    return ""


def _read_words() -> dict[str, list[str]]:
    """What people call the things that factors include, in English and Korean (`overlap.csv`)."""
    if not _words:
        with open(os.path.join(os.path.dirname(__file__), "overlap.csv"), encoding="utf-8") as stream:
            rows = stream.read().splitlines()[1:]
        _words.update(
            {included: words.split(";") for included, _, words in (row.partition(",") for row in rows)}
        )
    return _words
