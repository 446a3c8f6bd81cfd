"""`carbonfoot check` as pipelines call it: each format as a golden text, several in one run, the summary of a step."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from jsonschema import Draft7Validator
from junitparser import JUnitXml

from carbonfoot.reports.check_formats import FORMATS
from carbonfoot.reports.check_schema import check_schema

PART = """\
# carbonfoot: ignore[CF310] a bolt needs no split
carbonfoot: part/1
product: {{id: {id}, name: "{name}", declared_unit: 1 piece, made_in: KR}}
period: 2025
inputs:
  - name: Wire
    amount: {amount}
    transport: []
    footprint: {{value: 1.5 kg CO2e, per: 1 kg, source: Wire Co. 2025, gwp: AR6, year: 2025}}
"""
BUDGETS = """\
carbonfoot: budgets/1
budgets:
  - {name: customer, total: 3 kg CO2e}
"""
HOSTILE = "a%0A::error::b ]]>&#x20;`|<!--.yaml"


class Answer(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Answer]
Golden = Callable[[str, str], None]


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository whose folder `parts` is checked: one that keeps its limit, one that does not, and two that are broken."""
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / ".git").mkdir()
    parts = tmp_path / "parts"
    parts.mkdir()
    (parts / "budgets.yaml").write_text(BUDGETS, encoding="utf-8")
    for file, name, amount in [
        ("bolt.yaml", "볼트 𝔹", "1 kg"),
        ("heavy.yaml", "Heavy", "4 kg"),
        ("broken.yaml", "Broken", "-4 kg"),
        (HOSTILE, r"x\e[31m\u202e]]>%0A::error::", "'4 ]]>%0A::kg'"),
    ]:
        text = PART.format(id=f"P-{len(file)}", name=name, amount=amount)
        (parts / file).write_text(text, encoding="utf-8")
    monkeypatch.chdir(parts)
    return tmp_path


def _told(answer: Answer) -> str:
    out = re.sub(r'("version"): "(?!2\.1\.0)[^"]*"', r'\1: "..."', answer[1])
    out = re.sub(r'("(?:text|markdown)"): "# (CF\d+) [^"]*(?:\\"[^"]*)*"', r'\1: "# \2 ..."', out)
    return f"{out}--- standard error\n{answer[2]}--- exit code {answer[0]}\n"


@pytest.mark.parametrize("format", [one.name for one in FORMATS])
def test_golden(run: Run, golden: Golden, format: str) -> None:
    golden(f"check/formats/{format}.txt", _told(run("check", ".", "--format", format)))


