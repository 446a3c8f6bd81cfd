"""Which value of one input alone would bring a footprint to a target.

Most inputs change the total in a straight line. An amount inside a loop, or a yield, makes it a ratio of two lines in
that one input, T(u) = T0 + g u / (1 + k u) with u the relative change: the slope g is known, and one recomputation
gives k. Every answer is recomputed with the input at its new value; what is not on target yet is closed in on.
"""

from __future__ import annotations

from math import inf, sqrt
from typing import NamedTuple

from carbonfoot.footprint.inputs import SHARES
from carbonfoot.footprint.sensitivity import Input, Model, factors_of

ON_TARGET = 1e-10
"""How far the recomputed total may be from the target, relative."""

MOST = 60
"""Recomputations for one input; ratios of lines need two."""

CLOSE = 1e-6
"""So near to where results end, relative, nothing more is looked for."""

STRAIGHT = 1e-9
"""A bend below this is none: the total is a line in this input, and says all by its slope."""

LEAST, FARTHEST = 1e-9, 1e6
"""How far from its present value an input is looked at, in times; a yield or a mass of zero has no result."""

NEGATIVE = "it would have to be negative"
BEYOND_ALL = "it would have to be more than 100 %"
NOTHING = "it changes nothing"
NOT_ALONE = "it cannot change alone"
NO_VALUE = "no value of it is enough"
REFUSED = "no value that the document may have is enough"
NOT_FOUND = "no value was found"


class BreakEven(NamedTuple):
    """What one input alone would have to be; `times` is None where no value reaches the target, and `why` says so.

    times   of the present value
    co2e    the footprint recomputed with it
    """

    input: Input
    times: float | None
    co2e: float | None
    why: str = ""


def break_even(model: Model, inputs: list[Input], target: float) -> list[BreakEven]:
    """For each input alone the value that gives `target` kg CO2e, the smallest relative change first."""
    found = [_one(model, one, target) for one in inputs]
    return sorted(found, key=lambda one: inf if one.times is None else abs(one.times - 1))


def _one(model: Model, one: Input, target: float) -> BreakEven:
    base = model.base.co2e
    if one.slope is None:
        return BreakEven(one, None, None, NOT_ALONE)
    if not one.slope:
        return BreakEven(one, None, None, NOTHING)
    if one.record:
        times = 1 + (target - base) / one.slope
        if times < 0:
            return BreakEven(one, None, None, NEGATIVE)
        return BreakEven(one, times, base + one.slope * (times - 1))
    return _Search(model, one, target).found()


class _Search:
    """The search for one input; it looks only on the side to which the slope points."""

    def __init__(self, model: Model, one: Input, target: float) -> None:
        self.model = model
        self.one = one
        self.target = target
        self.slope = one.slope or 0.0
        self.wanted = target - model.base.co2e
        self.slack = ON_TARGET * max(abs(target), abs(model.base.co2e))
        self.up = (self.wanted > 0) == (self.slope > 0)
        self.share = one.named.kind in SHARES
        highest = 1 / float(one.value.to("1")) if self.share else FARTHEST
        self.end = highest if self.up else LEAST
        self.near = 1.0
        self.far: float | None = None
        self.wall = False  # what lies beyond `far` has no result
        self.bend = 0.0

    def found(self) -> BreakEven:
        if abs(self.wanted) <= self.slack:
            return BreakEven(self.one, 1.0, self.model.base.co2e)
        guess: float | None = 1 + self.wanted / self.slope
        for _ in range(MOST):
            if guess is None or not self._inside(guess):
                if self.far is None and self.near == self.end:
                    break
                guess = self._elsewhere()
            co2e = self.model(factors_of(self.one, guess))
            if co2e is not None and abs(co2e - self.target) <= self.slack:
                return BreakEven(self.one, guess, co2e)
            expected = self._ratio(guess)
            if guess == self.end and co2e is not None and not self._beyond(co2e):
                certain = abs(expected - co2e) <= 1e-6 * abs(co2e)
                return BreakEven(self.one, None, None, self._why() if certain else NOT_FOUND)
            self._learn(guess, co2e)
            if self.wall and self.far is not None and abs(self.far - self.near) < CLOSE * self.near:
                return BreakEven(self.one, None, None, REFUSED)
            guess = self._solved()
            if self.far is None and abs(self.bend) < STRAIGHT and not self._reachable(guess):
                return BreakEven(self.one, None, None, self._why())
        return BreakEven(self.one, None, None, NOT_FOUND)

    def _reachable(self, guess: float | None) -> bool:
        return guess is not None and (1 <= guess <= self.end if self.up else guess >= 0)

    def _why(self) -> str:
        if self.up:
            return BEYOND_ALL if self.share else NO_VALUE
        return NEGATIVE

    def _inside(self, guess: float) -> bool:
        """Whether a guess lies on the right side, between what is not enough and what is too much or the end."""
        if self.far is None and not self.up and self.near == 1.0 and guess == 0:
            return True
        low, high = sorted((self.near, self.end if self.far is None else self.far))
        return low < guess < high

    def _elsewhere(self) -> float:
        """Half-way when both sides are known; a step on that shows the bend; else the end."""
        if self.far is not None:
            return sqrt(self.near * self.far)
        if self.near == 1.0:
            return sqrt(self.end) if self.share and self.up and self.end > 1 else 2.0 if self.up else 0.5
        return self.end

    def _beyond(self, co2e: float) -> bool:
        return (co2e > self.target) == (self.wanted > 0)

    def _learn(self, guess: float, co2e: float | None) -> None:
        if co2e is None or self._beyond(co2e):
            self.far, self.wall = guess, co2e is None
        else:
            self.near = guess
        change = 0.0 if co2e is None else co2e - self.model.base.co2e
        if change:
            step = guess - 1
            self.bend = (self.slope * step / change - 1) / step

    def _solved(self) -> float | None:
        """Where the ratio of lines meets the target, on this side of its pole."""
        below = self.slope - self.wanted * self.bend
        if not below:
            return None
        step = self.wanted / below
        return 1 + step if 1 + self.bend * step > 0 else None

    def _ratio(self, times: float) -> float:
        step = times - 1
        below = 1 + self.bend * step
        return self.model.base.co2e + self.slope * step / below if below else inf
