"""Fluorinated liquids that cool tools: what evaporates, by area or by the balance of each liquid."""

from __future__ import annotations

from carbonfoot.documents.shape import Shape, list_of, nested, optional, required
from carbonfoot.methods.electronics._area import processed
from carbonfoot.methods.method import About, Method
from carbonfoot.methods.needs import WORD, number, quantity, share
from carbonfoot.methods.terms import Draw, Path, Term
from carbonfoot.methods.work import Refused, Work, amount_of
from carbonfoot.quantities.numbers import format_number
from carbonfoot.quantities.units import Quantity, parse_unit

_ITEM = "processes/semiconductor/heat-transfer-fluids"
_RECORD = "ipcc-2006-electronics:tier-1-heat-transfer-fluid"
_LIQUID = quantity("L", "kg")


class Fluid(Shape):
    """The balance of one liquid in a period, by volume or by mass."""

    fluid = required(WORD, "The liquid, as a gas of the library: by formula or name.", "C6F14")
    stock_start = required(_LIQUID, "Stock at the beginning, outside of equipment.", "900 L")
    purchased = required(_LIQUID, "Bought, net of what was returned.", "400 L")
    stock_end = required(_LIQUID, "Stock at the end, outside of equipment.", "700 L")
    capacity_new = optional(_LIQUID, "Charge of equipment that was installed; none unless stated.", "150 L")
    capacity_retired = optional(
        _LIQUID, "Charge of equipment that was retired or sold; none unless stated.", "60 L"
    )
    recovered = optional(_LIQUID, "Taken out of retired equipment and sent away; none unless stated.", "50 L")
    density = optional(number("kg/L", above_zero=True), "Mass per volume, for volumes.", "1.68 kg/L")


class HeatTransferFluids(Method):
    """Liquids lost by evaporation from cooling loops."""

    about = About(
        id="electronics/heat-transfer-fluids",
        title="Heat transfer fluids of semiconductor fabs",
        title_ko="열전달유체 (칠러 불소계 냉매) 증발 배출",
        tier="1, 2",
        formula=(
            "tier 1: emitted = (area, or capacity x capacity_utilisation) x factor",
            "tier 2: emitted = density x (stock_start + purchased - capacity_new + capacity_retired - stock_end - recovered)",
        ),
        gives="kg of liquid that evaporates; making the liquid is a line of its own",
        reference=(
            "IPCC Guidelines, volume 3, chapter 6, section 6.2.1.2 (tier 1 and tier 2) and table 6.2; "
            "40 CFR 98.93(h)"
        ),
        edition="IPCC 2006; 40 CFR 98 of 25 April 2024",
        valid_from="2006",
        example=(
            "fluids:\n"
            "  - fluid: C6F14\n"
            "    stock_start: 900 L\n"
            "    purchased: 400 L\n"
            "    capacity_new: 150 L\n"
            "    capacity_retired: 60 L\n"
            "    stock_end: 700 L\n"
            "    recovered: 50 L\n"
            "    density: 1.68 kg/L"
        ),
        limits=(
            "a liquid without a global warming potential in the library is refused (CF315)",
            "tier 1 counts all liquids as C6F14, 0.3 kg per m2 of silicon",
            "a balance below zero is refused (CF702): a stock or a charge is wrong",
        ),
        parameters=(),
    )

    area = optional(number("m2", above_zero=True), "Silicon that was processed (tier 1).", "20000 m2")
    capacity = optional(
        number("m2", above_zero=True), "Silicon that the fab can process; instead of `area`.", "25000 m2"
    )
    capacity_utilisation = optional(share(above_zero=True), "Share of the capacity that was used.", "80 %")
    fluids = optional(
        list_of(nested(lambda: Fluid), wrap=True),
        "The liquids, each with its balance (tier 2).",
        [{"fluid": "C6F14", "stock_start": "900 kg", "purchased": "400 kg", "stock_end": "700 kg"}],
    )

    def compute(self, work: Work) -> list[Term]:
        """kg of each liquid, or the default by area. Raises `Refused`."""
        if self.fluids is None:
            area = processed(work, self.area, self.capacity, self.capacity_utilisation)
            amount = amount_of(area, "m2")
            at = ("area",) if self.area is not None else ("capacity",)
            return [
                Term(
                    "",
                    "",
                    at,
                    amount,
                    draws=(Draw(_ITEM, amount, record=_RECORD, accept=("process_direct",)),),
                    scope="1",
                )
            ]
        for key in ("area", "capacity", "capacity_utilisation"):
            if getattr(self, key) is not None:
                raise work.refuse("CF106", f"`{key}` has no effect beside `fluids`", (key,), "leave it out")
        terms = []
        for index, one in enumerate(self.fluids):
            try:
                terms.append(_emitted(work, one, ("fluids", index)))
            except Refused:
                continue
        return terms


def _emitted(work: Work, one: Fluid, at: Path) -> Term:
    gas = work.gas(one.fluid, (*at, "fluid"))
    signs = {
        "stock_start": 1.0,
        "purchased": 1.0,
        "capacity_new": -1.0,
        "capacity_retired": 1.0,
        "stock_end": -1.0,
        "recovered": -1.0,
    }
    mass = 0.0
    for key, sign in signs.items():
        amount = getattr(one, key)
        if amount is not None:
            mass = mass + sign * _kg(work, amount, one.density, (*at, key))
    if mass < 0:
        message = f"the balance of {one.fluid} is {format_number(mass, 6)} kg: more is left than there was"
        raise work.refuse("CF702", message, (*at, "stock_end"), "look again at the stocks and the charges")
    how = "density x (stock_start + purchased - capacity_new + capacity_retired - stock_end - recovered)"
    return Term(one.fluid, one.fluid, at, amount_of(mass, "kg"), {gas: mass}, how=how)


def _kg(work: Work, amount: Quantity, density: float | None, at: Path) -> float:
    if amount.unit.dimension == parse_unit("kg").dimension:
        return amount.to("kg")
    if density is None:
        message = f"`{amount.text}` is a volume, and the density of the liquid is not stated"
        raise work.refuse("CF209", message, at, "add `density: 1.68 kg/L`, or write masses")
    return amount.to("L") * density


METHOD = HeatTransferFluids
