"""The pack of the IPCC 2019 Refinement: figures a reader may check elsewhere, bounds around them, slips kept out."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
Row = dict[str, str]


def _read(pack: str, table: str) -> list[Row]:
    with (ROOT / "factors" / pack / table).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


RECORDS = _read("ipcc-2019", "records.csv")
PARAMETERS = _read("ipcc-2019", "parameters.csv")
BY_ID = {row["id"].partition(":")[2]: row for row in (*RECORDS, *PARAMETERS)}
OLDER = {(row["item"], row["route"]): row for row in _read("ipcc-2006", "records.csv")}


def tonnes(row: Row) -> Decimal:
    """CO2 in tonnes per tonne, whichever unit the record has."""
    return Decimal(row["co2_fossil"]) / {"t": 1, "kg": 1000}[row["unit_num"]]


def test_counts() -> None:
    assert len(RECORDS) == 26
    assert len(PARAMETERS) == 53


@pytest.mark.parametrize(
    ("slug", "figure", "older"),
    [
        ("steel-bof", "1.58", "1.46"),
        ("steel-eaf", "0.18", "0.08"),
        ("steel-open-hearth", "1.72", "1.72"),
        ("steel-pig-iron", "1.43", "1.35"),
        ("steel-sinter", "0.21", "0.20"),
        ("steel-pellets", "0.19", "0.03"),
        ("steel-direct-reduced-iron", "0.70", "0.70"),
    ],
)
def test_iron_and_steel_of_both_editions(slug: str, figure: str, older: str) -> None:
    row = BY_ID[slug]
    assert tonnes(row) == Decimal(figure)
    assert tonnes(OLDER[row["item"], row["route"]]) == Decimal(older)


def test_coke_with_and_without_by_products() -> None:
    assert tonnes(BY_ID["steel-coke:by-product-recovery"]) == Decimal("0.51")
    assert tonnes(BY_ID["steel-coke:non-recovery"]) == Decimal("1.23")


def test_bounds_of_steel_are_ten_per_cent() -> None:
    for slug in ("steel-bof", "steel-eaf", "steel-open-hearth", "steel-pig-iron", "steel-pellets"):
        row = BY_ID[slug]
        assert (Decimal(row["low"]), Decimal(row["high"])) == (
            tonnes(row) * Decimal("0.9"),
            tonnes(row) * Decimal("1.1"),
        )
        assert row["uncertainty_origin"] == "sourced"


def test_all_are_processes_of_one_edition() -> None:
    columns = ("kind", "boundary", "gas_basis", "co2e", "gwp_set", "year", "year_kind")
    assert {tuple(row[column] for column in columns) for row in RECORDS} == {
        ("process", "process_direct", "mass", "", "", "2019", "publication")
    }
    assert {row["item"].split("/")[0] for row in RECORDS} == {"processes"}
    assert {row["edition"] for row in PARAMETERS} == {"IPCC 2019 Refinement"}
    assert all(row["source_row"].startswith("IPCC 2019 Refinement vol. ") for row in (*RECORDS, *PARAMETERS))


def test_plants_measured_in_japan_stay_japanese() -> None:
    kinds = [row for row in RECORDS if row["item"] == "processes/waste/incineration/municipal-waste"]
    assert {row["geo"] for row in kinds if row["ch4"]} == {"JP"}
    assert {row["route"] for row in kinds if row["geo"] == "GLO"} == {
        "continuous",
        "semi-continuous",
        "batch",
    }
    assert all("no-co2" in row["flags"] or "n2o-only" in row["flags"] for row in kinds)


def test_what_could_not_be_compared_is_c_and_says_so() -> None:
    doubtful = {row["id"].partition(":")[2] for row in (*RECORDS, *PARAMETERS) if row["trust"] == "C"}
    assert doubtful == {
        "steel-pig-iron:emission-factor-ch4",
        "steel-direct-reduced-iron:emission-factor-ch4",
        "steel-coke-by-product-recovery:emission-factor-ch4",
        "steel-coke-non-recovery:emission-factor-ch4",
        "steel-blast-furnace-gas-flared",
        "steel-converter-gas-flared",
        "steel-converter-gas-flared:share-removed",
    }
    assert all(BY_ID[slug]["flags"] and BY_ID[slug]["flag_note"] for slug in doubtful)


def test_slips_of_the_copy_are_not_in_the_pack() -> None:
    scrap = BY_ID["steel-materials-steel-scrap:carbon-content"]
    assert (scrap["low"], scrap["value"], scrap["high"]) == ("0.009", "0.01", "0.011")
    assert not any("open-burning" in row["item"] for row in RECORDS)
    beyond = {row["id"] for row in PARAMETERS if "bound-beyond-limit" in row["flags"]}
    assert beyond == {
        "ipcc-2019:steel-materials-charcoal:carbon-content",
        "ipcc-2019:steel-materials-eaf-carbon-electrodes:carbon-content",
    }
    for row in PARAMETERS:
        assert (Decimal(row["high"] or 0) > 1 and row["quantity"] == "carbon-content") == (
            row["id"] in beyond
        )


def test_names_in_both_languages() -> None:
    for row in (*RECORDS, *PARAMETERS):
        assert re.search("[가-힣]", row["name_ko"]), row["id"]
        assert not re.search("[가-힣]", row["name"]), row["id"]
        assert bool(row["flags"]) == bool(row["flag_note"]), row["id"]
