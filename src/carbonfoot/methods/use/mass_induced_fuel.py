"""Fuel that a vehicle burns because of the mass of a part in it."""

from __future__ import annotations

from carbonfoot.documents.fields import COUNTRY, ITEM
from carbonfoot.documents.shape import Shape, nested, optional, required
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, number, quantity
from carbonfoot.methods.portions import in_vain, needed, one_of
from carbonfoot.methods.terms import Draw, Stated, Term
from carbonfoot.methods.work import Work, amount_of


class Coefficient(Shape):
    """Fuel that so much mass takes over so much distance, by whoever publishes it."""

    amount = optional(quantity("L", "kg", "kWh", "MJ (net)", "Nm3"), "How much fuel.", "0.15 L")
    emissions = optional(number("kg CO2e"), "Emissions, in place of fuel.", "0.3 kg CO2e")
    mass = required(number("kg", above_zero=True), "For how much mass.", "100 kg")
    distance = required(number("km", above_zero=True), "Over how far.", "100 km")
    source = required(WORD, "Who says so, in which document.", "publication of the vehicle maker, 2024")


class MassInducedFuel(Method):
    """The share of a vehicle's fuel that follows from the mass of a part."""

    about = About(
        id="use/mass-induced-fuel",
        title="Fuel by the mass of a part in a vehicle",
        title_ko="부품 중량에 따른 차량 연료 사용",
        tier="attributional",
        formula=(
            "fuel = coefficient.amount x mass / coefficient.mass x distance / coefficient.distance",
            "or E = coefficient.emissions x mass / coefficient.mass x distance / coefficient.distance",
        ),
        gives="kg CO2e of the fuel, burned and upstream, that the mass takes over the life of the vehicle",
        reference="mass-induced fuel as a physical share of the use of an intermediate product: GHG Protocol, Technical"
        " Guidance for Calculating Scope 3 Emissions, category 11, formula 11.5; the coefficient is that of the source stated",
        edition="1.0, 2013",
        valid_from="2013",
        example="mass: 1.9 kg\ndistance: 200000 km\nfuel: fuels/petrol\norigin: KR\n"
        "coefficient: {amount: 0.15 L, mass: 100 kg, distance: 100 km, source: vehicle maker 2024}",
        limits=(
            "no coefficient is a default: published ones differ by powertrain and by whether it is resized",
        ),
        stage="use",
    )

    mass = required(number("kg", above_zero=True), "Mass of the part.", "1.9 kg")
    distance = required(number("km", above_zero=True), "Distance over the life of the vehicle.", "200000 km")
    fuel = optional(ITEM, "Item of the fuel or of the electricity.", "fuels/petrol")
    coefficient = required(
        nested(lambda: Coefficient),
        "The published coefficient.",
        {"amount": "0.15 L", "mass": "100 kg", "distance": "100 km", "source": "vehicle maker, 2024"},
    )
    origin = optional(COUNTRY, "Where the vehicle is used, to find the factor of the fuel.", "KR")

    def compute(self, work: Work) -> list[Term]:
        """One term: the fuel of the whole life."""
        one = self.coefficient
        times = self.mass / one.mass * (self.distance / one.distance)
        by = f"{self.mass:g} kg / {one.mass:g} kg x {self.distance:g} km / {one.distance:g} km"
        way = one_of(work, {"amount": one.amount, "emissions": one.emissions}, ("coefficient",))
        if way == "emissions":
            in_vain(work, {"fuel": self.fuel, "origin": self.origin}, "beside stated emissions")
            assert one.emissions is not None  # noqa: S101
            stated = Stated(times, "coefficient", one.emissions, one.source)
            mass = amount_of(self.mass, "kg")
            how = f"{one.emissions:g} kg CO2e x {by}"
            return [
                Term("use by mass", "중량 기인 사용", ("mass",), mass, stated=(stated,), how=how, scope="3")
            ]
        needed(work, self.fuel, "fuel", "and the coefficient is in fuel")
        needed(work, self.origin, "origin", "and the coefficient is in fuel")
        assert one.amount is not None  # noqa: S101
        how = f"{one.amount.text.strip()} x {by}"
        fuel = one.amount._replace(number=one.amount.number * times, text=how)
        draw = Draw(self.fuel or "", fuel, origin=self.origin or "")
        return [Term("fuel by mass", "중량 기인 연료", ("mass",), fuel, draws=(draw,), how=how, scope="3")]


METHOD = MassInducedFuel
