"""Which executor, and how large its chunks: from what is asked, what there is to do, and what the machine has."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from itertools import chain

from carbonfoot.batch.executors import ExecutorError
from carbonfoot.batch.model import Chunk, Job, Take
from carbonfoot.batch.plan import CHUNK

NAMES = ("local", "pool", "dask")
FEW = 300
"""Documents up to which processes cost more than they bring."""

SMALLEST = 10
"""Documents of a chunk at least, so that what they share is read once."""

_QUOTA = "/sys/fs/cgroup/cpu.max"

Execute = Callable[[Job, Iterable[Chunk], Take], None]


class Chosen:
    """An executor, and the number of documents of a chunk for so many that are to do."""

    def __init__(self, execute: Execute, jobs: int = 1, largest: int = CHUNK) -> None:
        self.execute = execute
        self.jobs = jobs
        self.largest = largest

    def size(self, count: int) -> int:
        """Documents of a chunk: a few chunks for each process, the last of them at about the same time."""
        return max(SMALLEST, min(self.largest, count // (4 * self.jobs)))


def choose(name: str | None, jobs: int | None, scheduler: str | None) -> Chosen:
    """The executor that is asked for. Raises `ExecutorError` where what is asked does not go together."""
    if jobs is not None and jobs < 1:
        raise ExecutorError(f"--jobs {jobs}: give 1 or more processes")
    if name is not None and name not in NAMES:
        raise ExecutorError(f"--executor {name}: choose {', '.join(NAMES[:-1])} or {NAMES[-1]}")
    if scheduler is not None and name != "dask":
        raise ExecutorError("--scheduler goes with --executor dask")
    if name == "dask":
        if scheduler is None:
            raise ExecutorError(
                "--executor dask needs the address of a scheduler: --scheduler tcp://HOST:8786"
            )
        if jobs is not None:
            raise ExecutorError("--jobs goes with --executor pool; the workers of a cluster are its own")
        from carbonfoot.batch.executors import dask

        return Chosen(dask.Dask(scheduler), largest=dask.SIZE)
    if name == "local" and jobs not in (None, 1):
        raise ExecutorError(f"--executor local is one process; for --jobs {jobs} take --executor pool")
    from carbonfoot.batch.executors import local

    count = jobs or cpus()
    if name == "local" or (name is None and count == 1):
        return Chosen(local.run)
    from carbonfoot.batch.executors.pool import Pool

    if name == "pool" or jobs is not None:
        return Chosen(Pool(count), count)
    return Chosen(_by_number(Pool(count), local.run), count)


def _by_number(many: Execute, few: Execute) -> Execute:
    def execute(job: Job, chunks: Iterable[Chunk], take: Take) -> None:
        each = iter(chunks)
        first: list[Chunk] = []
        for chunk in each:
            first.append(chunk)
            if sum(len(one.names) for one in first) > FEW:
                many(job, chain(first, each), take)
                return
        few(job, first, take)

    return execute


def cpus() -> int:
    """The processors that this process may use."""
    some = getattr(os, "sched_getaffinity", None)
    count = len(some(0)) if some else os.cpu_count() or 1
    return max(1, min(count, _quota() or count))


def _quota() -> int | None:
    """What a container allows, rounded down; None where nothing is said."""
    try:
        with open(_QUOTA, encoding="ascii") as stream:
            quota, period = stream.read().split()
        return None if quota == "max" else max(1, int(quota) // int(period))
    except (OSError, ValueError):
        return None


def shard_of(text: str | None) -> tuple[int, int] | None:
    """`3/16` as (3, 16). Raises `ExecutorError` for what is no part of a whole."""
    if text is None:
        return None
    number, slash, count = text.partition("/")
    if (
        slash
        and all(one.isascii() and one.isdecimal() for one in (number, count))
        and 1 <= int(number) <= int(count)
    ):
        return int(number), int(count)
    raise ExecutorError(f"--shard {text}: write which part of how many, such as 3/16")
