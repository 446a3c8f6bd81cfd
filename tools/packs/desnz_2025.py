"""UK government conversion factors 2025 (DESNZ): totals from one copy of the tables, gases from another.

The tables beside this file and what is done with them are described in `desnz_tables`.
"""

from __future__ import annotations

from pathlib import Path

from packs import desnz_tables
from packs.common import read_csv
from packs.desnz_tables import Edition, Row, Split

EDITION = Edition("2025", "kgco2e_2025", "B")
BY_GAS = "uk_desnz/desnz_2025_scope3_by_gas.csv"
# The publisher ends the id of a total in _1 and those of its CO2, CH4 and N2O parts in _2, _3 and _4.
GAS_COLUMNS = {"co2_fossil": "_2", "ch4": "_3", "n2o": "_4"}


def build(data: Path) -> list[Row]:
    """The records of the pack in the publisher's order."""
    gases = {row["ID"]: row["GHG Conversion Factor 2025"].strip() for row in read_csv(data / BY_GAS)}
    return desnz_tables.build(EDITION, data, lambda row, section: _split_by_gas(row, section, gases))


def split(data: Path) -> tuple[list[Row], list[tuple[Row, Row]]]:
    """Published rows kept, and those left out with the reason."""
    return desnz_tables.split(EDITION, data)


def _split_by_gas(row: Row, section: Row, gases: dict[str, str]) -> Split:
    published = row["ID"].removesuffix("_1")
    own = _related(published, section["gases_id"]) or published
    outside = _related(published, section["biogenic_id"])
    return Split(
        {column: gases.get(own + suffix, "") for column, suffix in GAS_COLUMNS.items()},
        f"ID {own}_2 to _4",
        gases.get(f"{outside}_2", "") if outside else "",
        f"ID {outside}_2",
    )


def _related(published: str, spec: str) -> str:
    """Id of the same activity in another chapter: `spec` is a whole id, or a chapter that shares the id's last parts."""
    if spec.count("_") != 1:
        return spec
    return "_".join((spec, *published.split("_")[2:]))
