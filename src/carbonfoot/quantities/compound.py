"""Reading the text of a unit: names of the table, products, quotients, powers, and `(net)` or `(gross)`.

`kg CO2e/kWh`, `MJ/kg (net)`, `kg/(m.s2)`; below a fraction bar also a power of ten of a unit, as in `L/100 km`. A quotient
binds to the one factor that follows it; `kWh/t.m` is refused, because some read it as kWh/(t.m) and others as (kWh/t).m.
A name of the table that holds a dot (`t.km`) is one factor.
"""

from __future__ import annotations

import re
from functools import lru_cache, partial
from math import gcd
from typing import NamedTuple

from carbonfoot.quantities.numbers import QuantityError, shown
from carbonfoot.quantities.table import (
    MAX_POWER,
    Unit,
    combined,
    combined_basis,
    dimension_of,
    nearest,
    table,
    unit_of,
)

_MAX_LENGTH = 120  # characters of one unit
_MAX_FACTORS = 12  # names in one unit
_DOTS = ".*·⋅"
_COUNTED = re.compile(r"(10+) ?(\D.*)")  # `100 km`
_POWERS = {str(power) for power in range(-MAX_POWER, MAX_POWER + 1)} - {"0", "1"}


class _Token(NamedTuple):
    kind: str  # "name", or the operator itself
    text: str
    start: int
    end: int


