"""What imports cost under CBAM, for people: actual values beside the default value, and the years to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from carbonfoot.cbam.codes import spaced
from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.cbam_cost_groups import grouped, together
from carbonfoot.reports.cbam_cost_words import say
from carbonfoot.reports.style import fixed, lines_of, percent, right
from carbonfoot.reports.width import display_width, fit, safe

if TYPE_CHECKING:
    from carbonfoot.cbam.cost import GoodCost, Way, YearCost
    from carbonfoot.cbam.free_allocation import Term
    from carbonfoot.reports.style import Style

NUMBER = 14
LABEL = 34
HEAD = 10
"""Columns of a number, of the words of a row, of the words before a paragraph."""

SEE, EUR = 4, 2
"""Decimals of tonnes per tonne, and of money."""

DIGITS = 6


def cost_text(goods: list[GoodCost], year: int, price: float, least: float, style: Style) -> str:
    """Every good in the year asked for, then by year; `least`: threshold of an importer and year, t."""
    title = say("title", style.lang).format(year=year, price=format_number(price, DIGITS))
    rows = [style.bold(f"CBAM · {title}")]
    for alike in grouped(goods):
        rows += ["", *_block(alike, year, style)]
    notes = _notes(goods, year, least, style)
    return "\n".join([*rows, *([""] if notes else []), *notes]) + "\n"


def _name(good: GoodCost, style: Style) -> str:
    return good.name_ko if style.lang == "ko" and good.name_ko else good.name


def _block(alike: list[GoodCost], year: int, style: Style) -> list[str]:
    """Goods with the same numbers of a tonne; those of a year are of all of them together."""
    rows: list[str] = []
    for good in alike:
        words = [safe(_name(good, style)), spaced(good.cn), safe(good.country)]
        if len(alike) > 1 and good.tonnes is not None:
            words.append(_tonnes(good.tonnes, style))
        rows += [style.bold(row) for row in lines_of(" · ".join(filter(None, words)), style.width)]
    good = alike[0]._replace(tonnes=together(alike))
    asked = good.of(year)
    scope = say(good.good.scope, style.lang) if good.good is not None and good.good.scope else ""
    tonnes = say("no-quantity", style.lang)
    if good.tonnes is not None:
        tonnes = _tonnes(good.tonnes, style)
        tonnes = say("together", style.lang).format(tonnes=tonnes) if len(alike) > 1 else tonnes
    rows += lines_of(" · ".join(filter(None, (scope, tonnes))), style.width)
    if asked.actual is None and asked.default is None:
        return rows
    rows += ["", *_sides(good, asked, style), *_worth(good, asked, style)]
    rows += ["", *_why(asked, style)]
    return [*rows, "", *_years(good, style)]


def _tonnes(number: float, style: Style) -> str:
    return say("a-year", style.lang).format(tonnes=format_number(number, DIGITS))


def _sides(good: GoodCost, asked: YearCost, style: Style) -> list[str]:
    """Actual and default, line by line."""
    ways = (asked.actual, asked.default)
    rows = [_row("", [say("actual", style.lang), say("default", style.lang)], style)]
    known = [way.see if way is not None else None for way in ways]
    known[0] = good.see if known[0] is None else known[0]
    lines: list[tuple[str, list[str]]] = [
        ("see", ["–" if one is None else _grouped(fixed(one, SEE)) for one in known]),
        ("free", [_number(way, -way.free.value if way else 0.0, SEE) for way in ways]),
    ]
    if any(way is not None and way.paid_eur for way in ways):
        lines.append(("paid", [_number(way, -way.paid_eur / way.price if way else 0.0, SEE) for way in ways]))
    lines.append(("certificates", [_number(way, way.certificates if way else 0.0, SEE) for way in ways]))
    lines.append(("eur", [_number(way, way.eur if way else 0.0, EUR) for way in ways]))
    if good.tonnes is not None:
        many = good.tonnes
        lines.append(
            (
                "certificates-year",
                [_number(way, way.certificates * many if way else 0.0, EUR) for way in ways],
            )
        )
        lines.append(("eur-year", [_number(way, way.eur * many if way else 0.0, EUR) for way in ways]))
    return [*rows, *(_row(say(key, style.lang), cells, style) for key, cells in lines)]


def _number(way: Way | None, number: float, decimals: int) -> str:
    return "–" if way is None else _grouped(fixed(number, decimals))


def _grouped(text: str) -> str:
    """Thousands apart, as nobody can count seven digits; a blank, for a comma is a decimal sign to many."""
    sign, digits = ("-", text[1:]) if text.startswith("-") else ("", text)
    whole, point, rest = digits.partition(".")
    return f"{sign}{int(whole):,}".replace(",", " ") + point + rest


def _row(label: str, cells: list[str], style: Style) -> str:
    room = min(LABEL, style.width - NUMBER * len(cells) - 2)
    return f"  {fit(label, room)}" + "".join(right(cell, NUMBER) for cell in cells)


def _worth(good: GoodCost, asked: YearCost, style: Style) -> list[str]:
    if asked.worth is None or asked.actual is None:
        return []
    each = asked.worth * asked.actual.price
    key = "worth" if each >= 0 else "costs"
    text = say(key, style.lang).format(eur=_grouped(fixed(abs(each), EUR)))
    if good.tonnes is not None:
        text += say(f"{key}-year", style.lang).format(eur=_grouped(fixed(abs(each) * good.tonnes, EUR)))
    return [style.bold(row) for row in lines_of(f"  {text}", style.width, 2)]


def _why(asked: YearCost, style: Style) -> list[str]:
    """Where free allocation, the default value and the money paid are from."""
    rows: list[str] = []
    for way in (asked.actual, asked.default):
        if way is None:
            continue
        factor = way.free.factors.product
        whole = len(way.free.terms) == 1
        terms = [
            _term(term, factor, style, whole=whole)
            for term in way.free.terms
            if term.number or term.kind == "own"
        ]
        if terms:
            rows += _paragraph("why-free", f"{say(way.kind, style.lang)}: {'; '.join(terms)}", style)
        for _, doubt in way.free.doubts:
            rows += _paragraph("", doubt, style)
        if way.default is not None:
            row = way.default
            share = format_number(row.markup * 100, DIGITS)
            text = say("default-row", style.lang).format(
                base=format_number(row.total, DIGITS),
                markup=share,
                value=format_number(row.value, DIGITS),
                row=f"{row.row} ({row.edition})",
            )
            rows += _paragraph("why-default", text, style)
        if way.paid:
            money = ", ".join(f"{format_number(paid, DIGITS)} {one}/t" for one, paid in way.paid.items())
            text = f"{money} = {format_number(way.paid_eur, DIGITS)} EUR/t"
            rows += _paragraph("why-paid", text, style)
    return rows


def _term(term: Term, factor: float, style: Style, *, whole: bool) -> str:
    """`1.5679 Wire rod = 1.1765 x 0.975 x column B 1.367, route C`; what is of the whole good goes without a name."""
    name = say("own", style.lang) if term.kind == "own" else safe(term.name)
    if whole and term.kind in ("default", "stated") and term.mass == 1.0:
        name = say("as-stated", style.lang) if term.kind == "stated" else ""
    times = [format_number(term.number / term.each, DIGITS)] if term.each and term.number != term.each else []
    if term.benchmark is None:
        times += [format_number(term.each, DIGITS)] if times else []
    else:
        value = format_number(term.benchmark.value, DIGITS)
        column = say("column", style.lang).format(column=term.benchmark.column, value=value)
        route = term.benchmark.route and say("route", style.lang).format(route=term.benchmark.route)
        times += [format_number(factor, DIGITS), f"{column}{route}"]
    made = f" = {' x '.join(times)}" if times else ""
    return f"{fixed(term.number, SEE)}{' ' if name else ''}{name}{made}"


def _paragraph(key: str, text: str, style: Style) -> list[str]:
    label = say(key, style.lang) if key else ""
    lines = lines_of(text, style.width - HEAD - 2)
    return [f"  {fit(label if not at else '', HEAD)}{line}" for at, line in enumerate(lines)]


def _years(good: GoodCost, style: Style) -> list[str]:
    heads = ["year", "factor", "eur-actual", "eur-default", "worth-t"]
    if good.tonnes is not None:
        heads.append("worth-a")
    words = [say(key, style.lang) for key in heads]
    sizes = [max(7, display_width(words[0]) + 2), *(max(12, display_width(word) + 2) for word in words[1:])]
    rows = [_columns(words, sizes)]
    for one in good.years:
        each = None if one.worth is None or one.actual is None else one.worth * one.actual.price
        cells = [
            f"{one.year}{'*' if one.carried else ' '}",
            percent(one.factor),
            "–" if one.actual is None else _grouped(fixed(one.actual.eur, EUR)),
            "–" if one.default is None else _grouped(fixed(one.default.eur, EUR)),
            "–" if each is None else _grouped(fixed(each, EUR)),
        ]
        if good.tonnes is not None:
            cells.append("–" if each is None else _grouped(fixed(each * good.tonnes, 0)))
        rows.append(_columns(cells, sizes))
    return rows


def _columns(cells: list[str], sizes: list[int]) -> str:
    return "  " + fit(cells[0], sizes[0]) + "".join(map(right, cells[1:], sizes[1:]))


def _notes(goods: list[GoodCost], year: int, least: float, style: Style) -> list[str]:
    """What the numbers rest on, once for all goods; nothing where there are none."""
    if all(one.actual is None and one.default is None for good in goods for one in good.years):
        return []
    stated = dict.fromkeys(good.stated_for for good in goods if good.of(year).actual is not None)
    told = [say("note-stated-for", style.lang).format(year=one, asked=year) for one in stated if one != year]
    if any(one.carried for good in goods for one in good.years):
        told.append(say("note-carried", style.lang))
    told += [say("note-verified", style.lang)] if stated else []
    told.append(say("note-same", style.lang))
    shares: dict[str, list[str]] = {}
    for good in goods:
        if good.unverified and good.of(year).actual is not None:
            text = say("note-not-verified", style.lang).format(names=safe(", ".join(good.unverified)))
            told.append(f"{safe(good.name)}: {text}")
        if good.default_share and good.of(year).actual is not None:
            share = percent(good.default_share)
            text = say("note-default-precursors", style.lang).format(share=share, year=good.stated_for)
            shares.setdefault(text, []).append(safe(_name(good, style)) or spaced(good.cn))
    told += [f"{', '.join(names)}: {text}" for text, names in shares.items()]
    if any(one.actual is not None and one.actual.paid for good in goods for one in good.years):
        told.append(say("note-paid-default", style.lang))
    told.append(say("note-benchmarks", style.lang))
    told.append(say("note-de-minimis", style.lang).format(tonnes=format_number(least, DIGITS)))
    return [row for text in told for row in lines_of(text, style.width, 2)]
