"""The numbers of the pictures as tables, and data of other sections as the report tells them."""

from __future__ import annotations

from typing import Any

from carbonfoot.declarations.content import Block, Cell, Column, Facts, Number, Table
from carbonfoot.programmes.pictures.payers import amount_of
from carbonfoot.programmes.pictures.reading import (
    Data,
    adding,
    at,
    called,
    decimals_for,
    measures,
    members,
    shown,
    written,
)
from carbonfoot.programmes.told.words_pictures import label, say, tier_name
from carbonfoot.reports.style import percent


def numbers(many: list[float | None], *, signed: bool = False) -> list[Cell]:
    """A row or column of numbers at the same decimals; what is not there is empty."""
    decimals = 0 if all(isinstance(one, int) for one in many) else decimals_for(many)
    return ["" if one is None else Number(shown(one, decimals, signed=signed)) for one in many]


def by_years(caption: str, rows: list[tuple[str, Data | None]], years: list[int], lang: str) -> Table:
    """Years below one another, each row of the data as a column."""
    columns = [numbers([at(series, year) for year in years]) for _, series in rows]
    body = tuple((str(year), *(column[place] for column in columns)) for place, year in enumerate(years))
    heads = tuple(Column(name, numeric=True) for name, _ in rows)
    return Table(caption, (Column(say("year", lang)), *heads), body)


def effects(data: Data, years: list[int], product: Data | None, caption: str, lang: str) -> Table:
    """What the waterfalls show, each measure by itself; every column adds up as it is printed."""
    totals, named = data.get("totals") or {}, measures(data)
    if product is None:
        ends = [totals.get("emitted_before"), totals.get("emitted_after")]
        changes = [(called(one, lang), one.get("avoided"), -1.0) for one in named.values()]
    else:
        ends = [product.get("before"), product.get("after")]
        changes = [
            (called(named.get(str(one["measure"]), {"id": one["measure"]}), lang), one.get("kg"), 1.0)
            for one in product.get("by_measure") or []
        ]
    last = years[-1] if years else 0
    changes = [one for one in changes if any(at(one[1], year) for year in years)]
    changes.sort(key=lambda one: (one[2] * (at(one[1], last) or 0.0), one[0]))
    columns = []
    for year in years:
        first, after = (at(one, year) for one in ends)
        found = [sign * (at(series, year) or 0.0) for _, series, sign in changes]
        columns.append(_adding_column(first, found, after))
    names = [say("before", lang), *(name for name, _, _ in changes), say("after", lang)]
    rows = tuple((name, *(column[place] for column in columns)) for place, name in enumerate(names))
    heads = (Column(label("measure", lang)), *(Column(str(year), numeric=True) for year in years))
    return Table(caption, heads, rows)


def _adding_column(before: float | None, changes: list[float], after: float | None) -> list[Cell]:
    if before is None or after is None:
        return [*numbers([before]), *numbers([*changes], signed=True), *numbers([after])]
    decimals = decimals_for([before, after])
    whole = adding(before, changes, after, decimals)
    texts = [
        written(one, change, decimals) if change else "" for one, change in zip(whole, changes, strict=True)
    ]
    return [Number(shown(before, decimals)), *map(Number, texts), Number(shown(after, decimals))]


def measure_table(data: Data, years: list[int], lang: str) -> Table:
    """All measures: who, when, and tonnes by year."""
    who = members(data)
    columns = [numbers([at(one.get("avoided"), year) for one in measures(data).values()]) for year in years]
    totals = numbers([one.get("avoided_total") for one in measures(data).values()])
    rows = []
    for place, one in enumerate(measures(data).values()):
        member = who.get(str(one.get("member")), {"id": str(one.get("member") or "")})
        time = f"{one.get('first')}–{one.get('last')}"
        status = label(str(one.get("status") or ""), lang)
        rows.append(
            (
                called(one, lang),
                called(member, lang),
                _tier(member, lang),
                label(str(one.get("kind") or ""), lang),
                status,
                time,
                *(column[place] for column in columns),
                totals[place],
            )
        )
    heads = _named(("measure", "member", "tier", "kind", "status", "years"), lang)
    in_years = tuple(Column(str(year), numeric=True) for year in years)
    total = Column(say("all years", lang), numeric=True)
    return Table(say("avoided", lang) + ", t CO2e", (*heads, *in_years, total), tuple(rows))


