"""Electricity that is bought."""

from __future__ import annotations

from carbonfoot.documents.shape import required
from carbonfoot.methods.energy._grid import Grid, electricity
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work


class Electricity(Grid, Method):
    """Electricity by the grid of the place, or by contracts with the rest by a residual mix; both numbers are shown."""

    about = About(
        id="energy/electricity",
        title="Purchased electricity",
        title_ko="구매 전력",
        tier="location-based and market-based",
        formula=(
            "location-based = amount x factor of the grid",
            "market-based = sum over contracts of amount x share x emission_factor + rest x residual_mix",
            "losses of what is stated = amount x losses / (1 - losses) x (emission_factor + upstream)",
        ),
        gives="kg CO2e of generation, losses of the grid and upstream; the number of the other method among the values",
        reference="GHG Protocol Scope 2 Guidance, chapters 6 and 7, table 7.1; ISO 14067, treatment of electricity",
        edition="2015; 2018",
        valid_from="2015",
        example=(
            "amount: 1000 MWh\nno_residual: yes\ncontracts:\n  - type: certificates\n    share: 40 %\n"
            "    factor: electricity/wind\n    criteria: {attribute: yes, unique: yes, retired: yes, vintage: yes, market: yes}"
        ),
        limits=(
            "a contract that fails a criterion or does not state it counts as the rest, with a finding",
            "losses and upstream of a contract that nobody states are `not assessed`, never zero",
            "offsets and credits of projects never lower the number",
        ),
        parameters=("the factors of `electricity/grid` and `electricity/residual-mix`",),
    )

    amount = required(number("kWh"), "Electricity taken from the grid, as metered.", "1000 MWh")

    def compute(self, work: Work) -> list[Term]:
        """Terms of the method asked for."""
        return electricity(work, self, self.amount)


METHOD = Electricity
