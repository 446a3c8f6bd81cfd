"""Units as openLCA's reference data know them (`openlca_units.csv`, ids of olca-schema); any other unit has a group of its own.

A unit that is not in the table and whose dimension is, such as `US gallon`, is written in the reference unit of its
group: units of ours inside a group of theirs would be lost where a database has that group already.
"""

from __future__ import annotations

import os
from functools import cache
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from carbonfoot.quantities.numbers import QuantityError
from carbonfoot.quantities.units import Quantity, parse_unit

_SPACE = uuid5(NAMESPACE_URL, "https://github.com/carbonfoot/carbonfoot/docs/export.md")


def identifier(kind: str, *parts: str) -> str:
    """A UUID (version 5) of what is named so: the same thing has the same one in every file."""
    return str(uuid5(_SPACE, "\n".join([kind, *parts])))


class Row(NamedTuple):
    """One line of the table; `reference` is the symbol, in our words, of the reference unit of the group."""

    symbol: str
    name: str
    id: str
    property: str
    property_id: str
    group: str
    group_id: str
    reference: str


class Written(NamedTuple):
    """How an amount is written: times `scale`, in the unit of `row`; `size` of that unit in the group's reference."""

    row: Row
    scale: float
    size: float


@cache
def table() -> dict[str, Row]:
    """The rows by our symbol."""
    with open(os.path.join(os.path.dirname(__file__), "openlca_units.csv"), encoding="utf-8") as file:
        rows = [Row(*line.split(",")) for line in file.read().splitlines()[1:]]
    return {row.symbol: row for row in rows}


def written(symbol: str) -> Written:
    """The way a unit of ours is written; the basis of `MJ (net)` stays in the words of the flow."""
    rows = table()
    plain = symbol.partition(" (")[0]
    try:
        unit = parse_unit(symbol)
        if plain in rows:
            row = rows[plain]
            return Written(row, 1.0, Quantity(1.0, unit, "").to(row.reference))
        for row in rows.values():
            if row.symbol == row.reference and parse_unit(row.symbol).dimension == unit.dimension:
                return Written(row, Quantity(1.0, unit, "").to(row.symbol), 1.0)
    except QuantityError:
        pass  # words of a supplier, such as `1 set`: a unit of its own
    ids = [identifier(kind, symbol) for kind in ("unit", "property", "group")]
    own = Row(symbol, symbol, ids[0], f"Amount in {symbol}", ids[1], f"Units: {symbol}", ids[2], symbol)
    return Written(own, 1.0, 1.0)
