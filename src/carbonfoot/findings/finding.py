"""A finding and where it stands; findings are values that are collected, never exceptions that stop a run.

A finding names its place by a symbolic path (`inputs/3/amount`). Line and column are worked out from the text by
`documents.places`, and only for findings that are printed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from carbonfoot.findings.catalogue import CATALOGUE, SEVERITIES

Path = tuple[str | int, ...]


class Related(NamedTuple):
    """A second place that the finding is about, such as the first of two equal keys.

    `point` is set only where the path cannot tell the place; `on`, `point` and `span` are those of `Finding`.
    """

    file: str
    path: Path
    message: str
    on: str = "value"
    point: tuple[int, int] | None = None
    span: tuple[int, int] | None = None


class Finding(NamedTuple):
    """Something wrong or doubtful in a file.

    code      from the catalogue, `CF202`
    message   one short sentence with the offending value in backticks
    file      display path of the file, "" if none
    path      symbolic path from the top of the document, ("inputs", 3, "amount")
    on        "value" or "key": what of the last path element the caret stands under
    help      what to write instead; may have several lines
    notes     rules and background, one sentence each
    related   further places
    span      start and end offset inside the scalar (or from `point`), to narrow the caret
    point     line and column (from 1) where the place is known but has no path, as for a syntax error
    severity  "" for that of the catalogue, else an override
    """

    code: str
    message: str
    file: str = ""
    path: Path = ()
    on: str = "value"
    help: str = ""
    notes: tuple[str, ...] = ()
    related: tuple[Related, ...] = ()
    span: tuple[int, int] | None = None
    point: tuple[int, int] | None = None
    severity: str = ""


def severity(finding: Finding) -> str:
    """`error`, `incomplete`, `warning` or `note`."""
    return finding.severity or CATALOGUE[finding.code].severity


def path_text(path: Path) -> str:
    """The path as people and machine formats write it: `inputs/3/amount`."""
    return "/".join(map(str, path))


def sort_findings(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in an order that does not depend on how they were found: file, path, point, code, message.

    List positions sort as numbers, so entry 10 comes after entry 9. The order of keys in the document is not known
    here; renderers that work out lines order by line.
    """
    return sorted(findings, key=_order)


def _order(finding: Finding) -> tuple[object, ...]:
    steps = tuple((0, step, "") if isinstance(step, int) else (1, 0, step) for step in finding.path)
    return (
        finding.file,
        steps,
        finding.point or (0, 0),
        finding.span or (0, 0),
        finding.code,
        finding.message,
    )


THE_ANSWER_IS_NO = frozenset(["CF505", "CF930", "CF931", "CF940", "CF942", "CF995"])
"""Errors of a question that was answered, with no: the input itself is valid."""


def exit_code(findings: Iterable[Finding]) -> int:
    """What the findings alone make of a run: 3 input invalid, 1 the answer is no, 4 incomplete, 0 fine (DESIGN 6)."""
    given = [(severity(finding), finding.code) for finding in findings]
    errors = {code for grave, code in given if grave == "error"}
    if errors:
        return 3 if errors - THE_ANSWER_IS_NO else 1
    return 4 if any(grave == "incomplete" for grave, _ in given) else 0


def count_text(findings: Iterable[Finding]) -> str:
    """`2 errors, 1 warning`; "" when there are none."""
    given = [severity(finding) for finding in findings]
    parts = []
    for name in SEVERITIES:
        number = given.count(name)
        if number:
            plural = "" if number == 1 or name == "incomplete" else "s"
            parts.append(f"{number} {name}{plural}")
    return ", ".join(parts)
