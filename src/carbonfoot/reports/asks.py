"""The table `Ask first` of a conservative result, and the same as data."""

from __future__ import annotations

from math import fsum
from typing import Any

from carbonfoot.findings.finding import path_text
from carbonfoot.footprint.result import Ask, Footprint
from carbonfoot.quantities.numbers import round_digits
from carbonfoot.reports.style import Style, lines_of, percent, right
from carbonfoot.reports.width import display_width, fit, safe

_SHOWN = 10
_ENOUGH = 76
_NUMBER, _SAVING, _MIDDLE = 10, 19, 15
"""Columns of a mass, of a saving with its share, and of a saving to the middle."""


def asks_data(result: Footprint) -> dict[str, Any]:
    """What was assumed and what supplying it could save, in kg CO2e per declared unit."""
    asks = result.asks or ()
    return {
        "saving": round_digits(fsum(one.saving for one in asks)),
        "saving_to_median": round_digits(fsum(one.to_median for one in asks)),
        "ask_first": [
            {
                "file": one.file,
                "path": path_text(one.path),
                "name": one.name,
                "missing": list(one.missing),
                "records": list(one.records),
                "lowest": list(one.least),
                "answers": one.answers,
                "kg_co2e": round_digits(one.co2e),
                "saving": round_digits(one.saving),
                "saving_to_median": round_digits(one.to_median),
                "share": round_digits(one.saving / result.at_least) if result.at_least else None,
            }
            for one in asks
        ],
    }


def asks_text(result: Footprint, style: Style) -> list[str]:
    """The table, largest saving first; what stands in a linked document has its file below it."""
    asks = result.asks or ()
    if not asks:
        return ["", style.bold(style.word("ask first")), *_wrapped(style.word("ask none"), style)]
    room = _room(style)
    header = fit(style.word("ask first"), room) + right("kg CO2e", _NUMBER)
    header += right(style.word("saves"), _SAVING) + right(style.word("to median"), _MIDDLE) * _wide(style)
    rows = ["", style.bold(header)]
    for one in asks[:_SHOWN]:
        rows.append(_row(_name(one, style, room - 1), (one.co2e, one.saving, one.to_median), result, style))
        if one.file != result.product.file:
            rows.append(f"    {fit(safe(one.file), style.width - 4)}")
    if len(asks) > 1:
        sums = [
            fsum(numbers)
            for numbers in zip(*((one.co2e, one.saving, one.to_median) for one in asks), strict=True)
        ]
        rows.append(_row(f"  {style.word('ask all')}", (sums[0], sums[1], sums[2]), result, style))
    if len(asks) > _SHOWN:
        rows += _wrapped(style.word("ask more").format(count=len(asks) - _SHOWN), style)
    return rows + _wrapped(style.word("ask foot"), style)


def _name(one: Ask, style: Style, columns: int) -> str:
    """`Hot-rolled coil: origin, route`; of a long name the end gives way, not what is missing."""
    missing = ": " + ", ".join(style.word(f"ask {word}") for word in one.missing)
    title = safe(one.name_ko if style.lang == "ko" and one.name_ko else one.name)
    room = columns - 2 - display_width(missing)
    if display_width(title) > room:
        title = fit(title, max(4, room)).rstrip()
    return f"  {title}{missing}"


def _row(name: str, numbers: tuple[float, float, float], result: Footprint, style: Style) -> str:
    kg, saving, middle = numbers
    share = percent(saving / result.at_least) if result.at_least else ""
    row = fit(name, _room(style)) + right(style.kg(kg), _NUMBER)
    row += right(style.kg(saving), _SAVING - 8) + right(share, 8)
    return row + right(style.kg(middle), _MIDDLE) * _wide(style)


def _wide(style: Style) -> bool:
    """Whether there is room for the middle of the answers beside the lowest."""
    return style.width >= _ENOUGH


def _room(style: Style) -> int:
    return style.width - _NUMBER - _SAVING - _MIDDLE * _wide(style)


def _wrapped(text: str, style: Style) -> list[str]:
    return [f"  {row}" for row in lines_of(safe(text), style.width - 2)]
