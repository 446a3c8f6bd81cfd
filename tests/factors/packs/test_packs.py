"""What holds for every pack: clean data, cells read by eye, and equality with the published file where it is at hand."""

from __future__ import annotations

import csv
import hashlib
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from carbonfoot.factors.layout import KEYS, PACK_KEYS
from carbonfoot.factors.lint import lint
from carbonfoot.factors.pack import Pack, PackError, Problem, items_of, read_keys, read_pack, read_packs

ROOT = Path(__file__).resolve().parents[3]
FACTORS = ROOT / "factors"
DATA = ROOT.parent / "shared" / "data"
HAND_READ = Path(__file__).parent / "hand_read"
PACKS = sorted(path.parent.name for path in FACTORS.glob("*/pack.yaml"))
LEAST_CELLS = 20

needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="published files not at hand")


@pytest.fixture(scope="module")
def problems() -> list[Problem]:
    try:
        return lint(read_packs(str(FACTORS)))
    except PackError as error:
        return error.problems


@pytest.fixture(scope="module")
def build_packs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("build_packs", ROOT / "tools" / "build_packs.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def table_of(pack: Pack) -> dict[str, dict[str, str]]:
    """Rows of all tables of the pack by key."""
    return {
        row.cells[KEYS.get(name, "id")]: row.cells
        for name, table in pack.tables.items()
        for row in table.rows
    }


def test_there_are_packs() -> None:
    assert {"gwp", "regions"} < set(PACKS)


def test_packs_are_clean_together(problems: list[Problem]) -> None:
    assert [str(problem) for problem in problems if problem.pack not in PACKS] == []


@pytest.mark.parametrize("name", PACKS)
def test_clean(name: str, problems: list[Problem]) -> None:
    assert [str(problem) for problem in problems if problem.pack == name] == []


@pytest.mark.parametrize("name", PACKS)
def test_keys(name: str) -> None:
    keys = read_keys(str(FACTORS / name / "pack.yaml"))
    assert tuple(keys) == PACK_KEYS, "all keys, in the order of the layout"
    assert re.match(r"https?://", keys["url"])
    assert keys["notes"].strip()
    assert keys["date_read"] < keys["review_by"]


@pytest.mark.parametrize("name", PACKS)
def test_files_are_plain_text(name: str) -> None:
    """Line feeds and UTF-8 without a byte order mark: the hash of a pack is the same on every system."""
    for path in (FACTORS / name).iterdir():
        content = path.read_bytes()
        assert b"\r" not in content, path.name
        assert not content.startswith(b"\xef\xbb\xbf"), path.name
        assert content.endswith(b"\n"), path.name


@pytest.mark.parametrize("name", PACKS)
def test_cells_read_by_eye(name: str) -> None:
    pack = read_pack(str(FACTORS / name))
    rows = table_of(pack)
    path = HAND_READ / f"{name}.csv"
    if pack.keys["file"] == "authored" and not path.exists():
        pytest.skip("a table of our own: no published file to read")
    with path.open(encoding="utf-8", newline="") as stream:
        cells = list(csv.DictReader(stream))
    assert len({(cell["id"], cell["column"]) for cell in cells}) == len(cells) >= LEAST_CELLS
    wrong = [
        f"{cell['id']} {cell['column']}: {rows[cell['id']][cell['column']]!r}, read {cell['value']!r} in {cell['where']}"
        for cell in cells
        if rows[cell["id"]][cell["column"]] != cell["value"] or not cell["where"]
    ]
    assert wrong == []


@needs_data
@pytest.mark.parametrize("name", PACKS)
def test_rebuilt_from_the_published_file(name: str, build_packs: ModuleType) -> None:
    pack = read_pack(str(FACTORS / name))
    made: dict[str, str] = build_packs.tables(name, DATA)
    if pack.keys["file"] == "authored":
        assert made == {}, "a table of our own: no published file to rebuild it from"
        return
    assert set(made) == set(pack.tables), "every table of the pack is made by the script"
    for table, text in made.items():
        written = (FACTORS / name / table).read_text(encoding="utf-8")
        # Comparing lines first: a difference then shows as a row, not as a megabyte of text.
        assert written.splitlines() == text.splitlines(), table
        assert written == text, table


@needs_data
@pytest.mark.parametrize("name", PACKS)
def test_checksums_of_the_published_files(name: str) -> None:
    keys = read_keys(str(FACTORS / name / "pack.yaml"))
    if keys["file"] == "authored":
        pytest.skip("a table of our own: no published file")
    for file, checksum in zip(items_of(keys["file"]), items_of(keys["sha256"]), strict=True):
        sums = [hashlib.sha256(path.read_bytes()).hexdigest() for path in DATA.rglob(file)]
        assert checksum in sums, file
