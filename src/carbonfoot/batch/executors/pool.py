"""Chunks in processes of this machine. A process that dies is replaced, and what it was at is tried again, counted once.

Processes are started afresh with the paths of this one, so that they import the same program, and are never copies of it.
Each has at most `AHEAD` chunks, so that it does not wait for this process, and no more of the results are under way.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from carbonfoot.batch.executors import ExecutorError
from carbonfoot.batch.executors.lost import Lost
from carbonfoot.batch.executors.process import DONE, FAILED, READY, serve
from carbonfoot.batch.model import Chunk, Job, Take

AHEAD = 2
STARTS = 3
"""Processes that may end before they began, one after the other."""

DEATHS = 60
"""Processes that may die without one chunk finished: more than it takes to find one document in the largest chunk."""

METHOD = "spawn"


class Pool:
    """Computes chunks in so many processes. Raises `ExecutorError` where processes cannot be kept alive."""

    def __init__(self, jobs: int, method: str = "") -> None:
        self.jobs = jobs
        self.method = method or METHOD

    def __call__(self, job: Job, chunks: Iterable[Chunk], take: Take) -> None:
        """Compute every chunk, and hand on what comes of it."""
        crew = _Crew(self.jobs, self.method, job, take)
        try:
            crew.work(iter(chunks))
        finally:
            crew.end()


class _Member:
    """A process, its end of the line, and what it was given, in order."""

    def __init__(self, process: BaseProcess, connection: Connection) -> None:
        self.process = process
        self.connection = connection
        self.given: deque[Chunk] = deque()
        self.began = False

    def give(self, chunk: Chunk) -> None:
        self.given.append(chunk)
        with suppress(OSError):  # it is dead, which the line says next
            self.connection.send(chunk)


class _Crew:
    def __init__(self, jobs: int, method: str, job: Job, take: Take) -> None:
        self.context = multiprocessing.get_context(method)
        self.jobs = jobs
        self.job = job
        self.take = take
        self.again: deque[Chunk] = deque()
        self.members: dict[Connection, _Member] = {}
        self.lost = Lost()
        self.starts = self.deaths = 0

    def work(self, chunks: Iterator[Chunk]) -> None:
        """All chunks, whatever becomes of processes."""
        while self._hand_out(chunks):
            for line in wait(list(self.members)):
                self._hear(self.members[line])  # type: ignore[index]

    def _hand_out(self, chunks: Iterator[Chunk]) -> bool:
        """Give chunks to who has fewest; whether somebody is at work."""
        while True:
            idle = min(self.members.values(), key=lambda one: len(one.given), default=None)
            room = idle is not None and len(idle.given) < AHEAD
            if not room and len(self.members) >= self.jobs:
                return True
            chunk = self.again.popleft() if self.again else next(chunks, None)
            if chunk is None:
                return any(one.given for one in self.members.values())
            if len(self.members) < self.jobs and (idle is None or idle.given):
                idle = self._start()
            assert idle is not None  # noqa: S101  (there is room, or one was started)
            idle.give(chunk)

    def _start(self) -> _Member:
        ours, theirs = self.context.Pipe()
        process = self.context.Process(  # type: ignore[attr-defined]
            target=serve, args=(theirs, self.job), daemon=True
        )
        with _deaf():
            process.start()
        theirs.close()
        member = self.members[ours] = _Member(process, ours)
        return member

    def _hear(self, member: _Member) -> None:
        try:
            word, said = member.connection.recv()
        except (EOFError, OSError):
            self._died(member)
            return
        if word == FAILED:
            raise said
        if word == READY:
            member.began = True
            self.starts = 0
        elif word == DONE:
            member.given.popleft()
            self.deaths = 0
            self.take(said)

    def _died(self, member: _Member) -> None:
        del self.members[member.connection]
        member.connection.close()
        member.process.join()
        self.starts += not member.began
        self.deaths += 1
        if self.starts >= STARTS or self.deaths >= DEATHS:
            raise ExecutorError(
                f"processes of the pool end without a result (the last {_ended(member.process.exitcode)}); is there "
                "memory enough? What is stored is kept: go on with fewer --jobs or --executor local"
            )
        given = list(member.given)
        if given and member.began:
            parts, refused = self.lost.after(given[0])
            given[:1] = parts
            if refused is not None:
                self.take(refused)
        self.again.extendleft(reversed(given))

    def end(self) -> None:
        """End all processes at once: they keep nothing."""
        for member in self.members.values():
            member.process.kill()
        for member in self.members.values():
            member.process.join()
            member.connection.close()
        self.members.clear()


def _ended(code: int | None) -> str:
    if code is None or code >= 0:
        return f"with exit code {code}"
    try:
        return f"by {signal.Signals(-code).name}"
    except ValueError:
        return f"by signal {-code}"


@contextmanager
def _deaf() -> Iterator[None]:
    """Processes begin without Ctrl-C, until they see to it themselves."""
    if os.name != "posix":
        yield
        return
    from multiprocessing.resource_tracker import ensure_running

    ensure_running()  # which ends with Ctrl-C let in
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
