"""Compile one pack of the user's own, row by row: a pack may have hundreds of thousands of records."""

from __future__ import annotations

import os
import sqlite3
import tempfile

from carbonfoot.factors.compile import pack_hash
from carbonfoot.factors.fill import SIDE_TABLES, create_tables, index_items, insert, write_side_table
from carbonfoot.factors.layout import PACK_KEYS
from carbonfoot.factors.library import SCHEMA, Library
from carbonfoot.factors.lint import lint_own_keys, lint_table
from carbonfoot.factors.lint_together import Known, dangling
from carbonfoot.factors.overlay import OwnPackError
from carbonfoot.factors.own_records import OwnRecords
from carbonfoot.factors.pack import Pack, PackError, Problem, Table, read_keys, read_table

ALLOWED = ("records.csv", "regions.csv", "aliases.csv", "parameters.csv")


def compile_own(folder: str, target: str, library: Library) -> None:
    """Write the pack in `folder` to `target`, whole or not at all; the library tells which regions and gases are known.

    Raises OwnPackError with the problems found, OSError when the target cannot be written.
    """
    directory, name = os.path.split(os.path.abspath(target))
    handle, temporary = tempfile.mkstemp(prefix=f"{name}-", suffix=".tmp", dir=directory)
    os.close(handle)
    try:
        content = pack_hash(folder)
        problems = _compile(folder, temporary, content, library)
        if not problems and pack_hash(folder) != content:
            problems = [Problem(os.path.basename(folder), "", "", "the pack changed while it was compiled")]
        if problems:
            raise OwnPackError(problems)
        os.chmod(temporary, 0o600)
        os.replace(temporary, target)
    except BaseException:
        os.unlink(temporary)
        raise


def check_own(folder: str, library: Library) -> list[Problem]:
    """Problems of a pack; nothing is kept of it."""
    with tempfile.TemporaryDirectory() as directory:
        try:
            compile_own(folder, os.path.join(directory, "pack"), library)
        except OwnPackError as error:
            return error.problems
    return []


def _compile(folder: str, path: str, content: str, library: Library) -> list[Problem]:
    pack = os.path.basename(folder)
    try:
        keys = read_keys(os.path.join(folder, "pack.yaml"))
    except FileNotFoundError:
        return [Problem(pack, "", "", "folder with tables but without pack.yaml")]
    except PackError as error:
        return error.problems
    problems = list(lint_own_keys(pack, keys))
    tables = {}
    for file in sorted(os.listdir(folder)):
        if file.endswith(".csv") and file not in ALLOWED:
            problems.append(
                Problem(pack, file, "", f"unknown table; a pack of your own holds {', '.join(ALLOWED)}")
            )
        elif file.endswith(".csv") and file != "records.csv":
            try:
                tables[file] = read_table(os.path.join(folder, file))
            except PackError as error:
                problems += error.problems
    small = Pack(pack, keys, tables)
    for table in tables.values():
        problems += lint_table(pack, table)
    if problems:
        return problems
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        create_tables(connection)
        connection.execute("begin")
        meta = [("content_hash", content), ("packs", pack), ("schema", SCHEMA)]
        insert(connection, "meta", meta)
        # A firm's own numbers come first unless its pack says otherwise; a public table takes its turn among others.
        default = "first" if keys.get("share_class") == "private" else "ranked"
        cells = [keys.get(key, "") for key in PACK_KEYS] + [keys.get("override") or default]
        insert(connection, "pack", [(*cells, content)])
        known = _known(library, pack, tables)
        problems = OwnRecords(pack, known, library).take(connection, os.path.join(folder, "records.csv"))
        if problems:
            return problems
        for side in SIDE_TABLES:
            write_side_table(connection, side, [small])
        for name, one in tables.items():
            for line, row in one.rows:
                for column, message in dangling(name, row, known):
                    problems.append(Problem(pack, f"{name}:{line}", column, message))
        index_items(connection)
        connection.execute("commit")
    except sqlite3.OperationalError as error:  # a full disk, for one
        raise OSError(f"cannot write {path}: {error}") from None
    finally:
        connection.close()
    return problems


def _known(library: Library, pack: str, tables: dict[str, Table]) -> Known:
    """What rows of the pack may refer to: everything of the library, and its own regions."""

    def column(sql: str) -> set[str]:
        return {str(row[0]) for row in library.rows(sql)}

    regions = column("select code from main.region")
    if "regions.csv" in tables:
        regions |= {row.cells["code"] for row in tables["regions.csv"].rows}
    routes: dict[str, set[str]] = {}
    for item, route in library.rows("select distinct item, route from main.record"):
        routes.setdefault(item, set()).add(route)
    return Known({pack}, set(), set(), column("select gas from main.gas"), regions, routes)
