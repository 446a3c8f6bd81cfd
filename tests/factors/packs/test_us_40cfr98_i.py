"""Gas factors of US electronics reporting: all rows of the six tables, known figures, chemistry, gases of the GWP table."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
FACTORS = ROOT / "factors"
PUBLISHED = ROOT.parent / "shared" / "data" / "us_40cfr98_subpart_i" / "subpart_i_gas_factors.csv"
Row = dict[str, str]


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


ROWS = read(FACTORS / "us-40cfr98-i" / "parameters.csv")
BY_KEY = {(row["item"], row["quantity"], row["substance"], row["product"]): row for row in ROWS}
GASES = {row["gas"]: row for row in read(FACTORS / "gwp" / "gwp.csv")}
TABLES = {"I-5": 34, "I-6": 11, "I-7": 16, "I-11": 47, "I-12": 72, "I-20": 69}
MASSES = {"C": 12.011, "F": 18.998, "H": 1.008, "N": 14.007, "O": 15.999, "S": 32.06}
FORMULAE = {
    "cf4": "CF4",
    "c2f6": "C2F6",
    "c2f4": "C2F4",
    "c3f8": "C3F8",
    "c-c4f8": "C4F8",
    "c4f6": "C4F6",
    "c5f8": "C5F8",
    "c-c4f8o": "C4F8O",
    "hfc-23": "CHF3",
    "hfc-32": "CH2F2",
    "hfc-41": "CH3F",
    "hfc-125": "C2HF5",
    "nf3": "NF3",
    "sf6": "SF6",
    "f2": "F2",
}

OVERVIEW = """
semiconductor/300mm/all-processes cf4 0.65
semiconductor/300mm/all-processes c2f6 0.80
semiconductor/300mm/all-processes hfc-23 0.37
semiconductor/300mm/all-processes hfc-32 0.20
semiconductor/300mm/all-processes c-c4f8 0.183
semiconductor/300mm/all-processes nf3 0.19
semiconductor/300mm/all-processes/remote-plasma nf3 0.018
semiconductor/300mm/all-processes sf6 0.30
semiconductor/300mm/all-processes c4f6 0.15
semiconductor/300mm/all-processes c5f8 0.100
semiconductor/200mm/all-processes cf4 0.79
semiconductor/200mm/all-processes nf3 0.18
semiconductor/200mm/all-processes sf6 0.58
display/etch cf4 0.6
display/etch hfc-23 0.2
display/etch sf6 0.3
display/chamber-cleaning nf3 0.3
display/chamber-cleaning/remote-plasma nf3 0.03
display/chamber-cleaning sf6 0.9
"""


@pytest.mark.parametrize("line", OVERVIEW.split("\n")[1:-1])
def test_figures_of_the_overview(line: str) -> None:
    item, gas, value = line.split()
    assert BY_KEY[item, "unreacted-share", gas, ""]["value"] == value


def test_display_by_products_that_the_ipcc_copy_has_wrong() -> None:
    rates = {
        (row["substance"], row["product"]): row["value"]
        for row in ROWS
        if row["item"] == "display/etch" and row["quantity"] == "by-product"
    }
    assert rates == {
        ("hfc-23", "cf4"): "0.07",
        ("hfc-23", "c2f4"): "0.05",
        ("c-c4f8", "cf4"): "0.009",
        ("c-c4f8", "hfc-23"): "0.02",
    }


def test_rows_by_table() -> None:
    counted: dict[str, int] = defaultdict(int)
    for row in ROWS:
        counted[row["edition"].rpartition(" ")[2]] += 1
    assert counted == TABLES
    assert len(BY_KEY) == len(ROWS) == 249


def test_common_marks() -> None:
    for column, only in (("unit", "kg/kg"), ("geo", "US"), ("trust", "A"), ("year_kind", "publication")):
        assert {row[column] for row in ROWS} == {only}
    assert {row["year"] for row in ROWS} == {"2013", "2015", "2024"}
    assert all(re.search("[가-힣]", row["name_ko"]) for row in ROWS)


def test_quantity_and_product_go_together() -> None:
    for row in ROWS:
        assert (row["quantity"] == "by-product") == bool(row["product"]), row["id"]
        assert row["quantity"] in {"by-product", "unreacted-share"}, row["id"]
        assert 0 < Decimal(row["value"]) <= 1, row["id"]


def test_every_gas_has_a_gwp_but_elemental_fluorine() -> None:
    used = {row[column] for row in ROWS for column in ("substance", "product") if row[column]}
    assert used - set(GASES) == {"f2"}
    for row in ROWS:
        assert (row["product"] == "f2") == (row["flags"] == "not-a-greenhouse-gas"), row["id"]


def test_remote_plasma_is_an_item_of_its_own() -> None:
    remote = [row for row in ROWS if re.search(r", (NF3|C3F8) remote, ", row["source_row"])]
    assert {row["substance"] for row in remote} == {"nf3", "c3f8"}
    assert all(row["item"].endswith("/remote-plasma") for row in remote)
    plain, other = (
        BY_KEY[f"semiconductor/300mm/all-processes{place}", "unreacted-share", "nf3", ""]
        for place in ("", "/remote-plasma")
    )
    assert Decimal(other["value"]) < Decimal(plain["value"]) / 5


def share_of_fluorine(gas: str) -> float:
    atoms = [(atom, int(count or 1)) for atom, count in re.findall(r"([A-Z])(\d*)", FORMULAE[gas])]
    return sum(MASSES[atom] * count for atom, count in atoms if atom == "F") / sum(
        MASSES[atom] * count for atom, count in atoms
    )


def test_no_more_fluorine_comes_out_than_went_in() -> None:
    """The gas fed is the only fluorine in the tool; tables of means may exceed 1 by their rounding."""
    out: dict[tuple[str, str], float] = defaultdict(float)
    for row in ROWS:
        gas = row["product"] or row["substance"]
        out[row["item"], row["substance"]] += (
            float(row["value"]) * share_of_fluorine(gas) / share_of_fluorine(row["substance"])
        )
    assert {key: round(share, 3) for key, share in out.items() if share > 1.03} == {}


@pytest.mark.skipif(not PUBLISHED.exists(), reason="published files (../shared/data) are not here")
def test_all_published_rows_are_there() -> None:
    published = read(PUBLISHED)
    assert len(published) == len(ROWS) == 249
    for source, row in zip(published, ROWS, strict=True):
        assert row["value"] == source["value"]
        assert row["edition"].endswith(f"Table {source['table']}")
        assert source["input_gas"].replace("_", " ") in row["source_row"]
        assert (row["quantity"] == "by-product") == bool(source["byproduct"])
        assert row["source_row"].endswith(source["rule_citation"])
