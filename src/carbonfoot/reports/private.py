"""Packs that are private: results and citations go on in JSON, the numbers stay on the machine."""

from __future__ import annotations

from typing import Any

from carbonfoot.factors.library import Library, Record
from carbonfoot.factors.parameters import Parameter
from carbonfoot.system.model import Source

WITHHELD = "numbers of a private pack"

_NUMBERS = {
    *("co2e", "co2_fossil", "co2_biogenic", "co2_land_use", "co2_uptake"),
    *("ch4_fossil", "ch4_biogenic", "ch4", "n2o", "other_gases"),
    *("low", "high", "gsd", "ncv", "gcv", "density", "value"),
}
"""Cells of a record or parameter of a private pack that do not leave the machine."""


def is_private(library: Library, pack: str) -> bool:
    """Whether the numbers of a pack stay where they are."""
    return library.pack(pack).get("share_class") == "private"


def cells(library: Library, row: Record | Parameter) -> dict[str, Any]:
    """The cells of a record or parameter that hold something, as far as they go on."""
    given = {key: value for key, value in row._asdict().items() if value != ""}
    if is_private(library, row.pack):
        return {key: value for key, value in given.items() if key not in _NUMBERS}
    return given


def conversion(library: Library, source: Source) -> str | None:
    """How an amount became one of the record's unit; a property of a private record is not quoted."""
    record = source.record
    if record is not None and is_private(library, record.pack) and f"(record {record.id})" in source.how:
        return f"by a property of record {record.id}"
    return source.how or None
