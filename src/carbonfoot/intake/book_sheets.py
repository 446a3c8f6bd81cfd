"""The sheets of a workbook of a document, cell by cell: where each value belongs, and what a person typed instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from carbonfoot.documents.encoding import find_unseen
from carbonfoot.documents.yaml_reader import nfc
from carbonfoot.findings.finding import Finding
from carbonfoot.intake.book_keys import (
    KEY,
    KEY_KO,
    LINE,
    LINE_KO,
    UNIT,
    VALUE,
    Path,
    cell_value,
    heading,
    read_path,
)
from carbonfoot.intake.book_tree import AstrayError, Node, has, put
from carbonfoot.intake.cells import Given, Stored
from carbonfoot.intake.records import Record
from carbonfoot.intake.sheet_xml import SheetReader
from carbonfoot.intake.table import Column, Origin
from carbonfoot.intake.workbook import Workbook, read_strings
from carbonfoot.quantities.numbers import shown

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NUMBER = re.compile(r"-?[0-9][0-9.]*(?:[eE][-+]?[0-9]+)?")
_ASK = "show them and look, or say --hidden read or --hidden skip"


class Place(NamedTuple):
    """A cell, or the first cell of a row."""

    origin: Origin
    row: Record
    column: Column

    def finding(self, code: str, message: str, help: str = "", severity: str = "") -> Finding:
        """A finding that names sheet and cell."""
        where = self.origin.where(self.row, self.column)
        return self.origin.finding(
            code, f"{where}: {message}", self.row, self.column, help=help, severity=severity
        )


class _Line(NamedTuple):
    """A row of a list: where it belongs, and its cells."""

    path: Path
    place: Place
    cells: list[tuple[Path, Any, Place]]


def plain(given: Given) -> str:
    """The text of a cell, whatever it holds."""
    return given.text if isinstance(given, Stored) else given


class Sheets:
    """The sheets of one workbook, row by row."""

    def __init__(self, display: str, hidden: str | None, findings: list[Finding]) -> None:
        self.display = display
        self.hidden = hidden
        self.findings = findings
        self.top = Node()
        self.lines: list[_Line] = []
        self.sheets: list[tuple[str, str, str]] = []

    def workbook(self, workbook: Workbook) -> None:
        """All sheets: the values first, then rows of lists, outer ones before those inside them."""
        strings = read_strings(workbook)
        for sheet in workbook.sheets:
            origin = Origin(self.display, sheet.name)
            if sheet.hidden and not self._shown(origin, "the sheet is hidden"):
                continue
            reader = SheetReader(workbook, sheet, strings)
            records = [record for record in reader.records() if record.cells]
            head = [plain(one) for one in records[0].cells] if records else []
            if head[:2] != [KEY, VALUE] and head[:1] != [LINE]:
                said = (
                    f"sheet {shown(sheet.name)} is not read: its first cell is neither `{KEY}` nor `{LINE}`"
                )
                self.findings.append(origin.finding("CF608", said, severity="note"))
                continue
            body = (
                records[2:]
                if records[1:] and plain(records[1].cells[0]) in (LINE_KO, KEY_KO)
                else records[1:]
            )
            if any(one.hidden for one in body) and not self._shown(origin, "rows of it are hidden"):
                body = [one for one in body if not one.hidden]
            aside = {
                column for first, last in reader.hidden for column in range(first, min(last, len(head)) + 1)
            }
            if aside and self._shown(origin, "columns of it are hidden"):
                aside = set()
            if head[0] == KEY:
                self._values(origin, body)
            else:
                self._list(origin, head, body, aside)
            self.sheets.append((sheet.name, "values" if head[0] == KEY else "lines", str(len(body))))
        self._place()

    def _shown(self, origin: Origin, said: str) -> bool:
        """Whether something hidden is read; a question as long as nobody said."""
        if self.hidden is None:
            self.findings.append(origin.finding("CF608", f"sheet {shown(origin.sheet)}: {said}", help=_ASK))
        return self.hidden == "read"

    def _values(self, origin: Origin, body: list[Record]) -> None:
        for record in body:
            key = plain(record.cells[0])
            value = _cell(record, 1)
            place = Place(origin, record, Column(VALUE, 1, "text"))
            if not key.strip() and value == "":
                continue
            path = read_path(key)
            if path is None:
                self._astray(place._replace(column=Column(KEY, 0, "text")), f"{shown(key)} names no key")
                continue
            text = self._text(value, place, "")
            if text is not None:
                self._put(path, cell_value(text), place)

    def _list(self, origin: Origin, head: list[str], body: list[Record], aside: set[int]) -> None:
        columns = self._columns(origin, head, body, aside)
        lines = [read_path(plain(record.cells[0])) for record in body]
        parents = {path[:-1] for path in lines if path and isinstance(path[-1], int)}
        new = max((int(path[-1]) for path in lines if path and isinstance(path[-1], int)), default=0)
        for record, known in zip(body, lines, strict=True):
            label = plain(record.cells[0])
            place = Place(origin, record, Column(LINE, 0, "text"))
            path = known
            if not label.strip():
                if all(plain(one).strip() == "" for one in record.cells):
                    continue
                if len(parents) != 1:
                    self._astray(place, "the row does not say which list it belongs to")
                    continue
                new += 1
                path = (*next(iter(parents)), new)
            if path is None or not isinstance(path[-1] if path else "", int):
                self._astray(place, f"{shown(label)} names no entry of a list")
                continue
            self.lines.append(_Line(path, place, list(self._cells(origin, record, columns))))

    def _columns(
        self, origin: Origin, head: list[str], body: list[Record], aside: set[int]
    ) -> dict[int, tuple[Path, str, int]]:
        """Position to path, unit of its numbers, and the position of the column with units (or -1)."""
        paths: dict[int, tuple[str, str]] = {
            at: heading(text) for at, text in enumerate(head) if at and text.strip() and at not in aside
        }
        units = {text: at for at, (text, unit) in paths.items() if unit == UNIT}
        found: dict[int, tuple[Path, str, int]] = {}
        seen: set[str] = set()
        for at, (text, unit) in paths.items():
            if unit == UNIT:
                continue
            path = read_path(text)
            place = Place(origin, Record(1, ()), Column(head[at], at, "text"))
            if path is None:
                self._astray(place, f"{shown(head[at])} names no key")
            elif text in seen:
                self._astray(place, f"the column {shown(text)} stands twice")
            else:
                found[at] = (path, unit, units.get(text, -1))
            seen.add(text)
        for text, at in units.items():
            if text not in seen:
                place = Place(origin, Record(1, ()), Column(head[at], at, "text"))
                self._astray(place, f"the column {shown(text)} of these units is missing")
        for record in body:
            for at in range(1, len(record.cells)):
                if (
                    (at >= len(head) or not head[at].strip())
                    and plain(record.cells[at]).strip()
                    and at not in aside
                ):
                    place = Place(origin, record, Column("", at, "text"))
                    self._astray(place, f"{shown(plain(record.cells[at]))} stands under no heading")
        return found

    def _cells(
        self, origin: Origin, record: Record, columns: dict[int, tuple[Path, str, int]]
    ) -> Iterator[tuple[Path, Any, Place]]:
        for at, (path, together, beside) in columns.items():
            unit = together
            given = _cell(record, at)
            name = Column("/".join(map(str, path)), at, "text")
            place = Place(origin, record, name)
            if beside >= 0:
                unit_place = Place(origin, record, Column(f"{name.name} [{UNIT}]", beside, "text"))
                unit = (self._text(_cell(record, beside), unit_place, "") or "").strip()
                if unit and given == "":
                    self._astray(unit_place, f"a unit, {shown(unit)}, without an amount")
                    continue
            text = self._text(given, place, unit)
            if text is None:
                continue
            value = cell_value(text)
            if unit and isinstance(value, str):
                bare = _NUMBER.fullmatch(text)
                if bare:
                    value = f"{text} {unit}"
                elif beside >= 0:
                    self._astray(
                        place, f"{shown(text)} is not a number, and the unit {shown(unit)} stands beside it"
                    )
                    continue
            yield path, value, place

    def _text(self, given: Given, place: Place, unit: str) -> str | None:
        """The text of a cell; None for an empty one, and for one that was refused."""
        if not isinstance(given, Stored):
            if not given.isprintable() and (unseen := find_unseen(given, "")):
                self.findings.append(place.finding("CF003", unseen[0].message, unseen[0].help))
                return None
            return nfc(given) if given.strip() else None
        if given.type == "error":
            help = "correct the formula, or leave the cell empty: missing is never zero"
            self.findings.append(
                place.finding("CF610", f"{shown(given.text)} is an error, not a value", help)
            )
            return None
        if given.type == "nothing":
            help = "open the workbook in a spreadsheet program and save it, or write the value itself"
            self.findings.append(place.finding("CF611", "the formula was saved without its value", help))
            return None
        if given.formula:
            said = f"{shown(given.text)} was computed by a formula, and is taken as it was last saved"
            self.findings.append(place.finding("CF612", said))
        if given.type == "date" and (unit or not _DAY.fullmatch(given.text) or not _is_day(place)):
            help = "give the cell the format Text and type it again"
            said = f"the date {given.text} stands where a number or a text belongs"
            self.findings.append(place.finding("CF613", said, help))
            return None
        if given.type == "truth":
            return "yes" if given.text == "TRUE" else "no"
        return self._number(given, place, unit) if given.type == "number" else given.text or None

    def _number(self, given: Stored, place: Place, unit: str) -> str | None:
        if given.look.otherwise == "as a percentage":
            if unit in ("", "%"):
                share = f"{(Decimal(given.text) * 100).normalize():f}"
                return share if unit else f"{share} %"
            said = f"{given.text} is shown as a percentage, and its unit is {shown(unit)}"
            self.findings.append(place.finding("CF616", said, "give the cell the format General", "error"))
            return None
        if given.look.otherwise:
            said = f"{given.text} is shown {given.look.otherwise}; the stored number is taken"
            self.findings.append(place.finding("CF616", said, "the format General shows what is stored"))
        return given.text

    def _astray(self, place: Place, said: str) -> None:
        help = "as `export --to xlsx` writes it; see `carbonfoot explain CF645`"
        self.findings.append(place.finding("CF645", said, help))

    def _put(self, path: Path, value: Any, place: Place) -> None:
        try:
            put(self.top, path, value, place)
        except AstrayError as error:
            self._astray(place, f"the value {error}")

    def _place(self) -> None:
        """Put all rows into the document, those of outer lists first."""
        self.lines.sort(key=lambda line: sum(isinstance(step, int) for step in line.path))
        for line in self.lines:
            outer = _outer(line.path)
            if outer and not has(self.top, outer):
                from carbonfoot.intake.book_keys import path_text

                self._astray(line.place, f"the row belongs to `{path_text(outer)}`, and no row is that")
                continue
            try:
                entry = put(self.top, line.path, ..., line.place)
            except AstrayError as error:
                self._astray(line.place, f"the row {error}")
                continue
            itself = [(value, place) for path, value, place in line.cells if not path]
            if itself and len(line.cells) > 1:
                self._astray(itself[0][1], "the entry is a single value, and has keys as well")
                continue
            if itself:
                entry.value, entry.place = itself[0]
                continue
            for path, value, place in line.cells:
                self._put((*line.path, *path), value, place)


def _outer(path: Path) -> Path:
    """The entry of a list that an entry of an inner list belongs to; () for none."""
    positions = [at for at, step in enumerate(path[:-1]) if isinstance(step, int)]
    return path[: positions[-1] + 1] if positions else ()


def _cell(record: Record, at: int) -> Given:
    return record.cells[at] if at < len(record.cells) else ""


def _is_day(place: Place) -> bool:
    """Whether a date may stand in the cell: a key whose value is a day."""
    key = plain(place.row.cells[0]) if place.column.name == VALUE else place.column.name
    return key.rpartition("/")[2] in ("valid_until", "valid_from", "valid_on", "completed")
