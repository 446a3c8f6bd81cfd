"""Nitric acid: N2O of the oxidation of ammonia."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, list_of, nested, optional, required
from carbonfoot.methods.chemicals._abatement import ARRANGEMENTS, Abatement, left_over
from carbonfoot.methods.chemicals._tables import per_mass, released, without_effect, word_for
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number, share
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work

_ABATED = ("nscr", "integrated-or-tail-gas-destruction")


class NitricAcid(Method):
    """N2O of making nitric acid, by technology or measured, less what abatement destroys."""

    about = About(
        id="chemicals/nitric-acid",
        title="Nitric acid",
        title_ko="질산",
        tier="1, 2, 3",
        formula=(
            "N2O = amount x concentration x n2o_factor x (1 - destruction_efficiency x uptime)",
            "several devices in series: N2O = ... x product of (1 - destruction_efficiency x uptime)",
            "several devices in parallel: N2O = ... x (1 - sum of efficiency x utilisation)",
        ),
        gives="kg N2O released",
        reference="IPCC Guidelines, volume 3, chapter 3, equations 3.5 and 3.6 and table 3.3; 40 CFR 98.223",
        edition="2006",
        valid_from="2006",
        example="amount: 100 t\ntechnology: medium-pressure\nabatement: {destruction_efficiency: 85 %, uptime: 95 %}",
        limits=(
            "the defaults of `nscr` and `integrated-or-tail-gas-destruction` hold their abatement: none is stated beside",
            "abatement without efficiency or uptime is refused",
            "ammonia, fuel and electricity are lines of their own, and so is gas burned for the abatement",
        ),
    )

    amount = required(number("t", above_zero=True), "Nitric acid made, as 100 % HNO3.", "100 t")
    concentration = optional(
        share(above_zero=True), "Share of HNO3 where `amount` is the mass of a solution.", "60 %"
    )
    technology = optional(
        choice(
            "atmospheric-pressure",
            "medium-pressure",
            "high-pressure",
            "nscr",
            "integrated-or-tail-gas-destruction",
        ),
        "The plant: pressure of the oxidation, with non-selective catalytic reduction (`nscr`), or with N2O destroyed "
        "in the process or in the tail gas.",
        "medium-pressure",
    )
    n2o_factor = optional(
        number("kg/t", of="N2O"),
        "N2O per tonne of acid before abatement, as measured, instead of the default.",
        "7.2 kg/t",
    )
    abatement = optional(
        list_of(nested(lambda: Abatement), wrap=True),
        "What destroys N2O, one entry a device.",
        {"technology": "tertiary catalyst", "destruction_efficiency": "98 %", "uptime": "97 %"},
    )
    arrangement = optional(
        choice(*ARRANGEMENTS), "How several devices stand: one after the other, or side by side.", "series"
    )

    def compute(self, work: Work) -> list[Term]:
        """kg N2O."""
        technology = word_for(work, "technology", self.technology, {"n2o_factor": self.n2o_factor})
        if technology in _ABATED:
            why = f"with `technology: {technology}`: the default holds what is destroyed"
            without_effect(work, {"abatement": self.abatement, "arrangement": self.arrangement}, why)
        factor = self.n2o_factor
        if factor is None:
            factor = per_mass(work, "nitric-acid", "n2o", technology, ("technology",))
        left, working = left_over(work, self.abatement, self.arrangement)
        made = self.amount if self.concentration is None else self.amount * self.concentration
        term = released("n2o", made, factor * left)
        return [term._replace(how=f"{made:g} t x {factor:g} kg/t x {working}")]


METHOD = NitricAcid
