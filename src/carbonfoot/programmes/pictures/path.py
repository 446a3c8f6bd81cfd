"""Emissions by year without and with measures, against a target: what is above it is hatched."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from carbonfoot.programmes.pictures.drawing import LINE, Drawing, cut, text_width
from carbonfoot.programmes.pictures.reading import Data, called, decimals_for, incomplete, shown
from carbonfoot.programmes.pictures.scale import Scale, apart, tick_decimals, ticks
from carbonfoot.programmes.pictures.waterfall import NARROW
from carbonfoot.programmes.told.withheld import withheld
from carbonfoot.programmes.told.words_pictures import say

_TALL = 260.0
_STYLES = {"before": ("before", "5 4"), "after": ("after", ""), "target": ("goal", "2 3")}
_SIGNS = {"pass": "✓", "fail": "✕", "open": "?"}


class Series(NamedTuple):
    """What is drawn: numbers by year, in `unit`."""

    name: str
    unit: str
    before: dict[int, float]
    after: dict[int, float]
    limit: dict[int, float]
    verdict: dict[int, str]
    cumulative: Data | None


def _numbers(series: Data | None) -> dict[int, float]:
    return {int(year): float(number) for year, number in (series or {}).items() if number is not None}


def _every_year(data: Data, target: Data) -> dict[str, dict[int, float]]:
    """Emissions in all years of the programme, of which a target names some."""
    number = target.get("product")
    if number is None:
        totals = data.get("totals") or {}
        return {key: _numbers(totals.get(f"emitted_{key}")) for key in ("before", "after")}
    product: Data = next((one for one in data.get("products") or [] if one.get("number") == number), {})
    return {key: _numbers(product.get(key)) for key in ("before", "after")}


def series(data: Data, target: Data | None, lang: str) -> Series:
    """The numbers of a target, or of the whole programme where there is none; none of an incomplete programme."""
    data = withheld(data)
    if target is not None and incomplete(data):
        target = {**target, "before": None, "after": None, "verdict": None, "cumulative": None}
    if target is None:
        totals = data.get("totals") or {}
        name = called(data.get("programme") or {}, lang)
        before, after = _numbers(totals.get("emitted_before")), _numbers(totals.get("emitted_after"))
        return Series(name, say("t a year", lang), before, after, {}, {}, None)
    verdict = {int(year): str(one) for year, one in (target.get("verdict") or {}).items()}
    whole = _every_year(data, target)
    before, after = ({**whole[key], **_numbers(target.get(key))} for key in ("before", "after"))
    limit = _numbers(target.get("limit"))
    name, unit = str(target.get("id") or ""), str(target.get("unit") or "")
    return Series(name, unit, before, after, limit, verdict, target.get("cumulative"))


def drawing(
    data: Data, target: Data | None = None, lang: str = "en", width: float = 880, place: int = 0
) -> Drawing:
    """The picture with its boxes; `place` of the target in the report makes its name in the page."""
    given = series(data, target, lang)
    decimals = decimals_for([*given.before.values(), *given.after.values(), *given.limit.values()])
    lines = [("before", given.before), ("after", given.after), ("target", given.limit)]
    told = "; ".join(
        f"{say(key, lang)}: " + ", ".join(f"{year} {shown(one, decimals)}" for year, one in numbers.items())
        for key, numbers in lines
        if numbers
    )
    made = Drawing(
        f"path-{place}-{width:.0f}", width, say("path", lang, of=given.name), told or say("no total", lang)
    )
    if not given.before and not given.after:
        made.text(0, LINE, say("no total", lang))
        return made
    _draw(made, given, [(key, numbers) for key, numbers in lines if numbers], decimals, lang)
    _budget(made, given.cumulative, lang)
    return made


def _draw(
    made: Drawing, given: Series, lines: list[tuple[str, dict[int, float]]], decimals: int, lang: str
) -> None:
    width = made.width
    years = sorted({year for _, numbers in lines for year in numbers})
    numbers = [one for _, found in lines for one in found.values()]
    marks = ticks(min(numbers), max(numbers), 5)
    few = tick_decimals(marks)
    left = max(text_width(shown(mark, few)) for mark in marks) + 8
    wide = width >= NARROW
    ends = [shown(found[max(found)], decimals) for _, found in lines]
    if wide:
        ends = [f"{say(key, lang)} {end}" for (key, _), end in zip(lines, ends, strict=True)]
    right = width - max(text_width(one, bold=True) for one in ends) - 22
    top = LINE + 12 if wide else 2 * LINE + 12
    up = Scale(marks[0], marks[-1], top + _TALL, top)
    along = Scale(years[0], max(years[-1], years[0] + 1), left + 8, right)
    made.text(0, LINE - 3, given.unit, kind="soft")
    if not wide:
        _legend(made, [key for key, _ in lines], lang)
    for mark in marks:
        made.line(left, up(mark), right + 6, up(mark), "ink" if mark == 0 else "line")
        made.text(left - 6, up(mark) + 4, shown(mark, few), anchor="end", kind="soft")
    for piece in _above(given, years):
        points = "L".join(f"{along(year):.1f} {up(one):.1f}" for year, one in piece)
        made.path(f"M{points}Z", "gap", faint=True, hint=say("gap", lang))
    for key, found in lines:
        kind, dash = _STYLES[key]
        points = "L".join(f"{along(year):.1f} {up(found[year]):.1f}" for year in sorted(found))
        made.path(f"M{points}", kind, stroke=2.4, dash=dash)
        for year, one in found.items():
            missed = key == "after" and given.verdict.get(year) == "fail"
            _point(
                made,
                "missed" if missed else key,
                along(year),
                up(one),
                f"{year}: {say(key, lang)} {shown(one, decimals)}",
            )
    wanted = [up(found[max(found)]) for _, found in lines]
    for (key, found), text, y, own in zip(
        lines, ends, apart(wanted, LINE, top, top + _TALL), wanted, strict=True
    ):
        end = along(max(found))
        if abs(y - own) > 1 or end < right:
            made.line(end + 5, own, right + 14, y, "soft")
        made.text(right + 18, y + 4, text, kind=_STYLES[key][0], bold=key != "before")
    _years(made, given, years, along, top + _TALL + 22)


def _legend(made: Drawing, keys: list[str], lang: str) -> None:
    """What the lines are, where their ends have no room for words."""
    x = 0.0
    for key in keys:
        kind, dash = _STYLES[key]
        made.path(f"M{x:.1f} {2 * LINE - 7:.1f}h22", kind, stroke=2.4, dash=dash)
        made.text(x + 27, 2 * LINE - 3, say(key, lang), kind=kind)
        x += 27 + text_width(say(key, lang)) + 12


def _point(made: Drawing, key: str, x: float, y: float, hint: str) -> None:
    """A mark of its own for each line; a cross where a target is missed."""
    if key == "missed":
        made.path(f"M{x - 5:.1f} {y - 5:.1f}l10 10m0 -10l-10 10", "gap", stroke=2.4, hint=hint)
    elif key == "target":
        made.path(f"M{x:.1f} {y - 5:.1f}l5 5l-5 5l-5 -5Z", "goal", hint=hint)
    elif key == "after":
        made.path(f"M{x - 3.5:.1f} {y:.1f}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0", "after", hint=hint)
    else:
        made.rect(x - 3, y - 3, 6, 6, "before", hint)


def _above(given: Series, years: list[int]) -> list[list[tuple[float, float]]]:
    """Areas between two years in which emissions are above the target, from crossing to crossing."""
    both = [year for year in years if year in given.after and year in given.limit]
    found = []
    for first, last in pairwise(both):
        over = [given.after[year] - given.limit[year] for year in (first, last)]
        if max(over) <= 0:
            continue
        start, end = float(first), float(last)
        if min(over) < 0:
            crossing = first + (last - first) * over[0] / (over[0] - over[1])
            start, end = (start, crossing) if over[0] > 0 else (crossing, end)

        def between(numbers: dict[int, float], year: float, ends: tuple[int, int] = (first, last)) -> float:
            share = (year - ends[0]) / (ends[1] - ends[0])
            return numbers[ends[0]] + share * (numbers[ends[1]] - numbers[ends[0]])

        upper = [(year, between(given.after, year)) for year in (start, end)]
        lower = [(year, between(given.limit, year)) for year in (end, start)]
        found.append([*upper, *lower])
    return found


def _years(made: Drawing, given: Series, years: list[int], along: Scale, foot: float) -> None:
    """Years below, as many as have room, each with a sign of its verdict; the last always."""
    edge = made.width
    for year in reversed(years):
        sign = _SIGNS.get(given.verdict.get(year, ""), "")
        half = max(text_width(str(year)), text_width(sign)) / 2
        if along(year) + half < edge:
            made.text(along(year), foot, str(year), anchor="middle", kind="soft")
            if sign:
                made.text(along(year), foot + LINE, sign, anchor="middle", bold=True)
            edge = along(year) - half - 8


def _budget(made: Drawing, cumulative: Data | None, lang: str) -> None:
    """All years together against their budget: three bars from zero."""
    if not cumulative:
        return
    keys = [key for key in ("budget", "before", "after") if cumulative.get(key) is not None]
    numbers = {key: float(cumulative[key]) for key in keys}
    most = max(numbers.values(), default=0.0)
    decimals = decimals_for(numbers.values())
    top = made.height + 14
    made.text(0, top + 12, cut(say("together", lang), made.width, bold=True), bold=True)
    names = max((text_width(say(key, lang)) for key in keys), default=0.0) + 12
    texts = {key: f"{shown(number, decimals)} t" for key, number in numbers.items()}
    room = made.width - names - max(map(text_width, texts.values()), default=0.0) - 10
    kinds = {"budget": "goal", "before": "before", "after": "after"}
    for place, key in enumerate(keys):
        y = top + 22 + place * 22
        made.text(0, y + 12, say(key, lang))
        wide = room * numbers[key] / most if most > 0 else 0.0
        made.rect(names, y, max(wide, 0.6), 15, kinds[key], texts[key])
        made.text(names + max(wide, 0.6) + 6, y + 12, texts[key])
    gap = cumulative.get("gap")
    if gap is not None:
        word = "over budget" if gap > 0 else "within budget"
        text = say(word, lang, tonnes=shown(abs(float(gap)), decimals))
        made.text(0, made.height + LINE, cut(text, made.width))


def path(data: Data, target: Data | None = None, lang: str = "en", width: float = 880, place: int = 0) -> str:
    """SVG of a path by year: of a target in its unit, or t CO2e of the programme; below it the budget, where there is one."""
    return drawing(data, target, lang, width, place).svg()
