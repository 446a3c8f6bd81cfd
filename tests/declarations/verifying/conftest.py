"""A project of its own, its declaration, and the answer of `carbonfoot verify`."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
COMPANY = """\
[company]
name = "Hanil Fastener Co., Ltd."
ids = ["urn:pact:hanil.example:company-id:hanil"]
domain = "hanil.example"
address = "Ansan"
contact = "carbon@hanil.example"
"""

Verify = Callable[..., tuple[int, list[dict[str, Any]], dict[str, Any]]]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A part with factors of its own pack, commands run beside it."""
    folder = tmp_path / "works"
    shutil.copytree(ROOT / "examples" / "own-factors", folder)
    (folder / "carbonfoot.toml").write_text(COMPANY, encoding="utf-8")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def declared(project: Path, run: Any) -> Callable[..., Path]:
    """Declare the part: `declared("bolt.json", "pact-3.0.3")`."""

    def make(name: str = "part.json", format: str = "pact-3.0.3", *more: str) -> Path:
        answer = run("declare", "part.yaml", "--as", format, "-o", name, "-q", *more)
        assert answer.code in (0, 4), answer.err
        return project / name

    return make


@pytest.fixture
def verify(run: Any) -> Verify:
    """Exit code, declarations and the whole answer."""

    def ask(*arguments: str | Path) -> tuple[int, list[dict[str, Any]], dict[str, Any]]:
        answer = run("verify", *map(str, arguments), "--format", "json")
        data = json.loads(answer.out)
        return answer.code, data["data"]["declarations"], data

    return ask
