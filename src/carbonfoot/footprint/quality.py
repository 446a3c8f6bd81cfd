"""Primary data share and data quality rating of a footprint, weighted by what each line contributes (RULES 6.1, 6.2).

Weights are the absolute contributions to the total, without biogenic uptake. As the weights are levels times factors, loops
and allocation are in them already. A score that nobody states and that nothing tells stays unknown: it is left out of
the mean, and the coverage says how much of the footprint has scores.
"""

from __future__ import annotations

from bisect import bisect_right
from math import fsum
from typing import NamedTuple

from carbonfoot.engine import solve
from carbonfoot.engine.network import Network
from carbonfoot.factors.need import WORLD, Need
from carbonfoot.footprint.assumed import GUESSED, rests_on_defaults
from carbonfoot.footprint.result import Contribution, Footprint
from carbonfoot.footprint.uncertain import scores_of
from carbonfoot.footprint.whole import whole
from carbonfoot.system.model import Flow, Path, Source

DIMENSIONS = ("technology", "time", "geography")
Three = tuple[float | None, float | None, float | None]
"""A score for each of `DIMENSIONS`."""

SAME_PLANT, SIMILAR, AVERAGE = 1.0, 2.0, 3.0
"""Levels of technology (RULES 6.1): made here, the route that was asked for, what an industry does."""

SITE, COUNTRY, REGION, GLOBAL, MISMATCH = 1.0, 2.0, 3.0, 4.0, 5.0
"""Levels of geography (RULES 6.1)."""

YEARS = (1, 3, 5, 10)
"""A difference below the first of these is level 1 of time, and so on; from the last on it is 5 (RULES 6.1)."""


class Score(NamedTuple):
    """A score from 1 (best) to 5 of a line, `stated` by it or `derived` from its record; None where nothing tells."""

    value: float | None
    origin: str


UNKNOWN = Score(None, "unknown")


class LineQuality(NamedTuple):
    """What one line adds to the ratings; `co2e` is its weight, kg CO2e in absolute numbers.

    primary  share of it that is primary data, 0 to 1; None where a supplier's statement does not say
    """

    file: str
    path: Path
    name: str
    co2e: float
    primary: float | None
    scores: dict[str, Score]


class Rating(NamedTuple):
    """A data quality rating; `value` is None while nothing has a score.

    coverage  share of the footprint that has scores; `derived`: share whose scores are derived, not stated
    """

    value: float | None
    coverage: float
    derived: float


class Quality(NamedTuple):
    """Primary data share (0 to 1) and ratings of a footprint.

    silent   share of the footprint from statements that give no primary data share; it counts as none
    overall  mean of the three ratings, None while one of them is
    lines    by weight, largest first
    """

    primary: float
    silent: float
    ratings: dict[str, Rating]
    overall: float | None
    lines: list[LineQuality]


def quality(result: Footprint, *, brief: bool = False) -> Quality | None:
    """The ratings of a footprint; None where nothing is emitted, so that there is nothing to weigh with.

    brief  without the lines behind them
    """
    kept = _kept(result)
    by_line: dict[tuple[int, int], dict[int, tuple[Contribution, list[float]]]] = {}
    for one in result.contributions:  # a source that is needed at many tiers stands there many times
        if one.counted and one.co2e:
            sources = by_line.setdefault((one.activity, id(one.flow)), {})
            sources.setdefault(id(one.source), (one, []))[1].append(abs(one.co2e))
    lines = [
        _line(result, [(one, fsum(parts)) for one, parts in sources.values()], kept)
        for sources in by_line.values()
    ]
    if brief:
        pass  # sums are the same in any order
    elif len({one.co2e for one in lines}) == len(lines):
        lines.sort(key=lambda one: -one.co2e)
    else:
        lines.sort(key=lambda one: (-one.co2e, one.file, [str(step) for step in one.path]))
    every = fsum([one.co2e for one in lines])
    if not every:
        return None
    ratings = {name: _rating(lines, name, every) for name in DIMENSIONS}
    values = [one.value for one in ratings.values() if one.value is not None]
    return Quality(
        primary=fsum([one.co2e * (one.primary or 0.0) for one in lines]) / every,
        silent=fsum([one.co2e for one in lines if one.primary is None]) / every,
        ratings=ratings,
        overall=overall(values) if len(values) == len(DIMENSIONS) else None,
        lines=[] if brief else lines,
    )


def overall(ratings: list[float]) -> float:
    """One rating of three: their mean (RULES 6.1, battery component model)."""
    return fsum(ratings) / len(ratings)


def level_of_years(difference: int) -> float:
    """The level of time for so many years between the data and the factor, either way."""
    return 1.0 + bisect_right(YEARS, abs(difference))


def _rating(lines: list[LineQuality], name: str, every: float) -> Rating:
    weights: list[tuple[float, float]] = []
    derived = []
    for line in lines:
        value, origin = line.scores[name]
        if value is not None:
            weights.append((line.co2e, value))
        if origin == "derived":
            derived.append(line.co2e)
    covered = fsum([weight for weight, _ in weights])
    return Rating(_mean(weights), covered / every, fsum(derived) / every)


