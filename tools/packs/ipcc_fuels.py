"""Fuels of the world: CO2 and calorific value of the EU methods act, CH4 and N2O of the IPCC 2006 guidelines.

CO2 and net calorific value come from tables 1 (fossil fuels) and 2 (biomass) of Implementing Regulation (EU)
2025/2547, which restate the IPCC 2006 defaults. CH4 and N2O come from IPCC 2006, volume 2, chapter 2: table
2.3 (manufacturing, the default), 2.2 (energy industries) and 2.4 (commercial and institutional) where these
differ. All per TJ net. Which row of the one table is which row of the other, and our item paths and names, stand in
`ipcc_fuels.mapping.csv`.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from packs import common

EMISSIONS = Path("ipcc_amee", "business", "energy", "stationaryCombustion", "data.csv")
ACT = "cbam_2025_2547"


class Sector(NamedTuple):
    """One table of IPCC 2006 chapter 2: its context in the copy read, and how we name it."""

    context: str
    route: str
    table: str
    technology: str
    name: str
    name_ko: str


SECTORS = (
    Sector("Manufacturing", "", "2.3", "manufacturing industries and construction", "", ""),
    Sector("Energy", "energy-industry", "2.2", "energy industries", ", energy industries", " (에너지산업)"),
    Sector(
        "Institutional",
        "commercial",
        "2.4",
        "commercial and institutional",
        ", commercial and institutional",
        " (상업·공공)",
    ),
)
Table = dict[str, dict[str, str]]


def build(data: Path) -> list[dict[str, str]]:
    """Records in the order of the act; a further route only where its CH4 or N2O differs from manufacturing.

    Raises ValueError where a row of the act is missing from the mapping, and KeyError where the mapping names
    a row that is not published.
    """
    folder = data / ACT
    acts: dict[str, Table] = {
        "1": {row["fuel"]: row for row in common.read_csv(folder / "table1_fossil_fuels.csv")},
        "2": {row["material"]: row for row in common.read_csv(folder / "table2_biomass.csv")},
    }
    emissions = {(row["fuel"], row["context"]): row for row in common.read_csv(data / EMISSIONS)}
    mapping = common.read_csv(Path(__file__).with_name("ipcc_fuels.mapping.csv"))
    for table, rows in acts.items():
        missing = set(rows) - {fuel["row"] for fuel in mapping if fuel["table"] == table}
        if missing:
            raise ValueError(
                f"no row in ipcc_fuels.mapping.csv for table {table}: {', '.join(sorted(missing))}"
            )
    records = []
    for fuel in mapping:
        co2, ncv = _from_act(acts[fuel["table"]][fuel["row"]])
        records += _records_of(fuel, co2, ncv, emissions)
    return records


def _from_act(row: dict[str, str]) -> tuple[str, str]:
    """CO2 in kg/TJ (published: t/TJ) and calorific value in MJ/kg (published: TJ/Gg or GJ/t, the same)."""
    if "ef_tco2_per_tj" in row:
        return _plain(Decimal(row["ef_tco2_per_tj"]) * 1000), row["ncv_tj_per_gg"]
    return _plain(Decimal(row["preliminary_ef_tco2_per_tj"]) * 1000), row["ncv_gj_per_t"]


def _records_of(
    fuel: dict[str, str], co2: str, ncv: str, emissions: dict[tuple[str, str], dict[str, str]]
) -> list[dict[str, str]]:
    if not fuel["amee"]:
        return [_record(fuel, SECTORS[0], co2, ncv, None)]
    records, default = [], ("", "")
    for sector in SECTORS:
        row = _one_row(fuel["amee"].split(";"), sector.context, emissions)
        if sector.context == "Manufacturing" and fuel["ch4_corrected"]:
            row = {**row, "EFLHVNRGCH4": fuel["ch4_corrected"]}
        gases = (_plain(Decimal(row["EFLHVNRGCH4"])), _plain(Decimal(row["EFLHVNRGN2O"])))
        if not sector.route:
            default = gases
        elif gases == default:
            continue
        records.append(_record(fuel, sector, co2, ncv, row))
    return records


def _one_row(
    names: list[str], context: str, emissions: dict[tuple[str, str], dict[str, str]]
) -> dict[str, str]:
    """The row of a fuel; where the act joins two fuels (coke), both rows must say the same."""
    rows = [emissions[name, context] for name in names]
    columns = ("LHV", "EFLHVNRGCO2", "EFLHVNRGCH4", "EFLHVNRGN2O")
    if len({tuple(row[column] for column in columns) for row in rows}) > 1:
        raise ValueError(f"{' and '.join(names)} differ in {context}")
    return rows[0]


def _record(
    fuel: dict[str, str], sector: Sector, co2: str, ncv: str, row: dict[str, str] | None
) -> dict[str, str]:
    carbon = fuel["carbon"]
    cells = {f"co2_{carbon}": co2}
    place = f"Regulation (EU) 2025/2547 Annex II point G table {fuel['table']}, {fuel['row']}"
    flags, flag_note = fuel["flags"], fuel["flag_note"]
    if row is not None:
        cells[f"ch4_{carbon}"] = _plain(Decimal(row["EFLHVNRGCH4"]))
        cells["n2o"] = _plain(Decimal(row["EFLHVNRGN2O"]))
        place += f"; IPCC 2006 vol. 2 ch. 2 table {sector.table}, {fuel['amee'].replace(';', ' and ')}"
        if fuel["density"]:
            cells["density"] = f"{_plain(Decimal(row['density']))} kg/m3"
        if fuel["ch4_corrected"] and sector.route:
            flags, flag_note = "", ""
    return common.record(
        id="ipcc-fuels:" + "-".join(filter(None, (fuel["slug"], sector.route))),
        item=fuel["item"],
        route=sector.route,
        name=fuel["name"] + sector.name,
        name_ko=fuel["name_ko"] + sector.name_ko,
        kind="fuel",
        unit_num="kg",
        unit_den="TJ",
        cv_basis="net",
        gas_basis="mass",
        boundary="combustion",
        geo="GLO",
        year=fuel["year"],
        year_kind="publication",
        technology=sector.technology if row is not None else "",
        biogenic_note=fuel["biogenic_note"],
        ncv=f"{ncv} MJ/kg" if ncv else "",
        trust="A" if _agrees(co2, ncv, row) and not fuel["ch4_corrected"] else "B",
        flags=flags,
        flag_note=flag_note,
        source_row=place,
        tags=fuel["tags"],
        **cells,
    )


def _agrees(co2: str, ncv: str, row: dict[str, str] | None) -> bool:
    """Whether the act and the IPCC copy give the same CO2 and calorific value: two independent readings."""
    if row is None:
        return False
    same_ncv = row["LHV"].startswith("-1") if not ncv else Decimal(row["LHV"]) == Decimal(ncv)
    return same_ncv and Decimal(row["EFLHVNRGCO2"]) == Decimal(co2)


def _plain(number: Decimal) -> str:
    """`56100.00` as `56100`, `0.10` as `0.1`: the copy pads with zeros that the guidelines do not print."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
