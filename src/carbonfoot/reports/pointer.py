"""Where a report says that there are findings, and how many."""

from __future__ import annotations

from collections.abc import Sequence

from carbonfoot.findings.catalogue import SEVERITIES
from carbonfoot.findings.finding import Finding, severity
from carbonfoot.reports.style import Style, lines_of


def pointer(findings: Sequence[Finding], style: Style, quiet: bool) -> list[str]:
    """Where the findings are; with `quiet` how many of the mild ones are not shown."""
    shown, hidden = (SEVERITIES[:2], SEVERITIES[2:]) if quiet else (SEVERITIES, ())
    rows = []
    for key, names in (("see findings", shown), ("findings hidden", hidden)):
        count = counted(findings, style, names)
        rows += lines_of(style.word(key).format(count=count), style.width) if count else []
    return ["", *rows] if rows else []


def counted(findings: Sequence[Finding], style: Style, of: tuple[str, ...] = SEVERITIES) -> str:
    """`2 errors, 1 warning` in the language of the report; "" when there are none."""
    given = [severity(finding) for finding in findings]
    return ", ".join(
        style.word("count").format(
            number=given.count(name), name=style.word(name if given.count(name) == 1 else f"{name}s")
        )
        for name in of
        if name in given
    )
