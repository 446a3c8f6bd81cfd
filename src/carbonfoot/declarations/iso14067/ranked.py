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
    """An entry as it is printed: kg CO2e and share, each with its units of the last decimal."""

    cells: tuple[Cell, ...]
    co2e: float
    counted: int
    percent: int | None
    many: int = 1


def shares(numbers: Sequence[float], whole: float) -> list[Cell]:
    """Shares in per cent at one decimal that add up to 100.0 where the numbers are all of the whole; a dash without one."""
    counted = _percents(numbers, whole)
    return [_percent(number, whole, one) for number, one in zip(numbers, counted, strict=True)]


def _percents(numbers: Sequence[float], whole: float) -> Sequence[int | None]:
    if not whole:
        return [None] * len(numbers)
    percents = [WHOLE * (number / whole) for number in numbers]
    return adding_up(units(fsum(percents), 1), percents, 1)


def _percent(number: float, whole: float, counted: int | None) -> Cell:
    return NONE if counted is None else Number(grouped(written(WHOLE * (number / whole), counted, 1)))


def rows_of(study: Study, entries: Sequence[Entry], top: int = TOP) -> list[Row]:
    """The largest entries in the order given, the others in one row at the end. They add up to the result."""
    order = sorted(range(len(entries)), key=lambda place: (-abs(entries[place].co2e), place))
    shown = sorted(order[:top] if len(entries) > top + 1 else order)
    rest = set(order) - set(shown)
    numbers = [entries[place].co2e for place in shown] + (
        [fsum(entries[place].co2e for place in rest)] if rest else []
    )
    heads = [entries[place].cells for place in shown] + (
        [_others(study, len(rest), entries[0])] if rest else []
    )
    decimals, whole = study.style.decimals, study.result.at_least
    counted = adding_up(units(whole, decimals), numbers, decimals)
    many = [1] * len(shown) + [len(rest)]
    return [
        Row(*each) for each in zip(heads, numbers, counted, _percents(numbers, whole), many, strict=False)
    ]


def _others(study: Study, many: int, like: Entry | Row) -> tuple[Cell, ...]:
    return (study.word("others", count=str(many)), *("",) * (len(like.cells) - 1))


def folded(study: Study, rows: Sequence[Row], top: int = TOP) -> list[Row]:
    """The first rows, what comes behind them in one: as printed, it is the sum of what is printed there."""
    if len(rows) <= top + 1:
        return list(rows)
    tail = rows[top:]
    many = sum(row.many for row in tail)
    percent = None if tail[0].percent is None else sum(row.percent or 0 for row in tail)
    last = Row(
        _others(study, many, rows[0]),
        fsum(row.co2e for row in tail),
        sum(row.counted for row in tail),
        percent,
        many,
    )
    return [*rows[:top], last]


def numbers_of(study: Study, row: Row) -> tuple[Number, Cell]:
    """kg CO2e and share of a row."""
    return kilogram(study, row.co2e, row.counted), _percent(row.co2e, study.result.at_least, row.percent)


def ranked(study: Study, key: str, columns: str, entries: Sequence[Entry], top: int = TOP) -> Table:
    """The table of the rows, with the total below; `columns` are those before the two of numbers."""
    return listed(study, key, columns, rows_of(study, entries, top))


def listed(study: Study, key: str, columns: str, found: Sequence[Row]) -> Table:
    """The table of rows that are there already."""
    width = len(columns.split())
    rows = [(*row.cells, *numbers_of(study, row)) for row in found]
    total = (study.word("total"), *("",) * (width - 1), whole(study), hundred(study))
    return study.table(key, f"{columns} kg# {percents(study)}", [*rows, total])


def whole(study: Study) -> Number:
    """The total at the decimals of the tables."""
    total = study.result.at_least
    return kilogram(study, total, units(total, study.style.decimals))


def kilogram(study: Study, number: float, counted: int | None = None) -> Number:
    """kg CO2e by its units of the last decimal, those of the number itself unless given; what is nothing is `0`."""
    decimals = study.style.decimals
    one = units(number, decimals) if counted is None else counted
    return Number(study.marked(grouped(written(number, one, decimals)) if number or one else "0"))


def percents(study: Study) -> str:
    """The column of shares: of the result, or of what is known of it."""
    return "percent#" if study.complete else "known#"


def hundred(study: Study) -> Cell:
    """The share of the whole."""
    return Number("100.0") if study.result.at_least else NONE


def waterfall(study: Study, key: str, rows: Sequence[Row]) -> Bars:
    """Each row from where the one before it ended, what is below zero back to the left; the whole at the end."""
    credit = any(row.co2e < 0 for row in rows)
    names = [study.word("bar line"), *([study.word("bar credit")] if credit else []), study.word("total")]
    bars, reached = [], 0.0
    for row in rows:
        kg, share = numbers_of(study, row)
        text = study.word("bar text", kg=kg.text, percent=_text(share))
        parts = [0.0] * len(names)
        parts[1 if row.co2e < 0 else 0] = row.co2e
        bars.append(Bar(_text(row.cells[0]), tuple(parts), text, reached))
        reached = fsum([reached, row.co2e])
    total = study.word("bar text", kg=whole(study).text, percent=_text(hundred(study)))
    bars.append(Bar(study.word("total"), (*[0.0] * (len(names) - 1), study.result.at_least), total))
    return Bars(study.word(f"chart {key}"), tuple(names), tuple(bars))


def _text(cell: Cell) -> str:
    return cell if isinstance(cell, str) else getattr(cell, "text", "")
