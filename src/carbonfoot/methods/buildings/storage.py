"""Storage: what a warehouse uses and loses, shared by space and time."""

from __future__ import annotations

from carbonfoot.documents.shape import choice, list_of, nested, optional
from carbonfoot.methods.factored import (
    Energy,
    Factored,
    Said,
    clash,
    emitted,
    energy_terms,
    lacking,
    stated_total,
    text_of,
)
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import number, quantity, share
from carbonfoot.methods.terms import Term
from carbonfoot.methods.work import Work
from carbonfoot.quantities.numbers import QuantityError, format_number
from carbonfoot.quantities.units import Quantity, multiply, parse_unit
from carbonfoot.quantities.units import clash as unlike

_SPACE = ("m3", "m2", "piece", "t")
_SPACE_TIME = ("m3.day", "m2.day", "piece.day", "t.day")


class Storage(Factored, Method):
    """A share of a warehouse, by cubic metre days or another measure of space and time."""

    about = About(
        id="buildings/storage",
        title="Storage (warehouse)",
        title_ko="보관 (창고)",
        tier="site-specific",
        formula=(
            "stored = goods x time",
            "share = stored / (capacity x occupancy x days); with `unused: left` share = stored / (capacity x days)",
            "E = share x (sum of energy and refrigerant of the warehouse over `days`)",
            "average: E = stored x emission_factor, per m3.day, m2.day, pallet day or t.day",
        ),
        gives="kg CO2e of the energy that the warehouse used and of its leaks",
        reference="GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions, category 4, site-specific and"
        " average-data methods for storage (formulas 4.8 and 4.9); ISO 14083 hub operations",
        edition="2013; 2023",
        valid_from="2013",
        example="energy:\n  - {factor: electricity/grid, amount: 420 MWh}\n"
        "  - {factor: fuels/natural-gas, amount: 90000 kWh (gross)}\n"
        "capacity: 40000 m3\noccupancy: 70 %\ndays: 365 day\ngoods: 2.4 m3\ntime: 21 day",
        limits=(
            "unused space is borne by what is stored, unless `unused: left` leaves it unallocated; both are shown",
            "goods and capacity are in one kind of space: m3, m2, pallets as pieces, or t",
            "more in store than the warehouse holds is refused",
        ),
    )

    energy = optional(
        list_of(nested(lambda: Energy), wrap=True),
        "What the warehouse used over `days`, leaks of refrigerant included.",
        [{"factor": "electricity/grid", "amount": "420 MWh"}],
    )
    emissions = optional(
        quantity("kg CO2e"), "Instead: what it emitted over `days`, as stated.", "210 t CO2e"
    )
    capacity = optional(
        quantity(*_SPACE, above_zero=True), "What it holds: m3, m2, pallets as pieces, or t.", "40000 m3"
    )
    occupancy = optional(share(above_zero=True), "How full it was on average.", "70 %")
    days = optional(
        number("day", above_zero=True),
        "The time over which `energy` is stated; 365 days unless stated.",
        "365 day",
    )
    total_stored = optional(
        quantity(*_SPACE_TIME, above_zero=True),
        "Instead of capacity, occupancy and days: all that was stored.",
        "8000000 m3.day",
    )
    goods = optional(quantity(*_SPACE, above_zero=True), "The user's own goods.", "2.4 m3")
    time = optional(number("day", above_zero=True), "How long they were stored.", "21 day")
    stored = optional(
        quantity(*_SPACE_TIME, above_zero=True),
        "Instead of `goods` and `time`: space times time.",
        "50.4 m3.day",
    )
    unused = optional(
        choice("shared", "left"),
        "Whether unused space is borne by what is stored, or left unallocated; shared unless stated.",
        "shared",
    )

    def compute(self, work: Work) -> list[Term]:
        """The share of the goods in each energy carrier, or goods and time by a factor."""
        if self.emission_factor is not None:
            others = ("energy", "emissions", "capacity", "occupancy", "days", "total_stored", "unused")
            for key in others:
                clash(work, self, key, "emission_factor")
            own = self._own(work)
            how = "" if self.goods is None else f"{text_of(self.goods)} x {self.time:g} day"
            at = ("stored",) if self.goods is None else ("goods",)
            return [emitted(work, self, None, own, Said("warehouse", at, how, "창고"))]
        part = self._share(work)
        why = "share of space and time"
        if (self.energy is None) == (self.emissions is None):
            if self.energy is not None:
                clash(work, self, "emissions", "energy")
                return []
            help = "state what the warehouse used, or `emissions`, or `emission_factor` per space and time"
            raise lacking(work, "energy", help)
        if self.emissions is not None:
            how = f"{format_number(part, 6)} ({why})"
            return [stated_total(work, self, self.emissions, part, name="warehouse", how=how)]
        return energy_terms(work, self, self.energy or [], part, why)

    def _share(self, work: Work) -> float:
        own = self._own(work)
        whole = self._whole(work)
        if own.unit.dimension != whole.unit.dimension:
            error = unlike(own, whole.unit)
            key = "stored" if self.stored is not None else "goods"
            raise work.refuse(
                error.code, error.message, (key,), "state goods and capacity in one kind of space"
            )
        part = own.si / whole.si
        if part > 1:
            message = "the goods take more space and time than all that was stored"
            raise work.refuse(
                "CF208", message, ("stored" if self.stored is not None else "goods",), "check both amounts"
            )
        work.found("share of the warehouse", 100 * part, "%", "computed")
        return part

    def _own(self, work: Work) -> Quantity:
        if self.stored is not None:
            for key in ("goods", "time"):
                clash(work, self, key, "stored")
            return self.stored
        if self.goods is None or self.time is None:
            key = "goods" if self.goods is None else "time"
            raise lacking(work, key, "add `goods: 2.4 m3` and `time: 21 day`, or `stored: 50.4 m3.day`")
        return _over(work, self.goods, self.time)

    def _whole(self, work: Work) -> Quantity:
        if self.total_stored is not None:
            for key in ("capacity", "occupancy", "days", "unused"):
                clash(work, self, key, "total_stored")
            return self.total_stored
        if self.capacity is None:
            raise lacking(
                work, "capacity", "add `capacity: 40000 m3` and `occupancy: 70 %`, or `total_stored`"
            )
        left = self.unused == "left"
        if self.occupancy is None and not left:
            raise lacking(
                work, "occupancy", "add `occupancy: 70 %`, or `unused: left` where unused space is not shared"
            )
        days = 365.0 if self.days is None else self.days
        if self.days is None:
            work.found("days", days, "day", "a year, as nothing else is stated")
        filled = 1.0 if self.occupancy is None else self.occupancy
        if left:
            work.found("left unallocated", 100 * (1 - filled), "%", "computed")
        whole = _over(work, self.capacity, days)
        return whole if left else whole._replace(number=whole.number * filled)


def _over(work: Work, space: Quantity, days: float) -> Quantity:
    try:
        return multiply(space, Quantity(days, parse_unit("day"), ""))
    except QuantityError as error:
        raise work.refuse(error.code, error.message, ("time",), error.help) from None


METHOD = Storage
