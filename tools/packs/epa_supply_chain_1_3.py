"""`epa-supply-chain-1.3`: greenhouse gases per US dollar spent, by NAICS sector, with the masses of the gases.

Source: US EPA, Supply Chain GHG Emission Factors v1.3.0 (2022 dollars). Two files are joined by sector: totals in CO2e, and one
row for each sector and gas. What is ours (item, Korean name, search words) stands in `epa_supply_chain_1_3.mapping.csv`.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from packs import common

Row = dict[str, str]

FOLDER = "epa_supply_chain"
TOTALS = "SupplyChainGHGEmissionFactors_v1.3.0_NAICS_CO2e_USD2022.csv"
BY_GAS = "SupplyChainGHGEmissionFactors_v1.3.0_NAICS_byGHG_USD2022.csv"
MAPPING = Path(__file__).with_name("epa_supply_chain_1_3.mapping.csv")

CODE, TITLE, REFERENCE = "2017 NAICS Code", "2017 NAICS Title", "Reference USEEIO Code"
TOTAL_UNIT = "kg CO2e/2022 USD, purchaser price"
MASS_UNIT = "kg/2022 USD, purchaser price"
UNNAMED = "HFCs and PFCs, unspecified"
"""A group without a warming potential of its own, published in CO2e: it is inside the total and in no gas column."""

COLUMN_GASES = {"Carbon dioxide": "co2_fossil", "Methane": "ch4", "Nitrous oxide": "n2o"}
OTHER_GASES = {
    "Sulfur hexafluoride": "sf6",
    "Nitrogen trifluoride": "nf3",
    "Carbon tetrafluoride": "cf4",
    "Hexafluoroethane": "c2f6",
    "Perfluoropropane": "c3f8",
    "Perfluorocyclobutane": "c-c4f8",
    "Perfluorobutane": "c4f10",
    "Perfluorohexane": "c6f14",
    "HFC-23": "hfc-23",
    "HFC-32": "hfc-32",
    "HFC-125": "hfc-125",
    "HFC-134a": "hfc-134a",
    "HFC-143a": "hfc-143a",
    "HFC-236fa": "hfc-236fa",
}
VARIANTS = (
    (
        "purchaser",
        "spend_purchaser",
        "Supply Chain Emission Factors with Margins",
        ", spend with margins of trade and transport",
        ", 구매액 기준(유통·운송 마진 포함)",
    ),
    (
        "producer",
        "spend_producer",
        "Supply Chain Emission Factors without Margins",
        ", spend without margins of trade and transport",
        ", 구매액 기준(유통·운송 마진 제외)",
    ),
    (
        "margins",
        "spend_margins",
        "Margins of Supply Chain Emission Factors",
        ", spend, margins of trade and transport alone",
        ", 구매액 기준(유통·운송 마진분만)",
    ),
)


def build(data: Path) -> list[Row]:
    """Three records a sector, in the order of the published codes.

    Raises ValueError when files and mapping differ in their sectors, or when a unit or a gas is not the one expected.
    """
    totals = {row[CODE]: row for row in common.read_csv(data / FOLDER / TOTALS)}
    mapping = {row["naics"]: row for row in common.read_csv(MAPPING)}
    gases = _gases(common.read_csv(data / FOLDER / BY_GAS))
    if not totals.keys() == mapping.keys() == gases.keys():
        raise ValueError("the sectors of the two files and of the mapping differ")
    sharing = Counter(row[REFERENCE] for row in totals.values())
    records = []
    for code, total in totals.items():
        if total["Unit"] != TOTAL_UNIT or total["GHG"] != "All GHGs":
            raise ValueError(f"{code}: {total['GHG']} in {total['Unit']}")
        records += [
            _record(total, gases[code], mapping[code], variant, sharing[total[REFERENCE]])
            for variant in VARIANTS
        ]
    return records


def _gases(rows: list[Row]) -> dict[str, dict[str, Row]]:
    """Rows of the gas file by sector and gas; every sector has every gas once, masses in kg."""
    expected = {*COLUMN_GASES, *OTHER_GASES, UNNAMED}
    found: dict[str, dict[str, Row]] = {}
    for row in rows:
        unit = TOTAL_UNIT if row["GHG"] == UNNAMED else MASS_UNIT
        sector = found.setdefault(row[CODE], {})
        if row["Unit"] != unit or row["GHG"] in sector or row["GHG"] not in expected:
            raise ValueError(f"{row[CODE]}: {row['GHG']} in {row['Unit']}")
        sector[row["GHG"]] = row
    if any(sector.keys() != expected for sector in found.values()):
        raise ValueError("a sector lacks a gas")
    return found


def _record(
    total: Row, gases: dict[str, Row], ours: Row, variant: tuple[str, str, str, str, str], sharing: int
) -> Row:
    slug, boundary, column, suffix, suffix_ko = variant
    code, reference = total[CODE], total[REFERENCE]
    flags, notes = ["price-year-2022"], ["Money is US dollars of 2022 at purchaser price."]
    if float(total[column]) == 0:
        flags.append("no-margins")
        notes.append("Published as 0: nothing stands between producer and purchaser.")
    if float(gases[UNNAMED][column]):
        flags.append("gases-partial")
        notes.append(f"{UNNAMED}: {gases[UNNAMED][column]} kg CO2e, inside the total and in no gas column.")
    if sharing > 1:
        flags.append("shared-figure")
        notes.append(f"One figure for {sharing} sectors (model code {reference}).")
    return common.record(
        id=f"epa-supply-chain-1.3:{code}-{slug}",
        item=ours["item"],
        name=total[TITLE] + suffix,
        name_ko=ours["name_ko"] + suffix_ko,
        kind="spend",
        unit_num="kg",
        unit_den="USD",
        co2e=total[column],
        gas_basis="mass",
        **{ours_: gases[theirs][column] for theirs, ours_ in COLUMN_GASES.items()},
        other_gases=";".join(f"{key}={gases[name][column]}" for name, key in OTHER_GASES.items()),
        gwp_set="AR5",
        boundary=boundary,
        geo="US",
        year="2022",
        year_kind="data",
        technology="model of the whole US economy, average of the sector",
        trust="A",
        flags=";".join(flags),
        flag_note=" ".join(notes),
        source_row=f"NAICS {code}, reference USEEIO code {reference}, {column}",
        codes=";".join([f"naics:{code}", *(f"useeio:{one}" for one in reference.split(", "))]),
        tags=ours["tags"],
    )
