"""Numbers of a message: decimals without exponent; the declared unit and its mass."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from typing import NamedTuple

from carbonfoot.declarations.pact.ground import PRODUCT, Ground
from carbonfoot.quantities.numbers import QuantityError, round_digits
from carbonfoot.quantities.units import Quantity, Unit, parse_unit, same_dimension

DIGITS = 12
"""Significant digits of the largest number of a sum; the others end at the same place."""


class Kind(NamedTuple):
    """A unit of PACT.

    name      as PACT writes it, `symbol` as we do
    own       our units that are declared in it; "" for all others of its dimension
    massless  a product in it may have no mass
    """

    name: str
    symbol: str
    own: tuple[str, ...] = ()
    massless: bool = False


_KINDS = (
    Kind("kilogram", "kg"),
    Kind("piece", "piece"),
    Kind("cubic meter", "m3", ("m3",)),
    Kind("liter", "L"),
    Kind("kilowatt hour", "kWh", ("Wh", "kWh", "MWh", "GWh", "TWh"), massless=True),
    Kind("megajoule", "MJ", massless=True),
    Kind("square meter", "m2"),
    Kind("ton kilometer", "tkm", massless=True),
    Kind("hour", "h", massless=True),
)


def exact(number: float) -> Decimal:
    """A number of ours as the decimal that a reader sees, 12 significant digits."""
    return Decimal(repr(round_digits(number, DIGITS)))


def quantum(numbers: list[float]) -> Decimal:
    """The last place that all of them are written to: the 12th digit of the largest."""
    largest = max((abs(exact(one)) for one in numbers), default=Decimal())
    return Decimal(1).scaleb(largest.adjusted() - DIGITS + 1) if largest else Decimal(1)


def at(number: float, step: Decimal) -> Decimal:
    """A number at a last place, ties away from zero."""
    with localcontext() as context:
        context.prec = 60
        return Decimal(repr(number)).quantize(step, rounding=ROUND_HALF_UP)


def text(number: Decimal) -> str:
    """A decimal on the wire: no exponent, no plus sign, no trailing zeros, no negative zero."""
    plain = f"{number:f}"
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return "0" if plain in ("", "-0") else plain


def number(value: float) -> str:
    """A number of its own on the wire."""
    return text(exact(value))


class Declared(NamedTuple):
    """The declared unit: its kind, how much of it, and kg of that; `mass` is None where mass makes no sense."""

    kind: Kind
    amount: Decimal
    mass: Decimal | None


def declared(ground: Ground) -> Declared | None:
    """The declared unit of PACT; None with a finding."""
    reference = ground.gate.product.reference
    kind = kind_of(reference.unit)
    says, path = ground.says, (*PRODUCT, "declared_unit")
    if kind is None:
        known = ", ".join(one.name for one in _KINDS)
        basis = reference.unit.basis
        why = (
            f"PACT cannot say whether energy is {basis}: `{reference.text}` would be read as any energy"
            if basis
            else f"PACT has no declared unit for `{reference.text}`"
        )
        way = "declare it in kg, or in m3 or L with its mass" if basis else f"PACT counts in: {known}"
        says.refuse(why, way, path)
        return None
    amount = converted(reference, kind)
    if amount is None:
        message = f"`{reference.text}` has no exact amount in {kind.name}"
        says.refuse(message, f"state the declared unit in {kind.symbol}", path)
        return None
    mass = mass_of(ground)
    if mass is None and (not kind.massless or ground.part.product.calorific_value is not None):
        message = f"PACT needs the mass of {reference.text} of the product, and nothing states it"
        says.missing(message, "write it under `product: mass:`", PRODUCT)
        return None
    return Declared(kind, amount, None if mass is None else exact(mass))


def kind_of(unit: Unit) -> Kind | None:
    """The unit of PACT that takes amounts in one of ours; None where there is none, as for energy by a calorific basis."""
    if unit.basis:
        return None
    for kind in _KINDS:
        if same_dimension(unit, parse_unit(kind.symbol)) and (not kind.own or unit.symbol in kind.own):
            return kind
    return None


def converted(reference: Quantity, kind: Kind) -> Decimal | None:
    """The declared amount in a unit of PACT, digit by digit; None where no decimal of 28 digits holds it."""
    target = parse_unit(kind.symbol)
    top = reference.unit.num * target.den
    bottom = reference.unit.den * target.num
    with localcontext() as context:
        context.prec = 28
        found = Decimal(repr(reference.number)) * top / bottom
        whole = found * bottom == Decimal(repr(reference.number)) * top
    return found if whole else None


def mass_of(ground: Ground) -> float | None:
    """kg of the declared unit: as stated, or by the density that the document states; None where nothing tells."""
    product = ground.gate.product
    if product.mass is not None:
        return product.mass
    density = ground.part.product.density
    if not isinstance(density, Quantity):
        return None
    try:
        return product.reference.to("m3") * density.to("kg/m3")
    except QuantityError:
        return None
