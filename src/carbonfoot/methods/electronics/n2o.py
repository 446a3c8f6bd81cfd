"""Nitrous oxide that electronics use: chemical vapour deposition and other processes."""

from __future__ import annotations

from carbonfoot.documents.shape import Shape, choice, optional
from carbonfoot.methods.electronics._abatement import Abated, of_gas, passing
from carbonfoot.methods.electronics._gases import Supplied, fed_of
from carbonfoot.methods.electronics._tables import US, Table
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import share
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work, amount_of


class Kind(Shape):
    """The kind of process."""

    process = optional(
        choice("cvd", "other"), "Chemical vapour deposition, or any other process; told in the name.", "cvd"
    )


class Unreacted(Shape):
    """What of the gas leaves the tools."""

    unreacted = optional(share(), "Share of the gas that leaves the tool unchanged (1-U).", "80 %")
    utilisation = optional(share(), "Share that is used up (U); instead of `unreacted`.", "20 %")


class NitrousOxide(Abated, Unreacted, Supplied, Kind, Method):
    """N2O that leaves tools unreacted."""

    about = About(
        id="electronics/n2o",
        title="N2O of electronics, by process",
        title_ko="전자산업 아산화질소 (CVD 등 공정별)",
        tier="2, 3",
        formula=(
            "fed = purchased x (1 - heel)",
            "N2O emitted = fed x unreacted x (1 - abated x uptime x destruction_efficiency)",
        ),
        gives="kg N2O that leaves the site; making it is a line of its own",
        reference="40 CFR 98.93(b), equation I-10",
        edition="40 CFR 98 of 25 April 2024",
        valid_from="2011",
        example="process: cvd\nfed: 12 t\nunreacted: 80 %",
        limits=(
            "no default of the share that leaves unreacted: table I-8 is not in the library; `100 %` is on the safe side",
            "one kind of process a use; others are uses of their own",
        ),
        parameters=("electronics/gas-container",),
    )

    def compute(self, work: Work) -> list[Term]:
        """kg N2O. Raises `Refused`."""
        if (self.unreacted is None) == (self.utilisation is None):
            both = self.unreacted is not None
            message = (
                "`unreacted` and `utilisation` say the same"
                if both
                else "which share of the N2O leaves unreacted is not stated"
            )
            help = "leave one of the two out" if both else "add `unreacted: 80 %`, or `utilisation: 20 %`"
            at = ("utilisation",) if both else ()
            raise work.refuse("CF106" if both else "CF102", message, at, help)
        unreacted = self.unreacted if self.utilisation is None else 1 - self.utilisation
        table = Table(work, US, "")
        fed = fed_of(work, self, table, ())
        through = passing(work, self, (), needs_uptime=True)
        efficiency = of_gas(work, self, None, "n2o", ())
        mass = fed * (unreacted or 0.0) * (1 - through * efficiency)
        how = f"{fed:g} kg x {unreacted:g} x (1 - {through:g} x {efficiency:g})"
        name = {"cvd": "N2O, chemical vapour deposition", "other": "N2O, other processes"}
        said = name.get(self.process or "", "N2O")
        at = ("fed",) if self.fed is not None else ("purchased",)
        return [Term(said, "N2O", at, amount_of(fed, "kg"), {"n2o": mass}, how=how)]


METHOD = NitrousOxide
