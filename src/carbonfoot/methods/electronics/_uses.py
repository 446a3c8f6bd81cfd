"""What the methods of gases by their use have in common: a source of factors and a list of gases."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, list_of, nested, optional, required
from carbonfoot.methods.electronics._gases import Gas, Supplied, Treatment, emitted, fed_of
from carbonfoot.methods.electronics._tables import IPCC, US, Table, fed_gas
from carbonfoot.methods.method import Method
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Refused, Work

FORMULA = (
    "fed = purchased x (1 - heel)",
    "gas emitted = fed x unreacted x (1 - abated x uptime x destruction_efficiency)",
    "by-product emitted = fed x by_products x (1 - abated x uptime x by_product_efficiency)",
)
GIVES = "kg of the gas and of each by-product that leave the site; making the gases is a line of its own"
REFERENCE = (
    "40 CFR 98.93, equations I-6 to I-8B, with the tables of subpart I; "
    "IPCC Guidelines, volume 3, chapter 6, section 6.2.1.1 (tiers 2a, 2b and 3)"
)
EDITION = "40 CFR 98 of 25 April 2024; IPCC 2006"
LIMITS = (
    "a table gives an average of many tools; measured shares are stated instead (tier 3)",
    "a by-product that a table marks NA counts as not formed, as the rules have it",
    "CF4 that burning abatement makes of F2 (equation I-9) is not assessed, and said so",
    "default destruction efficiencies only of IPCC 2006; those of 40 CFR 98 (table I-16) must be stated",
    "factors never come from another table than the one named; without `edition` that of 40 CFR 98",
)


class GasUse(Treatment, Supplied, Gas):
    """One gas in one kind of process."""


class GasUses(Method):
    """Base of the methods for gases by their use; a method says which industry its tables are of."""

    edition = optional(
        choice(US, IPCC), "Source of factors: `us-40cfr98` unless stated, or `ipcc-2006`.", "us-40cfr98"
    )
    gases = required(
        list_of(nested(lambda: GasUse), wrap=True),
        "The gases, each with its process.",
        [{"gas": "NF3", "fed": "900 kg", "process": "remote-plasma"}],
    )

    def industry(self, work: Work, table: str) -> str:
        """The industry as the tables name it. Raises `Refused`."""
        raise TypeError(f"{type(self).__name__} names no industry for {table} of {work.country}")

    def compute(self, work: Work) -> list[Term]:
        """kg of each gas, one term for a gas and one for its by-products. Raises `Refused`."""
        name = self.edition or US
        if self.edition is None:
            work.values.append(("edition", name, "default of the method"))
        table = Table(work, name, self.industry(work, name))
        terms: list[Term] = []
        for index, one in enumerate(self.gases):
            at = ("gases", index)
            try:
                gas = fed_gas(work, one.gas, (*at, "gas"))
                terms += emitted(work, gas, fed_of(work, one, table, at), one, table, at, one.gas)
            except Refused:
                continue
        return terms

    def looks_up(self) -> bool:
        """Whether a factor of any gas is left to the table."""
        return any(
            (one.unreacted is None and one.utilisation is None) or one.by_products is None
            for one in self.gases
        )
