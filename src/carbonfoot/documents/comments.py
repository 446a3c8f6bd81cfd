"""Comments of a YAML text that speak to the program: `# carbonfoot: ignore[CF310] reason`."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple

from yaml.error import YAMLError
from yaml.events import ScalarEvent, StreamEndEvent

from carbonfoot.documents.places import kept_lines
from carbonfoot.documents.yaml_reader import parser

_SPOKEN = re.compile(r"(?<![^ \t])#[# \t]*carbonfoot[ \t]*:[ \t]*ignore\b[ \t]*(.*)$", re.IGNORECASE)
_ASKED = re.compile(r"(?:\[([^\[\]]*)\])?[ \t]*(.*)$")


class Ignore(NamedTuple):
    """A comment that accepts findings.

    line, column, end_column  where it stands, from 1
    codes   as they are written, each with its column; () where the comment names none
    reason  what stands behind them, "" for nothing
    target  the line it is about: its own, or the next one that is no comment where it stands alone
    """

    line: int
    column: int
    end_column: int
    codes: tuple[tuple[str, int], ...]
    reason: str
    target: int


def ignores(text: str) -> list[Ignore]:
    """The comments of a text by line; what stands inside quotes or a block text is no comment."""
    lines = kept_lines(text)
    numbers = [number for number, line in enumerate(lines, 1) if "#" in line and _SPOKEN.search(line)]
    if not numbers:
        return []
    within = _Scalars(text)
    spoken = []
    for number in numbers:
        match = _SPOKEN.search(lines[number - 1])
        while match is not None and within.has(number - 1, match.start()):
            match = _SPOKEN.search(lines[number - 1], match.start() + 1)
        if match is not None:
            spoken.append(_read(number, match, _target(lines, number)))
    return spoken


def first_line(text: str) -> int:
    """The line where the document begins, behind its comments: what is said of a whole file is said there."""
    for number, line in enumerate(kept_lines(text), 1):
        said = line.strip()
        if said and not said.startswith(("#", "%")) and said != "---":
            return number
    return 1


def _target(lines: list[str], number: int) -> int:
    """The line itself, or the first line below a comment that stands alone and below the comments that follow it."""
    if not lines[number - 1].lstrip().startswith("#"):
        return number
    while number < len(lines) and lines[number].lstrip().startswith("#"):
        number += 1
    return number + 1


def _read(line: int, match: re.Match[str], target: int) -> Ignore:
    asked = _ASKED.match(match[1])
    codes: list[tuple[str, int]] = []
    reason = ""
    if asked is not None and asked[1] is not None:
        at = match.start(1) + 1  # behind the bracket
        for written in asked[1].split(","):
            if written.strip():
                codes.append((written.strip(), at + len(written) - len(written.lstrip()) + 1))
            at += len(written) + 1
        reason = asked[2].strip(" \t:-")
    end = match.start() + len(match[0].rstrip()) + 1
    return Ignore(line, match.start() + 1, end, tuple(codes), reason, target)


class _Scalars:
    """Where the texts of a document stand; a place counts lines and columns from 0."""

    def __init__(self, text: str) -> None:
        self.spans = [(start, end) for start, end in _spans(text) if start < end]
        self.starts = [start for start, _ in self.spans]

    def has(self, line: int, column: int) -> bool:
        """Whether the character there belongs to a text."""
        number = bisect_right(self.starts, (line, column)) - 1
        return number >= 0 and (line, column) < self.spans[number][1]


def _spans(text: str) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    with suppress(YAMLError):  # what stands before an error is read
        events: Any = parser(text)
        while True:
            event = events.get_event()
            if event.__class__ is StreamEndEvent:
                return
            if not isinstance(event, ScalarEvent):
                continue
            start: Any = event.start_mark
            end: Any = event.end_mark
            # the line of `|` may end in a comment, the lines below may not
            first = (start.line + 1, 0) if event.style in ("|", ">") else (start.line, start.column)
            yield first, (end.line, end.column)
