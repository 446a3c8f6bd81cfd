"""Gases of makers of mems: etching and chamber cleaning, by gas and process."""

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


class MEMSGases(GasUses):
    """Fluorinated gases that tools for micro-electro-mechanical systems use."""

    about = About(
        id="electronics/mems",
        title="Gases of MEMS makers, by gas and process",
        title_ko="MEMS 공정가스 (식각·세정, 가스별·공정별)",
        tier="2a, 2b, 3",
        formula=FORMULA,
        gives=GIVES,
        reference=REFERENCE,
        edition=EDITION,
        valid_from="2006",
        example="gases:\n  - {gas: SF6, purchased: 500 kg, heel: 10 %, process: etching}",
        limits=(*LIMITS, "40 CFR 98: table I-5; IPCC 2006 has no table for MEMS, which is refused"),
        parameters=("mems/etch", "mems/chamber-cleaning", "electronics/gas-container"),
    )

    def industry(self, work: Work, table: str) -> str:
        """Both sources name it alike."""
        work.given("industry", f"mems ({table})")
        return "mems"


METHOD = MEMSGases
