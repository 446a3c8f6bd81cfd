"""The pictures of a programme as bars in a terminal: waterfall, path by year, abatement costs. Same data, same numbers."""

from __future__ import annotations

from math import floor

from carbonfoot.programmes.pictures.macc import bars as bars_of
from carbonfoot.programmes.pictures.macc import reasons
from carbonfoot.programmes.pictures.path import series
from carbonfoot.programmes.pictures.reading import Data, called, decimals_for
from carbonfoot.programmes.pictures.reading import shown as drawn_number
from carbonfoot.programmes.pictures.waterfall import steps, unit_of
from carbonfoot.programmes.told.lines import shortened
from carbonfoot.programmes.told.words_pictures import label, money_unit, say
from carbonfoot.reports.style import Style, exponent, fixed, lines_of, right
from carbonfoot.reports.width import display_width, fit, safe

_LEAST_BAR = 14
_MOST_NAME = 34
_FAR = 0.4
"""Of the highest bar: where less than this happens, bars do not begin at zero."""

_LISTED = 20
"""Rows of a picture; the report has all measures in its tables."""


def waterfall(data: Data, year: int, style: Style, product: Data | None = None) -> list[str]:
    """From before to after, a bar a measure; `░` (`-`) takes away, `▓` (`+`) adds. Empty where there is no total."""
    found, decimals = steps(data, year, product, style.lang)
    if not found:
        return []
    names = [safe(one.name) for one in found]
    texts = [typed(one.text) for one in found]
    ids = [safe(one.id) for one in found]
    numbers = max(map(display_width, texts)) + 1
    room = _name_room(names, style.width - numbers)
    cells = style.width - room - numbers - 2
    high = max(max(one.start, one.end) for one in found)
    low, foot = _floor([one.end for one in found], high)
    of = called(product if product is not None else data.get("programme") or {}, style.lang)
    title = (
        f"{say('waterfall', style.lang, of=safe(of), year=str(year))}, {safe(unit_of(product, style.lang))}"
    )
    rows = [_head(title, style)]
    for one, name, id, text in zip(found, names, ids, texts, strict=True):
        ends = sorted((one.start, one.end))
        drawn = _floating((max(ends[0] - low, 0.0), ends[1] - low), high - low, cells, _mark(one.kind, style))
        rows.append(f"{fit(shortened(name, id, room - 1), room)}{right(text, numbers)}  {drawn}".rstrip())
    if foot is not None:
        few = 0 if foot == round(foot) else decimals
        rows.append(say("bars begin", style.lang, at=typed(drawn_number(foot, few))))
    return rows


def _floor(levels: list[float], high: float) -> tuple[float, float | None]:
    """Where bars begin: at zero, unless all that happens is far from it; then told."""
    least = min(levels)
    if least <= 0 or high - least > _FAR * high or high == least:
        return min(0.0, least), None
    begin = least - (high - least) / 3
    size = 10.0 ** exponent(high - least)
    begin = size * floor(begin / size)
    return (begin, begin) if begin > 0 else (0.0, None)


def path(data: Data, style: Style, target: Data | None = None) -> list[str]:
    """Emissions with measures by year, and where the target is: `|` in each bar."""
    given = series(data, target, style.lang)
    years = sorted({*given.before, *given.after, *given.limit})
    if not given.before and not given.after:
        return []
    columns = [
        (say(key, style.lang), numbers)
        for key, numbers in (("before", given.before), ("after", given.after), ("target", given.limit))
        if numbers
    ]
    every = [number for _, numbers in columns for number in numbers.values()]
    decimals, high = decimals_for(every), max(0.0, *every)
    cells = {
        name: [shown(numbers[year], decimals) if year in numbers else "" for year in years]
        for name, numbers in columns
    }
    widths = {name: max(map(display_width, [name, *texts])) + 2 for name, texts in cells.items()}
    verdicts = [label(given.verdict.get(year, ""), style.lang) if given.verdict else "" for year in years]
    verdict = max(map(display_width, verdicts)) + 2 if given.verdict else 0
    room = max(0, style.width - 4 - sum(widths.values()) - verdict - 2)
    title = f"{say('path', style.lang, of=safe(given.name))}, {safe(given.unit)}"
    rows = [_head(title, style), " " * 4 + "".join(right(name, widths[name]) for name in cells)]
    for place, year in enumerate(years):
        drawn = ""
        if room >= _LEAST_BAR and high > 0:
            drawn = _marked(given.after.get(year, 0.0) / high, given.limit.get(year), high, room, style)
        numbers_of = "".join(right(texts[place], widths[name]) for name, texts in cells.items())
        said = f"  {fit(verdicts[place], verdict - 2)}" if verdict else ""
        rows.append(f"{year}{numbers_of}{said}  {drawn}".rstrip())
    return rows


