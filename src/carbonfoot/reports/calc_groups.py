"""A footprint by stage, tier, country, or whatever else was asked for, as rows that add up to the total."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import fsum
from typing import NamedTuple

from carbonfoot.footprint.result import Footprint, Group
from carbonfoot.reports.adding import adding_up, units, written
from carbonfoot.reports.style import Style, lines_of, percent, right
from carbonfoot.reports.width import fit, safe

DEFAULT = ("stage", "tier", "country")
COUNTRIES = 6
"""Countries that are listed by themselves where nobody asked for them."""

SEVERAL = 2
"""A single group says no more than the total."""


class View(NamedTuple):
    """How much of a footprint a reader asks for.

    by     groups, in the order asked for; those of every report when empty
    top    rows of one level, or of one group, that stand by themselves; the others in one row
    depth  levels of lines that are shown; 1 for those of the product alone
    """

    by: tuple[str, ...] = ()
    top: int | None = None
    depth: int | None = None

    def largest(self, sizes: Sequence[float | None]) -> set[int]:
        """Places of what stands by itself; what is missing always does, and one row is never there for one other."""
        places = range(len(sizes))
        if self.top is None or len(sizes) <= self.top + 1:
            return set(places)
        known = [place for place in places if sizes[place] is not None]
        order = sorted(known, key=lambda place: (-(sizes[place] or 0.0), place))
        return (set(places) - set(known)) | set(order[: self.top])


ALL = View()


def groups(result: Footprint, style: Style, view: View) -> list[str]:
    """The groups that were asked for, else those of every report."""
    if not view.by:
        given = {"stage": result.stages, "tier": result.tiers, "country": result.countries}
        rows = []
        for way in DEFAULT:
            shown = view._replace(top=COUNTRIES) if way == "country" and view.top is None else view
            rows += _table(result, style, shown, way, given[way]) if len(given[way]) >= SEVERAL else []
        return rows
    from carbonfoot.footprint.groups import groups as grouped

    rows = []
    for way in dict.fromkeys(view.by):
        if way == "activity":
            rows += _activities(result, style, view)
        else:
            rows += _table(result, style, view, way, grouped(result, way))
    return rows


def _table(result: Footprint, style: Style, view: View, way: str, found: list[Group]) -> list[str]:
    if not result.at_least:
        return []
    rows = ["", style.bold(style.word(_TITLES.get(way, way)))]
    if not found:
        return [*rows, f"  {style.word('no tags')}"]
    whole = units(result.at_least, style.decimals)
    numbers = [group.co2e for group in found]
    each = [units(number, style.decimals) for number in numbers]  # tags overlap: nothing to add up to
    counted = each if way == "tag" else adding_up(whole, numbers, style.decimals)
    label = _LABELS.get(way, _plain)
    rows += _rows(
        style, view, [label(group.key, style) for group in found], numbers, counted, result.at_least
    )
    over = sum(counted) - whole
    if way == "tag" and over > 0:
        text = style.word("overlap").format(number=written(float(over), over, style.decimals))
        rows += [f"  {row}" for row in lines_of(text, style.width - 2)]
    return rows


def _rows(
    style: Style, view: View, names: list[str], numbers: list[float], counted: list[int], whole: float
) -> list[str]:
    shown = view.largest([abs(number) for number in numbers])
    lines = [(names[place], numbers[place], counted[place]) for place in sorted(shown)]
    rest = [place for place in range(len(names)) if place not in shown]
    if rest:
        more = fsum(numbers[place] for place in rest)
        lines.append(
            (style.word("more").format(count=len(rest)), more, sum(counted[place] for place in rest))
        )
    texts = [written(number, one, style.decimals) for _, number, one in lines]
    column = max([9, *(1 + len(text) for text in texts)])
    return [
        fit(safe(f"  {name}"), 43 - column)
        + right(text, column)
        + right(percent(number / whole), 8)
        + "  "
        + style.bar(number / whole, min(20, style.width - 53))
        for (name, number, _), text in zip(lines, texts, strict=True)
    ]


def _activities(result: Footprint, style: Style, view: View) -> list[str]:
    """Own emissions of each activity, which add up, beside all that stands behind it, which overlaps."""
    from carbonfoot.footprint.groups import by_activity

    found = by_activity(result)
    if not result.at_least or not found:
        return []
    shown = view.largest([one.upstream for one in found])
    counted = adding_up(units(result.at_least, style.decimals), [one.direct for one in found], style.decimals)
    numbers = [(one.direct, counted[place], one.upstream) for place, one in enumerate(found)]
    column = max(9, *(2 + len(style.kg(one.upstream)) for one in found))
    behind = style.word("upstream")
    label = min(43, style.width - 21) - column
    head = fit(style.word("activity"), label) + right("kg CO2e", column) + right(behind, column + 12)
    rows = ["", style.bold(head.rstrip())]
    for place in sorted(shown):
        activity = result.activities[found[place].activity]
        name = activity.name_ko if style.lang == "ko" and activity.name_ko else activity.name
        direct, one, upstream = numbers[place]
        rows.append(
            fit(safe(f"  {name} ({activity.file.rpartition('/')[2]})"), label)
            + right(written(direct, one, style.decimals), column)
            + right(style.kg(upstream), column + 4)
            + right(percent(upstream / result.at_least), 8)
        )
    rest = [numbers[place] for place in range(len(found)) if place not in shown]
    if rest:
        number = written(
            fsum(direct for direct, _, _ in rest), sum(one for _, one, _ in rest), style.decimals
        )
        rows.append(fit(f"  {style.word('more').format(count=len(rest))}", label) + right(number, column))
    return rows


def _plain(key: str, style: Style) -> str:
    return style.word(key)


def _tier(key: str, style: Style) -> str:
    if key == "0":
        return style.word("own plant")
    if style.lang == "ko":
        return f"{key}{style.word('away')} 협력사"
    return f"{key} compan{'y' if key == '1' else 'ies'} {style.word('away')}"


def _gas(key: str, style: Style) -> str:
    said = style.word(f"gas {key}")
    return style.word("unsplit") if key == "unsplit" else key if said == f"gas {key}" else said


def _data(key: str, style: Style) -> str:
    amount, _, number = key.partition(", ")
    return f"{style.word(amount)}, {style.word('supplier data' if number == 'supplier' else number)}"


_TITLES = {"method": "method group"}

_LABELS: dict[str, Callable[[str, Style], str]] = {
    "tier": _tier,
    "gas": _gas,
    "data": _data,
    "method": lambda key, style: style.word(f"method {key}"),
    "tag": lambda key, style: key or style.word("untagged"),
    "item": lambda key, _: key,
    "supplier": lambda key, style: style.word(key) if key == "not stated" else key,
    "document": lambda key, _: key,
}
