"""What changed between two packs: the same thing in two editions of a source, in two packs, or before and after."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from carbonfoot.factors.figures import figures
from carbonfoot.factors.library import Library, Record

Key = tuple[str, ...]

SAME = ("item", "route", "boundary", "unit_den", "cv_basis", "geo", "technology", "scope2_method")
"""What makes two records of different editions the same factor; the year as well, where a pack has several."""


class Change(NamedTuple):
    """One factor in two packs; `old` or `new` is None where only the other pack has it. `share` is new / old - 1."""

    key: Key
    old: Record | None
    new: Record | None
    share: float | None


class Comparison(NamedTuple):
    """Factors that changed, the largest change first; those of one pack only; how many are the same."""

    changed: list[Change]
    added: list[Change]
    removed: list[Change]
    same: int


def pack_named(library: Library, text: str) -> str:
    """Id of the pack that `desnz@2025` or `desnz-2025` names; "" when there is none."""
    name = text.replace("@", "-")
    return name if name in library.packs() else ""


def editions_of(library: Library, text: str) -> list[str]:
    """Packs whose id begins with what stands before the `@`, as `name@edition`."""
    name = text.partition("@")[0]
    return [
        f"{name}@{pack[len(name) + 1 :]}" if pack != name else pack
        for pack in library.packs()
        if pack == name or pack.startswith(f"{name}-")
    ]


def records_of(library: Library, pack: str) -> list[Record]:
    """Every record of a pack, by item, region, year and id."""
    rows = library.rows("select * from record where pack = ? order by item, geo, year, id", pack)
    return [Record._make(row) for row in rows]


def holds_others(library: Library, pack: str) -> bool:
    """Whether a pack holds parameters or rules, which are not compared."""
    tables = ["parameter", *library.rule_tables()]
    return any(library.rows(f"select 1 from {table} where pack = ? limit 1", pack) for table in tables)


def compare(old: Iterable[Record], new: Iterable[Record]) -> Comparison:
    """Records that stand for the same factor, side by side. Values are compared in kg, gases as well as totals."""
    before, after = list(old), list(new)
    several = _several_years(before) or _several_years(after)
    left, right = _by_key(before, several), _by_key(after, several)
    changed, same = [], 0
    for key in sorted(left.keys() & right.keys()):
        one, other = left[key], right[key]
        if figures(one) == figures(other):
            same += 1
        else:
            changed.append(Change(key, one, other, _share(one, other)))
    changed.sort(key=lambda change: (-abs(change.share) if change.share is not None else 1, change.key))
    added = [Change(key, None, right[key], None) for key in sorted(right.keys() - left.keys())]
    removed = [Change(key, left[key], None, None) for key in sorted(left.keys() - right.keys())]
    return Comparison(changed, added, removed, same)


def _by_key(records: list[Record], with_year: bool) -> dict[Key, Record]:
    """Each record under what it is; of records that nothing tells apart the next has one more step."""
    found: dict[Key, Record] = {}
    for record in records:
        key = tuple(getattr(record, column) for column in SAME) + ((record.year,) if with_year else ())
        while key in found:
            key = (*key, "again")
        found[key] = record
    return found


def _several_years(records: list[Record]) -> bool:
    years: dict[Key, set[str]] = {}
    for record in records:
        years.setdefault(tuple(getattr(record, column) for column in SAME), set()).add(record.year)
    return any(len(found) > 1 for found in years.values())


def _share(old: Record, new: Record) -> float | None:
    for one, other in zip(figures(old), figures(new), strict=True):
        if isinstance(one, float) and isinstance(other, float) and one and one != other:
            return other / one - 1
    return None
