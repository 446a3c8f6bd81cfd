"""The Ember pack: rounded values of an independent overview, completeness, and zeros that never pass for a factor."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PUBLISHED = ROOT.parent / "shared" / "data" / "electricity_owid_ember" / "carbon-intensity-electricity.csv"

Row = dict[str, str]


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


RECORDS = _read(ROOT / "factors" / "electricity-ember" / "records.csv")
MAPPING = _read(ROOT / "tools" / "packs" / "electricity_ember.mapping.csv")
BY_ID = {record["id"].split(":")[1]: record for record in RECORDS}

OVERVIEW = """
kr-2024 0.4143
cn-2024 0.5596
jp-2024 0.4823
us-2024 0.3835
de-2024 0.3441
pl-2024 0.615
in-2024 0.7083
vn-2024 0.4712
mx-2024 0.4848
tr-2024 0.4697
br-2024 0.1032
tw-2024 0.6357
kr-2023 0.4321
"""


@pytest.mark.parametrize("line", OVERVIEW.split("\n")[1:-1])
def test_overview_in_kg_per_kwh(line: str) -> None:
    """Values of the overview of sources, kg CO2e/kWh to its four digits."""
    slug, expected = line.split()
    record = BY_ID[slug]
    assert (record["unit_num"], record["unit_den"]) == ("g", "kWh")
    assert round(Decimal(record["co2e"]) / 1000, 4) == Decimal(expected)


def test_one_boundary_and_no_two_records_of_one_region_and_year() -> None:
    assert {record["boundary"] for record in RECORDS} == {"generation_life_cycle"}
    assert {record["item"] for record in RECORDS} == {"electricity/grid"}
    assert max(Counter((record["geo"], record["year"]) for record in RECORDS).values()) == 1


def test_a_printed_zero_never_resolves() -> None:
    zeros = [record for record in RECORDS if Decimal(record["co2e"]) == 0]
    assert len(zeros) == 21
    assert {record["geo"] for record in zeros} == {"BI", "CF"}
    assert all(record["trust"] == "X" and record["flag_note"] for record in zeros)
    assert all(Decimal(record["co2e"]) > 0 for record in RECORDS if record["trust"] != "X")


def test_years_of_the_countries_that_matter_have_no_hole() -> None:
    for geo in ("KR", "CN", "JP", "US", "DE", "VN", "IN", "MX", "TW", "GLO", "EU27"):
        years = sorted(int(record["year"]) for record in RECORDS if record["geo"] == geo)
        assert years == list(range(2000, 2025)), geo


def test_marked_rows_say_why() -> None:
    for record in RECORDS:
        assert bool(record["flags"]) == bool(record["flag_note"]) == (record["trust"] != "B"), record["id"]


def test_every_entity_is_mapped_or_left_out_with_a_reason() -> None:
    for row in MAPPING:
        assert bool(row["alpha2"]) != bool(row["left_out"]), row["entity"]
    kept = [row["alpha2"] for row in MAPPING if row["alpha2"]]
    assert len(kept) == len(set(kept)) == 219
    assert set(kept) == {record["geo"] for record in RECORDS}


def test_mapping_agrees_with_the_region_table() -> None:
    regions = {row["code"]: row for row in _read(ROOT / "factors" / "regions" / "regions.csv")}
    for row in MAPPING:
        if row["alpha2"]:
            region = regions[row["alpha2"]]
            assert (row["name"], row["name_ko"]) == (region["name"], region["name_ko"])
            if row["alpha3"] and not row["alpha3"].startswith("OWID_"):
                assert row["alpha3"] == region["alpha3"]


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published file is not here")
def test_the_edition_is_complete() -> None:
    published = _read(PUBLISHED)
    left_out = {row["entity"] for row in MAPPING if row["left_out"]}
    assert len(published) == 5737
    assert sum(row["Entity"] in left_out for row in published) == 463
    assert len(RECORDS) == 5274 == 5737 - 463
