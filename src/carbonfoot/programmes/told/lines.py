"""How tables of a programme are drawn at a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from carbonfoot.quantities.numbers import format_fixed
from carbonfoot.reports.style import Style, fixed, lines_of, right
from carbonfoot.reports.width import display_width, fit

CELL = 11
"""Columns of a number."""

ROUNDING = 1e-9
"""Of the largest number in a row: what is less is nothing."""


class Named(Protocol):
    """What has a name, in two languages."""

    @property
    def name(self) -> str:
        """In English."""

    @property
    def name_ko(self) -> str:
        """In Korean, or ""."""


def name_of(one: Named, style: Style) -> str:
    """The name in the language of the report."""
    return one.name_ko if style.lang == "ko" and one.name_ko else one.name


def line(label: str, cells: Sequence[object], style: Style) -> str:
    """A label and right-aligned columns at the right edge; a label too long for its room has a line of its own."""
    columns = "".join(right(str(one), CELL) for one in cells)
    room = style.width - display_width(columns)
    above = ""
    if display_width(label) > room - 1:
        above, label = "\n".join(lines_of(label, style.width)) + "\n", ""
    return above + label + " " * (room - display_width(label)) + columns


def digits(number: float) -> str:
    """Four digits; of large numbers all before the point, in groups. Zero has no sign."""
    if abs(number) >= 10_000:  # noqa: PLR2004
        return f"{float(fixed(number, 0)):,.0f}"
    return format_fixed(number, 4) if number else "0"


def cells_of(numbers: Sequence[float | None]) -> list[str]:
    """A row of numbers; what rounding left of nothing is nothing, and what is not known a dash."""
    most = max((abs(one) for one in numbers if one is not None), default=0.0)
    return ["-" if one is None else digits(one if abs(one) > ROUNDING * most else 0.0) for one in numbers]


def shortened(name: str, id: str, columns: int) -> str:
    """The name, its id where only that fits, else the name cut with `...`; no longer than `columns`."""
    if display_width(name) <= columns:
        return name
    return id if id and display_width(id) <= columns else fit(name, columns)


def percent(before: float, after: float) -> str:
    """A change in percent with its sign; a small one with one digit, and what rounding left of none is none."""
    if abs(after - before) <= ROUNDING * abs(before):
        return "0 %"
    if not before:
        return "-"
    change = 100 * (after - before) / abs(before)
    return f"{change:+.1f} %" if abs(change) >= 0.05 else f"{change:+.1g} %"  # noqa: PLR2004
