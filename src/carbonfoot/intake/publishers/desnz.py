"""UK government conversion factors (DESNZ): the flat file, as workbook or CSV, and the full set of sheets.

`desnz.labels.csv` tells the publisher's labels behind the id of every record: those of the flat file (levels, column text,
unit) and, where they differ, those of the full set. A row is matched by all of its labels, never by its id alone.
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
from carbonfoot.intake.publishers import desnz_sheets
from carbonfoot.intake.publishers.book import Book, plain
from carbonfoot.intake.publishers.desnz_sheets import GASES, Figure, Key, folded, key_of
from carbonfoot.intake.publishers.published import Asked, Cells, Edition, Entry, Published, UnclearError
from carbonfoot.intake.sheets import open_table

FAMILY = "desnz"
WORDS = "UK government conversion factors (flat file with ID, Level 1 to 4, Column Text, UOM; or the full set workbook)"

LABELS = ("Level 1", "Level 2", "Level 3", "Level 4", "Column Text", "UOM")
_COLUMNS = ("ID", *LABELS, "GHG/Unit")
_VALUE = re.compile(r"(?:GHG Conversion Factor |kgco2e_)(\d{4})")
_ID = re.compile(r"ID (\d+(?:_\d+)+)")
_GAS_IDS = re.compile(r"gases ID (\d+(?:_\d+)+)_2 to _4")
_OUTSIDE_ID = re.compile(r"outside of scopes ID (\d+(?:_\d+)+_2)")
_TOTAL = "kg CO2e"
_SUFFIX = dict(zip(GASES, ("_2", "_3", "_4"), strict=True))
ROUNDING = Decimal("0.00002")
"""Four figures rounded to five decimals may miss each other by this much."""


class Label(NamedTuple):
    """The labels of one id, all in small letters."""

    flat: tuple[str, ...]
    book: Key
    fuel: str
    fuel_columns: tuple[str, ...]


def labels() -> dict[str, Label]:
    """The publisher's labels by id."""
    path = os.path.join(os.path.dirname(__file__), "desnz.labels.csv")
    with open(path, encoding="utf-8", newline="") as stream:
        return {row["id"]: _label(row) for row in csv.DictReader(stream)}


def _label(row: Cells) -> Label:
    flat = tuple(
        folded(row[column]) for column in ("level_1", "level_2", "level_3", "level_4", "column_text", "uom")
    )
    shown = tuple(row["book_labels"].split("|"))
    book = key_of(row["level_1"], shown, row["uom"], row["book_text"])
    return Label(flat, book, row["fuel"], tuple(row["fuel_columns"].split(";")) if row["fuel"] else ())


def recognise(book: Book) -> bool:
    """Whether a file is this publication."""
    return _flat_sheet(book) is not None or desnz_sheets.recognise(book)


def _flat_sheet(book: Book) -> str | None:
    """The sheet that holds the flat file; "" for a CSV file."""
    if book.is_csv:
        return "" if set(_COLUMNS) <= set(book.header) else None
    for sheet in book.sheets:
        top = book.top(sheet, 12)
        rows: dict[int, set[str]] = {}
        for (row, _), text in top.items():
            rows.setdefault(row, set()).add(text)
        if any(set(_COLUMNS) <= names for names in rows.values()):
            return sheet
    return None


def read(book: Book, last: Edition, asked: Asked) -> Published:
    """Figures by labels, with their gases where these make up the total."""
    known = labels()
    records: dict[str, Record] = {}
    for record in last.records:
        match = _ID.search(record.source_row)
        if match and match[1] in known:
            records[match[1]] = record
    sheet = _flat_sheet(book)
    if sheet is None:
        return _full_set(book, records, known, asked)
    return _flat(book, sheet, records, known, asked)


class _Line(NamedTuple):
    """One row of the flat file."""

    id: str
    labels: tuple[str, ...]
    measure: str
    value: str
    place: str


def _flat(
    book: Book, sheet: str, records: dict[str, Record], known: dict[str, Label], asked: Asked
) -> Published:
    column, year = _value_column(book, sheet, asked)
    by_labels = {known[one].flat: one for one in records}
    lines = list(_lines(book, sheet, column))
    values = {line.id: line.value for line in lines}
    entries: list[Entry] = []
    not_taken: list[str] = []
    for line in lines:
        old_id = by_labels.get(line.labels) if line.measure == _TOTAL else None
        if old_id is None or not is_decimal(line.value):
            if line.measure == _TOTAL:
                why = "" if is_decimal(line.value) else ", no value"
                not_taken.append(f"{line.place}: {', '.join(filter(None, line.labels))}{why}")
            continue
        old = records[old_id]
        where = [f"{old.source_row.partition(', ID ')[0]}, ID {line.id}"]
        gases, biogenic = {}, ""
        if line.id == old_id:  # ids of other chapters are known for this one alone
            related = _GAS_IDS.search(old.source_row)
            base = related[1] if related else line.id.removesuffix("_1")
            gases = {gas: values.get(base + suffix, "") for gas, suffix in _SUFFIX.items()}
            outside = _OUTSIDE_ID.search(old.source_row)
            biogenic = values.get(outside[1], "") if outside else ""
            where += [f"gases ID {base}_2 to _4"] if _fits(gases, line.value, old) else []
            where += [f"outside of scopes ID {outside[1]}"] if outside and biogenic else []
        entries.append(Entry(old, _figures(line.value, gases, biogenic, old, year, "; ".join(where))))
    return Published(year, entries, not_taken)


