"""Several processes: the same rows, whatever becomes of the processes."""

from __future__ import annotations

import gc
import os
import signal
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from carbonfoot.batch.executors import ExecutorError, pool
from carbonfoot.batch.executors.choose import Chosen, choose, cpus, shard_of
from carbonfoot.batch.executors.pool import Pool
from carbonfoot.batch.executors.rubbish import Rubbish
from carbonfoot.batch.model import Chunk, Done, Job
from carbonfoot.batch.plan import chunks, find, name_of
from carbonfoot.batch.run import run
from carbonfoot.batch.store import Store
from carbonfoot.batch.work import Worker
from tests.batch.conftest import Rows, rows_in

posix = pytest.mark.skipif(os.name != "posix", reason="signals and copied processes are those of POSIX")


def rows_of(folder: Path, execute: Pool, store: Path, size: int = 20) -> Rows:
    kept = Store(str(store))
    run(Job(os.path.realpath(folder), (".",)), kept, execute, lambda *_: None, size=lambda _: size)
    kept.close()
    return rows_in(store)


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_a_pool_gives_what_one_process_gives(method: str, many: Path, clean: Rows, tmp_path: Path) -> None:
    if method == "forkserver" and os.name != "posix":
        pytest.skip("this system has none")
    assert rows_of(many, Pool(2, method), tmp_path / "pool.sqlite3") == clean


class Dies:
    """Ends the process at some documents: always, or the first time only."""

    def __init__(self, names: Callable[[str], bool], once: Path | None = None) -> None:
        self.names = names
        self.once = once
        self.compute = Worker.compute

    def __call__(self, worker: Worker, chunk: Chunk) -> Done:
        if any(map(self.names, chunk.names)) and not (self.once and self.once.exists()):
            if self.once:
                self.once.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return self.compute(worker, chunk)


def _patched(monkeypatch: pytest.MonkeyPatch, compute: Callable[[Worker, Chunk], Done]) -> None:
    def computes(worker: Worker, chunk: Chunk) -> Done:  # a function becomes a method
        return compute(worker, chunk)

    monkeypatch.setattr(Worker, "compute", computes)


def _computed(folder: Path, jobs: int, size: int) -> list[Done]:
    """What an executor hands on, as often as it does."""
    base = os.path.realpath(folder)
    taken: list[Done] = []
    Pool(jobs)(
        Job(base, (".",)),
        chunks([name_of(base, file) for file in find(base, (".",)).files], size),
        taken.append,
    )
    return taken


@posix
def test_a_process_that_dies_is_replaced_and_its_chunk_counted_once(
    many: Path, clean: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forked: None
) -> None:
    _patched(monkeypatch, Dies(lambda name: "000100" in name, tmp_path / "died"))
    taken = _computed(many, 2, 20)
    assert (tmp_path / "died").exists()
    names = Counter(row.name for one in taken for row in one.rows)
    assert names == Counter([row[0] for row in clean])
    assert sorted(one.number for one in taken) == list(range(10)), "each chunk whole, and once"
    assert not any("CF961" in row.codes for one in taken for row in one.rows)


@posix
@pytest.mark.parametrize("jobs", [1, 3])
def test_a_document_that_kills_its_process_is_refused_alone(
    jobs: int, many: Path, clean: Rows, monkeypatch: pytest.MonkeyPatch, forked: None
) -> None:
    killers = {"000004", "000100", "000101", "000199"}
    _patched(monkeypatch, Dies(lambda name: name[-11:-5] in killers))
    rows = [row for one in _computed(many, jobs, 40) for row in one.rows]
    assert sorted(row.name for row in rows) == [row[0] for row in clean]
    lost = {row.name[-11:-5]: row for row in rows if "CF961" in row.codes}
    assert set(lost) == killers
    assert all(row.state == "refused" and row.key == "" for row in lost.values())


@posix
def test_the_next_run_tries_again_what_was_lost(
    many: Path, clean: Rows, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forked: None
) -> None:
    store = tmp_path / "pool.sqlite3"
    with monkeypatch.context() as patched:
        _patched(patched, Dies(lambda name: "000100" in name))
        assert rows_of(many, Pool(2, "fork"), store) != clean
    assert rows_of(many, Pool(2, "fork"), store) == clean


