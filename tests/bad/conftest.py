"""Runs of the command line in this process, and the environments that a file in git cannot carry.

A case with a file `fixture` names one fixture of this module. It gets a copy of the case and prepares it.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from carbonfoot.cli import main

Prepare = Callable[[Path], None]


class Run(NamedTuple):
    """What one command did."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


Carbonfoot = Callable[[Path, list[str]], Run]


@pytest.fixture
def carbonfoot(monkeypatch: pytest.MonkeyPatch) -> Carbonfoot:
    """Run `carbonfoot` with arguments in a folder, 80 columns wide and without colour."""
    for name in ("TERM", "CARBONFOOT_ASCII"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")

    def run(folder: Path, arguments: list[str]) -> Run:
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2))
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["carbonfoot", *arguments])
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                main()
                code = 0
            except SystemExit as leaving:
                code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
        return Run(code, _read(out), _read(err))

    return run


def _read(stream: io.TextIOWrapper) -> str:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue().decode()


@pytest.fixture
def no_permission() -> Prepare:
    """A part document that its owner may not read."""

    def prepare(folder: Path) -> None:
        part = folder / "part.yaml"
        part.chmod(0)
        if os.access(part, os.R_OK):
            pytest.skip("this user, or this system, may read every file")

    return prepare


@pytest.fixture
def pipe() -> Prepare:
    """A named pipe where a part document should be: opening it would wait for ever."""

    def prepare(folder: Path) -> None:
        if not hasattr(os, "mkfifo"):
            pytest.skip("this system has no named pipes")
        os.mkfifo(folder / "part.yaml")

    return prepare


@pytest.fixture
def link_out_of_the_root() -> Prepare:
    """A symbolic link inside the root to a document outside it."""

    def prepare(folder: Path) -> None:
        outside = folder.parent / "company-wide"
        outside.mkdir()
        shutil.move(folder / "bolt.yaml", outside / "bolt.yaml")
        try:
            (folder / "bolt.yaml").symlink_to(outside / "bolt.yaml")
        except OSError:
            pytest.skip("this user may not make symbolic links")

    return prepare


@pytest.fixture
def six_megabytes() -> Prepare:
    """A part document with one line for every bag of a year."""

    def prepare(folder: Path) -> None:
        part = folder / "part.yaml"
        line = "  - {name: Bag, amount: 0.1 kg, factor: packaging/plastic/film}\n"
        part.write_text(part.read_text(encoding="utf-8") + line * 90_000, encoding="utf-8")

    return prepare
