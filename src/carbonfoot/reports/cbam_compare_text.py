"""Suppliers of one good under CBAM side by side, for people."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from carbonfoot.cbam.codes import spaced
from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.cbam_cost_words import say
from carbonfoot.reports.style import fixed, lines_of, percent, right
from carbonfoot.reports.width import display_width, fit, safe

if TYPE_CHECKING:
    from carbonfoot.cbam.compare import Comparison, Offer
    from carbonfoot.cbam.cost import Way
    from carbonfoot.reports.style import Style

SIZES = (8, 9, 9, 9, 8, 9, 9)
"""Columns of the numbers: direct, indirect, in scope, default share, MWh/t, certificates, EUR."""

SEE, EUR, DIGITS = 4, 2, 6
HEADS = ("c-direct", "c-indirect", "c-scope", "c-default-share", "c-power", "c-certificates", "c-eur")


def compare_text(found: Comparison, cn: str, price: float, style: Style) -> str:
    """Suppliers, best first, then the default value of each country."""
    title = say("compare-title", style.lang).format(cn=spaced(cn))
    rows = lines_of(f"CBAM · {title}", style.width)
    rows[0] = style.bold(rows[0])
    told = say("compare-year", style.lang).format(year=found.year)
    if found.priced:
        told = say("title", style.lang).format(year=found.year, price=format_number(price, DIGITS))
    rows += lines_of(told, style.width)
    heads = [say(key, style.lang) for key in HEADS]
    names, defaults = _names(found, style), _defaults(found, style)
    sizes = SIZES if found.priced else SIZES[:-1]
    room = style.width - sum(sizes) - 2
    stacked = any(display_width(safe(name)) >= room for name in (*names, *(name for name, _ in defaults)))
    rows += ["", style.bold(_row(say("supplier", style.lang), heads, room, sizes))]
    for name, one in zip(names, found.offers, strict=True):
        rows += _named(name, _offer(one, found), room, sizes, style if stacked else None)
    if defaults:
        rows.append("")
    for name, cells in defaults:
        rows += _named(name, cells, room, sizes, style if stacked else None)
    return "\n".join([*rows, "", *_notes(found, style)]) + "\n"


def _notes(found: Comparison, style: Style) -> list[str]:
    """What the numbers rest on."""
    notes = [say("compare-unit", style.lang)]
    notes.append(say("by-certificates" if found.by_certificates else "by-scope", style.lang))
    if not found.priced and any(one.good.prices for one in found.offers):
        notes.append(say("compare-before", style.lang))
    notes += dict.fromkeys(f"{one.cost.country}: {one.exempt}" for one in found.offers if one.exempt)
    for year in dict.fromkeys(one.cost.stated_for for one in found.offers):
        if year != found.year:
            notes.append(say("note-stated-for", style.lang).format(year=year, asked=found.year))
    notes += [say("note-verified", style.lang), say("note-benchmarks", style.lang)]
    return [row for note in notes for row in lines_of(note, style.width, 2)]


def _names(found: Comparison, style: Style) -> list[str]:
    """Supplier, country and good; its code where they are of several, its file where all of that is equal."""
    several = len({one.good.cn for one in found.offers}) > 1
    names = []
    for one in found.offers:
        called = one.cost.name_ko if style.lang == "ko" and one.cost.name_ko else one.good.name
        code = spaced(one.good.cn) if several or not called else ""
        good = " ".join(filter(None, (called, code)))
        names.append(f"{one.supplier}, {one.cost.country} · {good}")
    return [
        name if names.count(name) == 1 else f"{name} ({one.file})"
        for name, one in zip(names, found.offers, strict=True)
    ]


def _offer(offer: Offer, found: Comparison) -> list[str]:
    see = offer.good.see
    share = see.default_share_in_scope
    return [
        _see(see.direct),
        _see(see.indirect),
        _see(see.in_scope),
        "–" if isnan(share) else percent(share),
        _see(see.electricity),
        *_way(offer.year.actual, found),
    ]


def _see(number: float) -> str:
    return "–" if isnan(number) else fixed(number, SEE)


def _way(way: Way | None, found: Comparison) -> list[str]:
    if way is None:
        return ["–", "–"]
    return [fixed(way.certificates, SEE), fixed(way.eur, EUR) if found.priced else "–"]


def _defaults(found: Comparison, style: Style) -> list[tuple[str, list[str]]]:
    """The default values of each country and code, lowest first; what cannot be told last."""
    ways: dict[tuple[str, str], tuple[Way | None, list[str]]] = {}
    for one in found.offers:
        if one.exempt:
            continue
        way = one.year.default
        row = "" if way is None or way.default is None else f"{way.default.row} {way.certificates!r}"
        _, codes = ways.setdefault((one.cost.country, row), (way, []))
        if spaced(one.good.cn) not in codes:
            codes.append(spaced(one.good.cn))
    countries = [country for country, _ in ways]
    rows = []
    for (country, _), (way, codes) in sorted(ways.items(), key=_lowest_first):
        name = say("c-default-row", style.lang).format(country=country)
        if countries.count(country) > 1:
            name += f" · {', '.join(sorted(codes))}"
        see, share = ("–", "–") if way is None else (_see(way.see), percent(1.0))
        rows.append((name, ["", "", see, share, "", *_way(way, found)]))
    return rows


def _lowest_first(pair: tuple[tuple[str, str], tuple[Way | None, list[str]]]) -> tuple[bool, float, str, str]:
    (country, row), (way, _) = pair
    return way is None, 0.0 if way is None else way.certificates, country, row


def _named(
    name: str, cells: list[str], room: int, sizes: tuple[int, ...], stacked: Style | None
) -> list[str]:
    """The numbers beside their name, or below it where there is no room for one of the names."""
    if stacked is None:
        return [_row(name, cells, room, sizes)]
    above = [f"  {row}" for row in lines_of(safe(name), stacked.width - 2)]
    return [*above, _row("", cells, room, sizes)]


def _row(name: str, cells: list[str], room: int, sizes: tuple[int, ...]) -> str:
    return f"  {fit(safe(name), room)}" + "".join(map(right, cells, sizes))
