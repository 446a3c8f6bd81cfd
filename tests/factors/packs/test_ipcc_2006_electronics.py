"""Electronics in IPCC 2006: figures of the guidelines' tables, the faults of the copy, and agreement with 40 CFR 98."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
FACTORS = ROOT / "factors"
PUBLISHED = (
    ROOT.parent / "shared" / "data" / "ipcc_amee" / "business" / "processes" / "production" / "electronics"
)
Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


RECORDS = read(FACTORS / "ipcc-2006-electronics" / "records.csv")
ROWS = read(FACTORS / "ipcc-2006-electronics" / "parameters.csv")
LEFT_OUT = read(ROOT / "tools" / "packs" / "ipcc_2006_electronics.left_out.csv")
RULE = read(FACTORS / "us-40cfr98-i" / "parameters.csv")
GASES = {row["gas"]: row for row in read(FACTORS / "gwp" / "gwp.csv")}
BY_KEY = {(row["item"], row["quantity"], row["substance"], row["product"]): row["value"] for row in ROWS}


@pytest.mark.parametrize(
    ("item", "masses"),
    [
        (
            "processes/semiconductor/etching-and-cvd-cleaning",
            {"cf4": "0.9", "c2f6": "1.0", "hfc-23": "0.04", "c3f8": "0.05", "nf3": "0.04", "sf6": "0.2"},
        ),
        (
            "processes/display/etching-and-cvd-cleaning",
            {"cf4": "0.0005", "nf3": "0.0009", "sf6": "0.004"},
        ),
        ("processes/photovoltaics/etching-and-cvd-cleaning", {"cf4": "0.005", "c2f6": "0.0002"}),
        ("processes/semiconductor/heat-transfer-fluids", {"c6f14": "0.3"}),
    ],
)
def test_tier_1_per_area_as_table_6_2(item: str, masses: dict[str, str]) -> None:
    (record,) = (one for one in RECORDS if one["item"] == item)
    assert dict(part.split("=") for part in record["other_gases"].split(";")) == masses
    assert (record["unit_num"], record["unit_den"], record["gas_basis"]) == ("kg", "m2", "mass")
    assert (record["co2e"], record["gwp_set"]) == ("", ""), "masses of gas only"


def test_tier_1_weighs_kilograms_of_co2e_per_wafer() -> None:
    """A slip by a factor of 10 000 (cm2) or 1000 (grams) would show: a 300 mm wafer has about 0.07 m2."""
    (record,) = (one for one in RECORDS if one["id"].endswith("tier-1-semiconductor"))
    total = sum(
        Decimal(mass) * Decimal(GASES[gas]["AR5"])
        for gas, mass in (part.split("=") for part in record["other_gases"].split(";"))
    )
    assert 1000 < total * Decimal("0.0707") < 2000


def test_records_are_processes() -> None:
    assert len(RECORDS) == 4
    for column, only in (
        ("kind", "process"),
        ("boundary", "process_direct"),
        ("geo", "GLO"),
        ("year", "2006"),
    ):
        assert {record[column] for record in RECORDS} == {only}


# Table 6.3: tier 2a, tier 2b etching, tier 2b cleaning; 1-U.
TABLE_6_3 = """
cf4 0.9000 0.7000 0.9000
c2f6 0.6000 0.4000 0.6000
hfc-23 0.4000 0.4000 -
hfc-32 0.1000 0.0600 -
c3f8 0.4000 - 0.4000
c-c4f8 0.1000 0.2000 0.1000
nf3 0.2000 0.2000 0.2000
sf6 0.2000 0.2000 -
"""


@pytest.mark.parametrize("line", TABLE_6_3.split("\n")[1:-1])
def test_semiconductors_as_table_6_3(line: str) -> None:
    gas, *values = line.split()
    for process, value in zip(("all-processes", "etch", "chamber-cleaning"), values, strict=True):
        found = BY_KEY.get((f"semiconductor/{process}", "unreacted-share", gas, ""), "-")
        assert found == value, process


def test_the_by_product_with_a_wrong_name_is_not_there() -> None:
    """C2F4 from CHF3, which the copy puts under C2F6."""
    assert not [key for key in BY_KEY if key[0].startswith("display/") and key[3] == "c2f6"]
    assert len(LEFT_OUT) == 2 and all(row["reason"] for row in LEFT_OUT)


def test_display_and_photovoltaics_equal_the_us_rule_where_both_have_a_value() -> None:
    rule = {(row["item"], row["quantity"], row["substance"], row["product"]): row["value"] for row in RULE}
    shared = {key for key in BY_KEY if key in rule}
    assert len(shared) == 24
    assert {key: BY_KEY[key] for key in shared if Decimal(BY_KEY[key]) != Decimal(rule[key])} == {}
    missing = {key for key in rule if key[0].startswith(("display/", "photovoltaics/"))} - set(BY_KEY)
    assert missing == {
        ("display/etch", "by-product", "hfc-23", "cf4"),
        ("display/etch", "by-product", "hfc-23", "c2f4"),
        ("photovoltaics/etch", "unreacted-share", "sf6", ""),
    }, "the gaps of the copy that the notes of the pack tell"


def test_semiconductors_equal_what_the_us_rule_uses_for_mems() -> None:
    """The US rule takes the tier 2b values of semiconductors over for MEMS; the two copies are independent."""
    mems = {
        (
            row["item"].replace("mems/", "semiconductor/"),
            row["quantity"],
            row["substance"],
            row["product"],
        ): row
        for row in RULE
        if row["item"].startswith("mems/")
    }
    shared = set(mems) & set(BY_KEY)
    assert len(shared) == 23
    assert {key for key in shared if Decimal(mems[key]["value"]) != Decimal(BY_KEY[key])} == set()


def test_flags_on_gaps_and_unclear_rows() -> None:
    for row in ROWS:
        gap = row["item"].startswith("display/") and row["substance"] == "hfc-23"
        assert gap == ("by-products-missing" in row["flags"]), row["id"]
        assert (row["substance"] == "n2o") == ("origin-unclear" in row["flags"]), row["id"]
        assert bool(row["flags"]) == bool(row["flag_note"]), row["id"]


def test_efficiencies() -> None:
    found = {(row["quantity"], row["substance"]): row for row in ROWS if "efficiency" in row["quantity"]}
    destroyed = {
        gas: row["value"] for (quantity, gas), row in found.items() if quantity.startswith("destruction")
    }
    assert destroyed == {
        **dict.fromkeys(("cf4", "c2f6", "hfc-23", "c3f8", "c-c4f8", "sf6"), "0.9"),
        "nf3": "0.95",
    }
    assert found["capture-efficiency", "cf4"]["value"] == "0.75"
    assert {(row["trust"], row["unit"]) for row in found.values()} == {("C", "1")}


def test_gases_without_a_gwp_are_fed_only() -> None:
    unknown = {row[column] for row in ROWS for column in ("substance", "product")} - set(GASES) - {""}
    assert unknown == {"f2", "cof2"}
    assert not unknown & {row["product"] for row in ROWS}
    assert all(re.search("[가-힣]", row["name_ko"]) for row in (*ROWS, *RECORDS))


@pytest.mark.skipif(not PUBLISHED.exists(), reason="published files (../shared/data) are not here")
def test_every_published_number_is_kept_or_left_out() -> None:
    numbers = {
        file: [
            (row, column)
            for row in read(PUBLISHED / file / "data.csv")
            for column, text in row.items()
            if re.fullmatch(r"[\d.]+", text or "")
        ]
        for file in (
            "etchingandcvdcleaning",
            "etchingandcvdcleaning/emissionscontrol",
            "etchingandcvdcleaning/production",
            "heattransferfluids/production",
            "heattransferfluids/consumption",
        )
    }
    by_gas, controls, areas, fluids, consumption = numbers.values()
    assert len(by_gas) == sum(row["unit"] == "kg/kg" for row in ROWS) + 1
    assert len(controls) == sum("efficiency" in row["quantity"] for row in ROWS)
    masses = sum(record["other_gases"].count("=") for record in RECORDS)
    assert len(areas) + len(fluids) == masses == 12
    assert consumption == []
    assert len(ROWS) == len(by_gas) - 1 + len(controls) + 1, "and the heel, which stands in a definition"
