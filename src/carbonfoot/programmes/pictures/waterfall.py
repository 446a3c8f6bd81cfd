"""From before to after, measure by measure: a floating bar for each, below one another, so that names of any length have room."""

from __future__ import annotations

from math import fsum
from typing import NamedTuple

from carbonfoot.programmes.pictures.drawing import LINE, SIZE, Drawing, cut, text_width
from carbonfoot.programmes.pictures.reading import (
    Data,
    adding,
    at,
    called,
    decimals_for,
    incomplete,
    measures,
    shown,
    written,
)
from carbonfoot.programmes.pictures.scale import Scale, tick_decimals, ticks
from carbonfoot.programmes.told.words_pictures import say

MOST, MOST_NARROW = 14, 8
"""Measures that have a bar of their own, on a broad page and on a telephone; those with the smallest effect stand together."""

NARROW = 560
"""Widths below have names above bars, not beside them."""

_TELLING = 1e-9
"""What is left over between before, effects and after is told where it is more than this part of before."""


class Step(NamedTuple):
    """A bar from `start` to `end`; `kind` is before, after, less or more; `text` the number at the decimals of the picture."""

    name: str
    kind: str
    start: float
    end: float
    text: str
    id: str = ""


def steps(data: Data, year: int, product: Data | None, lang: str, most: int = MOST) -> tuple[list[Step], int]:
    """The bars and their decimals; none where before or after is unknown. Without a product: tonnes of the programme."""
    named = measures(data)
    if product is None:
        totals = data.get("totals") or {}
        before, after = at(totals.get("emitted_before"), year), at(totals.get("emitted_after"), year)
        effects = {key: -(at(one.get("avoided"), year) or 0.0) for key, one in named.items()}
    else:
        before, after = at(product.get("before"), year), at(product.get("after"), year)
        effects = {
            str(one["measure"]): at(one.get("kg"), year) or 0.0 for one in product.get("by_measure") or []
        }
    if before is None or after is None or incomplete(data):
        return [], 0
    ranked = sorted((key for key in effects if effects[key]), key=lambda key: (effects[key], key))
    largest = set(sorted(ranked, key=lambda key: (-abs(effects[key]), key))[:most])
    kept = [
        (called(named.get(key, {"id": key}), lang), effects[key], key) for key in ranked if key in largest
    ]
    for sign, word in ((-1, "others less"), (1, "others more")):
        small = [effects[key] for key in ranked if key not in largest and effects[key] * sign > 0]
        if small:
            kept.append((say(word, lang, count=str(len(small))), fsum(small), ""))
    left = after - before - fsum(effects.values())
    if abs(left) > _TELLING * max(abs(before), abs(after)):
        kept.append((say("unattributed", lang), left, ""))
    decimals = decimals_for([before, after])
    printed = adding(before, [change for _, change, _ in kept], after, decimals)
    found = [Step(say("before", lang), "before", 0.0, before, shown(before, decimals))]
    level = before
    for (name, change, key), whole in zip(kept, printed, strict=True):
        text = written(whole, change, decimals)
        found.append(Step(name, "less" if change < 0 else "more", level, level + change, text, key))
        level += change
    found.append(Step(say("after", lang), "after", 0.0, after, shown(after, decimals)))
    return found, decimals


def unit_of(product: Data | None, lang: str) -> str:
    """What the numbers are of."""
    if product is None:
        return say("t a year", lang)
    return say("kg per", lang, unit=str(product.get("unit") or ""))


def drawing(
    data: Data, year: int, lang: str = "en", product: Data | None = None, width: float = 880
) -> Drawing:
    """The picture with its boxes."""
    wide = width >= NARROW
    bars, _ = steps(data, year, product, lang, MOST if wide else MOST_NARROW)
    of = called(product, lang) if product else called(data.get("programme") or {}, lang)
    title = say("waterfall", lang, of=of, year=str(year))
    told = "; ".join(f"{one.name} {one.text}" for one in bars) or say("no total", lang)
    ident = f"waterfall-{'all' if product is None else product['number']}-{year}-{width:.0f}"
    made = Drawing(ident, width, title, f"{unit_of(product, lang)}: {told}")
    if not bars:
        made.text(0, LINE, say("no total", lang))
        return made
    numbers = max(text_width(one.text, bold=True) for one in bars) + 10
    names = min(width * 0.36, max(text_width(one.name) for one in bars) + 12) if wide else 0.0
    left, right = names + 1, width - (numbers if wide else 4)
    marks = ticks(
        min(min(one.start, one.end) for one in bars),
        max(max(one.start, one.end) for one in bars),
        6 if wide else 3,
    )
    scale = Scale(marks[0], marks[-1], left, right)
    row, thick = (27.0, 17.0) if wide else (40.0, 15.0)
    top, foot = 6.0, 6.0 + row * len(bars)
    few = tick_decimals(marks)
    for mark in marks:
        made.line(scale(mark), top, scale(mark), foot + 4, "ink" if mark == 0 else "line")
    _axis(made, marks, scale, foot, few)
    made.text(right, foot + 20 + LINE, unit_of(product, lang), anchor="end", kind="soft")
    rows = [(one, top + place * row + (row - thick) - (5 if wide else 2)) for place, one in enumerate(bars)]
    for one, y in rows[:-1]:
        made.line(scale(one.end), y + thick, scale(one.end), y + row, "soft", "2 2")
    room = names - 12 if wide else width - numbers - 8
    for one, y in rows:
        ends = sorted((scale(one.start), scale(one.end)))
        heavy = one.kind in ("before", "after")
        name = cut(one.name, room, bold=heavy)
        hint = f"{one.name}: {one.text}" if name != one.name else ""
        made.rect(ends[0], y, max(ends[1] - ends[0], 0.6), thick, one.kind, hint)
        base = y + thick / 2 + SIZE * 0.36 if wide else y - 5
        made.text(0, base, name, bold=heavy, halo=not wide)
        made.text(width, base, one.text, anchor="end", bold=heavy, halo=not wide)
    return made


def _axis(made: Drawing, marks: list[float], scale: Scale, foot: float, decimals: int) -> None:
    """Numbers below the axis, as many as have room."""
    edge = -1.0
    for mark in marks:
        text = shown(mark, decimals)
        half = text_width(text) / 2
        x = min(max(scale(mark), half), made.width - half)
        if x - half > edge:
            made.text(x, foot + 19, text, anchor="middle", kind="soft")
            edge = x + half + 8


def waterfall(
    data: Data, year: int, lang: str = "en", product: Data | None = None, width: float = 880
) -> str:
    """SVG of what each measure changes in a year: kg CO2e per declared unit of a product, or t CO2e of the programme."""
    return drawing(data, year, lang, product, width).svg()
