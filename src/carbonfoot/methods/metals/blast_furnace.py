"""Blast furnace: CO2 from coke, coal and carbonates less the carbon in pig iron and exported gas."""

from __future__ import annotations

from typing import ClassVar

from carbonfoot.methods.metals._charge import Furnace, Named, charge, product
from carbonfoot.methods.method import About


class BlastFurnace(Furnace):
    """Blast furnace: CO2 from coke, coal and carbonates less the carbon in pig iron and exported gas."""

    about = About(
        id="metals/blast-furnace",
        title="Blast furnace, carbon balance",
        title_ko="고로, 탄소 수지",
        tier="2, with plant values 3",
        formula=(
            "CO2 = (sum of amount x carbon_content of what goes in - sum of what comes out) x 44/12",
            "with `rule: eu` x 3.664 and the carbon contents of Annex II to (EU) 2025/2547",
        ),
        gives="kg CO2 of the carbon that is in no output",
        reference=(
            "IPCC Guidelines, volume 3, chapter 4, equation 4.9; "
            "Regulation (EU) 2018/2066, Annex IV, section 5; "
            "Implementing Regulation (EU) 2025/2547, Annex II, B.3.2"
        ),
        edition="2006 with the refinement of 2019; EU: 2018 and 2025",
        valid_from="2006",
        parameters=("processes/steel/materials", "fuels"),
        limits=(
            "published carbon contents serve where none is stated; slag, dust, sinter and scrap alloys have none: state it",
            "waste gas that other processes or plants use is an output, with its carbon; gas flared here is not (`flared`)",
            "electricity, oxygen, steam, and what was emitted to make the inputs are lines of their own",
            "CH4 is counted only where `ch4` is stated: the guideline gives no factor for pig iron that could be confirmed",
        ),
        example=(
            "coke: 350 t\n"
            "injection_coal: 150 t\n"
            "limestone: 20 t\n"
            "pig_iron: {amount: 1000 t, carbon_content: 4.5 %}\n"
            "blast_furnace_gas: 900 t"
        ),
    )
    named: ClassVar[dict[str, Named]] = {
        "coke": Named(materials=("coke",)),
        "injection_coal": Named(
            materials=(
                "injection-coal",
                "coal",
            )
        ),
        "coal": Named(
            materials=(
                "coal",
                "steam-coal",
            )
        ),
        "natural_gas": Named(materials=("natural-gas",)),
        "heavy_oil": Named(
            materials=(
                "heavy-oil",
                "fuel-oil",
            )
        ),
        "coke_oven_gas": Named(materials=("coke-oven-gas",)),
        "charcoal": Named(materials=("charcoal",)),
        "limestone": Named(materials=("limestone",)),
        "dolomite": Named(materials=("dolomite",)),
        "scrap": Named(
            materials=(
                "steel-scrap",
                "steel",
            )
        ),
        "direct_reduced_iron": Named(
            materials=(
                "direct-reduced-iron",
                "dri-gas-based",
            )
        ),
        "iron_ore": Named(),
        "sinter": Named(),
        "pellets": Named(),
        "pig_iron": Named(out=True, materials=("pig-iron",)),
        "blast_furnace_gas": Named(out=True, materials=("blast-furnace-gas",)),
        "slag": Named(out=True),
        "dust": Named(out=True),
    }
    makes = "pig_iron"

    coke = charge("Coke charged.", "350 t")
    injection_coal = charge("Coal blown in (PCI).", "150 t")
    coal = charge("Other coal.", "10 t")
    natural_gas = charge("Natural gas blown in or burned in the stoves.", "5 t")
    heavy_oil = charge("Oil blown in.", "5 t")
    coke_oven_gas = charge("Coke oven gas blown in or burned in the stoves.", "5 t")
    charcoal = charge(
        "Charcoal; its share of biogenic carbon must be stated.", {"amount": "20 t", "biomass_share": "100 %"}
    )
    limestone = charge("Limestone charged.", "20 t")
    dolomite = charge("Dolomite charged.", "10 t")
    scrap = charge("Steel scrap charged.", "30 t")
    direct_reduced_iron = charge("DRI charged.", "30 t")
    iron_ore = charge(
        "Lump ore with carbon in it; its carbon content must be stated.",
        {"amount": "200 t", "carbon_content": "0.0002"},
    )
    sinter = charge(
        "Sinter with carbon in it; its carbon content must be stated.",
        {"amount": "1100 t", "carbon_content": "0.0005"},
    )
    pellets = charge(
        "Pellets with carbon in them; their carbon content must be stated.",
        {"amount": "300 t", "carbon_content": "0.0005"},
    )
    pig_iron = product("Pig iron (hot metal) made.", "1000 t")
    blast_furnace_gas = charge(
        "Blast furnace gas that leaves for other uses, not what the stoves burn.", "900 t"
    )
    slag = charge("Slag; its carbon content must be stated.", {"amount": "280 t", "carbon_content": "0.001"})
    dust = charge(
        "Dust and sludge; the carbon content must be stated.", {"amount": "15 t", "carbon_content": "0.3"}
    )


METHOD = BlastFurnace
