"""Products that use electricity over their lives: modes, degradation, places, and what they use up besides."""

from __future__ import annotations

from carbonfoot.documents.fields import COUNTRY, ITEM
from carbonfoot.documents.shape import Shape, list_of, nested, optional, required
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, each, number, quantity, ratio, share
from carbonfoot.methods.portions import ROUNDING, in_vain, needed, one_of, whole
from carbonfoot.methods.terms import Draw, Path, Stated, Term
from carbonfoot.methods.work import Work, amount_of
from carbonfoot.quantities.traced import added, raised
from carbonfoot.quantities.units import Quantity, parse_unit

MANY = 1e12
LONGEST = 1000.0
"""Years: with a degradation each is looked at."""


class Mode(Shape):
    """A mode of operation."""

    name = required(WORD, "Which.", "standby")
    power = required(number("W"), "Power drawn in it.", "0.5 W")
    time = required(
        ratio(), "Share of the time, or hours per day or year; a year of use has 365 days.", "20 h/day"
    )


class Scenario(Shape):
    """A way of use, with its share of all users."""

    name = required(WORD, "Which.", "eco programme")
    times = required(share(high=100.0), "Energy as a multiple of what is stated; 1 is as stated.", "0.8")
    share = required(share(), "Share of use.", "30 %")


class Consumable(Shape):
    """Something used up, refilled or replaced in use; how often is said in one way."""

    name = required(WORD, "What it is.", "Filter")
    factor = required(ITEM, "Item of the library.", "chemicals/soap")
    amount = required(quantity("kg", "L", "piece", "m2", "kWh"), "How much each time.", "0.2 kg")
    per_use = optional(share(high=MANY), "How often in each use.", "1")
    every = optional(number("year", above_zero=True), "Time from one to the next.", "182 day")
    times = optional(share(high=MANY), "How often in the whole life.", "3")
    origin = optional(COUNTRY, "Where it is made.", "KR")
    route = optional(WORD, "Technology route.", "primary")