def test_golden_of_the_summary(
    run: Run, golden: Golden, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("carbonfoot.reports.check_github.SHOWN", 1)
    summary = tmp_path / "summary.md"
    summary.write_text("before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    run("check", ".", "--format", "github")
    golden("check/formats/github.summary.txt", summary.read_text(encoding="utf-8"))
    assert summary.read_text(encoding="utf-8").startswith("before\n")


def test_a_summary_says_nothing_where_all_findings_are_annotations(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    run("check", ".", "--format", "github")
    assert not summary.exists() or summary.read_text(encoding="utf-8") == ""


def test_without_a_summary_the_rest_is_said(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("carbonfoot.reports.check_github.SHOWN", 1)
    answer = run("check", ".", "--format", "github")
    kinds = re.findall("^::([a-z]+) ", answer.out, re.MULTILINE)
    assert kinds and len(kinds) == len(set(kinds))
    counted = json.loads(run("check", ".", "--format", "json").out)["findings"]
    assert len(re.findall("^- ", answer.err, re.MULTILINE)) == len(counted) - len(kinds) > 0
    assert not re.search(r"^\s*::|##\[", answer.err, re.MULTILINE)


def test_a_summary_that_is_full_is_left_alone(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("carbonfoot.reports.check_github.SHOWN", 1)
    summary = tmp_path / "summary.md"
    summary.write_bytes(b"x" * (1 << 20))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    answer = run("check", ".", "--format", "github")
    assert summary.stat().st_size == 1 << 20
    assert "- " in answer.err


def test_a_summary_that_cannot_be_written_does_not_hide_the_answer(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("carbonfoot.reports.check_github.SHOWN", 1)
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "nowhere" / "summary.md"))
    answer = run("check", ".", "--format", "github")
    assert answer.code == 3 and answer.out.startswith("::error ")
    assert answer.err.startswith("the summary of the step cannot be written: ") and "\n- " in answer.err


def test_the_answer_is_what_its_schema_says(run: Run) -> None:
    schema = json.loads(run("schema", "check").out)
    assert schema == check_schema()
    Draft7Validator.check_schema(schema)
    answer = json.loads(run("check", ".", "--format", "json").out)
    assert [one.message for one in Draft7Validator(schema).iter_errors(answer)] == []
    assert answer["data"]["accepted"] and answer["findings"]
    answer["data"]["accepted"][0]["reason"] = ""
    assert list(Draft7Validator(schema).iter_errors(answer))


@pytest.mark.parametrize("variable", ["GITHUB_WORKSPACE", "CI_PROJECT_DIR", None])
def test_paths_are_relative_to_the_repository(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str | None
) -> None:
    if variable:
        (tmp_path / ".git").rmdir()
        monkeypatch.setenv(variable, str(tmp_path))
    assert "::error file=parts/heavy.yaml,line=3," in run("check", "heavy.yaml", "--format", "github").out
    (first, *_) = json.loads(run("check", "heavy.yaml", "--format", "gitlab").out)
    assert first["location"]["path"] == "parts/heavy.yaml"
    assert run("check", "heavy.yaml", "--format", "concise").out.startswith("heavy.yaml:")


def test_several_formats_in_one_run(run: Run, tmp_path: Path) -> None:
    alone = {name: run("check", ".", "--format", name) for name in ("github", "sarif", "junit", "text")}
    answer = run(
        "check",
        ".",
        "--format",
        "github",
        "--also",
        "sarif=out.sarif",
        "--also",
        "junit=out.xml",
        "--also",
        "text=o.txt",
    )
    assert answer == alone["github"]
    for name, file in [("sarif", "out.sarif"), ("junit", "out.xml"), ("text", "o.txt")]:
        assert Path(file).read_text(encoding="utf-8") == alone[name].out
    report = JUnitXml.fromfile("out.xml")
    assert {suite.name: (suite.failures, suite.errors) for suite in report}["parts/heavy.yaml"] == (1, 0)
    assert {suite.name: suite.errors for suite in report}["parts/broken.yaml"] >= 1


def test_all_files_are_there_or_none(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = run(
        "check", ".", "--also", "sarif=out.sarif", "--also", "junit=nowhere/out.xml", "-o", "out.txt"
    )
    assert answer.code == 2 and "nowhere/out.xml" in answer.err
    assert not Path("out.sarif").exists() and not Path("out.txt").exists()
    assert not list(Path().glob(".carbonfoot-*"))


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--also", "sarif"], "--also sarif: write it as FORMAT=FILE"),
        (["--also", "sarif="], "--also sarif=: write it as FORMAT=FILE"),
        (["--also", "sarif=-"], "--also sarif=-: write it as FORMAT=FILE"),
        (["--also", "xml=out.xml"], "--also xml: choose"),
        (["--also", "sarif=out", "--also", "junit=./out"], "two results would be written to out"),
        (["--also", "sarif=out", "-o", "out"], "two results would be written to out"),
        (["--also", "sarif=bolt.yaml"], "the result is made from this file"),
        (["--also", "sarif=budgets.yaml"], "the result is made from this file"),
    ],
)
def test_what_cannot_be_written_is_refused(run: Run, given: list[str], said: str) -> None:
    before = {file: file.read_bytes() for file in Path().iterdir()}
    answer = run("check", ".", *given)
    assert answer.code == 2 and said in answer.err
    assert {file: file.read_bytes() for file in Path().iterdir()} == before


def test_warnings_fail_in_junit_where_they_fail(run: Run) -> None:
    Path("old.yaml").write_text(
        PART.format(id="P-0", name="Old", amount="1 kg").replace("year: 2025}", "year: 2012}"),
        encoding="utf-8",
    )
    for strict in (False, True):
        answer = run("check", "old.yaml", "--format", "junit", *(["--strict"] if strict else []))
        (suite,) = JUnitXml.fromstring(answer.out.encode())
        warned = "warning[" in answer.out
        assert bool(suite.failures) == (strict and warned) == bool(answer.code)


def test_nothing_to_check_is_told_in_every_format(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for one in FORMATS:
        answer = run("check", str(tmp_path / "empty"), "--format", one.name)
        assert answer.code == 5
        assert "CF481" in answer.out + answer.err
