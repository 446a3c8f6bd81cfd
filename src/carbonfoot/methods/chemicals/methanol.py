"""Methanol from gas, oil or coal."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, optional
from carbonfoot.methods.chemicals._production import Production
from carbonfoot.methods.method import About
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work


class Methanol(Production):
    """CO2 and CH4 of making methanol."""

    about = About(
        id="chemicals/methanol",
        title="Methanol",
        title_ko="메탄올",
        tier="1",
        formula=("CO2 = amount x co2_factor", "CH4 = amount x ch4_factor"),
        gives="kg CO2 of feedstock and of the fuel for the process together, kg CH4 vented",
        reference="IPCC Guidelines, volume 3, chapter 3, equations 3.15, 3.23 and 3.24, table 3.12 and section 3.9.2.2",
        edition="2006",
        valid_from="2006",
        example="amount: 100 t\nprocess: steam-reforming",
        limits=(
            "the fuel of the process is in the default factor: it is not listed again as a line of its own",
            "the supply of feedstock and the electricity are lines of their own",
            "with known feedstock and products, `chemicals/petrochemical-balance` replaces the default",
        ),
        parameters=("processes/chemicals/methanol",),
    )

    process = optional(
        choice(
            "steam-reforming",
            "steam-reforming-primary-reformer",
            "steam-reforming-integrated-ammonia",
            "lurgi-conventional",
            "lurgi-conventional-co2-feed",
            "lurgi-low-pressure",
            "lurgi-combined",
            "lurgi-mega-methanol",
            "partial-oxidation-coal",
            "partial-oxidation-lignite",
            "partial-oxidation-oil",
        ),
        "Process and feedstock, natural gas unless it says otherwise; `steam-reforming` is without primary reformer.",
        "lurgi-combined",
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 and kg CH4."""
        return self.by_route(work, "methanol", "process", self.process)


METHOD = Methanol
