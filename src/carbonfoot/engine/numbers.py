"""Numbers that are a float, or an array with one number a draw."""

from __future__ import annotations

from math import fsum

from carbonfoot.engine.network import Number


def total(numbers: list[Number]) -> Number:
    """The sum: exact for floats, in the order given for arrays."""
    try:
        return fsum(numbers)
    except TypeError:
        pass
    result = numbers[0]
    for number in numbers[1:]:
        result = result + number
    return result


def least(number: Number) -> float:
    """The number, or the least of its draws."""
    if isinstance(number, float):
        return number
    return float(number.min()) if hasattr(number, "min") else float(number)


def most(number: Number) -> float:
    """The number, or the greatest of its draws."""
    if isinstance(number, float):
        return number
    return float(number.max()) if hasattr(number, "max") else float(number)


def positive(number: Number) -> Number:
    """The number where it is above zero, else zero, draw by draw."""
    return (number + abs(number)) / 2
