"""GWP sets, gases, and the split into fossil, land use and biogenic: rebased only where the gases are given."""

from __future__ import annotations

from typing import Any

import pytest

TJ = {
    "processes": [
        {"name": "Burn", "natural_gas": {"amount": "1 TJ (net)", "record": "ipcc-fuels:natural-gas"}}
    ]
}


@pytest.mark.parametrize(("gwp", "ch4", "n2o"), [("AR4", 25, 298), ("AR5", 30, 265), ("AR6", 29.8, 273)])
def test_masses_stay_and_effects_follow_the_set(calc: Any, gwp: str, ch4: float, n2o: float) -> None:
    answer = calc(TJ, gwp=gwp)
    assert answer.footprint.gases == {
        "ch4_fossil": (pytest.approx(1, rel=1e-12), pytest.approx(ch4, rel=1e-12)),
        "co2_fossil": (pytest.approx(56100, rel=1e-12), pytest.approx(56100, rel=1e-12)),
        "n2o": (pytest.approx(0.1, rel=1e-12), pytest.approx(0.1 * n2o, rel=1e-12)),
    }
    assert answer.footprint.unsplit == 0
    assert answer.footprint.foreign_sets == {}
    assert not {"CF309", "CF310"} & answer.codes()


def freight(calc: Any, gwp: str) -> Any:
    goods = {
        "name": "Goods",
        "amount": "1 t",
        "footprint": {"value": "0 kg CO2e", "per": "1 t", "source": "letter", "gwp": gwp},
        "transport": [{"mode": "road/hgv", "distance": "1 km"}],
    }
    return calc({"inputs": [goods]}, made_in="GB", gwp=gwp)


def test_published_total_is_rebased_by_its_gases_and_only_what_has_them(calc: Any) -> None:
    """DESNZ lorry: 0.10012 CO2 + 0.00002 CH4 + 0.00149 N2O in AR5; its well-to-tank has no gases."""
    rebased = 0.10012 + 0.00002 / 28 * 27.9 + 0.00149 / 265 * 273
    assert freight(calc, "AR5").total == pytest.approx(0.10163 + 0.02359, rel=1e-12)
    answer = freight(calc, "AR6")
    assert answer.total == pytest.approx(rebased + 0.02359, rel=1e-12)
    assert answer.footprint.foreign_sets == {"AR5": pytest.approx(0.02359, rel=1e-12)}
    assert answer.footprint.unsplit == pytest.approx(0.02359, rel=1e-12)
    assert "in AR5" in answer.finding("CF309").message


def test_total_in_an_unknown_set_is_never_rebased_and_said_so(calc: Any) -> None:
    line = {
        "name": "Coil",
        "amount": "1 kg",
        "factor": "steel/hot-rolled-coil",
        "route": "bf-bof",
        "origin": "TW",
    }
    totals = {calc({"inputs": [line]}, gwp=gwp).total for gwp in ("AR4", "AR5", "AR6")}
    assert totals == {2.38}
    answer = calc({"inputs": [line]})
    assert answer.footprint.foreign_sets == {"unknown": 2.38}
    assert "a set the source does not state" in answer.finding("CF309").message
    assert "100 %" in answer.finding("CF310").message


def test_set_of_the_document_holds_unless_the_command_says_otherwise(calc: Any) -> None:
    assert calc({**TJ, "gwp": "AR4"}).footprint.gwp_set == "AR4"
    assert calc({**TJ, "gwp": "AR4"}, gwp="AR5").footprint.gwp_set == "AR5"
    assert calc(TJ).footprint.gwp_set == "AR6"


def test_biogenic_co2_of_the_grid_stands_beside_the_total(calc: Any) -> None:
    answer = calc({"processes": [{"name": "Press", "electricity": "1000 kWh"}]}, made_in="GB", gwp="AR5")
    assert answer.total == pytest.approx(245.4, rel=1e-12)
    assert answer.footprint.split["biogenic_co2"] == pytest.approx(115.07, rel=1e-12)
    assert answer.footprint.split["fossil"] == pytest.approx(245.4, rel=1e-12)


def test_gas_released_twice_is_one_gas_in_the_result(calc: Any) -> None:
    released = [{"gas": "SF6", "amount": "1 g"}, {"gas": "sulphur hexafluoride", "amount": "2 g"}]
    answer = calc({"processes": [{"name": "Etch", "emissions": released}]}, gwp="AR5")
    assert answer.footprint.gases == {
        "sf6": (pytest.approx(0.003, rel=1e-12), pytest.approx(0.003 * 23500, rel=1e-12))
    }


def test_burned_biomass_is_no_fossil_emission(calc: Any) -> None:
    """DESNZ: CO2e of bioenergy is its CH4 and N2O; the CO2 stands outside of scopes."""
    pellets = [{"name": "Pellets", "amount": "1 t", "factor": "fuels/biomass/wood/pellets"}]
    answer = calc({"processes": [{"name": "Kiln", "energy": pellets}]}, made_in="GB", gwp="AR5")
    split = answer.footprint.split
    upstream = sum(one.co2e for one in answer.footprint.contributions if "upstream" in one.source.parts)
    assert split["biogenic_non_co2"] > 0
    assert split["fossil"] == pytest.approx(upstream, rel=1e-12)
    assert split["biogenic_co2"] > 1000
