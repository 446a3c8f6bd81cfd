"""Contributions by method, tag, origin of data, document and activity; loops; the tree with its tiers."""

from __future__ import annotations

from math import fsum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbonfoot.footprint.groups import UNTAGGED, WAYS, by_activity, groups
from carbonfoot.reports.adding import adding_up, units, written

Document = dict[str, Any]


def sums(answer: Any, way: str) -> dict[str, float]:
    return {group.key: group.co2e for group in groups(answer.footprint, way)}


@pytest.fixture
def car(calc: Any, make_document: Any, stated: Any) -> Any:
    """A part of 10 kg CO2e: 4 of steel, 3 of two bolts (1 rod, 2 plating), 1 of gas released, 2 of a tagged unit."""
    bolt = make_document(
        {
            "inputs": [
                {"name": "Rod", "amount": "1 kg", "footprint": stated(0.5), "tags": ["steel"]},
                {"name": "Plating", "amount": "1 kg", "footprint": stated(1), "data": "measured"},
            ]
        },
        id="BOLT",
        supplier="Hanil",
    )
    body = {
        "inputs": [
            {"name": "Coil", "amount": "2 kg", "footprint": stated(2), "tags": ["steel", "seat"]},
            {"name": "Bolts", "amount": "2 piece", "product": "bolt.yaml", "tags": ["seat"]},
            {
                "name": "Unit",
                "amount": "1 piece",
                "tags": ["unit"],
                "inputs": [{"name": "Inner", "amount": "2 kg", "footprint": stated(1)}],
            },
        ],
        "processes": [
            {
                "name": "Weld",
                "tags": ["weld"],
                "data": "estimated",
                "emissions": [{"gas": "CO2", "amount": "1 kg"}],
            }
        ],
        "outputs": [{"name": "Scrap", "amount": "1 kg", "treatment": "recycling"}],
    }
    return calc(body, files={"bolt.yaml": bolt})


def test_a_tag_holds_for_all_that_stands_behind_a_line_and_once_however_often_it_is_met(car: Any) -> None:
    found = sums(car, "tag")
    assert found == pytest.approx({"seat": 7, "steel": 5, "unit": 2, "weld": 1, UNTAGGED: 0})
    assert fsum(found.values()) > car.total  # steel and seat overlap


def test_tags_of_a_document_hold_for_all_its_lines(calc: Any, make_document: Any, stated: Any) -> None:
    bolt = make_document(
        {"tags": ["bought"], "inputs": [{"name": "Rod", "amount": "1 kg", "footprint": stated(3)}]}, id="B"
    )
    coil = {"name": "Coil", "amount": "1 kg", "footprint": stated(2)}
    line = {"name": "Bolts", "amount": "1 piece", "product": "bolt.yaml"}
    answer = calc({"inputs": [coil, line]}, files={"bolt.yaml": bolt})
    assert sums(answer, "tag") == pytest.approx({"bought": 3, UNTAGGED: 2})
    assert answer.printed["data"]["by_tag"] == [
        {"tag": "bought", "kg_co2e": 3.0},
        {"tag": None, "kg_co2e": 2.0},
    ]


def test_a_tag_of_a_line_holds_for_its_transport(calc: Any) -> None:
    coil = {
        "name": "Coil",
        "amount": "1 kg",
        "factor": "steel/hot-rolled-coil",
        "route": "bf-bof",
        "origin": "KR",
        "tags": ["steel"],
        "transport": [{"mode": "road/hgv", "distance": "100 km"}],
    }
    answer = calc({"inputs": [coil]})
    assert sums(answer, "tag") == pytest.approx({"steel": answer.total, UNTAGGED: 0})


def test_methods_and_origins_of_data(car: Any) -> None:
    assert sums(car, "method") == pytest.approx({"stated": 9, "direct": 1, "cut-off": 0})
    expected = {"not stated, supplier": 7, "measured, supplier": 2, "estimated, given": 1}
    assert sums(car, "data") == pytest.approx(expected)
    assert car.printed["data"]["by_data"][1] == {"amount": "measured", "number": "supplier", "kg_co2e": 2.0}


def test_factors_looked_up_and_of_another_place(calc: Any) -> None:
    coil = {"name": "Coil", "amount": "1 kg", "factor": "steel/hot-rolled-coil", "route": "bf-bof"}
    there = calc({"inputs": [{**coil, "origin": "TW"}]})
    here = calc({"inputs": [{**coil, "origin": "KR"}]})
    assert set(sums(there, "data")) == {"not stated, looked up"}
    assert set(sums(here, "data")) == {"not stated, proxy"}
    assert set(sums(here, "method")) == {"factor"}


