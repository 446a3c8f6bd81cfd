"""Source streams and emission sources: what is burned, consumed, or measured in the installation."""

from __future__ import annotations

from carbonfoot.cbam.shapes.kinds import (
    CALORIFIC,
    CARBON,
    CONCENTRATION,
    EMISSION_FACTOR,
    FLOW,
    KG_CF4_PER_TONNE,
    KG_CF4_PER_TONNE_AND_MV,
    PER_CELL_DAY,
    SIGNED,
    TONNES_OF_GAS,
)
from carbonfoot.documents.fields import TEXT, YES_NO
from carbonfoot.documents.shape import Shape, choice, list_of, optional, required
from carbonfoot.methods.needs import each, number, share

METHODS = ("combustion", "process", "mass-balance", "pfc", "measurement", "co2-transfer")
TIERS = ("standard", "type-1", "type-2", "analysis", "supplier", "measured")


class SourceStream(Shape):
    """A fuel, material or stack. Which keys count depends on `method`; those of another method are refused."""

    name = required(TEXT, "What it is called.", "Natural gas")
    name_ko = optional(TEXT, "Korean name.", "천연가스")
    method = required(
        choice(*METHODS),
        "combustion (Eq. 5-6), process (Eq. 11), mass-balance (Eq. 12), pfc (Eq. 20-26), measurement (Eq. 16-18), "
        "co2-transfer (Annex II, B.8).",
        "combustion",
    )
    processes = optional(
        each(share()),
        "Share of it that each production process, boiler or CHP unit causes; they add up to 100 %.",
        {"Heading": "30 %", "Heat treatment": "70 %"},
        key="shares",
    )
    process = optional(
        TEXT, "The one production process, boiler or CHP unit that it belongs to.", "Heat treatment"
    )
    fuel = optional(
        TEXT,
        "A fuel of the act's tables (Annex II, G, tables 1 and 2): its factors stand for those not stated here.",
        "Natural gas",
    )
    material = optional(
        TEXT, "A material of the act's tables (Annex II, G, tables 3 to 5).", "Steel / steel scrap"
    )
    amount = optional(
        SIGNED,
        "Activity data: how much in the period; negative for what leaves in a mass balance.",
        "1837.5 t",
    )
    direction = optional(
        choice("in", "out"),
        "In a mass balance: carbon that comes in, or leaves in products, slag, dust.",
        "out",
    )
    net_calorific_value = optional(CALORIFIC, "Net calorific value.", "48 GJ/t")
    emission_factor = optional(
        EMISSION_FACTOR, "t CO2 per TJ, per t or per Nm3; before biomass is taken off.", "56.1 t CO2/TJ"
    )
    carbon_content = optional(CARBON, "t C per t, Nm3 or TJ, before biomass is taken off.", "0.88 t C/t")
    oxidation_factor = optional(share(above_zero=True), "Of a fuel; 100 % unless stated (Eq. 7).", "99.5 %")
    conversion_factor = optional(share(above_zero=True), "Of a material; 100 % unless stated.", "98 %")
    biomass_share = optional(share(), "Share of the carbon that is from biomass.", "15 %")
    zero_rated = optional(
        YES_NO,
        "Whether the biomass meets the criteria of Annex II, B.3.3; it counts as fossil unless it does.",
        "yes",
    )
    evidence = optional(TEXT, "How that is shown.", "ISCC EU, PoS 2026-17")
    carbon_out_traced = optional(
        YES_NO,
        "In a mass balance: the biomass share of an output is proven by carbon-14 or stoichiometry.",
        "yes",
    )
    waste_gas = optional(
        YES_NO,
        "A waste gas: in heat, CHP and electricity it counts at most as natural gas (Annex III, A.2.2).",
        "yes",
    )
    tier = optional(
        choice(*TIERS),
        "Where the calculation factors are from: standard (table of the act), type-1, type-2 (Annex II, B.5.2), "
        "analysis, supplier, measured.",
        "analysis",
    )
    technology = optional(
        choice("cwpb", "swpb", "vss", "hss", "pfpb-l", "pfpb-m", "pfpb-mw"), "Kind of cell (pfc).", "cwpb"
    )
    anode_effects = optional(PER_CELL_DAY, "Anode effects per cell and day (pfc, slope).", "0.25 1/day")
    anode_effect_duration = optional(number("min"), "Mean duration of one (pfc, slope).", "0.6 min")
    slope_factor = optional(
        KG_CF4_PER_TONNE, "kg CF4 per t Al for each anode effect minute per cell-day.", "0.143 kg/t"
    )
    overvoltage = optional(number("mV"), "Anode effect overvoltage per cell (pfc, overvoltage).", "5 mV")
    current_efficiency = optional(share(above_zero=True), "Current efficiency.", "95 %")
    overvoltage_factor = optional(KG_CF4_PER_TONNE_AND_MV, "kg CF4 per t Al and mV.", "1.16 kg/t/mV")
    c2f6_share = optional(share(), "t C2F6 per t CF4.", "0.121")
    collection_efficiency = optional(
        share(above_zero=True), "Of the duct (Eq. 20); 100 % unless stated.", "97 %"
    )
    gas = optional(choice("CO2", "N2O"), "What is measured.", "N2O")
    concentration = optional(CONCENTRATION, "Mean hourly concentration in the flue gas.", "64.3 g/Nm3")
    flow = optional(FLOW, "Mean hourly flue gas flow.", "265000 Nm3/h")
    hours = optional(number("h"), "Hours of operation in the period.", "8000 h")
    measured = optional(TONNES_OF_GAS, "Instead of the three: t of the gas in the period.", "68.15 t")
    purpose = optional(
        choice("geological-storage", "permanently-bound", "received"),
        "co2-transfer: stored, bound in products for good (both deducted), or received from others (added).",
        "geological-storage",
    )
    partner = optional(
        TEXT, "co2-transfer: the installation or transporter that takes or gives it.", "CarbFix"
    )
    partner_contact = optional(TEXT, "co2-transfer: whom to ask there.", "Jon Jonsson, jon@carbfix.example")
    tags = optional(list_of(TEXT, wrap=True), "Words to group by.", ["line-2"])
    note = optional(TEXT, "Free text: where the numbers come from.", "meter 4")
