"""A small table as a grid of texts, for kinds of table whose header alone does not tell what their cells are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from carbonfoot.documents.encoding import find_unseen
from carbonfoot.documents.roots import reason, regular_file_problem
from carbonfoot.documents.yaml_reader import nfc
from carbonfoot.findings.finding import Finding, severity
from carbonfoot.intake.cells import ERRORS, Given, Stored
from carbonfoot.intake.kinds import CSV, XLS, kind_of_file
from carbonfoot.intake.records import Record, Records
from carbonfoot.intake.table import Column, Origin, letter
from carbonfoot.intake.trouble import trouble

MAX_ROWS = 20_000
MAX_COLUMNS = 400
"""Of bills and questionnaires; what is larger is none."""

_ASK = "show them and look, or say --hidden read or --hidden skip"


class Item(NamedTuple):
    """A cell: its text, whether a spreadsheet program knows it as a number or a date, and where it stands."""

    text: str
    type: str
    record: Record
    position: int


class Grid(NamedTuple):
    """All rows that hold something; every row is as long as the longest."""

    origin: Origin
    rows: list[list[Item]]

    def finding(self, code: str, message: str, item: Item, help: str = "", severity: str = "") -> Finding:
        """A finding at a cell, which its message names."""
        column = Column(letter(item.position), item.position, "text")
        where = f"`{self.origin.sheet}`!{column.letter}{item.record.number}" if self.origin.sheet else ""
        where = where or f"{column.letter}{item.record.number}"
        said = f"{where}: {message}"
        return self.origin.finding(code, said, item.record, column, help=help, severity=severity)


def read_grid(
    file: str, display: str, sheet: str | None = None, hidden: str | None = None
) -> tuple[Grid | None, list[Finding]]:
    """The cells of a sheet or CSV file; None with what is wrong with the file."""
    problem = regular_file_problem(file, display)
    if problem is not None:
        return None, [problem._replace(file=display)]
    findings: list[Finding] = []
    try:
        kind, findings = kind_of_file(file, display)
        if findings:
            return None, findings
        with trouble(display, findings):
            reader, origin = _open(file, display, sheet, kind, findings)
            if reader is not None:
                try:
                    return _grid(reader, origin, hidden, findings), findings
                finally:
                    reader.close()
    except OSError as error:
        said = f"`{display}` cannot be read: {reason(error)}"
        findings = [Finding("CF001", said, display, help="check the permissions of the file")]
    return None, findings


def _open(
    file: str, display: str, sheet: str | None, kind: str, findings: list[Finding]
) -> tuple[Records | None, Origin]:
    if kind == CSV:
        return _open_csv(file, display, findings)
    if kind == XLS:
        from carbonfoot.intake.xls import open_xls

        old, problems = open_xls(file, sheet, display)
        findings += problems
        return old, Origin(display, old.sheet if old is not None else "")
    from carbonfoot.intake.package import open_package
    from carbonfoot.intake.sheet_choice import choose_sheet
    from carbonfoot.intake.sheet_xml import SheetReader
    from carbonfoot.intake.workbook import read_workbook

    package, problems = open_package(file, display)
    findings += problems
    if package is None:
        return None, Origin(display)
    workbook = read_workbook(package)
    chosen, problems = choose_sheet(workbook.sheets, sheet, display)
    findings += problems
    if chosen is None:
        package.close()
        return None, Origin(display)
    return SheetReader(workbook, chosen), Origin(display, chosen.name)


def _open_csv(file: str, display: str, findings: list[Finding]) -> tuple[Records | None, Origin]:
    """The sign between the cells is the one that makes the most of them."""
    import csv

    from carbonfoot.intake.csv_file import DELIMITERS, CsvReader, open_text, separator
    from carbonfoot.intake.encodings import find_encoding

    encoding, problems = find_encoding(file, display)
    findings += problems
    if encoding is None:
        return None, Origin(display)
    with open_text(file, encoding) as stream:
        lines = [line for _, line in zip(range(200), stream, strict=False)]
    counts: dict[str, int] = {}
    for sign in DELIMITERS:
        try:
            counts[sign] = sum(max(len(cells) - 1, 0) for cells in csv.reader(lines, delimiter=sign))
        except csv.Error:
            counts[sign] = 0
    stated = separator(lines[0]) if lines else ""
    best = stated if stated in DELIMITERS else max(counts, key=lambda sign: counts[sign])
    even = [sign for sign, count in counts.items() if count == counts[best] and count]
    if len(even) > 1 and not stated:
        said = (
            f"the cells of `{display}` could stand between {' and '.join(DELIMITERS[sign] for sign in even)}"
        )
        help = "save the table with one sign between all cells: comma, semicolon or tab"
        findings.append(Finding("CF618", said, display, help=help))
        return None, Origin(display)
    origin = Origin(display, delimiter=best)
    return CsvReader(file, origin, encoding, findings), origin


def _grid(reader: Records, origin: Origin, hidden: str | None, findings: list[Finding]) -> Grid | None:
    rows: list[list[Item]] = []
    out_of_sight = 0
    formulas: Item | None = None
    made = Grid(origin, rows)
    for record in reader.records():
        if not record.cells:
            continue
        if record.hidden:
            out_of_sight += 1
            if hidden == "skip":
                continue
        items = [_item(given, record, at) for at, given in enumerate(record.cells[:MAX_COLUMNS])]
        for given, item in zip(record.cells, items, strict=False):
            findings += _trouble(given, item, made)
            if isinstance(given, Stored) and given.formula and formulas is None:
                formulas = item
        if len(rows) >= MAX_ROWS or len(record.cells) > MAX_COLUMNS:
            said = f"`{origin.file}` is too large for a table of this kind"
            findings.append(
                origin.finding("CF603", said, help=f"{MAX_ROWS:,} rows and {MAX_COLUMNS} columns")
            )
            return None
        rows.append(items)
    _sights(reader, origin, hidden, out_of_sight, rows, findings)
    _fill_merged(reader, made, findings)
    if formulas is not None:
        findings.append(
            made.finding("CF612", "values computed by formulas are taken as they were last saved", formulas)
        )
    width = max((len(row) for row in rows), default=0)
    for row in rows:
        row += [Item("", "", row[0].record, at) for at in range(len(row), width)]
    if not rows:
        findings.append(origin.finding("CF621", "there is nothing in the table"))
        return None
    return None if any(severity(one) == "error" for one in findings) else made


def _sights(
    reader: Records,
    origin: Origin,
    hidden: str | None,
    count: int,
    rows: list[list[Item]],
    findings: list[Finding],
) -> None:
    """Hidden rows and columns: asked about, read, or left out as stated."""
    width = max((len(row) for row in rows), default=0)
    aside = {at for first, last in reader.hidden for at in range(first, min(last, width - 1) + 1)}
    if hidden is None and (count or aside):
        findings.append(origin.finding("CF608", "rows or columns of the table are hidden", help=_ASK))
    if hidden == "skip":
        for row in rows:
            row[:] = [item._replace(text="", type="") if item.position in aside else item for item in row]


def _item(given: Given, record: Record, at: int) -> Item:
    if isinstance(given, Stored):
        text = given.text
        if given.look.otherwise == "as a percentage":
            return Item(text, "percentage", record, at)
        return Item(
            nfc(text) if given.type == "text" else text,
            "" if given.type == "text" else given.type,
            record,
            at,
        )
    return Item(" ".join(nfc(given).split()) if given.strip() else "", "", record, at)


def _trouble(given: Given, item: Item, grid: Grid) -> Iterator[Finding]:
    if isinstance(given, Stored) and given.type == "nothing":
        help = "open the workbook in a spreadsheet program and save it, or write the value itself"
        yield grid.finding("CF611", "the formula was saved without its value", item, help)
    elif (isinstance(given, Stored) and given.type == "error") or item.text in ERRORS:
        help = "correct the formula, or leave the cell empty: missing is never zero"
        yield grid.finding("CF610", f"`{item.text}` is an error, not a value", item, help)
    elif not item.text.isprintable() and (unseen := find_unseen(item.text, "")):
        yield grid.finding("CF003", unseen[0].message, item, unseen[0].help)


def _fill_merged(reader: Records, grid: Grid, findings: list[Finding]) -> None:
    """A text beside several rows holds for each of them; a number does not say how it is shared."""
    by_number = {row[0].record.number: row for row in grid.rows}
    for area in reader.merged:
        if area.first_row == area.last_row or area.first_row not in by_number:
            continue
        first = by_number[area.first_row]
        if area.first_column >= len(first) or not first[area.first_column].text:
            continue
        item = first[area.first_column]
        if item.type == "number":
            said = f"`{item.text}` stands for {area.last_row - area.first_row + 1} rows in one merged cell"
            findings.append(
                grid.finding("CF609", said, item, "split the cells, and write what belongs to each row")
            )
            continue
        for number in range(area.first_row + 1, area.last_row + 1):
            row = by_number.get(number)
            if row is not None:
                at = area.first_column
                row += [Item("", "", row[0].record, place) for place in range(len(row), at + 1)]
                row[at] = Item(item.text, item.type, row[at].record, at)
