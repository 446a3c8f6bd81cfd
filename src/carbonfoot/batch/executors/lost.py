"""Documents that end the process that computes them: a chunk is taken apart until the one is known."""

from __future__ import annotations

from collections import Counter

from carbonfoot.batch.model import REFUSED, Chunk, Done, Row, plain
from carbonfoot.findings.finding import Finding

TRIES = 2
"""Processes that a chunk may end; a machine that is out of memory for a moment takes any."""


class Lost:
    """What becomes of chunks whose process ended."""

    def __init__(self) -> None:
        self._ended: Counter[tuple[str, ...]] = Counter()

    def after(self, chunk: Chunk) -> tuple[list[Chunk], Done | None]:
        """Chunks to compute in its place, or the refusal of its one document."""
        self._ended[chunk.names] += 1
        if self._ended[chunk.names] < TRIES:
            return [chunk], None
        return self.narrowed(chunk)

    def narrowed(self, chunk: Chunk) -> tuple[list[Chunk], Done | None]:
        """The halves of a chunk that was tried enough, or the refusal of its one document."""
        if len(chunk.names) == 1:
            return [], refusal(chunk)
        middle = len(chunk.names) // 2
        halves = [chunk._replace(names=names) for names in (chunk.names[:middle], chunk.names[middle:])]
        for half in halves:  # it was tried with all the others already
            self._ended[half.names] = TRIES - 1 if len(half.names) > 1 else 0
        return halves, None


def refusal(chunk: Chunk) -> Done:
    """A refused row without a key, so that a run to come tries again."""
    (name,) = chunk.names
    finding = Finding(
        "CF961",
        "computing this document ended its process each time it was tried",
        name,
        help="compute it alone with `carbonfoot calc`, and please report what is in it",
        notes=("the system ends a process that takes too much memory; with fewer --jobs each has more",),
    )
    row = Row(
        name,
        "",
        REFUSED,
        {"because": None, "gwp_set": ""},
        [plain(finding)],
        {finding.code: 1},
        {"error": 1},
    )
    return Done(chunk.number, [row], [])
