"""The rows of a bill of materials as lines: numbers with their decimal mark told, units known, sums left out."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.findings.finding import Finding, severity
from carbonfoot.intake.bom_columns import FIXED, Columns
from carbonfoot.intake.bom_levels import bare_level, indent_of, without_indent
from carbonfoot.intake.bom_line import Line, Place
from carbonfoot.intake.bom_numbers import MARKS, Tells, read_number, tells
from carbonfoot.intake.bom_roles import mass_unit_of, unit_of, unit_of_header
from carbonfoot.intake.bom_watched import watched_values
from carbonfoot.intake.bom_words import is_total
from carbonfoot.intake.imports import Asked, Shown
from carbonfoot.intake.sheets import open_table
from carbonfoot.intake.table import Cell, Column, Origin, Row, Table
from carbonfoot.intake.tally import Tally

NUMBERS = ("quantity", "total", "mass")
FILLED = ("material", "spec", "unit", "origin", "supplier", "code")
"""Columns in which one merged cell holds for every row beside it."""

STEP = 2
"""Columns that a step of a workbook's indent counts for."""

_YES = frozenset("x,y,yes,1,true,ja,50,o,○,●,v,예,팬텀,phantom".split(","))  # noqa: SIM905


class Rows(NamedTuple):
    """Lines, what was left out, and where the table is from; findings or questions where they stand in the way."""

    lines: list[Line]
    left_out: list[tuple[int, str]]
    origin: Origin | None
    findings: list[Finding]
    questions: list[str]
    shown: list[Shown]
    decimal: str = ""


def read_lines(file: str, columns: Columns, asked: Asked) -> Rows:
    """Every line of the table."""
    table, findings = _open(file, columns, asked)
    if table is None:
        return Rows([], [], None, findings, [], [])
    rows = list(table.rows())
    origin = table.origin
    if any(severity(one) == "error" for one in table.findings):
        return Rows([], [], origin, table.findings, [], [])
    names = [columns.columns[role] for role in NUMBERS if role in columns.read()]
    told = tells(cell.text for row in rows for name in names if not (cell := row.cells[name]).typed)
    stated = _stated(columns, asked)
    mark, why, question = _decimal(told, stated, origin)
    if stated and not asked.decimal:
        why = ("map",)
    changed = watched_values(rows, columns)
    if question or changed:
        return Rows([], [], origin, table.findings, [*changed, *([question] if question else [])], [])
    tally = Tally(origin, table.findings)
    reading = _Reading(columns, mark, tally)
    lines = []
    left_out = []
    for row in rows:
        line, because = reading.line(row)
        if line is None:
            left_out.append((row.number, because))
        else:
            lines.append(line)
    tally.close()
    if columns.unit_question and any(line.amount and not line.unit_text for line in lines):
        return Rows([], [], origin, table.findings, [columns.unit_question], [])
    shown = [Shown("decimal", mark, *why)] if why else []
    if table.skipped:
        said = ", ".join(f"{name}={text}" for name, texts in columns.skips for text in sorted(texts))
        shown.append(Shown("skipped", said, "skipped", str(table.skipped)))
    return Rows(lines, left_out, origin, table.findings, [], shown, mark if why else "")


def _open(file: str, columns: Columns, asked: Asked) -> tuple[Table | None, list[Finding]]:
    saved = columns.saved.table if columns.saved is not None else None
    read = columns.read()
    others = [*columns.watched, *dict(columns.skips)]
    return open_table(
        file,
        dict.fromkeys([*read.values(), *others], "text"),
        sheet=asked.sheet or (saved.sheet if saved is not None else None),
        header_row=columns.header_row,
        hidden=asked.hidden or (saved.hidden if saved is not None else None),  # type: ignore[arg-type]
        skips=columns.skips,
        names=columns.header if columns.two_rows else None,
        fill=[name for role, name in read.items() if role in FILLED],
        display=asked.display,
    )


def _stated(columns: Columns, asked: Asked) -> str:
    saved = columns.saved.table if columns.saved is not None else None
    return asked.decimal or (saved.decimal or "" if saved is not None else "")


def _decimal(told: Tells, stated: str, origin: Origin) -> tuple[str, tuple[str, ...], str]:
    """The decimal mark, why, and the question where the table leaves it open."""
    if stated:
        return stated, ("stated",), ""
    if told.point and told.comma:
        said = (
            f"`{told.point}` has a decimal point and `{told.comma}` a decimal comma: say which holds with "
            "--decimal . or --decimal , and correct the others"
        )
        return "", (), said
    if told.point:
        return ".", ("content", told.point), ""
    if told.comma:
        return ",", ("content", told.comma), ""
    if not told.open:
        return ".", (), ""
    if not origin.sheet and origin.delimiter == "," and "," not in told.open:
        return ".", ("comma-separated",), ""
    one, other = (read_number(told.open, mark) for mark in MARKS)
    said = (
        f"`{told.open}` may be {one.digits if one else ''} or {other.digits if other else ''}, and no other number "
        "tells: say --decimal . or --decimal ,"
    )
    return "", (), said


