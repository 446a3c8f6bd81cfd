"""Caprolactam, glyoxal and glyoxylic acid: N2O of their oxidations."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, list_of, nested, optional, required
from carbonfoot.methods.chemicals._abatement import ARRANGEMENTS, Abatement, left_over
from carbonfoot.methods.chemicals._tables import released
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work


class CaprolactamGlyoxal(Method):
    """N2O of making caprolactam, glyoxal or glyoxylic acid by a factor that is stated."""

    about = About(
        id="chemicals/caprolactam-glyoxal",
        title="Caprolactam, glyoxal and glyoxylic acid",
        title_ko="카프로락탐·글리옥살·글리옥실산",
        tier="1, 2, 3",
        formula=("N2O = amount x n2o_factor x (1 - destruction_efficiency x uptime)",),
        gives="kg N2O released",
        reference="IPCC Guidelines, volume 3, chapter 3, equations 3.9 and 3.10",
        edition="2006",
        valid_from="2006",
        example="product: caprolactam\namount: 100 t\nn2o_factor: 9 kg/t",
        limits=(
            "the library holds no default of these products: the factor is stated",
            "abatement without efficiency or uptime is refused",
            "CO2 of sulphur burning, fuel and electricity are lines of their own",
        ),
    )

    product = required(choice("caprolactam", "glyoxal", "glyoxylic-acid"), "What is made.", "caprolactam")
    amount = required(number("t", above_zero=True), "How much of it.", "100 t")
    n2o_factor = required(number("kg/t", of="N2O"), "N2O per tonne before abatement.", "9 kg/t")
    abatement = optional(
        list_of(nested(lambda: Abatement), wrap=True),
        "What destroys N2O, one entry a device.",
        {"technology": "thermal destruction", "destruction_efficiency": "98 %", "uptime": "97 %"},
    )
    arrangement = optional(
        choice(*ARRANGEMENTS), "How several devices stand: one after the other, or side by side.", "series"
    )

    def compute(self, work: Work) -> list[Term]:
        """kg N2O."""
        left, working = left_over(work, self.abatement, self.arrangement)
        term = released("n2o", self.amount, self.n2o_factor * left)
        return [term._replace(how=f"{self.amount:g} t x {self.n2o_factor:g} kg/t x {working}")]


METHOD = CaprolactamGlyoxal
