"""The lines of a part document: what goes in, what comes out, what happens between."""

from __future__ import annotations

from typing import Any

from carbonfoot.documents.circular import Circular
from carbonfoot.documents.coproducts import ALLOCATION
from carbonfoot.documents.fields import (
    AMOUNT,
    BARE_AMOUNT,
    CN_CODE,
    COUNTRY,
    DAY,
    ITEM,
    PERIOD,
    SHARE,
    TEXT,
    YES_NO,
)
from carbonfoot.documents.methods import MethodUse
from carbonfoot.documents.shape import Shape, choice, list_of, nested, one_or_other, optional, required

# Examples that stand in the schema, for editors.
_LEG = {"mode": "road/hgv", "distance": "180 km"}
_MATERIAL = {"name": "PA66", "amount": "0.70 kg", "factor": "polymers/pa66", "origin": "KR"}
_STATED = {"value": "0.62 kg CO2e", "per": "1 kg", "source": "Plating Co., PCF report 2025-07"}
_SCRAP = {"name": "Steel scrap", "amount": "0.51 kg", "treatment": "recycling"}
_CARRIER = {"name": "Fuel oil", "amount": "0.2 kg", "factor": "fuels/fuel-oil"}
_ACID = {"name": "Hydrochloric acid", "amount": "0.03 kg", "factor": "chemicals/hydrochloric-acid/32-percent"}
_GAS = {"gas": "SF6", "amount": "0.2 g"}
_KILN = {"method": "minerals/carbonates", "carbonate": "CaCO3", "amount": "12 kg"}
_CIRCULAR = {
    "A": "0.2",
    "R1": "30 %",
    "quality_in": "1",
    "Ev": {"factor": "aluminium/ingot", "route": "primary"},
}
_REPLACED = {"line": "Aluminium sheet", "share": "12 %"}
_AVOIDED = {"name": "Grid electricity", "amount": "0.4 kWh", "factor": "electricity/grid", "origin": "KR"}

_SERVES = (
    "Ids of the products that it serves; the others bear nothing of it. For documents with `co_products:`."
)
_OWN_ALLOCATION = "How it is shared among the products, when not as the document says."

TREATMENT = choice(
    "recycling",
    "recycling-open-loop",
    "landfill",
    "incineration",
    "composting",
    "anaerobic-digestion",
    "reuse",
    "distillation",
    "solidification",
    "physical-treatment",
    "wastewater-treatment",
    "loss",
)


DISTRIBUTION = choice("lognormal", "normal", "triangular", "uniform")


def energy_use(value: Any) -> Any:
    """`electricity: 0.9 kWh` is short for `electricity: {amount: 0.9 kWh}`."""
    if isinstance(value, dict) and "value" not in value:
        return value
    return {"amount": value}


class Quality(Shape):
    """Data quality scores, 1 best to 5 worst (RULES 6.1)."""

    technology = optional(SHARE, "How well the technology fits.", "2")
    time = optional(SHARE, "How well the year fits.", "1")
    geography = optional(SHARE, "How well the place fits.", "3")
    reliability = optional(SHARE, "How it was measured.", "1")
    completeness = optional(SHARE, "How much of it was measured.", "2")


class CarbonContent(Shape):
    """Carbon held in the material, kg C per kg of it."""

    fossil = optional(AMOUNT, "Fossil carbon.", "0.63 kg/kg")
    biogenic = optional(AMOUNT, "Biogenic carbon.", "0.45 kg/kg")
    recycled = optional(AMOUNT, "Carbon from recycled material.", "0.1 kg/kg")


class Described(Shape):
    """What every line may carry besides its numbers."""

    name_ko = optional(TEXT, "The Korean name.", "열연강판")
    note = optional(TEXT, "Free text: where the number comes from.", "meter 4, March")
    tags = optional(list_of(TEXT, wrap=True), "Words to group by.", ["line-2"])
    data = optional(
        choice("measured", "estimated", "illustrative"),
        "Whether the amount was measured, estimated, or only illustrates.",
        "measured",
    )
    quality = optional(nested(lambda: Quality), "Data quality scores 1 to 5.", {"time": "1"})
    low = optional(AMOUNT, "Lowest plausible amount; stands with `high`.", "2.3 kg")
    high = optional(
        AMOUNT,
        "Highest plausible amount. With `low` a triangle with its peak at the amount, unless `distribution` says otherwise.",
        "2.4 kg",
    )
    gsd = optional(
        SHARE,
        "Geometric standard deviation of the amount, one sigma, 1 or more: lognormal with the amount as its median.",
        "1.1",
    )
    distribution = optional(
        DISTRIBUTION,
        "How the amount is spread. `triangular` and `uniform` end at `low` and `high`;"
        " for `normal` and `lognormal` they are the 95 % range.",
        "triangular",
    )
    samples = optional(
        list_of(AMOUNT), "Amounts that were measured; each is as likely as any other.", ["2.31 kg", "2.38 kg"]
    )
    serves = optional(list_of(TEXT, wrap=True), _SERVES, ["NAOH"], key="for")
    allocation = optional(ALLOCATION, _OWN_ALLOCATION, "mass")


