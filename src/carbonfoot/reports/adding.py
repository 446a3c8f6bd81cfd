"""Numbers of a report that add up as printed: counted in units of the last decimal, the remainder to the largest."""

from __future__ import annotations

from collections.abc import Sequence

from carbonfoot.footprint.result import LineResult
from carbonfoot.reports.style import fixed


def units(number: float, decimals: int) -> int:
    """The number in units of the last decimal, as it is printed."""
    return int(fixed(number, decimals).replace(".", ""))


def adding_up(whole: int, numbers: Sequence[float], decimals: int) -> list[int]:
    """The numbers in units of the last decimal, together `whole`.

    What rounding leaves over goes to the largest numbers, one unit each: nothing moves by more than its own rounding
    and one unit for each time round. Nothing is moved where there is nothing to move it to.
    """
    found = [units(number, decimals) for number in numbers]
    left = whole - sum(found)
    order = sorted(
        (place for place, number in enumerate(numbers) if number), key=lambda one: -abs(numbers[one])
    )
    step = 1 if left > 0 else -1
    while left and order:
        for place in order[: abs(left)]:
            found[place] += step
        left -= step * min(abs(left), len(order))
    return found


def written(number: float, counted: int, decimals: int) -> str:
    """A number by its units; what comes to none of them is said to be below the last digit."""
    smallest = 10.0**-decimals
    if number and not counted:
        return f"{'<' if number > 0 else '>-'}{smallest:.{decimals}f}"
    digits = str(abs(counted)).rjust(decimals + 1, "0")
    cut = len(digits) - decimals
    text = f"{digits[:cut]}.{digits[cut:]}" if decimals else digits
    return f"-{text}" if counted < 0 else text


def tree(lines: Sequence[LineResult], whole: float, decimals: int) -> dict[int, int]:
    """Units of every line by its `id`, so that lines add up to the whole and those behind a line to that line.

    A line that is missing leaves nothing to add up to: its neighbours are rounded by themselves.
    """
    found: dict[int, int] = {}
    waiting: list[tuple[Sequence[LineResult], int | None]] = [(lines, units(whole, decimals))]
    while waiting:
        level, above = waiting.pop()
        known = [line for line in level if line.co2e is not None]
        numbers = [line.co2e or 0.0 for line in known]
        if above is None or len(known) < len(level):
            above = sum(units(number, decimals) for number in numbers)
        for line, counted in zip(known, adding_up(above, numbers, decimals), strict=True):
            found[id(line)] = counted
        waiting += [(line.lines, found.get(id(line))) for line in level if line.lines]
    return found
