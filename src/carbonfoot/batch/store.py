"""The store of a batch: one SQLite file. What a chunk gives is there whole or not at all, also after a power cut."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from carbonfoot.batch.lock import Lock, LockError
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
MEMORY = ":memory:"

_OURS = frozenset(["meta", "product", "document"])
_NAME = "cast(? as text)"
_MAGIC = b"SQLite format 3\0"
_ANOTHER = "name another with --store"
_FULL = 13  # SQLITE_FULL
_READ_ONLY = 8  # SQLITE_READONLY
_IO = 10  # SQLITE_IOERR, which is what a full disk is called in the index of the log


class StoreError(Exception):
    """The store cannot be used, or not any more; the message says why and what to do."""


class Store:
    """Rows by name. Raises `StoreError` for a file that is no store of this version, or one that another run holds.

    path   `:memory:` keeps it nowhere but in this process
    new    whether one is made where there is none
    reads  only read, without the lock: a store whose rows another one takes
    """

    def __init__(self, path: str, *, new: bool = True, reads: bool = False) -> None:
        self.path = path
        self._lock: Lock | None = None
        self._connection: sqlite3.Connection | None = None
        self._file: os.stat_result | None = None
        self._absolute = os.path.abspath(path)  # whatever becomes of the working folder
        if path != MEMORY:
            _look(path, new=new and not reads)
        try:
            if not reads and path != MEMORY:
                self._lock = Lock(path)
            with _told(path):
                self._connection = sqlite3.connect(path, isolation_level=None, timeout=10)
                self._connection.text_factory = _from_text
                self._open(reads=reads)
        except LockError as error:
            raise StoreError(f"{path}: {error}") from None
        except BaseException:
            self.close()
            raise
        self._file = None if path == MEMORY else os.stat(self._absolute)

    @property
    def _sql(self) -> sqlite3.Connection:
        if self._connection is None:
            raise StoreError(f"{self.path}: this store was closed")
        return self._connection

    def _open(self, *, reads: bool) -> None:
        """Look before anything is written, the mode of the file included."""
        there = {
            str(one[0]) for one in self._sql.execute("select name from sqlite_master where type = 'table'")
        }
        if there and not there >= _OURS:
            raise StoreError(
                f"{self.path}: a database of another program, not the store of a batch; {_ANOTHER}"
            )
        if there and self.told("layout") != LAYOUT:
            raise StoreError(
                f"{self.path}: this store is of another version of carbonfoot (layout {self.told('layout')}, here "
                f"{LAYOUT}); {_ANOTHER}, or delete it: all is computed again"
            )
        if reads:
            self._sql.execute("pragma query_only=on")
            return
        self._sql.execute("pragma journal_mode=wal")
        self._sql.execute("pragma synchronous=normal")
        if not there:
            made = f"begin immediate;{_TABLES}insert into meta values('layout', '{LAYOUT}');commit;"
            self._sql.executescript(made)

    def tell(self, key: str, value: str) -> None:
        """Keep something about the run."""
        with self._writing():
            self._sql.execute("insert or replace into meta values(?, ?)", (key, value))

    def told(self, key: str) -> str | None:
        """What was kept; None where nothing was."""
        with _told(self.path):
            found = self._sql.execute("select value from meta where key = ?", (key,)).fetchone()
        return None if found is None else str(found[0])

    def take(self, done: Done) -> None:
        """Keep a chunk."""
        rows = [
            (_text(row.name), row.key, row.state, *map(_json, (row.data, row.findings, row.codes, row.grave)))
            for row in done.rows
        ]
        read = [(_text(one.name), one.digest, _json(one.asked)) for one in done.read]
        with self._writing():
            self._sql.executemany(f"insert or replace into product values({_NAME}, ?, ?, ?, ?, ?, ?)", rows)
            self._sql.executemany(f"insert or replace into document values({_NAME}, ?, ?)", read)

    def keys(self) -> dict[str, str]:
        """Names and keys of all rows."""
        with _told(self.path):
            return dict(self._sql.execute("select name, key from product"))

    def read(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Documents by name: digest and references."""
        with _told(self.path):
            return {
                name: (seen, tuple(json.loads(asked)))
                for name, seen, asked in self._sql.execute("select name, digest, asked from document")
            }

    def keep_only(self, names: set[str]) -> None:
        """Forget rows of documents that are not there any more."""
        gone = [(_text(name),) for name in self.keys() if name not in names]
        if gone:
            with self._writing():
                self._sql.executemany(f"delete from product where name = {_NAME}", gone)

    def forget(self) -> None:
        """Forget everything but what the file is."""
        with self._writing():
            for what in ("product", "document", "meta where key <> 'layout'"):
                self._sql.execute(f"delete from {what}")

    def rows(self) -> Iterator[Row]:
        """All rows by name."""
        with _told(self.path):
            for name, key, state, *texts in self._sql.execute("select * from product order by name"):
                data, findings, codes, grave = map(json.loads, texts)
                yield Row(name, key, state, data, findings, codes, grave)

    def close(self) -> None:
        """Close it; the write-ahead log goes into the file, and others may have it."""
        if self._connection is not None:
            with suppress(sqlite3.Error):  # a full disk: the log stays beside the file, and is read with it
                self._connection.close()
            self._connection = None
        if self._lock is not None:
            self._lock.free()
            self._lock = None

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """One commit, or nothing. A file that was taken away would swallow it."""
        with _told(self.path):
            if not self._is_there():
                raise StoreError(f"{self.path}: the store was taken away during the run")
            with self._sql:
                self._sql.execute("begin immediate")
                yield

    def _is_there(self) -> bool:
        try:
            return self._file is None or os.path.samestat(self._file, os.stat(self._absolute))
        except OSError:
            return False


