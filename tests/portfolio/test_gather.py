"""Which documents a folder means: all that are parts, each once, nothing that is not, and nothing left out in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from carbonfoot.portfolio.gather import Gathered, gather, kind_of

PART = "carbonfoot: part/1\n"


def gathered(*arguments: Path) -> Gathered:
    return gather([str(one) for one in arguments])


def names(found: Gathered) -> list[str]:
    return [Path(file).name for files in found.files.values() for file in files]


def test_parts_of_a_folder_and_of_those_below(write: Any) -> None:
    folder = write({"a.yaml": PART, "b/c.yml": PART, "b/d/E.YAML": PART, "b/notes.txt": PART})
    assert sorted(names(gathered(folder))) == ["E.YAML", "a.yaml", "c.yml"]


def test_folders_of_programs_and_packs_are_not_looked_into(write: Any) -> None:
    skipped = (".git", ".venv", "node_modules", "__pycache__", "env", "packs/own")
    files = {f"{name}/a.yaml": PART for name in skipped} | {"a.yaml": PART, ".hidden.yaml": PART}
    folder = write(files | {"env/pyvenv.cfg": "", "packs/own/pack.yaml": "id: own\n"})
    found = gathered(folder)
    assert names(found) == ["a.yaml"]
    assert found.findings == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (PART, "part/1"),
        ("# about\n\n'carbonfoot' : \"part/1\"\n", "part/1"),
        ("product: {}\r\ncarbonfoot: part/2 # old\r\n", "part/2"),
        ("\ufeffcarbonfoot: import-map/1\n", "import-map/1"),
        ('{"product": {}, "carbonfoot": "part/1"}', "part/1"),
        ("jobs:\n  carbonfoot: part/1\n", None),
        ("title: carbonfoot: part/1\n", None),
    ],
)
def test_the_line_that_says_what_a_file_is(text: str, kind: str | None) -> None:
    assert kind_of(text) == kind


def test_others_are_named_and_what_cannot_be_read_is_kept(write: Any, tmp_path: Path) -> None:
    folder = write({"a.yaml": PART, "ci.yaml": "jobs: {}\n", "map.yaml": "carbonfoot: import-map/1\n"})
    (folder / "broken.yaml").write_bytes(b"carbonfoot: part/1\nname: \xff\xfe\x81\n")
    (folder / "photo.yaml").write_bytes(b"\x89PNG\xff\xfe")
    found = gathered(folder)
    assert sorted(names(found)) == ["a.yaml", "broken.yaml"]
    said = " ".join(finding.message for finding in found.findings)
    assert {finding.code for finding in found.findings} == {"CF480"}
    assert all(name in said for name in ("ci.yaml", "map.yaml", "photo.yaml"))


def test_a_file_that_is_named_is_taken_whatever_stands_in_it(write: Any) -> None:
    folder = write({"ci.yaml": "jobs: {}\n"})
    assert names(gathered(folder / "ci.yaml", folder / "gone.yaml")) == ["ci.yaml", "gone.yaml"]


def test_one_file_by_many_names_is_taken_once(write: Any) -> None:
    folder = write({"a/x.yaml": PART})
    (folder / "link.yaml").symlink_to("a/x.yaml")
    given = [folder, folder / "a", folder / "a" / "x.yaml", folder / "a" / ".." / "link.yaml"]
    assert names(gathered(*given)) == ["x.yaml"]


def test_circles_of_folders_end(write: Any) -> None:
    folder = write({"a/x.yaml": PART})
    (folder / "a" / "back").symlink_to(folder, target_is_directory=True)
    found = gathered(folder)
    assert names(found) == ["x.yaml"]
    (finding,) = found.findings
    assert finding.code == "CF480"
    assert "a/back" in finding.message


def test_folders_inside_each_other_by_the_hundred(tmp_path: Path) -> None:
    made = [str(tmp_path)]
    while len(made[-1]) < 3900 and len(made) < 1500:
        made.append(f"{made[-1]}/d")
        Path(made[-1]).mkdir()
    (tmp_path / "a.yaml").write_text(PART)
    Path(made[-1], "z.yaml").write_text(PART)
    try:
        assert sorted(names(gathered(tmp_path))) == ["a.yaml", "z.yaml"]
    finally:  # what cleans up behind the tests goes down by recursion
        Path(made[-1], "z.yaml").unlink()
        for folder in reversed(made[1:]):
            Path(folder).rmdir()


def test_nothing_to_do(write: Any) -> None:
    found = gathered(write({"notes.txt": ""}))
    assert found.files == {}
    assert [finding.code for finding in found.findings] == ["CF481"]


def test_each_document_stands_under_the_root_that_is_nearest(write: Any) -> None:
    folder = write(
        {"one/carbonfoot.toml": "", "one/a.yaml": PART, "one/deep/b.yaml": PART, "two/c.yaml": PART}
    )
    found = gathered(folder)
    inside = str((folder / "one").resolve())
    assert {Path(file).name for file in found.files[inside]} == {"a.yaml", "b.yaml"}
    assert {Path(file).name for file in found.files[str(folder.resolve())]} == {"c.yaml"}


def test_without_a_root_the_folder_that_was_given_is_one(write: Any) -> None:
    folder = write({"a/x.yaml": PART, "b/y.yaml": PART}, root=False)
    assert list(gathered(folder).files) == [str(folder.resolve())]
    assert len(gathered(folder / "a" / "x.yaml", folder / "b" / "y.yaml").files) == 2
    assert list(gathered(folder / "a" / "x.yaml", folder).files) == [str(folder.resolve())]
