"""Compile the packs into one SQLite file. The same packs give the same bytes; bad packs give none.

`content_hash` is needed each time a library is opened from a checkout, so everything that only compiling needs is
imported inside the functions.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from carbonfoot.factors.library import SCHEMA
from carbonfoot.factors.pack import Pack, PackError, Problem, pack_files, pack_folders

if TYPE_CHECKING:
    import sqlite3


_CHUNK = 4_000_000
"""Bytes that are read at once: all of most packs, a part of one that was made of a large table."""


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
                # The length keeps the end of one file and the start of the next apart.
                digest.update(f"{name}/{file} {os.fstat(stream.fileno()).st_size}\n".encode())
                while content := stream.read(_CHUNK):
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

    from carbonfoot.factors.fill import (
        SIDE_TABLES,
        create_tables,
        index_items,
        rows_of,
        write_gases,
        write_records,
        write_rules,
        write_side_table,
    )

    connection = sqlite3.connect(path, isolation_level=None)
    try:
        create_tables(connection)
        connection.execute("begin")
        _write_meta(connection, packs, hashes, content)
        rows = [(pack.id, cells) for pack in packs for cells in rows_of([pack], "records.csv")]
        # Rows of one item lie together: a look-up then reads neighbouring pages.
        rows.sort(key=lambda row: (row[1]["item"], row[1]["geo"], row[1]["year"], row[1]["id"]))
        write_records(connection, rows)
        for table in SIDE_TABLES:
            write_side_table(connection, table, packs)
        index_items(connection)
        write_gases(connection, rows_of(packs, "gwp.csv"))
        write_rules(connection, packs)
        connection.execute("commit")
        connection.execute("vacuum")
    except sqlite3.OperationalError as error:  # a full disk, for one
        raise OSError(f"cannot write {path}: {error}") from None
    finally:
        connection.close()


def _write_meta(
    connection: sqlite3.Connection, packs: list[Pack], hashes: dict[str, str], content: str
) -> None:
    from carbonfoot.factors.fill import insert
    from carbonfoot.factors.layout import PACK_KEYS, PACK_MAY

    names = " ".join(pack.id for pack in packs)
    insert(connection, "meta", [("content_hash", content), ("packs", names), ("schema", SCHEMA)])
    insert(
        connection,
        "pack",
        [(*(pack.keys.get(key, "") for key in (*PACK_KEYS, *PACK_MAY)), hashes[pack.id]) for pack in packs],
    )
