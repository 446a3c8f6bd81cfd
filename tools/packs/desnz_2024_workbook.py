"""Figures of the official workbook of 2024 by sheet, labels, unit and column text, each with its cell.

A table starts with a row of headings that has `Unit` in it. The labels stand left of that column, each only in the first
of the rows it is for; right of it, one to four columns of figures stand under each column text of the row above.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from packs.desnz_xlsx import Grid, name_of, read_sheets

MEASURES = {
    "kg CO2e": "co2e",
    "kWh (Net CV)": "co2e",  # energy of vehicles, in the place of the total
    "kWh (net)": "co2e",
    "kg CO2e of CO2 per unit": "co2_fossil",
    "kg CO2e of CH4 per unit": "ch4",
    "kg CO2e of N2O per unit": "n2o",
}
"""Headings of figures, and what stands under them in the words of the record layout."""

NOTE = "An error was identified"  # a note on version 1.1 stands where column texts do

Key = tuple[str, tuple[str, ...], str, str]
"""Sheet, labels from left to right, unit, column text; all in small letters."""


class Figure(NamedTuple):
    """One activity of the workbook: its numbers by measure, and their cells."""

    values: dict[str, str]
    cells: dict[str, str]


class _Table(NamedTuple):
    unit: int  # column of the unit
    columns: dict[int, tuple[str, str]]  # column text and measure by column


def key_of(sheet: str, labels: tuple[str, ...], unit: str, text: str) -> Key:
    """The key under which a figure is found; blanks and capitals differ between the two published files."""
    found = tuple(_folded(label) for label in labels if label)
    return _folded(sheet), found, _folded(unit), _folded(text)


def read_workbook(path: Path) -> tuple[dict[Key, Figure], Grid]:
    """All figures, and the sheet of fuel properties; two figures under one key are a ValueError."""
    figures: dict[Key, Figure] = {}
    sheets = read_sheets(path)
    for name, grid in sheets.items():
        for key, figure in _figures(name, grid):
            if key in figures:
                raise ValueError(f"{key} stands in the workbook twice")
            figures[key] = figure
    return figures, sheets["Fuel properties"]


def properties(grid: Grid) -> dict[str, Figure]:
    """Net and gross calorific value (GJ/t) and density (kg/m3) by fuel, as text of 2024."""
    columns = {4: "ncv", 5: "gcv", 6: "density"}
    found = {}
    for row, column in grid:
        if column == 2 and grid.get((row, 3)) == "2024":
            values = {word: grid[row, place] for place, word in columns.items() if (row, place) in grid}
            cells = {word: name_of(row, place) for place, word in columns.items()}
            found[grid[row, column]] = Figure(values, cells)
    return found


def _figures(sheet: str, grid: Grid) -> list[tuple[Key, Figure]]:
    found = []
    table: _Table | None = None
    labels: list[str] = []
    width = max((column for _, column in grid), default=0)
    for row in range(1, max((row for row, _ in grid), default=0) + 1):
        heading = _heading(grid, row, width)
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
        for text in dict.fromkeys(text for text, _ in table.columns.values()):
            places = {
                measure: column
                for column, (other, measure) in table.columns.items()
                if other == text and (row, column) in grid
            }
            if places:
                values = {measure: grid[row, column] for measure, column in places.items()}
                cells = {measure: name_of(row, column) for measure, column in places.items()}
                unit = grid[row, table.unit]
                found.append((key_of(sheet, tuple(labels), unit, text), Figure(values, cells)))
    return found


def _heading(grid: Grid, row: int, width: int) -> _Table | None:
    """The table whose headings stand in this row, if any do."""
    words = {column: grid[row, column] for column in range(1, width + 1) if (row, column) in grid}
    units = [column for column, word in words.items() if word == "Unit"]
    if not units or not any(word in MEASURES for word in words.values()):
        return None
    columns = {}
    text = ""
    for column in range(units[0] + 1, width + 1):
        above = grid.get((row - 1, column), "")
        if above and not above.startswith(NOTE):
            text = above
        if words.get(column) in MEASURES:
            columns[column] = (text, MEASURES[words[column]])
    return _Table(units[0], columns)


def _folded(text: str) -> str:
    return " ".join(text.lower().split())
