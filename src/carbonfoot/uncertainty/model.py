"""What is uncertain in a system, in a form that no longer knows where the numbers are from."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.engine.network import Network


class Distribution(NamedTuple):
    """What a number may be, relative to what is stated (1.0).

    kind     `lognormal` (sigma of ln; the stated number is the median), `normal` (sd; the stated number is the mean),
             `uniform` (low, high), `triangular` (low, mode, high), `samples` (the numbers themselves)
    numbers  the parameters in that order, relative to the stated number
    """

    kind: str
    numbers: tuple[float, ...]


class Driver(NamedTuple):
    """One thing that is not known exactly.

    key           what tells it from all others and names its draws: a record id, `part.yaml:inputs/0/amount`
    label         for people
    distribution  relative to the stated number
    origin        `sourced` (a publisher or supplier states it), `pedigree` (from quality scores), `assumed` (neither)
    """

    key: str
    label: str
    distribution: Distribution
    origin: str


class Model(NamedTuple):
    """A system with what is uncertain in it.

    network       central amounts
    terms         for each activity its own emissions as terms, kg CO2e per unit; their sum is its direct emission
    drivers       each thing once; order without meaning (results go by key)
    on_links      for each activity and link, the numbers of the drivers that multiply its amount; `~number` of one that
                  divides it (an output, a yield)
    on_terms      for each activity and term, the drivers that multiply or divide it, likewise
    demands       name, and how much of which activities it takes
    correlations  pairs of driver keys with the correlation of their normal scores, -1 to 1
    """

    network: Network
    terms: list[list[float]]
    drivers: list[Driver]
    on_links: list[list[tuple[int, ...]]]
    on_terms: list[list[tuple[int, ...]]]
    demands: list[tuple[str, dict[int, float]]]
    correlations: tuple[tuple[str, str, float], ...] = ()
