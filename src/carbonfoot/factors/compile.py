"""Compile the packs into one SQLite file. The same packs give the same bytes; bad packs give none.

`content_hash` is needed each time a library is opened from a checkout, so everything that only compiling needs is
imported inside the functions.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from carbonfoot.factors.layout import GAS_COLUMNS, PACK_KEYS, RECORD_COLUMNS, REGION_COLUMNS
from carbonfoot.factors.library import SCHEMA, fold
from carbonfoot.factors.pack import Pack, PackError, Problem, items_of, pack_files, pack_folders

if TYPE_CHECKING:
    import sqlite3

# Raise `library.SCHEMA` with every change of what is compiled: it is part of the hash that names a cached library.
TABLES = f"""
create table meta (key text primary key, value text not null) without rowid;
create table pack ({",".join(f"{key} text not null" for key in PACK_KEYS)}, hash text not null, primary key (id));
create table record ({",".join(f"{column} text not null" for column in RECORD_COLUMNS)}, pack text not null,
    primary key (id));
create table gas ({",".join(f"{column} text not null" for column in GAS_COLUMNS)}, primary key (gas));
create table gas_alias (alias text primary key, gas text not null) without rowid;
create table region (code text primary key, level text not null, name text not null, name_ko text not null,
    alpha3 text not null, subregion text not null, members text not null, parent text not null);
create table item (number integer primary key, item text not null unique, kind text not null, name text not null,
    name_ko text not null, names text not null, records integer not null);
create virtual table item_text using fts5 (item, names, tags, codes, content = '',
    tokenize = 'unicode61 remove_diacritics 2');
