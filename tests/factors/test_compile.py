"""Compiling: every published cell arrives as text, the same packs give the same bytes, bad packs give no file."""

from __future__ import annotations

import csv
import os
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from carbonfoot.factors import compile as compiling
from carbonfoot.factors import fill
from carbonfoot.factors import pack as packing
from carbonfoot.factors.compile import compile_library, content_hash, pack_hash
from carbonfoot.factors.layout import RECORD_COLUMNS
from carbonfoot.factors.library import Library, Record
from carbonfoot.factors.pack import Pack, PackError


def test_every_cell_arrives_as_published(factors_dir: Path, library: Library) -> None:
    count = 0
    for table in factors_dir.glob("*/records.csv"):
        with table.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                assert library.record(row["id"]) == Record(**row, pack=table.parent.name)
                count += 1
    assert count == 11
    assert library.rows("select count(*) from record") == [(count,)]


def test_the_layout_is_the_record() -> None:
    assert (*RECORD_COLUMNS, "pack") == Record._fields


def test_same_packs_same_bytes(factors_dir: Path, tmp_path: Path) -> None:
    """In another folder, written in another order, at another time."""
    copy = tmp_path / "elsewhere"
    copy.mkdir()
    for folder in sorted(factors_dir.iterdir(), reverse=True):
        shutil.copytree(folder, copy / folder.name)
        os.utime(copy / folder.name / "pack.yaml", (1, 1))
    (copy / "metals-x" / "notes.md").write_text("not part of a pack", encoding="utf-8")
    compile_library(str(factors_dir), str(tmp_path / "one"))
    compile_library(str(copy), str(tmp_path / "two"))
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert content_hash(str(factors_dir)) == content_hash(str(copy))


@pytest.mark.parametrize("file", ["metals-x/records.csv", "metals-x/pack.yaml", "gwp/gwp.csv"])
def test_one_changed_byte_changes_the_hash(factors_dir: Path, file: str) -> None:
    before = content_hash(str(factors_dir))
    path = factors_dir / file
    path.write_bytes(path.read_bytes().replace(b"1", b"2", 1))
    assert content_hash(str(factors_dir)) != before


def test_names_are_part_of_the_hash(factors_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content_hash(str(factors_dir))
    (factors_dir / "metals-x").rename(factors_dir / "metals-y")
    assert content_hash(str(factors_dir)) != before
    (factors_dir / "metals-y").rename(factors_dir / "metals-x")
    assert content_hash(str(factors_dir)) == before
    monkeypatch.setattr(compiling, "SCHEMA", "next")
    assert content_hash(str(factors_dir)) != before


def test_a_pack_keeps_its_hash_when_others_change(factors_dir: Path, library: Library) -> None:
    assert library.pack("metals-x")["hash"] == pack_hash(str(factors_dir / "metals-x"))
    shutil.rmtree(factors_dir / "power-x")
    assert library.pack("metals-x")["hash"] == pack_hash(str(factors_dir / "metals-x"))
    assert library.hash != content_hash(str(factors_dir))


def test_bad_packs_leave_the_old_file(
    factors_dir: Path, tmp_path: Path, write_pack: Callable[..., Path], record_cells: dict[str, str]
) -> None:
    target = tmp_path / "out" / "library"
    target.parent.mkdir()
    target.write_text("old", encoding="utf-8")
    bad = [record_cells | {"id": "bad:one", "unit_den": ""}, record_cells | {"id": "bad:two", "geo": "XX"}]
    write_pack(factors_dir / "bad", records=bad)
    with pytest.raises(PackError) as caught:
        compile_library(str(factors_dir), str(target))
    assert [problem.column for problem in caught.value.problems] == ["unit_den", "geo"]
    assert target.read_text(encoding="utf-8") == "old"
    assert list(target.parent.iterdir()) == [target], "no temporary file stays behind"


def test_packs_that_change_meanwhile(
    factors_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = packing.read_packs

    def read_and_change(folder: str) -> list[Pack]:
        packs = read(folder)
        (factors_dir / "metals-x" / "records.csv").write_text("id\n", encoding="utf-8")
        return packs

    monkeypatch.setattr(packing, "read_packs", read_and_change)
    with pytest.raises(PackError, match="changed while they were compiled"):
        compile_library(str(factors_dir), str(tmp_path / "library"))
    assert not (tmp_path / "library").exists()


def test_without_full_text_search(factors_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fill, "_TABLES", fill._TABLES.replace("using fts5", "using no_fts5"))
    with pytest.raises(PackError, match=r"has no full-text search \(FTS5\)"):
        compile_library(str(factors_dir), str(tmp_path / "library"))


def test_a_folder_that_is_not_there(factors_dir: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        compile_library(str(factors_dir), str(tmp_path / "no" / "such" / "folder"))


def test_items(library: Library) -> None:
    rows = library.rows("select item, kind, name, name_ko, records from item order by item")
    assert rows == [
        ("electricity/grid", "electricity", "Grid electricity", "전력(계통)", 6),
        ("fuels/diesel", "fuel", "Diesel", "경유", 1),
        ("polymers/pa66", "material", "Polyamide 66", "폴리아미드 66", 1),
        ("steel/cold-rolled-sheet", "material", "Cold-rolled sheet", "냉연강판", 1),
        ("steel/hot-rolled-coil", "material", "Hot-rolled coil", "열연코일", 2),
    ]


@pytest.mark.parametrize(
    ("names", "title"),
    [
        (["Diesel"], "Diesel"),
        (["Diesel, upstream", "Diesel", "Diesel, burnt"], "Diesel"),
        (["HGV, rigid, empty", "HGV, rigid, full", "HGV, rigid"], "HGV, rigid"),
        (["경유(평균 혼합), 수송", "경유(평균 혼합), 연소"], "경유(평균 혼합)"),
        (["경유(평균, 혼합)", "경유(순수)"], "경유"),
        (["Zinc", "Tin", "Lead", "Tin"], "Tin"),
        (["Zinc", "Tin"], "Zinc"),
        (["", ""], ""),
    ],
)
def test_title(names: list[str], title: str) -> None:
    assert fill._title(names) == title


def test_a_clean_sqlite_file(factors_dir: Path, tmp_path: Path) -> None:
    target = tmp_path / "library"
    compile_library(str(factors_dir), str(target))
    with sqlite3.connect(target) as connection:
        assert connection.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert connection.execute("pragma freelist_count").fetchone() == (0,)
        assert connection.execute("pragma page_size").fetchone() == (4096,)
    connection.close()
