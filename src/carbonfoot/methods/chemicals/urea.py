"""Urea: the CO2 bound in it, released when it is used."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, optional, required
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number, share
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work, amount_of


class Urea(Method):
    """CO2 that urea gives off in the soil or in a catalyst."""

    about = About(
        id="chemicals/urea",
        title="Urea in use",
        title_ko="요소 사용",
        tier="1",
        formula=("CO2 = amount x purity x 44/60",),
        gives="kg CO2 released in use: on the field, or in the exhaust catalyst",
        reference="IPCC Guidelines, volume 3, chapter 3, section 3.2.2.2; volume 4, chapter 11, equation 11.13; "
        "volume 2, chapter 3, equation 3.2.2",
        edition="2006",
        valid_from="2006",
        example="amount: 100 t\npurity: 32.5 %\nstage: manufacturing",
        limits=(
            (
                "the same CO2 is taken off where the ammonia is made (`chemicals/ammonia`, `urea`); a factor of the library "
                "for urea may hold it already"
            ),
            "it stands in the stage of use, outside a footprint that ends at the gate, unless `stage` says otherwise",
            "N2O of nitrogen in the soil is not in it",
        ),
        stage="use",
    )

    amount = required(number("t", above_zero=True), "Urea, or a solution of it, that is used.", "100 t")
    purity = optional(
        share(above_zero=True),
        "Share of urea in it, 32.5 % in exhaust fluid; all of it unless stated.",
        "32.5 %",
    )
    co2_from = optional(
        choice("fossil", "biogenic"), "Where the bound CO2 is from; fossil unless stated.", "biogenic"
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2."""
        ratio = work.constant("co2-per-urea")
        purity = 1.0 if self.purity is None else self.purity
        co2 = self.amount * purity * ratio * 1000
        gas = "co2_biogenic" if self.co2_from == "biogenic" else "co2"
        how = f"{self.amount:g} t x {purity:g} x {ratio:.6g}"
        amount = amount_of(self.amount, "t")
        return [Term("", "", ("amount",), amount, {gas: co2}, how=how)]


METHOD = Urea
