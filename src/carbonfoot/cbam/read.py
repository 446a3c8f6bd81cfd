"""An installation document from its file: typed, every amount worked out, all findings of reading."""

from __future__ import annotations

import os
from typing import NamedTuple

from carbonfoot.cbam.shapes.installation import KIND, Installation
from carbonfoot.documents.fields import Period, Value
from carbonfoot.documents.load import Documents, Tables
from carbonfoot.documents.reading import read_document
from carbonfoot.documents.roots import find_root
from carbonfoot.documents.sources import Source, display_path, read_source
from carbonfoot.documents.values import Scope
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import Finding, severity
from carbonfoot.methods.reading import work_out
from carbonfoot.methods.work import Work

Path = tuple[str | int, ...]
YEARS = "Implementing Regulation (EU) 2025/2547, Articles 1(5) and 7"
"""Where the act speaks of the reporting period."""


class Read(NamedTuple):
    """An installation document; `installation` is None where it was refused. `findings` grows while it is calculated."""

    file: str
    root: str
    source: Source | None
    installation: Installation | None
    findings: list[Finding]
    tables: list[str]

    @property
    def display(self) -> str:
        """How its path is shown."""
        return display_path(self.file) if self.source is None else self.source.display

    @property
    def period(self) -> Period | None:
        """The reporting period."""
        return None if self.installation is None else self.installation.period

    @property
    def year(self) -> int:
        """The year of the reporting period; 0 where the document was refused."""
        return 0 if self.installation is None else self.installation.period.year

    def report(
        self,
        code: str,
        message: str,
        path: Path,
        help: str = "",
        notes: tuple[str, ...] = (),
        on: str = "value",
        how: str = "",
    ) -> None:
        """A finding at a place of the document, once; `how`: its severity, where not that of the code."""
        found = Finding(code, message, self.display, path, on, help, notes, severity=how)
        if found not in self.findings:
            self.findings.append(found)


def read_installation(
    file: str, library: Library, root: str | None = None, overrides: dict[str, Value] | None = None
) -> Read:
    """The installation document at `file`, its amounts as numbers in the units of `shapes/kinds.py`."""
    path = os.path.realpath(file)
    root = root or find_root(os.path.dirname(os.path.abspath(file)))
    source, findings = read_source(path, display_path(path))
    if source is None or any(severity(one) == "error" for one in findings):
        return Read(path, root, source, None, list(findings), [])
    return read_data(source, findings, library, root, overrides)


def read_data(
    source: Source, found: list[Finding], library: Library, root: str, overrides: dict[str, Value] | None
) -> Read:
    """As `read_installation`, of plain data that have been read, with the findings of that."""
    path = source.file
    read = Read(path, root, source, None, list(found), [])
    document, wrong = read_document(source.data, source.display, KIND, Installation)
    read.findings.extend(_of_the_rules(one) for one in wrong)
    if document is None:
        return read
    place = Documents(path, root)
    place.findings = read.findings
    parameters = {**(document.parameters or {}), **(overrides or {})}
    document.parameters = None
    scope = Scope(source.display, parameters, read.findings, Tables(place, path, document.tables or {}))
    work = Work(library, "", document.period.year, "", read.report)
    fine = work_out(document, scope, (), work)
    read.tables.extend(place.tables)
    refused = not fine or any(severity(one) == "error" for one in read.findings)
    return read if refused else read._replace(installation=document)


def _of_the_rules(found: Finding) -> Finding:
    """The finding with what the act says of it: offsets are no key, and a period is a calendar year."""
    if found.code == "CF107" and found.path == ("period",):
        return found._replace(help="write a calendar year, such as `2026`", notes=(YEARS,))
    return _offsets(found)


def _offsets(found: Finding) -> Finding:
    """The finding about an unknown key; where it is one for offsets, why there is none."""
    key = str(found.path[-1]).lower() if found.code == "CF101" and found.path else ""
    if not any(word in key for word in ("offset", "carbon_credit")):
        return found
    notes = (
        "Regulation (EU) 2023/956, Article 3(22): embedded emissions are those released during the production of goods",
    )
    help = "leave it out: offsets and carbon credits never lower embedded emissions"
    return found._replace(help=help, notes=notes)
