"""One chunk after the other, in this process."""

from __future__ import annotations

from collections.abc import Iterable

from carbonfoot.batch.executors.rubbish import Rubbish
from carbonfoot.batch.model import Chunk, Job, Take
from carbonfoot.batch.work import Worker


def run(job: Job, chunks: Iterable[Chunk], take: Take) -> None:
    """Compute every chunk, and hand on what comes of it."""
    worker = Worker(job)
    rubbish = Rubbish()
    for chunk in chunks:
        take(worker.compute(chunk))
        rubbish.after_chunk()
