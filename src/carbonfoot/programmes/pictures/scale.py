"""Axes: from numbers to places, with round steps; zero is always on an axis."""

from __future__ import annotations

from math import ceil, floor, isclose, log10
from typing import NamedTuple


class Scale(NamedTuple):
    """`low` and `high` are shown at `first` and `last`."""

    low: float
    high: float
    first: float
    last: float

    def __call__(self, number: float) -> float:
        """Where a number lies."""
        if self.high <= self.low:
            return self.first
        return self.first + (self.last - self.first) * (number - self.low) / (self.high - self.low)


def ticks(low: float, high: float, most: int) -> list[float]:
    """Round numbers from below `low` to above `high`, zero among them, at most about `most` of them."""
    low, high = min(0.0, low), max(0.0, high)
    if low == high:
        return [0.0, 1.0]
    rough = (high - low) / max(1, most)
    power = 10.0 ** floor(log10(rough))
    step = next(power * times for times in (1.0, 2.0, 2.5, 5.0, 10.0) if power * times >= rough * (1 - 1e-9))
    return [number * step for number in range(floor(low / step + 1e-9), ceil(high / step - 1e-9) + 1)]


def tick_decimals(marks: list[float]) -> int:
    """As many decimals as the step of an axis needs, and no more."""
    step = marks[1] - marks[0] if len(marks) > 1 else 1.0
    return next((places for places in range(10) if isclose(step * 10**places, round(step * 10**places))), 9)


def apart(wanted: list[float], least: float, low: float, high: float) -> list[float]:
    """Places in the order of `wanted`, at least so far from each other, within bounds where there is room."""
    order = sorted(range(len(wanted)), key=lambda place: (wanted[place], place))
    found = [0.0] * len(wanted)
    edge = low
    for place in order:
        found[place] = max(wanted[place], edge)
        edge = found[place] + least
    edge = high
    for place in reversed(order):
        found[place] = max(min(found[place], edge), low)
        edge = found[place] - least
    return found
