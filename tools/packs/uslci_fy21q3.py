"""US Life Cycle Inventory Database, FY21 Q3: processes published as aggregated inventories, totals in AR6.

Source: a table of climate results of those processes whose inventory needs no linking. What is ours (item, route,
names, trust, flags, the reason a row is left out, a year of publication where no data year is given) stands in
`uslci_fy21q3.mapping.csv`, keyed by the position of the row in the table, because the table has no key of its own and
gives three rows the same name.
"""

from __future__ import annotations

import re
from pathlib import Path

from packs import common

FOLDER = "uslci_fy21q3"
FILE = "uslci_aggregated_processes_gwp.csv"
MAPPING = Path(__file__).with_name("uslci_fy21q3.mapping.csv")
REGIONS = {"RNA": "NORTHAM", "GLO": "GLO", "US": "US"}
WHOLE_ENTRY = re.compile(r" (kg|MJ)$")  # the table cuts long lists in the middle of an entry
COPIED = (
    *("item", "route", "name", "name_ko", "trust", "flags", "flag_note"),
    *("includes", "technology", "codes", "tags"),
)


def build(data: Path) -> list[dict[str, str]]:
    """Records in the order of the table, rows left out skipped; `data` is the folder of the published files.

    Raises ValueError when table and mapping do not hold the same rows.
    """
    published = common.read_csv(data / FOLDER / FILE)
    mapping = common.read_csv(MAPPING)
    theirs = [(str(place), row["name"].strip()) for place, row in enumerate(published, 1)]
    strangers = set(theirs) ^ {(row["row"], row["published_name"]) for row in mapping}
    if strangers:
        raise ValueError(f"rows in only one of table and mapping: {sorted(strangers)}")
    ours = {row["row"]: row for row in mapping}
    return [
        _record(ours[place], source)
        for (place, _), source in zip(theirs, published, strict=True)
        if not ours[place]["left_out"]
    ]


def _record(ours: dict[str, str], source: dict[str, str]) -> dict[str, str]:
    return common.record(
        **{column: ours[column] for column in COPIED},
        id=f"uslci-fy21q3:{common.slug(ours['name'])}",
        kind="material",
        unit_num="kg",
        unit_den=source["unit"],
        co2e=source["kgco2e_per_unit_ar6"],
        gwp_set="AR6",
        boundary="cradle_to_gate",
        geo=REGIONS[source["geography"]],
        year=ours["year"] or _year(source["start"]),
        year_kind="publication" if ours["year"] else "data",
        allocation="; ".join(filter(None, (ours["allocation"], _free_of_burden(source["inputs_left_out"])))),
        biogenic_note="CO2 of every origin is counted, uptake is not",
        source_row=_place(ours, source),
    )


def _year(number: str) -> str:
    """Year of a start date written as `2009.0`; a placeholder such as 9998 is a ValueError."""
    year = int(float(number))
    if not 1900 < year < 2100:
        raise ValueError(f"no data year: {number}")
    return str(year)


def _free_of_burden(listed: str) -> str:
    """Inputs that the aggregate takes in without their burden, with amounts per unit as published."""
    if not listed:
        return ""
    entries = listed.split("; ")
    if not WHOLE_ENTRY.search(entries[-1]):
        entries[-1] = "and others"
    return f"free of burden: {'; '.join(entries)}"


def _place(ours: dict[str, str], source: dict[str, str]) -> str:
    years = "no data year" if ours["year"] else "-".join(_year(source[column]) for column in ("start", "end"))
    ar5 = source["kgco2e_per_unit_ar5"] or "none"
    return f"row {ours['row']}: {ours['published_name']}; {years}; AR5 total {ar5}"
