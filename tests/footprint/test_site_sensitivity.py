"""What 1 % more of an amount of a site does to a part: traced slopes against documents that are written anew."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.footprint.sensitivity import sensitivity
from carbonfoot.pipeline import Options, Outcome, calculate

NUMBERS = {"bought": 300.0, "press": 120.0, "hours": 300.0, "others": 100.0, "mass": 200.0, "steam": 70.0}
PART = {
    "carbonfoot": "part/1",
    "product": {"id": "A", "name": "A", "declared_unit": "1 kg", "made_in": "KR"},
    "period": "2025",
    "made_at": "site.yaml",
}
PLACES = {
    "bought": ("meters", 0, "amount"),
    "press": ("processes", 1, "electricity", "amount"),
    "hours": ("products", 0, "keys", "hours"),
    "others": ("products", 1, "keys", "hours"),
    "mass": ("products", 0, "mass"),
    "steam": ("processes", 2, "heat", "amount"),
}


def site(numbers: dict[str, float]) -> dict[str, Any]:
    made = {"name": "Steam", "amount": "100 MWh"}
    return {
        "carbonfoot": "site/1",
        "site": {"id": "S", "name": "Plant", "located_in": "KR"},
        "period": "2025",
        "allocation": "mass",
        "meters": [{"name": "Main", "carrier": "electricity", "amount": f"{numbers['bought']!r} MWh"}],
        "processes": [
            {"name": "Boiler", "fuel_oil": "10 t", "electricity": {"amount": "3 MWh"}, "makes": made},
            {
                "name": "Press",
                "electricity": {"amount": f"{numbers['press']!r} MWh"},
                "allocation": "hours",
            },
            {"name": "Wash", "heat": {"amount": f"{numbers['steam']!r} MWh", "from": "Steam"}},
        ],
        "products": [
            {
                "id": "A",
                "name": "A",
                "amount": "100000 piece",
                "mass": f"{numbers['mass']!r} t",
                "keys": {"hours": f"{numbers['hours']!r} h"},
            },
            {"id": "B", "name": "B", "amount": "50 t", "keys": {"hours": f"{numbers['others']!r} h"}},
        ],
    }


def outcome(folder: Path, numbers: dict[str, float]) -> Outcome:
    (folder / "site.yaml").write_text(json.dumps(site(numbers)), encoding="utf-8")
    (folder / "part.yaml").write_text(json.dumps(PART), encoding="utf-8")
    return calculate(str(folder / "part.yaml"), Options())


def total(folder: Path, numbers: dict[str, float]) -> float:
    found = outcome(folder, numbers).footprint
    assert found is not None and found.total is not None
    return found.total


def test_slopes_of_a_site_are_traced_and_right(tmp_path: Path) -> None:
    found = outcome(tmp_path, NUMBERS)
    assert found.footprint is not None and found.recipe is not None
    sensed, _ = sensitivity(found.recipe, found.footprint)
    assert sensed.traced, "keys of allocation and shares of meters keep their slopes"
    slopes = {one.key[1]: one.slope for one in sensed.inputs if one.key[0].endswith("site.yaml")}
    for name, place in PLACES.items():
        step = 1e-4
        sides = [
            total(tmp_path, {**NUMBERS, name: NUMBERS[name] * (1 + sign * step)}) for sign in (1.0, -1.0)
        ]
        assert slopes[place] == pytest.approx((sides[0] - sides[1]) / (2 * step), rel=1e-6, abs=1e-9), name


BALANCED = {"bought": 123.0, "press": 80.0, "melt": 40.0, "steam": 100.0, "wind": 100.0}
POSSIBLE = {"bought": 1.0, "press": -1.0, "melt": -1.0, "steam": -1.0, "wind": -1.0}
"""Which way an amount can go alone where steps take all that the meters count."""


def balanced(numbers: dict[str, float]) -> dict[str, Any]:
    """Steps take every kWh of the meter and all of the steam; one contract covers all electricity."""
    wind = {
        "type": "direct-line",
        "share": f"{numbers['wind']!r} %",
        "emission_factor": "0.02 kg CO2e/kWh",
        "covers": "generation-life-cycle",
        "source": "Park",
        "criteria": dict.fromkeys(("attribute", "unique", "retired", "vintage", "market"), "yes"),
    }
    use = {"method": "energy/electricity", "basis": "market", "no_residual": "yes", "contracts": [wind]}
    made = site(NUMBERS)
    made["meters"] = [
        {"name": "Main", "carrier": "electricity", "amount": f"{numbers['bought']!r} MWh", "supply": [use]}
    ]
    made["processes"][1]["electricity"] = {"amount": f"{numbers['press']!r} MWh"}
    made["processes"][2] = {"name": "Wash", "heat": {"amount": f"{numbers['steam']!r} MWh", "from": "Steam"}}
    melt = {"name": "Melt", "electricity": {"amount": f"{numbers['melt']!r} MWh"}, "allocation": "hours"}
    made["processes"].append(melt)
    return made


def test_where_steps_take_all_of_a_meter_slopes_are_those_of_the_side_that_is_possible(
    tmp_path: Path,
) -> None:
    def worked(numbers: dict[str, float]) -> Outcome:
        (tmp_path / "site.yaml").write_text(json.dumps(balanced(numbers)), encoding="utf-8")
        (tmp_path / "part.yaml").write_text(json.dumps(PART), encoding="utf-8")
        return calculate(str(tmp_path / "part.yaml"), Options())

    places = {
        "bought": ("meters", 0, "amount"),
        "press": ("processes", 1, "electricity", "amount"),
        "melt": ("processes", 3, "electricity", "amount"),
        "steam": ("processes", 2, "heat", "amount"),
        "wind": ("meters", 0, "supply", 0, "contracts", 0, "share"),
    }
    found = worked(BALANCED)
    assert found.footprint is not None and found.footprint.total is not None and found.recipe is not None
    base = found.footprint.total
    sensed, _ = sensitivity(found.recipe, found.footprint)
    assert sensed.traced and sensed.off < 1e-8
    slopes = {one.key[1]: one.slope for one in sensed.inputs if one.key[0].endswith("site.yaml")}
    for name, place in places.items():
        step = POSSIBLE[name] * 1e-4
        moved = worked({**BALANCED, name: BALANCED[name] * (1 + step)}).footprint
        beyond = worked({**BALANCED, name: BALANCED[name] * (1 - step)}).footprint
        assert moved is not None and moved.total is not None
        assert beyond is None or beyond.total is None, f"{name} cannot go the other way"
        assert slopes[place] == pytest.approx((moved.total - base) / step, rel=1e-6, abs=1e-8), name
    assert any(slopes[place] for place in places.values())
