"""What a library holds: counts of records, items, regions and years, by pack and by trust."""

from __future__ import annotations

from typing import NamedTuple

from carbonfoot.factors.library import Library

TRUST = ("A", "B", "C", "X")


class PackStats(NamedTuple):
    """Counts of one pack. `rules` are rows of rule tables, `trust` counts its records by A, B, C and X."""

    id: str
    title: str
    edition: str
    licence: str
    share_class: str
    review_by: str
    records: int
    parameters: int
    rules: int
    aliases: int
    ranges: int
    items: int
    regions: int
    years: str
    trust: tuple[int, int, int, int]


class Stats(NamedTuple):
    """Counts of the whole library; years, regions and rules are never counted as items."""

    records: int
    parameters: int
    rules: int
    aliases: int
    gases: int
    items: int
    regions: int
    years: str
    publishers: int
    trust: tuple[int, int, int, int]
    kinds: list[tuple[str, int, int]]
    packs: list[PackStats]


def stats(library: Library) -> Stats:
    """Counts of everything that is open: the library and the packs laid over it."""
    packs = [_pack(library, pack) for pack in library.packs()]
    kinds = library.rows(
        "select kind, count(*), count(distinct item) from record group by kind order by 2 desc, 1"
    )
    years = [
        row[0] for row in library.rows("select min(year) from record union all select max(year) from record")
    ]
    return Stats(
        records=sum(pack.records for pack in packs),
        parameters=sum(pack.parameters for pack in packs),
        rules=sum(pack.rules for pack in packs),
        aliases=_count(library, "select count(*) from alias"),
        gases=_count(library, "select count(*) from gas"),
        items=_count(library, "select count(distinct item) from record"),
        regions=_count(library, "select count(distinct geo) from record"),
        years=_span(*years),
        publishers=_count(library, "select count(distinct publisher) from pack"),
        trust=_trust(library, "", ()),
        kinds=[(str(kind), int(records), int(items)) for kind, records, items in kinds],
        packs=packs,
    )


def _pack(library: Library, pack: str) -> PackStats:
    about = library.pack(pack)
    row = library.rows(
        "select count(*), count(distinct item), count(distinct geo), min(year), max(year) from record where pack = ?",
        pack,
    )[0]
    return PackStats(
        id=pack,
        title=about["title"],
        edition=about["edition"],
        licence=about["licence"],
        share_class=about["share_class"],
        review_by=about["review_by"],
        records=int(row[0]),
        parameters=_count(library, "select count(*) from parameter where pack = ?", pack),
        rules=sum(
            _count(library, f"select count(*) from {table} where pack = ?", pack)
            for table in library.rule_tables()
        ),
        aliases=_count(library, "select count(*) from alias where pack = ?", pack),
        ranges=_count(library, "select count(*) from anchor where pack = ?", pack),
        items=int(row[1]),
        regions=int(row[2]),
        years=_span(row[3], row[4]),
        trust=_trust(library, " where pack = ?", (pack,)),
    )


def _trust(library: Library, where: str, values: tuple[str, ...]) -> tuple[int, int, int, int]:
    found = dict(library.rows(f"select trust, count(*) from record{where} group by trust", *values))
    a, b, c, x = (int(found.get(mark, 0)) for mark in TRUST)
    return a, b, c, x


def _count(library: Library, sql: str, *values: str) -> int:
    return int(library.rows(sql, *values)[0][0])


def _span(first: str | None, last: str | None) -> str:
    if not first or not last:
        return ""
    return first if first == last else f"{first}-{last}"
