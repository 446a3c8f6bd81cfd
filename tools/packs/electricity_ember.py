"""`electricity-ember`: carbon intensity of generation by country and year (Ember through Our World in Data).

Read: `electricity_owid_ember/carbon-intensity-electricity.csv`, columns Entity, Code, Year and the intensity in g per kWh.
Every entity of the file has a row in the mapping: either a region code with names, or the reason why it is left out.
"""

from __future__ import annotations

from pathlib import Path

from packs import common

PUBLISHED = Path("electricity_owid_ember") / "carbon-intensity-electricity.csv"
VALUE = "Carbon intensity of electricity - gCO2/kWh"
ZERO_NOTE = (
    "printed as 0: emissions rounded to nothing in a very small system; life-cycle power is never free of emissions, "
    "so this row is kept for completeness and not for use"
)


def mapping() -> dict[str, dict[str, str]]:
    """The authored rows by the publisher's entity name."""
    rows = common.read_csv(Path(__file__).with_suffix(".mapping.csv"))
    return {row["entity"]: row for row in rows}


def build(data: Path) -> list[dict[str, str]]:
    """Records by region and year; KeyError when the file holds an entity the mapping does not know."""
    authored = mapping()
    records = []
    for row in common.read_csv(data / PUBLISHED):
        ours = authored[row["Entity"]]
        if ours["alpha3"] != row["Code"]:
            raise ValueError(f"{row['Entity']}: code {row['Code']!r}, mapping says {ours['alpha3']!r}")
        if not ours["left_out"]:
            records.append(_record(row, ours))
    return sorted(records, key=lambda record: record["id"])


def _record(row: dict[str, str], ours: dict[str, str]) -> dict[str, str]:
    """One record; a printed zero keeps its row but never resolves."""
    zero = float(row[VALUE]) == 0
    return common.record(
        id=f"electricity-ember:{common.slug(ours['alpha2'])}-{row['Year']}",
        item="electricity/grid",
        name=f"Grid electricity, {ours['name']}",
        name_ko=f"전력(계통), {ours['name_ko']}",
        kind="electricity",
        unit_num="g",
        unit_den="kWh",
        co2e=row[VALUE],
        gwp_set="unknown",
        boundary="generation_life_cycle",
        geo=ours["alpha2"],
        year=row["Year"],
        year_kind="data",
        technology="generation mix",
        scope2_method="location",
        trust="X" if zero else ours["trust"],
        flags="zero-intensity;not-for-footprint" if zero else ours["flags"],
        flag_note=ZERO_NOTE if zero else ours["flag_note"],
        source_row=f"Entity={row['Entity']}; Code={row['Code']}; Year={row['Year']}",
        tags="전기;electric power",
    )
