"""What the user typed is printed, and can neither drive the terminal nor leave the folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]


@pytest.mark.parametrize(
    "words",
    [
        ["--format", "\x1b[31mred"],
        ["--set", "\x1b[31mname=1 kg"],
        ["--set", "\x1b[31mname"],
        ["--output", "no/such/\x1b[31m"],
    ],
)
def test_escape_codes_in_arguments(run: Run, part: Path, words: list[str]) -> None:
    code, _, err = run("calc", str(part), *words)
    assert code == 2
    assert "\x1b" not in err
    assert "\\x1b[31m" in err


@pytest.mark.parametrize(
    "name", ["../../evil.yaml", "folder/evil.yaml", "..", "", "a\\b.yaml", "C:evil.yaml"]
)
def test_init_takes_a_plain_file_name(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    here = tmp_path / "one" / "two"
    here.mkdir(parents=True)
    monkeypatch.chdir(here)
    code, out, err = run("init", "--name", name)
    assert (code, out) == (2, "")
    assert "plain file name" in err
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == []
