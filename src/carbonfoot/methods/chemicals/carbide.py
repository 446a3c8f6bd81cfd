"""Silicon carbide and calcium carbide."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, optional, required
from carbonfoot.methods.chemicals._tables import (
    ITEM,
    PACKS,
    one_of,
    per_mass,
    released,
    together,
    without_effect,
)
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number, share
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work


class Carbide(Method):
    """CO2 of the carbon that does not stay in the carbide, CH4 of silicon carbide, CO2 of acetylene made of carbide."""

    about = About(
        id="chemicals/carbide",
        title="Silicon carbide and calcium carbide",
        title_ko="탄화규소·탄화칼슘",
        tier="1, 2",
        formula=(
            "CO2 = amount x factor, or coke x factor",
            "CO2 = coke x carbon_content x (1 - carbon_retained) x 44/12, with `carbon_content`",
            "CH4 = amount x ch4_factor, or coke x ch4_factor (silicon carbide)",
            "CO2 of use = acetylene_carbide x factor of use (calcium carbide)",
        ),
        gives=(
            "kg CO2 and kg CH4 of making it; with `acetylene_carbide` kg CO2 of the acetylene, in the stage of use where "
            "the carbide is made here"
        ),
        reference="IPCC Guidelines, volume 3, chapter 3, equation 3.11 and tables 3.7 and 3.8",
        edition="2006",
        valid_from="2006",
        example="product: calcium-carbide\namount: 100 t",
        limits=(
            "lime for calcium carbide is a line of its own, and so are fuel and electricity",
            "carbide for other uses than acetylene (desulphurisation of steel) is not released here",
        ),
        parameters=(
            "processes/chemicals/silicon-carbide",
            "processes/chemicals/calcium-carbide",
        ),
    )

    product = required(choice("silicon-carbide", "calcium-carbide"), "What is made.", "calcium-carbide")
    amount = optional(number("t", above_zero=True), "Carbide made.", "100 t")
    coke = optional(number("t", above_zero=True), "Petroleum coke used up, instead of `amount`.", "70 t")
    co2_factor = optional(
        number("kg/t", of="CO2"),
        "CO2 of the plant per mass made or of coke, instead of the default.",
        "1.1 t/t",
    )
    ch4_factor = optional(
        number("kg/t", of="CH4"),
        "CH4 of the plant per mass made or of coke, instead of the default.",
        "10 kg/t",
    )
    carbon_content = optional(share(above_zero=True), "Carbon in the coke, by mass, with `coke`.", "92 %")
    carbon_retained = optional(
        share(), "Share of that carbon which stays in the carbide; the default unless stated.", "67 %"
    )
    acetylene_carbide = optional(
        number("t", above_zero=True),
        "Calcium carbide whose acetylene is burned; alone where the carbide is bought.",
        "30 t",
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 and kg CH4."""
        terms = []
        if self.amount is not None or self.coke is not None or self.acetylene_carbide is None:
            terms += self._made(work)
        if self.acetylene_carbide is not None:
            if self.product != "calcium-carbide":
                without_effect(work, {"acetylene_carbide": self.acetylene_carbide}, "for silicon carbide")
            use = per_mass(work, "calcium-carbide-use", "co2", "", ("acetylene_carbide",))
            at = ("acetylene_carbide",)
            burned = released("co2", self.acetylene_carbide, use, at, "acetylene in use", "아세틸렌 사용")
            terms.append(burned._replace(stage="use") if terms else burned)
        return terms

    def _made(self, work: Work) -> list[Term]:
        by = one_of(work, {"amount": self.amount, "coke": self.coke})
        amount = self.amount if self.coke is None else self.coke
        item = self.product if by == "amount" else f"{self.product}-coke-consumed"
        term = self._co2(work, item, by, amount or 0.0)
        if self.product == "silicon-carbide" or self.ch4_factor is not None:
            ch4 = self.ch4_factor
            if ch4 is None:
                ch4 = per_mass(work, item, "ch4_fossil", "", (by,))
            term = together(term, released("ch4_fossil", amount or 0.0, ch4, (by,)))
        return [term]

    def _co2(self, work: Work, item: str, by: str, amount: float) -> Term:
        if by == "amount" or self.carbon_content is None:
            why = "without `coke` and `carbon_content`"
            stated = {"carbon_content": self.carbon_content, "carbon_retained": self.carbon_retained}
            without_effect(work, stated, why)
            factor = self.co2_factor
            if factor is None:
                factor = per_mass(work, item, "co2", "", (by,))
            return released("co2", amount, factor, (by,))
        without_effect(work, {"co2_factor": self.co2_factor}, "beside `carbon_content`")
        retained = self.carbon_retained
        if retained is None:
            retained = work.number(f"{ITEM}/{self.product}", "carbon-retained", "1", packs=PACKS)
        ratio = work.constant("co2-per-carbon")
        how = f"{amount:g} t x {self.carbon_content:g} x (1 - {retained:g}) x {ratio:.6g}"
        factor = self.carbon_content * (1.0 - retained) * ratio * 1000
        return released("co2", amount, factor, (by,))._replace(how=how)


METHOD = Carbide
