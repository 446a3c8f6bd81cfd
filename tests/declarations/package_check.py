"""What Excel demands of a workbook package and other programs let pass: parts, relations, order of elements and of cells."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from typing import Any
from xml.etree import ElementTree as ET

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
SHEET_ORDER = (
    *("sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr"),
    *("sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState", "dataConsolidate"),
    *("customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting", "dataValidations"),
    *("hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter", "rowBreaks", "colBreaks"),
    *("customProperties", "cellWatches", "ignoredErrors", "smartTags", "drawing", "legacyDrawing"),
    *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts"),
    "extLst",
)
LAST_COLUMN, LONGEST = 16_384, 32_767
CELL_TYPES = {"b", "n", "e", "s", "str", "inlineStr", "d"}


def problems(content: bytes) -> list[str]:
    """Everything that is wrong with a workbook; [] for a sound one."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        found = [f"{name} is there twice" for name, count in Counter(names).items() if count > 1]
        trees = {
            name: ET.fromstring(archive.read(name))  # noqa: S314 - written by the test itself
            for name in names
            if name.endswith((".xml", ".rels"))
        }
    found += _types(trees["[Content_Types].xml"], names)
    for name, tree in trees.items():
        if name.endswith(".rels"):
            found += _relations(name, tree, names)
    book = trees["xl/workbook.xml"]
    relations = {one.get("Id"): one for one in trees["xl/_rels/workbook.xml.rels"]}
    strings = trees.get("xl/sharedStrings.xml")
    count = 0 if strings is None else len(strings.findall(f"{MAIN}si"))
    styles = trees["xl/styles.xml"].find(f"{MAIN}cellXfs")
    formats = 0 if styles is None else len(styles)
    formulas: dict[int, set[str]] = {}
    for number, sheet in enumerate(book.iter(f"{MAIN}sheet"), 1):
        relation = relations.get(sheet.get(OFFICE))
        if relation is None:
            found.append(f"sheet {sheet.get('name')} has no relation")
            continue
        part = posixpath.normpath(posixpath.join("xl", str(relation.get("Target"))))
        at = f"{sheet.get('name')}: "
        said, formulas[int(sheet.get("sheetId") or number)] = _sheet(trees[part], count, formats)
        found += [at + one for one in said]
    if "xl/calcChain.xml" in trees:
        current = 0
        for cell in trees["xl/calcChain.xml"]:
            current = int(cell.get("i") or current)
            if cell.get("r") not in formulas.get(current, ()):
                found.append(f"calcChain names {cell.get('r')} of sheet {current}, which has no formula")
    return found


def _types(tree: ET.Element, names: list[str]) -> list[str]:
    parts = {str(one.get("PartName")) for one in tree.iter(f"{TYPES}Override")}
    kinds = {str(one.get("Extension")).lower() for one in tree.iter(f"{TYPES}Default")}
    found = [f"content type of {one}, which is not there" for one in parts if one.lstrip("/") not in names]
    return found + [
        f"{name} has no content type"
        for name in names
        if name != "[Content_Types].xml"
        and f"/{name}" not in parts
        and name.rpartition(".")[2].lower() not in kinds
    ]


def _relations(name: str, tree: ET.Element, names: list[str]) -> list[str]:
    folder = posixpath.dirname(posixpath.dirname(name))
    ids = Counter(one.get("Id") for one in tree)
    found = [f"{name}: id {one} twice" for one, count in ids.items() if count > 1]
    for one in tree.iter(f"{PACKAGE}Relationship"):
        target = str(one.get("Target"))
        if one.get("TargetMode") == "External":
            continue
        part = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        if posixpath.normpath(part) not in names:
            found.append(f"{name}: {target} is not there")
    return found


def _sheet(tree: ET.Element, strings: int, formats: int) -> tuple[list[str], set[str]]:
    found: list[str] = []
    known = [one.tag.removeprefix(MAIN) for one in tree if one.tag.startswith(MAIN)]
    places = [SHEET_ORDER.index(one) for one in known if one in SHEET_ORDER]
    if places != sorted(places):
        found.append(f"elements in another order: {known}")
    rows = tree.findall(f"{MAIN}sheetData/{MAIN}row")
    numbers = [int(row.get("r") or 0) for row in rows]
    if numbers != sorted(set(numbers)):
        found.append("rows out of order or twice")
    formulas: set[str] = set()
    reach = [0, 0]
    for row, number in zip(rows, numbers, strict=True):
        before = 0
        for cell in row:
            place = str(cell.get("r"))
            match = re.fullmatch(r"([A-Z]{1,3})(\d+)", place)
            if match is None or int(match[2]) != number:
                found.append(f"cell {place} in row {number}")
                continue
            column = _column(match[1])
            if not before < column <= LAST_COLUMN:
                found.append(f"cell {place} out of order or twice")
            before = column
            reach = [max(reach[0], number), max(reach[1], column)]
            found += [f"{place} {one}" for one in _cell(cell, strings, formats)]
            formula = cell.find(f"{MAIN}f")
            if formula is not None:
                formulas |= _made_by(place, formula)
    dimension = tree.find(f"{MAIN}dimension")
    if dimension is not None:
        last = re.fullmatch(r"([A-Z]+)(\d+)", str(dimension.get("ref")).rpartition(":")[2])
        if last is None or reach[0] > int(last[2]) or reach[1] > _column(last[1]):
            found.append(f"cells beyond its dimension {dimension.get('ref')}")
    return found, formulas


def _made_by(place: str, formula: ET.Element) -> set[str]:
    """The cells that a formula fills: one, or those of its matrix."""
    match = re.fullmatch(r"([A-Z]+)(\d+):([A-Z]+)(\d+)", formula.get("ref", ""))
    if formula.get("t") != "array" or match is None:
        return {place}
    return {
        f"{_letters(column)}{row}"
        for row in range(int(match[2]), int(match[4]) + 1)
        for column in range(_column(match[1]), _column(match[3]) + 1)
    }


def _letters(column: int) -> str:
    said = ""
    while column:
        column, rest = divmod(column - 1, 26)
        said = chr(65 + rest) + said
    return said


def _cell(cell: Any, strings: int, formats: int) -> list[str]:
    kind = cell.get("t", "n")
    inside = [one.tag.removeprefix(MAIN) for one in cell]
    value = cell.findtext(f"{MAIN}v")
    found = []
    if kind not in CELL_TYPES:
        found.append(f"has the type {kind}")
    if inside not in ([], ["f"], ["v"], ["f", "v"], ["is"]):
        found.append(f"holds {inside}")
    if (kind == "inlineStr") != (inside == ["is"]):
        found.append(f"is {kind} and holds {inside}")
    if int(cell.get("s", "0")) >= formats:
        found.append("has a style that is not there")
    if kind == "s" and (value is None or not value.isdigit() or int(value) >= strings):
        found.append(f"has no text {value}")
    if kind == "b" and value not in {"0", "1"}:
        found.append(f"is yes or no, and says {value}")
    if kind == "n" and value and not re.fullmatch(r"-?\d+(\.\d+)?([eE][+-]?\d+)?", value):
        found.append(f"holds the number {value}")
    if any(len(one.text or "") > LONGEST for one in cell.iter(f"{MAIN}t")):
        found.append("holds more text than a cell may")
    return found


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = 26 * column + ord(letter) - 64
    return column
