"""Adipic acid: N2O of the oxidation by nitric acid."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, list_of, nested, optional, required
from carbonfoot.methods.chemicals._abatement import ARRANGEMENTS, Abatement, left_over
from carbonfoot.methods.chemicals._tables import per_mass, released
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work


class AdipicAcid(Method):
    """N2O of making adipic acid, less what abatement destroys."""

    about = About(
        id="chemicals/adipic-acid",
        title="Adipic acid",
        title_ko="아디프산",
        tier="1, 2, 3",
        formula=(
            "N2O = amount x n2o_factor x (1 - destruction_efficiency x uptime)",
            "several devices in series: N2O = ... x product of (1 - destruction_efficiency x uptime)",
            "several devices in parallel: N2O = ... x (1 - sum of efficiency x utilisation)",
        ),
        gives="kg N2O released",
        reference="IPCC Guidelines, volume 3, chapter 3, equations 3.7 and 3.8 and table 3.4",
        edition="2006",
        valid_from="2006",
        example="amount: 100 t\nabatement: {technology: thermal-destruction, destruction_efficiency: 98.5 %, uptime: 97 %}",
        limits=(
            (
                "a `technology` of the table (`catalytic-destruction`, `thermal-destruction`, `recycle-to-nitric-acid`, "
                "`recycle-to-adipic-acid`) has `destruction_efficiency` and `uptime` of table 3.4"
            ),
            "any other abatement without efficiency or uptime is refused",
            "cyclohexanone, nitric acid, fuel and electricity are lines of their own",
        ),
        parameters=("processes/chemicals/adipic-acid",),
    )

    amount = required(number("t", above_zero=True), "Adipic acid made.", "100 t")
    n2o_factor = optional(
        number("kg/t", of="N2O"),
        "N2O per tonne of acid before abatement, as measured, instead of the default.",
        "270 kg/t",
    )
    abatement = optional(
        list_of(nested(lambda: Abatement), wrap=True),
        "What destroys N2O, one entry a device.",
        {"technology": "catalytic-destruction", "destruction_efficiency": "95 %", "uptime": "89 %"},
    )
    arrangement = optional(
        choice(*ARRANGEMENTS), "How several devices stand: one after the other, or side by side.", "series"
    )

    def compute(self, work: Work) -> list[Term]:
        """kg N2O."""
        factor = self.n2o_factor
        if factor is None:
            factor = per_mass(work, "adipic-acid", "n2o", "without-abatement", ())
        left, working = left_over(work, self.abatement, self.arrangement, "adipic-acid")
        term = released("n2o", self.amount, factor * left)
        return [term._replace(how=f"{self.amount:g} t x {factor:g} kg/t x {working}")]


METHOD = AdipicAcid
