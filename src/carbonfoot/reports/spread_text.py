"""How far totals of a system may be off, for people: a row a demand, and what drives a single one."""

from __future__ import annotations

from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.width import safe
from carbonfoot.technosphere.spread import Spread

Rows = list[tuple[str, str, str]]

DIGITS = 3
DRIVERS = 5


def rows(done: Spread, measure: int, unit: str, names: list[str]) -> tuple[str, Rows]:
    """What the second column is, and for each demand its name, that number and the interval of 95 %."""
    found: Rows = []
    if done.first is not None:
        for name, one in zip(names, done.first[measure], strict=True):
            between = _between(one.interval.low, one.interval.high, unit) if one.sd else "nothing uncertain"
            found.append((safe(name), _number(one.mean), between))
        return "Mean", found
    for name, drawn in zip(names, (done.drawn or [])[measure].demands, strict=True):
        low, middle, high = (drawn.summary.percentile(percent) for percent in (2.5, 50.0, 97.5))
        between = "nothing uncertain" if drawn.summary.sd == 0 else _between(low, high, unit)
        found.append((safe(name), _number(middle), between))
    return "Median", found


def drivers(done: Spread, measure: int) -> Rows:
    """What drives a single demand: label, origin and share; nothing for several demands."""
    if done.first is not None:
        listed = done.first[measure]
        shares = [(one.label, one.origin, one.share) for one in listed[0].shares] if len(listed) == 1 else []
    else:
        drawn = (done.drawn or [])[measure].demands
        shares = [(one.label, one.origin, one.share) for one in drawn[0].drivers] if len(drawn) == 1 else []
    return [(safe(label), origin, f"{100 * share:.0f} %") for label, origin, share in shares[:DRIVERS]]


def convergence(done: Spread, measure: int, unit: str) -> Rows:
    """What the first 100, 1,000, ... draws of a single demand say: number, median and interval; nothing for several."""
    drawn = [] if done.drawn is None else done.drawn[measure].demands
    steps = drawn[0].summary.convergence if len(drawn) == 1 else ()
    return [(f"{step.draws:,}", _number(step.median), _between(step.low, step.high, unit)) for step in steps]


def method(done: Spread) -> str:
    """One line on how it was found."""
    if done.first is not None:
        return "First order; stated numbers are medians where lognormal, so means lie above."
    one = (done.drawn or [])[0]
    return f"{one.draws:,} draws, seed {one.seed}; between the percentiles 2.5 and 97.5."


def _number(number: float | None) -> str:
    return "-" if number is None else format_number(number, DIGITS)


def _between(low: float | None, high: float | None, unit: str) -> str:
    if low is None or high is None:
        return f"above {_number(low)} {safe(unit)}" if low is not None else "-"
    return f"{_number(low)} to {_number(high)} {safe(unit)}"
