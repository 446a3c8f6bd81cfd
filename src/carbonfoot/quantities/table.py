"""The closed table of units (`units.csv`), read once at first use, and what a dimension is called.

A dimension is a tuple of integer exponents, one for each `base` row in the order of the table. The file is
plain CSV without quotes: seven columns `kind, symbol, aliases, dimension, factor, name, note`.

- base: a base dimension, with the symbol of its coherent unit and its words; a note that bases share says
  how they meet.
- dimension: a named product of base dimensions (`factor` is the formula).
- unit: a unit; `factor` is its exact size in coherent base units, decimal or ratio.
- refused: an ambiguous name; `name` says what it may mean, `note` what to write.
- basis: a calorific-value basis and its spellings.
- bridge: two dimensions that meet only through a stated property; `note` says which.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from carbonfoot.quantities.numbers import QuantityError, exact

Dimension = tuple[int, ...]

MAX_POWER = 9  # of one base dimension; more is a slip, and one digit keeps `m23` from being a power


class Unit(NamedTuple):
    """A unit: `num/den` coherent base units (kg, m, s, piece, ...) of a dimension.

    `basis` is `net` or `gross` for energy from a fuel, else empty; `basis_power` is how often that energy
    counts in the unit: 1 in `MJ/kg (net)`, -1 in `kg CO2e/MJ (net)`; it means nothing when `basis` is empty.
    """

    symbol: str
    num: int
    den: int
    dimension: Dimension
    basis: str = ""
    basis_power: int = 1


class _Table:
    """The rows of `units.csv` by what they are looked up with."""

    __slots__ = ("base_names", "base_rows", "basis", "bridges", "dimensions", "refused", "units")

    def __init__(self, text: str) -> None:
        self.units: dict[str, list[str]] = {}
        self.refused: dict[str, list[str]] = {}
        self.basis: dict[str, str] = {}
        self.base_rows: list[list[str]] = []
        self.dimensions: dict[str, list[str]] = {}
        self.bridges: list[list[str]] = []
        for line in text.splitlines()[1:]:
            row = line.split(",")
            kind = row[0]
            if kind in ("unit", "refused"):
                names = self.units if kind == "unit" else self.refused
                names[row[1]] = row
                if row[2]:
                    for alias in row[2].split(";"):
                        names[alias] = row
            elif kind == "base":
                self.base_rows.append(row)
            elif kind == "dimension":
                self.dimensions[row[3]] = row
            elif kind == "basis":
                for spelling in (row[1], *row[2].split(";")):
                    self.basis[spelling] = row[1]
            else:
                self.bridges.append(row)
        self.base_names = [row[3] for row in self.base_rows]


_vectors: dict[str, Dimension] = {}
_words: dict[Dimension, tuple[str, str]] = {}


@cache
def table() -> _Table:
    """The table, read at the first call."""
    with open(os.path.join(os.path.dirname(__file__), "units.csv"), encoding="utf-8") as file:
        return _Table(file.read())


def dimension_of(formula: str) -> Dimension:
    """The exponents of a dimension text such as `mass`, `energy` or `mass.length2/time2`."""
    known = _vectors.get(formula)
    if known is not None:
        return known
    rows = table()
    total = [0] * len(rows.base_names)
    for place, part in enumerate(formula.split("/")):
        sign = -1 if place else 1
        for factor in part.split("."):
            name = factor.rstrip("0123456789")
            power = sign * int(factor[len(name) :] or "1")
            if name in rows.base_names:
                total[rows.base_names.index(name)] += power
            elif name:
                nested = dimension_of(rows.dimensions[name][4])
                total = [a + power * b for a, b in zip(total, nested, strict=True)]
    _vectors[formula] = tuple(total)
    return _vectors[formula]


def unit_of(row: list[str]) -> Unit:
    """The unit of a `unit` row."""
    top, _, bottom = row[4].partition("/")
    num, den = exact(top)
    if bottom:
        other_num, other_den = exact(bottom)
        num, den = num * other_den, den * other_num
    return Unit(row[1], num, den, dimension_of(row[3]))


def combined(a: Dimension, b: Dimension, power: int = 1) -> Dimension:
    """The dimension of `a * b**power`; CF204 beyond the ninth power of a base."""
    total = tuple(x + power * y for x, y in zip(a, b, strict=True))
    if max(total) > MAX_POWER or min(total) < -MAX_POWER:
        raise QuantityError("CF204", f"a power beyond {MAX_POWER} of one dimension has no meaning here")
    return total


def combined_basis(a: tuple[str, int], b: tuple[str, int], power: int = 1) -> tuple[str, int]:
    """The basis of `a * b**power`, each as (basis, basis_power); CF204 when net and gross meet."""
    if not b[0]:
        return a
    if not a[0]:
        return b[0], b[1] * power
    if a[0] != b[0]:
        raise QuantityError(
            "CF204",
            f"an amount on {a[0]} and one on {b[0]} calorific value do not mix",
            "state both on the same basis: (net) or (gross)",
        )
    total = a[1] + b[1] * power
    return (a[0], total) if total else ("", 1)


def described(dimension: Dimension) -> tuple[str, str]:
    """(words, coherent symbol) of a dimension: (`energy`, `J`), (`CO2e mass per energy`, `kg CO2e/J`)."""
    known = _words.get(dimension)
    if known is None:
        known = _words[dimension] = _describe(dimension)
    return known


def _describe(dimension: Dimension) -> tuple[str, str]:
    rows = table()
    named = {dimension_of(row[3]): (row[5], row[1]) for row in rows.dimensions.values()}
    named.update({dimension_of(row[3]): (row[5], row[1]) for row in rows.base_rows})
    if not any(dimension):
        return "plain number", "1"
    if dimension in named:
        return named[dimension]
    inverse = tuple(-power for power in dimension)
    if inverse in named:
        words, symbol = named[inverse]
        return f"number per {words}", f"1/({symbol})" if "." in symbol or "/" in symbol else f"1/{symbol}"
    named = {key: names for key, names in named.items() if "/" not in names[1]}
    for below, (words, symbol) in named.items():
        above = tuple(a + b for a, b in zip(dimension, below, strict=True))
        bottom = f"({symbol})" if "." in symbol else symbol
        if above in named:
            return f"{named[above][0]} per {words}", f"{named[above][1]}/{bottom}"
    symbols = [row[1] for row in rows.base_rows]
    top = [_raised(symbol, power) for symbol, power in zip(symbols, dimension, strict=True) if power > 0]
    low = [_raised(symbol, -power) for symbol, power in zip(symbols, dimension, strict=True) if power < 0]
    under = ".".join(low)
    formula = ".".join(top) or "1"
    if low:
        formula += f"/({under})" if len(low) > 1 else f"/{under}"
    return formula, formula


def _raised(symbol: str, power: int) -> str:
    if power == 1:
        return symbol
    return f"{symbol}^{power}" if symbol[-1].isdigit() else f"{symbol}{power}"


def nearest(name: str, names: Iterable[str], n: int = 3) -> list[str]:
    """At most `n` of `names` that look like `name`, best first; if some differ in case alone, only those."""
    from difflib import get_close_matches

    folded: dict[str, list[str]] = {}
    for candidate in sorted(names):
        folded.setdefault(candidate.casefold(), []).append(candidate)
    if name.casefold() in folded:
        return folded[name.casefold()][:n]
    close = get_close_matches(name.casefold(), list(folded), n=n, cutoff=0.6)
    return [candidate for key in close for candidate in folded[key]][:n]
