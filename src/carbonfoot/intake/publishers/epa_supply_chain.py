"""US EPA supply chain factors by NAICS sector: the CSV of totals, three figures a sector."""

from __future__ import annotations

import re
from collections import Counter

from carbonfoot.factors.library import Record
from carbonfoot.factors.pack import items_of
from carbonfoot.intake.publishers.book import Book
from carbonfoot.intake.publishers.published import Asked, Edition, Entry, Published, UnclearError
from carbonfoot.intake.sheets import open_table

FAMILY = "epa-supply-chain"
WORDS = "US EPA supply chain factors (CSV of totals: NAICS code, unit, factors with and without margins)"

BOUNDARIES = {
    "Supply Chain Emission Factors with Margins": "spend_purchaser",
    "Supply Chain Emission Factors without Margins": "spend_producer",
    "Margins of Supply Chain Emission Factors": "spend_margins",
}
_CODE = re.compile(r"\d{4} NAICS Code")
_TITLE = re.compile(r"\d{4} NAICS Title")
_UNIT = re.compile(r"kg CO2e/(\d{4}) USD, purchaser price")
MODEL = "Reference USEEIO Code"


def recognise(book: Book) -> bool:
    """Whether a file is this publication."""
    return any(map(_CODE.fullmatch, book.header)) and set(BOUNDARIES) <= set(book.header)


def read(book: Book, last: Edition, asked: Asked) -> Published:
    """Figures by NAICS code and what they count. The file does not say its edition, nor the year of its emissions."""
    missing = [name for name, given in (("--edition", asked.edition), ("--year", asked.year)) if not given]
    if missing:
        raise UnclearError(
            f"{' and '.join(missing)}: the file says neither its edition (such as 1.4) nor the year of its emissions"
        )
    known: dict[tuple[str, str], Record] = {}
    for record in last.records:
        for code in items_of(record.codes):
            if code.startswith("naics:"):
                known[code.removeprefix("naics:"), record.boundary] = record
    code, title = (next(name for name in book.header if one.fullmatch(name)) for one in (_CODE, _TITLE))
    wanted = {code: "text", title: "text", "GHG": "text", "Unit": "text", MODEL: "text"}
    wanted |= dict.fromkeys(BOUNDARIES, "number")
    table, findings = open_table(book.file, wanted, display=book.display)  # type: ignore[arg-type]
    book.findings = findings
    rows = list(table.rows()) if table is not None else []
    shared = Counter(row.cells[MODEL].text for row in rows)
    entries: list[Entry] = []
    not_taken: list[str] = []
    for row in rows:
        sector, unit, gas = row.cells[code].text, row.cells["Unit"].text, row.cells["GHG"].text
        match = _UNIT.fullmatch(unit)
        label = f"row {row.number}: NAICS {sector}, {row.cells[title].text}"
        if match is None or gas != "All GHGs":
            not_taken.append(f"{label} ({gas}, {unit})")
            continue
        for column, boundary in BOUNDARIES.items():
            old, value = known.get((sector, boundary)), row.cells[column].text
            if old is None or not value:
                not_taken.append(f"{label}: {column}")
                continue
            model = row.cells[MODEL].text
            cells = {"co2e": value, "year": asked.year, "gwp_set": "unknown"}
            cells |= _marks(match[1], model, shared[model], value, boundary)
            cells["source_row"] = f"NAICS {sector}, reference USEEIO code {model}, {column}"
            cells["codes"] = ";".join([f"naics:{sector}", *(f"useeio:{one}" for one in model.split(", "))])
            entries.append(Entry(old, cells))
    return Published(asked.edition, entries, not_taken)


def _marks(money: str, model: str, sectors: int, value: str, boundary: str) -> dict[str, str]:
    """Flags and their note, told by the rows of the file itself."""
    flags = [f"price-year-{money}"]
    note = [f"Money is US dollars of {money} at purchaser price."]
    if sectors > 1:
        flags.append("shared-figure")
        note.append(f"One figure for {sectors} sectors (model code {model}).")
    if boundary == "spend_margins" and float(value) == 0:
        flags.append("no-margins")
        note.append("Margins are printed as 0.")
    return {"flags": ";".join(flags), "flag_note": " ".join(note)}


def missing(old: Record) -> str:
    """How a record of the last edition is named when the file lacks it."""
    return old.source_row
