"""Chunks on a Dask cluster. A worker that dies is the scheduler's business; what comes back twice is counted once.

Workers need this version of carbonfoot, this factor library and the same folder at the same path; each chunk asks for all
three again where it is computed, since workers come and go.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NamedTuple

from carbonfoot.batch.executors import ExecutorError
from carbonfoot.batch.executors.lost import Lost
from carbonfoot.batch.model import Chunk, Done, Job, Take

if TYPE_CHECKING:
    from carbonfoot.batch.work import Worker

SIZE = 200
"""Documents of a chunk: what a task costs beside the work is a fiftieth of it, and a cluster of many gets enough."""

AHEAD = 3
"""Chunks under way for each thread of the cluster."""

PATIENCE = 10.0
"""Seconds until a cluster that does not answer, or has no workers, is given up."""

ANSWER = 60.0
"""Seconds in which each worker must say what it has; it may be at work for others, and imports the program first."""

STILL = 300.0
"""Seconds without a single finished chunk until a cluster that is there is given up: a chunk is the work of a second."""

LOOK = 2.0
"""Seconds between two looks whether anybody is still there."""

_ENDED = frozenset({"finished", "error", "cancelled"})
"""States in which a future stays. One that is "lost" ended on a worker that died, and is computed again."""

_kept = threading.local()


class Site(NamedTuple):
    """What a worker must have: version, digest of the library, and a file of the batch with the digest of its bytes.

    run   a name of this run: a worker keeps nothing of one for the next, in between packs and settings may have changed
    """

    version: str
    library: str
    file: str
    digest: str
    run: str = ""


class Dask:
    """Computes chunks on the cluster of a scheduler. Raises `ExecutorError` where it cannot be used, or goes away."""

    def __init__(self, scheduler: str) -> None:
        self.scheduler = scheduler

    def __call__(self, job: Job, chunks: Iterable[Chunk], take: Take) -> None:
        """Compute every chunk, and hand on what comes of it."""
        each = iter(chunks)
        first = next(each, None)
        if first is None:
            return
        site = site_of(job, first)
        with _quiet(), _client(self.scheduler) as client:
            self._look(client, site)
            _Round(client, self.scheduler, job, site, take).work(first, each)

    def _look(self, client: Any, site: Site) -> None:
        """Ask every worker what it has, before anything is computed."""
        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except Exception:  # noqa: BLE001  (the names of what is raised change)
            raise ExecutorError(f"{self.scheduler}: this scheduler has no workers") from None
        try:
            told = client.sync(client.run, unfit, site, callback_timeout=ANSWER)
        except TimeoutError:
            raise ExecutorError(
                f"{self.scheduler}: a worker does not answer within {ANSWER:.0f} seconds; look at its log, and end it or "
                "start it anew"
            ) from None
        except Exception as error:  # noqa: BLE001  (whatever a worker without this program says)
            raise ExecutorError(
                f"{self.scheduler}: a worker cannot run carbonfoot ({_short(error)}); install carbonfoot {site.version} "
                "with the same Python and Dask there"
            ) from None
        for worker, problem in sorted(told.items()):
            if problem:
                raise ExecutorError(f"worker {worker}: {problem}")


class _Round:
    """One run on a cluster: what is under way, and what comes back."""

    def __init__(self, client: Any, scheduler: str, job: Job, site: Site, take: Take) -> None:
        self.client = client
        self.scheduler = scheduler
        self.job = job
        self.site = site
        self.take = take
        self.lost = Lost()
        self.under_way: dict[Any, Chunk] = {}
        self.suspects: list[Chunk] = []  # of one document; what runs beside a killer is killed with it
        self.alone: set[tuple[str, ...]] = set()  # tried with nothing beside
        self.ended: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def work(self, first: Chunk, chunks: Iterator[Chunk]) -> None:
        self._ask(first)
        room = max(2, AHEAD * sum(self.client.nthreads().values()))
        more = True
        while more or self.under_way or self.suspects:
            while more and len(self.under_way) < room:
                chunk = next(chunks, None)
                if chunk is None:
                    more = False
                else:
                    self._ask(chunk)
            if not self.under_way and self.suspects:
                suspect = self.suspects.pop()
                self.alone.add(suspect.names)
                self._ask(suspect)
            if self.under_way:
                self._hear(self._next())

    def _ask(self, chunk: Chunk) -> None:
        self._await(self.client.submit(compute, self.job, chunk, self.site, pure=False), chunk)

    def _await(self, future: Any, chunk: Chunk) -> None:
        self.under_way[future] = chunk
        future.add_done_callback(self.ended.put)

    def _next(self) -> Any:
        """The next future that ended; looks from time to time whether anybody is there."""
        alone = still = 0.0
        while True:
            try:
                return self.ended.get(timeout=LOOK)
            except queue.Empty:
                alone = 0.0 if self._anybody() else alone + LOOK
                still += LOOK
            if still >= STILL:
                raise ExecutorError(
                    f"{self.scheduler}: no chunk was finished for {STILL / 60:.0f} minutes, and {len(self.under_way)} are "
                    "under way; look at its workers (do they begin, are they busy for others?); what is stored is kept, "
                    "go on with `carbonfoot batch --resume`"
                )
            if alone >= (ANSWER if self.client.status == "running" else PATIENCE):  # a worker may begin anew
                raise ExecutorError(
                    f"{self.scheduler}: the scheduler or all of its workers are gone; what is stored is kept, go on "
                    "with `carbonfoot batch --resume`"
                )

    def _anybody(self) -> bool:
        if self.client.status != "running":
            return False
        try:
            return bool(self.client.scheduler_info()["workers"])
        except Exception:  # noqa: BLE001  (no answer)
            return False

    def _hear(self, future: Any) -> None:
        chunk = self.under_way.pop(future, None)
        if chunk is None:
            return  # heard before
        if future.status not in _ENDED:
            self._await(future, chunk)  # its worker died with the result, and another computes it again
            return
        try:
            done = future.result(timeout=ANSWER)
        except TimeoutError:  # its worker died in between
            self._await(future, chunk)
            return
        except Exception as failed:  # noqa: BLE001  (of the task, or of workers that died with its result)
            error = failed
        else:
            future.release()
            self.take(done)
            return
        if future.status == "cancelled":
            raise ExecutorError(
                f"{self.scheduler}: the scheduler forgot what it was given; what is stored is kept, go on with "
                "`carbonfoot batch --resume`"
            ) from None
        if type(error).__name__ != "KilledWorker":
            raise error
        if len(chunk.names) == 1 and chunk.names not in self.alone:
            self.suspects.append(chunk)
            return
        parts, refused = self.lost.narrowed(chunk)  # the scheduler has tried it often enough
        for part in parts:
            self._ask(part)
        if refused is not None:
            self.take(refused)


def compute(job: Job, chunk: Chunk, site: Site) -> Done:
    """A task: a function of files, run where the scheduler likes, as often as it likes."""
    problem = unfit(site)
    if problem:
        raise ExecutorError(problem)
    return _worker(job, site.run).compute(chunk)


def unfit(site: Site) -> str:
    """What a worker lacks for this batch; "" for nothing."""
    from carbonfoot import __version__
    from carbonfoot.batch.keys import digest_of_file
    from carbonfoot.factors.library import open_library

    if __version__ != site.version:
        return f"it has carbonfoot {__version__}, and this is {site.version}; install the same"
    if open_library().hash != site.library:
        return "its factor library is another one; install the same carbonfoot"
    if digest_of_file(site.file) != site.digest:
        return f"it does not see the same {site.file}; give a folder that all see at the same path"
    return ""


def site_of(job: Job, chunk: Chunk) -> Site:
    """What every worker must have for a job, with a document of the chunk as the probe."""
    from carbonfoot import __version__
    from carbonfoot.batch.keys import digest_of_file
    from carbonfoot.factors.library import open_library

    file = os.path.join(job.base, *chunk.names[0].split("/"))
    return Site(__version__, open_library().hash, file, digest_of_file(file), os.urandom(16).hex())


def _worker(job: Job, run: str) -> Worker:
    """The worker of this thread and run: what it holds is of one thread only."""
    if getattr(_kept, "job", None) != (job, run):
        from carbonfoot.batch.work import Worker

        _kept.worker = Worker(job)
        _kept.job = (job, run)
    return _kept.worker  # type: ignore[no-any-return]


@contextmanager
def _client(scheduler: str) -> Iterator[Any]:
    try:
        import distributed
    except ImportError:
        raise ExecutorError(
            "--executor dask needs Dask distributed: pip install 'carbonfoot[dask]'"
        ) from None
    client_of: Any = distributed.Client  # without types
    try:
        client = client_of(scheduler, timeout=PATIENCE, set_as_default=False)
    except Exception as error:  # noqa: BLE001  (wrong address, nobody there, other protocol)
        raise ExecutorError(f"{scheduler}: no scheduler answers ({_short(error)})") from None
    try:
        yield client
    finally:
        with suppress(Exception):
            client.close(timeout=2)


@contextmanager
def _quiet() -> Iterator[None]:
    """What Dask logs says nothing that is not said here."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


def _short(error: BaseException) -> str:
    said = " ".join(str(error).split())
    return f"{type(error).__name__}: {said}"[:200] if said else type(error).__name__
