"""What a pack must hold before it may be compiled: every rule of `docs/formats/factor-pack.md`, all problems at once.

Nothing is repaired here. A record without unit, boundary, region, year, source or licence is a problem, and so is
every cell that a later reader would have to guess about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from carbonfoot.factors import rules
from carbonfoot.factors.layout import (
    KEYS,
    NEEDED_TABLES,
    OVERRIDES,
    PACK_KEYS,
    PACK_MAY,
    SETS,
    SHARE_CLASSES,
    TABLES,
)
from carbonfoot.factors.lint_cells import SLUG, Cells, Found, listed, plain_text
from carbonfoot.factors.lint_records import judge_record
from carbonfoot.factors.lint_tables import judge_alias, judge_anchor, judge_gas, judge_parameter, judge_region
from carbonfoot.factors.lint_together import contradicting, dangling, known_of
from carbonfoot.factors.pack import Pack, Problem, Table, items_of

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_JUDGES = {
    "records.csv": judge_record,
    "gwp.csv": judge_gas,
    "regions.csv": judge_region,
    "parameters.csv": judge_parameter,
    "anchors.csv": judge_anchor,
    "aliases.csv": judge_alias,
}


def lint(packs: list[Pack], core: bool = True) -> list[Problem]:
    """Problems of the packs taken together, in the order of packs, tables and rows; an empty list is clean.

    `core` also refuses what must not be inside the wheel: packs that are not free to share.
    """
    problems = [problem for pack in packs for problem in _lint_pack(pack, core)]
    problems += _lint_tables_together(packs)
    return problems


def _lint_pack(pack: Pack, core: bool) -> Iterator[Problem]:
    for column, message in _pack_keys(pack, core):
        yield Problem(pack.id, "pack.yaml", column, message)
    for name, table in pack.tables.items():
        if name in TABLES or name in rules.TABLES:
            yield from lint_table(pack.id, table)
        else:
            known = ", ".join(sorted([*TABLES, *rules.TABLES]))
            yield Problem(pack.id, name, "", f"unknown table; a pack holds {known}")


def lint_table(pack: str, table: Table) -> Iterator[Problem]:
    """Problems of the header, or of the rows, of one table of the layout."""
    wrong = list(_header(table))
    yield from (Problem(pack, f"{table.name}:1", column, message) for column, message in wrong)
    if wrong:
        return
    for line, cells in table.rows:
        for column, message in judge(pack, table.name, cells):
            yield Problem(pack, f"{table.name}:{line}", column, message)


def lint_own_keys(pack: str, keys: dict[str, str]) -> Iterator[Problem]:
    """Problems of the `pack.yaml` of a user's own pack."""
    for column, message in _pack_keys(Pack(pack, keys, {}), core=False):
        yield Problem(pack, "pack.yaml", column, message)


def _pack_keys(pack: Pack, core: bool) -> Found:
    keys = pack.keys
    yield from plain_text({key: text for key, text in keys.items() if key != "notes"})
    yield from ((key, "unknown key") for key in keys if key not in (*PACK_KEYS, *PACK_MAY))
    yield from ((key, "missing") for key in PACK_KEYS if key not in keys)
    for key in ("title", "publisher", "edition", "licence", "attribution", "gwp_set"):
        if key in keys and not keys[key].strip():
            yield key, "empty"
    if keys.get("id", pack.id) != pack.id:
        yield "id", f"`{keys['id']}` is not the name of the folder"
    if not SLUG.fullmatch(pack.id):
        yield "id", f"`{pack.id}` is not a slug (lower-case letters, digits, hyphens)"
    share = keys.get("share_class", "open")
    if share not in SHARE_CLASSES:
        yield "share_class", f"`{share}` is none of {listed(SHARE_CLASSES)}"
    elif core and share != "open":
        yield "share_class", f"a `{share}` pack must not be compiled into the core library"
    if keys.get("override", "") not in OVERRIDES:
        yield "override", f"`{keys['override']}` is none of {listed(OVERRIDES)}"
    elif core and keys.get("override"):
        yield "override", "only a pack of the user's own comes before others"
    for key in ("date_read", "review_by"):
        if key in keys and not _DATE.fullmatch(keys[key]):
            yield key, f"`{keys[key]}` is not a date like 2026-11-21"
    sets = {*SETS, "unknown", "none"}
    if keys.get("gwp_set", "none") not in sets:
        yield "gwp_set", f"`{keys['gwp_set']}` is none of {listed(sets)}"
    if not re.fullmatch(r"[0-9]+", keys.get("preference", "0")):
        yield "preference", f"`{keys['preference']}` is not a whole number"
    files, sums = items_of(keys.get("file", "")), items_of(keys.get("sha256", ""))
    if files == ["authored"]:  # a table of our own: no published file to compare with
        files = []
    if len(files) != len(sums) or not all(re.fullmatch(r"[0-9a-f]{64}", value) for value in sums):
        yield "sha256", "one checksum of 64 hexadecimal digits for each file"


def _header(table: Table) -> Found:
    must, may = TABLES.get(table.name) or (rules.TABLES[table.name], ())
    if table.header and table.header[0].startswith("\ufeff"):
        yield "", "begins with a byte order mark; save it as UTF-8 without one"
        return
    yield from ((column, "unknown column") for column in table.header if column not in (*must, *may))
    yield from ((column, "missing column") for column in must if column not in table.header)
    if table.name == "records.csv" and set(table.header) == set(must) and table.header != must:
        yield "", "columns must stand in the order of the record layout"


def judge(pack: str, table: str, cells: Cells) -> Found:
    """Bad cells of one row of a table whose header is right."""
    yield from plain_text(cells)
    yield from rules.judge(table, cells) if table in rules.TABLES else _JUDGES[table](pack, cells)


def _lint_tables_together(packs: list[Pack]) -> Iterator[Problem]:
    """What only shows across packs: repeated keys, unknown regions and gases, an item of two kinds."""
    rows = [
        (pack.id, name, row)
        for pack in packs
        for name, table in pack.tables.items()
        if (name in TABLES or name in rules.TABLES) and not any(_header(table))
        for row in table.rows
    ]
    for table, key in (*KEYS.items(), *((name, "id") for name in rules.TABLES)):
        if table in NEEDED_TABLES and not any(table in pack.tables for pack in packs):
            yield Problem("", table, "", "no pack holds this table")
        seen: dict[str, str] = {}
        for pack, name, row in rows:
            if name == table:
                value, place = row.cells[key], f"{name}:{row.line}"
                if value in seen:
                    yield Problem(pack, place, key, f"`{value}` also stands in {seen[value]}")
                seen.setdefault(value, f"{pack} {place}")
    known = known_of(rows)
    for pack, name, (line, cells) in rows:
        for column, message in dangling(name, cells, known):
            yield Problem(pack, f"{name}:{line}", column, message)
    yield from contradicting(rows)
