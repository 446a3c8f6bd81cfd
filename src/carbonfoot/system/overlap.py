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
    stated = [(f"`{line.name}`", word) for word in vars(line).get("includes") or []]
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
    if _by_supplier(line) and vars(line).get("replaces") is None:
        _given_twice(context, line, path, siblings)


def _given_twice(context: Context, line: Line | Output, path: Path, siblings: Sequence[Sibling]) -> None:
    """CF313 where the same amount of the same thing stands again with a factor of the library."""
    own = line.name.casefold()
    for other, _ in siblings:
        if other is line or other.name.casefold() != own or _by_supplier(other):
            continue
        source = vars(other).get("factor") or vars(other).get("record")
        if source is not None and vars(other).get("amount") == line.amount:
            own_words = "stated footprint" if vars(line).get("footprint") is not None else "declaration"
            message = f"`{line.name}` stands here by its {own_words}, and again by `{source}`"
            help = "remove one of the two; where the statement covers a part of it, say so by `replaces:`"
            context.report("CF313", message, path, help, on="key")


def _by_supplier(line: Line | Output | Process) -> bool:
    """Whether a supplier's number stands behind a line."""
    keys = vars(line)
    return keys.get("footprint") is not None or keys.get("declaration") is not None


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
