"""Opening the library, from a wheel or a checkout, and the look-ups."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from carbonfoot.factors import cache as caching
from carbonfoot.factors import library as module
from carbonfoot.factors.compile import compile_library, content_hash
from carbonfoot.factors.library import Library, LibraryError, open_library


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's cache, and temporary files, inside the test's folder."""
    monkeypatch.setenv("CARBONFOOT_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path / "cache"


@pytest.fixture
def checkout(factors_dir: Path) -> Path:
    """`src/carbonfoot/factors` of a checkout whose packs are those of `factors_dir`."""
    here = factors_dir.parent / "src" / "carbonfoot" / "factors"
    here.mkdir(parents=True)
    (factors_dir.parent / "hatch_build.py").touch()
    return here


def change(factors_dir: Path) -> None:
    table = factors_dir / "metals-x" / "records.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("2.380", "2.381"), encoding="utf-8")


# --- where the library comes from -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["plain", "two words", "철강 #1 50%?mode=rw&x", "a'b;c"])
def test_installed(factors_dir: Path, tmp_path: Path, cache: Path, name: str) -> None:
    if os.name == "nt" and "?" in name:
        pytest.skip("`?` cannot be in a file name here")
    here = tmp_path / name / "carbonfoot" / "factors"
    here.mkdir(parents=True)
    compile_library(str(factors_dir), str(here / "library.sqlite3"))
    library = open_library(str(here))
    assert library.hash == content_hash(str(factors_dir))
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        library.rows("delete from record")
    library.close()
    assert not cache.exists()


def test_checkout_compiles_once(
    factors_dir: Path, checkout: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_library(str(checkout)).close()
    (path,) = cache.iterdir()
    assert path.name == f"library-{content_hash(str(factors_dir))}.sqlite3"
    monkeypatch.setattr("carbonfoot.factors.compile.compile_library", None)
    open_library(str(checkout)).close()


def test_changed_packs_are_never_passed_over(factors_dir: Path, checkout: Path, cache: Path) -> None:
    before = open_library(str(checkout))
    change(factors_dir)
    after = open_library(str(checkout))
    assert (before.records("polymers/pa66")[0].co2e, after.records("polymers/pa66")[0].co2e) == (
        "2.380",
        "2.381",
    )
    assert before.hash != after.hash == content_hash(str(factors_dir))


def test_checkout_wins_over_a_compiled_file(factors_dir: Path, checkout: Path, cache: Path) -> None:
    compile_library(str(factors_dir), str(checkout / "library.sqlite3"))
    change(factors_dir)
    assert open_library(str(checkout)).records("polymers/pa66")[0].co2e == "2.381"


def test_a_strangers_factors_folder_is_not_a_checkout(factors_dir: Path, checkout: Path, cache: Path) -> None:
    """A user may keep installed packages in `src` and a `factors` folder of packs beside it."""
    compile_library(str(factors_dir), str(checkout / "library.sqlite3"))
    change(factors_dir)
    (factors_dir.parent / "hatch_build.py").unlink()
    assert open_library(str(checkout)).records("polymers/pa66")[0].co2e == "2.380"


@pytest.mark.parametrize("damage", ["", "not a database", "other content"])
def test_a_damaged_cache_is_replaced(factors_dir: Path, checkout: Path, cache: Path, damage: str) -> None:
    open_library(str(checkout)).close()
    (path,) = cache.iterdir()
    whole = path.read_bytes()
    if damage == "other content":
        change(factors_dir)
        compile_library(str(factors_dir), str(cache / "other"))
        (cache / "other").replace(path)
        table = factors_dir / "metals-x" / "records.csv"
        table.write_text(table.read_text(encoding="utf-8").replace("2.381", "2.380"), encoding="utf-8")
    else:
        path.write_text(damage, encoding="utf-8")
    open_library(str(checkout)).close()
    assert path.read_bytes() == whole


def test_old_libraries_are_removed(checkout: Path, cache: Path) -> None:
    cache.mkdir()
    month_ago = time.time() - 31 * 86400
    for name in (
        "library-old.sqlite3",
        "library-older.sqlite3-x.tmp",
        "other-old.sqlite3",
        "library-new.sqlite3",
    ):
        (cache / name).touch()
        if "old" in name:
            os.utime(cache / name, (month_ago, month_ago))
    open_library(str(checkout)).close()
    left = {path.name for path in cache.iterdir()}
    assert {"other-old.sqlite3", "library-new.sqlite3"} < left
    assert len(left) == 3


def test_a_cache_that_cannot_be_written(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("CARBONFOOT_CACHE", str(tmp_path / "file"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    open_library(str(checkout)).close()
    (folder,) = (tmp_path / "temporary").iterdir()
    assert [path.suffix for path in folder.iterdir()] == [".sqlite3"]
    open_library(str(checkout)).close()


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="folders have no owner and mode here")
def test_a_temporary_folder_open_to_others_is_not_used(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("CARBONFOOT_CACHE", str(tmp_path / "file"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    folder = tmp_path / f"carbonfoot-{os.getuid()}"
    folder.mkdir()
    folder.chmod(0o777)
    with pytest.raises(LibraryError, match="CARBONFOOT_CACHE"):
        open_library(str(checkout))
    folder.rmdir()
    (tmp_path / "real").mkdir()
    folder.symlink_to(tmp_path / "real")
    with pytest.raises(LibraryError, match="CARBONFOOT_CACHE"):
        open_library(str(checkout))


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"XDG_CACHE_HOME": "/x/cache"}, ["/x/cache/carbonfoot"]),
        ({"XDG_CACHE_HOME": "", "HOME": "/home/kim"}, ["/home/kim/.cache/carbonfoot"]),
        ({"XDG_CACHE_HOME": "relative"}, []),
        ({"CARBONFOOT_CACHE": "/c", "XDG_CACHE_HOME": "/x"}, ["/c"]),
    ],
)
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems keep caches elsewhere")
def test_user_cache(variables: dict[str, str], expected: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CARBONFOOT_CACHE", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert caching._user_cache() == expected


def test_packs_that_do_not_compile(factors_dir: Path, checkout: Path, cache: Path) -> None:
    table = factors_dir / "metals-x" / "records.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",TW,", ",,"), encoding="utf-8")
    with pytest.raises(LibraryError, match=r"(?s)do not compile.*metals-x records.csv:2 geo: empty"):
        open_library(str(checkout))


def test_nothing_there(tmp_path: Path, cache: Path) -> None:
    with pytest.raises(LibraryError, match="install carbonfoot again"):
        open_library(str(tmp_path))


def test_a_file_of_another_version(
    factors_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compile_library(str(factors_dir), str(tmp_path / "library"))
    monkeypatch.setattr(module, "SCHEMA", "next")
    with pytest.raises(LibraryError, match="another version"):
        Library(str(tmp_path / "library"))


def test_the_module_imports_nothing_heavy() -> None:
    heavy = "csv yaml sqlite3 dataclasses pathlib difflib hashlib tempfile decimal enum pydantic typer"
    code = (
        f"import sys, carbonfoot.factors.library; print([m for m in '{heavy}'.split() if m in sys.modules])"
    )
    source = Path(module.__file__).parents[2]
    command = [sys.executable, "-S", "-c", code]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(source)}, capture_output=True, text=True, check=False
    )
    heavy_at_start = subprocess.run(
        [sys.executable, "-S", "-c", code.replace(", carbonfoot.factors.library", ", typing")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout == heavy_at_start.stdout


def test_compiling_needs_only_yaml(factors_dir: Path, tmp_path: Path) -> None:
    """The build hook compiles in an environment that holds nothing but hatchling and PyYAML."""
    code = (
        "import sys; sys.modules.update(pydantic=None, typer=None)\n"
        "from carbonfoot.factors.compile import compile_library\n"
        "compile_library(sys.argv[1], sys.argv[2])\n"
    )
    source = Path(module.__file__).parents[2]
    command = [sys.executable, "-c", code, str(factors_dir), str(tmp_path / "library")]
    done = subprocess.run(
        command, env={**os.environ, "PYTHONPATH": str(source)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert Library(str(tmp_path / "library")).has_item("polymers/pa66")


# --- look-ups -------------------------------------------------------------------------------------------------------


def test_records_by_item_and_region(library: Library) -> None:
    assert [record.geo for record in library.records("steel/hot-rolled-coil")] == ["KR", "TW"]
    grid = library.records("electricity/grid", ["KR", "GLO", "FR"])
    assert [(record.geo, record.year) for record in grid] == [
        ("FR", "2022"),
        ("FR", "2023"),
        ("KR", "2022"),
        ("KR", "2023"),
    ]
    assert library.records("electricity/grid", []) == []
    assert library.records("steel") == []


def test_record_by_id(library: Library) -> None:
    record = library.record("metals-x:coil-kr")
    assert record is not None
    assert (record.route, record.pack, record.co2e) == ("bf-bof", "metals-x", "2.380")
    assert library.record("metals-x:COIL-KR") is None


def test_items(library: Library) -> None:
    assert library.items("steel/") == [
        ("steel/cold-rolled-sheet", "material", 1),
        ("steel/hot-rolled-coil", "material", 2),
    ]
    assert len(library.items()) == 5
    assert library.items("_teel") == library.items("%") == []
    assert library.has_item("polymers/pa66")
    assert not library.has_item("polymers")


def test_packs(library: Library, factors_dir: Path) -> None:
    assert library.packs() == ["gwp", "metals-x", "power-x", "regions"]
    pack = library.pack("power-x")
    assert (pack["preference"], pack["licence"], pack["notes"]) == ("5", "CC0-1.0", "")
    with pytest.raises(KeyError):
        library.pack("no-such-pack")


@pytest.mark.parametrize(
    ("name", "gas"),
    [
        ("sf6", "sf6"),
        (" SF6 ", "sf6"),
        ("SF₆", "sf6"),
        ("Sulphur Hexafluoride", "sf6"),
        ("육불화황", "sf6"),
        ("r-134A", "hfc-134a"),
        ("CH4", "ch4"),
        ("methane, fossil", "ch4_fossil"),
    ],
)
def test_gas_by_any_name(library: Library, name: str, gas: str) -> None:
    found = library.gas(name)
    assert found is not None
    assert found.gas == gas


def test_a_formula_of_two_gases_is_nobodys_name(library: Library) -> None:
    assert library.gas("C2H2F4") is None
    assert library.gas("") is None


def test_gwp(library: Library) -> None:
    assert library.gwp("SF6", "AR5") == 23500.0
    assert library.gwp("ch4", "AR6") == 27.9
    assert library.gwp("sf6", "AR6") is None, "missing is never zero"
    assert library.gwp("no such gas", "AR5") is None
    with pytest.raises(ValueError, match="AR7"):
        library.gwp("sf6", "AR7")


def test_regions(library: Library) -> None:
    region = library.region("CN-GD")
    assert region is not None
    assert (region.level, region.parent) == ("subdivision", "CN")
    assert library.region("cn-gd") is None
    assert library.region_name("CN-GD") == "Guangdong"
    assert library.region_name("CN-GD", "ko") == "광둥성"
    assert library.region_name("DE", "ko") == "Germany"
    assert library.region_name("XX", "ko") == "XX"


@pytest.mark.parametrize(
    ("code", "groups"),
    [
        ("CN-GD", ["CN-GRID-SOUTH", "CN", "GLO"]),
        ("CN-GRID-SOUTH", ["CN", "GLO"]),
        ("DE", ["EU2", "CLUB", "GLO"]),
        ("KR", ["CLUB", "GLO"]),
        ("TW", ["GLO"]),
        ("GLO", []),
        ("XX", []),
    ],
)
def test_groups_of(library: Library, code: str, groups: list[str]) -> None:
    assert library.groups_of(code) == groups


def test_regions_in_a_circle_end(factors_dir: Path, tmp_path: Path, cache: Path) -> None:
    table = factors_dir / "regions" / "regions.csv"
    text = table.read_text(encoding="utf-8").replace("중국,CHN,,,GLO", "중국,CHN,,,CN-GD")
    table.write_text(text, encoding="utf-8")
    compile_library(str(factors_dir), str(tmp_path / "library"))
    assert "CN" in Library(str(tmp_path / "library")).groups_of("CN-GD")


def test_copying_the_packs_changes_nothing(factors_dir: Path, tmp_path: Path, library: Library) -> None:
    shutil.copytree(factors_dir, tmp_path / "copy")
    assert content_hash(str(tmp_path / "copy")) == library.hash
