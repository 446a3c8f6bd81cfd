"""CSV tables that expressions look values up in: exactly one row, or a refusal."""

from __future__ import annotations

import re
from typing import NamedTuple

from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import Quantity, parse_quantity


class TableError(QuantityError):
    """A table that cannot be read; `path` is the place in the CSV text, ("row", n) or ("row", n, column)."""

    def __init__(self, message: str, help: str, row: int = 1) -> None:
        super().__init__("CF224", message, help)
        self.path: tuple[str | int, ...] = ("row", row)


class CsvTable(NamedTuple):
    """A table as text; `units` holds the unit a header states in brackets, `energy [kWh]`.

    `by_text` gives the rows of a column by their text; it is filled when a column is first used as a key.
    """

    name: str
    units: dict[str, str]
    rows: list[dict[str, str]]
    by_text: dict[str, dict[str, list[dict[str, str]]]]


def read_table(name: str, text: str) -> CsvTable:
    """A table from CSV text. Raises `TableError` (CF224) for a table that cannot be read without a guess."""
    import csv

    try:
        lines = list(csv.reader(text.splitlines()))
    except csv.Error as error:
        raise TableError(f"table `{name}` is not CSV: {error}", "save it as CSV again") from None
    lines = [line for line in lines if any(cell.strip() for cell in line)]
    if not lines[1:]:
        raise TableError(f"table `{name}` has no rows", "a header line, then one line a row")
    for sign, word in ((";", "semicolons"), ("\t", "tabs")):
        if len(lines[0]) == 1 and sign in lines[0][0]:
            help = "save it with commas between the cells and points in the numbers"
            raise TableError(f"table `{name}` has {word} between its cells", help)
    units: dict[str, str] = {}
    columns: list[str] = []
    for cell in lines[0]:
        match = re.fullmatch(r"\s*(.*?)\s*(?:\[(.*)\])?\s*", cell)
        column = match[1] if match else cell
        if match and match[2]:
            units[column] = match[2]
        if not column or column in columns:
            what = f"twice a column `{column}`" if column else "a column without a name"
            raise TableError(f"table `{name}` has {what}", "give each column a name of its own")
        columns.append(column)
    rows: list[dict[str, str]] = []
    for number, line in enumerate(lines[1:], start=2):
        if len(line) != len(columns):
            message = f"table `{name}`, row {number}: {len(line)} cells under {len(columns)} columns"
            help = "a decimal comma or a missing cell shifts the row: write a point, or fill the cell"
            raise TableError(message, help, number)
        rows.append({column: cell.strip() for column, cell in zip(columns, line, strict=True)})
    return CsvTable(name, units, rows, {})


def column_of(table: CsvTable, key: str, column: str) -> list[tuple[str, Quantity]]:
    """Every cell of a column with the text of its key. Raises `QuantityError` CF224."""
    for wanted in (key, column):
        if wanted not in table.rows[0]:
            known = ", ".join(f"`{name}`" for name in table.rows[0])
            message = f"table `{table.name}` has no column `{wanted}`"
            raise QuantityError("CF224", message, f"its columns: {known}")
    return [(row[key], _cell(table, row, column)) for row in table.rows]


def look_up(table: CsvTable, column: str, keys: dict[str, Quantity | str]) -> Quantity:
    """The one cell of `column` in the row that all keys match. Raises `QuantityError` CF223 or CF224."""
    for wanted in (column, *keys):
        if wanted not in table.rows[0]:
            known = ", ".join(f"`{name}`" for name in table.rows[0])
            raise QuantityError(
                "CF224", f"table `{table.name}` has no column `{wanted}`", f"its columns: {known}"
            )
    rows = table.rows
    for name, value in keys.items():
        if isinstance(value, str):
            rows = _with_text(table, name).get(value, [])
            break
    found = [row for row in rows if all(_matches(table, row, name, value) for name, value in keys.items())]
    if len(found) != 1:
        asked = ", ".join(f"{name} = {_shown(value)}" for name, value in keys.items()) or "no key"
        count, verb = ("no row", "matches") if not found else (f"{len(found)} rows", "match")
        help = "a look-up must match exactly one row: correct the key, or add another key"
        raise QuantityError("CF223", f"{count} of table `{table.name}` {verb} {asked}", help)
    return _cell(table, found[0], column)


def _with_text(table: CsvTable, column: str) -> dict[str, list[dict[str, str]]]:
    """Rows by the text of a column."""
    if column not in table.by_text:
        rows: dict[str, list[dict[str, str]]] = {}
        for row in table.rows:
            rows.setdefault(row[column], []).append(row)
        table.by_text[column] = rows
    return table.by_text[column]


def _shown(value: Quantity | str) -> str:
    return f'"{value}"' if isinstance(value, str) else value.text


def _cell(table: CsvTable, row: dict[str, str], column: str) -> Quantity:
    text = row[column]
    if not text:
        message = f"table `{table.name}`, row {table.rows.index(row) + 2}: nothing stands under `{column}`"
        raise QuantityError("CF224", message, "fill the cell: missing is never zero")
    unit = table.units.get(column)
    return parse_quantity(f"{text} {unit}" if unit else text, default_unit="1")


def _matches(table: CsvTable, row: dict[str, str], column: str, value: Quantity | str) -> bool:
    if isinstance(value, str):
        return row[column] == value
    try:
        cell = _cell(table, row, column)
        return cell.si == value.to(cell.unit) * cell.unit.num / cell.unit.den
    except QuantityError:
        return False
