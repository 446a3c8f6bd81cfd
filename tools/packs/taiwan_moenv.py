"""Taiwan product carbon footprint coefficients: the ministry's table of 1,164 rows, one record a row, values as published.

Source: Ministry of Environment (MOENV), Taiwan, open-data set 28176. What is ours stands in three mapping files, keyed by
the row number of the published table: `taiwan_moenv.mapping.csv` for the 322 industrial rows whose English names came
with the table, and `taiwan_moenv.rows_*.csv` for the others, with English names, units and reasons for leaving out.
"""

from __future__ import annotations

from pathlib import Path

from packs import common

FOLDER = "taiwan_moenv"
FILE = "moenv_coefficients_full.csv"
HERE = Path(__file__).parent
MAPPINGS = ("taiwan_moenv.mapping.csv", "taiwan_moenv.rows_1_600.csv", "taiwan_moenv.rows_601_1164.csv")
BLANK = "\uff0d "  # the table writes full-width dashes where it names no publisher
PIECES = {"unit": "piece"}
COPIED = (
    *("item", "route", "name_ko", "kind", "boundary", "trust", "flags", "flag_note"),
    *("includes", "technology", "codes", "year", "year_kind", "geo"),
)

Row = dict[str, str]


def build(data: Path) -> list[Row]:
    """All records in the order of the published row numbers; `data` is the folder of the published files.

    Raises ValueError when a published row has no mapping, or two, or a mapping has no published row.
    """
    published = {row["row"]: row for row in common.read_csv(data / FOLDER / FILE)}
    ours = mapping()
    strangers = published.keys() ^ ours.keys()
    if strangers:
        raise ValueError(f"rows in only one of table and mapping: {', '.join(sorted(strangers))}")
    names = {row: ours[row].get("name") or published[row]["name_en"] for row in published}
    kept = sorted((row for row in published if not ours[row].get("left_out")), key=int)
    return [_record(ours[row], published[row], names) for row in kept]


def mapping() -> dict[str, Row]:
    """What is ours about each published row, by row number.

    Raises ValueError when a row stands twice or has more or fewer cells than the header.
    """
    found: dict[str, Row] = {}
    for file in MAPPINGS:
        for row in common.read_csv(HERE / file):
            if None in row or None in row.values():  # an unquoted comma shifts every later cell
                raise ValueError(f"row {row['row']} of {file} does not have the cells of the header")
            if row["row"] in found:
                raise ValueError(f"row {row['row']} is mapped twice, the second time in {file}")
            found[row["row"]] = row
    return found


def _record(ours: Row, source: Row, names: dict[str, str]) -> Row:
    number, name = ours["row"], source["name_zh"].strip()
    older = [_identity(row, names) for row in ours["supersedes"].split(";") if row]
    return common.record(
        **{column: ours[column] for column in COPIED},
        id=_identity(number, names),
        name=names[number],
        unit_num="kg",
        unit_den=ours.get("unit_den") or PIECES.get(source["unit"], source["unit"]),
        co2e=source["value_kgco2e"],
        gwp_set="unknown",
        scope2_method="life_cycle" if ours["boundary"] == "life_cycle" else "",
        source_row=f"row {number}: {name}; publisher {source['publisher_zh'].strip(BLANK) or 'not stated'}",
        tags=f"{ours['tags']};{name}" if ours["tags"] else name,
        supersedes=";".join(older),
    )


def _identity(number: str, names: dict[str, str]) -> str:
    return f"taiwan-moenv:{number}-{common.slug(names[number])}"
