"""The template as a package: its sheets by name, its word lists by defined name; written again with the cells filled in."""

from __future__ import annotations

import io
import re
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from carbonfoot.declarations.cbam_communication.sheet import FormError, Sheet, Spot, spot, without_results
from carbonfoot.findings.finding import Finding
from carbonfoot.intake.package import (
    DamagedError,
    HarmfulError,
    Package,
    open_package,
    relation_id,
    spreadsheet_tags,
)

_TAGS = spreadsheet_tags("sheet", "definedName", "si", "t", "rPh", "workbookPr")
_HELP = "give a blank copy of the Commission's communication template, v2.1 or v2.1.1, as .xlsx"
_COMPUTED = (
    *("a_Contents", "A_InstData", "B_EmInst", "C_Emissions&Energy", "D_Processes", "E_PurchPrec", "F_Tools"),
    *("Summary_Processes", "Summary_Products", "Summary_Communication", "InputOutput"),
)
"""The sheets that depend on what is filled in; lists, texts and guidance stay as they are."""
_CALC = re.compile(rb"<((?:\w+:)?)calcPr\b[^>]*?/>")
_AFTER_CALC = re.compile(
    rb"<(?:\w+:)?(?:oleSize|customWorkbookViews|pivotCaches|extLst)\b|</(?:\w+:)?workbook>"
)


class Book:
    """An open template."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.parts: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.date1904 = False
        self._sheets: dict[str, Sheet] = {}
        self._strings: list[str] | None = None
        self._read()

    def _read(self) -> None:
        self.main = next(
            (part for word, part in self.package.relations("").values() if word == "officeDocument"), ""
        )
        if self.main not in self.package.names:
            raise FormError("it is no workbook", _HELP)
        ids: list[tuple[str, str]] = []
        name = ""

        def start(tag: str, given: dict[str, str]) -> None:
            nonlocal name
            what = _TAGS.get(tag)
            name = given.get("name", "") if what == "definedName" else ""
            if what == "sheet":
                ids.append((given.get("name", ""), relation_id(given)))
            elif what == "workbookPr":
                self.date1904 = given.get("date1904", "0") in ("1", "true")

        def text(said: str) -> None:
            if name:
                self.names[name] = self.names.get(name, "") + said

        for _ in self.package.parse(self.main, start, None, text):
            pass
        relations = self.package.relations(self.main)
        self.parts = {title: relations[one][1] for title, one in ids if one in relations}

    @property
    def strings(self) -> list[str]:
        """The texts that cells refer to."""
        if self._strings is None:
            self._strings = self._read_strings()
        return self._strings

    def _read_strings(self) -> list[str]:
        found: list[str] = []
        part = next(
            (one for word, one in self.package.relations(self.main).values() if word == "sharedStrings"), ""
        )
        if part not in self.package.names:
            return found
        inside = skip = False

        def start(tag: str, _: dict[str, str]) -> None:
            nonlocal inside, skip
            what = _TAGS.get(tag)
            if what == "si":
                found.append("")
            inside = what == "t"
            skip = skip or what == "rPh"

        def end(tag: str) -> None:
            nonlocal inside, skip
            inside = False
            if _TAGS.get(tag) == "rPh":
                skip = False

        def text(said: str) -> None:
            if inside and not skip:
                found[-1] += said

        for _ in self.package.parse(part, start, end, text):
            pass
        return found

    def sheet(self, name: str) -> Sheet:
        """A sheet by its name. Raises `FormError`."""
        if name not in self._sheets:
            if self.parts.get(name) not in self.package.names:
                raise FormError(f"it has no sheet `{name}`", _HELP)
            data = b"".join(self.package.chunks(self.parts[name]))
            self._sheets[name] = Sheet(name, data, self.strings)
        return self._sheets[name]

    def area(self, name: str) -> tuple[Sheet, Spot, Spot]:
        """The sheet and the corners of a defined name. Raises `FormError`."""
        match = re.fullmatch(
            r"'?([^'!]+)'?!(\$?[A-Z]+\$?\d+)(?::(\$?[A-Z]+\$?\d+))?", self.names.get(name, "")
        )
        if match is None:
            raise FormError(f"it has no list `{name}`", _HELP)
        first = spot(match[2])
        return self.sheet(match[1]), first, spot(match[3]) if match[3] else first

    def words(self, name: str) -> list[str]:
        """The words of a list with a defined name, empty ones too, row by row."""
        sheet, (top, left), (bottom, right) = self.area(name)
        return [
            sheet.text((row, column)) for row in range(top, bottom + 1) for column in range(left, right + 1)
        ]

    def matrix(self, name: str) -> list[list[str]]:
        """A list with a defined name, row by row."""
        sheet, (top, left), (bottom, right) = self.area(name)
        return [
            [sheet.text((row, column)) for column in range(left, right + 1)] for row in range(top, bottom + 1)
        ]

    def constant(self, name: str) -> float:
        """The number of a defined name."""
        sheet, first, _ = self.area(name)
        return sheet.number(first)

    def written(self, issued: datetime) -> bytes:
        """The workbook with everything filled in: the same bytes for the same input and time of issue."""
        sheets = {self.parts[name]: sheet for name, sheet in self._sheets.items()}
        formulas = {self.parts[name] for name in _COMPUTED if name in self.parts}
        when = (max(issued.year, 1980), *issued.timetuple()[1:6])
        stream = io.BytesIO()
        with ZipFile(stream, "w", ZIP_DEFLATED, compresslevel=6) as archive:
            for old in self.package.archive.infolist():
                part = old.filename
                sheet = sheets.get(part)
                data = b"".join(self.package.chunks(part)) if sheet is None else sheet.patched()
                if part in formulas:
                    data = without_results(data)
                elif part == self.main:
                    data = _recalculated(data)
                new = ZipInfo(part, when)
                new.compress_type = ZIP_DEFLATED
                new.external_attr = 0o600 << 16
                archive.writestr(new, data)
        return stream.getvalue()


def _recalculated(data: bytes) -> bytes:
    """The workbook part, asking for a full calculation on opening."""
    match = _CALC.search(data)
    if match is not None:
        old = re.sub(rb"\s(?:fullCalcOnLoad|calcMode)=\"[^\"]*\"", b"", match[0])
        return data[: match.start()] + old[:-2].rstrip() + b' fullCalcOnLoad="1"/>' + data[match.end() :]
    after = _AFTER_CALC.search(data)
    prefix = re.search(rb"<((?:\w+:)?)workbook\b", data)
    if after is None or prefix is None:
        return data
    return data[: after.start()] + b"<" + prefix[1] + b'calcPr fullCalcOnLoad="1"/>' + data[after.start() :]


def open_book(file: str, display: str) -> tuple[Book | None, list[Finding]]:
    """The template at a path; None with findings where it cannot be opened. Raises `FormError`."""
    try:
        package, findings = open_package(file, display)
    except OSError as error:
        raise FormError(f"it cannot be opened: {(error.strerror or str(error)).lower()}", _HELP) from None
    if package is None:
        return None, findings
    try:
        return Book(package), []
    except (DamagedError, HarmfulError) as error:
        raise FormError(str(error), _HELP) from None
