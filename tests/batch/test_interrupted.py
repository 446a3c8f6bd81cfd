"""Ctrl-C, kill and a full disk: what was stored stays, and going on ends where one clean run does."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from carbonfoot.batch.executors import local
from carbonfoot.batch.model import Job
from carbonfoot.batch.run import run
from carbonfoot.batch.store import Store, StoreError
from tests.batch.conftest import Processes, Rows, rows_in, wait_for

posix = pytest.mark.skipif(os.name != "posix", reason="the signals are those of POSIX")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are read from /proc")
WAYS = [("--executor", "local"), ("--executor", "pool", "--jobs", "2")]


def in_session(number: int) -> list[int]:
    """Processes of a session."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                state, _, _, session = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
                if int(session) == number and state != "Z":
                    found.append(int(entry.name))
    return found


@posix
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way[1])
def test_ctrl_c_stops_at_once_and_says_how_to_go_on(
    way: tuple[str, ...], many: Path, clean: Rows, processes: Processes, tmp_path: Path
) -> None:
    store = tmp_path / "a store.sqlite3"
    process = processes.blocked(50, store, many, *way)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: all processes hear it
    out, err = process.communicate(timeout=60)
    kept = rows_in(store)
    assert process.returncode == 130
    assert 50 <= len(kept) < 200 and kept == [row for row in clean if row in kept]
    assert out == ""
    assert err == (
        f"stopped: {len(kept)} documents are stored; go on with\n  carbonfoot batch --resume --store '{store}'\n"
    )
    if sys.platform.startswith("linux"):
        wait_for(lambda: in_session(process.pid) == [], 30)
    resumed = processes.call("--resume", "--store", store, *way)
    assert resumed.returncode == 3, resumed.stderr
    assert f"{200 - len(kept)} computed, {len(kept)} as stored" in resumed.stdout
    assert rows_in(store) == clean


@linux
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way[1])
def test_a_killed_run_leaves_no_process_and_no_lock_and_goes_on(
    way: tuple[str, ...],
    many: Path,
    clean: Rows,
    clean_exports: dict[str, bytes],
    processes: Processes,
    tmp_path: Path,
) -> None:
    store = tmp_path / "store.sqlite3"
    process = processes.blocked(50, store, many, *way)
    second = processes.call(many, "--store", store)
    assert second.returncode == 2
    assert f"another run (process {process.pid}) is at work on it" in second.stderr
    process.kill()
    process.communicate(timeout=60)
    wait_for(lambda: in_session(process.pid) == [], 30)
    kept = rows_in(store)
    assert 50 <= len(kept) < 200
    resumed = processes.call("--resume", "--store", store)
    assert f"{200 - len(kept)} computed, {len(kept)} as stored" in resumed.stdout
    assert rows_in(store) == clean
    assert processes.exports(tmp_path / "out", "--resume", "--store", store) == clean_exports


def test_a_disk_that_is_full_during_the_run_loses_nothing(
    many: Path, clean: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "store.sqlite3"
    job = Job(os.path.realpath(many), (".",))
    store = Store(str(path))
    store._sql.execute("pragma max_page_count=60")
    with pytest.raises(StoreError, match="the disk is full"):
        run(job, store, local.run, lambda *_: None, size=lambda _: 20)
    store.close()
    kept = rows_in(path)
    assert 20 <= len(kept) < 200 and kept == [row for row in clean if row in kept]
    store = Store(str(path))
    ran = run(job, store, local.run, lambda *_: None)
    store.close()
    assert (ran.computed, ran.kept) == (200 - len(kept), len(kept))
    assert rows_in(path) == clean


@pytest.mark.parametrize("error", [KeyboardInterrupt, StoreError("of the store"), ZeroDivisionError])
def test_a_chunk_is_stored_whole_or_not_at_all(
    error: type[BaseException] | BaseException, tmp_path: Path, many: Path
) -> None:
    store = Store(str(tmp_path / "store.sqlite3"))

    def stops(done: int, total: int, refused: int) -> None:
        if done:
            raise error

    with pytest.raises(type(error) if isinstance(error, BaseException) else error):
        run(Job(os.path.realpath(many), (".",)), store, local.run, stops, size=lambda _: 20)
    assert len(store.keys()) == 20
    store.close()


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way[1])
def test_nothing_is_computed_twice(
    way: tuple[str, ...],
    many: Path,
    clean: Rows,
    tmp_path: Path,
    batched: Callable[..., tuple[int, str, str]],
) -> None:
    store = tmp_path / "store.sqlite3"
    assert "200 computed, 0 as stored" in batched(many, "--store", store, *way)[1]
    assert "0 computed, 200 as stored" in batched(many, "--store", store, *way)[1]
    assert "0 computed, 200 as stored" in batched("--resume", "--store", store)[1]
    assert rows_in(store) == clean


def test_fresh_computes_all_again(
    many: Path, clean: Rows, full: Path, batched: Callable[..., tuple[int, str, str]]
) -> None:
    assert "200 computed, 0 as stored" in batched(many, "--store", full, "--fresh")[1]
    assert rows_in(full) == clean
