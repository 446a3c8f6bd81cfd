"""The Electricity Maps pack: figures of the table, zones and their codes, and what its boundary does not claim."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PACK = ROOT / "share-alike" / "electricity-maps"
PUBLISHED = (
    ROOT.parent / "shared" / "data" / "electricity_maps_odbl" / "electricity_maps_yearly_2021_2025.csv"
)

if not PACK.is_dir():
    pytest.skip("share-alike packs stand in the repository only", allow_module_level=True)

Row = dict[str, str]


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


RECORDS = _read(PACK / "records.csv")
REGIONS = {row["code"]: row for row in _read(PACK / "regions.csv")}
CORE_REGIONS = {row["code"]: row for row in _read(ROOT / "factors" / "regions" / "regions.csv")}
MAPPING = _read(ROOT / "tools" / "packs" / "electricity_maps.mapping.csv")
EMBER = {
    (record["geo"], record["year"]): Decimal(record["co2e"])
    for record in _read(ROOT / "factors" / "electricity-ember" / "records.csv")
}


def test_every_zone_in_every_year_once() -> None:
    assert len(RECORDS) == 1760 == len({record["id"] for record in RECORDS})
    assert Counter(record["year"] for record in RECORDS) == dict.fromkeys(map(str, range(2021, 2026)), 352)
    assert max(Counter((record["geo"], record["year"]) for record in RECORDS).values()) == 1


def test_losses_are_not_claimed() -> None:
    """The source does not say that line losses are inside: `life_cycle` would say so."""
    assert {record["boundary"] for record in RECORDS} == {"generation_life_cycle"}
    assert {record["item"] for record in RECORDS} == {"electricity/grid"}
    assert {(record["unit_num"], record["unit_den"]) for record in RECORDS} == {("g", "kWh")}
    assert all("imports-counted" in record["flags"].split(";") for record in RECORDS)


def test_zones_that_never_move_are_estimates() -> None:
    figures: dict[str, set[str]] = {}
    for record in RECORDS:
        figures.setdefault(record["geo"], set()).add(record["co2e"])
    still = {geo for geo, values in figures.items() if len(values) == 1}
    assert len(still) == 13
    for record in RECORDS:
        estimated = record["geo"] in still
        assert ("estimated" in record["flags"]) == estimated == (record["trust"] == "C"), record["id"]


def test_figures_are_plausible() -> None:
    assert all(10 <= Decimal(record["co2e"]) <= 1000 for record in RECORDS)


@pytest.mark.parametrize("geo", ["KR", "JP", "CN", "US", "DE", "IN", "AU", "TW", "VN", "MX", "PL", "TR"])
def test_large_systems_are_near_ember(geo: str) -> None:
    """Few imports, so that two sources of the same thing may not lie far apart."""
    for record in RECORDS:
        if record["geo"] == geo and (geo, record["year"]) in EMBER:
            ratio = Decimal(record["co2e"]) / EMBER[geo, record["year"]]
            assert Decimal("0.7") < ratio < Decimal("1.35"), record["id"]


def test_regions_are_new_and_have_a_country() -> None:
    assert len(REGIONS) == 148 and not REGIONS.keys() & CORE_REGIONS.keys()
    for code, region in REGIONS.items():
        assert region["level"] == "subdivision" and region["name_ko"], code
        assert CORE_REGIONS[region["parent"]]["level"] == "country" and code.startswith(region["parent"])
    assert {record["geo"] for record in RECORDS} <= REGIONS.keys() | CORE_REGIONS.keys()
    assert REGIONS.keys() <= {record["geo"] for record in RECORDS}


def test_a_zone_code_never_passes_for_another_place() -> None:
    """IT-NO is Novara and IT-SO Sondrio in ISO 3166-2; GB as a zone is without Northern Ireland."""
    codes = {row["zone"]: row["code"] for row in MAPPING}
    assert (codes["IT-NO"], codes["IT-SO"], codes["GB"]) == ("IT-EM-NO", "IT-EM-SO", "GB-GBN")
    iso = {row["code"] for row in MAPPING if row["region"] == "iso"}
    assert len(iso) == 27
    for row in MAPPING:
        assert ("-EM-" in row["code"]) == (row["region"] == "own"), row["zone"]
        assert row["region"] or row["code"] == row["zone"] in CORE_REGIONS, row["zone"]


@pytest.mark.skipif(not PUBLISHED.exists(), reason="published files (../shared/data) are not here")
def test_every_published_row_is_kept() -> None:
    published = {(row["zone"], row["year"]) for row in _read(PUBLISHED)}
    kept = {(record["tags"].split(";")[-1], record["year"]) for record in RECORDS}
    assert kept == published and len(published) == len(RECORDS)
