"""`carbonfoot declare --recipe` and `carbonfoot verify --recipe`, from end to end."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

PACT = ("--as", "pact-3.0.3")


def test_declarations_of_a_folder_and_their_recipes(run: Any, verify: Any, project: Path) -> None:
    (project / "more").mkdir()
    text = (project / "part.yaml").read_text(encoding="utf-8").replace("  id: ", "  id: X", 1)
    (project / "more" / "part.yaml").write_text(text, encoding="utf-8")
    both = (*PACT, "--as", "iso14067")
    for _ in ("into a folder that is not there", "into one that is"):
        answer = run("declare", ".", *both, "-o", "out", "--recipe", "kept", "-q")
        assert answer.code == 0, answer.err
        kept = sorted(
            one.relative_to(project / "kept").as_posix() for one in (project / "kept").rglob("*.json")
        )
        assert len(kept) == 6
        assert "more/part.pact-3.0.3.json.recipe.json" in kept
    code, every, _ = verify("out", "--recipe", "kept")
    assert (code, {one["verdict"] for one in every}, len(every)) == (0, {"equal"}, 6)
    shutil.rmtree(project / "kept" / "more")
    code, every, answer = verify("out", "--recipe", "kept")
    assert code == 3
    assert sum(one["verdict"] == "unknown" for one in every) == 3
    assert any("none of the recipes given" in one["message"] for one in answer["findings"])


def test_a_recipe_never_lies_over_its_declaration(run: Any, project: Path) -> None:
    answer = run("declare", "part.yaml", *PACT, "-o", "a.json", "--recipe", "a.json")
    assert (answer.code, "two results" in answer.err, (project / "a.json").exists()) == (2, True, False)
    assert run("declare", "part.yaml", *PACT, "--recipe", "-").code == 2


def test_what_is_replaced_keeps_its_own_recipe(run: Any, verify: Any, project: Path) -> None:
    assert run("declare", "part.yaml", *PACT, "-o", "a.json", "-q").code == 0
    old = json.loads((project / "a.json").read_text(encoding="utf-8"))
    part = project / "part.yaml"
    part.write_text(
        part.read_text(encoding="utf-8").replace("amount: 0.", "amount: 0.9", 1), encoding="utf-8"
    )
    answer = run("declare", "part.yaml", *PACT, "-o", "a.json", "--recipe", "r.json", "--deprecate", "-q")
    assert answer.code == 0, answer.err
    (beside,) = project.glob("a.deprecated-*.json")
    assert json.loads(beside.read_text(encoding="utf-8")) == {**old, "status": "Deprecated"}
    code, (one,), _ = verify("a.json", "--recipe", "r.json")
    assert (code, one["verdict"]) == (0, "equal")


@pytest.mark.parametrize("folder", ["empty", "packs"])
def test_a_folder_without_recipes(folder: str, run: Any, declared: Any, project: Path) -> None:
    (project / "empty").mkdir()
    assert run("verify", str(declared()), "--recipe", folder).code == 2
