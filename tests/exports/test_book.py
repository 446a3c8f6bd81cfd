"""A document as a workbook and back: nothing is lost, what a person edits comes back as that edit, and nothing is a formula."""

from __future__ import annotations

import io
import re
import shutil
import sys
import zipfile
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from carbonfoot import pipeline
from carbonfoot.cli import main
from carbonfoot.documents.part import Part
from carbonfoot.documents.reading import read_part
from carbonfoot.documents.site import Site, is_site, read_site
from carbonfoot.documents.sources import read_source
from carbonfoot.documents.yaml_reader import read_yaml
from carbonfoot.exports.book import Book, Cell, lay_out
from carbonfoot.exports.book_write import packed
from carbonfoot.findings.finding import Finding, severity
from carbonfoot.intake import book as reader
from carbonfoot.intake.book_keys import cell_text, cell_value, heading, path_text, read_path
from carbonfoot.intake.book_sheets import Sheets
from carbonfoot.intake.book_tree import built
from carbonfoot.intake.imports import Asked
from carbonfoot.intake.yaml_text import to_yaml

EXAMPLES = Path(__file__).parents[2] / "examples"
NO_LIBRARY: Any = None


def _documents() -> list[tuple[Path, Any]]:
    """Every part and site document of the examples that its shapes accept."""
    found = []
    for file in sorted(EXAMPLES.rglob("*.yaml")):
        source, findings = read_source(str(file))
        if findings or source is None or not isinstance(source.data, dict):
            continue
        if source.data.get("carbonfoot") not in ("part/1", "site/1"):
            continue
        judge = read_site if is_site(source.data) else read_part
        if not judge(source.data, "x")[1]:
            found.append((file, source.data))
    return found


DOCUMENTS = _documents()


def _book(data: Any) -> Book:
    return lay_out(data, Site if is_site(data) else Part)


def _raw(content: bytes, where: Path, hidden: Any = None) -> Any:
    """The plain data of a workbook, without the judgement of the shapes."""
    where.write_bytes(content)
    findings: list[Finding] = []
    sheets = Sheets("x.xlsx", hidden, findings)
    workbook = reader.open_book(str(where), "x.xlsx", findings)
    assert workbook is not None, findings
    sheets.workbook(workbook)
    workbook.package.close()
    assert not findings, findings
    return built(sheets.top)[0]


def _read(content: bytes, where: Path) -> tuple[Any, list[Finding]]:
    where.write_bytes(content)
    imported = reader.read(str(where), Asked(NO_LIBRARY, "part", "part.xlsx"))
    if not imported.documents:
        return None, imported.findings
    data, findings = read_yaml(imported.documents[0].yaml_text, "part.yaml")
    assert not findings
    return data, imported.findings


def test_there_are_examples_of_both_kinds() -> None:
    assert len(DOCUMENTS) > 100
    assert sum(is_site(data) for _, data in DOCUMENTS) >= 2


