"""Carbon intensity of electricity by country and year: Ember through Our World in Data, `carbon-intensity-electricity.csv`."""

from __future__ import annotations

import re

from carbonfoot.factors.library import Record
from carbonfoot.factors.lint_cells import is_decimal
from carbonfoot.intake.publishers.book import Book
from carbonfoot.intake.publishers.published import Asked, Edition, Entry, Published
from carbonfoot.intake.sheets import open_table

FAMILY = "electricity-ember"
WORDS = "Ember through Our World in Data (CSV with Entity, Code, Year and the carbon intensity in gCO2/kWh)"

_VALUE = re.compile(r"(?i)carbon intensity of electricity.*gCO2e?/kWh.*")
_SOURCE = re.compile(r"Entity=(.*); Code=(.*); Year=(.*)")
_ZERO = {"trust": "X", "flags": "zero-intensity;not-for-footprint"}
_ZERO_NOTE = (
    "printed as 0: emissions rounded to nothing in a very small system; life-cycle power is never free of emissions, "
    "so this row is kept for completeness and not for use"
)


def recognise(book: Book) -> bool:
    """Whether a file is this publication."""
    return {"Entity", "Code", "Year"} <= set(book.header) and any(map(_VALUE.fullmatch, book.header))


def read(book: Book, last: Edition, asked: Asked) -> Published:
    """Rows by entity; the words of an entity are those of its newest record."""
    known: dict[tuple[str, str], Record] = {}
    zeros: dict[tuple[str, str], Record] = {}
    for record in sorted(last.records, key=lambda one: one.year):
        match = _SOURCE.fullmatch(record.source_row)
        if match:
            where = zeros if "zero-intensity" in record.flags.split(";") else known
            where[match[1], match[2]] = record
    column = next(name for name in book.header if _VALUE.fullmatch(name))
    wanted = {"Entity": "text", "Code": "text", "Year": "text", column: "number"}
    table, findings = open_table(book.file, wanted, display=book.display)  # type: ignore[arg-type]
    book.findings = findings
    entries: list[Entry] = []
    not_taken: list[str] = []
    newest = ""
    for row in table.rows() if table is not None else ():
        entity, code, year, value = (row.cells[name].text for name in ("Entity", "Code", "Year", column))
        old = known.get((entity, code)) or zeros.get((entity, code))
        zero = is_decimal(value) and float(value) == 0
        if old is None or not value or (not zero and (entity, code) not in known):
            why = "" if value else ", no value"
            not_taken.append(f"row {row.number}: {entity} ({code or 'no code'}) {year}{why}")
            continue
        newest = max(newest, year)
        cells = {"co2e": value, "year": year, "source_row": f"Entity={entity}; Code={code}; Year={year}"}
        cells |= {**_ZERO, "flag_note": _ZERO_NOTE} if zero else {}
        tail = old.id.partition(":")[2].rpartition("-")[0]
        entries.append(Entry(old, cells, f"{tail}-{year}"))
    return Published(asked.edition or newest, entries, not_taken)


def missing(old: Record) -> str:
    """How a record of the last edition is named when the file lacks it."""
    return old.source_row