def _mean(weighted: list[tuple[float, float]]) -> float | None:
    """The weighted mean of scores, exactly the score where all agree; None where there are none."""
    if len({score for _, score in weighted}) == 1:
        return weighted[0][1]
    every = fsum([weight for weight, _ in weighted])
    return fsum([weight * score for weight, score in weighted]) / every if every else None


def _line(result: Footprint, some: list[tuple[Contribution, float]], kept: list[float] | None) -> LineQuality:
    """One line, all uses of it together: its sources, each with its weight."""
    flow, activity = some[0][0].flow, some[0][0].activity
    weight = fsum([part for _, part in some])
    primary = _primary(flow)
    if primary is not None and kept is not None:
        primary *= kept[activity]
    stated = scores_of(flow)
    derived = [_derived(one) for one, _ in some]
    scores = {}
    for place, name in enumerate(DIMENSIONS):
        if name in stated:
            scores[name] = Score(stated[name], "stated")
            continue
        value = derived[0][place]
        if len(some) > 1 and value is not None and any(three[place] != value for three in derived):
            known = [(part, three[place]) for (_, part), three in zip(some, derived, strict=True)]
            value = _mean_of_all(known)  # a line that is known in part has no score
        scores[name] = UNKNOWN if value is None else Score(value, "derived")
    return LineQuality(result.activities[activity].file, flow.path, flow.name, weight, primary, scores)


def _primary(flow: Flow) -> float | None:
    """Share of primary data of a line (RULES 6.2): 1 only where both the amount and the factor are primary.

    A gas that the step itself releases: 1 when its amount was measured; by a method also when all the numbers it took are
    of the document, so that no default of a guideline stands behind it. A supplier's statement: what it says. A factor of
    the library: 0, whatever the amount; also for fuel that is burned and for electricity of a grid.
    """
    if flow.kind == "emission":
        return 1.0 if flow.data == "measured" and not rests_on_defaults(flow) else 0.0
    if flow.kind != "stated" or flow.data in GUESSED:
        return 0.0
    share = _about(flow).get("primary_data_share")
    return share if isinstance(share, float) else None


def _about(flow: Flow) -> dict[str, object]:
    """What a line says of the footprint that a supplier states."""
    about = flow.stated.get("footprint")
    return about if isinstance(about, dict) else {}


def _kept(result: Footprint) -> list[float] | None:
    """For each activity the share of it that is drawn on by amounts that are not guessed; None where all are.

    What is primary inside a linked document is so for this product only if the amount that is taken of it is no guess.
    """
    if not any(
        flow.link >= 0 and flow.data in GUESSED for activity in result.activities for flow in activity.flows
    ):
        return None
    found = whole(result)
    sure = [[flow.data not in GUESSED for flow in flows if flow.link >= 0] for flows in found.flows]
    sure[found.top].insert(0, True)
    targets, amounts = (
        [
            [one for one, known in zip(row, keep, strict=True) if known]
            for row, keep in zip(rows, sure, strict=True)
        ]
        for rows in (found.network.targets, found.network.amounts)
    )
    ids = found.network.ids
    every = solve.forward(solve.plan(found.network, [found.top]), {found.top: 1.0})
    known = solve.forward(solve.plan(Network(ids, targets, amounts), [found.top]), {found.top: 1.0})
    return [
        min(1.0, max(0.0, part / level)) if level else 0.0 for part, level in zip(known, every, strict=True)
    ]


def _mean_of_all(weighted: list[tuple[float, float | None]]) -> float | None:
    """The weighted mean of scores; None where one of them is not known."""
    known = [(weight, score) for weight, score in weighted if score is not None]
    return _mean(known) if len(known) == len(weighted) else None


def _derived(one: Contribution) -> Three:
    """The scores that the record and what was asked for tell, by `DIMENSIONS`; None where they do not."""
    flow, source = one.flow, one.source
    if flow.kind == "emission" and rests_on_defaults(flow):
        return AVERAGE, None, None
    if flow.kind == "emission":
        return SAME_PLANT, 1.0, SITE
    if flow.kind == "stated":
        apart = _about(flow).get("years_apart")
        return None, level_of_years(apart) if isinstance(apart, int) else None, None
    record = source.record
    need = _asked(flow, source)
    if record is None or need is None:
        return None, None, None
    level = level_of_years(need.year - int(record.year))
    # Data are no younger than their publication: only the worst level is certain then.
    certain = record.year_kind == "data" or level == level_of_years(YEARS[-1])
    return (
        SIMILAR if need.route and record.route == need.route else AVERAGE,
        level if certain else None,
        _geography(need, record.geo, near=source.proxy),
    )


def _geography(need: Need, geo: str, *, near: bool) -> float | None:
    if not need.region:
        return None
    if geo == need.region:
        return GLOBAL if geo == WORLD else COUNTRY
    if geo == WORLD:
        return GLOBAL
    if geo == need.region.partition("-")[0]:
        return COUNTRY
    return REGION if not near or geo.partition("-")[0] == need.region else MISMATCH


def _asked(flow: Flow, source: Source) -> Need | None:
    """What the library was asked for when it gave the record of a source."""
    for pick in flow.picks:
        for record in pick.records:
            if record is source.record:
                return pick.need
    return None
