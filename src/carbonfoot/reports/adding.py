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


def crossing(
    rows: Sequence[int], columns: Sequence[int], cells: Sequence[Sequence[float]], decimals: int
) -> list[list[int]]:
    """Units of the cells of a table, so that they add up to the units of its rows and of its columns alike.

    The units of `rows` and of `columns` have one sum. What rounding leaves over goes to the largest cells where it helps a row
    and a column at once; a cell that is zero stays so, unless nothing else is left.
    """
    found = [[units(cell, decimals) for cell in row] for row in cells]
    places = sorted(
        ((row, column) for row in range(len(rows)) for column in range(len(columns))),
        key=lambda place: -abs(cells[place[0]][place[1]]),
    )
    short_rows = [whole - sum(row) for whole, row in zip(rows, found, strict=True)]
    short_columns = [whole - sum(row[at] for row in found) for at, whole in enumerate(columns)]
    for only_filled in (True, False):
        for step in (1, -1):
            _fill(
                found,
                short_rows,
                short_columns,
                [one for one in places if not only_filled or cells[one[0]][one[1]]],
                step,
            )
        _swap(found, short_rows, short_columns, cells, only_filled=only_filled)
    return found


def _fill(
    found: list[list[int]], rows: list[int], columns: list[int], places: list[tuple[int, int]], step: int
) -> None:
    """Cells whose row and column both lack a unit of the same sign."""
    for row, column in places:
        while rows[row] * step > 0 and columns[column] * step > 0:
            found[row][column] += step
            rows[row] -= step
            columns[column] -= step


def _swap(
    found: list[list[int]],
    rows: list[int],
    columns: list[int],
    cells: Sequence[Sequence[float]],
    *,
    only_filled: bool,
) -> None:
    """What one row lacks and another has too much of, by way of a column of both; the same of columns."""

    def usable(row: int, column: int) -> bool:
        return bool(cells[row][column]) or not only_filled

    for column in range(len(columns)):
        for row in range(len(rows)):
            for other in range(len(rows)):
                while rows[row] > 0 > rows[other] and usable(row, column) and usable(other, column):
                    found[row][column] += 1
                    found[other][column] -= 1
                    rows[row] -= 1
                    rows[other] += 1
    for row in range(len(rows)):
        for column in range(len(columns)):
            for other in range(len(columns)):
                while columns[column] > 0 > columns[other] and usable(row, column) and usable(row, other):
                    found[row][column] += 1
                    found[row][other] -= 1
                    columns[column] -= 1
                    columns[other] += 1