class EnergyUsingProduct(Method):
    """Electricity, consumables and repairs of a product in use."""

    about = About(
        id="use/energy-using-product",
        title="Use of a product that draws electricity",
        title_ko="전기 사용 제품의 사용 단계",
        tier="direct use-phase",
        formula=(
            "energy in the first year = SUM(power x time), or energy_per_year",
            "energy = first year x SUM over the years of (1 + degradation)^year; the last year by its share",
            "or energy = energy_per_use x uses",
            "energy x SUM(share of scenario x times), drawn from the grid of each country by its share",
            "consumables: amount x uses x per_use, amount x lifetime / every, or amount x times",
        ),
        gives="kg CO2e of the electricity and of what is used up, over the whole life",
        reference="GHG Protocol, Technical Guidance for Calculating Scope 3 Emissions, category 11, formulas 11.1"
        " and, for scenarios of use, 11.4",
        edition="1.0, 2013",
        valid_from="2013",
        example="modes:\n- {name: on, power: 60 W, time: 4 h/day}\n- {name: standby, power: 0.5 W, time: 20 h/day}\n"
        "lifetime: 8 year\nwhere: {KR: 70 %, DE: 30 %}",
        limits=(
            "the grid of the year of the document stands for the whole life, unless `emission_factor` says otherwise",
            "consumables are counted as their share of the life, not in whole pieces",
            "refrigerant that leaks is a use of `fugitive/refrigerant-leakage` with `stage: use`",
        ),
        stage="use",
    )

    modes = optional(
        list_of(nested(lambda: Mode), wrap=True),
        "Modes of operation; what they leave of the day is off.",
        [{"name": "on", "power": "60 W", "time": "4 h/day"}],
    )
    energy_per_year = optional(number("kWh/year"), "Energy of a year, as on the label.", "120 kWh/year")
    energy_per_use = optional(number("kWh"), "Energy of one use or cycle.", "0.6 kWh")
    uses = optional(share(high=MANY), "Uses or cycles in the whole life.", "2200")
    lifetime = optional(number("year", high=LONGEST, above_zero=True), "Years of use.", "8 year")
    degradation = optional(share(), "Growth of the energy from year to year.", "1 %")
    number_sold = optional(share(high=MANY), "How many products; one unless stated.", "1000")
    origin = optional(COUNTRY, "Where it is used.", "KR")
    where = optional(each(share()), "Where it is used, by shares.", {"KR": "70 %", "DE": "30 %"})
    scenarios = optional(
        list_of(nested(lambda: Scenario), wrap=True),
        "Ways of use whose shares add up to 100 %.",
        [{"name": "eco", "share": "30 %", "times": "0.8"}],
    )
    factor = optional(ITEM, "Item of the electricity; the grid unless stated.", "electricity/grid")
    emission_factor = optional(
        number("kg CO2e/kWh"), "Stated factor, in place of the library.", "0.5 kg CO2e/kWh"
    )
    source = optional(WORD, "Who states that factor.", "Grid forecast 2025 to 2033")
    consumables = optional(
        list_of(nested(lambda: Consumable), wrap=True),
        "What is used up, refilled, repaired or replaced.",
        [{"name": "Filter", "factor": "chemicals/soap", "amount": "0.2 kg", "every": "1 year"}],
    )

    def compute(self, work: Work) -> list[Term]:
        """A term of electricity for each country, and one for each consumable."""
        energy = self._energy(work)
        mix = self._mix(work)
        number = 1.0 if self.number_sold is None else self.number_sold
        found = self._electricity(work, energy * mix * number, f"{energy:.6g} kWh x {mix:g} x {number:g}")
        for index, one in enumerate(self.consumables or []):
            times = self._times(work, one, ("consumables", index)) * number
            amount = one.amount._replace(
                number=one.amount.number * times, text=f"{one.amount.text.strip()} x {times:g}"
            )
            draw = Draw(one.factor, amount, route=one.route or "", origin=one.origin or "")
            at: Path = ("consumables", index, "factor")
            found.append(Term(one.name, one.name, at, amount, draws=(draw,), how=amount.text, scope="3"))
        return found

    def _energy(self, work: Work) -> float:
        """kWh over the life."""
        ways = {
            "modes": self.modes,
            "energy_per_year": self.energy_per_year,
            "energy_per_use": self.energy_per_use,
        }
        way = one_of(work, ways)
        if way == "energy_per_use":
            needed(work, self.uses, "uses", "and `energy_per_use` is stated")
            in_vain(work, {"degradation": self.degradation}, "beside `energy_per_use`")
            assert self.uses is not None and self.energy_per_use is not None  # noqa: PT018, S101
            return self.energy_per_use * self.uses
        needed(work, self.lifetime, "lifetime", f"and `{way}` is stated")
        assert self.lifetime is not None  # noqa: S101
        first = self.energy_per_year
        if first is None:
            first = _of_modes(work, self.modes or [])
        work.found("energy of the first year", first, "kWh/year", "computed")
        energy = first * _years(self.lifetime, self.degradation)
        work.found("energy", energy, "kWh", "computed")
        return energy

    def _mix(self, work: Work) -> float:
        if self.scenarios is None:
            return 1.0
        shares = {str(at): one.share for at, one in enumerate(self.scenarios)}
        whole(work, shares, ("scenarios",))
        mix = added(one.share * one.times for one in self.scenarios)
        work.found("mix of scenarios", mix, "1", "computed")
        return mix

    def _electricity(self, work: Work, energy: float, how: str) -> list[Term]:
        if self.emission_factor is not None:
            needed(work, self.source, "source", "and `emission_factor` is stated")
            vain = {"origin": self.origin, "where": self.where, "factor": self.factor}
            in_vain(work, vain, "beside `emission_factor`")
            one = Stated(energy, "1 kWh", self.emission_factor, self.source or "")
            at: Path = ("emission_factor",)
            return [
                Term("electricity", "전력", at, amount_of(energy, "kWh"), stated=(one,), how=how, scope="3")
            ]
        in_vain(work, {"source": self.source}, "without `emission_factor`")
        item = self.factor or "electricity/grid"
        places = {self.origin or "": 1.0}
        way = one_of(work, {"origin": self.origin, "where": self.where})
        if way == "where":
            places = whole(work, self.where or {}, ("where",))
        found = []
        for country, part in places.items():
            if work.library.region(country) is None:
                at = (way, country) if way == "where" else (way,)
                help = "ISO 3166-1 alpha-2: KR Korea, CN China, DE Germany"
                raise work.refuse("CF108", f"`{country}` is not a country or region of the library", at, help)
            if part == 0:
                continue
            amount = amount_of(energy * part, "kWh")
            draw = Draw(item, amount, origin=country, kinds=("electricity",))
            name = f"electricity in {country}"
            said = f"{how} x {part:g}"
            found.append(Term(name, f"전력({country})", (way,), amount, draws=(draw,), how=said, scope="3"))
        return found

    def _times(self, work: Work, one: Consumable, at: Path) -> float:
        """How often a consumable is used in one life."""
        way = one_of(work, {"per_use": one.per_use, "every": one.every, "times": one.times}, at)
        if way == "times":
            assert one.times is not None  # noqa: S101
            return one.times
        if way == "per_use":
            needed(work, self.uses, "uses", "and a consumable is stated `per_use`")
            assert self.uses is not None and one.per_use is not None  # noqa: PT018, S101
            return self.uses * one.per_use
        needed(work, self.lifetime, "lifetime", "and a consumable is stated with `every`")
        assert self.lifetime is not None and one.every is not None  # noqa: PT018, S101
        return self.lifetime / one.every


def _of_modes(work: Work, modes: list[Mode]) -> float:
    """kWh of a year of 365 days. Raises `Refused` (CF406) where the modes take more than all the time."""
    if added(mode.time.to("1") for mode in modes) > 1 + ROUNDING:
        raise work.refuse(
            "CF406", "the modes take more than 100 % of the time", ("modes",), "correct their times"
        )
    return added(mode.power * _hours(work, mode.time) for mode in modes) / 1000


def _hours(work: Work, time: Quantity) -> float:
    """Hours of a year: as stated for a year, else 24 times 365 times the share of a day.

    The `year` of the units has 365.25 days: what is stated per year is taken out of it by the same.
    """
    days = _JULIAN if "year" in time.unit.symbol else work.constant("days-of-use-in-a-year")
    return time.to("1") * 24 * days


_JULIAN = parse_unit("year").num / parse_unit("year").den / (parse_unit("day").num / parse_unit("day").den)


def _years(lifetime: float, growth: float | None) -> float:
    """Years of use, each as heavy as its energy against the first."""
    if growth is None or growth == 0:
        return lifetime
    full = int(lifetime)
    base = 1 + growth
    total = added(raised(base, year) for year in range(full)) if full else 0.0
    return total + (lifetime - full) * raised(base, full)


METHOD = EnergyUsingProduct
