"""Dask: what can be known without a cluster; `test_cluster.py` has one."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from carbonfoot.batch.executors import ExecutorError
from carbonfoot.batch.executors.dask import Dask, _Round, compute, site_of, unfit
from carbonfoot.batch.executors.local import run as run_here
from carbonfoot.batch.model import Chunk, Done, Job
from carbonfoot.batch.plan import chunks, find, name_of


def first_of(folder: Path) -> tuple[Job, Chunk]:
    base = os.path.realpath(folder)
    return Job(base, (".",)), next(chunks([name_of(base, file) for file in find(base, (".",)).files], 10))


def test_a_task_is_what_a_worker_here_computes(many: Path) -> None:
    job, chunk = first_of(many)
    here: list[Done] = []
    run_here(job, [chunk], here.append)
    assert [compute(job, chunk, site_of(job, chunk)) for _ in range(2)] == here * 2


@pytest.mark.parametrize(
    ("other", "says"),
    [
        ({"version": "0.0.1"}, "this is 0.0.1; install the same"),
        ({"library": "abc"}, "its factor library is another one"),
        ({"digest": "abc"}, "does not see the same .*part|does not see the same .*yaml"),
        (
            {"file": "/nowhere/part.yaml"},
            "does not see the same /nowhere/part.yaml; give a folder that all see",
        ),
    ],
)
def test_a_worker_that_has_something_else_computes_nothing(
    other: dict[str, str], says: str, many: Path
) -> None:
    job, chunk = first_of(many)
    site = site_of(job, chunk)
    assert unfit(site) == ""
    with pytest.raises(ExecutorError, match=says):
        compute(job, chunk, site._replace(**other))


def test_without_dask_it_says_what_to_install(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    job, chunk = first_of(many)
    with pytest.raises(ExecutorError, match=r"pip install 'carbonfoot\[dask\]'"):
        Dask("tcp://127.0.0.1:1")(job, [chunk], lambda _: None)


def test_without_a_scheduler_it_is_refused(
    many: Path, tmp_path: Path, batched: Callable[..., tuple[int, str, str]]
) -> None:
    code, _, err = batched(many, "--executor", "dask")
    assert code == 2 and "--scheduler tcp://HOST:8786" in err
    assert list(tmp_path.iterdir()) == []


class Told:
    """A future whose states, one after the other, are given."""

    def __init__(self, states: list[str], done: Done) -> None:
        self.states = states
        self.done = done

    @property
    def status(self) -> str:
        return self.states[0]

    def add_done_callback(self, call: Callable[[Any], None]) -> None:
        call(self)

    def result(self, timeout: float) -> Done:
        if len(self.states) > 1:
            self.states.pop(0)
            raise TimeoutError
        if self.states == ["cancelled"]:
            raise ValueError("cancelled")
        return self.done

    def release(self) -> None:
        self.states[:] = ["released"]


class Forgets(Told):
    """One that is lost once it is looked at, and finished at the second look."""

    @property
    def status(self) -> str:
        return self.states.pop(0) if len(self.states) > 1 else self.states[0]


def round_of(folder: Path, future: Callable[[Done], Told]) -> tuple[list[Done], Done]:
    job, chunk = first_of(folder)
    here: list[Done] = []
    run_here(job, [chunk], here.append)
    client = SimpleNamespace(
        status="running", nthreads=lambda: {"a": 1}, submit=lambda *_, **__: future(here[0])
    )
    taken: list[Done] = []
    _Round(client, "tcp://here:1", job, site_of(job, chunk), taken.append).work(chunk, iter(()))
    return taken, here[0]


@pytest.mark.parametrize("kind", [Told, Forgets])
def test_a_result_that_died_with_its_worker_is_waited_for(many: Path, kind: type[Told]) -> None:
    states = ["lost", "pending", "finished"] if kind is Forgets else ["finished", "finished"]
    taken, done = round_of(many, lambda done: kind(states, done))
    assert taken == [done]


def test_what_the_scheduler_forgot_ends_the_run_with_what_to_do(many: Path) -> None:
    with pytest.raises(ExecutorError, match=r"tcp://here:1: the scheduler forgot.*carbonfoot batch --resume"):
        round_of(many, lambda done: Told(["cancelled"], done))
