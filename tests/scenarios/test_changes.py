"""A change of a scenario gives what the same change made in the document gives, to the last digit."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carbonfoot.scenarios.scaling import factor_of, scaled

WIRE = {"name": "Wire", "amount": "1 kg", "factor": "polymers/pa66", "origin": "TW"}
TRIM = {"name": "Trim", "amount": "0.5 kg", "treatment": "recycling"}
VAN = {"mode": "road/van", "distance": "9 km"}


def _set(*path: Any, to: Any) -> Callable[[Any], None]:
    def edit(part: Any) -> None:
        for step in path[:-1]:
            part = part[step]
        part[path[-1]] = to

    return edit


def _without(*indices: int, then: Callable[[Any], None] | None = None) -> Callable[[Any], None]:
    def edit(part: Any) -> None:
        if then is not None:
            then(part)
        for index in sorted(indices, reverse=True):
            del part["inputs"][index]

    return edit


def _also(key: str, *more: Any) -> Callable[[Any], None]:
    def edit(part: Any) -> None:
        part[key] = [*part.get(key, []), *more]

    return edit


CHANGES: dict[str, tuple[Any, Callable[[Any], None]]] = {
    "value": ({"change": {"inputs/1/amount": "15 g"}}, _set("inputs", 1, "amount", to="15 g")),
    "by name": ({"change": {"inputs/Zinc/amount": "15 g"}}, _set("inputs", 1, "amount", to="15 g")),
    "by Korean name": ({"change": {"inputs/강판/amount": "3 kg"}}, _set("inputs", 0, "amount", to="3 kg")),
    "slash in a name": ({"change": {"inputs/Paint/primer/amount": "1 kg"}}, _set("inputs", 3, "amount", to="1 kg")),
    "times": ({"change": {"inputs/Zinc/amount": "x 0.82"}}, _set("inputs", 1, "amount", to="9.84 g")),
    "less": ({"change": {"inputs/Zinc/amount": "-18 %"}}, _set("inputs", 1, "amount", to="9.84 g")),
    "more": ({"change": {"inputs/Zinc/amount": "+ 5 %"}}, _set("inputs", 1, "amount", to="12.6 g")),
    "value and unit": ({"change": {"inputs/3/amount": "x 2"}}, _set("inputs", 3, "amount", to="1.0 kg")),
    "expression": ({"change": {"inputs/Coil/amount": "-10 %"}}, _set("inputs", 0, "amount", to="= (blank) * 0.9")),
    "list of one by name": (
        {"change": {"inputs/Coil/transport/road/hgv/distance": "x 0.5"}},
        _set("inputs", 0, "transport", "distance", to="90 km"),
    ),
    "list of one by number": (
        {"change": {"inputs/Coil/transport/0/distance": "90 km"}},
        _set("inputs", 0, "transport", "distance", to="90 km"),
    ),
    "short energy": (
        {"change": {"processes/Stamping/electricity": "x 0.5"}}, _set("processes", 0, "electricity", to="0.45 kWh")
    ),
    "short energy by its amount": (
        {"change": {"processes/0/electricity/amount": "x 0.5"}}, _set("processes", 0, "electricity", to="0.45 kWh")
    ),
    "energy with more": (
        {"change": {"processes/0/electricity/origin": "CN", "processes/0/electricity/amount": "1 kWh"}},
        _set("processes", 0, "electricity", to={"amount": "1 kWh", "origin": "CN"}),
    ),
    "yield": ({"change": {"processes/0/yield": "-1 %"}}, _set("processes", 0, "yield", to="97.515 %")),
    "parameter": ({"set": {"blank": "2.2 kg"}}, _set("parameters", "blank", to="2.2 kg")),
    "parameter times": ({"change": {"parameters/blank": "x 0.9"}}, _set("parameters", "blank", to="2.115 kg")),
    "new key": ({"change": {"inputs/Zinc/yield": "90 %"}}, _set("inputs", 1, "yield", to="90 %")),
    "whole list": ({"change": {"packaging": [WIRE]}}, _set("packaging", to=[WIRE])),
    "gwp": ({"gwp": "AR5"}, _set("gwp", to="AR5")),
    "remove": ({"remove": "inputs/Zinc"}, _without(1)),
    "remove a key": ({"remove": ["inputs/0/transport"]}, lambda part: part["inputs"][0].pop("transport")),
    "numbers stay": (
        {"remove": ["inputs/0", "inputs/1"], "change": {"inputs/3/amount": "1 kg"}},
        _without(0, 1, then=_set("inputs", 3, "amount", to="1 kg")),
    ),
    "add": ({"add": {"inputs": WIRE}}, _also("inputs", WIRE)),
    "add a few": ({"add": {"inputs": [WIRE, {**WIRE, "name": "W2"}]}}, _also("inputs", WIRE, {**WIRE, "name": "W2"})),
    "add to a list of one": (
        {"add": {"inputs/Coil/transport": [VAN]}},
        _set("inputs", 0, "transport", to=[{"mode": "road/hgv", "distance": "180 km"}, VAN]),
    ),
    "add and remove": ({"add": {"outputs": TRIM}, "remove": "inputs/Zinc"}, _without(1, then=_also("outputs", TRIM))),
}  # fmt: skip


@pytest.mark.parametrize("name", CHANGES)
def test_a_scenario_is_the_document_with_the_change(whatif: Any, part: Any, name: str) -> None:
    changes, by_hand = CHANGES[name]
    ran = whatif.one(changes)
    as_written = whatif.by_hand(part).footprint
    by_hand(part)
    expected = whatif.by_hand(part).footprint
    assert ran.total is not None
    assert ran.total == expected.total != as_written.total
    assert ran.outcome.footprint.split == expected.split


def test_linked_documents_are_changed_by_their_path(whatif: Any, part: Any, bolt: Any) -> None:
    changes = {"set": {"heat": "3 kWh"}, "change": {"inputs/Rod/amount": "x 2"}}
    ran = whatif.one({"documents": {"bolt.yaml": changes}})
    bolt["parameters"]["heat"], bolt["inputs"][0]["amount"] = "3 kWh", "5 kg"
    assert ran.total == whatif.by_hand(part, bolt).footprint.total


def test_a_scenario_may_start_from_another(whatif: Any, part: Any) -> None:
    scenarios = {
        "lean": {"change": {"inputs/Zinc/amount": "x 0.5"}, "remove": "inputs/Bolt"},
        "leaner": {"base": "lean", "change": {"inputs/Zinc/amount": "x 0.5", "inputs/3/amount": "0.4 kg"}},
    }
    found = whatif(scenarios, "leaner")
    _set("inputs", 3, "amount", to="0.4 kg")(part)
    _set("inputs", 1, "amount", to="3 g")(part)
    _without(2)(part)
    assert found.one("leaner").total == whatif.by_hand(part).footprint.total


def test_scenarios_change_nothing_unless_asked_for(whatif: Any, part: Any) -> None:
    plain = whatif.by_hand(part).footprint.total
    part["scenarios"] = {"thin": {"set": {"blank": "1 kg"}}}
    assert whatif.by_hand(part).footprint.total == plain


def test_what_is_analysed_is_the_scenario(whatif: Any, part: Any) -> None:
    from carbonfoot.footprint.sensitivity import sensitivity

    outcome = whatif.one({"set": {"blank": "2 kg"}, "remove": "inputs/Zinc"}).outcome
    found, _ = sensitivity(outcome.recipe, outcome.footprint)
    assert found.base == outcome.footprint.total and found.traced
    (blank,) = [one for one in found.inputs if one.key[1] == ("parameters", "blank")]
    assert blank.value.number == 2


@given(
    st.decimals(min_value="0.001", max_value="99999", places=3),
    st.decimals(min_value="0.001", max_value="10", places=3),
)
def test_scaling_is_exact_in_decimal_digits(number: Decimal, times: Decimal) -> None:
    assert factor_of(f"x {times}") == times
    text = scaled(f"{number} kg", times)
    assert text.endswith(" kg") and Decimal(text.removesuffix(" kg")) == number * times
    assert scaled("= a + b", times) == f"= (a + b) * {times.normalize():f}"


@pytest.mark.parametrize(
    "text", ["2.35 kg", "-5", "5 %", "x", "x kg", "- %", "x 01", "+5 kg", "12 x 3", "x 0,5", json.dumps({})]
)
def test_what_is_a_value_of_its_own_does_not_scale(text: str) -> None:
    assert factor_of(text) is None


@pytest.mark.parametrize("text", ["×0.5", "* 0.5", "x0.5", "-50 %", "−50%", "- 50 %"])
def test_ways_to_write_half(text: str) -> None:
    assert factor_of(text) == Decimal("0.5")
