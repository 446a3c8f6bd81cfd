"""A batch from folders to a full store: the only place that brings plan, executor and store together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import NamedTuple

from carbonfoot.batch.keys import Keys
from carbonfoot.batch.model import Chunk, Done, Job, Take
from carbonfoot.batch.plan import Found, chunks, find, name_of, nodes_of, still_valid
from carbonfoot.batch.store import Store
from carbonfoot.batch.work import run_digest
from carbonfoot.factors.library import open_library

Executor = Callable[[Job, Iterable[Chunk], Take], None]
"""Computes every chunk exactly once, and hands each on in this process."""

Said = Callable[[int, int, int], None]
"""Progress: done, all, refused."""


class Ran(NamedTuple):
    """What a run did: `computed` documents, `kept` ones from the store."""

    found: Found
    computed: int
    kept: int


def run(
    job: Job,
    store: Store,
    execute: Executor,
    said: Said,
    shard: tuple[int, int] | None = None,
    size: int = 100,
) -> Ran:
    """Fill the store with a row for every document of the job; what is there and still holds is kept."""
    found = find(job.base, job.folders, shard)
    tops = tuple(job.folders)
    read = store.read()
    absolute = tuple(os.path.normpath(os.path.join(job.base, one)) for one in tops)
    keys = Keys(run_digest(job, open_library().hash), job.base, absolute, nodes_of(found, read, job.base))
    valid = still_valid(found, keys, store.keys())
    todo = [file for file in found.files if file not in valid]
    count = {"done": 0, "refused": 0}

    def take(done: Done) -> None:
        store.take(done)
        count["done"] += len(done.rows)
        count["refused"] += sum(row.state == "refused" for row in done.rows)
        said(count["done"], len(todo), count["refused"])

    if todo:
        execute(job, chunks(job.base, todo, size), take)
    store.keep_only({name_of(job.base, file) for file in found.files})
    return Ran(found, len(todo), len(valid))
