"""A lock from outside leads nowhere else, and nothing is written over what a project rests on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest


def contents(root: Path) -> dict[Path, bytes]:
    return {file: file.read_bytes() for file in root.rglob("*") if file.is_file()}


@pytest.mark.parametrize(
    "words",
    [
        "calc bolt.yaml -o packs/one/records.csv",
        "calc bolt.yaml -f json -o packs/one/pack.yaml",
        "calc bolt.yaml --locked -o carbonfoot.lock",
        "explain bolt.yaml -o packs/one/records.csv",
        "lock -o bolt.yaml",
        "lock -f json -o pin.yaml",
        "lock --check -o carbonfoot.lock",
        "lock --update -o packs/one/records.csv",
        "factors check -o packs/one/records.csv",
        "factors show own/rod -o packs/one/pack.yaml",
        "factors diff packs/one packs/one -o packs/one/records.csv",
        "factors stats -o carbonfoot.toml",
        "explain CF301 -o carbonfoot.lock",
    ],
)
def test_no_result_goes_over_what_the_project_rests_on(held: Any, words: str) -> None:
    before = contents(held.root)
    ran = held.run(*words.split())
    assert (ran.code, ran.out) == (2, "")
    assert "choose another" in ran.err
    assert contents(held.root) == before


def test_a_refused_target_leaves_the_lock_unwritten(held: Any) -> None:
    (held.root / "carbonfoot.lock").unlink()
    before = contents(held.root)
    for words in (("-o", "bolt.yaml"), ("-f", "json", "-o", "bolt.yaml")):
        assert held.run("lock", "bolt.yaml", *words).code == 2
    assert contents(held.root) == before


def test_nor_does_a_refusal_to_lock(held: Any) -> None:
    held.part("bolt.yaml", [{"name": "Lacquer", "amount": "1 kg"}])
    before = contents(held.root)
    for name in ("bolt.yaml", "washer.yaml"):
        assert held.run("lock", "bolt.yaml", "washer.yaml", "-f", "json", "-o", name).code == 2, name
    assert contents(held.root) == before


@pytest.mark.parametrize("document", ["../elsewhere/part.yaml", "parts/../../part.yaml", "/etc/hostname"])
@pytest.mark.parametrize("words", ["lock", "lock --check", "lock --update", "calc bolt.yaml --locked"])
def test_documents_of_a_lock_stand_below_the_root(held: Any, document: str, words: str) -> None:
    """A lock may come with a pull request: it must not read other files of the machine."""
    data = held.lock
    data["documents"].append(document)
    (held.root / "carbonfoot.lock").write_text(json.dumps(data), encoding="utf-8")
    ran = held.run(*words.split())
    assert ran.code == 3
    assert "CF506" in ran.err and "leads out of the project root" in ran.err


def test_a_truth_is_no_year(held: Any) -> None:
    data = held.lock
    data["picks"][0]["year"] = True
    (held.root / "carbonfoot.lock").write_text(json.dumps(data), encoding="utf-8")
    assert "`True` is not a year" in held.run("lock", "--check").err


def test_an_object_of_very_many_keys_is_read_at_once(held: Any) -> None:
    """Comparing each key with all others would take hours."""
    names = ",".join(f'"gas-{number}":0' for number in range(200_000))
    (held.root / "carbonfoot.lock").write_text("{" + names + ',"gas-7":0}', encoding="utf-8")
    assert "`gas-7` stands twice" in held.run("lock", "--check").err


def test_documents_that_are_all_gone_do_not_empty_the_lock(held: Any) -> None:
    """They were renamed, more likely than not: an empty lock would let their numbers move."""
    text = held.lock_text
    for name in ("bolt.yaml", "washer.yaml", "pin.yaml"):
        (held.root / name).rename(held.root / f"new-{name}")
    for words in (["lock"], ["lock", "--update"]):
        ran = held.run(*words)
        assert (ran.code, ran.out) == (2, "")
        assert "name those to lock in their place" in ran.err
    assert held.lock_text == text
    assert held.run("lock", "--check").code == 1
    held.pack("two", {"id": "rod", "item": "own/rod", "co2e": "1.5"})
    assert held.run("lock", "new-washer.yaml").code == 0
    assert [one["records"][0]["id"] for one in held.lock["picks"]] == ["one:nut"]
