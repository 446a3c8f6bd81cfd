"""The marginal abatement cost curve: a bar a measure, as wide as its tonnes, as high as what a tonne costs."""

from __future__ import annotations

from math import fsum
from typing import NamedTuple

from carbonfoot.programmes.pictures.drawing import LINE, SMALL, Box, Drawing, Text, cut, text_width
from carbonfoot.programmes.pictures.reading import Data, called, decimals_for, incomplete, measures, shown
from carbonfoot.programmes.pictures.scale import Scale, tick_decimals, ticks
from carbonfoot.programmes.pictures.waterfall import NARROW
from carbonfoot.programmes.told.words_pictures import money_unit, say

_NAMED = 14
"""Bars whose names stand below the picture; of more, the numbers lead to the table."""

BECAUSE = ("a candidate counts nowhere", "adds emissions", "no money stated", "avoids nothing")
_BESIDE = 6
_TALL = 260.0
_TRIES = 6


class Bar(NamedTuple):
    """A measure from `start` to `end` tonnes; `number` is its place on the curve, from 1."""

    number: int
    measure: str
    name: str
    start: float
    end: float
    cost: float


def bars(data: Data, lang: str) -> tuple[list[Bar], list[str]]:
    """Bars from the cheapest tonne on, and the names of measures that have no place on the curve."""
    named = measures(data)
    found: list[Bar] = []
    start = 0.0
    curve = [] if incomplete(data) else (data.get("money") or {}).get("macc") or []
    for one in curve:
        measure, tonnes, cost = str(one["measure"]), one.get("tonnes"), one.get("cost_per_tonne")
        if tonnes is None or tonnes <= 0 or cost is None:
            continue
        name = called(named.get(measure, {"id": measure}), lang)
        found.append(Bar(len(found) + 1, measure, name, start, start + tonnes, float(cost)))
        start += tonnes
    on = {one.measure for one in found}
    beside = [called(one, lang) for key, one in named.items() if key not in on]
    return found, beside


def reasons(data: Data, lang: str) -> dict[str, str]:
    """Why a measure has no place on the curve, by its name."""
    named = measures(data)
    found = {}
    for one in (data.get("money") or {}).get("not_on_macc") or []:
        because = str(one.get("because") or "")
        name = called(named.get(str(one["measure"]), {"id": one["measure"]}), lang)
        found[name] = say(because, lang) if because in BECAUSE else because
    return found


def drawing(data: Data, lang: str = "en", width: float = 880) -> Drawing:
    """The picture with its boxes."""
    found, beside = bars(data, lang)
    currency = str((data.get("money") or {}).get("currency") or "")
    size, unit = money_unit([one.cost for one in found], currency, lang)
    costs = [one.cost / size for one in found]
    decimals = decimals_for(costs)
    told = "; ".join(
        f"{one.number} {one.name}: {shown(cost, decimals)}, {shown(one.end - one.start, decimals_for([one.end]))} t"
        for one, cost in zip(found, costs, strict=True)
    )
    made = Drawing(f"macc-{width:.0f}", width, say("macc", lang), told or say("no curve", lang))
    if not found:
        made.text(0, LINE, say("no curve", lang))
    else:
        _draw(made, found, costs, decimals, say("cost axis", lang, unit=unit), lang)
    _beside(made, beside, lang)
    return made


