"""Search the library's items by what people type, in English or Korean: `hot rolled`, `열연`, `PA66`, `경유`.

What is tried, best first: the path or a name as it stands, an alias (`SPCC`, `냉연강판`), names that begin so, words anywhere,
and only when all of these find nothing, names that look alike.

Text in Hangul, Han characters or kana has no blanks to split it by, so its runs are indexed as overlapping pairs of
characters: `강판` finds 냉연강판. Queries are split the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from carbonfoot.factors.library import Library, LibraryError, fold

_TOKENS = re.compile(r"[^\W_]+")
_RUNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]+")
_WEIGHTS = "8.0, 10.0, 4.0, 2.0"
"""Weights of item path, names, tags and codes in the full-text rank."""

_CLOSE = 0.6
"""Least likeness (0 to 1) of a name that is offered for a word nobody knows."""

MOST_WORDS = 6
"""Words in a row that an alias may have."""

LAST = "\U0010ffff"
"""Behind every text that begins with the same letters."""


class Alias(NamedTuple):
    """A word from a drawing or an ERP system: how it stands to the item, and in what the item differs."""

    alias: str
    item: str
    route: str
    relation: str
    note: str


class Hit(NamedTuple):
    """An item that matches, with the regions and years of its records that pass the filters.

    `why`: `item` (its path), `name`, `alias`, `prefix`, `text` or `close`, best first; `all` when nothing was asked for.
    `alias` is the one that led here. Its relation `none` says that there is no open factor, and the item, which may be
    "", is what comes nearest.
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


class _Found(NamedTuple):
    item: str
    why: str
    alias: Alias | None = None


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
    for one in _ranked(library, query):
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
    held = [one.item for one in _matches(library, last) if one.item]
    named = [one.item for one in aliases(library, last) if one.item]
    held = [
        *named,
        *sorted((one for one in held if one not in named), key=lambda item: not item.startswith(top)),
    ]
    alike = _alike(library, name) if len(held) < n else []
    items = list(dict.fromkeys([*held, *alike]))[:n]
    return [(item, library.item_name(item)) for item in items]


def aliases(library: Library, text: str) -> list[Alias]:
    """What a word or a line of a drawing means: aliases of the whole text, else of the longest runs of its words.

    `SPCC-SD 1.2t` finds `SPCC`. Aliases of the project's own packs come before those shipped.
    """
    tokens = _TOKENS.findall(fold(text))
    for length in range(min(len(tokens), MOST_WORDS), 0, -1):
        runs = ["".join(tokens[at : at + length]) for at in range(len(tokens) - length + 1)]
        whole = length == len(tokens)
        # One letter or a number alone names no material.
        worth = [run for run in dict.fromkeys(runs) if whole or (len(run) > 1 and not run.isdecimal())]
        found = [alias for run in worth for alias in _alias_rows(library, run)]
        if found:
            return found
    return []


def index_text(text: str) -> str:
    """Text as it is indexed: words, and for runs of CJK characters every pair and the last character alone."""
    return " ".join(part for token in _TOKENS.findall(fold(text)) for part in _split(token, last=True))


def _split(token: str, last: bool) -> list[str]:
    parts: list[str] = []
    end = 0
    for run in _RUNS.finditer(token):
        parts += [token[end : run.start()], *_pairs(run.group(), last)]
        end = run.end()
    return [part for part in (*parts, token[end:]) if part]


def _pairs(run: str, last: bool) -> list[str]:
    pairs = [run[at : at + 2] for at in range(len(run) - 1)]
    return [*pairs, run[-1]] if last or not pairs else pairs


def _alias_rows(library: Library, key: str) -> list[Alias]:
    sql = "select alias, item, route, relation, note, id from alias where key = ?"
    order = {"exact": 0, "broader": 1, "proxy": 2, "none": 3}
    shipped = library.shipped_packs()
    rows = sorted(
        library.rows(sql, key), key=lambda row: (row[5].partition(":")[0] in shipped, order[row[3]], row[5])
    )
    return [Alias._make(row[:5]) for row in rows]


