"""What every sheet of the template is filled in from, and what is said about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbonfoot.declarations.cbam_communication.book import Book
from carbonfoot.declarations.cbam_communication.sheet import FormError, Sheet
from carbonfoot.declarations.cbam_communication.words import Categories, Countries
from carbonfoot.findings.finding import Finding

if TYPE_CHECKING:
    from carbonfoot.cbam.model import Path, Result
    from carbonfoot.declarations.options import DeclareOptions


class Form:
    """The template, the result it is filled in from, and what it cannot say.

    names    of processes and purchased precursors as they stand in the form: each once, without wild cards
    outside  what the document says and the form has no place for
    """

    def __init__(self, book: Book, result: Result, options: DeclareOptions) -> None:
        self.book = book
        self.result = result
        self.options = options
        self.document = result.installation
        self.categories = Categories(book)
        self.countries = Countries(book)
        self.findings: list[Finding] = []
        self.outside: list[str] = []
        self._taken: set[str] = {self.categories.nothing.casefold()}

    def report(
        self,
        code: str,
        message: str,
        path: Path = (),
        help: str = "",
        notes: tuple[str, ...] = (),
        severity: str = "",
    ) -> None:
        """A finding at a place of the document; `severity` where it is not that of the catalogue."""
        found = Finding(code, message, self.options.document, path, "value", help, notes, severity=severity)
        self.findings.append(found)

    def room(self, rows: list[int], wanted: int, what: str, path: Path) -> None:
        """CF836 where a table of the form has fewer rows than are needed."""
        if wanted > len(rows):
            self.report(
                "CF836",
                f"the form has room for {len(rows)} of {wanted} {what}",
                path,
                "make two documents of it, or join what the form need not tell apart",
            )

    def name(self, wanted: str) -> str:
        """A name that is the only one of its kind in the form, whose formulas look processes and precursors up by name."""
        clean = wanted.translate(_WILD).strip()[:100] or "unnamed"
        found, count = clean, 1
        while found.casefold() in self._taken:
            count += 1
            found = f"{clean} ({count})"
        self._taken.add(found.casefold())
        if found != wanted:
            self.outside.append(f"name `{wanted}`, written `{found}`")
        return found


_WILD = str.maketrans({"*": "x", "?": "_", "~": "-"})
"""The form's formulas take these as wild cards."""


def table_rows(sheet: Sheet, row: int, column: int, pattern: str) -> list[int]:
    """The rows below a heading whose cell in `column` matches, without a gap. Raises `FormError`."""
    import re

    found: list[int] = []
    last = max(sheet.rows, default=0)
    for below in range(row + 1, last + 1):
        if re.fullmatch(pattern, sheet.text((below, column)).strip()):
            found.append(below)
        elif found:
            break
    if not found:
        raise FormError(f"sheet `{sheet.name}` has no rows to fill in below row {row}")
    return found


def empty(sheet: Sheet, rows: list[int], columns: tuple[int, ...]) -> None:
    """Raises `FormError` where somebody has filled in the form already."""
    for row in rows:
        for column in columns:
            said = sheet.text((row, column))
            if said:
                raise FormError(
                    f"it is filled in already: sheet `{sheet.name}` says `{said[:40]}` in row {row}",
                    "give a blank copy: what it says would stand beside the new numbers",
                )
