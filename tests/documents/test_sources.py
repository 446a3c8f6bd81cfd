"""Files that are read, and files that cannot be."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from carbonfoot.documents import sources
from carbonfoot.documents.sources import display_path, read_source, read_text_file, text_for_excerpt


def test_a_source_holds_text_and_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "part.yaml").write_bytes("\ufeffname: 볼트\r\n".encode())
    source, findings = read_source(str(tmp_path / "a" / "part.yaml"))
    assert findings == []
    assert source is not None
    assert source.file == str(tmp_path / "a" / "part.yaml")
    assert source.display == "a/part.yaml"
    assert source.text == "name: 볼트\r\n"
    assert source.data == {"name": "볼트"}


def test_display_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    assert display_path("part.yaml") == "part.yaml"
    assert display_path(str(here / "b" / ".." / "part.yaml")) == "part.yaml"
    assert display_path(str(here / "b" / "part.yaml")) == "b/part.yaml"
    assert display_path("../part.yaml") == "../part.yaml"
    assert display_path(str(tmp_path / "here-too" / "a.yaml")) == "../here-too/a.yaml"
    deep = here / "1" / "2" / "3"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    assert display_path(str(tmp_path / "part.yaml")) == (tmp_path / "part.yaml").as_posix()


def test_a_display_path_through_a_link_to_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "real").mkdir()
    try:
        (tmp_path / "alias").symlink_to(tmp_path / "real")
    except OSError:
        pytest.skip("this system does not let us make links")
    monkeypatch.chdir(tmp_path / "alias")
    assert display_path(str(tmp_path / "real" / "part.yaml")) == "part.yaml"
    assert display_path(str(tmp_path / "alias" / "part.yaml")) == "part.yaml"


def refused(file: Path) -> tuple[str, str, str]:
    source, findings = read_source(str(file), "shown.yaml")
    assert source is None
    assert len(findings) == 1
    assert findings[0].file == "shown.yaml"
    return findings[0].code, findings[0].message, findings[0].help


def test_a_missing_file_names_its_neighbours(tmp_path: Path) -> None:
    (tmp_path / "bracket.yaml").write_text("a: 1")
    assert refused(tmp_path / "braket.yaml") == (
        "CF001",
        "there is no file `shown.yaml`",
        "did you mean `bracket.yaml`?",
    )
    assert refused(tmp_path / "bracket.yaml" / "x.yaml")[0] == "CF001"
    assert refused(tmp_path / "none" / "x.yaml")[2] == "there is no folder `none` there either"
    assert refused(tmp_path / "x\0.yaml")[0] == "CF001"


def test_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "part.yaml").write_text("a: 1")
    code, message, help = refused(tmp_path)
    assert (code, message, help) == (
        "CF001",
        "`shown.yaml` is a folder",
        "name the file inside it: `part.yaml`",
    )


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind this user"
)
def test_a_file_without_permission_is_refused(tmp_path: Path) -> None:
    (tmp_path / "part.yaml").write_text("a: 1")
    (tmp_path / "part.yaml").chmod(0)
    assert "permission denied" in refused(tmp_path / "part.yaml")[1]


def test_a_file_that_fails_to_open_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "part.yaml").write_text("a: 1")

    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", fail)
    assert refused(tmp_path / "part.yaml")[:2] == ("CF001", "`shown.yaml` cannot be read: permission denied")


def test_a_file_over_the_limit_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_BYTES", 100)
    (tmp_path / "part.yaml").write_text("a: " + "x" * 98)
    with monkeypatch.context() as patch:
        patch.setattr("builtins.open", lambda *_: pytest.fail("opened"))
        assert refused(tmp_path / "part.yaml")[0] == "CF007"
    (tmp_path / "part.yaml").write_text("a: " + "x" * 97)
    assert read_source(str(tmp_path / "part.yaml"))[1] == []


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device")
def test_a_device_is_not_opened() -> None:
    assert refused(Path("/dev/zero"))[:2] == ("CF001", "`shown.yaml` is a device or pipe, not a file")


def test_findings_of_text_and_data_come_together(tmp_path: Path) -> None:
    file = tmp_path / "part.yaml"
    file.write_bytes("이름: 볼트\n이름: 너트\n".encode("cp949"))
    source, findings = read_source(str(file), "part.yaml")
    assert source is not None
    assert source.data == {"이름": "볼트"}
    assert [found.code for found in findings] == ["CF003", "CF005"]


def test_text_files_are_read_without_yaml(tmp_path: Path) -> None:
    file = tmp_path / "presses.csv"
    file.write_text("a,b\n[,1\n")
    assert read_text_file(str(file), "presses.csv") == ("a,b\n[,1\n", [])


def test_excerpts_of_text_that_was_refused(tmp_path: Path) -> None:
    file = tmp_path / "part.yaml"
    file.write_bytes(b"a: \xff\n")
    assert text_for_excerpt(str(file)) == "a: \ufffd\n"
    file.write_bytes("\ufeffa: 1\n".encode())
    assert text_for_excerpt(str(file)) == "a: 1\n"
    assert text_for_excerpt(str(tmp_path / "none.yaml")) is None
    assert text_for_excerpt(str(tmp_path)) is None