@posix
def test_processes_that_never_begin_are_given_up(
    many: Path, monkeypatch: pytest.MonkeyPatch, forked: None
) -> None:
    monkeypatch.setattr(Worker, "__init__", lambda *_: os._exit(9))
    with pytest.raises(ExecutorError, match=r"end without a result \(the last with exit code 9\)"):
        _computed(many, 2, 20)


@posix
def test_a_machine_on_which_all_processes_die_refuses_no_document(
    many: Path, monkeypatch: pytest.MonkeyPatch, forked: None
) -> None:
    monkeypatch.setattr(pool, "DEATHS", 8)
    _patched(monkeypatch, Dies(lambda _: True))
    with pytest.raises(ExecutorError, match=r"by SIGKILL.*stored is kept"):
        _computed(many, 2, 20)


def test_chunks_are_pulled_as_processes_are_ready(many: Path, tmp_path: Path) -> None:
    base = os.path.realpath(many)
    pulled = taken = most = 0

    def pull() -> object:
        nonlocal pulled
        for chunk in chunks([name_of(base, file) for file in find(base, (".",)).files], 10):
            pulled += 1
            yield chunk

    def take(_: Done) -> None:
        nonlocal taken, most
        most = max(most, pulled - taken)
        taken += 1

    Pool(2)(Job(base, (".",)), pull(), take)  # type: ignore[arg-type]
    assert taken == 20 and most <= 2 * pool.AHEAD


def test_rubbish_is_looked_for_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []
    monkeypatch.setattr(gc, "collect", lambda: looked.append(1))
    monkeypatch.setattr(gc, "isenabled", lambda: False)
    monkeypatch.setattr(gc, "freeze", lambda: looked.append(2))
    rubbish = Rubbish()
    for _ in range(45):
        rubbish.after_chunk()
    assert looked == [1, 2, 1, 1]


# --- what is asked for


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (("cluster", None, None), "choose local, pool or dask"),
        ((None, 0, None), "--jobs 0"),
        (("local", 4, None), "--executor local is one process"),
        (("dask", None, None), "--scheduler tcp://"),
        (("dask", 2, "tcp://here:1"), "--jobs goes with --executor pool"),
        (("pool", 2, "tcp://here:1"), "--scheduler goes with --executor dask"),
    ],
)
def test_what_does_not_go_together_is_refused(asked: tuple[str, int, str], says: str) -> None:
    with pytest.raises(ExecutorError, match=says):
        choose(*asked)


@pytest.mark.parametrize("text", ["0/3", "4/3", "3", "a/b", "-1/3", "1/", "1/2/3", "٣/4"])
def test_a_shard_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ExecutorError, match="--shard"):
        shard_of(text)


def test_few_documents_take_no_pool(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError

    def counts(_: Job, given: Iterable[Chunk], __: object) -> None:
        seen.extend(map(_size, given))

    seen: list[int] = []
    monkeypatch.setattr("carbonfoot.batch.executors.local.run", counts)
    monkeypatch.setattr("carbonfoot.batch.executors.choose.cpus", lambda: 8)
    monkeypatch.setattr(Pool, "__call__", never)
    few = choose(None, None, None)
    few.execute(Job("/", (".",)), _chunks(300, few), never)
    assert sum(seen) == 300
    monkeypatch.setattr(Pool, "__call__", lambda _, *given: counts(*given))
    few.execute(Job("/", (".",)), _chunks(301, few), never)
    assert sum(seen) == 601


def test_chunks_are_as_many_as_processes_need_and_no_smaller_than_pays() -> None:
    assert choose("pool", 2, None).size(10_000) == 100
    assert choose("pool", 4, None).size(320) == 20
    assert choose("pool", 64, None).size(320) == 10
    assert choose("local", None, None).size(10_000) == 100


def test_processors_are_those_of_this_process_and_its_container(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: set(range(6)), raising=False)
    limit = tmp_path / "cpu.max"
    monkeypatch.setattr("carbonfoot.batch.executors.choose._QUOTA", str(limit))
    assert cpus() == 6
    for text, expected in (
        ("max 100000", 6),
        ("250000 100000", 2),
        ("50000 100000", 1),
        ("900000 100000", 6),
    ):
        limit.write_text(text)
        assert cpus() == expected


def _chunks(count: int, chosen: Chosen) -> list[Chunk]:
    size = chosen.size(count)
    names = [f"{number}.yaml" for number in range(count)]
    return [Chunk(number, tuple(names[number : number + size])) for number in range(0, count, size)]


def _size(chunk: Chunk) -> int:
    return len(chunk.names)
