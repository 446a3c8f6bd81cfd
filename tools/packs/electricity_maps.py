"""`electricity-maps`: carbon intensity of grid electricity by zone and year, imports counted (share-alike, outside the wheel).

Read: `electricity_maps_odbl/electricity_maps_yearly_2021_2025.csv`. Every zone of the file has a row in the mapping with
the region code that stands for it. A zone that is no country brings its own region: under its ISO 3166-2 code where it
is that subdivision, else under `<country>-EM-...`, because several zone codes are ISO codes of other places (`IT-NO` is the
province of Novara, `IT-SO` that of Sondrio).
"""

from __future__ import annotations

from pathlib import Path

from packs import common

Row = dict[str, str]

PUBLISHED = Path("electricity_maps_odbl") / "electricity_maps_yearly_2021_2025.csv"
MAPPING = Path(__file__).with_name("electricity_maps.mapping.csv")
VALUE = "carbon_intensity_gco2eq_per_kwh"
REGION_COLUMNS = ("code", "level", "name", "name_ko", "alpha3", "un_m49_subregion", "members", "parent")
SAME_NOTE = "The same figure in all five years: estimated from capacities, not measured."
IMPORTS_NOTE = (
    "Supply of the zone with imports traced to where they were generated; line losses are not inside."
)


def tables(data: Path) -> dict[str, str]:
    """Records, and the regions that the core table does not have.

    Raises ValueError when the zones of file and mapping differ.
    """
    rows = common.read_csv(data / PUBLISHED)
    zones = {row["zone"]: row for row in common.read_csv(MAPPING)}
    if {(row["zone"], row["zone_name"]) for row in rows} != {
        (zone, row["zone_name"]) for zone, row in zones.items()
    }:
        raise ValueError("the zones of the file and of the mapping differ")
    figures: dict[str, set[str]] = {}
    for row in rows:
        figures.setdefault(row["zone"], set()).add(row[VALUE])
    records = [_record(row, zones[row["zone"]], same=len(figures[row["zone"]]) == 1) for row in rows]
    regions = [_region(zone) for zone in zones.values() if zone["region"]]
    return {
        "records.csv": common.to_csv(sorted(records, key=lambda record: record["id"])),
        "regions.csv": common.to_csv(sorted(regions, key=lambda region: region["code"]), REGION_COLUMNS),
    }


def _name(zone: Row) -> str:
    return (
        f"{zone['zone_name']} (power zone {zone['zone']})" if zone["region"] == "own" else zone["zone_name"]
    )


def _region(zone: Row) -> Row:
    row = dict.fromkeys(REGION_COLUMNS, "")
    row.update(
        code=zone["code"],
        level="subdivision",
        name=_name(zone),
        name_ko=zone["name_ko"],
        parent=zone["zone"][:2],
    )
    return row


def _record(row: Row, zone: Row, *, same: bool) -> Row:
    """One record; `same` marks a zone whose figure never moves."""
    return common.record(
        id=f"electricity-maps:{common.slug(row['zone'])}-{row['year']}",
        item="electricity/grid",
        name=f"Grid electricity, {_name(zone)}",
        name_ko=f"전력(계통), {zone['name_ko']}",
        kind="electricity",
        unit_num="g",
        unit_den="kWh",
        co2e=row[VALUE],
        gwp_set="unknown",
        boundary="generation_life_cycle",
        geo=zone["code"],
        year=row["year"],
        year_kind="data",
        technology=f"supply mix, {row['renewable_pct']} % renewable, {row['carbon_free_pct']} % carbon-free",
        scope2_method="location",
        trust="C" if same else "B",
        flags="imports-counted;estimated" if same else "imports-counted",
        flag_note=f"{IMPORTS_NOTE} {SAME_NOTE}" if same else IMPORTS_NOTE,
        source_row=f"zone={row['zone']}; year={row['year']}",
        tags=f"전기;electric power;{row['zone']}",
    )
