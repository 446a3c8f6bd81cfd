"""A table that came from outside: its columns, its rows, and where every cell stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple, Protocol

from carbonfoot.findings.finding import Finding, Path

Kind = Literal["text", "number", "date"]
"""What a column holds: text as it stands, numbers with a decimal point, or dates as `2025-03-01`."""


class Column(NamedTuple):
    """A column that is read; `position` counts from 0."""

    name: str
    position: int
    kind: Kind

    @property
    def letter(self) -> str:
        """What a spreadsheet program writes above the column."""
        return letter(self.position)


class Cell(NamedTuple):
    """One cell.

    text    what is read: NFC text without blanks around it; for a number its digits with a decimal point, for a date
            `2025-03-01`; "" for an empty cell, and for one that was refused with a finding
    column  where it stands
    stored  what stands in the file
    typed   whether a workbook holds a number there, and no text
    indent  steps by which a workbook moves the text to the right
    """

    text: str
    column: Column
    stored: str
    typed: bool = False
    indent: int = 0


class Row(NamedTuple):
    """One row of data.

    number   as a spreadsheet program counts: the first row of the file is 1, empty rows count
    cells    by the column names that were asked for
    line     in a CSV file the line where the row starts, else 0
    written  in a CSV file the row as it stands there, else ""
    """

    number: int
    cells: dict[str, Cell]
    line: int = 0
    written: str = ""


class Spot(Protocol):
    """A row that can be pointed at."""

    @property
    def number(self) -> int:
        """As a spreadsheet program counts."""

    @property
    def line(self) -> int:
        """The line where it starts in a CSV file."""

    @property
    def written(self) -> str:
        """Its text in a CSV file."""


class Origin(NamedTuple):
    """The file, and in a workbook the sheet, that a table is read from; makes findings with their place.

    The point of a finding is line and column of the text of a CSV file, and row and column of a sheet.
    """

    file: str
    sheet: str = ""
    delimiter: str = ","

    def where(self, row: Spot, column: Column | None = None) -> str:
        """The place in words, for a message: `` `Factors`!D12`` or `row 12`, and the name of the column."""
        name = f" (column `{column.name}`)" if column is not None else ""
        if self.sheet:
            at = f"{column.letter}{row.number}" if column is not None else f"row {row.number}"
            return f"`{self.sheet}`!{at}{name}" if column is not None else f"sheet `{self.sheet}`, {at}"
        return f"row {row.number}{name}"

    def finding(
        self,
        code: str,
        message: str,
        row: Spot | None = None,
        column: Column | None = None,
        *,
        help: str = "",
        notes: tuple[str, ...] = (),
        severity: str = "",
    ) -> Finding:
        """A finding at a cell, a row, or about the whole file."""
        path: Path = ("sheet", self.sheet) if self.sheet else ()
        point = span = None
        if row is not None:
            path += ("row", row.number, *((column.name,) if column is not None else ()))
            index = column.position if column is not None else None
            if self.sheet:
                point = (row.number, 1 if index is None else index + 1)
            else:
                point, span = csv_place(row, self.delimiter, index)
        return Finding(
            code,
            message,
            self.file,
            path,
            help=help,
            notes=notes,
            point=point,
            span=span,
            severity=severity,
        )


class Table:
    """A table with its header read; `rows` reads on.

    origin      file and sheet
    header_row  the row that names the columns
    header      all its names, also of columns that were not asked for
    columns     what was asked for, by name; an optional column that is not there is left out
    findings    grows while rows are read, and is complete when they have been read to the end
    skipped     rows that were left out as asked, so far
    """

    __slots__ = ("_reader", "columns", "findings", "header", "header_row", "origin", "skipped")

    def __init__(
        self,
        origin: Origin,
        header_row: int,
        header: tuple[str, ...],
        columns: dict[str, Column],
        findings: list[Finding],
        reader: Reader,
    ) -> None:
        self.origin = origin
        self.header_row = header_row
        self.header = header
        self.columns = columns
        self.findings = findings
        self.skipped = 0
        self._reader: Reader | None = reader

    def rows(self) -> Iterator[Row]:
        """The rows of data, each as it is read; empty ones are left out. They can be read once."""
        if self._reader is None:
            raise RuntimeError("the rows of a table can be read once; open it again")
        reader, self._reader = self._reader, None
        return reader(self)

    def where(self, row: Row, name: str = "") -> str:
        """The place in words, for a message."""
        return self.origin.where(row, self.columns.get(name))

    def finding(
        self,
        code: str,
        message: str,
        row: Row,
        name: str = "",
        *,
        help: str = "",
        notes: tuple[str, ...] = (),
        severity: str = "",
    ) -> Finding:
        """A finding about a row, or about its cell in the column `name`."""
        column = self.columns.get(name)
        return self.origin.finding(code, message, row, column, help=help, notes=notes, severity=severity)


class Reader(Protocol):
    """Reads the rows of a table whose header has been read."""

    def __call__(self, table: Table, /) -> Iterator[Row]:
        """The rows; what is found on the way goes into the findings of the table."""


def letter(index: int) -> str:
    """The letters of a column that counts from 0: A, Z, AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def csv_place(row: Spot, delimiter: str, index: int | None) -> tuple[tuple[int, int], tuple[int, int]]:
    """Line and column of a cell, or of its row, in the text of a CSV file; and what to mark from there on."""
    first = re.split(r"\r\n|\n|\r", row.written)[0]
    if index is None:
        return (row.line, 1), (0, max(len(first), 1))
    stop = re.escape(delimiter)
    cell = re.compile(rf'("(?:[^"]|"")*"[^{stop}\r\n]*|[^{stop}\r\n]*)({stop}|)')
    start = 0
    for _ in range(index):
        match = cell.match(row.written, start)
        if match is None or not match[2]:
            return (row.line, 1), (0, max(len(first), 1))
        start = match.end()
    match = cell.match(row.written, start)
    before = re.split(r"\r\n|\n|\r", row.written[:start])
    shown = re.split(r"\r\n|\n|\r", match[1])[0] if match is not None else ""
    return (row.line + len(before) - 1, len(before[-1]) + 1), (0, max(len(shown), 1))
