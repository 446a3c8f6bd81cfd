"""The UK pack: values a reader may check elsewhere, nothing dropped in silence, and boundaries that fit the figures."""

from __future__ import annotations

import csv
import importlib
import re
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any, cast

import pytest

from carbonfoot.factors.library import Library
from carbonfoot.factors.records import Record
from carbonfoot.system.characterise import characterise

ROOT = Path(__file__).resolve().parents[3]
DATA = ROOT.parent / "shared" / "data"
PUBLISHED = DATA / "uk_desnz" / "desnz_2024_2025_total_co2e.csv"
PUBLISHED_ROWS = 3067
TONNE_KM = "14"  # the publisher's code of the unit inside a row id

Row = dict[str, str]


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


RECORDS = _read(ROOT / "factors" / "desnz-2025" / "records.csv")
LEFT_OUT = _read(ROOT / "tools" / "packs" / "desnz_2025.left_out.csv")
BY_KEY = {
    (row["item"], row["route"], row["boundary"], row["unit_den"], row["cv_basis"], row["geo"]): row
    for row in RECORDS
}

# item, route, boundary, unit and basis, published figure
FIGURES = """
fuels/natural-gas grid-blend combustion kWh/gross 0.18296
fuels/natural-gas grid-blend combustion kWh/net 0.2027
fuels/natural-gas - combustion kWh/net 0.20489
fuels/natural-gas - well_to_tank kWh/net 0.03347
fuels/diesel - combustion L 2.66155
fuels/diesel biofuel-blend combustion L 2.57082
fuels/diesel - well_to_tank L 0.62409
fuels/petrol - combustion L 2.33984
electricity/grid - generation kWh 0.177
electricity/grid - transmission kWh 0.01853
electricity/grid - well_to_tank kWh 0.0459
electricity/grid - well_to_tank_transmission kWh 0.00397
freight/road/hgv - combustion tkm 0.10163
freight/road/hgv - well_to_tank tkm 0.02359
freight/road/hgv laden-50 combustion tkm 0.12226
freight/rail - combustion tkm 0.02779
freight/sea/container - combustion tkm 0.01612
freight/air/long-haul with-radiative-forcing combustion tkm 0.89939
freight/air/long-haul - combustion tkm 0.5313
packaging/steel-can primary cradle_to_gate t 2863.90131
packaging/steel-can secondary cradle_to_gate t 1823.90131
packaging/aluminium-can primary cradle_to_gate t 9115.90131
packaging/aluminium-can secondary cradle_to_gate t 995.0779
packaging/plastic/pp primary cradle_to_gate t 2577.57172
packaging/plastic/hdpe primary cradle_to_gate t 3095.15524
packaging/plastic/ldpe primary cradle_to_gate t 2965.0779
water/supply - cradle_to_gate m3 0.1913
waste/wastewater wastewater-treatment treatment m3 0.17088
waste/metal-scrap landfill treatment t 8.98311
waste/metal-scrap recycling collection t 4.68568
waste/commercial-and-industrial incineration collection t 4.68568
refrigerants/r-410a - release kg 1924.0
"""


@pytest.mark.parametrize("line", FIGURES.strip().splitlines())
def test_a_known_figure_stands_where_a_user_looks_for_it(line: str) -> None:
    item, route, boundary, unit, figure = line.split()
    unit_den, _, basis = unit.partition("/")
    geo = "GLO" if boundary == "release" else "GB"
    record = BY_KEY[item, "" if route == "-" else route, boundary, unit_den, basis, geo]
    assert record["co2e"] == figure


def test_every_published_row_is_kept_or_left_out_for_a_reason() -> None:
    reasons: Counter[str] = Counter()
    for line in LEFT_OUT:
        reasons[line["reason"]] += int(line["rows"])
        assert line["note"]
    assert len(RECORDS) + reasons.total() == PUBLISHED_ROWS
    pack = " ".join((ROOT / "factors" / "desnz-2025" / "pack.yaml").read_text(encoding="utf-8").split())
    assert f"Kept are {len(RECORDS):,} rows; {reasons.total():,} are left out" in pack
    for reason, rows in reasons.items():
        assert re.search(rf"\b{rows} {reason}\b", pack), reason


