"""Basic oxygen furnace: CO2 from the carbon of hot metal and scrap that is not in the steel."""

from __future__ import annotations

from typing import ClassVar

from carbonfoot.methods.metals._charge import Furnace, Named, charge, product
from carbonfoot.methods.method import About


class BasicOxygenFurnace(Furnace):
    """Basic oxygen furnace: CO2 from the carbon of hot metal and scrap that is not in the steel."""

    about = About(
        id="metals/basic-oxygen-furnace",
        title="Basic oxygen furnace, carbon balance",
        title_ko="전로(BOF), 탄소 수지",
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
        ),
        example=(
            "pig_iron: {amount: 950 t, carbon_content: 4.5 %}\n"
            "scrap: 150 t\n"
            "dolomite: 10 t\n"
            "steel: {amount: 1000 t, carbon_content: 0.05 %}"
        ),
    )
    named: ClassVar[dict[str, Named]] = {
        "pig_iron": Named(materials=("pig-iron",)),
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
        "hot_briquetted_iron": Named(materials=("hot-briquetted-iron",)),
        "coke": Named(materials=("coke",)),
        "coal": Named(
            materials=(
                "coal",
                "steam-coal",
            )
        ),
        "natural_gas": Named(materials=("natural-gas",)),
        "limestone": Named(materials=("limestone",)),
        "dolomite": Named(materials=("dolomite",)),
        "lime": Named(),
        "alloys": Named(),
        "steel": Named(out=True, materials=("steel",)),
        "converter_gas": Named(out=True, materials=("converter-gas",)),
        "slag": Named(out=True),
        "dust": Named(out=True),
    }
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
