"""`carbonfoot lock`: what it writes, what it keeps, and what stops it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Golden = Callable[[str, str], None]

NUT = {"name": "Nut", "amount": "1 kg", "factor": "own/nut", "origin": "KR"}
ROD = {"name": "Rod", "amount": "2 kg", "factor": "own/rod", "origin": "KR"}
BETTER = {"id": "rod", "item": "own/rod", "co2e": "3", "year": "2025"}
"""A record that is picked in place of the pinned one as soon as it is there: it is of the period."""


def test_a_need_is_pinned_once_with_all_lines_that_share_it(held: Any) -> None:
    lock = held.lock
    assert lock["schema"] == "carbonfoot-lock/1"
    assert lock["documents"] == ["bolt.yaml", "washer.yaml"]
    assert [pick["item"] for pick in lock["picks"]] == ["own/nut", "own/rod"]
    nut, rod = lock["picks"]
    assert nut["used_by"] == ["bolt.yaml:inputs/1", "washer.yaml:inputs/0"]
    assert rod["used_by"] == ["bolt.yaml:inputs/0", "pin.yaml:inputs/0"], "linked documents are included"
    assert [record["id"] for record in rod["records"]] == ["one:rod"]
    assert {key: rod[key] for key in ("route", "region", "year", "unit")} == {
        "route": "",
        "region": "KR",
        "year": 2025,
        "unit": "kg",
    }
    assert lock["packs"]["one"]["edition"] == "1"


def test_numbers_of_private_packs_are_not_in_the_lock(project: Any) -> None:
    project.pack("one", {"id": "rod", "item": "own/rod", "co2e": "2.718281"})
    project.part("bolt.yaml", [ROD])
    assert project.run("lock", "bolt.yaml").code == 0
    assert "2.718281" not in project.lock_text
    assert re.fullmatch("[0-9a-f]{64}", project.lock["picks"][0]["records"][0]["hash"])


def test_the_text_does_not_depend_on_the_order_of_the_files(held: Any) -> None:
    before = held.lock_text
    (held.root / "carbonfoot.lock").unlink()
    assert held.run("lock", "washer.yaml", "bolt.yaml", "washer.yaml").code == 0
    assert held.lock_text == before


def test_a_lock_that_holds_is_not_written_again(held: Any) -> None:
    file = held.root / "carbonfoot.lock"
    state = file.stat().st_mtime_ns
    ran = held.run("lock")
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "holds; nothing to write")
    assert file.stat().st_mtime_ns == state
    assert held.run("lock", "--check").code == 0
    assert held.run("lock", "--quiet").out == ""


def test_nothing_is_left_beside_it(held: Any) -> None:
    assert sorted(path.name for path in held.root.iterdir() if "carbonfoot" in path.name) == [
        "carbonfoot.lock",
        "carbonfoot.toml",
    ]


def test_a_better_record_moves_no_pin_and_is_no_drift(held: Any) -> None:
    before = held.lock_text
    held.pack("two", BETTER)
    assert held.run("lock", "--check").code == 0
    assert held.run("lock").code == 0
    assert held.lock_text == before


def test_a_line_that_is_new_is_pinned_beside_the_pins_that_hold(held: Any) -> None:
    held.pack("two", BETTER, {"id": "cap", "item": "own/cap", "co2e": "1"})
    held.part("washer.yaml", [NUT, {"name": "Cap", "amount": "1 kg", "factor": "own/cap", "origin": "KR"}])
    check = held.run("lock", "--check")
    assert check.code == 1
    assert "new          own/cap, KR, 2025: two:cap (washer.yaml:inputs/1)" in check.out
    assert held.run("lock").code == 0
    picks = {pick["item"]: pick["records"][0]["id"] for pick in held.lock["picks"]}
    assert picks == {"own/cap": "two:cap", "own/nut": "one:nut", "own/rod": "one:rod"}
    assert held.run("lock", "--check").code == 0


def test_a_need_that_is_gone_is_dropped(held: Any) -> None:
    held.part("bolt.yaml", [NUT])
    assert "unused       own/rod" in held.run("lock", "--check").out
    assert held.run("lock").code == 0
    assert [pick["item"] for pick in held.lock["picks"]] == ["own/nut"]


def test_a_document_is_added_and_one_that_is_gone_is_dropped(held: Any) -> None:
    (held.root / "washer.yaml").unlink()
    held.part("cap.yaml", [NUT])
    ran = held.run("lock", "cap.yaml")
    assert ran.code == 0
    assert "cap.yaml: new" in ran.out
    assert "washer.yaml: no longer there" in ran.out
    assert held.lock["documents"] == ["bolt.yaml", "cap.yaml"]


@pytest.mark.parametrize(
    ("cells", "kind"), [({"co2e": "2.1"}, "changed"), ({"id": "rod-2"}, "gone"), ({"trust": "X"}, "changed")]
)
def test_a_pin_that_the_library_no_longer_holds_is_refused(
    held: Any, cells: dict[str, str], kind: str
) -> None:
    before = held.lock_text
    rod = {"id": "rod", "item": "own/rod", "co2e": "2", "year": "2020"}
    nut = {"id": "nut", "item": "own/nut", "co2e": "1", "year": "2020"}
    held.pack("one", rod | cells, nut, {"id": "rod-3", "item": "own/rod", "co2e": "4", "year": "2001"})
    for command in (["lock"], ["lock", "--check"]):
        ran = held.run(*command)
        assert ran.code == 1
        assert f"  {kind}" in ran.out
        assert held.lock_text == before


def test_potentials_that_changed_are_refused_too(project: Any) -> None:
    project.part("kiln.yaml", [], processes=[{"name": "k", "emissions": [{"gas": "CH4", "amount": "1 g"}]}])
    assert project.run("lock", "kiln.yaml").code == 0
    assert project.lock["gases"] == {"ch4": {"AR4": "25", "AR5": "28", "AR6": "27.9"}}
    file = project.root / "carbonfoot.lock"
    file.write_text(project.lock_text.replace("27.9", "27"), encoding="utf-8")
    assert project.run("lock", "--check").code == 1
    ran = project.run("calc", "kiln.yaml", "--locked")
    assert ran.code == 1
    assert "the global warming potentials of `ch4`" in ran.err


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        (ROD | {"factor": "own/rodd"}, 3, "CF301"),
        (ROD | {"amount": "2 flurb"}, 3, "CF202"),
        ({"name": "Rod", "amount": "2 kg"}, 4, "CF307"),
    ],
)
def test_a_document_without_a_total_stops_the_lock(
    held: Any, line: dict[str, str], code: int, said: str
) -> None:
    before = held.lock_text
    held.part("washer.yaml", [NUT, line])
    ran = held.run("lock")
    assert ran.code == code
    assert "nothing is locked: no total for washer.yaml" in ran.err
    assert said in ran.err
    assert held.lock_text == before
    answer = held.run("lock", "--format", "json").data
    assert answer["data"] is None
    assert said in {finding["code"] for finding in answer["findings"]}


def test_the_lock_stands_in_the_project_root_wherever_it_is_asked_for(held: Any) -> None:
    held.part("parts/cap.yaml", [NUT])
    assert held.run("lock", "parts/cap.yaml").code == 0
    assert held.lock["documents"] == ["bolt.yaml", "parts/cap.yaml", "washer.yaml"]
    assert not (held.root / "parts" / "carbonfoot.lock").exists()


def test_documents_of_two_projects_have_two_locks(held: Any) -> None:
    held.part("other/cap.yaml", [NUT])
    (held.root / "other" / "carbonfoot.toml").write_text("", encoding="utf-8")
    ran = held.run("lock", "bolt.yaml", "other/cap.yaml")
    assert ran.code == 2
    assert "several projects" in ran.err


def test_without_a_project_file_the_folder_of_the_document_is_the_root(
    project: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project.root / "carbonfoot.toml").unlink()
    project.part("a/cap.yaml", [{"name": "x", "amount": "1 kg", "factor": "polymers/hdpe", "origin": "TW"}])
    assert project.run("lock", "a/cap.yaml").code == 0
    assert json.loads((project.root / "a" / "carbonfoot.lock").read_text())["documents"] == ["cap.yaml"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["lock"], "name the part documents"),
        (["lock", "x.yaml", "--check", "--update"], "choose one"),
        (["lock", "x.yaml", "--dry-run"], "--dry-run belongs to --update"),
        (["calc", "x.yaml", "--locked", "--conservative"], "choose one"),
    ],
)
def test_what_cannot_be_meant(project: Any, words: list[str], said: str) -> None:
    ran = project.run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize("columns", [80, 120])
def test_what_it_says(held: Any, golden: Golden, monkeypatch: pytest.MonkeyPatch, columns: int) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    said = ""
    held.pack("two", BETTER, {"id": "cap", "item": "own/cap", "co2e": "1"})
    held.part("washer.yaml", [{"name": "Cap", "amount": "1 kg", "factor": "own/cap", "origin": "KR"}])
    nut = {"id": "nut", "item": "own/nut", "co2e": "1.5", "year": "2020"}
    steps: list[tuple[str, Callable[[], object]]] = [
        ("a line has changed", lambda: None),
        ("a record has changed", lambda: held.pack("one", BETTER | {"co2e": "2", "year": "2020"}, nut)),
        ("a record is gone", lambda: held.pack("one", nut)),
    ]
    for what, step in steps:
        step()
        ran = held.run("lock", "--check")
        said += f"# {what}\n{ran.out}--- exit code {ran.code}\n\n"
    golden(f"trust/lock.{columns}.txt", said)


def test_json_says_the_same(held: Any) -> None:
    held.part("washer.yaml", [])
    held.part("washer.yaml", [ROD])
    answer = held.run("lock", "--check", "--format", "json")
    assert answer.code == 1
    assert list(answer.data) == ["schema", "tool", "options", "data", "findings"]
    assert answer.data["data"]["state"] == "differs"
    assert {one["kind"] for one in answer.data["data"]["differences"]} == {"users"}


def test_a_result_is_never_written_over_the_lock(held: Any) -> None:
    before = held.lock_text
    ran = held.run("calc", "bolt.yaml", "--locked", "--output", "carbonfoot.lock")
    assert ran.code == 2
    assert held.lock_text == before


def test_no_path_of_this_machine_is_in_the_lock(held: Any, tmp_path: Path) -> None:
    assert str(tmp_path) not in held.lock_text
