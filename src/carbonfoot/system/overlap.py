"""Things that a factor includes and a document lists again."""

from __future__ import annotations

from carbonfoot.documents.lines import Line, Process
from carbonfoot.documents.load import Loaded
from carbonfoot.system.context import Context
from carbonfoot.system.model import Path
from carbonfoot.system.sources import Found


def counted_twice(context: Context, line: Line, found: Found, path: Path) -> None:
    """A record that includes something which the document lists again."""
    for source in found.sources:
        if source.record is None or not source.record.includes:
            continue
        for word in source.record.includes.split(";"):
            again = _listed_again(context.loaded, line, word)
            if again:
                message = (
                    f"`{source.record.id}` includes {word.replace('-', ' ')}, and `{again}` lists it again"
                )
                context.report(
                    "CF313", message, path, "remove one of the two, or use a factor without it", on="key"
                )


def _listed_again(loaded: Loaded, line: Line, word: str) -> str:
    if word == "transport-to-user":
        return "transport" if line.transport else ""
    part = loaded.part
    others: list[Line | Process] = [*(part.inputs or []), *(part.processes or [])]
    for other in others:
        texts = [other.name, *(other.tags or [])]
        if other is not line and any(word.replace("-", " ") in text.lower() for text in texts):
            return str(other.name)
    return ""
