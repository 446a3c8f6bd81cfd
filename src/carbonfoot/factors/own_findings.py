"""Problems of own packs as findings with file, row and column."""

from __future__ import annotations

import os
from collections.abc import Callable

from carbonfoot.factors.check import Anchors, Doubt, expired, twins
from carbonfoot.factors.editions import records_of
from carbonfoot.factors.library import Library
from carbonfoot.factors.overlay import OwnPackError, lay_over
from carbonfoot.factors.pack import Problem
from carbonfoot.findings.finding import Finding

RULES = "docs/formats/factor-pack.md has every rule; `carbonfoot factors check` judges packs alone"


def findings(error: OwnPackError, display: Callable[[str], str]) -> list[Finding]:
    """CF501 for each problem; `display` makes of a path what people see."""
    return [_finding(problem, error.folders.get(problem.pack, ""), display) for problem in error.problems]


def _finding(problem: Problem, folder: str, display: Callable[[str], str]) -> Finding:
    name, _, line = problem.row.partition(":")
    point = None
    file = display(os.path.join(folder, name)) if folder else ""
    if folder and line.isdecimal():
        point = (int(line), _column(os.path.join(folder, name), int(line), problem.column))
    about = f"`{problem.pack}` " if problem.pack else ""
    cell = (
        f"column `{problem.column}`: "
        if problem.column and line
        else f"`{problem.column}` "
        if problem.column
        else ""
    )
    return Finding("CF501", f"pack {about}{cell}{problem.message}", file, point=point, help=RULES)


def _column(path: str, line: int, column: str) -> int:
    """Where the cell begins in its line, counted in characters from 1; 1 where that cannot be told."""
    import csv
    from itertools import islice

    if not path.endswith(".csv") or not column:
        return 1
    with open(path, encoding="utf-8", errors="replace", newline="") as stream:
        first = stream.readline()
        header = next(csv.reader([first]), [])
        text = first if line == 1 else next(islice(stream, line - 2, None), "")
    if column not in header:
        return 1
    at, quoted, cells = 0, False, header.index(column)
    for letter in text:
        if not cells:
            break
        quoted ^= letter == '"'
        cells -= letter == "," and not quoted
        at += 1
    return at + 1


def judge_packs(
    opened: Callable[[], Library], folders: list[str], day: str, display: Callable[[str], str]
) -> tuple[list[Finding], list[tuple[str, int]]]:
    """Everything wrong or doubtful with packs: rules, ranges, twins, dates; and the records of each that compiled.

    opened   gives a library of its own for each pack
    display  makes of a path what people see

    Codes CF501 to CF504, with file, row and column.
    """
    found: list[Finding] = []
    judged: list[tuple[str, int]] = []
    for folder in folders:
        own = opened()
        try:
            lay_over(own, [folder])
        except OwnPackError as error:
            found += findings(error, display)
            continue
        records = records_of(own, os.path.basename(folder))
        judged.append((os.path.basename(folder), len(records)))
        anchors = Anchors(own)
        # A record that is kept from use (X) was thought about already.
        usable = (record for record in records if record.trust != "X")
        doubts = [doubt for record in usable if (doubt := anchors.outside(record)) is not None]
        found += doubt_findings([*doubts, *twins(records)], os.path.join(folder, "records.csv"), display)
        for pack in expired(own, day):
            if pack["id"] == os.path.basename(folder):
                message = f"pack `{pack['id']}` was to be looked at again by {pack['review_by']}"
                place = display(os.path.join(folder, "pack.yaml"))
                help = "look for a newer edition, or set a new date"
                found.append(Finding("CF504", message, place, ("review_by",), help=help))
        own.close()
    return found, judged


_CODES = {"range": ("CF502", "co2e"), "twin": ("CF503", "id")}


def doubt_findings(doubts: list[Doubt], file: str, display: Callable[[str], str]) -> list[Finding]:
    """CF502 and CF503 for doubts about records of a file."""
    lines = _lines(file, {doubt.record.id for doubt in doubts}) if doubts else {}
    found = []
    for doubt in doubts:
        code, column = _CODES[doubt.why]
        line = lines.get(doubt.record.id, 1)
        point = (line, _column(file, line, column))
        found.append(Finding(code, doubt.message, display(file), point=point, help=doubt.help))
    return found


def _lines(file: str, ids: set[str]) -> dict[str, int]:
    """Line of each record, read once."""
    import csv

    found: dict[str, int] = {}
    with open(file, encoding="utf-8", newline="") as stream:
        reader = csv.reader(stream)
        for cells in reader:
            if cells and cells[0] in ids:
                found[cells[0]] = reader.line_num
    return found
