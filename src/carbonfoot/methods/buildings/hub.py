"""Handling of goods at a hub: terminal, sorting centre, port."""

from __future__ import annotations

from carbonfoot.documents.shape import list_of, nested, optional, required
from carbonfoot.methods.factored import (
    Energy,
    Factored,
    Said,
    clash,
    emitted,
    energy_terms,
    lacking,
    stated_total,
)
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import quantity
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.units import clash as unlike

_HANDLED = ("t", "TEU", "piece", "m3")


class Hub(Factored, Method):
    """A share of a hub, by what goes through it."""

    about = About(
        id="buildings/hub",
        title="Hub operations (terminal, sorting, port)",
        title_ko="물류 거점 (터미널·분류·항만)",
        tier="site-specific",
        formula=(
            "E = goods / throughput x (sum of energy and refrigerant of the hub)",
            "or E = goods x emission_factor",
        ),
        gives="kg CO2e of the energy that the hub used and of its leaks",
        reference="ISO 14083 hub operation categories: emissions per unit of outbound throughput",
        edition="2023",
        valid_from="2023",
        example="energy:\n  - {factor: electricity/grid, amount: 1.6 GWh}\nthroughput: 240000 t\ngoods: 2.4 t",
        limits=("throughput counts each tonne once, as it leaves", "storage over time: `buildings/storage`"),
        stage="inbound-transport",
    )

    carried = "goods"

    goods = required(
        quantity(*_HANDLED, above_zero=True), "The user's own goods: t, TEU, pieces or m3.", "2.4 t"
    )
    throughput = optional(
        quantity(*_HANDLED, above_zero=True), "All that left the hub, over the time of `energy`.", "240000 t"
    )
    energy = optional(
        list_of(nested(lambda: Energy), wrap=True),
        "What the hub used.",
        [{"factor": "electricity/grid", "amount": "1.6 GWh"}],
    )
    emissions = optional(quantity("kg CO2e"), "Instead: what the hub emitted, as stated.", "900 t CO2e")

    def compute(self, work: Work) -> list[Term]:
        """The share of the goods in each energy carrier."""
        if self.emission_factor is not None:
            for key in ("throughput", "energy", "emissions"):
                clash(work, self, key, "emission_factor")
            return [emitted(work, self, None, self.goods, Said("hub", at=("goods",)))]
        if self.energy is None and self.emissions is None:
            raise lacking(work, "energy", "state `energy` and `throughput`, or `emission_factor` per tonne")
        if self.throughput is None:
            raise lacking(work, "throughput", "add all that left the hub, such as `throughput: 240000 t`")
        if self.goods.unit.dimension != self.throughput.unit.dimension:
            error = unlike(self.goods, self.throughput.unit)
            raise work.refuse(
                error.code, error.message, ("goods",), "state goods and throughput in one kind of unit"
            )
        part = self.goods.si / self.throughput.si
        if part > 1:
            raise work.refuse(
                "CF208", "more goods than went through the hub", ("goods",), "check `throughput`"
            )
        work.found("share of the hub", 100 * part, "%", "computed")
        why = "share of the throughput"
        if self.energy is not None:
            clash(work, self, "emissions", "energy")
            return energy_terms(work, self, self.energy, part, why)
        if self.emissions is None:  # one of the two is there, see above
            return []
        how = f"{format_number(part, 6)} ({why})"
        return [stated_total(work, self, self.emissions, part, name="hub", how=how)]


METHOD = Hub
