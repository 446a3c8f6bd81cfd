"""The store of a batch: one SQLite file. What a chunk gives is there whole or not at all, also after a power cut."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from typing import Any

from carbonfoot.batch.model import Done, Row

LAYOUT = "1"
"""Version of the tables; a store of another one is refused, and left as it is."""

_TABLES = """
create table meta(key text primary key, value text not null) without rowid;
create table product(
    name text primary key, key text not null, state text not null,
    data text not null, findings text not null, codes text not null, grave text not null
) without rowid;
create table document(name text primary key, digest text not null, asked text not null) without rowid;
"""


class StoreError(Exception):
    """The store cannot be used; the message says why and what to do."""


class Store:
    """Rows by name. Raises `StoreError` for a file that is no store of this version, or one that another run holds."""

    def __init__(self, path: str) -> None:
        self.path = path
        try:
            self._connection = sqlite3.connect(path, isolation_level=None)
            self._connection.execute("pragma journal_mode=wal")
            self._connection.execute("pragma synchronous=normal")
            self._open()
        except sqlite3.DatabaseError as error:
            raise StoreError(f"{path}: {error}") from None

    def _open(self) -> None:
        there = {str(one[0]) for one in self._connection.execute("select name from sqlite_master")}
        if not there:
            self._connection.executescript("begin;" + _TABLES + "commit;")
            self.tell("layout", LAYOUT)
        elif self.told("layout") != LAYOUT:
            raise StoreError(f"{self.path}: this store has another layout; name another with --store")

    def tell(self, key: str, value: str) -> None:
        """Keep something about the run."""
        self._connection.execute("insert or replace into meta values(?, ?)", (key, value))

    def told(self, key: str) -> str | None:
        """What was kept; None where nothing was."""
        found = self._connection.execute("select value from meta where key = ?", (key,)).fetchone()
        return None if found is None else str(found[0])

    def take(self, done: Done) -> None:
        """Keep a chunk."""
        rows = [
            (row.name, row.key, row.state, *map(_json, (row.data, row.findings, row.codes, row.grave)))
            for row in done.rows
        ]
        read = [(one.name, one.digest, _json(one.asked)) for one in done.read]
        with self._connection:
            self._connection.execute("begin immediate")
            self._connection.executemany("insert or replace into product values(?, ?, ?, ?, ?, ?, ?)", rows)
            self._connection.executemany("insert or replace into document values(?, ?, ?)", read)

    def keys(self) -> dict[str, str]:
        """Names and keys of all rows."""
        return dict(self._connection.execute("select name, key from product"))

    def read(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Documents by name: digest and references."""
        return {
            name: (seen, tuple(json.loads(asked)))
            for name, seen, asked in self._connection.execute("select name, digest, asked from document")
        }

    def keep_only(self, names: set[str]) -> None:
        """Forget rows of documents that are not there any more."""
        gone = [
            (name,) for (name,) in self._connection.execute("select name from product") if name not in names
        ]
        with self._connection:
            self._connection.execute("begin immediate")
            self._connection.executemany("delete from product where name = ?", gone)

    def rows(self) -> Iterator[Row]:
        """All rows by name."""
        for name, key, state, *texts in self._connection.execute("select * from product order by name"):
            data, findings, codes, grave = map(json.loads, texts)
            yield Row(name, key, state, data, findings, codes, grave)

    def close(self) -> None:
        """Close it; the write-ahead log goes into the file."""
        self._connection.close()


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def exists(path: str) -> bool:
    """Whether there is a store."""
    return os.path.exists(path)
