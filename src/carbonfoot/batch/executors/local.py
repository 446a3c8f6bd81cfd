"""One chunk after the other, in this process."""

from __future__ import annotations

from collections.abc import Iterable

from carbonfoot.batch.executors.cycles import after
from carbonfoot.batch.model import Chunk, Job, Take
from carbonfoot.batch.work import Worker


def run(job: Job, chunks: Iterable[Chunk], take: Take) -> None:
    """Compute every chunk, and hand on what comes of it."""
    worker = Worker(job)
    for number, chunk in enumerate(chunks, 1):
        take(worker.compute(chunk))
        after(number)
