"""What every format of `check` for other programs needs of a finding: its place, its path, and what it is known by."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from typing import NamedTuple

from carbonfoot.checks.model import Checked, Suppressed
from carbonfoot.documents.places import Place, kept_lines, place_of
from carbonfoot.findings.catalogue import SEVERITIES
from carbonfoot.findings.finding import Finding, path_text, severity, sort_findings
from carbonfoot.reports.width import safe

_NUMBERS = re.compile(r"\d[\d.,]*(?:e[-+]?\d+)?")


class Row(NamedTuple):
    """One finding; `known_by` stays what it is when lines move or amounts change, and no two are equal.

    place     None of a whole file
    accepted  of a finding that a comment accepts, else None
    """

    finding: Finding
    grave: str
    place: Place | None
    known_by: str
    accepted: Suppressed | None = None


def rows(checked: Checked, paths: Paths) -> list[Row]:
    """The findings that count, worst first, and behind them those that are accepted."""
    accepted = {one.finding: one for one in checked.suppressed}
    made = []
    seen: Counter[tuple[str, ...]] = Counter()
    for one in sort_findings(
        [*checked.findings, *accepted]
    ):  # a file's findings stand together: it is parsed once
        text = checked.text_of(one.file) if one.file else None
        place = place_of(one, text)
        key = _key(one, paths.of(one.file), place, text)
        digest = hashlib.sha256("\0".join([*key, str(seen[key])]).encode("utf-8", "backslashreplace"))
        seen[key] += 1
        made.append(Row(one, severity(one), place, digest.hexdigest()[:32], accepted.get(one)))
    rank = {name: number for number, name in enumerate(SEVERITIES)}
    nowhere = Place(0, 0, 0, 0)
    made.sort(
        key=lambda row: (
            row.accepted is not None,
            rank[row.grave],
            row.finding.file,
            row.place or nowhere,
            row.finding.code,
        )
    )
    return made


def _key(finding: Finding, path: str, place: Place | None, text: str | None) -> tuple[str, ...]:
    """The code, the file, the words that the caret shows and those of the message; no numbers of lines, no amounts said."""
    shown = ""
    if place is not None and text is not None:
        lines = kept_lines(text)
        line = lines[place.line - 1] if place.line <= len(lines) else ""
        end = place.end_column - 1 if place.end_line == place.line else len(line)
        shown = line[place.column - 1 : min(end, place.column + 1000)].strip()  # not a comment behind it
    steps = [step for step in finding.path if isinstance(step, str)]
    said = _NUMBERS.sub("#", finding.message)
    return finding.code, path, shown, path_text(tuple(steps)), said


class Paths:
    """Paths as a host of repositories wants them: relative to `base`, the repository, with forward slashes."""

    def __init__(self, base: str) -> None:
        self.base = os.path.abspath(base) if base else os.getcwd()
        self._known: dict[str, str] = {}

    def of(self, display: str) -> str:
        """The path of a file that is displayed so; one that lies outside keeps its steps up."""
        if display not in self._known:
            self._known[display] = self._relative(display) if display else ""
        return self._known[display]

    def _relative(self, display: str) -> str:
        file = os.path.normpath(os.path.join(os.getcwd(), display))
        pairs = ((self.base, file), (os.path.realpath(self.base), os.path.realpath(file)))
        for base, path in pairs:
            above = base.rstrip(os.sep) + os.sep
            if path.startswith(above):
                return path[len(above) :].replace(os.sep, "/")
        if os.path.isabs(display):
            return display
        try:
            return os.path.relpath(pairs[1][1], pairs[1][0]).replace(os.sep, "/")
        except ValueError:  # another drive
            return display


def concise(row: Row, path: str) -> str:
    """`path:line:col: error[CF202] message`, harmless on any terminal."""
    where = f"{safe(path)}:{row.place.line}:{row.place.column}" if row.place else safe(path)
    head = f"{where}: " if where else ""
    return f"{head}{row.grave}[{row.finding.code}] {safe(row.finding.message)}"
