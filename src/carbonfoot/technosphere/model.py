"""What a system file says, as plain numbers: lists by activity, in the order of the file."""

from __future__ import annotations

from typing import NamedTuple

CLIMATE = "climate"
"""The indicator of `emissions_kg_co2e`, which needs no factors."""

KG_CO2E = "kg CO2e"


class Flow(NamedTuple):
    """An emission of an activity, for its whole output; `location` is "" where neither flow nor activity states one."""

    name: str
    amount: float
    location: str


class Indicator(NamedTuple):
    """What flows are weighed with.

    factors    flow to location to factor; "" for a factor that holds everywhere, `*` for one that stands in elsewhere
    reference  what a total is divided by for normalisation, in the unit of the indicator; None without it
    weight     of the normalised total in the weighted sum; None without it
    """

    id: str
    unit: str
    factors: dict[str, dict[str, float]]
    reference: float | None
    weight: float | None


class Uncertain(NamedTuple):
    """A number that is stated with a distribution; nothing is drawn here.

    kind          `input`, `output`, `emission` (kg CO2e), `flow` or `factor`
    activity      whose number it is; -1 for a factor
    place         which of its inputs or flows; 0 for an output or emission
    factor        indicator, flow and location of a factor
    value         the number as stated: the median of a lognormal, the mode or mean of the others
    scale         what a draw is multiplied by to stand where `value` stood: conversion to the supplier's unit, and -1
                  for a credit
    distribution  `lognormal`, `normal`, `uniform`, `triangular` or `samples`
    parameters    of it, by name (`gsd`; `sd`; `low` and `high`); the list of `samples` under that name
    key           numbers with one key share one draw; "" for a draw of its own
    """

    kind: str
    activity: int
    place: int
    factor: tuple[str, str, str]
    value: float
    scale: float
    distribution: str
    parameters: dict[str, float | list[float]]
    key: str


class System:
    """A technosphere as it is stated, judged number by number, and not yet solved.

    ids, names, units, locations  of each activity; the last three only where stated
    targets     for each activity the activities it draws on, by number
    amounts     for each link how much of the supplier's product, in its unit; negative for a declared credit
    outputs     how much product the amounts of an activity are stated for, where it is not 1; always positive
    emissions   kg CO2e of each activity, for its whole output; empty when no activity states it
    flows       emissions by flow, for the whole output
    indicators  what the flows are weighed with
    fallback    location to the locations tried after it, in order; `*` for the chain behind every other
    demands     (activity, amount), in the order of the file
    credits     links that are declared as avoided: (activity, place)
    uncertain   numbers with a distribution
    correlations  keys of two draws, and the correlation of their normal scores
    """

    __slots__ = (
        "amounts",
        "correlations",
        "credits",
        "demands",
        "emissions",
        "fallback",
        "flows",
        "ids",
        "indicators",
        "locations",
        "names",
        "outputs",
        "targets",
        "uncertain",
        "units",
    )

    def __init__(self, ids: list[str], targets: list[list[int]], amounts: list[list[float]]) -> None:
        self.ids = ids
        self.targets = targets
        self.amounts = amounts
        self.names: dict[int, str] = {}
        self.units: dict[int, str] = {}
        self.locations: dict[int, str] = {}
        self.outputs: dict[int, float] = {}
        self.emissions: list[float] = []
        self.flows: dict[int, list[Flow]] = {}
        self.indicators: list[Indicator] = []
        self.fallback: dict[str, list[str]] = {}
        self.demands: list[tuple[int, float]] = []
        self.credits: set[tuple[int, int]] = set()
        self.uncertain: list[Uncertain] = []
        self.correlations: list[tuple[str, str, float]] = []
