"""What every module of the message works on, and the findings that they collect."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.declarations.options import DeclareOptions
from carbonfoot.declarations.subject import Subject
from carbonfoot.documents.declare import Declare
from carbonfoot.findings.finding import Finding, Path
from carbonfoot.footprint.result import Footprint

if TYPE_CHECKING:
    from carbonfoot.documents.part import Part

PRODUCT: Path = ("product",)


class Says:
    """Findings of one declaration, told at its document."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Finding] = []

    def missing(self, message: str, help: str, path: Path = ()) -> None:
        """CF911: content that the declaration must have."""
        self._add("CF911", message, help, path)

    def refuse(self, message: str, help: str, path: Path = (), note: str = "") -> None:
        """CF916: a declaration that contradicts itself, or what PACT cannot say."""
        self._add("CF916", message, help, path, note)

    def doubt(self, message: str, help: str, path: Path = ()) -> None:
        """CF917: a declaration that holds, on a ground that its reader should know."""
        self._add("CF917", message, help, path)

    def note(self, message: str, help: str, path: Path = ()) -> None:
        """CF918: an optional key that is left out, because nobody states what it takes."""
        self._add("CF918", message, help, path)

    def _add(self, code: str, message: str, help: str, path: Path, note: str = "") -> None:
        notes = (note,) if note else ()
        self.found.append(Finding(code, message, self.file, path, "key", help, notes))


class Ground(NamedTuple):
    """A product that is declared: `gate` is its footprint up to the gate, `part` the document."""

    subject: Subject
    gate: Footprint
    part: Part
    options: DeclareOptions
    says: Says

    @property
    def declare(self) -> Declare:
        """What the declaration says besides its numbers."""
        return self.subject.declare

    def below(self, display: str) -> str:
        """A document by its name below the root of the project: messages do not depend on the working folder."""
        documents = self.subject.outcome.documents
        for file, loaded in documents.loaded.items():
            if loaded.source.display == display:
                return os.path.relpath(file, documents.root).replace(os.sep, "/")
        return display
