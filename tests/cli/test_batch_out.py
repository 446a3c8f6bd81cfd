"""What comes out of a batch: tables that spreadsheets and programs read, reports, and nothing half-written."""

from __future__ import annotations

import csv
import importlib
import importlib.util
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from carbonfoot.batch.columns import COLUMNS, FINDING_COLUMNS, SPLIT, cells, object_of
from carbonfoot.batch.export import parquet, xlsx
from carbonfoot.batch.model import Row
from carbonfoot.batch.store import Store
from carbonfoot.batch.told.words import words
from carbonfoot.documents.places import locate
from carbonfoot.reports.width import display_width
from carbonfoot.system.model import STAGES
from tests.cli.conftest import INCOMPLETE, PART, WHERE, Run

ROOT = Path(__file__).resolve().parents[2]
HOSTILE = '=HYPERLINK("http://x.example") <script>alert(1)</script>'


@pytest.fixture
def suppliers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shipped suppliers, and beside them one refused, one incomplete, one hostile and some rubbish."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    folder = tmp_path / "suppliers"
    shutil.copytree(ROOT / "examples" / "suppliers", folder)
    wrong = folder / "tier-3" / "broken"
    wrong.mkdir()
    (wrong / "unit.yaml").write_text(PART.replace("1 kg, factor", "1 kgg, factor"), encoding="utf-8")
    (wrong / "open.yaml").write_text(INCOMPLETE, encoding="utf-8")
    hostile = PART.replace("name: Bracket", f"name: '{HOSTILE}'\n  supplier: '@SUM(A1)'")
    (wrong / "=name.yaml").write_text(hostile, encoding="utf-8")
    (wrong / "notes.yaml").write_text("a: 1\n", encoding="utf-8")
    (wrong / "shop.yaml").write_text("carbonfoot: site/1\n", encoding="utf-8")
    return folder


@pytest.fixture
def rows(run: Run, suppliers: Path) -> list[Row]:
    run("batch", "suppliers", "--store", "s.db")
    kept = Store("s.db")
    try:
        return list(kept.rows())
    finally:
        kept.close()


def needs(ending: str) -> None:
    """Skip where the package of a format is not there."""
    if ending == "parquet":
        pytest.importorskip("pyarrow")


def batch(run: Run, *words: str) -> Any:
    return run("batch", "suppliers", "--store", "s.db", *words)


def table(file: str) -> list[dict[str, str]]:
    data = Path(file).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\n") == data.count(b"\r\n")
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


# ------------------------------------------------------------------ tables


def test_every_key_of_a_row_has_a_column(rows: list[Row]) -> None:
    names = {column.name for column in COLUMNS}
    maps = {"split": SPLIT, "stages": STAGES, "items": (), "suppliers": ()}
    for row in rows:
        assert row.data.keys() - maps.keys() <= names
        assert set(row.data.get("stages", {})) <= set(STAGES)
        assert set(row.data.get("split", {})) - {"packaging", "distribution"} <= set(SPLIT)
        assert len(cells(row)) == len(COLUMNS)


def test_csv_holds_the_numbers_and_nothing_where_nothing_is_known(run: Run, rows: list[Row]) -> None:
    batch(run, "--export", "out.csv")
    read = table("out.csv")
    assert (
        [one["name"].lstrip("'") for one in read]
        == [row.name for row in rows]
        == sorted(row.name for row in rows)
    )
    for one, row in zip(read, rows, strict=True):
        total = row.data.get("total")
        assert one["total"] == ("" if total is None else one["total"])
        assert (float(one["total"]) if one["total"] else None) == total
    by_state = {one["state"]: one for one in read}
    assert by_state["refused"]["total"] == by_state["refused"]["at_least"] == by_state["refused"]["pds"] == ""
    assert by_state["incomplete"]["total"] == "" and float(by_state["incomplete"]["at_least"]) > 0
    assert by_state["refused"]["findings.error"] == "1" and by_state["refused"]["findings.codes"] == "CF202"
    hinge = next(one for one in read if one["product_id"] == "HH-100")
    assert hinge["product_ko"] == "도어 힌지" and hinge["made_in"] == "KR"
    assert float(hinge["per_kg"]) == pytest.approx(float(hinge["total"]) / float(hinge["mass_kg"]))


def test_no_cell_of_csv_is_a_formula(run: Run, suppliers: Path) -> None:
    batch(run, "--export", "out.csv", "--export-findings", "found.csv")
    for one in [*table("out.csv"), *table("found.csv")]:
        for name, text in one.items():
            if text[:1] in "=+@\t\r" or text.startswith("-"):
                assert text == "" or float(text) < 0, (name, text)
    hostile = next(one for one in table("out.csv") if "=name" in one["name"])
    assert hostile["product"] == "'" + HOSTILE and hostile["supplier"] == "'@SUM(A1)"


