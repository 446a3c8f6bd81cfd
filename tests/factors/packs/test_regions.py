"""The region table: ISO 3166-1 in full, members that exist, and a row for every region a record names."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
TABLE = ROOT / "factors" / "regions" / "regions.csv"

Row = dict[str, str]


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


ROWS = _read(TABLE)
BY_CODE = {row["code"]: row for row in ROWS}
COUNTRIES = [row for row in ROWS if row["level"] == "country"]
USER_ASSIGNED = {"XK"}


def test_layout() -> None:
    header = TABLE.read_text(encoding="utf-8").split("\n", 1)[0]
    assert header == "code,level,name,name_ko,alpha3,un_m49_subregion,members,parent"
    assert {row["level"] for row in ROWS} == {"world", "group", "country", "subdivision"}
    assert [row["code"] for row in ROWS if row["level"] == "world"] == ["GLO"]
    for column in ("code", "name", "name_ko"):
        assert max(Counter(row[column] for row in ROWS).values()) == 1, column
    assert all(row["name_ko"] for row in ROWS)


def test_249_countries_with_unique_codes() -> None:
    iso = [row for row in COUNTRIES if row["code"] not in USER_ASSIGNED]
    assert len(iso) == 249
    assert all(len(row["code"]) == 2 and len(row["alpha3"]) == 3 for row in COUNTRIES)
    assert len({row["alpha3"] for row in COUNTRIES}) == len(COUNTRIES)


def test_22_sub_regions_and_their_sizes() -> None:
    """Sizes as in UN M49, plus Taiwan (Eastern Asia) and Kosovo (Southern Europe), which it does not list apart."""
    sizes = Counter(row["un_m49_subregion"] for row in COUNTRIES)
    assert sizes.pop("") == 1 and not BY_CODE["AQ"]["un_m49_subregion"]
    assert len(sizes) == 22
    some = {
        "Eastern Asia": 7 + 1,
        "South-eastern Asia": 11,
        "Western Asia": 18,
        "Central Asia": 5,
        "Southern Asia": 9,
    }
    some |= {"Southern Europe": 16 + 1, "Northern Europe": 16, "Western Europe": 9, "Eastern Europe": 10}
    some |= {"Northern America": 5, "Caribbean": 28, "Central America": 8, "South America": 16}
    assert {name: sizes[name] for name in some} == some


def test_members_and_parents_exist() -> None:
    for row in ROWS:
        assert bool(row["members"]) == (row["level"] == "group"), row["code"]
        assert set(filter(None, row["members"].split(";"))) <= set(BY_CODE), row["code"]
        assert row["parent"] in BY_CODE or row["level"] == "world", row["code"]
        if row["level"] == "subdivision":
            assert BY_CODE[row["parent"]]["level"] == "country", row["code"]


def test_group_sizes() -> None:
    sizes = {row["code"]: len(set(row["members"].split(";"))) for row in ROWS if row["level"] == "group"}
    some = {"EU27": 27, "EEA": 30, "EFTA": 4, "ASEAN": 10, "GCC": 6, "G7": 7, "OECD": 38}
    assert {code: sizes[code] for code in some} == some
    assert "GB" not in BY_CODE["EU27"]["members"].split(";")


def test_a_province_is_in_one_chinese_grid_at_most() -> None:
    members = [
        code for row in ROWS if row["code"].startswith("CN-GRID-") for code in row["members"].split(";")
    ]
    assert len(members) == len(set(members)) == 29
    provinces = {
        row["code"] for row in ROWS if row["code"].startswith("CN-") and row["level"] == "subdivision"
    }
    assert provinces - set(members) == {"CN-NM", "CN-XZ"}


def test_every_region_of_a_record_has_a_row() -> None:
    for path in sorted((ROOT / "factors").glob("*/records.csv")):
        missing = {row["geo"] for row in _read(path)} - set(BY_CODE)
        assert not missing, f"{path.parent.name}: {sorted(missing)}"
