"""What a reader of a publisher's file gives: figures for records that the library knows already, and what was left over."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.factors.layout import RECORD_COLUMNS
from carbonfoot.factors.library import Library, Record
from carbonfoot.factors.records import GASES

OF_ONE_EDITION = {"gases-partial"}
"""Flags that say something of the figures of one edition alone."""

FIGURES = ("co2e", "gas_basis", *GASES, "other_gases", "low", "high", "gsd", "uncertainty_origin")
OTHER_FIGURES = ("ncv", "gcv", "density", "supersedes")
"""Columns whose contents belong to one edition: they come from the new file or stay empty."""

Cells = dict[str, str]


class UnclearError(Exception):
    """The file does not say something that a pack needs; the message names the option that does."""


class Asked(NamedTuple):
    """What the command line states beside the file; "" where nothing."""

    edition: str = ""
    year: str = ""


class Entry(NamedTuple):
    """New figures for one record.

    old     the record of the last edition
    cells   what replaces its cells: figures, `source_row`, `year`; nothing else of the old figures stays
    tail    what comes behind `pack:` in the id; that of the old record when empty
    """

    old: Record
    cells: Cells
    tail: str = ""


class Published(NamedTuple):
    """One file, read.

    edition    of the file, as it goes into the id of the pack
    entries    figures that were matched
    not_taken  rows of the file that no record stands for, each in words
    """

    edition: str
    entries: list[Entry]
    not_taken: list[str]


class Edition(NamedTuple):
    """The newest edition of a publisher's pack that the library holds."""

    pack: str
    records: list[Record]


def newest(library: Library, family: str) -> Edition | None:
    """The pack of a family (`desnz` is in `desnz-2025`) with the newest records, of those shipped: words and labels fit it."""
    found: list[tuple[str, str]] = []
    for pack in sorted(library.shipped_packs()):
        if pack == family or pack.startswith(f"{family}-"):
            rows = library.rows("select max(year) from record where pack = ?", pack)
            if rows and rows[0][0]:
                found.append((str(rows[0][0]), pack))
    if not found:
        return None
    pack = max(found)[1]
    rows = library.rows("select * from record where pack = ? order by id", pack)
    return Edition(pack, [Record._make(row) for row in rows])


def renewed(entry: Entry, pack: str, source: str) -> list[str]:
    """The cells of a record of the new edition: words, item and unit of the old one, figures of the new file."""
    old = entry.old._asdict()
    cells = {column: old[column] for column in RECORD_COLUMNS}
    cells.update(dict.fromkeys((*FIGURES, *OTHER_FIGURES), ""))
    cells["id"] = f"{pack}:{entry.tail or old['id'].partition(':')[2]}"
    flags = [flag for flag in old["flags"].split(";") if flag and flag not in OF_ONE_EDITION]
    cells["flags"] = ";".join(flags)
    note = old["flag_note"] if flags else ""
    cells["flag_note"] = f"{note} (said of {source})" if note and "(said of " not in note else note
    cells.update(entry.cells)
    if not cells["co2e"] and cells["gas_basis"] != "co2e":
        cells["gwp_set"] = ""
    return [cells[column] for column in RECORD_COLUMNS]
