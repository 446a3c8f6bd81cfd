"""What a result depends on beside documents: packs wherever they stand, also while processes live on."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from carbonfoot.batch.executors.dask import compute, site_of
from carbonfoot.batch.keys import packs_digest
from carbonfoot.batch.model import Chunk, Job
from carbonfoot.batch.work import Worker

PACKS = Path(__file__).parents[2] / "examples" / "own-factors" / "packs"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A document that uses a factor of its own pack."""
    folder = tmp_path / "project"
    shutil.copytree(PACKS.parent, folder)
    return folder


def dearer(packs: Path) -> None:
    """The cost of the first factors of the pack goes up."""
    file = packs / "hanil-lca" / "records.csv"
    text = file.read_text(encoding="utf-8")
    assert ",2.47," in text
    file.write_text(text.replace(",2.47,", ",9.47,"), encoding="utf-8")


def test_a_pack_below_home_is_in_the_key(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, batch: Callable[[Path], object]
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    (project / "packs").rename(tmp_path / "home")
    (project / "carbonfoot.toml").write_text('[factors]\npacks = ["~/hanil-lca"]\n')
    one = batch(project)
    one.run()  # type: ignore[attr-defined]
    before = one.rows()  # type: ignore[attr-defined]
    assert before["part.yaml"].state == "complete"
    dearer(tmp_path / "home")
    assert one.run().computed == 1  # type: ignore[attr-defined]
    assert one.rows() == one.cold()  # type: ignore[attr-defined]
    assert one.rows()["part.yaml"].data["total"] > before["part.yaml"].data["total"]  # type: ignore[attr-defined]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_pack_behind_a_link_is_in_the_key(project: Path) -> None:
    (project / "packs" / "hanil-lca").rename(project / "kept")
    (project / "packs" / "hanil-lca").symlink_to(project / "kept")
    before = packs_digest(str(project))
    file = project / "kept" / "records.csv"
    file.write_text(file.read_text(encoding="utf-8").replace(",2.47,", ",9.47,"), encoding="utf-8")
    assert packs_digest(str(project)) != before


def total(done: object) -> float:
    (row,) = done.rows  # type: ignore[attr-defined]
    return float(row.data["total"])


def test_a_process_that_lives_on_takes_the_packs_of_today(project: Path) -> None:
    job, chunk = Job(os.path.realpath(project), (".",)), Chunk(0, ("part.yaml",))
    worker = Worker(job)
    before = worker.compute(chunk)
    dearer(project / "packs")
    after = worker.compute(chunk)
    assert total(after) > total(before)
    assert after == Worker(job).compute(chunk)


def test_a_cluster_keeps_nothing_of_a_run_for_the_next(project: Path) -> None:
    job, chunk = Job(os.path.realpath(project), (".",)), Chunk(0, ("part.yaml",))
    before = compute(job, chunk, site_of(job, chunk))
    dearer(project / "packs")
    assert total(compute(job, chunk, site_of(job, chunk))) > total(before)


def test_a_row_has_no_key_where_its_packs_changed_meanwhile(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    job, chunk = Job(os.path.realpath(project), (".",)), Chunk(0, ("part.yaml",))
    worker = Worker(job)
    plain = worker._of_root

    def slow(*given: object) -> object:
        rows = plain(*given)  # type: ignore[arg-type]
        dearer(project / "packs")
        return rows

    monkeypatch.setattr(worker, "_of_root", slow)
    (row,) = worker.compute(chunk).rows
    assert row.key == ""
