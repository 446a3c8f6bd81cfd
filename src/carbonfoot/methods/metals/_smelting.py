"""Smelting by amount of metal and route, or by the carbon of what goes in: the two methods of zinc and lead."""

from __future__ import annotations

from carbonfoot.documents.shape import list_of, nested, optional
from carbonfoot.methods.carbon_streams import RULES, CarbonOut, CarbonStream, burned, carbon_in, carbon_out
from carbonfoot.methods.lookups import FACTOR, co2_of_record, mass_of, own_factor
from carbonfoot.methods.method import Method
from carbonfoot.methods.needs import number
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work
from carbonfoot.quantities.traced import added


class Smelting(Method):
    """Base of zinc and lead; subclasses have a field `route`."""

    amount = optional(number("kg", above_zero=True), "Metal made.", "1 t")
    emission_factor = optional(FACTOR, "CO2 per metal of the plant, instead of the default.", "3.7 t/t")
    reducing_agents = optional(
        list_of(nested(lambda: CarbonStream), wrap=True),
        "Instead of an amount of metal (tier 2): coke and other materials with carbon that go in.",
        [{"name": "Coke breeze", "amount": "0.4 t", "carbon_content": "85 %"}],
    )
    outputs = optional(
        list_of(nested(lambda: CarbonOut), wrap=True),
        "What leaves with carbon in it, beside `reducing_agents`: slag, residues.",
        [{"name": "Slag", "amount": "0.7 t", "carbon_content": "1 %"}],
    )
    rule = optional(RULES, "Whose rule holds for carbon: 44/12 (`ipcc`, unless said) or 3.664 (`eu`).", "eu")

    def by_route(self, work: Work, route: str | None, records: dict[str, str], metal: str) -> list[Term]:
        """kg CO2; `records` are those of the routes that have a default."""
        if self.reducing_agents is not None:
            return [self._by_carbon(work, self.reducing_agents, route, metal)]
        for name in ("outputs", "rule"):
            if getattr(self, name) is not None:
                message = f"`{name}` has no effect without `reducing_agents`"
                raise work.refuse("CF106", message, (name,), "list what goes in, too")
        if self.amount is None:
            raise work.refuse("CF102", "`amount` is missing", (), "write `amount:`, or `reducing_agents:`")
        if self.emission_factor is not None:
            if route is not None:
                message = "`route` has no effect beside `emission_factor`"
                raise work.refuse("CF106", message, ("route",), "leave one of them out")
            each = own_factor(self.emission_factor)
        elif route is None:
            help = f"write `route:` ({', '.join(records)}), or `emission_factor:`"
            raise work.refuse("CF102", "`route` is missing", (), help)
        elif route not in records:
            help = "state `emission_factor:` of the plant, or its `reducing_agents:`"
            raise work.refuse("CF702", f"the guidelines have no factor for `{route}`", ("route",), help)
        else:
            each = co2_of_record(work, records[route], ("route",))
        return [
            Term(
                f"reduction of {metal}",
                "",
                ("amount",),
                mass_of(self.amount),
                {"co2": self.amount * each},
                how=f"{self.amount:g} kg x {each:.6g}",
            )
        ]

    def _by_carbon(
        self, work: Work, reducing_agents: list[CarbonStream], route: str | None, metal: str
    ) -> Term:
        for name, value in (
            ("emission_factor", self.emission_factor),
            ("route", route),
            ("amount", self.amount),
        ):
            if value is not None:
                message = f"`{name}` has no effect beside `reducing_agents`"
                raise work.refuse("CF106", message, (name,), "leave it out")
        leaving = carbon_out(work, self.outputs, "outputs", self.rule)
        gases = burned(
            work,
            carbon_in(work, reducing_agents, "reducing_agents", self.rule),
            leaving,
            self.rule,
            ("outputs",),
        )
        amount = mass_of(added(one.amount for one in reducing_agents))
        return Term(f"carbon of the reductants of {metal}", "", ("reducing_agents",), amount, gases)
