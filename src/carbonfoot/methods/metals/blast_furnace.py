"""Blast furnace: CO2 from coke, coal and carbonates less the carbon in pig iron and exported gas."""

from __future__ import annotations

from typing import ClassVar

from carbonfoot.methods.metals._charge import (
    EDITION,
    FORMULA,
    GIVES,
    LIMITS,
    PARAMETERS,
    TIER,
    Furnace,
    Named,
    charge,
    product,
    streams_of,
)
from carbonfoot.methods.method import About


class BlastFurnace(Furnace):
    """Blast furnace: CO2 from coke, coal and carbonates less the carbon in pig iron and exported gas."""

    about = About(
        id="metals/blast-furnace",
        title="Blast furnace, carbon balance",
        title_ko="고로, 탄소 수지",
        tier=TIER,
        formula=FORMULA,
        gives=GIVES,
        reference=(
            "IPCC Guidelines, volume 3, chapter 4, equation 4.9; "
            "Regulation (EU) 2018/2066, Annex IV, section 5; "
            "Implementing Regulation (EU) 2025/2547, Annex II, B.3.2"
        ),
        edition=EDITION,
        valid_from="2006",
        parameters=PARAMETERS,
        limits=(
            *LIMITS,
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
    named: ClassVar[dict[str, Named]] = streams_of(
        "coke injection_coal coal natural_gas heavy_oil coke_oven_gas charcoal "
        "limestone dolomite scrap direct_reduced_iron iron_ore sinter pellets",
        "pig_iron blast_furnace_gas slag dust",
    )
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
