from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from carbonfoot.batch.executors import local
from carbonfoot.batch.model import Done, Job, Row
from carbonfoot.batch.run import Ran, run
from carbonfoot.batch.store import Store


class Batch:
    """A folder and its store, run as often as a test likes."""

    def __init__(self, folder: Path, store: Path) -> None:
        self.folder = folder
        self.store = store

    def run(self, **options: object) -> Ran:
        base = os.path.realpath(self.folder)
        kept = Store(str(self.store))
        try:
            return run(Job(base, (".",), **options), kept, local.run, lambda *_: None)  # type: ignore[arg-type]
        finally:
            kept.close()

    def rows(self) -> dict[str, Row]:
        kept = Store(str(self.store))
        try:
            return {row.name: row for row in kept.rows()}
        finally:
            kept.close()

    def cold(self) -> dict[str, Row]:
        """The rows of a run that knows nothing."""
        fresh = Batch(self.folder, self.store.with_name("cold.sqlite3"))
        fresh.store.unlink(missing_ok=True)
        fresh.run()
        return fresh.rows()


@pytest.fixture
def batch(tmp_path: Path) -> Callable[[Path], Batch]:
    return lambda folder: Batch(folder, tmp_path / "store.sqlite3")


def rows_of(done: list[Done]) -> dict[str, Row]:
    return {row.name: row for one in done for row in one.rows}
