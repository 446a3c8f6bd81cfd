"""Reading packs: text stays text, and a file that could be read two ways is refused with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbonfoot.factors.pack import (
    PackError,
    items_of,
    pack_files,
    pack_folders,
    read_keys,
    read_pack,
    read_packs,
)


def test_values_stay_text(tmp_path: Path) -> None:
    path = tmp_path / "pack.yaml"
    path.write_text(
        "edition: 2025\ndate_read: 2026-11-21\nlicence: NO\nnotes: >-\n  one\n  two\n", encoding="utf-8"
    )
    assert read_keys(str(path)) == {
        "edition": "2025",
        "date_read": "2026-11-21",
        "licence": "NO",
        "notes": "one two",
    }


@pytest.mark.parametrize(
    ("text", "place", "words"),
    [
        ("id: a\ntitle: x\nid: b\n", "pack.yaml:3", "twice"),
        ("id: a\nfiles: [b, c]\n", "pack.yaml:2", "one text"),
        ("- id\n", "pack.yaml", "mapping"),
        ("", "pack.yaml", "mapping"),
        ("id: [\n", "pack.yaml", "YAML"),
    ],
)
def test_bad_keys(tmp_path: Path, text: str, place: str, words: str) -> None:
    path = tmp_path / "some-pack" / "pack.yaml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        read_keys(str(path))
    (problem,) = caught.value.problems
    assert (problem.pack, problem.row) == ("some-pack", place)
    assert words in problem.message


def test_rows_keep_their_line(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("id: x\n", encoding="utf-8")
    (tmp_path / "records.csv").write_text('id,name\na,"two, words"\nb,012\n', encoding="utf-8")
    table = read_pack(str(tmp_path)).tables["records.csv"]
    assert table.header == ("id", "name")
    assert [(row.line, row.cells) for row in table.rows] == [
        (2, {"id": "a", "name": "two, words"}),
        (3, {"id": "b", "name": "012"}),
    ]


@pytest.mark.parametrize(
    ("text", "row", "words"),
    [
        ("id,name\na\n", "records.csv:2", "1 cells where the header has 2"),
        ("id,id\na,b\n", "records.csv:1", "column stands twice"),
        ('id,name\n"a"b,c\n', "records.csv", "CSV"),
    ],
)
def test_bad_tables(tmp_path: Path, text: str, row: str, words: str) -> None:
    (tmp_path / "pack.yaml").write_text("id: x\n", encoding="utf-8")
    (tmp_path / "records.csv").write_text(text, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        read_pack(str(tmp_path))
    (problem,) = caught.value.problems
    assert problem.row == row
    assert words in problem.message


def test_other_encodings_are_refused(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_bytes("title: 철강\n".encode("cp949"))
    (tmp_path / "records.csv").write_bytes("id,name\na,철강\n".encode("cp949"))
    with pytest.raises(PackError) as caught:
        read_pack(str(tmp_path))
    assert len(caught.value.problems) == 2, "both files are reported"


def test_packs_are_folders_with_pack_files(tmp_path: Path) -> None:
    for folder, name in (
        ("b", "pack.yaml"),
        ("a", "records.csv"),
        (".git", "pack.yaml"),
        ("_old", "pack.yaml"),
    ):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).touch()
    (tmp_path / "empty").mkdir()
    (tmp_path / "b" / "notes.md").touch()
    assert pack_folders(str(tmp_path)) == ["a", "b"]
    assert pack_files(str(tmp_path / "b")) == ["pack.yaml"]


def test_a_table_without_pack_yaml_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "records.csv").write_text("id\n", encoding="utf-8")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "pack.yaml").write_text("- x\n", encoding="utf-8")
    with pytest.raises(PackError) as caught:
        read_packs(str(tmp_path))
    assert [problem.pack for problem in caught.value.problems] == ["a", "b"]
    assert "without pack.yaml" in str(caught.value)


def test_items_of() -> None:
    assert items_of(" a; b ;c") == ["a", "b", "c"]
    assert items_of("  ") == []
