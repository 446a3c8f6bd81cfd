"""What making and bringing the fuel of a plant comes to."""

from __future__ import annotations

from collections.abc import Sequence

from carbonfoot.methods.balance._published import content
from carbonfoot.methods.balance._streams import CarbonContents, Rules
from carbonfoot.methods.terms import Draw, Path, Term
from carbonfoot.methods.work import Work, amount_of
from carbonfoot.quantities.units import Quantity

CHOICES = ("library", "other-lines")
SAID = "Making and bringing the fuel: from the library, or in lines of their own; listed as not assessed unless stated."


def carbon_of(work: Work, fuel: str, rules: Rules, at: Path) -> float:
    """kg of carbon per GJ (net) of a fuel of the library, by the tables of the rule. Raises `Refused` (CF704)."""
    one = content(work, f"fuels/{fuel.removeprefix('fuels/')}", rules.edition, amount_of(1.0, "GJ (net)"), at)
    return one.carbon.to("kg/GJ (net)")


def not_assessed(supply: str | None) -> tuple[str, ...]:
    """What the CO2 of the plant leaves out."""
    return () if supply is not None else ("upstream",)


def of_fuel(supply: str | None, fuel: str, energy: Quantity, at: Path) -> list[Term]:
    """The supply of one fuel by its energy, where it is to come from the library."""
    if supply != "library":
        return []
    draw = Draw(_item(fuel), energy, only=("upstream",))
    return [Term("supply of the fuel", "연료 공급", at, energy, draws=(draw,))]


def of_streams(work: Work, supply: str | None, streams: Sequence[CarbonContents], key: str) -> list[Term]:
    """The supply of every stream that names its material. Raises `Refused` (CF102) where one does not."""
    if supply != "library":
        return []
    terms = []
    for index, one in enumerate(streams):
        if one.material is None:
            message = "`material` is missing: the library is asked for the supply of the fuel"
            raise work.refuse(
                "CF102", message, (key, index), "state `material`, or `fuel_supply: other-lines`"
            )
        draw = Draw(
            _item(one.material),
            one.amount,
            density=one.density,
            calorific_value=one.net_calorific_value,
            only=("upstream",),
        )
        terms.append(Term("supply of the fuel", "연료 공급", (key, index), one.amount, draws=(draw,)))
    return terms


def _item(fuel: str) -> str:
    return f"fuels/{fuel.removeprefix('fuels/')}"
