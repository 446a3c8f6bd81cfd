"""Lime by the carbonates that go into the kiln."""

from __future__ import annotations

from carbonfoot.documents.shape import nested, optional
from carbonfoot.methods.method import About
from carbonfoot.methods.minerals._fed import CarbonateFed, UncalcinedDust
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work


class LimeTier3(CarbonateFed):
    """Process CO2 of lime from what goes into the kiln: the input method."""

    about = About(
        id="minerals/lime-tier-3",
        title="Lime, tier 3 (input method)",
        title_ko="석회 (Tier 3, 투입물 기준)",
        tier="3",
        formula=(
            "CO2 = sum of carbonate x purity x EF x calcination + sum of feed x EF x calcination",
            "- lkd x carbonate_share x (1 - calcination) x EF(CaCO3)",
            "+ sum of organic_carbon x carbon_content x 44/12",
        ),
        gives="kg CO2 of calcination; fuel and electricity are lines of their own",
        reference=(
            "IPCC Guidelines, volume 3, chapter 2, equation 2.7; (EU) 2018/2066 annex IV section 10, method A; "
            "GHG Protocol lime tool 2.0, approach 2"
        ),
        edition="2006; 2018",
        valid_from="2006",
        example="carbonates:\n- {carbonate: CaCO3, amount: 100 t, purity: 97 %, calcination: 98 %}",
        limits=(
            "more CO2 left in dust than the carbonates hold is refused",
            "CO2 that is bound again on site (sugar, precipitated carbonate) is not taken off",
        ),
    )

    lkd = optional(
        nested(lambda: UncalcinedDust),
        "Dust (LKD) that leaves the kiln uncalcined in part.",
        {"amount": "80 t", "carbonate_share": "90 %", "calcination": "95 %"},
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 of the feed, less what is left in dust."""
        return self.given_off(work, self.lkd, "lkd")


METHOD = LimeTier3
