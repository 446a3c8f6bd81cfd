"""Coke ovens: CO2 from the carbon of coal that is in no product; CH4."""

from __future__ import annotations

from typing import ClassVar

from carbonfoot.methods.metals._charge import (
    EDITION,
    FORMULA,
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


class Coke(Furnace):
    """Coke ovens: CO2 from the carbon of coal that is in no product; CH4."""

    about = About(
        id="metals/coke",
        title="Coke ovens, carbon balance",
        title_ko="코크스로, 탄소 수지",
        tier=TIER,
        formula=(
            *FORMULA,
            "CH4 = coke x factor, where the edition gives one and no `ch4` is stated",
        ),
        gives="kg CO2 of the carbon that is in no output; CH4",
        reference=(
            "IPCC Guidelines, volume 3, chapter 4, equation 4.2 (ovens in steel works) and 4.3 (merchant ovens); "
            "Regulation (EU) 2018/2066, Annex IV, section 3; "
            "Implementing Regulation (EU) 2025/2547, Annex II, B.3.2"
        ),
        edition=EDITION,
        valid_from="2006",
        parameters=PARAMETERS,
        limits=(
            *LIMITS,
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
    named: ClassVar[dict[str, Named]] = streams_of(
        "coking_coal blast_furnace_gas natural_gas process_materials",
        "coke coke_breeze coke_oven_gas coal_tar light_oil",
    )
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
