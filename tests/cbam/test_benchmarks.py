"""Benchmarks and the factors of a year, against the tables read by themselves and values read by eye."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from carbonfoot.cbam.benchmarks import (
    ACTUAL,
    DEFAULT,
    NoBenchmark,
    YearFactors,
    benchmark,
    de_minimis,
    routes,
    year_factors,
    years,
)
from carbonfoot.factors.library import Library

TABLE = Path(__file__).parents[2] / "factors" / "cbam-2026" / "cbam_benchmarks.csv"


@pytest.mark.parametrize(
    ("cn", "column", "route", "year", "value"),
    [
        ("73181542", ACTUAL, "", 2026, 0.038),
        ("73181542", DEFAULT, "C", 2026, 1.364),
        ("73181542", DEFAULT, "D", 2026, 0.475),
        ("73181542", DEFAULT, "E", 2026, 0.066),
        ("73269098", ACTUAL, "", 2026, 0.112),
        ("73269098", DEFAULT, "C", 2026, 1.491),
        ("76169990", ACTUAL, "", 2026, 0.056),
        ("76169990", DEFAULT, "K", 2026, 1.485),
        ("76169990", DEFAULT, "L", 2026, 0.148),
        ("73181535", DEFAULT, "", 2027, 1.154),
        ("73181535", DEFAULT, "", 2028, 1.116),
        ("7318154200", DEFAULT, "C;F", 2026, 1.364),
        ("73181535", DEFAULT, "J", 2026, 1.154),
    ],
)
def test_values_read_by_eye(
    library: Library, cn: str, column: str, route: str, year: int, value: float
) -> None:
    assert benchmark(library, cn, column, year, route).value == value


def test_every_row_of_the_table_is_found_in_each_of_its_years(library: Library) -> None:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 2000
    for row in rows:
        last = int(row["year_to"] or years(library)[-1])
        for year in (int(row["year_from"]), last):
            found = benchmark(library, row["cn_code"], row["bm_column"], year, row["route"])
            assert (found.row, str(found.value), found.carried) == (
                row["id"],
                str(float(row["value"])),
                False,
            )


def test_after_the_last_marker_the_last_benchmark_is_carried_on_and_says_so(library: Library) -> None:
    assert not benchmark(library, "73181535", DEFAULT, 2030).carried
    found = benchmark(library, "73181535", DEFAULT, 2031)
    assert (found.value, found.carried) == (1.116, True)


@pytest.mark.parametrize("route", ["", "K", "C;D"])
def test_several_routes_ask_for_one(library: Library, route: str) -> None:
    with pytest.raises(NoBenchmark) as caught:
        benchmark(library, "73181542", DEFAULT, 2026, route)
    assert caught.value.routes == ("C", "D", "E") == routes(library, "73181542", DEFAULT)
    assert "C, D, E" in caught.value.help


@pytest.mark.parametrize(("cn", "year"), [("73200000", 2026), ("73181542", 2025)])
def test_no_benchmark_of_another_code_or_of_a_year_before(library: Library, cn: str, year: int) -> None:
    with pytest.raises(NoBenchmark):
        benchmark(library, cn, ACTUAL, year)


def test_factors_of_each_year(library: Library) -> None:
    factors = [year_factors(library, year) for year in years(library)]
    assert [one.year for one in factors] == list(range(2026, 2035))
    assert [one.cbam for one in factors] == [0.975, 0.95, 0.9, 0.775, 0.515, 0.39, 0.265, 0.14, 0.0]
    assert [one.cross_sectoral for one in factors] == [1.0] * 9
    assert [one.year for one in factors if one.carried] == [2031, 2032, 2033, 2034]
    assert de_minimis(library) == 50
    with pytest.raises(NoBenchmark):
        year_factors(library, 2025)


def test_a_cross_sectoral_factor_below_one_lowers_free_allocation() -> None:
    assert YearFactors(2031, 0.4, 0.5, carried=False, rows=("", "")).product == 0.2