def test_a_need_finds_one_record() -> None:
    keys = Counter(
        (*(row[c] for c in ("item", "boundary", "unit_den", "cv_basis", "geo")), row["route"])
        for row in RECORDS
    )
    assert [key for key, count in keys.items() if count > 1] == []


def test_freight_and_travel_have_their_well_to_tank_part() -> None:
    def of(boundary: str) -> set[tuple[str, str, str]]:
        return {
            (row["item"], row["route"], row["unit_den"])
            for row in RECORDS
            if row["kind"] in ("freight", "travel")
            and row["boundary"] == boundary
            and row["item"] != "travel/hotel"
        }

    assert of("combustion") == of("well_to_tank")


def test_gases_add_up_to_the_total() -> None:
    split = [row for row in RECORDS if row["co2_fossil"]]
    assert len(split) == 473
    for row in split:
        total = sum(Decimal(row[column]) for column in ("co2_fossil", "ch4", "n2o"))
        assert abs(total - Decimal(row["co2e"])) <= Decimal("0.00002"), row["id"]
        assert row["gas_basis"] == "co2e" and row["gwp_set"] == "AR5"


def test_carbon_dioxide_with_radiative_forcing_is_no_mass_of_carbon_dioxide() -> None:
    aircraft = [
        row for row in RECORDS if row["item"].split("/")[1] == "air" and row["boundary"] == "combustion"
    ]
    assert {bool(row["co2_fossil"]) for row in aircraft if row["route"] == ""} == {True}
    forced = [row for row in aircraft if row["route"] == "with-radiative-forcing"]
    assert len(forced) == 18
    for row in forced:
        assert not row["gas_basis"] and "radiative-forcing" in row["flags"]
        plain = BY_KEY[row["item"], "", "combustion", row["unit_den"], "", "GB"]
        uplift = (Decimal(row["co2e"]) - Decimal(plain["co2e"])) / Decimal(plain["co2_fossil"])
        assert abs(uplift - Decimal("0.7")) < Decimal("0.001")


def test_records_with_biogenic_carbon_alone_are_marked() -> None:
    alone = [row for row in RECORDS if row["co2_biogenic"] and not row["co2_fossil"]]
    assert alone == [row for row in RECORDS if "gases-partial" in row["flags"].split(";")]
    assert len(alone) == 53 and {row["boundary"] for row in alone} == {"combustion"}


# Net calorific value in GJ/t, fuel properties of the workbook of 2024.
NET = {
    "bioethanol": 26.8,
    "biodiesel": 37.2,
    "hvo": 44.0,
    "biomethane": 49.0,
    "biogas": 20.0,
    "landfill-gas": 12.3,
}
NET |= {"wood/logs": 14.71, "wood/chips": 13.6, "wood/pellets": 17.28, "straw": 13.468}


def test_the_calorific_basis_of_bioenergy_follows_from_the_figures() -> None:
    inferred = [row for row in RECORDS if "cv-basis-inferred" in row["flags"]]
    assert {row["cv_basis"] for row in inferred} == {"net"}
    checked = set()
    for row in inferred:
        name = row["item"].removeprefix("fuels/biomass/")
        # A figure of two digits says nothing of the last per cent.
        columns = [c for c in ("co2e", "co2_biogenic") if len(row[c].replace(".", "").strip("0")) >= 3]
        if name not in NET or not columns:
            continue
        column = columns[0]
        per_energy = float(row[column]) / (0.0036 if row["unit_den"] == "kWh" else 1)
        mass = next(
            u for u in ("t", "kg") if (row["item"], row["route"], row["boundary"], u, "", "GB") in BY_KEY
        )
        whole = BY_KEY[row["item"], row["route"], row["boundary"], mass, "", "GB"]
        energy = float(whole[column]) * (1000 if mass == "kg" else 1) / per_energy
        # Net and gross differ by 4 % (biodiesel) or more.
        assert energy == pytest.approx(NET[name], rel=0.018), row["id"]
        checked.add(name)
    assert checked == set(NET)


