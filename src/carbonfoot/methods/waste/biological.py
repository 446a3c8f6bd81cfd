"""Composting and anaerobic digestion of waste."""

from __future__ import annotations

from carbonfoot.documents.fields import YES_NO
from carbonfoot.documents.shape import choice, optional, required
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number, quantity
from carbonfoot.methods.portions import in_vain, mass_of
from carbonfoot.methods.terms import Term
from carbonfoot.methods.waste._kinds import PACKS
from carbonfoot.methods.work import Work, amount_of


class Biological(Method):
    """CH4 and N2O of composting and of digestion."""

    about = About(
        id="waste/biological",
        title="Composting and anaerobic digestion",
        title_ko="퇴비화 및 혐기성 소화",
        tier="1 to 3",
        formula=("CH4 = amount x ch4_factor - recovered", "N2O = amount x n2o_factor"),
        gives="kg CH4 and N2O; CO2 of composting is biogenic and not assessed; use of compost and gas is left out",
        reference="IPCC Guidelines, volume 5, chapter 4, equations 4.1 and 4.2, table 4.1",
        edition="2006",
        valid_from="2006",
        example="treatment: composting\namount: 1 t\nbasis: wet",
        limits=("N2O of digestion is negligible by the guidelines: their default is zero",),
        parameters=("processes/biological-treatment/*",),
        stage="waste",
    )

    treatment = required(choice("composting", "anaerobic-digestion"), "The treatment.", "composting")
    amount = required(quantity("kg", "m3", above_zero=True), "Waste treated.", "1 t")
    density = optional(number("kg/m3", above_zero=True), "Density, for an amount in m3.", "400 kg/m3")
    basis = optional(choice("wet", "dry"), "Whether `amount` is wet or dry mass, for the defaults.", "wet")
    ch4_factor = optional(number("kg/t"), "CH4 per tonne, as measured.", "4 kg/t")
    n2o_factor = optional(number("kg/t"), "N2O per tonne, as measured.", "0.24 kg/t")
    recovered = optional(number("kg"), "CH4 collected and burned; none unless stated.", "1 kg")
    on_site = optional(YES_NO, "Whether the plant is the site's own (scope 1); otherwise scope 3.", "no")

    def compute(self, work: Work) -> list[Term]:
        """One term with both gases. CF703 where more methane is recovered than is made."""
        tonnes = mass_of(work, self.amount, self.density, "amount") / 1000
        if self.ch4_factor is not None and self.n2o_factor is not None:
            in_vain(work, {"basis": self.basis}, "beside `ch4_factor` and `n2o_factor`")
        ch4, n2o = self._factor(work, self.ch4_factor, "ch4"), self._factor(work, self.n2o_factor, "n2o")
        recovered = 0.0 if self.recovered is None else self.recovered
        made = tonnes * ch4
        if recovered > made:
            message = f"{recovered:g} kg CH4 are recovered, and only {made:g} kg are made"
            raise work.refuse(
                "CF703", message, ("recovered",), "state the measured `ch4_factor:` of the plant"
            )
        how = f"{tonnes:g} t x {ch4:g} kg CH4/t - {recovered:g} kg; {tonnes:g} t x {n2o:g} kg N2O/t"
        gases = {"ch4_biogenic": made - recovered, "n2o_biogenic": tonnes * n2o}
        return [
            Term(
                self.treatment.replace("-", " "),
                "퇴비화" if self.treatment == "composting" else "혐기성 소화",
                ("amount",),
                amount_of(tonnes, "t"),
                gases,
                how=how,
                scope="1" if self.on_site else "3",
            )
        ]

    def _factor(self, work: Work, stated: float | None, gas: str) -> float:
        """kg per tonne."""
        if stated is not None:
            return stated
        if self.basis is None:
            help = "state `basis: wet` or `dry` for the defaults, or the measured factors"
            raise work.refuse("CF102", "`basis` is missing, and a default is wanted", (), help)
        item = f"processes/biological-treatment/{self.treatment}"
        return work.number(item, f"emission-factor-{gas}", "kg/t", packs=PACKS, product=self.basis)


METHOD = Biological
