"""`carbonfoot export`: what it writes and where, what it refuses to write, and what it says."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
BRACKET = "examples/seat-bracket/bracket.yaml"
HOUSING = "examples/inverter-housing/housing.yaml"

PARTS = [
    BRACKET,
    HOUSING,
    "examples/connector-housing/housing.yaml",
    "examples/hanil-fastener/m10x30.yaml",
]

Run = Callable[..., Any]


@pytest.mark.parametrize("name", ["seat-bracket/bracket", "connector-housing/housing"])
def test_json_of_an_example(
    run: Run, golden: Callable[[str, str], None], monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.chdir(ROOT)
    answer = run("export", f"examples/{name}.yaml", "--to", "json")
    text = f"{answer.out}--- standard error\n{answer.err}--- exit code {answer.code}\n"
    golden(f"examples/{name.replace('/', '.')}/export.json.txt", text)


@pytest.mark.parametrize("gwp", ["AR4", "AR5", "AR6"])
@pytest.mark.parametrize("file", PARTS)
def test_calc_of_the_system_prints_the_same_total(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, gwp: str
) -> None:
    """Every digit that is printed, through the whole program both times."""
    monkeypatch.chdir(ROOT)
    target = str(tmp_path / "system.json")
    assert run("export", file, "--to", "json", "--gwp", gwp, "-o", target).code == 0
    total = json.loads(run("calc", file, "--gwp", gwp, "--format", "json").out)["data"]["total"]
    answer = run("calc", "--system", target, "--format", "json")
    data = json.loads(answer.out)
    assert answer.code == 0 and data["findings"] == []
    assert [one["total"] for one in data["data"]["demands"]] == [total]


@pytest.mark.parametrize("to", ["json", "brightway", "openlca"])
def test_file_is_the_same_from_any_folder_at_any_time(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, to: str
) -> None:
    monkeypatch.chdir(ROOT)
    assert run("export", BRACKET, "--to", to, "-o", str(tmp_path / "one")).code == 0
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    answer = run("export", str(ROOT / BRACKET), "--to", to, "--output", "two")
    assert (answer.code, answer.out) == (0, "")
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert "15 activities, 13 of them factors; 42 exchanges" in answer.err
    total = json.loads(run("calc", str(ROOT / BRACKET), "--format", "json").out)["data"]["total"]
    assert f"to be found again: {total} kg CO2e for 1 piece" in answer.err
    assert sorted(file.name for file in tmp_path.iterdir()) == ["one", "two"]


def test_several_products_are_one_system(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    bolt = "examples/hanil-fastener/m10x30.yaml"
    data = json.loads(run("export", BRACKET, HOUSING, bolt, BRACKET, "--to", "json", "-q").out)
    assert data["name"] == "Front seat bracket and 2 more"
    assert [one["id"] for one in data["demands"]] == [
        one.removeprefix("examples/") for one in (bolt, HOUSING, BRACKET)
    ]
    (grid,) = [one for one in data["activities"] if one["id"].startswith("electricity-official:kr-")]
    users = [one["id"] for one in data["activities"] for link in one["inputs"] if link["id"] == grid["id"]]
    assert len(set(users)) == 3


def test_answer_for_programs(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(ROOT)
    file = tmp_path / "bracket.zip"
    answer = json.loads(run("export", BRACKET, "--to", "openlca", "-o", str(file), "--format", "json").out)
    assert answer["schema"] == "carbonfoot/export/1"
    data = answer["data"]
    assert (data["output"], data["activities"], data["lines_missing"]) == (str(file), 15, [])
    assert data["demands"][0]["kg_co2e"] > 6 and "system" not in data
    assert zipfile.is_zipfile(file)
    inside = json.loads(run("export", BRACKET, "--to", "json", "--format", "json").out)["data"]
    assert inside["system"] == json.loads(run("export", BRACKET, "--to", "json").out)
    assert {one["id"] for one in inside["sources"]} >= {"desnz-2025", "taiwan-moenv"}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--to", "simapro"], "--to simapro: choose json, brightway, openlca or xlsx"),
        (["--to", "openlca"], "--to openlca writes a binary file: name it with --output"),
        (["--to", "brightway", "-o", "-"], "writes a binary file"),
        (["--to", "json", "--gwp", "AR9"], "--gwp AR9: choose"),
        (["--to", "json", "-o", "part.yaml"], "the result is made from this file"),
        (["--to", "openlca", "-o", "part.yaml"], "the result is made from this file"),
        (["--to", "openlca", "-o", "nowhere/a.zip"], "cannot write nowhere/a.zip"),
        (["other.yaml", "--to", "json", "--set", "a=1"], "--set belongs to one document"),
    ],
)
def test_usage(run: Run, part: Path, words: list[str], said: str) -> None:
    before = part.read_bytes()
    answer = run("export", "part.yaml", *words)
    assert answer.code == 2 and said in answer.err
    assert part.read_bytes() == before


def test_documents_of_two_gwp_sets_need_one(run: Run, part: Path) -> None:
    other = part.with_name("other.yaml")
    other.write_text(part.read_text(encoding="utf-8").replace("P-1", "P-2") + "gwp: AR5\n", encoding="utf-8")
    answer = run("export", "part.yaml", "other.yaml", "--to", "json")
    assert answer.code == 2 and "the documents ask for AR5 and AR6" in answer.err
    assert run("export", "part.yaml", "other.yaml", "--to", "json", "--gwp", "AR5").code == 0


def test_documents_of_two_projects_are_refused(run: Run, part: Path) -> None:
    inner = part.parent / "inner"
    inner.mkdir()
    (inner / "carbonfoot.toml").touch()
    (inner / "part.yaml").write_bytes(part.read_bytes())
    answer = run("export", "part.yaml", "inner/part.yaml", "--to", "json")
    assert answer.code == 2 and "several projects" in answer.err


def test_incomplete_part_is_written_only_when_asked_for_and_says_so(
    run: Run, incomplete: Path, tmp_path: Path
) -> None:
    file = tmp_path / "out.json"
    answer = run("export", "part.yaml", "--to", "json", "-o", str(file))
    assert answer.code == 4 and "CF491" in answer.err and not file.exists()
    answer = run("export", "part.yaml", "--to", "json", "-o", str(file), "--allow-incomplete")
    assert answer.code == 4 and "CF491" not in answer.err
    assert "to be found again: incomplete" in answer.err
    data = json.loads(file.read_text(encoding="utf-8"))
    assert data["name"] == "Bracket (incomplete)"
    assert data["note"].startswith("incomplete, 1 line has no number: Lacquer; ")
    (top,) = [one for one in data["activities"] if one["id"] == "part.yaml"]
    assert top["name"] == "Bracket (incomplete)"


def test_refused_part_is_not_written(run: Run, part: Path) -> None:
    part.write_text(part.read_text(encoding="utf-8").replace("bf-bof", "bf-bofo"), encoding="utf-8")
    answer = run("export", "part.yaml", "--to", "json", "--allow-incomplete", "--include-private")
    assert (answer.code, answer.out) == (3, "")
    assert json.loads(run("export", "part.yaml", "--to", "json", "--format", "json").out)["data"] is None


@pytest.mark.parametrize("to", ["json", "brightway", "openlca"])
def test_private_numbers_are_written_only_when_asked_for(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, to: str
) -> None:
    monkeypatch.chdir(ROOT / "examples" / "bad" / "CF490-private-numbers")
    file = tmp_path / "out"
    answer = run("export", "part.yaml", "--to", to, "-o", str(file))
    assert answer.code == 3 and "CF490" in answer.err and not file.exists()
    assert run("export", "part.yaml", "--to", to, "-o", str(file), "--include-private").code == 0
    assert file.stat().st_size > 0


def test_quiet_says_nothing(run: Run, part: Path) -> None:
    assert run("export", "part.yaml", "--to", "json", "-o", "out.json", "--quiet") == (0, "", "")


def test_amounts_that_no_other_program_holds_are_refused(run: Run, part: Path) -> None:
    text = part.read_text(encoding="utf-8").replace("P-1", "P-2").replace("1 piece", "1e300 piece")
    part.with_name("many.yaml").write_text(text.replace("  mass: 1 kg\n", ""), encoding="utf-8")
    line = "  - {name: Many, amount: 1e301 piece, product: many.yaml}\n"
    part.write_text(part.read_text(encoding="utf-8") + line, encoding="utf-8")
    assert run("calc", "part.yaml").code == 0
    answer = run("export", "part.yaml", "--to", "json")
    assert (answer.code, answer.out) == (3, "") and "CF206" in answer.err
