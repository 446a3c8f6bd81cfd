"""`oefdb-2022`: what can be used of an extract of the Open Emission Factors Database (share-alike, outside the wheel).

Every published row is a spend row of EXIOBASE (item and Korean name in `oefdb_2022.exiobase.csv`, by name), a line of
`oefdb_2022.mapping.csv` (by line of the file), or covered by `oefdb_2022.left_out.csv`, which says why and counts them.
"""

from __future__ import annotations

from pathlib import Path

from packs import common

Row = dict[str, str]

PUBLISHED = Path("oefdb_2022_ccbysa") / "oefdb_2022-05-12_non_uk_non_epa.csv"
UNITS = {"kWh": "kWh", "tonne-km": "tkm", "L": "L", "EUR": "EUR"}
LEAST, MOST = 0.01, 20.0
"""kg CO2e per euro: outside lies what a sector that hardly exists in a country does to the arithmetic of the model."""

SPEND_NOTE = (
    "Money is read as euros of 2019, the year of the data. The source does not state the boundary; the tables are in basic "
    "prices, hence without margins. Emissions of land use are inside, gases are not split."
)
WARNED = "The database warns that the figure could be erroneous."
BEYOND = "Outside 0.01 to 20 kg per euro."


def build(data: Path) -> list[Row]:
    """The records in the order of the published lines."""
    spend = {row["name"]: row for row in _table("exiobase")}
    mapping = {row["line"]: row for row in _table("mapping")}
    records = []
    for line, row in split(data)[0]:
        if row["source"] == "EXIOBASE":
            records.append(_spend(line, row, spend[_plain(row["name"])]))
        else:
            records.append(_record(line, row, mapping[str(line)]))
    return records


def split(data: Path) -> tuple[list[tuple[int, Row]], list[tuple[int, Row]]]:
    """Published rows kept, and those left out each with the line of the `left_out` table that says why.

    Raises ValueError when a row is in neither, a mapped line is another row than it says, or a count has changed.
    """
    mapping = {row["line"]: row for row in _table("mapping")}
    reasons = _table("left_out")
    found = dict.fromkeys(range(len(reasons)), 0)
    kept, left = [], []
    for line, row in enumerate(common.read_csv(data / PUBLISHED), start=2):
        ours = mapping.get(str(line))
        if ours is not None and ours["published"] != row["name"]:
            raise ValueError(f"line {line}: {row['name']!r}, mapping says {ours['published']!r}")
        if ours is not None or row["source"] == "EXIOBASE":
            kept.append((line, row))
            continue
        place = next((place for place, reason in enumerate(reasons) if _covers(reason, row)), None)
        if place is None:
            raise ValueError(f"line {line}: {row['name']!r} of {row['source']} is neither kept nor left out")
        found[place] += 1
        left.append((line, reasons[place]))
    for place, reason in enumerate(reasons):
        if found[place] != int(reason["rows"]):
            raise ValueError(f"left_out, {reason['source']} {reason['unit']}: {found[place]} rows")
    return kept, left


def _table(name: str) -> list[Row]:
    return common.read_csv(Path(__file__).with_name(f"oefdb_2022.{name}.csv"))


def _plain(name: str) -> str:
    return " ".join(name.split())


def _covers(reason: Row, row: Row) -> bool:
    text = f"{row['description']} {row['name']} {row['source_link']}"
    return (reason["source"], reason["unit"]) == (row["source"], row["activity_unit"]) and reason[
        "contains"
    ] in text


def _identity(line: int, row: Row) -> str:
    return f"oefdb-2022:{line}-{common.slug(row['source'])}-{common.slug(row['region'])}"


def _value(row: Row) -> tuple[str, str]:
    """Figure and set of warming potentials: AR5 where the row has it, AR4 where it has that alone."""
    for gwp_set in ("AR5", "AR4"):
        text = row[f"kgCO2e-{gwp_set}"]
        if text and text != "not-supplied":
            return text, gwp_set
    raise ValueError(f"{row['name']}, {row['region']}: no total")


def _place(line: int, row: Row) -> str:
    extra = f", uncertainty {row['uncertainty']} %" if row["uncertainty"] else ""
    return f"line {line}: {row['source']}, {_plain(row['name'])}, {row['region']}{extra}"


def _spend(line: int, row: Row, ours: Row) -> Row:
    """One product of EXIOBASE in one country; figures that the publisher doubts, or nobody can believe, are X."""
    value, gwp_set = _value(row)
    flags, notes = ["price-year-2019", "boundary-not-stated"], [SPEND_NOTE]
    # Three rows warn in their text alone, without the mark.
    if row["data_quality"] or "could be erroneous" in row["description"]:
        flags.append("publisher-warning")
        notes.append(WARNED)
    if not LEAST <= float(value) <= MOST:
        flags.append("outlier")
        notes.append(BEYOND)
    doubted = len(notes) > 1
    return common.record(
        id=_identity(line, row),
        item=ours["item"],
        name=f"{_plain(row['name'])}, spend in basic prices",
        name_ko=f"{ours['name_ko']}, 지출액 기준(기초가격)",
        kind="spend",
        unit_num="kg",
        unit_den="EUR",
        co2e=value,
        gwp_set=gwp_set,
        boundary="spend_producer",
        geo=row["region"],
        year="2019",
        year_kind="data",
        technology="EXIOBASE 3, model of the world economy",
        trust="X" if doubted else "C",
        flags=";".join(flags),
        flag_note=" ".join(notes),
        source_row=_place(line, row),
        tags="지출;구매액;EXIOBASE",
    )


def _record(line: int, row: Row, ours: Row) -> Row:
    value, gwp_set = _value(row)
    electricity = ours["kind"] == "electricity"
    return common.record(
        id=_identity(line, row),
        **{column: ours[column] for column in ("item", "route", "name", "name_ko", "kind", "boundary")},
        unit_num="kg",
        unit_den=UNITS[row["activity_unit"]],
        co2e=value,
        gwp_set=gwp_set,
        geo=row["region"],
        year=row["year_released"],
        year_kind="publication",
        scope2_method=("life_cycle" if ours["boundary"] == "life_cycle" else "location")
        if electricity
        else "",
        trust="C",
        flags=ours["flags"],
        flag_note=ours["flag_note"],
        source_row=_place(line, row),
        tags=ours["tags"],
    )
