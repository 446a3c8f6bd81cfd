"""The whole command as pip installs it (wheel, sdist, editable): the same digits everywhere, and never old ones.

Each install goes into a virtual environment of its own. What the package depends on is taken from the environment that
runs the tests, by a path file that comes last, so that nothing is downloaded; where the package is from is checked.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.unpacking import unpacked

ROOT = Path(__file__).resolve().parents[2]
NEEDED = ("hatchling", "pip", "yaml", "typer")
EXAMPLES = (
    "seat-bracket/bracket.yaml",
    "inverter-housing/housing.yaml",
    "connector-housing/housing.yaml",
    "hanil-fastener/m10x30.yaml",
)
RECORD = "taiwan-moenv:1146-hot-rolled-coil-bf-bof"

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(
        any(importlib.util.find_spec(name) is None for name in NEEDED),
        reason=f"needs {', '.join(NEEDED)} beside the tests",
    ),
]

Install = Callable[[str, Path], "Place"]


def checked(*words: str, cwd: Path, **environment: str) -> str:
    """Standard output of a command that must succeed."""
    others = ("PYTHONPATH", "PYTHONHOME", "PYTHONPYCACHEPREFIX")
    keep = {key: value for key, value in os.environ.items() if key not in others}
    done = subprocess.run(words, cwd=cwd, env={**keep, **environment}, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


class Place:
    """A virtual environment with the package in it, used from a folder elsewhere."""

    def __init__(self, folder: Path, elsewhere: Path) -> None:
        self.folder = folder
        self.elsewhere = elsewhere
        scripts = folder / ("Scripts" if os.name == "nt" else "bin")
        self.python = str(scripts / "python")
        self.command = str(scripts / "carbonfoot")

    def calc(self, example: str) -> Any:
        """The answer of `calc --format json` about an example that lies elsewhere."""
        file = f"examples/{example}"
        text = checked(
            self.command,
            "calc",
            file,
            "--format",
            "json",
            cwd=self.elsewhere,
            CARBONFOOT_CACHE=str(self.elsewhere / "cache"),
        )
        return json.loads(text)

    def where(self) -> Path:
        """The folder of the package."""
        code = "import carbonfoot, os; print(os.path.dirname(carbonfoot.__file__))"
        return Path(checked(self.python, "-c", code, cwd=self.elsewhere).strip()).resolve()


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sdist, and as `tree` what it unpacks to: a checkout that tests may change."""
    folder = tmp_path_factory.mktemp("built")
    code = "import sys, hatchling.build; print(hatchling.build.build_sdist(sys.argv[1]))"
    name = checked(sys.executable, "-c", code, str(folder), cwd=ROOT).split()[-1]
    unpacked(folder / name, folder / "unpacked")
    (tree,) = (folder / "unpacked").iterdir()
    tree.rename(folder / "tree")
    return folder


