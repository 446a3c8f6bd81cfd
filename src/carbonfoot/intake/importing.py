"""A table and its map become a pack of the project: whole, or not at all with every reason in one run."""

from __future__ import annotations

import csv
import hashlib
import os
import re
from collections.abc import Iterable
from typing import NamedTuple

from carbonfoot.documents.sources import display_path
from carbonfoot.factors.check import Anchors
from carbonfoot.factors.layout import RECORD_COLUMNS
from carbonfoot.factors.library import Library
from carbonfoot.factors.pack import PackError, Problem
from carbonfoot.factors.records import Record as Factor
from carbonfoot.findings.finding import Finding, exit_code
from carbonfoot.intake.items import judge_items
from carbonfoot.intake.map import columns_of, skips_of
from carbonfoot.intake.map_shape import Map
from carbonfoot.intake.mapped import AT, Mapper
from carbonfoot.intake.records import Record
from carbonfoot.intake.sheets import open_table
from carbonfoot.intake.summary import Summary, summary_of
from carbonfoot.intake.table import Row, Spot, Table
from carbonfoot.intake.write_pack import KEYS_FILE, RECORDS, Stage, keys_of, pack_yaml, write_text


class Asked(NamedTuple):
    """What an import is asked to do.

    folder   where the pack stands, or will stand
    replace  whether a pack that holds something else may be replaced
    day      today
    """

    table: str
    map: str
    folder: str
    dry_run: bool
    replace: bool
    day: str


class Outcome(NamedTuple):
    """What was found, and what came of it; no summary when nothing could be made."""

    findings: list[Finding]
    summary: Summary | None
    written: bool


def import_table(asked: Asked, document: Map, library: Library) -> Outcome:
    """Write the pack. Raises OSError when it cannot be written; then everything is as it was."""
    map_shown, shown = display_path(asked.map), display_path(asked.table)
    findings = judge_items(document, library, map_shown)
    table, found = _open(asked.table, document, shown)
    if table is None:
        return Outcome(findings + found, None, written=False)
    with Stage(asked.folder) as stage:
        stage.take_over(without=(RECORDS, KEYS_FILE))
        keys = _keys(asked, document, stage.name)
        write_text(stage.path(KEYS_FILE), pack_yaml(keys))
        mapper = Mapper(document, stage.name, table, library)
        _write(stage.path(RECORDS), mapper, Anchors(library))
        findings += table.findings
        if not mapper.rows and exit_code(findings) == 0:
            said = f"`{shown}`: no row is left ({table.skipped} left out, as the map says)"
            findings.append(table.origin.finding("CF621", said, help="look at `skip` in the map"))
        problems = stage.judge(library)
        findings += _told(problems, mapper, document, asked, map_shown)
        if exit_code(findings):
            return Outcome(findings, None, written=False)
        summary = summary_of(stage.compiled, stage.name, table.skipped)
        if not asked.dry_run:
            stage.commit(library)
    return Outcome(findings, summary, not asked.dry_run)


def _open(file: str, document: Map, shown: str) -> tuple[Table | None, list[Finding]]:
    stated = document.table
    return open_table(
        file,
        columns_of(document),
        sheet=stated.sheet if stated else None,
        header_row=int(stated.header_row) if stated and stated.header_row else None,
        hidden=stated.hidden if stated else None,  # type: ignore[arg-type]
        decimal=(stated.decimal if stated else None) or ".",
        skips=skips_of(document),
        display=shown,
    )


