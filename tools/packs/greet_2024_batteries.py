"""Lithium-ion batteries in GREET 2024: materials and assembly per kWh, and side tables that are kept out of footprints.

Items and words stand in `greet_2024_batteries.mapping.csv`, one line for each record; every published row is in a record
or in `greet_2024_batteries.left_out.csv`.
"""

from __future__ import annotations

from pathlib import Path

from packs import common

PACK = "greet-2024-batteries"
FOLDER = "battery_greet2024"
MATERIALS, ASSEMBLY = "upstream_libmaterial.csv", "LIB_Assembly.csv"
LITHIUM, RECYCLING, PETROL = "Li_extract.csv", "LIBRec_GWP.csv", "Gas_upstream.csv"
PARTS = {"CO2 (VOC, CO, CO2)": "co2_fossil", "CH4": "ch4_fossil", "N2O": "n2o", "GHGs": "co2e"}
"""Rows of a table of gases that a record is made of, and its columns; the other rows are parts of these or no gases."""

COPIED = ("item", "name", "name_ko", "technology", "trust", "flags", "flag_note", "tags")
NOT_SPLIT = "CO2 is not split by origin, taken as fossil"
WITH_VOC = f"{NOT_SPLIT}; it counts the carbon of VOC and CO"
Row = dict[str, str]
Cells = dict[str, str]


def build(data: Path) -> list[Row]:
    """Records in the order of the mapping.

    Raises ValueError where a published row is in no record and not left out either.
    """
    folder = data / FOLDER
    found = published(folder)
    mapping = common.read_csv(Path(__file__).with_name("greet_2024_batteries.mapping.csv"))
    used: set[tuple[str, str]] = set()
    records = []
    for ours in mapping:
        rows = _rows_of(ours)
        used |= {(ours["file"], row) for row in rows}
        records.append(_record(ours, {row: found[ours["file"], row] for row in rows}))
    left_out = {
        (row["file"], row["row"])
        for row in common.read_csv(Path(__file__).with_name("greet_2024_batteries.left_out.csv"))
    }
    if strangers := set(found) ^ (used | left_out):
        raise ValueError(f"neither in a record nor left out, or not published: {sorted(strangers)}")
    return records


def published(folder: Path) -> dict[tuple[str, str], Row]:
    """All published rows by file and what names them there."""
    rows: dict[tuple[str, str], Row] = {}
    for file in (MATERIALS, ASSEMBLY, LITHIUM, RECYCLING, PETROL):
        for row in common.read_csv(folder / file):
            name = f"{row['Type']} {row['LIB_Chem']}" if file == MATERIALS else next(iter(row.values()))
            rows[file, name] = row
    return rows


def _rows_of(ours: Row) -> list[str]:
    if ours["file"] in (ASSEMBLY, LITHIUM):
        return list(PARTS)
    return ["GHGs"] if ours["file"] == PETROL else [ours["row"]]


def _record(ours: Row, source: dict[str, Row]) -> Row:
    cells: Cells = {"kind": "material", "boundary": "cradle_to_gate", **_figures(ours["file"], source)}
    return common.record(
        **{column: ours[column] for column in COPIED},
        **cells,
        id=f"{PACK}:{ours['slug']}",
        gwp_set="AR6",
        geo="US",
        year="2024",
        year_kind="publication",
        source_row=f"{ours['file']}, {', '.join(source)}",
    )


def _figures(file: str, source: dict[str, Row]) -> Cells:
    if file == MATERIALS:
        (row,) = source.values()
        return {"unit_num": "kg", "unit_den": "kWh", "co2e": row["kgco2e_kwh"]}
    if file == PETROL:
        return {
            "kind": "fuel",
            "boundary": "well_to_wheel",
            "route": "biofuel-blend",
            "unit_num": "g",
            "unit_den": "mmBtu",
            "cv_basis": "net",
            "co2e": source["GHGs"]["g_per_mmbtu"],
        }
    if file == RECYCLING:
        (row,) = source.values()
        return {
            "unit_num": "g",
            "unit_den": "t",
            "co2e": row["Total_GWP_g_per_ton"],
            "gas_basis": "co2e",
            "co2_fossil": row["CO2"],
            "ch4_fossil": row["CH4"],
            "n2o": row["N2O"],
            "biogenic_note": NOT_SPLIT,
        }
    column, per = ("g_per_kWh", "kWh") if file == ASSEMBLY else ("value", "t")
    return {
        "unit_num": "g",
        "unit_den": per,
        "gas_basis": "mass",
        "biogenic_note": WITH_VOC,
        **{PARTS[name]: row[column] for name, row in source.items()},
    }
