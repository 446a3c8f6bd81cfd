"""Basic oxygen furnace: CO2 from the carbon of hot metal and scrap that is not in the steel."""

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


class BasicOxygenFurnace(Furnace):
    """Basic oxygen furnace: CO2 from the carbon of hot metal and scrap that is not in the steel."""

    about = About(
        id="metals/basic-oxygen-furnace",
        title="Basic oxygen furnace, carbon balance",
        title_ko="전로(BOF), 탄소 수지",
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
        limits=LIMITS,
        example=(
            "pig_iron: {amount: 950 t, carbon_content: 4.5 %}\n"
            "scrap: 150 t\n"
            "dolomite: 10 t\n"
            "steel: {amount: 1000 t, carbon_content: 0.05 %}"
        ),
    )
    named: ClassVar[dict[str, Named]] = streams_of(
        "pig_iron scrap direct_reduced_iron hot_briquetted_iron coke coal natural_gas limestone dolomite lime alloys",
        "steel converter_gas slag dust",
    )
    makes = "steel"

    pig_iron = charge("Hot metal charged.", "950 t")
    scrap = charge("Scrap charged.", "150 t")
    direct_reduced_iron = charge("DRI charged.", "20 t")
    hot_briquetted_iron = charge("HBI charged.", "20 t")
    coke = charge("Coke charged.", "2 t")
    coal = charge("Coal charged.", "2 t")
    natural_gas = charge("Natural gas burned (ladles, preheating).", "2 t")
    limestone = charge("Limestone charged.", "5 t")
    dolomite = charge("Raw dolomite charged.", "10 t")
    lime = charge(
        "Burned lime with carbon left in it; the content must be stated.",
        {"amount": "40 t", "carbon_content": "0.0027"},
    )
    alloys = charge(
        "Ferroalloys and carburisers; the carbon content must be stated.",
        {"amount": "10 t", "carbon_content": "2 %"},
    )
    steel = product("Crude steel made.", "1000 t")
    converter_gas = charge("Converter gas that leaves for other uses.", "80 t")
    slag = charge("Slag; its carbon content must be stated.", {"amount": "100 t", "carbon_content": "0.001"})
    dust = charge(
        "Dust and sludge; the carbon content must be stated.", {"amount": "15 t", "carbon_content": "0.02"}
    )


METHOD = BasicOxygenFurnace
