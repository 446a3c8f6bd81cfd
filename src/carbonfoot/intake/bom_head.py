"""The first rows of a table, before anybody knows where its header is or, in a CSV file, what stands between its cells."""

from __future__ import annotations

import csv
import os
from collections.abc import Callable
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.documents.roots import reason, regular_file_problem
from carbonfoot.findings.finding import Finding
from carbonfoot.intake.bom_roles import role_of
from carbonfoot.intake.header import header_name
from carbonfoot.intake.kinds import CSV, XLS, kind_of_file
from carbonfoot.intake.trouble import trouble

if TYPE_CHECKING:
    from carbonfoot.intake.records import Area

SEARCHED = 30
"""Rows from the top among which a header is looked for."""

Rows = list[tuple[int, tuple[str, ...]]]
"""Numbers of rows, and the texts of their cells as names."""


class Head(NamedTuple):
    """The first rows of a sheet or file; `sign` stands between the cells of a CSV file, else "".

    two  rows that hold names of the row above, too
    """

    rows: Rows
    sign: str = ""
    two: frozenset[int] = frozenset()


def heads(file: str, sheet: str | None, display: str) -> tuple[list[Head], list[Finding]]:
    """The ways in which the first rows can be read: one, or one for each sign between cells. Findings where none can."""
    problem = regular_file_problem(file, display)
    if problem is not None:
        return [], [problem._replace(file=display)]
    findings: list[Finding] = []
    try:
        kind, findings = kind_of_file(file, display)
        if findings:
            return [], findings
        if kind == CSV:
            return _of_csv(file, display)
        with trouble(display, findings):
            return [_of_sheet(file, sheet, display, findings, old=kind == XLS)], findings
    except OSError as error:
        said = f"`{display}` cannot be read: {reason(error)}"
        findings = [Finding("CF001", said, display, help="check the permissions of the file")]
    return [], findings


def _of_csv(file: str, display: str) -> tuple[list[Head], list[Finding]]:
    from carbonfoot.intake.csv_file import DELIMITERS, open_text
    from carbonfoot.intake.encodings import find_encoding

    encoding, findings = find_encoding(file, display)
    if encoding is None:
        return [], findings
    with open_text(file, encoding) as stream:
        lines = list(islice(stream, SEARCHED + 20))
    found = []
    for sign in DELIMITERS:
        rows: Rows = []
        try:
            for number, cells in enumerate(csv.reader(lines, delimiter=sign), start=1):
                rows.append((number, tuple(header_name(cell) for cell in cells)))
        except csv.Error:
            pass  # what is broken is told when the table is opened
        found.append(Head(rows[:SEARCHED], sign))
    return found, findings


def _of_sheet(file: str, sheet: str | None, display: str, findings: list[Finding], *, old: bool) -> Head:
    from carbonfoot.intake.package import open_package
    from carbonfoot.intake.records import Record
    from carbonfoot.intake.sheet_choice import choose_sheet
    from carbonfoot.intake.sheet_xml import SheetReader
    from carbonfoot.intake.workbook import read_workbook
    from carbonfoot.intake.xls import open_xls

    records: list[Record] = []
    merged: list[Area] = []
    if old:
        reader, problems = open_xls(file, sheet, display)
        findings += problems
        if reader is not None:
            records, merged = list(islice(reader.records(), SEARCHED)), reader.merged
    else:
        package, problems = open_package(file, display)
        findings += problems
        if package is not None:
            try:
                workbook = read_workbook(package)
                chosen, problems = choose_sheet(workbook.sheets, sheet, display)
                findings += problems
                if chosen is not None:
                    sheets = SheetReader(workbook, chosen)
                    records, merged = list(islice(sheets.records(), SEARCHED)), sheets.merged
            finally:
                package.close()
    rows = [(one.number, tuple(header_name(cell) for cell in one.cells)) for one in records]
    both = _two_rows(rows, merged)
    two = frozenset(new[0] for old_, new in zip(rows, both, strict=True) if old_ != new)
    return Head(both, two=two)


def _two_rows(rows: Rows, merged: list[Area]) -> Rows:
    """The rows, where a name over several columns has names below it: the lower row holds those, and the others above."""
    wide = {area.first_row for area in merged if area.first_row == area.last_row and _is_wide(area)}
    names = dict(rows)
    found: Rows = []
    for number, lower in rows:
        upper = names.get(number - 1, ())
        if number - 1 not in wide or not upper:
            found.append((number, lower))
            continue
        over = {
            column: upper[area.first_column]
            for area in merged
            if area.first_row == area.last_row == number - 1 and area.first_column < len(upper)
            for column in range(area.first_column, area.last_column + 1)
        }
        both = []
        for column in range(max(len(upper), len(lower))):
            above = upper[column] if column < len(upper) else ""
            below = lower[column] if column < len(lower) else ""
            if column in over and below and not role_of(below) and role_of(f"{over[column]} {below}"):
                below = f"{over[column]} {below}"
            both.append(below or ("" if column in over else above))
        found.append((number, tuple(both)))
    return found


def _is_wide(area: Area) -> bool:
    return area.first_column < area.last_column


class Header(NamedTuple):
    """The row that names the columns; `known` is how many of them are known, `two` whether some names stand above it."""

    row: int
    names: tuple[str, ...]
    known: int
    two: bool = False


def find(
    ways: list[Head], known: Callable[[tuple[str, ...]], int], row: int | None, least: int
) -> tuple[Header | None, bool]:
    """The first row with the most known names, at least `least`; and whether two readings are as good (CSV).

    known  how many names of a row are known
    row    the stated row: nothing else is looked at
    """
    best: list[tuple[tuple[int, int], Header]] = []
    for way in ways:
        here = [(known(names), number, names) for number, names in way.rows if row is None or number == row]
        if not here:
            continue
        count, number, names = max(here, key=lambda one: (one[0], -one[1]))
        if row is not None or count >= least:
            best.append(((count, sum(map(bool, names))), Header(number, names, count, number in way.two)))
    if not best:
        return None, False
    top = max(score for score, _ in best)
    first = [header for score, header in best if score == top]
    return first[0], len(first) > 1


def folder_of(file: str) -> str:
    """The name of a file without folder and ending."""
    return os.path.splitext(os.path.basename(file))[0]
