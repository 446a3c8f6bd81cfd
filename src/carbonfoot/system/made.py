"""What a document makes: its product and its co-products, and the keys by which its burdens may be shared."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from carbonfoot.documents.coproducts import CoProduct
from carbonfoot.documents.part import Product
from carbonfoot.factors.convert import Property, bridge
from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.table import table
from carbonfoot.quantities.traced import rescaled
from carbonfoot.quantities.units import Quantity, Unit, dimension_name, parse_unit
from carbonfoot.system.context import Context, per_piece
from carbonfoot.system.model import Activity, Path
from carbonfoot.system.sources import DENSITIES

ECONOMIC = "economic"
UNITS = {
    "mass": ("kg",),
    "energy": ("MJ (net)", "MJ (gross)", "MJ"),
    "volume": ("m3", "Nm3", "Sm3"),
    "pieces": ("piece",),
    "area": ("m2",),
}
"""Methods by a physical key that a unit or a property may give, with the units it may be had in."""

AGREES = Fraction(1, 10**9)
"""Relative; a key that repeats the amount may differ by rounding."""

CALORIFIC = ("MJ/kg", "MJ/m3", "MJ/Nm3")


class Made(NamedTuple):
    """One product of a document: how much of it comes with one declared unit of the first."""

    id: str
    name: str
    amount: Quantity
    path: Path
    shape: Product | CoProduct


class Key(NamedTuple):
    """A key of a product for the amount that is made: exact, in base units.

    number  the same with its slopes, where amounts are traced
    """

    value: Fraction
    unit: Unit
    path: Path
    number: float


class KeyMissing(Exception):
    """A product does not state what a method needs; `need` says in words what would."""

    def __init__(self, need: str) -> None:
        super().__init__(need)
        self.need = need


class KeyRefused(Exception):
    """A key has a finding of its own already."""


def made_by(context: Context, main: Activity) -> list[Made]:
    """The products of a document, the declared one first; findings for a co-product that cannot be read."""
    part = context.loaded.part
    found = [Made(part.product.id, main.name, main.reference, ("product",), part.product)]
    for index, shape in enumerate(part.co_products or []):
        path: Path = ("co_products", index)
        if any(one.id == shape.id for one in found):
            message = f"two products of the document have the id `{shape.id}`"
            context.report("CF433", message, (*path, "id"), "give every product an id of its own")
        amount = context.positive(shape.amount, (*path, "amount"))
        if amount is not None and amount.number == 0:
            help = "write how much is made along with one declared unit, or leave the co-product out"
            context.report("CF208", f"`{amount.text}` is zero", (*path, "amount"), help)
            amount = None
        found.append(Made(shape.id, shape.name, amount or main.reference, path, shape))
    for one in found:
        agrees(context, one)
    return found


def agrees(context: Context, made: Made) -> None:
    """CF404 where a product states a key that its own amount says otherwise: 2 kg with a mass of 5 kg."""
    for method, units in UNITS.items():
        value = getattr(made.shape, method)
        if value is None or (method == "mass" and made.path == ("product",)):
            continue  # the mass of the declared product is held against its unit with every document
        stated = context.scope.quantity(value, (*made.path, method))
        alike = stated is not None and stated.unit.dimension == made.amount.unit.dimension
        if stated is None or not alike or stated.unit.dimension not in map(_dimension, units):
            continue
        if abs(exact(stated) - exact(made.amount)) > AGREES * abs(exact(made.amount)):
            message = f"`{method}: {stated.text}` differs from the amount of {made.amount.text}"
            help = f"leave `{method}:` out when the amount says it; another measure belongs under `keys:`"
            context.report("CF404", message, (*made.path, method), help)


def _dimension(unit: str) -> object:
    return parse_unit(unit).dimension


def opened_beside(context: Context, main: Activity, made: Made) -> Activity:
    """An activity for a co-product; its reference is what comes with one declared unit of the product."""
    shape = made.shape
    activity = Activity(main.file, made.path, made.name, shape.name_ko or "", made.amount)
    activity.id = made.id
    activity.country = main.country
    activity.supplier = main.supplier
    activity.mass = mass_of(context, made)
    activity.mass_balance = {"status": "not checked", "because": "a co-product"}
    return activity


def mass_of(context: Context, made: Made) -> float | None:
    """kg of a co-product per declared unit of the product; None when it is not known, or refused."""
    try:
        found = key_of(context, made, "mass")
        return rescaled(found.number, float(found.value))
    except (KeyMissing, KeyRefused):
        return None


def key_of(context: Context, made: Made, method: str) -> Key:
    """The key of a product for a method. Raises `KeyMissing`, or `KeyRefused` when it has a finding."""
    if method == ECONOMIC:
        found = _price(context, made)
    elif method in UNITS:
        found = _physical(context, made, method)
    else:
        found = _named(context, made, method)
    if found.value < 0:
        context.report("CF207", f"the key of `{made.name}` is negative", found.path, "a key is above zero")
        raise KeyRefused
    if found.value == 0:
        help = "what shares no burden is an output, or state the shares one by one: `allocation: {ID: 40 %, ...}`"
        context.report("CF208", f"the key of `{made.name}` is zero", found.path, help)
        raise KeyRefused
    return found


def _key(quantity: Quantity, path: Path) -> Key:
    return Key(exact(quantity), quantity.unit, path, quantity.si)


def exact(quantity: Quantity) -> Fraction:
    """The amount as it is written, in base units."""
    return Fraction(repr(quantity.number)) * quantity.unit.num / quantity.unit.den


def properties_of(context: Context, made: Made) -> list[Property]:
    """Density, calorific value, and mass of the amount, as a product states them."""
    shape = made.shape
    found = [
        context.ratio(shape.density, DENSITIES, (*made.path, "density"), "density"),
        context.ratio(shape.calorific_value, CALORIFIC, (*made.path, "calorific_value"), "calorific value"),
    ]
    mass = context.mass(shape.mass, (*made.path, "mass"))
    if mass is not None:
        found.append(per_piece(mass, made.amount, f"mass of {made.name}"))
    return [one for one in found if one is not None]


def _physical(context: Context, made: Made, method: str) -> Key:
    path = (*made.path, method)
    units = [parse_unit(unit) for unit in UNITS[method]]
    stated = getattr(made.shape, method)
    if stated is not None:
        quantity = context.scope.quantity(stated, path)
        if quantity is None:
            raise KeyRefused
        if all(quantity.unit.dimension != unit.dimension for unit in units):
            found = dimension_name(quantity.unit.dimension)
            message = f"`{quantity.text}` is not a key for {method}, it is a {found}"
            context.report("CF204", message, path, f"write it in {UNITS[method][-1]}")
            raise KeyRefused
        return _key(quantity, path)
    amount = made.amount
    for unit in units:
        if amount.unit.dimension == unit.dimension:
            return _key(amount, made.path)
    known = properties_of(context, made)
    for unit in units:
        bridged = _bridged(context, amount, unit, known, made.path)
        if bridged is not None:
            return _key(Quantity(bridged, unit, ""), made.path)
    others = {"energy": " or `calorific_value`", "volume": " or `density`"}.get(method, "")
    raise KeyMissing(f"`{method}`{others}")


def _price(context: Context, made: Made) -> Key:
    """What the amount is worth: a price of the amount, or of a unit of it."""
    path = (*made.path, "price")
    if made.shape.price is None:
        raise KeyMissing("`price`")
    price = context.scope.quantity(made.shape.price, path)
    if price is None:
        raise KeyRefused
    currency = next((unit for unit in _currencies() if _of_money(price, unit)), None)
    if currency is None:
        message = f"`{price.text}` is no price"
        context.report("CF204", message, path, "write it as money, `0.62 EUR`, or per unit, `310 EUR/t`")
        raise KeyRefused
    if price.unit.dimension == currency.dimension:
        return Key(exact(price), currency, path, price.si)
    both = zip(price.unit.dimension, made.amount.unit.dimension, strict=True)
    if tuple(one + other for one, other in both) == currency.dimension:
        return Key(exact(price) * exact(made.amount), currency, path, price.si * made.amount.si)
    known = [Property("price", price, "stated"), *properties_of(context, made)]
    worth = _bridged(context, made.amount, currency, known, path)
    if worth is None:
        message = f"the price of {price.text} does not meet the amount of {made.amount.text}"
        context.report("CF209", message, path, "state `mass:` of the amount, or a price of the unit it is in")
        raise KeyRefused
    return _key(Quantity(worth, currency, ""), path)


def _named(context: Context, made: Made, method: str) -> Key:
    stated = (made.shape.keys or {}).get(method)
    path = (*made.path, "keys", method)
    if stated is None:
        raise KeyMissing(f"`keys: {{{method}: ...}}`")
    quantity = context.scope.quantity(stated, path)
    if quantity is None:
        raise KeyRefused
    return _key(quantity, path)


def _bridged(
    context: Context, amount: Quantity, unit: Unit, known: list[Property], path: Path
) -> float | None:
    try:
        found = bridge(amount, unit, known)
    except QuantityError as error:
        context.report(error.code, error.message, path, error.help)
        raise KeyRefused from None
    return None if found is None else found.number


def _currencies() -> list[Unit]:
    return [parse_unit(row[1]) for row in table().base_rows if row[6]]  # a base with a note is a currency


def _of_money(price: Quantity, currency: Unit) -> bool:
    return any(
        power and power == other
        for power, other in zip(currency.dimension, price.unit.dimension, strict=True)
    )
