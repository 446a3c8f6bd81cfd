"""What pip installs: the wheel carries the compiled library, from the tree and from the sdist alike."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from carbonfoot.factors.compile import compile_library, content_hash
from tests.unpacking import unpacked

ROOT = Path(__file__).resolve().parents[2]
INSIDE = "carbonfoot/factors/library.sqlite3"

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(importlib.util.find_spec("hatchling") is None, reason="hatchling is not installed"),
]


def build(source: Path, kind: str, target: Path) -> Path:
    """Build with hatchling as pip would, in a process of its own; `kind` is sdist, wheel or editable."""
    target.mkdir(parents=True, exist_ok=True)
    code = f"import sys, hatchling.build; print(hatchling.build.build_{kind}(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(target)], cwd=source, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return target / done.stdout.split()[-1]


def opened(folder: Path, elsewhere: Path) -> dict[str, str]:
    """Where the package in `folder` lies and what its library holds, seen from another working directory."""
    code = (
        "import sys, json; sys.path.insert(0, sys.argv[1])\n"
        "import carbonfoot.factors.library as module\n"
        "library = module.open_library()\n"
        "print(json.dumps({'file': module.__file__, 'hash': library.hash, 'gwp': str(library.gwp('SF6', 'AR6'))}))\n"
    )
    elsewhere.mkdir(exist_ok=True)
    environment = {**os.environ, "CARBONFOOT_CACHE": str(elsewhere / "cache")}
    command = [sys.executable, "-I", "-c", code, str(folder)]
    done = subprocess.run(
        command, cwd=elsewhere, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, str] = json.loads(done.stdout)
    return found


def texts(folder: Path) -> set[str]:
    """Names of the files in a folder that people write."""
    kinds = {".py", ".csv", ".md", ".json", ".yaml", ".txt"}
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix in kinds}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("built")


@pytest.fixture(scope="module")
def wheel(folder: Path) -> Path:
    return build(ROOT, "wheel", folder / "wheel")


@pytest.fixture(scope="module")
def sdist(folder: Path) -> Path:
    return build(ROOT, "sdist", folder / "sdist")


def test_the_wheel_runs_anywhere(wheel: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "install here")
    found = opened(tmp_path / "install here", tmp_path / "elsewhere")
    assert Path(found["file"]).is_relative_to(tmp_path)
    assert found["hash"] == content_hash(str(ROOT / "factors"))
    assert found["gwp"] == "25200.0"
    assert not (tmp_path / "elsewhere" / "cache").exists(), "an installed package compiles nothing"


def test_the_wheel_holds_what_the_packs_compile_to(wheel: Path, tmp_path: Path) -> None:
    compile_library(str(ROOT / "factors"), str(tmp_path / "library"))
    with zipfile.ZipFile(wheel) as archive:
        assert archive.read(INSIDE) == (tmp_path / "library").read_bytes()


def test_every_file_of_the_package_is_in_the_wheel(wheel: Path) -> None:
    """Tables, JSON and docs lie beside the modules; forgetting one kind breaks only the installed package."""
    with zipfile.ZipFile(wheel) as archive:
        assert texts(ROOT / "src") <= set(archive.namelist())


def test_the_sdist_builds_the_same_wheel(wheel: Path, sdist: Path, tmp_path: Path) -> None:
    unpacked(sdist, tmp_path)
    (tree,) = tmp_path.iterdir()
    for name in ("factors", "src", "tests", "tools", "docs", "examples", "benchmarks"):
        assert texts(ROOT / name) <= texts(tree / name), name
    again = build(tree, "wheel", tmp_path / "again")
    assert again.name == wheel.name
    with zipfile.ZipFile(again) as one, zipfile.ZipFile(wheel) as other:
        assert one.namelist() == other.namelist()
        assert one.read(INSIDE) == other.read(INSIDE)


def test_an_editable_install_carries_no_library(folder: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(build(ROOT, "editable", folder / "editable")) as archive:
        names = archive.namelist()
        (link,) = [name for name in names if name.endswith(".pth")]
        source = Path(archive.read(link).decode().strip())
    assert INSIDE not in names
    assert source == ROOT / "src"
    found = opened(source, tmp_path / "elsewhere")
    assert found["hash"] == content_hash(str(ROOT / "factors"))
    assert len(list((tmp_path / "elsewhere" / "cache").iterdir())) == 1


def test_bad_packs_end_the_build(sdist: Path, tmp_path: Path) -> None:
    unpacked(sdist, tmp_path)
    (tree,) = tmp_path.iterdir()
    keys = tree / "factors" / "gwp" / "pack.yaml"
    keys.write_text(keys.read_text(encoding="utf-8").replace("licence:", "license:"), encoding="utf-8")
    with pytest.raises(AssertionError, match=r"gwp pack.yaml licence: missing"):
        build(tree, "wheel", tmp_path / "out")
