"""Complex goods: processes that use each other and bought precursors, solved together (Annex III, B: Eq. 59 to 63)."""

from __future__ import annotations

from carbonfoot.cbam.model import NOTHING, Embedded
from carbonfoot.engine.loops import LoopError
from carbonfoot.engine.network import Network
from carbonfoot.engine.solve import adjoint, plan

__all__ = ["LoopError", "solve", "solve_prices"]

Uses = list[tuple[int, float]]
"""Index of a process, and functional units of it per functional unit."""


def solve(names: list[str], uses: list[Uses], own: list[Embedded]) -> list[Embedded]:
    """What a functional unit of each process carries: own (with bought precursors) and all that it uses of others.

    Raises `LoopError` where processes use as much of each other as they make.
    """
    way = plan(_network(names, uses))
    columns = [adjoint(way, [one[index] for one in own]) for index in range(len(NOTHING))]
    return [Embedded(*(float(column[index]) for column in columns)) for index in range(len(own))]


def solve_prices(names: list[str], uses: list[Uses], own: list[dict[str, float]]) -> list[dict[str, float]]:
    """Carbon price paid per functional unit, by currency, as `solve`: the money travels with the precursors."""
    way = plan(_network(names, uses))
    found: list[dict[str, float]] = [{} for _ in own]
    for currency in sorted({one for each in own for one in each}):
        for index, paid in enumerate(adjoint(way, [one.get(currency, 0.0) for one in own])):
            if paid:
                found[index][currency] = float(paid)
    return found


def _network(names: list[str], uses: list[Uses]) -> Network:
    return Network(
        names, [[one for one, _ in row] for row in uses], [[amount for _, amount in row] for row in uses]
    )
