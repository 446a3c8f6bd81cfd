"""Methods of the sector energy: hand-computed numbers, units, and what they refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.documents.lines import ENERGY_ITEMS
from carbonfoot.footprint.sensitivity import sensitivity
from carbonfoot.pipeline import Options, calculate
from carbonfoot.reports.calc_json import report

EVERY = dict.fromkeys(("attribute", "unique", "retired", "vintage", "market"), "yes")
GAS = {"method": "energy/stationary-combustion", "fuel": "Gas", "emission_factor": "56.1 t/TJ (net)"}
LIBRARY = {"method": "energy/stationary-combustion", "fuel": "fuels/natural-gas"}
CAR = {"method": "energy/mobile-combustion", "fuel": "fuels/petrol"}
POWER = {"method": "energy/electricity", "amount": "1 MWh"}
HEAT = {"method": "energy/heat", "amount": "1 GJ"}
BOILER = {**HEAT, "fuel": "Gas", "emission_factor": "56.1 t/TJ (net)"}
STEAM = {**BOILER, "amount": "1 t", "efficiency": "90 %", "efficiency_basis": "net"}
OWN = {"method": "energy/own-generation", "technology": "wind", "generated": "10 MWh"}
FUEL = {"fuel": "Gas", "amount": "100 GJ (net)", "emission_factor": "56.1 t/TJ (net)"}
CHP = {"method": "energy/chp", "fuels": FUEL, "heat": "50 GJ", "electricity": "30 GJ", "output": "heat"}
AIR = {"method": "energy/compressed-air"}
REFERENCES = {"reference_heat": "90 %", "reference_electricity": "50 %"}


def answer(tmp_path: Path, process: dict[str, Any], made_in: str = "KR", **options: Any) -> dict[str, Any]:
    file = tmp_path / "part.yaml"
    document = {
        "carbonfoot": "part/1",
        "product": {"id": "X", "name": "X", "declared_unit": "1 piece", "made_in": made_in},
        "period": "2025",
        "processes": [{"name": "Step", **process}],
    }
    file.write_text(json.dumps(document), encoding="utf-8")
    asked = Options(**options)
    return report(calculate(str(file), asked), asked, allow_incomplete=False)


def used(tmp_path: Path, use: dict[str, Any], made_in: str = "KR", **options: Any) -> dict[str, Any]:
    """The data of one use; every error fails."""
    found = answer(tmp_path, {"methods": use}, made_in, **options)
    errors = [one for one in found["findings"] if one["severity"] in ("error", "incomplete")]
    assert not errors, errors
    data: dict[str, Any] = found["data"]
    return data


def gases(data: dict[str, Any]) -> dict[str, float]:
    return {one["gas"]: one["kg"] for one in data["by_gas"]}


def values(data: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """What a use took, of its first line: by key the text and the origin."""
    worked = data["lines"][0]["worked"]
    return {one["key"]: (one["value"], one["from"]) for one in worked["values"]}


AMOUNTS = [
    ({"amount": "1000 kg", "net_calorific_value": "48 MJ/kg"}, 2692.8),
    ({"amount": "1 t", "net_calorific_value": "48 GJ/t (net)"}, 2692.8),
    ({"amount": "1000 Nm3", "net_calorific_value": "36 MJ/Nm3"}, 2019.6),
    ({"amount": "1000 L", "net_calorific_value": "40 MJ/kg", "density": "0.8 kg/L"}, 1795.2),
    ({"amount": "1 MWh (net)"}, 201.96),
    (
        {"amount": "1 GJ (gross)", "net_calorific_value": "45 MJ/kg", "gross_calorific_value": "50 MJ/kg"},
        50.49,
    ),
    ({"amount": "1 kt", "net_calorific_value": "48 MJ/kg", "oxidation_factor": "99 %"}, 2665872),
]


@pytest.mark.parametrize(("more", "expected"), AMOUNTS)
def test_an_amount_in_any_unit_is_burned_by_its_calorific_value(
    tmp_path: Path, more: dict[str, str], expected: float
) -> None:
    assert used(tmp_path, {**GAS, **more})["total"] == pytest.approx(expected, rel=1e-9)


def test_a_factor_on_the_gross_value_meets_an_amount_on_the_net_one_by_both_values(tmp_path: Path) -> None:
    use = {**GAS, "amount": "9 GJ (net)", "emission_factor": "50 kg/GJ (gross)"}
    both = {"net_calorific_value": "45 MJ/kg", "gross_calorific_value": "50 MJ/kg"}
    assert used(tmp_path, {**use, **both})["total"] == pytest.approx(500)


@pytest.mark.parametrize("amount", ["900 MJ (net)", "1000 MJ (gross)", "20 kg"])
def test_both_calorific_values_lead_to_any_factor_of_the_library(tmp_path: Path, amount: str) -> None:
    both = {"net_calorific_value": "45 MJ/kg", "gross_calorific_value": "50 MJ/kg"}
    korea = used(tmp_path, {**LIBRARY, "amount": amount, **both, "record": "ipcc-fuels:natural-gas"})
    assert korea["total"] == pytest.approx(0.9 * 56.1571)
    hub = used(tmp_path, {**LIBRARY, "amount": amount, **both, "record": "epa-hub-2024:natural-gas-mmbtu"})
    assert gases(hub)["co2_fossil"] == pytest.approx(1000 / 1055.05585262 * 53.06)


@pytest.mark.parametrize(
    ("rule", "ratio"), [({}, 44 / 12), ({"rule": "ipcc"}, 44 / 12), ({"rule": "eu"}, 3.664)]
)
def test_carbon_becomes_carbon_dioxide_by_the_rule(
    tmp_path: Path, rule: dict[str, str], ratio: float
) -> None:
    use = {
        "method": "energy/stationary-combustion",
        "fuel": "Coke",
        "amount": "2 t",
        "carbon_content": "88 %",
    }
    assert used(tmp_path, {**use, **rule})["total"] == pytest.approx(2000 * 0.88 * ratio)


def test_a_biogenic_share_takes_methane_and_nitrous_oxide_with_it(tmp_path: Path) -> None:
    more = {
        "amount": "1 TJ (net)",
        "biomass_share": "40 %",
        "ch4_factor": "30 kg/TJ (net)",
        "n2o_factor": "4 kg/TJ (net)",
    }
    data = used(tmp_path, {**GAS, **more})
    assert gases(data)["co2_fossil"] == pytest.approx(56100 * 0.6)
    assert data["split"]["biogenic_co2"] == pytest.approx(56100 * 0.4)
    assert data["split"]["biogenic_non_co2"] == pytest.approx(0.4 * (30 * 27 + 4 * 273))
    assert data["total"] == pytest.approx(
        56100 * 0.6 + 0.6 * (30 * 29.8 + 4 * 273) + 0.4 * (30 * 27 + 4 * 273)
    )


def test_what_is_not_stated_of_a_fuel_without_an_item_is_not_assessed(tmp_path: Path) -> None:
    data = used(tmp_path, {**GAS, "amount": "1 GJ (net)"})
    assert data["lines"][0]["not_assessed"] == ["other_gases", "upstream"]


def test_a_fuel_with_an_item_has_its_other_gases_and_its_making_from_the_library(tmp_path: Path) -> None:
    data = used(tmp_path, {**LIBRARY, "amount": "1 TJ (net)", "emission_factor": "56.1 t/TJ (net)"}, "GB")
    burning, making = data["lines"]
    assert burning["kg_co2e"] == pytest.approx(56100 + 29.8 + 27.3)
    assert making["kg_co2e"] == pytest.approx(1e6 / 3.6 * 0.03347)


@pytest.mark.parametrize(
    ("key", "amount"),
    [
        ("natural_gas", "3 MJ (net)"),
        ("natural_gas", "3 kWh (gross)"),
        ("diesel", "2 L"),
        ("lpg", "0.4 kg"),
        ("petrol", "1 L"),
        ("fuel_oil", "1 kg"),
        ("kerosene", "1 kg"),
        ("coke", "1 kg"),
    ],
)
@pytest.mark.parametrize("place", ["GB", "KR", "US", "TW"])
def test_a_line_and_the_method_give_one_number_for_one_fuel(
    tmp_path: Path, key: str, amount: str, place: str
) -> None:
    line = answer(tmp_path, {key: amount}, place)
    use = {"method": "energy/stationary-combustion", "fuel": ENERGY_ITEMS[key], "amount": amount}
    method = answer(tmp_path, {"methods": use}, place)
    one, other = line["data"]["lines"][0], method["data"]["lines"][0]
    assert one["kg_co2e"] == other["kg_co2e"]
    assert [factor["label"] for factor in one["factors"]] == [factor["label"] for factor in other["factors"]]
    assert one["not_assessed"] == other["not_assessed"]
    codes = [[item["code"] for item in found["findings"]] for found in (line, method)]
    assert codes[0] == codes[1]


def test_a_short_name_of_a_fuel_is_its_item(tmp_path: Path) -> None:
    one = used(tmp_path, {**LIBRARY, "fuel": "natural-gas", "amount": "1 GJ (net)"}, "GB")
    assert one["total"] == used(tmp_path, {**LIBRARY, "amount": "1 GJ (net)"}, "GB")["total"]


def test_consumption_and_economy_say_how_much_fuel_a_distance_took(tmp_path: Path) -> None:
    litres = used(tmp_path, {**CAR, "amount": "50 L"}, "GB")["total"]
    stated = {"consumption": "0.05 L/km"}, {"consumption": "5 L/100 km"}, {"fuel_economy": "20 km/L"}
    for more in ({"consumption": "5 L", "per": "100 km"}, *stated):
        assert used(tmp_path, {**CAR, "distance": "1000 km", **more}, "GB")["total"] == pytest.approx(litres)


def test_methane_of_a_vehicle_follows_its_distance(tmp_path: Path) -> None:
    more = {"amount": "50 L", "distance": "1000 km", "vehicle": "heavy-duty-truck/cng"}
    found = gases(used(tmp_path, {**CAR, **more}, "US"))
    assert found["ch4_fossil"] == pytest.approx(1000 / 1.609344 * 0.921e-3)


def contract(kind: str, share: str, factor: str, **criteria: str) -> dict[str, Any]:
    stated = {**EVERY, **criteria}
    return {"type": kind, "share": share, "emission_factor": factor, "source": "Utility", "criteria": stated}


RESIDUAL = {"residual_mix": "0.5 kg CO2e/kWh", "residual_source": "Issuing body"}


def test_contracts_and_residual_mix_make_the_market_based_number_and_the_other_is_shown(
    tmp_path: Path,
) -> None:
    contracts = [
        contract("ppa", "30 %", "0 kg CO2e/kWh", transferred="yes"),
        contract("supplier", "50 %", "0.1 kg CO2e/kWh", delivered="yes"),
    ]
    data = used(tmp_path, {**POWER, "contracts": contracts, **RESIDUAL})
    assert data["total"] == pytest.approx(0 + 50 + 100)
    assert values(data)["market-based"][0] == "150 kg CO2e"
    assert values(data)["location-based"][0] == "417.3 kg CO2e"
    other = used(tmp_path, {**POWER, "contracts": contracts, **RESIDUAL, "basis": "location"})
    assert other["total"] == pytest.approx(417.3)
    assert values(other)["market-based"][0] == "150 kg CO2e"


@pytest.mark.parametrize("criteria", [{"retired": "no"}, {"delivered": "no"}])
def test_a_contract_that_fails_a_criterion_counts_as_the_rest(
    tmp_path: Path, criteria: dict[str, str]
) -> None:
    one = contract("supplier", "50 %", "0 kg CO2e/kWh", **{"delivered": "yes", **criteria})
    found = answer(tmp_path, {"methods": {**POWER, "contracts": one, **RESIDUAL}})
    assert found["data"]["total"] == pytest.approx(500)
    assert [item["code"] for item in found["findings"] if item["severity"] == "warning"] == ["CF711"]


def test_a_contract_that_says_nothing_of_its_criteria_counts_as_the_rest(tmp_path: Path) -> None:
    one = contract("supplier", "50 %", "0 kg CO2e/kWh")
    del one["criteria"]
    found = answer(tmp_path, {"methods": {**POWER, "contracts": one, "no_residual": "yes"}})
    assert found["data"]["total"] == pytest.approx(417.3)
    codes = [item["code"] for item in found["findings"]]
    assert "CF711" in codes
    assert "CF710" not in codes


def test_without_a_residual_mix_the_grid_stands_in_and_says_so(tmp_path: Path) -> None:
    one = contract("certificates", "60 %", "0 kg CO2e/kWh")
    found = answer(tmp_path, {"methods": {**POWER, "contracts": one}})
    assert found["data"]["total"] == pytest.approx(0.4 * 417.3)
    said = next(item for item in found["findings"] if item["code"] == "CF710")
    assert said["message"].startswith("no residual mix of KR is known")
    assert said["path"] == "processes/0/methods/0/amount"


def test_losses_and_upstream_of_a_contract_are_drawn_stated_or_not_assessed(tmp_path: Path) -> None:
    one = contract("certificates", "100 %", "0 kg CO2e/kWh")
    korea = used(tmp_path, {**POWER, "contracts": one})
    assert korea["lines"][0]["not_assessed"] == ["losses", "upstream"]
    britain = used(tmp_path, {**POWER, "contracts": one}, "GB", gwp="AR5")
    assert britain["total"] == pytest.approx(18.53 + 3.97)
    assert britain["lines"][0]["not_assessed"] == ["upstream"]
    more = {"losses": "5 %", "upstream": "0.01 kg CO2e/kWh", "upstream_source": "EPD"}
    stated = used(tmp_path, {**POWER, "contracts": one, **more})
    assert stated["total"] == pytest.approx(10 + 1000 * 0.05 / 0.95 * 0.01)
    whole = used(
        tmp_path,
        {**POWER, "contracts": {**one, "emission_factor": "0.02 kg CO2e/kWh", "covers": "life-cycle"}},
    )
    assert whole["total"] == pytest.approx(20)
    assert whole["lines"][0]["not_assessed"] == []


def test_a_line_from_the_generator_has_no_losses_of_the_grid(tmp_path: Path) -> None:
    one = contract("direct-line", "100 %", "0.01 kg CO2e/kWh", transferred="yes")
    data = used(tmp_path, {**POWER, "contracts": one}, "GB")
    assert data["total"] == pytest.approx(10)
    assert data["lines"][0]["not_assessed"] == ["upstream"]


def test_own_generation_bears_what_is_used_on_site(tmp_path: Path) -> None:
    wind = used(tmp_path, {**OWN, "exported": "4 MWh", "certificates": "none"})
    assert wind["total"] == pytest.approx(6000 * 0.011)
    use = {"method": "energy/own-generation", "fuels": FUEL, "generated": "10 MWh", "exported": "4 MWh"}
    assert used(tmp_path, use)["total"] == pytest.approx(5610 * 0.6)


def test_own_power_with_sold_certificates_counts_as_the_rest(tmp_path: Path) -> None:
    found = answer(tmp_path, {"methods": {**OWN, "exported": "0 kWh", "certificates": "sold", **RESIDUAL}})
    assert found["data"]["total"] == pytest.approx(5000)
    assert "CF711" in [item["code"] for item in found["findings"]]


def test_steam_is_heat_over_the_water_it_is_made_of(tmp_path: Path) -> None:
    plain = used(tmp_path, {**STEAM, "enthalpy": "2778 kJ/kg", "feedwater_enthalpy": "84 kJ/kg"})
    assert plain["total"] == pytest.approx(2.694 / 0.9 * 56.1)
    back = {"condensate_return": "70 %", "condensate_enthalpy": "377 kJ/kg"}
    returned = used(tmp_path, {**STEAM, "enthalpy": "2778 kJ/kg", "feedwater_enthalpy": "84 kJ/kg", **back})
    assert returned["total"] == pytest.approx((2778 - 0.7 * 377 - 0.3 * 84) / 1000 / 0.9 * 56.1)


def test_losses_of_the_network_are_made_as_well(tmp_path: Path) -> None:
    use = {**BOILER, "efficiency": "85 %", "efficiency_basis": "net", "network_losses": "15 %"}
    assert used(tmp_path, use)["total"] == pytest.approx(56.1 / 0.85 / 0.85)
    stated = used(
        tmp_path, {**HEAT, "heat_factor": "60 kg CO2e/GJ", "source": "Utility", "network_losses": "10 %"}
    )
    assert stated["total"] == pytest.approx(60 / 0.9)
    assert stated["lines"][0]["not_assessed"] == ["upstream"]
    item = used(tmp_path, {**HEAT, "factor": "heat/district", "network_losses": "10 %"}, "GB", gwp="AR5")
    assert item["total"] == pytest.approx((0.17529 + 0.03341) / 3.6 * 1000 / 0.9)
    assert item["lines"][0]["not_assessed"] == []


@pytest.mark.parametrize(
    ("more", "share"),
    [
        (REFERENCES, 50 / 0.9 / (50 / 0.9 + 30 / 0.5)),
        ({"split": "energy"}, 50 / 80),
        ({"split": "exergy", "carnot_factor": "30 %"}, 15 / 45),
        ({"split": "fixed", "heat_share": "45 %"}, 0.45),
        (
            {"category": "g10", "built": "2014", "heat_form": "steam", "condensate_counted": "no"},
            50 / 0.9 / (50 / 0.9 + 30 / 0.525),
        ),
    ],
)
def test_heat_and_power_share_all_that_the_fuel_emits(
    tmp_path: Path, more: dict[str, str], share: float
) -> None:
    heat = used(tmp_path, {**CHP, **more})
    power = used(tmp_path, {**CHP, **more, "output": "electricity"})
    assert heat["total"] == pytest.approx(5610 * share)
    assert heat["total"] + power["total"] == pytest.approx(5610)
    assert used(tmp_path, {**CHP, **more, "output": "both"})["total"] == pytest.approx(5610)
    assert used(tmp_path, {**CHP, **more, "used": "10 GJ"})["total"] == pytest.approx(5610 * share / 5)


def test_compressed_air_is_the_electricity_of_what_is_used_and_what_leaks(tmp_path: Path) -> None:
    made = {**AIR, "volume": "800 Nm3", "specific_energy": "0.12 kWh/Nm3", "leakage": "20 %"}
    assert used(tmp_path, made)["total"] == pytest.approx(120 * 0.4173)
    metered = {**AIR, "metered": "6 MWh", "volume": "800 Nm3", "volume_made": "40000 Nm3"}
    assert used(tmp_path, metered)["total"] == pytest.approx(120 * 0.4173)
    assert used(tmp_path, {**AIR, "metered": "120 kWh", **RESIDUAL})["total"] == pytest.approx(60)


STATED = {**HEAT, "heat_factor": "60 kg CO2e/GJ", "source": "Utility"}
BAD: list[tuple[str, dict[str, Any], str]] = [
    ("CF209", {**GAS, "amount": "1000 Nm3"}, "amount"),
    ("CF209", {**GAS, "amount": "1000 L", "net_calorific_value": "40 MJ/kg"}, "amount"),
    ("CF209", {**LIBRARY, "amount": "1000 Nm3"}, "fuel"),
    ("CF210", {**GAS, "amount": "1 GJ"}, "amount"),
    ("CF210", {**LIBRARY, "amount": "1 GJ"}, "fuel"),
    ("CF210", {**GAS, "amount": "1 GJ (net)", "emission_factor": "56.1 t/TJ"}, "emission_factor"),
    ("CF106", {**GAS, "amount": "1 t", "net_calorific_value": "40 MJ/kg (gross)"}, "net_calorific_value"),
    ("CF106", {**GAS, "amount": "1 GJ (net)", "carbon_content": "70 %"}, "carbon_content"),
    ("CF204", {**GAS, "amount": "1 kWh (net)", "emission_factor": "56.1 kg CO2e/GJ"}, "emission_factor"),
    ("CF207", {**GAS, "amount": "-1 GJ (net)"}, "amount"),
    ("CF208", {**GAS, "amount": "1 GJ (net)", "biomass_share": "120 %"}, "biomass_share"),
    ("CF102", {**GAS, "fuel": "fuels/biomass/wood", "amount": "1 GJ (net)"}, "fuel"),
    ("CF102", {"method": "energy/stationary-combustion", "amount": "1 GJ (net)"}, "0"),
    ("CF704", {**LIBRARY, "fuel": "Gasoil", "amount": "1 GJ (net)", "oxidation_factor": "99 %"}, "fuel"),
    ("CF301", {**LIBRARY, "fuel": "fuels/natural-gaz", "amount": "1 GJ (net)"}, "fuel"),
    (
        "CF406",
        {
            "method": "energy/stationary-combustion",
            "amount": "1 t",
            "mix": {"fuels/coke": "80 %", "fuels/biomass/wood": "30 %"},
        },
        "mix",
    ),
    ("CF106", {**LIBRARY, "amount": "1 t", "mix": {"fuels/coke": "100 %"}}, "fuel"),
    (
        "CF702",
        {**CAR, "amount": "1 L", "distance": "9 km", "vehicle": "passenger-car/petrol", "model_year": "2030"},
        "model_year",
    ),
    ("CF704", {**CAR, "amount": "1 L", "distance": "9 km", "vehicle": "tram"}, "vehicle"),
    ("CF102", {**CAR, "amount": "1 L", "vehicle": "passenger-car/petrol", "model_year": "2015"}, "vehicle"),
    ("CF102", {**CAR, "amount": "1 L", "distance": "9 km", "vehicle": "passenger-car/petrol"}, "vehicle"),
    ("CF106", {**CAR, "amount": "1 L", "distance": "9 km"}, "distance"),
    ("CF106", {**CAR, "amount": "1 L", "distance": "9 km", "fuel_economy": "9 km/L"}, "fuel_economy"),
    ("CF106", {**CAR, "amount": "1 L", "per": "100 km"}, "per"),
    ("CF106", {**CAR, "amount": "1 L", "model_year": "2015"}, "model_year"),
    ("CF102", {**CAR, "distance": "9 km", "consumption": "7 L"}, "consumption"),
    ("CF102", {**CAR, "distance": "9 km"}, "0"),
    ("CF102", {**CAR, "amount": "1 L", "biofuel_share": "10 %"}, "biofuel_share"),
    ("CF406", {**POWER, "contracts": [contract("certificates", "60 %", "0 kg CO2e/kWh")] * 2}, "contracts"),
    ("CF102", {**POWER, "contracts": {"type": "ppa", "share": "60 %"}}, "0"),
    ("CF102", {**POWER, "contracts": {"type": "ppa", "emission_factor": "1 g CO2e/kWh"}}, "0"),
    (
        "CF102",
        {**POWER, "contracts": {"type": "ppa", "share": "9 %", "emission_factor": "1 g CO2e/kWh"}},
        "emission_factor",
    ),
    ("CF106", {**POWER, "contracts": {**contract("ppa", "60 %", "0 g CO2e/kWh"), "amount": "1 kWh"}}, "0"),
    (
        "CF106",
        {**POWER, "contracts": {**contract("ppa", "60 %", "0 g CO2e/kWh"), "factor": "electricity/wind"}},
        "factor",
    ),
    ("CF106", {**POWER, "contracts": {**contract("ppa", "60 %", "0 g CO2e/kWh"), "origin": "KR"}}, "origin"),
    (
        "CF106",
        {**POWER, "contracts": contract("certificates", "100 %", "0 g CO2e/kWh"), **RESIDUAL},
        "residual_mix",
    ),
    ("CF102", {**POWER, "residual_mix": "0.5 kg CO2e/kWh"}, "residual_mix"),
    ("CF106", {**POWER, "losses": "5 %"}, "losses"),
    ("CF106", {**POWER, "no_residual": "yes"}, "no_residual"),
    ("CF102", {**POWER, **RESIDUAL, "upstream": "0.01 kg CO2e/kWh"}, "upstream"),
    ("CF105", {**POWER, "basis": "both"}, "basis"),
    ("CF102", {**OWN, "exported": "0 kWh"}, "0"),
    ("CF102", {**OWN, "certificates": "none"}, "generated"),
    ("CF208", {**OWN, "exported": "11 MWh", "certificates": "none"}, "exported"),
    ("CF406", {**OWN, "exported": "3 MWh", "consumed": "6 MWh", "certificates": "none"}, "generated"),
    ("CF106", {**OWN, "exported": "0 kWh", "certificates": "none", **RESIDUAL}, "residual_mix"),
    ("CF106", {**OWN, "exported": "0 kWh", "fuels": FUEL}, "technology"),
    ("CF102", {**OWN, "technology": "fuel", "exported": "0 kWh"}, "technology"),
    ("CF102", {**OWN, "technology": "other", "exported": "0 kWh", "certificates": "kept"}, "0"),
    (
        "CF102",
        {**OWN, "exported": "0 kWh", "certificates": "kept", "emission_factor": "1 g CO2e/kWh"},
        "emission_factor",
    ),
    ("CF102", HEAT, "0"),
    ("CF102", BOILER, "fuel"),
    ("CF210", {**BOILER, "efficiency": "90 %"}, "efficiency"),
    ("CF208", {**BOILER, "efficiency": "105 %", "efficiency_basis": "gross"}, "efficiency"),
    (
        "CF106",
        {**BOILER, "efficiency": "90 %", "efficiency_basis": "net", "factor": "heat/district"},
        "factor",
    ),
    ("CF209", STEAM, "amount"),
    ("CF208", {**STEAM, "enthalpy": "80 kJ/kg", "feedwater_enthalpy": "84 kJ/kg"}, "enthalpy"),
    ("CF106", {**STATED, "enthalpy": "2700 kJ/kg"}, "enthalpy"),
    ("CF106", {**STATED, "network_losses": "5 %", "covers": "delivered"}, "network_losses"),
    ("CF106", {**STATED, "efficiency_basis": "net"}, "efficiency_basis"),
    ("CF102", {**HEAT, "heat_factor": "60 kg CO2e/GJ"}, "heat_factor"),
    ("CF204", {**STATED, "amount": "1 GJ (net)"}, "amount"),
    ("CF102", CHP, "0"),
    ("CF102", {**CHP, "split": "exergy"}, "split"),
    ("CF102", {**CHP, "split": "fixed"}, "split"),
    ("CF106", {**CHP, **REFERENCES, "split": "energy"}, "reference_electricity"),
    ("CF106", {**CHP, **REFERENCES, "category": "G10"}, "category"),
    ("CF704", {**CHP, "category": "G99", "built": "2018", "heat_form": "steam"}, "category"),
    ("CF102", {**CHP, "category": "G10", "built": "2018", "heat_form": "steam"}, "heat_form"),
    ("CF208", {**CHP, **REFERENCES, "used": "60 GJ"}, "used"),
    ("CF106", {**CHP, **REFERENCES, "output": "both", "used": "6 GJ"}, "used"),
    ("CF208", {**CHP, **REFERENCES, "electricity": "60 GJ"}, "heat"),
    ("CF106", {**CHP, **REFERENCES, "emissions": "1 t CO2e"}, "emissions"),
    ("CF102", AIR, "0"),
    ("CF102", {**AIR, "volume": "5 Nm3"}, "0"),
    ("CF204", {**AIR, "volume": "5 m3", "specific_energy": "0.1 kWh/Nm3"}, "volume"),
    ("CF106", {**AIR, "metered": "5 kWh", "leakage": "20 %"}, "leakage"),
    ("CF106", {**AIR, "metered": "5 kWh", "volume": "5 Nm3"}, "volume"),
    ("CF208", {**AIR, "metered": "5 kWh", "volume": "5 Nm3", "volume_made": "4 Nm3"}, "volume"),
]


@pytest.mark.parametrize(
    ("code", "use", "key"),
    BAD,
    ids=[f"{one[0]} {one[1]['method'][7:]} {number}" for number, one in enumerate(BAD)],
)
def test_bad_input_is_a_finding_at_its_key(tmp_path: Path, code: str, use: dict[str, Any], key: str) -> None:
    found = answer(tmp_path, {"methods": [use]})
    errors = [one for one in found["findings"] if one["severity"] in ("error", "incomplete")]
    assert [one["code"] for one in errors] == [code], errors
    assert errors[0]["path"].rpartition("/")[2] == key
    assert found["data"]["total"] is None


def test_mass_and_energy_of_a_year_go_as_well(tmp_path: Path) -> None:
    assert used(tmp_path, {**GAS, "amount": "2 TWh (net)"})["total"] == pytest.approx(7.2e3 * 56100)
    assert used(tmp_path, {**POWER, "amount": "3 TWh"})["total"] == pytest.approx(3e9 * 0.4173)


def test_nothing_used_is_a_line_of_zero(tmp_path: Path) -> None:
    data = used(tmp_path, {**POWER, "amount": "0 kWh", **RESIDUAL})
    assert data["total"] == 0
    assert len(data["lines"]) == 1


def test_a_fuel_without_carbon_emits_none_and_its_making_is_not_assessed(tmp_path: Path) -> None:
    hydrogen = {**GAS, "fuel": "Hydrogen", "amount": "1 GJ (net)", "emission_factor": "0 t/TJ (net)"}
    data = used(tmp_path, hydrogen)
    assert data["total"] == 0
    assert "upstream" in data["lines"][0]["not_assessed"]


SLOPES: list[dict[str, Any]] = [
    {
        **GAS,
        "amount": "2 t",
        "net_calorific_value": "45 MJ/kg",
        "oxidation_factor": "99 %",
        "biomass_share": "5 %",
    },
    {**LIBRARY, "amount": "1 GJ (net)"},
    {
        **CAR,
        "distance": "900 km",
        "consumption": "7 L",
        "per": "100 km",
        "biofuel": "fuels/biomass/bioethanol",
    }
    | {"biofuel_share": "10 %", "vehicle": "passenger-car/petrol", "model_year": "2018"},
    {
        **POWER,
        "contracts": [contract("certificates", "40 %", "0.02 kg CO2e/kWh")],
        **RESIDUAL,
        "losses": "5 %",
    },
    {**OWN, "exported": "4 MWh", "certificates": "none"},
    {**STEAM, "enthalpy": "2778 kJ/kg", "feedwater_enthalpy": "84 kJ/kg", "network_losses": "8 %"},
    {**CHP, **REFERENCES, "used": "10 GJ"},
    {**AIR, "volume": "800 Nm3", "specific_energy": "0.12 kWh/Nm3", "leakage": "20 %"},
]


@pytest.mark.parametrize("use", SLOPES, ids=[one["method"] for one in SLOPES])
def test_no_slope_is_lost_on_the_way_through_a_method(tmp_path: Path, use: dict[str, Any]) -> None:
    used(tmp_path, use)
    outcome = calculate(str(tmp_path / "part.yaml"), Options())
    assert outcome.recipe is not None
    assert outcome.footprint is not None
    found, _ = sensitivity(outcome.recipe, outcome.footprint)
    assert found.traced, found.off


def test_a_fuel_without_calorific_value_is_told_the_keys_of_the_method(tmp_path: Path) -> None:
    use = {"method": "energy/stationary-combustion", "fuel": "fuels/natural-gas", "amount": "12000 Nm3"}
    (found,) = [one for one in answer(tmp_path, {"methods": use})["findings"] if one["severity"] == "error"]
    assert found["code"] == "CF209"
    assert found["help"].endswith(
        ", or state `density:` or `net_calorific_value:` or `gross_calorific_value:`"
    )


def test_a_number_where_an_item_stands_is_told_its_key(tmp_path: Path) -> None:
    use = {"method": "energy/heat", "amount": "12 GJ", "factor": "61 kg CO2e/GJ"}
    found = [one for one in answer(tmp_path, {"methods": use})["findings"] if one["code"] == "CF301"]
    assert len(found) == 1 and "`emission_factor:`" in found[0]["help"]
