"""The US EPA hub: the tables agree with each other, nothing is dropped in silence, and what cannot be right is kept out."""

from __future__ import annotations

import csv
import importlib
import re
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.quantities.units import parse_unit

ROOT = Path(__file__).resolve().parents[3]
FACTORS = ROOT / "factors"
DATA = ROOT.parent / "shared" / "data"
FOLDER = DATA / "epa_ghg_hub_2024"

Row = dict[str, str]


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


RECORDS = _read(FACTORS / "epa-hub-2024" / "records.csv")
PARAMETERS = _read(FACTORS / "epa-hub-2024" / "parameters.csv")
LEFT_OUT = _read(ROOT / "tools" / "packs" / "epa_hub_2024.left_out.csv")
BY_ID = {record["id"].partition(":")[2]: record for record in RECORDS}
GWP = {row["gas"]: row for row in _read(FACTORS / "gwp" / "gwp.csv")}
PFC = {"PFC-14": "cf4", "PFC-116": "c2f6", "PFC-218": "c3f8", "PFC-318": "c-c4f8", "PFC-31-10": "c4f10"}
PFC |= {"PFC-41-12": "c5f12", "PFC-51-14": "c6f14", "PFC-91-18": "c10f18"}


def _flags(record: Row) -> set[str]:
    return set(filter(None, record["flags"].split(";")))


def _table(record: Row) -> str:
    found = re.match(r"Table (\d+)", record["source_row"])
    assert found, record["id"]
    return found[1]


def test_counts_by_table() -> None:
    assert Counter(map(_table, RECORDS)) == {
        "1": 121,
        "2": 42,
        "7": 1,
        "8": 6,
        "9": 183,
        "10": 12,
        "12": 30,
    }
    assert sum("Table 5" in record["source_row"] for record in RECORDS) == 40
    assert Counter(map(_table, PARAMETERS)) == {"1": 7, "3": 224, "4": 68}
    pack = " ".join((FACTORS / "epa-hub-2024" / "pack.yaml").read_text(encoding="utf-8").split())
    assert f"{len(RECORDS)} records and {len(PARAMETERS)} parameters" in pack


def test_energy_is_gross_and_only_there() -> None:
    for record in RECORDS:
        per_energy = record["kind"] == "fuel" and record["unit_den"] == "mmBtu"
        assert record["cv_basis"] == ("gross" if per_energy else ""), record["id"]
        assert not record["ncv"]
    assert sum(1 for record in RECORDS if record["cv_basis"]) == 63


def test_an_amount_of_fuel_emits_what_its_heat_content_says() -> None:
    heat = {row["item"]: row["value"] for row in PARAMETERS if row["quantity"] == "gross-calorific-value"}
    compared = 0
    for number, record in BY_ID.items():
        if _table(record) != "1" or record["unit_den"] == "mmBtu":
            continue
        stem = number.removesuffix("-" + record["unit_den"].lower().replace(" ", "-"))
        energy = BY_ID[f"{stem}-mmbtu"]
        content = float(record["gcv"].split()[0] if record["gcv"] else heat[record["item"]])
        for column in ("co2_fossil", "co2_biogenic"):
            assert bool(record[column]) == bool(energy[column])
            if record[column]:
                # Heat contents of gallons have two or three digits.
                assert float(record[column]) == pytest.approx(content * float(energy[column]), rel=0.007)
                compared += 1
        methane = next(c for c in ("ch4_fossil", "ch4_biogenic", "ch4") if record[c])
        step = 10.0 ** -len(record[methane].partition(".")[2])
        assert float(record[methane]) == pytest.approx(content * float(energy[methane]), abs=0.51 * step)
    assert compared == 58


def test_the_calorific_value_leads_from_mass_to_energy() -> None:
    for record in RECORDS:
        if record["gcv"]:
            words = record["gcv"].partition(" ")[2]
            assert words == f"mmBtu/{record['unit_den']}"
            assert parse_unit(words).dimension in [parse_unit(text).dimension for text in ("MJ/kg", "MJ/m3")]
    anthracite = BY_ID["anthracite-short-ton"]
    unit = parse_unit("mmBtu/short ton")
    megajoules = float(anthracite["gcv"].split()[0]) * float(unit.num) / float(unit.den) / 1e6
    assert megajoules == pytest.approx(29.18, abs=0.01)  # MJ/kg


