"""The files around the code agree with each other: lock, constraints, commands, workflow."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
INDEX = "https://pypi.org/simple"
FILES = "https://files.pythonhosted.org/"
VENV = "python3 -m venv .venv && .venv/bin/pip install"
TEST_COMMAND = f'{VENV} -c constraints.txt ".[test]" && .venv/bin/python -m pytest'
CALC_COMMAND = f"{VENV} . && .venv/bin/carbonfoot calc examples/seat-bracket/bracket.yaml"


def text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def plain(name: str) -> str:
    """A package name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.fixture(scope="module")
def project() -> dict[str, Any]:
    return tomllib.loads(text("pyproject.toml"))


@pytest.fixture(scope="module")
def locked() -> list[dict[str, Any]]:
    """Packages of the lock, without this one."""
    packages: list[dict[str, Any]] = tomllib.loads(text("uv.lock"))["package"]
    return [package for package in packages if package["name"] != "carbonfoot"]


@pytest.fixture(scope="module")
def constraints() -> set[tuple[str, str]]:
    """Name and version of every line."""
    lines = [line for line in text("constraints.txt").splitlines() if line and not line.startswith("#")]
    pairs = {tuple(line.split(";")[0].strip().split("==")) for line in lines}
    return {(plain(name), version) for name, version in pairs}


def test_the_lock_names_the_public_index_alone(locked: list[dict[str, Any]]) -> None:
    assert {tuple(package["source"].items()) for package in locked} == {(("registry", INDEX),)}
    files = [
        file for package in locked for file in (package.get("sdist"), *package.get("wheels", [])) if file
    ]
    assert len(files) > len(locked)
    assert [file["url"] for file in files if not file["url"].startswith(FILES)] == []


def test_constraints_are_those_of_the_lock(
    locked: list[dict[str, Any]], constraints: set[tuple[str, str]]
) -> None:
    assert constraints == {(plain(package["name"]), package["version"]) for package in locked}


def test_every_requirement_is_constrained(project: dict[str, Any], constraints: set[tuple[str, str]]) -> None:
    extras = project["project"]["optional-dependencies"]
    asked = [*project["project"]["dependencies"], *(line for lines in extras.values() for line in lines)]
    names = {plain(re.split(r"[<>=\[ ;]", line)[0]) for line in asked} - {"carbonfoot"}
    assert names <= {name for name, _ in constraints}


@pytest.mark.parametrize("command", [TEST_COMMAND, CALC_COMMAND])
def test_the_readme_gives_the_commands(command: str) -> None:
    assert command in text("README.md")


def test_the_gate_runs_the_test_command_and_fails_with_it() -> None:
    lines = [line for line in text(".ci/run").splitlines() if line and not line.startswith("#")]
    assert lines[:2] == ["set -eu", 'cd "$(dirname "$0")/.."']
    # In a chain with `&&` the shell does not end by itself when an early command fails.
    assert f"{TEST_COMMAND} || exit $?" in lines


def test_the_gate_runs_every_check() -> None:
    last = text(".ci/run").splitlines()[-1]
    assert last.split(" tasks.py ")[1].split() == ["lint", "types", "contracts", "system"]


def test_the_workflow_tests_every_version_that_is_named(project: dict[str, Any]) -> None:
    prefix = "Programming Language :: Python :: 3."
    named = [
        line.removeprefix(prefix) for line in project["project"]["classifiers"] if line.startswith(prefix)
    ]
    row = next(
        line for line in text(".github/workflows/ci.yml").splitlines() if line.strip().startswith("python: [")
    )
    assert re.findall(r'"3\.(\d+)"', row) == named
    assert project["project"]["requires-python"] == f">=3.{named[0]}"


def test_actions_are_pinned_to_commits_with_their_tag() -> None:
    uses = [line.strip() for line in text(".github/workflows/ci.yml").splitlines() if "uses:" in line]
    assert uses
    assert [
        line for line in uses if not re.fullmatch(r"- uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)
    ] == []


@pytest.mark.skipif(sys.platform == "win32", reason="file modes are not kept there")
def test_the_gate_is_executable() -> None:
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
