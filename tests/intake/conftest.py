"""Tables to read: CSV text, workbooks written by a spreadsheet library, and packages put together part by part."""

from __future__ import annotations

import json
import sys
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import xlsxwriter

from carbonfoot.cli import main
from carbonfoot.findings.finding import Finding, severity
from carbonfoot.intake.sheets import open_table
from carbonfoot.intake.table import Kind, Table

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
COLUMNS: dict[str, Kind] = {"item": "text", "co2e": "number"}


class Answer(NamedTuple):
    """What was read: the table, its rows by row number, and the findings."""

    table: Table | None
    rows: dict[int, dict[str, str]]
    findings: list[Finding]

    @property
    def codes(self) -> list[str]:
        """Codes with severity where it is none of the catalogue, in the order found."""
        return [f"{one.code} {severity(one)}" if one.severity else one.code for one in self.findings]

    @property
    def texts(self) -> list[tuple[str, ...]]:
        return [tuple(row.values()) for row in self.rows.values()]


Read = Callable[..., Answer]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Read text, bytes or a file to its end."""

    def run(
        given: str | bytes | Path,
        columns: Mapping[str, Kind] | None = COLUMNS,
        name: str = "t.csv",
        **stated: Any,
    ) -> Answer:
        file = given if isinstance(given, Path) else tmp_path / name
        if not isinstance(given, Path):
            file.write_bytes(given.encode() if isinstance(given, str) else given)
        table, findings = open_table(str(file), columns, display=file.name, **stated)
        rows = {}
        if table is not None:
            rows = {row.number: {key: cell.text for key, cell in row.cells.items()} for row in table.rows()}
        return Answer(table, rows, findings)

    return run


@pytest.fixture
def book(tmp_path: Path) -> Callable[[Callable[[Any, Any], None]], Path]:
    """A workbook written by `fill(workbook, sheet)` into the sheet `Factors`."""

    def write(fill: Callable[[Any, Any], None]) -> Path:
        file = tmp_path / "t.xlsx"
        with xlsxwriter.Workbook(file) as workbook:
            fill(workbook, workbook.add_worksheet("Factors"))
        return file

    return write


def _package(rows: str) -> dict[str, str]:
    """The parts of a small workbook, by name."""
    return {
        "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="Factors" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{OFFICE}/styles" '
        f'Target="styles.xml"/><Relationship Id="r3" Type="{OFFICE}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
    }


@pytest.fixture(scope="session")
def package() -> Callable[[str], dict[str, str]]:
    """The parts of a small workbook whose sheet `Factors` has the rows given as XML."""
    return _package


@pytest.fixture
def parts(tmp_path: Path) -> Callable[..., Path]:
    """A package of parts as a file."""

    def write(given: Mapping[str, str | bytes], name: str = "t.xlsx") -> Path:
        file = tmp_path / name
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for part, text in given.items():
                archive.writestr(part, text)
        return file

    return write


HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>item</t></is></c><c r="B1" t="inlineStr"><is><t>co2e</t></is></c></row>'


@pytest.fixture
def sheet(parts: Callable[..., Path]) -> Callable[..., Path]:
    """A workbook with a header of `item` and `co2e`, and rows written as XML."""

    def write(rows: str) -> Path:
        return parts(_package(HEAD + rows))

    return write


class Done(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def command(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[[Path, list[str]], Done]:
    """Run `carbonfoot` with arguments in a folder."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")

    def run(folder: Path, arguments: list[str]) -> Done:
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["carbonfoot", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        return Done(int(stopped.value.code or 0), out, err)

    return run
