"""What a format of `carbonfoot declare` is given besides the result, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import Finding


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


class Declared(NamedTuple):
    """A declaration. Nothing is written where a finding is an error, nor where one is incomplete and that is not allowed.

    content   text, or the bytes of a binary file; empty where it is refused
    findings  what is wrong with it, missing from it or worth saying; never those of the calculation again
    suffix    `.json`, `.xlsx`, `.md`
    """

    content: str | bytes
    findings: list[Finding]
    suffix: str
