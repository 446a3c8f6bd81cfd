"""The official electricity pack: boundaries kept apart, period means and margins out of reach, gases as published."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

Row = dict[str, str]


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


RECORDS = _read(ROOT / "factors" / "electricity-official" / "records.csv")
MAPPING = _read(ROOT / "tools" / "packs" / "electricity_official.mapping.csv")
REGIONS = {row["code"]: row for row in _read(ROOT / "factors" / "regions" / "regions.csv")}
BY_ID = {record["id"].split(":")[1]: record for record in RECORDS}

# id, boundary, column, value: the overview of sources, in the unit of the record.
OVERVIEW = """
kr-2023-consumption-end consumption_end co2e 0.4173
kr-2022-consumption-end consumption_end co2e 0.4312
kr-2021-consumption-end consumption_end co2e 0.4509
cn-2023-co2 generation co2_fossil 0.5306
cn-2023-residual-mix generation co2_fossil 0.6096
cn-2023-fossil-mix generation co2_fossil 0.8273
cn-2024-footprint life_cycle co2e 0.5777
cn-2024-coal generation_life_cycle co2e 0.924
cn-2024-solar-pv generation_life_cycle co2e 0.052
cn-2024-transmission-with-losses transmission co2e 0.0327
tw-2025-consumption-end consumption_end co2e 0.467
tw-2025-industrial-users consumption_end co2e 0.466
gb-2026-generation generation co2e 0.13096
in-fy2023-24 generation co2_fossil 0.727
vn-2023-combined-margin combined_margin co2_fossil 0.6592
ipcc-2014-coal-life-cycle generation_life_cycle co2e 820
ipcc-2014-gas-life-cycle generation_life_cycle co2e 490
ipcc-2014-nuclear-life-cycle generation_life_cycle co2e 12
ipcc-2014-wind-life-cycle generation_life_cycle co2e 11
"""


def _grid(geo: str) -> list[Row]:
    """Grid records of one region that may resolve."""
    rows = [row for row in RECORDS if row["geo"] == geo and row["item"] == "electricity/grid"]
    return [row for row in rows if row["trust"] != "X"]


@pytest.mark.parametrize("line", OVERVIEW.split("\n")[1:-1])
def test_overview(line: str) -> None:
    slug, boundary, column, value = line.split()
    assert BY_ID[slug]["boundary"] == boundary
    assert Decimal(BY_ID[slug][column]) == Decimal(value)


def test_korea_has_one_usable_value_a_year_at_the_consumption_end() -> None:
    usable = {row["year"]: row for row in _grid("KR")}
    assert len(usable) == len(_grid("KR")) == 3
    assert {row["boundary"] for row in usable.values()} == {"consumption_end"}
    for slug in ("kr-2020-2022-mean", "kr-k-ets-2014-2016-mean"):
        assert BY_ID[slug]["trust"] == "X"
        assert {"period-mean", "not-for-footprint"} <= set(BY_ID[slug]["flags"].split(";"))


def test_a_figure_for_co2_alone_never_stands_as_co2e() -> None:
    for row in RECORDS:
        by_gas = bool(row["gas_basis"])
        assert by_gas != bool(row["co2e"]), row["id"]
        assert bool(row["gwp_set"]) != by_gas, row["id"]
        alone = by_gas and not row["ch4"]
        assert alone == ("co2-only" in row["flags"].split(";")), row["id"]


def test_combined_margins_never_resolve() -> None:
    margins = [row for row in RECORDS if row["boundary"] == "combined_margin"]
    assert {row["geo"] for row in margins} == {"VN"}
    assert len(margins) == 10
    assert {row["trust"] for row in margins} == {"X"}


def test_disputed_values_are_c_or_worse() -> None:
    disputed = [row for row in RECORDS if "disputed" in row["flags"].split(";")]
    assert {"cn-2021-co2", "cn-2022-co2"} <= {row["id"].split(":")[1] for row in disputed}
    assert {row["trust"] for row in disputed} == {"C"}


def test_a_single_supplier_is_always_a_route() -> None:
    for row in RECORDS:
        if "single-supplier" in row["flags"].split(";"):
            assert row["route"] and row["scope2_method"] == "supplier", row["id"]
    assert {row["route"] for row in _grid("JP")} == {"shikoku-electric"}


def test_both_chinese_notices_are_complete() -> None:
    rows = [row for row in MAPPING if row["file"].startswith("electricity_china_mee/")]
    assert len(rows) == 51
    assert not [row["key"] for row in rows if row["left_out"]]
    provinces = [row for row in RECORDS if row["geo"].startswith("CN-") and "GRID" not in row["geo"]]
    grids = [row for row in RECORDS if row["geo"].startswith("CN-GRID-")]
    assert (len(provinces), len(grids)) == (30, 7)
    assert all(len(row["co2_fossil"]) == len("0.5500") for row in provinces + grids)


def test_a_chinese_grid_lies_between_its_provinces() -> None:
    """The members we list are not in the notice; a wrong one would most likely break this."""
    value = {row["geo"]: Decimal(row["co2_fossil"]) for row in RECORDS if row["geo"].startswith("CN-")}
    for code, region in REGIONS.items():
        if code.startswith("CN-GRID-"):
            members = [value[member] for member in region["members"].split(";")]
            assert min(members) < value[code] < max(members), code


def test_the_chinese_footprint_average_is_above_any_mean_at_generation() -> None:
    """Why 0.5777 is read as life_cycle: with 58 % coal, the highest share published for 2024, generation gives less."""
    other = {"gas": 32, "hydro": 141, "nuclear": 45, "wind": 99, "solar-pv": 83, "biomass": 21}  # per mille
    factor = {slug: Decimal(BY_ID[f"cn-2024-{slug}"]["co2e"]) for slug in ("coal", *other)}
    rest = sum((factor[slug] * share for slug, share in other.items()), Decimal(0)) / 1000
    average = Decimal(BY_ID["cn-2024-footprint"]["co2e"])
    losses = Decimal(BY_ID["cn-2024-transmission-with-losses"]["co2e"])
    without, within = (average - rest) / factor["coal"], (average - losses - rest) / factor["coal"]
    assert Decimal("0.55") < within < Decimal("0.58") < without
    assert (round(within, 2), round(without, 2)) == (Decimal("0.56"), Decimal("0.60"))


def test_transmission_without_losses_cannot_stand_for_losses() -> None:
    rows = {row["route"]: row["trust"] for row in RECORDS if row["boundary"] == "transmission"}
    assert rows == {"with-line-losses": "A", "without-line-losses": "X"}


def test_egrid_is_data_of_2022_for_27_sub_regions_and_the_country() -> None:
    rows = [row for row in RECORDS if "eGRID2022" in row["source_row"]]
    assert len(rows) == 28
    assert {(row["year"], row["unit_num"], row["unit_den"]) for row in rows} == {("2022", "lb", "MWh")}
    assert all(row["co2_fossil"] and row["ch4"] and row["n2o"] for row in rows)
    assert BY_ID["us-2022-egrid"]["geo"] == "US"


def test_united_states_2023_agrees_with_its_value_in_pounds() -> None:
    assert "771.523 lb/MWh" in BY_ID["us-2023-co2"]["flag_note"]
    in_kg_per_kwh = Decimal("771.523") * Decimal("0.45359237") / 1000
    assert round(in_kg_per_kwh, 5) == Decimal(BY_ID["us-2023-co2"]["co2_fossil"])


def test_figures_that_stand_elsewhere_are_left_out_with_a_reason() -> None:
    assert not [row for row in RECORDS if row["geo"] == "GB" and row["year"] == "2025"]
    assert not [row for row in RECORDS if row["geo"] == "TW" and row["boundary"] == "life_cycle"]
    for row in MAPPING:
        assert bool(row["id"]) != bool(row["left_out"]), row["key"]


def test_power_is_never_free_of_emissions() -> None:
    for row in RECORDS:
        assert Decimal(row["co2e"] or row["co2_fossil"]) > 0, row["id"]


def test_quoted_and_inferred_rows_say_so_in_words() -> None:
    wordless = {"quoted", ""}
    for row in RECORDS:
        assert row["source_row"], row["id"]
        assert row["flag_note"] or row["flags"] in wordless, row["id"]
