"""Files that are not what their name says, or are made to do harm, are refused before a parser sees them."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbonfoot.findings.finding import Finding
from carbonfoot.intake import package as packages
from carbonfoot.intake import sheet_xml
from carbonfoot.intake import workbook as workbooks
from carbonfoot.intake.sheets import open_table

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ROW = (
    '<row r="1"><c r="A1" t="inlineStr"><is><t>item</t></is></c></row>'
    '<row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c></row>'
)
ITEM = {"item": "text"}
BOMB = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


@pytest.mark.parametrize(
    ("data", "name", "code", "said"),
    [
        (COMPOUND + bytes(600), "t.xls", "CF601", "old .xls"),
        (COMPOUND + bytes(600), "t.xlsx", "CF601", "old .xls"),
        (COMPOUND + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "t.xlsx", "CF602", "password"),
        (b"<html><table><tr><td>item", "t.xlsx", "CF601", "web page"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html>", "t.xls", "CF601", "web page"),
        (b"<table>", "t.csv", "CF601", "web page"),
        (b"item,co2e\na,1\n", "t.xlsx", "CF601", "plain text"),
        (b"", "t.xlsx", "CF601", "empty"),
        (b"%PDF-1.7", "t.csv", "CF601", "PDF"),
        (b"PK\x03\x04 and nothing more", "t.xlsx", "CF601", "not a zip"),
        (b"PK\x03\x04 and nothing more", "t.csv", "CF601", "workbook"),
    ],
)
def test_a_file_is_told_by_its_bytes(read: Any, data: bytes, name: str, code: str, said: str) -> None:
    answer = read(data, name=name)
    assert answer.codes == [code]
    assert said in answer.findings[0].message
    assert answer.table is None


@pytest.mark.parametrize(
    "others",
    [
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"},
        {"word/document.xml": "<a/>"},
        {"a.txt": "hello"},
    ],
)
def test_other_packages_are_no_workbooks(read: Any, parts: Any, others: dict[str, str]) -> None:
    assert read(parts(others)).codes == ["CF601"]


def test_a_binary_workbook_is_refused(read: Any, parts: Any, package: Any) -> None:
    given = {name: text.replace('workbook.xml"', 'workbook.bin"') for name, text in package(ROW).items()}
    answer = read(parts({**given, "xl/workbook.bin": "x"}, "t.xlsb"))
    assert answer.codes == ["CF601"]
    assert "xlsb" in answer.findings[0].message


@pytest.mark.parametrize(
    "part",
    [
        "xl/workbook.xml",
        "xl/worksheets/sheet1.xml",
        "xl/sharedStrings.xml",
        "_rels/.rels",
        "docProps/app.xml",
    ],
)
@pytest.mark.parametrize(
    "head",
    [
        BOMB,
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
        "<!-- " + "x" * 200 + ' --><!DOCTYPE x [<!ENTITY % p SYSTEM "http://localhost/x"> %p;]>',
    ],
)
def test_xml_with_a_document_type_is_refused(
    read: Any, parts: Any, package: Any, part: str, head: str
) -> None:
    given = package(ROW)
    answer = read(parts({**given, part: head + given.get(part, "<x>&c;</x>")}), ITEM)
    assert answer.codes == ["CF603"]
    assert answer.table is None


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_document_type_far_from_the_start_is_refused_too(
    read: Any, parts: Any, package: Any, part: str
) -> None:
    given = package(ROW)
    given[part] = f"<!--{'x' * 300_000}-->" + BOMB.partition("?>")[2] + given[part]
    assert read(parts(given), ITEM).codes == ["CF603"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_xml_in_another_encoding_is_refused(read: Any, parts: Any, package: Any, encoding: str) -> None:
    given: dict[str, Any] = package(ROW)
    for head in ("", f'<?xml version="1.0" encoding="{encoding}"?>'):
        given["xl/workbook.xml"] = (head + package(ROW)["xl/workbook.xml"]).encode(encoding)
        assert read(parts(given), ITEM).codes == ["CF603"]
    given["xl/workbook.xml"] = (
        b'<?xml version="1.0" encoding="utf-7"?>' + package(ROW)["xl/workbook.xml"].encode()
    )
    assert read(parts(given), ITEM).codes == ["CF603"]


def test_a_part_that_shrinks_too_much_is_refused(read: Any, parts: Any, package: Any) -> None:
    given = {**package(ROW), "xl/media/x.xml": " " * 3_000_000}
    answer = read(parts(given), ITEM)
    assert answer.codes == ["CF603"]
    assert "times its size" in answer.findings[0].message


def test_too_many_parts_are_refused(read: Any, parts: Any, package: Any) -> None:
    many = {f"x/{number}": "" for number in range(packages.MAX_PARTS)}
    assert read(parts({**package(ROW), **many}), ITEM).codes == ["CF603"]


def test_too_much_in_all_is_refused(read: Any, parts: Any, package: Any, monkeypatch: Any) -> None:
    file = parts(package(ROW))
    monkeypatch.setattr(packages, "MAX_UNPACKED", 100)
    assert read(file, ITEM).codes == ["CF603"]
    monkeypatch.undo()
    monkeypatch.setattr(workbooks, "MAX_TEXTS", 10)
    texts = {"xl/sharedStrings.xml": f"<sst>{' ' * 20}</sst>"}
    assert read(parts({**package(ROW), **texts}), ITEM).codes == ["CF603"]


def test_too_many_merged_blocks_are_refused(read: Any, parts: Any, package: Any, monkeypatch: Any) -> None:
    given = package(ROW)
    blocks = "".join(f'<mergeCell ref="C{row}:C{row + 1}"/>' for row in range(2, 60, 2))
    given["xl/worksheets/sheet1.xml"] = given["xl/worksheets/sheet1.xml"].replace(
        "</sheetData>", f"</sheetData><mergeCells>{blocks}</mergeCells>"
    )
    assert read(parts(given), ITEM).codes == []
    monkeypatch.setattr(sheet_xml, "MAX_MERGED", 20)
    assert read(parts(given), ITEM).codes == ["CF603"]


@pytest.mark.parametrize("name", ["../x.xml", "/etc/x", "xl/../../x", "C:/x", "xl\\workbook.xml"])
def test_paths_that_lead_elsewhere_are_refused(read: Any, parts: Any, package: Any, name: str) -> None:
    assert read(parts({**package(ROW), name: "x"}), ITEM).codes == ["CF603"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_is_there_twice_is_refused(read: Any, parts: Any, package: Any) -> None:
    file = parts(package(ROW))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert read(file, ITEM).codes == ["CF603"]


def test_another_way_of_packing_is_refused(read: Any, tmp_path: Path, package: Any) -> None:
    file = tmp_path / "t.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_LZMA) as archive:
        for name, text in package(ROW).items():
            archive.writestr(name, text)
    assert read(file, ITEM).codes == ["CF603"]


def test_an_encrypted_part_is_a_password(read: Any, parts: Any, package: Any) -> None:
    file = parts(package(ROW))
    data = bytearray(file.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 8 : at + 10] = struct.pack("<H", 1)
    assert read(bytes(data), ITEM, name="t.xlsx").codes == ["CF602"]


def test_a_part_that_lies_about_its_size_is_damaged(read: Any, parts: Any, package: Any) -> None:
    """A small stated size hides nothing: what comes out is cut there, and its checksum is wrong."""
    file = parts({**package(ROW), "xl/styles.xml": "<styleSheet/>" + " " * 500_000})
    data = file.read_bytes()
    assert data.count(struct.pack("<I", 500_013)) == 2
    answer = read(data.replace(struct.pack("<I", 500_013), struct.pack("<I", 13)), ITEM, name="t.xlsx")
    assert answer.codes == ["CF601"]


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"><c r="A2" t="s"><v>7</v></c></row>',
        '<row r="2"><c r="A2" t="s"><v>x</v></c></row>',
        '<row r="2"><c r="A2" t="s"><v>-1</v></c></row>',
        '<row r="2²"><c r="A2"><v>1</v></c></row>',
        '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>1</v></c></row>',
        '<row r="2"/><row r="2"/>',
        '<row r="1048577"/>',
        '<row r="2"><c r="ZZZZ2"><v>1</v></c></row>',
        '<row r="2"><c r="é2"><v>1</v></c></row>',
        '<row r="2"><c r="A2"><v>1</c></row>',
    ],
)
def test_damaged_sheets_are_findings(read: Any, sheet: Any, rows: str) -> None:
    assert read(sheet(rows), ITEM).codes == ["CF601"]


def test_a_number_larger_than_numbers_can_be_is_a_finding_at_its_cell(read: Any, sheet: Any) -> None:
    answer = read(sheet('<row r="2"><c r="B2"><v>1E999</v></c></row><row r="3"><c r="B3"><v>x</v></c></row>'))
    assert [(one.code, one.point) for one in answer.findings] == [("CF206", (2, 2)), ("CF615", (3, 2))]


@pytest.mark.parametrize(
    "gone", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels"]
)
def test_missing_parts_are_findings(read: Any, parts: Any, package: Any, gone: str) -> None:
    given = package(ROW)
    del given[gone]
    assert read(parts(given), ITEM).codes[0] in ("CF601", "CF604")


@settings(deadline=None)  # files are written
@given(
    cuts=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=4)),
        min_size=1,
        max_size=6,
    )
)
def test_no_damage_is_our_fault(
    tmp_path_factory: pytest.TempPathFactory, package: Any, cuts: list[tuple[float, bytes]]
) -> None:
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        for name, text in package(ROW).items():
            archive.writestr(name, text)
    data = bytearray(stored.getvalue())
    for where, piece in cuts:
        at = int(where * len(data))
        data[at : at + len(piece)] = piece
    _opens_or_says_why(tmp_path_factory.mktemp("damaged") / "t.xlsx", bytes(data))


@settings(deadline=None)  # files are written
@given(
    part=st.sampled_from(["xl/workbook.xml", "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"]),
    data=st.data(),
)
def test_no_changed_part_is_our_fault(
    tmp_path_factory: pytest.TempPathFactory, package: Any, part: str, data: Any
) -> None:
    given = package(ROW)
    text = given[part]
    at = data.draw(st.integers(0, len(text)))
    piece = data.draw(
        st.sampled_from(["<c>", "</row>", 'r="', "<v>9</v>", "&x;", "\x00", "0", "", "xl/", "<f/>", "<row/>"])
    )
    given[part] = text[:at] + piece + text[at + data.draw(st.integers(0, 9)) :]
    stored = io.BytesIO()
    with zipfile.ZipFile(stored, "w") as archive:
        for name, content in given.items():
            archive.writestr(name, content)
    _opens_or_says_why(tmp_path_factory.mktemp("changed") / "t.xlsx", stored.getvalue())


def _opens_or_says_why(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    table, findings = open_table(str(file), {"item": "text"})
    if table is not None:
        list(table.rows())
    else:
        assert findings
    assert all(isinstance(found, Finding) for found in findings)
