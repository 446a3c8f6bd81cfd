"""Transport by methods: numbers worked out by hand, and what is refused. Factors are those of DESNZ 2025."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.methods.transport._way import great_circle
from carbonfoot.pipeline import Options, calculate
from carbonfoot.reports.calc_json import report

Use = Callable[..., dict[str, Any]]

HGV_EMPTY = 0.65975 + 0.15527
HGV_FULL = 1.01203 + 0.23942
HGV_TKM = 0.10163 + 0.02359
DIESEL = 2.66155 + 0.62409


@pytest.fixture
def use(tmp_path: Path) -> Use:
    """One use of a method in a document that does nothing else; keys by their names, `from_` for `from`."""

    def calculated(method: str, made_in: str = "GB", **keys: Any) -> dict[str, Any]:
        arguments = {name.rstrip("_"): value for name, value in keys.items()}
        document = {
            "carbonfoot": "part/1",
            "product": {"id": "T", "name": "Goods", "declared_unit": "1 piece", "made_in": made_in},
            "period": "2025",
            "methods": [{"method": f"transport/{method}", **arguments}],
        }
        file = tmp_path / "part.yaml"
        file.write_text(json.dumps(document), encoding="utf-8")
        options = Options(gwp="AR5")
        answer = report(calculate(str(file), options), options, allow_incomplete=False)
        return {
            "total": answer["data"]["total"] if answer["data"] else None,
            "codes": {one["code"] for one in answer["findings"]} - {"CF308", "CF309", "CF310"},
            "places": {one["code"]: one["path"] for one in answer["findings"]},
            "lines": {one["path"]: one for one in answer["data"]["lines"]} if answer["data"] else {},
        }

    return calculated


def test_a_detour_multiplies_the_distance(use: Use) -> None:
    answer = use(
        "freight-tkm", mode="road/hgv", mass="800 kg", distance="62.5 mi", distance_adjustment="1.05"
    )
    assert answer["total"] == pytest.approx(0.8 * 62.5 * 1.609344 * 1.05 * HGV_TKM, rel=1e-9)


@pytest.mark.parametrize(("load", "empty"), [("25 %", "0 %"), ("80 %", "30 %"), ("100 %", "100 %")])
def test_the_load_counts_between_the_empty_and_the_full_vehicle(use: Use, load: str, empty: str) -> None:
    keys = {"payload": "12 t", "load_factor": load, "empty_return": empty}
    answer = use("freight-tkm", mode="road/hgv", mass="3 t", distance="200 km", **keys)
    part, back = float(load[:-2]) / 100, float(empty[:-2]) / 100
    vkm = 3 * 200 / (12 * part)
    kg = vkm * (HGV_EMPTY + part * (HGV_FULL - HGV_EMPTY)) + vkm * back * HGV_EMPTY
    assert answer["total"] == pytest.approx(kg, rel=1e-9)


def test_a_stated_factor_per_kilometre_becomes_one_of_the_goods(use: Use) -> None:
    keys = {
        "emission_factor": "0.8 kg CO2e/km",
        "source": "carrier",
        "payload": "10 t",
        "load_factor": "50 %",
    }
    answer = use("freight-tkm", mass="10 t", distance="100 km", empty_return="50 %", **keys)
    assert answer["total"] == pytest.approx(200 * 0.8 + 100 * 0.8, rel=1e-9)
    lighter = use(
        "freight-tkm",
        mass="10 t",
        distance="100 km",
        empty_return="50 %",
        emission_factor_empty="0.6 kg CO2e/vkm",
        **keys,
    )
    assert lighter["total"] == pytest.approx(200 * 0.8 + 100 * 0.6, rel=1e-9)


def test_a_van_of_the_library_counts_by_its_kilometres(use: Use) -> None:
    answer = use(
        "freight-tkm",
        mode="road/van",
        route="diesel",
        mass="0.5 t",
        distance="100 km",
        payload="1 t",
        load_factor="50 %",
    )
    assert answer["total"] == pytest.approx(100 * (0.25561 + 0.06128), rel=1e-9)


@pytest.mark.parametrize(
    ("keys", "code", "place"),
    [
        ({"mode": "rail", "payload": "20 t", "load_factor": "50 %"}, "CF702", "load_factor"),
        ({"mode": "road/hgv", "empty_return": "50 %"}, "CF106", "empty_return"),
        ({"mode": "road/hgv", "load_factor": "50 %"}, "CF102", ""),
        ({"mode": "road/hgv", "payload": "20 t"}, "CF102", ""),
        ({"mode": "road/hgv", "payload": "20 t", "load_factor": "0 %"}, "CF208", "load_factor"),
        ({"mode": "road/hgv", "payload": "20 t", "load_factor": "120 %"}, "CF208", "load_factor"),
        ({"mode": "road/hgv", "payload": "0 t", "load_factor": "50 %"}, "CF208", "payload"),
        (
            {"mode": "road/hgv", "route": "laden-50", "payload": "9 t", "load_factor": "50 %"},
            "CF106",
            "route",
        ),
        ({"mode": "road/hgvv"}, "CF301", "mode"),
        ({}, "CF102", ""),
        ({"mode": "rail", "refrigerated": "yes"}, "CF704", "refrigerated"),
        ({"mode": "road/hgv", "source": "carrier"}, "CF106", "source"),
        ({"emission_factor": "0.1 kg CO2e/tkm"}, "CF102", ""),
        ({"emission_factor": "0.1 kg CO2e/kWh", "source": "carrier"}, "CF204", "emission_factor"),
        ({"emission_factor": "0.1 kg CO2e/tkm", "source": "x", "route": "diesel"}, "CF106", "route"),
        (
            {"emission_factor": "0.1 kg CO2e/tkm", "source": "x", "payload": "2 t", "load_factor": "1"},
            "CF106",
            "emission_factor",
        ),
        (
            {"mode": "road/hgv", "distance_kind": "actual", "distance_adjustment": "1.1"},
            "CF106",
            "distance_adjustment",
        ),
        ({"mode": "road/hgv", "distance_adjustment": "0.9"}, "CF208", "distance_adjustment"),
        ({"mode": "road/hgv", "record": "desnz-2025:1_101_1012_8-diesel-l"}, "CF318", "record"),
        ({"mode": "road/hgv", "distance": "100 kg"}, "CF204", "distance"),
        ({"mode": "road/hgv", "distance": "-3 km"}, "CF207", "distance"),
        ({"mode": "road/hgv", "mass": "0 t"}, "CF208", "mass"),
        ({"mode": "road/hgv", "weight": "3 t"}, "CF101", "weight"),
    ],
)
def test_what_freight_refuses(use: Use, keys: dict[str, str], code: str, place: str) -> None:
    answer = use("freight-tkm", **{"mass": "2 t", "distance": "100 km", **keys})
    assert answer["total"] is None
    assert answer["codes"] == {code}
    assert answer["places"][code] == f"methods/0/{place}".rstrip("/")


def test_the_detour_of_an_aircraft_never_counts_twice(use: Use) -> None:
    keys = {"mass": "1 t", "distance": "1000 km", "distance_adjustment": "1.08"}
    assert use("freight-tkm", mode="air/long-haul", **keys)["codes"] == {"CF106"}
    assert use("air-freight", haul="long-haul", **keys)["codes"] == {"CF106"}
    stated = use("air-freight", emission_factor="0.6 kg CO2e/tkm", source="airline", **keys)
    assert stated["total"] == pytest.approx(648, rel=1e-9)


def test_radiative_forcing_only_on_request(use: Use) -> None:
    keys = {"haul": "domestic", "mass": "1 t", "distance": "100 km"}
    assert use("air-freight", **keys)["total"] == pytest.approx(100 * (2.71931 + 0.57429), rel=1e-9)
    forced = use("air-freight", radiative_forcing="yes", **keys)
    assert forced["total"] == pytest.approx(100 * (4.60397 + 0.57429), rel=1e-9)
    clash = use("air-freight", radiative_forcing="yes", record="desnz-2025:x", **keys)
    assert "CF106" in clash["codes"]


# ------------------------------------------------------------------------------------------------------- distances


def test_a_quarter_of_the_globe() -> None:
    assert great_circle((0, 0), (0, 90), 6371) == pytest.approx(6371 * 3.141592653589793 / 2, rel=1e-12)
    assert great_circle((90, 0), (-90, 77), 6371) == pytest.approx(6371 * 3.141592653589793, rel=1e-12)


def test_a_great_circle_between_latitudes() -> None:
    """Over the pole from 60 to 60 degrees is a sixth of the way round; else the law of cosines on the sphere."""
    assert great_circle((60, 0), (60, 180), 6371) == pytest.approx(6371 * math.pi / 3, rel=1e-12)
    assert great_circle((60, 0), (0, 60), 6371) == pytest.approx(6371 * math.acos(0.25), rel=1e-12)
    assert great_circle((-60, 10), (30, 10), 6371) == pytest.approx(6371 * math.pi / 2, rel=1e-12)


@pytest.mark.parametrize("place", ["0, 90", "0.0 N 90.0 E", "0;90", "0°N, 90°E", "+0, 90"])
def test_places_in_several_hands(use: Use, place: str) -> None:
    answer = use("freight-tkm", mode="road/hgv", mass="1 t", from_="0, 0", to=place)
    assert answer["total"] == pytest.approx(6371 * 3.141592653589793 / 2 * HGV_TKM, rel=1e-9)


@pytest.mark.parametrize(
    ("keys", "code", "place"),
    [
        ({"from": "97.4, 126.4", "to": "50, 8"}, "CF208", "from"),
        ({"from": "37.4, 186.4", "to": "50, 8"}, "CF208", "from"),
        ({"from": "-37.4 S, 126.4 E", "to": "50, 8"}, "CF208", "from"),
        ({"from": "Incheon", "to": "50, 8"}, "CF201", "from"),
        ({"from": "37, 126"}, "CF102", ""),
        ({"to": "37, 126"}, "CF102", ""),
        ({"from": "37, 126", "to": "37, 126"}, "CF208", "to"),
        ({"from": "37, 126", "to": "50, 8", "distance": "3 km"}, "CF106", "distance"),
        ({"from": "37, 126", "to": "50, 8", "distance_kind": "actual"}, "CF106", "distance_kind"),
        ({}, "CF102", ""),
    ],
)
def test_what_is_no_way(use: Use, keys: dict[str, str], code: str, place: str) -> None:
    answer = use("freight-tkm", mode="road/hgv", mass="1 t", **keys)
    assert (answer["codes"], answer["total"]) == ({code}, None)
    assert answer["places"][code] == f"methods/0/{place}".rstrip("/")


# ---------------------------------------------------------------------------------------------------- shared runs

SHIPMENTS = [
    {"name": "A", "mass": "2 t", "distance": "40 km", "volume": "3 m3", "pieces": "4 piece", "ours": "yes"},
    {"name": "B", "mass": "1 t", "distance": "55 km", "volume": "9 m3", "pieces": "1 piece"},
]


@pytest.mark.parametrize(
    ("by", "share"),
    [
        ("driven-tkm", 80 / 135),
        ("shortest-tkm", 80 / 135),
        ("great-circle-tkm", 80 / 135),
        ("volume-km", 120 / 615),
        ("mass", 2 / 3),
        ("volume", 1 / 4),
        ("pieces", 4 / 5),
    ],
)
def test_a_run_is_shared(use: Use, by: str, share: float) -> None:
    run = use(
        "shared-run", share_by=by, energy={"factor": "fuels/diesel", "amount": "21 L"}, shipments=SHIPMENTS
    )
    assert run["total"] == pytest.approx(21 * share * DIESEL, rel=1e-9)


def test_the_shares_of_a_run_make_the_whole(use: Use) -> None:
    kg = []
    for ours in range(2):
        shipments = [{**one, "ours": "yes" if at == ours else "no"} for at, one in enumerate(SHIPMENTS)]
        run = use(
            "shared-run", share_by="driven-tkm", emissions="80 kg CO2e", source="carrier", shipments=shipments
        )
        kg.append(run["total"])
    assert sum(kg) == pytest.approx(80, rel=1e-12)


def test_great_circles_from_the_depot(use: Use) -> None:
    shipments = [
        {"name": "A", "mass": "1 t", "to": "0, 1", "ours": "yes"},
        {"name": "B", "mass": "1 t", "to": "0, -2"},
        {"name": "C", "mass": "1 t", "from": "0, 3"},
    ]
    keys = {"share_by": "great-circle-tkm", "depot": "0, 0", "emissions": "60 kg CO2e", "source": "carrier"}
    assert use("shared-run", shipments=shipments, **keys)["total"] == pytest.approx(10, rel=1e-9)


@pytest.mark.parametrize(
    ("keys", "codes"),
    [
        ({"shipments": [{"name": "A", "pieces": "1 piece", "ours": "yes"}]}, {"CF431"}),
        ({"shipments": [{"name": "A", "mass": "1 t", "ours": "yes"}], "share_by": "driven-tkm"}, {"CF431"}),
        ({"shipments": [{"name": "A", "mass": "1 t"}]}, {"CF102"}),
        ({"shipments": [{"name": "A", "mass": "0 t", "ours": "yes"}]}, {"CF208"}),
        ({"share_by": "weight"}, {"CF105"}),
        ({"emissions": "3 kg CO2e", "source": "x"}, {"CF106"}),
        ({"energy": None}, {"CF102"}),
        ({"energy": {"factor": "fuels/diesel"}}, {"CF102"}),
        ({"energy": {"factor": "fuels/dieesel", "amount": "1 L"}}, {"CF301"}),
        ({"mode": "road/van"}, {"CF106"}),
    ],
)
def test_what_a_shared_run_refuses(use: Use, keys: dict[str, Any], codes: set[str]) -> None:
    given = {
        "share_by": "mass",
        "energy": {"factor": "fuels/diesel", "amount": "21 L"},
        "shipments": SHIPMENTS,
        **keys,
    }
    answer = use("shared-run", **{name: value for name, value in given.items() if value is not None})
    assert (answer["codes"], answer["total"]) == (codes, None)


# ----------------------------------------------------------------------------------------------------------- fuel


def test_consumption_between_empty_and_full(use: Use) -> None:
    fuel = {"factor": "fuels/diesel", "consumption_empty": "0.22 L/km", "consumption_full": "0.34 L/km"}
    answer = use(
        "freight-by-fuel",
        energy=fuel,
        distance="100 km",
        load_factor="50 %",
        empty_distance="50 km",
        share="10 %",
    )
    assert answer["total"] == pytest.approx(0.1 * (100 * 0.28 + 50 * 0.22) * DIESEL, rel=1e-9)


def test_litres_per_hundred_kilometres(use: Use) -> None:
    fuel = {"factor": "fuels/diesel", "consumption": "= 28 [L] / 100 [km]"}
    answer = use("freight-by-fuel", energy=fuel, distance="50 km")
    assert answer["total"] == pytest.approx(14 * DIESEL, rel=1e-9)


@pytest.mark.parametrize(
    ("keys", "codes"),
    [
        ({"mass": "2 t"}, {"CF102"}),
        ({"mass": "2 t", "load": "1 t"}, {"CF208"}),
        ({"mass": "2 t", "load": "4 t", "share": "50 %"}, {"CF106"}),
        ({"distance": "10 km"}, {"CF106"}),
        ({"load_factor": "50 %"}, {"CF106"}),
        ({"energy": {"factor": "fuels/diesel"}}, {"CF102"}),
        ({"energy": {"factor": "fuels/diesel", "consumption": "0.3 L/km"}}, {"CF102"}),
        ({"energy": {"factor": "fuels/diesel", "amount": "3 L", "consumption": "0.3 L/km"}}, {"CF106"}),
        (
            {"energy": {"factor": "fuels/diesel", "consumption_full": "0.3 L/km"}, "distance": "9 km"},
            {"CF102"},
        ),
        ({"energy": {"factor": "fuels/diesel", "amount": "28 L", "blend": "93 %"}}, {"CF406"}),
        ({"energy": {"amount": "28 L"}}, {"CF102"}),
        ({"energy": {"factor": "fuels/diesel", "amount": "28 kWh"}}, {"CF210"}),
    ],
)
def test_what_freight_by_fuel_refuses(use: Use, keys: dict[str, Any], codes: set[str]) -> None:
    given = {"energy": {"factor": "fuels/diesel", "amount": "28 L"}, **keys}
    answer = use("freight-by-fuel", **given)
    assert (answer["codes"], answer["total"]) == (codes, None)


# ---------------------------------------------------------------------------------------------------------- money


def test_money_of_another_year_and_currency(use: Use) -> None:
    answer = use(
        "freight-by-spend",
        made_in="US",
        factor="spend/general-freight-trucking-local",
        amount="1000 EUR",
        price_year="2024",
        price_index="1.06",
        exchange_rate="1.08 USD/EUR",
    )
    assert answer["total"] == pytest.approx(1000 * 1.08 / 1.06 * 0.595, rel=1e-9)
    assert answer["codes"] == {"CF730"}


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"amount": "10 USD", "price_year": "2024"}, "CF702"),
        ({"amount": "10 EUR", "price_year": "2022"}, "CF102"),
        ({"amount": "10 USD", "price_year": "2022", "price_index": "1.1"}, "CF106"),
        ({"amount": "10 USD", "price_year": "2022", "exchange_rate": "1.1 USD/EUR"}, "CF106"),
        ({"amount": "10 EUR", "price_year": "2022", "exchange_rate": "0.0007 USD/KRW"}, "CF204"),
        ({"amount": "10 USD", "price_year": "2022", "factor": "fuels/diesel"}, "CF301"),
        ({"amount": "10 USD"}, "CF102"),
        ({"amount": "10 km", "price_year": "2022"}, "CF204"),
    ],
)
def test_what_money_refuses(use: Use, keys: dict[str, str], code: str) -> None:
    given = {"factor": "spend/general-freight-trucking-local", **keys}
    answer = use("freight-by-spend", made_in="US", **given)
    assert answer["total"] is None
    assert code in answer["codes"]


# ------------------------------------------------------------------------------------------------- ships and people


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"mode": "roro-ferry", "teu": "1 TEU"}, "CF209"),
        ({"mode": "container"}, "CF102"),
        ({"mass": "1 t"}, "CF102"),
        ({"mode": "container", "mass": "1 t", "load": "3 t"}, "CF106"),
        ({"mode": "container", "mass": "4 t", "teu": "1 TEU", "load": "3 t"}, "CF208"),
        ({"mode": "container", "mass": "4 t", "teu": "1 TEU"}, "CF102"),
        ({"mode": "contaner", "mass": "4 t"}, "CF301"),
    ],
)
def test_what_ships_refuse(use: Use, keys: dict[str, str], code: str) -> None:
    answer = use("sea-freight", distance="1000 km", **keys)
    assert answer["total"] is None
    assert code in answer["codes"]


def test_a_share_of_the_containers(use: Use) -> None:
    answer = use(
        "sea-freight", mode="container", teu="2 TEU", mass="4 t", load="20 t", distance="1000 km", origin="TW"
    )
    assert answer["total"] == pytest.approx(2 * 0.2 * 1000 * 0.0649, rel=1e-9)


def test_a_share_of_containers_whose_mass_is_stated(use: Use) -> None:
    answer = use(
        "sea-freight",
        teu="2 TEU",
        mass="4 t",
        load="20 t",
        mass_per_teu="10 t/TEU",
        distance="1000 km",
        emission_factor="0.05 kg CO2e/tkm",
        source="carrier",
    )
    assert answer["total"] == pytest.approx(2 * 4 / 20 * 10 * 1000 * 0.05, rel=1e-9)


def test_a_taxi_counts_per_person_or_per_vehicle(use: Use) -> None:
    taxi = {"mode": "taxi/regular", "distance": "10 km"}
    assert use("business-travel", trips=[taxi])["total"] == pytest.approx(10 * (0.20806 + 0.05176), rel=1e-9)
    two = use("business-travel", trips=[{**taxi, "persons": "2"}])
    assert two["total"] == pytest.approx(20 * (0.14861 + 0.03697), rel=1e-9)


@pytest.mark.parametrize(
    ("keys", "codes"),
    [
        (
            {"trips": [{"mode": "car/medium", "route": "diesel", "distance": "9 km", "persons": "3"}]},
            {"CF106"},
        ),
        ({"trips": [{"mode": "rail/national", "distance": "9 km"}]}, {"CF102"}),
        (
            {"trips": [{"mode": "rail/national", "distance": "9 km", "persons": "1", "class": "first"}]},
            {"CF106"},
        ),
        (
            {"trips": [{"mode": "air/domestic", "distance": "9 km", "persons": "1", "class": "first"}]},
            {"CF301"},
        ),
        ({"trips": [{"mode": "rail/national", "distance": "9 km", "persons": "0"}]}, {"CF208"}),
        ({"hotels": [{"nights": "2 room.night"}], "radiative_forcing": "yes"}, {"CF106"}),
        ({"hotels": [{"rooms": "2"}]}, {"CF102"}),
        ({"hotels": [{"nights": "2 night"}]}, {"CF204"}),
        ({}, {"CF102"}),
    ],
)
def test_what_travel_refuses(use: Use, keys: dict[str, Any], codes: set[str]) -> None:
    answer = use("business-travel", **keys)
    assert (answer["codes"], answer["total"]) == (codes, None)


def test_vehicles_per_kilometre_by_a_stated_factor(use: Use) -> None:
    group = {
        "emission_factor": "0.2 kg CO2e/vkm",
        "source": "fleet",
        "employees": "10",
        "distance": "5 km",
        "days": "100 day",
        "persons_per_vehicle": "2",
    }
    assert use("commuting", groups=[group])["total"] == pytest.approx(10 * 100 * 2 * 5 / 2 * 0.2, rel=1e-9)
    vehicle = {"emission_factor": "0.2 kg CO2e/km", "source": "fleet", "distance": "500 km", "leased": "50 %"}
    assert use("leased-vehicles", vehicles=vehicle)["total"] == pytest.approx(50, rel=1e-9)


@pytest.mark.parametrize(
    ("vehicle", "code"),
    [
        ({"mode": "car", "distance": "5 km"}, "CF301"),
        ({"distance": "5 km"}, "CF102"),
        ({"mode": "travel/car"}, "CF102"),
        ({"mode": "travel/car", "distance": "5 km", "amount": "3 L"}, "CF106"),
        ({"factor": "fuels/diesel", "amount": "3 L", "leased": "0 %"}, "CF208"),
    ],
)
def test_what_leased_vehicles_refuse(use: Use, vehicle: dict[str, str], code: str) -> None:
    answer = use("leased-vehicles", vehicles=[vehicle])
    assert (answer["codes"], answer["total"]) == ({code}, None)


def test_a_part_of_the_own_shipments(use: Use) -> None:
    keys = {"share_by": "pieces", "emissions": "90 kg CO2e", "source": "carrier", "mass": "4 kg"}
    shipments = [
        {"name": "A", "pieces": "1 piece", "mass": "8 kg", "ours": "yes"},
        {"name": "B", "pieces": "2 piece"},
    ]
    assert use("shared-run", shipments=shipments, **keys)["total"] == pytest.approx(15, rel=1e-9)
    assert use("shared-run", shipments=shipments, **{**keys, "mass": "9 kg"})["codes"] == {"CF208"}
    unknown = [{"name": "A", "pieces": "1 piece", "ours": "yes"}]
    assert use("shared-run", shipments=unknown, **keys)["codes"] == {"CF102"}


def test_a_record_with_a_load_of_its_own_is_no_vehicle(use: Use) -> None:
    keys = {"mode": "road/hgv", "mass": "1 t", "distance": "10 km", "payload": "10 t", "load_factor": "50 %"}
    with_load = "desnz-2025:27_304_3139_4-road-hgv-laden-100-km"
    answer = use("freight-tkm", record=with_load, **keys)
    assert answer["total"] is None


@pytest.mark.parametrize(
    ("method", "keys"),
    [
        ("freight-by-fuel", {"energy": []}),
        ("shared-run", {"energy": [], "share_by": "mass", "shipments": SHIPMENTS}),
        (
            "shared-run",
            {"energy": {"factor": "fuels/diesel", "amount": "1 L"}, "share_by": "mass", "shipments": []},
        ),
        ("commuting", {"groups": []}),
        ("leased-vehicles", {"vehicles": []}),
        ("business-travel", {"trips": []}),
    ],
)
def test_nothing_listed_is_no_zero(use: Use, method: str, keys: dict[str, Any]) -> None:
    answer = use(method, **keys)
    assert answer["total"] is None
    assert answer["codes"] & {"CF102", "CF208"}
