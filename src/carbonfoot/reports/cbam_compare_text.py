"""Suppliers of one good under CBAM side by side, for people."""

from __future__ import annotations

from math import isnan
from typing import TYPE_CHECKING

from carbonfoot.cbam.codes import spaced
from carbonfoot.quantities.numbers import format_number
from carbonfoot.reports.cbam_cost_words import say
from carbonfoot.reports.style import fixed, lines_of, percent, right
from carbonfoot.reports.width import fit, safe

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
    rows += ["", style.bold(_row(say("supplier", style.lang), heads, style, found))]
    names = [f"{one.supplier}, {one.cost.country}" for one in found.offers]
    for name, one in zip(names, found.offers, strict=True):
        rows.append(_row(name if names.count(name) == 1 else one.file, _offer(one, found), style, found))
    rows += ["", *_defaults(found, style), ""]
    order = say("by-certificates" if found.by_certificates else "by-scope", style.lang)
    notes = [say("compare-unit", style.lang), order, say("note-benchmarks", style.lang)]
    if not found.priced and any(one.good.prices for one in found.offers):
        notes.insert(2, say("compare-before", style.lang))
    return "\n".join([*rows, *(row for note in notes for row in lines_of(note, style.width, 2))]) + "\n"


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


def _defaults(found: Comparison, style: Style) -> list[str]:
    """The default value of each country, lowest first."""
    ways = {one.cost.country: one.year.default for one in found.offers if one.year.default is not None}
    rows = []
    for country, way in sorted(ways.items(), key=lambda pair: (pair[1].certificates, pair[0])):
        name = say("c-default-row", style.lang).format(country=country)
        rows.append(_row(name, ["", "", _see(way.see), percent(1.0), "", *_way(way, found)], style, found))
    return rows


def _row(name: str, cells: list[str], style: Style, found: Comparison) -> str:
    sizes = SIZES if found.priced else SIZES[:-1]
    room = style.width - sum(sizes) - 2
    return f"  {fit(safe(name), room)}" + "".join(map(right, cells, sizes))