@pytest.fixture(scope="module")
def install(tmp_path_factory: pytest.TempPathFactory) -> Install:
    """Pip installs what is asked for, alone, into an environment of its own."""

    def make(kind: str, what: Path) -> Place:
        folder = tmp_path_factory.mktemp(kind)
        venv.EnvBuilder(with_pip=False).create(folder / "environment")
        elsewhere = folder / "elsewhere"
        shutil.copytree(
            ROOT / "examples", elsewhere / "examples", ignore=shutil.ignore_patterns("bad", "__pycache__")
        )
        place = Place(folder / "environment", elsewhere)
        code = "import sysconfig; print(sysconfig.get_path('purelib'))"
        packages = Path(checked(place.python, "-c", code, cwd=folder).strip())
        (packages / "zz-dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
        options = [
            "--quiet",
            "--no-deps",
            "--ignore-installed",  # the environment of the tests may hold the package as well
            "--no-index",
            "--no-build-isolation",
            "--disable-pip-version-check",
        ]
        named = ["--editable", str(what)] if kind == "editable" else [str(what)]
        pip = [sys.executable, "-m", "pip", "--python", place.python, "install", *options, *named]
        checked(*pip, cwd=folder)
        return place

    return make


@pytest.fixture(scope="module")
def wheel(install: Install, built: Path) -> Place:
    code = "import sys, hatchling.build; print(hatchling.build.build_wheel(sys.argv[1]))"
    name = checked(sys.executable, "-c", code, str(built), cwd=ROOT).split()[-1]
    return install("wheel", built / name)


@pytest.fixture(scope="module")
def sdist(install: Install, built: Path) -> Place:
    (archive,) = built.glob("*.tar.gz")
    return install("sdist", archive)


@pytest.fixture(scope="module")
def editable(install: Install, built: Path) -> Place:
    return install("editable", built / "tree")


def test_each_install_runs_its_own_package(wheel: Place, sdist: Place, editable: Place, built: Path) -> None:
    for place in (wheel, sdist):
        assert place.where().is_relative_to(place.folder.resolve())
    assert editable.where() == (built / "tree" / "src" / "carbonfoot").resolve()


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_install_gives_the_same_digits_from_any_folder(
    wheel: Place, sdist: Place, editable: Place, example: str, tmp_path: Path
) -> None:
    answers = [place.calc(example) for place in (wheel, sdist, editable)]
    assert answers[0]["data"]["total"] > 0
    assert answers[0] == answers[1] == answers[2]
    here = [sys.executable, "-m", "carbonfoot", "calc", f"examples/{example}", "--format", "json"]
    checkout = checked(
        *here, cwd=ROOT, PYTHONPATH=str(ROOT / "src"), CARBONFOOT_CACHE=str(tmp_path / "cache")
    )
    assert json.loads(checkout) == answers[0]


def test_an_installed_package_compiles_and_keeps_nothing(wheel: Place, sdist: Place) -> None:
    for place in (wheel, sdist):
        place.calc(EXAMPLES[0])
        assert not (place.elsewhere / "cache").exists()


def test_the_command_names_its_version_and_its_factors(wheel: Place) -> None:
    said = checked(wheel.command, "--version", cwd=wheel.elsewhere)
    assert said == f"carbonfoot {wheel.calc(EXAMPLES[0])['tool']['version']}\n"
    shown = checked(wheel.command, "factors", "search", "강판", cwd=wheel.elsewhere)
    assert "steel/hot-rolled-coil" in shown
    page = checked(wheel.command, "explain", "CF305", cwd=wheel.elsewhere)
    assert page.startswith("# CF305")


def test_a_changed_factor_changes_the_result_at_once(editable: Place, wheel: Place, built: Path) -> None:
    table = built / "tree" / "factors" / "taiwan-moenv" / "records.csv"
    before = table.read_text(encoding="utf-8")
    (line,) = [row for row in before.splitlines() if row.startswith(f"{RECORD},")]
    assert line.count(",2.38") == 1

    def coil() -> tuple[float, str, str]:
        answer = editable.calc(EXAMPLES[0])
        one = answer["data"]["lines"][0]
        assert one["factors"][0]["record"]["id"] == RECORD
        return one["factors"][0]["kg_co2e_per_unit"], one["kg_co2e"], answer["tool"]["factor_library"]

    old = coil()
    installed = wheel.calc(EXAMPLES[0])
    assert old[0] == 2.38
    try:
        for value in ("4.76", "1.19", "2.37"):
            table.write_text(before.replace(line, line.replace(",2.38", f",{value}")), encoding="utf-8")
            new = coil()
            assert new[0] == float(value)
            assert new[1] == pytest.approx(float(old[1]) * float(value) / 2.38, rel=1e-11)
            assert new[2] != old[2]
        assert wheel.calc(EXAMPLES[0]) == installed
    finally:
        table.write_text(before, encoding="utf-8")
    assert coil() == old


def test_packs_that_no_longer_compile_stop_the_command(editable: Place, built: Path) -> None:
    table = built / "tree" / "factors" / "taiwan-moenv" / "records.csv"
    before = table.read_text(encoding="utf-8")
    (line,) = [row for row in before.splitlines() if row.startswith(f"{RECORD},")]
    try:
        table.write_text(before.replace(line, line.replace(",2.38", ",2,38")), encoding="utf-8")
        done = subprocess.run(
            [editable.command, "calc", f"examples/{EXAMPLES[0]}"],
            cwd=editable.elsewhere,
            capture_output=True,
            check=False,
        )
    finally:
        table.write_text(before, encoding="utf-8")
    assert done.returncode == 2
    assert done.stdout == b""
    assert b"do not compile" in done.stderr and b"Traceback" not in done.stderr