def test_figures_against_other_packs() -> None:
    """In other units and bases the same fuels come out close to the IPCC and the UK."""
    ipcc = {row["id"]: row for row in _read(FACTORS / "ipcc-fuels" / "records.csv")}
    per_tj = 1e12 / 1055055852.62  # mmBtu in a TJ
    for number, net_to_gross in (
        ("natural-gas-mmbtu", 0.90),
        ("motor-gasoline-mmbtu", 0.95),
        ("distillate-fuel-oil-no.-2-mmbtu", 0.95),
        ("residual-fuel-oil-no.-6-mmbtu", 0.95),
    ):
        gross = float(BY_ID[number]["co2_fossil"]) * per_tj
        match = next(
            row
            for row in ipcc.values()
            if row["item"] == BY_ID[number]["item"] and row["route"] == "" and row["unit_den"] == "TJ"
        )
        assert gross == pytest.approx(float(match["co2_fossil"]) * net_to_gross, rel=0.04), number
    uk = {
        (row["item"], row["route"], row["boundary"], row["unit_den"]): row
        for row in _read(FACTORS / "desnz-2024" / "records.csv")
    }
    truck = BY_ID["freight-medium-and-heavy-duty-truck-short-ton-mile"]
    unit = parse_unit("short ton-mile")
    tonne = parse_unit("tkm")
    per_tkm = float(truck["co2_fossil"]) / (
        float(unit.num) / float(unit.den) * float(tonne.den) / float(tonne.num)
    )
    assert per_tkm == pytest.approx(float(uk["freight/road/hgv", "", "combustion", "tkm"]["co2e"]), rel=0.2)


def test_engines_join_two_tables_of_one_fuel() -> None:
    stationary = {
        record["item"]: record["co2_fossil"]
        for record in RECORDS
        if _table(record) == "1" and record["unit_den"] == "US gallon" and not record["route"]
    }
    engines = [record for record in RECORDS if "Table 5" in record["source_row"]]
    for record in engines:
        assert record["co2_fossil"] == stationary[record["item"]], record["id"]
        assert record["route"] and record["ch4_fossil"] and record["n2o"]
    zeros = {r["id"].partition(":")[2] for r in engines if "published-as-zero" in _flags(r)}
    assert zeros == {"jet-fuel-aircraft-us-gallon", "gasoline-2-stroke-logging-equipment-us-gallon"}


def test_biogenic_carbon_is_not_fossil() -> None:
    for record in RECORDS:
        if record["kind"] != "fuel":
            continue
        biomass = record["item"].startswith("fuels/biomass/")
        assert bool(record["co2_biogenic"]) == bool(record["ch4_biogenic"]) == biomass, record["id"]
        assert bool(record["co2_fossil"]) != biomass
    assert "class-differs" in _flags(BY_ID["peat-mmbtu"]) and BY_ID["peat-mmbtu"]["co2_fossil"]
    assert BY_ID["municipal-solid-waste-mmbtu"]["trust"] == "X"


@pytest.mark.parametrize(
    ("number", "miles", "trust"),
    [
        ("travel-passenger-car-whole-vehicle-mi", 50, "X"),
        ("travel-light-duty-truck-large-pickups-vans-suvs-whole-vehicle-mi", 9, "X"),
        ("freight-light-duty-truck-large-pickups-and-vans-whole-vehicle-mi", 9, "X"),
        ("travel-motorcycle-whole-vehicle-mi", 23, "C"),
    ],
)
def test_vehicles_that_cannot_be_right_are_kept_out(number: str, miles: int, trust: str) -> None:
    """The miles per gallon that the figure stands for, by the CO2 of a gallon in the same hub."""
    record = BY_ID[number]
    gallon = float(BY_ID["motor-gasoline-us-gallon"]["co2_fossil"])
    assert round(gallon / float(record["co2_fossil"])) == miles
    assert str(miles) in record["flag_note"]
    assert record["trust"] == trust and "outlier" in _flags(record)


def test_transport_is_per_mile_of_the_vehicle_or_of_the_load() -> None:
    units = {record["unit_den"] for record in RECORDS if record["kind"] in ("freight", "travel")}
    assert units == {"mi", "short ton-mile", "passenger-mile"}
    for record in RECORDS:
        assert ("whole vehicle" in record["name"]) == (record["unit_den"] == "mi"), record["id"]