def _draw(made: Drawing, found: list[Bar], costs: list[float], decimals: int, axis: str, lang: str) -> None:
    width, end = made.width, found[-1].end
    marks = ticks(min(costs), max(costs), 6)
    few = tick_decimals(marks)
    left = max(text_width(shown(mark, few)) for mark in marks) + 8
    top = 3 * LINE
    up = Scale(marks[0], marks[-1], top + _TALL, top)
    along = Scale(0.0, end, left, width - 4)
    made.text(0, LINE - 3, cut(axis, width), kind="soft")
    for mark in marks:
        made.line(left, up(mark), width - 4, up(mark), "ink" if mark == 0 else "line")
        made.text(left - 6, up(mark) + 4, shown(mark, few), anchor="end", kind="soft")
    placed = [one.box() for one in made.texts]
    hidden = 0
    for bar, cost in zip(found, costs, strict=True):
        x1, x2 = along(bar.start), along(bar.end)
        high, low = sorted((up(0.0), up(cost)))
        hint = f"{bar.number} {bar.name}: {shown(cost, decimals)}"
        kind = "less" if cost < 0 else "after"
        made.rect(x1, high, max(x2 - x1 - min(1.0, (x2 - x1) / 4), 0.3), max(low - high, 0.8), kind, hint)
        hidden += not _key(made, f"{bar.number}", (x1 + x2) / 2, (high, low), placed, below=cost < 0)
    foot = top + _TALL + (36 if min(costs) < 0 else 18)
    tonnes = decimals_for([end])
    edge = 0.0
    marks = ticks(0.0, end, 6 if width >= NARROW else 3)
    few = tick_decimals(marks)
    for mark in [one for one in marks if one <= end]:
        text = shown(mark, few)
        half = text_width(text) / 2
        x = min(max(along(mark), half), width - half)
        made.line(along(mark), top + _TALL, along(mark), top + _TALL + 4, "soft")
        if x - half >= edge:
            made.text(x, foot, text, anchor="middle", kind="soft")
            edge = x + half + 8
    made.text(
        width, foot + LINE, say("tonnes axis", lang, tonnes=shown(end, tonnes)), anchor="end", kind="soft"
    )
    if hidden:
        made.text(0, foot + 2 * LINE, cut(say("keys hidden", lang, count=str(hidden)), width), kind="soft")
    _names(made, found, costs, decimals)


def _key(
    made: Drawing, key: str, x: float, ends: tuple[float, float], placed: list[Box], *, below: bool
) -> bool:
    """The number of a bar at its end, a step further away where another stands; not at all where there is no room."""
    for step in range(_TRIES):
        y = ends[1] + 14 + step * 14 if below else ends[0] - 5 - step * 14
        box = Text(x, y, key, "middle", 12.0, bold=True).box()
        if (
            box.left < 0
            or box.right > made.width
            or box.top < LINE
            or box.bottom > LINE * 4 + _TALL
            or any(map(box.meets, placed))
        ):
            continue
        if step:
            made.line(x, ends[1] if below else ends[0], x, box.top if below else box.bottom, "soft")
        made.text(x, y, key, anchor="middle", size=SMALL, halo=True, bold=True)
        placed.append(box)
        return True
    return False


def _names(made: Drawing, found: list[Bar], costs: list[float], decimals: int) -> None:
    """What the numbers stand for, in columns, where they are few."""
    if len(found) > _NAMED:
        return
    columns = 2 if made.width >= NARROW else 1
    rows = -(-len(found) // columns)
    top, room = made.height + LINE + 4, made.width / columns
    for place, (bar, cost) in enumerate(zip(found, costs, strict=True)):
        x, y = place // rows * room, top + place % rows * LINE
        number = made.text(x + room - 16, y, shown(cost, decimals), anchor="end")
        made.text(x, y, cut(f"{bar.number}  {bar.name}", number.box().left - x - 8))


def _beside(made: Drawing, beside: list[str], lang: str) -> None:
    if not beside:
        return
    top = made.height + LINE + 4
    made.text(0, top, say("beside", lang, count=str(len(beside))), kind="soft")
    rest = len(beside) - _BESIDE
    lines = beside if rest <= 0 else [*beside[:_BESIDE], say("in table", lang, count=str(rest))]
    for place, name in enumerate(lines, 1):
        made.text(12, top + place * LINE, cut(name, made.width - 12))


def whole(data: Data) -> float:
    """Tonnes on the curve: the sum of its bars' widths."""
    found, _ = bars(data, "en")
    return fsum(one.end - one.start for one in found)


def macc(data: Data, lang: str = "en", width: float = 880) -> str:
    """SVG of the curve: t CO2e of the programme along, money per tonne up; what saves money hangs below zero."""
    return drawing(data, lang, width).svg()
