"""Figures of the official workbook of 2024, through the reader of the program itself; what it must not leave out is checked."""

from __future__ import annotations

from pathlib import Path

from carbonfoot.intake.publishers import desnz_sheets
from carbonfoot.intake.publishers.book import Book
from carbonfoot.intake.publishers.desnz_sheets import Figure, Key, key_of

__all__ = ["Figure", "Key", "key_of", "read_workbook"]

MEASURES = desnz_sheets.MEASURES | {
    "kWh (Net CV)": "co2e",  # energy of vehicles, in the place of the total
    "kWh (net)": "co2e",
}


def read_workbook(path: Path) -> tuple[dict[Key, Figure], dict[str, Figure]]:
    """All figures, and the properties of fuels; a file with findings, or two figures under one key, are a ValueError."""
    book = Book(str(path))
    figures: dict[Key, Figure] = {}
    for key, figure in desnz_sheets.every_figure(book, MEASURES):
        if key in figures:
            raise ValueError(f"{key} stands in the workbook twice")
        figures[key] = figure
    properties = desnz_sheets.properties(book, "2024")
    book.close()
    if book.findings:
        raise ValueError(f"{path.name}: {book.findings[0].message}")
    return figures, properties
