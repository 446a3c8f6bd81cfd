"""The tables of a compiled library, and how rows of packs come into them. One row at a time: packs may be large."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby

from carbonfoot.factors.layout import (
    ALIAS_COLUMNS,
    ANCHOR_COLUMNS,
    GAS_COLUMNS,
    PACK_KEYS,
    PACK_MAY,
    PARAMETER_COLUMNS,
    RECORD_COLUMNS,
    REGION_COLUMNS,
)
from carbonfoot.factors.library import fold
from carbonfoot.factors.pack import Pack, PackError, Problem, items_of
from carbonfoot.factors.rules import TABLES as RULES
from carbonfoot.factors.words import index_text, plain

SIDE_TABLES = {
    "region": ("regions.csv", REGION_COLUMNS),
    "parameter": ("parameters.csv", (*PARAMETER_COLUMNS, "pack")),
    "anchor": ("anchors.csv", (*ANCHOR_COLUMNS, "pack")),
    "alias": ("aliases.csv", (*ALIAS_COLUMNS, "pack", "key")),
}
"""Tables that hold the rows of a CSV file as they are: the file, and the columns; `pack` and `key` are added."""

RULE_TABLES = {file.removesuffix(".csv"): (file, (*columns, "pack")) for file, columns in RULES.items()}
"""The same for tables of rules; one that no pack holds is not made."""

_LOOKED_UP = ("cn_code", "country")
"""Columns by which rules are looked up, where a table has them."""

_RENAMED = {"un_m49_subregion": "subregion"}


def _table(name: str, columns: Iterable[str], key: str) -> str:
    cells = ", ".join(f"{_RENAMED.get(column, column)} text not null" for column in columns)
    return f"create table {name} ({cells}, primary key ({key}));\n"


# Raise `library.SCHEMA` with every change of what is compiled: it is part of the hash that names a cached library.
_TABLES = f"""
create table meta (key text primary key, value text not null) without rowid;
create table gas_alias (alias text primary key, gas text not null) without rowid;
create table item (number integer primary key, item text not null unique, kind text not null, name text not null,
    name_ko text not null, names text not null, records integer not null, rank integer not null);
create virtual table item_text using fts5 (item, names, tags, codes, content = '',
    tokenize = 'unicode61 remove_diacritics 2');
create table word (key text not null, number integer not null, what text not null, primary key (key, number))
    without rowid;
