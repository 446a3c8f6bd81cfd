"""What a format of `carbonfoot declare` is given besides the result, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import Finding


class Earlier(NamedTuple):
    """A declaration of ours that stands where the new one goes, or that it is said to replace.

    file       display path
    id         its id; the new one keeps `created` where it has the same, and names it as preceding otherwise
    created    as written there
    preceding  ids that it replaced itself
    text       of the whole file
    also       others that the new one replaces, too: `--replaces` beside the file that is written over
    """

    file: str
    id: str
    created: str
    preceding: tuple[str, ...]
    text: str
    also: tuple[Earlier, ...] = ()

    @property
    def each(self) -> tuple[Earlier, ...]:
        """All that are replaced, this one last."""
        return (*self.also, self)


class DeclareOptions(NamedTuple):
    """How a declaration is wanted.

    document  display path of the document, for findings
    library   rule tables and labels
    issued    the time of issue, UTC; that of SOURCE_DATE_EPOCH where a build asks to be repeatable
    suffix    which of the format's suffixes is wanted: `.md` or `.html`
    lang      `en` or `ko`; message formats are English whatever it says
    request   path of the message that is answered; None without one
    template  path of the blank form that is filled in; None without one
    findings  what the calculation said, for formats that list gaps
    earlier   what it replaces; None where it is the first
    complete  whether what is incomplete is refused; reports are marked where it is not
    recipe    whether it says how it was made; what is planned cannot be made again from the documents as they are
    texts     of the files that were read, by their display paths, for the places of findings
    """

    document: str
    library: Library
    issued: datetime
    suffix: str
    lang: str = "en"
    request: str | None = None
    template: str | None = None
    findings: tuple[Finding, ...] = ()
    texts: Mapping[str, str] = MappingProxyType({})
    earlier: Earlier | None = None
    complete: bool = True
    recipe: bool = True


class Declared(NamedTuple):
    """A declaration. Nothing is written where a finding is an error, nor where one is incomplete and that is not allowed.

    content   text, or the bytes of a binary file; empty where it is refused
    findings  what is wrong with it, missing from it or worth saying; never those of the calculation again
    suffix    `.json`, `.xlsx`, `.md`
    """

    content: str | bytes
    findings: list[Finding]
    suffix: str
