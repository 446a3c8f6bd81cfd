"""A bill of materials from a CSV file or a workbook: columns found by the words above them, or as the user says.

Nothing is guessed: where two columns may hold the same, or none may, the answer is a question with the option that settles it.
"""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.findings.finding import Finding, exit_code
from carbonfoot.intake.bom_words import ROLES, UNITS, is_total, role_of, unit_in, weighs
from carbonfoot.intake.records import Hidden
from carbonfoot.intake.sheets import open_table
from carbonfoot.intake.table import Kind, Row, Table
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import parse_unit

SEARCHED = 30
"""Rows from the top among which the header is looked for."""

ENOUGH = 2
"""Columns that a row must name by known words to be taken for the header."""

FIXED = "="
"""Before a text that stands for a whole column: `--unit =kg`."""

_HEADER_CODES = {"CF605", "CF606", "CF607"}


class Said(NamedTuple):
    """What the user states about the table; a column is named, or `=text` stands for every row."""

    columns: dict[str, str]
    sheet: str | None = None
    header_row: int | None = None
    hidden: Hidden | None = None
    decimal: str = "."


class Entry(NamedTuple):
    """One line of a bill of materials, every text as it stands; `unit` is one of ours, "" where it says too little."""

    row: int
    name: str
    material: str
    spec: str
    amount: str
    unit: str
    unit_text: str
    origin: str
    code: str


class Bom(NamedTuple):
    """The lines, the columns they are from, what was left out (row and why), and remarks about the whole."""

    entries: list[Entry]
    columns: dict[str, str]
    left_out: list[tuple[int, str]]
    remarks: list[str]


class Read(NamedTuple):
    """A bill of materials, or why there is none: findings of the table, or questions to the user."""

    bom: Bom | None
    findings: list[Finding]
    questions: list[str]


def read_bom(file: str, said: Said, display: str = "") -> Read:
    """All lines of a bill of materials; findings of the table come along."""
    found, findings = _header(file, said, display)
    if found is None:
        return Read(None, findings, [])
    row, header = found
    columns, questions = _columns(header, said.columns)
    if questions:
        return Read(None, [], questions)
    named = {role: name for role, name in columns.items() if not name.startswith(FIXED)}
    kinds: dict[str, Kind] = {
        name: "number" if role == "amount" else "text" for role, name in named.items() if role != "level"
    }
    table, findings = open_table(
        file,
        kinds,
        sheet=said.sheet,
        header_row=row,
        hidden=said.hidden,
        decimal=said.decimal,
        display=display,
    )
    if table is None:
        return Read(None, findings, [])
    bom = _read(table, columns)
    if exit_code(table.findings) == 3:  # noqa: PLR2004  the code of refused input
        return Read(None, table.findings, [])
    return Read(bom, table.findings, [])


def _header(file: str, said: Said, display: str) -> tuple[tuple[int, tuple[str, ...]] | None, list[Finding]]:
    """The row that names the columns, by known words or by those the user gives."""
    wanted = {name for name in said.columns.values() if not name.startswith(FIXED)}
    first: list[Finding] = []
    rows = [said.header_row] if said.header_row is not None else [None, *range(1, SEARCHED + 1)]
    for number in rows:
        table, findings = open_table(
            file,
            None,
            sheet=said.sheet,
            header_row=number,
            hidden=said.hidden,
            decimal=said.decimal,
            display=display,
        )
        if number == rows[0]:
            first = findings
            if table is None and {one.code for one in findings} - _HEADER_CODES:
                return None, findings
        if table is None:
            continue
        roles = {role_of(name) for name in table.header} - {""}
        named = wanted & set(table.header)
        if said.header_row is not None or len(roles | named) >= ENOUGH or (named and named == wanted):
            return (table.header_row, table.header), []
    if not first:
        said_of = f"no row of the first {SEARCHED} names the columns of a bill of materials"
        help = "name them: --name COLUMN --amount COLUMN --unit COLUMN, or say the row: --header-row N"
        first = [Finding("CF605", said_of, display or file, help=help)]
    return None, first


def _columns(header: tuple[str, ...], stated: dict[str, str]) -> tuple[dict[str, str], list[str]]:
    """The column of each role, and what must be asked."""
    questions = []
    columns = {}
    for role, name in stated.items():
        if not name.startswith(FIXED) and name not in header:
            shown = ", ".join(f"`{one}`" for one in header if one)
            questions.append(f"--{role} {name}: no such column; the table has {shown}")
        columns[role] = name
    free = [name for name in header if name and name not in columns.values()]
    for role in ROLES:
        if role in columns:
            continue
        found = [name for name in free if role_of(name) == role]
        if len(found) > 1 and role not in ("level", "spec"):
            listed = " and ".join(f"`{name}`" for name in found)
            questions.append(f"{listed} may both be the {role}: choose one with --{role} COLUMN")
        elif found:
            columns[role] = found[0]
    if questions:
        return columns, questions
    if "name" not in columns and "material" not in columns:
        questions.append(_ask("a name or material", "name", header))
    if "amount" not in columns:
        questions.append(_ask("the amount", "amount", header))
    elif "unit" not in columns:
        inside = unit_in(columns["amount"])
        if inside and _unit(inside):
            columns["unit"] = FIXED + inside
        else:
            such = "kg" if weighs(columns["amount"]) else "piece"
            questions.append(
                f"no column says the unit of `{columns['amount']}`: name it with --unit COLUMN, "
                f"or state one for all, such as --unit ={such}"
            )
    return columns, questions


def _ask(what: str, role: str, header: tuple[str, ...]) -> str:
    shown = ", ".join(f"`{one}`" for one in header if one)
    return f"no column is known to hold {what}: name it with --{role} COLUMN (the table has {shown})"


def _read(table: Table, columns: dict[str, str]) -> Bom:
    entries: list[Entry] = []
    left_out: list[tuple[int, str]] = []
    for row in table.rows():
        entry = _entry(row, columns)
        if not (entry.name or entry.material or entry.spec):
            left_out.append((row.number, "no name and no material"))
        elif is_total(entry.name or entry.material) and not (entry.name and entry.material):
            left_out.append((row.number, f"`{entry.name or entry.material}` is a sum of other lines"))
        else:
            entries.append(entry)
    remarks = []
    if "level" in columns:
        remarks.append(
            f"column `{columns['level']}` tells levels: an assembly and its parts would count twice, keep one of them"
        )
    return Bom(entries, columns, left_out, remarks)


def _entry(row: Row, columns: dict[str, str]) -> Entry:
    def text(role: str) -> str:
        name = columns.get(role, "")
        if name.startswith(FIXED):
            return name[1:]
        return row.cells[name].text if name in row.cells else ""

    return Entry(
        row.number,
        text("name"),
        text("material"),
        text("spec"),
        text("amount"),
        _unit(text("unit")),
        text("unit"),
        text("origin"),
        text("code"),
    )


def _unit(text: str) -> str:
    """The unit as carbonfoot writes it, "" where the text says too little."""
    plain = text.strip()
    known = UNITS.get(plain.casefold().rstrip("."))
    if known is not None:
        return known
    for one in (plain, plain.lower()):
        try:
            return parse_unit(one).symbol
        except QuantityError:
            continue
    return ""
