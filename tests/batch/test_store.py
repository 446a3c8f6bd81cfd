"""The store: what is no store stays untouched, what was committed stays, and nobody shares it while it is written."""

from __future__ import annotations

import errno
import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from carbonfoot.batch import lock
from carbonfoot.batch.model import Done, Read, Row
from carbonfoot.batch.store import Store, StoreError
from tests.batch.conftest import rows_in


def done(*names: str) -> Done:
    return Done(0, [Row(name, "k" + name, "complete", {"total": 1.5}, [], {}, {}) for name in names], [])


def names_in(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir()]


def filled(path: Path) -> Path:
    store = Store(str(path))
    store.take(done(*(f"{number}.yaml" for number in range(400))))
    store.close()
    return path


def test_what_is_forgotten_is_gone_and_the_file_is_still_a_store(tmp_path: Path) -> None:
    store = Store(str(filled(tmp_path / "store.sqlite3")))
    store.take(Done(1, [], [Read("0.yaml", "digest", ("1.yaml",))]))
    store.tell("asked", "{}")
    assert store.read() == {"0.yaml": ("digest", ("1.yaml",))}
    store.forget()
    assert (store.keys(), store.read(), store.told("asked"), [*store.rows()]) == ({}, {}, None, [])
    store.close()
    again = Store(store.path)
    again.take(done("0.yaml"))
    assert again.keys() == {"0.yaml": "k0.yaml"}
    again.close()


def _text(path: Path) -> None:
    path.write_text("name,total\nBracket,3\n")


def _database(path: Path) -> None:
    other = sqlite3.connect(path)
    other.execute("create table photos(name text)")
    other.commit()
    other.close()


def _older(path: Path) -> None:
    other = sqlite3.connect(filled(path))
    other.execute("update meta set value = '0' where key = 'layout'")
    other.commit()
    other.close()


def _truncated(path: Path) -> None:
    data = filled(path).read_bytes()
    path.write_bytes(data[: len(data) // 3])


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (_text, "is no store of a batch"),
        (_database, "a database of another program"),
        (_older, r"another version of carbonfoot \(layout 0"),
        (_truncated, "malformed"),
        (Path.mkdir, "directory"),
    ],
)
def test_what_is_no_store_of_this_version_is_refused_by_name_and_left_as_it_is(
    made: Callable[[Path], None], says: str, tmp_path: Path
) -> None:
    path = tmp_path / "store.sqlite3"
    made(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError, match=says) as refused:
        Store(str(path))
    assert str(path) in str(refused.value) and "--store" in str(refused.value)
    assert before is None or path.read_bytes() == before
    assert names_in(tmp_path) == [path.name]


def test_a_store_in_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="there is no folder"):
        Store(str(tmp_path / "none" / "store.sqlite3"))


def test_a_store_that_is_taken_away_during_the_run_swallows_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    store = Store(str(folder / "store.sqlite3"))
    folder.rename(tmp_path / "there")
    with pytest.raises(StoreError, match="taken away"):
        store.take(done("a.yaml"))
    store.close()


def test_two_runs_have_not_one_store(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    first = Store(str(path))
    first.take(done("a.yaml"))
    with pytest.raises(StoreError, match=rf"another run \(process {os.getpid()}\) is at work on it"):
        Store(str(path))
    first.take(done("b.yaml"))
    first.close()
    assert names_in(tmp_path) == ["store.sqlite3"]
    assert [row[0] for row in rows_in(path)] == ["a.yaml", "b.yaml"]


@pytest.mark.skipif(os.name != "posix", reason="the signal is one of POSIX")
def test_a_killed_run_lets_go_of_its_store_and_keeps_what_it_committed(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    code = "import sys; sys.path[:] = sys.argv[2:]\n"
    code += "from tests.batch.test_store import Store, done\nstore = Store(sys.argv[1]); store.take(done('a.yaml'))\n"
    code += "store._sql.execute('begin immediate'); store._sql.execute('delete from product')\nprint(flush=True)\ninput()"
    words = [sys.executable, "-c", code, str(path), str(Path(__file__).parents[2]), *sys.path]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline() == b"\n"
        with pytest.raises(StoreError, match=str(process.pid)):
            Store(str(path))
        process.send_signal(signal.SIGKILL)
    store = Store(str(path))
    assert store.keys() == {"a.yaml": "ka.yaml"}
    store.close()


def test_a_full_disk_says_so_and_keeps_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "store.sqlite3"
    store = Store(str(path))
    store.take(done("a.yaml"))
    store._sql.execute(f"pragma max_page_count={store._sql.execute('pragma page_count').fetchone()[0] + 2}")
    with pytest.raises(StoreError, match=r"the disk is full.*--resume"):
        store.take(done(*(f"{number}.yaml" for number in range(1000))))
    assert list(store.keys()) == ["a.yaml"]
    store.close()
    assert [row[0] for row in rows_in(path)] == ["a.yaml"]


@pytest.mark.parametrize(
    ("number", "says"),
    [(errno.EROFS, "Read-only file system"), (errno.EACCES, "Permission denied"), (errno.ENOSPC, "No space")],
)
def test_a_folder_that_takes_no_lock_says_so(
    number: int, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuses(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("carbonfoot.batch.lock.os.open", refuses)
    with pytest.raises(StoreError, match=f"cannot write beside it: {says}"):
        Store(str(tmp_path / "store.sqlite3"))


def test_a_file_system_without_locks_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(_: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(lock, "_lock", refuses)
    with pytest.raises(StoreError, match=r"gives no locks .*; keep the store on a disk of this machine"):
        Store(str(tmp_path / "store.sqlite3"))


def test_a_store_that_is_only_read_is_not_written_and_not_locked(tmp_path: Path) -> None:
    path = filled(tmp_path / "store.sqlite3")
    writer = Store(str(path))
    reader = Store(str(path), reads=True)
    assert len(reader.keys()) == 400
    with pytest.raises(StoreError, match="cannot be written"):
        reader.take(done("b.yaml"))
    reader.close()
    writer.close()
    with pytest.raises(StoreError, match="no such store"):
        Store(str(tmp_path / "none.sqlite3"), reads=True)


def test_rows_that_are_damaged_are_told(tmp_path: Path) -> None:
    other = sqlite3.connect(filled(tmp_path / "store.sqlite3"))
    other.execute("update product set data = '{' where name = '7.yaml'")
    other.commit()
    other.close()
    store = Store(str(tmp_path / "store.sqlite3"))
    with pytest.raises(StoreError, match="damaged"):
        list(store.rows())
    store.close()


def test_a_store_in_memory_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    store = Store(":memory:")
    store.take(done("a.yaml"))
    assert list(store.keys()) == ["a.yaml"] and names_in(tmp_path) == []
    store.close()
