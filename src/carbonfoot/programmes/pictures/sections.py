"""Sections of the page: pictures, each with the table of its numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from carbonfoot.declarations.content import Block, Bullets, Column, Facts, Number, Paragraph, Table
from carbonfoot.declarations.html.escape import escaped
from carbonfoot.programmes.pictures import tables, tables_cascade
from carbonfoot.programmes.pictures.compact import block, table
from carbonfoot.programmes.pictures.macc import macc
from carbonfoot.programmes.pictures.money import money_flow
from carbonfoot.programmes.pictures.path import path
from carbonfoot.programmes.pictures.reading import (
    Data,
    at,
    called,
    decimals_for,
    measures,
    members,
    shown,
    years_with_measures,
)
from carbonfoot.programmes.pictures.sankey import sankey
from carbonfoot.programmes.pictures.tables_beside import closing_blocks, credits_blocks, trading_blocks
from carbonfoot.programmes.pictures.waterfall import unit_of, waterfall
from carbonfoot.programmes.told.lines import percent
from carbonfoot.programmes.told.words_pictures import label, say, tier_name

PICTURED = 4
"""Finished products with pictures of their own; all stand in the tables."""

OPEN = 15
"""Rows of a table that is not folded."""

WIDE, NARROW = 880.0, 350.0


class Section(NamedTuple):
    """Part of the page; one without a body is left out."""

    key: str
    title: str
    body: str


def sections(data: Data, findings: list[Data], years: list[int], lang: str) -> list[Section]:
    """All of them, in their order."""
    made = {
        "overview": _overview(data, lang),
        "products": _products(data, years, lang),
        "cascade title": _cascade(data, years, lang),
        "measures": _measures(data, years, lang),
        "money": _money(data, lang),
        "macc": _macc(data, lang),
        "targets": _targets(data, lang),
        "credits": _beside(data, "credits", lang),
        "trading": _beside(data, "trading", lang),
        "basis": _basis(data, lang),
        "findings": _findings(findings, lang),
    }
    return [Section(key.partition(" ")[0], say(key, lang), body) for key, body in made.items()]


def _both(draw: Callable[[float], str]) -> str:
    """A picture for a broad page and one for a telephone; the style sheet shows one of them."""
    return f'<div class="wide-only">{draw(WIDE)}</div>\n<div class="narrow">{draw(NARROW)}</div>\n'


def _each_year(years: list[int], draw: Callable[[int], str], head: str = "") -> str:
    """What `draw` makes of each year, of which the page shows one; `head` is a paragraph before the year."""
    inside = (
        f'<div class="in-year in-{year}">\n'
        + (f'<p class="of-year">{escaped(head)} {year}</p>\n' if head else "")
        + f"{draw(year)}</div>\n"
        for year in years
    )
    return "".join(inside)


def _folded(title: str, given: Table) -> str:
    """A table behind its title, which is not shown twice."""
    return f"<details><summary>{escaped(title)}</summary>\n{table(given, title)}\n</details>\n"


def _overview(data: Data, lang: str) -> str:
    totals = data.get("totals") or {}
    rows: list[tuple[str, Number | str]] = []
    if data.get("years"):
        year = data["years"][-1]
        ends = [at(totals.get(key), year) for key in ("emitted_before", "emitted_after", "avoided")]
        decimals = decimals_for(ends)
        words = ("before", "after", "avoided")
        rows += [
            (f"{say(word, lang)}, {year}", Number(shown(number, decimals), say("t a year", lang)))
            for word, number in zip(words, ends, strict=True)
            if number is not None
        ]
    rows += [
        (say(f"number of {key}", lang), str(len(data.get(key) or [])))
        for key in ("members", "products", "measures")
    ]
    note = "" if totals.get("complete", True) else block(Paragraph((say("no total", lang),))) + "\n"
    title = f"<h3>{escaped(say('path title', lang))}, {escaped(say('t a year', lang))}</h3>\n"
    path_of_all = title + _both(lambda width: path(data, None, lang, width, 0))
    caption = say("t a year", lang)
    series = [(say(word, lang), totals.get(key)) for word, key in _TOTALS]
    numbers = tables.by_years(caption, series, [int(one) for one in data.get("years") or []], lang)
    return note + block(Facts(tuple(rows))) + "\n" + path_of_all + block(numbers) + "\n"


_TOTALS = (("before", "emitted_before"), ("after", "emitted_after"), ("avoided", "avoided"))


def _products(data: Data, years: list[int], lang: str) -> str:
    products = data.get("products") or []
    finished = [one for one in products if one.get("finished")][:PICTURED]
    shown_of: list[Data | None] = [*finished, None]

    def pictures(year: int) -> str:
        return "".join(
            f"<h3>{escaped(_of(one, lang))}, {escaped(unit_of(one, lang))}</h3>\n"
            + _both(lambda width, one=one: waterfall(data, year, lang, one, width))  # type: ignore[misc]
            for one in shown_of
        )

    told = (
        tables.effects(
            data,
            years_with_measures(data),
            one,
            f"{_of(one, lang)}: {say('by measure', lang)}, {unit_of(one, lang)}",
            lang,
        )
        for one in shown_of
    )
    folded = "".join(_folded(one.caption, one) for one in told)

    series = [
        tables.by_years(
            f"{called(one, lang)}: {say('by year', lang)}, {unit_of(one, lang)}",
            [(say(key, lang), one.get(key)) for key in ("before", "after", "volume")],
            [int(year) for year in data.get("years") or []],
            lang,
        )
        for one in finished
    ]
    body = (
        _each_year(years, pictures, say("year", lang))
        + folded
        + "".join(_folded(one.caption, one) for one in series)
    )
    table_of_all = _all_products(data, lang)
    told_all = block(table_of_all) if len(products) <= OPEN else _folded(table_of_all.caption, table_of_all)
    return body + told_all + "\n" if products else ""


def _of(product: Data | None, lang: str) -> str:
    return say("in programme", lang) if product is None else called(product, lang)


def _all_products(data: Data, lang: str) -> Table:
    """Every part, module and finished product, in the base year and in the last."""
    products = data.get("products") or []
    first, last = (data.get("years") or [0])[0], (data.get("years") or [0])[-1]
    who, rows = members(data), []
    ends = [("before", first), ("before", last), ("after", last)]
    for one in products:
        cells = tables.numbers([at(one.get(key), year) for key, year in ends])
        before, after = (at(one.get(key), last) for key in ("before", "after"))
        change = (
            "" if before is None or after is None else percent(before, after).replace("-", "\N{MINUS SIGN}")
        )
        (amount,) = tables.numbers([at(one.get("volume"), last)])
        kind = say("finished" if one.get("finished") else "part", lang)
        maker = who.get(str(one.get("member")), {"id": one.get("member")})
        tier = maker.get("tier")
        rows.append(
            (
                called(one, lang), called(maker, lang), tier_name("none" if tier is None else str(tier), lang), kind,
                str(one.get("unit") or ""), *cells, Number(change), amount,
            )
        )  # fmt: skip
    heads = [Column(label(key, lang)) for key in ("product", "member", "tier", "kind", "unit")]
    heads += [Column(f"{say(key, lang)}, {year}", numeric=True) for key, year in ends]
    heads += [
        Column(say("change", lang), numeric=True),
        Column(f"{say('volume', lang)}, {last}", numeric=True),
    ]
    return Table(f"{say('all products', lang)}, kg CO2e", tuple(heads), tuple(rows))


def _cascade(data: Data, years: list[int], lang: str) -> str:
    if not data.get("products"):
        return ""

    def pictures(year: int) -> str:
        title = f"<h3>{escaped(say('cascade', lang, year=str(year)))}</h3>\n"
        return title + _both(lambda width: sankey(data, year, lang, width))

    every = years_with_measures(data)
    told = [tables_cascade.ways(data, every, lang), tables_cascade.arriving(data, every, lang)]
    folded = "".join(_folded(one.caption, one) for one in told if one.rows)
    return _each_year(years, pictures) + folded + _tiers(data, lang)


def _tiers(data: Data, lang: str) -> str:
    given = (data.get("cascade") or {}).get("tiers") or []
    if not given:
        return ""
    return "".join(
        f"{block(one)}\n"
        for one in tables.tier_blocks(given, [int(y) for y in data["years"]], _currency(data), lang)
    )


def _measures(data: Data, years: list[int], lang: str) -> str:
    if not data.get("measures"):
        return f"<p>{escaped(say('no measures', lang))}</p>\n"
    few = sorted({years[0], years[len(years) // 2], years[-1]}) if years else []
    return block(tables.measure_table(data, few, lang)) + "\n"


def _currency(data: Data) -> str:
    return str((data.get("money") or {}).get("currency") or "")


def _money(data: Data, lang: str) -> str:
    money = data.get("money")
    if not money:
        return f"<p>{escaped(say('no money', lang))}</p>\n"
    rest = {key: one for key, one in money.items() if key not in ("payments", "macc", "not_on_macc")}
    said = escaped(say("money flow", lang))
    drawn = (
        f"<h3>{said}, {escaped(_currency(data))}</h3>\n"
        f'<div class="swipe" tabindex="0" role="region" aria-label="{said}">{money_flow(data, lang)}</div>\n'
    )
    blocks: list[Block] = [tables.payments(data, lang)] if money.get("payments") else []
    blocks += [tables.cash(data, lang)] if any(one.get("cash") for one in money.get("measures") or []) else []
    blocks += tables.other(f"{say('money', lang)}, {_currency(data)}", _with_names(rest, data, lang), lang)
    return drawn + "".join(f"{block(one)}\n" for one in blocks)


def _with_names(given: Data, data: Data, lang: str) -> Data:
    """Lists of members and measures with names in place of ids; cash stands in a table of its own."""
    found = dict(given)
    for key, where, of in (
        ("members", "id", "members"),
        ("measures", "id", "measures"),
        ("reaches", "from", "members"),
    ):
        named = {str(one["id"]): called(one, lang) for one in data.get(of) or []}
        if isinstance(found.get(key), list):
            found[key] = [
                {
                    name: named.get(str(value), value) if name == where else value
                    for name, value in one.items()
                    if name != "cash"
                }
                for one in found[key]
            ]
    return found


def _macc(data: Data, lang: str) -> str:
    if not (data.get("money") or {}).get("macc"):
        return ""
    drawn = _both(lambda width: macc(data, lang, width))
    return drawn + block(tables.curve(data, lang)) + "\n"


def _targets(data: Data, lang: str) -> str:
    body = ""
    for place, one in enumerate(data.get("targets") or [], 1):
        body += f"<h3>{escaped(str(one.get('id') or ''))}, {escaped(str(one.get('unit') or ''))}</h3>\n"
        body += _both(lambda width, one=one, place=place: path(data, one, lang, width, place))  # type: ignore[misc]
        body += f"{block(tables.target(one, lang))}\n"
        body += "".join(f"{block(found)}\n" for found in closing_blocks(one, data, lang))
    return body


def _beside(data: Data, key: str, lang: str) -> str:
    """Credits and trading as their ledgers tell them, with the sentence that they are beside footprints."""
    if not data.get(key):
        return ""
    blocks = credits_blocks(data, lang) if key == "credits" else trading_blocks(data, lang)
    told = "".join(f"{block(one)}\n" for one in blocks)
    return f'<p class="beside-it">{escaped(say(f"{key} beside", lang))}</p>\n{told}'


def _basis(data: Data, lang: str) -> str:
    """What holds for all numbers; of measures that act on nothing else only how many there are."""
    given = data.get("basis") or {}
    notes = given.get("notes_ko" if lang == "ko" else "notes") or given.get("notes") or []
    attribution = given.get("attribution") or {}
    groups = [one for one in attribution.get("groups") or [] if len(one.get("measures") or []) > 1]
    named = measures(data)
    told = [
        {
            "measures": [called(named.get(str(id), {"id": id}), lang) for id in one["measures"]],
            "shared": one["shared"],
        }
        for one in groups
    ]
    rest = {key: one for key, one in given.items() if key not in ("notes", "notes_ko")}
    rest["attribution"] = {**attribution, "groups": told}
    blocks: list[Block] = [Bullets(tuple((str(one),) for one in notes))] if notes else []
    blocks += tables.other(say("basis", lang), rest, lang)
    return "".join(f"{block(one)}\n" for one in blocks)


def _findings(findings: list[Data], lang: str) -> str:
    if not findings:
        return ""
    rows = tuple(
        (
            str(one.get("code") or ""),
            label(str(one.get("severity") or ""), lang),
            _place(one),
            str(one.get("message") or ""),
            str(one.get("help") or ""),
        )
        for one in findings
    )
    heads = tuple(Column(label(key, lang)) for key in ("code", "severity", "place", "message", "help"))
    return block(Table(say("findings", lang), heads, rows)) + "\n"


def _place(finding: Data) -> str:
    where = f":{finding['line']}:{finding.get('column')}" if finding.get("line") else ""
    return f"{finding.get('file') or ''}{where}"
