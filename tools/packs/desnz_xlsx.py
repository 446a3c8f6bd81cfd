"""Cells of an xlsx workbook as text, read with the standard library alone.

A workbook holds binary numbers; `0.045794999999999995` is what 0.045795 became on the way. Numbers are given back with
the 15 digits that a spreadsheet itself shows at most, without an exponent.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

Grid = dict[tuple[int, int], str]
"""Text by row and column, both counted from 1; empty cells are not there."""

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def plain(number: str) -> str:
    """A number as a spreadsheet shows it: `9.2E-5` becomes 0.000092, and noise behind the 15th digit goes."""
    text = format(Decimal(f"{float(number):.15g}"), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def name_of(row: int, column: int) -> str:
    """`(18, 4)` is cell D18."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def read_sheets(path: Path) -> dict[str, Grid]:
    """All sheets of a workbook in their order; blanks at the ends of a text are dropped."""
    with ZipFile(path) as book:
        strings = _strings(book)
        targets = {
            one.get("Id"): str(one.get("Target"))
            for one in _parsed(book.read("xl/_rels/workbook.xml.rels")).iter(f"{_REL}Relationship")
        }
        sheets = {}
        for sheet in _parsed(book.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
            target = targets[sheet.get(_ID)].removeprefix("/xl/")
            sheets[str(sheet.get("name"))] = _grid(book.read(f"xl/{target}"), strings)
    return sheets


def _parsed(content: bytes) -> ET.Element:
    # The files are the few whose checksums the packs state, not whatever a user brings along.
    return ET.fromstring(content)  # noqa: S314


def _strings(book: ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    root = _parsed(book.read("xl/sharedStrings.xml"))
    return ["".join(text.text or "" for text in entry.iter(f"{_MAIN}t")) for entry in root]


def _grid(content: bytes, strings: list[str]) -> Grid:
    grid: Grid = {}
    for cell in _parsed(content).iter(f"{_MAIN}c"):
        text = _text(cell, strings).strip()
        if text:
            grid[_place(str(cell.get("r")))] = text
    return grid


def _text(cell: ET.Element, strings: list[str]) -> str:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{_MAIN}t"))
    value = cell.find(f"{_MAIN}v")
    if value is None or not value.text:
        return ""
    if kind == "s":
        return strings[int(value.text)]
    return plain(value.text) if kind == "n" else value.text


def _place(name: str) -> tuple[int, int]:
    found = re.fullmatch(r"([A-Z]+)(\d+)", name)
    if found is None:
        raise ValueError(f"`{name}` is no cell")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column
