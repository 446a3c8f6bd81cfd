"""The fuels pack: completeness, routes, what is missing stays missing, carbon cannot exceed the fuel."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
with (ROOT / "factors" / "ipcc-fuels" / "records.csv").open(encoding="utf-8", newline="") as stream:
    RECORDS = list(csv.DictReader(stream))
DEFAULTS = {row["item"]: row for row in RECORDS if not row["route"]}
WITH_NCV = [row for row in DEFAULTS.values() if row["ncv"]]


def co2(row: dict[str, str]) -> Decimal:
    return Decimal(row["co2_fossil"] or row["co2_biogenic"])


def mj_per_kg(row: dict[str, str]) -> Decimal:
    return Decimal(row["ncv"].removesuffix(" MJ/kg"))


def gases(row: dict[str, str]) -> tuple[str, str]:
    return row["ch4_fossil"] or row["ch4_biogenic"], row["n2o"]


def test_forty_fossil_and_twelve_biomass_fuels_each_with_one_default() -> None:
    defaults = [row for row in RECORDS if not row["route"]]
    assert len(defaults) == len(DEFAULTS) == 52
    assert sum("table 1" in row["source_row"] for row in defaults) == 40
    assert sum("table 2," in row["source_row"] for row in defaults) == 12


def test_units_boundary_and_place_are_the_same_for_all() -> None:
    columns = ("kind", "unit_num", "unit_den", "cv_basis", "gas_basis", "boundary", "geo", "year_kind")
    assert {tuple(row[column] for column in columns) for row in RECORDS} == {
        ("fuel", "kg", "TJ", "net", "mass", "combustion", "GLO", "publication")
    }
    assert all(row["co2e"] == row["gwp_set"] == "" for row in RECORDS)


def test_carbon_is_either_fossil_or_biogenic() -> None:
    for row in RECORDS:
        assert bool(row["co2_fossil"]) != bool(row["co2_biogenic"]), row["id"]
        assert not (row["co2_fossil"] and row["ch4_biogenic"]), row["id"]
        assert not (row["co2_biogenic"] and row["ch4_fossil"]), row["id"]
    biogenic = {row["item"] for row in RECORDS if row["co2_biogenic"]}
    elsewhere = {item for item in biogenic if not item.startswith("fuels/biomass/")}
    assert elsewhere == {"fuels/biodiesel", "fuels/biomethane", "fuels/waste/municipal-biomass-fraction"}
    assert len(biogenic) == 11


def test_missing_gases_are_marked_and_never_zero() -> None:
    for row in RECORDS:
        ch4, n2o = gases(row)
        assert bool(ch4) == bool(n2o) == ("co2-only" not in row["flags"]), row["id"]
        assert not ch4 or Decimal(ch4) > 0 < Decimal(n2o)
    assert {row["item"] for row in RECORDS if "co2-only" in row["flags"]} == {
        "fuels/waste/tyres",
        "fuels/carbon-monoxide",
        "fuels/methane",
    }
    assert {row["item"] for row in DEFAULTS.values() if not row["ncv"]} == {
        "fuels/waste/industrial",
        "fuels/waste/tyres",
    }


def test_another_route_exists_only_where_ch4_or_n2o_differ() -> None:
    assert {row["route"] for row in RECORDS} == {"", "energy-industry", "commercial"}
    for row in RECORDS:
        if row["route"]:
            default = DEFAULTS[row["item"]]
            assert gases(row) != gases(default), row["id"]
            assert (co2(row), row["ncv"], row["density"]) == (
                co2(default),
                default["ncv"],
                default["density"],
            )


@pytest.mark.parametrize("row", WITH_NCV, ids=lambda row: row["id"])
def test_a_kilogram_of_fuel_holds_at_most_a_kilogram_of_carbon(row: dict[str, str]) -> None:
    carbon = co2(row) * mj_per_kg(row) / 1_000_000 * 12 / 44
    assert Decimal("0.1") < carbon < 1


@pytest.mark.parametrize(
    ("item", "carbon_share"), [("fuels/methane", "0.7487"), ("fuels/carbon-monoxide", "0.4288")]
)
def test_pure_gases_burn_to_the_co2_that_their_formula_says(item: str, carbon_share: str) -> None:
    row = DEFAULTS[item]
    expected = Decimal(carbon_share) * 44 / 12
    assert abs(co2(row) * mj_per_kg(row) / 1_000_000 / expected - 1) < Decimal("0.005")


def test_densities_only_where_a_second_source_agreed() -> None:
    assert {row["item"]: row["density"] for row in DEFAULTS.values() if row["density"]} == {
        "fuels/petrol": "740 kg/m3",
        "fuels/kerosene": "800 kg/m3",
        "fuels/diesel": "840 kg/m3",
        "fuels/fuel-oil": "940 kg/m3",
        "fuels/lpg": "540 kg/m3",
    }


def test_trust_b_always_has_a_reason() -> None:
    for row in RECORDS:
        assert row["trust"] in {"A", "B"}
        if row["trust"] == "B" and not row["route"]:
            assert row["flags"] and row["flag_note"], row["id"]
        assert bool(row["flags"]) == bool(row["flag_note"]), row["id"]


def test_every_fuel_has_a_korean_name() -> None:
    assert all(re.search("[가-힣]", row["name_ko"]) for row in RECORDS)
