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
