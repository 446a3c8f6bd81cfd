"""Every line that the README tells a user to type does what it says, in the order of the README."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
LINES = [line for block in BLOCKS for line in block.splitlines() if line.startswith("carbonfoot ")]
INLINE = re.findall(r"`(carbonfoot (?:factors (?:search|match|diff|expired|stats)|explain CF)[^`]*)`", README)

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The files that the README names, where nothing else is, on a day before any factor is past its review."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    shutil.copytree(ROOT / "examples", tmp_path / "examples", ignore=shutil.ignore_patterns("bad", "*.lock"))
    shutil.copy(tmp_path / "examples" / "bill-of-materials" / "bom.csv", tmp_path / "bom.csv")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_lines_of_the_blocks_work_as_written_one_after_the_other(run: Run, checkout: Path) -> None:
    assert len(LINES) >= 11
    said = {}
    for line in LINES:
        words = shlex.split(line)[1:]
        if words[:1] == ["init"]:  # asks for nothing and is tested by itself
            continue
        code, out, err = run(*words)
        # `import` leaves with 4 where a line waits for a decision, as one of the example does.
        assert code == (4 if words[0] == "import" else 0), f"{line}\n{err}"
        said[line] = out
    (check,) = (out for line, out in said.items() if line == "carbonfoot factors check")
    assert check.startswith("hanil-lca: 3 records\nown: 1 record")


@pytest.mark.parametrize("line", INLINE)
def test_commands_inside_sentences_work_too(run: Run, checkout: Path, line: str) -> None:
    words = shlex.split(line)[1:]
    # `match` leaves with 4 where a line of the table has no proposal, as one of the example has none.
    assert run(*words)[0] == (4 if words[1] == "match" else 0)
