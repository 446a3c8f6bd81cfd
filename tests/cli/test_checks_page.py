"""What `docs/checks.md` tells a user to type works as written; its budgets, expectations and codes are real."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from carbonfoot.documents.budgets import REFUSED, Budget
from carbonfoot.findings.catalogue import CATALOGUE

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
LINES = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("bad"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    return tmp_path


def _block(kind: str, word: str) -> str:
    found: list[str] = re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)
    return next(one for one in found if word in one)


def test_every_line_works_as_written(run: Run, folder: Path) -> None:
    assert len(LINES) >= 4
    for line in LINES:
        code, out, err = run(*shlex.split(line)[1:])
        assert code == 0, f"{line}\n{out}\n{err}"
    assert len(json.loads((folder / "checked.json").read_bytes())["data"]["checks"]) >= 10


def test_the_budgets_and_expectations_of_the_page_are_read_and_asked(run: Run, folder: Path) -> None:
    part = folder / "examples" / "seat-bracket" / "bracket.yaml"
    (folder / "budgets.yaml").write_text(_block("yaml", "budgets/1"), encoding="utf-8")
    settings = part.parents[1] / "carbonfoot.toml"
    settings.write_text(
        f"{settings.read_text(encoding='utf-8')}\n{_block('toml', 'budgets')}", encoding="utf-8"
    )
    text = part.read_text(encoding="utf-8").replace("period:", "tags: [seat]\nperiod:")
    part.write_text(text + _block("yaml", "expect:"), encoding="utf-8")
    code, out, _ = run("check", str(part), "--budgets", "budgets.yaml", "--format", "json")
    checks = json.loads(out)["data"]["checks"]
    assert [(one["kind"], one["name"], one["verdict"]) for one in checks] == [
        ("expect", "total", "pass"),
        ("expect", "stage materials", "pass"),
        ("expect", "item Hot-rolled coil", "pass"),
        ("expect", "pds", "pass"),
        ("total", None, "pass"),
        ("stage", "manufacturing", "pass"),
        ("total", None, "fail"),
    ]
    assert code == 1


def test_every_limit_and_every_code_stands_on_the_page() -> None:
    fields = {field.alias or name for name, field in Budget.fields().items()}
    assert {name for name in fields if f"`{name}" not in PAGE and f"{name}:" not in PAGE} == set()
    assert {word for word in REFUSED if f"| `{word}` |" not in PAGE} == set()
    listed = set(re.findall(r"^\| (CF94\d) \|", PAGE, re.MULTILINE))
    assert {code for code in CATALOGUE if "CF940" <= code <= "CF945"} == listed


def _yaml(word: str) -> Any:
    return yaml.safe_load(_block("yaml", word))


def test_what_the_page_writes_for_hosts_is_what_is_shipped() -> None:
    hooks = {one["id"] for one in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    used = {hook["id"] for repo in _yaml("repos:")["repos"] for hook in repo["hooks"]}
    assert used <= hooks
    assert all(f"`{hook}`" in PAGE for hook in hooks)
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    step = next(one for one in _yaml("steps:")["steps"] if "carbonfoot/carbonfoot" in one["uses"])
    assert set(step["with"]) <= set(action["inputs"])
    gitlab = _yaml("include:")
    file = gitlab["include"][0]["remote"].split("/carbonfoot/carbonfoot/")[1].partition("/")[2]
    job = yaml.safe_load((ROOT / file).read_text("utf-8"))["carbonfoot"]
    assert set(gitlab["carbonfoot"]["variables"]) <= set(job["variables"])
