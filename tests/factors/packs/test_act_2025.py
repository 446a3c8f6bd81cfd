"""The ACT pack: figures of the overview, plausible sizes, what is left out, and every published number accounted for."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PUBLISHED = ROOT.parent / "shared" / "data" / "act_semiconductor"
Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


RECORDS = read(ROOT / "factors" / "act-2025" / "records.csv")
PARAMETERS = read(ROOT / "factors" / "act-2025" / "parameters.csv")
FILES = read(ROOT / "tools" / "packs" / "act_2025.files.csv")
BY_ID = {row["id"].partition(":")[2]: row for row in (*RECORDS, *PARAMETERS)}
NODES = ("28nm", "20nm", "14nm", "10nm", "8nm", "7nm", "5nm", "3nm")


def kilograms(record: Row) -> Decimal:
    return Decimal(record["co2e"]) / (1000 if record["unit_num"] == "g" else 1)


@pytest.mark.parametrize(
    ("name", "column", "value"),
    [
        ("fab-electricity-28nm", "value", "0.90"),
        ("fab-electricity-7nm", "value", "2.150"),
        ("fab-electricity-5nm", "value", "2.750"),
        ("fab-electricity-3nm", "value", "3.250"),
        ("gas-95-7nm", "co2e", "350"),
        ("gas-99-7nm", "co2e", "200"),
        ("wafer-28nm", "co2e", "0.91"),
        ("wafer-3nm", "co2e", "1.75"),
        ("dram-ddr4-10nm", "co2e", "65"),
        ("dram-lpddr4", "co2e", "48"),
    ],
)
def test_figures_of_the_overview(name: str, column: str, value: str) -> None:
    assert BY_ID[name][column] == value


def test_less_abatement_leaves_more_gas_and_finer_nodes_need_more() -> None:
    for slug in ("gas-95", "gas-99"):
        amounts = [kilograms(BY_ID[f"{slug}-{node}"]) for node in NODES]
        assert amounts == sorted(amounts), slug
    for node in NODES:
        assert kilograms(BY_ID[f"gas-95-{node}"]) > kilograms(BY_ID[f"gas-99-{node}"])
    electricity = [Decimal(BY_ID[f"fab-electricity-{node}"]["value"]) for node in NODES]
    assert electricity == sorted(electricity)


def test_the_imec_total_is_per_square_centimetre() -> None:
    """Electricity of a grid of 0.5 kg per kWh, gases and materials come to it within a factor of two; per wafer never."""
    totals = [record for record in RECORDS if record["flags"] == "inferred-unit"]
    assert {record["unit_den"] for record in totals} == {"cm2"} and len(totals) == 7
    for record in totals:
        node = record["item"].rpartition("/")[2]
        parts = (
            Decimal("0.5") * Decimal(BY_ID[f"fab-electricity-{node}"]["value"])
            + kilograms(BY_ID[f"gas-95-{node}"])
            + kilograms(BY_ID[f"raw-materials-{node}"])
        )
        assert Decimal("0.5") < kilograms(record) / parts < 2, node


def test_per_gigabyte_memory_costs_more_than_disk() -> None:
    per = {
        folder: [kilograms(one) for one in RECORDS if one["item"].startswith(f"electronics/{folder}")]
        for folder in ("memory/dram", "memory/nand-flash", "storage/ssd", "storage/hdd")
    }
    assert [len(values) for values in per.values()] == [8, 5, 7, 19]
    assert min(per["memory/dram"]) > max(per["storage/ssd"])
    assert max(value for values in per.values() for value in values) < 1
    assert {
        one["unit_den"] for one in RECORDS if "/memory/" in one["item"] or "/storage/" in one["item"]
    } == {"GB"}


def test_common_marks() -> None:
    assert {row["trust"] for row in (*RECORDS, *PARAMETERS)} == {"C"}
    assert {row["geo"] for row in (*RECORDS, *PARAMETERS)} == {"GLO"}
    assert {row["gwp_set"] for row in RECORDS} == {"unknown"}
    assert {row["unit"] for row in PARAMETERS} == {"kWh/cm2"}
    for row in RECORDS:
        assert row["flags"] and row["flag_note"], row["id"]
        assert (row["kind"] == "process") == row["item"].startswith("processes/"), row["id"]
        assert (row["year_kind"] == "data") == row["id"].startswith("act-2025:western-digital"), row["id"]
    assert all(re.search("[가-힣]", row["name_ko"]) for row in (*RECORDS, *PARAMETERS))


def test_gases_of_two_abatements_are_two_routes_of_one_item() -> None:
    routes: dict[str, set[str]] = {}
    for row in RECORDS:
        if row["kind"] == "process":
            routes.setdefault(row["item"], set()).add(row["route"])
    assert len(routes) == 8
    assert set(map(frozenset, routes.values())) == {frozenset({"abatement-95", "abatement-99"})}


def test_what_is_left_out() -> None:
    reasons = {row["file"]: row["left_out"] for row in FILES if row["left_out"]}
    assert set(reasons) == {
        "materials/pcb.yaml",
        "materials/materials.yaml",
        "passives/capacitors.yaml",
        "carbon_intensity/location_2022.yaml",
        "carbon_intensity/location_2023.yaml",
        "carbon_intensity/source.yaml",
    }
    items = {row["item"] for row in RECORDS}
    assert not any(word in item for item in items for word in ("pcb", "capacitor", "steel", "electricity"))


@pytest.mark.skipif(not PUBLISHED.exists(), reason="published files (../shared/data) are not here")
def test_every_published_number_is_kept_or_left_out() -> None:
    numbers = [
        (path.relative_to(PUBLISHED).as_posix(), line)
        for path in PUBLISHED.rglob("*.yaml")
        for line in path.read_text(encoding="utf-8").splitlines()
        if re.search(r":\s*[\d.]+ [a-zA-Z]", line) and not line.lstrip().startswith("#")
    ]
    out = {row["file"] for row in FILES if row["left_out"]}
    assert len(numbers) == 117
    assert len([file for file, _ in numbers if file in out]) == 39
    assert len(RECORDS) + len(PARAMETERS) == 117 - 39
    for row in (*RECORDS, *PARAMETERS):
        file, key = row["source_row"].split(", ")
        (line,) = (
            text for name, text in numbers if name == file and re.match(rf'\s*"{re.escape(key)}"', text)
        )
        assert (row.get("value") or row["co2e"]) in line
