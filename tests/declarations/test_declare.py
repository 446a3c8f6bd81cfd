"""`carbonfoot declare`: formats, where they go, and that nothing is written of what is refused."""

from __future__ import annotations

import csv
import errno
import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.cli import output
from carbonfoot.declarations.goods_csv import COLUMNS, safe
from carbonfoot.declarations.registry import FORMATS


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_a_row_a_good_in_a_table_that_others_read(run: Any, works: Path) -> None:
    answer = run("declare", "works.yaml", "--as", "csv")
    assert answer.code == 0 and answer.out.count("\r\n") == 4 == answer.out.count("\n")
    rows = table(answer.out)
    assert tuple(rows[0]) == COLUMNS
    assert [row["article"] for row in rows] == ["C1-M8", "C1-M10", "N-8"]
    first = rows[0]
    assert first["cn_code"] == "73181542" and first["unit"] == "t" and first["amount"] == "6000"
    assert first["direct_t_co2e_per_unit"] == "2.2425" and first["indirect_t_co2e_per_unit"] == "0.32016"
    assert first["in_scope_t_co2e_per_unit"] == "2.2425" and first["electricity_mwh_per_unit"] == "0.7125"


def test_no_text_of_a_table_is_run_as_a_formula(run: Any, works: Path) -> None:
    rows = table(run("declare", "works.yaml", "--as", "csv").out)
    assert rows[2]["good"] == '\'=Nuts, "self-locking"'
    for text in ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1"):
        assert safe(text) == f"'{text}"
    assert safe("M8 = 8 mm") == "M8 = 8 mm" and safe(None) == "" and safe("볼트") == "볼트"


@pytest.mark.parametrize("where", ["goods.csv", "there/"])
def test_a_file_begins_with_the_mark_that_excel_needs_and_a_pipe_does_not(
    run: Any, works: Path, where: str
) -> None:
    works.write_text(works.read_text(encoding="utf-8").replace("Screws M10", "육각볼트"), encoding="utf-8")
    printed = run("declare", "works.yaml", "--as", "csv").out
    assert run("declare", "works.yaml", "--as", "csv", "--as", "json", "-o", "there").code == 0
    assert run("declare", "works.yaml", "--as", "csv", "-o", where).code == 0
    data = Path(where if where == "goods.csv" else "there/works.csv").read_bytes()
    assert data == b"\xef\xbb\xbf" + printed.encode() and "육각볼트" in printed
    assert table(data.decode("utf-8-sig")) == table(printed)
    assert Path("there/works.json").read_bytes().startswith(b"{")


def test_lines_that_end_in_cr_lf_stay_so_where_the_system_adds_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bytes_of = io.BytesIO()
    monkeypatch.setattr(
        sys, "stdout", io.TextIOWrapper(bytes_of, encoding="utf-8", newline="\r\n")
    )  # as on Windows
    output.result("name,볼트\r\n1,2\r\n", None)
    assert bytes_of.getvalue().decode() == "name,볼트\r\n1,2\r\n"
    output.result("a\nb\n", None)
    assert bytes_of.getvalue().decode().endswith("a\r\nb\r\n")


@pytest.mark.parametrize("text", ["M8;=1+1", ";=1", "M8; =1+1", "M8\n@SUM(A1)", 'M8;"=1', "M8;－1"])
def test_a_formula_behind_a_semicolon_is_text_where_cells_end_at_semicolons(text: str) -> None:
    written = safe(text)
    assert written.replace("'", "") == text and not re.search(r"[;\n][ \"]*[=+\-@－]", written)
    assert safe("M8; M10-x; 5 mm") == "M8; M10-x; 5 mm"


def test_what_nothing_states_is_an_empty_cell(run: Any, works: Path) -> None:
    text = works.read_text(encoding="utf-8")
    works.write_text(text.replace(", indirect: 0.2 t CO2e/t, electricity: 0.45 MWh/t", ""), encoding="utf-8")
    (row, *_) = table(run("declare", "works.yaml", "--as", "csv").out)
    assert row["indirect_t_co2e_per_unit"] == row["total_t_co2e_per_unit"] == ""
    assert row["electricity_mwh_per_unit"] == row["default_share_percent"] == ""
    assert row["direct_t_co2e_per_unit"] == row["in_scope_t_co2e_per_unit"] == "2.2425"


def test_several_formats_go_into_a_folder_that_is_made(run: Any, works: Path) -> None:
    answer = run("declare", "works.yaml", "--as", "csv", "--as", "catenax-cbam-1.0.0", "-o", "out/new")
    assert answer.code == 0 and answer.out == ""
    made = sorted(file.name for file in Path("out/new").iterdir())
    assert made == ["works.catenax-cbam-1.0.0.json", "works.csv"]
    assert "written: " in answer.err


