"""What somebody meets who sets a budget, imports a table or stops a batch for the first time."""

from __future__ import annotations

from pathlib import Path

import pytest

from carbonfoot.batch.asked import remember
from carbonfoot.batch.model import Job
from carbonfoot.batch.store import Store
from carbonfoot.cli import batch_how, batch_out
from tests.cli.conftest import PART, Run

BUDGETS = "carbonfoot: budgets/1\nbudgets: [{name: customer, total: 0.001 kg CO2e}]\n"


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "work" / "parts"
    folder.mkdir(parents=True)
    (folder / "part.yaml").write_text(PART, encoding="utf-8")
    (folder.parent / "budgets.yaml").write_text(BUDGETS, encoding="utf-8")
    monkeypatch.chdir(folder.parent)
    return folder


def test_a_budget_above_the_folder_is_never_passed_by_in_silence(run: Run, parts: Path) -> None:
    code, _, err = run("check", "parts")
    assert code == 0
    assert "warning[CF944]" in err and "`budgets.yaml` is not read" in err and "carbonfoot.toml" in err
    assert run("check", "parts", "--strict")[0] == 1
    assert run("check", "parts", "--budgets", "budgets.yaml")[0] == 1
    (parts.parent / "carbonfoot.toml").touch()
    code, _, err = run("check", "parts")
    assert code == 1 and "CF944" not in err


def test_what_lies_outside_the_repository_or_is_no_budget_is_not_told(run: Run, parts: Path) -> None:
    (parts / ".git").mkdir()
    assert "CF944" not in run("check", "parts")[2]
    (parts / ".git").rmdir()
    (parts.parent / "budgets.yaml").write_text("household: {food: 300}\n", encoding="utf-8")
    assert "CF944" not in run("check", "parts")[2]


def test_a_product_is_called_as_it_was_stated(run: Run, tmp_path: Path) -> None:
    table, target = tmp_path / "List 1.csv", tmp_path / "part.yaml"
    table.write_text("Name,Material,Quantity,Unit\nSeal,EPDM,2,kg\n", encoding="utf-8")
    run("import", str(table), "--product", "KB-4100/R", "-o", str(target))
    assert '  id: "KB-4100/R"\n  name: "KB-4100/R"\n' in target.read_text(encoding="utf-8")
    run("import", str(table), "-o", str(target), "--force")
    assert '  id: "part"\n' in target.read_text(encoding="utf-8")


def test_mild_findings_take_a_line_each(run: Run, parts: Path) -> None:
    for number in range(8):
        (parts / f"part-{number}.yaml").write_text(PART, encoding="utf-8")
    _, _, err = run("check", "parts", "--budgets", "budgets.yaml")
    mild = [line for line in err.splitlines() if "note[CF" in line or "warning[CF" in line]
    assert mild and all(line.startswith("parts") for line in mild)
    assert "not shown:" in err


def test_a_stopped_batch_repeats_the_files_that_were_asked_for(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    store = Store(str(tmp_path / "s.db"))
    remember(store, Job(str(tmp_path), (".",)), None)
    asked = batch_out.Out("text", None, None, False, False, ["a b.csv"], ["f.csv"], "o.html")
    with pytest.raises(SystemExit):
        batch_how.stopped(store, "s.db", batch_out.typed(asked))
    said = capsys.readouterr().err
    assert "batch --resume --store s.db --export 'a b.csv' --export-findings f.csv --report o.html\n" in said
