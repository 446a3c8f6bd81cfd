"""A calculated installation for a person at a terminal: its goods first, then the path from meters to numbers."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from carbonfoot.cbam.model import GoodResult, Outcome, Result
from carbonfoot.cbam.names import korean_name
from carbonfoot.factors.library import Library
from carbonfoot.reports.attribution import about_pack
from carbonfoot.reports.cbam_json import compositions
from carbonfoot.reports.installation_draw import DIGITS, UNKNOWN, Draw, code, rounded
from carbonfoot.reports.installation_process import processes
from carbonfoot.reports.installation_sources import heat, power, precursors, prices, streams
from carbonfoot.reports.pointer import pointer
from carbonfoot.reports.style import Style, lines_of, paragraph
from carbonfoot.reports.width import safe

PACK = "cbam-2026"


def render(
    outcome: Outcome, library: Library, style: Style, top: int | None = None, *, quiet: bool = False
) -> str:
    """The report as text that ends in a line feed; "" where the document was refused."""
    result = outcome.result
    if result is None:
        return ""
    draw = Draw(style, result, top)
    rows = [
        *head(result, draw),
        *goods(result, draw),
        *streams(result, draw),
        *heat(result, draw),
        *power(result, draw),
        *precursors(result, draw),
        *processes(result, draw),
        *_foot(library, draw),
        *pointer(outcome.findings, style, quiet),
    ]
    return "\n".join(row.rstrip() for row in rows) + "\n"


def head(result: Result, draw: Draw) -> list[str]:
    """Which installation it is, and what it emits in whole tonnes."""
    style, about = draw.style, result.installation.installation
    name = about.name_ko if style.lang == "ko" and about.name_ko else about.name
    operator = about.operator
    owner = "" if operator is None else operator.name
    if operator is not None and style.lang == "ko":
        owner = operator.name_ko or owner
    line = [f"{draw.word('site in')} {about.country}", str(result.year), owner, about.economic_activity or ""]
    said = (", " if style.plain else " · ").join(filter(None, line))
    indirect = UNKNOWN if isnan(result.indirect) else rounded(result.indirect, 0)
    totals = draw.word("totals", direct=rounded(result.direct, 0), indirect=indirect)
    if result.biogenic:
        totals += f"; {draw.word('biogenic', number=rounded(result.biogenic, 0))}"
    return [
        *(style.bold(row) for row in lines_of(safe(f"{name}  {about.id}"), style.width)),
        *lines_of(safe(said), style.width),
        "",
        *(style.bold(f"  {row}") for row in lines_of(safe(totals), style.width - 2)),
    ]


def goods(result: Result, draw: Draw, chosen: Sequence[int] | None = None) -> list[str]:
    """What a tonne of each good carries, and what of it counts."""
    sizes = [one.see.total * (one.amount or 1.0) for one in result.goods]
    shown, rest = (chosen, 0) if chosen is not None else draw.largest(sizes)
    if not shown:
        return []
    rows = ["", *map(draw.style.bold, draw.columns(draw.word("goods"), 0))]
    for index in shown:
        rows += _good(result, result.goods[index], draw)
    return rows + draw.others(rest)


def _good(result: Result, one: GoodResult, draw: Draw) -> list[str]:
    rows = draw.note("  ".join(filter(None, (code(one.cn), name_of(result, one, draw)))), 2)
    unit = "t" if one.unit != "MWh" else one.unit
    rows += draw.embedded(draw.word("per", unit=unit), one.see, 4)
    if one.unit != unit:
        rows += draw.embedded(draw.word("per", unit=one.unit), one.per_unit, 4)
    for name, content, see in compositions(result, one):
        label = draw.word("composition", name=name, content=draw.plain(content, DIGITS), unit=one.unit)
        rows += draw.embedded(label, see, 6)
    about = [
        _scope(one, draw),
        draw.word("no indirect") if isnan(one.see.indirect) else "",
        _electricity(result, one, draw, unit),
        draw.word("content", number=draw.plain(one.content, DIGITS), unit=one.unit)
        if one.unit != unit
        else "",
        draw.word("made", amount=f"{draw.plain(one.amount)} {unit}") if one.amount is not None else "",
        draw.word("route", route=one.route) if one.route else "",
    ]
    process = result.processes[one.process]
    if len(result.processes) > 1:
        about.append(draw.word("made by", process=draw.named(process.name)))
    rows += draw.note("; ".join(filter(None, about)), 4)
    if one.prices:
        key = "price" if unit == "t" else "price unit"
        rows += draw.note(draw.word(key, prices=prices(one.prices, draw), unit=unit), 4)
    return rows


def _electricity(result: Result, one: GoodResult, draw: Draw, unit: str) -> str:
    """MWh per unit with those of precursors; those of the process alone where the others are not known."""
    own = result.processes[one.process].own.electricity * one.content
    if isnan(one.see.electricity) and not isnan(own):
        return draw.word("electricity own", number=draw.rate(own), unit=unit)
    if isnan(one.see.electricity) and isnan(one.see.indirect):
        return ""
    return draw.word("electricity per", number=draw.rate(one.see.electricity), unit=unit)


def name_of(result: Result, one: GoodResult, draw: Draw) -> str:
    """The name of a good in the language of the report; the act's words where it has none."""
    korean = korean_name(result, one) if draw.style.lang == "ko" else ""
    return korean or one.name or one.good.description


def _scope(one: GoodResult, draw: Draw) -> str:
    """What of a good is in scope, and whether precursors change it."""
    counted = one.see.indirect_in_scope
    if one.good.annex_ii:
        return draw.word("annex ii and", number=draw.rate(counted)) if counted else draw.word("annex ii")
    left = one.see.indirect - counted
    if left > 1e-9 * max(one.see.indirect, 1e-9):
        return draw.word("both but", number=draw.rate(left))
    return draw.word("both")


def _foot(library: Library, draw: Draw) -> list[str]:
    style = draw.style
    decimals = str(draw.decimals)
    rows = ["", *paragraph(style, "method", draw.word("method"))]
    rows += paragraph(style, "", draw.word("rounded", decimals=decimals))
    if draw.top is not None:
        rows += paragraph(style, "", draw.word("top", top=str(draw.top)))
    if PACK in library.packs():
        rows += paragraph(style, "cbam sources", f"{PACK}: {about_pack(library, PACK)['attribution']}")
    return rows
