"""A document that is being declared: its declarations, what was found, and what it was made from."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from carbonfoot.cli.declare_files import Target
from carbonfoot.declarations.options import Declared
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import Finding

Libraries = dict[str, Library]
"""The library of each project root, opened once for all its documents."""


class Made(NamedTuple):
    """A declaration and where it goes."""

    target: Target
    declared: Declared

    @property
    def content(self) -> str | bytes:
        """What its file holds; a pipe gets a table without the mark that Excel needs."""
        given = self.declared.content
        return f"\ufeff{given}" if self.target.format.marked and isinstance(given, str) else given


class Work(NamedTuple):
    """One document.

    made      its declarations; empty content where one is refused
    findings  of the calculation and of every declaration, each once
    files     that were read
    text_of   the text behind a display path, for carets
    """

    document: str
    made: list[Made]
    findings: list[Finding]
    files: list[str]
    text_of: Callable[[str], str | None]
