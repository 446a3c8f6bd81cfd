"""Cells of the two copies of the IPCC guidelines: bonsai-ipcc (2006 and 2019, with bounds) and the AMEE data (2006).

A row is addressed by the words of its key columns joined by `|`: `World|bof`, `silicon carbide|coke consumption`.
Patterns may hold `*`; a list is joined by `;`, and a pattern after `!` takes rows out again.
"""

from __future__ import annotations

from decimal import Decimal
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import NamedTuple

from packs import common

FOLDERS = {"bonsai": "ipcc_bonsai", "amee": "ipcc_amee"}
ITEMDEF = "/itemdef"
"""End of the name of a form of the AMEE data, which holds defaults of its own."""


class Cell(NamedTuple):
    """One published number with the bounds beside it; bonsai-ipcc also states the highest value that is possible."""

    value: str
    low: str = ""
    high: str = ""
    limit: str = ""


Cells = dict[tuple[str, str], Cell]
"""Row and column to cell; the column is empty in bonsai-ipcc, which has one number a row."""


def path_of(data: Path, source: str, file: str) -> Path:
    """Where the published file stands."""
    if source == "bonsai":
        return data / FOLDERS[source] / f"{file}.csv"
    if file.endswith(ITEMDEF):
        return data / FOLDERS[source] / f"{file}.csv"
    return data / FOLDERS[source] / file / "data.csv"


def files(data: Path) -> list[tuple[str, str]]:
    """Every table of the two copies, as source and name; forms (`itemdef.csv`) and dimension lists are no tables."""
    bonsai = data / FOLDERS["bonsai"]
    amee = data / FOLDERS["amee"]
    tables = [
        ("bonsai", path.relative_to(bonsai).with_suffix("").as_posix()) for path in bonsai.rglob("par_*.csv")
    ]
    tables += [("amee", path.parent.relative_to(amee).as_posix()) for path in amee.rglob("data.csv")]
    return sorted(tables)


@cache
def cells(data: Path, source: str, file: str) -> Cells:
    """All numbers of a file; an empty cell of the publisher is not there.

    Raises ValueError where one row stands twice with different numbers.
    """
    rows = common.read_csv(path_of(data, source, file))
    if file.endswith(ITEMDEF):
        return {(row["path"], "default"): Cell(row["default"]) for row in rows if row["default"]}
    keys = _keys(data, source, file, rows)
    return _bonsai(rows, keys) if source == "bonsai" else _amee(rows, keys)


def lines(data: Path, source: str, file: str) -> list[str]:
    """The row of every published line, also in files whose lines contradict each other; for counting."""
    rows = common.read_csv(path_of(data, source, file))
    return ["|".join(row[column].strip() for column in _keys(data, source, file, rows)) for row in rows]


def _keys(data: Path, source: str, file: str, rows: list[dict[str, str]]) -> list[str]:
    """Columns that say which row it is; the year of a bonsai table only where there are several."""
    if source == "bonsai":
        several = len({row.get("year", "") for row in rows}) > 1
        return [
            name
            for name in rows[0]
            if name not in ("property", "value", "unit") and (several or name != "year")
        ]
    form = common.read_csv(path_of(data, source, file + ITEMDEF))
    drills = {row["path"] for row in form if row["isDrillDown"] == "true"}
    return [name for name in rows[0] if name in drills]


def _bonsai(rows: list[dict[str, str]], keys: list[str]) -> Cells:
    """Lines of one key (def, min, max, abs_min, abs_max) put together; some lines stand twice, and agree."""
    words: dict[str, dict[str, str]] = {}
    for row in rows:
        key = "|".join(row[column].strip() for column in keys)
        found = words.setdefault(key, {})
        if found.setdefault(row["property"], row["value"]) != row["value"]:
            raise ValueError(f"{key} {row['property']}: {row['value']} and {found[row['property']]}")
    return {
        (key, ""): Cell(found["def"], found.get("min", ""), found.get("max", ""), found.get("abs_max", ""))
        for key, found in words.items()
    }


def _amee(rows: list[dict[str, str]], keys: list[str]) -> Cells:
    found: Cells = {}
    for row in rows:
        key = "|".join(row[column].strip() for column in keys)
        for column, text in row.items():
            if column not in (*keys, "units", "source") and text and text.strip():
                found[key, column] = Cell(text.strip())
    return found


def matches(pattern: str, row: str) -> bool:
    """Whether the row is meant by the list of patterns."""
    parts = pattern.split(";")
    wanted = any(fnmatchcase(row, part) for part in parts if not part.startswith("!"))
    return wanted and not any(fnmatchcase(row, part[1:]) for part in parts if part.startswith("!"))


def select(data: Path, source: str, file: str, pattern: str, column: str) -> tuple[Cell, list[str]]:
    """The cell that all rows of the pattern share, and these rows.

    Raises ValueError where no row is meant, or where the rows differ.
    """
    found = {
        row: cell
        for (row, name), cell in cells(data, source, file).items()
        if name == column and matches(pattern, row)
    }
    if not found:
        raise ValueError(f"{source} {file}: no row {pattern!r} {column}")
    kinds = {tuple(Decimal(text) if text else None for text in cell) for cell in found.values()}
    if len(kinds) > 1:
        raise ValueError(f"{source} {file} {pattern!r} {column}: rows differ")
    return next(iter(found.values())), list(found)
