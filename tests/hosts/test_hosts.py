"""Hooks, action and job, each run as its host runs it: pre-commit itself, the steps of the action, the script of the job."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
GOOD = """carbonfoot: part/1
product: {id: HF-1, name: Bolt, declared_unit: 1 piece, made_in: KR}
period: 2025
inputs:
  - name: Wire
    amount: 2 kg
    transport: []
    footprint: {value: 1.5 kg CO2e, per: 1 kg, source: Wire Co. 2025, gwp: AR6, year: 2025}
budgets:
  - {name: customer, total: %s kg CO2e}
"""


def git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=t", "-c", "user.email=t@example.org")
    return subprocess.run(
        ["git", *who, *words], cwd=folder, check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of somebody else under git, with a document that keeps its budget and a YAML file that is none."""
    folder = tmp_path / "project of a supplier"
    folder.mkdir()
    (folder / "part.yaml").write_text(GOOD % "3")
    (folder / "other.yaml").write_text("services: {web: {image: nginx}}\n")
    (folder / "carbonfoot.toml").write_text("")
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-qm", "first")
    return folder


@pytest.fixture(scope="module")
def released() -> Iterator[Path]:
    """What a tag of this repository holds: the tracked files as they are now, committed."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a checkout")
    with tempfile.TemporaryDirectory() as name:
        copy = Path(name) / "carbonfoot"
        names = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").split("\0")
        for one in filter(None, names):
            if (ROOT / one).is_file():
                (copy / one).parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(ROOT / one, copy / one)
        git(copy, "init", "-q")
        git(copy, "add", "-A")
        git(copy, "commit", "-qm", "release")
        yield copy


@pytest.mark.parametrize("hook", ["carbonfoot", "carbonfoot-changed"])
@pytest.mark.system
def test_pre_commit_runs_the_hook(hook: str, project: Path, released: Path, tmp_path: Path) -> None:
    pytest.importorskip("pre_commit")
    environ = {**os.environ, "PRE_COMMIT_HOME": str(released.parent / "pre-commit")}

    def committed() -> subprocess.CompletedProcess[str]:
        line = [
            sys.executable,
            "-m",
            "pre_commit",
            "try-repo",
            str(released),
            hook,
            "--all-files",
            "--verbose",
        ]
        return subprocess.run(line, cwd=project, env=environ, capture_output=True, text=True, check=False)

    good = committed()
    assert good.returncode == 0, good.stdout + good.stderr
    assert "Passed" in good.stdout
    (project / "part.yaml").write_text(GOOD % "2.9")
    git(project, "add", ".")
    bad = committed()
    assert bad.returncode == 1
    assert "part.yaml:10:29: error[CF940]" in bad.stdout, bad.stdout


def steps(file: Path, given: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Scripts of a composite action with their variables, expressions put in as the runner does."""
    action = yaml.safe_load(file.read_text(encoding="utf-8"))
    inputs = {name: one.get("default", "") for name, one in action["inputs"].items()} | given
    for step in action["runs"]["steps"]:
        assert step["shell"] == "bash"
        assert "${{" not in step["run"], "what users give is never part of a script"
        told = {
            name: re.sub(r"\$\{\{ inputs\.([a-z-]+) \}\}", lambda found: inputs[found[1]], text)
            for name, text in step.get("env", {}).items()
        }
        yield step["run"], told


class Ran:
    """An action that has run."""

    def __init__(self, project: Path, released: Path, temp: Path, given: dict[str, str]) -> None:
        self.summary, self.output = temp / "summary.md", temp / "output"
        self.summary.write_text("# before\n")
        self.output.write_text("")
        runner = {
            "GITHUB_ACTION_PATH": str(released),
            "GITHUB_OUTPUT": str(self.output),
            "GITHUB_STEP_SUMMARY": str(self.summary),
            "GITHUB_WORKSPACE": str(project),
            "GITHUB_ACTIONS": "true",
            "RUNNER_TEMP": str(released.parent),
        }
        for script, told in steps(released / "action.yml", {"python": sys.executable, **given}):
            if (
                "pip install" in script
                and (released.parent / "carbonfoot" / "..").exists()
                and _installed(released)
            ):
                continue
            line = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
            self.ran = subprocess.run(
                line,
                cwd=project,
                env={**os.environ, **runner, **told},
                capture_output=True,
                text=True,
                check=False,
            )
            if self.ran.returncode:
                break


def _installed(released: Path) -> bool:
    return (released.parent / "carbonfoot" / "bin" / "carbonfoot").exists()


@pytest.mark.system
def test_the_action_annotates_and_summarises(project: Path, released: Path, tmp_path: Path) -> None:
    temp = released.parent / "runner"
    temp.mkdir(exist_ok=True)
    moved = released.parent / "action"
    if not moved.exists():
        shutil.copytree(released, moved)
    good = Ran(project, moved, temp, {})
    assert good.ran.returncode == 0, good.ran.stdout + good.ran.stderr
    assert "exit-code=0" in good.output.read_text()
    many = "".join(f"  - {{name: customer {number}, total: 2.9 kg CO2e}}\n" for number in range(11))
    (project / "part.yaml").write_text(GOOD % "2.9" + many)  # more than are shown as annotations
    bad = Ran(
        project, moved, temp, {"sarif": "out/../found.sarif", "paths": "part.yaml\n", "against": "git:HEAD"}
    )
    assert bad.ran.returncode == 1, bad.ran.stdout + bad.ran.stderr
    assert "exit-code=1" in bad.output.read_text()
    assert re.search(r"^::error .*file=part\.yaml,line=10", bad.ran.stdout, re.MULTILINE), bad.ran.stdout
    assert len(re.findall("^::error ", bad.ran.stdout, re.MULTILINE)) == 10
    assert bad.summary.read_text().startswith("# before\n")
    assert bad.summary.read_text().count("CF940") == 2
    assert json.loads((project / "found.sarif").read_text())["version"] == "2.1.0"
    hostile = Ran(project, moved, temp, {"paths": '"; touch owned; echo "\n$(touch owned)\n-x'})
    assert hostile.ran.returncode not in (0, 70)
    assert not (project / "owned").exists()


@pytest.mark.system
def test_the_job_of_gitlab_leaves_its_reports(project: Path, tmp_path: Path) -> None:
    job: dict[str, Any] = yaml.safe_load((ROOT / "ci" / "carbonfoot.gitlab-ci.yml").read_text())["carbonfoot"]
    (project / "part.yaml").write_text(GOOD % "2.9")
    environ = {
        **os.environ,
        **job["variables"],
        "CARBONFOOT": str(ROOT),
        "CI_PROJECT_DIR": str(project),
        "GITLAB_CI": "true",
    }
    script = "set -eo pipefail\n" + "\n".join(job["script"])
    ran = subprocess.run(
        ["bash", "-c", script], cwd=project, env=environ, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1, ran.stdout + ran.stderr
    for report in job["artifacts"]["reports"].values():
        assert (project / report).exists(), report
    found = json.loads((project / job["artifacts"]["reports"]["codequality"]).read_text())
    worst = found[0]
    assert worst["check_name"] == "CF940"
    assert worst["location"]["path"] == "part.yaml"
    assert worst["location"]["lines"]["begin"] == 10
    assert job["artifacts"]["paths"] == list(job["artifacts"]["reports"].values())


def test_hooks_name_commands_that_are_there() -> None:
    from carbonfoot.cli.app import app  # noqa: F401  (what they call is imported)

    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    assert {hook["entry"].split()[1] for hook in hooks} == {"check"}
    assert all(hook["language"] == "python" and hook["require_serial"] for hook in hooks)
