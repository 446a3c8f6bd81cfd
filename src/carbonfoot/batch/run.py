"""A batch from folders to a full store: the only place that brings plan, executor and store together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import NamedTuple

from carbonfoot.batch.keys import Keys
from carbonfoot.batch.model import REFUSED, Chunk, Done, Job, Take
from carbonfoot.batch.plan import Found, chunks, find, name_of, nodes_of, still_valid, together
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
    names, todo, beside = _plan(job, store, found)
    store.keep_only(names)
    kept = len(names) - len(todo)
    del names  # what a batch holds grows with its files: no more than it needs
    found.files.clear()
    found.linked.clear()
    count = {"done": 0, "refused": 0}
    waiting = len(todo)

    def take(done: Done) -> None:
        store.take(done)
        count["done"] += len(done.rows)
        count["refused"] += sum(row.state == REFUSED for row in done.rows)
        said(count["done"], waiting, count["refused"])

    if todo:
        execute(job, chunks(todo, size, together=beside), take)
    return Ran(found, waiting, kept)


def _plan(job: Job, store: Store, found: Found) -> tuple[set[str], list[str], dict[str, str]]:
    """Names of all documents, those that must be computed, and which of them belong together."""
    tops = tuple(os.path.normpath(os.path.join(job.base, one)) for one in job.folders)
    run_key = run_digest(job, open_library().hash)
    keys = Keys(run_key, job.base, tops, nodes_of(found, store.read(), job.base))
    valid = still_valid(found, keys, store.keys())
    names = {name_of(job.base, file) for file in found.files}
    todo = sorted(name_of(job.base, file) for file in found.files if file not in valid)
    return names, todo, together(found, job.base) if todo else {}
