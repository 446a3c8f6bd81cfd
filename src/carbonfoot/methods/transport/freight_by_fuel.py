"""Freight by the fuel or electricity that the vehicle used."""

from __future__ import annotations

from carbonfoot.documents.shape import list_of, nested, optional, required
from carbonfoot.methods.factored import Energy, Said, clash, emitted, lacking, text_of
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number, quantity, share
from carbonfoot.methods.portions import ROUNDING, whole
from carbonfoot.methods.terms import Path, Term
from carbonfoot.methods.work import Work
from carbonfoot.quantities.numbers import QuantityError, format_number
from carbonfoot.quantities.units import Quantity, multiply, parse_unit

_CONSUMPTION = ("L/km", "kWh/km", "kg/km", "Nm3/km")


class Fuel(Energy):
    """A fuel of the vehicle, or electricity: used in all, or per kilometre."""

    consumption = optional(quantity(*_CONSUMPTION), "Instead of `amount`: per distance.", "28 L/100 km")
    consumption_empty = optional(
        quantity(*_CONSUMPTION), "Per kilometre with the empty vehicle; with `consumption_full`.", "0.22 L/km"
    )
    consumption_full = optional(
        quantity(*_CONSUMPTION), "Per kilometre with the full vehicle; with `load_factor`.", "0.34 L/km"
    )
    blend = optional(
        share(above_zero=True),
        "Its share of the fuel bought, where several are blended; by volume or mass.",
        "93 %",
    )


