"""Compile one pack of the user's own, row by row: a pack may have hundreds of thousands of records."""

from __future__ import annotations

import os
import sqlite3
import tempfile

from carbonfoot.factors.compile import pack_hash
from carbonfoot.factors.fill import (
    SIDE_TABLES,
    create_tables,
    index_items,
    insert,
    write_rules,
    write_side_table,
)
from carbonfoot.factors.layout import KEYS, PACK_KEYS
from carbonfoot.factors.library import SCHEMA, Library
from carbonfoot.factors.lint import lint_own_keys, lint_table
from carbonfoot.factors.lint_together import Known, dangling
from carbonfoot.factors.overlay import OwnPackError, unread
from carbonfoot.factors.own_records import OwnRecords
from carbonfoot.factors.pack import (
    Pack,
    PackError,
    Problem,
    Table,
    not_read,
    pack_files,
    read_keys,
    read_table,
)

ALLOWED = ("records.csv", "regions.csv", "aliases.csv", "parameters.csv", "cbam_defaults.csv")
"""Tables of a pack of one's own. Of the rules those alone of which a publisher ships new editions as a file."""


def compile_own(folder: str, target: str, library: Library) -> None:
    """Write the pack in `folder` to `target`, whole or not at all; the library tells which regions and gases are known.

    Raises OwnPackError with the problems found, OSError when the target cannot be written.
    """
    directory, name = os.path.split(os.path.abspath(target))
    handle, temporary = tempfile.mkstemp(prefix=f"{name}-", suffix=".tmp", dir=directory)
    os.close(handle)
    try:
        content = _read_once(folder)
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


def _read_once(folder: str) -> str:
    """The hash of a pack whose every file can be read. Raises OwnPackError."""
    try:
        return pack_hash(folder)
    except OSError as error:
        file = os.path.basename(error.filename or "")
        raise OwnPackError([Problem(os.path.basename(folder), file, "", unread(error))]) from None


def _compile(folder: str, path: str, content: str, library: Library) -> list[Problem]:
    pack = os.path.basename(folder)
    try:
        keys = read_keys(os.path.join(folder, "pack.yaml"))
    except FileNotFoundError:
        return [Problem(pack, "", "", "folder with tables but without pack.yaml")]
    except PackError as error:
        return error.problems
    problems, tables = _judged(folder, keys, library)
    if problems:
        return problems
    small = Pack(pack, keys, tables)
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
        write_rules(connection, [small])
        aliases = tables["aliases.csv"].rows if "aliases.csv" in tables else ()
        for item in {row.cells["item"] for row in aliases}:
            own = connection.execute("select distinct route from record where item = ?", (item,)).fetchall()
            if own:
                known.routes.setdefault(item, set()).update(str(route) for (route,) in own)
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


def _judged(folder: str, keys: dict[str, str], library: Library) -> tuple[list[Problem], dict[str, Table]]:
    """What is wrong with a pack but for its records, and its other tables."""
    pack = os.path.basename(folder)
    problems = [*lint_own_keys(pack, keys), *not_read(folder)]
    if pack in library.shipped_packs():
        said = f"`{pack}` is a pack of the library; give the folder and the id another name"
        problems.append(Problem(pack, "pack.yaml", "id", said))
    allowed = f"a pack of your own holds {', '.join(ALLOWED)}"
    files = [file for file in pack_files(folder) if file != "pack.yaml"]
    if not files:
        problems.append(Problem(pack, "", "", f"no table; {allowed}"))
    problems += [
        Problem(pack, file, "", f"unknown table; {allowed}") for file in files if file not in ALLOWED
    ]
    tables = {}
    for file in files:
        if file in ALLOWED and file != "records.csv":
            try:
                tables[file] = read_table(os.path.join(folder, file))
            except PackError as error:
                problems += error.problems
    for table in tables.values():
        problems += list(lint_table(pack, table)) or _taken(pack, table, library)
    return problems, tables


def _taken(pack: str, table: Table, library: Library) -> list[Problem]:
    """Keys that stand twice, and regions that the library has: what it says of a country is not said otherwise."""
    key = KEYS.get(table.name, "id")
    regions = table.name == "regions.csv"
    seen = {str(row[0]): "the library" for row in library.rows("select code from main.region") if regions}
    problems = []
    for line, cells in table.rows:
        value = cells[key]
        if value in seen:
            message = f"`{value}` also stands in {seen[value]}"
            problems.append(Problem(pack, f"{table.name}:{line}", key, message))
        seen.setdefault(value, f"{table.name}:{line}")
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
