"""Search the library's items by what people type, in English or Korean: `hot rolled`, `열연`, `PA66`, `SPCC`, `HS 7208`.

What is tried, best first: the path, an alias or a name as it stands, a code of goods or sectors, an alias in the text, names and
aliases that begin so, words anywhere, and only when none of these holds all of the query, names that look alike. Within
each, general items come before those of one plant, and shorter paths before longer. Spending and processes come after
all of them, unless named or asked for by code, and items of which every record is marked unfit come last.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import NamedTuple

from carbonfoot.factors.aliases import ORDER, Alias, alias_rows, aliases
from carbonfoot.factors.alike import alike
from carbonfoot.factors.codes import code_in, items_of_code, narrower
from carbonfoot.factors.library import Library, LibraryError
from carbonfoot.factors.words import index_text, plain, split, tokens

__all__ = ["Alias", "Hit", "aliases", "closest", "index_text", "plain", "search"]

_WEIGHTS = "8.0, 10.0, 4.0, 2.0"
"""Weights of item path, names, tags and codes in the full-text rank."""

LAST = "\U0010ffff"
"""Behind every text that begins with the same letters."""

BESIDE, UNFIT = 2, 3
"""The ranks of what never stands in a footprint by itself, and of items of which no record may be used (`fill.rank_of`)."""

_BESIDE = 0.85
"""Least likeness of a name that is offered beside an alias found in a part of the query."""


class Hit(NamedTuple):
    """An item that matches, with the regions and years of its records that pass the filters.

    `why`: `item` (its path), `name`, `alias`, `code`, `prefix`, `text` or `close`, best first; `all` when nothing was asked
    for. `alias` is the one that led here. Its relation `none` says that there is no open factor, and the item, which
    may be "", is what comes nearest. `code` is the one that matches. `unfit`: every record is marked so.
    """

    item: str
    kind: str
    name: str
    name_ko: str
    records: int
    geos: list[str]
    years: list[str]
    why: str
    alias: Alias | None = None
    code: str = ""
    unfit: bool = False


class Found(NamedTuple):
    """An item that holds a query, and how."""

    item: str
    why: str
    alias: Alias | None = None
    code: str = ""


def search(
    library: Library,
    query: str,
    kind: str | None = None,
    geo: str | None = None,
    pack: str | None = None,
    limit: int = 20,
) -> list[Hit]:
    """Items that match a query, best first; the filters keep items with such records. An empty query matches all.

    Words are compared without case, blanks and hyphens. Likeness is tried only when nothing else matches. Raises
    LibraryError when this Python's SQLite has no full-text search.
    """
    found: list[Hit] = []
    for one in ranked(library, query):
        if len(found) >= limit:
            break
        hit = _hit(library, one, kind, geo, pack)
        if hit is not None:
            found.append(hit)
    return found


def closest(library: Library, name: str, n: int) -> list[tuple[str, str]]:
    """At most `n` items (path, name) that a user who wrote `name` may have meant, best first.

    Items that hold the words of its last part come before those that look alike, and its own folder before others.
    """
    folder, _, last = name.strip().rpartition("/")
    top = f"{folder.partition('/')[0]}/"
    matches = list(_matches(library, last))
    # What comes nearest to a thing that has no open factor is nothing that a user may have meant.
    nothing = any(one.alias is not None and one.alias.relation == "none" for one in matches)
    matches = [one for one in matches if one.item and (one.alias is None or one.alias.relation != "none")]
    named = [one.item for one in matches if one.alias is not None and one.why == "alias"]
    held = [one.item for one in matches if one.item not in named]
    held = [*named, *sorted(held, key=lambda item: not item.startswith(top))]
    like = [] if nothing or len(held) >= n else [one.item for one in alike(library, name) if one.item]
    items = list(dict.fromkeys([*held, *like]))[:n]
    return [(item, library.item_name(item)) for item in items]


def ranked(
    library: Library, query: str, *, likeness: bool = True, meant: list[Alias] | None = None
) -> Iterator[Found]:
    """Items that match, best first, each once; without `likeness` names that only look alike are not tried.

    `meant` are the aliases of the query, where they were looked up already.
    """
    if not query.strip():
        yield from (Found(item, "all") for item, _, _ in library.items())
        return
    seen: set[str] = set()
    later: list[list[Found]] = [[], []]
    told = False  # whether all of the query was found, not only a word of it
    for one in _matches(library, query, meant):
        told = told or one.alias is None or one.alias.whole or one.why != "alias"
        key = one.item or f"alias {one.alias.alias if one.alias else ''}"
        if key in seen:
            continue
        seen.add(key)
        rank = _rank(library, one.item) if one.item and one.why != "item" else 0
        if rank == UNFIT:
            later[1].append(one)
        elif rank == BESIDE and one.why in ("prefix", "text"):
            later[0].append(one)
        else:
            yield one
    yield from chain(*later)
    if told or not likeness:
        return
    for like in alike(library, query):
        if like.item not in seen and (not seen or like.likeness >= _BESIDE):
            yield Found(like.item, "close", like.alias)


def _matches(library: Library, query: str, meant: list[Alias] | None = None) -> Iterator[Found]:
    """Items that hold the query in one way or another, best first; an item may come again."""
    wanted = plain(query)
    if not wanted:
        return
    exact = _exact(library, wanted)
    yield from (one for one in exact if one.why == "item")
    meant = aliases(library, query) if meant is None else meant
    whole = [one for one in meant if one.whole and one.scheme not in ("hs", "naics")]
    first = [one for one in whole if one.relation in ("exact", "none")]
    yield from (Found(one.item, "alias", one) for one in first)
    yield from (one for one in exact if one.why != "item")
    yield from (Found(one.item, "alias", one) for one in whole if one not in first)
    yield from _by_code(library, query)
    yield from (Found(one.item, "alias", one) for one in meant if not one.whole)
    yield from _begun(library, wanted)
    yield from (Found(item, "text") for item in _full_text(library, query))


def _exact(library: Library, wanted: str) -> list[Found]:
    rows = library.rows(
        "select item.item, word.what from word join item on item.number = word.number where word.key = ? "
        f"order by word.what, item.rank, {_depth('item.item')}, item.item",
        wanted,
    )
    return [Found(str(item), str(what)) for item, what in rows]


def _by_code(library: Library, query: str) -> Iterator[Found]:
    """What a heading of the customs tariff or a sector stands for: as an alias says, then by the codes of records."""
    code = code_in(query)
    if code is None:
        return
    for digits in narrower(code):
        said = [one for one in alias_rows(library, [digits]).get(digits, []) if one.scheme in code.schemes]
        yield from (
            Found(one.item, "code", one._replace(whole=digits == code.digits), digits) for one in said
        )
        if said:
            break
    yield from (Found(item, "code", code=one) for item, one in items_of_code(library, code))


def _begun(library: Library, wanted: str) -> list[Found]:
    """Items with a name or alias that begins so, the shortest first."""
    ends = (wanted, wanted + LAST)
    words = library.rows(
        f"select item.item, min(length(word.key)), item.rank, {_depth('item.item')} from word "
        "join item on item.number = word.number where word.key > ? and word.key < ? group by item.item",
        *ends,
    )
    keys = library.rows(
        "select distinct key from alias where key > ? and key < ? and scheme not in ('hs', 'naics') "
        "order by length(key), key limit 40",
        *ends,
    )
    begun = alias_rows(library, [str(row[0]) for row in keys])
    found = [
        ((rank, size, depth, str(item)), Found(str(item), "prefix")) for item, size, rank, depth in words
    ]
    for key, rows in begun.items():
        for one in rows:
            if one.item and one.relation in ("exact", "broader"):
                order = (_rank(library, one.item), len(key), ORDER[one.relation], one.item)
                found.append((order, Found(one.item, "prefix", one._replace(whole=False))))
    found.sort(key=lambda entry: entry[0])
    return [one for _, one in found]


def _full_text(library: Library, query: str) -> list[str]:
    import sqlite3

    parts = dict.fromkeys(chain.from_iterable(split(token, last=False) for token in tokens(query)))
    # Every part must be there, as the beginning of an indexed word.
    match = " AND ".join(f'"{part}"*' for part in parts)
    found: list[tuple[int, int, float, str]] = []
    try:
        for schema in library.schemas:
            sql = (
                f"select item.rank, {_depth('item.item')}, bm25(item_text, {_WEIGHTS}), item.item "
                f"from {schema}.item_text join {schema}.item as item on item.number = item_text.rowid "
                "where item_text match ?"
            )
            found += library.rows(sql, match)
    except sqlite3.OperationalError as error:
        raise LibraryError(f"this Python's SQLite has no full-text search (FTS5): {error}") from None
    return [item for *_, item in sorted(found)]


def _depth(column: str) -> str:
    return f"length({column}) - length(replace({column}, '/', ''))"


def _rank(library: Library, item: str) -> int:
    rows = library.rows("select min(rank) from item where item = ?", item)
    return 0 if rows[0][0] is None else int(rows[0][0])


def _hit(library: Library, found: Found, kind: str | None, geo: str | None, pack: str | None) -> Hit | None:
    about = library.rows("select kind, name, name_ko from item where item = ?", found.item)
    why = (found.why, found.alias, found.code)
    if not about:  # an alias that says that there is nothing
        asked = kind is not None or geo is not None or pack is not None
        return None if asked else Hit("", "", "", "", 0, [], [], *why)
    if kind is not None and about[0][0] != kind:
        return None
    sql, values = "select geo, year, count(*) from record where item = ?", [found.item]
    for column, value in (("geo", geo), ("pack", pack)):
        if value is not None:
            sql += f" and {column} = ?"
            values.append(value)
    rows = library.rows(f"{sql} group by geo, year", *values)
    if not rows:
        return None
    geos, years = sorted({row[0] for row in rows}), sorted({row[1] for row in rows})
    count = sum(row[2] for row in rows)
    its_kind, name, name_ko = about[0]
    unfit = _rank(library, found.item) == UNFIT
    return Hit(found.item, its_kind, name, name_ko, count, geos, years, *why, unfit)
