"""Carbonates that are calcined or dissolved, by stoichiometry."""

from __future__ import annotations

from carbonfoot.documents.shape import list_of, nested, optional
from carbonfoot.methods.carbonate_inputs import (
    TABLES,
    CarbonateInput,
    co2_ratio,
    given_off,
    mixed_ratio,
    released,
)
from carbonfoot.methods.lookups import FACTOR, own_factor
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, number, share
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work

MIX = "limestone-dolomite"


class Carbonates(Method):
    """CO2 from carbonates that give it off: fluxes, soda ash, flue gas desulphurisation, glazes, neutralisation."""

    about = About(
        id="minerals/carbonates",
        title="Carbonates, by stoichiometry",
        title_ko="탄산염 (화학양론)",
        tier="3",
        formula=(
            "CO2 = amount x purity x n(C) x M(CO2) / M(carbonate) x calcination",
            "with a table (`rule`) or `emission_factor`: CO2 = amount x purity x EF x calcination",
            "limestone-dolomite: EF = 0.85 x EF(CaCO3) + 0.15 x EF(CaMg(CO3)2)",
            "several carbonates: the sum",
        ),
        gives="kg CO2 released by the carbonate itself; fuel and electricity are lines of their own",
        reference="IPCC Guidelines, volume 3, chapter 2, equations 2.14 to 2.16 and table 2.1; (EU) 2025/2547 annex II table 3",
        edition="2006",
        valid_from="2006",
        example="carbonate: CaCO3\namount: 12 kg\npurity: 97 %",
        limits=(
            "a formula without carbon, or with too little oxygen for a carbonate, is refused",
            "with `rule: ipcc` or `eu`, a carbonate that the table does not have is refused",
            "limestone and other rock: state its `purity`, and its dolomite as an entry of its own",
            "also for soda ash and for flue gas desulphurisation with limestone (1 mol of CO2 for 1 mol of SO2 bound)",
        ),
    )

    carbonate = optional(
        WORD,
        "The carbonate: its formula, or `calcite`, `dolomite`, `magnesite`, `soda-ash` ...; `limestone-dolomite` "
        "for the mix of tier 1.",
        "CaCO3",
    )
    amount = optional(number("kg", above_zero=True), "How much of it, as weighed.", "12 kg")
    purity = optional(
        share(above_zero=True), "Share of the carbonate in what was weighed; all of it unless stated.", "97 %"
    )
    calcination = optional(share(), "Share that gives its CO2 off; all of it unless stated.", "98 %")
    emission_factor = optional(FACTOR, "CO2 of the pure carbonate, instead of the table.", "0.44 t/t")
    carbonates = optional(
        list_of(nested(lambda: CarbonateInput), wrap=True),
        "Instead of `carbonate` and `amount`: several of them.",
        [{"carbonate": "CaCO3", "amount": "12 kg"}],
    )
    rule = optional(
        TABLES,
        "Where the CO2 of a carbonate is from: atomic weights unless stated, `ipcc` for table 2.1 of 2006, `eu` for "
        "table 3 of (EU) 2025/2547.",
        "ipcc",
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 of each carbonate."""
        if self.carbonates is not None:
            for name in ("carbonate", "amount", "purity", "calcination", "emission_factor"):
                if getattr(self, name) is not None:
                    message = f"`{name}` has no effect beside `carbonates`"
                    raise work.refuse("CF106", message, (name,), "write it in an entry of the list")
            return released(work, self.carbonates, self.rule)
        if self.carbonate is None or self.amount is None:
            missing = "carbonate" if self.carbonate is None else "amount"
            help = "write `carbonate:` and `amount:`, or a list `carbonates:`"
            raise work.refuse("CF102", f"`{missing}` is missing", (), help)
        ratio = self._ratio(work, self.carbonate)
        return [given_off(self.carbonate, self.amount, self.purity, self.calcination, ratio, ())]

    def _ratio(self, work: Work, carbonate: str) -> float:
        if self.emission_factor is not None:
            return own_factor(self.emission_factor)
        if carbonate == MIX:
            return mixed_ratio(work, self.rule)
        return co2_ratio(work, carbonate, self.rule, ("carbonate",))


METHOD = Carbonates
