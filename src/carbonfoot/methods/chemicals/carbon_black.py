"""Carbon black from oil or gas."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, optional
from carbonfoot.methods.chemicals._production import Production
from carbonfoot.methods.chemicals._tables import (
    ITEM,
    PACKS,
    per_mass,
    released,
    together,
    without_effect,
    word_for,
)
from carbonfoot.methods.method import About
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work


class CarbonBlack(Production):
    """CO2 and CH4 of making carbon black."""

    about = About(
        id="chemicals/carbon-black",
        title="Carbon black",
        title_ko="카본블랙",
        tier="1",
        formula=("CO2 = amount x co2_factor", "CH4 = amount x ch4_factor"),
        gives="kg CO2 of primary and secondary feedstock, kg CH4 of the tail gas",
        reference="IPCC Guidelines, volume 3, chapter 3, equations 3.15 and 3.24, tables 3.23 and 3.24",
        edition="2006",
        valid_from="2006",
        example="amount: 100 t\nprocess: furnace\ntail_gas: treated",
        limits=(
            "channel black has no factor in the library: state `co2_factor` and `ch4_factor`",
            "feedstock that is burned for heat is in the default factor; `secondary_feedstock: other-lines` takes it out",
            "the supply of feedstock and the electricity are lines of their own",
        ),
        parameters=("processes/chemicals/carbon-black",),
    )

    process = optional(choice("furnace", "thermal", "acetylene"), "How the black is made.", "furnace")
    tail_gas = optional(
        choice("treated", "untreated"),
        "Whether the tail gas is burned (flare, boiler, CO boiler) or vented as it is.",
        "treated",
    )
    secondary_feedstock = optional(
        choice("default", "other-lines"),
        "Whether the fuel of the process is in the default, which it is unless stated, or a line of its own.",
        "other-lines",
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 and kg CH4."""
        stated = {"co2_factor": self.co2_factor, "ch4_factor": self.ch4_factor}
        process = word_for(work, "process", self.process, stated)
        tail_gas = word_for(work, "tail_gas", self.tail_gas, {"ch4_factor": self.ch4_factor})
        if self.co2_factor is not None:
            without_effect(work, {"secondary_feedstock": self.secondary_feedstock}, "beside `co2_factor`")
        co2, ch4 = self.co2_factor, self.ch4_factor
        if co2 is None and self.secondary_feedstock == "other-lines":
            item = f"{ITEM}/carbon-black/{process}/primary-feedstock"
            co2 = work.number(item, "emission-factor-co2", "kg/t", packs=PACKS, at=("process",))
        elif co2 is None:
            co2 = per_mass(work, "carbon-black", "co2", process, ("process",))
        if ch4 is None:
            route = process if tail_gas == "treated" else f"{process}-without-tail-gas-treatment"
            ch4 = per_mass(work, "carbon-black", "ch4_fossil", route, ("tail_gas",))
        return [together(released("co2", self.amount, co2), released("ch4_fossil", self.amount, ch4))]


METHOD = CarbonBlack
