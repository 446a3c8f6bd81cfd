"""The EPA spend pack: figures of the overview, gases that add up to the totals in AR5 alone, names, and nothing of v1.2."""

from __future__ import annotations

import csv
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
FACTORS = ROOT / "factors"
TOOLS = ROOT / "tools" / "packs"
PUBLISHED = ROOT.parent / "shared" / "data" / "epa_supply_chain"
BOUNDARIES = ("spend_purchaser", "spend_producer", "spend_margins")
GAS_COLUMNS = {"co2_fossil": "co2", "ch4": "ch4", "n2o": "n2o"}

Row = dict[str, str]


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


RECORDS = _read(FACTORS / "epa-supply-chain-1.3" / "records.csv")
MAPPING = _read(TOOLS / "epa_supply_chain_1_3.mapping.csv")
LEFT_OUT = _read(TOOLS / "epa_supply_chain_1_3.left_out.csv")
BY_ID = {record["id"].partition(":")[2]: record for record in RECORDS}
GWP = {row["gas"]: row for row in _read(FACTORS / "gwp" / "gwp.csv")}

needs_data = pytest.mark.skipif(
    not PUBLISHED.is_dir(), reason="published files (../shared/data) are not here"
)


def _masses(record: Row) -> dict[str, Decimal]:
    masses = {gas: Decimal(record[column]) for column, gas in GAS_COLUMNS.items()}
    masses.update((gas, Decimal(mass)) for gas, mass in (part.split("=") for part in _parts(record)))
    return masses


def _parts(record: Row) -> list[str]:
    return record["other_gases"].split(";")


def _unnamed(record: Row) -> Decimal:
    found = re.search(r"unspecified: (\S+) kg CO2e", record["flag_note"])
    assert bool(found) == ("gases-partial" in record["flags"])
    return Decimal(found[1]) if found else Decimal(0)


def _half_unit(number: Decimal) -> Decimal:
    """Half of the third digit, to which the masses are rounded."""
    return Decimal(5).scaleb(number.adjusted() - 3) if number else Decimal(0)


def _misses(gwp_set: str) -> list[str]:
    """Records whose gases do not meet the total within the rounding of both."""
    missed = []
    for record in RECORDS:
        masses, unnamed = _masses(record), _unnamed(record)
        weights = {gas: Decimal(GWP[gas][gwp_set]) for gas in masses}
        total = sum((mass * weights[gas] for gas, mass in masses.items()), unnamed)
        rounding = Decimal("0.0005") + _half_unit(unnamed)
        rounding += sum(_half_unit(mass) * weights[gas] for gas, mass in masses.items())
        if abs(total - Decimal(record["co2e"])) > rounding:
            missed.append(record["id"])
    return missed


@pytest.mark.parametrize(
    ("sector", "expected"),
    [
        ("331110", "0.787"),
        ("327310", "3.924"),
        ("334413", "0.215"),
        ("336390", "0.265"),
        ("325211", "1.045"),
        ("111110", "0.532"),
    ],
)
def test_figures_of_the_overview(sector: str, expected: str) -> None:
    record = BY_ID[f"{sector}-purchaser"]
    assert record["co2e"] == expected
    assert f"naics:{sector}" in record["codes"].split(";")


def test_three_records_a_sector() -> None:
    assert len(RECORDS) == len(BY_ID) == 3 * 1016
    assert Counter(record["boundary"] for record in RECORDS) == dict.fromkeys(BOUNDARIES, 1016)
    assert len({(record["item"], record["boundary"]) for record in RECORDS}) == len(RECORDS)
    for column, only in (("kind", "spend"), ("unit_den", "USD"), ("geo", "US"), ("year", "2022")):
        assert {record[column] for record in RECORDS} == {only}
    assert {(record["trust"], record["gas_basis"], record["gwp_set"]) for record in RECORDS} == {
        ("A", "mass", "AR5")
    }
    assert all("price-year-2022" in record["flags"].split(";") for record in RECORDS)


def test_gases_meet_every_total_in_ar5() -> None:
    assert _misses("AR5") == []


@pytest.mark.parametrize("gwp_set", ["AR4", "AR6"])
def test_gases_miss_the_totals_in_other_sets(gwp_set: str) -> None:
    assert len(_misses(gwp_set)) > 100


def test_margins_are_the_difference() -> None:
    for number in {name.partition("-")[0] for name in BY_ID}:
        with_, without, margins = (
            Decimal(BY_ID[f"{number}-{word}"]["co2e"]) for word in ("purchaser", "producer", "margins")
        )
        assert abs(without + margins - with_) <= Decimal("0.001"), number
        assert with_ > 0 and without > 0


def test_margins_of_nothing_have_no_gas_either() -> None:
    none = [record for record in RECORDS if Decimal(record["co2e"]) == 0]
    assert len(none) == 562
    for record in none:
        assert record["boundary"] == "spend_margins" and "no-margins" in record["flags"].split(";")
        assert not any(_masses(record).values()) and not _unnamed(record)
    assert all("no-margins" not in record["flags"] for record in RECORDS if Decimal(record["co2e"])), (
        "only where nothing is printed"
    )


def test_sectors_of_one_model_code_have_one_figure_and_say_so() -> None:
    groups: dict[str, list[Row]] = {}
    for record in RECORDS:
        codes = [code for code in record["codes"].split(";") if code.startswith("useeio:")]
        assert all(" " not in code and "," not in code for code in codes), record["id"]
        groups.setdefault(f"{codes} {record['boundary']}", []).append(record)
    assert len(groups) == 3 * 386
    for name, group in groups.items():
        assert len({(record["co2e"], record["co2_fossil"], record["other_gases"]) for record in group}) == 1
        assert {"shared-figure" in record["flags"] for record in group} == {len(group) > 1}, name


def test_every_sector_has_names_of_its_own() -> None:
    assert len(MAPPING) == 1016
    for column in ("naics", "item", "name_ko"):
        assert len({row[column] for row in MAPPING}) == 1016, column
    for row in MAPPING:
        assert re.search("[가-힣]", row["name_ko"]) and not re.search("[A-Za-z]{5}", row["name_ko"]), row
        assert row["tags"] and row["item"].startswith("spend/")
    spelt = [row["item"] for row in MAPPING if re.search("activites|excpet", row["item"])]
    assert spelt == [], "misprints of the publisher are no paths"


def test_nothing_of_the_older_edition() -> None:
    """Soybeans are 1.326 there and 0.532 here: one series of both would be a wrong number."""
    assert BY_ID["111110-purchaser"]["co2e"] == "0.532"
    reasons = {row["file"].split("_")[1]: row["reason"] for row in LEFT_OUT}
    assert "never to be mixed" in reasons["v1.2"]


@needs_data
def test_kept_and_left_out_make_up_what_was_published() -> None:
    rows = {path.name: _read(path) for path in PUBLISHED.glob("*.csv")}
    left = Counter({row["file"]: int(row["rows"]) for row in LEFT_OUT})
    kept = {
        "SupplyChainGHGEmissionFactors_v1.2_NAICS_CO2e_USD2021.csv": 0,
        "SupplyChainGHGEmissionFactors_v1.3.0_NAICS_CO2e_USD2022.csv": len(MAPPING),
        "SupplyChainGHGEmissionFactors_v1.3.0_NAICS_byGHG_USD2022.csv": len(MAPPING) * 17,
    }
    assert {name: len(table) for name, table in rows.items()} == {
        name: number + left[name] for name, number in kept.items()
    }
    assert {len(_masses(record)) for record in RECORDS} == {17}
