"""What `check --format github` appends to the summary of a step: what the annotations have no room for."""

from __future__ import annotations

import re

from carbonfoot.checks.model import Checked
from carbonfoot.findings.finding import count_text
from carbonfoot.reports.check_github import parted
from carbonfoot.reports.check_rows import Paths, Row
from carbonfoot.reports.style import Style
from carbonfoot.reports.width import safe

LARGEST = 1 << 20
"""Bytes of a step's summary; GitHub drops a larger one as a whole."""

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~$!&@])")
_LAST = 200  # bytes kept for the line that counts what is left out


def render_summary(checked: Checked, style: Style, room: int = LARGEST) -> str:
    """Markdown of at most `room` bytes; "" where every finding is an annotation, or nothing fits.

    What does not fit is counted.
    """
    paths = Paths(style.base)
    _, left = parted(checked, paths)
    if not left:
        return ""
    counted = count_text(row.finding for row in left)
    head = f"### carbonfoot check: {counted} beyond the annotations\n\n| where | finding | |\n|---|---|---|\n"
    used = len(head.encode()) + _LAST
    if used > room:
        return ""
    lines = []
    for row in left:
        line = _line(row, paths.of(row.finding.file))
        used += len(line.encode("utf-8", "backslashreplace"))
        if used > room:
            break
        lines.append(line)
    cut = len(left) - len(lines)
    end = f"\n{cut:,} more do not fit here; `--also json=FILE` writes all of them.\n" if cut else ""
    return f"{head}{''.join(lines)}{end}\n"


def _line(row: Row, path: str) -> str:
    where = f"{path}:{row.place.line}:{row.place.column}" if row.place else path
    said = row.finding.message + (f" (help: {row.finding.help.splitlines()[0]})" if row.finding.help else "")
    return f"| {_plain(where)} | {row.grave} {row.finding.code} | {_plain(said)} |\n"


def _plain(text: str) -> str:
    """The text, so that nothing of it is read as markup, a mention or a link."""
    return _MARKUP.sub(lambda match: f"&#{ord(match[1])};", safe(text)).replace("://", ":&#47;&#47;")
