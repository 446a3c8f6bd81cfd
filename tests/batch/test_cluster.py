"""A Dask scheduler and its workers on this machine: identical rows, whoever dies."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch_files import write_folders

from carbonfoot.batch.executors import ExecutorError, dask
from carbonfoot.batch.model import Job
from carbonfoot.batch.plan import chunks, find, name_of
from tests.batch.conftest import Processes, Rows, rows_in, wait_for

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(os.name != "posix", reason="the signals are those of POSIX"),
]

KILLER = """
import os, signal

from carbonfoot.batch.work import Worker

compute = getattr(Worker, "before", Worker.compute)  # a worker may load this twice
Worker.before = compute

def dies(self, chunk):
    if any("000100" in name for name in chunk.names):
        os.kill(os.getpid(), signal.SIGKILL)
    return compute(self, chunk)

Worker.compute = dies
"""


class Cluster:
    """A scheduler and workers, each a process of its own."""

    def __init__(self, folder: Path, environment: dict[str, str]) -> None:
        self.folder = folder
        self.environment = {**environment, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}
        self.processes: list[subprocess.Popen[bytes]] = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"tcp://127.0.0.1:{self.port}"
        self.scheduler = self._start(
            "scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--dashboard-address", "127.0.0.1:0"
        )
        wait_for(self._answers)

    def worker(self, *arguments: str) -> subprocess.Popen[bytes]:
        return self._start("worker", self.address, "--nthreads", "1", "--no-dashboard", *arguments)

    def _start(self, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "distributed.cli.dask_" + words[0], *words[1:]]
        with (self.folder / f"{len(self.processes)}.log").open("wb") as log:
            process = subprocess.Popen(
                command,
                cwd=self.folder,
                env=self.environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def _answers(self) -> bool:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False

    def end(self) -> None:
        for process in self.processes:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


@pytest.fixture
def cluster(tmp_path: Path, processes: Processes) -> Iterator[Cluster]:
    pytest.importorskip("distributed", reason="the extra test-system is not installed")
    folder = tmp_path / "cluster"
    folder.mkdir()
    made = Cluster(folder, processes.environment)
    yield made
    made.end()


@pytest.fixture(scope="session")
def thousands(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("thousands") / "suppliers"
    write_folders(folder, 3_000, faults=0.02)
    return folder


def clean_rows(folder: Path, processes: Processes, store: Path) -> Rows:
    processes.call(folder, "--store", store, "--executor", "local")
    return rows_in(store)


def started(
    processes: Processes, cluster: Cluster, folder: Path, store: Path
) -> tuple[subprocess.Popen[str], int]:
    """A run on the cluster that has stored something and is far from its end; the rows that it had."""
    words = [sys.executable, "-m", "carbonfoot", "batch", str(folder), "--store", str(store)]
    words += ["--executor", "dask", "--scheduler", cluster.address]
    process = subprocess.Popen(
        words,
        cwd=processes.folder,
        env=processes.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait_for(lambda: process.poll() is not None or (store.exists() and len(rows_in(store)) > 0))
    return process, len(rows_in(store))


def test_a_worker_that_is_killed_changes_nothing(
    cluster: Cluster, thousands: Path, processes: Processes, tmp_path: Path
) -> None:
    victim = cluster.worker("--no-nanny")
    cluster.worker("--no-nanny")
    store = tmp_path / "dask.sqlite3"
    process, rows = started(processes, cluster, thousands, store)
    victim.kill()
    assert 0 < rows < 3_000, process.communicate()
    out, err = process.communicate(timeout=300)
    assert process.returncode == 3, err
    assert "3,000 computed, 0 as stored" in out
    assert rows_in(store) == clean_rows(thousands, processes, tmp_path / "clean.sqlite3")
    resumed = [("--resume", "--store", tmp_path / f"{name}.sqlite3") for name in ("clean", "dask")]
    one, two = (processes.exports(tmp_path / f"{number}", *asked) for number, asked in enumerate(resumed))
    assert one == two


def test_a_scheduler_that_dies_leaves_what_was_stored(
    cluster: Cluster, thousands: Path, processes: Processes, tmp_path: Path
) -> None:
    cluster.worker("--no-nanny")
    store = tmp_path / "dask.sqlite3"
    process, rows = started(processes, cluster, thousands, store)
    cluster.scheduler.kill()
    assert 0 < rows < 3_000, process.communicate()
    _, err = process.communicate(timeout=120)
    assert process.returncode == 2
    assert "Traceback" not in err and len(err.strip().splitlines()) == 1
    assert "scheduler" in err and "carbonfoot batch --resume" in err
    kept = len(rows_in(store))
    assert rows <= kept < 3_000
    done = processes.call("--resume", "--store", store)
    assert f"{kept:,} as stored" in done.stdout
    assert rows_in(store) == clean_rows(thousands, processes, tmp_path / "clean.sqlite3")


def test_a_document_that_kills_workers_is_refused_alone(
    cluster: Cluster, many: Path, clean: Rows, processes: Processes, tmp_path: Path
) -> None:
    (cluster.folder / "killer.py").write_text(KILLER)
    cluster.worker("--preload", str(cluster.folder / "killer.py"))
    store = tmp_path / "dask.sqlite3"
    done = processes.call(many, "--store", store, "--executor", "dask", "--scheduler", cluster.address)
    assert done.returncode == 3, done.stderr
    rows = rows_in(store)
    assert [row[0] for row in rows] == [row[0] for row in clean]
    assert [row[0][-11:-5] for row in rows if "CF961" in row[4]] == ["000100"]


def test_a_cluster_without_workers_or_scheduler_is_told(
    cluster: Cluster, many: Path, processes: Processes, tmp_path: Path
) -> None:
    asked = ("--store", tmp_path / "dask.sqlite3", "--executor", "dask", "--scheduler", cluster.address)
    done = processes.call(many, *asked)
    assert (done.returncode, done.stderr) == (2, f"error: {cluster.address}: this scheduler has no workers\n")
    cluster.scheduler.kill()
    cluster.scheduler.wait()
    before = time.monotonic()
    done = processes.call(many, *asked)
    assert done.returncode == 2 and done.stderr.startswith(
        f"error: {cluster.address}: no scheduler answers ("
    )
    assert time.monotonic() - before < 60


def test_a_worker_without_the_same_program_or_folder_is_told(
    cluster: Cluster, many: Path, processes: Processes, tmp_path: Path
) -> None:
    asked = ("--store", tmp_path / "dask.sqlite3", "--executor", "dask", "--scheduler", cluster.address)
    older = cluster.folder / "older.py"
    older.write_text("import carbonfoot\ncarbonfoot.__version__ = '0.0.0'\n")
    worker = cluster.worker("--no-nanny", "--preload", str(older))
    done = processes.call(many, *asked)
    assert done.returncode == 2 and "it has carbonfoot 0.0.0, and this is" in done.stderr
    worker.kill()
    worker.wait()
    blind = cluster.folder / "blind.py"
    blind.write_text("import carbonfoot.batch.keys as keys\nkeys.digest_of_file = lambda path: keys.ABSENT\n")
    cluster.worker("--no-nanny", "--preload", str(blind))
    done = processes.call(many, *asked)
    assert done.returncode == 2 and "does not see the same" in done.stderr
    assert len(rows_in(tmp_path / "dask.sqlite3")) == 0


STALLS = """
import time
from carbonfoot.batch.work import Worker

