"""Sinter plants: CO2 from coke breeze, gas and carbonates; CH4."""

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


class Sinter(Furnace):
    """Sinter plants: CO2 from coke breeze, gas and carbonates; CH4."""

    about = About(
        id="metals/sinter",
        title="Sinter plant, carbon balance",
        title_ko="소결로, 탄소 수지",
        tier=TIER,
        formula=(
            *FORMULA,
            "CH4 = sinter x factor, where no `ch4` is stated",
        ),
        gives="kg CO2 of the carbon that is in no output; CH4",
        reference=(
            "IPCC Guidelines, volume 3, chapter 4, equation 4.10; "
            "Regulation (EU) 2018/2066, Annex IV, section 4; "
            "Implementing Regulation (EU) 2025/2547, Annex II, B.3.2"
        ),
        edition=EDITION,
        valid_from="2006",
        parameters=PARAMETERS,
        limits=LIMITS,
        example=("coke_breeze: 55 t\ncoke_oven_gas: 2 t\nlimestone: 100 t\ndolomite: 20 t\nsinter: 1000 t"),
    )
    named: ClassVar[dict[str, Named]] = streams_of(
        "coke_breeze anthracite coke_oven_gas blast_furnace_gas natural_gas limestone dolomite iron_ore mill_scale",
        "off_gas",
        "sinter",
    )
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
