"""Fuel burned in vehicles and mobile machines."""

from __future__ import annotations

from carbonfoot.documents.fields import PERIOD
from carbonfoot.documents.shape import optional
from carbonfoot.methods.energy._fuel import FuelData, burn, of_item, scaled
from carbonfoot.methods.energy._vehicles import per_distance
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, quantity, share
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work
from carbonfoot.quantities.units import Quantity, parse_unit, same_dimension

_PER_KM = ("kg/km", "m3/km", "Nm3/km", "MJ/km")


class MobileCombustion(FuelData, Method):
    """CO2 by the fuel, CH4 and N2O by the fuel or by the vehicle and its distance."""

    about = About(
        id="energy/mobile-combustion",
        title="Mobile combustion",
        title_ko="이동연소",
        tier="1, 2, 3",
        formula=(
            "amount = distance x consumption / per, or distance x consumption per km, or distance / fuel_economy",
            "CO2 = amount x net_calorific_value x emission_factor x oxidation_factor",
            "CH4, N2O = amount x ch4_factor, n2o_factor; or distance x CH4, N2O of `vehicle` and `model_year`",
            "biofuel = amount x biofuel_share, burned as `biofuel`; its CO2 is biogenic",
        ),
        gives="kg CO2, CH4 and N2O of the vehicle, and the upstream emissions of the fuel where the library has them",
        reference=(
            "IPCC Guidelines, volume 2, chapter 3, equations 3.2.1 and 3.2.3 to 3.2.5; US EPA, GHG Emission Factors Hub,"
            " tables 2 to 5"
        ),
        edition="2006; 2024",
        valid_from="2006",
        example="fuel: fuels/diesel\namount: 60 L",
        limits=(
            "distance without fuel needs the consumption of the vehicle",
            "without `vehicle`, CH4 and N2O are those of the record of the fuel or as stated",
            "CH4 and N2O by vehicle are those of US vehicles and of the model years that the library lists",
            "CO2 of urea in the exhaust (AdBlue) is `chemicals/urea`",
            "roads, tyres, making the vehicle: not covered; freight by tkm is a leg of `transport:`",
        ),
        parameters=("vehicles/TYPE/FUEL/model-year-YEAR: emission-per-distance", "vehicles/TYPE/FUEL"),
    )

    amount = optional(
        quantity("kg", "m3", "Nm3", "MJ"), "Fuel used; else `distance` and the consumption.", "60 L"
    )
    distance = optional(quantity("km", "vkm"), "Distance driven.", "800 km")
    fuel_economy = optional(
        quantity("km/m3", "km/kg", "km/Nm3", above_zero=True), "Distance per fuel.", "13 km/L"
    )
    consumption = optional(
        quantity("kg", "m3", "Nm3", "MJ", *_PER_KM, above_zero=True),
        "Fuel used for the distance of `per`, or per distance.",
        "7.5 L/100 km",
    )
    per = optional(quantity("km", above_zero=True), "Distance that `consumption` is stated for.", "100 km")
    vehicle = optional(
        WORD,
        "Type and fuel, of the tables of the library, for CH4 and N2O by distance.",
        "passenger-car/petrol",
    )
    model_year = optional(PERIOD, "Model year of the vehicle.", "2015")
    biofuel = optional(
        WORD, "What is blended into the fuel: an item of the library.", "fuels/biomass/bioethanol"
    )
    biofuel_share = optional(share(), "Its share of the amount, in the unit of the amount.", "10 %")

    def compute(self, work: Work) -> list[Term]:
        """The fuel, its biogenic part apart, with CH4 and N2O by vehicle where one is named."""
        amount = self._amount(work)
        km = None if self.distance is None else self._km(self.distance)
        others = None
        if self.vehicle is not None:
            if km is None:
                help = "add `distance:`, or leave `vehicle:` out and CH4 and N2O follow the fuel"
                raise work.refuse("CF102", "`vehicle` needs the distance driven", ("vehicle",), help)
            year = None if self.model_year is None else self.model_year.year
            others = per_distance(work, self.vehicle, year, km)
        elif self.model_year is not None:
            raise work.refuse("CF106", "`model_year` has no effect without `vehicle`", ("model_year",))
        if (self.biofuel is None) != (self.biofuel_share is None):
            key = "biofuel" if self.biofuel_share is None else "biofuel_share"
            raise work.refuse("CF102", "`biofuel` and `biofuel_share` belong together", (key,))
        part = self.biofuel_share or 0.0
        terms = burn(work, self, amount, times=1.0 - part, others=others)
        if self.biofuel is not None:
            blended = of_item(self.biofuel, self.origin)
            for term in burn(work, blended, scaled(amount, part), others=self._of_blend(others, part)):
                terms.append(
                    term._replace(
                        name=f"biofuel {term.name}".strip(),
                        name_ko=f"바이오연료 {term.name_ko}".strip(),
                        at=("biofuel",),
                    )
                )
        return terms

    @staticmethod
    def _of_blend(others: dict[str, float] | None, part: float) -> dict[str, float] | None:
        return None if others is None else {gas: mass * part for gas, mass in others.items()}

    @staticmethod
    def _km(distance: Quantity) -> float:
        vkm = parse_unit("vkm")
        return distance.to(vkm) if same_dimension(distance.unit, vkm) else distance.to("km")

    def _amount(self, work: Work) -> Quantity:
        """The fuel used, as stated or by distance. Raises `Refused`."""
        ways = [key for key in ("amount", "fuel_economy", "consumption") if getattr(self, key) is not None]
        if len(ways) > 1:
            message = f"`{ways[0]}` and `{ways[1]}` both say how much fuel was used"
            raise work.refuse("CF106", message, (ways[1],), "leave one of the two out")
        if self.per is not None and self.consumption is None:
            raise work.refuse("CF106", "`per` has no effect without `consumption`", ("per",))
        if self.amount is not None:
            if self.distance is not None and self.vehicle is None:
                help = "leave it out, or name the `vehicle:` for CH4 and N2O by distance"
                raise work.refuse("CF106", "`distance` has no effect beside `amount`", ("distance",), help)
            return self.amount
        if self.distance is None or not ways:
            help = "state `amount:`, or `distance:` with `fuel_economy: 13 km/L` or `consumption: 7.5 L` and `per: 100 km`"
            raise work.refuse("CF102", "the fuel used is not stated", (), help)
        km = self._km(self.distance)
        if self.consumption is not None:
            over = next(
                (one for one in _PER_KM if same_dimension(self.consumption.unit, parse_unit(one))), ""
            )
            if over:
                if self.per is not None:
                    message = f"`per` has no effect: `{self.consumption.text.strip()}` says it"
                    raise work.refuse("CF106", message, ("per",), "leave it out")
                return self._shown(work, km * self.consumption.to(over), over.partition("/")[0])
            if self.per is None:
                help = "write `7.5 L/100 km`, or add `per: 100 km`"
                raise work.refuse("CF102", "`per` is missing", ("consumption",), help)
            return scaled(self.consumption, km / self.per.to("km"))
        return self._by_economy(work, km)

    def _by_economy(self, work: Work, km: float) -> Quantity:
        economy = self.fuel_economy
        if economy is None:
            raise work.refuse("CF102", "the fuel used is not stated", ("distance",), "add `fuel_economy:`")
        unit = next(
            one for one in ("m3", "kg", "Nm3") if parse_unit(f"km/{one}").dimension == economy.unit.dimension
        )
        return self._shown(work, km / economy.to(f"km/{unit}"), unit)

    @staticmethod
    def _shown(work: Work, number: float, unit: str) -> Quantity:
        """An amount of fuel that was worked out: litres rather than cubic metres."""
        shown = {"m3": ("L", 1000.0)}.get(unit, (unit, 1.0))
        work.found("amount", number * shown[1], shown[0], "computed")
        return scaled(Quantity(1.0, parse_unit(shown[0]), f"1 {shown[0]}"), number * shown[1])


METHOD = MobileCombustion