def test_several_files_are_all_there_or_none_is(
    run: Any, works: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ("declare", "works.yaml", "--as", "csv", "--as", "json", "-o", "out")
    (works.parent / "out" / "works.json").mkdir(parents=True)
    answer = run(*arguments)
    assert answer.code == 2 and "cannot write out/works.json" in answer.err
    assert [file.name for file in Path("out").iterdir()] == ["works.json"]
    (works.parent / "out" / "works.json").rmdir()
    (works.parent / "out" / "works.csv").write_text("old", encoding="utf-8")
    opened = open

    def full(file: Any, mode: str = "r", *more: Any, **named: Any) -> Any:
        if str(file).endswith("-1.part"):
            raise OSError(errno.ENOSPC, "No space left on device")
        return opened(file, mode, *more, **named)

    with monkeypatch.context() as patched:
        patched.setattr("builtins.open", full)
        answer = run(*arguments)
    assert answer.code == 2 and "No space left on device" in answer.err
    assert [file.name for file in Path("out").iterdir()] == ["works.csv"]
    assert Path("out/works.csv").read_text(encoding="utf-8") == "old"


def test_one_format_into_a_folder_or_a_file_of_its_kind(run: Any, works: Path) -> None:
    assert run("declare", "works.yaml", "--as", "csv", "-o", "goods.csv").code == 0
    assert run("declare", "works.yaml", "--as", "csv", "-o", "there/").code == 0
    assert Path("goods.csv").read_bytes() == next(Path("there").iterdir()).read_bytes()
    answer = run("declare", "works.yaml", "--as", "csv", "-o", "goods.pdf")
    assert answer.code == 2 and "writes .csv, not .pdf" in answer.err and not Path("goods.pdf").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--as", "cvs"), "--as cvs: choose"),
        (("--as", "csv", "--as", "catenax-cbam-1.0.0"), "several formats go into a folder"),
        (("--as", "csv", "--as", "catenax-cbam-1.0.0", "-o", "works.yaml"), "several formats need a folder"),
        (("--as", "cbam-communication"), "writes a binary file"),
        (("--as", "csv", "--request", "r.json"), "--request belongs to --as catenax-cbam-1.0.0"),
        (("--as", "csv", "--template", "t.xlsx"), "--template belongs to --as cbam-communication"),
        (("--as", "csv", "--format", "xml"), "--format xml: choose"),
        (("--as", "csv", "--lang", "de"), "--lang de: choose"),
        ((), "say which format with --as"),
        (("--deprecate", "--as", "csv"), "--deprecate is of formats whose declarations have an id"),
        (("--as", "pact-3.0.3"), "--as pact-3.0.3 declares a part, and works.yaml is an installation"),
    ],
)
def test_a_wrong_call_is_told(run: Any, works: Path, arguments: tuple[str, ...], said: str) -> None:
    before = works.read_bytes()
    answer = run("declare", "works.yaml", *arguments)
    assert answer.code == 2 and said in " ".join(answer.err.split())
    assert works.read_bytes() == before and [one.name for one in works.parent.iterdir()] == ["works.yaml"]


def test_the_document_and_the_request_are_never_written_over(run: Any, works: Path) -> None:
    link = works.with_suffix(".csv")
    link.symlink_to(works)
    answer = run("declare", "works.yaml", "--as", "csv", "-o", "works.csv")
    assert answer.code == 2 and "made from this file" in answer.err


def test_a_part_is_told_the_formats_that_it_has(run: Any, works: Path) -> None:
    works.write_text("carbonfoot: part/1\nproduct: {id: A}\n", encoding="utf-8")
    answer = run("declare", "works.yaml", "--as", "csv")
    assert answer.code == 2
    assert "--as csv declares an installation, and works.yaml is a part" in answer.err
    assert "formats for a part: pact-3.0.3" in answer.err


@pytest.mark.parametrize(
    "text", ["", "no: document\n", "carbonfoot: installation/1\n", "{", "carbonfoot: [1]\n"]
)
def test_a_refused_document_writes_nothing(run: Any, works: Path, text: str) -> None:
    works.write_text(text, encoding="utf-8")
    answer = run("declare", "works.yaml", "--as", "csv", "-o", "out.csv")
    assert answer.code == 3 and "error[CF" in answer.err and "nothing was written" in answer.err
    assert not Path("out.csv").exists()


def test_one_format_that_is_refused_keeps_the_others_back(run: Any, works: Path) -> None:
    works.with_name("request.json").write_text("{", encoding="utf-8")
    arguments = ("--as", "csv", "--as", "catenax-cbam-1.0.0", "--request", "request.json", "-o", "out")
    assert run("declare", "works.yaml", *arguments).code == 3
    assert not Path("out").exists()


def test_the_answer_for_programs(run: Any, works: Path) -> None:
    answer = run("declare", "works.yaml", "--as", "csv", "--format", "json")
    data = json.loads(answer.out)
    assert data["schema"] == "carbonfoot/declare/1"
    (one,) = data["data"]["declarations"]
    assert one["format"] == "csv" and one["file"] is None and table(one["content"])
    answer = run("declare", "works.yaml", "--as", "csv", "--format", "json", "-o", "out.csv")
    assert json.loads(answer.out)["data"] == {"declarations": [{"format": "csv", "file": "out.csv"}]}
    works.write_text("", encoding="utf-8")
    answer = run("declare", "works.yaml", "--as", "csv", "--format", "json")
    assert answer.code == 3 and json.loads(answer.out)["data"] is None
    assert json.loads(answer.out)["findings"][0]["code"] == "CF009"


@pytest.mark.parametrize("with_power", [True, False], ids=["whole", "electricity not known"])
def test_json_is_that_of_calc(run: Any, works: Path, with_power: bool) -> None:
    if not with_power:
        text = works.read_text(encoding="utf-8")
        works.write_text(
            text.replace(", indirect: 0.2 t CO2e/t, electricity: 0.45 MWh/t", ""), encoding="utf-8"
        )
    declared = run("declare", "works.yaml", "--as", "json")
    assert declared.code == 0
    assert declared.out == run("calc", "works.yaml", "--format", "json").out


def test_the_help_names_every_format(run: Any) -> None:
    help = "".join(run("declare", "--help").out.split())
    assert all(one.name in help for one in FORMATS) and "Mayberepeated" in help


def test_every_format_that_is_listed_is_there() -> None:
    for one in FORMATS:
        module = one._module()
        assert one.title and callable(module.write)
        assert one.name == module.NAME
    assert len({one.name for one in FORMATS}) == len(FORMATS)
