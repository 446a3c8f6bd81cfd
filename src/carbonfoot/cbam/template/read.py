"""A supplier's filled communication template, read: a document, precursors, and what does not add up."""

from __future__ import annotations

import os
from typing import NamedTuple

from carbonfoot.cbam.model import Result
from carbonfoot.cbam.template.book import open_book
from carbonfoot.cbam.template.check import check
from carbonfoot.cbam.template.draft import Draft
from carbonfoot.cbam.template.installation import take
from carbonfoot.cbam.template.precursors import precursors
from carbonfoot.cbam.template.recompute import compare, recompute, shown
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import Finding, severity


class Read(NamedTuple):
    """What was read: both documents (None where the file is refused), the version, and the findings at its cells."""

    display: str
    version: str
    installation: Draft | None
    precursors: Draft | None
    result: Result | None
    findings: list[Finding]

    @property
    def head(self) -> list[str]:
        """The first lines of what is written."""
        errors = sum(severity(one) == "error" for one in self.findings)
        told = [
            f"Read from {os.path.basename(self.display)}, the Commission's communication template v{self.version or '?'}."
        ]
        told.append("The source codes D.4(a) to D.4.3.2 are those of Implementing Regulation (EU) 2023/1773.")
        if errors:
            told.append(
                f"{errors} error{'s' * (errors > 1)} in the file, as the findings tell; refused values are missing."
            )
        return told


def read_template(file: str, library: Library) -> Read:
    """The template at `file`; findings for everything in it that cannot be read or does not add up."""
    findings: list[Finding] = []
    book = open_book(file, findings)
    if book is None:
        return Read(file, "", None, None, None, findings)
    taken = take(book, library, findings)
    if taken is None:
        book.close()
        return Read(book.display, book.version, None, None, None, findings)
    result = recompute(book, taken, library, findings)
    lines = shown(book, taken)
    differ = compare(book, taken, result, lines) if result is not None else {}
    check(book, taken, result, library)
    bought = precursors(book, taken, result, lines, differ)
    book.close()
    return Read(book.display, book.version, taken.draft, bought, result, findings)
