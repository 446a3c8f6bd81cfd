"""The part document, `carbonfoot: part/1`: one product, its bill of materials and its processes."""

from __future__ import annotations

from carbonfoot.documents.budgets import Budget, Expect
from carbonfoot.documents.coproducts import (
    ALLOCATION,
    AREA,
    ENERGY,
    KEYS,
    PIECES,
    PRICE,
    VOLUME,
    CoProduct,
)
from carbonfoot.documents.declare import Declare
from carbonfoot.documents.fields import (
    AMOUNT,
    BARE_AMOUNT,
    CN_CODE,
    COUNTRY,
    PERIOD,
    SHARE,
    TEXT,
    read_name,
    read_scenario_name,
    read_text,
)
from carbonfoot.documents.lines import LEG, CarbonContent, Line, Output, Process
from carbonfoot.documents.methods import MethodUse
from carbonfoot.documents.shape import (
    Shape,
    anything,
    choice,
    list_of,
    mapping_of,
    nested,
    optional,
    required,
)

KIND = "part/1"

# Examples that stand in the schema, for editors.
_PRODUCT = {"id": "88100-SB01", "name": "Bracket", "declared_unit": "1 piece", "made_in": "KR"}
_COIL = {"name": "Hot-rolled coil", "amount": "2.35 kg", "factor": "steel/hot-rolled-coil", "origin": "KR"}
_STEP = {"name": "Stamping", "electricity": "0.9 kWh"}
_SCRAP = {"name": "Steel scrap", "amount": "0.51 kg", "treatment": "recycling"}
_DIE = {"name": "Die", "amount": "900 kg", "factor": "steel/forging/untreated", "lifetime": "120000 piece"}
_BOX = {"name": "Box", "amount": "0.06 m2", "factor": "packaging/corrugated-box/single-wall"}
_RUN = {"method": "minerals/carbonates", "carbonate": "CaCO3", "amount": "12 kg"}
_LEG = {"mode": "road/hgv", "distance": "60 km"}
_USE = {"name": "Electricity in use", "amount": "12 kWh", "factor": "electricity/grid", "origin": "KR"}
_CAUSTIC = {"id": "NAOH", "name": "Sodium hydroxide", "amount": "1.128 kg", "price": "310 EUR/t"}
_GREEN = {"title": "Wind power", "change": {"processes/Stamping/electricity": "x 0.8"}}
_LABEL = {"name": "Label", "share": "0.1 %", "reason": "below cut-off, 2 g of paper"}


class Product(Shape):
    """What the footprint is of, and how much of it."""

    id = required(TEXT, "Part number.", "88100-SB01")
    name = required(TEXT, "Name in English.", "Front seat bracket")
    name_ko = optional(TEXT, "Name in Korean.", "앞좌석 브래킷")
    declared_unit = required(AMOUNT, "What the result is stated for.", "1 piece")
    mass = optional(AMOUNT, "Mass of the declared unit.", "1.90 kg")
    made_in = required(COUNTRY, "Where it is made: ISO 3166 code.", "KR")
    supplier = optional(TEXT, "Who makes it.", "Hanil Fastener Co.")
    cn_code = optional(CN_CODE, "Combined Nomenclature code.", "9401 99 20")
    density = optional(AMOUNT, "Density of the product.", "7.85 kg/dm3")
    calorific_value = optional(AMOUNT, "Calorific value of the product.", "48 MJ/kg (net)")
    carbon_content = optional(
        nested(lambda: CarbonContent), "Carbon held in the product, per kg of it.", {"fossil": "0.6 kg/kg"}
    )
    energy = optional(AMOUNT, ENERGY, "3.4 MJ (net)")
    volume = optional(AMOUNT, VOLUME, "0.74 L")
    area = optional(AMOUNT, AREA, "0.8 m2")
    pieces = optional(AMOUNT, PIECES, "4 piece")
    price = optional(AMOUNT, PRICE, "250 EUR/t")
    keys = optional(mapping_of(BARE_AMOUNT, read_text), KEYS, {"dry matter": "0.9 kg"})
    treats = optional(
        TEXT, "The waste that the declared unit takes in, where the product is a treatment.", "mixed plastics"
    )
    description = optional(TEXT, "Technical description.", "stamped, welded, zinc plated")
    tags = optional(list_of(TEXT, wrap=True), "Words to group by.", ["seat"])
    note = optional(TEXT, "Free text.", "drawing rev. C")


class Table(Shape):
    """A CSV file whose cells an expression may look up."""

    file = required(TEXT, "CSV file beside the document.", "presses.csv")
    note = optional(TEXT, "Free text.", "nameplate data")


class Exclusion(Shape):
    """Something left out of the footprint on purpose."""

    name = required(TEXT, "What is left out.", "Label")
    share = required(SHARE, "Estimated share of the total.", "0.1 %")
    reason = required(TEXT, "Why.", "below cut-off, 2 g of paper")


class Packaging(Line):
    """Packaging: as a line of the bill of materials, with how often it is used."""

    uses = optional(SHARE, "Returnable packaging: how many times one is used.", "40")


class Changes(Shape):
    """What a scenario makes of a document; paths are those of findings, lines by number or by name."""

    sets = optional(
        mapping_of(BARE_AMOUNT, read_name),
        "Parameters with other values.",
        {"thickness": "1.8 mm"},
        key="set",
    )
    change = optional(
        mapping_of(anything(), read_text),
        "Path to another value; `x 0.82` and `-18 %` scale the amount that stands there.",
        {"inputs/Hot-rolled coil/amount": "x 0.95"},
    )
    add = optional(
        mapping_of(anything(), read_text),
        "Path of a list to the line, or lines, it also has.",
        {"inputs": [_COIL]},
    )
    remove = optional(
        list_of(TEXT, wrap=True), "Paths of lines or keys to leave out.", ["inputs/0/transport"]
    )


