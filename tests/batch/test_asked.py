"""What a batch is asked: shards, merging, resuming, and stores of other batches."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.batch.conftest import Processes, Rows, rows_in

Batched = Callable[..., tuple[int, str, str]]


def test_shards_are_disjoint_and_together_all_and_merged_are_one_run(
    many: Path,
    clean: Rows,
    clean_exports: dict[str, bytes],
    processes: Processes,
    tmp_path: Path,
    batched: Batched,
) -> None:
    stores = [tmp_path / f"{number}.sqlite3" for number in (1, 2, 3)]
    for number, store in enumerate(stores, 1):
        batched(many, "--shard", f"{number}/3", "--store", store)
    parts = [rows_in(store) for store in stores]
    assert all(40 < len(part) < 95 for part in parts), "about a third"
    assert sorted(row for part in parts for row in part) == clean
    merged = [word for store in stores for word in ("--merge", store)]
    _, out, _ = batched(many, "--store", tmp_path / "all.sqlite3", *merged)
    assert "0 computed, 200 as stored" in out
    assert rows_in(tmp_path / "all.sqlite3") == clean
    resumed = ("--resume", "--store", tmp_path / "all.sqlite3")
    assert processes.exports(tmp_path / "out", *resumed) == clean_exports
    _, out, _ = batched(many, "--store", tmp_path / "two.sqlite3", *merged[:4])
    missing = len(rows_in(stores[2]))
    assert f"{missing} computed, {200 - missing} as stored" in out
    assert rows_in(tmp_path / "two.sqlite3") == clean


def test_only_what_still_holds_is_merged(many: Path, full: Path, tmp_path: Path, batched: Batched) -> None:
    moved = tmp_path / "moved"
    shutil.copytree(many, moved)
    changed = min(moved.rglob("*-000000.yaml"))
    changed.write_text(changed.read_text().replace("mass: ", "mass: 1", 1))
    _, out, _ = batched(moved, "--store", tmp_path / "new.sqlite3", "--merge", full)
    assert "computed, 19" in out and "200 as stored" not in out
    batched(moved, "--store", tmp_path / "cold.sqlite3")
    assert rows_in(tmp_path / "new.sqlite3") == rows_in(tmp_path / "cold.sqlite3")
    assert rows_in(tmp_path / "new.sqlite3") != rows_in(full)


def test_resuming_keeps_folders_shard_and_options(many: Path, tmp_path: Path, batched: Batched) -> None:
    store = tmp_path / "store.sqlite3"
    batched(many, "--shard", "2/3", "--gwp", "AR5", "--store", store)
    before = rows_in(store)
    _, out, err = batched("--resume", "--store", store)
    assert f"0 computed, {len(before)} as stored" in out
    assert "asked otherwise" not in err
    assert rows_in(store) == before
    for words, says in (
        (("--gwp", "AR6"), "has --gwp AR5, and AR6 is asked"),
        (("--shard", "1/3"), "is of 2/3, and --shard asks for 1/3"),
        (("--locked",), "has --locked off, and on is asked"),
        ((str(tmp_path),), "give --resume without folders"),
        (("--fresh",), "choose one"),
    ):
        code, _, err = batched("--resume", "--store", store, *words)
        assert (code, rows_in(store)) == (2, before), words
        assert says in err
    assert batched("--resume", many, "--store", store)[0] == 3


def test_what_is_asked_otherwise_is_said(many: Path, full: Path, tmp_path: Path, batched: Batched) -> None:
    _, out, err = batched(many, "--store", full, "--gwp", "AR5")
    assert "asked otherwise than before (--gwp not given -> AR5); what that changes is computed again" in err
    assert "200 computed, 0 as stored" in out


@pytest.mark.parametrize("words", [("--resume",), ()])
def test_there_must_be_something_to_do(words: tuple[str, ...], tmp_path: Path, batched: Batched) -> None:
    code, _, err = batched(*words)
    assert code == 2 and err.startswith("error: ")
    assert "carbonfoot batch" in err
    assert list(tmp_path.iterdir()) == []


def test_a_store_that_was_never_asked_has_nothing_to_resume(tmp_path: Path, batched: Batched) -> None:
    empty = tmp_path / "empty"
    assert batched(empty, "--store", tmp_path / "store.sqlite3")[0] == 2
    (tmp_path / "store.sqlite3").touch()
    code, _, err = batched("--resume", "--store", tmp_path / "store.sqlite3")
    assert code == 2 and "no store of a batch" in err


def test_the_store_of_another_batch_is_not_emptied(
    many: Path, full: Path, tmp_path: Path, batched: Batched
) -> None:
    before = rows_in(full)
    other = tmp_path / "other"
    shutil.copytree(many / "region-00", other / "else")
    code, _, err = batched(other, "--store", full)
    assert code == 2 and "of other documents (200, and none of them is here)" in err
    assert rows_in(full) == before
    assert batched("--resume", "--store", full)[0] == 3, "it is still asked for the folder it is of"
    assert batched(other, "--store", full, "--fresh")[0] in (0, 3, 4)
    assert {row[0].split("/")[0] for row in rows_in(full)} == {"else"}


def test_a_folder_that_went_away_empties_no_store(
    many: Path, full: Path, tmp_path: Path, batched: Batched
) -> None:
    here = tmp_path / "here"
    shutil.copytree(many, here)
    batched(here, "--store", full)
    here.rename(tmp_path / "there")
    code, _, err = batched("--resume", "--store", full)
    assert code == 2 and f"the folder of this batch is not there: {here}" in err
    assert len(rows_in(full)) == 200
    _, out, _ = batched(tmp_path / "there", "--store", full)
    assert "0 computed, 200 as stored" in out, "names are those below the folder"


def test_a_store_is_not_merged_into_itself(many: Path, full: Path, tmp_path: Path, batched: Batched) -> None:
    code, _, err = batched(many, "--store", full, "--merge", full)
    assert code == 2 and "this is the store itself" in err
    code, _, err = batched(many, "--store", full, "--merge", tmp_path / "none.sqlite3")
    assert code == 2 and "there is no such store" in err
