"""A demand taken apart: everything adds up, and what vanishes with an activity is what is said to vanish."""

from __future__ import annotations

import json
import random
from math import fsum
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.technosphere.contributions import Branch, contributions, leaves, tree
from carbonfoot.technosphere.read import read
from carbonfoot.technosphere.solve import Solved, solve


def loops(seed: int, size: int = 14) -> dict[str, Any]:
    chance = random.Random(seed)
    activities = [
        {
            "id": f"a{one:02d}",
            "inputs": [[f"a{chance.randrange(size):02d}", chance.uniform(0, 0.3)] for _ in range(3)],
            "emissions_kg_co2e": chance.uniform(0, 2),
        }
        for one in range(size)
    ]
    return {"activities": activities, "demands": [{"id": "a00", "amount": 2.5}]}


def solved(folder: Path, data: dict[str, Any]) -> Solved:
    file = folder / "system.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    result, findings = solve(read(str(file)))
    assert result is not None, findings
    return result


@pytest.mark.parametrize("seed", range(8))
def test_direct_contributions_add_up_to_the_total(tmp_path: Path, seed: int) -> None:
    result = solved(tmp_path, loops(seed))
    total = result.answers[0].totals[0]
    listed = contributions(result, 0, 2.5, 0)
    assert fsum(one.direct for one in listed) == pytest.approx(total, rel=1e-13)
    first = next(one for one in listed if one.activity == 0)
    assert first.upstream == pytest.approx(total, rel=1e-13), "without the product itself nothing is left"


@pytest.mark.parametrize("seed", range(4))
def test_upstream_is_what_vanishes_when_an_activity_is_taken_out(tmp_path: Path, seed: int) -> None:
    data = loops(seed)
    result = solved(tmp_path, data)
    total = result.answers[0].totals[0]
    for one in contributions(result, 0, 2.5, 0):
        name = result.system.ids[one.activity]
        if one.activity == 0:
            continue
        empty = {"id": name, "inputs": [], "emissions_kg_co2e": 0}
        without = [empty if other["id"] == name else other for other in data["activities"]]
        left = solved(tmp_path, {**data, "activities": without}).answers[0].totals[0]
        assert one.upstream == pytest.approx(total - left, rel=1e-10, abs=1e-12)


@pytest.mark.parametrize("seed", range(8))
def test_a_tree_adds_up_at_every_branch(tmp_path: Path, seed: int) -> None:
    result = solved(tmp_path, loops(seed))
    total = result.answers[0].totals[0]
    grown = tree(result, 0, 2.5, 0)
    assert grown.total == pytest.approx(total, rel=1e-14)
    assert fsum(leaves(grown)) == pytest.approx(total, rel=1e-12)

    def check(one: Branch) -> None:
        parts = [one.direct, one.rest, *(inner.total for inner in one.branches)]
        assert fsum(parts) == pytest.approx(one.total, rel=1e-12, abs=1e-14)
        for inner in one.branches:
            assert abs(inner.total) >= 0.0099 * abs(total)
            check(inner)

    check(grown)


def test_a_credit_is_a_negative_level(tmp_path: Path) -> None:
    data = {
        "activities": [
            {"id": "chp", "inputs": [{"id": "heat", "amount": 2, "avoided": True}], "emissions_kg_co2e": 1},
            {"id": "heat", "inputs": [["gas", 1]], "emissions_kg_co2e": 0.1},
            {"id": "gas", "inputs": [], "emissions_kg_co2e": 0.02},
        ],
        "demands": ["chp"],
    }
    result = solved(tmp_path, data)
    listed = {result.system.ids[one.activity]: one for one in contributions(result, 0, 1.0, 0)}
    assert listed["heat"].level == listed["gas"].level == -2
    assert listed["heat"].upstream == pytest.approx(-0.24)
    assert result.answers[0].totals[0] == pytest.approx(0.76)
