"""A programme for a person at a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from carbonfoot.findings.finding import Finding, severity
from carbonfoot.programmes.model import Made, Worked
from carbonfoot.programmes.report import Reported
from carbonfoot.programmes.told.basis import notes
from carbonfoot.programmes.told.cascade_text import HEAVY
from carbonfoot.programmes.told.lines import CELL, cells_of, digits, line, name_of, percent, shortened
from carbonfoot.programmes.told.words import words
from carbonfoot.reports.style import Style, lines_of
from carbonfoot.reports.width import display_width, safe

COLUMNS = 5
"""Years that a table shows unless one is asked for."""

LISTED = 12
"""Measures and products that a table shows."""

DRAWN = 2
"""Finished products that are drawn."""


SECTIONS = ("products", "tiers", "measures", "money", "credits", "trading", "targets", "basis")
"""Parts of a report, in their order."""


def render(told: Reported, style: Style, year: int | None = None, sections: Sequence[str] = ()) -> str:
    """The report; ends in a line feed.

    year      the year that tables of one year show, the last unless given
    sections  of `SECTIONS`; all unless given
    """
    worked = told.worked
    say = words(style.lang)
    at = worked.years[-1] if year is None else year
    head = worked.programme.programme
    name = head.name_ko if style.lang == "ko" and head.name_ko else head.name
    title = say["head"].format(
        name=safe(name), id=safe(head.id), first=worked.years[0], last=worked.years[-1], gwp=worked.gwp_set
    )
    rows = [style.bold(one) for one in lines_of(title, style.width)]
    wanted = sections or SECTIONS
    if not worked.complete:
        rows += ["", *lines_of(say["incomplete"], style.width)]
    for section in SECTIONS:
        if section in wanted:
            rows += _section(section, told, at, style, say)
    return "\n".join(row.rstrip() for row in rows) + "\n"


def _section(section: str, told: Reported, at: int, style: Style, say: dict[str, str]) -> list[str]:
    """The rows of a part; none where the programme has no such thing, or its sums are not complete."""
    worked = told.worked
    years = shown_years(worked, at)
    if section == "basis":
        return _basis(worked, style, say)
    if section == "targets" and "targets" in told.sections:
        from carbonfoot.programmes.told import targets_text

        return targets_text.lines(told.sections["targets"], worked, style)
    if not worked.complete:
        return []
    if section == "products":
        return _products(told, years, at, style, say)
    if section == "tiers":
        from carbonfoot.programmes.told import cascade_text

        return cascade_text.lines(told, years, at, style, say)
    if section == "measures":
        return _measures(worked, at, style, say)
    if section == "money" and "money" in told.sections:
        from carbonfoot.programmes.told import money_text

        return money_text.lines(told.sections["money"], worked, style)
    if section == "credits" and told.sections.get("credits"):
        from carbonfoot.programmes.told import credits_text

        return credits_text.credit_lines(told.sections["credits"], worked, style)
    if section == "trading" and told.sections.get("trading"):
        from carbonfoot.programmes.told import credits_text

        return credits_text.trading_lines(told.sections["trading"], worked, style)
    return []


def shown_years(worked: Worked, at: int) -> list[int]:
    """The base year, the first with a measure, years that end in 0 or 5, the last: as many as a table has room for."""
    first = min((year for one in worked.measures for year in worked.years if one.share[year]), default=at)
    wanted = [worked.years[0], at, first, worked.years[-1]]
    wanted += [year for year in worked.years if year % 5 == 0]
    return sorted([*dict.fromkeys(wanted)][:COLUMNS])


def _products(told: Reported, years: Sequence[int], at: int, style: Style, say: dict[str, str]) -> list[str]:
    worked = told.worked
    finished = [made for made in worked.products if made.finished]
    heavy = all(worked.before[made.number, worked.years[0]] >= HEAVY for made in finished)
    unit, scale = ("t CO2e", 1000.0) if heavy else ("kg CO2e", 1.0)
    rows = ["", line(say["products"].format(unit=unit), years, style)]
    for made in finished[:LISTED]:
        rows += lines_of(safe(name_of(made, style)) + f" ({safe(made.unit)})", style.width)
        before = [worked.before[made.number, year] / scale for year in years]
        after = [worked.after[made.number, year] / scale for year in years]
        rows.append(line("  " + say["before"], cells_of(before), style))
        rows.append(line("  " + say["after"], cells_of(after), style))
        rows.append(
            line("  " + say["change"], [percent(a, b) for a, b in zip(before, after, strict=True)], style)
        )
    rest = len(worked.products) - len(finished[:LISTED])
    if rest:
        rows += lines_of(say["other one" if rest == 1 else "others"].format(count=rest), style.width)
    return rows + _drawn(told, finished[:DRAWN], at, style)


def _drawn(told: Reported, finished: Sequence[Made], year: int, style: Style) -> list[str]:
    """From before to after of finished products, and all that leaves the programme by year."""
    if not told.worked.measures:
        return []  # nothing moves
    from carbonfoot.programmes.told import bars
    from carbonfoot.programmes.told.report_json import brief

    data = brief(told)
    products = {one["number"]: one for one in data["products"]}
    rows: list[str] = []
    for made in finished:
        drawn = bars.waterfall(data, year, style, products[made.number])
        rows += ["", *drawn] if drawn else []
    drawn = bars.path(data, style)
    return rows + (["", *drawn] if drawn else [])


def _measures(worked: Worked, year: int, style: Style, say: dict[str, str]) -> list[str]:
    if not worked.measures or not worked.complete:
        return []
    order = sorted(worked.measures, key=lambda one: (-worked.avoided(one.number, year), one.id))
    title = say["measures"].format(year=year)
    rows = ["", line(title, [say["works"], say["tonnes"]], style)]
    most = max((worked.avoided(one.number, year) for one in order), default=0.0)
    several = len({one.member for one in order}) > 1
    for one in order[:LISTED]:
        name, by = name_of(one, style), name_of(worked.members[one.member], style)
        tonnes = worked.avoided(one.number, year)
        room = style.width - 2 * CELL - 13
        told = [f"{name}, {by}", f"{name}, {one.member}"] if several else [name]
        whole = next((safe(text) for text in told if display_width(safe(text)) <= room - 2), safe(told[0]))
        label = "  " + shortened(whole, safe(f"{one.id}, {by}" if several else one.id), room - 2)
        label += " " * (room - display_width(label)) + " " + style.bar(tonnes / most if most > 0 else 0.0, 10)
        rows.append(line(label, [f"{100 * one.share[year]:.0f} %", digits(tonnes)], style))
    if len(order) > LISTED:
        rows.append("  " + say["more"].format(count=len(order) - LISTED))
    return rows


def _basis(worked: Worked, style: Style, say: dict[str, str]) -> list[str]:
    rows = ["", style.bold(say["basis"])]
    for one in notes(worked, style.lang):
        first, *more = lines_of(safe(one), style.width - 2)
        rows += ["- " + first, *("  " + row for row in more)]
    return rows


def checked_text(told: Reported, findings: Sequence[Finding]) -> str:
    """What was looked at, in one line; findings stand beside."""
    worked = told.worked
    kinds = [severity(one) for one in findings]
    counts = ", ".join(
        _many(kinds.count(kind), kind) for kind in ("error", "incomplete", "warning", "note") if kind in kinds
    )
    sizes = {"member": worked.members, "product": worked.products, "measure": worked.measures}
    what = ", ".join(_many(len(some), kind) for kind, some in sizes.items())
    return f"{safe(worked.programme.programme.id)}: {what}: {counts or 'nothing to say'}\n"


def _many(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
