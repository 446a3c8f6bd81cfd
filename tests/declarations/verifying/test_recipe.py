"""The recipe: small, readable, without numbers of records, and apart from the declaration where that is wanted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from carbonfoot.declarations.pact.identity import id_of
from carbonfoot.declarations.recipe import SHORT, recipe_hash, recipe_text
from carbonfoot.declarations.recipe_keys import key_from, pick_text, pinned_from, pinned_text
from carbonfoot.declarations.recipe_places import apart, in_message, in_report
from carbonfoot.declarations.verifying.causes import causes
from carbonfoot.declarations.verifying.known import DamagedError, RecipeError, known
from carbonfoot.factors.library import open_library
from carbonfoot.factors.pins import Key, Pinned, record_hash

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
NAMES = WORDS.filter(bool)
LISTS = st.lists(NAMES, max_size=3).map(tuple)
KEYS = st.builds(Key, WORDS, WORDS, WORDS, st.integers(1900, 2100), NAMES, WORDS, LISTS, LISTS, LISTS)


@given(KEYS)
def test_a_key_survives_its_text(key: Key) -> None:
    text = pick_text(key)
    assert key_from(text) == key and "\n" not in text


@given(st.lists(st.builds(Pinned, NAMES, st.sampled_from(["0123456789abcdef", "f" * 16])), max_size=4))
def test_records_survive_their_text(pinned: list[Pinned]) -> None:
    assert pinned_from(pinned_text(pinned, SHORT)) == tuple(pinned)


@pytest.mark.parametrize("text", ["", "steel", "a|b|c|x|kg", "|".join("abcdefghijk")])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no pick"):
        key_from(text)


def test_a_thousand_picks_stay_below_150_kilobytes() -> None:
    library = open_library()
    rows = library.rows("select id, item, route, geo, unit_num from record order by id limit 1000")
    picks = {
        pick_text(Key(item, route or "", geo, 2025, unit, "", (), (), ())): pinned_text(
            [Pinned(id, record_hash(library.record(id)))],  # type: ignore[arg-type]
            SHORT,
        )
        for id, item, route, geo, unit in rows
    }
    assert len(json.dumps({"extensions": [{"data": {"picks": picks}}]}, indent=2)) < 150_000


def test_it_holds_no_number_of_a_private_record_and_no_text_of_an_input(declared: Any) -> None:
    data = json.loads(declared().read_text(encoding="utf-8"))
    recipe = data["extensions"][0]["data"]
    text = json.dumps(recipe, ensure_ascii=False)
    for secret in ("2.47", "SPCC", "Moulding", "성형", "LCA results"):
        assert secret not in text
    assert "hanil-lca:cold-rolled-coil-kr-2024" in text
    assert set(recipe["inputs"]) == {"part.yaml", "carbonfoot.toml"}
    assert known(recipe).format == "pact-3.0.3"


def test_names_that_markup_would_change_come_back(tmp_path: Path) -> None:
    strange = {"schema": "carbonfoot-recipe/1", "document": "a`b</pre>\u200b\x1b```\n볼트.yaml"}
    text = recipe_text(strange)
    assert "`" not in text and "\u200b" not in text and json.loads(text) == strange
    placed = in_report(f"# x\n\n```json\n{text}\n```\n", ".md")
    assert placed is not None and placed.recipe == strange


@pytest.mark.parametrize(
    ("name", "format"), [("a.json", "pact-3.0.3"), ("a.md", "iso14067"), ("a.html", "iso14067")]
)
def test_a_recipe_that_is_kept_apart(
    name: str, format: str, declared: Any, verify: Any, project: Path
) -> None:
    file = declared(name, format)
    text, recipe = apart(file.read_text(encoding="utf-8"), file.suffix)
    assert (
        json.loads(recipe)["schema"] == "carbonfoot-recipe/1"
        and "hanil-lca:" not in text.partition("sha256")[2]
    )
    assert apart(text, file.suffix) == (text, "")
    file.write_text(text, encoding="utf-8")
    kept = project / "kept.json"
    kept.write_text(recipe, encoding="utf-8")
    if name == "a.json":
        message = json.loads(text)
        assert id_of(message) == message["id"], "the id does not depend on where the recipe is"
    code, (one,), answer = verify(file)
    assert (code, one["verdict"]) == ((0, "kept") if name == "a.json" else (3, "unknown"))
    code, (one,), answer = verify(file, "--recipe", kept)
    assert code == 0 and one["verdict"] == "equal", answer
    kept.write_text(recipe.replace("part.yaml", "other.yaml"), encoding="utf-8")
    code, (one,), _ = verify(file, "--recipe", kept)
    assert code == 3 and one["verdict"] == "unknown"


def test_a_file_that_is_no_recipe_is_a_usage_error(declared: Any, run: Any, project: Path) -> None:
    file = declared()
    assert run("verify", str(file), "--recipe", "part.yaml").code == 2
    assert run("verify", str(file), "--recipe", "nowhere.json").code == 2
    assert run("verify", str(file), "--project", "nowhere").code == 2


def test_hashes_do_not_depend_on_the_layout_or_the_tool() -> None:
    one = {"schema": "carbonfoot-recipe/1", "tool": {"version": "1"}, "a": 1, "b": [1]}
    other = {"b": [1], "a": 1, "tool": {"version": "2"}, "schema": "carbonfoot-recipe/1"}
    assert recipe_hash(one) == recipe_hash(other) != recipe_hash({**one, "a": 2})


def test_recipes_that_lead_elsewhere_are_refused(declared: Any) -> None:
    message = json.loads(declared().read_text(encoding="utf-8"))
    placed = in_message(message)
    assert placed is not None
    for document in ("../part.yaml", "/etc/passwd", "C:/part.yaml", "a//b.yaml"):
        with pytest.raises(DamagedError):
            known({**placed.recipe, "document": document})
        with pytest.raises(DamagedError):
            known({**placed.recipe, "inputs": {document: "0" * 64}})
    for key in placed.recipe:
        if key not in ("records", "total"):
            with pytest.raises(RecipeError):
                known({**placed.recipe, key: 7})
    with pytest.raises(RecipeError, match="carbonfoot-recipe/2"):
        known({**placed.recipe, "schema": "carbonfoot-recipe/2"})


@pytest.mark.parametrize(("name", "format"), [("a.json", "pact-3.0.3"), ("a.md", "iso14067")])
def test_recipes_are_what_their_schema_says(name: str, format: str, declared: Any, run: Any) -> None:
    answer = run("schema", "recipe")
    validator = Draft7Validator(json.loads(answer.out))
    text = declared(name, format).read_text(encoding="utf-8")
    placed = in_message(json.loads(text)) if name == "a.json" else in_report(text, ".md")
    assert placed is not None
    validator.validate(placed.recipe)
    validator.validate({"schema": "carbonfoot-recipe/1", "sha256": recipe_hash(placed.recipe)})
    assert not validator.is_valid({**placed.recipe, "total": 1.5})


def test_a_number_of_a_method_that_was_changed_is_a_cause(declared: Any) -> None:
    """Numbers that methods take from packs, such as an oxidation factor, move a result as records do."""
    placed = in_message(json.loads(declared().read_text(encoding="utf-8")))
    assert placed is not None
    then = known({**placed.recipe, "numbers": {"ipcc:oxidation": "aa", "ipcc:same": "bb"}})
    now = {**placed.recipe, "numbers": {"ipcc:oxidation": "cc", "ipcc:same": "bb"}}
    found = causes(then, now, open_library(), {})
    assert [(one.kind, one.what, one.old, one.new) for one in found if one.kind == "number"] == [
        ("number", "ipcc:oxidation", "aa", "cc")
    ]
