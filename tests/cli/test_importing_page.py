"""What `docs/importing.md` tells a user to type works as written, and its options are those of the program."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")
LINES = [line for block in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in block.splitlines()]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("import", "seat-bracket", "hanil-fastener"):
        shutil.copytree(ROOT / "examples" / name, tmp_path / "examples" / name)
    (tmp_path / "examples" / "carbonfoot.toml").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_line_works_as_written_one_after_the_other(run: Run, folder: Path) -> None:
    assert len(LINES) >= 6
    said = []
    for line in LINES:
        words = shlex.split(line)[1:]
        code, out, err = run(*words)
        # something in each of the tables waits for a decision, as the page says
        assert code == (4 if "examples/import/" in line or "parts/console" in line else 0), (
            f"{line}\n{out}\n{err}"
        )
        said.append(out + err)
    assert "add -o" in said[0] and "next: carbonfoot calc" in said[1] and "at least" in said[3]
    assert {file.name for file in (folder / "parts").iterdir()} >= {"console.yaml", "kb-4110.yaml"}
    assert (folder / "again.yaml").is_file()


def test_what_is_completed_as_the_page_says_has_a_total(run: Run, folder: Path) -> None:
    run(*shlex.split(LINES[1])[1:])
    document = folder / "parts" / "console.yaml"
    text = document.read_text(encoding="utf-8")
    assert text.count("# decide:") == 2  # one of them tells what the words stand for
    step = re.search(r"`(factor: [^`]+)`", PAGE)
    assert step is not None
    document.write_text(re.sub(r"# decide: factor.*", step[1], text), encoding="utf-8")
    code, out, _ = run("calc", str(document))
    assert code == 0 and "kg CO2e per 1 piece" in out


def test_what_every_document_asks_is_named_with_its_option(run: Run, folder: Path) -> None:
    _, _, err = run("import", "examples/import/console.csv", "-o", "parts")
    assert "`--made-in KR --period 2025 --force`" in err
    _, _, err = run(
        "import", "examples/import/console.csv", "-o", "more", "--period", "2025", "--made-in", "KR"
    )
    assert "--made-in" not in err


def test_a_saved_mapping_beside_documents_is_no_warning(run: Run, folder: Path) -> None:
    run(*shlex.split(LINES[1])[1:], "--save-map", "parts/map.yaml")
    _, _, err = run("check", "parts")
    assert "note[CF480]" in err and "warning[CF480]" not in err


def test_the_options_of_the_page_are_those_of_the_program(run: Run) -> None:
    told = run("import", "--help")[1] + run("calc", "--help")[1]
    assert {one for one in re.findall(r"--[a-z][a-z-]+", PAGE) if one not in told} <= {
        "--to",
        "--allow-incomplete",
    }


def test_the_inputs_of_the_action_are_those_of_the_page() -> None:
    page = (ROOT / "docs" / "check-formats.md").read_text(encoding="utf-8")
    table = page.partition("| `with:` of the action")[2].partition("\n\n")[0]
    named = re.findall(r"`([a-z]+)`", "".join(re.findall(r"^\|([^|]*)\|", table, re.MULTILINE)))
    action = (
        (ROOT / "action.yml").read_text(encoding="utf-8").partition("inputs:")[2].partition("outputs:")[0]
    )
    assert set(named) == set(re.findall(r"^  (\w+):", action, re.MULTILINE))
