"""Energy, minerals, metals and chemicals against their published formulas, computed here anew in fractions.

Numbers are those that the guidelines print, written down by hand from the formulas and not from the methods.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.documents.yaml_reader import read_yaml
from carbonfoot.pipeline import Options, calculate
from carbonfoot.reports.calc_json import report


def f(text: str) -> Fraction:
    """A decimal as it is written."""
    return Fraction(text)


C = Fraction(44, 12)
EU = f("3.664")
CAO, MGO = f("0.785"), f("1.092")
CALCITE, DOLOMITE, MAGNESITE, SODA = (
    f("0.43971"),
    f("0.47732"),
    f("0.52197"),
    f("0.41492"),
)


def answer(tmp_path: Path, use: str) -> dict[str, Any]:
    plain, wrong = read_yaml(f"{{{use}}}", "use.yaml")
    assert not wrong, use
    document = {
        "carbonfoot": "part/1",
        "product": {"id": "X", "name": "X", "declared_unit": "1 piece", "made_in": "KR"},
        "period": "2025",
        "processes": [{"name": "Step", "methods": [plain]}],
    }
    file = tmp_path / "part.yaml"
    file.write_text(json.dumps(document), encoding="utf-8")
    asked = Options(gwp="AR5")
    return report(calculate(str(file), asked), asked, allow_incomplete=False)


def dust(clinker: Fraction, degree: Fraction) -> Fraction:
    """(EU) 2018/2066, annex IV, section 9: factor of kiln dust from that of clinker and its calcination."""
    part = clinker / (1 + clinker) * degree
    return part / (1 - part)


def separate(heat: Fraction, power: Fraction, of_heat: Fraction, of_power: Fraction) -> Fraction:
    """Share of the heat by what separate plants would burn."""
    return heat / of_heat / (heat / of_heat + power / of_power)


CLINKER = CAO * f("0.65") + MGO * f("0.02")
VSS = (f("0.24") * f("0.041"), f("0.76") * f("0.021"))

# what is used, the gas (`total` for CO2e that is stated), kg by hand
NUMBERS: dict[str, tuple[str, str, Fraction]] = {
    # minerals, IPCC 2006 volume 3 chapter 2
    "clinker, tier 1": (
        "method: minerals/clinker-tier-1, amount: 0.85 Mt",
        "co2_fossil",
        Fraction(850_000_000) * f("0.52"),
    ),
    "clinker, tier 1, from two cements": (
        (
            "method: minerals/clinker-tier-1, cements: [{type: portland, amount: 60 kt}, {amount: 40 kt, "
            "clinker_ratio: 55 %}], clinker_imported: 5000 t, clinker_exported: 2000 t"
        ),
        "co2_fossil",
        (60_000 * f("0.95") + 40_000 * f("0.55") - 5000 + 2000) * 1000 * f("0.52"),
    ),
    "clinker, tier 1, all of it imported": (
        "method: minerals/clinker-tier-1, cements: {amount: 1 kt, clinker_ratio: 75 %}, clinker_imported: 750 t",
        "co2_fossil",
        Fraction(0),
    ),
    "clinker, tier 1, factor of the plant": (
        "method: minerals/clinker-tier-1, amount: 1000 t, emission_factor: 525 kg CO2/t",
        "co2_fossil",
        Fraction(525_000),
    ),
    "clinker, tier 2, default for dust": (
        "method: minerals/clinker-tier-2, amount: 1000 t, cao: 65 %, mgo: 2 %",
        "co2_fossil",
        CLINKER * f("1.02") * 1_000_000,
    ),
    "clinker, tier 2, dust half calcined": (
        "method: minerals/clinker-tier-2, amount: 1000 t, cao: 65 %, mgo: 2 %, ckd: {amount: 100 t, calcination: 50 %}",
        "co2_fossil",
        CLINKER * 1_000_000 + dust(CLINKER, Fraction(1, 2)) * 100_000,
    ),
    "clinker, tier 2, dust wholly calcined by its CO2": (
        (
            "method: minerals/clinker-tier-2, amount: 1000 t, cao: 65 %, mgo: 2 %, "
            "ckd: {amount: 100 t, co2_of_dust: 0 %, co2_of_raw_meal: 35 %}"
        ),
        "co2_fossil",
        CLINKER * 1_100_000,
    ),
    "clinker, tier 2, dust by its CO2": (
        (
            "method: minerals/clinker-tier-2, amount: 1000 t, cao: 65 %, mgo: 2 %, "
            "ckd: {amount: 100 t, co2_of_dust: 20 %, co2_of_raw_meal: 35 %}"
        ),
        "co2_fossil",
        CLINKER * 1_000_000 + dust(CLINKER, 1 - f("0.2") * f("0.65") / (f("0.8") * f("0.35"))) * 100_000,
    ),
    "clinker, tier 2, oxides without carbonate, bypass dust and carbon by the EU": (
        (
            "method: minerals/clinker-tier-2, amount: 1000 t, cao: 65 %, cao_uncalcined: 1 %, non_carbonate_inputs: "
            "{amount: 50 t, cao: 40 %}, ckd_correction: 1, bypass_dust: 10 t, organic_carbon: {raw_meal: 1550 t, "
            "carbon_content: 0.2 %}, rule: eu"
        ),
        "co2_fossil",
        CAO * (f("0.64") - Fraction(20, 1000)) * 1_010_000 + 3100 * EU,
    ),
    "clinker, tier 3, dust of which nothing is calcined": (
        (
            "method: minerals/clinker-tier-3, rule: ipcc, carbonates: [{carbonate: calcite, amount: 1200 t, calcination: 99 %},"
            " {carbonate: magnesite, amount: 20 t}], ckd: {amount: 30 t, carbonate_share: 90 %, calcination: 0 %}"
        ),
        "co2_fossil",
        (1200 * f("0.99") * CALCITE + 20 * MAGNESITE - 27 * CALCITE) * 1000,
    ),
    "lime, dolomitic, developed country": (
        "method: minerals/lime, type: dolomitic, country_group: developed, amount: 100 t",
        "co2_fossil",
        100_000 * f("0.913") * f("0.95") * f("1.02"),
    ),
    "lime, hydraulic, all dust returned": (
        "method: minerals/lime, type: hydraulic, lkd_correction: 1, amount: 100 t",
        "co2_fossil",
        100_000 * f("0.785") * f("0.75"),
    ),
    "lime, analysed, all of it hydrated, with dust": (
        (
            "method: minerals/lime, type: high-calcium, amount: 100 t, cao: 94 %, mgo: 1 %, hydrated_share: 100 %, "
            "lkd: {amount: 10 t, carbonate_share: 90 %, calcination: 50 %}"
        ),
        "co2_fossil",
        100_000 * (CAO * f("0.94") + MGO * f("0.01")) * (1 + f("0.1") * f("0.45")) * f("0.72"),
    ),
    "lime, tier 1": (
        "method: minerals/lime, type: unspecified, amount: 1 kt",
        "co2_fossil",
        Fraction(750_000),
    ),
    "lime, tier 3": (
        (
            "method: minerals/lime-tier-3, rule: ipcc, carbonates: {carbonate: dolomite, amount: 100 t, purity: 97 %}, "
            "lkd: {amount: 5 t, carbonate_share: 80 %, calcination: 25 %, carbonate: dolomite}"
        ),
        "co2_fossil",
        (97 - 4 * f("0.75")) * 1000 * DOLOMITE,
    ),
    "glass of cullet alone": (
        "method: minerals/glass, type: float, amount: 1 t, cullet: 100 %",
        "co2_fossil",
        Fraction(0),
    ),
    "glass, insulation": (
        "method: minerals/glass, type: fibre-insulation, amount: 2 kt, cullet: 0.3",
        "co2_fossil",
        2_000_000 * f("0.25") * f("0.7"),
    ),
    "glass, tier 1 with its cullet": (
        "method: minerals/glass, type: unspecified, amount: 1000 t, cullet: default",
        "co2_fossil",
        Fraction(100_000),
    ),
    "glass, tier 3": (
        (
            "method: minerals/glass-tier-3, rule: ipcc, carbonates: {carbonate: soda-ash, amount: 180 kg, purity: 99 %}, "
            "organic_carbon: {name: Coal, amount: 2 kg, carbon_content: 80 %}"
        ),
        "co2_fossil",
        180 * f("0.99") * SODA + f("1.6") * C,
    ),
    "ceramics by their oxides": (
        "method: minerals/ceramics, amount: 100 t, cao: 5 %, mgo: 1 %",
        "co2_fossil",
        100_000 * (CAO * f("0.05") + MGO * f("0.01")),
    ),
    "ceramics by the default of the EU, with sawdust": (
        (
            "method: minerals/ceramics, clay: 100 t, defaults: eu, organic_carbon: {name: Sawdust, amount: 10 t, "
            "carbon_content: 48 %, biomass_share: 90 %}, rule: eu"
        ),
        "co2_fossil",
        100_000 * f("0.08794") + 10_000 * f("0.048") * EU,
    ),
    "cement without clinker": (
        (
            "method: minerals/cement, amount: 1 t, clinker_ratio: 0 %, constituents: {name: Slag, share: 100 %, "
            "emission_factor: 59 kg CO2e/t}"
        ),
        "total",
        Fraction(59),
    ),
    # metals, IPCC 2006 volume 3 chapter 4
    "sinter, tier 1, CH4": (
        "method: metals/iron-steel-tier-1, edition: ipcc-2006, product: sinter, amount: 2 Mt",
        "ch4_fossil",
        Fraction(140_000),
    ),
    "steel of the country": (
        "method: metals/iron-steel-tier-1, product: eaf-steel, amount: 1 kt, emission_factor: 0.12 t CO2/t",
        "co2_fossil",
        Fraction(120_000),
    ),
    "blast furnace, both carbons of 2006": (
        (
            "method: metals/blast-furnace, edition: ipcc-2006, coke: 350 t, coal: 150 t, limestone: 20 t, dolomite: 10 t, "
            "pig_iron: 1000 t, blast_furnace_gas: 900 t"
        ),
        "co2_fossil",
        (350 * f("0.83") + 150 * f("0.67") + 20 * f("0.12") + 10 * f("0.13") - 40 - 900 * f("0.17"))
        * 1000
        * C,
    ),
    "arc furnace by the EU, with values of the plant": (
        (
            "method: metals/electric-arc-furnace, rule: eu, scrap: {amount: 1100 t, carbon_content: 0.2 %}, electrodes: "
            "{amount: 2 t, emission_factor: 3.0 t CO2/t}, natural_gas: {amount: 4 TJ (net), emission_factor: 56.1 t CO2/TJ "
            "(net)}, steel: {amount: 1000 t, carbon_content: 1.5 kg C/t}"
        ),
        "co2_fossil",
        (1100 * f("0.002") - f("1.5")) * 1000 * EU + 6000 + 4 * 56_100,
    ),
    "converter that holds all its carbon": (
        (
            "method: metals/basic-oxygen-furnace, pig_iron: {amount: 100 t, carbon_content: 4 %}, steel: {amount: 100 t, "
            "carbon_content: 4 %}"
        ),
        "co2_fossil",
        Fraction(0),
    ),
    "sponge iron, equation 4.11 as it is printed": (
        (
            "method: metals/direct-reduced-iron, natural_gas: {amount: 10500 GJ (net), carbon_content: 15.3 kg C/GJ (net)}, "
            "coke: {amount: 100 GJ (net), carbon_content: 29.2 kg C/GJ (net)}, direct_reduced_iron: {amount: 1 kt, "
            "carbon_content: 0 %}"
        ),
        "co2_fossil",
        (10_500 * f("15.3") + 100 * f("29.2")) * C,
    ),
    "sponge iron by hydrogen alone": (
        (
            "method: metals/direct-reduced-iron, hydrogen: {amount: 55 t, emission_factor: 0.6 t CO2e/t}, direct_reduced_iron: "
            "{amount: 1 kt, carbon_content: 0 %}"
        ),
        "total",
        Fraction(33_000),
    ),
    "coke with flared gas and stocks": (
        (
            "method: metals/coke, rule: ipcc, coking_coal: 1350 t, coke: 1000 t, coke_oven_gas: 180 t, coal_tar: 40 t, "
            "stock_changes: {name: Coal, amount: -10 t, carbon_content: 0.7}"
        ),
        "co2_fossil",
        (1350 * f("0.73") + 7 - 830 - 180 * f("0.47") - 40 * f("0.62")) * 1000 * C,
    ),
    "ferroalloy, CH4 of the plant": (
        "method: metals/ferroalloys, alloy: silicon-metal, amount: 10 t, ch4_factor: 2 kg CH4/t",
        "ch4_fossil",
        Fraction(20),
    ),
    "ferroalloy by its agents, the EU": (
        (
            "method: metals/ferroalloys-tier-3, rule: eu, reducing_agents: [{amount: 400 kg, fixed_carbon: 85 %, volatiles: "
            "2 %, volatiles_of: coke}, {amount: 50 kg, emission_factor: 3.4 t CO2/t}], ores: {name: Ore, amount: 2 t, "
            "carbon_content: 1 %}, products: {amount: 1 t, carbon_content: 7 %}"
        ),
        "co2_fossil",
        (400 * (f("0.85") + f("0.016")) + 20 - 70) * EU + 50 * f("3.4"),
    ),
    "prebake with its baking": (
        (
            "method: metals/aluminium-anodes, process: prebake, amount: 1 kt, net_anode_consumption: 420 kg/t, anode_sulphur: "
            "1.5 %, green_anodes: 500 t, baked_anodes: 470 t, waste_tar: 1 t, green_hydrogen: 0.4 %, packing_coke: 20 kg/t"
        ),
        "co2_fossil",
        (
            420 * (1 - f("0.015") - f("0.004"))
            + (500 * f("0.996") - 470 - 1)
            + 470 * f("0.02") * (1 - f("0.02") - f("0.025"))
        )
        * 1000
        * C,
    ),
    "Soederberg, defaults": (
        (
            "method: metals/aluminium-anodes, process: soderberg, amount: 1 kt, paste_consumption: 0.52, technology: vss, "
            "paste: dry"
        ),
        "co2_fossil",
        (f("0.52") * (1 - VSS[0] - VSS[1]) - f("0.0005") - f("0.01")) * 1_000_000 * C,
    ),
    "Soederberg, plant": (
        (
            "method: metals/aluminium-anodes, process: soderberg, rule: eu, amount: 1 kt, paste_consumption: 0.5, "
            "soluble_matter: 4 kg/t, binder: 30 %, pitch_sulphur: 1 %, pitch_ash: 0 %, pitch_hydrogen: 4 %, coke_sulphur: 2 %, "
            "coke_ash: 0 %, carbon_in_dust: 5 kg/t"
        ),
        "co2_fossil",
        (f("0.5") - f("0.004") - f("0.15") * f("0.05") - f("0.35") * f("0.02") - f("0.005")) * 1_000_000 * EU,
    ),
    "PFC by slope and duct": (
        (
            "method: metals/aluminium-pfc, technology: cwpb, amount: 1 kt, anode_effects: 0.25 per cell-day, "
            "anode_effect_duration: 2 min, slope_coefficient: 0.12 kg CF4/t, weight_fraction: 10 %, collection_efficiency: 80 %"
        ),
        "c2f6",
        f("0.12") * Fraction(1, 2) * 1000 / f("0.8") / 10,
    ),
    "PFC by overvoltage, side-worked": (
        "method: metals/aluminium-pfc, technology: swpb, amount: 1 kt, overvoltage: 0.005 V, current_efficiency: 93 %",
        "cf4",
        f("3.65") * 5 / 93 * 1000,
    ),
    "PFC by slope, AE-minutes": (
        "method: metals/aluminium-pfc, technology: hss, amount: 1 kt, anode_effect_minutes: 2 AE-min/cell-day",
        "cf4",
        f("0.099") * 2 * 1000,
    ),
    "PFC, tier 1 of the country": (
        "method: metals/aluminium-pfc, technology: cwpb, tier: 1, amount: 1 kt, cf4_factor: 0.3 kg CF4/t",
        "cf4",
        Fraction(300),
    ),
    "zinc by its coke": (
        (
            "method: metals/zinc, rule: eu, reducing_agents: {amount: 400 kg, carbon_content: 83 %}, outputs: {amount: 700 kg, "
            "carbon_content: 1 %}"
        ),
        "co2_fossil",
        (332 - 7) * EU,
    ),
    "zinc by coke of the act, and by a factor of its carbon": (
        (
            "method: metals/zinc, rule: eu, reducing_agents: [{amount: 400 kg, material: coke}, "
            "{amount: 100 kg, emission_factor: "
            "3.1 t CO2/t}]"
        ),
        "co2_fossil",
        400 * f("28.2") * f("0.107") + 310,
    ),
    "lead of the plant": (
        "method: metals/lead, amount: 3 kt, emission_factor: 0.58 t CO2/t",
        "co2_fossil",
        Fraction(1_740_000),
    ),
    "magnesium of dolomite": (
        "method: metals/magnesium, amount: 1 kt, raw_material: dolomite",
        "co2_fossil",
        Fraction(5_130_000),
    ),
    "magnesium cast": (
        "method: metals/magnesium-cover-gas, castings: 20 t, sf6_factor: 0.7 kg SF6/t",
        "sf6",
        Fraction(14),
    ),
    "cover gas destroyed in part": (
        (
            "method: metals/magnesium-cover-gas, gases: {gas: SF6, stock_start: 40 kg, "
            "stock_end: 25 kg, purchased: 60 kg, disbursed: 5 kg, "
            "destroyed: 30 %}"
        ),
        "sf6",
        Fraction(49),
    ),
    "castings": (
        (
            "method: metals/foundry, rule: eu, castings: 1 t, metal_yield: 50 %, carbon_sources: {amount: 100 kg/t, "
            "carbon_content: 88 %}, carbonates: {carbonate: CaCO3, amount: 30 kg/t}, moulds: {amount: 10 kg/t, "
            "carbon_content: 60 %, oxidation_factor: 70 %}"
        ),
        "co2_fossil",
        (176 + 20 * f("0.42")) * EU + 60 * f("0.440"),
    ),
    # balances
    "balance, biogenic share": (
        (
            "method: balance/carbon, inputs: {name: A, amount: 100 t, carbon_content: 80 %, "
            "biomass_share: 25 %}, outputs: {name: B, "
            "amount: 10 t, carbon_content: 90 %, biomass_share: 100 %}"
        ),
        "co2_fossil",
        Fraction(60_000) * C,
    ),
    "balance, calorific value without its basis is net": (
        (
            "method: balance/carbon, rule: eu, inputs: [{name: Gas, amount: 1837.5 t, net_calorific_value: 48 GJ/t, "
            "emission_factor: 56.1 t CO2/TJ (net)}, {name: Oil, amount: 100 t, net_calorific_value: 40 GJ/t (net), "
            "emission_factor: 78 t CO2/TJ}]"
        ),
        "co2_fossil",
        f("1837.5") * 48 * f("56.1") + 100 * 40 * 78,
    ),
    "balance, gas by volume": (
        "method: balance/carbon, rule: eu, inputs: {name: Gas, amount: 1000000 m3, carbon_content: 0.5 kg C/m3}",
        "co2_fossil",
        Fraction(500_000) * EU,
    ),
    # energy, IPCC 2006 volume 2, (EU) 2018/2066
    "coal by energy, oxidised in part": (
        (
            "method: energy/stationary-combustion, fuel: Coal, amount: 1 kt, net_calorific_value: 25 GJ/t, emission_factor: "
            "94.6 t CO2/TJ, oxidation_factor: 98 %, biomass_share: 10 %"
        ),
        "co2_fossil",
        25 * 94_600 * f("0.98") * f("0.9"),
    ),
    "coal by its carbon, a share": (
        "method: energy/stationary-combustion, fuel: Coal, amount: 100 t, carbon_content: 0.7, rule: eu",
        "co2_fossil",
        70_000 * EU,
    ),
    "coal by its carbon, per energy": (
        "method: energy/stationary-combustion, fuel: Coal, amount: 10 TJ (net), carbon_content: 25.8 kg C/GJ, rule: ipcc",
        "co2_fossil",
        10_000 * f("25.8") * C,
    ),
    "gas billed gross, factor net": (
        (
            "method: energy/stationary-combustion, fuel: Gas, amount: 1 GWh (gross), emission_factor: 56.1 t CO2/TJ (net), "
            "net_calorific_value: 36 MJ/Nm3, gross_calorific_value: 40 MJ/Nm3"
        ),
        "co2_fossil",
        f("3.6") * f("0.9") * 56_100,
    ),
    "gas, CH4 of a wholly biogenic fuel": (
        (
            "method: energy/stationary-combustion, fuel: Biogas, amount: 1 TJ (net), emission_factor: 54.6 t CO2/TJ (net), "
            "biomass_share: 100 %, ch4_factor: 1 kg CH4/TJ (net), n2o_factor: 0.1 kg N2O/TJ (net)"
        ),
        "total",
        Fraction(28) + f("0.1") * 265,
    ),
    "boiler on gross": (
        (
            "method: energy/heat, amount: 9 GJ, fuel: Gas, emission_factor: 50 kg CO2/GJ (gross), efficiency: 90 %, "
            "efficiency_basis: gross"
        ),
        "co2_fossil",
        Fraction(500),
    ),
    "steam with condensate and losses": (
        (
            "method: energy/heat, amount: 10 t, enthalpy: 2778 kJ/kg, feedwater_enthalpy: 84 kJ/kg, condensate_return: 70 %, "
            "condensate_enthalpy: 377 kJ/kg, network_losses: 10 %, fuel: Gas, emission_factor: 56.1 t CO2/TJ (net), "
            "efficiency: 88 %, efficiency_basis: net"
        ),
        "co2_fossil",
        10 * (2778 - f("0.7") * 377 - f("0.3") * 84) / 1000 / f("0.9") / f("0.88") * f("56.1"),
    ),
    "heat of a plant by efficiency": (
        (
            "method: energy/chp, emissions: 1000 t CO2e, source: A, heat: 100 GJ, electricity: 50 GJ, reference_heat: 80 %, "
            "reference_electricity: 35 %, output: heat, used: 25 GJ"
        ),
        "total",
        1_000_000 * separate(Fraction(100), Fraction(50), f("0.8"), f("0.35")) / 4,
    ),
    "power of a plant that made no heat": (
        (
            "method: energy/chp, emissions: 1000 t CO2e, source: A, heat: 0 GJ, electricity: 50 GJ, reference_heat: 80 %, "
            "reference_electricity: 35 %, output: electricity"
        ),
        "total",
        Fraction(1_000_000),
    ),
    "heat of a plant that made none": (
        "method: energy/chp, emissions: 1000 t CO2e, source: A, heat: 0 GJ, electricity: 50 GJ, split: energy, output: heat",
        "total",
        Fraction(0),
    ),
    "three contracts that make a whole, rounded": (
        "method: energy/electricity, amount: 1 GWh, contracts: ["
        + ", ".join(
            f"{{type: certificates, share: {share} %, emission_factor: {grams} g CO2e/kWh, source: A, "
            f"criteria: {{attribute: yes, "
            "unique: yes, retired: yes, vintage: yes, market: yes}}"
            for share, grams in (("33.3", 10), ("33.3", 20), ("33.4", 30))
        )
        + "]",
        "total",
        1_000_000 * (f("0.333") * f("0.01") + f("0.333") * f("0.02") + f("0.334") * f("0.03")),
    ),
    "two contracts that fail count as the rest": (
        (
            "method: energy/electricity, amount: 1 GWh, contracts: [{type: ppa, share: 60 %, "
            "emission_factor: 0 kg CO2e/kWh, source: A, "
            "criteria: {attribute: no}}, {type: certificates, share: 40 %, "
            "emission_factor: 0 kg CO2e/kWh, source: A}], residual_mix: "
            "0.5 kg CO2e/kWh, residual_source: B"
        ),
        "total",
        Fraction(500_000),
    ),
    "own power of which all is exported": (
        (
            "method: energy/own-generation, technology: solar-pv, generated: 1 GWh, exported: 1000 MWh, certificates: none, "
            "emission_factor: 41 g CO2e/kWh, source: A, covers: life-cycle"
        ),
        "total",
        Fraction(0),
    ),
    "own power of an engine": (
        (
            "method: energy/own-generation, technology: fuel, fuels: {fuel: Oil, amount: 1 TJ (net), emission_factor: "
            "74.1 t CO2/TJ (net)}, generated: 100 MWh, exported: 25 MWh"
        ),
        "co2_fossil",
        74_100 * f("0.75"),
    ),
    "air of one of two users": (
        (
            "method: energy/compressed-air, metered: 10 MWh, volume: 1000 Nm3, volume_made: 4000 Nm3, residual_mix: "
            "0.4 kg CO2e/kWh, residual_source: A"
        ),
        "total",
        Fraction(1000),
    ),
    "air that leaks": (
        (
            "method: energy/compressed-air, volume: 900 Nm3, specific_energy: 0.1 kWh/Nm3, leakage: 10 %, residual_mix: "
            "0.4 kg CO2e/kWh, residual_source: A"
        ),
        "total",
        Fraction(40),
    ),
    "lorry by litres per 100 km": (
        (
            "method: energy/mobile-combustion, fuel: Diesel, distance: 1250 km, consumption: 30 L/100 km, emission_factor: "
            "2.68 kg CO2/L"
        ),
        "co2_fossil",
        375 * f("2.68"),
    ),
    # chemicals, IPCC 2006 volume 3 chapter 3
    "ammonia of the plant with urea and storage": (
        (
            "method: chemicals/ammonia, rule: eu, amount: 1 kt, fuel_requirement: 31.4 GJ/t (net), carbon_content: "
            "15.3 kg C/GJ (net), oxidation_factor: 99.5 %, co2_to_urea: 500 t, co2_stored: 100 t"
        ),
        "co2_fossil",
        31_400 * f("15.3") * f("0.995") * EU - 600_000,
    ),
    "nitric acid with two devices one after the other": (
        (
            "method: chemicals/nitric-acid, amount: 1 kt, concentration: 60 %, n2o_factor: 8 kg N2O/t, arrangement: series, "
            "abatement: [{destruction_efficiency: 80 %, uptime: 90 %}, {destruction_efficiency: 98 %, uptime: 100 %}]"
        ),
        "n2o",
        600 * 8 * (1 - f("0.72")) * f("0.02"),
    ),
    "adipic acid, thermal destruction of table 3.4": (
        "method: chemicals/adipic-acid, amount: 100 t, abatement: {technology: thermal-destruction}",
        "n2o",
        30_000 * (1 - f("0.985") * f("0.97")),
    ),
    "adipic acid with two devices side by side": (
        (
            "method: chemicals/adipic-acid, amount: 1 kt, arrangement: parallel, "
            "abatement: [{destruction_efficiency: 98 %, uptime: "
            "50 %}, {destruction_efficiency: 90 %, uptime: 40 %}]"
        ),
        "n2o",
        1000 * 300 * (1 - f("0.49") - f("0.36")),
    ),
    "cracker in Korea": (
        "method: chemicals/steam-cracking, ethylene: 1 kt, feedstock: naphtha",
        "co2_fossil",
        1_000_000 * f("1.73") * f("0.9"),
    ),
    "ethylene oxide by its ethylene": (
        "method: chemicals/ethylene-oxide, amount: 100 t, ethylene: 80 t, ch4_factor: 0 kg/t",
        "co2_fossil",
        (80 * f("0.856") - 100 * f("0.545")) * 1000 * C,
    ),
    "hydrogen of gas, captured in part": (
        (
            "method: chemicals/hydrogen-smr, amount: 100 t, fuel_requirement: 165 MJ/kg (net), "
            "carbon_content: 15.3 kg C/GJ (net), "
            "capture_rate: 60 %, capture_energy: other-lines"
        ),
        "co2_fossil",
        16_500 * f("15.3") * C * f("0.4"),
    ),
    "calcium carbide by its coke": (
        "method: chemicals/carbide, product: calcium-carbide, coke: 70 t, carbon_content: 92 %, carbon_retained: 67 %",
        "co2_fossil",
        70_000 * f("0.92") * f("0.33") * C,
    ),
    "rutile of the plant": (
        (
            "method: chemicals/titanium-dioxide, product: titanium-dioxide, reductant: 40 t, carbon_content: 87 %, "
            "oxidation_factor: 99 %"
        ),
        "co2_fossil",
        40_000 * f("0.87") * f("0.99") * C,
    ),
    "balance of a cracker": (
        "method: chemicals/petrochemical-balance, feedstocks: {propylene: 109 t}, products: {acrylonitrile: 100 t}",
        "co2_fossil",
        (109 * f("0.8563") - 100 * f("0.6664")) * 1000 * C,
    ),
}

# what is used, the code that refuses it
REFUSED: dict[str, tuple[str, str]] = {
    "more clinker imported than used": (
        "method: minerals/clinker-tier-1, cements: {amount: 1 kt, clinker_ratio: 75 %}, clinker_imported: 800 t",
        "CF208",
    ),
    "per cent without the sign": ("method: minerals/clinker-tier-2, amount: 1 t, cao: 65", "CF208"),
    "more dust than feed": (
        (
            "method: minerals/lime-tier-3, carbonates: {carbonate: CaCO3, amount: 10 t}, lkd: {amount: 100 t, carbonate_share: "
            "50 %, calcination: 0 %}"
        ),
        "CF703",
    ),
    "a default of tier 1 for one kind of glass": (
        "method: minerals/glass, type: float, amount: 1 t, cullet: default",
        "CF702",
    ),
    "more carbon out than in": (
        (
            "method: metals/electric-arc-furnace, scrap: {amount: 1 kt, carbon_content: 0.2 %}, steel: {amount: 1 kt, "
            "carbon_content: 0.3 %}"
        ),
        "CF703",
    ),
    "an energy and a factor that both leave their basis out": (
        "method: balance/carbon, inputs: {name: Gas, amount: 88200 GJ, emission_factor: 56.1 t CO2/TJ}",
        "CF210",
    ),
    "a factor without its basis beside a gross value": (
        (
            "method: balance/carbon, inputs: {name: Gas, amount: 1 t, net_calorific_value: 50 GJ/t (gross), emission_factor: "
            "56.1 t CO2/TJ}"
        ),
        "CF210",
    ),
    "hydrogen does not carburise": (
        "method: metals/direct-reduced-iron, hydrogen: {amount: 55 t, counted: elsewhere}, direct_reduced_iron: 1 kt",
        "CF703",
    ),
    "charcoal that does not say what is biogenic": (
        "method: metals/zinc, reducing_agents: {amount: 400 kg, material: charcoal}",
        "CF209",
    ),
    "a carbon that is more than carbon": (
        "method: metals/zinc, reducing_agents: {amount: 400 kg, emission_factor: 94.6 t CO2/t}",
        "CF208",
    ),
    "devices side by side that take more than the gas": (
        (
            "method: chemicals/adipic-acid, amount: 1 t, arrangement: parallel, "
            "abatement: [{destruction_efficiency: 80 %, uptime: "
            "60 %}, {destruction_efficiency: 70 %, uptime: 60 %}]"
        ),
        "CF208",
    ),
    "stocks that grew by more than was bought": (
        "method: metals/magnesium-cover-gas, gases: {gas: SF6, stock_start: 10 kg, stock_end: 30 kg, purchased: 5 kg}",
        "CF208",
    ),
    "a factor of tier 1 at tier 2": (
        "method: metals/aluminium-pfc, technology: cwpb, amount: 1 t, anode_effect_minutes: 1 min/day, cf4_factor: 1 kg/t",
        "CF106",
    ),
    "a factor without its basis beside gross": (
        (
            "method: energy/stationary-combustion, fuel: Gas, amount: 1 Nm3, gross_calorific_value: 40 MJ/Nm3, emission_factor: "
            "56.1 t CO2/TJ"
        ),
        "CF210",
    ),
    "more than pure carbon": (
        "method: energy/stationary-combustion, fuel: Coal, amount: 1 t, carbon_content: 70",
        "CF208",
    ),
    "a factor per mass that means energy": (
        "method: energy/stationary-combustion, fuel: Coal, amount: 1 t, emission_factor: 94.6 t CO2/t",
        "CF208",
    ),
    "a part of a heat that is not made": (
        (
            "method: energy/chp, emissions: 1 t CO2e, source: A, heat: 0 GJ, electricity: 1 GJ, "
            "split: energy, output: heat, used: 0 GJ"
        ),
        "CF208",
    ),
    "a plant that makes nothing": (
        "method: energy/chp, emissions: 1 t CO2e, source: A, heat: 0 GJ, electricity: 0 GJ, split: energy, output: heat",
        "CF208",
    ),
    "exported more than generated": (
        "method: energy/own-generation, technology: wind, generated: 1 MWh, exported: 2 MWh, certificates: none",
        "CF208",
    ),
    "contracts for more than is used": (
        (
            "method: energy/electricity, amount: 1 MWh, contracts: [{type: ppa, share: 60 %, factor: electricity/wind}, "
            "{type: ppa, share: 60 %, factor: electricity/wind}]"
        ),
        "CF406",
    ),
    "distance per fuel twice": (
        "method: energy/mobile-combustion, fuel: fuels/diesel, distance: 1 km, consumption: 8 L/100 km, per: 100 km",
        "CF106",
    ),
}


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers(tmp_path: Path, name: str) -> None:
    use, gas, expected = NUMBERS[name]
    found = answer(tmp_path, use)
    errors = [one for one in found["findings"] if one["severity"] in ("error", "incomplete")]
    assert not errors, errors
    data = found["data"]
    kg = {one["gas"]: one["kg"] for one in data["by_gas"]} | {"total": data["total"]}
    assert kg[gas] == pytest.approx(float(expected), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("name", REFUSED)
def test_refused(tmp_path: Path, name: str) -> None:
    use, code = REFUSED[name]
    found = answer(tmp_path, use)
    assert code in {one["code"] for one in found["findings"] if one["severity"] == "error"}, found["findings"]
    assert found["data"]["total"] is None


def test_an_output_that_takes_fossil_carbon_beside_biogenic_inputs_is_told(tmp_path: Path) -> None:
    charcoal = "inputs: [{name: A, amount: 10 t, carbon_content: 90 %}, {name: B, amount: 10 t, carbon_content: 90 %, "
    balance = f"method: balance/carbon, {charcoal}biomass_share: 100 %}}], outputs: {{name: C, amount: 100 t, carbon_content: 4 %"
    codes = {one["code"] for one in answer(tmp_path, balance + "}")["findings"]}
    assert "CF764" in codes
    codes = {one["code"] for one in answer(tmp_path, balance + ", biomass_share: 50 %}")["findings"]}
    assert "CF764" not in codes
