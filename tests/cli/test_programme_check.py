"""`carbonfoot programme check` for pipelines: its formats, what a comment accepts, and how it ends."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., Any]
PLASTIC = """\
  - id: plastic
    name: A bracket of plastic
    member: naru
    start: 2026
    data: illustrative
    changes:
      press/cross-member.yaml:
        add: {inputs: {name: Plastic, amount: 0.01 kg, factor: polymers/abs, route: primary, origin: KR}}
  - id: nesting
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(ROOT / "examples/steel-part-car", tmp_path, dirs_exist_ok=True)
    (tmp_path / "carbonfoot.toml").touch()
    text = (tmp_path / "programme.yaml").read_text(encoding="utf-8")
    text = text.replace("  - id: nesting\n", PLASTIC)
    (tmp_path / "programme.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CI_PROJECT_DIR", str(tmp_path))
    return tmp_path


def missed(here: Path) -> int:
    """The line of a target that asks too much of 2035 alone."""
    file = here / "programme.yaml"
    text = file.read_text(encoding="utf-8").replace("2035: 2 %}", "2035: 5 %}")
    file.write_text(text, encoding="utf-8")
    return next(number for number, line in enumerate(text.splitlines(), 1) if "2035: 5 %" in line)


def test_every_format_tells_the_target_that_is_missed(here: Path, run: Run) -> None:
    line = missed(here)
    files = {one: f"out.{one}" for one in ("sarif", "gitlab", "junit", "json")}
    also = [word for one, file in files.items() for word in ("--also", f"{one}={file}")]
    answer = run("programme", "check", "programme.yaml", "--format", "concise", *also)
    assert answer.code == 1
    assert any(
        row.startswith(f"programme.yaml:{line}:") and "error[CF995]" in row for row in answer.out.splitlines()
    )
    assert "CF995" not in answer.err, "the format has its findings inside"
    sarif = json.loads((here / "out.sarif").read_text(encoding="utf-8"))["runs"][0]
    assert sarif["automationDetails"]["id"] == "carbonfoot/programme-check/"
    (result,) = [one for one in sarif["results"] if one["ruleId"] == "CF995"]
    where = result["locations"][0]["physicalLocation"]
    assert (where["artifactLocation"]["uri"], where["region"]["startLine"]) == ("programme.yaml", line)
    gitlab = json.loads((here / "out.gitlab").read_text(encoding="utf-8"))
    assert [one["location"]["lines"]["begin"] for one in gitlab if one["check_name"] == "CF995"] == [line]
    suites = ET.fromstring((here / "out.junit").read_text(encoding="utf-8"))  # noqa: S314
    assert suites.get("name") == "carbonfoot programme check"
    cases = {one.get("name"): one.find("failure") is not None for one in suites.iter("testcase")}
    assert cases["target car-2035 2030"] is False and cases["target car-2035 2035"] is True
    told = json.loads((here / "out.json").read_text(encoding="utf-8"))
    assert told["schema"] == "carbonfoot/programme-check/1" and told["data"]["accepted"] == []
    github = run("programme", "check", "programme.yaml", "--format", "github").out
    assert f"::error file=programme.yaml,line={line}," in github


def test_how_it_ends(here: Path, run: Run) -> None:
    assert run("programme", "check", "programme.yaml").code == 0
    assert run("programme", "check", "programme.yaml", "--strict").code == 1, "it has warnings"
    missed(here)
    assert run("programme", "check", "programme.yaml").code == 1
    assert run("programme", "check", "programme.yaml", "--exit-zero").code == 0
    answer = run("programme", "check", "programme.yaml", "--format", "markdown")
    assert answer.code == 2 and "junit" in answer.err


def test_a_target_that_cannot_be_judged_is_no_case_that_passes(here: Path, run: Run) -> None:
    part = here / "press/cross-member.yaml"
    text = part.read_text(encoding="utf-8")
    assert "electricity: " in text
    part.write_text(text.replace("electricity: ", "electricity: nobody knows # ", 1), encoding="utf-8")
    answer = run("programme", "check", "programme.yaml", "--format", "junit")
    assert answer.code == 3
    suites = ET.fromstring(answer.out)  # noqa: S314
    assert suites.findall(".//error") and not [
        one for one in suites.iter("testcase") if "target" in str(one.get("name")) and not len(one)
    ]


def test_a_comment_accepts_a_warning_and_no_missed_target(here: Path, run: Run) -> None:
    line = missed(here)
    before = json.loads(run("programme", "check", "programme.yaml", "--format", "json").out)["findings"]
    mild = next(one for one in before if one["severity"] in ("warning", "note") and one["line"])
    file = here / mild["file"]
    rows = file.read_text(encoding="utf-8").splitlines()
    rows[mild["line"] - 1] += f"  # carbonfoot: ignore[{mild['code']}] nothing nearer is published"
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    rows = (here / "programme.yaml").read_text(encoding="utf-8").splitlines()
    rows[line - 1] += "  # carbonfoot: ignore[CF995] not this year"
    (here / "programme.yaml").write_text("\n".join(rows) + "\n", encoding="utf-8")
    told = json.loads(run("programme", "check", "programme.yaml", "--format", "json").out)
    (one,) = told["data"]["accepted"]
    assert (one["code"], one["reason"]) == (mild["code"], "nothing nearer is published")
    codes = [each["code"] for each in told["findings"]]
    assert "CF995" in codes and "CF953" in codes
    assert mild not in told["findings"]
    assert run("programme", "check", "programme.yaml").err.endswith("1 accepted by comments\n")


def test_a_programme_that_cannot_be_read_has_its_findings_in_every_format(here: Path, run: Run) -> None:
    file = here / "programme.yaml"
    text = file.read_text(encoding="utf-8").replace("years: 2025-2035", "years: soon")
    file.write_text(text, encoding="utf-8")
    for format in ("concise", "sarif", "github", "gitlab", "junit", "json"):
        answer = run("programme", "check", "programme.yaml", "--format", format)
        assert answer.code == 3, format
        assert "programme.yaml" in answer.out and "CF1" in answer.out, format
    assert run("programme", "check", "programme.yaml", "-o", "told.txt").code == 3
    assert not (here / "told.txt").exists()
