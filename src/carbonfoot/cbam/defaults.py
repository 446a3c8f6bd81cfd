"""Default values: which row counts for a code and a country, its mark-up, and why."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from carbonfoot.cbam.codes import CN, digits, spaced
from carbonfoot.cbam.default_rows import OTHER, Row, in_force, matching
from carbonfoot.cbam.origins import NotACountry, exempt_origin

if TYPE_CHECKING:
    from carbonfoot.factors.library import Library

_SHOWN = 8


class DefaultValue(NamedTuple):
    """A default value, t CO2e per t (of the functional unit's good), unrounded.

    total, direct, indirect  base values as printed in the act; None for a column that is not printed
    markup     0.10; `value` = total x (1 + markup)
    table      `country`, `other` (other countries and territories), `annex-iv` (country not known), or `exempt` (zero)
    why        how the row was found, one sentence a step
    row        its id; `good` and `route` as printed; `edition`, `act`, `annex`, `verified` of the row
    listed     code of the row
    """

    cn: str
    country: str
    year: int
    total: float
    direct: float | None
    indirect: float | None
    markup: float
    value: float
    table: str
    why: tuple[str, ...]
    row: str
    good: str
    route: str
    act: str
    annex: str
    edition: str
    verified: str
    listed: str = ""


class NoDefault(Exception):
    """There is no default value, or several: `message`, `help`, and the `rows` to choose from by `good` or `route`.

    kind  none, several, or call: no code, no country, or no year that there are values for
    """

    def __init__(
        self, message: str, help: str = "", rows: tuple[DefaultValue, ...] = (), kind: str = "none"
    ) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
        self.rows = rows
        self.kind = kind


def years(library: Library) -> list[int]:
    """Years from which another mark-up holds; the last is for all later ones."""
    rows = library.rows("select distinct year_from from cbam_markups order by year_from")
    return [int(year) for (year,) in rows]


def default_value(
    library: Library, cn: str, country: str | None, year: int, *, good: str = "", route: str = ""
) -> DefaultValue:
    """The default value of a code of 8 or 10 digits (4 and 6 where the code begins with it). Raises `NoDefault`.

    country  ISO 3166; None: not known, so Annex IV counts (Implementing Regulation (EU) 2025/2621, Article 1(5))
    good     words of the row, where a code has several (`Grey clinker`); `route` its letter
    """
    code = digits(cn)
    if not code:
        raise NoDefault(f"`{cn}` is no CN code", "4, 6, 8 or 10 digits, such as `7318 15 42`", kind="call")
    _check_year(library, year)
    country = None if country is None else country.upper()
    exempt = None if country is None else _exempt(library, code, country, year)
    return exempt or _listed(library, code, _Asked(code, country or "", year, good, route))


class _Asked(NamedTuple):
    cn: str
    country: str
    year: int
    good: str
    route: str


def _listed(library: Library, code: str, asked: _Asked) -> DefaultValue:
    """The value of the table of the country, else of the others; of Annex IV where the country is not known."""
    rows, why = _candidates(library, code, asked)
    if not rows:
        tables = "Annex I" if asked.country else "Annex IV"
        raise NoDefault(
            f"no default value for {spaced(code)}: {tables} has no such line", _near(library, code)
        )
    chosen = _choose(rows, asked)
    row = chosen[0]
    if len(chosen) > 1 or not _stands_for(row, code):
        raise _several(library, code, chosen, asked)
    if asked.good and row.good and row.country and not _named(row, asked.good):
        raise NoDefault(f"{spaced(row.cn)} is {row.good.lower()}, not `{asked.good}`", kind="call")
    if row.total:
        steps = [*why, _found(library, row, code)]
        if len(rows) > 1:
            steps.append(f"of {len(rows)} lines that stand for {spaced(code)}: {row.good or spaced(row.cn)}")
        return _valued(library, row, asked, tuple(steps))
    if row.country in ("", OTHER):
        raise NoDefault(f"no default value for {spaced(code)}: {_table(library, row.country)} prints none")
    why = (*why, f"{_table(library, row.country)} prints no value for {spaced(row.cn)}")
    longer = max(code, row.cn, key=len)
    others = [one for one in matching(in_force(library, OTHER, longer, asked.year), longer) if one.total]
    if not others:
        raise NoDefault(f"no default value for {spaced(code)}: {', '.join(why)}, and no other table has one")
    if len(others) > 1:
        raise _several(library, longer, others, asked)
    return _valued(library, others[0], asked, (*why, _found(library, others[0], longer)))


def _candidates(library: Library, code: str, asked: _Asked) -> tuple[list[Row], tuple[str, ...]]:
    """Lines that may be meant: of the country, and of the others for what the country has no line for; why not the country."""
    rows = matching(in_force(library, asked.country, code, asked.year), code)
    if not asked.country or any(code.startswith(row.cn) for row in rows):
        return rows, ()
    others = matching(in_force(library, OTHER, code, asked.year), code)
    if not rows:
        return others, (f"{_table(library, asked.country)} has no line for {spaced(code)}",)
    known = {row.cn for row in rows}
    return [*rows, *(row for row in others if row.cn not in known)], ()


def _choose(rows: list[Row], asked: _Asked) -> list[Row]:
    """The lines that the words and the letter asked for leave, those that say the same once.

    Words or a letter that no line has leave none out: a route is asked for the benchmark too.
    """
    left = [row for row in rows if asked.good and _named(row, asked.good)] or rows
    left = [row for row in left if asked.route and asked.route.upper() in row.route.split(";")] or left
    return list({(row.cn, row.good, row.route, row.total): row for row in reversed(left)}.values())[::-1]


def _named(row: Row, good: str) -> bool:
    one, other = (set(re.findall(r"\w+", text.casefold())) for text in (row.good, good))
    return bool(one and other) and (one <= other or other <= one)


def _stands_for(row: Row, code: str) -> bool:
    """Whether a line is that of the whole code: not one of many subdivisions of a heading."""
    return code.startswith(row.cn) or len(code) >= CN or row.cn == code.ljust(len(row.cn), "0")


def _several(library: Library, code: str, rows: list[Row], asked: _Asked) -> NoDefault:
    """Several lines stand for the code: each with the value that it would have."""
    values = []
    for row in rows:
        same = [one for one in rows if one.cn == row.cn]
        try:
            mine = row.total and len(same) > 1
            values.append(_valued(library, row, asked, ()) if mine else _listed(library, row.cn, asked))
        except NoDefault:
            continue
    goods = [row.good for row in rows if row.good and (row.country or len(row.cn) > CN)]
    letters = sorted({row.route for row in rows if row.route})
    pick = f"say which good, such as `{goods[0]}`" if goods else "give the code with more digits"
    pick += f", or its route ({', '.join(letters)})" if len(letters) > 1 and goods else ""
    message = f"{len(rows)} default values begin with {spaced(code)}"
    if len(rows) == 1:
        message, pick = f"one default value begins with {spaced(code)}", f"write `{spaced(rows[0].cn)}`"
    return NoDefault(message, pick, tuple(values), "several")


def _found(library: Library, row: Row, code: str) -> str:
    name = _table(library, row.country)
    if row.cn == code:
        return f"{name} has {spaced(row.cn)}"
    if code.startswith(row.cn):
        return f"{name}: {spaced(row.cn)} is the longest code that {spaced(code)} begins with"
    return f"{name} has {spaced(code)} as {spaced(row.cn)}"


def _valued(library: Library, row: Row, asked: _Asked, why: tuple[str, ...]) -> DefaultValue:
    share, marked = markup(library, row.sector, asked.year)
    table = "annex-iv" if not row.country else OTHER if row.country == OTHER else "country"
    direct, indirect = (float(text) if text else None for text in (row.direct, row.indirect))
    base = Decimal(row.total)
    return DefaultValue(
        *(asked.cn, asked.country, asked.year, float(base), direct, indirect, float(share)),
        *(float(base * (1 + share)), table, (*why, marked)),
        *(row.id, row.good, row.route, row.act, row.annex, row.edition, row.verified, row.cn),
    )


def markup(library: Library, sector: str, year: int) -> tuple[Decimal, str]:
    """The mark-up of a sector in a year of import, and where it is from. Raises `NoDefault` before the first."""
    sql = (
        "select markup, act, annex, year_from, year_to from cbam_markups where sector = ? order by year_from"
    )
    for share, act, annex, first, last in library.rows(sql, sector):
        if int(first) <= year and (not last or year <= int(last)):
            years = f"from {first}" if not last else f"in {first}" if first == last else f"{first} to {last}"
            number = re.search(r"\d{4}/\d+", act)
            place = f"{number[0] if number else act}, {annex}"
            percent = (Decimal(share) * 100).normalize()
            return Decimal(share), f"mark-up {percent:f} % {years} ({place})"
    raise NoDefault(f"no mark-up of {sector} for {year}")


def _check_year(library: Library, year: int) -> None:
    """Refuse years before the definitive period."""
    first = years(library)[0]
    if year < first:
        raise NoDefault(
            f"no default value for {year}: those in force are for imports from {first}",
            f"the definitive period began in {first}; the values of the transitional period are not in the library",
            kind="call",
        )


def _exempt(library: Library, code: str, country: str, year: int) -> DefaultValue | None:
    """Zero where goods of the country are outside the Regulation."""
    try:
        found = exempt_origin(library, country)
    except NotACountry as error:
        raise NoDefault(error.message, error.help, kind="call") from None
    if found is None:
        return None
    return DefaultValue(
        *(code, country, year, 0.0, 0.0, 0.0, 0.0, 0.0, "exempt", found.why),
        *(found.row, "", "", found.act, found.annex, found.edition, found.verified),
    )


def _table(library: Library, country: str) -> str:
    """What a table is called: the country, the others, or Annex IV."""
    names = {"": "Annex IV (country not known)", OTHER: "the table of other countries and territories"}
    return names.get(country) or f"{library.region_name(country)} ({country})"


def _near(library: Library, code: str) -> str:
    """Codes with a value beside one that has none."""
    if library.rows("select 1 from cbam_goods where cn_code = ? and sector = 'electricity'", code):
        return "those of electricity (Annexes II and III) are data of the International Energy Agency: not in the library"
    for length in (6, 4):
        sql = "select distinct cn_code from cbam_defaults where country = 'other' and cn_code glob ? order by cn_code"
        found = [spaced(str(row[0])) for row in library.rows(sql, f"{code[:length]}*")]
        if found:
            more = " ..." if len(found) > _SHOWN else ""
            return f"lines of {spaced(code[:length])} are: {', '.join(found[:_SHOWN])}{more}"
    return f"no code of heading {code[:4]} has one: see `carbonfoot cbam scope {code}`"
