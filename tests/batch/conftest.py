from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

from batch_files import write_folders

import carbonfoot
from carbonfoot.batch.executors import local, pool
from carbonfoot.batch.model import Done, Job, Row
from carbonfoot.batch.run import Ran, run
from carbonfoot.batch.store import Store
from carbonfoot.cli import main


class Batch:
    """A folder and its store, run as often as a test likes."""

    def __init__(self, folder: Path, store: Path) -> None:
        self.folder = folder
        self.store = store

    def run(self, **options: object) -> Ran:
        base = os.path.realpath(self.folder)
        kept = Store(str(self.store))
        try:
            return run(Job(base, (".",), **options), kept, local.run, lambda *_: None)  # type: ignore[arg-type]
        finally:
            kept.close()

    def rows(self) -> dict[str, Row]:
        kept = Store(str(self.store))
        try:
            return {row.name: row for row in kept.rows()}
        finally:
            kept.close()

    def cold(self) -> dict[str, Row]:
        """The rows of a run that knows nothing."""
        fresh = Batch(self.folder, self.store.with_name("cold.sqlite3"))
        fresh.store.unlink(missing_ok=True)
        fresh.run()
        return fresh.rows()


@pytest.fixture
def batch(tmp_path: Path) -> Callable[[Path], Batch]:
    return lambda folder: Batch(folder, tmp_path / "store.sqlite3")


def rows_of(done: list[Done]) -> dict[str, Row]:
    return {row.name: row for one in done for row in one.rows}


LEAF = """carbonfoot: part/1
product: {{id: {id}, name: {id}, declared_unit: 1 piece, mass: 1 kg, made_in: KR}}
period: 2025
mass_tolerance: 100 %
inputs:
  - name: Wire
    amount: {amount} kg
    transport: []
    footprint: {{value: 2 kg CO2e, per: 1 kg, source: x, gwp: AR6, year: 2025}}
"""
LINK = "  - {{name: {name}, amount: 1 piece, product: {path}, transport: []}}\n"
DECLARED = "  - {{name: Bought, amount: 1 kg, declaration: {path}, transport: []}}\n"


def _leaf(
    file: Path, amount: float = 1, links: tuple[str, ...] = (), declaration: str = "", extra: str = ""
) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    text = LEAF.format(id=file.stem.upper(), amount=amount)
    text += "".join(LINK.format(name=f"Part {number}", path=path) for number, path in enumerate(links))
    text += DECLARED.format(path=declaration) if declaration else ""
    file.write_text(text + extra, encoding="utf-8")


@pytest.fixture
def leaf() -> Callable[..., None]:
    """Writes a small part document of 2 kg CO2e a kg of wire."""
    return _leaf


# --- many documents, and processes of their own

Rows = list[tuple[str, ...]]

BLOCKS = """
import os, signal, sys
from carbonfoot.batch.store import Store
from carbonfoot.cli import main

rows, at = 0, int(sys.argv.pop(1))
take = Store.take

def blocks(self, done):
    global rows
    take(self, done)
    rows += len(done.rows)
    while rows >= at:
        signal.pause()

Store.take = blocks
main()
"""
"""A run that stands still once so many rows are stored, for a signal that comes neither too early nor too late."""


@pytest.fixture(scope="session")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """200 documents in folders of five, some of them broken; nobody writes there."""
    folder = tmp_path_factory.mktemp("many") / "suppliers"
    written = write_folders(folder, 200, faults=0.05)
    assert len(written.faulty) > 3
    return folder


@pytest.fixture(scope="session")
def clean_store(many: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of one run in one process; nobody writes there."""
    store = tmp_path_factory.mktemp("clean") / "store.sqlite3"
    Batch(many, store).run()
    return store


@pytest.fixture(scope="session")
def clean(clean_store: Path) -> Rows:
    """What one run in one process gives."""
    return rows_in(clean_store)


@pytest.fixture
def full(clean_store: Path, tmp_path: Path) -> Path:
    """A store of its own that has all of it."""
    return Path(shutil.copy(clean_store, tmp_path / "store.sqlite3"))


@pytest.fixture(scope="session")
def clean_exports(many: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every export of one run in one process."""
    folder = tmp_path_factory.mktemp("clean-exports")
    asked = ("--store", folder / "store.sqlite3", "--executor", "local")
    return Processes(folder).exports(folder / "out", many, *asked)


def rows_in(store: Path) -> Rows:
    """All rows of a store as they stand there, also while a run is at work on it."""
    connection = sqlite3.connect(f"file:{store}?mode=ro", uri=True, timeout=10)
    try:
        return connection.execute("select * from product order by name").fetchall()
    except sqlite3.OperationalError:
        return []  # not made yet
    finally:
        connection.close()


EXPORTS = [
    *(("--export", f"products{ending}") for ending in (".csv", ".jsonl")),
    *(("--export-findings", f"findings{ending}") for ending in (".csv", ".jsonl")),
    ("--report", "overview.html"),
]
NEEDING = {"xlsxwriter": ".xlsx", "pyarrow": ".parquet"}


class Processes:
    """The program in processes of their own, in sessions of their own, as from a terminal."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        source = Path(carbonfoot.__file__).parents[1]
        self.environment = {**os.environ, "PYTHONPATH": str(source), "COLUMNS": "80", "NO_COLOR": "1"}

    def call(self, *arguments: object) -> subprocess.CompletedProcess[str]:
        """`carbonfoot batch` to its end."""
        words = [sys.executable, "-m", "carbonfoot", "batch", *map(str, arguments)]
        return subprocess.run(
            words, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )

    def exports(self, folder: Path, *arguments: object) -> dict[str, bytes]:
        """Bytes of every export of `carbonfoot batch`, which may compute or only read what is stored."""
        folder.mkdir()
        asked = [*EXPORTS]
        asked += [("--export", f"products{end}") for name, end in NEEDING.items() if find_spec(name)]
        words = [word for option, file in asked for word in (option, folder / file)]
        done = self.call(*arguments, *words)
        assert done.returncode == 3, done.stderr
        made = {file.name: file.read_bytes() for file in folder.iterdir()}
        assert len(made) == len(asked) and all(made.values())
        return made

    def blocked(self, rows: int, store: Path, *arguments: object) -> subprocess.Popen[str]:
        """`carbonfoot batch` that stands still with so many rows in its store."""
        words = [
            sys.executable,
            "-c",
            BLOCKS,
            str(rows),
            "batch",
            *map(str, arguments),
            "--store",
            str(store),
        ]
        process = subprocess.Popen(
            words,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        wait_for(lambda: process.poll() is not None or (store.exists() and len(rows_in(store)) >= rows))
        assert process.poll() is None, process.communicate()
        return process


def wait_for(holds: Callable[[], bool], seconds: float = 120) -> None:
    """Until it holds; a test that waits that long has failed."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def processes(tmp_path: Path) -> Processes:
    return Processes(tmp_path)


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Processes of a pool are copies of this one, with what a test changed in it."""
    if not hasattr(os, "fork"):
        pytest.skip("this system copies no processes")
    monkeypatch.setattr(pool, "METHOD", "fork")
    warnings.filterwarnings("ignore", "This process .* is multi-threaded", DeprecationWarning)


@pytest.fixture
def batched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    """`carbonfoot batch` in this process: exit code, standard output, standard error."""

    def call(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setattr(sys, "argv", ["carbonfoot", "batch", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stopped:
            main()
        out, err = capsys.readouterr()
        return int(stopped.value.code or 0), out, err

    return call
