"""What the scripts of the US EPA hub share: the tables of ours beside them, and rows of records and parameters."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from packs.common import read_csv, record

Row = dict[str, str]

PACK = "epa-hub-2024"
EDITION = "US EPA GHG Emission Factors Hub 2024"
PARAMETER_COLUMNS = (
    *("id", "item", "quantity", "substance", "product", "name", "name_ko", "value", "unit", "low", "high"),
    *("uncertainty_origin", "geo", "year", "year_kind", "edition", "tier", "technology", "trust", "flags"),
    *("flag_note", "source_row", "tags", "supersedes"),
)
GAS_FLAG = "reference-conditions"
GAS_NOTE = "The source does not say whether its standard cubic foot is of 60 or 68 degF; read as 60 degF (1.5 % apart)."


def table_of(name: str) -> list[Row]:
    """One of the tables beside this file."""
    return read_csv(Path(__file__).with_name(f"epa_hub_2024.{name}.csv"))


def words_of(name: str, table: str) -> dict[str, Row]:
    """Lines of a table of ours that are for one table of the hub, by published label."""
    return {row["published"]: row for row in table_of(name) if row["table"] == table}


def kilograms(grams: str) -> str:
    """Grams as kilograms, every digit kept."""
    return format(Decimal(grams).scaleb(-3), "f")


def joined(separator: str, *texts: str) -> str:
    """The texts that are not empty."""
    return separator.join(text for text in texts if text)


def record_of(**cells: str) -> Row:
    """A record of the pack; `id` comes without the name of the pack."""
    given = {"unit_num": "kg", "geo": "US", "year": "2024", "year_kind": "publication", "trust": "A", **cells}
    return record(**{**given, "id": f"{PACK}:{given['id']}"})


def parameter_of(**cells: str) -> Row:
    """A parameter of the pack; `id` comes without the name of the pack."""
    given = {
        "geo": "US",
        "year": "2024",
        "year_kind": "publication",
        "edition": EDITION,
        "trust": "A",
        **cells,
        "id": f"{PACK}:{cells['id']}",
    }
    return {column: given.get(column, "") for column in PARAMETER_COLUMNS}
