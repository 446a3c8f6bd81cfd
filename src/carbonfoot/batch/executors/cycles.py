"""What refers to itself, and is freed by a collector alone: none while a chunk is computed, now and then between them."""

from __future__ import annotations

import gc

EVERY = 20
"""Chunks between two collections: what a chunk leaves behind is little, and each walks all that is kept since the first."""


def after(chunks: int) -> None:
    """Collect what so many chunks left behind; what the first needed, such as modules, is never walked again."""
    if chunks == 1:
        gc.collect()  # loading modules leaves megabytes
        gc.freeze()
    elif chunks % EVERY == 0:
        gc.collect()