@pytest.mark.parametrize("way", [way for way in WAYS if way != "tag"])
def test_every_way_adds_up(car: Any, way: str) -> None:
    assert fsum(sums(car, way).values()) == pytest.approx(car.total, rel=1e-12)


# --- loops


@pytest.fixture
def circle(calc: Any, make_document: Any, stated: Any) -> Any:
    """A needs half of B, B needs half of A and 2 of C; A and B cause 1 themselves, C 3."""
    own = {"name": "Own", "amount": "1 kg", "footprint": stated(1)}
    back = {"name": "Back", "amount": "0.5 piece", "product": "part.yaml", "tags": ["back"]}
    deep = {"name": "Deep", "amount": "2 piece", "product": "c.yaml"}
    other = make_document({"inputs": [own, back, deep]}, id="B")
    last = make_document({"inputs": [{"name": "C", "amount": "1 kg", "footprint": stated(3)}]}, id="C")
    body = {"inputs": [own, {"name": "There", "amount": "0.5 piece", "product": "b.yaml"}]}
    return calc(body, files={"b.yaml": other, "c.yaml": last})


def test_totals_of_members_of_a_loop_do_not_count_the_way_back(circle: Any) -> None:
    """x_A = 1 + 0.5 x_B, x_B = 1 + 0.5 x_A + 6: x_A = 6, x_B = 10."""
    assert circle.total == pytest.approx(6)
    names = [activity.file.rpartition("/")[2] for activity in circle.footprint.activities]
    found = {names[one.activity]: one for one in by_activity(circle.footprint)}
    assert found["part.yaml"].level == pytest.approx(4 / 3)
    assert found["part.yaml"].upstream == pytest.approx(6)
    # without B only A's own 1 kg is left, so B causes 5; without C x_A is 2, so C causes 4
    assert found["b.yaml"].upstream == pytest.approx(5)
    assert found["c.yaml"].upstream == pytest.approx(4)
    assert fsum(one.direct for one in found.values()) == pytest.approx(6)


def test_a_line_that_comes_back_is_marked_and_the_tree_adds_up(circle: Any) -> None:
    lines = circle.lines()
    back = lines["inputs/1 > inputs/1"]
    assert back.loop and not back.lines
    assert back.co2e == pytest.approx(0.5 * 0.5 * 6)
    assert not lines["inputs/1"].loop
    for path in ("inputs/1", "inputs/1 > inputs/2"):
        assert fsum(one.co2e for one in lines[path].lines) == pytest.approx(lines[path].co2e)
    assert lines["inputs/1 > inputs/2"].tier == 2 and lines["inputs/1"].tier == 1
    assert lines["inputs/1 > inputs/2 > inputs/0"].stage == "materials"
    printed = circle.printed["data"]["lines"][1]["lines"][1]
    assert printed["loop"] is True and printed["lines"] == []


def test_a_tag_inside_a_loop_counts_what_first_comes_through_it(circle: Any) -> None:
    """Behind `Back` stands all that A causes: 0.25 x 6 of the 6, once."""
    assert sums(circle, "tag") == pytest.approx({"back": 1.5, UNTAGGED: 4.5})


# --- numbers that add up as printed

numbers = st.lists(st.floats(min_value=-50, max_value=5000, allow_nan=False), min_size=1, max_size=40)


@given(numbers=numbers, decimals=st.integers(min_value=0, max_value=6))
@settings(max_examples=200, deadline=None, database=None)
def test_printed_numbers_add_up_and_none_moves_by_more_than_its_rounding(
    numbers: list[float], decimals: int
) -> None:
    whole = units(fsum(numbers), decimals)
    found = adding_up(whole, numbers, decimals)
    if any(numbers):
        assert sum(found) == whole
    for number, counted in zip(numbers, found, strict=True):
        assert abs(counted - number * 10**decimals) <= 2.5 + 1e-6


def test_the_remainder_goes_to_the_largest() -> None:
    assert adding_up(6802, [5.8841, 0.0555, 0.7966, 0.066], 3) == [5883, 56, 797, 66]
    assert adding_up(10, [3.3333, 3.3333, 3.3333], 0) == [4, 3, 3]
    assert adding_up(5, [0.0, 0.0], 0) == [0, 0]


def test_numbers_are_written_by_their_units() -> None:
    assert [written(number, one, 3) for number, one in ((5.1, 5100), (-0.25, -250), (0.0001, 0), (0, 0))] == [
        *("5.100", "-0.250", "<0.001", "0.000")
    ]
    assert written(1234.0, 1234, 0) == "1234"
    assert written(-0.0001, 0, 3) == ">-0.001"
