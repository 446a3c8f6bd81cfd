"""Problems of own packs as findings with file, row and column."""

from __future__ import annotations

import os
from collections.abc import Callable

from carbonfoot.factors.overlay import OwnPackError
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
    with open(path, encoding="utf-8", newline="") as stream:
        header = next(csv.reader([stream.readline()]), [])
        text = next(islice(stream, line - 2, None), "")
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
