"""What is noteworthy about the data behind a result, each with the part of the result that it touches."""

from __future__ import annotations

from collections.abc import Callable
from math import fsum
from typing import NamedTuple

from carbonfoot.declarations.iso14067.lines import Leaf, leaves
from carbonfoot.factors.candidates import OLD_AFTER
from carbonfoot.footprint.assumed import GUESSED
from carbonfoot.footprint.result import Footprint


class Noted(NamedTuple):
    """Lines that share a peculiarity, what adds most first; kg CO2e in absolute numbers."""

    lines: tuple[Leaf, ...]
    co2e: float


def proxies(result: Footprint) -> Noted:
    """Lines with a factor of another place than asked for."""
    return _noted(result, lambda leaf: any(one.source.proxy for one in leaf.parts))


def old(result: Footprint) -> Noted:
    """Lines whose factor is more years away from the period than data may be without a remark."""
    return _noted(result, _is_old)


def guessed(result: Footprint) -> Noted:
    """Lines whose amount was not found out."""
    return _noted(result, lambda leaf: leaf.flow.data in GUESSED)


def stated(result: Footprint) -> Noted:
    """Lines with a number that a supplier states."""
    return _noted(result, lambda leaf: leaf.flow.kind == "stated")


def _noted(result: Footprint, is_so: Callable[[Leaf], bool]) -> Noted:
    lines = tuple(one for one in leaves(result) if is_so(one))
    return Noted(lines, fsum(abs(one.co2e) for one in lines))


def _is_old(leaf: Leaf) -> bool:
    year = {id(record): pick.need.year for pick in leaf.flow.picks for record in pick.records}
    return any(
        abs(year[id(one.source.record)] - int(one.source.record.year)) > OLD_AFTER
        for one in leaf.parts
        if one.source.record is not None and id(one.source.record) in year
    )


def pareto(result: Footprint, share: float) -> list[Leaf]:
    """The fewest of the largest lines that come to this share of all burdens; credits are no burden."""
    burdens = [one for one in leaves(result) if one.co2e > 0]
    whole = fsum(one.co2e for one in burdens)
    found: list[Leaf] = []
    for one in burdens:
        if found and fsum(each.co2e for each in found) >= share * whole:
            break
        found.append(one)
    return found
