"""Tables of the largest entries with the rest in one row: kilograms and shares add up as they are printed."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum
from typing import NamedTuple

from carbonfoot.declarations.content import Bar, Bars, Cell, Number, Table
from carbonfoot.declarations.digits import grouped
from carbonfoot.declarations.iso14067.study import Study
from carbonfoot.reports.adding import adding_up, units, written

TOP = 10
"""Entries that stand by themselves; what is beyond is one row."""

WHOLE = 100.0

NONE = "\N{EN DASH}"
"""Stands where there is nothing to relate a number to; a spreadsheet would take a hyphen for a formula."""


class Entry(NamedTuple):
    """One entry: its cells before the numbers, and kg CO2e."""

    cells: tuple[Cell, ...]
    co2e: float


class Row(NamedTuple):
    """An entry as it is printed."""

    cells: tuple[Cell, ...]
    co2e: float
    kg: Number
    share: Cell


def shares(numbers: Sequence[float], whole: float) -> list[Cell]:
    """Shares in per cent at one decimal that add up to 100.0 where the numbers are all of the whole; a dash without one."""
    if not whole:
        return [NONE] * len(numbers)
    percents = [WHOLE * (number / whole) for number in numbers]
    counted = adding_up(units(fsum(percents), 1), percents, 1)
    return [Number(grouped(written(each, one, 1))) for each, one in zip(percents, counted, strict=True)]


def rows_of(study: Study, entries: Sequence[Entry], top: int = TOP) -> list[Row]:
    """The largest entries in the order given, the others in one row at the end. They add up to the result."""
    order = sorted(range(len(entries)), key=lambda place: (-abs(entries[place].co2e), place))
    shown = sorted(order[:top] if len(entries) > top + 1 else order)
    rest = sorted(set(order) - set(shown))
    decimals, whole = study.style.decimals, study.result.at_least
    numbers = [entries[place].co2e for place in shown] + (
        [fsum(entries[place].co2e for place in rest)] if rest else []
    )
    counted = adding_up(units(whole, decimals), numbers, decimals)
    heads: list[tuple[Cell, ...]] = [entries[place].cells for place in shown]
    if rest:
        blank = ("",) * (len(entries[0].cells) - 1)
        heads.append((study.word("others", count=str(len(rest))), *blank))
    kilograms = [
        kilogram(study, number, one) for number, one in zip(numbers, counted, strict=True)
    ]
    return [Row(*each) for each in zip(heads, numbers, kilograms, shares(numbers, whole), strict=True)]


def ranked(study: Study, key: str, columns: str, entries: Sequence[Entry], top: int = TOP) -> Table:
    """The table of the rows, with the total below; `columns` are those before the two of numbers."""
    width = len(columns.split())
    rows = [(*row.cells, row.kg, row.share) for row in rows_of(study, entries, top)]
    total = (study.word("total"), *("",) * (width - 1), whole(study), hundred(study))
    return study.table(key, f"{columns} kg# percent#", [*rows, total])


def whole(study: Study) -> Number:
    """The total at the decimals of the tables."""
    total = study.result.at_least
    return kilogram(study, total, units(total, study.style.decimals))


def kilogram(study: Study, number: float, counted: int | None = None) -> Number:
    """kg CO2e by its units of the last decimal, those of the number itself unless given; what is nothing is `0`."""
    decimals = study.style.decimals
    one = units(number, decimals) if counted is None else counted
    return Number(study.marked(grouped(written(number, one, decimals))) if number or one else "0")


def hundred(study: Study) -> Cell:
    """The share of the whole."""
    return Number("100.0") if study.result.at_least else NONE


def waterfall(study: Study, key: str, rows: Sequence[Row]) -> Bars:
    """Each row from where the one before it ended, the whole at the end."""
    bars, reached = [], 0.0
    for row in rows:
        text = study.word("bar text", kg=row.kg.text, percent=_text(row.share))
        bars.append(Bar(_text(row.cells[0]), (row.co2e, 0.0), text, reached))
        reached = fsum([reached, row.co2e])
    total = study.word("bar text", kg=whole(study).text, percent=_text(hundred(study)))
    bars.append(Bar(study.word("total"), (0.0, study.result.at_least), total))
    return Bars(study.word(f"chart {key}"), (study.word("bar line"), study.word("total")), tuple(bars))


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else getattr(cell, "text", "")
