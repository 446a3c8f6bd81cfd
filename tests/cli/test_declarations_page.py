"""What `docs/declarations.md` tells a user to type works as written, line after line; its fields and codes are all of them."""

from __future__ import annotations

import json
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from carbonfoot.documents.received.table import table
from carbonfoot.findings.catalogue import CATALOGUE

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "declarations.md").read_text(encoding="utf-8")
LINES = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("bad"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_line_works_as_written_one_after_the_other(run: Run, folder: Path) -> None:
    assert len(LINES) >= 12
    for line in LINES:
        code, out, err = run(*shlex.split(line)[1:])
        assert code == 0, f"{line}\n{out}\n{err}"
    declared = {file.name for file in (folder / "declared").iterdir()}
    assert {"bracket.pact-3.0.3.json", "bracket.iso14067.html", "m10x30.iso14067.md"} <= declared
    assert json.loads(Path("withdrawn.json").read_bytes())["status"] == "Deprecated"
    assert "hot-rolled" not in Path("apart.json").read_text(encoding="utf-8").partition('"extensions"')[2]
    answer = json.loads(Path("answer.json").read_bytes())["data"]
    assert "equal" in json.dumps(answer)


def test_the_settings_and_texts_of_the_page_make_a_declaration(run: Run, folder: Path) -> None:
    (settings,) = re.findall(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    texts = next(one for one in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL) if "declare:" in one)
    bolt = folder / "examples" / "hanil-fastener" / "m10x30.yaml"
    (bolt.parent / "carbonfoot.toml").write_text(settings, encoding="utf-8")
    bolt.write_text(bolt.read_text(encoding="utf-8") + texts, encoding="utf-8")
    code, _, err = run("declare", str(bolt), "--as", "pact-3.0.3", "-o", "bolt.json")
    assert code == 0, err
    made = json.loads(Path("bolt.json").read_bytes())
    assert made["companyName"] == "Hanil Fastener Co., Ltd."
    assert made["productDescription"] == "hexagon bolt M10 x 30, 10.9, phosphated"


def test_every_field_of_pact_stands_in_the_table() -> None:
    text = PAGE.partition("### PACT, field by field")[2].partition("### Ids")[0]
    cells = re.findall(r"^\| (.*?) \|", text, re.MULTILINE)
    named = [word for cell in cells for word in re.findall(r"`([^`]+)`", cell)]
    left = {"specVersion", "pcf", "landCarbonLeakage", "landAreaOccupation", "geographyRegionOrSubregion"}
    fields = table("pact3")
    for field in {*fields["ProductFootprint"], *fields["CarbonFootprint"]} - left:
        assert any(_stands_for(one, field) for one in named), field


def _stands_for(word: str, field: str) -> bool:
    if word.startswith("-"):
        return field.endswith(word[1:])
    return field.startswith(word[:-1]) if word.endswith("-") else field == word


def test_every_code_of_declarations_stands_on_the_page() -> None:
    listed = PAGE.partition("## Codes")[2]
    named: set[str] = set()
    for first, last in re.findall(r"CF(\d{3})(?: to CF(\d{3}))?", listed):
        named |= {f"CF{number}" for number in range(int(first), int(last or first) + 1)}
    assert {code for code in CATALOGUE if "CF901" <= code <= "CF939"} <= named