class Sourced(Described):
    """A line whose emissions come from the factor library."""

    amount = optional(BARE_AMOUNT, "How much, with its unit, per declared unit.", "2.35 kg")
    unit = optional(TEXT, "Unit, when `amount` is a bare number.", "kg")
    factor = optional(ITEM, "Item of the factor library.", "steel/hot-rolled-coil")
    record = optional(
        TEXT,
        "One record of the library by its id; nothing else is considered.",
        "taiwan-moenv:1146-hot-rolled-coil-bf-bof",
    )
    route = optional(TEXT, "Technology route.", "bf-bof")
    origin = optional(COUNTRY, "Where it is made: ISO 3166 code.", "KR")
    year = optional(PERIOD, "The year it was made in, when not that of the document.", "2024")
    density = optional(AMOUNT, "Density, to go from volume to mass.", "0.84 kg/L")
    calorific_value = optional(AMOUNT, "Calorific value, net or gross said.", "49.3 MJ/kg (net)")
    mass = optional(AMOUNT, "Mass of one piece.", "0.021 kg")


class Leg(Shape):
    """One leg of a transport; its work is mass times distance."""

    mode = required(TEXT, "Item under `freight/`.", "road/hgv")
    distance = required(AMOUNT, "How far.", "180 km")
    mass = optional(AMOUNT, "What is carried, when not the line's own mass.", "2.5 kg")
    route = optional(TEXT, "Variant of the mode.", "laden-100")
    origin = optional(COUNTRY, "Where the leg runs.", "KR")
    record = optional(TEXT, "One record of the library by its id.", "desnz-2025:27_304_3140_14-road-hgv-tkm")
    payload = optional(AMOUNT, "What the vehicle can carry; with `load_factor`.", "24 t")
    load_factor = optional(SHARE, "Mass carried over payload, for factors per kilometre.", "60 %")
    empty_return = optional(SHARE, "Kilometres run empty per kilometre with goods.", "30 %")
    note = optional(TEXT, "Free text.", "weekly milk run")


LEG = one_or_other(lambda: Leg, "method", lambda: MethodUse)
"""A leg by mode and distance, or a use of a method; the mass that it asks for is that of what is carried."""


class StatedFootprint(Shape):
    """A footprint that a supplier states, with its source."""

    value = required(AMOUNT, "Total without biogenic uptake.", "0.62 kg CO2e")
    per = required(AMOUNT, "What it is stated for.", "1 kg")
    source = required(TEXT, "Who says so, in which document.", "Plating Co., PCF report 2025-07")
    supplier = optional(TEXT, "Who made it.", "Plating Co.")
    year = optional(PERIOD, "The period it covers.", "2025")
    valid_until = optional(DAY, "Last day it may be used.", "2027-12-31")
    gwp = optional(choice("AR4", "AR5", "AR6"), "GWP set of the statement.", "AR6")
    boundary = optional(choice("cradle-to-gate", "gate-to-gate"), "What it covers.", "cradle-to-gate")
    primary_data_share = optional(SHARE, "Share of primary data.", "80 %")
    gsd = optional(
        SHARE, "Geometric standard deviation of `value`, one sigma, 1 or more; `value` is the median.", "1.1"
    )
    low = optional(AMOUNT, "Lowest plausible value; stands with `high`.", "0.55 kg CO2e")
    high = optional(AMOUNT, "Highest plausible value; with `low` a triangle.", "0.70 kg CO2e")
    fossil = optional(AMOUNT, "Fossil part of `value`.", "0.60 kg CO2e")
    land_use_change = optional(AMOUNT, "Land use change part of `value`.", "0 kg CO2e")
    biogenic_non_co2 = optional(AMOUNT, "CH4 and N2O from biomass, part of `value`.", "0.02 kg CO2e")
    aircraft = optional(AMOUNT, "Aircraft part of the fossil part.", "0 kg CO2e")
    biogenic_uptake = optional(AMOUNT, "Uptake, zero or negative, beside `value`.", "-0.1 kg CO2e")
    biogenic_co2 = optional(AMOUNT, "Biogenic CO2 released, beside `value`.", "0.1 kg CO2e")