def _write(path: str, mapper: Mapper, anchors: Anchors) -> None:
    """Write the records, and say which of them lie outside what is plausible."""
    plausible = Plausible(mapper, anchors)
    with open(path, "w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(RECORD_COLUMNS)
        for record, row in mapper.records():
            plausible.look(record, row)
            writer.writerow(record)
    mapper.close()


MOST_KEPT = 20_000
"""Kinds of rows of which it is remembered that no range is known for them."""


class Plausible:
    """Compares figures with the ranges that published numbers span."""

    def __init__(self, mapper: Mapper, anchors: Anchors) -> None:
        self.mapper = mapper
        self.anchors = anchors
        self._without: dict[tuple[str, ...], bool] = {}

    def look(self, record: list[str], row: Row) -> None:
        """CF502 for a figure outside its range."""
        key = tuple(record[at] for at in _RANGE)
        without = self._without.get(key)
        if without or record[AT["co2e"]].startswith("-"):  # of what is negative the judges have more to say
            return
        factor = Factor._make([*record, self.mapper.pack])
        if without is None:
            if len(self._without) > MOST_KEPT:
                self._without.clear()
            try:
                self._without[key] = self.anchors.of(factor) is None
                if self._without[key]:
                    return
            except ValueError:
                return
        doubt = self.anchors.outside(factor)
        if doubt is not None:
            column = self.mapper.table.columns.get(self.mapper.column_of("co2e"))
            self.mapper.tally.each("CF502", doubt.message, row, column, doubt.help)


_RANGE = [AT[column] for column in ("item", "route", "kind", "boundary", "unit_num", "unit_den", "cv_basis")]


def _keys(asked: Asked, document: Map, pack: str) -> dict[str, str]:
    """The `pack.yaml`; of a file that was imported before the day of reading stays."""
    stated = document.pack
    checksum = sha256(asked.table)
    try:
        before = keys_of(asked.folder)
    except PackError:
        before = {}
    same = before.get("sha256") == checksum
    attribution = stated.attribution or f"{stated.publisher}: {stated.title}, {stated.edition}"
    return {
        "id": pack,
        "title": stated.title,
        "publisher": stated.publisher,
        "edition": stated.edition,
        "licence": stated.licence,
        "share_class": stated.share_class,
        "attribution": attribution,
        "url": stated.url or "",
        "file": os.path.basename(asked.table).replace(";", ","),
        "sha256": checksum,
        "date_read": stated.date_read or (before.get("date_read", "") if same else "") or asked.day,
        "gwp_set": stated.gwp_set,
        "review_by": stated.review_by,
        "preference": stated.preference or "10",
        "notes": stated.notes or "",
        "override": stated.override or "",
    }


def sha256(file: str) -> str:
    """Checksum of a file."""
    with open(file, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def would_replace(folder: str, table: str) -> str:
    """The file that the pack at `folder` was made of, if it is another than `table`; "" when nothing is lost."""
    try:
        keys = keys_of(folder)
    except PackError:
        return "something that cannot be read"
    name = os.path.basename(table).replace(";", ",")
    return "" if not keys or keys.get("file") == name else keys.get("file") or "no file"


def _told(
    problems: list[Problem], mapper: Mapper, document: Map, asked: Asked, map_shown: str
) -> list[Finding]:
    """What the judges of packs say, at the place of the table or the map that it is about."""
    found: list[Finding] = []
    about: list[tuple[int, Problem]] = []
    for problem in problems:
        file, _, line = problem.row.partition(":")
        if file == RECORDS and line.isdecimal():
            about.append((mapper.rows[int(line) - 2], problem))
        elif file.startswith(KEYS_FILE) and problem.column:
            message = f"`{problem.column}`: {problem.message}"
            found.append(Finding("CF501", message, map_shown, ("pack", problem.column)))
        else:
            found.append(Finding("CF501", f"pack `{problem.pack}` {problem.row}: {problem.message}"))
    spots = _spots({number for number, _ in about}, mapper, document, asked)
    before = len(mapper.table.findings)
    for number, problem in about:
        column = mapper.table.columns.get(mapper.column_of(problem.column))
        message = re.sub(r"records\.csv:(\d+)", lambda match: _row(mapper, match[1]), problem.message)
        what = message if column is not None else f"`{problem.column}`: {message}"
        mapper.tally.each("CF633", what, spots[number], column, _HELP.get(problem.column, ""))
    mapper.close()
    return found + mapper.table.findings[before:]


_HELP = {
    "id": "name a column with a code of its own for each row in `id:` of the map",
    "geo": "translate the names of places with `values:`, such as `{대한민국: KR}`",
    "cv_basis": "state `(net)` or `(gross)` behind the unit",
}


def _row(mapper: Mapper, line: str) -> str:
    return f"row {mapper.rows[int(line) - 2]}"


def _spots(numbers: set[int], mapper: Mapper, document: Map, asked: Asked) -> dict[int, Spot]:
    """The rows with these numbers, to point at; of a CSV file with their text, for which it is read once more."""
    spots: dict[int, Spot] = {number: Record(number, ()) for number in numbers}
    if numbers and not mapper.table.origin.sheet:
        table, _ = _open(asked.table, document, mapper.table.origin.file)
        rows: Iterable[Row] = table.rows() if table is not None else ()
        spots.update({row.number: row for row in rows if row.number in numbers})
    return spots
