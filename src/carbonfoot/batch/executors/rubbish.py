"""Objects that hold each other are looked for now and then: all the time costs much, and never would fill the memory."""

from __future__ import annotations

import gc

EVERY = 20
"""Chunks between two looks: what a chunk leaves behind is little, and each look walks all that is kept since the first."""


class Rubbish:
    """Taken away after the first chunk and then now and then, in a process that does not look for it itself."""

    def __init__(self) -> None:
        self._chunks = 0

    def after_chunk(self) -> None:
        """Count a chunk."""
        self._chunks += 1
        if gc.isenabled():
            return
        if self._chunks == 1:
            gc.collect()  # loading modules leaves megabytes
            gc.freeze()  # what the first chunk needed is never walked again
        elif self._chunks % EVERY == 0:
            gc.collect()