def test_waste_is_a_treatment_only_where_it_is_treated() -> None:
    waste = [record for record in RECORDS if record["kind"] == "waste"]
    for record in waste:
        assert (record["boundary"] == "collection") == (record["route"] == "recycling"), record["id"]
        assert record["gwp_set"] == "AR4" and record["unit_num"] == "t" and record["unit_den"] == "short ton"
        assert record["includes"] == "transport-to-treatment"
        assert ("rounded" in _flags(record)) == (float(record["co2e"]) <= 0.02), record["id"]
    assert Counter(record["route"] for record in waste) == {
        "landfill": 61,
        "incineration": 54,
        "recycling": 33,
        "composting": 15,
        "anaerobic-digestion": 20,
    }
    for plastic, carbon in (("hdpe", 0.86), ("pet", 0.625), ("ps", 0.92)):
        # Burning gives off the carbon of the polymer and little else.
        burned = float(BY_ID[f"waste-{plastic}-incineration"]["co2e"]) / 0.90718474
        assert burned == pytest.approx(carbon * 44 / 12, rel=0.05), plastic


def test_a_need_finds_one_record() -> None:
    keys = Counter(
        tuple(row[c] for c in ("item", "route", "boundary", "unit_den", "cv_basis", "geo")) for row in RECORDS
    )
    assert [key for key, count in keys.items() if count > 1] == []


def _blend(record: Row) -> list[tuple[float, str]]:
    return [
        (float(share) / 100, name) for share, name in re.findall(r"([\d.]+)% ([\w-]+)", record["technology"])
    ]


def test_blends_recompute_from_their_parts() -> None:
    blends = [record for record in RECORDS if record["kind"] == "refrigerant"]
    for record in blends:
        parts = _blend(record)
        assert sum(share for share, _ in parts) == pytest.approx(1), record["id"]
        partial = any(name.startswith("HCFC") for _, name in parts)
        total = sum(
            share * float(GWP[PFC.get(name, name.lower())]["AR5"])
            for share, name in parts
            if name.startswith(("HFC", "PFC"))
        )
        wrong = record["item"] == "refrigerants/r-424a"
        assert (abs(float(record["co2e"]) - total) > 0.51) == wrong, record["id"]
        assert ("outlier" in _flags(record)) == wrong
        assert record["route"] == ("kyoto-only" if partial else "")
        assert record["trust"] == ("X" if partial or wrong else "A")


def test_blends_agree_with_the_uk_and_the_gas_table() -> None:
    uk = {
        (row["item"], row["route"]): float(row["co2e"])
        for row in _read(FACTORS / "desnz-2024" / "records.csv")
        if row["kind"] == "refrigerant"
    }
    compared = 0
    for record in RECORDS:
        if record["kind"] != "refrigerant" or "outlier" in _flags(record):
            continue
        own = float(record["co2e"])
        other = uk.get((record["item"], record["route"]))
        if other is not None:
            assert own == pytest.approx(other, abs=1.01), record["id"]
            compared += 1
        gas = GWP.get(record["item"].partition("/")[2])
        if gas is not None and not record["route"]:
            assert own == pytest.approx(float(gas["AR5"]), abs=1.01), record["id"]
    assert compared >= 25


def test_flags_are_explained() -> None:
    for row in (*RECORDS, *PARAMETERS):
        assert bool(row["flags"]) == bool(row["flag_note"]), row["id"]


def test_vehicles_by_model_year_are_parameters() -> None:
    per_mile = [row for row in PARAMETERS if row["quantity"] == "emission-per-distance"]
    assert {row["unit"] for row in per_mile} == {"g/vehicle-mile"}
    assert Counter(row["substance"] for row in per_mile) == {"ch4": 146, "n2o": 146}
    zero = {row["item"] for row in per_mile if row["trust"] == "X"}
    assert zero == {"vehicles/motorcycle/petrol/model-year-1996-2005"}
    assert all(float(row["value"]) > 0 for row in per_mile if row["trust"] == "A")


@pytest.fixture(scope="module")
def lines() -> Any:
    if not FOLDER.exists():
        pytest.skip("needs the published files in ../shared/data")
    sys.path.insert(0, str(ROOT / "tools"))
    sheet = importlib.import_module("packs.epa_hub_2024_sheet")
    yield sheet.read_tables(FOLDER / "ghg-emission-factors-hub-2024.xlsx")
    sys.path.remove(str(ROOT / "tools"))
    for name in [name for name in sys.modules if name.split(".")[0] == "packs"]:
        del sys.modules[name]


# Table, columns of its figures.
FIGURES = {"1": "EFG", "2": "D", "3": "EF", "4": "FG", "5": "EF", "6": "EFG", "7": "DEF", "8": "DEF"}
FIGURES |= {"9": "E", "10": "DEF", "11": "E", "12": "D"}


