"""Small packs to compile in tests: a few invented records, so that no test depends on the figures of real packs."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from carbonfoot.factors.compile import compile_library
from carbonfoot.factors.layout import ALIAS_COLUMNS, GAS_COLUMNS, PACK_KEYS, RECORD_COLUMNS, REGION_COLUMNS
from carbonfoot.factors.library import Library

Rows = list[dict[str, str]]
WritePack = Callable[..., Path]

PACK = {
    "title": "Invented figures",
    "publisher": "Nobody",
    "edition": "1",
    "licence": "CC0-1.0",
    "share_class": "open",
    "attribution": "Nobody (2026)",
    "date_read": "2026-11-21",
    "gwp_set": "AR5",
    "review_by": "2027-11-21",
    "preference": "10",
}
RECORD = {
    "item": "steel/hot-rolled-coil",
    "name": "Hot-rolled coil",
    "name_ko": "열연코일",
    "kind": "material",
    "unit_num": "kg",
    "unit_den": "kg",
    "co2e": "2.380",
    "gwp_set": "unknown",
    "boundary": "cradle_to_gate",
    "geo": "TW",
    "year": "2013",
    "year_kind": "publication",
    "trust": "B",
    "source_row": "row 1",
}
GASES: Rows = [
    {"gas": "ch4", "name": "Methane", "name_ko": "메탄", "formula": "CH4", "aliases": "CH4;R-50"}
    | {"AR5": "28", "AR5_place": "table 8.A.1", "AR6": "27.9", "AR6_place": "table 7.SM.7"},
    {"gas": "ch4_fossil", "name": "Methane, fossil", "formula": "CH4"}
    | {"AR5": "30", "AR5_place": "table 8.A.1"},
    {"gas": "hfc-134", "name": "1,1,2,2-tetrafluoroethane", "formula": "C2H2F4"},
    {"gas": "hfc-134a", "name": "1,1,1,2-tetrafluoroethane", "formula": "C2H2F4", "aliases": "R-134a;HFC134a"}
    | {"AR5": "1300", "AR5_place": "table 8.A.1"},
    {
        "gas": "sf6",
        "name": "Sulfur hexafluoride",
        "name_ko": "육불화황",
        "formula": "SF6",
        "aliases": "sulphur hexafluoride",
    }
    | {"AR5": "23500", "AR5_place": "table 8.A.1"},
    {"gas": "r-50x", "name": "R-50X", "composition": "ch4=60;sf6=40"},
]
REGIONS: Rows = [
    {"code": "GLO", "level": "world", "name": "World", "name_ko": "세계"},
    {"code": "EU2", "level": "group", "name": "Two members", "members": "DE;FR", "parent": "GLO"},
    {"code": "CLUB", "level": "group", "name": "Three members", "members": "DE;FR;KR", "parent": "GLO"},
    {"code": "CN-GRID-SOUTH", "level": "group", "name": "South grid", "members": "CN-GD", "parent": "CN"},
    {"code": "CN", "level": "country", "name": "China", "name_ko": "중국", "alpha3": "CHN", "parent": "GLO"},
    {"code": "CN-GD", "level": "subdivision", "name": "Guangdong", "name_ko": "광둥성", "parent": "CN"},
    {"code": "DE", "level": "country", "name": "Germany", "alpha3": "DEU", "parent": "GLO"},
    {"code": "FR", "level": "country", "name": "France", "alpha3": "FRA", "parent": "GLO"},
    {
        "code": "KR",
        "level": "country",
        "name": "South Korea",
        "name_ko": "대한민국",
        "alpha3": "KOR",
        "parent": "GLO",
    },
    {"code": "TW", "level": "country", "name": "Taiwan", "name_ko": "대만", "alpha3": "TWN", "parent": "GLO"},
]
RECORDS: Rows = [
    RECORD | {"id": "metals-x:coil-tw", "codes": "cn:7208", "tags": "HRC;열간압연;熱軋鋼捲"},
    RECORD | {"id": "metals-x:coil-kr", "geo": "KR", "year": "2020", "route": "bf-bof"},
    RECORD
    | {
        "id": "metals-x:sheet",
        "item": "steel/cold-rolled-sheet",
        "name": "Cold-rolled sheet",
        "name_ko": "냉연강판",
    },
    RECORD
    | {"id": "metals-x:pa66", "item": "polymers/pa66", "name": "Polyamide 66", "name_ko": "폴리아미드 66"},
    RECORD
    | {"id": "metals-x:diesel", "item": "fuels/diesel", "name": "Diesel", "name_ko": "경유", "kind": "fuel"}
    | {"unit_den": "L", "boundary": "combustion", "geo": "GLO", "year_kind": "data"},
]
POWER: Rows = [
    RECORD
    | {"id": f"power-x:{geo.lower()}-{year}", "item": "electricity/grid", "name": f"Grid electricity, {name}"}
    | {
        "name_ko": f"전력(계통), {name_ko}",
        "kind": "electricity",
        "unit_den": "kWh",
        "boundary": "generation",
    }
    | {"geo": geo, "year": year, "year_kind": "data", "co2e": "0.5"}
    for geo, name, name_ko in (
        ("KR", "South Korea", "대한민국"),
        ("DE", "Germany", "독일"),
        ("FR", "France", "프랑스"),
    )
    for year in ("2022", "2023")
]


def _write_csv(path: Path, columns: tuple[str, ...], rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture
def write_pack() -> WritePack:
    """A function that writes a pack: folder, then `keys`, `records`, `gases`, `regions` or `aliases` as rows of given cells."""

    def write(
        folder: Path,
        keys: dict[str, str] | None = None,
        records: Rows | None = None,
        gases: Rows | None = None,
        regions: Rows | None = None,
        aliases: Rows | None = None,
    ) -> Path:
        folder.mkdir(parents=True, exist_ok=True)
        values = dict.fromkeys(PACK_KEYS, "") | PACK | {"id": folder.name} | (keys or {})
        text = "".join(f'{key}: "{value}"\n' for key, value in values.items())
        (folder / "pack.yaml").write_text(text, encoding="utf-8")
        gas_columns = (*GAS_COLUMNS[:5], "aliases", *GAS_COLUMNS[5:])
        for name, columns, rows in (
            ("records.csv", RECORD_COLUMNS, records),
            ("gwp.csv", gas_columns, gases),
            ("regions.csv", REGION_COLUMNS, regions),
            ("aliases.csv", ALIAS_COLUMNS, aliases),
        ):
            if rows is not None:
                _write_csv(folder / name, columns, rows)
        return folder

    return write


@pytest.fixture
def record_cells() -> dict[str, str]:
    """Cells of a record that is clean once it has an id."""
    return dict(RECORD)


@pytest.fixture
def factors_dir(tmp_path: Path, write_pack: WritePack) -> Path:
    """A folder of four clean packs: gases, regions, materials and electricity."""
    folder = tmp_path / "factors"
    write_pack(folder / "gwp", gases=GASES)
    write_pack(folder / "regions", regions=REGIONS)
    write_pack(folder / "metals-x", records=RECORDS)
    write_pack(folder / "power-x", {"preference": "5"}, records=POWER)
    return folder


@pytest.fixture
def library(factors_dir: Path, tmp_path: Path) -> Iterator[Library]:
    """The library compiled from `factors_dir`."""
    target = tmp_path / "small.sqlite3"
    compile_library(str(factors_dir), str(target))
    opened = Library(str(target))
    yield opened
    opened.close()