@pytest.mark.parametrize("lang", ["en", "ko"])
def test_every_example_comes_back_as_it_was(tmp_path: Path, lang: str) -> None:
    for file, data in DOCUMENTS:
        again, findings = _read(packed(_book(data), lang), tmp_path / "part.xlsx")
        assert again == data, file
        assert not [one for one in findings if severity(one) != "note"], file


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The examples, in a place where a test may change one and puts it back."""
    copy = tmp_path_factory.mktemp("copied") / "examples"
    shutil.copytree(EXAMPLES, copy, ignore=shutil.ignore_patterns("bad"))
    return copy


@pytest.mark.parametrize(
    "part",
    [file for file, _ in DOCUMENTS if "bad" not in file.parts and "cbam" not in file.parts],
    ids=lambda file: f"{file.parent.name}/{file.name}",
)
def test_the_total_is_the_same_to_the_last_digit(tmp_path: Path, copied: Path, part: Path) -> None:
    """What is calculated from the document that came back, beside the files that it names."""
    file = copied / part.relative_to(EXAMPLES)

    def calculated() -> list[Any]:
        outcome = pipeline.calculate(str(file), pipeline.Options())
        results = [outcome.footprint] if outcome.footprint is not None else []
        return [(one.total.hex() if one.total is not None else None) for one in results] + [
            (one.code, one.message) for one in outcome.findings
        ]

    before = calculated()
    source, _ = read_source(str(file))
    assert source is not None
    written = file.read_bytes()
    try:
        file.write_text(to_yaml(_raw(packed(_book(source.data), "ko"), tmp_path / "part.xlsx")), "utf-8")
        assert calculated() == before
    finally:
        file.write_bytes(written)


# -- random data

_texts = st.one_of(
    st.sampled_from(
        [
            "012",
            "1e3 kg",
            "2.350 kg",
            "2.35 kg",
            "-1 kg",
            "30 %",
            "= 2 * x",
            "=1+1",
            "+1",
            "@x",
            "NO",
            "~",
            "[]",
            "{}",
        ]
    ),
    st.sampled_from(
        ['""', "\\", "\\~", "0.1", "1234567890123456789 t", "0.12345678901234567 kg", "2025", "2025-01-15"]
    ),
    st.sampled_from(
        ["1,234 kg", "TRUE", "#N/A", "a\nb", " padded ", "_x0041_", "3 pieces [x]", "5 unit", "3 😀"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Cn", "Co", "Zl", "Zp"]), max_size=12),
)
_plain = _texts.map(lambda text: __import__("unicodedata").normalize("NFC", text))
_keys = st.one_of(
    st.sampled_from(
        ["name", "amount", "inputs", "transport", "unit", "a/b", "a#1", "x [kg]", ".", "", "key", "line"]
    ),
    _plain,
)
_data = st.recursive(
    st.one_of(_plain, st.none()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=14),
        st.dictionaries(_keys, inner, max_size=4),
        st.lists(st.dictionaries(_keys, inner, max_size=3), max_size=4),
    ),
    max_leaves=30,
)
_many = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


@_many
@given(st.dictionaries(_keys, _data, min_size=1, max_size=5), st.sampled_from(["en", "ko"]))
@example({"name": "012", "amount": [{" ": None}]}, "en")
@example({" ": {" ": "1"}, "": "2"}, "ko")
def test_any_data_comes_back_as_it_was(tmp_path_factory: Any, data: dict[str, Any], lang: str) -> None:
    where = tmp_path_factory.mktemp("book") / "part.xlsx"
    assert _raw(packed(lay_out(data, Part), lang), where) == data


@_many
@given(st.dictionaries(_keys, _data, min_size=1, max_size=5))
def test_any_data_is_written_as_yaml(data: dict[str, Any]) -> None:
    again, findings = read_yaml(to_yaml(data), "x")
    assert not findings
    assert again == data


@_many
@given(st.lists(st.one_of(_keys, st.integers(0, 99)), min_size=1, max_size=5), _plain)
def test_paths_and_cells_come_back(path: list[str | int], text: str) -> None:
    assert read_path(path_text(tuple(path))) == tuple(path)
    assert heading(path_text(tuple(path))) == (path_text(tuple(path)), "")
    assert cell_value(cell_text(text)) == text


_amounts = st.sampled_from(["2.35 kg", "0.0210 kg", "4 piece", "1e3 g", "= 2 * 1.5 kg", "012 kg"])
_entry = st.fixed_dictionaries(
    {"name": st.sampled_from(["Coil", "=cmd()", "012", "열연코일", "-"]), "amount": _amounts},
    optional={
        "factor": st.sampled_from(["steel/hot-rolled-coil", "nothing/here"]),
        "note": st.sampled_from(["3 pieces", "1e3 kg", "+1"]),
        "tags": st.lists(st.sampled_from(["a", "b"]), min_size=1, max_size=3),
        "footprint": st.fixed_dictionaries(
            {"value": st.just("0.62 kg CO2e"), "per": st.just("1 kg"), "source": st.just("x")}
        ),
        "transport": st.lists(
            st.fixed_dictionaries(
                {"mode": st.just("road/hgv"), "distance": st.sampled_from(["12 km", "7.50 km"])}
            ),
            min_size=1,
            max_size=2,
        ),
    },
)
_line = st.one_of(
    _entry,
    st.builds(
        lambda line, inner: {**line, "inputs": inner}, _entry, st.lists(_entry, min_size=1, max_size=2)
    ),
)


@_many
@given(st.lists(_line, min_size=1, max_size=4))
def test_any_part_that_is_accepted_comes_back_as_it_was(tmp_path_factory: Any, lines: list[Any]) -> None:
    product = {"id": "012", "name": "Part", "declared_unit": "1 piece", "made_in": "KR"}
    data = {"carbonfoot": "part/1", "product": product, "period": "2025", "inputs": lines}
    again, findings = _read(packed(_book(data)), tmp_path_factory.mktemp("part") / "part.xlsx")
    accepted, refused = read_part(data, "part.xlsx")
    if accepted is not None and not refused:
        assert again == data
    else:
        assert {one.code for one in refused} <= {one.code for one in findings}


# -- what a person sees, and edits

PRODUCT = {"id": "012", "name": "=HYPERLINK(1)", "declared_unit": "1 piece", "mass": "1e3 g", "made_in": "KR"}
DATA: dict[str, Any] = {
    "carbonfoot": "part/1",
    "product": PRODUCT,
    "period": "2025",
    "inputs": [
        {"name": "Coil", "amount": "2.35 kg", "factor": "steel/hot-rolled-coil", "origin": "KR",
         "transport": [{"mode": "road/hgv", "distance": "180 km"}, {"mode": "sea/container-ship", "distance": "900 km"}]},
        {"name": "+Bolt", "amount": "4 piece", "mass": "0.021 kg", "product": "../bolt.yaml"},
        {"name": "Wire", "amount": "1e3 g", "factor": "steel/wire-rod", "origin": "KR",
         "transport": [{"mode": "road/hgv", "distance": "12.5 km"}]},
    ],
}  # fmt: skip


def _list(book: Book, name: str) -> Any:
    return next(one for one in book.lists if one.name == name)


def test_units_stand_in_the_heading_or_in_a_column_of_their_own() -> None:
    book = _book(DATA)
    inputs, legs = _list(book, "inputs"), _list(book, "transport")
    assert [*inputs.columns][:4] == ["name", "amount", "amount [unit]", "factor"]
    assert inputs.rows[0].cells["amount"] == Cell("2.35", number=True)
    assert inputs.rows[0].cells["amount [unit]"] == Cell("kg")
    assert inputs.rows[2].cells["amount"] == Cell("1e3 g")  # as it was written, so as text
    assert "mass [kg]" in inputs.columns
    assert [*legs.columns] == ["mode", "distance [km]"]
    assert [row.line for row in legs.rows] == [
        "inputs#1/transport#1",
        "inputs#1/transport#2",
        "inputs#3/transport#1",
    ]
    assert legs.rows[2].cells["distance [km]"] == Cell("12.5", number=True)


def test_nothing_is_a_formula_or_a_link(tmp_path: Path) -> None:
    content = packed(_book(DATA), "ko")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode("utf-8")
            assert not re.search(r"<f[ >]|hyperlink", text), name
    assert _read(content, tmp_path / "part.xlsx")[0] == DATA


def test_the_same_document_gives_the_same_bytes() -> None:
    assert packed(_book(DATA), "ko") == packed(_book(deepcopy(DATA)), "ko")


def test_a_second_row_of_headings_is_korean_for_every_key_of_the_shapes() -> None:
    from carbonfoot.documents.shape import reachable
    from carbonfoot.exports.book_write import korean

    words = korean()
    keys = {
        field.alias or name
        for top in (Part, Site)
        for shape in reachable(top)
        for name, field in shape.fields().items()
    }
    symbols = {
        key for key in keys if re.fullmatch(r"[A-Z].*", key)
    }  # of the circular footprint formula, and grades
    assert not sorted(keys - symbols - set(words))
    assert not sorted(set(words) - keys)


def _edited(data: Any, edit: Callable[[dict[str, list[list[Any]]]], None]) -> bytes:
    """The workbook as a person leaves it: its cells read and written again by another library, with the edit between."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(packed(_book(data))))
    sheets: dict[str, list[list[Any]]] = {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book
    }
    edit(sheets)
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"strings_to_formulas": False}) as workbook:
        percent = workbook.add_format({"num_format": "0 %"})
        day = workbook.add_format({"num_format": "yyyy-mm-dd"})
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if isinstance(value, tuple):
                        kind, number = value
                        if kind == "formula":
                            sheet.write_formula(at, column, number, None, 9.5)
                        else:
                            sheet.write_number(at, column, number, percent if kind == "percent" else day)
                    elif isinstance(value, int | float):
                        sheet.write_number(at, column, value)
                    elif value is not None:
                        sheet.write_string(at, column, value)
    return target.getvalue()


