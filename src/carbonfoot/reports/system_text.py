"""The answer of `calc --system` for people: a table of demands, and one of them taken apart on request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.style import Style
from carbonfoot.reports.width import display_width, fit, safe
from carbonfoot.technosphere.contributions import Branch, Contribution
from carbonfoot.technosphere.solve import Solved

if TYPE_CHECKING:
    from carbonfoot.technosphere.spread import Spread

_DIGITS = 6
_LISTED = 20


def render(
    solved: Solved,
    name: str,
    style: Style,
    parts: tuple[int, list[Contribution], Branch] | None = None,
    done: Spread | None = None,
) -> str:
    """The table, within the columns of the terminal."""
    system = solved.system
    links = sum(map(len, system.targets))
    loops = f", {_counted(len(solved.loops), 'loop')}" if solved.loops else ""
    largest = f" (the largest of {solved.loops[0]:,} activities)" if solved.loops else ""
    counted = f"{_counted(len(system.ids), 'activity', 'activities')}, {_counted(links, 'link')}"
    lines = [style.bold(safe(name))] if name else []
    lines += [f"{counted}{loops}{largest}", ""]
    for n, measure in enumerate(solved.measures):
        if len(solved.measures) > 1:
            lines.append(style.bold(f"{safe(measure.id)}, {safe(measure.unit)}"))
        rows = []
        for one in solved.answers:
            unit = system.units.get(one.activity, "")
            amount = f"{format_number(one.amount, _DIGITS)} {unit}".rstrip()
            label = system.names.get(one.activity, system.ids[one.activity])
            rows.append(
                (safe(label), safe(amount), f"{format_number(one.totals[n], _DIGITS)} {safe(measure.unit)}")
            )
        lines += [*_table(("Demand", "Amount", "Footprint"), rows, style), ""]
        if done is not None:
            names = [system.names.get(one.activity, system.ids[one.activity]) for one in solved.answers]
            lines += _spread(done, n, measure.unit, names, style)
    if any(one.weighted is not None for one in solved.answers):
        rows = [
            (
                safe(system.names.get(one.activity, system.ids[one.activity])),
                "",
                format_number(one.weighted, _DIGITS),
            )
            for one in solved.answers
            if one.weighted is not None
        ]
        lines += [*_table(("Demand", "", "Normalised and weighted"), rows, style), ""]
    for taken in solved.fallbacks:
        place = f" for {taken.location}" if taken.location else ", stated without location,"
        said = f"{taken.indicator}: factor of {taken.used} taken{place}: {taken.flow} ({taken.times} x)"
        lines.append(safe(said))
    if solved.fallbacks:
        lines.append("")
    if parts is not None:
        lines += _parts(solved, style, *parts)
    return "\n".join(lines[:-1]) + "\n"


def _spread(done: Spread, measure: int, unit: str, names: list[str], style: Style) -> list[str]:
    from carbonfoot.reports.spread_text import convergence, drivers, method, rows

    middle, found = rows(done, measure, unit, names)
    lines = [*_table(("Demand", middle, "95 % between"), found, style), method(done), ""]
    if steps := convergence(done, measure, unit):
        lines += [*_table(("Draws", middle, "95 % between"), steps, style), ""]
    if driven := drivers(done, measure):
        lines += [*_table(("What drives the spread", "Origin", "Share"), driven, style), ""]
    return lines


def _counted(number: int, one: str, many: str = "") -> str:
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def _table(heads: tuple[str, str, str], rows: list[tuple[str, str, str]], style: Style) -> list[str]:
    second = max(display_width(row[1]) for row in [heads, *rows])
    third = max(display_width(row[2]) for row in [heads, *rows])
    first = max(
        10, min(style.width - second - third - 4, max(display_width(row[0]) for row in [heads, *rows]))
    )
    lines = [_row(heads, first, second, third), "-" * (first + second + third + 4)]
    return [*lines, *(_row(row, first, second, third) for row in rows)]


def _row(row: tuple[str, str, str], first: int, second: int, third: int) -> str:
    name, amount, total = row
    left = " " * (second - display_width(amount)) + amount
    return f"{fit(name, first)}  {left}  {' ' * (third - display_width(total))}{total}"


def _parts(solved: Solved, style: Style, measure: int, listed: list[Contribution], tree: Branch) -> list[str]:
    system = solved.system
    unit = solved.measures[measure].unit
    rows = [
        (
            safe(system.names.get(one.activity, system.ids[one.activity])),
            f"{format_number(one.direct, _DIGITS)} {safe(unit)}",
            "" if one.upstream is None else f"{format_number(one.upstream, _DIGITS)} {safe(unit)}",
        )
        for one in listed[:_LISTED]
    ]
    lines = [style.bold(f"Contributions to {safe(system.ids[tree.activity])}")]
    lines += _table(("Activity", "Itself", "With all it needs"), rows, style)
    if len(listed) > _LISTED:
        lines.append(f"and {len(listed) - _LISTED:,} more (--format json lists all)")
    lines += ["", style.bold("Where it comes from"), *_tree(solved, tree, style, 0), ""]
    return lines


def _tree(solved: Solved, one: Branch, style: Style, depth: int) -> list[str]:
    system, columns = solved.system, 14
    label = "  " * depth + safe(system.names.get(one.activity, system.ids[one.activity]))
    again = " (round the loop)" if one.returns else ""
    room = style.width - columns - 2
    lines = [fit(label + again, room) + "  " + format_number(one.total, _DIGITS).rjust(columns)]
    if one.branches or (one.direct and not one.returns and depth == 0):
        lines.append(
            fit("  " * (depth + 1) + "itself", room)
            + "  "
            + format_number(one.direct, _DIGITS).rjust(columns)
        )
    for inner in one.branches:
        lines += _tree(solved, inner, style, depth + 1)
    if one.rest and one.branches:
        lines.append(
            fit("  " * (depth + 1) + "smaller", room) + "  " + format_number(one.rest, _DIGITS).rjust(columns)
        )
    return lines
