"""What an export is made of: rows and findings that may be read as often as a format needs, none of them kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from carbonfoot.batch.model import Row
from carbonfoot.batch.told.each import all_findings
from carbonfoot.batch.told.summary import Summary
from carbonfoot.findings.finding import Finding
from carbonfoot.reports.finding_text import TextOf


class Content(NamedTuple):
    """Rows by name, and what was said of the folders.

    about  key and value of all that holds for the whole run: tool, factor library, options
    told   the batch in few numbers
    text_of  name of a document to its text, for places
    lang   of what is for people
    """

    rows: Callable[[], Iterator[Row]]
    walked: tuple[Finding, ...]
    about: tuple[tuple[str, str], ...]
    told: Summary
    text_of: TextOf
    lang: str = "en"

    def findings(self) -> Iterator[tuple[str, Finding]]:
        """Every finding once, with the name of the product it stands with."""
        return all_findings(self.rows(), self.walked)
