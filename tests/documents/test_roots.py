"""References between documents: inside the root they are found, and nothing leads out of it."""

from __future__ import annotations

import os
import socket
import unicodedata
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbonfoot.documents import roots
from carbonfoot.documents.roots import below, find_root, nearest_files, resolve_reference


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of two folders, with a secret beside it."""
    root = tmp_path / "project"
    for folder in ("seat", "hanil-fastener"):
        (root / folder).mkdir(parents=True)
    (root / "carbonfoot.toml").write_text("")
    (root / "seat" / "bracket.yaml").write_text("carbonfoot: part/1\n")
    (root / "hanil-fastener" / "m10x30.yaml").write_text("carbonfoot: part/1\n")
    (tmp_path / "secret.yaml").write_text("secret\n")
    return root


def resolve(project: Path, reference: str) -> tuple[str | None, str, str]:
    """Path, code and message of a reference in the bracket's document."""
    base = str(project / "seat" / "bracket.yaml")
    path, problem = resolve_reference(base, reference, find_root(base))
    assert (path is None) == (problem is not None)
    if problem is None:
        return path, "", ""
    assert problem.help
    assert (problem.file, problem.path) == ("", ())
    return None, problem.code, problem.message


def test_the_root_is_the_nearest_folder_with_a_configuration(project: Path) -> None:
    assert find_root(str(project / "seat" / "bracket.yaml")) == os.path.realpath(project)
    assert find_root(str(project / "seat")) == os.path.realpath(project)
    (project / "seat" / "carbonfoot.toml").write_text("")
    assert find_root(str(project / "seat" / "bracket.yaml")) == os.path.realpath(project / "seat")


def test_without_a_configuration_the_root_is_the_folder_of_the_file(project: Path) -> None:
    (project / "carbonfoot.toml").unlink()
    base = str(project / "seat" / "bracket.yaml")
    if any((above / "carbonfoot.toml").exists() for above in project.parents):
        pytest.skip("a carbonfoot.toml stands above the temporary folder")
    assert find_root(base) == os.path.realpath(project / "seat")
    assert resolve(project, "../hanil-fastener/m10x30.yaml")[1] == "CF002"


def test_the_configuration_must_be_a_file(project: Path) -> None:
    (project / "seat" / "carbonfoot.toml").mkdir()
    assert find_root(str(project / "seat" / "bracket.yaml")) == os.path.realpath(project)


@pytest.mark.parametrize(
    "reference",
    [
        "../hanil-fastener/m10x30.yaml",
        "./../hanil-fastener/./m10x30.yaml",
        "../../project/hanil-fastener/m10x30.yaml",
    ],
)
def test_a_reference_inside_the_root(project: Path, reference: str) -> None:
    expected = os.path.realpath(project / "hanil-fastener" / "m10x30.yaml")
    assert resolve(project, reference) == (expected, "", "")


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("../../secret.yaml", "leads out of the project root"),
        ("../../no-such-file.yaml", "leads out of the project root"),
        ("../../../../../../../../etc/passwd", "leads out of the project root"),
        ("../../project-2/a.yaml", "leads out of the project root"),
        ("/etc/passwd", "not relative"),
        ("~/part.yaml", "not relative"),
        ("C:/part.yaml", "not relative"),
        ("c:part.yaml", "not relative"),
        ("..\\hanil-fastener\\m10x30.yaml", "backslash"),
        ("\\\\server\\share\\a.yaml", "not relative"),
        ("C:\\parts\\a.yaml", "not relative"),
        ("https://example.org/part.yaml", "URL"),
        ("file:///etc/passwd", "URL"),
        ("data:text/plain,x", "URL"),
        ("", "names no file"),
        ("  ", "names no file"),
        ("a\x00.yaml", "cannot be seen"),
        ("a\n.yaml", "cannot be seen"),
        ("a\u202e.yaml", "cannot be seen"),
        ("a\udc80.yaml", "cannot be seen"),
        ("x" * 300 + ".yaml", "longer than a path"),
        ("가" * 100 + ".yaml", "longer than a path"),
        ("a/" * 3000 + "b", "longer than a path"),
        ("NUL", "device on Windows"),
        ("../con.yaml", "device on Windows"),
        ("com1/a.yaml", "device on Windows"),
        ("a?.yaml", "cannot be a file on Windows"),
        ("a.yaml:stream", "cannot be a file on Windows"),
        ("a./b.yaml", "cannot be a file on Windows"),
        ("a.yaml ", "cannot be a file on Windows"),
        ("../hanil-fastener/", "names a folder"),
        ("..", "names a folder"),
        (".", "names a folder"),
    ],
)
def test_what_could_lead_out_or_differs_between_systems_is_refused(
    project: Path, reference: str, words: str
) -> None:
    path, code, message = resolve(project, reference)
    assert (path, code) == (None, "CF002")
    assert words in message


