"""A filled template as sheets of cells; every value that is taken is judged where it stands."""

from __future__ import annotations

import os
import re
from typing import NamedTuple

from carbonfoot.cbam.template import labels
from carbonfoot.cbam.template.labels import At, Span
from carbonfoot.documents.roots import reason, regular_file_problem
from carbonfoot.documents.sources import display_path
from carbonfoot.findings.finding import Finding
from carbonfoot.intake.cells import ERRORS, Given, Judge, Stored
from carbonfoot.intake.kinds import WORKBOOK, kind_of_file
from carbonfoot.intake.package import Package, open_package
from carbonfoot.intake.sheet_xml import SheetReader
from carbonfoot.intake.table import Column, Kind, Origin
from carbonfoot.intake.tally import Tally
from carbonfoot.intake.trouble import trouble
from carbonfoot.intake.workbook import read_strings, read_workbook
from carbonfoot.quantities.numbers import shown

MAX_BYTES = 200_000_000
_READ = (
    *(labels.INSTALLATION, labels.STREAMS, labels.BALANCE, labels.PROCESSES, labels.PURCHASES),
    *(labels.PRODUCTS, labels.COMMUNICATION, labels.CODES, labels.TRANSLATIONS, labels.VERSIONS),
)
_NEEDED = (
    *(labels.INSTALLATION, labels.STREAMS, labels.PROCESSES, labels.PURCHASES),
    *(labels.PRODUCTS, labels.COMMUNICATION),
)
_KNOWN = ("2.1", "2.1.1")
_NOT_GIVEN = frozenset(["", "n.a.", "please select…", "please select...", "none"])


class Where(NamedTuple):
    """A cell that a value was taken from: its sheet, where in it, and what it is called there."""

    sheet: str
    at: At
    name: str


class _Spot(NamedTuple):
    number: int
    line: int = 0
    written: str = ""


class Page:
    """One sheet. `texts` has English texts, those of hidden helper columns too; `cells` what stands in the file."""

    def __init__(self, name: str, cells: dict[At, Given], display: str, findings: list[Finding]) -> None:
        self.name = name
        self.cells = cells
        self.texts = {at: text for at, given in cells.items() if (text := _text(given))}
        self.origin = Origin(display, name)
        self.tally = Tally(self.origin, findings)
        self._read: dict[tuple[At, Kind], str] = {}
        self.findings = findings
        self.last = max((at[0] for at in cells), default=1)
        helpers = [
            at[1] for at, text in self.texts.items() if at[0] == 1 and text == labels.HIDDEN and at[1] > 1
        ]
        self.width = min(helpers, default=10_000)

    def translate(self, words: dict[str, str]) -> None:
        """Put the English texts in the place of those of another language."""
        self.texts = {at: words.get(labels.plain(text), text) for at, text in self.texts.items()}

    def within(self, span: Span) -> dict[At, str]:
        """The texts of some rows."""
        return {at: text for at, text in self.texts.items() if span.first <= at[0] <= span.last}

    def text(self, at: At | None) -> str:
        """A text as it is stored, in English where the template translates it; "" for what was not chosen."""
        if at is None:
            return ""
        text = " ".join(self.texts.get(at, "").split())
        if isinstance(self.cells.get(at), Stored) and text in ERRORS:
            self.report(
                "CF610",
                f"{shown(text)} is an error, not a value",
                at,
                "",
                "ask the supplier for what belongs there",
            )
            return ""
        return "" if labels.plain(text) in _NOT_GIVEN else text

    def number(self, at: At | None, name: str) -> str:
        """The digits of a number; "" for an empty cell, and for one that is refused with a finding."""
        return self._judged(at, name, "number")

    def value(self, at: At | None, name: str) -> float | None:
        """A number as a float; None as "" of `number`."""
        digits = self.number(at, name)
        return float(digits) if digits else None

    def shown(self, at: At | None, name: str) -> float | None:
        """As `value`, of a cell that is only compared: nothing is said where it was saved without a value."""
        return None if self.computed(at) else self.value(at, name)

    def date(self, at: At | None, name: str) -> str:
        """A day, `2026-12-31`."""
        return self._judged(at, name, "date")

    def computed(self, at: At | None) -> bool:
        """Whether a formula stands there that was saved without a value."""
        given = None if at is None else self.cells.get(at)
        return isinstance(given, Stored) and given.type == "nothing"

    def report(
        self,
        code: str,
        message: str,
        at: At,
        name: str,
        help: str = "",
        notes: tuple[str, ...] = (),
        severity: str = "",
    ) -> None:
        """A finding at a cell, once."""
        row, column = _Spot(at[0]), Column(name, at[1] - 1, "text")
        place = self.origin.where(row, column).removesuffix(" (column ``)")
        found = self.origin.finding(
            code, f"{place}: {message}", row, column, help=help, notes=notes, severity=severity
        )
        if found not in self.findings:
            self.findings.append(found)

    def lacks(self, what: str, where: str = "") -> None:
        """A finding for a text of the template that is not there: what stands beside or below it cannot be found."""
        said = f"sheet `{self.name}`{f', {where},' if where else ''} has no `{what}`"
        help = "cells are found by the texts of the template: put back those of the blank one"
        found = Finding("CF606", said, self.origin.file, ("sheet", self.name), help=help)
        if found not in self.findings:
            self.findings.append(found)

    def _judged(self, at: At | None, name: str, kind: Kind) -> str:
        if at is None:
            return ""
        if (at, kind) not in self._read:
            self._read[at, kind] = self._judge(at, name, kind)
        return self._read[at, kind]

    def _judge(self, at: At, name: str, kind: Kind) -> str:
        given = self.cells.get(at, "")
        if isinstance(given, Stored) and given.type != "nothing":
            given = Stored(given.text, given.type)  # every number of the template may come from a formula
        if not isinstance(given, Stored) and labels.plain(given) in _NOT_GIVEN:
            return ""
        if isinstance(given, Stored) and given.type == "text" and labels.plain(given.text) in _NOT_GIVEN:
            return ""
        judge = Judge(self.tally, ".", typed=True, by_hand=False)
        return judge.read(given, Column(name, at[1] - 1, kind), _Spot(at[0]))


