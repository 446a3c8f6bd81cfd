"""Production processes: what they make, use, and exchange with each other."""

from __future__ import annotations

from carbonfoot.cbam.shapes.kinds import (
    CALORIFIC,
    GAS_OR_ENERGY,
    GOOD_CODE,
    MOLAR,
    MWH,
    PER_MWH,
    PER_TJ,
    TJ,
    TONNES,
    TONNES_EMITTED,
)
from carbonfoot.documents.fields import TEXT, YES_NO
from carbonfoot.documents.lines import energy_use
from carbonfoot.documents.shape import Shape, choice, list_of, nested, optional, required
from carbonfoot.methods.needs import each, number, quantity, share

_QUANTITY = quantity("t", "MWh", "Nm3")


class Composition(Shape):
    """A range of clinker or nitrogen content that goods are sold in; at most 10 % wide (Annex III, Eq. 64-66)."""

    name = required(TEXT, "What it is called.", "CEM II 42.5")
    content = required(share(), "Mean clinker or nitrogen content of the range.", "78 %")
    lowest = optional(share(), "Lower end of the range.", "74 %")
    highest = optional(share(), "Upper end of the range.", "82 %")
    amount = optional(TONNES, "How much of it was made.", "84000 t")


class ImportToUnion(Shape):
    """Electricity that is itself the good: what Annex IV, point 5, to Regulation (EU) 2023/956 asks for actual values."""

    direct_connection = optional(
        YES_NO, "Point 5(b): directly connected to the Union's grid, or no congestion between.", "yes"
    )
    emission_limit = optional(
        YES_NO, "Point 5(c): at most 550 g CO2 of fossil fuel per kWh of electricity.", "yes"
    )
    evidence = optional(YES_NO, "The evidence of Annex II, D.2.4, is with the verifier.", "yes")
    addenda = optional(YES_NO, "The addendum for each declarant is with the verifier.", "yes")


class Good(Shape):
    """A good by its CN code, with what Annex IV, point 2, asks for it."""

    cn = required(GOOD_CODE, "CN code, 8 digits; 10 with TARIC.", "7318 15 42")
    name = optional(TEXT, "Name on the invoice.", "Screws and nuts C1")
    name_ko = optional(TEXT, "Korean name.", "볼트 C1")
    id = optional(TEXT, "Article number.", "C1-M8")
    amount = optional(
        _QUANTITY,
        "Saleable goods made in the period; MWh of electricity. May stand at the process for all.",
        "17000 t",
    )
    route = optional(TEXT, "Production route, letter or words; that of the process unless stated.", "E")
    clinker_content = optional(share(above_zero=True), "Cement: t clinker per t.", "95 %")
    nitrogen_content = optional(share(above_zero=True), "Fertilisers: t N per t.", "15 %")
    nitrogen = optional(
        each(share()), "N by form: ammonium, nitrate, urea, other.", {"ammonium": "7.6 %", "nitrate": "7.4 %"}
    )
    compositions = optional(
        list_of(nested(lambda: Composition)),
        "Ranges of composition it is sold in.",
        [{"name": "CEM II", "content": "78 %"}],
    )
    purity = optional(share(), "Urea: mass share of urea.", "98 %")
    concentration = optional(share(), "Nitric acid, ammonia in water: mass share.", "60 %")
    production_method = optional(
        TEXT, "Code of the production method in the CBAM registry, which a dataspace message wants.", "P24"
    )
    reducing_agent = optional(TEXT, "Steel: main reducing agent, also of the precursor.", "Coal or coke")
    steel_mill = optional(TEXT, "Steel: identification number of the mill.", "623108")
    manganese = optional(share(), "Mass share of Mn.", "1.4 %")
    chromium = optional(share(), "Mass share of Cr.", "18 %")
    nickel = optional(share(), "Mass share of Ni.", "10 %")
    other_alloys = optional(share(), "Mass share of all other alloying elements.", "0.4 %")
    carbon = optional(share(), "Ferro-alloys: mass share of C.", "6 %")
    scrap = optional(number("t/t"), "t scrap used per t.", "0.25 t/t")
    pre_consumer_scrap = optional(share(), "Share of that scrap that is pre-consumer.", "40 %")
    non_aluminium = optional(share(), "Aluminium: mass share of other elements, where above 1 %.", "2.3 %")
    import_to_union = optional(
        nested(lambda: ImportToUnion), "Electricity: criteria for actual values.", {"addenda": "yes"}
    )
    tags = optional(list_of(TEXT, wrap=True), "Words to group by.", ["M8"])
    note = optional(TEXT, "Free text.", "drawing 7")


