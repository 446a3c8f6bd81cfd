"""Dask: what can be known without a cluster; `test_cluster.py` has one."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from carbonfoot.batch.executors import ExecutorError
from carbonfoot.batch.executors.dask import Dask, compute, site_of, unfit
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
