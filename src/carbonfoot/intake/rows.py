"""From rows as they stand to rows of a table: the header, what is hidden, merged or ragged, and the cells by kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from carbonfoot.findings.finding import Finding
from carbonfoot.intake.cells import Given, Judge, Stored
from carbonfoot.intake.header import MAX_HEADER_ROW, SEARCHED, columns_of, find_header, header_name, names_of
from carbonfoot.intake.merged import Merged, is_clear
from carbonfoot.intake.records import Area, Asked, Record, Records
from carbonfoot.intake.table import Cell, Column, Origin, Row, Table, letter
from carbonfoot.intake.tally import Tally
from carbonfoot.intake.trouble import trouble


def start(
    reader: Records, origin: Origin, asked: Asked, findings: list[Finding]
) -> tuple[Table | None, list[Finding]]:
    """A table whose header is read, or None; `findings` is the list that grows. May raise as the reader does."""
    if asked.header_row is not None and not 0 < asked.header_row <= MAX_HEADER_ROW:
        said = f"row {asked.header_row} cannot name the columns"
        return None, [
            *findings,
            origin.finding("CF605", said, help=f"state a row from 1 to {MAX_HEADER_ROW}"),
        ]
    records = reader.records()
    first: list[Record] = []
    for record in records:
        first.append(record)
        if record.number >= (asked.header_row or SEARCHED):
            if asked.names is not None and record.number == asked.header_row:
                first[-1] = record._replace(cells=asked.names)
            break
    header, problems = find_header(origin, first, asked.columns, asked.optional, asked.header_row)
    if not any(
        found.code == "CF622" for found in findings
    ):  # where reading broke off, the header may be missing for that
        findings += problems
    if header is None:
        reader.close()
        return None, findings
    columns = columns_of(header, asked.columns)
    reader.keep = frozenset(column.position for column in columns.values())
    rest = chain((record for record in first if record.number > header.number), records)
    reading = _Reading(reader, rest, header, asked)
    return Table(origin, header.number, names_of(header), columns, findings, reading.rows), findings


class _Reading:
    """The rows below a header."""

    def __init__(self, reader: Records, records: Iterator[Record], header: Record, asked: Asked) -> None:
        self.reader = reader
        self.records = records
        self.header = header
        self.asked = asked

    def rows(self, table: Table) -> Iterator[Row]:
        """See `Table.rows`."""
        tally = Tally(table.origin, table.findings)
        try:
            with trouble(table.origin.file, table.findings):
                yield from self._rows(table, tally)
        finally:
            tally.close()
            self.reader.close()

    def _rows(self, table: Table, tally: Tally) -> Iterator[Row]:
        merged = _merged(self.reader.merged, table, self.header, tally, self.asked.fill)
        columns = self._seen(table, tally)
        judge = Judge(tally, self.asked.decimal, typed=self.reader.typed, by_hand=self.reader.by_hand)
        width = 0 if self.reader.typed else len(self.header.cells)
        empty: Record | None = None
        any_row = False
        skip = self.asked.hidden == "skip"
        skips = [(table.columns[name].position, texts) for name, texts in self.asked.skips]
        before = self.header.number
        for record in merged.filled(self.records) if merged else self.records:
            cells = record.cells
            if record.number > before + 1:  # a workbook need not write empty rows down
                empty = empty or Record(before + 1, ())
            before = record.number
            if not cells:
                empty = empty or record
                continue
            if record.hidden:
                _hidden_row(self.asked, record, tally)
                if skip:
                    continue
            if empty is not None:
                tally.once(
                    "CF620", "places with empty rows between rows of the table: {}; they are left out", empty
                )
                empty = None
            any_row = True
            if skips and _left_out(cells, skips):
                table.skipped += 1
                continue
            if width and len(cells) != width:
                _ragged(record, width, tally)
                continue
            if self._header_again(record, columns):
                tally.each(
                    "CF605", "the names of the columns stand here again", record, None, "delete the row"
                )
                continue
            count = len(cells)
            found = {}
            for column in columns:
                given = cells[column.position] if column.position < count else ""
                text = judge.read(given, column, record) if given else ""
                stored = (
                    (given.text or "=") if isinstance(given, Stored) else given
                )  # a formula may lack its value
                typed = isinstance(given, Stored) and given.type == "number"
                found[column.name] = Cell(text, column, stored, typed)
            for position, by in record.indents:
                for column in columns:
                    if column.position == position:
                        found[column.name] = found[column.name]._replace(indent=by)
            yield Row(record.number, found, record.line, record.written)
        if not any_row and not any(found.code in ("CF601", "CF603", "CF622") for found in table.findings):
            help = "the rows of the table stand below the names of its columns"
            table.findings.append(
                table.origin.finding(
                    "CF621", f"{table.origin.where(self.header)}: no row follows", self.header, help=help
                )
            )

    def _seen(self, table: Table, tally: Tally) -> list[Column]:
        """The columns to read, without hidden ones when those are to be skipped."""
        columns = []
        for column in table.columns.values():
            hidden = any(first <= column.position <= last for first, last in self.reader.hidden)
            if hidden and self.asked.hidden is None:
                tally.each("CF608", "the column is hidden", self.header, column, _ASK)
            if hidden and self.asked.hidden == "skip":
                said = "the column is hidden, and hidden columns are to be left out"
                tally.each("CF608", said, self.header, column, "show the column, or state `hidden: read`")
            else:
                columns.append(column)
        return columns

    def _header_again(self, record: Record, columns: list[Column]) -> bool:
        cells = record.cells
        return all(
            column.position < len(cells) and cells[column.position] == self.header.cells[column.position]
            for column in columns
        )


_ASK = "show it and look, or state `hidden: read` or `hidden: skip`"


def _hidden_row(asked: Asked, record: Record, tally: Tally) -> None:
    if asked.hidden is None:
        said = "hidden rows: {}; are they part of the table?"
        tally.once("CF608", said, record, help=_ASK.replace("it", "them"), notes=("a filter hides rows too",))
    elif asked.hidden == "skip":
        tally.once("CF608", "hidden rows left out, as stated: {}", record, severity="note")


def _left_out(cells: Sequence[Given], skips: list[tuple[int, frozenset[str]]]) -> bool:
    """Whether a row is one of those to leave out."""
    for position, texts in skips:
        given = cells[position] if position < len(cells) else ""
        if header_name(given) in texts:
            return True
    return False


def _ragged(record: Record, width: int, tally: Tally) -> None:
    help = "a decimal comma or a missing cell shifts the row: put such a cell between quotes, or fill it"
    said = f"{len(record.cells)} cells under {width} columns"
    tally.each("CF617", said, record, None, help)


def _merged(
    areas: list[Area], table: Table, header: Record, tally: Tally, fill: frozenset[str] | None
) -> Merged | None:
    """CF609 for merged cells in the header and below, in columns that are read; what fills those that are meant so."""
    filling: list[Area] = []
    for area in areas:
        if area.last_row < header.number:
            continue
        touched = [
            column
            for column in table.columns.values()
            if area.first_column <= column.position <= area.last_column
        ]
        if not touched:
            continue
        if fill is not None and is_clear(area, header.number, {column.name for column in touched}, fill):
            filling.append(area)
            continue
        ends = f"{letter(area.first_column)}{area.first_row}:{letter(area.last_column)}{area.last_row}"
        place = Record(max(area.first_row, header.number), ())
        said = f"the cells {ends} are merged, so that one value stands for several"
        tally.each(
            "CF609",
            said,
            place,
            touched[0],
            "split them, and write the value into every cell it is meant for",
        )
    return Merged(filling, header.number) if filling else None