def test_a_refusal_names_the_root_and_what_to_do(project: Path) -> None:
    base = str(project / "seat" / "bracket.yaml")

    def note() -> str:
        _, problem = resolve_reference(base, "../../secret.yaml", find_root(base))
        assert problem is not None
        assert "carbonfoot.toml" in problem.help
        return problem.notes[0]

    assert note() == "the project root is `..` of the document, the nearest folder with a `carbonfoot.toml`"
    (project / "seat" / "carbonfoot.toml").write_text("")
    assert note() == "the project root is the folder of the document, where a `carbonfoot.toml` stands"
    (project / "seat" / "carbonfoot.toml").unlink()
    (project / "carbonfoot.toml").unlink()
    assert (
        note()
        == "the project root is the folder of the document, since no `carbonfoot.toml` stands there or above"
    )


@pytest.mark.parametrize("name", ["constant.yaml", "nullable.yaml", "com10.yaml", "auxiliary.yaml"])
def test_names_that_only_resemble_devices_are_fine(project: Path, name: str) -> None:
    (project / "seat" / name).write_text("")
    assert resolve(project, name)[1] == ""


def test_a_file_that_is_not_there(project: Path) -> None:
    base = str(project / "seat" / "bracket.yaml")
    _, problem = resolve_reference(base, "../hanil-fastener/m10x3O.yaml", str(project))
    assert problem is not None
    assert problem.code == "CF001"
    assert problem.help == "did you mean `m10x30.yaml`?"
    _, problem = resolve_reference(base, "../hanil/zzz.yaml", str(project))
    assert problem is not None
    assert problem.help == "there is no folder `hanil` there either"
    _, problem = resolve_reference(base, "zzz", str(project))
    assert problem is not None
    assert problem.help == "in its folder: `bracket.yaml`"


def test_a_folder_is_not_a_file(project: Path) -> None:
    assert resolve(project, "../hanil-fastener")[1:] == ("CF001", "`../hanil-fastener` is a folder")


def test_names_are_found_however_they_were_composed(project: Path) -> None:
    forms: list[tuple[Literal["NFC", "NFD"], Literal["NFC", "NFD"]]] = [("NFC", "NFD"), ("NFD", "NFC")]
    for written, stored in forms:
        folder = unicodedata.normalize(stored, f"볼트-{stored}")
        file = unicodedata.normalize(stored, "엠10é.yaml")
        (project / folder).mkdir()
        (project / folder / file).write_text("")
        reference = unicodedata.normalize(written, f"../볼트-{stored}/엠10é.yaml")
        path, code, _ = resolve(project, reference)
        assert code == ""
        assert path is not None and (project / folder / file).samefile(path)


