"""A file as a publisher ships it, looked at as a whole: sheets of a workbook as cells by row and column, or a CSV header."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from functools import cached_property

from carbonfoot.documents.sources import display_path
from carbonfoot.documents.yaml_reader import nfc
from carbonfoot.findings.finding import Finding
from carbonfoot.intake.cells import Stored
from carbonfoot.intake.kinds import CSV, kind_of_file
from carbonfoot.intake.package import open_package
from carbonfoot.intake.records import Record
from carbonfoot.intake.sheet_xml import SheetReader
from carbonfoot.intake.sheets import open_table
from carbonfoot.intake.table import letter
from carbonfoot.intake.trouble import trouble
from carbonfoot.intake.workbook import Workbook, read_workbook

Grid = dict[tuple[int, int], str]
"""Text by row and column, both from 1; empty cells are not there. Blanks and line ends are single blanks."""

DIGITS = 15
"""A spreadsheet shows no more; behind them stands the noise of binary numbers."""


class Book:
    """One file; `findings` says why it cannot be read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.display = display_path(file)
        self.findings: list[Finding] = []
        self._workbook: Workbook | None = None
        self._strings: list[str] | None = None
        self._grids: dict[str, Grid] = {}
        self.is_csv = False
        try:
            kind, self.findings = kind_of_file(file, self.display)
        except OSError as error:
            said = f"`{self.display}` cannot be read: {(error.strerror or str(error)).lower()}"
            self.findings = [Finding("CF001", said, self.display, help="check the path")]
            return
        self.is_csv = kind == CSV
        if not self.findings and not self.is_csv:
            package, self.findings = open_package(file, self.display)
            if package is not None:
                with trouble(self.display, self.findings):
                    self._workbook = read_workbook(package)

    @property
    def sheets(self) -> list[str]:
        """Names of the sheets of a workbook."""
        return [] if self._workbook is None else [sheet.name for sheet in self._workbook.sheets]

    def grid(self, name: str) -> Grid:
        """The cells of a sheet."""
        if name not in self._grids:
            self._grids[name] = dict(_cells(self._records(name)))
        return self._grids[name]

    def top(self, name: str, rows: int) -> Grid:
        """The cells of the first rows of a sheet."""
        found: Grid = {}
        for record in self._records(name):
            if record.number > rows:
                break
            found.update(_cells(iter([record])))
        return found

    def _records(self, name: str) -> Iterator[Record]:
        if self._workbook is None:
            return
        sheet = next(sheet for sheet in self._workbook.sheets if sheet.name == name)
        with trouble(self.display, self.findings):
            reader = SheetReader(self._workbook, sheet, self._strings)
            self._strings = reader.strings
            yield from reader.records()

    @cached_property
    def header(self) -> tuple[str, ...]:
        """The first row of a CSV file."""
        if not self.is_csv:
            return ()
        table, _ = open_table(self.file, display=self.display)
        return table.header if table is not None else ()

    def close(self) -> None:
        """Let go of the file."""
        if self._workbook is not None:
            self._workbook.package.close()


def _cells(records: Iterator[Record]) -> Iterator[tuple[tuple[int, int], str]]:
    for record in records:
        for column, given in enumerate(record.cells, 1):
            text = " ".join(nfc(given.text if isinstance(given, Stored) else given).split())
            if text:
                number = isinstance(given, Stored) and given.type == "number"
                yield (record.number, column), plain(text) if number else text


def plain(text: str) -> str:
    """A number as a spreadsheet shows it: `9.2E-5` becomes 0.000092, and noise behind the 15th digit goes."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if len(number.as_tuple().digits) > DIGITS:
        number = Decimal(f"{float(number):.{DIGITS}g}")
    shown = format(number, "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def cell_name(row: int, column: int) -> str:
    """`(18, 4)` is cell D18."""
    return f"{letter(column - 1)}{row}"
