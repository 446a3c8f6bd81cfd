"""Every finding of a batch on a line of its own, as editors and grep read it; streamed, however many there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from carbonfoot.findings.finding import Finding
from carbonfoot.reports.finding_text import TextOf, concise


def lines(found: Iterable[tuple[str, Finding]], text_of: TextOf) -> Iterator[str]:
    """A line a finding; the text of a file is looked at once for all findings that follow each other."""
    last: tuple[str, str | None] = ("", None)
    for _, finding in found:
        if finding.file != last[0]:
            last = finding.file, text_of(finding.file) if finding.file else None
        yield concise(finding, last[1]) + "\n"
