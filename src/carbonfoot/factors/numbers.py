"""Rows of the library that emission methods take numbers of, and what tells that a pinned one is still the same."""

from __future__ import annotations

from carbonfoot.factors.library import Library
from carbonfoot.factors.pins import record_hash
from carbonfoot.factors.rules import TABLES


def row_of(library: Library, origin: str) -> str:
    """The id of the row that a number is from, as its method writes the origin (`pack:row`, `pack:row: words`); "" for none."""
    pack, colon, rest = origin.partition(":")
    if not colon or not rest or rest[0] == " " or pack not in library.packs():
        return ""
    return f"{pack}:{rest.partition(': ')[0]}"


def number_hash(library: Library, id: str) -> str:
    """Hash of the cells of a row that hold something; "" for a row that there is not."""
    row = library.parameter(id) or library.record(id)
    if row is not None:
        return record_hash(row)
    from hashlib import sha256

    for table in TABLES:
        cells = library.rows(f"select * from {table.removesuffix('.csv')} where id = ?", id)
        if cells:
            return sha256("\x1f".join(map(str, cells[0])).encode()).hexdigest()
    return ""


def state(library: Library, id: str, pinned: str) -> str:
    """`gone` or `changed` for a pinned number that is no longer there or has other cells; "" for one that holds."""
    found = number_hash(library, id)
    return "" if found == pinned else "changed" if found else "gone"