"""


def content_hash(factors_dir: str) -> str:
    """Hash of what a library is compiled from: names and bytes of all pack files, and the version of the tables."""
    return _hash([(name, os.path.join(factors_dir, name)) for name in pack_folders(factors_dir)], SCHEMA)


def pack_hash(folder: str) -> str:
    """Hash of the files of one pack, as a lock file pins it."""
    return _hash([("", folder)], "")


def _hash(folders: list[tuple[str, str]], version: str) -> str:
    from hashlib import blake2b

    digest = blake2b(f"{version}\n".encode(), digest_size=16)
    for name, folder in folders:
        for file in pack_files(folder):
            with open(os.path.join(folder, file), "rb") as stream:
                content = stream.read()
            # The length keeps the end of one file and the start of the next apart.
            digest.update(f"{name}/{file} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()


def compile_library(factors_dir: str, target: str) -> None:
    """Write the library of all packs under `factors_dir` to `target`, which appears whole or not at all.

    Raises PackError with every problem of the packs, or when they change meanwhile; OSError when the target cannot
    be written.
    """
    import tempfile

    from carbonfoot.factors.lint import lint
    from carbonfoot.factors.pack import read_packs

    # Before the packs are read: a folder that cannot be written should not cost a second of work.
    folder, name = os.path.split(os.path.abspath(target))
    handle, temporary = tempfile.mkstemp(prefix=f"{name}-", suffix=".tmp", dir=folder)
    os.close(handle)
    try:
        content = content_hash(factors_dir)
        packs = read_packs(factors_dir)
        problems = lint(packs)
        if problems:
            raise PackError(problems)
        hashes = {pack.id: pack_hash(os.path.join(factors_dir, pack.id)) for pack in packs}
        _write(packs, hashes, content, temporary)
        if content_hash(factors_dir) != content:
            raise PackError([Problem("", "", "", "the packs changed while they were compiled")])
        os.chmod(temporary, 0o644)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise


def _write(packs: list[Pack], hashes: dict[str, str], content: str, path: str) -> None:
    import sqlite3

    connection = sqlite3.connect(path, isolation_level=None)
    try:
        # Nothing is lost with the temporary file, so neither journal nor sync is worth its time.
        connection.executescript(
            "pragma page_size = 4096; pragma journal_mode = off; pragma synchronous = off;"
        )
        try:
            connection.executescript(TABLES)
        except sqlite3.OperationalError as error:
            if "fts5" not in str(error):
                raise
            message = f"this Python's SQLite {sqlite3.sqlite_version} has no full-text search (FTS5)"
            raise PackError([Problem("", "", "", message)]) from None
        connection.execute("begin")
        _write_meta(connection, packs, hashes, content)
        _write_records(connection, packs)
        _write_gases(connection, packs)
        regions = [tuple(cells[key] for key in REGION_COLUMNS) for cells in _rows(packs, "regions.csv")]
        _insert(connection, "region", sorted(regions))
        connection.execute("create index record_of_item on record (item, geo, year)")
        connection.execute("commit")
        connection.execute("vacuum")
    except sqlite3.OperationalError as error:  # a full disk, for one
        raise OSError(f"cannot write {path}: {error}") from None
    finally:
        connection.close()


def _write_meta(
    connection: sqlite3.Connection, packs: list[Pack], hashes: dict[str, str], content: str
) -> None:
    names = " ".join(pack.id for pack in packs)
    _insert(connection, "meta", [("content_hash", content), ("packs", names), ("schema", SCHEMA)])
    _insert(connection, "pack", [(*(pack.keys[key] for key in PACK_KEYS), hashes[pack.id]) for pack in packs])


def _write_records(connection: sqlite3.Connection, packs: list[Pack]) -> None:
    from carbonfoot.factors.search import index_text

    preference = {pack.id: int(pack.keys["preference"]) for pack in packs}
    rows = [(pack.id, cells) for pack in packs for cells in _rows([pack], "records.csv")]
    # Rows of one item lie together: a look-up then reads neighbouring pages.
    rows.sort(key=lambda row: (row[1]["item"], row[1]["geo"], row[1]["year"], row[1]["id"]))
    _insert(
        connection, "record", [(*(cells[column] for column in RECORD_COLUMNS), pack) for pack, cells in rows]
    )
    items: dict[str, list[tuple[str, dict[str, str]]]] = {}
    for pack, cells in rows:
        items.setdefault(cells["item"], []).append((pack, cells))
    for number, item in enumerate(sorted(items), 1):
        found = sorted(items[item], key=lambda row: (preference[row[0]], row[1]["id"]))
        words = {
            key: _distinct(cells[key] for _, cells in found) for key in ("name", "name_ko", "tags", "codes")
        }
        names = [*words["name"], *words["name_ko"]]
        shown = [_title([cells[key] for _, cells in found]) for key in ("name", "name_ko")]
        kind = found[0][1]["kind"]
        _insert(connection, "item", [(number, item, kind, *shown, "\n".join(names), len(found))])
        texts = (item, *(" ".join(group) for group in (names, words["tags"], words["codes"])))
        connection.execute(
            "insert into item_text (rowid, item, names, tags, codes) values (?, ?, ?, ?, ?)",
            (number, *(index_text(text) for text in texts)),
        )
    connection.execute("insert into item_text (item_text) values ('optimize')")


def _write_gases(connection: sqlite3.Connection, packs: list[Pack]) -> None:
    rows = sorted(_rows(packs, "gwp.csv"), key=lambda cells: cells["gas"])
    _insert(connection, "gas", [tuple(cells[column] for column in GAS_COLUMNS) for cells in rows])
    aliases: dict[str, str] = {}
    for cells in rows:
        for alias in (cells["gas"], *items_of(cells.get("aliases", ""))):
            aliases[fold(alias)] = cells["gas"]
    # A formula or name stands for a gas only where it means one gas: CH4 may be fossil or biogenic.
    owners: dict[str, set[str]] = {}
    for cells in rows:
        for word in (cells["formula"], cells["name"], cells["name_ko"]):
            owners.setdefault(fold(word), set()).add(cells["gas"])
    for word, gases in owners.items():
        if word and len(gases) == 1:
            aliases.setdefault(word, *gases)
    _insert(connection, "gas_alias", sorted(aliases.items()))


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[tuple[str | int, ...]]) -> None:
    if rows:
        marks = ",".join("?" * len(rows[0]))
        connection.executemany(f"insert into {table} values ({marks})", rows)


def _rows(packs: list[Pack], table: str) -> list[dict[str, str]]:
    return [row.cells for pack in packs if table in pack.tables for row in pack.tables[table].rows]


def _distinct(texts: Iterable[str]) -> list[str]:
    """Texts that are not empty, each once, in the order of their first appearance."""
    return list(dict.fromkeys(text for text in texts if text))


def _title(names: list[str]) -> str:
    """One name for an item: the longest beginning that most records share, cut at a comma or before a bracket.

    Where most share none, the commonest name; of equals the first, that of the preferred pack.
    """
    given = [name for name in names if name]
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
