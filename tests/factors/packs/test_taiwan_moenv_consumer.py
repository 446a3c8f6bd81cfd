"""The rows of the Taiwan pack beyond the industrial ones: series by year, sizes of one thing, and packs of no known size."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from carbonfoot.quantities.units import parse_unit

ROOT = Path(__file__).resolve().parents[3]
Row = dict[str, str]

with (ROOT / "factors" / "taiwan-moenv" / "records.csv").open(encoding="utf-8", newline="") as stream:
    RECORDS: list[Row] = list(csv.DictReader(stream))
BY_ROW = {record["id"].split(":")[1].split("-")[0]: record for record in RECORDS}


def _value(row: str) -> Decimal:
    return Decimal(BY_ROW[row]["co2e"])


# Official Taiwanese grid factors without upstream, kg/kWh: what is left of the footprint without its upstream part.
@pytest.mark.parametrize(
    ("year", "whole", "upstream", "official"),
    [
        ("2018", "277", "276", "0.533"),
        ("2019", "198", "197", "0.509"),
        ("2020", "174", "173", "0.502"),
        ("2021", "101", "100", "0.509"),
        ("2022", "53", "52", "0.495"),
    ],
)
def test_power_by_year_leaves_the_official_grid_value(
    year: str, whole: str, upstream: str, official: str
) -> None:
    assert (BY_ROW[whole]["boundary"], BY_ROW[upstream]["boundary"]) == ("life_cycle", "well_to_tank")
    assert {BY_ROW[row]["year"] for row in (whole, upstream)} == {year}
    left = _value(whole) - _value(upstream)
    assert abs(left - Decimal(official)) <= Decimal("0.0005")


@pytest.mark.parametrize(
    ("item", "route", "boundary", "years"),
    [
        ("electricity/grid", "", "life_cycle", range(2011, 2023)),
        ("fuels/natural-gas", "", "well_to_wheel", range(2012, 2023)),
        ("fuels/lpg", "", "well_to_wheel", range(2012, 2023)),
        ("fuels/petrol", "", "well_to_wheel", range(2012, 2023)),
        ("fuels/petrol", "stationary", "well_to_wheel", range(2012, 2023)),
        ("fuels/diesel", "mobile", "well_to_wheel", range(2012, 2023)),
        ("fuels/diesel", "stationary", "well_to_wheel", range(2012, 2023)),
        ("fuels/diesel", "", "well_to_tank", range(2012, 2023)),
        ("fuels/diesel", "mobile-fishing", "well_to_wheel", range(2016, 2023)),
        ("fuels/fuel-oil", "", "well_to_wheel", range(2012, 2023)),
        ("fuels/kerosene", "", "well_to_tank", range(2018, 2023)),
    ],
)
def test_series_have_each_year_once(item: str, route: str, boundary: str, years: range) -> None:
    place = ("TW", item, route, boundary)
    found = [
        record
        for record in RECORDS
        if tuple(record[column] for column in ("geo", "item", "route", "boundary")) == place
        and record["year_kind"] == "data"
    ]
    assert sorted(int(record["year"]) for record in found) == list(years)
    values = [Decimal(record["co2e"]) for record in found]
    assert max(values) < min(values) * Decimal("1.35"), "a slip of a digit or of the unit would stand out"


def test_a_litre_of_oil_costs_about_the_same_in_every_bottle() -> None:
    prefix = "food/oil/soybean/"
    found = [record for record in RECORDS if record["item"].startswith(prefix) and record["year"] == "2019"]
    assert len(found) == 7
    for record in found:
        litres = Decimal(record["item"].removeprefix(prefix).split("-")[0])
        assert Decimal("1.6") < Decimal(record["co2e"]) / litres < Decimal("1.8"), record["id"]


@pytest.mark.parametrize(
    "rows",
    [
        ["227", "226", "225", "223", "222"],  # ready-mixed concrete, 140 to 280 kgf/cm2
        ["323", "322", "321", "218"],  # dense-graded asphalt, more admixture
        ["326", "325", "324", "217"],  # coarse-graded asphalt
        ["560", "559", "558", "557"],  # manhole risers of 1500 mm, 30 to 120 cm
        ["575", "574", "573", "572"],  # the same of 1800 mm
        ["438", "437", "571"],  # aluminous concrete pipes, 300 to 1000 mm
        ["239", "238", "237"],  # paving blocks
        ["413", "412", "411"],  # black tea, 250 to 375 mL
        ["141", "142"],  # concrete of 280 kgf/cm2 with less ash and slag
        ["106", "105"],  # a light truck on diesel and on petrol
    ],
)
def test_more_of_a_thing_costs_more(rows: list[str]) -> None:
    assert all(_value(less) < _value(more) for less, more in pairwise(rows))


def test_packs_of_no_known_size_never_resolve() -> None:
    unsized = [record for record in RECORDS if "size-not-stated" in record["flags"].split(";")]
    assert {record["trust"] for record in unsized} == {"X"}
    assert len(unsized) == 71
    assert all("piece" in record["unit_den"] for record in unsized)


def test_a_piece_is_said_to_be_what_it_is() -> None:
    pieces = [record for record in RECORDS if record["unit_den"] == "piece" and record["trust"] != "X"]
    assert len(pieces) > 150
    assert all(record["technology"] or record["name"] for record in pieces)
    bottles = [record for record in pieces if "bottle" in record["name"]]
    assert len(bottles) > 25
    assert all(any(unit in record["name"] for unit in (" mL", " L")) for record in bottles)


def test_units_are_those_of_the_product() -> None:
    counted = Counter(record["unit_den"] for record in RECORDS)
    assert {unit: parse_unit(unit).symbol for unit in counted} == {unit: unit for unit in counted}
    assert (counted["kg"], counted["L"], counted["m3"]) == (551, 135, 91)  # as counted in the published table


def test_a_row_is_superseded_by_a_newer_one_of_the_same_thing() -> None:
    by_id = {record["id"]: record for record in RECORDS}
    pairs = [(record, by_id[record["supersedes"]]) for record in RECORDS if record["supersedes"]]
    assert len(pairs) > 25
    for newer, older in pairs:
        assert (newer["item"], newer["route"]) == (older["item"], older["route"]), newer["id"]
        assert int(newer["year"]) > int(older["year"]), newer["id"]


def test_an_item_has_one_kind_and_unit_slips_are_unfit() -> None:
    kinds: dict[str, set[str]] = defaultdict(set)
    for record in RECORDS:
        kinds[record["item"]].add(record["kind"])
        slips = {"unit-slip", "zero-value", "use-phase"} & set(record["flags"].split(";"))
        assert not slips or record["trust"] == "X", record["id"]
    assert all(len(found) == 1 for found in kinds.values())
