"""Workbooks from outside: values by type, formulas, errors, hidden and merged cells, sheets, and the header."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from carbonfoot.documents.yaml_reader import nfc
from carbonfoot.findings.finding import severity
from carbonfoot.intake.formats import PLAIN, Look, date_text, look
from carbonfoot.intake.sheets import open_table, text_for_excerpt

ITEM = {"item": "text"}
CO2E = {"co2e": "number"}
DAY = dt.date(2025, 2, 1)


def fill(*rows: tuple[Any, ...], header: tuple[str, ...] = ("item", "co2e")) -> Any:
    def write(_workbook: Any, sheet: Any) -> None:
        for number, row in enumerate((header, *rows)):
            sheet.write_row(number, 0, row)

    return write


def test_values_are_read_as_they_are_stored(read: Any, book: Any) -> None:
    answer = read(book(fill(("열연강판", 2.35), ("bolt", 0.1), (" e\u0301 ", 8.7), (12, 2000), (True, 1e-7))))
    assert answer.texts == [
        ("열연강판", "2.35"),
        ("bolt", "0.1"),
        ("é", "8.7"),
        ("12", "2000"),
        ("TRUE", "1e-07"),
    ]
    assert answer.codes == []


@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("8.6999999999999993", "8.7"),
        ("0.30000000000000004", "0.30000000000000004"),
        ("1E3", "1000"),
        ("-0.5", "-0.5"),
        ("12345678901234567890", "1.2345678901234567e+19"),
        ("007", "7"),
    ],
)
def test_stored_numbers_get_their_shortest_text(read: Any, sheet: Any, stored: str, text: str) -> None:
    answer = read(sheet(f'<row r="2"><c r="B2"><v>{stored}</v></c></row>'), CO2E)
    assert answer.texts == [(text,)]


def test_what_is_shown_otherwise_is_said_once_a_column(read: Any, book: Any) -> None:
    def write(workbook: Any, sheet: Any) -> None:
        fill()(workbook, sheet)
        for row, code in enumerate(
            ["0.0%", "0%", '#,##0.0,"k"', '0.0" t CO2"', "0.00", "#,##0", "[Red]0.0", "0.0_)"], 1
        ):
            sheet.write(row, 1, 0.5, workbook.add_format({"num_format": code}))
        sheet.write(9, 0, 12, workbook.add_format({"num_format": "0000"}))

    answer = read(book(write))
    assert [text for _, text in answer.texts[:8]] == ["0.5"] * 8
    assert answer.codes == ["CF616"] * 4
    said = [one.message for one in answer.findings]
    assert said[0] == "column `co2e`: numbers shown as a percentage: 2; the stored number is taken, here 0.5"
    assert "thousands" in said[1] and "with `t CO2`" in said[2] and "zeros in front, here 12" not in said[3]
    assert [one.point for one in answer.findings] == [(2, 2), (4, 2), (5, 2), (10, 1)]


def test_dates_are_no_numbers_and_are_said_among_texts(read: Any, book: Any) -> None:
    def write(workbook: Any, sheet: Any) -> None:
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        fill(header=("item", "co2e", "until"))(workbook, sheet)
        sheet.write_datetime(1, 0, dt.date(2025, 10, 12), workbook.add_format({"num_format": "d-mmm"}))
        sheet.write_datetime(1, 1, DAY, workbook.add_format({"num_format": 14}))
        sheet.write_datetime(1, 2, DAY, day)
        sheet.write_row(2, 0, ("b", 1, 45000))

    answer = read(book(write), {"item": "text", "co2e": "number", "until": "date"})
    assert answer.texts == [("2025-10-12", "", "2025-02-01"), ("b", "1", "")]
    assert sorted(answer.codes) == ["CF613", "CF613 warning", "CF615"]
    assert (
        answer.findings[0].message
        == "`Factors`!B2 (column `co2e`): the date 2025-02-01 stands where a number belongs"
    )
    assert answer.findings[0].path == ("sheet", "Factors", "row", 2, "co2e")
    assert answer.findings[0].point == (2, 2)


@pytest.mark.parametrize(
    ("serial", "from_1904", "day"),
    [
        ("1", False, "1900-01-01"),
        ("59", False, "1900-02-28"),
        ("60", False, ""),  # 29 February 1900, which there was not
        ("61", False, "1900-03-01"),
        ("45689.5", False, "2025-02-01T12:00:00"),
        ("44227", True, "2025-02-01"),
        ("-1", False, ""),
        ("2958466", False, ""),
        ("x", False, ""),
    ],
)
def test_days_are_counted_from_1900_or_1904(serial: str, from_1904: bool, day: str) -> None:
    assert date_text(serial, from_1904) == day


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ("General", PLAIN),
        ('General" kg"', Look(otherwise="with `kg` beside it")),
        ("@", PLAIN),
        ("0.00E+00", PLAIN),
        ("# ?/?", PLAIN),
        ('[$-412]yyyy"년" m"월"', Look(date=True)),
        ("[h]:mm", Look(date=True)),
        ('0.0"days"', Look(otherwise="with `days` beside it")),
        ("[$€-2] #,##0.00", PLAIN),
        ('"a;b"0.0;-0%', Look(otherwise="with `a;b` beside it")),
        ("0.0\\%", Look(otherwise="with `%` beside it")),
        ("#,##0_);(#,##0)", PLAIN),
        ("0,", Look(otherwise="in thousands or millions")),
        ('0.0,," M"', Look(otherwise="in thousands or millions")),
    ],
)
def test_number_formats_are_understood(code: str, seen: Look) -> None:
    assert look(164, code) == seen


def test_numbers_as_text_are_read_and_said(read: Any, book: Any) -> None:
    answer = read(book(fill(("a", "2.5"), ("b", "0.1"), ("c", "1,5"), ("d", 1))))
    assert answer.texts == [("a", "2.5"), ("b", "0.1"), ("c", ""), ("d", "1")]
    assert answer.codes == ["CF615", "CF614"]
    assert answer.findings[1].message == "column `co2e`: numbers stored as text: 2"
    assert read(book(fill(("c", "1,5"))), decimal=",").texts == [("c", "1.5")]


def test_formulas_give_their_saved_value_and_are_said(read: Any, book: Any) -> None:
    def write(workbook: Any, sheet: Any) -> None:
        workbook.set_calc_mode("manual")
        fill(("a", 1))(workbook, sheet)
        sheet.write_formula("B3", "=B2*2", None, 2.5)
        sheet.write_formula("B4", "=B2*3", None, 3.5)
        sheet.write_formula("A4", '="x"&"y"', None, "xy")
        sheet.write_formula("B5", "=NA()", None, "#N/A")
        sheet.write_formula("C5", "=1/0", None, "#DIV/0!")

    answer = read(book(write))
    assert answer.texts == [("a", "1"), ("", "2.5"), ("xy", "3.5"), ("", "")]
    assert answer.codes == ["CF610", "CF612", "CF612"]
    assert answer.findings[1].message.startswith("column `co2e`: values computed by formulas: 2; taken")
    assert "manual" in answer.findings[1].notes[0]


def test_a_formula_without_a_value_is_refused(read: Any, sheet: Any) -> None:
    answer = read(sheet('<row r="2"><c r="A2" t="str"><f>A1</f><v></v></c><c r="B2"><f>1+1</f></c></row>'))
    assert answer.codes == ["CF611"]
    assert answer.findings[0].message.startswith("`Factors`!B2 (column `co2e`)")


def test_error_cells_are_refused_in_columns_that_are_read(read: Any, sheet: Any) -> None:
    rows = '<row r="2"><c r="B2" t="e"><v>#N/A</v></c><c r="C2" t="e"><v>#REF!</v></c></row>'
    assert read(sheet(rows)).codes == ["CF610"]
    assert read(sheet('<row r="2"><c r="B2" t="b"><v>1</v></c></row>')).codes == ["CF615"]


def test_hidden_rows_are_asked_about(read: Any, book: Any) -> None:
    def write(workbook: Any, sheet: Any) -> None:
        fill(("a", 1), ("b", 2), ("c", 3))(workbook, sheet)
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_row(9, None, None, {"hidden": True})

    file = book(write)
    answer = read(file)
    assert answer.codes == ["CF608"]
    assert answer.findings[0].message == "hidden rows: 2; are they part of the table?"
    assert answer.findings[0].point == (3, 1)
    assert (read(file, hidden="read").codes, len(read(file, hidden="read").rows)) == ([], 3)
    assert (read(file, hidden="skip").codes, read(file, hidden="skip").texts) == (
        ["CF608 note"],
        [("a", "1")],
    )


def test_hidden_columns_are_asked_about_when_they_are_read(read: Any, book: Any) -> None:
    def write(workbook: Any, sheet: Any) -> None:
        fill(("a", 1), ("b", 2))(workbook, sheet)
        sheet.set_column("B:C", None, None, {"hidden": True})

    file = book(write)
    assert read(file).codes == ["CF608"]
    assert read(file, ITEM).codes == []
    assert read(file, hidden="read").texts == [("a", "1"), ("b", "2")]
    assert read(file, hidden="skip").codes == ["CF608"], "a column that was asked for cannot be left out"


def test_merged_cells_are_refused_in_columns_that_are_read(read: Any, book: Any) -> None:
    def write(workbook: Any, sheet: Any) -> None:
        sheet.merge_range("A1:D1", "Our factors")
        sheet.write_row("A2", ("item", "co2e", "x"))
        sheet.merge_range("A3:A4", "steel")
        sheet.write_row("B3", (1, "x"))
        sheet.write_row("B4", (2, "x"))
        sheet.merge_range("C3:C4", "y")

    answer = read(book(write))
    assert answer.codes == ["CF609"]
    assert answer.findings[0].message.startswith("`Factors`!A3 (column `item`): the cells A3:A4 are merged")
    assert read(book(write), CO2E).codes == []


def test_a_merged_name_is_refused(read: Any, book: Any) -> None:
    def write(_workbook: Any, sheet: Any) -> None:
        sheet.write_row("A1", ("item", ""))
        sheet.merge_range("B1:C1", "co2e")
        sheet.write_row("A2", ("a", 1, 2))

    answer = read(book(write))
    assert answer.codes == ["CF609"]
    assert answer.findings[0].point == (1, 2)


def test_the_header_is_found_below_titles(read: Any, book: Any) -> None:
    def write(_workbook: Any, sheet: Any) -> None:
        sheet.write("A1", "Our factors, item and co2e")
        sheet.write_row("B4", ("item", "co2e\n "))
        sheet.write_row("B6", ("a", 1))

    answer = read(book(write))
    assert answer.rows == {6: {"item": "a", "co2e": "1"}}
    assert (answer.table.header_row, answer.table.header) == (4, ("", "item", "co2e"))
    assert answer.codes == ["CF620"]
    assert read(book(write), header_row=4).texts == [("a", "1")]
    assert read(book(write), header_row=3).codes == ["CF605"]
    assert read(book(write), header_row=0).codes == ["CF605"]
    assert read(book(write), header_row=1).codes == ["CF606", "CF606"]
    assert read(book(write), None).codes == ["CF605"], "a first row with one cell may be a title"
    assert read(book(write), None, header_row=4).texts == [("a", "1")]


def test_what_the_header_lacks_is_said_with_the_nearest_name(read: Any, book: Any) -> None:
    file = book(fill(("a", 1), header=("item", "CO2e")))
    answer = read(file)
    assert answer.codes == ["CF606"]
    assert answer.findings[0].message == "sheet `Factors`, row 1: no column is named `co2e`"
    assert answer.findings[0].help == "did you mean `CO2e`?"
    assert read(file, {"x": "text", "y": "text"}).codes == ["CF605"]
    assert read(file, optional=["co2e"]).texts == [("a",)]
    assert read(book(fill(("a", 1, 2), header=("item", "co2e", "co2e")))).codes == ["CF607"]
    assert read(book(fill(("a", 1, 2), header=("item", "x", "x"))), None).codes == ["CF607"]


def test_a_header_that_comes_again_is_a_finding(read: Any, book: Any) -> None:
    answer = read(book(fill(("a", 1), ("item", "co2e"), ("b", 2))))
    assert answer.codes == ["CF605"]
    assert list(answer.rows) == [2, 4]


def test_the_sheet_is_named_or_the_only_one(read: Any, tmp_path: Path) -> None:
    file = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(file) as workbook:
        fill(("cover", 0))(workbook, workbook.add_worksheet("Cover"))
        fill(("a", 1))(workbook, workbook.add_worksheet("계수"))
        old = workbook.add_worksheet("Old")
        fill(("old", 9))(workbook, old)
        old.hide()
        workbook.add_chartsheet("Chart")
    assert read(file).codes == ["CF604"]
    assert "`Cover`, `계수`" in read(file).findings[0].help
    assert read(file, sheet="계수").texts == [("a", "1")]
    assert read(file, sheet="Old").texts == [("old", "9")]
    assert read(file, sheet="Covr").findings[0].help == "did you mean `Cover`?"
    assert read(file, sheet="Chart").codes == ["CF604"]


def test_hidden_sheets_beside_the_one_that_is_read_are_said(read: Any, tmp_path: Path) -> None:
    file = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(file) as workbook:
        fill(("a", 1))(workbook, workbook.add_worksheet("Factors"))
        workbook.add_worksheet("Lists").hide()
    answer = read(file)
    assert (answer.codes, answer.texts) == (["CF608 note"], [("a", "1")])


def test_rich_phonetic_and_escaped_text(read: Any, sheet: Any) -> None:
    item = (
        "<is><r><t>강</t></r><r><t xml:space='preserve'>판 </t></r><rPh sb='0' eb='1'><t>gangpan</t></rPh>"
        "<phoneticPr fontId='1'/></is>"
    )
    row = f"<row><c t='inlineStr'>{item}</c><c><v>1</v></c></row>"
    assert read(sheet(row)).texts == [("강판", "1")]
    escaped = "<row><c t='inlineStr'><is><t>a_x000D_&#10;b_x005F_x</t></is></c><c><v>1</v></c></row>"
    assert read(sheet(escaped)).texts == [("a\nb_x", "1")]
    hostile = "<row><c t='inlineStr'><is><t>a_x001B_[31m</t></is></c><c><v>1</v></c></row>"
    assert read(sheet(hostile)).codes == ["CF003"]


def test_workbooks_of_the_strict_edition_and_iso_dates(read: Any, parts: Any, package: Any) -> None:
    given = package(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>until</t></is></c></row><row><c t="d"><v>2025-02-01T00:00:00</v></c></row>'
    )
    strict = "http://purl.oclc.org/ooxml/"
    given = {
        name: text.replace(
            "http://schemas.openxmlformats.org/spreadsheetml/2006/main", f"{strict}spreadsheetml/main"
        ).replace(
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
            f"{strict}officeDocument/relationships",
        )
        for name, text in given.items()
    }
    assert read(parts(given), {"until": "date"}).texts == [("2025-02-01",)]


def test_macros_are_ignored(read: Any, parts: Any, package: Any) -> None:
    given = package(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>item</t></is></c></row><row><c t="inlineStr"><is><t>a</t></is></c></row>'
    )
    answer = read(parts({**given, "xl/vbaProject.bin": b"\x00" * 50}, "t.xlsm"), ITEM)
    assert (answer.codes, answer.texts) == ([], [("a",)])


def test_empty_sheets_and_rows_without_text(read: Any, book: Any, sheet: Any) -> None:
    assert read(book(lambda *_: None)).codes == ["CF621"]
    assert read(book(fill())).codes == ["CF621"]
    rows = "".join(f'<row r="{number}"><c r="A{number}" s="0"/></row>' for number in range(2, 500))
    answer = read(sheet(rows + '<row r="500"><c r="C500"><v>1</v></c></row>'))
    assert (answer.codes, answer.rows) == (["CF620"], {500: {"item": "", "co2e": ""}})


def test_a_workbook_has_no_text_to_show(book: Any) -> None:
    assert text_for_excerpt(str(book(fill()))) is None


_TEXT = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=10)
_NUMBER = st.floats(-1e300, 1e300) | st.integers(-(10**15), 10**15)


@settings(deadline=None)  # files are written
@given(rows=st.lists(st.tuples(_TEXT, _NUMBER), min_size=1, max_size=8))
def test_what_was_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, float]]
) -> None:
    file = tmp_path_factory.mktemp("written") / "t.xlsx"
    with xlsxwriter.Workbook(file, {"strings_to_formulas": False, "strings_to_urls": False}) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ("item", "co2e"))
        for number, (item, co2e) in enumerate(rows, 1):
            sheet.write_string(number, 0, f"x{item}x")
            sheet.write_number(number, 1, co2e)
    table, findings = open_table(str(file), {"item": "text", "co2e": "number"})
    assert table is not None, findings
    got = [(row.cells["item"].text, float(row.cells["co2e"].text)) for row in table.rows()]
    # xlsxwriter writes 16 digits
    assert got == [(nfc(f"x{item}x"), float(f"{co2e:.16G}")) for item, co2e in rows]
    assert not [one for one in findings if severity(one) == "error"]
