"""A workbook that `export --to xlsx` wrote, as its document again, with what a person changed in it.

Cells are read as they stand; what the document then lacks or gets wrong is told at the cell.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from carbonfoot.documents.part import Part
from carbonfoot.documents.reading import read_part
from carbonfoot.documents.shape import Shape
from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding, severity
from carbonfoot.intake.book_keys import (
    KEY,
    VALUE,
    Path,
)
from carbonfoot.intake.book_sheets import Place, Sheets, plain
from carbonfoot.intake.book_tree import built
from carbonfoot.intake.imports import Asked, Document, Imported, Shown
from carbonfoot.intake.kinds import CSV, kind_of_file
from carbonfoot.intake.package import open_package
from carbonfoot.intake.records import Record
from carbonfoot.intake.sheet_xml import SheetReader
from carbonfoot.intake.trouble import trouble
from carbonfoot.intake.workbook import Sheet, Workbook, read_strings, read_workbook
from carbonfoot.intake.yaml_text import to_yaml


def recognise(file: str, asked: Asked) -> list[str]:
    """Why the file is a workbook of a document: the headings of its first sheet."""
    found: list[Finding] = []
    with trouble(asked.display, found):
        workbook = open_book(file, asked.display or display_path(file), found)
        if workbook is None or not workbook.sheets:
            return []
        try:
            first = next(_rows(workbook, workbook.sheets[0], read_strings(workbook)), None)
        finally:
            workbook.package.close()
        if first is not None and [plain(one) for one in first.cells[:2]] == [KEY, VALUE]:
            return [f"its first sheet lists keys and values of a document: `{workbook.sheets[0].name}`"]
    return []


def read(file: str, asked: Asked) -> Imported:
    """The document of a workbook, or what is wrong with it; see `imports`."""
    findings: list[Finding] = []
    display = asked.display or display_path(file)
    reading = Sheets(display, asked.hidden, findings)
    with trouble(display, findings):
        workbook = open_book(file, display, findings)
        if workbook is not None:
            try:
                reading.workbook(workbook)
            finally:
                workbook.package.close()
    if any(severity(one) == "error" for one in findings):
        return Imported([], findings, [], [])
    data, places = built(reading.top)
    findings += judged(data, display, places)
    if any(severity(one) == "error" for one in findings):
        return Imported([], findings, [], [])
    text = to_yaml(_in_order(data))
    mapping = [Shown("sheet", *sheet) for sheet in reading.sheets]
    name = asked.name or "document"
    return Imported([Document(f"{name}.yaml", text)], findings, [], mapping, lines=len(reading.lines))


def judged(data: Any, display: str, places: dict[Path, Place]) -> list[Finding]:
    """What the shapes find wrong with the document, each at the cell that it is about."""
    from carbonfoot.documents.site import is_site, read_site

    _, found = read_site(data, display) if is_site(data) else read_part(data, display)
    return [_at_cell(one, places) for one in found]


def _at_cell(finding: Finding, places: dict[Path, Place]) -> Finding:
    path = finding.path
    place = places.get(path)
    while place is None and path:
        path = path[:-1]
        place = places.get(path) or next(
            (one for other, one in places.items() if path and other[: len(path)] == path), None
        )
    if place is None:
        place = next(iter(places.values()), None)
    if place is None:
        return finding._replace(path=())
    moved = place.finding(finding.code, finding.message, finding.help, finding.severity)
    return moved._replace(notes=finding.notes)


def _in_order(data: dict[str, Any]) -> dict[str, Any]:
    from carbonfoot.documents.site import Site, is_site

    top: type[Shape] = Site if is_site(data) else Part
    names = [field.alias or name for name, field in top.fields().items()]
    return dict(sorted(data.items(), key=lambda one: names.index(one[0]) if one[0] in names else len(names)))


def open_book(file: str, display: str, findings: list[Finding]) -> Workbook | None:
    """The workbook of a file, or None with what is wrong with it. Raises `DamagedError` and `HarmfulError`."""
    from carbonfoot.documents.roots import regular_file_problem

    problem = regular_file_problem(file, display)
    if problem is not None:
        findings.append(problem._replace(file=display))
        return None
    kind, found = kind_of_file(file, display)
    findings += found
    if found or kind == CSV:
        if not found:
            said = "a document comes back out of a workbook, and this is a text file"
            findings.append(
                Finding("CF601", said, display, help="name the .xlsx that `export --to xlsx` wrote")
            )
        return None
    package, found = open_package(file, display)
    findings += found
    return read_workbook(package) if package is not None else None


def _rows(workbook: Workbook, sheet: Sheet, strings: list[str]) -> Iterator[Record]:
    return SheetReader(workbook, sheet, strings).records()
