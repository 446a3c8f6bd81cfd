"""Broken and odd files in a batch: every good document is computed, every bad one is told, nothing stops the run."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.batch import reading
from carbonfoot.batch.keys import digest
from carbonfoot.batch.model import REFUSED, Job, Row, finding_of
from carbonfoot.batch.plan import chunks, find, name_of
from carbonfoot.batch.reading import Reading
from carbonfoot.batch.work import Worker
from carbonfoot.documents import sources
from carbonfoot.findings.finding import severity

Leaf = Callable[..., None]

BAD = Path(__file__).resolve().parents[2] / "examples" / "bad"
Make = Callable[[Path], Any]


@pytest.mark.parametrize("count", [40, pytest.param(1000, marks=pytest.mark.system)])
def test_the_whole_catalogue_of_broken_files_among_good_ones(
    batch: Make, leaf: Leaf, tmp_path: Path, count: int
) -> None:
    top = tmp_path / "suppliers"
    for number in range(count):
        leaf(top / f"good-{number // 10:03}" / f"part-{number:04}.yaml")
    for case in sorted(one for one in BAD.iterdir() if one.is_dir()):
        shutil.copytree(case, top / "bad" / case.name)
    one = batch(top)
    ran = one.run()
    rows = one.rows()
    good = [row for name, row in rows.items() if name.startswith("good-")]
    assert len(good) == count and all(row.data["total"] == 2.0 and not row.grave.get("error") for row in good)
    alone: dict[str, Counter[str]] = {}
    for case in sorted((top / "bad").iterdir()):
        for row in alone_in(case):
            alone.setdefault(case.name, Counter()).update(row.codes)
    together: dict[str, Counter[str]] = {}
    for name, row in rows.items():
        if name.startswith("bad/"):
            together.setdefault(name.split("/")[1], Counter()).update(row.codes)
    assert {case for case in together if together[case] != alone[case]} == {WHERE_IT_STANDS}
    assert together.keys() == alone.keys()
    assert ran.computed == len(rows)
    for row in rows.values():
        if row.state == REFUSED:
            assert row.data["because"] or row.grave.get("error"), row.name


def alone_in(folder: Path) -> list[Row]:
    """The rows of a batch of one folder, which nothing keeps."""
    job = Job(os.path.realpath(folder), (".",))
    worker = Worker(job)
    names = sorted(name_of(job.base, file) for file in find(job.base, job.folders).files)
    return [row for chunk in chunks(names) for row in worker.compute(chunk).rows]


WHERE_IT_STANDS = "CF508-packs-passed-by"
"""Packs of the folder that is given are its own where no settings say otherwise: of the case, not of the whole."""


def test_odd_things_in_the_file_system(batch: Make, leaf: Leaf, tmp_path: Path) -> None:
    top = tmp_path / "suppliers"
    leaf(top / "good.yaml")
    (top / "loop").mkdir()
    (top / "loop" / "up").symlink_to(top, target_is_directory=True)
    (top / "dangling.yaml").symlink_to(top / "nowhere.yaml")
    (top / "again.yaml").symlink_to(top / "good.yaml")
    outside = tmp_path / "outside.yaml"
    leaf(outside)
    (top / "out.yaml").symlink_to(outside)
    os.mkfifo(top / "pipe.yaml")
    (top / "empty.yaml").write_bytes(b"")
    (top / "photo.yaml").write_bytes(bytes(range(256)) * 40)
    (top / "report.docx").write_bytes(b"PK\x03\x04" + b"\0" * 100)
    (top / "part.txt").write_text((top / "good.yaml").read_text())
    (top / ".hidden").mkdir()
    leaf(top / ".hidden" / "x.yaml")
    one = batch(top)
    ran = one.run()
    rows = one.rows()
    assert rows["good.yaml"].state == "complete"
    assert {name for name, row in rows.items() if row.state == REFUSED} == {
        *("nowhere.yaml", "pipe.yaml", "../outside.yaml")
    }
    said = {(finding.code, finding.file) for finding in ran.found.findings}
    assert said in ({("CF480", "loop"), ("CF480", "part.txt")}, {("CF480", ""), ("CF480", "part.txt")})
    assert one.rows() == one.cold()


def test_files_that_vanish_between_the_walk_and_the_work(batch: Make, leaf: Leaf, tmp_path: Path) -> None:
    top = tmp_path / "suppliers"
    for number in range(5):
        leaf(top / f"part-{number}.yaml")
    one = batch(top)

    def vanish(*_: Any) -> Any:
        found = find(*_)
        (top / "part-2.yaml").unlink()
        shutil.rmtree(top / "gone", ignore_errors=True)
        return found

    leaf(top / "gone" / "part-9.yaml")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("carbonfoot.batch.run.find", vanish)
        one.run()
    rows = one.rows()
    assert {name for name, row in rows.items() if row.state == REFUSED} == {"part-2.yaml", "gone/part-9.yaml"}
    for name in ("part-2.yaml", "gone/part-9.yaml"):
        assert {finding.code for finding in map(finding_of, rows[name].findings)} == {"CF001"}
    one.run()
    assert set(one.rows()) == {f"part-{number}.yaml" for number in (0, 1, 3, 4)}


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="permissions do not bind this user"
)
def test_folders_and_files_that_may_not_be_read(batch: Make, leaf: Leaf, tmp_path: Path) -> None:
    top = tmp_path / "suppliers"
    leaf(top / "good.yaml")
    leaf(top / "closed" / "part.yaml")
    leaf(top / "secret.yaml")
    (top / "secret.yaml").chmod(0)
    (top / "closed").chmod(0)
    try:
        one = batch(top)
        ran = one.run()
        assert {severity(finding) for finding in ran.found.findings} == {"error"}
        assert one.rows()["secret.yaml"].state == REFUSED
        assert one.rows()["good.yaml"].state == "complete"
    finally:
        (top / "closed").chmod(0o700)


def test_a_document_that_changes_while_it_is_read_is_computed_again(
    batch: Make, leaf: Leaf, tmp_path: Path
) -> None:
    top = tmp_path / "suppliers"
    leaf(top / "part.yaml")
    one = batch(top)

    def changed(*_: Any) -> Any:
        found = find(*_)
        leaf(top / "part.yaml", 3)
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("carbonfoot.batch.run.find", changed)
        one.run()
    assert one.rows()["part.yaml"].data["total"] == 6.0
    leaf(top / "part.yaml", 1)  # the bytes of the walk again: the row is of others
    one.run()
    assert one.rows()["part.yaml"].data["total"] == 2.0


def test_a_bug_of_ours_costs_its_own_row(
    batch: Make, leaf: Leaf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from carbonfoot.batch.rows import data_of

    top = tmp_path / "suppliers"
    for number in range(20):
        leaf(top / f"part-{number:02}.yaml", links=("part-07.yaml",) if number == 11 else ())
    one = batch(top)

    def fails(product: Any, result: Any) -> Any:
        return 1 / 0 if product.file.endswith("part-07.yaml") else data_of(product, result)

    with monkeypatch.context() as patch:
        patch.setattr("carbonfoot.batch.work.data_of", fails)
        one.run()
    rows = one.rows()
    assert {name for name, row in rows.items() if row.codes.get("CF962")} == {"part-07.yaml"}
    assert rows["part-11.yaml"].data["total"] == 4.0  # its own calculation does not fail
    assert one.run().computed == 1, "it is tried again"
    assert one.rows() == one.cold()


def test_a_file_as_large_as_files_may_be_is_read_whole_and_one_that_grows_meanwhile_is_refused(
    leaf: Leaf, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "part.yaml"
    leaf(file)
    data = file.read_bytes()
    for module in (reading, sources):
        monkeypatch.setattr(module, "MAX_BYTES", len(data))
    read = Reading()
    assert read.get(str(file)) == (data.decode(), [])
    assert dict(read.known()) == {str(file): digest(data)}
    file.write_bytes(data + b"#")
    monkeypatch.setattr(os.path, "getsize", lambda _: len(data))  # as it was a moment before
    text, findings = Reading().get(str(file))
    assert text is None and [one.code for one in findings] == ["CF007"]
