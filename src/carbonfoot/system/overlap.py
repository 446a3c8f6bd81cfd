"""Things that a factor includes and a document lists again."""

from __future__ import annotations

import os
from collections.abc import Sequence

from carbonfoot.documents.lines import Line, Output, Process
from carbonfoot.system.context import Context
from carbonfoot.system.model import Path
from carbonfoot.system.sources import Found

TRANSPORT = ("transport-to-user", "transport-to-treatment")


def counted_twice(
    context: Context, line: Line | Output, found: Found, path: Path, siblings: Sequence[Line | Process]
) -> None:
    """CF313 for a line whose record includes what the line itself, or a sibling beside it, lists again."""
    for source in found.sources:
        if source.record is None or not source.record.includes:
            continue
        for included in source.record.includes.split(";"):
            again = _listed_again(line, included, siblings)
            if again:
                what = included.replace("-", " ")
                message = f"`{source.record.id}` includes {what}, and `{again}` lists it again"
                help = "remove one of the two, or use a factor without it"
                context.report("CF313", message, path, help, on="key")


def _listed_again(line: Line | Output, included: str, siblings: Sequence[Line | Process]) -> str:
    if included in TRANSPORT:
        return "transport" if line.transport else ""
    words = _words().get(included, [included.replace("-", " ")])
    for other in siblings:
        texts = [other.name, other.name_ko or "", *(other.tags or [])]
        if other is not line and any(word in text.lower() for text in texts for word in words):
            return str(other.name)
    return ""


def _words() -> dict[str, list[str]]:
    """What people call the things that factors include, in English and Korean (`overlap.csv`)."""
    with open(os.path.join(os.path.dirname(__file__), "overlap.csv"), encoding="utf-8") as stream:
        rows = stream.read().splitlines()[1:]
    return {included: words.split(";") for included, _, words in (row.partition(",") for row in rows)}
