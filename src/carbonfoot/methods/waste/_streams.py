"""Amounts of waste with what becomes of them, as draws from the library or as stated factors."""

from __future__ import annotations

from collections.abc import Container, Iterable
from typing import Any, NamedTuple, cast

from carbonfoot.documents.shape import Kind
from carbonfoot.methods.needs import each, quantity
from carbonfoot.methods.portions import whole
from carbonfoot.methods.terms import Draw, Path, Stated, Term
from carbonfoot.methods.work import Work
from carbonfoot.quantities.units import Quantity, parse_unit

FACTORS = cast("Kind[dict[str, Quantity]]", each(cast("Kind[Any]", quantity("kg CO2e/kg", "kg CO2e/m3"))))
"""Stated factors by treatment, per mass or per volume."""

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


def without_effect(
    work: Work, named: Iterable[str], treatments: Container[str], key: Path, what: str
) -> None:
    """CF106 for every treatment named under `key` that no share goes to."""
    for at, name in enumerate(named):
        if name not in treatments:
            place = (*key, at) if key == ("cut_off",) else (*key, name)
            message = f"`{name}` has {what} and no share of the treatments"
            work.refuse("CF106", message, place, "leave it out, or state its share")


class Handling(NamedTuple):
    """What holds for all treatments of an amount.

    stated  kg CO2e per kg or m3 by treatment, by whoever `source` says
    """

    cut_off: tuple[str, ...] = ()
    origin: str = ""
    density: Quantity | None = None
    stated: dict[str, Quantity] | None = None
    source: str = ""


def terms(
    work: Work, waste: str, quantity: Quantity, treatments: dict[str, float], at: Path, handling: Handling
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
            found.append(plain._replace(stated=(_stated(work, amount, stated[route], source, at),)))
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


def _stated(work: Work, amount: Quantity, factor: Quantity, source: str, at: Path) -> Stated:
    """An amount with a factor per mass or per volume. Raises `Refused` (CF209) where the two do not meet."""
    unit = "m3" if parse_unit("kg CO2e/m3").dimension == factor.unit.dimension else "kg"
    if amount.unit.dimension != parse_unit(unit).dimension:
        message = f"`{amount.text}` does not meet the factor of {factor.text.strip()}"
        help = "state the factor per unit of the amount, or `density:`"
        raise work.refuse("CF209", message, (*at[:-1], "emission_factors"), help)
    return Stated(amount.to(unit), f"1 {unit}", factor.to(f"kg CO2e/{unit}"), source)


def _part(quantity: Quantity, part: float) -> Quantity:
    text = quantity.text.strip()
    return quantity._replace(number=quantity.number * part, text=text if part == 1 else f"{text} x {part:g}")
