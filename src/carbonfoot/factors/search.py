"""Search the library's items by what people type, in English or Korean: `hot rolled`, `열연`, `PA66`, `경유`.

Text in Hangul, Han characters or kana has no blanks to split it by, so its runs are indexed as overlapping pairs of
characters: `강판` finds 냉연강판. Queries are split the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from carbonfoot.factors.library import Library, LibraryError, fold

_TOKENS = re.compile(r"[^\W_]+")
_RUNS = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]+")
_WEIGHTS = "8.0, 10.0, 4.0, 2.0"
"""Weights of item path, names, tags and codes in the full-text rank."""

_CLOSE = 0.6
"""Least likeness (0 to 1) of a name that is offered for a word nobody knows."""


class Hit(NamedTuple):
    """An item that matches, with the regions and years of its records that pass the filters.

    `why`: `item` (its path), `name`, `prefix`, `text` or `close`, best first; `all` when nothing was asked for.
    """

    item: str
    kind: str
    name: str
    name_ko: str
    records: int
    geos: list[str]
    years: list[str]
    why: str


class _Item(NamedTuple):
    number: int
    item: str
    kind: str
    name: str
    name_ko: str
    names: str

    def texts(self) -> list[str]:
        """What a query is compared with: the path, its last part, and every name."""
        return [self.item, self.item.rpartition("/")[2], *self.names.split("\n")]


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
    items = _items(library)
    found: list[Hit] = []
    for number, why in _ranked(library, query, items).items():
        if len(found) >= limit:
            break
        hit = _hit(library, items[number], why, kind, geo, pack)
        if hit is not None:
            found.append(hit)
    return found


def closest(library: Library, name: str, n: int) -> list[tuple[str, str]]:
    """At most `n` items (path, name) that a user who wrote `name` may have meant, best first.

    Items that hold the words of its last part come before those that look alike, and its own folder before others.
    """
    items = _items(library)
    folder, _, last = name.strip().rpartition("/")
    top = f"{folder.partition('/')[0]}/"
    held = sorted(_matches(library, last, items), key=lambda number: not items[number].item.startswith(top))
    alike = [one.number for one in _alike(name, items.values())]
    numbers = list(dict.fromkeys([*held, *alike]))[:n]
    return [(items[number].item, items[number].name) for number in numbers]


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


def _items(library: Library) -> dict[int, _Item]:
    rows = library.rows(f"select {','.join(_Item._fields)} from item order by item")
    return {row[0]: _Item._make(row) for row in rows}


def _ranked(library: Library, query: str, items: dict[int, _Item]) -> dict[int, str]:
    """Item numbers, best first, and why each matches."""
    if not query.strip():
        return dict.fromkeys(items, "all")
    return _matches(library, query, items) or {one.number: "close" for one in _alike(query, items.values())}


def _matches(library: Library, query: str, items: dict[int, _Item]) -> dict[int, str]:
    """Items that hold the query in one way or another, best first."""
    wanted = plain(query)
    if not wanted:
        return {}
    groups: dict[str, list[tuple[int, str, int]]] = {"item": [], "name": [], "prefix": []}
    for number, one in items.items():
        names = [plain(text) for text in one.texts()]
        if wanted == names[0]:
            groups["item"].append((0, one.item, number))
        elif wanted in names:
            groups["name"].append((0, one.item, number))
        else:
            begun = [len(name) for name in names if name.startswith(wanted)]
            if begun:
                groups["prefix"].append((min(begun), one.item, number))
    found = {number: why for why, group in groups.items() for _, _, number in sorted(group)}
    for number in _full_text(library, query):
        found.setdefault(number, "text")
    return found


def _full_text(library: Library, query: str) -> list[int]:
    import sqlite3

    parts = [part for token in _TOKENS.findall(fold(query)) for part in _split(token, last=False)]
    # Every part must be there, as the beginning of an indexed word.
    match = " AND ".join(f'"{part}"*' for part in parts)
    sql = f"select rowid from item_text where item_text match ? order by bm25(item_text, {_WEIGHTS}), rowid"
    try:
        return [int(row[0]) for row in library.rows(sql, match)]
    except sqlite3.OperationalError as error:
        raise LibraryError(f"this Python's SQLite has no full-text search (FTS5): {error}") from None


def _alike(query: str, items: Iterable[_Item]) -> list[_Item]:
    """Items that look like the query, best first."""
    from difflib import SequenceMatcher
    from unicodedata import normalize

    def letters(text: str) -> str:
        # Hangul syllables fall into their letters: one wrong vowel should not spoil a whole syllable.
        return normalize("NFD", plain(text))

    wanted = letters(query)
    if not wanted:
        return []
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(wanted)
    found: list[tuple[float, str, _Item]] = []
    for one in items:
        best = 0.0
        for name in {letters(text) for text in one.texts()}:
            matcher.set_seq1(name)
            floor = max(best, _CLOSE)
            if matcher.real_quick_ratio() > floor and matcher.quick_ratio() > floor:
                best = max(best, matcher.ratio())
        if best > _CLOSE:
            found.append((-best, one.item, one))
    return [one for _, _, one in sorted(found)]


def _hit(
    library: Library, one: _Item, why: str, kind: str | None, geo: str | None, pack: str | None
) -> Hit | None:
    if kind is not None and one.kind != kind:
        return None
    sql, values = "select geo, year, count(*) from record where item = ?", [one.item]
    for column, value in (("geo", geo), ("pack", pack)):
        if value is not None:
            sql += f" and {column} = ?"
            values.append(value)
    rows = library.rows(f"{sql} group by geo, year", *values)
    if not rows:
        return None
    geos, years = sorted({row[0] for row in rows}), sorted({row[1] for row in rows})
    return Hit(one.item, one.kind, one.name, one.name_ko, sum(row[2] for row in rows), geos, years, why)


def plain(text: str) -> str:
    """Letters and digits only, so that `hot-rolled coil` and `Hot rolled coil` are one name."""
    return "".join(_TOKENS.findall(fold(text)))
