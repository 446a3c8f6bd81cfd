"""Amounts of waste with what becomes of them, as draws from the library or as stated factors."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.methods.portions import whole
from carbonfoot.methods.terms import Draw, Path, Stated, Term
from carbonfoot.methods.work import Work
from carbonfoot.quantities.units import Quantity

ROUTES = (
    *(
        "recycling",
        "recycling-open-loop",
        "landfill",
        "incineration",
        "composting",
        "anaerobic-digestion",
        "reuse",
    ),
    *("distillation", "solidification", "physical-treatment", "wastewater-treatment"),
)
FREE = ("reuse",)
"""Treatments that are free of burden by the cut-off, whatever is stated."""

COLLECTED = ("recycling", "recycling-open-loop")
KOREAN = {
    "recycling": "재활용",
    "recycling-open-loop": "재활용(개방형)",
    "landfill": "매립",
    "incineration": "소각",
    "composting": "퇴비화",
    "anaerobic-digestion": "혐기성 소화",
    "reuse": "재사용",
}


def routes(work: Work, treatments: dict[str, float], at: Path) -> dict[str, float]:
    """Shares by treatment that add up. Raises `Refused`: CF105 for a word that is none, CF406."""
    for name in treatments:
        if name not in ROUTES:
            help = f"one of {', '.join(ROUTES)}"
            raise work.refuse("CF105", f"`{name}` is not a treatment", (*at, name), help)
    return whole(work, treatments, at)


class Handling(NamedTuple):
    """What holds for all treatments of an amount.

    stated  kg CO2e per kg by treatment, by whoever `source` says, for an amount in kg
    """

    cut_off: tuple[str, ...] = ()
    origin: str = ""
    density: Quantity | None = None
    stated: dict[str, float] | None = None
    source: str = ""


def terms(
    waste: str, quantity: Quantity, treatments: dict[str, float], at: Path, handling: Handling
) -> list[Term]:
    """One term for each treatment of an amount of an item."""
    cut_off, origin, density, stated, source = handling
    found = []
    for route, part in treatments.items():
        if part == 0:
            continue
        amount = _part(quantity, part)
        name = f"{waste.removeprefix('waste/')}, {route.replace('-', ' ')}"
        name_ko = f"{waste.removeprefix('waste/')}, {KOREAN.get(route, route)}"
        how = f"{quantity.text.strip()} x {part:g}"
        plain = Term(name, name_ko, at, amount, how=how, scope="3")
        if stated and route in stated:
            one = Stated(amount.to("kg"), "1 kg", stated[route], source)
            found.append(plain._replace(stated=(one,)))
        elif route in FREE or route in cut_off:
            rule = f"cut-off: {route}, leaves free of burden"
            found.append(plain._replace(rule=rule))
        else:
            accept = ("collection",) if route in COLLECTED else ()
            draw = Draw(
                waste, amount, route=route, origin=origin, density=density, kinds=("waste",), accept=accept
            )
            found.append(plain._replace(draws=(draw,)))
    return found


def _part(quantity: Quantity, part: float) -> Quantity:
    text = quantity.text.strip()
    return quantity._replace(number=quantity.number * part, text=text if part == 1 else f"{text} x {part:g}")
