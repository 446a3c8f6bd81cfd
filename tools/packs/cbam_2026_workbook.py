"""Cells of the Commission's workbook of default values, as text: only what a copy of it as CSV does not show.

The CSV copy writes one word for every kind of dash and keeps numbers to six digits; what was published instead of a
number is read here, by sheet and row.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from carbonfoot.intake.publishers.book import Book
from carbonfoot.intake.table import letter

_FIRST_LINES = 3
"""Title, header and the first sector stand above the goods."""

Sheet = dict[int, dict[str, str]]
"""Row number to column letter to text."""


class Cells(NamedTuple):
    """What stands in the value columns of one line."""

    direct: str
    indirect: str
    total: str
    marked_up_2026: str
    marked_up_2027: str
    marked_up_2028: str
    route: str


def territories(path: Path) -> dict[str, Sheet]:
    """Sheets of the workbook by the territory named in their first cell; other sheets are left out."""
    book = Book(str(path))
    found = {}
    for name in book.sheets:
        sheet: Sheet = {}
        for (row, column), text in book.grid(name).items():
            sheet.setdefault(row, {})[letter(column - 1)] = text
        if sheet.get(2, {}).get("A", "") == "Product CN Code":
            found[sheet[1]["A"]] = sheet
    book.close()
    if book.findings:
        raise ValueError(f"{path.name}: {book.findings[0].message}")
    return found


def line(sheet: Sheet, row: int) -> Cells:
    """The value columns C to I of one line."""
    return Cells(*(sheet[row].get(column, "") for column in "CDEFGHI"))


def headings(sheet: Sheet) -> list[int]:
    """Rows that only point at the lines below them."""
    return [row for row in sheet if row >= _FIRST_LINES and line(sheet, row).total == "see below"]
