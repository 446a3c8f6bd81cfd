"""Numbers that carry their slopes: how they change with each input they were computed from (forward differentiation).

A `Traced` number is a float like any other; the operators beside hand its slopes on by the rules of differentiation, so
that what was computed from it is traced too. What does not go through an operator (`math.fsum`, `float()`) loses the
slopes and nothing else: whoever needs them checks that none were lost.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, Self

Slopes = Mapping[Any, float]
"""Input to slope: the derivative with respect to a relative change of that input, so +1 % of it gives 0.01 of this."""

_NONE: dict[Any, float] = {}


class Traced(float):
    """A number with its slopes."""

    __slots__ = ("slopes",)
    slopes: Slopes

    def __new__(cls, number: float, slopes: Slopes) -> Self:
        """A number, and its slopes by input."""
        made = super().__new__(cls, number)
        made.slopes = slopes
        return made

    def __add__(self, other: Any) -> Any:
        return _with(float.__add__(self, other), (1.0, self), (1.0, other))

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        return _with(float.__sub__(self, other), (1.0, self), (-1.0, other))

    def __rsub__(self, other: Any) -> Any:
        return _with(float.__rsub__(self, other), (-1.0, self), (1.0, other))

    def __mul__(self, other: Any) -> Any:
        return _with(float.__mul__(self, other), (float(other), self), (float(self), other))

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:
        result = float.__truediv__(self, other)
        return _with(result, (1 / float(other), self), (-result / float(other), other))

    def __rtruediv__(self, other: Any) -> Any:
        result = float.__rtruediv__(self, other)
        return _with(result, (-result / float(self), self), (1 / float(self), other))

    def __neg__(self) -> Any:
        return _with(float.__neg__(self), (-1.0, self))

    def __pos__(self) -> Any:
        return self

    def __abs__(self) -> Any:
        return self if self >= 0 else -self

    __hash__ = float.__hash__


def slopes_of(number: float) -> Slopes:
    """The slopes of a number; none for a plain one."""
    return number.slopes if isinstance(number, Traced) else _NONE


def added(numbers: Iterable[float]) -> float:
    """The sum, exact as `math.fsum`, slopes included."""
    terms = list(numbers)
    total = math.fsum(terms)
    if not any(isinstance(term, Traced) for term in terms):
        return total
    return _with(total, *((1.0, term) for term in terms))


def raised(base: float, power: float) -> float:
    """As `math.pow`, slopes included. Raises `OverflowError` and `ValueError` as it does."""
    result = math.pow(base, power)
    parts = []
    if slopes_of(base) and power != 0:
        parts.append((power * math.pow(base, power - 1) if base or power >= 1 else math.inf, base))
    if slopes_of(power) and base > 0:
        parts.append((result * math.log(base), power))
    return _with(result, *parts) if parts else result


def root(number: float) -> float:
    """As `math.sqrt`, slopes included."""
    result = math.sqrt(number)
    return _with(result, (0.5 / result if result else math.inf, number)) if slopes_of(number) else result


def rescaled(number: float, value: float) -> float:
    """`value`, which is `number` in another unit, with the slopes of `number`."""
    return _with(value, (value / float(number), number)) if number and slopes_of(number) else value


def _with(number: float, *parts: tuple[float, float]) -> float:
    """A number whose slopes are those of its parts, each times its factor."""
    found: dict[Any, float] = {}
    for factor, part in parts:
        for key, slope in slopes_of(part).items():
            found[key] = found.get(key, 0.0) + factor * slope
    return Traced(number, found)