def test_a_name_that_differs_in_case_is_refused_with_the_right_one(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    base = str(project / "seat" / "bracket.yaml")
    _, problem = resolve_reference(base, "../hanil-fastener/M10X30.yaml", str(project))
    assert problem is not None
    assert (problem.code, problem.help) == ("CF001", "did you mean `m10x30.yaml`?")
    assert roots._spelled_so(base, ignores_case=True)
    assert not roots._spelled_so(base.upper(), ignores_case=True)
    assert roots._spelled_so(base.upper(), ignores_case=False)


def link(at: Path, to: Path) -> None:
    try:
        at.symlink_to(to)
    except OSError:
        pytest.skip("this system does not let us make links")


def test_a_link_that_leaves_the_root_is_refused(project: Path) -> None:
    link(project / "seat" / "innocent.yaml", project.parent / "secret.yaml")
    path, code, message = resolve(project, "innocent.yaml")
    assert (path, code) == (None, "CF002")
    assert "through a link" in message


def test_a_folder_link_that_leaves_the_root_is_refused(project: Path) -> None:
    link(project / "elsewhere", project.parent)
    assert resolve(project, "../elsewhere/secret.yaml")[1] == "CF002"
    assert resolve(project, "../elsewhere/no-such-file.yaml")[1] == "CF002"


def test_a_link_inside_the_root_is_followed(project: Path) -> None:
    link(project / "seat" / "bolt.yaml", project / "hanil-fastener" / "m10x30.yaml")
    assert resolve(project, "bolt.yaml")[0] == os.path.realpath(project / "hanil-fastener" / "m10x30.yaml")


def test_a_link_to_itself_is_a_finding(project: Path) -> None:
    link(project / "seat" / "loop.yaml", project / "seat" / "loop.yaml")
    assert resolve(project, "loop.yaml")[1] == "CF001"


def test_a_project_below_a_link_works(project: Path) -> None:
    link(project.parent / "alias", project)
    base = str(project.parent / "alias" / "seat" / "bracket.yaml")
    path, problem = resolve_reference(base, "../hanil-fastener/m10x30.yaml", find_root(base))
    assert problem is None
    assert path == os.path.realpath(project / "hanil-fastener" / "m10x30.yaml")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names on this system")
def test_pipes_and_sockets_are_not_opened(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(project / "seat" / "pipe.yaml")
    assert resolve(project, "pipe.yaml")[1:] == ("CF001", "`pipe.yaml` is a device or pipe, not a file")
    monkeypatch.chdir(project / "seat")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket.yaml")  # a relative name: the length of a socket's path is limited
        assert resolve(project, "socket.yaml")[1] == "CF001"


@given(st.text(max_size=40))
def test_no_reference_raises_or_leaves_the_root(reference: str) -> None:
    here = str(Path(__file__).resolve().parent)
    path, problem = resolve_reference(__file__, reference, here)
    assert (path is None) != (problem is None)
    if path is not None:
        assert os.path.commonpath((path, here)) == here


def test_nearest_names() -> None:
    assert nearest_files("Part.yaml", ["part.yaml", "parts.yaml"]) == ["part.yaml"]
    assert nearest_files("prat.yaml", ["part.yaml", "other.txt"]) == ["part.yaml"]
    assert nearest_files("zzz", ["part.yaml"]) == []


@pytest.mark.parametrize(
    ("folder", "file", "shown"),
    [
        ("/a/b", "/a/b/c/d.yaml", "c/d.yaml"),
        ("/a/b/", "/a/b/d.yaml", "d.yaml"),
        ("/", "/d.yaml", "d.yaml"),
        ("/a/b", "/a/bc/d.yaml", "../bc/d.yaml"),
        ("/a/b", "/a/b/../d.yaml", "../d.yaml"),
        ("/a/b", "/a/b/./c//d.yaml", "c/d.yaml"),
        ("/a/b", "/a/b/.c/d.yaml", ".c/d.yaml"),
    ],
)
def test_the_path_from_a_folder_is_that_of_the_library(folder: str, file: str, shown: str) -> None:
    assert below(folder, file) == shown == os.path.relpath(file, folder)