def test_every_published_row_is_kept_or_left_out(lines: Any) -> None:
    rows = {
        table: [line for line in lines[table] if line.numbers(columns)] for table, columns in FIGURES.items()
    }
    assert {table: len(found) for table, found in rows.items()} == {
        "1": 63,
        "2": 10,
        "3": 112,
        "4": 34,
        "5": 40,
        "6": 28,
        "7": 1,
        "8": 7,
        "9": 61,
        "10": 12,
        "11": 32,
        "12": 30,
    }
    left = Counter(dict.fromkeys(FIGURES, 0))
    for entry in LEFT_OUT:
        left[entry["table"]] += int(entry["rows"])
        assert entry["note"]
    places = {
        table: {
            cell
            for row in (*RECORDS, *PARAMETERS)
            for part in row["source_row"].split("; ")
            if part.startswith(f"Table {table},")
            for cell in re.findall(r"\b[D-J](\d+)\b", part)
        }
        for table in FIGURES
    }
    for table, found in rows.items():
        numbers = {str(line.row) for line in found}
        if table == "2":  # the CO2 of engines is from rows that are left out as records of their own
            assert len(places["2"] | numbers) == 10
            kept = {r["id"] for r in RECORDS if _table(r) == "2" and "Table 5" not in r["source_row"]}
            assert len(kept) + left["2"] == 10
        else:
            assert places[table] <= numbers
            assert len(places[table]) + left[table] == len(numbers), table
    cells = [line[column] for line in rows["9"] for column in "DEFGHI"]
    assert len(cells) == 366 and cells.count("NA") == 366 - 183


def test_rows_left_out_stand_elsewhere(lines: Any) -> None:
    gallons = {r["co2_fossil"] or r["co2_biogenic"] for r in RECORDS if _table(r) == "1"}
    repeated = {entry["published"] for entry in LEFT_OUT if entry["table"] == "2"}
    for line in lines["2"]:
        if line["C"] in repeated:
            assert line["D"] in gallons, line["C"]
    cars = {
        table: [line[c] for c in "DEF"]
        for table in ("8", "10")
        for line in lines[table]
        if line["C"] == "Passenger Car A"
    }
    assert cars["8"] == cars["10"]
    for line in lines["11"]:
        if line.numbers("E"):
            name = line["C"].lower()
            plain = {"carbon dioxide": "co2", "methane": "ch4", "nitrous oxide": "n2o"}
            plain |= {"sulfur hexafluoride": "sf6", "nitrogen trifluoride": "nf3"}
            gas = PFC.get(line["C"]) or plain.get(name, name)
            assert Decimal(GWP[gas]["AR5"]) == Decimal(line["E"]), line["C"]
    grid = {
        row["geo"].removeprefix("US-EGRID-"): [row[c] for c in ("co2_fossil", "ch4", "n2o")]
        for row in _read(FACTORS / "electricity-official" / "records.csv")
        if "egrid" in row["id"] and row["year"] == "2022"
    }
    found = 0
    for line in lines["6"]:
        own = grid.get(line["C"])
        if line.numbers("EFG") and own:
            assert [Decimal(line[c]) for c in "EFG"] == [Decimal(figure) for figure in own], line["C"]
            found += 1
    assert found >= 26


CSV_TABLES = {
    "stationary-combustion.csv": ("1", "EFG"),
    "mobile-combustion-co2.csv": ("2", "D"),
    "mobile-combustion-ch4-and-n2O-for-non-road-vehicles.csv": ("5", "EF"),
    "scope-3-category-6-business-travel-and-category-7-employee-commuting.csv": ("10", "DEF"),
    "gwp-for-blended-refrigerants.csv": ("12", "D"),
}


@pytest.mark.parametrize("name", CSV_TABLES)
def test_the_copies_as_csv_hold_the_same_figures(name: str, lines: Any) -> None:
    table, columns = CSV_TABLES[name]
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as stream:
        copied = [
            [float(cell) for cell in row if re.fullmatch(r"-?\d[\d.e-]*", cell)]
            for row in list(csv.reader(stream))[1:]
        ]
    published = [[float(line[c]) for c in columns] for line in lines[table] if line.numbers(columns)]
    assert len(copied) == len(published)
    for copy, own in zip(copied, published, strict=True):
        for figure in own:
            assert any(abs(figure - other) <= 1e-14 * abs(other) for other in copy), (copy, own)
