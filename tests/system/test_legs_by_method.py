"""Legs of a transport by methods: the mass is that of the line, and what a leg says of its vehicle counts."""

from __future__ import annotations

from typing import Any

import pytest

FREE = {"value": "0 kg CO2e", "per": "1 t", "source": "only the transport counts here"}
EMPTY, FULL = 0.65975 + 0.15527, 1.01203 + 0.23942
TKM = 0.10163 + 0.02359


def coil(*legs: dict[str, Any], **more: Any) -> dict[str, Any]:
    line = {"name": "Coil", "amount": "2 t", "footprint": FREE, "transport": list(legs), **more}
    return {"inputs": [line]}


def test_a_leg_says_how_full_its_vehicle_is(calc: Any) -> None:
    leg = {"mode": "road/hgv", "distance": "100 km", "payload": "20 t", "load_factor": "50 %"}
    answer = calc(coil({**leg, "empty_return": "= 1 / 2"}), made_in="GB", gwp="AR5")
    assert answer.total == pytest.approx(20 * (EMPTY + FULL) / 2 + 10 * EMPTY, rel=1e-9)
    assert {line.flow.stage for path, line in answer.lines().items() if "transport" in path} == {
        "inbound-transport"
    }


def test_a_method_carries_the_line(calc: Any) -> None:
    fuel = {
        "method": "transport/freight-by-fuel",
        "energy": {"factor": "fuels/diesel", "amount": "30 L"},
        "load": "12 t",
    }
    tkm = {"method": "transport/freight-tkm", "mode": "road/hgv", "distance": "50 km"}
    answer = calc(coil(fuel, tkm), made_in="GB", gwp="AR5")
    assert answer.total == pytest.approx(5 * (2.66155 + 0.62409) + 100 * TKM, rel=1e-9)


def test_a_method_may_state_its_own_mass(calc: Any) -> None:
    leg = {"method": "transport/freight-tkm", "mode": "road/hgv", "distance": "50 km", "mass": "3 t"}
    assert calc(coil(leg), made_in="GB", gwp="AR5").total == pytest.approx(150 * TKM, rel=1e-9)


def test_a_hub_handles_the_line(calc: Any) -> None:
    power = {"factor": "electricity/grid", "amount": "1000 kWh"}
    leg = {"method": "buildings/hub", "energy": power, "throughput": "400 t"}
    answer = calc(coil(leg), made_in="GB", gwp="AR5")
    assert answer.total == pytest.approx(5 * (0.177 + 0.01853 + 0.0459 + 0.00397), rel=1e-9)


def test_losses_of_the_line_count_for_its_legs(calc: Any) -> None:
    leg = {"method": "transport/freight-tkm", "mode": "road/hgv", "distance": "50 km"}
    assert calc(coil(leg, **{"yield": "0.8"}), made_in="GB", gwp="AR5").total == pytest.approx(
        100 * TKM / 0.8, rel=1e-9
    )


def test_distribution_takes_the_product_along_on_a_shared_run(calc: Any) -> None:
    run = {
        "method": "transport/shared-run",
        "share_by": "mass",
        "emissions": "10 kg CO2e",
        "source": "carrier",
        "shipments": [{"name": "Ours", "mass": "1 t", "ours": "yes"}, {"name": "Others", "mass": "4 t"}],
    }
    document = {
        "inputs": [{"name": "Coil", "amount": "2 kg", "footprint": FREE}],
        "distribution": run,
        "boundary": "cradle-to-grave",
        "exclude": [{"name": name, "share": "0 %", "reason": "not asked"} for name in ("use", "end of life")],
    }
    answer = calc(document, product={"mass": "2 kg"}, made_in="GB", gwp="AR5")
    (line,) = [one for path, one in answer.lines().items() if path.startswith("distribution")]
    assert line.flow.stage == "distribution"
    assert answer.kg("distribution/0/emissions") == pytest.approx(10 / 5 * 2 / 1000, rel=1e-9)


@pytest.mark.parametrize(
    ("leg", "code", "place"),
    [
        ({"method": "transport/freight-tkmm"}, "CF701", ("method",)),
        ({"method": "transport/freight-tkm", "mode": "road/hgv", "distnce": "5 km"}, "CF101", ("distnce",)),
        ({"method": "transport/freight-tkm", "mode": "road/hgv"}, "CF102", ()),
        ({"method": ""}, "CF104", ("method",)),
        ({"mode": "road/hgv", "distance": "5 km", "load_factor": "50 %"}, "CF102", ()),
        (
            {"mode": "rail", "distance": "5 km", "payload": "9 t", "load_factor": "50 %"},
            "CF702",
            ("load_factor",),
        ),
        ({"mode": "road/hgv", "distance": "5 km", "empty_return": "50 %"}, "CF106", ("empty_return",)),
        (
            {"mode": "road/hgv", "distance": "5 km", "payload": "9 t", "load_factor": "150 %"},
            "CF208",
            ("load_factor",),
        ),
    ],
)
def test_what_a_leg_refuses(calc: Any, leg: dict[str, str], code: str, place: tuple[str, ...]) -> None:
    answer = calc(coil(leg), made_in="GB", gwp="AR5")
    (found,) = [one for one in answer.findings if one.code == code]
    assert found.path == ("inputs", 0, "transport", 0, *place)
    assert answer.outcome.footprint is None or answer.outcome.footprint.total is None


def test_a_leg_without_a_mass_asks_for_one(calc: Any) -> None:
    leg = {"method": "transport/freight-tkm", "mode": "road/hgv", "distance": "50 km"}
    line = {"name": "Clip", "amount": "3 piece", "footprint": {**FREE, "per": "1 piece"}, "transport": [leg]}
    answer = calc({"inputs": [line]})
    assert answer.finding("CF102").path == ("inputs", 0, "transport", 0)


def test_the_mode_of_a_leg_is_told_once(calc: Any) -> None:
    leg = {"method": "transport/freight-tkm", "mode": "road/hgv", "distance": "50 km"}
    (name,) = [
        line.flow.name for path, line in calc(coil(leg), made_in="GB").lines().items() if "transport" in path
    ]
    assert name == "Coil, road/hgv"
