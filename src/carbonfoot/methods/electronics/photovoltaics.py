"""Gases of makers of photovoltaics: etching and chamber cleaning, by gas and process."""

from __future__ import annotations

from carbonfoot.methods.electronics._uses import (
    EDITION,
    FORMULA,
    GIVES,
    LIMITS,
    REFERENCE,
    GasUses,
)
from carbonfoot.methods.method import About
from carbonfoot.methods.work import Work


class PhotovoltaicsGases(GasUses):
    """Fluorinated gases and N2O that tools for solar cells use."""

    about = About(
        id="electronics/photovoltaics",
        title="Gases of makers of solar cells, by gas and process",
        title_ko="태양전지 공정가스 (식각·세정, 가스별·공정별)",
        tier="2a, 2b, 3",
        formula=FORMULA,
        gives=GIVES,
        reference=REFERENCE,
        edition=EDITION,
        valid_from="2006",
        example="gases:\n  - {gas: CF4, purchased: 500 kg, heel: 10 %, process: etching}",
        limits=(*LIMITS, "40 CFR 98: table I-7"),
        parameters=("photovoltaics/etch", "photovoltaics/chamber-cleaning", "electronics/gas-container"),
    )

    def industry(self, work: Work, table: str) -> str:
        """Both sources name it alike."""
        work.given("industry", f"photovoltaics ({table})")
        return "photovoltaics"


METHOD = PhotovoltaicsGases
