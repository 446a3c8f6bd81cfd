"""From what is stated to what is solved: amounts and emissions per unit of product, with or without draws."""

from __future__ import annotations

from collections.abc import Mapping
from math import fsum
from typing import NamedTuple

from carbonfoot.engine.network import Network, Number
from carbonfoot.technosphere.indicators import Choice
from carbonfoot.technosphere.model import CLIMATE, KG_CO2E, Flow, System

Draws = Mapping[int, Number]
"""Place in `System.uncertain` to what stands in place of `value`: a float, or an array with one number a draw."""


class Measure(NamedTuple):
    """One thing that is counted: its id and unit, and the place of its factors; None for the stated kg CO2e."""

    id: str
    unit: str
    indicator: int | None


def measures(system: System) -> list[Measure]:
    """What a result counts: the stated kg CO2e first, then the indicators in the order of the file."""
    stated = [Measure(CLIMATE, KG_CO2E, None)] if system.emissions else []
    return [*stated, *(Measure(one.id, one.unit, n) for n, one in enumerate(system.indicators))]


def network(system: System, draws: Draws | None = None) -> Network:
    """What each activity needs per unit of its product."""
    outputs: dict[int, Number] = {**system.outputs}
    amounts: list[list[Number]] = system.amounts
    changed: dict[int, list[Number]] = {}
    for place, number in (draws or {}).items():
        one = system.uncertain[place]
        if one.kind == "output":
            outputs[one.activity] = number * one.scale
        elif one.kind == "input":
            row = changed.setdefault(one.activity, [*amounts[one.activity]])
            row[one.place] = number * one.scale
    for i, output in outputs.items():
        changed[i] = [amount / output for amount in changed.get(i, amounts[i])]
    if changed:
        amounts = [*amounts]
        for i, row in changed.items():
            amounts[i] = row
    return Network(system.ids, system.targets, amounts)


def direct(system: System, choice: Choice, draws: Draws | None = None) -> list[list[Number]]:
    """For each measure what each activity causes itself per unit of its product."""
    outputs: dict[int, Number] = {**system.outputs}
    emissions: list[Number] = system.emissions
    flows: dict[tuple[int, int], Number] = {}
    factors: dict[tuple[str, str, str], Number] = {}
    for place, number in (draws or {}).items():
        one = system.uncertain[place]
        if one.kind == "output":
            outputs[one.activity] = number * one.scale
        elif one.kind == "emission":
            emissions = [*emissions] if emissions is system.emissions else emissions
            emissions[one.activity] = number
        elif one.kind == "flow":
            flows[one.activity, one.place] = number
        elif one.kind == "factor":
            factors[one.factor] = number
    found: list[list[Number]] = []
    for measure in measures(system):
        if measure.indicator is None:
            column = emissions
        else:
            column = [0.0] * len(system.ids)
            for i, stated in system.flows.items():
                column[i] = _weighed(system, choice, measure.indicator, i, stated, flows, factors)
        if outputs:
            column = [*column]
            for i, output in outputs.items():
                column[i] = column[i] / output
        found.append(column)
    return found


def _weighed(
    system: System,
    choice: Choice,
    indicator: int,
    activity: int,
    stated: list[Flow],
    flows: dict[tuple[int, int], Number],
    factors: dict[tuple[str, str, str], Number],
) -> Number:
    """The flows of one activity, each by the factor of its location."""
    one = system.indicators[indicator]
    terms = []
    for place, flow in enumerate(stated):
        where = choice.known(indicator, flow.name, flow.location)
        factor = one.factors[flow.name][where]
        terms.append(
            flows.get((activity, place), flow.amount) * factors.get((one.id, flow.name, where), factor)
        )
    try:
        return fsum(terms)
    except TypeError:  # arrays of draws: added in the order of the file
        total = terms[0]
        for term in terms[1:]:
            total = total + term
        return total