class Scenario(Changes):
    """What if: the document with some of it changed, or a weighted mix of scenarios."""

    title = optional(TEXT, "Name in English.", "Wind power")
    title_ko = optional(TEXT, "Name in Korean.", "풍력")
    base = optional(TEXT, "The scenario that this one changes, in place of the document as written.", "lean")
    gwp = optional(choice("AR4", "AR5", "AR6"), "Another GWP set.", "AR5")
    documents = optional(
        mapping_of(nested(lambda: Changes), read_text),
        "Changes of linked documents, by their path.",
        {"bolt.yaml": {"change": {"inputs/0/amount": "-5 %"}}},
    )
    mix = optional(
        mapping_of(SHARE, read_text),
        "Results of scenarios with their weights, which add up to 100 %; `base` is the document as written.",
        {"wind": "60 %", "base": "40 %"},
    )
    note = optional(TEXT, "Free text.", "offer of 2025-09")


class Part(Shape):
    """A part document."""

    carbonfoot = required(choice("part/1"), "Kind and version of this document.", "part/1")
    product = required(nested(lambda: Product), "What the footprint is of.", _PRODUCT)
    period = required(
        PERIOD, "The time the data cover, at most 5 years; factors are those of its last year.", "2025"
    )
    boundary = optional(
        choice("cradle-to-gate", "cradle-to-grave"),
        "What the total covers; later stages stand beside a cradle-to-gate total.",
        "cradle-to-gate",
    )
    gwp = optional(choice("AR4", "AR5", "AR6"), "GWP set; AR6 unless stated.", "AR6")
    made_at = optional(
        list_of(TEXT, wrap=True),
        "Site documents where it is made, by their paths; behind `#` the step there, or the product, when its id does not "
        "tell. It takes its share of what the site uses.",
        "plant.yaml#Press line",
    )
    parameters = optional(
        mapping_of(BARE_AMOUNT, read_name),
        "Named amounts and plain numbers; `= ...` computes one from others.",
        {"thickness": "2.0 mm"},
    )
    tables = optional(
        mapping_of(nested(lambda: Table), read_name),
        "CSV tables for `lookup(...)`.",
        {"presses": {"file": "presses.csv"}},
    )
    inputs: list[Line] | None = optional(
        list_of(nested(lambda: Line)), "The bill of materials: gross of trim, net of rejects.", [_COIL]
    )
    processes: list[Process] | None = optional(
        list_of(nested(lambda: Process)), "Manufacturing steps in their order.", [_STEP]
    )
    outputs: list[Output] | None = optional(list_of(nested(lambda: Output)), "Scrap and waste.", [_SCRAP])
    methods = optional(
        list_of(nested(lambda: MethodUse), wrap=True),
        "Emissions by methods of `carbonfoot methods list`, per declared unit, that belong to no step.",
        [_RUN],
    )
    co_products = optional(
        list_of(nested(lambda: CoProduct)), "What the same processes make besides the product.", [_CAUSTIC]
    )
    allocation = optional(
        ALLOCATION,
        "How lines and steps are shared among the products: `mass`, `energy`, `volume`, `pieces`, `area`, "
        "`economic`, the name of a key of the products, a share for each id, `substitution` or `cut-off`.",
        "economic",
    )
    tooling: list[Line] | None = optional(
        list_of(nested(lambda: Line)), "Moulds and dies, shared over their lifetime.", [_DIE]
    )
    packaging = optional(
        list_of(nested(lambda: Packaging)), "Packaging the product leaves the plant in.", [_BOX]
    )
    distribution = optional(list_of(LEG, wrap=True), "Transport to the customer.", [_LEG])
    use: list[Line] | None = optional(
        list_of(nested(lambda: Line)), "Energy and materials of the use stage.", [_USE]
    )
    end_of_life: list[Output] | None = optional(
        list_of(nested(lambda: Output)), "What becomes of the product.", [_SCRAP]
    )
    exclude = optional(
        list_of(nested(lambda: Exclusion)), "What is left out, with share and reason.", [_LABEL]
    )
    scenarios: dict[str, Scenario] | None = optional(
        mapping_of(nested(lambda: Scenario), read_scenario_name),
        "What if: named changes of this document for `calc --scenario`.",
        {"wind": _GREEN},
    )
    declare = optional(
        nested(lambda: Declare),
        "What a declaration of the product says besides its numbers.",
        {"application": "answer to requests of car makers", "valid_until": "2028-12-31"},
    )
    budgets: list[Budget] | None = optional(
        list_of(nested(lambda: Budget), wrap=True),
        "Limits that `carbonfoot check` holds the footprint against.",
        [{"name": "customer", "total": "3.2 kg CO2e"}],
    )
    expect = optional(
        nested(lambda: Expect),
        "What the footprint is; `carbonfoot check` fails where it is not.",
        {"total": "4.12 kg CO2e"},
    )
    mass_tolerance = optional(SHARE, "How far the mass balance may be off; 1 % unless stated.", "2 %")
    carbon_tolerance = optional(SHARE, "How far the carbon balance may be off; 5 % unless stated.", "3 %")
    tags = optional(list_of(TEXT, wrap=True), "Words to group by.", ["pilot"])
    note = optional(TEXT, "Free text.", "first estimate")

    def settle(self) -> None:
        """Fill what other rooms ask of every document; a part says it all itself."""


def part_schema() -> dict[str, object]:
    """The JSON Schema of a part document."""
    from carbonfoot.documents.shape import json_schema

    return json_schema(Part, "carbonfoot part/1")
