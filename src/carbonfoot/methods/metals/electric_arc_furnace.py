"""Electric arc furnace: CO2 from scrap, electrodes, charge carbon, carbonates and gas burners."""

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


class ElectricArcFurnace(Furnace):
    """Electric arc furnace: CO2 from scrap, electrodes, charge carbon, carbonates and gas burners."""

    about = About(
        id="metals/electric-arc-furnace",
        title="Electric arc furnace, carbon balance",
        title_ko="전기로(EAF), 탄소 수지",
        tier=TIER,
        formula=FORMULA,
        gives=GIVES,
        reference=(
            "IPCC Guidelines, volume 3, chapter 4, equation 4.9; "
            "Regulation (EU) 2018/2066, Annex IV, section 5; "
            "Implementing Regulation (EU) 2025/2547, Annex II, B.3.2; "
            "40 CFR 98.173, equation Q-5"
        ),
        edition=EDITION,
        valid_from="2006",
        parameters=PARAMETERS,
        limits=(
            *LIMITS,
            "N2O is not part of the method",
        ),
        example=(
            "scrap: {amount: 1100 t, carbon_content: 0.2 %}\n"
            "electrodes: 2 t\n"
            "charge_carbon: 12 t\n"
            "natural_gas: {amount: 4000 GJ (net), emission_factor: 56.1 kg/GJ (net)}\n"
            "lime: {amount: 40 t, carbon_content: 0.0027}\n"
            "steel: {amount: 1000 t, carbon_content: 0.15 %}\n"
            "slag: {amount: 120 t, carbon_content: 0.1 %}"
        ),
    )
    named: ClassVar[dict[str, Named]] = streams_of(
        "scrap iron_scrap pig_iron direct_reduced_iron hot_briquetted_iron electrodes charge_carbon "
        "coal coke petroleum_coke natural_gas limestone dolomite lime alloys",
        "steel slag dust",
    )
    makes = "steel"

    scrap = charge("Steel scrap charged.", "1100 t")
    iron_scrap = charge("Cast iron scrap charged.", "10 t")
    pig_iron = charge("Pig iron charged.", "20 t")
    direct_reduced_iron = charge("DRI charged.", "50 t")
    hot_briquetted_iron = charge("HBI charged.", "50 t")
    electrodes = charge("Electrodes consumed.", "2 t")
    charge_carbon = charge("Charge and foaming carbon.", "12 t")
    coal = charge("Coal charged.", "5 t")
    coke = charge("Coke charged.", "5 t")
    petroleum_coke = charge("Petroleum coke charged.", "5 t")
    natural_gas = charge(
        "Natural gas of the burners.", {"amount": "4000 GJ (net)", "emission_factor": "56.1 kg/GJ (net)"}
    )
    limestone = charge("Limestone charged.", "5 t")
    dolomite = charge("Raw dolomite charged.", "5 t")
    lime = charge(
        "Burned lime with carbon left in it; the content must be stated.",
        {"amount": "40 t", "carbon_content": "0.0027"},
    )
    alloys = charge(
        "Ferroalloys; the carbon content must be stated.", {"amount": "10 t", "carbon_content": "2 %"}
    )
    steel = product("Liquid steel made.", "1000 t")
    slag = charge("Slag; its carbon content must be stated.", {"amount": "120 t", "carbon_content": "0.1 %"})
    dust = charge("Dust; its carbon content must be stated.", {"amount": "15 t", "carbon_content": "2 %"})


METHOD = ElectricArcFurnace
