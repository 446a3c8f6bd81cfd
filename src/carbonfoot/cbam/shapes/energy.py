"""Where heat and electricity come from: boilers, CHP units, suppliers, grids, lines and contracts."""

from __future__ import annotations

from carbonfoot.cbam.shapes.kinds import CELSIUS, MWH, PER_MWH, PER_TJ, TJ, TONNES
from carbonfoot.documents.fields import COUNTRY, TEXT, YES_NO
from carbonfoot.documents.shape import Shape, choice, list_of, nested, optional, required
from carbonfoot.methods.needs import number, share


class WaterFlow(Shape):
    """Heat carried by hot water or steam (Annex II, C.1.2.1): what flows, and what comes back."""

    mass = required(TONNES, "Mass that flowed in the period.", "120000 t")
    temperature = optional(CELSIUS, "Temperature of the water that is delivered.", "110 degC")
    return_temperature = optional(CELSIUS, "Temperature of the water that comes back.", "70 degC")
    enthalpy = optional(
        number("kJ/kg"), "Instead of a temperature, for steam: specific enthalpy.", "2780 kJ/kg"
    )
    return_enthalpy = optional(number("kJ/kg"), "Specific enthalpy of what comes back.", "377 kJ/kg")


class HeatSource(Shape):
    """A boiler or CHP unit of the installation, heat bought, or heat of a reaction. Its fuels are source streams."""

    name = required(TEXT, "What it is called; source streams and processes name it.", "Boiler house")
    name_ko = optional(TEXT, "Korean name.", "보일러")
    kind = required(
        choice("boiler", "chp", "bought", "exothermic"),
        "boiler (Eq. 44-45), chp (Eq. 46-52), bought (A.2.2), exothermic (counts 0).",
        "boiler",
    )
    heat = optional(TJ, "Net measurable heat it gave in the period.", "120 TJ")
    flow = optional(nested(lambda: WaterFlow), "Instead of `heat`: what flowed.", {"mass": "120000 t"})
    losses = optional(TJ, "Of this, lost in the network before it reaches a process.", "4 TJ")
    efficiency = optional(
        share(above_zero=True), "Of heat production, where the heat was not metered.", "91 %"
    )
    electricity = optional(MWH, "chp: net electricity it produced.", "5200 MWh")
    electrical_efficiency = optional(share(above_zero=True), "chp: where it was not metered.", "30 %")
    category = optional(TEXT, "chp: category of its fuel for the reference efficiencies, S1 to O14.", "G10")
    form = optional(choice("hot-water", "steam", "exhaust-gas"), "chp: what carries the heat.", "steam")
    temperature = optional(CELSIUS, "chp with exhaust-gas: its temperature.", "280 degC")
    condensate_returned = optional(
        YES_NO, "chp with steam: whether the returning condensate is counted (else + 5 points).", "yes"
    )
    built = optional(TEXT, "chp: year of construction.", "2018")
    emission_factor = optional(PER_TJ, "bought: by the supplier's verified data.", "62.4 t CO2/TJ")
    verified = optional(YES_NO, "bought: whether the supplier monitors and verifies it by the act.", "yes")
    fuel = optional(
        TEXT,
        "bought, without data: the fuel most used in the sector and country (act: boiler of 90 %).",
        "Natural gas",
    )
    supplier = optional(TEXT, "bought: whose installation it is from.", "Ansan District Energy")
    flue_gas_cleaning = optional(TONNES, "t CO2 from cleaning the flue gas.", "12 t")
    note = optional(TEXT, "Free text.", "meter 7")


class Evidence(Shape):
    """What Annex II, D.4.3 asks for before actual emissions of electricity may be used."""

    direct_link = optional(YES_NO, "A single line diagram shows the direct technical link.", "yes")
    contract = optional(
        YES_NO, "A power purchase agreement directly with the producer, or one three-party contract.", "yes"
    )
    physical_connection = optional(YES_NO, "A document shows the physical grid connection.", "yes")
    hourly_metering = optional(
        YES_NO, "Smart meters show production and delivery within the same hour.", "yes"
    )
    note = optional(TEXT, "Where the documents are.", "DMS 2026-44")


class ElectricitySource(Shape):
    """One source of electricity of the installation, with its emission factor."""

    name = required(TEXT, "What it is called.", "Grid")
    name_ko = optional(TEXT, "Korean name.", "계통 전력")
    kind = required(
        choice("grid", "direct-line", "ppa", "own", "chp"),
        "grid, a direct line or power purchase agreement that qualifies (D.4.3), own generation, or a CHP unit of `heat`.",
        "grid",
    )
    amount = optional(
        MWH, "How much of it the installation consumed; needed where there are several sources.", "5040 MWh"
    )
    emission_factor = optional(
        PER_MWH,
        "t CO2 per MWh. That of a grid is yours to state: the act's table is not free to ship.",
        "0.459 t CO2/MWh",
    )
    country = optional(COUNTRY, "Country of origin, where it is not that of the installation.", "KR")
    basis = optional(
        choice("official", "other", "default"),
        "Of a grid factor: the Commission's (`official`), another public source, or a default value in force.",
        "official",
    )
    source = optional(TEXT, "Who states the factor, and of which year.", "GIR, national grid factor 2023")
    heat_source = optional(TEXT, "chp: which unit of `heat`.", "CHP 1")
    evidence = optional(
        nested(lambda: Evidence),
        "direct-line, ppa: what was shown to the verifier.",
        {"hourly_metering": "yes"},
    )
    certificates = optional(YES_NO, "Whether green certificates are held for it; they do not count.", "yes")
    supplier = optional(TEXT, "Who supplies it.", "KEPCO")
    fossil = optional(YES_NO, "own: whether it is from fossil fuels.", "no")
    tags = optional(list_of(TEXT, wrap=True), "Words to group by.", ["renewable"])
    note = optional(TEXT, "Free text.", "bill 2026-12")