def never(self, chunk):
    while True:
        time.sleep(1)

Worker.compute = never
"""
MUTE = """
import time
import carbonfoot.batch.executors.dask as dask

dask.unfit = lambda site: time.sleep(1000)
"""


@pytest.mark.parametrize(
    ("preload", "says"),
    [(STALLS, "no chunk was finished for"), (MUTE, "a worker does not answer within 2 seconds")],
    ids=["stalls", "mute"],
)
def test_a_cluster_on_which_nothing_ends_is_given_up(
    preload: str, says: str, cluster: Cluster, many: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = cluster.folder / "preload.py"
    file.write_text(preload)
    cluster.worker("--no-nanny", "--preload", str(file))
    monkeypatch.setattr(dask, "STILL", 4.0)
    monkeypatch.setattr(dask, "ANSWER", 2.0 if preload is MUTE else 60.0)
    job = Job(os.path.realpath(many), (".",))
    documents = list(chunks([name_of(job.base, file) for file in find(job.base, (".",)).files], 100))
    before = time.monotonic()
    with pytest.raises(ExecutorError, match=says):
        dask.Dask(cluster.address)(job, documents, lambda _: None)
    assert time.monotonic() - before < 60


def test_a_worker_that_never_begins_is_told(
    cluster: Cluster, many: Path, processes: Processes, tmp_path: Path
) -> None:
    file = cluster.folder / "broken.py"
    file.write_text("raise ImportError('no such module on this machine')\n")
    cluster.worker("--preload", str(file))
    asked = ("--store", tmp_path / "dask.sqlite3", "--executor", "dask", "--scheduler", cluster.address)
    done = processes.call(many, *asked)
    assert done.returncode == 2 and "Traceback" not in done.stderr
