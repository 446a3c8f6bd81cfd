"""CSV tables from outside: encodings, signs between cells, ragged rows, quotes, and where each finding points."""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbonfoot.findings.finding import severity
from carbonfoot.intake.sheets import open_table, text_for_excerpt

TABLE = "item,co2e\n열연강판,2.35\nbolt,0.5\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp949"])
def test_encodings_of_spreadsheets_are_read(read: Any, encoding: str) -> None:
    mark = codecs.BOM_UTF16_BE if encoding == "utf-16-be" else b""
    answer = read(mark + TABLE.encode(encoding))
    assert answer.rows == {2: {"item": "열연강판", "co2e": "2.35"}, 3: {"item": "bolt", "co2e": "0.5"}}
    assert answer.codes == (["CF003 note"] if encoding == "cp949" else [])
    assert [one.point for one in answer.findings] == ([(2, 1)] if encoding == "cp949" else [])


@pytest.mark.parametrize(
    ("lines", "line"),
    [
        ([b"item,co2e\n", "열연,1\n".encode(), "냉연,2\n".encode("cp949")], 3),
        ([b"item,co2e\n", "치수,1\n".encode("cp949"), b"bolt,2\n", "냉연,2\n".encode()], 4),
    ],
)
def test_two_encodings_in_one_file_are_refused_with_the_line(
    read: Any, lines: list[bytes], line: int
) -> None:
    answer = read(b"".join(lines))
    assert answer.codes == ["CF619"]
    assert answer.findings[0].point == (line, 1)
    assert answer.table is None


@pytest.mark.parametrize(
    ("data", "point"),
    [
        ("item,co2e\nGröße,1\n".encode("cp1252"), (2, 3)),
        (codecs.BOM_UTF16_LE + "item,co2e\na,1\n".encode("utf-16-le")[:-1], (2, 1)),
        ("item,co2e\nabc,1\n".encode("utf-16-le"), (1, 2)),
        (codecs.BOM_UTF32_LE + "item".encode("utf-32-le"), (1, 1)),
        ("item,co2e\nb\u200bolt\ufeff,1\n".encode(), (2, 6)),
        ("item,co2e\n25 \xb0C \u2028,1\n".encode(), (2, 7)),
        (b"item,co2e\n\xfe\xff", (2, 1)),
        (b"item,co2e\n\xff\xfea\x00,1\n", (2, 1)),
        (b"item,co2e\n\xea\xb0\n\xea\xb0\x80,1\n", (2, 1)),
    ],
)
def test_other_bytes_are_refused_where_they_stand(read: Any, data: bytes, point: tuple[int, int]) -> None:
    answer = read(data)
    assert [(one.code, severity(one), one.point) for one in answer.findings] == [("CF003", "error", point)]


def test_signs_alone_do_not_make_a_file_korean(read: Any) -> None:
    assert read("item,co2e\n25℃,1\n".encode("cp949")).codes == ["CF003"]
    assert read("item,co2e\n25℃,1\n강판,2\n".encode("cp949")).codes == ["CF003 note"]


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_sign_between_cells_is_told_by_the_header(read: Any, sign: str) -> None:
    text = f'Our factors{sign}\nitem{sign}co2e{sign}note\n"a{sign}b"{sign}2.5{sign}x;y,z\n'.replace(
        "x;y,z", '"x;y,z"'
    )
    answer = read(text)
    assert answer.codes == []
    assert answer.rows == {3: {"item": f"a{sign}b", "co2e": "2.5"}}


def test_a_stated_sign_is_taken(read: Any) -> None:
    assert read("sep=;\r\nitem;co2e\r\na;1\r\n").rows == {3: {"item": "a", "co2e": "1"}}
    assert read("sep=|\r\nitem|co2e\r\na|1\r\n").codes == ["CF618"]


def test_a_header_that_splits_in_two_ways_is_refused(read: Any) -> None:
    answer = read("item;kg,co2e\na;1,2\n", None)
    assert answer.codes == ["CF618"]
    assert answer.findings[0].point == (1, 1)
    assert read("item;co2e, in kg;unit\na;1;kg\n", {"co2e, in kg": "number"}).texts == [("1",)]


def test_one_column_needs_no_sign(read: Any) -> None:
    assert read("item\nbolt\nnut\n", {"item": "text"}).texts == [("bolt",), ("nut",)]
    assert read("item\nbolt\nnut\n", None).texts == [("bolt",), ("nut",)]


