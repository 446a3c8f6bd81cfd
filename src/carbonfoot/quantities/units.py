"""An amount and its unit: read from text, converted exactly, refused when dimensions do not meet."""

from __future__ import annotations

from math import gcd, isfinite
from typing import NamedTuple

from carbonfoot.quantities.compound import read_unit
from carbonfoot.quantities.numbers import (
    SMALLEST,
    QuantityError,
    format_number,
    normalise,
    number_end,
    read_number,
    shown,
)
from carbonfoot.quantities.table import (
    Dimension,
    Unit,
    combined,
    combined_basis,
    described,
    dimension_of,
    nearest,
    table,
)
from carbonfoot.quantities.traced import rescaled

__all__ = [
    "Dimension",
    "Quantity",
    "Unit",
    "clash",
    "dimension_name",
    "multiply",
    "nearest",
    "parse_quantity",
    "parse_unit",
    "refuse_unlike",
    "same_dimension",
    "si_unit",
    "written",
]

_EXACT = 2**53  # integers below it are exact as floats, so one operation with them is rounded once
_CACHE_LIMIT = 4096  # unit texts kept; a batch of hostile files must not grow it without end
_units: dict[str, Unit] = {}


class Quantity(NamedTuple):
    """An amount: `number` in `unit`; `text` is what was written (empty when computed)."""

    number: float
    unit: Unit
    text: str

    @property
    def si(self) -> float:
        """The number in coherent base units (kg, m, s, piece, Nm3, ...); CF206 when it is not finite."""
        return _scaled(self.number, self.unit.num, self.unit.den)

    def to(self, unit: Unit | str) -> float:
        """The number in `unit`, correctly rounded.

        Raises CF204, naming both sides, when the dimensions differ or when `unit` asks for a calorific-value
        basis this amount is not on. An amount on a basis may be read in a unit
        without one: `MJ (net)` in `MJ`.
        """
        own = self.unit
        target = parse_unit(unit) if isinstance(unit, str) else unit
        if own.dimension != target.dimension:
            raise clash(self, target)
        if target.basis and (own.basis, own.basis_power) != (target.basis, target.basis_power):
            raise _basis_clash(self, target)
        num, den = own.num * target.den, own.den * target.num
        if num == den:
            return self.number
        shared = gcd(num, den)
        return _scaled(self.number, num // shared, den // shared)


def _scaled(number: float, num: int, den: int) -> float:
    """`number * num / den` rounded once."""
    if den == 1 and num < _EXACT:
        value = number * num
    elif num == 1 and den < _EXACT:
        value = number / den
    else:
        top, bottom = number.as_integer_ratio()
        try:
            value = top * num / (bottom * den)
            if number.__class__ is not float:
                value = rescaled(number, value)
        except OverflowError:
            value = float("inf")
    if not isfinite(value) or (abs(value) < SMALLEST and number != 0):
        raise QuantityError(
            "CF206", f"`{number}` leaves the range of numbers in another unit", "write it in a nearer unit"
        )
    return value


def parse_unit(text: str) -> Unit:
    """The unit a text names; CF202 unknown, CF203 ambiguous, CF204 net and gross mixed, CF205 empty."""
    known = _units.get(text)
    if known is None:
        try:
            known = read_unit(normalise(text))
        except QuantityError as error:
            error.code = "CF202" if error.code == "CF201" else error.code
            error.place_in(text)
            raise
        if len(_units) >= _CACHE_LIMIT:
            _units.clear()
        _units[text] = known
    return known


def parse_quantity(text: str, default_unit: Unit | str | None = None) -> Quantity:
    """The amount a text states: `2.35 kg`, `180km`, `5 %`, `0.79 MJ (net)`; negative amounts are read too.

    A bare number takes `default_unit`; without one it is refused (CF205). Other errors: CF201 to
    CF204, CF206.
    """
    plain = normalise(text)
    try:
        return _read_quantity(plain, text, default_unit)
    except QuantityError as error:
        error.place_in(text)
        raise


def _read_quantity(plain: str, text: str, default_unit: Unit | str | None) -> Quantity:
    start = len(plain) - len(plain.lstrip())
    end = number_end(plain, start)
    written_number = plain[start:end]
    rest = plain[end:].strip()
    if not any(char.isdigit() for char in written_number):
        raise _no_number(plain.strip()).shift(start)
    try:
        number = read_number(written_number)
    except QuantityError as error:
        error.shift(start)
        raise
    if not rest:
        if default_unit is None:
            raise QuantityError(
                "CF205",
                f"{shown(plain.strip())} has no unit",
                f"write the unit, such as {written_number} kg",
                start,
                end,
            )
        return Quantity(
            number, parse_unit(default_unit) if isinstance(default_unit, str) else default_unit, text
        )
    place = end + len(plain[end:]) - len(plain[end:].lstrip())
    if rest[0] in "-+±~/:<>=…–—×" or (rest[0].isdigit() and not rest.startswith("1/")):
        raise _not_one_number(plain.strip(), written_number, rest).shift(start)
    try:
        unit = parse_unit(rest)
    except QuantityError as error:
        error.shift(place)
        raise
    return Quantity(number, unit, text)


def _no_number(said: str) -> QuantityError:
    word = said.lstrip("+-").partition(" ")[0]
    if word.casefold() in ("nan", "inf", "infinity", ".nan", ".inf"):
        message, help = f"{shown(said)} is not a finite number", "write a number, or leave the line out"
        return QuantityError("CF206", message, help, 0, len(said))
    message = f"{shown(said)} does not start with a number" if said else "the amount is empty"
    return QuantityError("CF201", message, "write a number and a unit, such as 2.35 kg", 0, len(said))


def _not_one_number(said: str, number: str, rest: str) -> QuantityError:
    if rest[0].isdigit():
        help = f"a space between digits? write {number}{rest}"
    elif rest[0] in "/:":
        help = "a fraction? write it as a decimal number, such as 0.5"
    elif rest[0] == "×":
        help = "write 1e3 for a power of ten; start with = for a computed amount"
    else:
        help = "a range or a tolerance? write one amount and use `low` and `high`"
    return QuantityError("CF201", f"{shown(said)} is more than one number", help, 0, len(said))


def dimension_name(dimension: Dimension) -> str:
    """Words for a dimension: mass, energy, gas volume at normal conditions, density, ..."""
    return described(dimension)[0]


def same_dimension(a: Unit, b: Unit) -> bool:
    """Whether amounts in `a` can be stated in `b`; a calorific-value basis is not looked at."""
    return a.dimension == b.dimension


def si_unit(dimension: Dimension, basis: str = "", basis_power: int = 1) -> Unit:
    """The coherent unit of a dimension, size 1."""
    symbol = described(dimension)[1]
    return Unit(f"{symbol} ({basis})" if basis else symbol, 1, 1, dimension, basis, basis_power)


def written(quantity: Quantity) -> str:
    """An amount as its text, or number and unit when it was computed."""
    if quantity.text:
        return quantity.text.strip()
    number = format_number(quantity.number)
    return number if quantity.unit.symbol == "1" else f"{number} {quantity.unit.symbol}"


def multiply(a: Quantity, b: Quantity, power: int = 1) -> Quantity:
    """`a * b`, or `a / b` with `power` -1, in the other's unit if one is a plain number, else in base units.

    Raises CF204 (net and gross mixed) and CF206 (division by zero, or a result out of range).
    """
    if power < 0 and b.number == 0:
        raise QuantityError(
            "CF206", f"division by zero: {shown(written(b))}", "divide by an amount that is not zero"
        )
    if _is_plain(b.unit):
        unit, left, right = a.unit, a.number, b.number
    elif power > 0 and _is_plain(a.unit):
        unit, left, right = b.unit, a.number, b.number
    else:
        dimension = combined(a.unit.dimension, b.unit.dimension, power)
        basis = combined_basis((a.unit.basis, a.unit.basis_power), (b.unit.basis, b.unit.basis_power), power)
        unit, left, right = si_unit(dimension, *basis), a.si, b.si
    value = left * right if power > 0 else left / right
    if not isfinite(value) or (abs(value) < SMALLEST and left != 0 and right != 0):
        raise QuantityError(
            "CF206", "the result leaves the range of numbers", "check the amounts and their units"
        )
    return Quantity(value, unit, "")


def _is_plain(unit: Unit) -> bool:
    return unit.num == unit.den and not unit.basis and not any(unit.dimension)


def _article(words: str) -> str:
    return f"an {words}" if words[:1] in "aeiou" else f"a {words}"


def clash(own: Quantity, target: Unit) -> QuantityError:
    """CF204: `2.35 kg` is a mass, a volume (m3) is wanted; with what would let the two meet."""
    said = shown(written(own))
    message = (
        f"{said} is {_article(dimension_name(own.unit.dimension))}, "
        f"{_article(dimension_name(target.dimension))} ({target.symbol}) is wanted"
    )
    help = _bridge(own.unit.dimension, target.dimension)
    if not any(own.unit.dimension):
        help = f"write the unit of the number, such as {target.symbol}"
    elif not any(target.dimension):
        help = "write a number without a unit, or a share in %"
    elif not help:
        help = f"write an amount in {target.symbol} or a unit of its kind"
    return QuantityError("CF204", message, help, 0, len(own.text))


def _bridge(a: Dimension, b: Dimension) -> str:
    """What lets two dimensions meet, or nothing; their ratio counts, as in `kg/kWh` and `kg CO2e/kWh`."""
    rows = table()
    gap = [x - y for x, y in zip(a, b, strict=True)]
    back = [-x for x in gap]
    for row in rows.bridges:
        one, other = dimension_of(row[1]), dimension_of(row[3])
        if [x - y for x, y in zip(one, other, strict=True)] in (gap, back):
            return row[6]
    notes = [row[6] for row, power in zip(rows.base_rows, gap, strict=True) if power]
    return notes[0] if len(notes) > 1 and len(set(notes)) == 1 else ""


def _basis_clash(own: Quantity, target: Unit) -> QuantityError:
    said = shown(written(own))
    if own.unit.basis:
        other = target.basis or "an amount that does not say net or gross"
        message = f"{said} is on {own.unit.basis} calorific value, {other} ({target.symbol}) is wanted"
        help = "net and gross meet only through both calorific values; state the amount on the other basis"
    else:
        message = f"{said} does not say net or gross, {target.basis} ({target.symbol}) is wanted"
        help = "write (net) or (gross) behind the energy unit, as the bill or the supplier states it"
    return QuantityError("CF204", message, help, 0, len(own.text))


def refuse_unlike(own: Quantity, other: Quantity) -> None:
    """CF204 unless both have one dimension and one calorific-value basis, or both none: they may be added."""
    if own.unit.dimension != other.unit.dimension:
        raise clash(own, other.unit)
    if own.unit.basis != other.unit.basis or (
        own.unit.basis and own.unit.basis_power != other.unit.basis_power
    ):
        raise _basis_clash(own, other.unit)
