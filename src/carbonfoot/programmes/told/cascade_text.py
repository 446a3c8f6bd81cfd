"""Where it is emitted, who avoids what where, and whose footprint moves, at a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from carbonfoot.programmes.model import Worked
from carbonfoot.programmes.places import BEYOND, BOUGHT, Emitted, Place
from carbonfoot.programmes.report import Reported
from carbonfoot.programmes.told.lines import cells_of, line, name_of, percent, shortened
from carbonfoot.reports.style import Style, lines_of
from carbonfoot.reports.width import display_width, safe

LISTED = 8
HEAVY = 10_000.0
"""kg above which a product is told in tonnes."""


def lines(told: Reported, years: Sequence[int], at: int, style: Style, say: dict[str, str]) -> list[str]:
    """All of the cascade; `at` is the year of tables of one year."""
    rows: list[str] = []
    for number, places in told.placed.products.items():
        rows += _product(told.worked, number, places, at, len(told.placed.products), style, say)
    rows += _acting(told.worked, years, style, say)
    rows += _where(told, years, style, say)
    if told.placed.missing:
        missing = ", ".join(map(str, told.placed.missing))
        rows += lines_of(say["not placed"].format(years=missing), style.width)
    return rows + _moved(told, at, style, say)


def _product(
    worked: Worked,
    number: int,
    places: Sequence[Emitted],
    year: int,
    many: int,
    style: Style,
    say: dict[str, str],
) -> list[str]:
    known = [one for one in places if year in one.before]
    if not known:
        return []
    heavy = fsum(one.before[year] for one in known) >= HEAVY
    unit, scale = ("t CO2e", 1000.0) if heavy else ("kg CO2e", 1.0)
    title = say["tiers"].format(unit=unit, year=year)
    if many > 1:
        title += f": {safe(name_of(worked.products[number], style))}"
    rows = ["", line(title, [say["before"], say["after"], say["change"]], style)]
    largest = max(one.before[year] for one in known)
    names = [f"  {_name(one.place, say)}" for one in known]
    room = max(map(display_width, names)) + 1
    for one, name in zip(known, names, strict=True):
        cells = [
            *cells_of([one.before[year] / scale, one.after[year] / scale]),
            percent(one.before[year], one.after[year]),
        ]
        bar = style.bar(one.before[year] / largest if largest > 0 else 0.0, 16)
        rows.append(line(f"{name}{' ' * (room - display_width(name))}{bar}", cells, style))
    return rows


def _name(place: Place, say: dict[str, str]) -> str:
    if place.kind in (BOUGHT, BEYOND):
        return say[place.kind]
    return tier_of(place.tier, say)


def tier_of(tier: int | None, say: dict[str, str]) -> str:
    """How a tier is called."""
    return say["no tier"] if tier is None else say["tier"].format(tier=tier)


def _acting(worked: Worked, years: Sequence[int], style: Style, say: dict[str, str]) -> list[str]:
    rows = ["", line(say["avoided"], years, style)]
    tiers = sorted({one.tier for one in worked.members.values()}, key=lambda tier: (tier is None, tier or 0))
    for tier in tiers:
        inside = [one.number for one in worked.measures if worked.members[one.member].tier == tier]
        if inside:
            numbers = [fsum(worked.avoided(one, year) for one in inside) for year in years]
            rows.append(line("  " + tier_of(tier, say), cells_of(numbers), style))
    rows.append(line("  " + say["all"], cells_of([worked.avoided_all(year) for year in years]), style))
    return rows


def _where(told: Reported, years: Sequence[int], style: Style, say: dict[str, str]) -> list[str]:
    """What is avoided at each place, and by the measures of whom."""
    placed = told.placed
    if not placed.avoided:
        return []
    rows = ["", line(say["avoided at"], years, style)]
    for place in dict.fromkeys(place for place, _ in placed.avoided):
        by = {tier: numbers for (one, tier), numbers in placed.avoided.items() if one == place}
        sums = [
            fsum(numbers[year] for numbers in by.values()) if year not in placed.missing else None
            for year in years
        ]
        rows.append(line("  " + _name(place, say), cells_of(sums), style))
        for tier, numbers in by.items():
            label = "    " + say["by"].format(tier=tier_of(tier, say))
            rows.append(line(label, cells_of([numbers.get(year) for year in years]), style))
    return rows


def _moved(told: Reported, year: int, style: Style, say: dict[str, str]) -> list[str]:
    """The largest of those that move the footprint of another."""
    worked = told.worked
    others = [one for one in told.moved if one.by != one.of]
    others.sort(key=lambda one: (-abs(one.avoided[year]), one.by, one.of))
    others = [one for one in others if one.avoided[year]]
    if not others:
        return []
    rows = ["", line(say["moved"], [year], style)]
    arrow = " -> " if style.plain else " → "
    half = (style.width - 11 - 2 - len(arrow) - 1) // 2
    for one in others[:LISTED]:
        by, of = (shortened(name_of(worked.members[id], style), id, half) for id in (one.by, one.of))
        rows.append(line(f"  {safe(by)}{arrow}{safe(of)}", cells_of([one.avoided[year]]), style))
    if len(others) > LISTED:
        rows.append("  " + say["more"].format(count=len(others) - LISTED))
    rows += lines_of(say["moved note"], style.width)
    return rows
