"""The UK pack of 2024: the workbook confirms every total, and the records are those of 2025 with other numbers."""

from __future__ import annotations

import csv
import importlib
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT.parent / "shared" / "data"
PUBLISHED = DATA / "uk_desnz" / "desnz_2024_2025_total_co2e.csv"
PUBLISHED_ROWS = 3067
TONNE_KM = "14"  # the publisher's code of the unit inside a row id

Row = dict[str, str]


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _by_number(records: list[Row]) -> dict[str, Row]:
    return {record["id"].partition(":")[2]: record for record in records}


RECORDS = _read(ROOT / "factors" / "desnz-2024" / "records.csv")
LATER = _by_number(_read(ROOT / "factors" / "desnz-2025" / "records.csv"))
PROPERTIES = _read(ROOT / "tools" / "packs" / "desnz_2024.properties.csv")
BY_KEY = {
    (row["item"], row["route"], row["boundary"], row["unit_den"], row["cv_basis"], row["geo"]): row
    for row in RECORDS
}

# item, route, boundary, unit and basis, published figure
FIGURES = """
fuels/natural-gas grid-blend combustion kWh/gross 0.1829
fuels/natural-gas - combustion kWh/net 0.2044
fuels/diesel - combustion L 2.66155
fuels/petrol - combustion L 2.35372
electricity/grid - generation kWh 0.20705
electricity/grid - transmission kWh 0.0183
electricity/grid - well_to_tank kWh 0.0459
heat/district - generation kWh 0.17965
heat/district - transmission kWh 0.00946
travel/ferry/foot - combustion pkm 0.01871
travel/air/long-haul - combustion pkm 0.15423
travel/air/long-haul with-radiative-forcing combustion pkm 0.26128
packaging/plastic/pp secondary cradle_to_gate t 1303.58892
refrigerants/r-401a - release kg 1130
refrigerants/r-401a kyoto-only release kg 18
"""


def _flags(record: Row) -> set[str]:
    return set(filter(None, record["flags"].split(";")))


@pytest.mark.parametrize("line", FIGURES.strip().splitlines())
def test_a_known_figure_stands_where_a_user_looks_for_it(line: str) -> None:
    item, route, boundary, unit, figure = line.split()
    unit_den, _, basis = unit.partition("/")
    geo = "GLO" if boundary == "release" else "GB"
    record = BY_KEY[item, "" if route == "-" else route, boundary, unit_den, basis, geo]
    assert Decimal(record["co2e"]) == Decimal(figure)


def test_the_records_are_those_of_2025() -> None:
    ours = _by_number(RECORDS)
    assert set(ours) == set(LATER) and len(ours) == len(RECORDS) == 1824
    columns = (
        *("item", "route", "name", "name_ko", "kind", "unit_num", "unit_den", "cv_basis", "gwp_set"),
        *("boundary", "includes", "geo", "scope2_method", "biogenic_note", "tags"),
    )
    for number, record in ours.items():
        later = LATER[number]
        assert [record[c] for c in columns] == [later[c] for c in columns], number
        assert bool(record["co2_biogenic"]) == bool(later["co2_biogenic"]), number
        assert (record["year"], later["year"]) == ("2024", "2025")
        assert record["trust"] == ("X" if later["trust"] == "X" else "A"), number


def test_the_basis_of_bioenergy_is_stated_in_this_edition() -> None:
    for number, record in _by_number(RECORDS).items():
        assert _flags(record) <= _flags(LATER[number]), number
        gone = _flags(LATER[number]) - _flags(record)
        split_now = {"gases-partial"} if record["co2_fossil"] else set()
        assert gone <= {"cv-basis-inferred", *split_now}, number
        assert not gone or record["boundary"] == "combustion", number
    inferred = [record for record in RECORDS if "cv-basis-inferred" in _flags(record)]
    assert {record["boundary"] for record in inferred} == {"well_to_tank"}


def test_gases_add_up_to_the_total() -> None:
    split = [row for row in RECORDS if row["co2_fossil"]]
    assert len(split) == 592
    for row in split:
        total = sum(Decimal(row[column]) for column in ("co2_fossil", "ch4", "n2o"))
        assert abs(total - Decimal(row["co2e"])) <= Decimal("0.00002"), row["id"]
        assert row["gas_basis"] == "co2e" and row["gwp_set"] == "AR5"
    burned = [
        row
        for row in RECORDS
        if row["kind"] == "fuel" and row["boundary"] == "combustion" and "biomass" not in row["item"]
    ]
    assert len(burned) == 117 and all(row["co2_fossil"] for row in burned)
    alone = {row["id"] for row in RECORDS if row["co2_biogenic"] and not row["co2_fossil"]}
    assert alone == {row["id"] for row in RECORDS if "gases-partial" in _flags(row)}


def test_carbon_dioxide_with_radiative_forcing_is_no_mass_of_carbon_dioxide() -> None:
    forced = [r for r in RECORDS if r["route"] == "with-radiative-forcing" and r["boundary"] == "combustion"]
    assert len(forced) == 18
    for row in forced:
        assert not row["gas_basis"]
        plain = BY_KEY[row["item"], "", "combustion", row["unit_den"], "", "GB"]
        uplift = (Decimal(row["co2e"]) - Decimal(plain["co2e"])) / Decimal(plain["co2_fossil"])
        assert abs(uplift - Decimal("0.7")) < Decimal("0.001")


