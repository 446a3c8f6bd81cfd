"""What the pages on programmes and technology cards tell a user to type works; their keys are those of the documents."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from carbonfoot.documents.programme import programme_schema
from carbonfoot.documents.technology import technology_schema
from carbonfoot.programmes.told.explain import names
from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
PAGES = [*sorted(ROOT.glob("docs/programmes*.md")), ROOT / "docs/technologies.md"]
LINES = [
    (page.name, line)
    for page in PAGES
    for block in re.findall(r"```sh\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
    for line in block.splitlines()
]
BLOCKS = [
    (page.name, block)
    for page in PAGES
    for block in re.findall(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL)
]


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    shutil.copytree(ROOT / "examples", folder / "examples", ignore=shutil.ignore_patterns("bad", "*.lock"))
    return folder


@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_every_line_works_as_written(
    run: Run, checkout: Path, monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    monkeypatch.chdir(checkout)
    lines = [line for one, line in LINES if one == page]
    assert lines
    for line in lines:
        code, out, err = run(*shlex.split(line)[1:])
        assert code == 0, f"{line}\n{out}\n{err}"


@pytest.mark.parametrize("page", [page.name for page in PAGES])
def test_the_keys_of_every_block_are_those_of_the_document(page: str) -> None:
    blocks = [block for one, block in BLOCKS if one == page]
    assert blocks
    for block in blocks:
        data = yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506  all scalars as text
        schema = technology_schema() if "technology" in data else programme_schema()
        whole = "carbonfoot" in data
        assert whole == ("programme" in data or "technology" in data)
        validator = Draft202012Validator(schema if whole else _loose(schema))
        assert [one.message for one in validator.iter_errors(data)] == [], block


def _loose(schema: Any) -> Any:
    """A schema that asks for nothing, for a part of a document."""
    if isinstance(schema, dict):
        return {key: _loose(value) for key, value in schema.items() if key != "required"}
    return [_loose(one) for one in schema] if isinstance(schema, list) else schema


def test_the_page_names_every_kind_that_explain_knows() -> None:
    page = (ROOT / "docs/programmes.md").read_text(encoding="utf-8")
    source = Path(names.__code__.co_filename).read_text(encoding="utf-8")
    kinds = set(re.findall(r'^        "([a-z]+)": lambda:', source, re.MULTILINE))
    assert {"measures", "members", "tiers", "trading", "money"} <= kinds
    assert [kind for kind in sorted(kinds) if f"`{kind}" not in page] == []
