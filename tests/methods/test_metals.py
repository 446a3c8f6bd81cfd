"""Iron, steel and aluminium: hand-computed numbers, defaults and plant values, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.pipeline import Options, calculate
from carbonfoot.reports.calc_json import report

EAF = {"method": "metals/electric-arc-furnace", "scrap": "1000 t", "electrodes": "2 t", "steel": "1000 t"}
PFC = {"method": "metals/aluminium-pfc", "amount": "1000 t"}
SLOPE = {**PFC, "technology": "cwpb", "anode_effect_minutes": "0.5 min/day"}
VOLTAGE = {**PFC, "technology": "cwpb", "overvoltage": "5 mV", "current_efficiency": "95 %"}
PREBAKE = {
    "method": "metals/aluminium-anodes",
    "process": "prebake",
    "amount": "1000 t",
    "net_anode_consumption": "0.42",
}
BAKING = {"green_anodes": "500 t", "baked_anodes": "470 t", "furnace": "other"}
PASTE = {
    "method": "metals/aluminium-anodes",
    "process": "soderberg",
    "amount": "1000 t",
    "paste_consumption": "0.52 t/t",
}
TIER_1 = {"method": "metals/iron-steel-tier-1", "amount": "1000 t"}
DRI = {"method": "metals/direct-reduced-iron", "natural_gas": "250 t", "direct_reduced_iron": "1000 t"}


def answer(tmp_path: Path, use: dict[str, Any]) -> dict[str, Any]:
    document = {
        "carbonfoot": "part/1",
        "product": {"id": "X", "name": "X", "declared_unit": "1 piece", "made_in": "KR"},
        "period": "2025",
        "processes": [{"name": "Step", "methods": [use]}],
    }
    file = tmp_path / "part.yaml"
    file.write_text(json.dumps(document), encoding="utf-8")
    asked = Options(gwp="AR5")
    return report(calculate(str(file), asked), asked, allow_incomplete=False)


def used(tmp_path: Path, use: dict[str, Any]) -> dict[str, Any]:
    """The data of one use; every error fails."""
    found = answer(tmp_path, use)
    errors = [one for one in found["findings"] if one["severity"] in ("error", "incomplete")]
    assert not errors, errors
    data: dict[str, Any] = found["data"]
    return data


def gases(tmp_path: Path, use: dict[str, Any]) -> dict[str, float]:
    return {one["gas"]: one["kg"] for one in used(tmp_path, use)["by_gas"]}


def refused(tmp_path: Path, use: dict[str, Any]) -> tuple[str, str, str]:
    """Code, path below the use, and message with help of the only error."""
    found = answer(tmp_path, use)
    (one,) = [one for one in found["findings"] if one["severity"] == "error"]
    assert found["data"]["total"] is None
    place = one["path"].removeprefix("processes/0/methods/0").lstrip("/")
    return one["code"], place, f"{one['message']} | {one['help']}"


def test_carbon_of_2019_comes_before_2006_and_the_eu_has_its_own(tmp_path: Path) -> None:
    assert gases(tmp_path, EAF)["co2_fossil"] == pytest.approx(2000 * 44 / 12)
    assert gases(tmp_path, {**EAF, "edition": "ipcc-2006"})["co2_fossil"] == pytest.approx(1640 * 44 / 12)
    assert gases(tmp_path, {**EAF, "rule": "eu"})["co2_fossil"] == pytest.approx(2000 * 0.8188 * 3.664)
    plant = {**EAF, "electrodes": {"amount": "2 t", "carbon_content": "99 %"}}
    assert gases(tmp_path, plant)["co2_fossil"] == pytest.approx(1980 * 44 / 12)
    other = {
        **EAF,
        "electrodes": {"amount": "2 t", "material": "eaf-carbon-electrodes", "edition": "ipcc-2006"},
    }
    assert gases(tmp_path, other)["co2_fossil"] == pytest.approx(1640 * 44 / 12)


def test_what_was_taken_is_told(tmp_path: Path) -> None:
    (line,) = used(tmp_path, {**EAF, "edition": "ipcc-2006"})["lines"]
    taken = json.dumps(line)
    assert "ipcc-2006:steel-materials-eaf-carbon-electrodes:carbon-content" in taken
    assert "ipcc-2006:steel-materials-steel:carbon-content" in taken


def test_further_streams_and_stocks(tmp_path: Path) -> None:
    more = {
        **EAF,
        "inputs": [{"name": "Plastics", "amount": "3 t", "carbon_content": "0.8", "biomass_share": "25 %"}],
        "outputs": [{"name": "Sludge", "amount": "10 t", "carbon_content": "1 %"}],
        "stock_changes": [{"name": "Electrodes", "amount": "500 kg", "material": "eaf-carbon-electrodes"}],
    }
    found = gases(tmp_path, more)
    assert found["co2_fossil"] == pytest.approx((2000 + 1800 - 100 - 500) * 44 / 12)
    assert found["co2_biogenic"] == pytest.approx(600 * 44 / 12)


def test_annual_amounts_and_other_units(tmp_path: Path) -> None:
    large = {"method": EAF["method"], "scrap": "1 Mt", "electrodes": "2 kt", "steel": "1000 kt"}
    assert gases(tmp_path, large)["co2_fossil"] == pytest.approx(2e6 * 44 / 12)


@pytest.mark.parametrize(
    ("use", "code", "place", "said"),
    [
        ({**EAF, "slag": "10 t"}, "CF209", "slag", "how much carbon slag holds"),
        ({**EAF, "steel": "4000 t"}, "CF703", "steel", "carbon comes out"),
        ({"method": EAF["method"], "steel": "1 t"}, "CF209", "", "no input is stated"),
        ({**EAF, "natural_gas": "9 Nm3"}, "CF209", "natural_gas/amount", "density"),
        ({**EAF, "scrap": "-1 t"}, "CF207", "scrap/amount", "negative"),
        ({**EAF, "scrap": "1000 piece"}, "CF204", "scrap/amount", "number of pieces"),
        (
            {"method": "metals/sinter", "coke_breeze": "1 t", "sinter": "1 GJ"},
            "CF204",
            "sinter/amount",
            "energy",
        ),
        (
            {"method": "metals/blast-furnace", "coke": "1 t", "charcoal": "1 t", "pig_iron": "1 t"},
            *("CF209", "charcoal", "biogenic"),
        ),
        ({**DRI, "hydrogen": {"amount": "5 t"}}, "CF209", "hydrogen", "to make the hydrogen"),
        (
            {**DRI, "hydrogen": {"amount": "5 t", "counted": "elsewhere", "emission_factor": "1 kg CO2e/kg"}},
            *("CF106", "hydrogen/counted", "keep one"),
        ),
        ({**TIER_1, "product": "coke"}, "CF209", "product", "oven"),
        ({**TIER_1, "product": "steel"}, "CF704", "product", "2019 has no factor"),
        ({**TIER_1, "product": "eaf-steel", "oven": "non-recovery"}, "CF106", "oven", "no effect"),
        ({**TIER_1, "product": "eaf-steel", "amount": "0 t"}, "CF208", "amount", "zero"),
    ],
)
def test_steel_that_is_refused(tmp_path: Path, use: dict[str, Any], code: str, place: str, said: str) -> None:
    found = refused(tmp_path, use)
    assert found[:2] == (code, place)
    assert said in found[2]


def test_methane_of_sinter_and_coke(tmp_path: Path) -> None:
    sinter = {"method": "metals/sinter", "coke_breeze": "55 t", "sinter": "1000 t"}
    assert gases(tmp_path, sinter)["ch4_fossil"] == pytest.approx(70)
    assert gases(tmp_path, {**sinter, "ch4": "12 kg"})["ch4_fossil"] == pytest.approx(12)
    assert "ch4_fossil" not in gases(tmp_path, {**sinter, "ch4": "0 kg"})
    assert "ch4_fossil" not in gases(tmp_path, {**sinter, "rule": "eu"})
    coke = {"method": "metals/coke", "coking_coal": "1350 t", "coke": "1000 t"}
    assert "ch4_fossil" not in gases(tmp_path, coke)
    assert gases(tmp_path, {**coke, "edition": "ipcc-2006"})["ch4_fossil"] == pytest.approx(0.1)


def test_carbon_that_the_equation_leaves_out_counts_where_it_is_stated(tmp_path: Path) -> None:
    sinter = {"method": "metals/sinter", "coke_breeze": "55 t", "sinter": "1000 t"}
    stated = {**sinter, "sinter": {"amount": "1000 t", "carbon_content": "0.1 %"}}
    less = gases(tmp_path, sinter)["co2_fossil"] - gases(tmp_path, stated)["co2_fossil"]
    assert less == pytest.approx(1000 * 44 / 12)


def test_hydrogen_brings_its_footprint(tmp_path: Path) -> None:
    gas = used(tmp_path, DRI)["total"]
    stated = {"amount": "5 t", "emission_factor": "2 kg CO2e/kg"}
    assert used(tmp_path, {**DRI, "hydrogen": stated})["total"] == pytest.approx(gas + 10_000)
    elsewhere = {"amount": "5 t", "counted": "elsewhere"}
    assert used(tmp_path, {**DRI, "hydrogen": elsewhere})["total"] == pytest.approx(gas)
    drawn = used(tmp_path, {**DRI, "hydrogen": {"amount": "5 t", "factor": "gases/hydrogen"}})
    assert drawn["total"] > gas


def test_slope_coefficients(tmp_path: Path) -> None:
    assert gases(tmp_path, SLOPE)["cf4"] == pytest.approx(0.143 * 0.5 * 1000)
    assert gases(tmp_path, SLOPE)["c2f6"] == pytest.approx(0.143 * 0.5 * 1000 * 0.121)
    for same in ("30 s", "0.5 min", "0.5 min/d"):
        assert gases(tmp_path, {**SLOPE, "anode_effect_minutes": same})["cf4"] == pytest.approx(71.5)
    for same in ("0.1 kg/t", "0.1 kg.d/(t.min)", "100 g/t"):
        assert gases(tmp_path, {**SLOPE, "slope_coefficient": same})["cf4"] == pytest.approx(50)
    assert gases(tmp_path, {**SLOPE, "weight_fraction": "0.1"})["c2f6"] == pytest.approx(7.15)
    assert gases(tmp_path, {**SLOPE, "collection_efficiency": "50 %"})["cf4"] == pytest.approx(143)
    counted = {**PFC, "technology": "vss", "anode_effects": "2 1/d", "anode_effect_duration": "90 s"}
    assert gases(tmp_path, counted)["cf4"] == pytest.approx(0.092 * 3 * 1000)
    assert gases(tmp_path, {**counted, "edition": "eu-2025-2547"})["cf4"] == pytest.approx(0.058 * 3 * 1000)


def test_overvoltage_counts_current_efficiency_in_per_cent(tmp_path: Path) -> None:
    for efficiency in ("95 %", "0.95"):
        found = gases(tmp_path, {**VOLTAGE, "current_efficiency": efficiency})
        assert found["cf4"] == pytest.approx(1.16 * 5 / 95 * 1000)
    assert gases(tmp_path, {**VOLTAGE, "overvoltage": "0.005 V"})["cf4"] == pytest.approx(
        1.16 * 5 / 95 * 1000
    )
    own = {
        **VOLTAGE,
        "technology": "vss",
        "overvoltage_coefficient": "1.9 kg/t/mV",
        "weight_fraction": "0.05",
    }
    assert gases(tmp_path, own)["cf4"] == pytest.approx(1.9 * 5 / 95 * 1000)
    eu = {**VOLTAGE, "technology": "swpb", "edition": "eu-2025-2547"}
    assert gases(tmp_path, eu)["cf4"] == pytest.approx(3.65 * 5 / 95 * 1000)
    assert gases(tmp_path, eu)["c2f6"] == pytest.approx(0.252 * 3.65 * 5 / 95 * 1000)


@pytest.mark.parametrize(
    ("use", "code", "place", "said"),
    [
        ({**SLOPE, "anode_effect_minutes": "0.5"}, "CF205", "anode_effect_minutes", "min/day"),
        ({**SLOPE, "anode_effect_minutes": "5 %"}, "CF205", "anode_effect_minutes", "min/day"),
        ({**SLOPE, "slope_coefficient": "0.1"}, "CF205", "slope_coefficient", "kg/t"),
        ({**SLOPE, "anode_effects": "0.2 1/d"}, "CF106", "anode_effects", "keep one"),
        ({**SLOPE, "overvoltage": "5 mV"}, "CF106", "overvoltage", "overvoltage method"),
        ({**SLOPE, "technology": "pfpb-mw"}, "CF704", "technology", "slope_coefficient"),
        ({**SLOPE, "tier": "1"}, "CF106", "anode_effect_minutes", "tier 1"),
        ({**SLOPE, "collection_efficiency": "0 %"}, "CF208", "collection_efficiency", "zero"),
        ({**PFC, "technology": "cwpb"}, "CF209", "technology", "tier: 1"),
        ({**PFC, "technology": "pfpb-l", "tier": "1"}, "CF704", "technology", "per tonne"),
        (
            {**PFC, "technology": "vss", "anode_effects": "2 1/d"},
            "CF209",
            "technology",
            "anode_effect_duration",
        ),
        ({**VOLTAGE, "technology": "vss"}, "CF704", "technology", "overvoltage_coefficient"),
        ({**PFC, "technology": "cwpb", "overvoltage": "5 mV"}, "CF209", "technology", "current_efficiency"),
        ({**VOLTAGE, "current_efficiency": "95"}, "CF208", "current_efficiency", "above 1"),
        ({**VOLTAGE, "overvoltage": "5 kg"}, "CF204", "overvoltage", "voltage"),
        ({**PREBAKE, "net_anode_consumption": "42"}, "CF208", "net_anode_consumption", "above 2"),
        (
            {**PREBAKE, "anode_sulphur": "60 %", "anode_ash": "50 %"},
            "CF406",
            "anode_sulphur",
            "more than the whole",
        ),
        ({**PREBAKE, "paste": "dry"}, "CF106", "paste", "no effect on prebake"),
        ({**PREBAKE, "green_anodes": "9 t"}, "CF209", "green_anodes", "baked_anodes"),
        ({**PREBAKE, **BAKING, "baked_anodes": "510 t"}, "CF703", "baked_anodes", "than enters"),
        ({**PREBAKE, **BAKING, "waste_tar": "1 t"}, "CF106", "furnace", "no effect"),
        ({**PREBAKE, "green_anodes": "500 t", "baked_anodes": "470 t"}, "CF209", "green_anodes", "waste_tar"),
        ({**PREBAKE, "tier": "1"}, "CF106", "net_anode_consumption", "tier"),
        ({**PASTE, "paste": "dry"}, "CF209", "process", "tarry"),
        ({**PASTE, "technology": "hss"}, "CF209", "process", "pitch"),
        ({**PASTE, "binder": "24 %", "soluble_matter": "600 kg/t"}, "CF406", "paste_consumption", "whole"),
        (
            {"method": PASTE["method"], "process": "soderberg", "amount": "1 t"},
            "CF209",
            "process",
            "tier: 1",
        ),
    ],
)
def test_aluminium_that_is_refused(
    tmp_path: Path, use: dict[str, Any], code: str, place: str, said: str
) -> None:
    found = refused(tmp_path, use)
    assert found[:2] == (code, place)
    assert said in found[2]


def test_anodes(tmp_path: Path) -> None:
    assert gases(tmp_path, PREBAKE)["co2_fossil"] == pytest.approx(420_000 * 0.976 * 44 / 12)
    assert gases(tmp_path, {**PREBAKE, "rule": "eu"})["co2_fossil"] == pytest.approx(420_000 * 0.976 * 3.664)
    assert used(tmp_path, PREBAKE)["not_assessed"] == [
        {"line": "Step, anodes, electrolysis", "part": "anode baking"}
    ]
    own = {**PREBAKE, "anode_sulphur": "1 %", "anode_ash": "1 %", "net_anode_consumption": "410 kg/t"}
    assert gases(tmp_path, own)["co2_fossil"] == pytest.approx(410_000 * 0.98 * 44 / 12)
    baking = {**PREBAKE, **BAKING, "packing_coke": "0.02", "packing_sulphur": "0", "packing_ash": "0"}
    volatiles, packing = 500 * 0.995 - 470, 470 * 0.02
    expected = (420 * 0.976 + volatiles + packing) * 44 / 12 * 1000
    assert gases(tmp_path, baking)["co2_fossil"] == pytest.approx(expected)
    assert used(tmp_path, baking)["not_assessed"] == []


def test_paste(tmp_path: Path) -> None:
    own = {
        **PASTE,
        "soluble_matter": "4 kg/t",
        "binder": "30 %",
        "pitch_sulphur": "1 %",
        "pitch_ash": "0",
        "pitch_hydrogen": "4 %",
        "coke_sulphur": "2 %",
        "coke_ash": "0",
        "carbon_in_dust": "0.01",
    }
    carbon = 0.52 - 0.004 - 0.3 * 0.52 * 0.05 - 0.7 * 0.52 * 0.02 - 0.01
    assert gases(tmp_path, own)["co2_fossil"] == pytest.approx(carbon * 1e6 * 44 / 12)
    wet = {**PASTE, "technology": "hss", "paste": "wet"}
    carbon = 0.52 - 0.004 - 0.27 * 0.52 * 0.041 - 0.73 * 0.52 * 0.021 - 0.01
    assert gases(tmp_path, wet)["co2_fossil"] == pytest.approx(carbon * 1e6 * 44 / 12)


def test_a_charge_is_an_amount_or_says_more(tmp_path: Path) -> None:
    for scrap in ("1000 t", {"value": "1000000", "unit": "kg"}, {"amount": "1 kt"}):
        assert gases(tmp_path, {**EAF, "scrap": scrap})["co2_fossil"] == pytest.approx(2000 * 44 / 12)
    wrong = {**EAF, "electrodes": {"amount": "2 t", "emission_factor": "3 t CO2e/t"}}
    code, place, said = refused(tmp_path, wrong)
    assert (code, place) == ("CF204", "electrodes/emission_factor")
    assert "write a share or mass per mass" in said
