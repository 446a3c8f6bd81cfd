"""Every line that the README of an example tells a user to type works as written."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINES = sorted(
    {
        line
        for file in ROOT.glob("examples/**/README.md")
        for block in re.findall(r"```sh\n(.*?)```", file.read_text(encoding="utf-8"), re.DOTALL)
        for line in block.splitlines()
        if line.startswith("carbonfoot ")
    }
)


def test_there_are_lines() -> None:
    assert len(LINES) >= 12


@pytest.mark.parametrize("line", LINES)
def test_it_works_as_written(
    line: str, run: Callable[..., tuple[int, str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    code, out, err = run(*shlex.split(line)[1:])
    assert code == 0, err
    assert out
