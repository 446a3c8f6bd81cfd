"""The GREET pack: figures of the overview, totals that recompute in AR6, what may never be picked, all rows accounted for."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
FACTORS = ROOT / "factors"
PUBLISHED = ROOT.parent / "shared" / "data" / "battery_greet2024"
Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


RECORDS = read(FACTORS / "greet-2024-batteries" / "records.csv")
LEFT_OUT = read(ROOT / "tools" / "packs" / "greet_2024_batteries.left_out.csv")
BY_ID = {row["id"].partition(":")[2]: row for row in RECORDS}
AR6 = {row["gas"]: Decimal(row["AR6"]) for row in read(FACTORS / "gwp" / "gwp.csv") if row["AR6"]}


@pytest.mark.parametrize(
    ("item", "value"),
    [("lfp", "41.8"), ("nmc622", "50.5"), ("nmc811", "50.0"), ("nca", "54.2")],
)
def test_figures_of_the_overview(item: str, value: str) -> None:
    (record,) = (one for one in RECORDS if one["item"] == f"batteries/lithium-ion/materials/{item}")
    assert Decimal(record["co2e"]).quantize(Decimal("0.1")) == Decimal(value)
    assert (record["unit_num"], record["unit_den"]) == ("kg", "kWh")


def test_assembly_is_in_grams_and_says_that_it_is_no_battery() -> None:
    record = BY_ID["assembly"]
    assert (Decimal(record["co2e"]) / 1000).quantize(Decimal("0.1")) == Decimal("12.9")
    assert (record["unit_num"], record["unit_den"]) == ("g", "kWh")
    assert "without materials" in record["name"] and "원재료 제외" in record["name_ko"]
    assert record["flags"] == "without-materials"


@pytest.mark.parametrize("name", ["assembly", "lithium-carbonate"])
def test_totals_recompute_from_the_gases_in_ar6(name: str) -> None:
    record = BY_ID[name]
    total = sum(
        Decimal(record[column]) * AR6[gas]
        for column, gas in (("co2_fossil", "co2"), ("ch4_fossil", "ch4_fossil"), ("n2o", "n2o"))
    )
    assert abs(total / Decimal(record["co2e"]) - 1) < Decimal("0.00001")


def test_recycled_totals_are_the_sum_of_their_gases_in_co2e() -> None:
    recycled = [record for record in RECORDS if "recycled" in record["id"]]
    assert len(recycled) == 7
    for record in recycled:
        parts = sum(Decimal(record[column]) for column in ("co2_fossil", "ch4_fossil", "n2o"))
        assert abs(parts / Decimal(record["co2e"]) - 1) < Decimal("0.000001"), record["id"]
        assert record["gas_basis"] == "co2e", record["id"]


def test_a_pickup_truck_stands_below_the_car_and_differs_little() -> None:
    for name, record in BY_ID.items():
        if name.endswith("-car"):
            other = BY_ID[name.replace("-car", "-pickup")]
            assert other["item"] == f"{record['item']}/pickup-truck"
            assert Decimal("0.95") < Decimal(other["co2e"]) / Decimal(record["co2e"]) < 1, name


def test_tables_of_unclear_unit_or_boundary_never_resolve() -> None:
    unfit = {name for name, record in BY_ID.items() if record["trust"] == "X"}
    assert unfit == {"lithium-carbonate", "petrol", *(name for name in BY_ID if name.startswith("recycled"))}
    assert {record["trust"] for name, record in BY_ID.items() if name not in unfit} == {"B"}
    for name in unfit:
        assert BY_ID[name]["flag_note"], name


def test_petrol_holds_its_combustion() -> None:
    """About 90 g per MJ: combustion alone is near 73, so the name of the file (upstream) misleads."""
    record = BY_ID["petrol"]
    per_megajoule = Decimal(record["co2e"]) / Decimal("1055.056")
    assert 85 < per_megajoule < 95
    assert (record["boundary"], record["cv_basis"], record["kind"]) == ("well_to_wheel", "net", "fuel")


def test_common_marks() -> None:
    assert len(RECORDS) == len(BY_ID) == 22
    for column, only in (("gwp_set", "AR6"), ("geo", "US"), ("year", "2024"), ("year_kind", "publication")):
        assert {record[column] for record in RECORDS} == {only}
    assert all(re.search("[가-힣]", record["name_ko"]) for record in RECORDS)


@pytest.mark.skipif(not PUBLISHED.exists(), reason="published files (../shared/data) are not here")
def test_every_published_row_is_in_a_record_or_left_out() -> None:
    published = [
        (path.name, " ".join((row["Type"], row["LIB_Chem"])) if "Type" in row else next(iter(row.values())))
        for path in sorted(PUBLISHED.glob("*.csv"))
        for row in read(path)
    ]
    assert len(published) == 65
    left_out = {(row["file"], row["row"]) for row in LEFT_OUT}
    assert len(left_out) == len(LEFT_OUT) == 37
    assert all(row["reason"] for row in LEFT_OUT)
    used = set(published) - left_out
    assert len(used) == 28
    for file, name in used:
        assert any(
            record["source_row"].startswith(f"{file}, ") and name in record["source_row"]
            for record in RECORDS
        ), (file, name)
