"""What goes to a worker and what comes back: plain data that can be pickled, and written as JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from carbonfoot.findings.finding import Finding, Related

COMPLETE, INCOMPLETE, REFUSED = "complete", "incomplete", "refused"


class Job(NamedTuple):
    """What is asked of every chunk of a run.

    base     absolute real path that names are relative to
    folders  the folders given, as names below the base ("" the base itself), sorted
    """

    base: str
    folders: tuple[str, ...]
    gwp: str | None = None
    locked: bool = False
    conservative: bool = False
    uncertainty: str | None = None


class Chunk(NamedTuple):
    """Documents that are computed together, by name; sorted."""

    number: int
    names: tuple[str, ...]


class Row(NamedTuple):
    """One document of the batch.

    name      path below the base, with forward slashes
    key       of all that its result depends on; "" where it must be computed again (something changed meanwhile)
    state     `complete`, `incomplete` or `refused`
    data      its numbers and words, as `rows.data_of` makes them: JSON values, numbers at 12 significant digits
    findings  plain findings, sorted
    codes     code to number of findings
    grave     number of findings by severity
    """

    name: str
    key: str
    state: str
    data: dict[str, Any]
    findings: list[list[Any]]
    codes: dict[str, int]
    grave: dict[str, int]


class Read(NamedTuple):
    """A document that was read on the way: its bytes, and the references in it as they are written."""

    name: str
    digest: str
    asked: tuple[str, ...]


class Done(NamedTuple):
    """What a worker gives back for a chunk; `read` holds every document behind its rows."""

    number: int
    rows: list[Row]
    read: list[Read]


Take = Callable[[Done], None]
"""What the run does with each chunk, once, in any order."""


def plain(finding: Finding) -> list[Any]:
    """A finding as JSON values."""
    return [*finding[:7], [list(one) for one in finding.related], *finding[8:]]


def finding_of(given: list[Any]) -> Finding:
    """The finding of `plain`, also when it went through JSON."""
    code, message, file, path, on, help, notes, related, span, point, severity = given
    return Finding(
        code,
        message,
        file,
        tuple(path),
        on,
        help,
        tuple(notes),
        tuple(
            Related(one[0], tuple(one[1]), one[2], one[3], _pair(one[4]), _pair(one[5])) for one in related
        ),
        _pair(span),
        _pair(point),
        severity,
    )


def _pair(given: Any) -> tuple[int, int] | None:
    return None if given is None else (given[0], given[1])