def _set(sheet: str, row: int, heading: str, value: Any) -> Callable[[dict[str, list[list[Any]]]], None]:
    def edit(sheets: dict[str, list[list[Any]]]) -> None:
        rows = sheets[sheet]
        rows[row][rows[0].index(heading)] = value

    return edit


def test_an_edited_amount_is_that_amount(tmp_path: Path) -> None:
    data, findings = _read(_edited(DATA, _set("inputs", 1, "amount", 2.5)), tmp_path / "p.xlsx")
    assert not findings
    wanted = deepcopy(DATA)
    wanted["inputs"][0]["amount"] = "2.5 kg"
    assert data == wanted
    # a number under the unit of the whole column, and a text with a unit of its own
    data, _ = _read(_edited(DATA, _set("transport", 3, "distance [km]", 13)), tmp_path / "p.xlsx")
    assert data["inputs"][2]["transport"] == [{"mode": "road/hgv", "distance": "13 km"}]
    data, _ = _read(_edited(DATA, _set("transport", 3, "distance [km]", "8 mile")), tmp_path / "p.xlsx")
    assert data["inputs"][2]["transport"][0]["distance"] == "8 mile"


def test_rows_are_added_moved_and_deleted(tmp_path: Path) -> None:
    def edit(sheets: dict[str, list[list[Any]]]) -> None:
        rows = sheets["inputs"]
        head = rows[0]
        new: list[Any] = [None] * len(head)
        new[head.index("name")], new[head.index("amount")], new[head.index("amount [unit]")] = (
            "Paint",
            0.1,
            "kg",
        )
        rows[1], rows[3] = rows[3], rows[1]
        del rows[2]
        rows.append(new)

    data, _ = _read(_edited(DATA, edit), tmp_path / "p.xlsx")
    assert [line["name"] for line in data["inputs"]] == ["Wire", "Coil", "Paint"]
    assert data["inputs"][2] == {"name": "Paint", "amount": "0.1 kg"}
    assert len(data["inputs"][1]["transport"]) == 2  # legs follow their line