def payments(data: Data, lang: str) -> Table:
    """Every payment in the currency of the programme."""
    who = members(data)
    given = (data.get("money") or {}).get("payments") or []
    currency = str((data.get("money") or {}).get("currency") or "")
    amounts = numbers([amount_of(one) for one in given])
    rows = tuple(
        (
            str(one["id"]),
            called(who.get(str(one["from"]), {"id": one["from"]}), lang),
            called(who.get(str(one["to"]), {"id": one["to"]}), lang),
            label(str(one.get("kind") or ""), lang),
            str(one.get("year") or ""),
            ", ".join(_funded(entry, data, lang) for entry in one.get("funds") or []),
            ", ".join(map(str, one.get("out_of") or [])),
            cell,
        )
        for one, cell in zip(given, amounts, strict=True)
    )
    keys = ("id", "from", "to", "kind", "year", "funds", "out_of", "amount")
    return Table(f"{say('payments', lang)}, {currency}", _named(keys, lang), rows)


def _funded(entry: Data, data: Data, lang: str) -> str:
    """A measure and how much goes into it."""
    measure = str(entry["measure"])
    amount = float(entry.get("amount") or 0.0)
    return f"{called(measures(data).get(measure, {'id': measure}), lang)} {shown(amount, decimals_for([amount]))}"


def cash(data: Data, lang: str) -> Table:
    """What each measure costs and brings, year by year."""
    given = (data.get("money") or {}).get("measures") or []
    years = sorted({int(year) for one in given for year in one.get("cash") or {}})
    columns = [numbers([at(one.get("cash"), year) for one in given]) for year in years]
    named = measures(data)
    rows = tuple(
        (
            called(named.get(str(one["id"]), {"id": one["id"]}), lang),
            *(column[place] for column in columns),
        )
        for place, one in enumerate(given)
    )
    heads = (Column(say("measure", lang)), *(Column(str(year), numeric=True) for year in years))
    return Table(f"{say('cash', lang)}, {(data.get('money') or {}).get('currency') or ''}", heads, rows)


def curve(data: Data, lang: str) -> Table:
    """The bars of the abatement cost curve and the measures that have none."""
    from carbonfoot.programmes.pictures.macc import bars, reasons

    found, beside = bars(data, lang)
    tonnes, costs = numbers([one.end - one.start for one in found]), numbers([one.cost for one in found])
    currency = str((data.get("money") or {}).get("currency") or "")
    rows = [(f"{one.number}", one.name, tonnes[place], costs[place]) for place, one in enumerate(found)]
    if found:
        (whole,) = numbers([found[-1].end])
        rows.append((say("total", lang), "", whole, ""))
    why = reasons(data, lang)
    rows += [("", name, "", why.get(name) or say("off the curve", lang)) for name in beside]
    heads = (
        Column("#"),
        Column(say("measure", lang)),
        Column(say("tonnes", lang), numeric=True),
        Column(say("cost_per_tonne", lang, unit=currency), numeric=True),
    )
    return Table(say("macc", lang), heads, tuple(rows))


def target(one: Data, lang: str) -> Table:
    """A target by year, with its verdict."""
    years = sorted({int(year) for key in ("limit", "before", "after") for year in one.get(key) or {}})
    keys = ("limit", "before", "after", "gap")
    found = by_years(
        f"{one.get('id')}, {one.get('unit')}", [(label(key, lang), one.get(key)) for key in keys], years, lang
    )
    verdicts = [label(str((one.get("verdict") or {}).get(str(year)) or ""), lang) for year in years]
    rows = tuple((*row, verdict) for row, verdict in zip(found.rows, verdicts, strict=True))
    return Table(found.caption, (*found.columns, Column(say("verdict", lang))), rows)


def tier_blocks(tiers: list[Data], years: list[int], currency: str, lang: str) -> list[Block]:
    """What tiers avoid by year, and what else the report tells of them."""
    rows = [(_tier(one, lang), one.get("avoided")) for one in tiers]
    told = [{key: one.get(key) for key in one if not _is_years(one[key])} for one in tiers]
    return [
        by_years(say("avoided", lang) + ", t CO2e", rows, years, lang),
        _entries(", ".join(filter(None, (say("cascade title", lang), currency))), told, lang),
    ]


