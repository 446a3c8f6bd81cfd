"""The header of a table: the row that names the columns. It is found by what was asked for, never by its looks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from difflib import get_close_matches

from carbonfoot.documents.yaml_reader import nfc
from carbonfoot.findings.finding import Finding
from carbonfoot.intake.cells import Given, Stored
from carbonfoot.intake.records import Record
from carbonfoot.intake.table import Column, Kind, Origin
from carbonfoot.quantities.numbers import shown

SEARCHED = 100
"""Rows from the top among which a header is looked for."""
MAX_HEADER_ROW = 10_000
_LISTED = 12
_COMPARED, _LONGEST = 1_000, 200  # names, and characters of one, that are compared for the nearest
_STATE = "state `header_row:` with the number of the row that names the columns"


def header_name(given: Given) -> str:
    """The name in a header cell: NFC, with every run of blanks and line ends one blank."""
    text = given.text if isinstance(given, Stored) else given
    return " ".join(nfc(text).split())


def names_of(record: Record) -> tuple[str, ...]:
    """The names of all columns; "" for a cell without one."""
    return tuple(header_name(cell) for cell in record.cells)


def find_header(
    origin: Origin,
    records: Sequence[Record],
    wanted: Mapping[str, Kind],
    optional: Collection[str],
    header_row: int | None,
) -> tuple[Record | None, list[Finding]]:
    """The header among the first rows of a table, or CF605, CF606, CF607 that say what is missing.

    It is the stated row, or the first that holds all names asked for. Without names it is the first row, if every cell
    of it is text.
    """
    needed = {header_name(name): name for name in wanted if name not in optional}
    if header_row is not None:
        record = next((one for one in records if one.number == header_row and one.cells), None)
        if record is None:
            said = f"row {header_row}, which was stated to name the columns, is empty or not there"
            return None, [origin.finding("CF605", said, help=_STATE)]
    elif not wanted:
        return _first(origin, records)
    else:
        full = [one for one in records[:SEARCHED] if needed.keys() <= set(names_of(one))]
        if not needed:
            full = [one for one in full if set(names_of(one)) & {header_name(name) for name in wanted}]
        if not full:
            return None, _not_found(origin, records[:SEARCHED], needed)
        record = full[0]
    names = names_of(record)
    findings = [_missing(origin, record, name, names) for key, name in needed.items() if key not in names]
    asked = {header_name(name) for name in wanted} or set(names) - {""}
    findings += [_twice(origin, record, name) for name in _repeated(names) if name in asked]
    return (None if findings else record), findings


def columns_of(record: Record, wanted: Mapping[str, Kind]) -> dict[str, Column]:
    """The columns asked for that the header has; all, as text, when none was asked for."""
    names = names_of(record)
    if not wanted:
        return {name: Column(name, index, "text") for index, name in enumerate(names) if name}
    places = {name: names.index(header_name(name)) for name in wanted if header_name(name) in names}
    return {name: Column(name, index, wanted[name]) for name, index in places.items()}


def _first(origin: Origin, records: Sequence[Record]) -> tuple[Record | None, list[Finding]]:
    """The first row, where no names are known: every cell must be a name."""
    record = next((one for one in records if one.cells), None)
    if record is None:
        return None, [origin.finding("CF621", "there is nothing in the table")]
    names = names_of(record)
    unnamed = any(not name for name in names) or any(isinstance(cell, Stored) for cell in record.cells)
    if unnamed or (len(names) == 1 and any(len(one.cells) > 1 for one in records)):
        said = f"{origin.where(record)} does not name every column, so it may be a title"
        return None, [origin.finding("CF605", said, record, help=_STATE)]
    findings = [_twice(origin, record, name) for name in _repeated(names)]
    return (None if findings else record), findings


def _not_found(origin: Origin, records: Sequence[Record], needed: Mapping[str, str]) -> list[Finding]:
    """CF606 for what is missing in the row that comes nearest, CF605 when no row has any of the names."""
    filled = [one for one in records if one.cells]
    if not filled:
        return [origin.finding("CF621", "there is nothing in the table")]
    nearest = max(filled, key=lambda one: len(needed.keys() & set(names_of(one))))
    names = names_of(nearest)
    if not needed.keys() & set(names):
        listed = ", ".join(f"`{name}`" for name in needed.values())
        said = f"none of the first {len(records)} rows holds the columns {listed}"
        return [origin.finding("CF605", said, filled[0], help=f"{_STATE}, or correct the names")]
    return [_missing(origin, nearest, name, names) for key, name in needed.items() if key not in names]


def _missing(origin: Origin, record: Record, name: str, names: Sequence[str]) -> Finding:
    known = [one for one in names if one][:_COMPARED]
    near = get_close_matches(
        header_name(name), [one for one in known if len(one) <= _LONGEST], n=3, cutoff=0.6
    )
    same = [one for one in known if one.casefold() == header_name(name).casefold()]
    if same or near:
        help = f"did you mean {' or '.join(shown(one) for one in same[:1] or near)}?"
    else:
        more = f" and {len(known) - _LISTED} more" if len(known) > _LISTED else ""
        help = f"its columns: {', '.join(shown(one) for one in known[:_LISTED])}{more}"
    return origin.finding(
        "CF606", f"{origin.where(record)}: no column is named {shown(name)}", record, help=help
    )


def _repeated(names: Sequence[str]) -> list[str]:
    return sorted(name for name, count in Counter(names).items() if count > 1 and name)[:_LISTED]


def _twice(origin: Origin, record: Record, name: str) -> Finding:
    names = names_of(record)
    again = names.index(name, names.index(name) + 1)
    return origin.finding(
        "CF607",
        f"{origin.where(record)}: {names.count(name)} columns are named {shown(name)}",
        record,
        Column(name, again, "text"),
        help="give each column a name of its own",
    )
