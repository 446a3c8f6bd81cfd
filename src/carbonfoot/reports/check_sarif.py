"""`check --format sarif`: SARIF 2.1.0 within what code scanning takes (ECOSYSTEM 1.2)."""

from __future__ import annotations

import gzip
import os
from collections import Counter
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from carbonfoot.checks.model import Checked
from carbonfoot.documents.places import Place, place_of
from carbonfoot.findings.finding import path_text
from carbonfoot.reports.check_rows import Paths, Row, rows
from carbonfoot.reports.envelope import to_text
from carbonfoot.reports.sarif_regions import region
from carbonfoot.reports.sarif_rules import LEVEL, rule
from carbonfoot.reports.style import Style
from carbonfoot.reports.width import safe

LARGEST = 25_000
"""Results of a run."""

BYTES = 10_000_000
"""Of the file under gzip."""

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "SRCROOT"


def render(checked: Checked, style: Style) -> str:
    """The report as JSON text: worst findings first; those that no limit leaves room for are counted in a notification."""
    paths = Paths(style.base)
    found = rows(checked, paths)
    placed = [row for row in found if row.finding.file]
    general = [row for row in found if not row.finding.file]
    number = min(len(placed), LARGEST)
    while True:
        text = _text(checked, placed[:number], general, placed[number:], paths)
        size = len(gzip.compress(text.encode("utf-8", "backslashreplace"), 6, mtime=0))
        if size <= BYTES or not number:
            return text
        number = min(number - 1, number * BYTES // size)


def _text(checked: Checked, shown: list[Row], general: list[Row], left: list[Row], paths: Paths) -> str:
    from carbonfoot import __version__

    codes = sorted({row.finding.code for row in shown})
    index = {code: number for number, code in enumerate(codes)}
    driver = {
        "name": "carbonfoot",
        "version": __version__,
        "informationUri": "https://github.com/carbonfoot/carbonfoot",
        "rules": [rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "utf16CodeUnits",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The top folder of the repository."}}},
        "automationDetails": {"id": f"carbonfoot/{checked.command.replace(' ', '-')}/"},
        "invocations": [
            {"executionSuccessful": True, "toolExecutionNotifications": _notifications(general, left)}
        ],
        "results": [_result(row, index[row.finding.code], checked, paths) for row in shown],
    }
    return to_text({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _notifications(general: Iterable[Row], left: list[Row]) -> list[dict[str, Any]]:
    """Findings of no file, which a result cannot be; and how many results are left out."""
    said: list[dict[str, Any]] = [
        {
            "descriptor": {"id": row.finding.code},
            "level": LEVEL[row.grave],
            "message": {"text": _message(row)},
            "properties": {"severity": row.grave},
        }
        for row in general
    ]
    if left:
        counted = Counter(row.grave if row.accepted is None else "accepted" for row in left)
        parts = ", ".join(f"{number} {name}" for name, number in sorted(counted.items()))
        text = f"{len(left)} results are left out of this file, the least grave of all: {parts}"
        said.append({"descriptor": {"id": "left-out"}, "level": "warning", "message": {"text": text}})
    return said


def _result(row: Row, index: int, checked: Checked, paths: Paths) -> dict[str, Any]:
    finding = row.finding
    made: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": index,
        "level": LEVEL[row.grave],
        "message": {"text": _message(row)},
        "locations": [
            {
                **_physical(finding.file, row.place, checked, paths),
                **(
                    {"logicalLocations": [{"fullyQualifiedName": safe(path_text(finding.path))}]}
                    if finding.path
                    else {}
                ),
            }
        ],
        "partialFingerprints": {"carbonfoot/v1": row.known_by},
        "properties": {"severity": row.grave},
    }
    related = [
        {
            "id": number,
            "message": {"text": safe(one.message)},
            **_physical(one.file, place_of(one, checked.text_of(one.file)), checked, paths),
        }
        for number, one in enumerate(finding.related, 1)
        if one.file
    ]
    if related:
        made["relatedLocations"] = related
    if row.accepted is not None:
        comment = Place(row.accepted.line, 1, row.accepted.line, 1)
        made["suppressions"] = [
            {
                "kind": "inSource",
                "status": "accepted",
                "justification": safe(row.accepted.reason),
                "location": _physical(finding.file, comment, checked, paths, whole=True),
            }
        ]
    return made


def _message(row: Row) -> str:
    """The message, and what to do on a line of its own."""
    help = "\n".join(map(safe, row.finding.help.split("\n")))
    return safe(row.finding.message) + (f"\nhelp: {help}" if help else "")


def _physical(
    file: str, place: Place | None, checked: Checked, paths: Paths, *, whole: bool = False
) -> dict[str, Any]:
    path = paths.of(file)
    where: dict[str, Any] = {"uri": _uri(path)}
    if not os.path.isabs(path):
        where["uriBaseId"] = _ROOT
    lines = {"startLine": place.line} if place is not None else {"startLine": 1}  # a result must have a line
    of = lines if whole or place is None else region(place, checked.text_of(file))
    return {"physicalLocation": {"artifactLocation": where, "region": of}}


def _uri(path: str) -> str:
    """The path as a URI reference: bytes outside of those that a URI takes are percent-encoded."""
    given = quote(path.encode("utf-8", "surrogateescape"), safe="/~!$&'()*+,;=@")
    return f"file://{'' if given.startswith('/') else '/'}{given}" if os.path.isabs(path) else given
