"""Combined heat and power: what its fuel emits, shared between heat and power."""

from __future__ import annotations

from carbonfoot.documents.fields import PERIOD, YES_NO
from carbonfoot.documents.shape import choice, list_of, nested, optional, required
from carbonfoot.factors.convert import Property, in_reference
from carbonfoot.methods.energy._fuel import Burned, burn, properties
from carbonfoot.methods.energy._rules import efficiency, reference
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, number, share
from carbonfoot.methods.terms import Stated, Term
from carbonfoot.methods.work import Work
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import Quantity, parse_unit

_OF_SPLIT = {
    "efficiency": (
        "reference_heat",
        "reference_electricity",
        "category",
        "heat_form",
        "built",
        "condensate_counted",
    ),
    "eu-fallback": (
        "reference_heat",
        "reference_electricity",
        "category",
        "heat_form",
        "built",
        "condensate_counted",
    ),
    "energy": (),
    "exergy": ("carnot_factor",),
    "fixed": ("heat_share",),
}


class Chp(Method):
    """Emissions of a plant that makes heat and power, by the share of the one that is used."""

    about = About(
        id="energy/chp",
        title="Combined heat and power",
        title_ko="열병합발전",
        tier="efficiency, energy, exergy or fixed share",
        formula=(
            "efficiency: share of heat = (heat / reference_heat) / (heat / reference_heat + electricity / reference_electricity)",
            "energy: share of heat = heat / (heat + electricity)",
            "exergy: share of heat = heat x carnot_factor / (heat x carnot_factor + electricity)",
            "fixed: share of heat = heat_share",
            "share of power = 1 - share of heat; emissions = emissions of the fuels x share x used / made",
        ),
        gives="kg CO2e of the heat or the power that is used; both shares among the values",
        reference=(
            "Implementing Regulation (EU) 2025/2547, annex III, A.2.2 and point C (reference efficiencies, fallback"
            " efficiencies); GHG Protocol, Allocation of GHG"
            " Emissions from a Combined Heat and Power Plant, efficiency, energy content and work potential method"
        ),
        edition="2025/2547; version 1.0 (2006)",
        valid_from="2006",
        example=(
            "fuels: {fuel: fuels/natural-gas, amount: 100 TJ (net)}\nheat: 50 TJ\nelectricity: 30 TJ\noutput: heat\nused: 10 TJ\n"
            "reference_heat: 90 %\nreference_electricity: 52.5 %"
        ),
        limits=(
            "reference efficiencies are stated, or those of the EU by `category`, `heat_form` and `built`",
            "corrections of reference efficiencies for climate and voltage are not made: state the corrected ones",
            "more energy out than in is refused where the energy of the fuels is known",
        ),
        parameters=(
            "cbam_chp: reference efficiencies",
            "cbam_factors: fallback-efficiency of heat and electricity",
        ),
    )

    fuels = optional(
        list_of(nested(lambda: Burned), wrap=True),
        "What is burned, each fuel as in energy/stationary-combustion.",
        [{"fuel": "fuels/natural-gas", "amount": "100 TJ (net)"}],
    )
    emissions = optional(
        number("kg CO2e"), "Emissions of the plant as its operator states them, instead.", "5610 t CO2e"
    )
    source = optional(WORD, "Who states the emissions.", "operator, report 2025")
    heat = optional(number("MJ"), "Useful heat made.", "50 TJ")
    electricity = optional(number("MJ"), "Electricity made, net.", "30 TJ")
    output = required(choice("heat", "electricity", "both"), "What of the two is used.", "heat")
    used = optional(number("MJ"), "How much of it is used; all of it unless stated.", "10 TJ")
    split = optional(
        choice("efficiency", "eu-fallback", "energy", "exergy", "fixed"),
        "How emissions are shared: by efficiency unless stated; `eu-fallback`: with the efficiencies of the EU for plants"
        " whose own are not known.",
        "efficiency",
    )
    reference_heat = optional(share(above_zero=True), "Efficiency of making the heat alone.", "90 %")
    reference_electricity = optional(
        share(above_zero=True), "Efficiency of making the power alone.", "52.5 %"
    )
    category = optional(
        WORD, "Category of the fuel in the EU's tables, S1 to O14, for their references.", "G10"
    )
    heat_form = optional(
        choice("hot-water", "steam", "direct-use"), "In which form the heat is used.", "steam"
    )
    built = optional(PERIOD, "Year the plant was built, for the references of the EU.", "2018")
    condensate_counted = optional(
        YES_NO, "Steam by the references of the EU: whether the heat is net of returned condensate.", "yes"
    )
    carnot_factor = optional(
        share(above_zero=True), "Work in a unit of the heat, 1 - T0 / T in kelvin.", "30 %"
    )
    heat_share = optional(share(), "Share of the emissions that the heat bears.", "45 %")

    def compute(self, work: Work) -> list[Term]:
        """Terms of the fuels times the share of what is used."""
        heat_share = self._heat_share(work)
        work.found("share of heat", heat_share, "1", "computed" if self.heat_share is None else "given")
        work.found("share of power", 1.0 - heat_share, "1", "1 - share of heat")
        times = {"heat": heat_share, "electricity": 1.0 - heat_share, "both": 1.0}[self.output] * self._used(
            work
        )
        work.found("share of the emissions", times, "1", "computed")
        if self.emissions is not None:
            if self.fuels:
                raise work.refuse(
                    "CF106", "`fuels` and `emissions` exclude each other", ("emissions",), "leave one out"
                )
            if self.source is None:
                raise work.refuse(
                    "CF102", "`source` is missing", ("emissions",), "say who states the emissions"
                )
            stated = Stated(self.emissions * times, "kg CO2e", 1.0, self.source)
            how = f"{self.emissions:.6g} kg CO2e x {times:.6g}"
            return [Term("", "", ("emissions",), None, stated=(stated,), how=how, beside=("upstream",))]
        if not self.fuels:
            help = "list what is burned under `fuels:`, or state `emissions:` with `source:`"
            raise work.refuse("CF102", "`fuels` is missing", (), help)
        if self.source is not None:
            raise work.refuse(
                "CF106", "`source` has no effect without `emissions`", ("source",), "leave it out"
            )
        self._enough(work)
        return [
            term
            for index, fuel in enumerate(self.fuels)
            for term in burn(work, fuel, fuel.amount, ("fuels", index), times=times)
        ]

    def _used(self, work: Work) -> float:
        """Share of the output that is used. Raises `Refused`."""
        if self.used is None:
            return 1.0
        if self.output == "both":
            raise work.refuse(
                "CF106", "`used` is of heat or of power, not of both", ("used",), "choose one `output:`"
            )
        made = self.heat if self.output == "heat" else self.electricity
        if made is None:
            raise work.refuse(
                "CF102", f"`{self.output}` is missing", ("used",), "say how much is made in all"
            )
        if made == 0:
            message = f"no {self.output} is made of which a part could be used"
            raise work.refuse(
                "CF208", message, (self.output,), "leave `used:` out, or choose the other `output:`"
            )
        if self.used > made * (1 + 1e-9):
            message = f"{self.used:.6g} MJ of {self.output} are used, and {made:.6g} MJ made"
            raise work.refuse("CF208", message, ("used",), "no more can be used than is made")
        return self.used / made

    def _heat_share(self, work: Work) -> float:
        split = self.split or "efficiency"
        every = {key for keys in _OF_SPLIT.values() for key in keys}
        for key in sorted(every - set(_OF_SPLIT[split])):
            if getattr(self, key) is not None:
                message = f"`{key}` has no effect on a split by `{split}`"
                raise work.refuse("CF106", message, (key,), "leave it out, or choose another `split:`")
        if split == "fixed":
            if self.heat_share is None:
                raise work.refuse("CF102", "`heat_share` is missing", ("split",), "add `heat_share: 45 %`")
            return self.heat_share
        if split == "eu-fallback":
            heat = efficiency(work, "chp", "heat", "fallback-efficiency")
            power = efficiency(work, "chp", "electricity", "fallback-efficiency")
        elif self.heat is None or self.electricity is None:
            key = "heat" if self.heat is None else "electricity"
            raise work.refuse(
                "CF102", f"`{key}` is missing", (), "a split needs the heat and the power that were made"
            )
        else:
            heat, power = self.heat, self.electricity
            if heat + power == 0:
                raise work.refuse(
                    "CF208", "neither heat nor power is made", ("heat",), "state what the plant makes"
                )
        if split == "energy":
            return heat / (heat + power)
        if split == "exergy":
            if self.carnot_factor is None:
                help = "add `carnot_factor:`, 1 - T0 / T with both temperatures in kelvin"
                raise work.refuse("CF102", "`carnot_factor` is missing", ("split",), help)
            return heat * self.carnot_factor / (heat * self.carnot_factor + power)
        of_heat, of_power = self._references(work)
        return heat / of_heat / (heat / of_heat + power / of_power)

    def _references(self, work: Work) -> tuple[float, float]:
        """Reference efficiencies of heat and power, as stated or of the EU. Raises `Refused`."""
        of_rule = [
            key
            for key in ("category", "heat_form", "built", "condensate_counted")
            if getattr(self, key) is not None
        ]
        if self.reference_heat is not None and self.reference_electricity is not None:
            if of_rule:
                help = "leave it out: both reference efficiencies are stated"
                raise work.refuse("CF106", f"`{of_rule[0]}` has no effect", (of_rule[0],), help)
            return self.reference_heat, self.reference_electricity
        if (
            self.category is None
            or self.built is None
            or (self.reference_heat is None and self.heat_form is None)
        ):
            help = "state `reference_heat:` and `reference_electricity:`, or `category:`, `heat_form:` and `built:`"
            raise work.refuse(
                "CF102", "the reference efficiencies are missing", ("split",) if self.split else (), help
            )
        of_heat, of_power = self.reference_heat, self.reference_electricity
        if of_power is None:
            of_power = reference(work, "electricity", self.category, "", self.built.year, ("category",))
        if of_heat is None:
            of_heat = reference(
                work, "heat", self.category, self.heat_form or "", self.built.year, ("heat_form",)
            )
            if self.heat_form == "steam":
                if self.condensate_counted is None:
                    help = "add `condensate_counted: yes` where the heat is net of returned condensate"
                    raise work.refuse("CF102", "`condensate_counted` is missing", ("heat_form",), help)
                of_heat += 0.0 if self.condensate_counted else work.constant("chp-steam-without-condensate")
        return of_heat, of_power

    def _enough(self, work: Work) -> None:
        """CF208 where more energy comes out than the fuels hold; nothing is said where their energy is not known."""
        if self.heat is None or self.electricity is None:
            return
        total = 0.0
        for index, fuel in enumerate(self.fuels or []):
            at = ("fuels", index)
            known = properties(work, fuel, at)
            energy = fuel.amount.unit.dimension == parse_unit("MJ").dimension
            if not energy and not known:
                return
            held = fuel.amount.to("MJ") if energy else _energy(fuel.amount, known)
            if held is None:
                return
            total += held
        if self.heat + self.electricity > total * (1 + 1e-9):
            message = (
                f"{self.heat + self.electricity:.6g} MJ of heat and power come of {total:.6g} MJ of fuel"
            )
            raise work.refuse("CF208", message, ("heat",), "correct the heat, the power or the fuel")
        work.found("efficiency of the plant", (self.heat + self.electricity) / total, "1", "computed")


def _energy(amount: Quantity, known: list[Property]) -> float | None:
    """MJ net of an amount of fuel; None where nothing known leads there."""
    try:
        found = in_reference(amount, Quantity(1.0, parse_unit("MJ (net)"), "1 MJ (net)"), known)
    except QuantityError:
        return None
    return None if found is None else found.number


METHOD = Chp
