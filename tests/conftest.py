"""What every test may use: golden texts, compared byte by byte and rewritten with `pytest --update-golden`."""

from __future__ import annotations

import functools
import gc
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import typer.main
from hypothesis import settings

from carbonfoot.factors import compile as compiling
from carbonfoot.factors.pack import pack_files
from tests.browsing import browser

__all__ = ["browser"]  # a fixture

GOLDEN = Path(__file__).parent / "golden"

Golden = Callable[[str, str], None]


def pytest_configure(config: pytest.Config) -> None:
    """Compiled packs of invented projects go where test runs keep their own things, not into the user's cache."""
    _hash_unchanged_packs_once()
    settings.register_profile("carbonfoot", deadline=None)  # a busy machine makes no test wrong
    settings.load_profile("carbonfoot")
    # The commands of the one app are built anew by every call, a third of a small command.
    typer.main.get_command = functools.cache(typer.main.get_command)
    if sys.dont_write_bytecode:
        _keep_bytecode(str(config.rootpath / ".pytest_cache" / "bytecode"))
    cache = config.rootpath / ".pytest_cache" / "carbonfoot"
    os.environ.setdefault("CARBONFOOT_CACHE", str(cache))
    if not hasattr(config, "workerinput"):
        for file in cache.glob("pack-*"):
            file.unlink(missing_ok=True)


def _hash_unchanged_packs_once() -> None:
    """A process that opens the library a thousand times reads the packs anew only where a file of them has changed."""
    hashed, known = compiling._hash, {}

    def remembered(folders: list[tuple[str, str]], version: str) -> str:
        files = [Path(folder, file) for _, folder in folders for file in pack_files(folder)]
        states = [file.stat() for file in files]
        seen = [
            (name, state.st_ino, state.st_size, state.st_mtime_ns, state.st_ctime_ns)
            for name, state in zip(files, states, strict=True)
        ]
        key = (version, *(name for name, _ in folders), *seen)
        if key not in known:
            known[key] = hashed(folders, version)
        return known[key]

    compiling._hash = remembered


def _keep_bytecode(folder: str) -> None:
    """Where nobody wants it beside the sources: tests and the processes they start would compile each module anew."""
    sys.dont_write_bytecode, sys.pycache_prefix = False, folder
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = folder


def pytest_collection_finish() -> None:
    """Thousands of tests live as long as the run: no search for rubbish needs to look at them."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _rubbish_is_collected() -> Iterator[None]:
    """Commands that end with their process stop looking for rubbish; a test run goes on."""
    yield
    if not gc.isenabled():
        gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write what the program says now into tests/golden; read the diff before it is committed",
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """`golden("bad/CF101.txt", text)`: the text is that of the file below `tests/golden`, or becomes it."""
    update = bool(request.config.getoption("--update-golden"))

    def compare(name: str, text: str) -> None:
        file = GOLDEN / name
        if update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        assert file.is_file(), f"no golden text {name}; `pytest --update-golden` writes it"
        assert text == file.read_bytes().decode(), f"{name} says something else"

    return compare
