"""UK government conversion factors 2024 (DESNZ): totals from a copy of the tables, all of them proved in the workbook.

The workbook adds what the copy lacks: CO2, CH4 and N2O, the biogenic CO2 (outside of scopes) and fuel properties. The
tables beside this file and what is done with them are described in `desnz_tables`; `desnz_2024.properties.csv` says which
fuel of the sheet of properties a row is about.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from carbonfoot.intake.publishers.book import plain
from packs import desnz_tables
from packs.common import read_csv
from packs.desnz_2024_workbook import Figure, Key, key_of, read_workbook
from packs.desnz_tables import Edition, Row, Split

WORKBOOK = "uk_desnz/ghg-conversion-factors-2024-full_set__for_advanced_users__v1_1.xlsx"
EDITION = Edition("2024", "kgco2e_2024", "A", basis_stated=("Bioenergy",))
GASES = ("co2_fossil", "ch4", "n2o")
OUTSIDE = "Outside of scopes"
PROPERTY_UNITS = {"ncv": "MJ/kg", "gcv": "MJ/kg", "density": "kg/m3"}

# Where the copy words a label otherwise than the workbook: section, label of the copy, label of the workbook.
LABELS = {
    ("Ferry", "Foot"): "Foot passenger",
    ("Ferry", "Car"): "Car passenger",
    ("Ferry", "Average"): "Average (all passenger)",
    ("WTT- ferry", "Foot"): "Foot passenger",
    ("WTT- ferry", "Car"): "Car passenger",
    ("WTT- ferry", "Average"): "Average (all passenger)",
    ("Hotel stay", "Russia"): "Russian Federation",
}
TEXTS = {("Material use", "Plastic", "Closed-loop"): "Closed-loop source"}


def build(data: Path) -> list[Row]:
    """The records of the pack in the publisher's order; a total that the workbook does not confirm is a ValueError."""
    figures, fuels = read_workbook(data / WORKBOOK)
    published = {row["ID"]: row for row in read_csv(data / desnz_tables.SOURCE)}
    confirmed = {number: confirm(row, figures) for number, row in published.items()}
    records = desnz_tables.build(
        EDITION, data, lambda row, section: _split_by_gas(row, section, confirmed[row["ID"]], figures)
    )
    named = {row["level_3"]: row for row in read_csv(Path(__file__).with_name("desnz_2024.properties.csv"))}
    for row, record in zip(split(data)[0], records, strict=True):
        cell = confirmed[row["ID"]].cells["co2e"]
        record["co2e"] = plain(record["co2e"])  # the copy carries the noise of binary numbers
        record["source_row"] = record["source_row"].replace(row["ID"], f"{row['ID']}, cell {cell}", 1)
        if record["kind"] == "fuel" and record["unit_den"] in ("t", "kg"):
            _add_properties(record, named.get(row["Level 3"]), fuels)
    return records


def split(data: Path) -> tuple[list[Row], list[tuple[Row, Row]]]:
    """Published rows kept, and those left out with the reason."""
    return desnz_tables.split(EDITION, data)


def workbook_key(row: Row) -> Key:
    """Where a row of the copy stands in the workbook."""
    section, unit = row["Level 2"], row["UOM"]
    text = TEXTS.get((row["Level 1"], section, row["Column Text"]), row["Column Text"])
    label = LABELS.get((section, row["Level 3"]), row["Level 3"])
    deepest = "" if row["Level 4"] == unit else row["Level 4"]  # the copy repeats the unit of power and heat
    return key_of(row["Level 1"], (section, label, deepest), unit, text)


def confirm(row: Row, figures: dict[Key, Figure]) -> Figure:
    """The figure of the workbook for a row of the copy; a row that is missing there or differs is a ValueError."""
    figure = figures.get(workbook_key(row))
    if figure is None or "co2e" not in figure.values:
        raise ValueError(f"{row['ID']} is not in the workbook")
    if Decimal(figure.values["co2e"]) != Decimal(plain(row[EDITION.column])):
        raise ValueError(f"{row['ID']}: {row[EDITION.column]}, in the workbook {figure.values['co2e']}")
    return figure


def _split_by_gas(row: Row, section: Row, figure: Figure, figures: dict[Key, Figure]) -> Split:
    gases = {gas: figure.values.get(gas, "") for gas in GASES}
    place = f"cells {figure.cells.get('co2_fossil', '')} to {figure.cells.get('n2o', '')}"
    outside = _outside(row, figures) if section["biogenic_id"] else None
    if outside is None:
        return Split(gases, place)
    return Split(gases, place, outside.values["co2_fossil"], f"cell {outside.cells['co2_fossil']}")


def _outside(row: Row, figures: dict[Key, Figure]) -> Figure | None:
    """Biogenic CO2 of the same fuel and unit; one section of a name holds it, or none does."""
    sections = ("Forecourt fuels containing biofuel", "Biofuel", "Biomass", "Biogas", "Electricity generated")
    keys = (key_of(OUTSIDE, (section, row["Level 3"]), row["UOM"], "") for section in sections)
    found = [figures[key] for key in keys if key in figures]
    if len(found) > 1:
        raise ValueError(f"{row['ID']}: biogenic CO2 in several sections")
    return found[0] if found else None


def _add_properties(record: Row, named: Row | None, fuels: dict[str, Figure]) -> None:
    """Calorific values and density on the row per mass alone, so that one record of a fuel bridges and no two compete."""
    if named is None:
        return
    figure = fuels[named["fuel"]]
    for column in named["columns"].split(";"):
        record[column] = f"{figure.values[column]} {PROPERTY_UNITS[column]}"
    record["source_row"] += f"; Fuel properties, {named['fuel']}, cell {figure.cells['ncv']}"
