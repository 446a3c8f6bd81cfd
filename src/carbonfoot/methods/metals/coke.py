"""Coke ovens: CO2 from the carbon of coal that is in no product; CH4."""

from __future__ import annotations

from typing import ClassVar

from carbonfoot.methods.metals._charge import Furnace, Named, charge, product
from carbonfoot.methods.method import About


class Coke(Furnace):
    """Coke ovens: CO2 from the carbon of coal that is in no product; CH4."""

    about = About(
        id="metals/coke",
        title="Coke ovens, carbon balance",
        title_ko="코크스로, 탄소 수지",
        tier="2, with plant values 3",
        formula=(
            "CO2 = (sum of amount x carbon_content of what goes in - sum of what comes out) x 44/12",
            "with `rule: eu` x 3.664 and the carbon contents of Annex II to (EU) 2025/2547",
            "CH4 = coke x factor, where the edition gives one and no `ch4` is stated",
        ),
        gives="kg CO2 of the carbon that is in no output; CH4",
        reference=(
            "IPCC Guidelines, volume 3, chapter 4, equation 4.2 (ovens in steel works) and 4.3 (merchant ovens); "
            "Regulation (EU) 2018/2066, Annex IV, section 3; "
            "Implementing Regulation (EU) 2025/2547, Annex II, B.3.2"
        ),
        edition="2006 with the refinement of 2019; EU: 2018 and 2025",
        valid_from="2006",
        parameters=("processes/steel/materials", "fuels"),
        limits=(
            "published carbon contents serve where none is stated; slag, dust, sinter and scrap alloys have none: state it",
            "waste gas that other processes or plants use is an output, with its carbon; gas flared here is not (`flared`)",
            "electricity, oxygen, steam, and what was emitted to make the inputs are lines of their own",
            "CH4 of the refinement of 2019 is not counted: its unit could not be confirmed; state `ch4`, or `edition: ipcc-2006`",
        ),
        example=(
            "edition: ipcc-2006\n"
            "coking_coal: 1350 t\n"
            "coke: 1000 t\n"
            "coke_oven_gas: 180 t\n"
            "coal_tar: 40 t\n"
            "light_oil: {amount: 10 t, carbon_content: 0.9}"
        ),
    )
    named: ClassVar[dict[str, Named]] = {
        "coking_coal": Named(materials=("coking-coal",)),
        "blast_furnace_gas": Named(materials=("blast-furnace-gas",)),
        "natural_gas": Named(materials=("natural-gas",)),
        "process_materials": Named(),
        "coke": Named(out=True, materials=("coke",)),
        "coke_breeze": Named(out=True, materials=("coke",)),
        "coke_oven_gas": Named(out=True, materials=("coke-oven-gas",)),
        "coal_tar": Named(out=True, materials=("coal-tar",)),
        "light_oil": Named(out=True, materials=("light-oil",)),
    }
    makes = "coke"
    records: ClassVar[dict[str, str]] = {
        "ipcc-2006": "ipcc-2006:steel-coke",
    }

    coking_coal = charge("Coking coal charged.", "1350 t")
    blast_furnace_gas = charge("Blast furnace gas burned under the ovens; only in a steel works.", "40 t")
    natural_gas = charge("Natural gas burned under the ovens.", "2 t")
    process_materials = charge("Other material charged; its carbon content must be stated.", "3 t")
    coke = product("Coke made.", "1000 t")
    coke_breeze = charge("Coke breeze that leaves.", "30 t")
    coke_oven_gas = charge(
        "Coke oven gas that leaves the ovens for other uses, not what is burned under them.", "180 t"
    )
    coal_tar = charge("Tar that leaves.", "40 t")
    light_oil = charge("Light oil (benzole) that leaves.", "10 t")


METHOD = Coke