class _Reading:
    """Reads one row after the other."""

    def __init__(self, columns: Columns, mark: str, tally: Tally) -> None:
        self.columns = columns.columns
        self.units = columns.units
        self.mark = mark
        self.tally = tally
        self.other = MARKS["," if mark == "." else "."]
        self.named = {
            role: unit_of_header(self.columns.get(of, ""))
            for role, of in (("unit", "quantity"), ("mass-unit", "mass"))
            if not self.columns.get(role, FIXED).startswith(FIXED)
        }

    def line(self, row: Row) -> tuple[Line | None, str]:
        """The line of a row, or None and why it is none."""
        text = {role: self._text(row, name) for role, name in self.columns.items()}
        words = [text.get(role, "") for role in ("name", "number", "material", "spec", "position", "level")]
        told = [word for word in words if word]
        total = next((word for word in told if is_total(word)), "")
        if total and not (text.get("name") and text.get("number")) and _alone(told, total):
            return None, f"sum\t{total}"
        line = Line(Place(row.number, row.line, row.written))
        line.level = bare_level(text["level"]) if "level" in text else text.get("position", "")
        line.number, line.material, line.spec = (
            text.get(role, "") for role in ("number", "material", "spec")
        )
        name = self.columns.get("name", "")
        line.indent = STEP * max(self._steps(row, role) for role in ("name", "number", "material"))
        if name in row.cells:
            line.indent += indent_of(row.cells[name].stored)
            line.name = without_indent(self._text(row, name))
        if not line.title:
            if not text.get("quantity") and not text.get("total") and not text.get("level"):
                return None, "nameless"
            line.name = f"row {row.number}"
        line.origin, line.supplier, line.code, line.above, line.above_name = (
            text.get(role, "") for role in ("origin", "supplier", "code", "parent", "parent-name")
        )
        line.phantom = text.get("phantom", "").casefold() in _YES
        self._amounts(line, row, text)
        return line, ""

    def _steps(self, row: Row, role: str) -> int:
        cell = row.cells.get(self.columns.get(role, ""))
        return cell.indent if cell is not None else 0

    def _text(self, row: Row, name: str) -> str:
        if name.startswith(FIXED):
            return name[1:]
        cell = row.cells.get(name)
        return " ".join(cell.text.split()) if cell is not None else ""

    def _amounts(self, line: Line, row: Row, text: dict[str, str]) -> None:
        digits, behind = self._number(row, "quantity")
        total, its = self._number(row, "total")
        line.total = total
        if "quantity" not in self.columns:
            digits, behind = total, its
        line.amount, line.unit_text = digits, behind or text.get("unit", "")
        line.unit = self._unit(line.unit_text)
        if behind and text.get("unit") and self._unit(behind) != self._unit(text["unit"]):
            said = f"the amount says `{behind}`, the column of the unit `{text['unit']}`"
            self.tally.each("CF615", said, row, self._column(row, "quantity"), "keep one of the two")
        self._agrees(row, "unit", "quantity", text)
        mass, behind = self._number(row, "mass")
        if mass:
            self._agrees(row, "mass-unit", "mass", text)
        unit = mass_unit_of(self._unit(behind or text.get("mass-unit", "")))
        if mass and mass.strip("0.") and unit:
            line.mass, line.mass_unit = mass, unit

    def _agrees(self, row: Row, role: str, of: str, text: dict[str, str]) -> None:
        """CF615 where a column of units says another unit than the name of the column of numbers."""
        named, here = self.named.get(role, ""), text.get(role, "")
        if named and here and mass_unit_of(named) != mass_unit_of(self._unit(here)):
            said = f"the name of the column says `{named}`, the column of the unit `{here}`"
            help = f"correct one of them, or say which holds: --column {role}=={mass_unit_of(named)}"
            self.tally.each("CF615", said, row, self._column(row, of), help)

    def _number(self, row: Row, role: str) -> tuple[str, str]:
        """Digits and the unit behind them; a cell that is no number is a finding."""
        cell = row.cells.get(self.columns.get(role, ""))
        if cell is None or not cell.text or cell.text in ("-", "–", "—"):
            return "", ""
        number = read_number(cell.text, "." if cell.typed else self.mark)
        if number is not None and not number.digits.startswith("-"):
            return number.digits, number.unit
        if number is not None:
            self._wrong(
                row, role, cell, "is negative", "a by-product is an output: delete the row, and list it there"
            )
        elif self.mark and read_number(cell.text, "," if self.mark == "." else "."):
            said = f"has {self.other} for its decimal mark, unlike the others"
            self._wrong(row, role, cell, said, "write all numbers of the table in one way")
        else:
            self._wrong(
                row,
                role,
                cell,
                "is not a number",
                "write the number; leave the cell empty where it is not known",
            )
        return "", ""

    def _wrong(self, row: Row, role: str, cell: Cell, said: str, help: str) -> None:
        from carbonfoot.quantities.numbers import shown

        self.tally.each("CF615", f"{shown(cell.text)} {said}", row, self._column(row, role), help)

    def _column(self, row: Row, role: str) -> Column | None:
        cell = row.cells.get(self.columns.get(role, ""))
        return cell.column if cell is not None else None

    def _unit(self, text: str) -> str:
        return unit_of(self.units.get(text, text)) if text else ""


def _alone(told: list[str], total: str) -> bool:
    """Whether a word for a sum is all that the row says, beside other such words."""
    return all(is_total(word) or word == total for word in told)
