"""`declare --recipe FILE`: the declaration tells nothing of what it is made of, and can still be made again."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Declared = Callable[..., Path]


@pytest.mark.parametrize(
    ("format", "name"), [("pact-3.0.3", "a.json"), ("iso14067", "a.md"), ("iso14067", "a.html")]
)
def test_the_recipe_lies_beside_and_verify_takes_it(
    run: Any, declared: Declared, format: str, name: str
) -> None:
    whole = declared(name, format).read_text(encoding="utf-8")
    text = declared(name, format, "--recipe", "recipe.json").read_text(encoding="utf-8")
    recipe = json.loads(Path("recipe.json").read_text(encoding="utf-8"))
    assert recipe["document"] == "part.yaml" and recipe["picks"]
    for secret in (recipe["inputs"]["part.yaml"], *recipe["picks"]):
        assert secret in whole and secret not in text
    if format == "pact-3.0.3":
        assert json.loads(text)["id"] == json.loads(whole)["id"]
    assert run("verify", name, "--recipe", "recipe.json").code == 0
    Path("recipe.json").write_text("{}", encoding="utf-8")
    assert run("verify", name, "--recipe", "recipe.json").code == 2


def test_several_recipes_go_into_a_folder(run: Any, project: Path) -> None:
    asked = (
        "declare",
        "part.yaml",
        "--as",
        "pact-3.0.3",
        "--as",
        "iso14067",
        "-o",
        "out",
        "-q",
        "--recipe",
        "kept",
    )
    assert run(*asked).code in (0, 4)
    names = sorted(file.name for file in (project / "kept").iterdir())
    assert names == [f"part.{end}.recipe.json" for end in ("iso14067.html", "iso14067.md", "pact-3.0.3.json")]
    (project / "file").write_text("", encoding="utf-8")
    answer = run(*asked[:-1], "file")
    assert answer.code == 2 and "several recipes need a folder" in answer.err


def test_formats_without_a_recipe_have_none_to_keep(run: Any, works: Path) -> None:
    answer = run("declare", works.name, "--as", "csv", "--recipe", "recipe.json")
    assert answer.code == 2 and "--recipe is of formats that carry one" in answer.err
