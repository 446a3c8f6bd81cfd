"""Vehicles that are leased: by fuel, or by kilometres."""

from __future__ import annotations

from carbonfoot.documents.fields import TEXT
from carbonfoot.documents.shape import list_of, nested, optional, required
from carbonfoot.methods.factored import Energy, Said, clash, emitted, lacking, sized, text_of
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number, share
from carbonfoot.methods.terms import Path, Term
from carbonfoot.methods.work import Work, amount_of


class Vehicle(Energy):
    """A vehicle, or several alike: the fuel that it used, or how far it went."""

    mode = optional(
        TEXT,
        "Instead of `factor` and `amount`: an item under `travel/` or `freight/` with factors per km.",
        "travel/car/medium",
    )
    distance = optional(number("km", above_zero=True), "With `mode`: kilometres driven.", "18000 km")
    number = optional(share(high=None, above_zero=True), "How many such vehicles; one unless stated.", "3")
    leased = optional(
        share(above_zero=True),
        "Share of the period stated in which they were leased; all of it unless stated.",
        "50 %",
    )


class LeasedVehicles(Method):
    """Leased vehicles, by the fuel they used or by the way they went."""

    about = About(
        id="transport/leased-vehicles",
        title="Leased vehicles",
        title_ko="임차 차량",
        tier="asset-specific",
        formula=("E = sum of number x leased x (amount x factor of the fuel, or distance x factor per km)",),
        gives="kg CO2e of the vehicles and of making their fuel",
        reference="GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions, categories 8 (formula 8.1) and 13",
        edition="2013",
        valid_from="2013",
        example="vehicles:\n  - {name: Sales cars, mode: travel/car/medium, route: diesel, distance: 18000 km, number: 3}",
        limits=(
            "amounts are per vehicle",
            "a lease of a part of the period counts for that part: `leased: 50 %`",
        ),
    )

    fleet = required(
        list_of(nested(lambda: Vehicle), wrap=True),
        "The vehicles.",
        [{"factor": "fuels/diesel", "amount": "900 L"}],
        key="vehicles",
    )

    def compute(self, work: Work) -> list[Term]:
        """One term for each vehicle."""
        if not self.fleet:
            raise lacking(work, "vehicles", "list at least one: `- {factor: fuels/diesel, amount: 900 L}`")
        return [_vehicle(work, one, ("vehicles", index)) for index, one in enumerate(self.fleet)]


def _vehicle(work: Work, one: Vehicle, here: Path) -> Term:
    times = (1.0 if one.number is None else one.number) * (1.0 if one.leased is None else one.leased)
    if one.distance is not None:
        for key in ("factor", "amount"):
            clash(work, one, key, "distance", here)
        if one.mode is None and one.emission_factor is None:
            raise lacking(work, "mode", "add `mode: travel/car`, or `emission_factor` per km", here)
        item, amount = one.mode, amount_of(one.distance, "km")
        if item is not None and not item.startswith(("travel/", "freight/")):
            help = f"write `travel/{item}` or `freight/{item}`"
            raise work.refuse("CF301", f"`{item}` is not an item of travel or freight", (*here, "mode"), help)
    elif one.amount is None:
        raise lacking(
            work, "amount", "state the fuel with `factor` and `amount`, or `mode` and `distance`", here
        )
    else:
        clash(work, one, "mode", "amount", here)
        item, amount = one.factor, one.amount
    name = one.name or (item or "vehicle").rpartition("/")[2]
    how = f"{text_of(amount)} x {times:g}"
    return emitted(work, one, item, sized(amount, times), Said(name, at=here, how=how), below=here)


METHOD = LeasedVehicles
