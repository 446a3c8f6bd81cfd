"""`check --format gitlab`: a Code Quality report (https://docs.gitlab.com/ci/testing/code_quality/)."""

from __future__ import annotations

from carbonfoot.checks.model import Checked
from carbonfoot.findings.catalogue import CATALOGUE
from carbonfoot.reports.check_rows import Paths, rows
from carbonfoot.reports.envelope import to_text
from carbonfoot.reports.style import Style
from carbonfoot.reports.width import safe

_SEVERITY = {"error": "critical", "incomplete": "major", "warning": "minor", "note": "info"}


def render(checked: Checked, style: Style) -> str:
    """A JSON list; accepted findings are not in it, for the format has no word for them."""
    paths = Paths(style.base)
    found = [
        {
            "description": f"{row.finding.code} {CATALOGUE[row.finding.code].name}: {safe(row.finding.message)}",
            "check_name": row.finding.code,
            "fingerprint": row.known_by,
            "severity": _SEVERITY[row.grave],
            "location": {
                "path": paths.of(row.finding.file) or ".",  # a finding of no file is one of the whole project
                "lines": {"begin": row.place.line, "end": max(row.place.end_line, row.place.line)}
                if row.place
                else {"begin": 1},
            },
        }
        for row in rows(checked, paths)
        if row.accepted is None
    ]
    return to_text(found)