class Replaced(Shape):
    """Which part of another line this one stands for; that part is taken out of the other line, once."""

    line = required(TEXT, "The other line of the same list, by its name.", "Aluminium sheet")
    part = optional(TEXT, "What is replaced, where several lines replace parts of one.", "rolling")
    value = optional(
        AMOUNT, "What the part comes to in the factor of the other line; stands with `per`.", "0.9 kg CO2e"
    )
    per = optional(AMOUNT, "The amount of the other line that `value` is stated for.", "1 kg")
    source = optional(TEXT, "Where the share or value is from.", "breakdown of the association, 2024")
    share = optional(SHARE, "The part as a share of the other line, in place of a value.", "12 %")


class Line(Sourced):
    """One line of the bill of materials, or of a later life-cycle stage."""

    name = required(TEXT, "What it is, as the drawing or the ERP calls it.", "Hot-rolled coil")
    product = optional(TEXT, "Another part document, by its path.", "../hanil-fastener/m10x30.yaml")
    co_product = optional(TEXT, "With `product`: the co-product of that document, by its id.", "NAOH")
    footprint = optional(nested(lambda: StatedFootprint), "A supplier's stated footprint.", _STATED)
    declaration = optional(
        TEXT,
        "A supplier's declaration (PACT 3 or 2.3, or our own JSON), by its path; behind `#` the product or declaration"
        " id, where the file holds several.",
        "received/bolt.json",
    )
    replaces = optional(
        nested(lambda: Replaced),
        "The part of another line that this one stands for: a supplier's own number in place of an average.",
        _REPLACED,
    )
    rest = optional(
        list_of(TEXT, wrap=True),
        "With a footprint of the supplier's own plant: the lines of the same list, by name, that cover the rest.",
        ["Cotton", "Cotton waste"],
    )
    circular = optional(
        nested(lambda: Circular), "The circular footprint formula instead of one factor.", _CIRCULAR
    )
    inputs: list[Line] | None = optional(
        list_of(nested(lambda: Line)), "A sub-assembly or compound: its own lines.", [_MATERIAL]
    )
    per = optional(
        AMOUNT,
        "What the lines of a sub-assembly are stated for; 1 piece or 1 kg by default, to be stated for any other unit.",
        "1 kg",
    )
    processes: list[Process] | None = optional(
        list_of(nested(lambda: Process)),
        "Processes of a sub-assembly.",
        [{"name": "Compounding", "electricity": "0.45 kWh"}],
    )
    outputs: list[Output] | None = optional(
        list_of(nested(lambda: Output)), "Scrap and waste of a sub-assembly.", [_SCRAP]
    )
    share = optional(
        SHARE, "Inside a compound, instead of `amount`; the shares of one list add up to 100 %.", "70 %"
    )
    supplier = optional(TEXT, "Who delivers it.", "POSCO")
    cn_code = optional(CN_CODE, "Combined Nomenclature code.", "7208 39 00")
    recycled = optional(SHARE, "Recycled share: primary and secondary records are taken apart.", "30 %")
    use_yield = optional(
        SHARE,
        "Good output per input, 0 < y <= 1: divides this line and everything upstream of it.",
        "0.98",
        key="yield",
    )
    auxiliary = optional(YES_NO, "Used up, not part of the product: left out of the mass balance.", "yes")
    carbon_content = optional(
        nested(lambda: CarbonContent), "Carbon held in the material.", {"fossil": "0.63 kg/kg"}
    )
    transport = optional(list_of(LEG, wrap=True), "How it comes to the plant.", [_LEG])
    lifetime = optional(AMOUNT, "Tooling: how many declared units one amount lasts for.", "200000 piece")
    includes = optional(list_of(TEXT, wrap=True), "What this line already covers.", ["plating"])


class EnergyUse(Sourced):
    """Energy or water of a process; the item follows from the key unless `factor` says otherwise."""

    name = optional(TEXT, "What it drives.", "Press 4")


class Emission(Described):
    """A greenhouse gas released by a process."""

    name = optional(TEXT, "Where it comes from.", "Shielding gas")
    gas = required(TEXT, "The gas.", "SF6")
    amount = required(AMOUNT, "Mass released per declared unit.", "0.2 g")


