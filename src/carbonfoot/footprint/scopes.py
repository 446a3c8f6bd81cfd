"""Scopes 1, 2 and 3 of a site, as a by-product of its footprint.

GHG Protocol Corporate Standard, chapter 4, and Scope 2 Guidance (2015), chapters 4 and 7: what the site burns and releases is
scope 1; the generation of power, heat and steam that it buys is scope 2, once by contracts and once by place; all else,
the making of fuels and losses of the grid among it, is scope 3, here only as far as the site document lists it.
"""

from __future__ import annotations

from math import fsum
from typing import NamedTuple

from carbonfoot.footprint.result import Contribution, Footprint
from carbonfoot.system.model import LOCATION, OF_OTHERS

ONE, TWO, THREE = "1", "2", "3"

ROUNDING = 1e-12


class Scopes(NamedTuple):
    """kg CO2e of the period by scope; the three add up to the gross emissions of the site, credits aside.

    location       scope 2 by the place of the grid; `two` is by contracts where there are any
    by_contracts   whether contracts make a difference
    undivided      part of scope 2 whose factor holds upstream parts too, which cannot be taken out
    biogenic_co2   biogenic CO2 released by the site itself, in none of the scopes
    credits        what the document declares as avoided, below zero; in none of the scopes
    """

    one: float
    two: float
    three: float
    location: float
    by_contracts: bool
    undivided: float
    biogenic_co2: float
    credits: float


def scopes(result: Footprint) -> Scopes:
    """The scopes of a site that was calculated itself."""
    found: dict[str, list[float]] = {ONE: [], TWO: [], THREE: []}
    undivided, biogenic, avoided, by_place = [], [], [], []
    contracts = False
    for one in result.contributions:
        if not one.counted:
            continue
        if one.flow.credit or one.level < 0:
            avoided.append(one.co2e)
            continue
        scope = scope_of(one) if _of_the_site(result, one) else THREE
        found[scope].append(one.co2e)
        if scope == ONE:
            biogenic.append(one.level * one.flow.multiplier * one.units * _biogenic(one))
        if scope == TWO:
            contracts = contracts or _by_contract(result, one)
            if not _by_contract(result, one):
                by_place.append(one.co2e)
            if "upstream" in one.source.parts or "whole" in one.source.parts:
                undivided.append(one.co2e)
    two, location = fsum(found[TWO]), fsum(by_place) + fsum(_stated(result))
    return Scopes(
        fsum(found[ONE]),
        two,
        fsum(found[THREE]),
        location,
        contracts and abs(two - location) > ROUNDING * abs(location),
        fsum(undivided),
        fsum(biogenic),
        fsum(avoided),
    )


def scope_of(one: Contribution) -> str:
    """The scope of what one source of a line of the site adds."""
    flow, record = one.flow, one.source.record
    if flow.scope:
        return flow.scope
    if record is None:
        return ONE if flow.kind == "emission" else THREE
    own = (
        flow.kind in ("energy", "method", "emission", "material")
        and flow.path[0] in _OF_THE_SITE
        and flow.stage not in OF_OTHERS
    )
    if record.kind == "fuel" and own:
        return ONE if "direct" in one.source.parts else THREE
    if record.kind in ("electricity", "heat") and own:
        return TWO if {"direct", "whole"} & set(one.source.parts) else THREE
    if record.boundary in ("process_direct", "release") and own:
        return ONE
    return THREE


_OF_THE_SITE = ("meters", "processes", "inputs", "methods")
"""Where a site document lists what the site itself burns and buys."""


def _of_the_site(result: Footprint, one: Contribution) -> bool:
    """Whether the site itself burns, releases or buys it: what suppliers do, sub-assemblies of its inputs too, is not."""
    activity, path = result.activities[one.activity], one.flow.path
    if activity.file != result.product.file:
        return False
    line = 4 if path[0] == "processes" else 2  # steps of the path to a line of a list
    return not any(step in ("inputs", "processes", "outputs", "avoids") for step in path[line:])


def _biogenic(one: Contribution) -> float:
    return one.source.vector.beside.get("biogenic_co2", 0.0)


def _by_contract(result: Footprint, one: Contribution) -> bool:
    """Whether it is bought through a meter that says how its supply was made."""
    return any(LOCATION in flow.stated for flow in result.activities[one.activity].flows)


def _stated(result: Footprint) -> list[float]:
    """What purchased energy with contracts would be by place."""
    found = []
    for index, activity in enumerate(result.activities):
        level = fsum(result.solved.levels[index].values())
        for flow in activity.flows:
            number = flow.stated.get(LOCATION)
            if isinstance(number, float):
                found.append(level * flow.multiplier * number)
    return found