class Book(NamedTuple):
    """A template: its sheets by name, and the version that it says it is."""

    file: str
    display: str
    version: str
    pages: dict[str, Page]

    def close(self) -> None:
        """Tell the findings that were counted."""
        for page in self.pages.values():
            page.tally.close()


def open_book(file: str, findings: list[Finding]) -> Book | None:
    """The template at `file`; None with findings where it is none, or cannot be read."""
    display = display_path(file)
    problem = regular_file_problem(file, display)
    if problem is not None:
        findings.append(problem._replace(file=display))
        return None
    try:
        if os.stat(file).st_size > MAX_BYTES:
            said = f"`{display}` is larger than {MAX_BYTES // 1_000_000} MB"
            findings.append(Finding("CF603", said, display, help="a filled template has about 1.4 MB"))
            return None
        kind, found = kind_of_file(file, display)
    except OSError as error:
        findings.append(Finding("CF001", f"`{display}` cannot be read: {reason(error)}", display))
        return None
    if not found and kind != WORKBOOK:
        help = "name the workbook (.xlsx) that the supplier filled in"
        found = [Finding("CF601", f"`{display}` is not a workbook", display, help=help)]
    findings.extend(found)
    if found:
        return None
    package, found = open_package(file, display)
    findings.extend(found)
    if package is None:
        return None
    before = len(findings)
    pages: dict[str, Page] = {}
    with trouble(display, findings):
        pages = _pages(package, display, findings)
    package.close()
    return None if len(findings) > before else _judged(file, display, pages, findings)


def _pages(package: Package, display: str, findings: list[Finding]) -> dict[str, Page]:
    """The sheets that are read. Raises `DamagedError` and `HarmfulError`."""
    workbook = read_workbook(package)
    wanted = [sheet for sheet in workbook.sheets if sheet.name in _READ]
    if not wanted:
        return {}
    strings = read_strings(workbook)
    pages: dict[str, Page] = {}
    for sheet in wanted:
        cells: dict[At, Given] = {}
        for record in SheetReader(workbook, sheet, strings).records():
            cells |= {
                (record.number, column): given for column, given in enumerate(record.cells, 1) if given != ""
            }
        pages[sheet.name] = Page(sheet.name, cells, display, findings)
    return pages


def _judged(file: str, display: str, pages: dict[str, Page], findings: list[Finding]) -> Book | None:
    version = _version(pages)
    missing = [name for name in _NEEDED if name not in pages]
    help = "ask the supplier for the Commission's communication template, version 2.1 or 2.1.1"
    if missing:
        what = ", ".join(f"`{name}`" for name in missing)
        said = f"`{display}` is no communication template: it has no sheet {what}"
        findings.append(Finding("CF840", said, display, help=help))
        return None
    if version.startswith(("0.", "1.")):
        said = f"`{display}` is version {version} of the communication template"
        findings.append(Finding("CF840", said, display, help=help, notes=(_OLD,)))
        return None
    about = pages[labels.INSTALLATION]
    if not labels.find(about.texts, "Start") and (empty := [at for at in about.cells if about.computed(at)]):
        help = "open it in a spreadsheet program, let it calculate, and save it"
        said = "the template was saved without the values of its formulas, those of its texts too"
        about.report("CF611", said, min(empty), "", help)
        return None
    if labels.TRANSLATIONS in pages:
        words = labels.english(pages[labels.TRANSLATIONS].texts)
        if words:
            for name, page in pages.items():
                if name not in (labels.TRANSLATIONS, labels.CODES):
                    page.translate(words)
    for name, title, fields in (
        (labels.PROCESSES, labels.PROCESS_BLOCK, labels.PROCESS),
        (labels.PURCHASES, labels.PURCHASE_BLOCK, labels.PURCHASE),
    ):
        page = pages[name]
        page.texts |= labels.slips(page.texts, title, page.last, fields.values())
    if version not in _KNOWN:
        said = f"`{display}` is version {version or 'unknown'} of the template; it is read as 2.1.1, by its texts"
        findings.append(Finding("CF840", said, display, help="compare what was read", severity="warning"))
    return Book(file, display, version, pages)


_OLD = "version 1 counts percentages otherwise and has other rows for electricity of precursors"


def _version(pages: dict[str, Page]) -> str:
    """The last version that the list of versions names; a later layout tells itself by its column."""
    texts = pages[labels.VERSIONS].texts if labels.VERSIONS in pages else {}
    named = [text for _, text in sorted(texts.items()) if re.fullmatch(r"\d+\.\d+(\.\d+)?", text)]
    return named[-1] if named else ""


def _text(given: Given) -> str:
    return given.text if isinstance(given, Stored) else given