def _lines(book: Book, sheet: str, column: str) -> Iterator[_Line]:
    wanted = {**dict.fromkeys(_COLUMNS, "text"), column: "text"}
    table, findings = open_table(book.file, wanted, sheet=sheet or None, hidden="read", display=book.display)  # type: ignore[arg-type]
    book.findings = findings
    for row in table.rows() if table is not None else ():
        cells = {name: cell.text for name, cell in row.cells.items()}
        shown = tuple(folded(cells[name]) for name in LABELS)
        yield _Line(
            cells["ID"],
            shown,
            cells["GHG/Unit"],
            _digits(cells[column]),
            f"row {row.number}, ID {cells['ID']}",
        )


def _value_column(book: Book, sheet: str, asked: Asked) -> tuple[str, str]:
    header = book.header if book.is_csv else tuple(book.top(sheet, 12).values())
    found = {match[1]: name for name in header if (match := _VALUE.fullmatch(name))}
    if asked.edition in found:
        return found[asked.edition], asked.edition
    if len(found) == 1 and not asked.edition:
        year, name = next(iter(found.items()))
        return name, year
    held = f"the file holds {' and '.join(sorted(found))}" if found else "no column of factors names a year"
    raise UnclearError(f"--edition: {held}")


def _digits(text: str) -> str:
    """A number as published; the noise of binary numbers goes."""
    return plain(text) if "e" in text.lower() or len(text) > len("12345678.1234567") else text


def _fits(gases: Cells, total: str, old: Record) -> bool:
    """Whether the gases make up the total. With radiative forcing the CO2 part is no longer a mass of CO2."""
    if not gases or not all(map(is_decimal, gases.values())) or "radiative-forcing" in old.flags.split(";"):
        return False
    return abs(sum(map(Decimal, gases.values())) - Decimal(total)) <= ROUNDING


def _figures(total: str, gases: Cells, biogenic: str, old: Record, year: str, place: str) -> Cells:
    cells = {"co2e": total, "year": year, "source_row": place}
    if _fits(gases, total, old):
        cells |= {"gas_basis": "co2e", **gases}
    if is_decimal(biogenic):
        cells |= {"gas_basis": "co2e", "co2_biogenic": biogenic}
        if not _fits(gases, total, old):
            cells["flags"] = ";".join(dict.fromkeys([*filter(None, old.flags.split(";")), "gases-partial"]))
            cells["flag_note"] = old.flag_note or "Of the gases only the biogenic CO2 is published."
    return cells


def _full_set(book: Book, records: dict[str, Record], known: dict[str, Label], asked: Asked) -> Published:
    year = desnz_sheets.year_of(book)
    if asked.edition not in ("", year):
        raise UnclearError(f"--edition {asked.edition}: the workbook says {year or 'no year'}")
    figures = desnz_sheets.figures(book)
    fuels = desnz_sheets.properties(book, year)
    entries: list[Entry] = []
    taken: set[Key] = set()
    for one, old in records.items():
        figure = figures.get(known[one].book)
        if figure is None or not is_decimal(figure.values.get("co2e", "")):
            continue
        taken.add(known[one].book)
        gases = {gas: figure.values.get(gas, "") for gas in GASES}
        place = [f"{old.source_row.partition(', ID ')[0]}, ID {one}, cell {figure.cells['co2e']}"]
        if _fits(gases, figure.values["co2e"], old):
            place.append(f"gases cells {figure.cells['co2_fossil']} to {figure.cells['n2o']}")
        outside = _biogenic(known[one], figures) if old.co2_biogenic else None
        biogenic = outside.values["co2_fossil"] if outside else ""
        place += [f"outside of scopes cell {outside.cells['co2_fossil']}"] if outside else []
        cells = _figures(figure.values["co2e"], gases, biogenic, old, year, "")
        cells |= _properties(known[one], old, fuels, place)
        entries.append(Entry(old, {**cells, "source_row": "; ".join(place)}))
    left = (key for key in figures if key not in taken and "co2e" in figures[key].values)
    not_taken = [f"{figures[key].place}: {', '.join(filter(None, (*key[1], *key[2:])))}" for key in left]
    return Published(year, entries, not_taken)


_OUTSIDE = ("Forecourt fuels containing biofuel", "Biofuel", "Biomass", "Biogas", "Electricity generated")


def _biogenic(label: Label, figures: dict[Key, Figure]) -> Figure | None:
    """Biogenic CO2 of the same fuel and unit, where one section of `Outside of scopes` alone has it."""
    fuel, unit = label.flat[2], label.flat[5]
    keys = (key_of("Outside of scopes", (section, fuel), unit, "") for section in _OUTSIDE)
    found = [figures[key] for key in keys if key in figures]
    return found[0] if len(found) == 1 else None


def _properties(label: Label, old: Record, fuels: dict[str, Figure], place: list[str]) -> Cells:
    if old.kind != "fuel" or old.unit_den not in ("t", "kg") or label.fuel not in fuels:
        return {}
    figure = fuels[label.fuel]
    units = {"ncv": "MJ/kg", "gcv": "MJ/kg", "density": "kg/m3"}
    place.append(f"Fuel properties, {label.fuel}, cell {figure.cells['ncv']}")
    return {
        column: f"{figure.values[column]} {units[column]}"
        for column in label.fuel_columns
        if column in figure.values
    }


def missing(old: Record) -> str:
    """How a record of the last edition is named when the file lacks it."""
    return f"{old.name} ({old.source_row.partition(';')[0]})"