def test_ragged_rows_are_findings_with_their_place(read: Any) -> None:
    answer = read("item,co2e,unit\na,1,5,kg\nb,2,kg\nc,3\n")
    assert [(one.code, one.point, one.span) for one in answer.findings] == [
        ("CF617", (2, 1), (0, 8)),
        ("CF617", (4, 1), (0, 3)),
    ]
    assert answer.rows == {3: {"item": "b", "co2e": "2"}}


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('item,co2e\na,1\n"b,2\nc,3\n', 3),
        ('item,co2e\n"5" pipe",1\nb,2\n', 2),
        (f'item,co2e\n"{"x" * 200_000},1\n', 2),
    ],
)
def test_broken_quotes_end_the_reading_with_a_finding(read: Any, text: str, row: int) -> None:
    answer = read(text)
    assert answer.codes == ["CF622"]
    assert answer.findings[0].path == ("row", row)


def test_broken_quotes_above_the_header_are_what_is_said(read: Any) -> None:
    assert read('"Title\nitem,co2e\na,1\n').codes == ["CF622"]


def test_a_finding_points_at_its_cell(read: Any) -> None:
    answer = read('note,item,co2e\r\n"two\r\nlines, ""here""",bolt,"1,5"\r\n')
    found = answer.findings[0]
    assert (found.code, found.path, found.point, found.span) == ("CF615", ("row", 2, "co2e"), (3, 23), (0, 5))


@pytest.mark.parametrize(
    ("cell", "decimal", "code", "said"),
    [
        ('"1,234"', ".", "CF615", "write 1234"),
        ('"1,234"', ".", "CF615", "decimal:"),
        ('"1.234,5"', ".", "CF615", "write 1234.5"),
        ('"1.234,5"', ",", "CF615", "1234,5"),
        ("1.234", ",", "CF615", "thousands point? write 1234"),
        ('"1,234,567"', ",", "CF615", "1234567"),
        ("1 234", ".", "CF615", "1234"),
        ("012", ".", "CF615", "leading zero"),
        ("50 %", ".", "CF615", "0.5 for 50 %"),
        ("=B2*2", ".", "CF615", "formula"),
        ("-", ".", "CF615", "leave the cell empty"),
        ("N/A", ".", "CF615", "leave the cell empty"),
        ("2 kg", ".", "CF615", "write the number alone"),
        ("1e999", ".", "CF206", "too large"),
        ("NaN", ".", "CF206", "not a finite"),
        ("2025-03-01", ".", "CF613", "date"),
        ("01-Feb", ".", "CF613", "date"),
        ("3월 1일", ".", "CF613", "date"),
        ("#DIV/0!", ".", "CF610", "error"),
    ],
)
def test_a_cell_that_is_no_number_says_what_to_write(
    read: Any, cell: str, decimal: str, code: str, said: str
) -> None:
    answer = read(f"item,co2e\nbolt,{cell}\n", decimal=decimal)
    assert answer.codes == [code]
    assert said in f"{answer.findings[0].message} {answer.findings[0].help}"
    assert answer.rows == {2: {"item": "bolt", "co2e": ""}}


@pytest.mark.parametrize(
    ("cell", "decimal", "number"),
    [
        ("1.5", ".", "1.5"),
        ("1,5", ",", "1.5"),
        ("-2e-3", ".", "-2e-3"),
        ("７", ".", "7"),
        ("\u22123", ".", "-3"),
        ("", ".", ""),
    ],
)
def test_numbers_keep_their_digits(read: Any, cell: str, decimal: str, number: str) -> None:
    answer = read(f"item;co2e\nbolt; {cell} \n", decimal=decimal)
    assert answer.texts == [("bolt", number)]
    assert answer.codes == []


def test_dates_are_read_in_one_way_only(read: Any) -> None:
    answer = read("until\n2025-03-01\n03/04/2025\n2025-02-30\n", {"until": "date"})
    assert answer.texts == [("2025-03-01",), ("",), ("",)]
    assert answer.codes == ["CF615", "CF615"]


def test_errors_in_text_columns_are_found_too(read: Any) -> None:
    assert read("item,co2e\n#REF!,1\n#5 bolt,2\n").codes == ["CF610"]


def test_a_bad_column_is_ten_findings_and_their_number(read: Any) -> None:
    answer = read("item,co2e\n" + "bolt,x\n" * 5000)
    assert answer.codes == ["CF615"] * 11
    assert answer.findings[-1].message.startswith("4990 more places like these in column `co2e`")
    assert answer.findings[-1].point == (12, 6)


def test_empty_rows_are_left_out_and_counted(read: Any) -> None:
    answer = read("item,co2e\na,1\n\n,\nb,2\n\nc,3\n\n\n")
    assert list(answer.rows) == [2, 5, 7]
    assert [(one.code, one.point) for one in answer.findings] == [("CF620", (3, 1))]
    assert ": 2; they" in answer.findings[0].message


