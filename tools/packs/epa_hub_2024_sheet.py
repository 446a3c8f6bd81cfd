"""The tables of the one sheet of the US EPA hub as rows of text, labels filled down where they stand only once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from carbonfoot.intake.publishers.book import Book, Grid

SHEET = "Emission Factors Hub"
LABEL = 3  # column C holds the labels of every table
NUMBER = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True)
class Line:
    """One row of a table: its number in the sheet, and text by letter of the column."""

    row: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """Text of a column; empty where nothing stands."""
        return self.cells.get(column, "")

    def numbers(self, columns: str) -> bool:
        """Whether there is a number in each of the columns."""
        return all(NUMBER.fullmatch(self.cells.get(column, "")) for column in columns)


def read_tables(path: Path) -> dict[str, list[Line]]:
    """Rows by number of the table, headings among them, without the notes below."""
    book = Book(str(path))
    grid = book.grid(SHEET)
    book.close()
    if book.findings:
        raise ValueError(f"{path.name}: {book.findings[0].message}")
    last = max(row for row, _ in grid)
    tables: dict[str, list[Line]] = {}
    number = ""
    for row in range(1, last + 1):
        title = re.fullmatch(r"Table (\d+)", grid.get((row, LABEL - 1), ""))
        if title:
            number = title[1]
            tables[number] = []
        elif grid.get((row, LABEL), "").startswith(("Source", "Notes")):
            number = ""
        elif number:
            cells = _cells(grid, row)
            if cells:
                tables[number].append(Line(row, cells))
    return tables


def filled(lines: list[Line], columns: str, figures: str) -> list[Line]:
    """Lines with figures, the label columns filled down; a label in brackets goes on with the one above.

    A new label in one column empties those to its right, so that nothing of another label is carried over.
    """
    found = []
    labels = dict.fromkeys(columns, "")
    for line in lines:
        for place, column in enumerate(columns):
            text = line[column]
            if text and not text.startswith("("):
                labels[column] = text
                labels.update(dict.fromkeys(columns[place + 1 :], ""))
        if line.numbers(figures):
            found.append(Line(line.row, {**line.cells, **labels}))
    return found


def _cells(grid: Grid, row: int) -> dict[str, str]:
    letters = "ABCDEFGHIJK"
    return {
        letter: " ".join(grid[row, place].split())
        for place, letter in enumerate(letters, 1)
        if (row, place) in grid
    }
