"""What `docs/batch.md` tells a user to type works as written; its columns and formats are those of the program."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from carbonfoot.batch.columns import COLUMNS
from carbonfoot.batch.export.formats import PRODUCTS
from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "batch.md").read_text(encoding="utf-8")
LINES = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "examples" / "suppliers", tmp_path / "examples" / "suppliers")
    shutil.copytree(
        ROOT / "examples" / "bad" / "CF202-unknown-unit", tmp_path / "examples" / "bad" / "CF202-unknown-unit"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_line_works_as_written_one_after_the_other(run: Run, folder: Path) -> None:
    assert len(LINES) >= 6
    said = []
    for line in LINES:
        answer = run(*shlex.split(line)[1:])
        assert answer.code == 0, f"{line}\n{answer.out}\n{answer.err}"
        said.append(answer.out)
    assert "8 documents: 8 complete" in said[0] and "0 computed, 8 as stored" in said[2]
    written = {file.name for file in folder.iterdir()}
    assert {"products.xlsx", "products.csv", "findings.csv", "overview.html", "batch.json"} <= written
    assert len(json.loads((folder / "batch.json").read_bytes())["data"]["rows"]) == 8
    assert any("refused" in one for line, one in zip(LINES, said, strict=True) if "/bad/" in line)
    assert (folder / "all.csv").read_bytes() == (
        folder / "products.csv"
    ).read_bytes()  # shards that are merged


def test_columns_and_formats_of_the_page_are_those_of_the_program() -> None:
    names = {column.name for column in COLUMNS}
    cells = re.findall(
        r"^\| (`name`.*?|`product_id`.*?|`total`.*?|`pds`.*?|`split.*?|`item.*?|`findings.*?) \|",
        PAGE,
        re.MULTILINE,
    )
    assert len(cells) == 7
    assert {word for cell in cells for word in re.findall(r"`([^`]+)`", cell)} <= names
    endings = re.findall(r"^\| `\.(\w+)` \|", PAGE, re.MULTILINE)
    assert endings == list(PRODUCTS)
