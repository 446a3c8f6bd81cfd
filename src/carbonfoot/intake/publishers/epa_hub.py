"""The workbook of the US EPA GHG Emission Factors Hub: one sheet with numbered tables.

`epa_hub.labels.csv` tells, for each row that a record of the edition of 2024 is from, the labels of that row and the headings of
the columns that were read. A row of another edition is the same when table, labels and headings are; its figures are taken from
the columns with these headings, wherever they stand.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from carbonfoot.factors.library import Record
from carbonfoot.factors.lint_cells import is_decimal
from carbonfoot.intake.publishers.book import Book, Grid
from carbonfoot.intake.publishers.published import Asked, Cells, Edition, Entry, Published, UnclearError
from carbonfoot.intake.table import letter

FAMILY = "epa-hub"
WORDS = "US EPA GHG Emission Factors Hub (workbook with the sheet `Emission Factors Hub`)"
SHEET = "Emission Factors Hub"

LABELS_OF = "epa-hub-2024"
"""The pack whose rows `epa_hub.labels.csv` tells."""
LABEL = 3
"""The column that holds the labels of every table; the title stands left of it."""
UNIT_COLUMN = {"8": "G", "10": "G"}
"""Tables whose rows differ by the unit in a column of their own."""
FILLED = {"5": "CD"}
"""Tables whose labels stand only in the first of the rows they are for."""
_PLACE = re.compile(r"Table (\d+),.*? ((?:[A-Z]\d+(?: to [A-Z]\d+)?)(?: and [A-Z]\d+(?: to [A-Z]\d+)?)*)$")
_SPAN = re.compile(r"([A-Z])(\d+)(?: to ([A-Z])\d+)?")
_GRAM = 3


class Line(NamedTuple):
    """A row of figures: labels, and by letter of the column what stands there and the heading above it."""

    table: str
    row: int
    labels: tuple[str, ...]
    cells: dict[str, str]
    heads: dict[str, str]


class Place(NamedTuple):
    """Where figures of a record stand in the edition of 2024."""

    table: str
    row: int
    columns: tuple[str, ...]


def recognise(book: Book) -> bool:
    """Whether a file is this publication."""
    return SHEET in book.sheets


def edition_of(book: Book) -> str:
    """The year of `Last Modified: February 13, 2024` at the head of the sheet; "" where it is not there."""
    for text in book.top(SHEET, 12).values():
        match = re.match(r"Last Modified:.*\b(\d{4})$", text)
        if match:
            return match[1]
    return ""


def places(source_row: str) -> list[Place]:
    """The rows and columns that a record was read from."""
    found = []
    for part in source_row.split("; "):
        match = _PLACE.match(part)
        if match is None:
            return []
        columns: list[str] = []
        row = 0
        for first, number, last in _SPAN.findall(match[2]):
            row = int(number)
            columns += [chr(code) for code in range(ord(first), ord(last or first) + 1)]
        found.append(Place(match[1], row, tuple(columns)))
    return found


def lines(book: Book) -> Iterator[Line]:
    """All rows of figures of all tables."""
    grid = book.grid(SHEET)
    table = ""
    heads: dict[str, str] = {}
    carried: list[str] = []
    for row in range(1, max((row for row, _ in grid), default=0) + 1):
        title = re.fullmatch(r"Table (\d+)", grid.get((row, LABEL - 1), ""))
        if title:
            table, heads, carried = title[1], {}, ["", ""]
        elif grid.get((row, LABEL), "").startswith(("Source", "Notes")):
            table = ""
        elif table:
            cells = _cells(grid, row)
            figures = [column for column, text in cells.items() if column > "C" and is_decimal(text)]
            if figures:
                yield Line(table, row, _labels(table, cells, carried), cells, dict(heads))
            else:
                heads.update({column: text for column, text in cells.items() if column > "C"})


def _cells(grid: Grid, row: int) -> dict[str, str]:
    return {letter(column - 1): grid[row, column] for column in range(LABEL, 12) if (row, column) in grid}


def _labels(table: str, cells: dict[str, str], carried: list[str]) -> tuple[str, ...]:
    if table in FILLED:
        for at, column in enumerate(FILLED[table]):
            text = cells.get(column, "")
            if text and not text.startswith("("):
                carried[at:] = [text, *[""] * (len(carried) - at - 1)]
        return tuple(carried)
    unit = UNIT_COLUMN.get(table)
    return (cells.get("C", ""), cells.get(unit, "")) if unit else (cells.get("C", ""),)


def _known() -> dict[tuple[str, int], Line]:
    path = os.path.join(os.path.dirname(__file__), "epa_hub.labels.csv")
    with open(path, encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = {}
    for row in rows:
        heads = dict(zip(row["columns"].split("|"), row["heads"].split("|"), strict=True))
        at = row["table"], int(row["row"])
        found[at] = Line(*at, tuple(row["labels"].split("|")), {}, heads)
    return found


def read(book: Book, last: Edition, asked: Asked) -> Published:
    """Figures by table, labels and headings."""
    if last.pack != LABELS_OF:
        raise UnclearError(f"the labels of this program are of {LABELS_OF}, the library holds {last.pack}")
    year = edition_of(book) or asked.edition
    if not re.fullmatch(r"\d{4}", year) or asked.edition not in ("", year):
        raise UnclearError(f"--edition: the workbook says it was modified in {edition_of(book) or 'no year'}")
    known = _known()
    new: dict[tuple[str, tuple[str, ...]], list[Line]] = {}
    for line in lines(book):
        new.setdefault((line.table, line.labels), []).append(line)
    entries: list[Entry] = []
    taken: set[int] = set()
    for record in last.records:
        made = [_figures(place, known, new) for place in places(record.source_row)]
        rows = [one for one in made if one is not None]
        if not made or len(rows) != len(made):
            continue
        cells = _record(record, rows)
        if cells is not None:
            taken.update(line.row for line, _ in rows)
            words = "; ".join(_words(line, columns) for line, columns in rows)
            dated = {"year": year, "year_kind": "publication", "source_row": words}
            entries.append(Entry(record, {**cells, **dated}))
    left = (line for group in new.values() for line in group if line.row not in taken)
    not_taken = [
        f"Table {line.table}, row {line.row}: {', '.join(filter(None, line.labels))}" for line in left
    ]
    return Published(year, entries, not_taken)


_Found = tuple[Line, list[tuple[str, str]]]
"""A row of the new file, and in their order its columns, each with the heading."""


def _figures(
    place: Place,
    known: dict[tuple[str, int], Line],
    new: dict[tuple[str, tuple[str, ...]], list[Line]],
) -> _Found | None:
    old = known.get((place.table, place.row))
    if old is None:
        return None
    wanted = [old.heads[column] for column in place.columns]
    found: list[_Found] = []
    for line in new.get((old.table, old.labels), []):
        columns = [_column(line, head, place.columns[at]) for at, head in enumerate(wanted)]
        if all(column and is_decimal(line.cells.get(column, "")) for column in columns):
            found.append(
                (line, [(column, head) for column, head in zip(columns, wanted, strict=True) if column])
            )
    return found[0] if len(found) == 1 else None


def _column(line: Line, head: str, at: str) -> str:
    """The column with a heading; of several the one in its old place."""
    same = [column for column, text in line.heads.items() if text == head]
    return same[0] if len(same) == 1 else at if at in same else ""


def _record(old: Record, rows: list[_Found]) -> Cells | None:
    """Figures by what their heading says; None where a heading says something else than the record holds."""
    cells: Cells = {}
    for line, columns in rows:
        for column, head in columns:
            text = line.cells[column]
            field = _field(head, old)
            if field is None:
                return None
            if field == "gcv":
                cells["gcv"] = f"{text} {old.gcv.partition(' ')[2]}" if old.gcv else ""
            else:
                grams = field != "co2e" and not head.startswith(("kg ", "CO2 Factor (kg"))
                cells[field] = _kilograms(text) if grams else text
    wanted = {name for name in ("co2e", "co2_fossil", "co2_biogenic", *_METHANE, "n2o") if getattr(old, name)}
    if wanted != set(cells) - {"gcv"}:
        return None
    return cells | {"gas_basis": old.gas_basis}


_METHANE = ("ch4_fossil", "ch4_biogenic", "ch4")


def _field(head: str, old: Record) -> str | None:
    if old.co2e:
        return "co2e"
    if "mmBtu per" in head:
        return "gcv"
    if "CH4" in head:
        return next((name for name in _METHANE if getattr(old, name)), None)
    if "N2O" in head:
        return "n2o"
    return (
        next((name for name in ("co2_fossil", "co2_biogenic") if getattr(old, name)), None)
        if "CO2" in head
        else None
    )


def _kilograms(grams: str) -> str:
    """Grams as kilograms, every digit kept."""
    return format(Decimal(grams).scaleb(-_GRAM), "f")


def _words(line: Line, columns: list[tuple[str, str]]) -> str:
    """The place as records tell it: `Table 1, Anthracite, E18 to G18`."""
    letters = [column for column, _ in columns]
    spans: list[list[str]] = []
    for column in letters:
        if spans and ord(column) == ord(spans[-1][-1]) + 1:
            spans[-1].append(column)
        else:
            spans.append([column])
    shown = [f"{span[0]}{line.row}" + (f" to {span[-1]}{line.row}" if span[1:] else "") for span in spans]
    label = "" if line.table in FILLED else f"{line.labels[0]}, "
    return f"Table {line.table}, {label}{' and '.join(shown)}"


def missing(old: Record) -> str:
    """How a record of the last edition is named when the file lacks it."""
    return old.source_row