@pytest.mark.parametrize("text", ["", "\n\n", "item,co2e\n", "item,co2e\n\n,\n"])
def test_a_table_without_rows_is_said(read: Any, text: str) -> None:
    assert read(text).codes == ["CF621"]
    assert read(text, None).codes == ["CF621"]


def test_a_csv_has_no_sheets(read: Any) -> None:
    assert read(TABLE, sheet="Factors").codes == ["CF604"]


def test_a_line_without_end_is_refused(read: Any) -> None:
    assert read("item,co2e\n" + "x" * 1_000_001).codes == ["CF603"]
    assert read(codecs.BOM_UTF16_LE + ("item,co2e\n" + "x" * 1_000_001).encode("utf-16-le")).codes == [
        "CF603"
    ]


def test_what_is_not_there_is_said(read: Any, tmp_path: Path) -> None:
    assert read(tmp_path / "none.csv").codes == ["CF001"]
    assert read(tmp_path).codes == ["CF001"]


def test_the_caller_adds_findings_at_cells(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("item,co2e\nbolt,-1\n", encoding="utf-8")
    table, _ = open_table(str(file), {"item": "text", "co2e": "number"}, display="t.csv")
    assert table is not None
    row = next(table.rows())
    found = table.finding("CF207", f"{table.where(row, 'co2e')}: `-1`", row, "co2e")
    assert found.message == "row 2 (column `co2e`): `-1`"
    assert (found.file, found.path, found.point, found.span) == ("t.csv", ("row", 2, "co2e"), (2, 6), (0, 2))
    assert row.cells["co2e"].column.letter == "B"
    assert text_for_excerpt(str(file)) == "item,co2e\nbolt,-1\n"
    with pytest.raises(RuntimeError):
        table.rows()


def test_a_table_closed_early_tells_what_it_met(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("item,co2e\n" + "bolt,x\n" * 30, encoding="utf-8")
    table, findings = open_table(str(file), {"co2e": "number"})
    assert table is not None
    rows = table.rows()
    assert len(list(itertools.islice(rows, 20))) == 20
    rows.close()  # type: ignore[attr-defined]
    assert len(findings) == 11


def test_a_file_that_changes_while_it_is_read_is_a_finding(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    file.write_text("item,co2e\n" + "bolt,1\n" * 20_000, encoding="utf-8")
    table, findings = open_table(str(file), {"item": "text"}, display="t.csv")
    assert table is not None
    with file.open("r+b") as stream:
        stream.seek(100_000)
        stream.write(b"\xff\xff")
    assert 0 < len(list(table.rows())) < 20_000
    assert [found.code for found in findings] == ["CF001"]


def test_memory_does_not_grow_with_the_rows(tmp_path: Path) -> None:
    file = tmp_path / "t.csv"
    peaks = []
    for count in (2_000, 20_000):
        file.write_text("item,co2e\n" + "열연강판,x\n" * count, encoding="cp949")
        tracemalloc.start()
        table, _ = open_table(str(file), {"item": "text", "co2e": "number"})
        assert table is not None
        assert sum(1 for _ in table.rows()) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 1.2 * peaks[0] + 100_000


_CELL = st.text(
    st.characters(categories=("L", "N", "P", "S", "Zs"), exclude_characters="\ufeff"), max_size=12
)


@settings(deadline=None)  # files are written
@given(
    rows=st.lists(st.tuples(_CELL, _CELL), max_size=8),
    sign=st.sampled_from(",;\t"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_what_was_written_is_read(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str]], sign: str, encoding: str, end: str
) -> None:
    from carbonfoot.documents.yaml_reader import nfc
    from carbonfoot.intake.cells import ERRORS

    text = io.StringIO()
    writer = csv.writer(text, delimiter=sign, lineterminator=end)
    writer.writerow(("item", "note"))
    writer.writerows(rows)
    file = tmp_path_factory.mktemp("written") / "t.csv"
    file.write_bytes(text.getvalue().encode(encoding))
    table, findings = open_table(str(file), {"item": "text", "note": "text"})
    assert table is not None, findings
    got = [tuple(cell.text for cell in row.cells.values()) for row in table.rows()]
    clean = [tuple(nfc(cell.strip()) for cell in row) for row in rows]
    assert got == [row for row in clean if any(row)] or any(cell in ERRORS for row in clean for cell in row)


@settings(deadline=None)  # files are written
@given(data=st.binary(max_size=300))
def test_no_bytes_are_our_fault(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    file = tmp_path_factory.mktemp("bytes") / "t.csv"
    for start in (b"item,co2e\n", b"", codecs.BOM_UTF16_LE):
        file.write_bytes(start + data)
        for columns in ({"item": "text", "co2e": "number"}, None):
            table, findings = open_table(str(file), columns)  # type: ignore[arg-type]
            if table is None:
                assert findings
            else:
                list(table.rows())
