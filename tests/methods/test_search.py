"""Methods by the words of people who do not know their ids."""

from __future__ import annotations

import re

import pytest

from carbonfoot.methods.registry import ids
from carbonfoot.methods.search import other_names, search

HANGUL = re.compile(r"[\uac00-\ud7a3]")


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("EAF", "metals/electric-arc-furnace"),
        ("steel scrap furnace", "metals/electric-arc-furnace"),
        ("전기로", "metals/electric-arc-furnace"),
        ("cement kiln raw meal", "minerals/clinker-tier-3"),
        ("castings", "metals/foundry"),
        ("압축공기", "energy/compressed-air"),
        ("PPA", "energy/electricity"),
        ("milk run", "transport/shared-run"),
        ("출장", "transport/business-travel"),
        ("natural gas", "energy/stationary-combustion"),
        ("paint", "fugitive/solvents"),
        ("apa paint", "fugitive/solvents"),  # nothing holds both
    ],
)
def test_the_method_that_is_meant_comes_first(text: str, first: str) -> None:
    assert search(text)[0].about.id == first


def test_every_word_has_to_be_there_where_a_method_holds_all() -> None:
    found = {method.about.id for method in search("overvoltage aluminium")}
    assert found == {"metals/aluminium-pfc"}


@pytest.mark.parametrize("text", ["", "  ", "zzzz", "폴리머콘크리트"])
def test_nothing_is_found_for_nothing(text: str) -> None:
    assert search(text) == []


def test_every_method_has_other_names_and_nothing_else_has() -> None:
    assert list(other_names()) == ids()
    assert [
        id for id, names in other_names().items() if not all(name == name.strip() != "" for name in names)
    ] == []
    korean = {id for id, names in other_names().items() if HANGUL.search("".join(names))}
    assert len(korean) > 0.9 * len(ids())
