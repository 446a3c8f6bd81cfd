"""Pelletising of iron ore: CO2 from fuel, additives and ore."""

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


class Pellets(Furnace):
    """Pelletising of iron ore: CO2 from fuel, additives and ore."""

    about = About(
        id="metals/pellets",
        title="Iron ore pellets, carbon balance",
        title_ko="철광석 펠릿, 탄소 수지",
        tier=TIER,
        formula=FORMULA,
        gives=GIVES,
        reference=(
            "IPCC Guidelines, volume 3, chapter 4, equation 4.9 (materials and fuels as there); "
            "Regulation (EU) 2018/2066, Annex IV, section 4; "
            "Implementing Regulation (EU) 2025/2547, Annex II, B.3.2"
        ),
        edition=EDITION,
        valid_from="2006",
        parameters=PARAMETERS,
        limits=LIMITS,
        example=("natural_gas: 9 t\nlimestone: 10 t\ndolomite: 10 t\npellets: 1000 t"),
    )
    named: ClassVar[dict[str, Named]] = streams_of(
        "natural_gas heavy_oil coke_breeze coal coke_oven_gas limestone dolomite iron_ore",
        "",
        "pellets",
    )
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