class FreightByFuel(Method):
    """Freight by fuel, shared by the part of the load."""

    about = About(
        id="transport/freight-by-fuel",
        title="Freight by fuel or electricity used",
        title_ko="화물 운송 (연료·전력 사용량)",
        tier="fuel-based",
        formula=(
            "E = sum of amount x blend x factor, times mass / load (or share)",
            "amount = (distance + empty_distance) x consumption",
            "between empty and full: amount = (distance + empty_distance) x consumption_empty",
            "+ distance x load_factor x (consumption_full - consumption_empty)",
        ),
        gives="kg CO2e of burning the fuel and of making it (TTW + WTT), as far as the records cover it",
        reference="ISO 14083 transport operations by energy carrier; EN 16258 as CLECAT's guide explains it;"
        " GHG Protocol Scope 3 guidance, category 4, fuel-based method, formulas 4.1 and 4.3 to 4.5",
        edition="2023; 2012; 2013",
        valid_from="2013",
        example="energy:\n  - {factor: fuels/diesel, consumption: 0.28 L/km}\n"
        "distance: 180 km\nempty_distance: 40 km\nmass: 2.4 t\nload: 12 t",
        limits=(
            "biofuels are energy carriers of their own with a `blend`; the shares add up to 100 %",
            "without `mass` and `load`, or `share`, all of it counts",
            "leaked refrigerant of a cooled vehicle is one more entry of `energy`: `factor: refrigerants/hfc-134a`",
        ),
        stage="inbound-transport",
    )

    energy = required(
        list_of(nested(lambda: Fuel), wrap=True),
        "What the vehicle used.",
        [{"factor": "fuels/diesel", "amount": "50 L"}],
    )
    distance = optional(number("km", above_zero=True), "Kilometres with goods, for a consumption.", "180 km")
    empty_distance = optional(number("km"), "Kilometres run empty for it, on the way out or back.", "40 km")
    load_factor = optional(share(), "Mass carried over payload, between empty and full.", "60 %")
    mass = optional(number("t", above_zero=True), "The user's own goods.", "2.4 t")
    load = optional(number("t", above_zero=True), "All goods on the vehicle.", "12 t")
    own_share = optional(share(above_zero=True), "Instead of `mass` and `load`.", "20 %", key="share")

    def compute(self, work: Work) -> list[Term]:
        """One term for each energy carrier."""
        if not self.energy:
            raise lacking(work, "energy", "list at least one: `- {factor: fuels/diesel, amount: 50 L}`")
        part, why = self._part(work)
        blend = {str(index): one.blend for index, one in enumerate(self.energy) if one.blend is not None}
        if blend:
            whole(work, blend, ("energy",))
        terms = []
        of_blend: Quantity | None = None
        for index, one in enumerate(self.energy):
            here: Path = ("energy", index)
            used, how = self._used(work, one, here)
            if one.blend is not None:
                of_blend = _same(work, of_blend, used, (*here, "blend"))
            number = used.number * part * (1.0 if one.blend is None else one.blend)
            amount = Quantity(number, used.unit, f"{format_number(number, 6)} {used.unit.symbol}")
            if one.blend is not None:
                how += f" x {one.blend:g} of the blend"
            name = one.name or (one.factor or one.record or "fuel").rpartition("/")[2]
            terms.append(
                emitted(work, one, one.factor, amount, Said(name, at=here, how=how + why), below=here)
            )
        if all(one.consumption is None and one.consumption_full is None for one in self.energy):
            for key in ("distance", "empty_distance"):
                clash(work, self, key, "amount")
        if all(one.consumption_full is None for one in self.energy):
            clash(work, self, "load_factor", "`amount` or `consumption`, which hold the load")
        return terms

    def _part(self, work: Work) -> tuple[float, str]:
        if self.own_share is not None:
            for key in ("mass", "load"):
                clash(work, self, key, "share")
            return self.own_share, f" x {self.own_share:g} of the load"
        if self.mass is None and self.load is None:
            return 1.0, ""
        if self.mass is None or self.load is None:
            key = "load" if self.load is None else "mass"
            raise lacking(work, key, "the share is mass / load: state both, or `share`, or neither")
        if self.mass > self.load:
            message = f"{self.mass:g} t are more than the {self.load:g} t on the vehicle"
            raise work.refuse("CF208", message, ("load",), "`load` is all goods on the vehicle")
        work.found("share of the load", self.mass / self.load, "1", "computed")
        return self.mass / self.load, f" x {self.mass:g} t / {self.load:g} t"

    def _used(self, work: Work, one: Fuel, here: Path) -> tuple[Quantity, str]:
        """How much of a carrier the whole vehicle used."""
        if one.amount is not None:
            for key in ("consumption", "consumption_empty", "consumption_full"):
                clash(work, one, key, "amount", here)
            return one.amount, text_of(one.amount)
        if self.distance is None:
            if one.consumption is None and one.consumption_full is None:
                raise lacking(
                    work, "amount", "state how much was used, or `consumption` and `distance`", here
                )
            raise lacking(work, "distance", "a consumption per kilometre needs the kilometres")
        empty = 0.0 if self.empty_distance is None else self.empty_distance
        if one.consumption_full is None and one.consumption_empty is None:
            if one.consumption is None:
                raise lacking(work, "amount", "state how much was used, or `consumption`", here)
            total = _over(work, one.consumption, self.distance + empty, here)
            return total, f"({self.distance:g} + {empty:g}) km x {text_of(one.consumption)}"
        clash(work, one, "consumption", "consumption_full", here)
        if one.consumption_full is None or one.consumption_empty is None or self.load_factor is None:
            help = "between empty and full it takes `consumption_empty`, `consumption_full` and `load_factor`"
            key = "load_factor" if self.load_factor is None else "consumption_empty"
            raise lacking(work, key, help, () if key == "load_factor" else here)
        low = _over(work, one.consumption_empty, self.distance + empty, here)
        more = _over(work, one.consumption_full, self.distance * self.load_factor, here)
        less = _over(work, one.consumption_empty, self.distance * self.load_factor, here)
        if low.unit.dimension != more.unit.dimension:
            message = (
                f"`{one.consumption_full.text}` and `{one.consumption_empty.text}` are of different kinds"
            )
            raise work.refuse("CF204", message, (*here, "consumption_full"), "state both in one unit")
        if more.number < less.number:
            message = "the full vehicle uses less than the empty one"
            raise work.refuse("CF702", message, (*here, "consumption_full"), "exchange the two")
        total = Quantity(low.number + more.number - less.number, low.unit, "")
        return total, f"{text_of(total)} between empty and full"


def _over(work: Work, consumption: Quantity, km: float, here: Path) -> Quantity:
    """Consumption times a distance."""
    distance = Quantity(km, parse_unit("km"), "")
    try:
        found = multiply(consumption, distance)
        unit = next(
            unit for unit in ("L", "kg", "kWh", "Nm3") if parse_unit(unit).dimension == found.unit.dimension
        )
        return Quantity(found.to(parse_unit(unit)), parse_unit(unit), "")
    except QuantityError as error:
        raise work.refuse(error.code, error.message, (*here, "consumption"), error.help) from None


def _same(work: Work, before: Quantity | None, used: Quantity, at: Path) -> Quantity:
    """The amount that every fuel of a blend is a share of. Raises `Refused` (CF106) where amounts of each are stated."""
    if before is None or before.unit.dimension != used.unit.dimension:
        return used
    if abs(before.si - used.si) > ROUNDING * before.si:
        message = (
            f"`blend` is a share of all fuel, and {text_of(before)} and {text_of(used)} are amounts of each"
        )
        help = "state the whole amount for every fuel of the blend, or leave `blend` out"
        raise work.refuse("CF106", message, at, help)
    return before


METHOD = FreightByFuel
