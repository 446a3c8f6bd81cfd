"""A symbolic path to line and column of JSON text, worked out for findings that are printed and for no others."""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterable

from carbonfoot.findings.finding import Finding, Path, Related

_SPACE = re.compile(r"[ \t\n\r]*")


class Places:
    """Places in one text; a long list is walked once, however many of its entries are asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._decoder = json.JSONDecoder(parse_float=str, parse_int=str, parse_constant=str)
        self._lists: dict[int, list[int]] = {}
        self._starts: list[int] = []  # of the lines

    def point(self, offset: int) -> tuple[int, int]:
        """Line and column (from 1) of a character; lines are found once, however many places are asked for."""
        if not self._starts:
            self._starts = [0, *(match.end() for match in re.finditer(r"\r\n|\n|\r", self._text))]
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def span(self, path: Path, on: str = "value") -> tuple[int, int]:
        """Start and end of what a path names; of the deepest part that is there when the text has no such thing."""
        start, key = self._skip(0), None
        for step in path:
            found = self._entry(start, step) if isinstance(step, int) else self._member(start, step)
            if found is None:
                break
            start, key = found
        if on == "key" and key is not None:
            return key, self._after(key)
        return start, self._after(start)

    def literal(self, path: Path) -> str:
        """How a value is written."""
        start, end = self.span(path)
        return self._text[start:end]

    def _skip(self, at: int) -> int:
        found = _SPACE.match(self._text, at)
        return found.end() if found else at

    def _after(self, start: int) -> int:
        try:
            return self._decoder.raw_decode(self._text, start)[1]
        except (json.JSONDecodeError, RecursionError):
            return start + 1

    def _member(self, start: int, wanted: str) -> tuple[int, int | None] | None:
        if self._text[start : start + 1] != "{":
            return None
        at = self._skip(start + 1)
        while self._text[at : at + 1] == '"':
            name, after = self._decoder.raw_decode(self._text, at)
            value = self._skip(self._skip(after) + 1)
            if name == wanted:
                return value, at
            at = self._skip(self._after(value))
            if self._text[at : at + 1] != ",":
                return None
            at = self._skip(at + 1)
        return None

    def _entry(self, start: int, number: int) -> tuple[int, int | None] | None:
        if self._text[start : start + 1] != "[":
            return None
        known = self._lists.setdefault(start, [self._skip(start + 1)])
        while len(known) <= number:
            at = self._skip(self._after(known[-1]))
            if self._text[at : at + 1] != ",":
                return None
            known.append(self._skip(at + 1))
        found = known[number]
        return None if self._text[found : found + 1] == "]" else (found, None)


def placed(findings: Iterable[Finding], text: str) -> list[Finding]:
    """The findings with line and column; what a number that is not finite looks like is taken from the text."""
    places = Places(text)

    def point(path: Path, on: str) -> tuple[tuple[int, int], tuple[int, int]]:
        start, end = places.span(path, on)
        line_end = text.find("\n", start, end)
        width = (end if line_end < 0 else line_end) - start
        return places.point(start), (0, max(width, 1))

    def related(one: Related) -> Related:
        if one.point is not None or not one.path:
            return one
        where, span = point(one.path, one.on)
        return one._replace(point=where, span=span)

    done = []
    for one in findings:
        finding = one._replace(related=tuple(map(related, one.related)))
        if finding.point is None and finding.path:
            where, span = point(finding.path, finding.on)
            finding = finding._replace(point=where, span=span)
            if finding.code == "CF206":
                literal = places.literal(finding.path)[:60]
                finding = finding._replace(message=finding.message.replace("{literal}", literal))
        done.append(finding)
    return done