def read_unit(text: str) -> Unit:
    """The unit of a normalised text; CF202 unknown, CF203 ambiguous, CF204 mixed basis, CF205 empty."""
    if not text.strip():
        raise QuantityError("CF205", "the unit is missing", "write a unit, such as kg", 0, len(text))
    if len(text) > _MAX_LENGTH:
        raise QuantityError(
            "CF202", f"{shown(text)} is too long for a unit", "write a unit, such as kg", 0, len(text)
        )
    reader = _Reader(text)
    unit = reader.product()
    if reader.at < len(reader.tokens):
        raise reader.malformed()
    shared = gcd(unit.num, unit.den)
    return unit._replace(num=unit.num // shared, den=unit.den // shared)


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    start = 0
    for index, char in enumerate(text + ")"):
        if char in "/()" or char in _DOTS:
            name = text[start:index].strip()
            if name:
                place = start + text[start:index].index(name[0])
                found.append(
                    _Token(
                        "name",
                        " ".join(name.split()).replace(" ^", "^").replace("^ ", "^"),
                        place,
                        place + len(name),
                    )
                )
            if index < len(text):
                found.append(_Token("." if char in _DOTS else char, char, index, index + 1))
            start = index + 1
    return _with_dotted_names(found)


def _with_dotted_names(tokens: list[_Token]) -> list[_Token]:
    """Join `t` `.` `km` where the table knows `t.km` as a name of its own, wanted or refused."""
    rows = table()
    joined: list[_Token] = []
    for token in tokens:
        if token.kind == "name" and len(joined) > 1 and joined[-1].kind == "." and joined[-2].kind == "name":
            name = f"{joined[-2].text}.{token.text}"
            if name in rows.units or name in rows.refused:
                start = joined[-2].start
                joined[-2:] = [_Token("name", name, start, token.end)]
                continue
        joined.append(token)
    return joined


class _Reader:
    """Recursive descent over the tokens of one unit."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = _tokens(text)
        self.at = 0
        self.energies: list[
            int
        ] = []  # sign of every energy unit read so far, for a basis that stands at the end
        self.last_is_energy = False
        self.energy = dimension_of("energy")
        if sum(token.kind == "name" for token in self.tokens) > _MAX_FACTORS:
            raise self.malformed("has too many factors")

    def peek(self) -> str:
        return self.tokens[self.at].kind if self.at < len(self.tokens) else ""

    def malformed(self, why: str = "is not a unit") -> QuantityError:
        token = self.tokens[self.at] if self.at < len(self.tokens) else None
        start, end = (token.start, token.end) if token else (0, len(self.text))
        help = "write a unit, such as kg or kg CO2e/kWh or MJ/kg (net) or kg/(m.s2)"
        return QuantityError("CF202", f"{shown(self.text)} {why}", help, start, end)

    def product(self, sign: int = 1, depth: int = 0) -> Unit:
        """factor { ("." | "/") factor } { "(net)" }; `sign` is -1 below a fraction bar."""
        if depth > MAX_POWER:
            raise self.malformed("has too many brackets")
        unit = self.factor(sign, depth)
        below = False
        while self.peek() in (".", "/", "("):
            operator = self.tokens[self.at]
            if operator.kind == "(":
                unit = self.with_basis(unit, sign)
                continue
            if operator.kind == "." and below:
                raise QuantityError(
                    "CF203",
                    f"{shown(self.text)} has a product after a fraction bar",
                    "put brackets: a/(b.c), or b.c first: b.c/a",
                    operator.start,
                    operator.end,
                )
            self.at += 1
            power = -1 if operator.kind == "/" else 1
            below = below or power < 0
            other = self.factor(sign * power, depth)
            symbol = f"{unit.symbol}{operator.kind}{other.symbol}"
            unit = self.joined(unit, other, power, symbol, operator)
        return unit

    def joined(self, a: Unit, b: Unit, power: int, symbol: str, place: _Token) -> Unit:
        num, den = (b.num, b.den) if power > 0 else (b.den, b.num)
        try:
            basis = combined_basis((a.basis, a.basis_power), (b.basis, b.basis_power), power)
            dimension = combined(a.dimension, b.dimension, power)
        except QuantityError as error:
            raise QuantityError(error.code, error.message, error.help, place.start, place.end) from None
        return Unit(symbol, a.num * num, a.den * den, dimension, *basis)

    def factor(self, sign: int, depth: int) -> Unit:
        if self.peek() == "(":
            self.at += 1
            inner = self.product(sign, depth + 1)
            if self.peek() != ")":
                raise self.malformed("has an open bracket")
            self.at += 1
            self.last_is_energy = False
            return inner._replace(symbol=f"({inner.symbol})")
        if self.peek() != "name":
            raise self.malformed()
        token = self.tokens[self.at]
        self.at += 1
        counted = _COUNTED.fullmatch(token.text) if sign < 0 else None
        if counted is not None:
            token = token._replace(text=counted[2], start=token.end - len(counted[2]))
        unit, power = self.atom(token)
        self.last_is_energy = unit.dimension == self.energy
        if self.last_is_energy:
            self.energies.append(sign * power)
        found = unit if power == 1 else self.raised(unit, power, token)
        if counted is None:
            return found
        return found._replace(num=found.num * int(counted[1]), symbol=f"{counted[1]} {found.symbol}")

    def raised(self, unit: Unit, power: int, token: _Token) -> Unit:
        num, den = (unit.num, unit.den) if power > 0 else (unit.den, unit.num)
        size = abs(power)
        try:
            dimension = combined(tuple(0 for _ in unit.dimension), unit.dimension, power)
        except QuantityError as error:
            raise QuantityError(error.code, error.message, error.help, token.start, token.end) from None
        caret = "^" if unit.symbol[-1].isdigit() else ""
        return Unit(f"{unit.symbol}{caret}{power}", num**size, den**size, dimension)

    def atom(self, token: _Token) -> tuple[Unit, int]:
        """The unit of one name and its power: `m3`, `cm2`, `s-1`, `m^3`, `Nm3^2`."""
        rows = table()
        name, caret, power = token.text.partition("^")
        whole = name + power
        if whole in rows.units:
            return unit_of(rows.units[whole]), 1
        if not caret:
            name = token.text.rstrip("0123456789")
            power = token.text[len(name) :]
            if name.endswith("-"):
                name, power = name[:-1], "-" + power
        # `m1` is a slip rather than a power, and 1 has no powers
        if whole not in rows.refused and name in rows.units and name != "1" and power in _POWERS:
            return unit_of(rows.units[name]), int(power)
        raise _unknown(token, rows.refused.get(whole) or rows.refused.get(name))

    def with_basis(self, unit: Unit, sign: int) -> Unit:
        """`(net)` belongs to the energy unit right before it, else to the only energy unit before it."""
        named = self.tokens[self.at + 1 : self.at + 3]
        if [token.kind for token in named] != ["name", ")"]:
            raise self.malformed()
        basis = table().basis.get(named[0].text)
        if basis is None:
            raise QuantityError(
                "CF202",
                f"{shown('(' + named[0].text + ')')} is neither net nor gross",
                "write (net) or (gross) for the calorific value; leave other remarks to a note",
                named[0].start,
                named[0].end,
            )
        if not self.energies or not (self.last_is_energy or len(self.energies) == 1):
            raise QuantityError(
                "CF202",
                f"({basis}) does not say which energy it is about in {shown(self.text)}",
                "write (net) or (gross) right behind an energy unit, such as MJ (net)",
                named[0].start,
                named[0].end,
            )
        self.at += 3
        own = unit.basis, unit.basis_power
        try:
            total = combined_basis(own, (basis, self.energies[-1] * sign))
        except QuantityError as error:
            raise QuantityError(error.code, error.message, error.help, named[0].start, named[0].end) from None
        self.last_is_energy = False
        self.energies[-1:] = []
        return unit._replace(symbol=f"{unit.symbol} ({basis})", basis=total[0], basis_power=total[1])


def _unknown(token: _Token, refused: list[str] | None) -> QuantityError:
    if refused is not None:
        return QuantityError(
            "CF203", f"{shown(token.text)} is ambiguous: {refused[5]}", refused[6], token.start, token.end
        )
    message, help = f"unknown unit {shown(token.text)}", partial(_meant, token.text)
    return QuantityError("CF202", message, help, token.start, token.end)


@lru_cache(maxsize=256)
def _meant(text: str) -> str:
    """What may be meant by an unknown unit; the search takes milliseconds, and a slip stands on many lines."""
    units = table().units
    close = list(dict.fromkeys(units[name][1] for name in nearest(text, units, 5)))
    return (
        f"did you mean {' or '.join(close[:3])}?"
        if close
        else "write a unit such as kg, m3, kWh, tkm or piece"
    )
