"""Packs whose licence asks for the same licence: apart from the core library, and as clean and rebuildable as its packs."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from carbonfoot.factors.layout import KEYS, PACK_KEYS
from carbonfoot.factors.lint import lint
from carbonfoot.factors.pack import Problem, items_of, pack_folders, read_keys, read_pack, read_packs

ROOT = Path(__file__).resolve().parents[3]
FACTORS = ROOT / "factors"
SHARE_ALIKE = ROOT / "share-alike"
DATA = ROOT.parent / "shared" / "data"
HAND_READ = Path(__file__).parent / "hand_read"

if not SHARE_ALIKE.is_dir():
    pytest.skip("share-alike packs stand in the repository only", allow_module_level=True)

PACKS = pack_folders(str(SHARE_ALIKE))
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="published files not at hand")


@pytest.fixture(scope="module")
def build_packs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_packs", ROOT / "tools" / "build_packs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def problems() -> list[Problem]:
    """With the core packs, as a user has them who adds the folder."""
    return lint(read_packs(str(FACTORS)) + read_packs(str(SHARE_ALIKE)), core=False)


def test_there_are_two() -> None:
    assert PACKS == ["electricity-maps", "oefdb-2022"]


def test_the_core_holds_none_of_them() -> None:
    assert not set(PACKS) & set(pack_folders(str(FACTORS)))
    for name in pack_folders(str(FACTORS)):
        assert read_keys(str(FACTORS / name / "pack.yaml"))["share_class"] == "open", name
    ids = [
        row.cells["id"]
        for pack in read_packs(str(FACTORS))
        for name in ("records.csv", "parameters.csv")
        if name in pack.tables
        for row in pack.tables[name].rows
    ]
    assert not [record for record in ids if record.partition(":")[0] in PACKS]


def test_the_core_library_refuses_them() -> None:
    refused = [
        problem
        for problem in lint(read_packs(str(SHARE_ALIKE)), core=True)
        if problem.column == "share_class"
    ]
    assert [problem.pack for problem in refused] == PACKS


def test_no_wheel_or_source_archive_takes_the_folder() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8") + (ROOT / "hatch_build.py").read_text(
        encoding="utf-8"
    )
    assert "share-alike" not in text


@pytest.mark.parametrize("name", PACKS)
def test_clean_beside_the_core(name: str, problems: list[Problem]) -> None:
    assert [str(problem) for problem in problems if problem.pack == name] == []


@pytest.mark.parametrize("name", PACKS)
def test_keys(name: str) -> None:
    keys = read_keys(str(SHARE_ALIKE / name / "pack.yaml"))
    assert tuple(keys) == PACK_KEYS, "all keys, in the order of the layout"
    assert keys["share_class"] == "share-alike"
    assert keys["licence"] in (SHARE_ALIKE / "README.md").read_text(encoding="utf-8")
    assert keys["notes"].strip() and keys["date_read"] < keys["review_by"]


@pytest.mark.parametrize("name", PACKS)
def test_files_are_plain_text(name: str) -> None:
    for path in (SHARE_ALIKE / name).iterdir():
        content = path.read_bytes()
        assert b"\r" not in content and not content.startswith(b"\xef\xbb\xbf"), path.name
        assert content.endswith(b"\n"), path.name


@pytest.mark.parametrize("name", PACKS)
def test_cells_read_by_eye(name: str) -> None:
    pack = read_pack(str(SHARE_ALIKE / name))
    rows = {
        row.cells[KEYS[table]]: row.cells
        for table in KEYS
        if table in pack.tables
        for row in pack.tables[table].rows
    }
    with (HAND_READ / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        cells = list(csv.DictReader(stream))
    assert len({(cell["id"], cell["column"]) for cell in cells}) == len(cells) >= 20
    wrong = [cell for cell in cells if rows[cell["id"]][cell["column"]] != cell["value"] or not cell["where"]]
    assert wrong == []


@needs_data
@pytest.mark.parametrize("name", PACKS)
def test_rebuilt_from_the_published_file(name: str, build_packs: ModuleType) -> None:
    assert build_packs.folders()[name] == SHARE_ALIKE / name
    made: dict[str, str] = build_packs.tables(name, DATA)
    assert set(made) == set(read_pack(str(SHARE_ALIKE / name)).tables)
    for table, text in made.items():
        written = (SHARE_ALIKE / name / table).read_text(encoding="utf-8")
        assert written.splitlines() == text.splitlines(), table
        assert written == text, table


@needs_data
@pytest.mark.parametrize("name", PACKS)
def test_checksums_of_the_published_files(name: str) -> None:
    keys = read_keys(str(SHARE_ALIKE / name / "pack.yaml"))
    for file, checksum in zip(items_of(keys["file"]), items_of(keys["sha256"]), strict=True):
        sums = [hashlib.sha256(path.read_bytes()).hexdigest() for path in DATA.rglob(file)]
        assert checksum in sums, file
