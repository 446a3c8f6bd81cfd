"""What is assumed to be uncertain where nobody states anything: a small table of our own (`assumed.csv`).

Geometric standard deviations, one sigma, by kind of amount and kind of factor. They are of no standard; an interval that
rests on them says so, and `--uncertainty stated` leaves them out.
"""

from __future__ import annotations

import os
from functools import cache
from math import log, sqrt

from carbonfoot.factors.library import Record
from carbonfoot.quantities.units import parse_unit
from carbonfoot.system.model import Flow

GUESSED = ("estimated", "illustrative")
"""Words of `data:` for an amount that was not found out."""


def of_amount(flow: Flow) -> float:
    """Sigma of ln of the amount of a line without a statement; 0 for what is counted."""
    table = _table()
    if flow.kind == "transport":
        return table["amount", "transport"]
    if flow.data not in GUESSED and _is_count(flow):
        return table["amount", "piece"]
    return table["amount", flow.data or "not stated"]


def of_record(record: Record) -> float:
    """Sigma of ln of a factor without a statement."""
    table = _table()
    return sqrt(table["factor", record.kind] ** 2 + table.get(("trust", record.trust), 0.0) ** 2)


def rests_on_defaults(flow: Flow) -> bool:
    """Whether a method took numbers of the library for it, as a rule defaults of a guideline."""
    return flow.worked is not None and bool(flow.worked.numbers)


def of_defaults() -> float:
    """Sigma of ln of what a method makes of defaults of a guideline."""
    return _table()["factor", "default"]


def of_statement() -> float:
    """Sigma of ln of a supplier's footprint without a range."""
    return _table()["factor", "statement"]


def of_stand_in() -> float:
    """Sigma of ln that comes on top for a factor of another place."""
    return _table()["stand-in", ""]


def _is_count(flow: Flow) -> bool:
    return flow.quantity is not None and flow.quantity.unit.dimension == _piece()


@cache
def _piece() -> tuple[int, ...]:
    return parse_unit("piece").dimension


@cache
def _table() -> dict[tuple[str, str], float]:
    with open(os.path.join(os.path.dirname(__file__), "assumed.csv"), encoding="utf-8") as stream:
        rows = [line.split(",", 3) for line in stream.read().splitlines()[1:]]
    return {(of, what): log(float(gsd)) for of, what, gsd, _ in rows}
