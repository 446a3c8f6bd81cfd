"""Glass by the carbonates of its batch."""

from __future__ import annotations

from carbonfoot.methods.method import About
from carbonfoot.methods.minerals._fed import CarbonateFed


class GlassTier3(CarbonateFed):
    """Process CO2 of glass from what goes into the tank."""

    about = About(
        id="minerals/glass-tier-3",
        title="Glass, tier 3 (batch carbonates)",
        title_ko="유리 (Tier 3, 배치 탄산염)",
        tier="3",
        formula=(
            "CO2 = sum of carbonate x purity x EF x calcination + sum of feed x EF x calcination",
            "+ sum of organic_carbon x carbon_content x 44/12",
        ),
        gives="kg CO2 of the batch; fuel and electricity are lines of their own",
        reference=(
            "IPCC Guidelines, volume 3, chapter 2, equation 2.12; (EU) 2018/2066 annex IV section 11; 40 CFR 98.143"
        ),
        edition="2006; 2018",
        valid_from="2006",
        example=(
            "carbonates:\n- {carbonate: soda-ash, amount: 180 kg}\n- {carbonate: dolomite, amount: 150 kg, purity: 98 %}\n"
            "- {carbonate: CaCO3, amount: 60 kg, purity: 99 %}"
        ),
        limits=(
            "cullet holds no carbonate and is no entry",
            "coal dust and other carbon of the batch are `organic_carbon`",
        ),
    )


METHOD = GlassTier3
