"""Which declaration of ours a file holds, and the same with the status that says not to use it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from carbonfoot.declarations.options import Earlier
from carbonfoot.documents.received.read import read_declarations
from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding

if TYPE_CHECKING:
    from carbonfoot.declarations.subject import Subject


def earlier_of(file: str) -> tuple[Earlier | None, list[Finding]]:
    """The one declaration of a file; None with findings where there is none."""
    reading = read_declarations(file)
    if len(reading.declarations) != 1:
        said = "this is not one declaration that could be replaced"
        return None, [*reading.findings, Finding("CF901", said, display_path(file))]
    (one,) = reading.declarations
    with open(file, encoding="utf-8") as stream:
        return Earlier(one.file, one.id, one.created, one.preceding, stream.read()), []


def earlier(file: str, subject: Subject) -> tuple[Earlier | None, list[Finding]]:  # noqa: ARG001
    """The declaration of the same product that a file holds."""
    return earlier_of(file)


def deprecated(text: str) -> str:
    """A declaration with the status that says not to use it; the same id."""
    return json.dumps({**json.loads(text), "status": "Deprecated"}, ensure_ascii=False, indent=2) + "\n"
