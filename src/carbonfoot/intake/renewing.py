"""Next year's edition of a publisher's file becomes a pack: rows are matched to the records of the edition in the library."""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Sequence
from typing import NamedTuple

from carbonfoot.documents.sources import display_path
from carbonfoot.factors.layout import RECORD_COLUMNS
from carbonfoot.factors.library import Library
from carbonfoot.factors.pack import Problem
from carbonfoot.findings.finding import Finding, exit_code
from carbonfoot.intake.importing import sha256
from carbonfoot.intake.naming import slug_of
from carbonfoot.intake.publishers import cbam
from carbonfoot.intake.publishers.book import Book
from carbonfoot.intake.publishers.published import Asked, Published, UnclearError, newest, renewed
from carbonfoot.intake.publishers.registry import judge, publisher, reader
from carbonfoot.intake.summary import Summary, summary_of
from carbonfoot.intake.write_pack import KEYS_FILE, RECORDS, Stage, pack_yaml, write_text


class Renewed(NamedTuple):
    """What came of a publisher's file.

    last       the pack of the library that the rows were matched to
    not_taken  rows of the file that no record stands for
    gone       records of that pack that the file lacks
    rules      rows of a table of rules, for a publisher that ships rules
    """

    findings: list[Finding]
    summary: Summary | None
    last: str
    not_taken: list[str]
    gone: list[str]
    written: bool
    rules: int = 0


class Reading(NamedTuple):
    """A publisher's file, read; `published` is None where it was refused."""

    findings: list[Finding]
    published: Published | cbam.Rules | None
    last: str
    gone: list[str]


def read_publication(name: str, file: str, asked: Asked, library: Library) -> Reading:
    """The figures of a publisher's file. Raises UnclearError when the file does not say its edition."""
    book = Book(file)
    findings = judge(book, name)
    if name == "cbam":
        return _read_rules(book, findings, asked, library)
    one = publisher(name)
    last = newest(library, one.FAMILY)
    if findings or last is None:
        book.close()
        return Reading(findings, None, "", [])
    try:
        published = one.read(book, last, asked)
    finally:
        book.close()
    if exit_code(book.findings):
        return Reading(book.findings, None, last.pack, [])
    tails = {entry.tail or _tail(entry.old.id) for entry in published.entries}
    gone = [one.missing(record) for record in last.records if _tail(record.id) not in tails]
    return Reading([], published, last.pack, gone)


def _read_rules(book: Book, findings: list[Finding], asked: Asked, library: Library) -> Reading:
    known = cbam.known_rules(library)
    if findings or known is None:
        book.close()
        return Reading(findings, None, "", [])
    try:
        rules = cbam.read(book, known, asked)
    finally:
        book.close()
    refused = bool(exit_code(book.findings))
    return Reading(book.findings if refused else [], None if refused else rules, known.pack, rules.gone)


def _tail(identity: str) -> str:
    return identity.partition(":")[2]


def pack_name(name: str, published: Published | cbam.Rules) -> str:
    """The name of the pack that a publisher's file becomes: `desnz-2026`."""
    edition = slug_of(published.edition)
    if not edition:
        raise UnclearError(f"--edition {published.edition}: letters and digits are needed, such as 2026")
    return f"{reader(name).FAMILY}-{edition}"


def write(
    reading: Reading, name: str, file: str, folder: str, day: str, library: Library, *, dry_run: bool
) -> Renewed:
    """Write the pack, whole or not at all. Raises OSError."""
    published = reading.published
    rules = published.rows if isinstance(published, cbam.Rules) else []
    entries = published.entries if isinstance(published, Published) else []
    if published is None or not (rules or entries):
        said = f"no row of `{os.path.basename(file)}` was matched to a record of `{reading.last}`"
        found = reading.findings or [Finding("CF634", said, os.path.basename(file))]
        return Renewed(found, None, reading.last, [], [], written=False)
    with Stage(folder) as stage:
        stage.take_over(without=(RECORDS, cbam.FILE, KEYS_FILE))
        write_text(stage.path(KEYS_FILE), pack_yaml(_keys(reading, name, file, stage.name, day, library)))
        if rules:
            rows = [
                [{**row, "id": f"{stage.name}:{row['id']}"}[column] for column in cbam.COLUMNS]
                for row in rules
            ]
            _write_csv(stage.path(cbam.FILE), cbam.COLUMNS, rows)
        else:
            made = [renewed(entry, stage.name, reading.last) for entry in entries]
            _write_csv(stage.path(RECORDS), RECORD_COLUMNS, made)
        problems = stage.judge(library)
        if problems:
            found = [_finding(problem, file) for problem in problems]
            return Renewed(found, None, reading.last, published.not_taken, reading.gone, written=False)
        summary = summary_of(stage.compiled, stage.name)
        if not dry_run:
            stage.commit(library)
    return Renewed([], summary, reading.last, published.not_taken, reading.gone, not dry_run, len(rules))


def _write_csv(path: str, columns: Sequence[str], rows: list[list[str]]) -> None:
    with open(path, "w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def _finding(problem: Problem, file: str) -> Finding:
    """What the judges of packs say of a record that the file gave."""
    what = " ".join(part for part in (problem.row, problem.column) if part)
    return Finding("CF501", f"pack `{problem.pack}` {what}: {problem.message}", display_path(file))


REVIEW_AFTER = 2
"""Years after which the figures are to be looked at again: by then another edition is out."""


def _keys(reading: Reading, name: str, file: str, pack: str, day: str, library: Library) -> dict[str, str]:
    """The `pack.yaml`: publisher and licence of the last edition, everything else of this file."""
    old = library.pack(reading.last)
    published = reading.published
    edition = published.edition if published is not None else ""
    before = reading.last.removeprefix(reader(name).FAMILY).removeprefix("-")

    def dated(text: str) -> str:
        """A title with this edition in place of the last; what brackets say of its day is left out."""
        if not before:
            return text
        one = rf"\b{re.escape(before)}\b(?!/\d)"  # not the number of an act
        return re.sub(one, edition, re.sub(rf" \([^()]*\w {one}[^()]*\)", "", text))

    own = cbam.keys(published) if isinstance(published, cbam.Rules) else {}
    gone, left = len(reading.gone), len(published.not_taken) if published is not None else 0
    return {
        "id": pack,
        "title": dated(old["title"]),
        "publisher": old["publisher"],
        "edition": edition,
        "licence": old["licence"],
        "share_class": "open",
        "attribution": dated(old["attribution"]),
        "url": "" if before and before in old["url"] else old["url"],
        "file": os.path.basename(file).replace(";", ","),
        "sha256": sha256(file),
        "date_read": day,
        "gwp_set": old["gwp_set"],
        "review_by": f"{int(day[:4]) + REVIEW_AFTER}{day[4:]}".replace("-02-29", "-02-28"),
        "preference": str(
            max(int(old["preference"]) - 1, 0)
        ),  # before the edition it follows, where both fit
        "override": "ranked",
        "notes": f"Written by carbonfoot factors import --publisher {name}. Items, routes, names and flags are those of "
        f"{reading.last}, matched by the publisher's own labels; {left} rows of the file are not taken, {gone} records of "
        f"{reading.last} are not in it. Nobody has read these figures yet.",
        **own,
    }
