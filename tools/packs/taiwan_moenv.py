"""Taiwan product carbon footprint coefficients: 322 rows of the ministry's table, one record a row, values as published.

Source: Ministry of Environment (MOENV), Taiwan, open-data set 28176, English subset. What is ours (item, route, Korean
name, trust, flags, data year) stands in `taiwan_moenv.mapping.csv`, keyed by the row number of the published table.
"""

from __future__ import annotations

from pathlib import Path

from packs import common

FOLDER = "taiwan_moenv"
FILE = "moenv_industrial_subset_en.csv"
MAPPING = Path(__file__).with_name("taiwan_moenv.mapping.csv")
BLANK = "\uff0d "  # the table writes full-width dashes where it names no publisher
PIECES = {"unit": "piece"}
COPIED = (
    *("item", "route", "name_ko", "kind", "boundary", "trust", "flags", "flag_note"),
    *("includes", "technology", "codes", "year", "year_kind", "geo"),
)


def build(data: Path) -> list[dict[str, str]]:
    """All records in the order of the published row numbers; `data` is the folder of the published files.

    Raises ValueError when a published row has no mapping, a mapping has no published row or a unit is not kg CO2e.
    """
    published = {row["row"]: row for row in common.read_csv(data / FOLDER / FILE)}
    mapping = {row["row"]: row for row in common.read_csv(MAPPING)}
    strangers = published.keys() ^ mapping.keys()
    if strangers:
        raise ValueError(f"rows in only one of table and mapping: {', '.join(sorted(strangers))}")
    return [_record(mapping[row], published) for row in sorted(published, key=int)]


def _record(ours: dict[str, str], published: dict[str, dict[str, str]]) -> dict[str, str]:
    source = published[ours["row"]]
    name = source["name_zh"].strip()
    older = ours["supersedes"]
    return common.record(
        **{column: ours[column] for column in COPIED},
        id=_identity(source),
        name=source["name_en"],
        unit_num="kg",
        unit_den=_per(source["unit"]),
        co2e=source["value"],
        gwp_set="unknown",
        scope2_method="life_cycle" if ours["boundary"] == "life_cycle" else "",
        source_row=f"row {ours['row']}: {name}; publisher {source['publisher_zh'].strip(BLANK) or 'not stated'}",
        tags=f"{ours['tags']};{name}" if ours["tags"] else name,
        supersedes=_identity(published[older]) if older else "",
    )


def _identity(source: dict[str, str]) -> str:
    return f"taiwan-moenv:{source['row']}-{common.slug(source['name_en'])}"


def _per(unit: str) -> str:
    """Unit of activity of a published unit such as `kgCO2e/TEU.km`."""
    head, slash, per = unit.partition("/")
    if head != "kgCO2e" or not slash or not per:
        raise ValueError(f"unit not in kg CO2e: {unit!r}")
    return PIECES.get(per, per)
