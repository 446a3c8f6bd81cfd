"""Cement clinker by the carbonates that go into the kiln, less what leaves uncalcined in dust."""

from __future__ import annotations

from carbonfoot.documents.shape import nested, optional
from carbonfoot.methods.method import About
from carbonfoot.methods.minerals._fed import CarbonateFed, UncalcinedDust
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work


class ClinkerTier3(CarbonateFed):
    """Process CO2 of clinker from what goes into the kiln: the input method."""

    about = About(
        id="minerals/clinker-tier-3",
        title="Cement clinker, tier 3 (input method)",
        title_ko="시멘트 클링커 (Tier 3, 투입물 기준)",
        tier="3",
        formula=(
            "CO2 = sum of carbonate x purity x EF x calcination + sum of feed x EF x calcination",
            "- ckd x carbonate_share x (1 - calcination) x EF(CaCO3)",
            "+ sum of organic_carbon x carbon_content x 44/12",
        ),
        gives="kg CO2 of calcination and of other carbon of the feed; fuel and electricity are lines of their own",
        reference=(
            "IPCC Guidelines, volume 3, chapter 2, equation 2.3; (EU) 2018/2066 annex IV section 9, method A; "
            "(EU) 2025/2547 annex II"
        ),
        edition="2006; 2018; 2025",
        valid_from="2006",
        example="carbonates:\n- {carbonate: CaCO3, amount: 1.2 t, calcination: 99 %}\n- {carbonate: MgCO3, amount: 20 kg}",
        limits=(
            "more CO2 left in dust than the carbonates hold is refused",
            "clinker that is bought is no emission of the plant: list it as an input with a footprint of its own",
            "other carbon is that of shale, fly ash and the like; fuel is a line of its own",
        ),
    )

    ckd = optional(
        nested(lambda: UncalcinedDust),
        "Dust that leaves the kiln uncalcined in part.",
        {"amount": "20 kg", "carbonate_share": "80 %", "calcination": "40 %"},
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 of the feed, less what is left in dust."""
        return self.given_off(work, self.ckd, "ckd")


METHOD = ClinkerTier3