class Used(Shape):
    """How much of a precursor a process used: all that went in, with scrap and cut-off (Annex III, B)."""

    name = required(
        TEXT, "A precursor of `precursors`, or another process of this installation.", "Carbon steel wire rod"
    )
    amount = required(quantity("t", "MWh"), "Mass that went in.", "20000 t")
    content = optional(
        share(above_zero=True), "Clinker or nitrogen in it, where it is not the mean of its process.", "95 %"
    )
    suppliers = optional(
        list_of(TEXT, wrap=True),
        "Only of these suppliers, with evidence for the verifier (Article 14(3)).",
        ["Beta Steel Co."],
    )


class HeatFlow(Shape):
    """Measurable heat into or out of a process."""

    amount = required(TJ, "Net heat.", "12.5 TJ")
    source = optional(TEXT, "An entry of `heat`.", "Boiler house", key="from")
    emission_factor = optional(PER_TJ, "Instead of an entry: its emission factor.", "62.3 t CO2/TJ")
    fuel = optional(TEXT, "Exported, mix not known: fuel most used, with a boiler of 90 %.", "Natural gas")
    recovered_from = optional(
        choice("electricity", "nitric-acid", "other"),
        "Exported: heat of electricity-driven processes or nitric acid does not count.",
        "electricity",
    )
    partner = optional(
        TEXT, "The other installation, where it comes from or goes to one.", "Ansan District Energy"
    )


class WasteGas(Shape):
    """Waste gases of a process, as energy, or as volume or mass with a net calorific value (Annex III, A.2.3)."""

    produced = optional(GAS_OR_ENERGY, "Produced in the process.", "15000 TJ")
    imported = optional(GAS_OR_ENERGY, "Taken from other processes or installations.", "0 TJ")
    exported = optional(GAS_OR_ENERGY, "Given to other processes or installations.", "12800 TJ")
    net_calorific_value = optional(CALORIFIC, "Where amounts are volumes or masses.", "3.3 MJ/Nm3")
    partner = optional(TEXT, "The other installation or process.", "Power plant 2")


class PowerUse(Shape):
    """Electricity of a process."""

    amount = required(MWH, "Consumed.", "3400 MWh")
    sources = optional(
        list_of(TEXT, wrap=True),
        "Only of these sources, with evidence (Article 9(2)); the mean of all unless stated.",
        ["PPA Haenam"],
        key="from",
    )
    emission_factor = optional(
        PER_MWH, "Instead of an entry of `electricity`: its emission factor.", "0.833 t CO2/MWh"
    )
    source = optional(TEXT, "Who states that factor.", "D.4(b)")


class PowerMade(Shape):
    """Electricity produced inside the boundary of a process: its emissions are taken off (Eq. 55)."""

    amount = required(MWH, "Produced.", "9100 MWh")
    emission_factor = optional(PER_MWH, "Of this electricity (Eq. 38, or of the CHP unit).", "0.42 t CO2/MWh")
    source = optional(TEXT, "Instead: an entry of `electricity`.", "Turbine 1", key="from")
    exported = optional(MWH, "Of this, leaving the process.", "8000 MWh")


class CoProduct(Shape):
    """What a multifunctional process makes beside the good; not a good of the mechanism itself."""

    name = required(TEXT, "What it is.", "Chlorine")
    amount = required(TONNES, "How much.", "35000 t")
    formula = optional(TEXT, "Chemical formula, for attribution by molar ratio.", "Cl2")
    molar_mass = optional(MOLAR, "Instead of a formula.", "70.9 g/mol")


