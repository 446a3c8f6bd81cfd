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


LEAF = """carbonfoot: part/1
product: {{id: {id}, name: {id}, declared_unit: 1 piece, mass: 1 kg, made_in: KR}}
period: 2025
mass_tolerance: 100 %
inputs:
  - name: Wire
    amount: {amount} kg
    transport: []
    footprint: {{value: 2 kg CO2e, per: 1 kg, source: x, gwp: AR6, year: 2025}}
"""
LINK = "  - {{name: {name}, amount: 1 piece, product: {path}, transport: []}}\n"
DECLARED = "  - {{name: Bought, amount: 1 kg, declaration: {path}, transport: []}}\n"


def _leaf(
    file: Path, amount: float = 1, links: tuple[str, ...] = (), declaration: str = "", extra: str = ""
) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    text = LEAF.format(id=file.stem.upper(), amount=amount)
    text += "".join(LINK.format(name=f"Part {number}", path=path) for number, path in enumerate(links))
    text += DECLARED.format(path=declaration) if declaration else ""
    file.write_text(text + extra, encoding="utf-8")


@pytest.fixture
def leaf() -> Callable[..., None]:
    """Writes a small part document of 2 kg CO2e a kg of wire."""
    return _leaf
