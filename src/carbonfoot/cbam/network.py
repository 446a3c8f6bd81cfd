"""Complex goods: processes that use each other and bought precursors, solved together (Annex III, B: Eq. 59 to 63)."""

from __future__ import annotations

from math import isnan, nan

from carbonfoot.cbam.model import NOTHING, Embedded
from carbonfoot.engine.loops import LoopError
from carbonfoot.engine.network import Network
from carbonfoot.engine.solve import Plan, adjoint, plan

__all__ = ["LoopError", "solve", "solve_numbers", "solve_prices"]

Uses = list[tuple[int, float]]
"""Index of a process, and functional units of it per functional unit."""


def solve(names: list[str], uses: list[Uses], own: list[Embedded]) -> list[Embedded]:
    """What a functional unit of each process carries: own (with bought precursors) and all that it uses of others.

    Raises `LoopError` where processes use as much of each other as they make.
    """
    way = plan(_network(names, uses))
    columns = [_column(way, [one[index] for one in own]) for index in range(len(NOTHING))]
    return [Embedded(*(float(column[index]) for column in columns)) for index in range(len(own))]


def _column(way: Plan, own: list[float]) -> list[float]:
    """One number of each process; what is not known (NaN) leaves all unknown that use it, and a loop solvable."""
    if not any(map(isnan, own)):
        return [float(one) for one in adjoint(way, own)]
    unknown = adjoint(way, [float(isnan(one)) for one in own])
    found = adjoint(way, [0.0 if isnan(one) else one for one in own])
    return [nan if lacks else float(one) for lacks, one in zip(unknown, found, strict=True)]


def solve_prices(names: list[str], uses: list[Uses], own: list[dict[str, float]]) -> list[dict[str, float]]:
    """Carbon price paid per functional unit, by currency, as `solve`: the money travels with the precursors."""
    way = plan(_network(names, uses))
    found: list[dict[str, float]] = [{} for _ in own]
    for currency in sorted({one for each in own for one in each}):
        for index, paid in enumerate(adjoint(way, [one.get(currency, 0.0) for one in own])):
            if paid:
                found[index][currency] = float(paid)
    return found


def solve_numbers(names: list[str], uses: list[Uses], own: list[float]) -> list[float]:
    """As `solve`, for one number of each process."""
    return [float(one) for one in adjoint(plan(_network(names, uses)), own)]


def _network(names: list[str], uses: list[Uses]) -> Network:
    return Network(
        names, [[one for one, _ in row] for row in uses], [[amount for _, amount in row] for row in uses]
    )
