"""Cells of the Commission's workbook of default values, as text: only what a copy of it as CSV does not show.

The CSV copy writes one word for every kind of dash and keeps numbers to six digits; what was published instead of a
number is read here, by sheet and row.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
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
    with zipfile.ZipFile(path) as archive:
        shared = _shared(archive)
        found = {}
        for member in _sheet_members(archive):
            sheet = _sheet(archive, member, shared)
            header = sheet.get(2, {}).get("A", "")
            if header == "Product CN Code":
                found[sheet[1]["A"].strip()] = sheet
    return found


def line(sheet: Sheet, row: int) -> Cells:
    """The value columns C to I of one line, blanks at the ends cut off."""
    return Cells(*(sheet[row].get(letter, "").strip() for letter in "CDEFGHI"))


def headings(sheet: Sheet) -> list[int]:
    """Rows that only point at the lines below them."""
    return [row for row in sheet if row >= _FIRST_LINES and line(sheet, row).total == "see below"]


def _parse(archive: zipfile.ZipFile, member: str) -> ET.Element:
    # The file's checksum is pinned in pack.yaml: nothing hostile can stand in it.
    return ET.fromstring(archive.read(member))  # noqa: S314


def _shared(archive: zipfile.ZipFile) -> list[str]:
    strings = _parse(archive, "xl/sharedStrings.xml")
    return [
        "".join(part.text or "" for part in string.iter(f"{_MAIN}t")) for string in strings.iter(f"{_MAIN}si")
    ]


def _sheet_members(archive: zipfile.ZipFile) -> list[str]:
    targets = {
        relation.attrib["Id"]: relation.attrib["Target"]
        for relation in _parse(archive, "xl/_rels/workbook.xml.rels")
    }
    sheets = _parse(archive, "xl/workbook.xml").iter(f"{_MAIN}sheet")
    return [f"xl/{targets[sheet.attrib[_RELATION]]}" for sheet in sheets]


def _sheet(archive: zipfile.ZipFile, member: str, shared: list[str]) -> Sheet:
    found: Sheet = {}
    for cell in _parse(archive, member).iter(f"{_MAIN}c"):
        place = cell.attrib["r"]
        letters = place.rstrip("0123456789")
        value = cell.findtext(f"{_MAIN}v") or ""
        if cell.attrib.get("t") == "s" and value:
            value = shared[int(value)]
        elif cell.attrib.get("t") == "inlineStr":
            value = "".join(part.text or "" for part in cell.iter(f"{_MAIN}t"))
        if value:
            found.setdefault(int(place[len(letters) :]), {})[letters] = value
    return found