class Process(Shape):
    """A production process: one functional unit, or one multifunctional process with its goods (Article 4)."""

    name = required(TEXT, "What it is called.", "Carbon steel screws and nuts")
    name_ko = optional(TEXT, "Korean name.", "탄소강 볼트·너트")
    category = optional(
        TEXT, "Aggregated goods category; that of its goods unless stated.", "Iron or steel products"
    )
    route = optional(TEXT, "Production route, letter of the act or words.", "All production routes")
    routes = optional(
        each(TONNES), "Amounts by route, where there are several.", {"Blast furnace": "80000 t"}
    )
    production_method = optional(
        TEXT, "Code of the production method in the CBAM registry, for all of its goods.", "P24"
    )
    goods = optional(list_of(nested(lambda: Good)), "What it makes for the market.", [{"cn": "7318 15 42"}])
    activity_level = optional(
        _QUANTITY,
        "Saleable goods of the process in all, also those used on site; the sum of its goods and uses unless stated.",
        "17000 t",
    )
    for_non_cbam = optional(TONNES, "Of these, used on site for goods that are not covered.", "0 t")
    precursors = optional(
        list_of(nested(lambda: Used)),
        "Precursors it used, bought or made on site.",
        [{"name": "Wire rod", "amount": "20000 t"}],
    )
    direct_emissions = optional(
        TONNES_EMITTED,
        "Directly attributable emissions (DirEm*), where they are not the shares of the source streams.",
        "3337.95 t CO2e",
    )
    electricity = optional(
        nested(lambda: PowerUse, before=energy_use), "Electricity it consumed; `0 MWh` for none.", "3400 MWh"
    )
    electricity_produced = optional(
        nested(lambda: PowerMade), "Electricity produced within its boundary.", {"amount": "9100 MWh"}
    )
    heat_in = optional(
        list_of(nested(lambda: HeatFlow), wrap=True), "Heat it took in.", [{"amount": "12.5 TJ"}]
    )
    heat_out = optional(
        list_of(nested(lambda: HeatFlow), wrap=True), "Heat it gave off.", [{"amount": "3 TJ"}]
    )
    waste_gas = optional(
        nested(lambda: WasteGas), "Waste gases it made, took in, gave off.", {"exported": "12800 TJ"}
    )
    attribution = optional(
        choice("functional-unit", "molar", "mass"),
        "How a multifunctional process is shared (Annex III, A.2): molar for chemicals and fertilisers.",
        "molar",
    )
    co_products = optional(
        list_of(nested(lambda: CoProduct)), "What else it makes.", [{"name": "Chlorine", "amount": "35000 t"}]
    )
    formula = optional(TEXT, "Chemical formula of its good, for attribution by molar ratio.", "H2")
    joint = optional(
        list_of(TEXT, wrap=True),
        "Precursors made inside the process and used up there (Article 4(9)).",
        ["Pig iron"],
    )
    excludes = optional(TEXT, "What of the plant lies outside the boundary, such as plating.", "plating line")
    evidence = optional(YES_NO, "Whether the waste gas exports can be proven to the verifier.", "yes")
    tags = optional(list_of(TEXT, wrap=True), "Words to group by.", ["line-2"])
    note = optional(TEXT, "Free text.", "two shifts")


class NonCbam(Shape):
    """A process of the installation that makes nothing covered: it bears its part of what is shared, and no good."""

    name = required(TEXT, "What it is called; source streams may name it.", "Springs")
    name_ko = optional(TEXT, "Korean name.", "스프링")
    amount = optional(TONNES, "What it made.", "900 t")
    heat_in = optional(
        list_of(nested(lambda: HeatFlow), wrap=True),
        "Heat of `heat` that it took, for the balance; also what goes to a town or another plant.",
        [{"amount": "3 TJ", "from": "Boiler house"}],
    )
    electricity = optional(MWH, "Electricity it consumed, for the balance.", "400 MWh")
    note = optional(TEXT, "Free text.", "7320 is not covered")
