"""The unit of a factor, `kg CO2e/kWh (net)`, as the columns of a record hold it."""

from __future__ import annotations

import re
from typing import NamedTuple

from carbonfoot.factors.lint_cells import is_decimal
from carbonfoot.quantities.numbers import shown
from carbonfoot.quantities.units import Quantity, Unit, parse_unit

NUMERATORS = {f"{unit} CO2e": unit for unit in ("kg", "g", "t", "lb")}
"""What a factor is stated in, and how the column `unit_num` writes it."""

_BASIS = re.compile(r"(.*) \((net|gross)\)")
_DIGITS = re.compile(r"-?[0-9.]+(?:[eE][-+]?[0-9]+)?")


class Per(NamedTuple):
    """`unit_num`, `unit_den` and `cv_basis` of a record."""

    num: str
    den: str
    basis: str

    @property
    def text(self) -> str:
        """The unit as people write it."""
        basis = f" ({self.basis})" if self.basis else ""
        return f"{self.num} CO2e/{self.den}{basis}"


class UnitRefused(Exception):
    """A unit that is no factor's; `help` says what to write."""

    def __init__(self, message: str, help: str) -> None:
        super().__init__(message)
        self.message = message
        self.help = help


def per_of(unit: Unit) -> Per:
    """The unit of a factor in columns. Raises UnitRefused for another unit."""
    symbol, basis = unit.symbol, ""
    match = _BASIS.fullmatch(symbol)
    if match:
        symbol, basis = match[1], match[2]
    num, slash, den = symbol.partition("/")
    if not slash or num not in NUMERATORS:
        mass = "; kg and kg CO2e are different things" if num in NUMERATORS.values() else ""
        raise UnitRefused(
            f"{shown(unit.symbol)} is not the unit of a factor{mass}",
            "write kg CO2e (or g, t, lb) per unit, such as kg CO2e/kg",
        )
    return Per(
        NUMERATORS[num], den.removeprefix("(").removesuffix(")") if den.startswith("(") else den, basis
    )


def read_per(text: str) -> Per:
    """The columns of a unit that is written out. Raises QuantityError, UnitRefused."""
    return per_of(parse_unit(text))


def digits_of(quantity: Quantity) -> str:
    """The digits as they were written, where a record can hold them so."""
    match = _DIGITS.match(quantity.text.strip())
    if match and is_decimal(match[0]) and float(match[0]) == quantity.number:
        return match[0]
    return repr(quantity.number).removesuffix(".0")
