"""Figures of the full set of UK factors by sheet, labels, unit and column text, each with its cell.

A table starts with a row of headings that has `Unit` in it. The labels stand left of that column, each only in the first
of the rows it is for; right of it, one to four columns of figures stand under each column text of the row above.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from carbonfoot.intake.publishers.book import Book, Grid, cell_name

GASES = ("co2_fossil", "ch4", "n2o")
MEASURES = {
    "kg CO2e": "co2e",
    "kg CO2e of CO2 per unit": "co2_fossil",
    "kg CO2e of CH4 per unit": "ch4",
    "kg CO2e of N2O per unit": "n2o",
}
"""Headings of figures, and what stands under them in the words of the record layout."""

NOTE = "An error was identified"
"""A note stands where column texts do in version 1.1 of 2024."""

NEEDED = {"Fuels", "Fuel properties", "Outside of scopes", "Index"}

Key = tuple[str, tuple[str, ...], str, str]
"""Sheet, labels from left to right, unit, column text; all in small letters."""


class Figure(NamedTuple):
    """One activity of the workbook: its numbers by measure, their cells, and the place of the first."""

    values: dict[str, str]
    cells: dict[str, str]
    place: str


class _Table(NamedTuple):
    unit: int  # column of the unit
    columns: dict[int, tuple[str, str]]  # column text and measure by column


def recognise(book: Book) -> bool:
    """Whether a workbook is the full set."""
    return set(book.sheets) >= NEEDED


def year_of(book: Book) -> str:
    """The year that the head of every sheet states beside `Year:`; "" where it does not."""
    top = book.top("Fuels", 12)
    for (row, column), text in top.items():
        if text == "Year:" and re.fullmatch(r"\d{4}", top.get((row, column + 1), "")):
            return top[row, column + 1]
    return ""


def key_of(sheet: str, labels: tuple[str, ...], unit: str, text: str) -> Key:
    """The key under which a figure is found."""
    return folded(sheet), tuple(folded(label) for label in labels if label), folded(unit), folded(text)


def folded(text: str) -> str:
    """A label as it is compared: blanks and capitals differ between the files of one edition."""
    return " ".join(text.lower().split())


def figures(book: Book) -> dict[Key, Figure]:
    """All figures; one that stands twice under the same labels is left out, since nothing tells the two apart."""
    found: dict[Key, Figure] = {}
    twice: set[Key] = set()
    for key, figure in every_figure(book, MEASURES):
        if key in found:
            twice.add(key)
        found[key] = figure
    return {key: figure for key, figure in found.items() if key not in twice}


def every_figure(book: Book, measures: dict[str, str]) -> Iterator[tuple[Key, Figure]]:
    """Figures in the order of the sheets; `measures` says what the headings mean in the words of the record layout."""
    for sheet in book.sheets:
        yield from _figures(sheet, book.grid(sheet), measures)


def properties(book: Book, year: str) -> dict[str, Figure]:
    """Net and gross calorific value (GJ/t) and density (kg/m3) by fuel, of one year."""
    grid = book.grid("Fuel properties")
    columns = {4: "ncv", 5: "gcv", 6: "density"}
    found = {}
    for row, column in grid:
        if column == 2 and grid.get((row, 3)) == year:  # noqa: PLR2004 - the column of fuels
            values = {word: grid[row, place] for place, word in columns.items() if (row, place) in grid}
            cells = {word: cell_name(row, place) for place, word in columns.items()}
            found[grid[row, column]] = Figure(values, cells, f"Fuel properties {cells['ncv']}")
    return found


def _figures(sheet: str, grid: Grid, measures: dict[str, str]) -> Iterator[tuple[Key, Figure]]:
    table: _Table | None = None
    labels: list[str] = []
    width = max((column for _, column in grid), default=0)
    for row in range(1, max((row for row, _ in grid), default=0) + 1):
        heading = _heading(grid, row, width, measures)
        if heading is not None:
            table, labels = heading, [""] * (heading.unit - 1)
            continue
        if table is None:
            continue
        for column in range(1, table.unit):
            if (row, column) in grid:
                labels[column - 1 :] = [grid[row, column], *[""] * (table.unit - 1 - column)]
        if (row, table.unit) not in grid:
            if any((row, column) in grid for column in range(1, width + 1)):
                table = None  # text below the table
            continue
        yield from _row(sheet, grid, row, table, tuple(labels))


def _row(
    sheet: str, grid: Grid, row: int, table: _Table, labels: tuple[str, ...]
) -> Iterator[tuple[Key, Figure]]:
    for text in dict.fromkeys(text for text, _ in table.columns.values()):
        places = {
            measure: column
            for column, (other, measure) in table.columns.items()
            if other == text and (row, column) in grid
        }
        if places:
            values = {measure: grid[row, column] for measure, column in places.items()}
            cells = {measure: cell_name(row, column) for measure, column in places.items()}
            place = f"{sheet} {next(iter(cells.values()))}"
            yield key_of(sheet, labels, grid[row, table.unit], text), Figure(values, cells, place)


def _heading(grid: Grid, row: int, width: int, measures: dict[str, str]) -> _Table | None:
    """The table whose headings stand in this row, if any do."""
    words = {column: grid[row, column] for column in range(1, width + 1) if (row, column) in grid}
    units = [column for column, word in words.items() if word == "Unit"]
    if not units:
        return None
    columns = {}
    text = ""
    for column in range(units[0] + 1, width + 1):
        above = grid.get((row - 1, column), "")
        if above and not above.startswith(NOTE):
            text = above
        if words.get(column) in measures:
            columns[column] = (text, measures[words[column]])
    return _Table(units[0], columns)
