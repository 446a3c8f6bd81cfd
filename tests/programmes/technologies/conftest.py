"""Cards and documents in a folder of their own."""

from __future__ import annotations

import contextlib
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from carbonfoot.cli import main
from carbonfoot.documents.fields import Value, read_value
from carbonfoot.programmes.technologies.shelf import Kept, shelf
from carbonfoot.programmes.technologies.trial import Trial, options_of, tried

CARD: dict[str, Any] = {
    "carbonfoot": "technology/1",
    "technology": {"name": "Card", "sector": "cross-sector", "replaces": "a boiler", "readiness": "7-8"},
    "per": "1 MWh heat",
    "effects": [{"do": "scale", "what": "electricity", "by": {"value": "-20 %", "low": "-30 %", "high": "-10 %", "source": "s"}}],
    "sources": {"s": {"title": "A study", "publisher": "An agency", "year": "2024"}},
}  # fmt: skip


class House:
    """A project with cards and documents."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "carbonfoot.toml").touch()

    def write(self, name: str, data: Any) -> Path:
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return file

    def card(self, id: str = "cross-sector/card", **changed: Any) -> Kept:
        self.write(f"technologies/{id}.yaml", {**CARD, **changed})
        found = shelf(str(self.folder))
        assert id in found.cards, found.findings
        return found.cards[id]

    def apply(self, document: Any, effects: list[Any], line: str | None = None, **values: str) -> Trial:
        file = self.write("document.yaml", document)
        typed: dict[str, Value] = {name: read_value(text) for name, text in values.items()}
        return tried(str(file), self.card(effects=effects), line, typed, options_of(None, ()))


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> House:
    monkeypatch.chdir(tmp_path)
    return House(tmp_path)


class Run(NamedTuple):
    """What one command did."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)


@pytest.fixture
def carbonfoot(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, list[str]], Run]:
    """Run `carbonfoot` with arguments in a folder."""
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
        texts = []
        for stream in (out, err):
            stream.flush()
            stream.seek(0)
            texts.append(stream.read())
        return Run(code, *texts)

    return run