@pytest.mark.parametrize(
    ("edit", "code", "cell"),
    [
        (_set("inputs", 1, "amount", "2.5 kg CO2"), "CF645", "`inputs`!C2"),
        (_set("inputs", 2, "mass [kg]", "heavy"), "CF201", "`inputs`!"),
        (_set("inputs", 1, "amount [unit]", "kgg"), "CF202", "`inputs`!C2"),
        (_set("inputs", 1, "amount [unit]", None), None, ""),  # a bare number may have its unit beside it
        (_set("inputs", 1, "amount", None), "CF645", "`inputs`!D2"),
        (_set("inputs", 1, "amount", "2,5"), "CF645", "`inputs`!C2"),
        (_set("inputs", 3, "name", None), "CF102", "`inputs`!A4"),
        (_set("inputs", 1, "origin", "Korea"), "CF108", "`inputs`!"),
        (_set("inputs", 1, "origin", ("day", 45000)), "CF613", "`inputs`!"),
        (_set("inputs", 1, "amount", ("percent", 0.3)), "CF616", "`inputs`!C2"),
        (_set("inputs", 1, "line", "inputs#2"), "CF645", "`inputs`!A3"),
        (_set("inputs", 1, "line", "inputs#9"), "CF645", "`transport`!A2"),
        (_set("inputs", 0, "name", "nam/"), "CF645", "`inputs`!B1"),
        (_set("inputs", 0, "name", "title"), "CF101", "`inputs`!B2"),
        (_set("transport", 1, "line", "legs"), "CF645", "`transport`!A2"),
        (_set("inputs", 1, "origin", "K\u2028R"), "CF003", "`inputs`!"),
        (_set("product", 2, "value", None), "CF102", "`product`!"),
        (_set("product", 2, "key", "product/id/x"), None, ""),
    ],
)
def test_an_edit_that_breaks_a_rule_is_told_at_its_cell(
    tmp_path: Path, edit: Any, code: str | None, cell: str
) -> None:
    data, findings = _read(_edited(DATA, edit), tmp_path / "p.xlsx")
    if code is None:
        assert data is None or data != DATA
        return
    assert data is None
    found = [one for one in findings if one.code == code]
    assert found, findings
    assert found[0].message.startswith(cell), found[0].message
    assert found[0].point is not None
    assert found[0].path[0] == "sheet"


