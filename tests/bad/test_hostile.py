"""Documents made to break the program are refused with a finding, or computed; none hangs or is our fault."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

HEAD = """carbonfoot: part/1
product: {id: CL-20, name: Cable clip, declared_unit: 1 piece, made_in: TW}
period: 2025
"""
LINE = "  - {name: HDPE, amount: = p1, factor: polymers/hdpe, origin: TW}\n"

Write = Callable[[str], None]


@pytest.fixture
def codes(tmp_path: Path, carbonfoot: Any) -> Callable[[str], list[str]]:
    """The codes that `calc` finds in a document; it must not fail on our side."""

    def run(text: str) -> list[str]:
        (tmp_path / "part.yaml").write_text(HEAD + text, encoding="utf-8")
        answer = carbonfoot(tmp_path, ["calc", "part.yaml", "--format", "json"])
        assert answer.code in (0, 3, 4), answer.err
        return [one["code"] for one in answer.data["findings"]]

    return run


def test_parameters_computed_from_one_another_in_a_long_chain(codes: Any) -> None:
    chain = "".join(f"  p{number}: = p{number + 1} * 1\n" for number in range(1, 3000))
    assert codes(f"parameters:\n{chain}  p3000: 12 g\ninputs:\n{LINE}") == ["CF308", "CF309", "CF310"]


def test_parameters_in_a_long_loop_are_named_in_one_finding(codes: Any) -> None:
    loop = "".join(f"  p{number}: = p{number % 3000 + 1}\n" for number in range(1, 3001))
    found = codes(f"parameters:\n{loop}inputs:\n{LINE}")
    assert [code for code in found if code == "CF222"] == ["CF222"]


def test_cell_longer_than_the_csv_module_reads(codes: Any, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text(f'a,b\n"{"x" * 200_000}",2\n', encoding="utf-8")
    text = "tables: {t: {file: t.csv}}\nparameters:\n  p1: '= lookup(t, b, a=\"x\") * 1 [g]'\n"
    assert "CF224" in codes(f"{text}inputs:\n{LINE}")


def test_broken_table_is_one_finding_however_often_it_is_asked(codes: Any, tmp_path: Path) -> None:
    (tmp_path / "t.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    look = "'= lookup(t, b, a=\"1\")'"
    lines = f"processes:\n  - {{name: A, electricity: {look}}}\n  - {{name: B, electricity: {look}}}\n"
    assert codes("tables: {t: {file: t.csv}}\n" + lines) == ["CF224"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp949"])
def test_tables_come_in_the_encodings_of_spreadsheets(codes: Any, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "t.csv").write_bytes(codecs.encode("설비,energy [kWh]\r\n프레스,0.05\r\n", encoding))
    look = "'= lookup(t, energy, 설비=\"프레스\")'"
    found = codes(f"tables: {{t: {{file: t.csv}}}}\nprocesses:\n  - {{name: A, electricity: {look}}}\n")
    assert ("CF003" in found) == (encoding == "cp949"), found
    assert "CF224" not in found
    assert "CF223" not in found


def test_world_grid_is_said_to_be_a_stand_in(codes: Any) -> None:
    assert "CF305" in codes("processes:\n  - {name: A, made_in: JE, electricity: 1 kWh}\n")
    assert "CF305" not in codes("processes:\n  - {name: A, made_in: KR, electricity: 1 kWh}\n")


def test_recycled_share_is_refused_for_the_reason_that_holds(codes: Any) -> None:
    abs_line = "inputs:\n  - {{name: ABS, amount: {}, factor: polymers/abs, origin: TW, recycled: 30 %{}}}\n"
    assert "CF311" not in codes(abs_line.format("2 kg", ""))
    assert "CF209" in codes(abs_line.format("2 piece", ""))
    assert "CF106" in codes(abs_line.format("2 kg", ", route: primary"))
