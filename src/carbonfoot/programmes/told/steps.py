"""Steps of an explanation: words, the arithmetic, and the number it comes to; for people and for programs."""

from __future__ import annotations

from typing import Any, NamedTuple

from carbonfoot.quantities.numbers import format_number, round_digits
from carbonfoot.reports.style import Style, lines_of
from carbonfoot.reports.width import safe


class Step(NamedTuple):
    """One step: what, how, and the number with its unit; no number for a heading."""

    what: str
    how: str = ""
    number: float | None = None
    unit: str = ""


def as_text(steps: list[Step], style: Style) -> str:
    """Steps one below the other: what, how, = number."""
    rows: list[str] = []
    for one in steps:
        if one.number is None and not one.how:
            rows += [*([""] if rows else []), *lines_of(safe(one.what), style.width)]
            continue
        text = safe(one.what) + (f": {safe(one.how)}" if one.how else "")
        if one.number is not None:
            text += f" = {n(one.number)} {one.unit}".rstrip()
        indent = len(one.what) - len(one.what.lstrip()) + 2
        rows += [" " * indent + row for row in lines_of(text.strip(), style.width - indent, 2)]
    return "\n".join(rows) + "\n"


def as_data(steps: list[Step]) -> list[dict[str, Any]]:
    """The same for programs."""
    return [
        {
            "what": one.what.strip(),
            "how": one.how or None,
            "number": None if one.number is None else round_digits(one.number) + 0.0,
            "unit": one.unit or None,
        }
        for one in steps
    ]


def n(number: float) -> str:
    """Seven digits: more than tables show."""
    return format_number(number, 7)
