"""Commuting of employees."""

from __future__ import annotations

from carbonfoot.documents.fields import TEXT
from carbonfoot.documents.shape import list_of, nested, optional, required
from carbonfoot.methods.factored import Factored, Said, clash, emitted, lacking
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number, share
from carbonfoot.methods.terms import Path, Term
from carbonfoot.methods.transport._persons import PERSON, counted_by
from carbonfoot.methods.transport._vehicle import item_of
from carbonfoot.methods.work import Work, amount_of


class Group(Factored):
    """Employees who come the same way."""

    name = optional(TEXT, "Who.", "Night shift")
    mode = optional(TEXT, "Item under `travel/`.", "car/medium")
    employees = required(share(high=None, above_zero=True), "How many.", "40")
    distance = required(number("km", above_zero=True), "One way, from home to work.", "14 km")
    days = required(number("day", above_zero=True), "Days on which they come, in the period.", "210 day")
    persons_per_vehicle = optional(
        share(low=1.0, high=None),
        "Persons in one vehicle, for factors per vehicle; one unless stated.",
        "1.4",
    )


class Commuting(Method):
    """Ways of employees between home and work, there and back."""

    about = About(
        id="transport/commuting",
        title="Employee commuting",
        title_ko="통근",
        tier="distance-based",
        formula=(
            "E = sum of employees x days x 2 x distance x factor per pkm, or / persons_per_vehicle x factor per vehicle km",
        ),
        gives="kg CO2e of the vehicles and of making their fuel",
        reference="GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions, category 7, formulas 7.1 and 7.2",
        edition="2013",
        valid_from="2013",
        example="groups:\n  - {mode: car/medium, route: petrol, employees: 40, distance: 14 km, days: 210 day,"
        " persons_per_vehicle: 1.2}",
        limits=(
            "on foot and by bicycle nothing is emitted: leave those groups out",
            "work at home is not counted",
        ),
    )

    groups = required(
        list_of(nested(lambda: Group), wrap=True),
        "Employees by the way they come.",
        [{"mode": "bus", "employees": "9", "distance": "6 km", "days": "210 day"}],
    )

    def compute(self, work: Work) -> list[Term]:
        """One term for each group."""
        if not self.groups:
            raise lacking(
                work,
                "groups",
                "list at least one: `- {mode: bus, employees: 9, distance: 6 km, days: 210 day}`",
            )
        return [_group(work, one, ("groups", index)) for index, one in enumerate(self.groups)]


def _group(work: Work, one: Group, here: Path) -> Term:
    if one.mode is None and one.emission_factor is None:
        raise lacking(work, "mode", "add `mode: car/medium`, or `emission_factor`", here)
    item = "" if one.mode is None else item_of(work, one.mode, (*here, "mode"), "travel")
    number = one.employees * one.days * 2 * one.distance
    how = f"{one.employees:g} employees x {one.days:g} days x 2 x {one.distance:g} km"
    unit = counted_by(work, one, item, persons=one.persons_per_vehicle is None)
    if unit == PERSON:
        clash(work, one, "persons_per_vehicle", "a factor per person", here)
    elif one.persons_per_vehicle is not None:
        number, how = number / one.persons_per_vehicle, f"{how} / {one.persons_per_vehicle:g} in a vehicle"
    name = one.name or one.mode or "commuting"
    return emitted(work, one, item or None, amount_of(number, unit), Said(name, at=here, how=how), below=here)


METHOD = Commuting
