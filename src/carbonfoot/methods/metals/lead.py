"""Lead by route, or by the carbon of its reductants."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, optional
from carbonfoot.methods.metals._smelting import Smelting
from carbonfoot.methods.method import About
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work

_RECORDS = {
    "unspecified": "ipcc-2006:lead-smelting",
    "imperial-smelting-furnace": "ipcc-2006:lead-smelting:imperial-smelting-furnace",
    "direct-smelting": "ipcc-2006:lead-smelting:direct-smelting",
    "secondary": "ipcc-2006:lead-smelting:secondary",
}


class Lead(Smelting):
    """Process CO2 of lead."""

    about = About(
        id="metals/lead",
        title="Lead, tier 1 and 2",
        title_ko="납 (Tier 1, 2)",
        tier="1, 2",
        formula=(
            "CO2 = amount x EF(route)",
            "CO2 = (sum of reducing_agents x carbon_content - sum of outputs x carbon_content) x 44/12, with `rule: eu` x 3.664",
        ),
        gives="kg CO2 of the reducing agents; other fuel and electricity are lines of their own",
        reference="IPCC Guidelines, volume 3, chapter 4, equation 4.32, table 4.21; 40 CFR 98.183",
        edition="2006",
        valid_from="2006",
        example="route: secondary\namount: 1 t",
        limits=(
            "treatment of battery scrap before smelting is `secondary`, beside the smelting itself",
            "more carbon out than in is refused",
        ),
        parameters=("processes/steel/materials",),
    )

    route = optional(
        choice("imperial-smelting-furnace", "direct-smelting", "secondary", "unspecified"),
        "How it is made; `unspecified` is 80 % Imperial Smelting and 20 % direct smelting.",
        "direct-smelting",
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 of lead."""
        terms = self.by_route(work, self.route, _RECORDS, "lead")
        return [one._replace(name_ko="납 환원") for one in terms]


METHOD = Lead