def other(caption: str, given: Any, lang: str, of: str = "") -> list[Block]:
    """Data of a section as blocks: single values as facts, entries as tables, series by year as tables of years.

    `of` is said before the names of single values, where they are of a part.
    """
    if isinstance(given, list):
        entries = [one if isinstance(one, dict) else {"": one} for one in given]
        return [_entries(caption, entries, lang)] if entries else []
    if not isinstance(given, dict):
        return [Facts(((caption, _cell(given, lang)),))]
    blocks: list[Block] = []
    single = {key: one for key, one in given.items() if not _nested(one) and one is not None and one != {}}
    if single:
        blocks.append(
            Facts(tuple((f"{of}{label(key, lang)}", _cell(one, lang, key)) for key, one in single.items()))
        )
    series = {key: one for key, one in given.items() if _is_years(one)}
    if series:
        years = sorted({int(year) for one in series.values() for year in one})
        rows = [(label(key, lang), one) for key, one in series.items()]
        blocks.append(by_years(caption, rows, years, lang))
    for key, one in given.items():
        if _nested(one) and not _is_years(one):
            name = label(str(key), lang)
            blocks += other(f"{caption}: {name}", one, lang, f"{name}: ")
    return blocks


def _nested(one: Any) -> bool:
    return bool(one) and (
        isinstance(one, dict) or (isinstance(one, list) and any(isinstance(inner, dict) for inner in one))
    )


def _is_years(one: Any) -> bool:
    return (
        isinstance(one, dict)
        and bool(one)
        and all(str(key).isdigit() and len(str(key)) == 4 for key in one)  # noqa: PLR2004
        and all(isinstance(inner, int | float) or inner is None for inner in one.values())
    )


def _entries(caption: str, entries: list[Data], lang: str) -> Table:
    keys = list(dict.fromkeys(key for one in entries for key in one))
    columns, heads = [], []
    for key in keys:
        values = [one.get(key) for one in entries]
        numeric = any(_is_number(one) for one in values) and all(
            one is None or _is_number(one) for one in values
        )
        whole = key in ("year", "number", "tier", "first", "last")
        heads.append(Column(label(key, lang) if key else caption, numeric=numeric and not whole))
        columns.append(
            numbers(values) if numeric and not whole else [_cell(one, lang, key) for one in values]
        )
    rows = tuple(tuple(column[place] for column in columns) for place in range(len(entries)))
    return Table(caption, tuple(heads), rows)


def _is_number(one: Any) -> bool:
    return isinstance(one, int | float) and not isinstance(one, bool)


_WORDED = ("kind", "status", "verdict", "severity", "role", "use", "method", "shared")
"""Keys whose values are words of the programme's own, not names of the user's."""


def _cell(one: Any, lang: str, key: str = "") -> Cell:
    if one is None:
        return ""
    if isinstance(one, bool):
        return say("yes" if one else "no", lang)
    if key in ("discount_rate", "covered") and _is_number(one):
        return percent(one)
    if isinstance(one, float):
        return Number(shown(one, decimals_for([one])))
    if isinstance(one, dict):
        return "; ".join(f"{label(str(name), lang)} {_text(inner, lang)}" for name, inner in one.items())
    if isinstance(one, list) and not one and key:
        return say("none", lang)
    if isinstance(one, list):
        return "; ".join(_text(inner, lang) for inner in one)
    return label(one, lang) if isinstance(one, str) and key in _WORDED else str(one)


def _text(one: Any, lang: str) -> str:
    cell = _cell(one, lang)
    return cell.text if isinstance(cell, Number) else str(cell)


def _tier(member: Data, lang: str) -> str:
    tier = member.get("tier")
    return tier_name("none" if tier is None else str(tier), lang)


def _named(keys: tuple[str, ...], lang: str) -> tuple[Column, ...]:
    return tuple(Column(label(key, lang), numeric=key in ("tonnes", "change", "amount")) for key in keys)
