"""How often a text has come by, of more texts than memory should hold: counts lie in a temporary file."""

from __future__ import annotations

import sqlite3
from hashlib import blake2b

_ASK = "select times from seen where text = ?"
_FIRST = "insert into seen values (?, 1)"
_AGAIN = "update seen set times = ? where text = ?"


class First:
    """The first text that came by for each key, of more keys than memory should hold."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.executescript(
            "pragma journal_mode = off; pragma synchronous = off; "
            "create table first (key text primary key, text text not null) without rowid; begin"
        )

    def text(self, key: str, text: str) -> str:
        """The text that came first with this key; this one when there was none."""
        known = self._connection.execute("select text from first where key = ?", (key,)).fetchone()
        if known is None:
            self._connection.execute("insert into first values (?, ?)", (key, text))
            return text
        return str(known[0])


class Seen:
    """Counts texts. 64 bits stand for each: were two alike, the second would count as seen before."""

    def __init__(self) -> None:
        # The empty name is a database of this connection alone, which goes to disk when it outgrows its cache.
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.executescript(
            "pragma journal_mode = off; pragma synchronous = off; "
            "create table seen (text integer primary key, times integer not null); begin"
        )

    def count(self, text: str) -> int:
        """How often the text has come by, this time included."""
        key = int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), signed=True)
        known = self._connection.execute(_ASK, (key,)).fetchone()
        if known is None:
            self._connection.execute(_FIRST, (key,))
            return 1
        times = int(known[0]) + 1
        self._connection.execute(_AGAIN, (times, key))
        return times

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()
