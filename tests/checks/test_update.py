"""`check --update`: the number alone is written, all or nothing, and each edit is proved."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
PART = """\
# keep: this comment
carbonfoot: part/1
product: {id: HF-1, name: Bolt, name_ko: 볼트, declared_unit: 1 piece, made_in: KR, mass: 2 kg}
period: 2025
expect:
%s
inputs:
  - name: Wire   # 3.00 kg CO2e
    amount: 2 kg
    transport: []
    footprint: {value: 1.5556 kg CO2e, per: 1 kg, source: Wire Co. 2025, gwp: AR6, year: 2025}
"""
FILE = Path("part.yaml")
BASELINE = Path("carbonfoot.baseline.json")


@pytest.fixture(autouse=True)
def _inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("carbonfoot.toml").touch()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  total: 3.00 kg CO2e", "  total: 3.11 kg CO2e"),
        ("  total: 4 kg CO2e", "  total: 3.11 kg CO2e"),  # a single digit would say too little
        ("  total: 3000.0 g CO2e  # why", "  total: 3111.2 g CO2e  # why"),
        ('  total: "3.0000 kg CO2e"', '  total: "3.1112 kg CO2e"'),
        ("  total: '9.99kg CO2e'", "  total: '3.11kg CO2e'"),
        ("  total: {value: 3.00, unit: kg CO2e}", "  total: {value: 3.11, unit: kg CO2e}"),
        ("  total: 1e3 kg CO2e", "  total: 3.11 kg CO2e"),
        ("  total: 3.00 kg CO2e\n  tolerance: 0.01 %", "  total: 3.111 kg CO2e\n  tolerance: 0.01 %"),
        ("  stage: {materials: 3.0 kg CO2e}", "  stage: {materials: 3.11 kg CO2e}"),
        ("  item: {Wire: 3.000 kg CO2e}", "  item: {Wire: 3.111 kg CO2e}"),
        ("  pds: 42 %", "  pds: 0.00 %"),
        ("  total: &x 3.00 kg CO2e", "  total: &x 3.11 kg CO2e"),
        ("  total: 3.11 kg CO2e", "  total: 3.11 kg CO2e"),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_number_alone_is_written(run: Run, before: str, after: str, ending: str, mark: str) -> None:
    texts = [(mark + PART % one).replace("\n", ending).encode("utf-8") for one in (before, after)]
    if before.startswith("  pds"):
        texts[1] = texts[1].replace(b"0.00 %", b"100 %")
    FILE.write_bytes(texts[0])
    first = run("check", "part.yaml")
    assert first.code == (0 if before == after else 1), first
    answer = run("check", "part.yaml", "--update")
    assert answer.code == 0, answer
    if not before.startswith("  pds"):
        assert FILE.read_bytes() == texts[1]
    assert run("check", "part.yaml").code == 0
    again = (FILE.read_bytes(), BASELINE.read_bytes())
    assert "nothing to write" in run("check", "part.yaml", "--update").err
    assert (FILE.read_bytes(), BASELINE.read_bytes()) == again


def test_a_dry_run_shows_the_edits_and_writes_nothing(run: Run) -> None:
    text = PART % "  total: 3.00 kg CO2e"
    FILE.write_text(text, encoding="utf-8")
    answer = run("check", "part.yaml", "--update", "--dry-run")
    assert answer.code == 0
    assert "--- a/part.yaml\n+++ b/part.yaml\n" in answer.out
    assert "-  total: 3.00 kg CO2e\n+  total: 3.11 kg CO2e\n" in answer.out
    assert "--- /dev/null\n+++ b/carbonfoot.baseline.json\n" in answer.out
    assert FILE.read_text(encoding="utf-8") == text
    assert not BASELINE.exists()
    assert run("check", "part.yaml", "--dry-run").code == 2


@pytest.mark.parametrize(
    ("change", "code", "said"),
    [
        (lambda text: text.replace("amount: 2 kg", "amount: two"), 3, "`part.yaml` is refused"),
        (
            lambda text: text.replace("name: Bolt", "name: &n 3.00 kg CO2e").replace(
                "total: 3.00 kg CO2e", "total: *n"
            ),
            3,
            "its number cannot be found in the text",
        ),
        (
            lambda text: text.replace("total: 3.00", "total: &n 3.00").replace("name: Wire", "name: *n"),
            3,
            "another place of the document has its number from there",
        ),
    ],
)
def test_all_or_nothing(run: Run, change: Callable[[str], str], code: int, said: str) -> None:
    good = (PART % "  total: 3.00 kg CO2e").replace("HF-1", "HF-0")
    Path("good.yaml").write_text(good, encoding="utf-8")
    bad = change(PART % "  total: 3.00 kg CO2e")
    FILE.write_text(bad, encoding="utf-8")
    answer = run("check", ".", "--update")
    assert answer.code == code
    assert said in answer.err
    assert "nothing was written" in answer.err
    assert Path("good.yaml").read_text(encoding="utf-8") == good
    assert FILE.read_text(encoding="utf-8") == bad
    assert not BASELINE.exists()


def test_korean_windows_is_asked_for_utf_8(run: Run) -> None:
    FILE.write_bytes((PART % "  total: 3.00 kg CO2e").encode("cp949"))
    answer = run("check", "part.yaml", "--update")
    assert answer.code == 3
    assert "is not UTF-8" in answer.err


def test_a_part_of_a_project_does_not_make_its_baseline(run: Run) -> None:
    FILE.write_text(PART % "  total: 3.11 kg CO2e", encoding="utf-8")
    Path("other.yaml").write_text((PART % "  total: 3.11 kg CO2e").replace("HF-1", "HF-2"), encoding="utf-8")
    assert run("check", ".", "--update").code == 0
    whole = BASELINE.read_bytes()
    answer = run("check", "part.yaml", "--update")
    assert answer.code == 2
    assert "`other.yaml`" in answer.err and "name the whole project" in answer.err
    assert BASELINE.read_bytes() == whole
    Path("other.yaml").unlink()
    assert run("check", "part.yaml", "--update").code == 0
    assert b"other.yaml" not in BASELINE.read_bytes()


def test_a_file_that_is_no_baseline_is_not_written_over(run: Run) -> None:
    FILE.write_text(PART % "  total: 3.11 kg CO2e", encoding="utf-8")
    other = Path("notes.json")
    other.write_text('{"mine": 1}', encoding="utf-8")
    answer = run("check", "part.yaml", "--update", "--baseline", "notes.json")
    assert answer.code == 3
    assert other.read_text(encoding="utf-8") == '{"mine": 1}'
    run("check", "part.yaml", "--format", "json", "--output", "notes.json")
    answer = run("check", "part.yaml", "--update", "--baseline", "notes.json")
    assert answer.code == 2
    assert "is an answer of `check`" in answer.err


def test_a_printed_answer_is_a_baseline_of_totals(run: Run) -> None:
    FILE.write_text(PART % "  total: 3.11 kg CO2e", encoding="utf-8")
    assert run("check", "part.yaml", "--format", "json", "--output", "main.json").code == 0
    answer = run("check", "part.yaml", "--baseline", "main.json")
    assert "1 unchanged" in answer.out
    FILE.write_text((PART % "  pds: 100 %").replace("2 kg\n", "3 kg\n"), encoding="utf-8")
    answer = run("check", "part.yaml", "--baseline", "main.json")
    assert "+50.0 %" in answer.out
    assert "no causes: only totals were printed" in answer.out


def test_a_printed_total_was_rounded_and_is_no_change(run: Run) -> None:
    """1.00000000000451 is printed as 1: apart by more than floats are, and by no digit that is printed."""
    part = (PART % "  pds: 0 %").replace("1.5556", "0.500000000002255")
    FILE.write_text(part, encoding="utf-8")
    run("check", "part.yaml", "--format", "json", "--output", "main.json")
    assert json.loads(Path("main.json").read_text())["data"]["products"][0]["total"] == 1
    assert "1 unchanged" in run("check", "part.yaml", "--baseline", "main.json").out
    for other in ("0.50000000001", "0.49999999999", "0.25"):
        FILE.write_text(part.replace("0.500000000002255", other), encoding="utf-8")
        assert "unchanged" not in run("check", "part.yaml", "--baseline", "main.json").out


def test_a_link_behind_the_gate_is_in_the_baseline_with_all_that_it_weighs(run: Run) -> None:
    """In its use the bolt takes two spare ones of 3.1112 kg CO2e."""
    FILE.write_text(PART % "  total: 3.11 kg CO2e", encoding="utf-8")
    whole = (
        (PART % "  pds: 0 %").replace("HF-1", "HF-2").replace("period:", "boundary: cradle-to-grave\nperiod:")
    )
    whole += "use:\n  - {name: Spare bolts, amount: 2 piece, product: part.yaml, transport: []}\n"
    whole += "distribution: [{mode: road/hgv, distance: 100 km}]\n"
    whole += "end_of_life:\n  - {name: Bolt, amount: 2 kg, treatment: recycling}\n"
    Path("whole.yaml").write_text(whole, encoding="utf-8")
    assert run("check", ".", "--update").code == 0
    answer = run("check", ".")
    assert answer.code == 0 and "2 unchanged" in answer.out, answer
    FILE.write_text(
        (PART % "  total: 6.22 kg CO2e").replace("amount: 2 kg", "amount: 4 kg"), encoding="utf-8"
    )
    data = json.loads(run("check", ".", "--format", "json").out)["data"]
    moved = {one["file"]: one["after"] - one["before"] for one in data["changes"]}
    assert moved == pytest.approx({"part.yaml": 3.1112, "whole.yaml": 2 * 3.1112})


def test_two_projects_have_two_baselines(run: Run) -> None:
    for name in ("one", "two"):
        Path(name).mkdir()
        Path(name, "carbonfoot.toml").touch()
        Path(name, "part.yaml").write_text(PART % "  total: 3.11 kg CO2e", encoding="utf-8")
    answer = run("check", ".", "--update", "--baseline", "both.json")
    assert answer.code == 2 and "check each by itself" in answer.err
    assert run("check", ".", "--update").code == 0
    assert (
        Path("one/carbonfoot.baseline.json").read_bytes() == Path("two/carbonfoot.baseline.json").read_bytes()
    )
    assert "2 unchanged" in run("check", ".").out


@pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")
def test_permissions_stay(run: Run) -> None:
    FILE.write_text(PART % "  total: 3.00 kg CO2e", encoding="utf-8")
    FILE.chmod(0o640)
    assert run("check", "part.yaml", "--update").code == 0
    assert FILE.stat().st_mode & 0o777 == 0o640
    assert "3.11" in FILE.read_text(encoding="utf-8")


def test_another_edition_of_a_factor_is_a_change_of_factors(run: Run) -> None:
    """What git cannot tell: the documents stayed, and the library got other numbers."""
    FILE.write_text(PART % "  total: 3.11 kg CO2e", encoding="utf-8")
    assert run("check", "part.yaml", "--update").code == 0
    text = BASELINE.read_text(encoding="utf-8")
    assert text.count("3.1112") == 2 and text.count('"co2e": 1.5556') == 1
    BASELINE.write_text(
        text.replace("3.1112", "2.0").replace('"co2e": 1.5556', '"co2e": 1.0'), encoding="utf-8"
    )
    (one,) = json.loads(run("check", "part.yaml", "--format", "json").out)["data"]["changes"]
    assert (one["before"], one["after"]) == (2, 3.1112)
    assert [(cause["cause"], cause["kg_co2e"]) for cause in one["split"]["causes"]] == [("factors", 1.1112)]
