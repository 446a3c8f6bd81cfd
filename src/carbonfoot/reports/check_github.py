"""`check --format github`: annotations of a workflow, the worst of each kind; GitHub shows no more (ECOSYSTEM 1.2)."""

from __future__ import annotations

from collections import Counter

from carbonfoot.checks.model import Checked
from carbonfoot.findings.catalogue import CATALOGUE
from carbonfoot.findings.finding import count_text
from carbonfoot.reports.check_rows import Paths, Row, concise, rows
from carbonfoot.reports.style import Style
from carbonfoot.reports.width import safe

SHOWN = 10
"""Annotations of a kind that GitHub shows for one step."""

_KIND = {"error": "error", "incomplete": "error", "warning": "warning", "note": "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def render(checked: Checked, style: Style) -> str:
    """Workflow commands, and a line that counts what stands in the summary alone."""
    paths = Paths(style.base)
    shown, left = parted(checked, paths)
    lines = [_annotation(row, paths.of(row.finding.file)) for row in shown]
    counts = count_text(row.finding for row in [*shown, *left])
    if left:
        counts += f"; {len(left)} of them are more than GitHub shows as annotations"
    if checked.suppressed:
        counts += f"{', ' if counts else ''}{len(checked.suppressed)} accepted"
    return "".join(f"{line}\n" for line in [*lines, *([counts] if counts else [])])


def beyond(checked: Checked, style: Style) -> str:
    """The findings that are no annotations, a line each, for a log that must not take them for commands."""
    paths = Paths(style.base)
    _, left = parted(checked, paths)
    lines = [concise(row, paths.of(row.finding.file)).replace("##[", "# #[") for row in left]
    return "".join(f"- {line}\n" for line in lines)


def parted(checked: Checked, paths: Paths) -> tuple[list[Row], list[Row]]:
    """The findings that are annotations, the worst of each kind, and the rest."""
    seen: Counter[str] = Counter()
    shown: list[Row] = []
    left: list[Row] = []
    for row in rows(checked, paths):
        if row.accepted is None:
            kind = _KIND[row.grave]
            seen[kind] += 1
            (shown if seen[kind] <= SHOWN else left).append(row)
    return shown, left


def _annotation(row: Row, path: str) -> str:
    finding, place = row.finding, row.place
    properties = {"file": path} if path else {}
    if place is not None:
        properties["line"] = str(place.line)
        properties["endLine"] = str(max(place.end_line, place.line))
        if place.end_line == place.line:  # GitHub refuses columns where the lines differ
            properties |= {"col": str(place.column), "endColumn": str(place.end_column)}
    properties["title"] = f"{finding.code} {CATALOGUE[finding.code].name}"
    given = ",".join(f"{key}={_escaped(value, _PROPERTY)}" for key, value in properties.items())
    message = safe(finding.message)
    if finding.help:
        message += "\nhelp: " + "\n".join(map(safe, finding.help.split("\n")))
    return f"::{_KIND[row.grave]} {given}::{_escaped(message, _DATA)}"


def _escaped(text: str, escapes: dict[str, str]) -> str:
    """What GitHub reads back as the text; anything else that is invisible is written out."""
    return "".join(escapes.get(one) or safe(one) for one in text)
