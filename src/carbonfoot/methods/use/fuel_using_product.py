"""Products that burn fuel in use: vehicles by distance, machines by hours."""

from __future__ import annotations

from carbonfoot.documents.fields import COUNTRY, ITEM
from carbonfoot.documents.shape import optional, required
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, number, quantity, share
from carbonfoot.methods.portions import in_vain, needed, one_of
from carbonfoot.methods.terms import Draw, Path, Stated, Term
from carbonfoot.methods.work import Work
from carbonfoot.quantities.units import Quantity, parse_unit

PER_DISTANCE = {"L/km": "L", "kg/km": "kg", "MJ/km (net)": "MJ (net)", "kWh/km": "kWh", "Nm3/km": "Nm3"}
PER_TIME = {"L/h": "L", "kg/h": "kg", "MJ/h (net)": "MJ (net)", "kW": "kWh", "Nm3/h": "Nm3"}


class FuelUsingProduct(Method):
    """Fuel of a product over its life."""

    about = About(
        id="use/fuel-using-product",
        title="Use of a product that burns fuel",
        title_ko="연료 사용 제품의 사용 단계",
        tier="direct use-phase",
        formula=(
            "distance = lifetime_distance, or distance_per_year x lifetime",
            "hours = lifetime_hours, or hours_per_year x lifetime",
            "fuel = distance x consumption / 100, or hours x consumption_per_hour, each x (1 + correction)",
        ),
        gives="kg CO2e of the fuel, burned and upstream, over the whole life",
        reference="GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions, category 11, formula 11.1",
        edition="1.0, 2013",
        valid_from="2013",
        example="fuel: fuels/petrol\nlifetime_distance: 200000 km\nconsumption_per_100_km: 6.5 L\norigin: KR",
        limits=("`correction` is stated by the user: tests of type approval differ from the road",),
        stage="use",
    )

    fuel = required(ITEM, "Item of the fuel.", "fuels/petrol")
    lifetime_distance = optional(number("km", above_zero=True), "Distance over the life.", "200000 km")
    distance_per_year = optional(number("km/year", above_zero=True), "Distance in a year.", "15000 km/year")
    lifetime = optional(number("year", above_zero=True), "Years of use.", "12 year")
    lifetime_hours = optional(number("h", above_zero=True), "Hours of operation over the life.", "8000 h")
    hours_per_year = optional(
        number("h/year", above_zero=True), "Hours of operation in a year.", "700 h/year"
    )
    consumption_per_100_km = optional(
        quantity("L", "kg", "MJ (net)", "kWh", "Nm3"), "Fuel for 100 km.", "6.5 L"
    )
    consumption = optional(quantity(*PER_DISTANCE), "Fuel for a distance, as a unit.", "6.5 L/100 km")
    consumption_per_hour = optional(quantity(*PER_TIME), "Fuel for an hour.", "12 L/h")
    correction = optional(share(high=10.0), "What is used more than stated; nothing unless stated.", "15 %")
    number_sold = optional(share(high=1e12), "How many products; one unless stated.", "1000")
    origin = required(COUNTRY, "Where it is used.", "KR")
    density = optional(quantity("kg/m3", above_zero=True), "Density of the fuel.", "0.745 kg/L")
    calorific_value = optional(
        quantity("MJ/kg (net)", "MJ/m3 (net)", above_zero=True), "Calorific value.", "42 MJ/kg (net)"
    )
    emission_factor = optional(
        quantity("kg CO2e/L", "kg CO2e/kg", "kg CO2e/MJ", "kg CO2e/kWh"),
        "Stated factor, in place of the library.",
        "2.9 kg CO2e/L",
    )
    source = optional(WORD, "Who states that factor.", "Fuel Co., 2025")

    def compute(self, work: Work) -> list[Term]:
        """One term: the fuel of the whole life."""
        ways = {
            "consumption_per_100_km": self.consumption_per_100_km,
            "consumption": self.consumption,
            "consumption_per_hour": self.consumption_per_hour,
        }
        way = one_of(work, ways)
        more = 1.0 if self.correction is None else 1 + self.correction
        number = 1.0 if self.number_sold is None else self.number_sold
        rate = ways[way]
        assert rate is not None  # noqa: S101
        if way == "consumption_per_hour":
            length, said = self._hours(work), "h"
            unit, per = _fuel(rate, PER_TIME)
        else:
            length, said = self._distance(work), "km"
            unit, per = _fuel(rate, PER_DISTANCE)
        if way == "consumption_per_100_km":
            fuel = rate._replace(number=rate.number * (length / 100 * more * number))
        else:
            fuel = Quantity(rate.to(per) * length * more * number, parse_unit(unit), "")
        how = f"{length:g} {said} x {rate.text.strip()}{'/100 km' if way.endswith('100_km') else ''} x {more:g} x {number:g}"
        fuel = fuel._replace(text=how)
        at: Path = ("fuel",)
        term = Term("fuel", "연료", at, fuel, how=how, scope="3")
        if self.emission_factor is None:
            in_vain(work, {"source": self.source}, "without `emission_factor`")
            draw = Draw(
                self.fuel,
                fuel,
                origin=self.origin,
                density=self.density,
                calorific_value=self.calorific_value,
            )
            return [term._replace(draws=(draw,))]
        needed(work, self.source, "source", "and `emission_factor` is stated")
        return [term._replace(stated=(_stated(work, fuel, self.emission_factor, self.source or ""),))]

    def _distance(self, work: Work) -> float:
        hours = {"lifetime_hours": self.lifetime_hours, "hours_per_year": self.hours_per_year}
        in_vain(work, hours, "beside a consumption by distance")
        return self._over_life(work, "lifetime_distance", "distance_per_year")

    def _hours(self, work: Work) -> float:
        distances = {"lifetime_distance": self.lifetime_distance, "distance_per_year": self.distance_per_year}
        in_vain(work, distances, "beside a consumption by the hour")
        return self._over_life(work, "lifetime_hours", "hours_per_year")

    def _over_life(self, work: Work, all_: str, yearly: str) -> float:
        """Kilometres or hours of the whole life."""
        way = one_of(work, {all_: getattr(self, all_), yearly: getattr(self, yearly)})
        number: float = getattr(self, way)
        if way == all_:
            in_vain(work, {"lifetime": self.lifetime}, f"beside `{all_}`")
            return number
        needed(work, self.lifetime, "lifetime", f"and `{yearly}` is stated")
        assert self.lifetime is not None  # noqa: S101
        return number * self.lifetime


def _fuel(rate: Quantity, units: dict[str, str]) -> tuple[str, str]:
    """The unit of the fuel, and of the rate, for a rate in one of `units`."""
    for per, unit in units.items():
        if parse_unit(per).dimension == rate.unit.dimension:
            return unit, per
    return "L", "L/km"


def _stated(work: Work, fuel: Quantity, factor: Quantity, source: str) -> Stated:
    for unit in ("L", "kg", "MJ", "kWh"):
        if parse_unit(f"kg CO2e/{unit}").dimension == factor.unit.dimension and (
            parse_unit(unit).dimension == fuel.unit.dimension
        ):
            return Stated(fuel.to(unit), f"1 {unit}", factor.to(f"kg CO2e/{unit}"), source)
    message = f"`{factor.text.strip()}` does not meet fuel in {fuel.unit.symbol}"
    raise work.refuse("CF204", message, ("emission_factor",), f"state it per {fuel.unit.symbol}")


METHOD = FuelUsingProduct