def test_calorific_values_and_densities_fit_the_figures() -> None:
    """Per tonne over per kWh is the calorific value, per tonne over per litre the volume of a tonne."""
    stated = [row for row in RECORDS if row["ncv"] and row["boundary"] == "combustion"]
    assert {row["unit_den"] for row in RECORDS if row["ncv"]} == {"t", "kg"}
    compared: Counter[str] = Counter()
    for row in stated:
        # A carbon figure has more digits than the few grams of CH4 and N2O of bioenergy.
        column = "co2e" if row["co2_fossil"] else "co2_biogenic"
        tonne = float(row[column]) * (1000 if row["unit_den"] == "kg" else 1)
        for unit, basis, word, factor in (
            *(("kWh", "net", "ncv", 3.6), ("kWh", "gross", "gcv", 3.6), ("GJ", "net", "ncv", 1000.0)),
            ("L", "", "density", 1.0),
        ):
            other = BY_KEY.get((row["item"], row["route"], "combustion", unit, basis, "GB"))
            if other is None or not row[word] or not other[column]:
                continue
            digits = len(other[column].replace(".", "").lstrip("0"))
            if digits < 3:
                continue
            figure = float(row[word].split()[0])
            ratio = tonne / float(other[column])
            found = ratio * factor / 1000 if word != "density" else 1e6 / ratio
            assert found == pytest.approx(figure, rel=0.006), (row["id"], unit, basis)
            compared[word] += 1
    assert compared["ncv"] > 35 and compared["gcv"] >= 26 and compared["density"] >= 20


def test_only_landfill_and_sewage_cover_the_treatment() -> None:
    waste = [row for row in RECORDS if row["kind"] == "waste"]
    assert {row["route"] for row in waste if row["boundary"] == "treatment"} == {
        "landfill",
        "wastewater-treatment",
    }
    assert {row["co2e"] for row in waste if row["boundary"] == "collection"} == {
        *("0.98485", "6.41061", "8.88386")
    }
    haulage = {"8.88386", "1.23393", "1.26435"}
    for row in waste:
        if row["route"] == "landfill":
            assert ("no-landfill-gas" in _flags(row)) == (row["co2e"] in haulage), row["id"]


def test_flags_are_explained() -> None:
    for record in RECORDS:
        assert bool(record["flags"]) == bool(record["flag_note"]), record["id"]


@pytest.fixture(scope="module")
def script() -> Any:
    if not PUBLISHED.exists():
        pytest.skip("needs the published files in ../shared/data")
    sys.path.insert(0, str(ROOT / "tools"))
    yield importlib.import_module("packs.desnz_2024")
    sys.path.remove(str(ROOT / "tools"))
    for name in [name for name in sys.modules if name.split(".")[0] == "packs"]:
        del sys.modules[name]


@pytest.fixture(scope="module")
def workbook(script: Any) -> Any:
    return script.read_workbook(DATA / script.WORKBOOK)[0]


def test_every_total_of_the_copy_stands_in_the_workbook_and_the_other_way_round(
    script: Any, workbook: Any
) -> None:
    rows = _read(PUBLISHED)
    assert len(rows) == PUBLISHED_ROWS
    found = {script.workbook_key(row): row for row in rows}
    assert len(found) == PUBLISHED_ROWS
    for key, row in found.items():
        assert abs(float(workbook[key].values["co2e"]) - float(row["kgco2e_2024"])) < 1e-12, row["ID"]
    rest = [figure for key, figure in workbook.items() if key not in found]
    assert {key[0] for key in workbook if key not in found} == {"outside of scopes"}
    assert len(rest) == 56 and {tuple(figure.values) for figure in rest} == {("co2_fossil",)}
    assert sum(1 for row in RECORDS if row["co2_biogenic"]) == 54


def test_a_figure_that_differs_is_refused(script: Any, workbook: Any) -> None:
    row = dict(_read(PUBLISHED)[0])
    assert script.confirm(row, workbook)
    row["kgco2e_2024"] = "3033.38068"
    with pytest.raises(ValueError, match="in the workbook"):
        script.confirm(row, workbook)
    row["Level 3"] = "Unobtainium"
    with pytest.raises(ValueError, match="not in the workbook"):
        script.confirm(row, workbook)


def test_rows_left_out_add_nothing(script: Any) -> None:
    kept, left = script.split(DATA)
    assert len(kept) + len(left) == PUBLISHED_ROWS and len(kept) == len(RECORDS)

    def key_of(row: Row) -> tuple[str, str, bool]:
        return row["ID"].split("_")[2], row["ID"].split("_")[3], "efrig" in row["Level 2"]

    def figure(row: Row) -> Decimal:
        return Decimal(row["kgco2e_2024"])

    vehicles = {
        key_of(row): figure(row)
        for row in kept
        if row["Level 1"] in ("Business travel- land", "Freighting goods")
    }
    parts: dict[tuple[str, str, bool], Decimal] = {}
    for row, line in left:
        if line["reason"] == "same-figure" and "vehicles" in row["Level 1"]:
            assert abs(figure(row) - vehicles[key_of(row)]) <= Decimal("0.00001000001"), row["ID"]
        elif line["reason"] == "part-of-kept-figure" and not row["Level 1"].startswith("Refrigerant"):
            parts[key_of(row)] = parts.get(key_of(row), Decimal(0)) + figure(row)
    assert len(parts) == 68
    for key, total in parts.items():
        if key[1] == TONNE_KM:  # no tailpipe part is published for these
            assert total <= vehicles[key] + Decimal("0.00002"), key
        else:
            assert abs(total - vehicles[key]) <= Decimal("0.00002"), key


def test_each_fuel_of_the_table_of_properties_is_used() -> None:
    assert len({row["level_3"] for row in PROPERTIES}) == len(PROPERTIES)
    bearing = {record["id"] for record in RECORDS if record["gcv"]}
    assert len(bearing) == 80
    assert all(record["ncv"] and record["gcv"] for record in RECORDS if record["density"])