def _look(path: str, *, new: bool) -> None:
    """Refuse what can be no store before anything is opened for writing."""
    try:
        with open(path, "rb") as stream:
            begins = stream.read(len(_MAGIC))
    except FileNotFoundError:
        folder = os.path.dirname(os.path.abspath(path))
        if not os.path.isdir(folder):
            raise StoreError(f"{path}: there is no folder {folder}") from None
        if not new:
            raise StoreError(f"{path}: there is no such store; `carbonfoot batch FOLDER` makes one") from None
        return
    except (OSError, ValueError) as error:
        raise StoreError(f"{path}: {getattr(error, 'strerror', None) or error}; {_ANOTHER}") from None
    if begins != _MAGIC and (begins or not new):
        raise StoreError(f"{path}: this file is no store of a batch; {_ANOTHER}")


@contextmanager
def _told(path: str) -> Iterator[None]:
    """What SQLite and the system say, in words that help."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code == _FULL or (code == _IO and _is_full(path)):
            raise StoreError(
                f"{path}: the disk is full; what was stored before is kept, make room and run `carbonfoot batch "
                "--resume`"
            ) from None
        if code == _READ_ONLY:
            raise StoreError(f"{path}: the store cannot be written (read-only); {_ANOTHER}") from None
        raise StoreError(f"{path}: the store cannot be used: {error}; {_ANOTHER}, or delete it") from None
    except json.JSONDecodeError:
        raise StoreError(f"{path}: the store is damaged; {_ANOTHER}, or delete it") from None
    except OSError as error:
        raise StoreError(f"{path}: {error.strerror}") from None


def _is_full(path: str) -> bool:
    import shutil

    try:
        return shutil.disk_usage(os.path.dirname(os.path.abspath(path))).free < 1 << 16
    except OSError:
        return False


_encoder = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False, check_circular=False)


def _json(value: Any) -> str:
    text = _encoder.encode(value)
    try:
        text.encode()
    except UnicodeEncodeError:  # a name of a file with bytes that are no text
        return json.dumps(value, separators=(",", ":"), allow_nan=False)
    return text


def _text(name: str) -> bytes:
    """A name of a file for the database, also where it holds bytes that are no text (names of CP949 in an archive)."""
    return name.encode("utf-8", "surrogatepass")


def _from_text(data: bytes) -> str:
    return data.decode("utf-8", "surrogatepass")