def macc(data: Data, style: Style) -> list[str]:
    """Abatement costs from the cheapest on: tonnes, cost of one, and a bar to the left of zero where it saves money."""
    found, beside = bars_of(data, style.lang)
    if not found:
        return []
    currency = safe(str((data.get("money") or {}).get("currency") or ""))
    size, unit = money_unit([one.cost for one in found], currency, style.lang)
    costs = [one.cost / size for one in found]
    tonnes = [one.end - one.start for one in found]
    decimals, few = decimals_for(costs), decimals_for(tonnes)
    heads = say("tonnes", style.lang), f"{unit}/t", say("payback", style.lang)
    paid = paybacks(data, style.lang)
    texts = [
        (shown(each, few), shown(cost, decimals), paid.get(one.measure, ""))
        for one, each, cost in zip(found, tonnes, costs, strict=True)
    ]
    columns = [max(map(display_width, [heads[at], *(text[at] for text in texts)])) + 2 for at in range(3)]
    number = len(str(len(found)))
    names = [f"{one.number:>{number}}  {safe(one.name)}" for one in found]
    room = _name_room(names, style.width - sum(columns))
    cells = style.width - room - sum(columns) - 2
    low, high = min(0.0, *costs), max(0.0, *costs)
    title = fit(say("macc", style.lang), room) if display_width(say("macc", style.lang)) <= room else ""
    rows = [] if title else [_head(say("macc", style.lang), style)]
    rows.append(style.bold(fit(title, room) + "".join(map(right, heads, columns))))
    for one, text, cost in list(zip(found, texts, costs, strict=True))[:_LISTED]:
        ends = sorted((0.0, cost))
        drawn = _floating(
            (ends[0] - low, ends[1] - low), high - low, cells, _mark("less" if cost < 0 else "after", style)
        )
        short = f"{one.number:>{number}}  {shortened(safe(one.name), safe(one.measure), room - number - 3)}"
        rows.append(f"{fit(short, room)}{''.join(map(right, text, columns))}  {drawn}".rstrip())
    if len(found) > _LISTED:
        rows.append(say("in report", style.lang, count=str(len(found) - _LISTED)))
    if beside:
        said = f"{say('beside', style.lang, count=str(len(beside)))} {', '.join(_because(data, one, style) for one in beside)}"
        rows += lines_of(said, style.width, 2)
    return rows


def paybacks(data: Data, lang: str) -> dict[str, str]:
    """In how many years a measure pays itself back, by its id."""
    found = {}
    for one in (data.get("money") or {}).get("measures") or []:
        years = one.get("payback_years")
        found[str(one["id"])] = (
            say("pays back never", lang) if years is None else say("years long", lang, number=fixed(years, 1))
        )
    return found


def _because(data: Data, name: str, style: Style) -> str:
    """The name of a measure that is not on the curve, and why."""
    reason = reasons(data, style.lang).get(name)
    return safe(f"{name} ({reason})" if reason else name)


def shown(number: float, decimals: int) -> str:
    """The number of the picture in characters that every terminal has."""
    return typed(drawn_number(number, decimals))


def typed(text: str) -> str:
    """Commas between thousands and a hyphen for minus."""
    return text.replace("\N{NARROW NO-BREAK SPACE}", ",").replace("\N{MINUS SIGN}", "-")


def _head(text: str, style: Style) -> str:
    return style.bold("\n".join(lines_of(safe(text), style.width)))


def _name_room(names: list[str], left: int) -> int:
    """Columns of names: all that they need, as long as there is room for bars."""
    return max(8, min(_MOST_NAME, max(map(display_width, names)) + 1, left - _LEAST_BAR - 2))


def _mark(kind: str, style: Style) -> str:
    """What a bar is drawn with."""
    place = {"less": 1, "more": 2}.get(kind, 0)
    return ("#", "-", "+")[place] if style.plain else ("█", "░", "▓")[place]


def _floating(ends: tuple[float, float], whole: float, cells: int, mark: str) -> str:
    """A bar from one place to another; what is too small for a column still has one."""
    if whole <= 0 or cells <= 0:
        return ""
    first, last = (floor(end / whole * cells + 0.5) for end in ends)
    if first == last:
        first = min(first, cells - 1)
        last = first + 1
    return " " * first + mark * (last - first)


def _marked(share: float, limit: float | None, high: float, cells: int, style: Style) -> str:
    """A bar from zero, with a line where the target is."""
    drawn = style.bar(share, cells - 1)
    if limit is None:
        return drawn
    place = max(0, min(cells - 1, floor(limit / high * (cells - 1) + 0.5)))
    drawn = drawn.ljust(place)
    return drawn[:place] + ("|" if style.plain else "┃") + drawn[place + 1 :]
