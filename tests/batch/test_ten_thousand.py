"""10,000 documents, 2 % of them broken: killed and resumed, on a disk that is full, several processes: one clean run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from batch_files import write_folders

from tests.batch.conftest import Processes, Rows, rows_in

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(os.name != "posix", reason="the signals are those of POSIX"),
]

COUNT = 10_000


@pytest.fixture(scope="session")
def thousands(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ten-thousand") / "suppliers"
    assert 100 < len(write_folders(folder, COUNT, faults=0.02).faulty) < 300
    return folder


@pytest.fixture(scope="session")
def cold(thousands: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Rows, float, dict[str, bytes]]:
    """One clean run in one process, its seconds, and all that is exported of it."""
    folder = tmp_path_factory.mktemp("cold")
    begin = time.monotonic()
    done = Processes(folder).call(thousands, "--store", folder / "store.sqlite3", "--executor", "local")
    seconds = time.monotonic() - begin
    assert done.returncode == 3
    kept = ("--resume", "--store", folder / "store.sqlite3")
    return rows_in(folder / "store.sqlite3"), seconds, Processes(folder).exports(folder / "out", *kept)


def test_killed_at_half_and_resumed_is_one_clean_run(
    thousands: Path, cold: tuple[Rows, float, dict[str, bytes]], processes: Processes, tmp_path: Path
) -> None:
    store = tmp_path / "store.sqlite3"
    process = processes.blocked(COUNT // 2, store, thousands, "--jobs", "2")
    process.kill()
    process.communicate()
    kept = len(rows_in(store))
    assert COUNT // 2 <= kept < COUNT // 2 + 1_000
    resumed = processes.call("--resume", "--store", store, "--jobs", "2")
    assert f"{COUNT - kept:,} computed, {kept:,} as stored" in resumed.stdout
    assert rows_in(store) == cold[0]
    assert processes.exports(tmp_path / "out", "--resume", "--store", store) == cold[2]
    begin = time.monotonic()
    again = processes.call("--resume", "--store", store)
    seconds = time.monotonic() - begin
    assert f"0 computed, {COUNT:,} as stored" in again.stdout
    assert seconds < cold[1] / 4, (seconds, cold[1])


def test_three_shards_merged_are_one_clean_run(
    thousands: Path, cold: tuple[Rows, float, dict[str, bytes]], processes: Processes, tmp_path: Path
) -> None:
    stores = [tmp_path / f"{number}.sqlite3" for number in (1, 2, 3)]
    for number, store in enumerate(stores, 1):
        processes.call(thousands, "--shard", f"{number}/3", "--store", store, "--jobs", "2")
    merged = [word for store in stores for word in ("--merge", store)]
    asked = (thousands, "--store", tmp_path / "all.sqlite3", *merged)
    assert processes.exports(tmp_path / "out", *asked) == cold[2]
    assert rows_in(tmp_path / "all.sqlite3") == cold[0]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 3 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if not sys.platform.startswith("linux") or not mount or not umount:
        pytest.skip("this system mounts nothing")
    made = subprocess.run(
        [mount, "-t", "tmpfs", "-o", "size=3m", "none", folder], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("a test may not mount a file system here")
    yield folder
    subprocess.run([umount, folder], check=True)


@pytest.mark.parametrize("way", [("--executor", "local"), ("--jobs", "2")], ids=lambda way: way[-1])
def test_a_disk_that_is_full_loses_nothing(
    way: tuple[str, ...],
    thousands: Path,
    cold: tuple[Rows, float, dict[str, bytes]],
    small_disk: Path,
    processes: Processes,
    tmp_path: Path,
) -> None:
    store = small_disk / "store.sqlite3"
    done = processes.call(thousands, "--store", store, *way)
    assert done.returncode == 2, done.stderr
    assert done.stderr.startswith(f"error: {store}: the disk is full; what was stored before is kept")
    again = processes.call("--resume", "--store", store, *way)
    assert again.returncode == 2 and "the disk is full" in again.stderr
    kept = rows_in(store)
    assert 0 < len(kept) < COUNT
    room = tmp_path / "room"
    shutil.copytree(small_disk, room)
    resumed = processes.call("--resume", "--store", room / "store.sqlite3", "--jobs", "2")
    assert f"{COUNT - len(kept):,} computed, {len(kept):,} as stored" in resumed.stdout
    assert rows_in(room / "store.sqlite3") == cold[0]


def test_a_disk_that_is_read_only_is_told(many: Path, small_disk: Path, processes: Processes) -> None:
    store = small_disk / "store.sqlite3"
    assert processes.call(many, "--store", store).returncode == 3
    subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
    done = processes.call(many, "--store", store)
    assert done.returncode == 2
    assert done.stderr == f"error: {store}: cannot write beside it: Read-only file system\n"
    subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
    assert len(rows_in(store)) == 200
