"""Every finding of a batch once: a finding of a file that many products read stands with each of them in the store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from carbonfoot.batch.keys import digest
from carbonfoot.batch.model import Row, finding_of
from carbonfoot.findings.finding import Finding


class Once:
    """Gives findings that were not given before. Those of a row's own file stand nowhere else and need no memory."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def of(self, row: Row) -> Iterator[list[Any]]:
        """The plain findings of a row, without those of other files that were given with a row before."""
        for plain in row.findings:
            if plain[2] != row.name:
                mark = digest(repr(plain))
                if mark in self._given:
                    continue
                self._given.add(mark)
            yield plain


def all_findings(rows: Iterable[Row], walked: Iterable[Finding] = ()) -> Iterator[tuple[str, Finding]]:
    """What was said of the folders, and every finding with the name of the first product it stands with."""
    for finding in walked:
        yield "", finding
    once = Once()
    for row in rows:
        for plain in once.of(row):
            yield row.name, finding_of(plain)
