"""Pelletising of iron ore: CO2 from fuel, additives and ore."""

from __future__ import annotations

from typing import ClassVar

from carbonfoot.methods.metals._charge import Furnace, Named, charge, product
from carbonfoot.methods.method import About


class Pellets(Furnace):
    """Pelletising of iron ore: CO2 from fuel, additives and ore."""

    about = About(
        id="metals/pellets",
        title="Iron ore pellets, carbon balance",
        title_ko="철광석 펠릿, 탄소 수지",
        tier="2, with plant values 3",
        formula=(
            "CO2 = (sum of amount x carbon_content of what goes in - sum of what comes out) x 44/12",
            "with `rule: eu` x 3.664 and the carbon contents of Annex II to (EU) 2025/2547",
        ),
        gives="kg CO2 of the carbon that is in no output",
        reference=(
            "IPCC Guidelines, volume 3, chapter 4, equation 4.9 (materials and fuels as there); "
            "Regulation (EU) 2018/2066, Annex IV, section 4; "
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
        example=("natural_gas: 9 t\nlimestone: 10 t\ndolomite: 10 t\npellets: 1000 t"),
    )
    named: ClassVar[dict[str, Named]] = {
        "natural_gas": Named(materials=("natural-gas",)),
        "heavy_oil": Named(
            materials=(
                "heavy-oil",
                "fuel-oil",
            )
        ),
        "coke_breeze": Named(materials=("coke",)),
        "coal": Named(
            materials=(
                "coal",
                "steam-coal",
            )
        ),
        "coke_oven_gas": Named(materials=("coke-oven-gas",)),
        "limestone": Named(materials=("limestone",)),
        "dolomite": Named(materials=("dolomite",)),
        "iron_ore": Named(),
        "pellets": Named(out=True, without=True),
    }
    makes = "pellets"

    natural_gas = charge("Natural gas burned.", "9 t")
    heavy_oil = charge("Heavy fuel oil burned.", "4 t")
    coke_breeze = charge("Coke breeze charged.", "5 t")
    coal = charge("Coal burned.", "5 t")
    coke_oven_gas = charge("Coke oven gas burned.", "3 t")
    limestone = charge("Limestone added.", "10 t")
    dolomite = charge("Dolomite added.", "10 t")
    iron_ore = charge(
        "Ore with carbon in it (carbonates); its carbon content must be stated.",
        {"amount": "1000 t", "carbon_content": "0.0005"},
    )
    pellets = product("Pellets made; their carbon counts only where a content is stated.", "1000 t")


METHOD = Pellets
