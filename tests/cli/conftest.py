"""Running a command the way a user does, inside this process or as one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

import carbonfoot
from carbonfoot.cli import main

WHERE = str(Path(carbonfoot.__file__).parents[1])
"""The folder this process has the package from; a process of its own must have it from there too."""

PART = """\
carbonfoot: part/1
product:
  id: P-1
  name: Bracket
  name_ko: 브래킷
  declared_unit: 1 piece
  mass: 1 kg
  made_in: KR
period: 2025
inputs:
  - {name: Coil, name_ko: 강판, amount: 1 kg, factor: steel/hot-rolled-coil, route: bf-bof, origin: KR}
"""
"""A part that is complete; warnings and notes only."""

INCOMPLETE = PART + "  - {name: Lacquer, name_ko: 도료, amount: 0.1 kg, auxiliary: yes}\n"
"""The same with a line that names no factor."""


class Answer(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str


Run = Callable[..., Answer]


@pytest.fixture(autouse=True)
def _plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the terminal that runs the tests may show in what is compared."""
    for name in ("NO_COLOR", "FORCE_COLOR", "CARBONFOOT_ASCII", "LINES", "GITHUB_ACTIONS", "TF_BUILD"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm")
    # `python -m pytest -n0` would be the program that its help names.
    monkeypatch.setattr(sys.modules["__main__"], "__package__", None)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """A command in this process: `run("calc", "part.yaml")`."""

    def call(*arguments: str) -> Answer:
        monkeypatch.setattr(sys, "argv", ["carbonfoot", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        return Answer(int(stopped.value.code or 0), out, err)

    return call


@pytest.fixture
def program(tmp_path: Path) -> Run:
    """A command as a process of its own, for what only real streams show; keywords go to `subprocess.run`."""

    def call(*arguments: str, **more: object) -> Answer:
        environment = {**os.environ, "PYTHONPATH": WHERE}
        options = {"cwd": tmp_path, "env": environment, "capture_output": True, **more}
        done = subprocess.run([sys.executable, "-m", "carbonfoot", *arguments], check=False, **options)  # type: ignore[call-overload]
        return Answer(done.returncode, (done.stdout or b"").decode(), (done.stderr or b"").decode())

    return call


@pytest.fixture
def part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """`part.yaml`, complete, in the working folder."""
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "part.yaml"
    file.write_text(PART, encoding="utf-8")
    return file


@pytest.fixture
def incomplete(part: Path) -> Path:
    """`part.yaml` with a line that names no factor."""
    part.write_text(INCOMPLETE, encoding="utf-8")
    return part