def test_only_landfill_and_sewage_cover_the_treatment() -> None:
    waste = [row for row in RECORDS if row["kind"] == "waste"]
    treated = {row["route"] for row in waste if row["boundary"] == "treatment"}
    hauled = {row["route"] for row in waste if row["boundary"] == "collection"}
    assert treated == {"landfill", "wastewater-treatment"}
    assert hauled == {"recycling", "recycling-open-loop", "incineration", "composting", "anaerobic-digestion"}
    assert {row["co2e"] for row in waste if row["boundary"] == "collection"} == {
        "4.68568",
        "8.98311",
        "1.00835",
    }
    haulage = {"8.98311", "1.26338", "1.26435"}
    for row in waste:
        if row["route"] == "landfill":
            assert ("no-landfill-gas" in row["flags"]) == (row["co2e"] in haulage), row["id"]


def test_forming_is_inside_where_the_row_says_so() -> None:
    plastics = [row for row in RECORDS if row["item"].startswith("packaging/plastic/")]
    assert len(plastics) == 18
    assert {row["includes"] for row in plastics} == {"transport-to-user;forming"}
    cans = [row for row in RECORDS if row["item"] == "packaging/aluminium-can"]
    assert {(row["includes"], row["flags"]) for row in cans} == {("transport-to-user", "excludes-forming")}


def test_hotels_stand_in_their_country() -> None:
    hotels = [row for row in RECORDS if row["item"] == "travel/hotel"]
    assert len(hotels) == 39 and len({row["geo"] for row in hotels}) == 38
    assert BY_KEY["travel/hotel", "", "combustion", "room.night", "", "KR"]["co2e"] == "55.8"
    others = [row for row in RECORDS if row["item"] != "travel/hotel"]
    assert {row["geo"] for row in others if row["kind"] != "refrigerant"} == {"GB"}
    assert {row["geo"] for row in others if row["kind"] == "refrigerant"} == {"GLO"}


def test_haulage_of_waste_is_inside_where_the_figure_counts_it() -> None:
    waste = [
        row for row in RECORDS if row["kind"] == "waste" and not row["item"].startswith("waste/wastewater")
    ]
    inside = {row["id"] for row in waste if "transport-to-treatment" in row["includes"]}
    assert inside == {
        row["id"] for row in waste if row["boundary"] == "collection" or "transport-included" in row["flags"]
    }
    assert len(inside) == 134


def test_refrigerants_count_everything_unless_asked() -> None:
    gases = [row for row in RECORDS if row["kind"] == "refrigerant"]
    total = {row["item"]: Decimal(row["co2e"]) for row in gases if row["route"] == ""}
    for row in gases:
        if row["route"] == "kyoto-only":
            assert row["trust"] == "X" and Decimal(row["co2e"]) <= total[row["item"]], row["id"]
    assert len(total) == 166 and len(gases) == 265


def test_gwps_agree_with_the_gas_table() -> None:
    table = {row["gas"]: row["AR5"] for row in _read(ROOT / "factors" / "gwp" / "gwp.csv")}
    compared = 0
    for row in RECORDS:
        gas = row["item"].removeprefix("refrigerants/")
        comparable = row["gwp_set"] == "AR5" and "upper-bound" not in row["flags"]
        comparable = comparable and row["route"] != "kyoto-only"  # leaves ozone-depleting parts out
        if row["kind"] == "refrigerant" and comparable and table.get(gas):
            # The publisher rounds blends to whole numbers.
            assert float(row["co2e"]) == pytest.approx(float(table[gas]), abs=0.51), row["id"]
            compared += 1
    assert compared > 60


