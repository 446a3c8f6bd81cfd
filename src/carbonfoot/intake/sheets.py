"""A table from a stranger, CSV or workbook, as rows whose every cell knows its place; all findings in one run.

`open_table` looks at the file by its bytes, finds the sheet and the header, and gives a table whose rows are read as a
stream. Nothing about the table is guessed: what can be meant in two ways is a finding that asks.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping

from carbonfoot.documents import sources
from carbonfoot.documents.roots import reason, regular_file_problem
from carbonfoot.findings.finding import Finding
from carbonfoot.intake.kinds import CSV, XLS, kind_of_file
from carbonfoot.intake.records import Asked, Hidden, Skips
from carbonfoot.intake.table import Kind, Origin, Table

MAX_BYTES = 1_000_000_000


def open_table(  # noqa: PLR0913 - what can be stated about a table
    file: str,
    columns: Mapping[str, Kind] | None = None,
    *,
    optional: Collection[str] = (),
    sheet: str | None = None,
    header_row: int | None = None,
    hidden: Hidden | None = None,
    decimal: str = ".",
    skips: Skips = (),
    fill: Collection[str] | None = None,
    names: tuple[str, ...] | None = None,
    display: str = "",
) -> tuple[Table | None, list[Finding]]:
    """A table with its header read, or None; the list of findings grows while rows are read.

    columns     names of the columns to read and what they hold; all columns, as text, when None
    optional    those of them that may be missing
    sheet       sheet of a workbook; None for the only one that can be seen
    header_row  the row that names the columns, from 1; None for the first that holds all names
    hidden      whether hidden rows and columns are read; None asks when there are any
    decimal     the decimal mark of numbers that are written as text, "." or ","
    skips       columns, and texts in them ("" for an empty cell) that make a row one to leave out unread
    fill        columns whose merged cells hold for every row they cover; then a cell that is merged with its neighbours
                in the row is no finding either. Without it every merged cell of a column that is read is one
    names       what the columns are called, where their names stand in more rows than the header row
    display     the path as findings show it
    """
    if decimal not in (".", ",") or hidden not in (None, "read", "skip"):
        raise ValueError("decimal is `.` or `,`, hidden is `read`, `skip` or None")
    display = display or sources.display_path(file)
    asked = Asked(dict(columns or {}), frozenset(optional), sheet, header_row, hidden, decimal, skips)
    asked = asked._replace(fill=None if fill is None else frozenset(fill), names=names)
    problem = regular_file_problem(file, display)
    if problem is not None:
        return None, [problem._replace(file=display)]
    try:
        if os.stat(file).st_size > MAX_BYTES:
            said = f"`{display}` is larger than {MAX_BYTES // 1_000_000} MB"
            return None, [Finding("CF603", said, display, help="split it into several tables")]
        kind, findings = kind_of_file(file, display)
        if findings:
            return None, findings
        if kind == XLS:
            return _open_xls(file, display, asked)
        return _open_csv(file, display, asked) if kind == CSV else _open_workbook(file, display, asked)
    except OSError as error:
        said = f"`{display}` cannot be read: {reason(error)}"
        return None, [Finding("CF001", said, display, help="check the permissions of the file")]


def _open_csv(file: str, display: str, asked: Asked) -> tuple[Table | None, list[Finding]]:
    from carbonfoot.intake.csv_file import CsvReader, find_delimiter
    from carbonfoot.intake.encodings import find_encoding
    from carbonfoot.intake.rows import start

    if asked.sheet is not None:
        said = f"`{display}` is a CSV file, which has no sheet `{asked.sheet}`"
        return None, [Finding("CF604", said, display, help="leave `sheet` out")]
    encoding, findings = find_encoding(file, display)
    if encoding is None:
        return None, findings
    delimiter, problems = find_delimiter(file, display, encoding, asked)
    findings += problems
    if problems:
        return None, findings
    origin = Origin(display, delimiter=delimiter)
    return start(CsvReader(file, origin, encoding, findings), origin, asked, findings)


def _open_workbook(file: str, display: str, asked: Asked) -> tuple[Table | None, list[Finding]]:
    from carbonfoot.intake.package import open_package
    from carbonfoot.intake.rows import start
    from carbonfoot.intake.sheet_choice import choose_sheet
    from carbonfoot.intake.sheet_xml import SheetReader
    from carbonfoot.intake.trouble import trouble
    from carbonfoot.intake.workbook import read_workbook

    package, findings = open_package(file, display)
    if package is None:
        return None, findings
    with trouble(display, findings):
        workbook = read_workbook(package)
        sheet, problems = choose_sheet(workbook.sheets, asked.sheet, display)
        findings += problems
        if sheet is not None:
            origin = Origin(display, sheet.name)
            return start(SheetReader(workbook, sheet), origin, asked, findings)
    package.close()
    return None, findings


def _open_xls(file: str, display: str, asked: Asked) -> tuple[Table | None, list[Finding]]:
    from carbonfoot.intake.rows import start
    from carbonfoot.intake.xls import open_xls

    reader, findings = open_xls(file, asked.sheet, display)
    if reader is None:
        return None, findings
    return start(reader, Origin(display, reader.sheet), asked, findings)


def text_for_excerpt(display: str) -> str | None:
    """The text of a CSV file up to 5 MB, for carets; None for a workbook."""
    try:
        kind, findings = kind_of_file(display, display)
    except OSError:
        return None
    return sources.text_for_excerpt(display) if kind == CSV and not findings else None
