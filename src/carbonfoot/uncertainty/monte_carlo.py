"""Monte Carlo on a model: draws, what they say, who drives them, and what each origin of a statement alone would spread."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.uncertainty import scaled
from carbonfoot.uncertainty.draws import block_width, draw
from carbonfoot.uncertainty.drives import Drive, drives
from carbonfoot.uncertainty.model import Model
from carbonfoot.uncertainty.prepared import prepare
from carbonfoot.uncertainty.summary import ENOUGH, Summary, summarise

if TYPE_CHECKING:
    from carbonfoot.uncertainty.keyed import Floats

STORE = 256_000_000
"""Bytes of totals that are held at once; with more draws and demands the draws are made again for the next demands."""

FEWEST = 100
"""Draws below which there are no percentiles to speak of."""


class Drawn(NamedTuple):
    """One demand.

    total    with all numbers as stated: lognormals are stated by their median, so that the mean of the draws lies above it
    drivers  strongest first; empty when not asked for
    origins  for each origin of a statement the standard deviation with its drivers alone; empty when not asked for, None where
             draws have no solution
    """

    name: str
    total: float
    summary: Summary
    drivers: list[Drive]
    origins: dict[str, float | None]


class MonteCarlo(NamedTuple):
    """All demands of a model.

    infeasible  loops that had no solution in some draws: members by number, and in how many draws
    repeated    lists of samples that are shorter than the draws: key and length. Draws of them come again
    """

    seed: int
    draws: int
    demands: list[Drawn]
    infeasible: list[tuple[list[int], int]]
    repeated: list[tuple[str, int]]


def monte_carlo(
    model: Model, count: int, seed: int, *, within: float = ENOUGH, most: int = 0, by_origin: bool = False
) -> MonteCarlo:
    """Draws of every demand.

    count      draws, at least 100
    within     share of the mean within which 95 % of it has to lie for the draws to be enough
    most       drivers told for each demand; 0 for none, which is faster
    by_origin  whether to draw once more for each origin alone

    Raises `UncertaintyError` and `LoopError` as `prepare` does, `ValueError` for fewer draws.
    """
    if count < FEWEST:
        raise ValueError(f"{count} draws; at least {FEWEST} are needed")
    ready = prepare(model)
    stated = scaled.at(model, roots=sorted({index for _, demand in model.demands for index in demand}))
    told: list[Drawn] = []
    infeasible: list[tuple[list[int], int]] = []
    at_once = max(1, STORE // (8 * count))
    for first in range(0, len(model.demands), at_once):
        numbers = list(range(first, min(first + at_once, len(model.demands))))
        found = draw(model, count, seed, numbers)
        infeasible += [one for one in found.infeasible if one not in infeasible]
        summaries = summarise(found.totals, within)
        strongest: list[list[Drive]] = [[] for _ in numbers]
        if most:
            strongest = drives(ready, found.totals, numbers, seed, block_width(ready), most)
        alone = _origins(model, count, seed, numbers) if by_origin else [{} for _ in numbers]
        for number, summary, drivers, origins in zip(numbers, summaries, strongest, alone, strict=True):
            name, demand = model.demands[number]
            told.append(Drawn(name, scaled.total(stated, demand), summary, drivers, origins))
    repeated = sorted(
        (driver.key, len(driver.distribution.numbers))
        for driver in model.drivers
        if driver.distribution.kind == "samples" and len(driver.distribution.numbers) < count
    )
    return MonteCarlo(seed, count, told, infeasible, repeated)


def _origins(model: Model, count: int, seed: int, demands: list[int]) -> list[dict[str, float | None]]:
    found: list[dict[str, float | None]] = [{} for _ in demands]
    for origin in sorted({driver.origin for driver in model.drivers}):
        totals: Floats = draw(only(model, origin), count, seed, demands, model.correlations).totals
        for one, summary in zip(found, summarise(totals), strict=True):
            one[origin] = summary.sd
    return found


def only(model: Model, origin: str) -> Model:
    """The model with the drivers of one origin, all others at their stated numbers."""
    kept = [number for number, driver in enumerate(model.drivers) if driver.origin == origin]
    new = {number: place for place, number in enumerate(kept)}

    def renumbered(rows: list[list[tuple[int, ...]]]) -> list[list[tuple[int, ...]]]:
        return [
            [
                tuple(
                    new[one] if one >= 0 else ~new[~one]
                    for one in factors
                    if (one if one >= 0 else ~one) in new
                )
                for factors in row
            ]
            for row in rows
        ]

    return model._replace(
        drivers=[model.drivers[number] for number in kept],
        on_links=renumbered(model.on_links),
        on_terms=renumbered(model.on_terms),
        correlations=(),
    )
