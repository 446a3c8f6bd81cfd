"""Ferroalloys, zinc, lead, magnesium and foundries: hand-computed numbers, units, and what they refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.pipeline import Options, calculate
from carbonfoot.reports.calc_json import report

Use = dict[str, Any]

ALLOY = {"method": "metals/ferroalloys", "alloy": "ferrosilicon-75", "amount": "1 t"}
BALANCE = {
    "method": "metals/ferroalloys-tier-3",
    "products": {"name": "FeMn", "amount": "1 t", "carbon_content": "6 %"},
}
COKE = {"name": "Coke", "amount": "360 kg", "carbon_content": "85 %"}
ZINC = {"method": "metals/zinc"}
LEAD = {"method": "metals/lead"}
MAGNESIUM = {"method": "metals/magnesium"}
COVER = {"method": "metals/magnesium-cover-gas"}
FOUNDRY = {"method": "metals/foundry"}
MELT = {**FOUNDRY, "castings": "600 kg", "metal_yield": "60 %"}


def answer(folder: Path, use: Use, gwp: str = "AR6") -> dict[str, Any]:
    document = {
        "carbonfoot": "part/1",
        "product": {"id": "X", "name": "X", "declared_unit": "1 piece", "made_in": "KR"},
        "period": "2025",
        "methods": [use],
    }
    file = folder / "part.yaml"
    file.write_text(json.dumps(document), encoding="utf-8")
    options = Options(gwp=gwp)
    return report(calculate(str(file), options), options, allow_incomplete=False)


def gases(folder: Path, use: Use) -> dict[str, float]:
    """kg of each gas of one use; every error fails."""
    found = answer(folder, use)
    errors = [one for one in found["findings"] if one["severity"] in ("error", "incomplete")]
    assert not errors, errors
    return {one["gas"]: one["kg"] for one in found["data"]["by_gas"]}


NUMBERS: list[tuple[Use, dict[str, float]]] = [
    (ALLOY, {"co2_fossil": 4000, "ch4_fossil": 1}),
    ({**ALLOY, "charging": "sprinkle-over-750c", "amount": "2 kt"}, {"co2_fossil": 8e6, "ch4_fossil": 1000}),
    ({**ALLOY, "alloy": "silicomanganese", "emission_factor": "1500 kg/t"}, {"co2_fossil": 1500}),
    # (306 - 60) x 44/12
    ({**BALANCE, "reducing_agents": COKE}, {"co2_fossil": 902}),
    # a third of the carbon is of charcoal, and a third of what leaves: (200 + 100 - 60) x 44/12
    (
        {
            **BALANCE,
            "reducing_agents": [
                {"amount": "250 kg", "fixed_carbon": "72 %", "volatiles": "10 %", "volatile_carbon": "80 %"},
                {"amount": "125 kg", "carbon_content": "80 %", "biomass_share": "100 %"},
            ],
        },
        {"co2_fossil": 160 * 44 / 12, "co2_biogenic": 80 * 44 / 12},
    ),
    (
        {
            **BALANCE,
            "reducing_agents": {"amount": "360 kg", "emission_factor": "3.3 t/t"},
            "ores": {"amount": "2 t", "carbon_content": "0.3 %"},
            "outputs": {"amount": "100 kg", "carbon_content": "6 %"},
        },
        {"co2_fossil": 1188 - 60 * 44 / 12},
    ),
    (
        {
            **BALANCE,
            "reducing_agents": COKE,
            "alloy": "silicon-metal",
            "alloy_made": "1 t",
            "charging": "batch",
        },
        {"co2_fossil": 902, "ch4_fossil": 1.5},
    ),
    ({**ZINC, "amount": "1 t", "route": "waelz-kiln"}, {"co2_fossil": 3660}),
    ({**ZINC, "amount": "1 t", "emission_factor": "2 t/t"}, {"co2_fossil": 2000}),
    # (0.9 x 90 - 6) x 44/12
    (
        {
            **LEAD,
            "reducing_agents": {"amount": "90 kg", "carbon_content": "90 %"},
            "outputs": {"amount": "600 kg", "carbon_content": "1 %"},
        },
        {"co2_fossil": 275},
    ),
    ({**LEAD, "amount": "100 kt", "route": "direct-smelting"}, {"co2_fossil": 2.5e7}),
    ({**MAGNESIUM, "amount": "1 t", "emission_factor": "6 t/t"}, {"co2_fossil": 6000}),
    (
        {
            **MAGNESIUM,
            "carbonates": {"carbonate": "dolomite", "amount": "10 t", "purity": "90 %"},
            "rule": "ipcc",
        },
        {"co2_fossil": 4295.88},
    ),
    ({**COVER, "castings": "500 kg"}, {"sf6": 0.5}),
    ({**COVER, "castings": "500 t", "sf6_factor": "0.7 kg/t"}, {"sf6": 350}),
    (
        {
            **COVER,
            "gases": [
                {"gas": "HFC-134a", "used": "10 kg", "destroyed": "40 %"},
                {"gas": "CO2", "used": "200 kg"},
                {"gas": "CF4", "emitted": "0.1 kg"},
            ],
        },
        {"hfc-134a": 6, "co2_fossil": 200, "cf4": 0.1},
    ),
    (
        {**COVER, "gases": {"gas": "SF6", "stock_start": "5 kg", "stock_end": "2 kg", "purchased": "0 kg"}},
        {"sf6": 3},
    ),
    (
        {**COVER, "gases": {"gas": "SF6", "stock_start": "0 kg", "stock_end": "2 kg", "purchased": "5 kg"}},
        {"sf6": 3},
    ),
    (
        {**ZINC, "reducing_agents": {"amount": "1 t", "material": "petroleum-coke"}, "rule": "eu"},
        {"co2_fossil": 3189.8784},
    ),
    ({**BALANCE, "reducing_agents": COKE, "rule": "eu"}, {"co2_fossil": 901.344}),
    # one tonne melted
    (
        {**MELT, "furnace": "cupola", "carbon_sources": {"amount": "120 kg/t", "carbon_content": "90 %"}},
        {"co2_fossil": 396},
    ),
    (
        {**FOUNDRY, "melted": "2 t", "carbon_sources": {"amount": "120 kg/t", "carbon_content": "90 %"}},
        {"co2_fossil": 792},
    ),
    # (108 + 28.2 + 1 - 600 x 3 % - 2) x 44/12
    (
        {
            **MELT,
            "carbon_sources": {"amount": "120 kg", "carbon_content": "90 %"},
            "metals": [
                {"amount": "600 kg", "material": "pig-iron"},
                {"amount": "100 kg", "material": "steel"},
            ],
            "castings_carbon": "3 %",
            "outputs": {"amount": "10 kg", "carbon_content": "20 %"},
        },
        {"co2_fossil": 117.2 * 44 / 12},
    ),
    (
        {**MELT, "carbonates": {"carbonate": "CaCO3", "amount": "30 kg/t", "emission_factor": "0.44 t/t"}},
        {"co2_fossil": 13.2},
    ),
    (
        {
            **MELT,
            "moulds": {
                "amount": "10 kg/t",
                "carbon_content": "60 %",
                "oxidation_factor": "50 %",
                "biomass_share": "50 %",
            },
        },
        {"co2_fossil": 5.5, "co2_biogenic": 5.5},
    ),
]


@pytest.mark.parametrize(("use", "expected"), NUMBERS)
def test_numbers(use: Use, expected: dict[str, float], tmp_path: Path) -> None:
    assert gases(tmp_path, use) == pytest.approx(expected, rel=1e-9)


REFUSED = [
    ({**ALLOY, "alloy": "ferrochromium", "charging": "batch"}, "CF106"),
    ({**ALLOY, "alloy": "ferronickel"}, "CF105"),
    ({**BALANCE, "reducing_agents": {"amount": "10 kg", "carbon_content": "85 %"}}, "CF703"),
    ({**BALANCE, "reducing_agents": {"amount": "10 kg"}}, "CF102"),
    ({**BALANCE, "reducing_agents": {**COKE, "material": "coke"}}, "CF106"),
    ({**BALANCE, "reducing_agents": {**COKE, "volatiles": "2 %"}}, "CF106"),
    ({**BALANCE, "reducing_agents": {"amount": "400 kg", "fixed_carbon": "80 %"}}, "CF102"),
    (
        {**BALANCE, "reducing_agents": {"amount": "400 kg", "fixed_carbon": "80 %", "volatiles": "3 %"}},
        "CF102",
    ),
    (
        {
            **BALANCE,
            "reducing_agents": {
                "amount": "400 kg",
                "fixed_carbon": "80 %",
                "volatiles": "30 %",
                "volatiles_of": "coke",
            },
        },
        "CF208",
    ),
    ({**BALANCE, "reducing_agents": COKE, "alloy": "silicon-metal"}, "CF102"),
    ({**BALANCE, "reducing_agents": {"amount": "400 kg", "material": "anthracite-of-mars"}}, "CF704"),
    ({**ZINC, "amount": "1 t"}, "CF102"),
    ({**ZINC, "route": "waelz-kiln"}, "CF102"),
    ({**ZINC, "amount": "1 t", "route": "electro-thermic"}, "CF702"),
    ({**ZINC, "amount": "1 t", "route": "waelz-kiln", "emission_factor": "2 t/t"}, "CF106"),
    ({**ZINC, "reducing_agents": COKE, "route": "waelz-kiln"}, "CF106"),
    ({**ZINC, "amount": "1 t", "route": "waelz-kiln", "outputs": COKE}, "CF106"),
    ({**LEAD, "reducing_agents": COKE, "outputs": {"amount": "1 t", "carbon_content": "50 %"}}, "CF703"),
    ({**LEAD, "amount": "1 kWh", "route": "secondary"}, "CF204"),
    ({**MAGNESIUM, "amount": "1 t"}, "CF102"),
    ({**MAGNESIUM, "raw_material": "dolomite"}, "CF102"),
    ({**MAGNESIUM, "amount": "1 t", "raw_material": "dolomite", "emission_factor": "5 t/t"}, "CF106"),
    ({**MAGNESIUM, "amount": "1 t", "raw_material": "dolomite", "rule": "ipcc"}, "CF106"),
    ({**COVER}, "CF102"),
    ({**COVER, "castings": "1 t", "gases": {"gas": "SF6", "used": "1 kg"}}, "CF106"),
    ({**COVER, "gases": {"gas": "SF6"}}, "CF102"),
    ({**COVER, "gases": {"gas": "SF6", "used": "1 kg"}, "sf6_factor": "1 kg/t"}, "CF106"),
    ({**COVER, "gases": {"gas": "SF9", "used": "1 kg"}}, "CF315"),
    ({**COVER, "gases": {"gas": "SF6", "used": "1 kg", "emitted": "1 kg"}}, "CF106"),
    ({**COVER, "gases": {"gas": "SF6", "emitted": "1 kg", "destroyed": "10 %"}}, "CF106"),
    ({**COVER, "gases": {"gas": "SF6", "stock_start": "1 kg", "stock_end": "2 kg"}}, "CF102"),
    (
        {**COVER, "gases": {"gas": "SF6", "stock_start": "1 kg", "stock_end": "2 kg", "purchased": "0 kg"}},
        "CF208",
    ),
    ({**FOUNDRY}, "CF102"),
    ({**FOUNDRY, "furnace": "cupola", "melted": "1 t", "electricity": "10 kWh"}, "CF102"),
    ({**FOUNDRY, "furnace": "arc", "melted": "1 t", "electricity": "10 kWh"}, "CF102"),
    ({**FOUNDRY, "carbon_sources": {"amount": "120 kg/t", "carbon_content": "90 %"}}, "CF102"),
    ({**FOUNDRY, "electricity": "500 kWh/t"}, "CF102"),
    ({**MELT, "melted": "1 t", "carbon_sources": COKE}, "CF106"),
    ({**FOUNDRY, "metal_yield": "60 %", "carbon_sources": COKE}, "CF102"),
    ({**MELT, "carbon_sources": COKE, "castings_carbon": "3 %"}, "CF102"),
    ({**MELT, "metals": {"amount": "500 kg", "carbon_content": "4 %"}, "castings_carbon": "3 %"}, "CF702"),
    ({**MELT, "metals": {"amount": "600 kg", "carbon_content": "2 %"}, "castings_carbon": "3 %"}, "CF703"),
    ({**MELT, "electricity": "500 kWh/t", "castings_carbon": "3 %"}, "CF106"),
    ({**MELT, "carbon_sources": {"amount": "1 kg", "material": "hot-metal"}, "rule": "eu"}, "CF704"),
    ({**ZINC, "amount": "1 t", "route": "waelz-kiln", "rule": "eu"}, "CF106"),
    (
        {
            **BALANCE,
            "products": {"amount": "1 t", "carbon_content": "6 %", "biomass_share": "1 %"},
            "reducing_agents": COKE,
        },
        "CF101",
    ),
    ({**MELT, "carbon_sources": COKE, "metal_yield": "0 %"}, "CF208"),
    ({**MELT, "carbon_sources": {"amount": "120 kWh", "carbon_content": "90 %"}}, "CF204"),
]


@pytest.mark.parametrize(("use", "code"), REFUSED)
def test_refused(use: Use, code: str, tmp_path: Path) -> None:
    found = answer(tmp_path, use)
    errors = [one for one in found["findings"] if one["severity"] == "error"]
    assert [one["code"] for one in errors] == [code], errors
    assert errors[0]["help"]
    assert found["data"]["total"] is None


def test_a_gas_without_a_value_in_the_set_is_refused(tmp_path: Path) -> None:
    use = {**COVER, "gases": {"gas": "FK-5-1-12", "used": "10 kg"}}
    assert gases(tmp_path, use) == {"fk-5-1-12": 10}
    assert [one["code"] for one in answer(tmp_path, use, "AR5")["findings"]] == ["CF315"]


def test_electricity_of_melting_follows_the_yield(tmp_path: Path) -> None:
    found = answer(tmp_path, {**MELT, "furnace": "induction", "electricity": "550 kWh/t"})
    same = answer(tmp_path, {**FOUNDRY, "electricity": "550 kWh"})
    assert found["data"]["total"] == pytest.approx(same["data"]["total"], rel=1e-9)
    [line] = found["data"]["lines"]
    assert line["factors"][0]["label"]
