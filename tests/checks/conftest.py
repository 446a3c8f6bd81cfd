"""Projects of a few lines, and `carbonfoot check` on them."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from carbonfoot.cli import main

PART = """\
carbonfoot: part/1
product: {id: HF-1, name: Bolt, declared_unit: 1 piece, mass: 2 kg, made_in: KR}
period: 2025
inputs:
  - name: Wire
    amount: 2 kg
    supplier: Hanil Wire
    transport: []
    footprint: {value: 1.5 kg CO2e, per: 1 kg, source: Wire Co. 2025, gwp: AR6, year: 2025}
  - name: Coating
    amount: 0.1 kg
    transport: []
    footprint: {value: 2 kg CO2e, per: 1 kg, source: Coat Co. 2025, gwp: AR6, year: 2025}
"""
"""3 kg CO2e of wire and 0.2 of coating: 3.2 of a piece, 1.6 of a kg."""


class Answer(NamedTuple):
    """What `check` said."""

    code: int
    out: str
    err: str

    @property
    def said(self) -> dict[str, Any]:
        """The JSON answer."""
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def verdicts(self) -> dict[str, str]:
        """`kind name` to verdict."""
        return {f"{one['kind']} {one['name'] or ''}".strip(): one["verdict"] for one in self.checks}

    @property
    def checks(self) -> list[dict[str, Any]]:
        """Every verdict."""
        found: list[dict[str, Any]] = self.said["data"]["checks"]
        return found

    @property
    def findings(self) -> list[tuple[str, str, str]]:
        """Codes with file and path, those of budgets and of what is wrong with them."""
        return [
            (one["code"], one["file"], one["path"])
            for one in self.said["findings"]
            if one["severity"] in ("error", "incomplete") or one["code"] >= "CF900"
        ]


Check = Callable[..., Answer]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Files of a project in the working folder: `write(part="...", **{"budgets.yaml": "..."})`."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)

    def put(files: dict[str, str]) -> Path:
        for name, text in files.items():
            file = tmp_path / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return tmp_path

    return put


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Check:
    """`carbonfoot check ... --format json` in this process; with `text=True` as text."""
    monkeypatch.setenv("COLUMNS", "80")

    def call(*arguments: str, text: bool = False) -> Answer:
        more = [] if text else ["--format", "json"]
        monkeypatch.setattr(sys, "argv", ["carbonfoot", "check", *arguments, *more])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        return Answer(int(stopped.value.code or 0), out, err)

    return call


@pytest.fixture
def judge(write: Callable[..., Path], check: Check) -> Callable[..., Answer]:
    """The part with budgets of its own: `judge("  - {total: 3 kg CO2e}")`; other text of it may be replaced."""

    def call(budgets: str, *arguments: str, part: str = PART, **files: str) -> Answer:
        write({"part.yaml": part + (f"budgets:\n{budgets}\n" if budgets else ""), **files})
        return check("part.yaml", *arguments)

    return call


@pytest.fixture
def run_main(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., int]:
    """Any command of the program; its exit code."""

    def call(*arguments: str) -> int:
        monkeypatch.setattr(sys, "argv", ["carbonfoot", *arguments])
        with pytest.raises(SystemExit) as stopped:
            main()
        capsys.readouterr()
        return int(stopped.value.code or 0)

    return call
