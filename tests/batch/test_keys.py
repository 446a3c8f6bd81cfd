"""Only what changed is computed again: each thing that a result depends on is changed alone, and equals a cold run."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from carbonfoot.batch import run as run_module
from carbonfoot.batch import work
from carbonfoot.batch.plan import LARGEST, chunks
from carbonfoot.batch.reading import Reading
from carbonfoot.findings.finding import Finding

Leaf = Callable[..., None]


@pytest.fixture
def folder(tmp_path: Path, leaf: Leaf) -> Path:
    """Four suppliers: top needs mid, mid needs bolt; two draw on each other; one looks a table up; one link is missing."""
    root = tmp_path / "suppliers"
    leaf(root / "one" / "top.yaml", links=("../two/mid.yaml",))
    leaf(root / "two" / "mid.yaml", links=("../three/bolt.yaml",))
    leaf(root / "three" / "bolt.yaml")
    leaf(root / "four" / "rework.yaml", links=("scrap.yaml",))
    (root / "four" / "rework.yaml").write_text(
        (root / "four" / "rework.yaml")
        .read_text()
        .replace("amount: 1 piece, product", "amount: 0.1 piece, product")
    )
    leaf(root / "four" / "scrap.yaml", links=("rework.yaml",))
    (root / "four" / "scrap.yaml").write_text(
        (root / "four" / "scrap.yaml")
        .read_text()
        .replace("amount: 1 piece, product", "amount: 0.1 piece, product")
    )
    leaf(root / "five" / "looked-up.yaml", extra="tables: {presses: {file: presses.csv}}\n")
    text = (
        (root / "five" / "looked-up.yaml")
        .read_text()
        .replace("amount: 1 kg", "amount: '= lookup(presses, mass, press=\"A\")'")
    )
    (root / "five" / "looked-up.yaml").write_text(text)
    (root / "five" / "presses.csv").write_text("press,mass [kg]\nA,3\n")
    leaf(root / "six" / "broken.yaml", links=("gone.yaml",))
    leaf(root / "seven" / "alone.yaml")
    (root / "carbonfoot.toml").write_text("")
    return root


def changed(batch: Callable[[Path], object], folder: Path, change: Callable[[], object]) -> set[str]:
    """Names that a second run computes again; the rows are those of a cold run."""
    one = batch(folder)
    one.run()  # type: ignore[attr-defined]
    before = one.rows()  # type: ignore[attr-defined]
    assert one.run().computed == 0  # type: ignore[attr-defined]
    change()
    one.run()  # type: ignore[attr-defined]
    after = one.rows()  # type: ignore[attr-defined]
    assert after == one.cold()  # type: ignore[attr-defined]
    return {name for name in after if name not in before or before[name].key != after[name].key}


ALL = {
    *("one/top.yaml", "two/mid.yaml", "three/bolt.yaml", "four/rework.yaml", "four/scrap.yaml"),
    *("five/looked-up.yaml", "six/broken.yaml", "seven/alone.yaml"),
}


def test_the_folder_is_what_it_should_be(batch: Callable[[Path], object], folder: Path) -> None:
    one = batch(folder)
    one.run()  # type: ignore[attr-defined]
    rows = one.rows()  # type: ignore[attr-defined]
    assert set(rows) == ALL
    assert {name for name, row in rows.items() if row.state == "refused"} == {"six/broken.yaml"}
    assert rows["one/top.yaml"].data["total"] == 6.0
    assert rows["five/looked-up.yaml"].data["total"] == 6.0


def test_bytes_of_a_file_and_all_who_need_it(
    batch: Callable[[Path], object], folder: Path, leaf: Leaf
) -> None:
    assert changed(batch, folder, lambda: leaf(folder / "three" / "bolt.yaml", 2)) == {
        *("one/top.yaml", "two/mid.yaml", "three/bolt.yaml"),
    }


def test_same_size_and_time_are_no_proof(batch: Callable[[Path], object], folder: Path, leaf: Leaf) -> None:
    file = folder / "seven" / "alone.yaml"
    known = file.stat()

    def change() -> None:
        leaf(file, 2)
        os.utime(file, ns=(known.st_atime_ns, known.st_mtime_ns))

    assert changed(batch, folder, change) == {"seven/alone.yaml"}


def test_a_circle_is_computed_together(batch: Callable[[Path], object], folder: Path) -> None:
    file = folder / "four" / "scrap.yaml"
    assert changed(batch, folder, lambda: file.write_text(file.read_text() + "note: again\n")) == {
        *("four/rework.yaml", "four/scrap.yaml"),
    }


def test_a_table(batch: Callable[[Path], object], folder: Path) -> None:
    change = (folder / "five" / "presses.csv").write_text
    assert changed(batch, folder, lambda: change("press,mass [kg]\nA,4\n")) == {"five/looked-up.yaml"}


def test_a_reference_that_failed_and_is_there_now(
    batch: Callable[[Path], object], folder: Path, leaf: Leaf
) -> None:
    assert changed(batch, folder, lambda: leaf(folder / "six" / "gone.yaml")) == {
        "six/broken.yaml",
        "six/gone.yaml",
    }


def test_what_is_said_of_a_reference_that_fails(
    batch: Callable[[Path], object], folder: Path, leaf: Leaf
) -> None:
    """A file of a similar name is named in the help."""
    assert changed(batch, folder, lambda: leaf(folder / "six" / "gones.yaml")) == {
        "six/broken.yaml",
        "six/gones.yaml",
    }


def test_a_file_that_goes(batch: Callable[[Path], object], folder: Path) -> None:
    assert changed(batch, folder, (folder / "three" / "bolt.yaml").unlink) == {"one/top.yaml", "two/mid.yaml"}


def test_settings(batch: Callable[[Path], object], folder: Path) -> None:
    assert changed(batch, folder, lambda: (folder / "carbonfoot.toml").write_text('gwp = "AR5"\n')) == ALL


def test_settings_of_one_supplier_are_of_its_documents(batch: Callable[[Path], object], folder: Path) -> None:
    change = (folder / "seven" / "carbonfoot.toml").write_text
    assert changed(batch, folder, lambda: change('gwp = "AR5"\n')) == {"seven/alone.yaml"}


def test_the_lock(batch: Callable[[Path], object], folder: Path) -> None:
    assert changed(batch, folder, lambda: (folder / "carbonfoot.lock").write_text("x")) == ALL


def test_a_declaration_and_those_beside_it(batch: Callable[[Path], object], folder: Path, leaf: Leaf) -> None:
    leaf(folder / "seven" / "alone.yaml", declaration="bought.json")
    (folder / "seven" / "bought.json").write_text("{}")
    other = folder / "seven" / "newer.json"
    assert changed(batch, folder, lambda: other.write_text('{"precedingPfIds": []}')) == {"seven/alone.yaml"}
    assert changed(batch, folder, lambda: (folder / "seven" / "bought.json").write_text("[]")) == {
        "seven/alone.yaml"
    }


def test_packs_of_the_project(batch: Callable[[Path], object], folder: Path) -> None:
    def change() -> None:
        (folder / "packs" / "own").mkdir(parents=True)
        (folder / "packs" / "own" / "pack.yaml").write_text("id: own\n")

    assert changed(batch, folder, change) == ALL


def test_the_version_of_the_tool(
    batch: Callable[[Path], object], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert changed(batch, folder, lambda: monkeypatch.setattr(work, "__version__", "9")) == ALL


def test_the_factor_library(
    batch: Callable[[Path], object], folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = work.run_digest

    def change() -> None:
        for module in (work, run_module):
            monkeypatch.setattr(module, "run_digest", lambda job, library: plain(job, library + "x"))

    assert changed(batch, folder, change) == ALL


@pytest.mark.parametrize(
    "option", [{"gwp": "AR4"}, {"conservative": True}, {"locked": True}, {"uncertainty": "none"}], ids=str
)
def test_options(batch: Callable[[Path], object], folder: Path, option: dict[str, object]) -> None:
    one = batch(folder)
    one.run()  # type: ignore[attr-defined]
    assert one.run(**option).computed == len(ALL)  # type: ignore[attr-defined]
    assert one.run(**option).computed == 0  # type: ignore[attr-defined]


def test_a_long_chain_costs_no_more_than_its_length(
    batch: Callable[[Path], object], tmp_path: Path, leaf: Leaf, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twenty deep, and each of 60 others takes its end: each document is read once, and computed once."""
    read: list[str] = []
    plain = Reading._read

    def noted(self: Reading, file: str) -> tuple[str | None, list[Finding]]:
        read.append(file)
        return plain(self, file)

    monkeypatch.setattr(Reading, "_read", noted)
    top = tmp_path / "suppliers"
    for number in range(20):
        leaf(top / f"chain-{number:02}.yaml", links=(f"chain-{number + 1:02}.yaml",) if number < 19 else ())
    for number in range(60):
        leaf(top / f"user-{number:03}.yaml", links=("chain-00.yaml",))
    one = batch(top)
    assert one.run().computed == 80  # type: ignore[attr-defined]
    assert len(read) == 80
    assert one.rows()["user-059.yaml"].data["total"] == 42.0  # type: ignore[attr-defined]
    assert one.run().computed == 0  # type: ignore[attr-defined]
    assert len(read) == 80
    leaf(top / "chain-19.yaml", 2)
    assert one.run().computed == 80  # type: ignore[attr-defined]
    assert one.rows() == one.cold()  # type: ignore[attr-defined]


def test_linked_documents_come_in_one_chunk() -> None:
    names = [f"{number:03}.yaml" for number in range(30)]
    linked = {f"{number:03}.yaml": "003.yaml" for number in range(3, 30, 3)}
    given = list(chunks(names, 5, linked))
    assert sorted(name for one in given for name in one.names) == names
    assert len({one.number for one in given if set(one.names) & set(linked)}) == 1
    assert max(len(one.names) for one in given) <= 5 * LARGEST