def _ranked(library: Library, query: str) -> Iterator[_Found]:
    """Items that match, best first, each once."""
    if not query.strip():
        yield from (_Found(item, "all") for item, _, _ in library.items())
        return
    seen: set[str] = set()
    for one in _matches(library, query):
        if one.item not in seen:
            seen.add(one.item)
            yield one
    if not seen:
        yield from (_Found(item, "close") for item in _alike(library, query))


def _matches(library: Library, query: str) -> Iterator[_Found]:
    """Items that hold the query in one way or another, best first."""
    wanted = plain(query)
    if not wanted:
        return
    exact = library.rows(
        "select item.item, word.what from word join item on item.number = word.number where word.key = ? "
        "order by word.what, item.item",
        wanted,
    )
    yield from (_Found(str(item), str(what)) for item, what in exact)
    yield from (_Found(alias.item, "alias", alias) for alias in aliases(library, query))
    begun = library.rows(
        "select item.item, min(length(word.key)) as size from word join item on item.number = word.number "
        "where word.key > ? and word.key < ? group by item.item order by size, item.item",
        wanted,
        wanted + LAST,
    )
    yield from (_Found(str(item), "prefix") for item, _ in begun)
    yield from (_Found(item, "text") for item in _full_text(library, query))


def _full_text(library: Library, query: str) -> list[str]:
    import sqlite3

    parts = [part for token in _TOKENS.findall(fold(query)) for part in _split(token, last=False)]
    # Every part must be there, as the beginning of an indexed word.
    match = " AND ".join(f'"{part}"*' for part in parts)
    found: list[tuple[float, str]] = []
    try:
        for schema in library.schemas:
            sql = (
                f"select bm25(item_text, {_WEIGHTS}), (select item from {schema}.item where number = item_text.rowid) "
                f"from {schema}.item_text where item_text match ?"
            )
            found += library.rows(sql, match)
    except sqlite3.OperationalError as error:
        raise LibraryError(f"this Python's SQLite has no full-text search (FTS5): {error}") from None
    return [item for _, item in sorted(found)]


def _alike(library: Library, query: str) -> list[str]:
    """Items whose path, name or alias looks like the query, best first."""
    from difflib import SequenceMatcher
    from unicodedata import normalize

    def letters(text: str) -> str:
        # Hangul syllables fall into their letters: one wrong vowel should not spoil a whole syllable.
        return normalize("NFD", text)

    wanted = letters(plain(query))
    if not wanted:
        return []
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    best: dict[str, float] = {}
    names = library.rows(
        "select word.key, item.item from word join item on item.number = word.number "
        "union all select key, item from alias where item <> ''"
    )
    for key, item in names:
        name = letters(key)
        floor = max(best.get(item, 0), _CLOSE)
        # The share of letters that lengths alone allow: most names end here, before any letter is looked at.
        if 2 * min(len(name), len(wanted)) <= floor * (len(name) + len(wanted)):
            continue
        matcher.set_seq1(name)
        if matcher.quick_ratio() > floor:
            ratio = matcher.ratio()
            if ratio > floor:
                best[item] = ratio
    return sorted(best, key=lambda item: (-best[item], item))


def _hit(library: Library, found: _Found, kind: str | None, geo: str | None, pack: str | None) -> Hit | None:
    about = library.rows("select kind, name, name_ko from item where item = ?", found.item)
    if not about:  # an alias that says that there is nothing
        asked = kind is not None or geo is not None or pack is not None
        return None if asked else Hit("", "", "", "", 0, [], [], found.why, found.alias)
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
    return Hit(found.item, its_kind, name, name_ko, count, geos, years, found.why, found.alias)


def plain(text: str) -> str:
    """Letters and digits only, so that `hot-rolled coil` and `Hot rolled coil` are one name."""
    return "".join(_TOKENS.findall(fold(text)))
