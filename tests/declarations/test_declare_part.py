"""`carbonfoot declare` of parts: what replaces what, what is never written over, and how much is said."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.cli.declare_answer import NAMED
from tests.declarations.pact.conftest import HEAD, SETTINGS, WIRE

AS = ("--as", "pact-3.0.3")


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1772323200")
    Path("carbonfoot.toml").write_text(SETTINGS, encoding="utf-8")
    Path("part.yaml").write_text(HEAD + WIRE, encoding="utf-8")
    return tmp_path


def change(old: str, new: str, file: str = "part.yaml") -> None:
    text = Path(file).read_text(encoding="utf-8")
    assert old in text
    Path(file).write_text(text.replace(old, new), encoding="utf-8")


def body(file: str) -> Any:
    return json.loads(Path(file).read_text(encoding="utf-8"))


def test_what_it_is_said_to_replace_and_what_stands_there_are_both_named(run: Any, parts: Path) -> None:
    assert run("declare", "part.yaml", *AS, "-o", "old.json").code == 0
    change("1.5 kg", "1.6 kg")
    assert run("declare", "part.yaml", *AS, "-o", "new.json").code == 0
    change("1.6 kg", "1.7 kg")
    call = ("declare", "part.yaml", *AS, "-o", "new.json", "--replaces", "old.json")
    second = body("new.json")["id"]
    assert run(*call, "--deprecate").code == 0
    assert body("new.json")["precedingPfIds"] == [body("old.json")["id"], second]
    for id in body("new.json")["precedingPfIds"]:
        assert body(f"new.deprecated-{id[:8]}.json")["status"] == "Deprecated"
    before = Path("new.json").read_bytes()
    assert run(*call).code == 0 and Path("new.json").read_bytes() == before


def test_a_foreign_file_is_not_written_over_whatever_else_is_replaced(run: Any, parts: Path) -> None:
    assert run("declare", "part.yaml", *AS, "-o", "old.json").code == 0
    Path("theirs.json").write_text('{"id": "x", "pcf": {}}', encoding="utf-8")
    answer = run("declare", "part.yaml", *AS, "-o", "theirs.json", "--replaces", "old.json")
    assert answer.code == 3 and "`theirs.json` is not replaced" in answer.err
    assert Path("theirs.json").read_text(encoding="utf-8") == '{"id": "x", "pcf": {}}'


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--replaces", "none.json"), "--replaces none.json: there is no such file"),
        (("--replaces", "."), "--replaces .: name a file"),
        (("--deprecate",), "--deprecate writes two declarations: name a file or folder"),
        (("--recipe", "-"), "--recipe goes into a file"),
        (("-o", "a.json", "--recipe", "a.json"), "two results would go into this file"),
        (("-o", "a.json", "--recipe", "./a.json"), "two results would go into this file"),
    ],
)
def test_a_call_that_cannot_be_meant_is_refused(
    run: Any, parts: Path, arguments: tuple[str, ...], said: str
) -> None:
    answer = run("declare", "part.yaml", *AS, *arguments)
    assert answer.code == 2 and said in " ".join(answer.err.split())
    assert sorted(file.name for file in parts.iterdir()) == ["carbonfoot.toml", "part.yaml"]


def test_recipes_lie_as_their_declarations_do_also_the_first_time(run: Any, parts: Path) -> None:
    for folder in ("a", "b"):
        Path(folder).mkdir()
        Path(folder, "part.yaml").write_text(HEAD.replace("HF-1", folder) + WIRE, encoding="utf-8")
    Path("part.yaml").unlink()
    assert run("declare", ".", *AS, "-o", "out", "--recipe", "recipes").code == 0
    made = sorted(file.relative_to("recipes").as_posix() for file in Path("recipes").rglob("*.json"))
    assert made == ["a/part.pact-3.0.3.json.recipe.json", "b/part.pact-3.0.3.json.recipe.json"]


def test_a_declaration_changed_by_hand_is_told_when_it_is_replaced(run: Any, parts: Path) -> None:
    assert run("declare", "part.yaml", *AS, "-o", "out.json").code == 0
    change('"fossilGhgEmissions": "3"', '"fossilGhgEmissions": "2"', "out.json")
    change("1.5 kg", "1.6 kg")
    answer = run("declare", "part.yaml", *AS, "-o", "out.json")
    assert answer.code == 0
    assert "warning[CF917] `out.json` was changed after it was written" in answer.err
    assert "CF917" not in run("declare", "part.yaml", *AS, "-o", "out.json").err


@pytest.mark.parametrize("target", ["part.yaml", "carbonfoot.toml", "x.txt"])
def test_withdrawing_writes_over_nothing_but_a_declaration(run: Any, parts: Path, target: str) -> None:
    assert run("declare", "part.yaml", *AS, "-o", "out.json").code == 0
    before = {file.name: file.read_bytes() for file in parts.iterdir()}
    answer = run("declare", "out.json", "--deprecate", "-o", target)
    assert answer.code == 2 and "goes into a .json file" in answer.err
    assert {file.name: file.read_bytes() for file in parts.iterdir()} == before


def test_withdrawing_into_a_file_of_something_else_is_refused(run: Any, parts: Path) -> None:
    assert run("declare", "part.yaml", *AS, "-o", "out.json").code == 0
    Path("theirs.json").write_text("{}", encoding="utf-8")
    assert run("declare", "out.json", "--deprecate", "-o", "theirs.json").code == 3
    change("1.5 kg", "1.6 kg")
    assert run("declare", "part.yaml", *AS, "-o", "second.json").code == 0
    answer = run("declare", "out.json", "--deprecate", "-o", "second.json")
    assert answer.code == 2 and "this file holds another declaration" in answer.err
    assert body("second.json")["status"] == body("out.json")["status"] == "Active"
    assert run("declare", "out.json", "--deprecate", "-o", "third.json").code == 0
    assert (body("third.json")["status"], body("out.json")["status"]) == ("Deprecated", "Active")


def test_withdrawing_twice_and_for_programs(run: Any, parts: Path) -> None:
    assert run("declare", "part.yaml", *AS, "-o", "out.json").code == 0
    answer = run("declare", "out.json", "--deprecate", "--format", "json")
    assert answer.code == 0
    assert json.loads(answer.out)["data"] == {"declarations": [{"format": "pact-3.0.3", "file": "out.json"}]}
    again = run("declare", "out.json", "--deprecate")
    assert again.code == 5 and "deprecated already" in again.err
    assert run("declare", "none.json", "--deprecate").code == 2
    told = run("declare", "out.json", "--deprecate", "--locked", "--recipe", "r.json")
    assert told.code == 2 and "--recipe, --locked: not with --deprecate alone" in told.err
    Path("broken.json").write_text("{", encoding="utf-8")
    broken = run("declare", "broken.json", "--deprecate", "--format", "json")
    assert broken.code == 3 and json.loads(broken.out)["findings"][0]["code"] == "CF919"


@pytest.mark.parametrize("epoch", ["-1", "abc", " 12", "１２", "1.5", "99999999999999999999"])
def test_a_time_of_a_build_that_is_none_is_refused(
    run: Any, parts: Path, monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    answer = run("declare", "part.yaml", *AS)
    assert answer.code == 2 and "SOURCE_DATE_EPOCH" in answer.err and not answer.out


def test_what_is_said_of_many_products_stays_short_and_programs_have_all(run: Any, parts: Path) -> None:
    count = 30
    for number in range(count):
        text = (HEAD + WIRE).replace("HF-1", f"HF-{number}").replace(", gwp: AR6", "")
        Path(f"p{number}.yaml").write_text(text, encoding="utf-8")
    Path("part.yaml").unlink()
    answer = run("declare", ".", *AS, "-o", "out")
    assert answer.code == 0 and len(list(Path("out").iterdir())) == count
    assert f"not shown: 25 of CF309, {count} of CF310, 25 of CF917, 55 of CF918" in answer.err
    assert f"written: {count - NAMED} more files" in answer.err
    assert answer.err.count("\n") < NAMED + 25
    programs = json.loads(run("declare", ".", *AS, "-o", "out", "--format", "json").out)
    assert len(programs["data"]["declarations"]) == count
    assert sum(one["code"] == "CF310" for one in programs["findings"]) == count


def test_few_findings_are_all_shown(run: Any, parts: Path) -> None:
    answer = run("declare", "part.yaml", *AS, "-o", "out.json")
    assert "note[CF310]" in answer.err and "not shown" not in answer.err
