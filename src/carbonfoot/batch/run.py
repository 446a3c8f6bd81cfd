"""A batch from folders to a full store: the only place that brings plan, executor and store together."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from carbonfoot.batch.asked import Shard, remember
from carbonfoot.batch.keys import Keys
from carbonfoot.batch.model import REFUSED, Chunk, Done, Job, Read, Row, Take
from carbonfoot.batch.plan import CHUNK, Found, chunks, find, name_of, nodes_of, still_valid, together
from carbonfoot.batch.store import Store, StoreError
from carbonfoot.batch.work import run_digest
from carbonfoot.factors.library import open_library

AT_ONCE = 1000
"""Rows of one commit, where they are taken over."""

Executor = Callable[[Job, Iterable[Chunk], Take], None]
"""Computes every chunk exactly once, and hands each on in this process."""

Said = Callable[[int, int, int], None]
"""Progress: done, all, refused."""

Size = Callable[[int], int]
"""Documents of a chunk, for so many that are to do."""


class Ran(NamedTuple):
    """What a run did: `computed` documents, `kept` ones from the store, `merged` of these from other stores."""

    found: Found
    computed: int
    kept: int
    merged: int = 0


def run(
    job: Job,
    store: Store,
    execute: Executor,
    said: Said,
    shard: Shard = None,
    size: Size = lambda _: CHUNK,
    merge: Sequence[Store] = (),
) -> Ran:
    """Fill the store with a row for every document of the job; what is there, or in stores to merge, and holds is kept.

    Raises `StoreError` where the store is of other documents altogether.
    """
    found = find(job.base, job.folders, shard)
    due, kept, merged = _planned(job, store, found, shard, merge)
    linked = together(found, job.base) if due else {}
    found.files.clear()  # what a batch holds grows with its files: no more than it needs
    found.linked.clear()
    count = {"done": 0, "refused": 0}
    waiting = len(due)

    def take(done: Done) -> None:
        store.take(done)
        count["done"] += len(done.rows)
        count["refused"] += sum(row.state == REFUSED for row in done.rows)
        said(count["done"], waiting, count["refused"])

    if due:
        said(0, waiting, 0)
        execute(job, chunks(due, size(waiting), linked), take)
    return Ran(found, waiting, kept, merged)


def _planned(
    job: Job, store: Store, found: Found, shard: Shard, merge: Sequence[Store]
) -> tuple[list[str], int, int]:
    """Names that must be computed, how many rows hold, and how many of these come from other stores."""
    names = {name_of(job.base, file) for file in found.files}
    stored = store.keys()
    if stored and not names & stored.keys():
        raise StoreError(
            f"{store.path}: this store is of other documents ({len(stored)}, and none of them is here); name another "
            "with --store, or begin anew with --fresh"
        )
    remember(store, job, shard)
    plan = _Plan(job, found)
    valid = plan.valid(store)
    merged = len(valid)
    for other in merge:
        valid |= _take_over(store, other, plan.valid(other) - valid, job)
    merged = len(valid) - merged
    store.keep_only(names)
    due = sorted(name_of(job.base, file) for file in found.files if file not in valid)
    return due, len(valid), merged


class _Plan:
    """What of a store holds today."""

    def __init__(self, job: Job, found: Found) -> None:
        self.job = job
        self.found = found
        self.run = run_digest(job, open_library().hash)
        self.tops = tuple(os.path.normpath(os.path.join(job.base, one)) for one in job.folders)

    def valid(self, store: Store) -> set[str]:
        """The documents whose row in a store is that of today, by what that store knows of references."""
        nodes = nodes_of(self.found, store.read(), self.job.base)
        return still_valid(self.found, Keys(self.run, self.job.base, self.tops, nodes), store.keys())


def _take_over(store: Store, other: Store, files: set[str], job: Job) -> set[str]:
    """Rows of another store, with all that it knows of documents; the files they are of."""
    names = {name_of(job.base, file) for file in files}
    read = [Read(name, *known) for name, known in other.read().items()] if names else []
    rows: list[Row] = []
    for row in other.rows() if names else ():
        if row.name in names:
            rows.append(row)
        if len(rows) == AT_ONCE:
            store.take(Done(0, rows, []))
            rows = []
    store.take(Done(0, rows, read))
    return files
