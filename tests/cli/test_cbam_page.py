"""What `docs/cbam.md` tells a user to type works as written, line after line, and so does the document it begins with."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from carbonfoot.findings.catalogue import CATALOGUE

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "cbam.md").read_text(encoding="utf-8")
LINES = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]
ENDS = {
    "cbam scope 7318 15 88 7320": 1,  # the second is not covered
}
"""Lines that end otherwise than with 0, by how they begin."""

Run = Callable[..., tuple[int, str, str]]


def _made_by(file: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(Path(file).stem, ROOT / "tests" / file)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The examples, a blank form and a supplier's filled one."""
    shutil.copytree(ROOT / "examples" / "cbam", tmp_path / "examples" / "cbam")
    _made_by("declarations/small_form.py").small_form(tmp_path / "blank.xlsx")
    filled = _made_by("cbam/filled_template.py")
    filled.write(tmp_path / "supplier.xlsx", filled.cells())
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_line_works_as_written_one_after_the_other(run: Run, folder: Path) -> None:
    assert len(LINES) >= 15
    for line in LINES:
        code, out, err = run(*shlex.split(line)[1:])
        expected = next((end for start, end in ENDS.items() if line.startswith(f"carbonfoot {start}")), 0)
        assert code == expected, f"{line}\n{out}\n{err}"
    assert (folder / "declared" / "installation.csv").exists()


def test_the_document_of_the_page_gives_a_result(run: Run, folder: Path) -> None:
    (document,) = (one for one in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL))
    (folder / "plant.yaml").write_text(document, encoding="utf-8")
    code, out, err = run("calc", "plant.yaml")
    assert (code, err) == (0, "")
    assert "Hexagon bolts" in out


def test_every_code_of_the_mechanism_stands_on_the_page() -> None:
    table = PAGE.partition("## What is refused or doubted")[2]
    named: set[str] = set()
    for first, last in re.findall(r"CF(\d{3})(?: to CF(\d{3}))?", table):
        named |= {f"CF{number}" for number in range(int(first), int(last or first) + 1)}
    assert {code for code in CATALOGUE if "CF801" <= code <= "CF899"} <= named


def test_the_comments_of_the_example_work(run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder / "examples" / "cbam" / "bolts")
    text = Path("installation.yaml").read_text(encoding="utf-8")
    lines = re.findall(r"^#   (carbonfoot .*)$", text, re.MULTILINE)
    assert lines
    for line in lines:
        code, out, err = run(*shlex.split(line)[1:])
        assert code == 0, f"{line}\n{out}\n{err}"
        assert "CF858" not in err
    (better,) = re.findall(r"^#   (\{supplier: .*\})$", text, re.MULTILINE)
    (now,) = re.findall(r"^      - (\{supplier: Tangshan.*\})$", text, re.MULTILINE)
    Path("installation.yaml").write_text(text.replace(f"- {now}", f"- {better}"), encoding="utf-8")
    code, out, _ = run(
        "cbam", "cost", "installation.yaml", "--certificate-price", "75 EUR/t", "--rate", "1600 KRW/EUR"
    )
    assert code == 0
    assert " = 0.272261 x 1.2" in out


def test_korean_names_of_goods_stand_in_every_answer(run: Run, folder: Path) -> None:
    bolts, mill = "examples/cbam/bolts/installation.yaml", "examples/cbam/bolts/mill.yaml"
    price = ("--certificate-price", "75 EUR/t", "--rate", "1600 KRW/EUR", "--lang", "ko")
    answers = {
        "calc": run("calc", bolts, "--lang", "ko"),
        "diff": run("diff", bolts, mill, "--lang", "ko"),
        "cost": run("cbam", "cost", bolts, *price),
    }
    for command, (_, out, err) in answers.items():
        assert "육각볼트" in out, f"{command}\n{err}"
        assert "Hexagon bolts" not in out, command
