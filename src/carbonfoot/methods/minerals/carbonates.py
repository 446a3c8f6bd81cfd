"""Carbonates that are calcined or dissolved, by stoichiometry."""

from __future__ import annotations

from carbonfoot.documents.shape import optional, required
from carbonfoot.methods.constants import atoms
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, number, share
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work, amount_of


class Carbonates(Method):
    """CO2 from a carbonate that gives it off."""

    about = About(
        id="minerals/carbonates",
        title="Carbonates, by stoichiometry",
        title_ko="탄산염 (화학양론)",
        tier="3",
        formula=("CO2 = amount x purity x n(C) x M(CO2) / M(carbonate) x calcination",),
        gives="kg CO2 released by the carbonate itself; fuel and electricity are lines of their own",
        reference="IPCC Guidelines, volume 3, chapter 2, equation 2.16 and table 2.1",
        edition="2006",
        valid_from="2006",
        example="carbonate: CaCO3\namount: 12 kg\npurity: 97 %",
        limits=("a formula without carbon is refused",),
    )

    carbonate = required(WORD, "The carbonate, by its formula.", "CaCO3")
    amount = required(number("kg", above_zero=True), "How much of it, as weighed.", "12 kg")
    purity = optional(
        share(above_zero=True), "Share of the carbonate in what was weighed; all of it unless stated.", "97 %"
    )
    calcination = optional(share(), "Share that gives its CO2 off; all of it unless stated.", "98 %")

    def compute(self, work: Work) -> list[Term]:
        """kg CO2, the stoichiometric ratio from standard atomic weights."""
        carbonate = work.molar_mass(self.carbonate, ("carbonate",))
        carbon = atoms(self.carbonate).get("C", 0)
        if carbon == 0:
            help = "write the formula of the carbonate, such as `CaCO3` or `Na2CO3`"
            raise work.refuse("CF702", f"`{self.carbonate}` holds no carbon", ("carbonate",), help)
        ratio = carbon * work.molar_mass("CO2") / carbonate
        work.found("CO2 per carbonate", ratio, "kg/kg", "computed")
        purity = 1.0 if self.purity is None else self.purity
        calcined = 1.0 if self.calcination is None else self.calcination
        co2 = self.amount * purity * ratio * calcined
        how = f"{self.amount:g} kg x {purity:g} x {ratio:.6g} x {calcined:g}"
        return [
            Term(
                f"CO2 of {self.carbonate}",
                f"{self.carbonate}의 CO2",
                ("amount",),
                amount_of(self.amount, "kg"),
                {"co2": co2},
                how=how,
            )
        ]


METHOD = Carbonates
