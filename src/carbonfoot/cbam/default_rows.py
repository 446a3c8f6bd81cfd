"""Rows of the tables of default values, of the edition that counts: the library's, or that of a pack of the project."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from carbonfoot.cbam.codes import beginnings

if TYPE_CHECKING:
    from carbonfoot.factors.library import Library

OTHER = "other"
"""The act's table "Other countries and territories"."""
SUPERSEDED = "superseded"
MARKED_UP = (2026, 2027, 2028)
"""Years that the first edition printed values with mark-up for; the last is for later years too."""
_RANKED: WeakKeyDictionary[Library, tuple[int, list[tuple[int, str]]]] = WeakKeyDictionary()
"""Of each open library: how many files it had, and its packs in order."""


class Row(NamedTuple):
    """A line of Annex I or Annex IV as printed: texts, in t CO2e per t.

    country  ISO 3166 or `other`; empty in Annex IV
    said     what stood in place of numbers
    marked_up  with mark-up, as the first edition printed it for the years of `MARKED_UP`
    """

    id: str
    country: str
    sector: str
    cn: str
    good: str
    direct: str
    indirect: str
    total: str
    route: str
    said: str
    workbook: str
    marked_up: tuple[str, ...]
    verified: str
    act: str
    annex: str
    edition: str
    note: str
    pack: str


_MARKED = ", ".join(f"marked_up_{year}" for year in MARKED_UP)
_PLACE = "verified, act, annex, edition, note, pack"
_ANNEX_I = (
    "select id, country, sector, cn_code, good, direct, indirect, total, route, published_text,"
    f" workbook_total, {_MARKED}, {_PLACE} from cbam_defaults where country = ? and "
)
_ANNEX_IV = (
    "select id, '', sector, cn_code, description, '', '', total, route, '', '',"
    f" {_MARKED}, {_PLACE} from cbam_precursors where ? = '' and "
)


def printed(row: Row, year: int) -> str:
    """The value with mark-up that the first edition printed for a year; empty where it printed none."""
    return row.marked_up[max((at for at, first in enumerate(MARKED_UP) if first <= year), default=0)]


def lines(library: Library, country: str, code: str) -> list[Row]:
    """Every line of a country (`other`; empty: Annex IV) whose code begins `code` or is begun by it, of every edition."""
    starts = beginnings(code)
    listed = ", ".join("?" * len(starts))
    sql = f"{_ANNEX_I if country else _ANNEX_IV}(cn_code in ({listed}) or (cn_code > ? and cn_code < ?))"
    rows = library.rows(f"{sql} order by cn_code, id", country, *starts, code, f"{code}:")  # : follows 9
    return [Row._make((*row[:11], row[11:14], *row[14:])) for row in rows]


def in_force(library: Library, country: str, code: str, year: int) -> list[Row]:
    """Lines of the pack whose edition counts in a year; empty where its table does not list the country.

    Of several packs the one with the newest act counts, and a project's own before the library's. A pack with the table
    of other countries is a whole annex; one without it replaces the lines that it has.
    """
    found = [row for row in lines(library, country, code) if row.verified != SUPERSEDED]
    if not country:
        return found
    for pack in _packs(library, year):
        mine = [row for row in found if row.pack == pack]
        if mine or _is_whole(library, pack):
            return mine
    return []


def matching(rows: list[Row], code: str) -> list[Row]:
    """The lines with the longest code that `code` begins with; those below it where there is none."""
    above = [row for row in rows if code.startswith(row.cn)]
    longest = max((len(row.cn) for row in above), default=0)
    return [row for row in above if len(row.cn) == longest] or rows


def _packs(library: Library, year: int) -> list[str]:
    """Packs with default values for a year, that which counts first."""
    version, ranked = _RANKED.get(library, (0, []))
    if version != len(library.schemas):
        _RANKED[library] = (len(library.schemas), ranked := _ranked(library))
    return [pack for since, pack in ranked if since <= year]


def _ranked(library: Library) -> list[tuple[int, str]]:
    """Every pack with default values and the first year it is for, that of the newest act first."""
    shipped = library.shipped_packs()
    newest: dict[str, tuple[int, int]] = {}
    for pack, edition in library.rows("select distinct pack, edition from cbam_defaults"):
        act = re.fullmatch(r"(\d{4})/(\d+)", edition)
        number = (int(act[1]), int(act[2])) if act else (0, 0)
        newest[pack] = max(number, newest.get(pack, (0, 0)))
    order = sorted(newest, key=lambda pack: (newest[pack], pack not in shipped, pack), reverse=True)
    since = [re.search(r"\bfor (20\d\d)\b", library.pack(pack).get("edition", "")) for pack in order]
    return [(int(year[1]) if year else 0, pack) for year, pack in zip(since, order, strict=True)]


def _is_whole(library: Library, pack: str) -> bool:
    sql = "select 1 from cbam_defaults where country = ? and pack = ? limit 1"
    return bool(library.rows(sql, OTHER, pack))
