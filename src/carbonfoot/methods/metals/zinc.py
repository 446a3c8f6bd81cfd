"""Zinc by route, or by the carbon of its reductants."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, optional
from carbonfoot.methods.metals._smelting import Smelting
from carbonfoot.methods.method import About
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work

_RECORDS = {
    "unspecified": "ipcc-2006:zinc-smelting",
    "waelz-kiln": "ipcc-2006:zinc-smelting:waelz-kiln",
    "imperial-smelting-furnace": "ipcc-2006:zinc-smelting:imperial-smelting-furnace",
}


class Zinc(Smelting):
    """Process CO2 of zinc."""

    about = About(
        id="metals/zinc",
        title="Zinc, tier 1 and 2",
        title_ko="아연 (Tier 1, 2)",
        tier="1, 2",
        formula=(
            "CO2 = amount x EF(route)",
            "CO2 = (sum of reducing_agents x carbon_content - sum of outputs x carbon_content) x 44/12, with `rule: eu` x 3.664",
        ),
        gives="kg CO2 of the reducing agents; other fuel and electricity are lines of their own",
        reference="IPCC Guidelines, volume 3, chapter 4, equations 4.33 and 4.34, table 4.24; 40 CFR 98.333",
        edition="2006",
        valid_from="2006",
        example="route: waelz-kiln\namount: 1 t",
        limits=(
            "no default for electro-thermic distillation: its reductants, or a factor of the plant",
            "electrolytic zinc releases no process CO2: its electricity is a line of its own",
            "more carbon out than in is refused",
        ),
        parameters=("processes/steel/materials",),
    )

    route = optional(
        choice("waelz-kiln", "imperial-smelting-furnace", "electro-thermic", "unspecified"),
        "How it is made; `unspecified` is 60 % Imperial Smelting and 40 % Waelz kiln.",
        "waelz-kiln",
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 of zinc."""
        terms = self.by_route(work, self.route, _RECORDS, "zinc")
        return [one._replace(name_ko="아연 환원") for one in terms]


METHOD = Zinc
