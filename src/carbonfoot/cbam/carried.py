"""What processes of an installation carry, each with what it takes of the others; loops are solved exactly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from carbonfoot.engine.network import Network
from carbonfoot.engine.solve import adjoint, plan

if TYPE_CHECKING:
    from carbonfoot.cbam.model import Use


def carried(own: Sequence[float], uses: Sequence[Sequence[Use]]) -> list[float]:
    """x of x_j = own_j + sum of m_ij x_i over the internal uses of process j; all per functional unit.

    own   of each process, with what its bought precursors bring in
    uses  of each process; those that were bought are passed over
    Raises `LoopError` where processes use as much of each other as they make.
    """
    targets = [[use.internal for use in row if use.internal is not None] for row in uses]
    amounts = [[use.per_unit for use in row if use.internal is not None] for row in uses]
    names = [f"{place:06d}" for place in range(len(own))]
    return [float(one) for one in adjoint(plan(Network(names, targets, amounts)), list(own))]


def by_currency(
    own: Sequence[dict[str, float]],
    uses: Sequence[Sequence[Use]],
    bought: Callable[[Use], dict[str, float]],
    levels: Sequence[float],
) -> list[dict[str, float]]:
    """Carbon price paid per functional unit of each process, by currency, with all precursors.

    own     per functional unit, of the process alone
    bought  per tonne of what a process bought; `levels` in functional units
    """
    right: list[dict[str, float]] = []
    for given, row, level in zip(own, uses, levels, strict=True):
        sums = dict(given)
        for use in row:
            if use.precursor is not None and level:
                for currency, paid in bought(use).items():
                    sums[currency] = sums.get(currency, 0.0) + use.amount / level * paid
        right.append(sums)
    found: list[dict[str, float]] = [{} for _ in own]
    for currency in sorted({one for given in right for one in given}):
        numbers = carried([given.get(currency, 0.0) for given in right], uses)
        for place, number in enumerate(numbers):
            if number:
                found[place][currency] = number
    return found
