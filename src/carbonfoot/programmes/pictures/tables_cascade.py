"""The numbers of the cascade, every year beside the others: each way of tonnes, and whose tonnes arrive where."""

from __future__ import annotations

from carbonfoot.declarations.content import Cell, Column, Table
from carbonfoot.programmes.pictures.reading import Data, at, called, flows, incomplete, measures, members
from carbonfoot.programmes.pictures.tables import numbers
from carbonfoot.programmes.told.words_pictures import label, say, tier_name

MOST_ROWS = 400
"""Rows of a table; those below the largest stand in a last row together."""


def ways(data: Data, years: list[int], lang: str) -> Table:
    """Every way from who acts or a product to the next or out, by tier of who acts; what adds has rows of its own."""
    who = members(data)
    products = {int(one["number"]): one for one in data.get("products") or []}
    rows: list[tuple[list[Cell], list[float | None]]] = []
    for one in [] if incomplete(data) else (data.get("cascade") or {}).get("routes") or []:
        member, source, target = one.get("from_member"), one.get("from_product"), one.get("to_product")
        start = called(who.get(str(member), {"id": member}) if source is None else products[source], lang)
        end = say("leaves", lang) if target is None else called(products[target], lang)
        tier = one.get("by_tier")
        by = tier_name("none" if tier is None else str(tier), lang)
        for key in ("avoided", "added"):
            found = [at(one.get(key), year) for year in years]
            if any(found):
                rows.append(([start, end, by, say(key, lang)], found))
    heads = [Column(say(key, lang)) for key in ("way from", "way to", "who", "effect")]
    return _table(f"{say('ways', lang)}, t CO2e", heads, rows, years, lang)


def arriving(data: Data, years: list[int], lang: str) -> Table:
    """Whose tonnes leave in which product; below zero where they add."""
    named, who = measures(data), members(data)
    products = {int(one["number"]): one for one in data.get("products") or []}
    sums: dict[tuple[str, int], list[float | None]] = {}
    for place, year in enumerate(years):
        for flow in flows(data, year):
            member = str(named.get(flow.measure, {}).get("member") or "")
            row = sums.setdefault((member, flow.product), [None] * len(years))
            row[place] = (row[place] or 0.0) + flow.tonnes
    rows = []
    for (member, number), found in sums.items():
        one = who.get(member, {"id": member})
        tier = one.get("tier")
        by = tier_name("none" if tier is None else str(tier), lang)
        cells: list[Cell] = [called(one, lang), by, called(products[number], lang)]
        rows.append((cells, found))
    rows.sort(key=lambda one: -abs(one[1][-1] or 0.0))
    heads = [Column(label(key, lang)) for key in ("who", "tier", "arrives in")]
    return _table(f"{say('arriving', lang)}, t CO2e", heads, rows, years, lang, summed=True)


def _table(
    caption: str,
    heads: list[Column],
    rows: list[tuple[list[Cell], list[float | None]]],
    years: list[int],
    lang: str,
    *,
    summed: bool = False,
) -> Table:
    kept, rest = rows[:MOST_ROWS], rows[MOST_ROWS:]
    empty: list[Cell] = [""] * (len(heads) - 1)
    if rest:
        kept = [*kept, ([say("others", lang, count=str(len(rest))), *empty], _sums(rest, len(years)))]
    if summed and rows:
        kept = [*kept, ([say("total", lang), *empty], _sums(rows, len(years)))]
    columns = [numbers([found[place] for _, found in kept]) for place in range(len(years))]
    body = tuple((*cells, *(column[place] for column in columns)) for place, (cells, _) in enumerate(kept))
    return Table(caption, (*heads, *(Column(str(year), numeric=True) for year in years)), body)


def _sums(rows: list[tuple[list[Cell], list[float | None]]], count: int) -> list[float | None]:
    return [sum(found[place] or 0.0 for _, found in rows) for place in range(count)]
