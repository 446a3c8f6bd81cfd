"""Names that are no text, and documents behind a point: nothing is lost, nothing ends a batch."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.batch.conftest import NEEDING

Leaf = Callable[..., None]
Batched = Callable[..., tuple[int, str, str]]

NO_TEXT = os.fsdecode("부품".encode("cp949"))
"""A name as an archive of a Korean Windows leaves it on a system of UTF-8."""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="names are text there")
def test_names_that_are_no_text_are_rows_like_others(tmp_path: Path, leaf: Leaf, batched: Batched) -> None:
    folder = tmp_path / "suppliers"
    leaf(folder / "part.yaml")
    (folder / "part.yaml").rename(folder / f"{NO_TEXT}.yaml")
    leaf(folder / NO_TEXT / "broken.yaml", amount="1,234x")
    leaf(folder / NO_TEXT / "uses.yaml", links=("bolt.yaml",))
    leaf(folder / NO_TEXT / "bolt.yaml")
    leaf(folder / "new\nline.yaml")
    leaf(folder / "😀.yaml")
    endings = [".csv", ".jsonl", *(end for name, end in NEEDING.items() if find_spec(name))]
    words = [word for end in endings for word in ("--export", tmp_path / f"p{end}")]
    words += ["--export-findings", tmp_path / "f.csv", "--report", tmp_path / "r.html"]
    for computed in (6, 0):
        code, out, err = batched(folder, *words)
        assert code == 3, err
        assert f"{computed} computed, {6 - computed} as stored" in out
    with (tmp_path / "p.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = {row["name"]: row for row in csv.DictReader(stream)}
    assert len(rows) == 6
    shown = NO_TEXT.encode("utf-8", "backslashreplace").decode()
    assert rows[f"{shown}/uses.yaml"]["total"] == "4"
    assert rows[f"{shown}.yaml"]["state"] == "complete"
    lines = (tmp_path / "p.jsonl").read_text(encoding="utf-8").splitlines()
    assert len([json.loads(line) for line in lines]) == 6
    (folder / f"{NO_TEXT}.yaml").unlink()
    assert "0 computed, 5 as stored" in batched(folder)[1]
    connection = sqlite3.connect(tmp_path / "carbonfoot-batch.sqlite3")
    assert connection.execute("select count(*) from product").fetchone() == (5,)
    connection.close()


@pytest.mark.parametrize("behind", [".drafts", "node_modules", "env"])
def test_what_is_said_of_a_linked_document_that_is_no_row_stands_at_who_links_it(
    behind: str, tmp_path: Path, leaf: Leaf, batched: Batched
) -> None:
    folder = tmp_path / "suppliers"
    leaf(folder / behind / "bolt.yaml", amount="1,234x")
    if behind == "env":
        (folder / "env" / "pyvenv.cfg").write_text("")
    leaf(folder / "bracket.yaml", links=(f"{behind}/bolt.yaml",))
    code, _, _ = batched(folder, "--export-findings", tmp_path / "f.csv", "--export", tmp_path / "p.csv")
    assert code == 3
    with (tmp_path / "f.csv").open(encoding="utf-8-sig", newline="") as stream:
        found = [(row["product"], row["code"], row["file"]) for row in csv.DictReader(stream)]
    assert ("bracket.yaml", "CF201", f"{behind}/bolt.yaml") in found
    with (tmp_path / "p.csv").open(encoding="utf-8-sig", newline="") as stream:
        assert [row["name"] for row in csv.DictReader(stream)] == ["bracket.yaml"]


def test_ctrl_c_while_exports_are_written_says_how_to_go_on(
    tmp_path: Path, leaf: Leaf, batched: Batched, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaf(tmp_path / "suppliers" / "bolt.yaml")
    target = tmp_path / "p.csv"
    target.write_text("as it was")

    def stops(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("carbonfoot.batch.export.csv.products", stops)
    code, out, err = batched(tmp_path / "suppliers", "--export", target)
    assert (code, out) == (130, "")
    assert "stopped: 1 documents are stored; go on with\n  carbonfoot batch --resume --export " in err
    assert target.read_text() == "as it was"
    assert not [*tmp_path.glob(".carbonfoot-*")]


def test_ctrl_c_while_documents_are_looked_for_names_no_way_that_is_closed(
    tmp_path: Path, leaf: Leaf, batched: Batched, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaf(tmp_path / "suppliers" / "bolt.yaml")

    def stops(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("carbonfoot.batch.run.find", stops)
    code, out, err = batched(tmp_path / "suppliers")
    assert (code, out) == (130, "")
    assert err == "stopped: nothing was computed yet; run the same line again\n"
    monkeypatch.undo()
    monkeypatch.chdir(tmp_path)
    assert batched(tmp_path / "suppliers")[0] == 0
