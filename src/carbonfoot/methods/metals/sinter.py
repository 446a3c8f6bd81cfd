"""Sinter plants: CO2 from coke breeze, gas and carbonates; CH4."""

from __future__ import annotations

from typing import ClassVar

from carbonfoot.methods.metals._charge import Furnace, Named, charge, product
from carbonfoot.methods.method import About


class Sinter(Furnace):
    """Sinter plants: CO2 from coke breeze, gas and carbonates; CH4."""

    about = About(
        id="metals/sinter",
        title="Sinter plant, carbon balance",
        title_ko="소결로, 탄소 수지",
        tier="2, with plant values 3",
        formula=(
            "CO2 = (sum of amount x carbon_content of what goes in - sum of what comes out) x 44/12",
            "with `rule: eu` x 3.664 and the carbon contents of Annex II to (EU) 2025/2547",
            "CH4 = sinter x factor, where no `ch4` is stated",
        ),
        gives="kg CO2 of the carbon that is in no output; CH4",
        reference=(
            "IPCC Guidelines, volume 3, chapter 4, equation 4.10; "
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
        example=("coke_breeze: 55 t\ncoke_oven_gas: 2 t\nlimestone: 100 t\ndolomite: 20 t\nsinter: 1000 t"),
    )
    named: ClassVar[dict[str, Named]] = {
        "coke_breeze": Named(materials=("coke",)),
        "anthracite": Named(),
        "coke_oven_gas": Named(materials=("coke-oven-gas",)),
        "blast_furnace_gas": Named(materials=("blast-furnace-gas",)),
        "natural_gas": Named(materials=("natural-gas",)),
        "limestone": Named(materials=("limestone",)),
        "dolomite": Named(materials=("dolomite",)),
        "iron_ore": Named(),
        "mill_scale": Named(),
        "sinter": Named(out=True, without=True),
        "off_gas": Named(out=True),
    }
    makes = "sinter"
    records: ClassVar[dict[str, str]] = {
        "ipcc-2019": "ipcc-2019:steel-sinter",
        "ipcc-2006": "ipcc-2006:steel-sinter",
    }

    coke_breeze = charge("Coke breeze charged.", "55 t")
    anthracite = charge(
        "Anthracite charged; its carbon content must be stated.", {"amount": "5 t", "carbon_content": "0.78"}
    )
    coke_oven_gas = charge("Coke oven gas of the ignition hood.", "2 t")
    blast_furnace_gas = charge("Blast furnace gas burned.", "8 t")
    natural_gas = charge("Natural gas burned.", "1 t")
    limestone = charge("Limestone charged.", "100 t")
    dolomite = charge("Dolomite charged.", "20 t")
    iron_ore = charge(
        "Ore with carbon in it; its carbon content must be stated.",
        {"amount": "800 t", "carbon_content": "0.0002"},
    )
    mill_scale = charge(
        "Mill scale, dust and sludge recycled; the carbon content must be stated.",
        {"amount": "30 t", "carbon_content": "5 %"},
    )
    sinter = product("Sinter made; its carbon counts only where a content is stated.", "1000 t")
    off_gas = charge(
        "Sinter off gas that others use; its carbon content must be stated.",
        {"amount": "4 t", "carbon_content": "0.1"},
    )


METHOD = Sinter
