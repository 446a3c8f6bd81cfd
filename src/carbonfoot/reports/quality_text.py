"""How far a footprint may be off and how good its data are, in a few lines for people."""

from __future__ import annotations

from math import floor

from carbonfoot.footprint.interval import MOSTLY, Uncertainty
from carbonfoot.footprint.quality import DIMENSIONS, Quality
from carbonfoot.footprint.result import Footprint
from carbonfoot.quantities.numbers import format_fixed
from carbonfoot.reports.style import Style, exponent, fixed, paragraph, percent

DRIVERS = 3
"""Drivers that the text names; the JSON has ten."""

WHOLE = 0.9995
"""A share from here on prints as 100.0 %."""


def total_text(result: Footprint, total: float) -> str:
    """The total with digits that match its interval: one more than the ends have, at least two, four without an interval."""
    spread = result.uncertainty.first if result.uncertainty is not None else None
    if spread is None or not total:
        return format_fixed(total, 4)
    place = exponent((spread.interval.high - spread.interval.low) / 2) - 2
    return to_place(total, min(place, exponent(total) - 1))


def interval_text(result: Footprint, style: Style) -> str:
    """`95 %: 5.1 to 9.0`, with a word where most of the spread is assumed; "" without an interval."""
    spread = result.uncertainty.first if result.uncertainty is not None else None
    if spread is None or result.uncertainty is None:
        return ""
    low, high = ends_text(spread.interval.low, spread.interval.high)
    text = style.word("interval").format(low=low, high=high)
    notes = []
    if result.uncertainty.assumed >= MOSTLY:
        notes.append(style.word("mostly assumed"))
    if spread.doubt is not None:
        notes.append(style.word("doubtful"))
    if result.uncertainty.covered < WHOLE:
        notes.append(style.word("covers").format(share=percent(result.uncertainty.covered)))
    return f"{text} ({'; '.join(notes)})" if notes else text


def ends_text(low: float, high: float) -> tuple[str, str]:
    """The ends of an interval at two digits of its half width, never at fewer than two of their own."""
    place = exponent((high - low) / 2) - 1
    one, two = (to_place(end, min(place, exponent(end) - 1) if end else place) for end in (low, high))
    return one, two


def to_place(number: float, place: int) -> str:
    """The number rounded to a power of ten, ties away from zero."""
    if place <= 0 or not number:
        return fixed(number, max(0, -place))
    digits = exponent(number) - place + 1
    return format_fixed(number, digits) if digits > 0 else "0"


def quality_rows(result: Footprint, style: Style) -> list[str]:
    """What drives the interval, the primary data share and the data quality ratings."""
    rows: list[str] = []
    if result.uncertainty is not None:
        rows += paragraph(style, "uncertainty", _spread(result, result.uncertainty, style))
    if result.quality is not None:
        rows += paragraph(style, "primary data", _primary(result.quality, style))
        rows += paragraph(style, "data quality", _ratings(result.quality, style))
    return rows


def _spread(result: Footprint, found: Uncertainty, style: Style) -> str:
    spread = found.first
    if spread is None:
        return style.word("nothing uncertain")
    drivers = ", ".join(
        f"{driver_name(result, share.label, style)} {percent(share.share)}"
        for share in spread.shares[:DRIVERS]
    )
    order = sorted(spread.origins.items(), key=lambda entry: (-entry[1], entry[0]))
    origins = ", ".join(f"{style.word(f'origin {origin}')} {percent(share)}" for origin, share in order)
    text = style.word("uncertainty text").format(drivers=drivers, origins=origins)
    if spread.doubt is not None:
        text += "; " + style.word(f"doubt {spread.doubt.reason}")
    return text


def driver_name(result: Footprint, label: str, style: Style) -> str:
    """The label of a driver in the language of the report."""
    if style.lang != "ko":
        return label
    names = {
        flow.name: flow.name_ko for activity in result.activities for flow in activity.flows if flow.name_ko
    }
    for start, end, word in (
        ("amount of ", "", "of amount"),
        ("fit of ", "", "of fit"),
        ("", " as a stand-in", "of stand-in"),
    ):
        if label.startswith(start) and label.endswith(end):
            inner = label[len(start) : len(label) - len(end)]
            return style.word(word).format(name=_translated(inner, names))
    return _translated(label, names) if ", " in label else label


def _translated(label: str, names: dict[str, str]) -> str:
    """The name of a line, which may have the source of a statement behind it."""
    name, comma, source = label.rpartition(", ")
    if label in names or name not in names:
        return names.get(label, label)
    return f"{names[name]}{comma}{source}"


def _primary(found: Quality, style: Style) -> str:
    text = style.word("of the total").format(share=percent(found.primary))
    if found.silent:
        text += "; " + style.word("silent").format(share=percent(found.silent))
    return text


def _ratings(found: Quality, style: Style) -> str:
    parts = []
    for name in DIMENSIONS:
        rating = found.ratings[name]
        if rating.value is None:
            parts.append(f"{style.word(f'dqr {name}')} {style.word('dqr unknown')}")
            continue
        part = f"{style.word(f'dqr {name}')} {fixed(rating.value, 1)}"
        if rating.coverage < WHOLE:
            part += " " + style.word("dqr of").format(share=f"{floor(100 * rating.coverage)} %")
        parts.append(part)
    text = f"{', '.join(parts)} ({style.word('dqr scale')})"
    if any(rating.derived for rating in found.ratings.values()):
        every = all(rating.derived == rating.coverage for rating in found.ratings.values())
        text += "; " + style.word("dqr derived" if every else "dqr partly derived")
    return text
