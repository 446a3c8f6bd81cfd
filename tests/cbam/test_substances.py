"""Names of fuels and materials as people write them lead to those of the act, and never to a factor."""

from __future__ import annotations

import pytest

from carbonfoot.cbam import substances
from carbonfoot.cbam.standard import Rules
from carbonfoot.cbam.substances import suggestion
from carbonfoot.factors.library import Library


@pytest.mark.parametrize(
    ("key", "name", "act"),
    [
        ("fuel", "diesel", "`Gas/Diesel oil`"),
        ("fuel", "Heavy fuel oil", "`Residual fuel oil`"),
        ("fuel", "LPG", "`Liquefied petroleum gases`"),
        ("fuel", "LNG", "`Natural gas`"),
        ("fuel", "도시가스", "`Natural gas`"),
        ("fuel", "벙커C유", "`Residual fuel oil`"),
        ("fuel", "coke", "`Coke oven coke and lignite coke` or `Petroleum coke`"),
        ("fuel", "hard coal", "`Other bituminous coal` or `Anthracite` or `Coking coal`"),
        ("material", "coke", "`Petroleum coke`"),
        ("material", "limestone", "`CaCO3`"),
        ("material", "석회석", "`CaCO3`"),
        ("material", "Graphite electrodes", "`EAF carbon electrodes`"),
        ("material", "steel scrap", "`Steel / steel scrap` or `Iron / iron scrap`"),
        ("fuel", "residual oil", "`Residual fuel oil`"),
        ("fuel", "lignit", "`Lignite`"),
    ],
)
def test_a_common_name_leads_to_that_of_the_act(library: Library, key: str, name: str, act: str) -> None:
    rules = Rules(library)
    assert rules.substance(name, material=key == "material") is None, "a name outside the act takes no factor"
    assert suggestion(rules, name, key) == f"did you mean {act}?"


def test_a_name_of_the_other_tables_says_which_key(library: Library) -> None:
    rules = Rules(library)
    assert "`material:` with `CaCO3`" in suggestion(rules, "limestone", "fuel")
    assert "`material:` with `Pig iron`" in suggestion(rules, "pig iron", "fuel")
    assert "`fuel:` with `Gas/Diesel oil`" in suggestion(rules, "diesel", "material")


def test_biomass_is_never_suggested_for_a_fossil_fuel(library: Library) -> None:
    rules = Rules(library)
    for name in ("diesel", "hard coal", "gasoline", "coal"):
        assert not any(word in suggestion(rules, name, "fuel") for word in ("Bio", "Charcoal"))


def test_every_name_that_is_suggested_stands_in_the_act(library: Library) -> None:
    rules = Rules(library)
    known = {*rules.substances(material=True), *rules.substances(material=False)}
    for words, acts in substances._WRITTEN.items():
        assert set(acts) <= known, words
