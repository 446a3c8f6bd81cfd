"""Direct reduction of iron ore with gas, coal or hydrogen: CO2 from the carbon that is not in the iron."""

from __future__ import annotations

from typing import ClassVar

from carbonfoot.documents.shape import Shape, choice, nested, optional, required
from carbonfoot.methods.metals._charge import (
    EDITION,
    FORMULA,
    PARAMETERS,
    TIER,
    Furnace,
    Named,
    charge,
    product,
    streams_of,
)
from carbonfoot.methods.method import About
from carbonfoot.methods.needs import WORD, number, quantity
from carbonfoot.methods.terms import Draw, Stated, Term
from carbonfoot.methods.work import Work, amount_of


class ReducingHydrogen(Shape):
    """Hydrogen that reduces ore, and whose emissions it brings."""

    amount = required(number("kg"), "How much hydrogen.", "55 t")
    emission_factor = optional(
        quantity("kg CO2e/kg"), "What its maker states, cradle to gate.", "0.6 kg CO2e/kg"
    )
    factor = optional(WORD, "Instead: an item of the factor library.", "gases/hydrogen")
    counted = optional(choice("elsewhere"), "Instead: it is a line of its own in the document.", "elsewhere")


class DirectReducedIron(Furnace):
    """Direct reduced iron: CO2 of the carbon balance, and the footprint of the hydrogen."""

    about = About(
        id="metals/direct-reduced-iron",
        title="Direct reduced iron, carbon balance",
        title_ko="직접환원철(DRI), 탄소 수지",
        tier=TIER,
        formula=(
            *FORMULA,
            "CO2e of hydrogen = amount x emission_factor, beside the CO2 of the plant itself",
        ),
        gives="kg CO2 of the carbon that is in no output; CO2e of making the hydrogen",
        reference=(
            "IPCC Guidelines, volume 3, chapter 4, equation 4.11 less the carbon in the iron; "
            "Regulation (EU) 2018/2066, Annex IV, section 5; "
            "Implementing Regulation (EU) 2025/2547, Annex II, B.3.2"
        ),
        edition=EDITION,
        valid_from="2006",
        parameters=PARAMETERS,
        limits=(
            "published carbon contents serve where none is stated; top gas, fines and dust have none: state it",
            "the carbon in the iron is taken off; equation 4.11 does not: `carbon_content: 0` of the iron gives its number",
            "hydrogen holds no carbon and brings the emissions of its making: stated, drawn or counted elsewhere",
            "electricity, and what was emitted to make the other inputs, are lines of their own",
            "CH4 is counted only where `ch4` is stated",
        ),
        example=(
            "natural_gas: {amount: 10500 GJ (net), emission_factor: 56.1 kg/GJ (net)}\n"
            "hydrogen: {amount: 10 t, emission_factor: 0.6 kg CO2e/kg}\n"
            "direct_reduced_iron: {amount: 1000 t, carbon_content: 2 %}"
        ),
    )
    named: ClassVar[dict[str, Named]] = streams_of(
        "natural_gas coal coke_breeze coke coke_oven_gas limestone dolomite iron_ore pellets",
        "direct_reduced_iron fines dust top_gas",
    )
    makes = "direct_reduced_iron"

    def feeds(self) -> bool:
        """Hydrogen reduces ore without any carbon."""
        return self.hydrogen is not None

    natural_gas = charge(
        "Natural gas, as reducing agent and as fuel.", {"amount": "10500 GJ (net)", "material": "natural-gas"}
    )
    coal = charge("Coal.", "400 t")
    coke_breeze = charge("Coke breeze.", "5 t")
    coke = charge("Coke.", "5 t")
    coke_oven_gas = charge("Coke oven gas.", "100 t")
    limestone = charge("Limestone.", "10 t")
    dolomite = charge("Dolomite.", "10 t")
    iron_ore = charge(
        "Ore with carbon in it; its carbon content must be stated.",
        {"amount": "50 t", "carbon_content": "0.0002"},
    )
    pellets = charge(
        "Pellets with carbon in them; their content must be stated.",
        {"amount": "9 t", "carbon_content": "0.0005"},
    )
    hydrogen = optional(
        nested(lambda: ReducingHydrogen),
        "Hydrogen bought or made elsewhere.",
        {"amount": "55 t", "emission_factor": "0.6 kg CO2e/kg"},
    )
    direct_reduced_iron = product("DRI made, hot or cold, briquetted or not.", "1000 t")
    fines = charge(
        "Fines that leave; their carbon content must be stated.", {"amount": "20 t", "carbon_content": "2 %"}
    )
    dust = charge(
        "Dust and sludge; the carbon content must be stated.", {"amount": "20 t", "carbon_content": "2 %"}
    )
    top_gas = charge(
        "Gas that leaves for other uses; its carbon content must be stated.",
        {"amount": "9 t", "carbon_content": "0.3"},
    )

    def compute(self, work: Work) -> list[Term]:
        """kg CO2 of the balance; what the hydrogen brings with it."""
        made = [] if self.hydrogen is None else [self._hydrogen(work, self.hydrogen)]
        return super().compute(work) + [term for term in made if term is not None]

    def _hydrogen(self, work: Work, hydrogen: ReducingHydrogen) -> Term | None:
        at = ("hydrogen",)
        keys = [key for key in ("emission_factor", "factor", "counted") if getattr(hydrogen, key) is not None]
        if len(keys) > 1:
            message = f"`{keys[0]}` and `{keys[1]}` both say what the hydrogen brings"
            raise work.refuse("CF106", message, (*at, keys[1]), "keep one of them")
        if not keys:
            help = "add `emission_factor: 0.6 kg CO2e/kg`, `factor: ITEM`, or `counted: elsewhere` where it is a line of its own"
            raise work.refuse("CF209", "nothing says what was emitted to make the hydrogen", at, help)
        if hydrogen.counted is not None:
            return None
        amount = amount_of(hydrogen.amount, "kg")
        if hydrogen.emission_factor is not None:
            per = hydrogen.emission_factor.to("kg CO2e/kg")
            stated = Stated(hydrogen.amount, "kg", per, "stated by the maker of the hydrogen")
            how = f"{hydrogen.amount:g} kg x {per:g} kg CO2e/kg"
            return Term("hydrogen", "수소", at, amount, stated=(stated,), how=how)
        return Term("hydrogen", "수소", at, amount, draws=(Draw(hydrogen.factor or "", amount),))


METHOD = DirectReducedIron
