"""Names from the base of a batch on, wherever the program was started."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_here = threading.RLock()  # the working folder belongs to the whole process


@contextmanager
def inside(folder: str) -> Iterator[None]:
    """Work in a folder, so that all names are shown from there on."""
    with _here:
        before = os.getcwd()
        os.chdir(folder)
        try:
            yield
        finally:
            os.chdir(before)
