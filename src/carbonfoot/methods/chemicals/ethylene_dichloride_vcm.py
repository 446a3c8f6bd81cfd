"""Ethylene dichloride and vinyl chloride monomer."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, optional, required
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


class EthyleneDichlorideVcm(Production):
    """CO2 and CH4 of making ethylene dichloride or vinyl chloride."""

    about = About(
        id="chemicals/ethylene-dichloride-vcm",
        title="Ethylene dichloride and vinyl chloride",
        title_ko="이염화에틸렌·염화비닐",
        tier="1",
        formula=("CO2 = amount x co2_factor", "CH4 = amount x ch4_factor"),
        gives="kg CO2 of the process vent and of combustion, kg CH4 of an integrated plant",
        reference="IPCC Guidelines, volume 3, chapter 3, equations 3.15 and 3.24, tables 3.17 and 3.19",
        edition="2006",
        valid_from="2006",
        example="product: vinyl-chloride\namount: 100 t\nprocess: balanced-process",
        limits=(
            "for an integrated plant one product is stated, not both: each factor is of the whole plant",
            "combustion of the plant is in the default; `combustion: other-lines` leaves the process vent alone",
            "ethylene, chlorine, oxygen and electricity are lines of their own",
        ),
        parameters=("processes/chemicals/ethylene-dichloride", "processes/chemicals/vinyl-chloride"),
    )

    product = required(
        choice("ethylene-dichloride", "vinyl-chloride"), "Which product `amount` is.", "vinyl-chloride"
    )
    process = optional(
        choice("direct-chlorination", "oxychlorination", "balanced-process"),
        "How ethylene dichloride is made; `balanced-process` is both with recycled hydrogen chloride.",
        "balanced-process",
    )
    combustion = optional(
        choice("default", "other-lines"),
        "Whether combustion is in the default, which it is unless stated, or fuel lines of their own.",
        "other-lines",
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 and kg CH4."""
        if self.combustion != "other-lines":
            if self.co2_factor is not None:
                without_effect(work, {"combustion": self.combustion}, "beside `co2_factor`")
            return self.by_route(work, self.product, "process", self.process)
        without_effect(work, {"co2_factor": self.co2_factor}, "with `combustion: other-lines`")
        process = word_for(work, "process", self.process, {"co2_factor": self.co2_factor})
        item = f"{ITEM}/{self.product}/{process}/process-vent"
        vent = work.number(item, "emission-factor-co2", "kg/t", packs=PACKS, at=("process",))
        ch4 = self.ch4_factor
        if ch4 is None:
            ch4 = per_mass(work, self.product, "ch4_fossil", process, ("process",))
        co2 = released("co2", self.amount, vent, part="process vent", part_ko="공정 배기")
        return [together(co2, released("ch4_fossil", self.amount, ch4))]


METHOD = EthyleneDichlorideVcm
