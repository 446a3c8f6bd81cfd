"""From the amount a user wrote to the unit a record is stated for, across dimensions only by a stated property."""

from __future__ import annotations

from math import isfinite
from typing import NamedTuple

from carbonfoot.factors.library import Record
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import Quantity, Unit, parse_quantity, parse_unit, same_dimension

_PETROLEUM_GASES = ("lpg", "propane", "butane", "isobutane", "butylene", "isobutylene", "other-petroleum-gas")
SOLD_LIQUID = frozenset(
    f"fuels/{name}"
    for name in (*_PETROLEUM_GASES, "propylene", "ethane", "ethylene", "cng", "lng", "biomass/biopropane")
)
"""Gases that are sold liquid or compressed: factors are per litre of that, gas meters count the gas."""

GAS_OR_LIQUID = ("m3", "ft3")
"""Units in which such a fuel may be either."""


class Property(NamedTuple):
    """A ratio that bridges two dimensions: `7.85 kg/dm3`, stated by the user or by the record."""

    word: str
    quantity: Quantity
    origin: str


class Converted(NamedTuple):
    """`number` of the record's units, and how it was reached."""

    number: float
    how: str
    bridged: bool


def record_unit(record: Record) -> Unit:
    """The unit of activity of a record, its calorific basis included."""
    return parse_unit(f"{record.unit_den} ({record.cv_basis})" if record.cv_basis else record.unit_den)


def record_properties(record: Record) -> list[Property]:
    """Calorific values and density that the source states for the record itself."""
    found: list[Property] = []
    for word, text, basis in (
        ("net calorific value", record.ncv, " (net)"),
        ("gross calorific value", record.gcv, " (gross)"),
        ("density", record.density, ""),
    ):
        if text:
            found.append(Property(word, parse_quantity(text + basis), f"record {record.id}"))
    return found


def convert(quantity: Quantity, record: Record, stated: list[Property]) -> Converted:
    """The amount in the record's unit. Raises `QuantityError`: CF204, CF209 (a property is needed) or CF210 (basis)."""
    target = record_unit(record)
    vague = record.item in SOLD_LIQUID and quantity.unit.symbol in GAS_OR_LIQUID
    if vague and target.symbol != quantity.unit.symbol:
        return _gas_or_liquid(quantity, record, stated)
    if same_dimension(quantity.unit, target):
        if quantity.unit.basis == target.basis:
            return Converted(quantity.to(target), "", bridged=False)
        if not target.basis:  # electricity and heat know no calorific basis
            raise QuantityError(
                "CF204", f"`{quantity.text}` states a calorific basis where none applies", "leave it out"
            )
        if not quantity.unit.basis:
            raise _no_basis(quantity)
    properties = [*stated, *record_properties(record)]
    energy = quantity.unit.dimension == parse_unit("MJ").dimension
    if energy and not quantity.unit.basis and any(item.quantity.unit.basis for item in properties):
        # A calorific value would lead there, the net one or the gross one: nobody says which is meant.
        raise _no_basis(quantity)
    found = bridge(quantity, target, properties)
    if found is None:
        raise QuantityError("CF209", f"`{quantity.text}` cannot become {record.unit_den}{_basis(target)}", "")
    return found


def _gas_or_liquid(quantity: Quantity, record: Record, stated: list[Property]) -> Converted:
    """A cubic metre of LPG is 2 kg as gas and 540 kg as liquid: only what the user states leads on from it."""
    target = record_unit(record)
    if stated and not same_dimension(quantity.unit, target):
        known = [item for item in record_properties(record) if item.word != "density"]
        found = bridge(quantity, target, [*stated, *known])
        if found is not None:
            return found
    message = (
        f"`{quantity.text}` of `{record.item}` does not say whether it is gas or liquid, some 250 times apart"
    )
    help = "write litres of the liquid or the mass, or state the `density:` of what was measured"
    raise QuantityError("CF209", message, help)


def _no_basis(quantity: Quantity) -> QuantityError:
    message = f"`{quantity.text}` does not say net or gross calorific value"
    return QuantityError("CF210", message, f"write `{quantity.text} (net)` or `{quantity.text} (gross)`")


def in_reference(quantity: Quantity, reference: Quantity, known: list[Property]) -> Converted | None:
    """How many times `reference` (`1 kg`, `1 MJ (net)`, not zero) the amount holds; None when no property leads there.

    Raises `QuantityError`: CF210 when one of the two states a calorific basis and the other does not, or when both
    differ and no property leads from one to the other; CF206 out of range.
    """
    own, target = quantity.unit, reference.unit
    if same_dimension(own, target) and own.basis == target.basis:
        return Converted(_finite(quantity.to(target) / reference.number), "", bridged=False)
    if same_dimension(own, target) and not (own.basis and target.basis):
        lacking, stating = (quantity, reference) if target.basis else (reference, quantity)
        message = f"`{lacking.text}` does not say net or gross calorific value, `{stating.text}` does"
        raise QuantityError("CF210", message, "write `(net)` or `(gross)` behind both energy units")
    found = bridge(quantity, target, known)
    if found is not None:
        return found._replace(number=_finite(found.number / reference.number))
    if same_dimension(own, target):
        message = f"`{quantity.text}` and `{reference.text}` stand on different calorific values"
        raise QuantityError("CF210", message, "state both on net or both on gross calorific value")
    return None


def bridge(quantity: Quantity, target: Unit, known: list[Property]) -> Converted | None:
    """The amount in `target` by way of one or two properties; None when none leads there."""
    for steps in _bridges(known):
        number = _across(quantity, target, steps)
        if number is not None:
            how = ", ".join(f"{item.word} {item.quantity.text} ({item.origin})" for item in steps)
            return Converted(number, how, bridged=True)
    return None


def _finite(number: float) -> float:
    if isfinite(number):
        return number
    raise QuantityError("CF206", "the amount leaves the range of numbers", "one of the amounts is far off")


def _basis(unit: Unit) -> str:
    return f" ({unit.basis})" if unit.basis else ""


def _bridges(known: list[Property]) -> list[list[Property]]:
    """One property, or two in a row; what the user states comes first."""
    single = [[item] for item in known]
    double = [[one, two] for one in known for two in known if one is not two]
    return single + double


def _across(quantity: Quantity, target: Unit, steps: list[Property]) -> float | None:
    """The amount after multiplying or dividing by each property; None when the dimensions do not come out."""
    states = [(quantity.si, quantity.unit.dimension, quantity.unit.basis)]
    for item in steps:
        other = item.quantity
        if other.number == 0:  # bridges nothing, and is a finding where it is stated
            return None
        reached = []
        for number, dimension, basis in states:
            for sign in (1, -1):
                if basis and other.unit.basis and (basis != other.unit.basis or sign == 1):
                    continue  # energy is divided by its own calorific value, never multiplied
                total = tuple(a + sign * b for a, b in zip(dimension, other.unit.dimension, strict=True))
                amount = number * other.si if sign == 1 else number / other.si
                kept = basis or other.unit.basis
                if basis and other.unit.basis:
                    kept = ""  # energy cancels: what is left is a mass or a volume
                reached.append((amount, total, kept))
        states = reached
    for number, dimension, basis in states:
        if dimension == target.dimension and (basis == target.basis or not target.basis):
            return _finite(number * target.den / target.num)
    return None