def test_a_share_typed_as_a_percentage_is_that_share(tmp_path: Path) -> None:
    data = deepcopy(DATA)
    for line in data["inputs"]:
        line["recycled"] = "30 %"
    again, findings = _read(
        _edited(data, _set("inputs", 1, "recycled [%]", ("percent", 0.45))), tmp_path / "p.xlsx"
    )
    assert not findings
    assert again["inputs"][0]["recycled"] == "45 %"


def test_a_formula_of_a_person_is_its_value_and_said(tmp_path: Path) -> None:
    data, findings = _read(
        _edited(DATA, _set("inputs", 1, "amount", ("formula", "=9+0.5"))), tmp_path / "p.xlsx"
    )
    assert data["inputs"][0]["amount"] == "9.5 kg"
    assert [one.code for one in findings] == ["CF612"]


def test_notes_of_a_person_are_left_aside_and_said(tmp_path: Path) -> None:
    def edit(sheets: dict[str, list[list[Any]]]) -> None:
        sheets["my notes"] = [["to do", "ask the supplier"]]

    data, findings = _read(_edited(DATA, edit), tmp_path / "p.xlsx")
    assert data == DATA
    assert [(one.code, severity(one)) for one in findings] == [("CF608", "note")]


# -- the commands


def test_the_commands(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("part.yaml").write_text(to_yaml(DATA), "utf-8")

    def run(*words: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["carbonfoot", *words])
        with pytest.raises(SystemExit) as stopped:
            main()
        said = capsys.readouterr()
        return int(stopped.value.code or 0), said.out + said.err

    code, said = run("export", "part.yaml", "--to", "xlsx", "-o", "part.xlsx", "--lang", "ko")
    assert code == 0
    assert "comments are not kept" in said
    assert run("import", "part.xlsx", "-o", "again.yaml")[0] == 0
    assert read_yaml(Path("again.yaml").read_text("utf-8"), "x")[0] == DATA
    assert run("export", "part.yaml", "--to", "xlsx")[0] == 2
    assert run("export", "part.yaml", "part.yaml", "--to", "xlsx", "-o", "x.xlsx")[0] == 2
    assert run("export", "part.yaml", "--to", "xlsx", "-o", "x.xlsx", "--gwp", "AR5")[0] == 2
    assert run("export", "part.yaml", "--to", "xlsx", "-o", "part.yaml")[0] == 2
    Path("bad.yaml").write_text(to_yaml({**DATA, "period": "never"}), "utf-8")
    assert run("export", "bad.yaml", "--to", "xlsx", "-o", "x.xlsx")[0] == 3
    assert not Path("x.xlsx").exists()


def test_without_the_library_the_way_to_get_it_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    Path("part.yaml").write_text(to_yaml(DATA), "utf-8")
    for words in (
        ["export", "part.yaml", "--to", "xlsx", "-o", "part.xlsx"],
        ["import", "--template", "questionnaire", "-o", "q.xlsx"],
    ):
        monkeypatch.setattr(sys, "argv", ["carbonfoot", *words])
        with pytest.raises(SystemExit) as stopped:
            main()
        assert stopped.value.code == 2
        assert "pip install 'carbonfoot[xlsx]'" in capsys.readouterr().err