def test_jsonl_keeps_texts_and_maps_as_they_are(run: Run, rows: list[Row]) -> None:
    batch(run, "--export", "out.jsonl")
    read = [json.loads(line) for line in Path("out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert read == [object_of(row) for row in rows]
    hostile = next(one for one in read if "=name" in one["name"])
    assert hostile["product"] == HOSTILE and hostile["stages"]["materials"] > 0


def test_xlsx_holds_texts_as_texts_and_goes_on_in_another_sheet(
    run: Run, rows: list[Row], monkeypatch: pytest.MonkeyPatch
) -> None:
    import openpyxl

    monkeypatch.setattr(xlsx, "ROWS", 5)
    batch(run, "--export", "out.xlsx")
    book = openpyxl.load_workbook("out.xlsx")
    names = book.sheetnames
    assert (
        names[:3] == ["products", "products 2", "products 3"] and "findings" in names and names[-1] == "about"
    )
    read = [
        list(line)
        for name in names
        if name.startswith("products")
        for line in book[name].iter_rows(min_row=2, values_only=True)
    ]
    assert read == [cells(row) for row in rows]
    kinds = {cell.data_type for sheet in book for line in sheet.iter_rows() for cell in line}
    assert "f" not in kinds
    assert b"<f>" not in b"".join(
        zipfile.ZipFile("out.xlsx").read(one) for one in zipfile.ZipFile("out.xlsx").namelist()
    )


def test_parquet_has_types(run: Run, rows: list[Row], monkeypatch: pytest.MonkeyPatch) -> None:
    pq = pytest.importorskip("pyarrow.parquet")
    monkeypatch.setattr(parquet, "GROUP", 4)
    batch(run, "--export", "out.parquet")
    read = pq.read_table("out.parquet")
    kinds = {field.name: str(field.type) for field in read.schema}
    assert (kinds["name"], kinds["total"], kinds["lines"], kinds["from"]) == (
        "string",
        "double",
        "int64",
        "date32[day]",
    )
    lines = read.to_pylist()
    assert [one["name"] for one in lines] == [row.name for row in rows]
    assert [one["total"] for one in lines] == [row.data.get("total") for row in rows]
    assert next(one for one in lines if "=name" in one["name"])["product"] == HOSTILE
    assert pq.ParquetFile("out.parquet").num_row_groups == -(-len(rows) // 4)


def test_findings_stand_once_with_the_product_they_are_of(run: Run, rows: list[Row]) -> None:
    batch(run, "--export-findings", "found.csv", "--export-findings", "found.jsonl")
    read = [json.loads(line) for line in Path("found.jsonl").read_text(encoding="utf-8").splitlines()]
    assert list(read[0]) == [column.name for column in FINDING_COLUMNS]
    assert [one["code"] for one in table("found.csv")] == [one["code"] for one in read]
    unit = next(one for one in read if one["code"] == "CF202")
    assert (unit["product"], unit["path"]) == ("tier-3/broken/unit.yaml", "inputs/0/amount")
    assert len({json.dumps(one) for one in read}) == len(read)
    assert {one["product"] for one in read} == {row.name for row in rows if row.findings}


@pytest.mark.parametrize("ending", ["csv", "jsonl", "xlsx", "parquet", "html"])
def test_the_bytes_tell_neither_time_nor_place_nor_executor(
    run: Run, suppliers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    needs(ending)
    option = "--report" if ending == "html" else "--export"
    batch(run, option, f"one.{ending}")
    elsewhere = tmp_path / "elsewhere" / "deep"
    shutil.copytree(suppliers, elsewhere / "suppliers")
    monkeypatch.chdir(elsewhere)
    monkeypatch.setenv("TZ", "Asia/Seoul")
    run("batch", "suppliers", "--fresh", "--executor", "pool", "--jobs", "2", option, f"two.{ending}")
    assert (elsewhere / f"two.{ending}").read_bytes() == (tmp_path / f"one.{ending}").read_bytes()


# ------------------------------------------------------------------ files


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--export", "out.txt"), ".csv or .jsonl or .xlsx or .parquet"),
        (("--export-findings", "out.xlsx"), ".csv or .jsonl"),
        (("--report", "out.pdf"), ".html"),
        (("--export", "nowhere/out.csv"), "there is no folder"),
        (("--export", "out.csv", "-o", "out.csv"), "two results"),
        (("--rows",), "--format json"),
        (("--format", "xml"), "choose text, concise or json"),
    ],
)
def test_what_cannot_be_written_is_refused_before_the_run(
    run: Run, suppliers: Path, words: tuple[str, ...], said: str
) -> None:
    answer = batch(run, *words)
    assert answer.code == 2 and said in answer.err
    assert not Path("s.db").exists()


@pytest.mark.parametrize(("ending", "package"), [("xlsx", "xlsxwriter"), ("parquet", "pyarrow")])
def test_a_missing_extra_is_said_with_what_to_install(
    run: Run, suppliers: Path, monkeypatch: pytest.MonkeyPatch, ending: str, package: str
) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.setattr(
        importlib.util,
        "find_spec",
        lambda name, *_: None if name == package else importlib.machinery.ModuleSpec(name, None),
    )
    monkeypatch.setattr("carbonfoot.batch.export.formats.find_spec", importlib.util.find_spec)
    answer = batch(run, "--export", f"out.{ending}")
    assert answer.code == 2 and f"pip install 'carbonfoot[{ending}]'" in answer.err
    assert not Path("s.db").exists()


@pytest.mark.parametrize("ending", ["csv", "jsonl", "xlsx", "parquet"])
def test_a_full_disk_leaves_what_was_there(
    run: Run, suppliers: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    needs(ending)
    old = Path(f"out.{ending}")
    old.write_bytes(b"old")
    first = Path("first.csv")
    whole = importlib.import_module(f"carbonfoot.batch.export.{ending}").products

    def full(content: object, path: str) -> None:
        whole(content, path)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(f"carbonfoot.batch.export.{ending}.products", full)
    words = () if ending == "csv" else ("--export", str(first))
    answer = batch(run, *words, "--export", str(old))
    assert answer.code == 2 and "No space left on device" in answer.err
    assert old.read_bytes() == b"old" and not first.exists()
    assert [one.name for one in Path().iterdir() if one.name.startswith(".carbonfoot-")] == []


def test_no_result_is_written_over_the_store_or_what_it_is_made_from(run: Run, suppliers: Path) -> None:
    bom = suppliers / "tier-3" / "broken" / "coils.csv"
    bom.write_text("line,amount [kg]\none,1\n", encoding="utf-8")
    looked_up = PART.replace("inputs:", "tables:\n  coils: {file: coils.csv}\ninputs:")
    looked_up = looked_up.replace("amount: 1 kg", "amount: '=lookup(coils, amount, line=\"one\")'")
    (bom.parent / "listed.yaml").write_text(looked_up, encoding="utf-8")
    before = bom.read_bytes()
    answer = batch(run, "--export", str(bom))
    assert answer.code == 2 and "made from this file" in answer.err and bom.read_bytes() == before
    assert "listed.yaml" not in batch(run, "--format", "concise", "--quiet").out  # it is read
    answer = run("batch", "suppliers", "--store", "s.jsonl", "--export", "s.jsonl")
    assert answer.code == 2 and "this is the store" in answer.err


def test_files_may_be_read_by_those_who_may_read_others(run: Run, suppliers: Path) -> None:
    Path("plain").write_text("", encoding="utf-8")
    batch(run, "--export", "out.csv")
    assert Path("out.csv").stat().st_mode == Path("plain").stat().st_mode


# ------------------------------------------------------------------ reports


@pytest.mark.parametrize("columns", [80, 120])
@pytest.mark.parametrize("lang", ["en", "ko"])
def test_the_report(
    run: Run,
    suppliers: Path,
    golden: Callable[[str, str], None],
    monkeypatch: pytest.MonkeyPatch,
    lang: str,
    columns: int,
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    answer = batch(run, "--lang", lang)
    assert answer.code == 3
    golden(f"batch/report.{columns}.{lang}.txt", f"{answer.out}--- stderr\n{answer.err}")
    assert max(display_width(line) for line in answer.out.splitlines()) <= columns


def test_both_languages_say_everything() -> None:
    english, korean = words("en"), words("ko")
    assert english.keys() == korean.keys()
    for key, text in english.items():
        assert korean[key] and set(_fields(text)) == set(_fields(korean[key])), key


def _fields(text: str) -> list[str]:
    import string

    return [name for _, name, *_ in string.Formatter().parse(text) if name]


def test_the_answer_for_programs_is_that_of_the_schema(run: Run, suppliers: Path) -> None:
    schema = json.loads(run("schema", "batch").out)
    for words_ in ((), ("--rows",)):
        answer = json.loads(batch(run, "--format", "json", *words_).out)
        Draft7Validator(schema).validate(answer)
        assert answer["data"]["count"] == {"complete": 9, "incomplete": 1, "refused": 1}
        assert ("rows" in answer["data"]) == bool(words_)
    assert [one["kind"] for one in answer["data"]["passed_over"]] == [None, "site/1"]
    assert [one["state"] for one in answer["data"]["files"]] == ["incomplete", "refused"]
    (unit,) = [one for one in answer["findings"] if one["code"] == "CF202"]
    assert (unit["file"], unit["line"]) == ("tier-3/broken/unit.yaml", 11)
    counted = {one["code"]: one["count"] for one in answer["data"]["codes"]}
    assert sum(counted.values()) == sum(answer["data"]["findings"].values())
    assert answer == json.loads(run("batch", "suppliers", "--fresh", "--format", "json", "--rows").out)


def test_concise_has_a_line_for_every_finding(run: Run, suppliers: Path) -> None:
    answer = batch(run, "--format", "concise")
    batch(run, "--export-findings", "found.jsonl")
    lines = answer.out.splitlines()
    assert len(lines) == len(Path("found.jsonl").read_text(encoding="utf-8").splitlines())
    assert "suppliers/tier-3/broken/unit.yaml:11:41: error[CF202] unknown unit `kgg`" in lines
    quiet = batch(run, "--format", "concise", "--quiet").out.splitlines()
    assert 0 < len(quiet) < len(lines) and all("error[" in one or "incomplete[" in one for one in quiet)
    batch(run, "--format", "concise", "-o", "all.txt")
    assert Path("all.txt").read_text(encoding="utf-8").splitlines() == lines


def test_places_are_worked_out_for_what_is_shown_alone(
    run: Run, suppliers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(40):
        (suppliers / f"wrong-{number}.yaml").write_text(
            PART.replace("1 kg, factor", "1 kgg, factor"), encoding="utf-8"
        )
    asked = []

    def counted(*given: Any) -> Any:
        asked.append(given)
        return locate(*given)

    monkeypatch.setattr("carbonfoot.documents.places.locate", counted)
    answer = batch(run)
    assert 0 < len(asked) <= 20
    assert "41 errors, 1 incomplete" in answer.err and "the first 20 are shown" in answer.err


def test_an_empty_folder_and_an_unreadable_one(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    answer = run("batch", "empty")
    assert answer.code == 5 and "no part document below `empty`" in answer.out


def test_a_link_is_told_by_its_name_below_the_base(run: Run, suppliers: Path) -> None:
    (suppliers / "again").symlink_to(suppliers / "tier-1")
    answer = batch(run, "--export-findings", "found.jsonl")
    assert "passed over" in answer.out
    first = json.loads(Path("found.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert (
        first["code"] == "CF480"
        and "`./again`" in first["message"]
        and str(suppliers) not in first["message"]
    )


_LIMITED = """
import resource, signal, sys
from carbonfoot.batch.export.content import Content
from carbonfoot.batch.export.formats import ExportError, write_all, writer
from carbonfoot.batch.store import Store
from carbonfoot.batch.told.summary import summary
kept = Store("s.db")
rows = [row._replace(name=f"{number}/{row.name}") for number in range(300) for row in kept.rows()]
kept.close()
content = Content(lambda: iter(rows), (), (("tool", "x"),), summary(rows, {}), lambda _: None)
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
sys.dont_write_bytecode = True  # a module cut off at the limit would break every later process
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
target, what = sys.argv[1:]
try:
    write_all(content, [(target, writer(target, what))])
except ExportError as error:
    print(error)
"""


@pytest.mark.skipif(os.name == "nt", reason="no limits of files")
@pytest.mark.parametrize("ending", ["csv", "jsonl", "xlsx", "parquet", "html"])
def test_a_system_that_takes_no_more_bytes_leaves_what_was_there(
    run: Run, suppliers: Path, ending: str
) -> None:
    needs(ending)
    batch(run)
    old = Path(f"out.{ending}")
    old.write_bytes(b"old")
    words_ = [sys.executable, "-c", _LIMITED, str(old), "report" if ending == "html" else "products"]
    environment = {**os.environ, "PYTHONPATH": WHERE}
    done = subprocess.run(words_, env=environment, capture_output=True, text=True, check=True)
    assert f"cannot write {old}" in done.stdout, done.stderr
    assert old.read_bytes() == b"old" and not list(Path().glob(".carbonfoot-*"))