create table code (code text not null, number integer not null, primary key (code, number)) without rowid;
{_table("pack", (*PACK_KEYS, *PACK_MAY, "hash"), "id")}
{_table("record", (*RECORD_COLUMNS, "pack"), "id")}
{_table("gas", GAS_COLUMNS, "gas")}
{"".join(_table(name, columns, columns[0]) for name, (_, columns) in SIDE_TABLES.items())}
create index record_of_item on record (item, geo, year);
create index parameter_of_item on parameter (item);
create index alias_of_key on alias (key);
"""


def create_tables(connection: sqlite3.Connection) -> None:
    """Empty tables in a new file. Raises PackError where SQLite has no full-text search."""
    # Nothing is lost with the temporary file, so neither journal nor sync is worth its time.
    connection.executescript("pragma page_size = 4096; pragma journal_mode = off; pragma synchronous = off;")
    try:
        connection.executescript(_TABLES)
    except sqlite3.OperationalError as error:
        if "fts5" not in str(error):
            raise
        message = f"this Python's SQLite {sqlite3.sqlite_version} has no full-text search (FTS5)"
        raise PackError([Problem("", "", "", message)]) from None


def write_records(connection: sqlite3.Connection, rows: Iterable[tuple[str, dict[str, str]]]) -> None:
    """Records of `(pack, cells)`. Raises `sqlite3.IntegrityError` for an id that is there already."""
    insert(connection, "record", ((*map(cells.__getitem__, RECORD_COLUMNS), pack) for pack, cells in rows))


def index_items(connection: sqlite3.Connection) -> None:
    """One row for each item of the records, with its names, and its words in the full-text index.

    Aliases of the same file that are the item, or a part of it, are words of it: they are written before.
    """
    said: dict[str, list[str]] = {}
    sql = (
        "select item, alias from alias where relation in ('exact', 'broader') and scheme <> 'hs' order by id"
    )
    for item, alias in connection.execute(sql):
        said.setdefault(item, []).append(alias)
    rows = connection.execute(
        "select record.item, record.kind, record.name, record.name_ko, record.tags, record.codes, record.trust, "
        "record.flags from record join pack on pack.id = record.pack "
        "order by record.item, cast(pack.preference as integer), record.id"
    )
    for number, (item, group) in enumerate(groupby(rows, key=lambda row: str(row[0])), 1):
        found = list(group)
        names, names_ko, tags, codes = (_distinct(row[column] for row in found) for column in (2, 3, 4, 5))
        shown = [_title([row[column] for row in found]) for column in (2, 3)]
        joined = "\n".join([*names, *names_ko])
        rank = rank_of(item, found[0][1], [(row[6], row[7]) for row in found])
        insert(connection, "item", [(number, item, found[0][1], *shown, joined, len(found), rank)])
        keys = {plain(name): "name" for name in (item.rpartition("/")[2], *names, *names_ko)} | {
            plain(item): "item"
        }
        connection.executemany(
            "insert into word values (?, ?, ?)", [(key, number, what) for key, what in keys.items() if key]
        )
        if codes:
            insert(connection, "code", ((code, number) for code in _distinct(_each(codes))))
        texts = (
            item,
            *(" ".join(group) for group in ([*names, *names_ko], [*tags, *said.get(item, ())], codes)),
        )
        connection.execute(
            "insert into item_text (rowid, item, names, tags, codes) values (?, ?, ?, ?, ?)",
            (number, *map(index_text, texts)),
        )
    connection.execute("insert into item_text (item_text) values ('optimize')")


def rank_of(item: str, kind: str, records: list[tuple[str, str]]) -> int:
    """Where an item stands among equals of a search; of its records trust and flags are given.

    0 the general ones, 1 those of one plant below a wider item, 2 what never stands in a footprint by itself, 3 those
    without any record that may be used.
    """
    fit = [flags.split(";") for trust, flags in records if trust != "X"]
    if not fit:
        return 3
    if kind in ("spend", "process"):
        return 2
    return int(item.count("/") > 1 and all("single-site" in flags for flags in fit))


def write_gases(connection: sqlite3.Connection, gases: Iterable[dict[str, str]]) -> None:
    """Gases, and every name that means one of them."""
    rows = sorted(gases, key=lambda cells: cells["gas"])
    insert(connection, "gas", (tuple(cells[column] for column in GAS_COLUMNS) for cells in rows))
    aliases: dict[str, str] = {}
    for cells in rows:
        for alias in (cells["gas"], *items_of(cells.get("aliases", ""))):
            aliases[fold(alias)] = cells["gas"]
    # A formula or name stands for a gas only where it means one gas: CH4 may be fossil or biogenic.
    owners: dict[str, set[str]] = {}
    for cells in rows:
        for word in (cells["formula"], cells["name"], cells["name_ko"]):
            owners.setdefault(fold(word), set()).add(cells["gas"])
    for word, meant in owners.items():
        if word and len(meant) == 1:
            aliases.setdefault(word, *meant)
    insert(connection, "gas_alias", sorted(aliases.items()))


def write_rules(connection: sqlite3.Connection, packs: list[Pack]) -> None:
    """Tables of rules that the packs hold, each indexed by what it is looked up with."""
    held = [table for table, (file, _) in RULE_TABLES.items() if any(file in pack.tables for pack in packs)]
    for table in held:
        columns = RULE_TABLES[table][1]
        connection.execute(_table(table, columns, "id"))
        write_side_table(connection, table, packs)
        keys = [column for column in _LOOKED_UP if column in columns]
        if keys:
            connection.execute(f"create index {table}_looked_up on {table} ({', '.join(keys)})")
    insert(connection, "meta", [("rule_tables", " ".join(held))])


def write_side_table(connection: sqlite3.Connection, table: str, packs: list[Pack]) -> None:
    """The rows of one of `SIDE_TABLES` or `RULE_TABLES`, by their first column."""
    file, columns = SIDE_TABLES.get(table) or RULE_TABLES[table]
    rows = []
    for pack in packs:
        for cells in rows_of([pack], file):
            more = {"pack": pack.id, "key": plain(cells.get("alias", ""))}
            rows.append(tuple((more | cells)[column] for column in columns))
    insert(connection, table, sorted(rows))


def insert(connection: sqlite3.Connection, table: str, rows: Iterable[tuple[str | int, ...]]) -> None:
    """All rows into a table, in their order."""
    several: Iterator[tuple[str | int, ...]] = iter(rows)
    for first in several:
        sql = f"insert into {table} values ({','.join('?' * len(first))})"
        connection.execute(sql, first)
        connection.executemany(sql, several)


def rows_of(packs: list[Pack], table: str) -> list[dict[str, str]]:
    """The rows of one table of the packs."""
    return [row.cells for pack in packs if table in pack.tables for row in pack.tables[table].rows]


def _distinct(texts: Iterable[str]) -> list[str]:
    """Texts that are not empty, each once, in the order of their first appearance."""
    return list(dict.fromkeys(text for text in texts if text))


def _each(lists: Iterable[str]) -> Iterator[str]:
    """The parts of `;`-lists."""
    for text in lists:
        yield from items_of(text)


def _title(names: list[str]) -> str:
    """One name for an item: the longest beginning that most records share, cut at a comma or before a bracket.

    Where most share none, the commonest name; of equals the first, that of the preferred pack.
    """
    given = [name for name in names if name]
    if len(given) == 1:
        return given[0]
    counts: dict[str, int] = {}
    for name in given:
        for beginning in _beginnings(name):
            counts[beginning] = counts.get(beginning, 0) + 1
    shared = [beginning for beginning, count in counts.items() if 2 * count > len(given)]
    if shared:
        return max(shared, key=len)
    return max(dict.fromkeys(given), key=counts.__getitem__, default="")


def _beginnings(name: str) -> list[str]:
    """The whole name, the name up to each comma outside brackets, and up to the first bracket."""
    found = [name.partition("(")[0].rstrip()]
    depth = 0
    for at, letter in enumerate(name):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            found.append(name[:at])
    return list(dict.fromkeys(beginning for beginning in (*found, name) if beginning))
