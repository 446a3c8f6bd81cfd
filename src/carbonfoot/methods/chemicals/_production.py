"""What methods of production by default factors have in common."""

from __future__ import annotations

from carbonfoot.documents.shape import optional, required
from carbonfoot.methods.chemicals._tables import per_mass, released, together, word_for
from carbonfoot.methods.method import Method
from carbonfoot.methods.needs import number
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work


class Production(Method):
    """A product of which so much is made, with CO2 and CH4 per tonne."""

    amount = required(number("t", above_zero=True), "How much of the product is made.", "100 t")
    co2_factor = optional(
        number("kg/t", of="CO2"), "CO2 of the plant per mass made, instead of the default.", "0.64 t/t"
    )
    ch4_factor = optional(
        number("kg/t", of="CH4"), "CH4 of the plant per mass made, instead of the default.", "2.1 kg/t"
    )

    def by_route(self, work: Work, item: str, key: str, word: str | None) -> list[Term]:
        """CO2 and CH4 of an item by the route that a key names, the plant's own numbers before those of the table."""
        stated = {"co2_factor": self.co2_factor, "ch4_factor": self.ch4_factor}
        route = word_for(work, key, word, stated)
        co2, ch4 = self.co2_factor, self.ch4_factor
        if co2 is None:
            co2 = per_mass(work, item, "co2", route, (key,))
        if ch4 is None:
            ch4 = per_mass(work, item, "ch4_fossil", route, (key,))
        return [together(released("co2", self.amount, co2), released("ch4_fossil", self.amount, ch4))]