class Output(Sourced):
    """Scrap or waste; what becomes of it is said, never assumed."""

    name = required(TEXT, "What it is.", "Steel scrap")
    treatment = required(
        TREATMENT, "What becomes of it; `recycling` and `reuse` leave free of burden (cut-off).", "recycling"
    )
    carbon_content = optional(
        nested(lambda: CarbonContent), "Carbon that leaves with it, kg C per kg.", {"fossil": "0.86 kg/kg"}
    )
    transport = optional(list_of(LEG, wrap=True), "How it leaves the plant.", [_LEG])
    product = optional(
        TEXT,
        "The document of its treatment (a product that `treats:` it), by its path.",
        "../incinerator.yaml",
    )
    footprint = optional(nested(lambda: StatedFootprint), "A stated footprint of its treatment.", _STATED)
    declaration = optional(TEXT, "A declaration of its treatment, by its path.", "received/recycler.json")
    returns_to = optional(
        TEXT, "Own scrap that is melted again: the input line, by its name, that it saves buying.", "Ingot"
    )
    use_yield = optional(SHARE, "With `returns_to`: what is left after remelting.", "96 %", key="yield")
    avoids: list[Line] | None = optional(
        list_of(nested(lambda: Line), wrap=True),
        "What it replaces elsewhere: a credit, shown apart from the rest.",
        [_AVOIDED],
    )


ENERGY = nested(lambda: EnergyUse, before=energy_use)


class Process(Shape):
    """A step of manufacturing at the product's own plant; steps are listed in the order they happen."""

    name = required(TEXT, "The step.", "Stamping")
    name_ko = optional(TEXT, "The Korean name.", "프레스")
    made_in = optional(COUNTRY, "Where, when not where the product is made.", "KR")
    electricity = optional(ENERGY, "Electricity from the grid.", "0.9 kWh")
    natural_gas = optional(ENERGY, "Natural gas or city gas burned.", "0.79 MJ (net)")
    lpg = optional(ENERGY, "Liquefied petroleum gas burned.", "0.02 kg")
    diesel = optional(ENERGY, "Diesel burned.", "0.01 L")
    petrol = optional(ENERGY, "Petrol burned.", "0.01 L")
    fuel_oil = optional(ENERGY, "Heavy fuel oil burned.", "0.01 kg")
    kerosene = optional(ENERGY, "Kerosene burned.", "0.01 L")
    coke = optional(ENERGY, "Coke burned.", "0.1 kg")
    heat = optional(ENERGY, "District heat or steam bought.", "1.2 MJ")
    water = optional(ENERGY, "Water from the public supply.", "3 L")
    energy: list[Line] | None = optional(
        list_of(nested(lambda: Line)), "Any other energy carrier, by its item.", [_CARRIER]
    )
    inputs: list[Line] | None = optional(
        list_of(nested(lambda: Line)), "Auxiliary materials and process gases used up.", [_ACID]
    )
    emissions = optional(
        list_of(nested(lambda: Emission)), "Greenhouse gases released by the step itself.", [_GAS]
    )
    methods = optional(
        list_of(nested(lambda: MethodUse), wrap=True),
        "Emissions of the step by methods of `carbonfoot methods list`.",
        [_KILN],
    )
    outputs: list[Output] | None = optional(list_of(nested(lambda: Output)), "Waste of this step.", [_SCRAP])
    use_yield = optional(
        SHARE,
        "Good units out per unit in: divides this step and everything upstream of it.",
        "0.97",
        key="yield",
    )
    rework = optional(
        SHARE, "Share of the units that leave the step and go back; the yield is of the others.", "4 %"
    )
    rework_from = optional(
        TEXT, "The earlier step, by its name, where rework starts again; this step unless stated.", "Stamping"
    )
    serves = optional(list_of(TEXT, wrap=True), _SERVES, ["NAOH"], key="for")
    allocation = optional(ALLOCATION, _OWN_ALLOCATION, "mass")
    data = optional(
        choice("measured", "estimated", "illustrative"), "How the numbers of the step were found.", "measured"
    )
    tags = optional(list_of(TEXT, wrap=True), "Words to group by.", ["line-2"])
    note = optional(TEXT, "Free text.", "cycle time 6 s")


ENERGY_ITEMS = {
    "electricity": "electricity/grid",
    "natural_gas": "fuels/natural-gas",
    "lpg": "fuels/lpg",
    "diesel": "fuels/diesel",
    "petrol": "fuels/petrol",
    "fuel_oil": "fuels/fuel-oil",
    "kerosene": "fuels/kerosene",
    "coke": "fuels/coke",
    "heat": "heat/district",
    "water": "water/supply",
}
