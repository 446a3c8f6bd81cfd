"""A programme for a person at a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from math import fsum

from carbonfoot.findings.finding import Finding, severity
from carbonfoot.programmes.model import Worked
from carbonfoot.programmes.report import Reported
from carbonfoot.programmes.told.lines import CELL, digits, line, name_of, percent
from carbonfoot.programmes.told.words import words
from carbonfoot.reports.style import Style, lines_of
from carbonfoot.reports.width import display_width, fit, safe

COLUMNS = 5
"""Years that a table shows unless one is asked for."""

LISTED = 12
"""Measures and products that a table shows."""

HEAVY = 10_000.0
"""kg above which a product is told in tonnes."""


def render(told: Reported, style: Style, year: int | None = None) -> str:
    """The report; ends in a line feed. `year`: the year that tables of one year show, the last unless given."""
    worked = told.worked
    say = words(style.lang)
    at = worked.years[-1] if year is None else year
    head = worked.programme.programme
    name = head.name_ko if style.lang == "ko" and head.name_ko else head.name
    title = say["head"].format(
        name=safe(name), id=safe(head.id), first=worked.years[0], last=worked.years[-1], gwp=worked.gwp_set
    )
    rows = [style.bold(one) for one in lines_of(title, style.width)]
    years = shown_years(worked, at)
    rows += _products(told, years, style, say)
    rows += _tiers(told, style, say)
    rows += _avoided(worked, years, style, say)
    rows += _measures(worked, at, style, say)
    if worked.complete and "money" in told.sections:
        from carbonfoot.programmes.told import money_text

        rows += money_text.lines(told.sections["money"], worked, style)
    if told.sections.keys() & {"credits", "trading", "targets"}:
        from carbonfoot.programmes.told import credits_text

        rows += (
            credits_text.credit_lines(told.sections["credits"], worked, style)
            if told.sections.get("credits")
            else []
        )
        rows += credits_text.trading_lines(told.sections.get("trading", ()), worked, style)
        if "targets" in told.sections:
            rows += credits_text.target_lines(told.sections["targets"], worked, style)
    rows += _basis(worked, style, say)
    return "\n".join(row.rstrip() for row in rows) + "\n"


def shown_years(worked: Worked, at: int) -> list[int]:
    """The base year, the first with a measure, years that end in 0 or 5, the last: as many as a table has room for."""
    first = min((year for one in worked.measures for year in worked.years if one.share[year]), default=at)
    wanted = [worked.years[0], at, first, worked.years[-1]]
    wanted += [year for year in worked.years if year % 5 == 0]
    return sorted([*dict.fromkeys(wanted)][:COLUMNS])


def _products(told: Reported, years: Sequence[int], style: Style, say: dict[str, str]) -> list[str]:
    worked = told.worked
    finished = [made for made in worked.products if made.finished]
    if not worked.complete:
        return ["", *lines_of(say["incomplete"], style.width)]
    heavy = all(worked.before[made.number, worked.years[0]] >= HEAVY for made in finished)
    unit, scale = ("t CO2e", 1000.0) if heavy else ("kg CO2e", 1.0)
    rows = ["", line(say["products"].format(unit=unit), years, style)]
    for made in finished[:LISTED]:
        rows += lines_of(safe(name_of(made, style)) + f" ({safe(made.unit)})", style.width)
        before = [worked.before[made.number, year] / scale for year in years]
        after = [worked.after[made.number, year] / scale for year in years]
        rows.append(line("  " + say["before"], [digits(one) for one in before], style))
        rows.append(line("  " + say["after"], [digits(one) for one in after], style))
        rows.append(
            line("  " + say["change"], [percent(a, b) for a, b in zip(before, after, strict=True)], style)
        )
    rest = len(worked.products) - len(finished[:LISTED])
    if rest:
        rows += lines_of(say["others"].format(count=rest), style.width)
    return rows


def _tiers(told: Reported, style: Style, say: dict[str, str]) -> list[str]:
    rows: list[str] = []
    for number, tiers in told.tiers.items():
        made = told.worked.products[number]
        heavy = fsum(one.before for one in tiers) >= HEAVY
        unit, scale = ("t CO2e", 1000.0) if heavy else ("kg CO2e", 1.0)
        title = say["tiers"].format(unit=unit, year=told.worked.years[-1])
        if len(told.tiers) > 1:
            title += f": {safe(name_of(made, style))}"
        rows += ["", line(title, [say["before"], say["after"], say["change"]], style)]
        largest = max((one.before for one in tiers), default=0.0)
        for one in tiers:
            label = "  " + (say["outside"] if one.tier is None else say["tier"].format(tier=one.tier))
            cells = [digits(one.before / scale), digits(one.after / scale), percent(one.before, one.after)]
            bar = style.bar(one.before / largest if largest > 0 else 0.0, 16)
            rows.append(line(f"{label}{' ' * max(24 - display_width(label), 1)}{bar}", cells, style))
    return rows


def _avoided(worked: Worked, years: Sequence[int], style: Style, say: dict[str, str]) -> list[str]:
    if not worked.complete:
        return []
    rows = ["", line(say["avoided"], years, style)]
    tiers = sorted({one.tier for one in worked.members.values()}, key=lambda tier: (tier is None, tier or 0))
    for tier in tiers:
        inside = [one.number for one in worked.measures if worked.members[one.member].tier == tier]
        if not inside:
            continue
        numbers = [fsum(worked.avoided(one, year) for one in inside) for year in years]
        label = say["no tier"] if tier is None else say["tier"].format(tier=tier)
        rows.append(line("  " + label, [digits(one) for one in numbers], style))
    rows.append(line("  " + say["all"], [digits(worked.avoided_all(year)) for year in years], style))
    rows += ["", line(say["emitted"], years, style)]
    for key, measures in (("before", False), ("after", True)):
        numbers = [worked.emitted(year, measures=measures) for year in years]
        rows.append(line("  " + say[key], [digits(one) for one in numbers], style))
    return rows


def _measures(worked: Worked, year: int, style: Style, say: dict[str, str]) -> list[str]:
    if not worked.measures or not worked.complete:
        return []
    order = sorted(worked.measures, key=lambda one: (-worked.avoided(one.number, year), one.id))
    title = say["measures"].format(year=year)
    rows = ["", line(title, [say["works"], say["tonnes"]], style)]
    most = max((worked.avoided(one.number, year) for one in order), default=0.0)
    for one in order[:LISTED]:
        name, by = name_of(one, style), name_of(worked.members[one.member], style)
        tonnes = worked.avoided(one.number, year)
        room = style.width - 2 * CELL - 13
        label = fit(f"  {safe(name)}, {safe(by)}", room)
        label += " " * (room - display_width(label)) + " " + style.bar(tonnes / most if most > 0 else 0.0, 10)
        rows.append(line(label, [f"{100 * one.share[year]:.0f} %", digits(tonnes)], style))
    if len(order) > LISTED:
        rows.append("  " + say["more"].format(count=len(order) - LISTED))
    return rows


def _basis(worked: Worked, style: Style, say: dict[str, str]) -> list[str]:
    rows = ["", style.bold(say["basis"])]
    grids = worked.programme.grid or {}
    told = [say["volume"]]
    if grids:
        paths = "; ".join(
            f"{country} "
            + ", ".join(f"{year} {value.text}" for year, value in grid.path.items())
            + f" ({grid.source})"
            for country, grid in grids.items()
        )
        told.append(say["grid path"].format(paths=safe(paths)))
    else:
        told.append(say["grid held"].format(year=worked.years[0]))
    exact = [ids for ids, how in worked.groups if not how.endswith("sampled")]
    if any(how.startswith("sequential") for _, how in worked.groups):
        told.append(say["shares sequential"])
    elif exact:
        joint = [ids for ids in exact if len(ids) > 1]
        told.append(
            say["shares shapley"].format(
                groups=len(joint), largest=max((len(ids) for ids in joint), default=1)
            )
        )
    drawn = sum(len(ids) for ids, how in worked.groups if how.endswith("sampled"))
    if drawn:
        told.append(say["shares sampled"].format(count=drawn))
    told.append(say["never"])
    for one in told:
        first, *more = lines_of(one, style.width - 2)
        rows += ["- " + first, *("  " + line for line in more)]
    return rows


def checked(told: Reported, findings: Sequence[Finding]) -> str:
    """What was looked at, in one line; findings stand beside."""
    worked = told.worked
    kinds = [severity(one) for one in findings]
    counts = ", ".join(
        f"{kinds.count(kind)} {kind}{'s' if kinds.count(kind) > 1 else ''}"
        for kind in ("error", "incomplete", "warning", "note")
        if kind in kinds
    )
    what = f"{len(worked.members)} members, {len(worked.products)} products, {len(worked.measures)} measures"
    return f"{safe(worked.programme.programme.id)}: {what}: {counts or 'nothing to say'}\n"