def test_partial_gases_never_replace_the_published_total() -> None:
    """A blend in AR6 must not shrink to its biogenic CO2, the only gas of the row that is published."""

    class Gwps:
        def gwp(self, gas: str, gwp_set: str) -> float:
            return {"co2": 1.0, "ch4": 27.9, "n2o": 273.0}[gas]

    gwps = cast(Library, Gwps())
    row = BY_KEY["fuels/diesel", "biofuel-blend", "combustion", "L", "", "GB"]
    for gwp_set in ("AR5", "AR6"):
        vector = characterise(gwps, Record(**row, pack="desnz-2025"), gwp_set)
        assert vector.co2e == pytest.approx(2.57082)


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> Any:
    if not PUBLISHED.exists():
        pytest.skip("needs the published file in ../shared/data")
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    script = importlib.import_module("packs.desnz_2025")
    yield script
    for name in [name for name in sys.modules if name.split(".")[0] == "packs"]:
        del sys.modules[name]


def _figure(row: Row) -> Decimal:
    return Decimal(row["kgco2e_2025"])


def test_rows_left_out_add_nothing(published: Any) -> None:
    kept, left = published.split(DATA)
    assert len(kept) + len(left) == PUBLISHED_ROWS
    vehicles = {
        (row["ID"].split("_")[2], row["ID"].split("_")[3], "efrig" in row["Level 2"]): _figure(row)
        for row in kept
        if row["Level 1"] in ("Business travel- land", "Freighting goods")
    }
    parts: dict[tuple[str, str, bool], Decimal] = {}
    for row, line in left:
        key = (row["ID"].split("_")[2], row["ID"].split("_")[3], "efrig" in row["Level 2"])
        if line["reason"] == "same-figure" and "vehicles" in row["Level 1"]:
            assert abs(_figure(row) - vehicles[key]) <= Decimal("0.00001000001"), row["ID"]
        elif line["reason"] == "part-of-kept-figure" and not row["Level 1"].startswith("Refrigerant"):
            parts[key] = parts.get(key, Decimal(0)) + _figure(row)
        elif line["reason"] == "energy-not-emissions":
            assert row["GHG/Unit"] in ("kWh (Net CV)", "kWh (net)")
    assert len(parts) == 68
    for key, total in parts.items():
        if key[1] == TONNE_KM:  # no tailpipe part is published for these
            assert total <= vehicles[key] + Decimal("0.00002"), key
        else:
            assert abs(total - vehicles[key]) <= Decimal("0.00002"), key


def test_non_kyoto_rows_are_the_total_less_the_kyoto_gases(published: Any) -> None:
    kept, left = published.split(DATA)
    figure = {
        (row["Level 3"], row["Column Text"]): _figure(row)
        for row in kept
        if row["Level 1"].startswith("Refri")
    }
    rest = {row["Level 3"]: _figure(row) for row, line in left if line["column_text"].startswith("Emissions")}
    assert len(rest) == 94
    for gas, other in rest.items():
        kyoto = figure.get((gas, "Emissions including only Kyoto products"), Decimal(0))
        assert abs(figure[gas, "Total emissions including non-Kyoto products"] - kyoto - other) <= 1, gas


def test_the_two_published_files_agree(published: Any) -> None:
    with (DATA / "uk_desnz" / "desnz_2025_scope3_by_gas.csv").open(encoding="utf-8", newline="") as stream:
        totals = {row["ID"]: row["GHG Conversion Factor 2025"] for row in csv.DictReader(stream)}
    both = [row for row in _read(PUBLISHED) if row["ID"] in totals]
    assert len(both) > 1600
    for row in both:
        assert abs(_figure(row) - Decimal(totals[row["ID"]])) < Decimal("0.000005"), row["ID"]
