"""Storage, hubs and leased space: numbers worked out by hand, and what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.pipeline import Options, calculate

Use = Callable[..., tuple[float | None, set[str]]]

GRID = 0.177 + 0.01853 + 0.0459 + 0.00397
POWER = {"factor": "electricity/grid", "amount": "1000 kWh"}
STATED = {"emissions": "100 t CO2e", "source": "warehouse keeper"}


@pytest.fixture
def use(tmp_path: Path) -> Use:
    """Total and codes of one use of a method in a document that does nothing else."""

    def calculated(method: str, **keys: Any) -> tuple[float | None, set[str]]:
        document = {
            "carbonfoot": "part/1",
            "product": {"id": "T", "name": "Goods", "declared_unit": "1 piece", "made_in": "GB"},
            "period": "2025",
            "methods": [{"method": f"buildings/{method}", **keys}],
        }
        file = tmp_path / "part.yaml"
        file.write_text(json.dumps(document), encoding="utf-8")
        outcome = calculate(str(file), Options(gwp="AR5"))
        total = None if outcome.footprint is None else outcome.footprint.total
        return total, {one.code for one in outcome.findings} - {"CF308", "CF309", "CF310"}

    return calculated


@pytest.mark.parametrize(
    ("keys", "share"),
    [
        (
            {"capacity": "1000 m3", "occupancy": "80 %", "goods": "4 m3", "time": "73 day"},
            4 * 73 / (800 * 365),
        ),
        ({"capacity": "1000 m2", "occupancy": "80 %", "days": "30 day", "stored": "12 m2.day"}, 12 / 24000),
        ({"capacity": "500 piece", "unused": "left", "goods": "2 piece", "time": "1 week"}, 14 / 182500),
        ({"total_stored": "5000 m3.day", "stored": "25 m3.day"}, 0.005),
        ({"total_stored": "5000 t.day", "goods": "500 kg", "time": "10 day"}, 0.001),
        ({"capacity": "10 m3", "occupancy": "100 %", "days": "1 day", "stored": "10 m3.day"}, 1),
    ],
)
def test_storage_is_shared_by_space_and_time(use: Use, keys: dict[str, str], share: float) -> None:
    total, codes = use("storage", energy=POWER, **keys)
    assert not codes
    assert total == pytest.approx(1000 * share * GRID, rel=1e-9)


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"capacity": "10 m3", "occupancy": "50 %", "days": "1 day", "stored": "6 m3.day"}, "CF208"),
        ({"capacity": "10 m3", "occupancy": "0 %", "stored": "6 m3.day"}, "CF208"),
        ({"capacity": "10 m3", "stored": "6 m3.day"}, "CF102"),
        ({"capacity": "10 m3", "occupancy": "50 %", "stored": "6 m2.day"}, "CF204"),
        ({"capacity": "10 m3", "occupancy": "50 %", "goods": "1 m3"}, "CF102"),
        ({"capacity": "10 m3", "occupancy": "50 %", "stored": "6 m3.day", "goods": "1 m3"}, "CF106"),
        ({"total_stored": "10 m3.day", "capacity": "10 m3", "stored": "6 m3.day"}, "CF106"),
        ({"stored": "6 m3.day"}, "CF102"),
        ({"total_stored": "10 m3.day", "stored": "6 m3.day", "energy": POWER}, "CF106"),
    ],
)
def test_what_storage_refuses(use: Use, keys: dict[str, Any], code: str) -> None:
    assert use("storage", **STATED, **keys) == (None, {code})


def test_unused_space_is_shared_unless_it_is_left(use: Use) -> None:
    keys = {"capacity": "100 m3", "occupancy": "40 %", "days": "10 day", "stored": "20 m3.day"}
    assert use("storage", **STATED, **keys)[0] == pytest.approx(5000, rel=1e-12)
    assert use("storage", **STATED, **keys, unused="left")[0] == pytest.approx(2000, rel=1e-12)


def test_a_hub_is_shared_by_throughput(use: Use) -> None:
    total, codes = use("hub", energy=POWER, throughput="2 kt", goods="500 kg")
    assert not codes
    assert total == pytest.approx(0.25 * GRID, rel=1e-9)
    stated = {"emission_factor": "1.2 kg CO2e/t", "source": "port"}
    assert use("hub", goods="500 kg", **stated)[0] == pytest.approx(0.6, rel=1e-12)


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"goods": "5 t", "throughput": "3 t", "energy": POWER}, "CF208"),
        ({"goods": "5 t", "throughput": "3 TEU", "energy": POWER}, "CF204"),
        ({"goods": "5 t", "energy": POWER}, "CF102"),
        ({"goods": "5 t", "throughput": "30 t"}, "CF102"),
        ({"goods": "5 t", "throughput": "0 t", "energy": POWER}, "CF208"),
        ({"goods": "5 t", "throughput": "30 t", "emission_factor": "1 kg CO2e/t", "source": "x"}, "CF106"),
        ({"goods": "5 t", "throughput": "30 t", "emissions": "1 t CO2e"}, "CF102"),
    ],
)
def test_what_a_hub_refuses(use: Use, keys: dict[str, Any], code: str) -> None:
    assert use("hub", **keys) == (None, {code})


def test_leased_space_by_its_own_meter_for_some_months(use: Use) -> None:
    assert use("leased-asset", energy=POWER, months="3")[0] == pytest.approx(250 * GRID, rel=1e-9)


def test_leased_space_by_a_factor_per_area(use: Use) -> None:
    stated = {"emission_factor": "42 kg CO2e/m2", "source": "benchmark"}
    assert use("leased-asset", area="200 m2", months="6", **stated)[0] == pytest.approx(4200, rel=1e-12)


@pytest.mark.parametrize(
    ("keys", "code"),
    [
        ({"area": "200 m2"}, "CF102"),
        ({"area": "200 m2", "building_area": "100 m2", "occupancy": "100 %", "energy": POWER}, "CF208"),
        ({"area": "20 m2", "building_area": "100 m2", "energy": POWER}, "CF102"),
        ({"area": "80 m2", "building_area": "100 m2", "occupancy": "50 %", "energy": POWER}, "CF208"),
        ({"building_area": "100 m2", "energy": POWER}, "CF102"),
        ({"occupancy": "50 %", "energy": POWER}, "CF106"),
        (
            {"area": "80 m2", "intensity": "120 kWh/m2", "factor": "electricity/grid", "energy": POWER},
            "CF106",
        ),
        ({"area": "80 m2", "intensity": "120 kWh/m2"}, "CF102"),
        ({"intensity": "120 kWh/m2", "factor": "electricity/grid"}, "CF102"),
        ({"energy": POWER, "months": "13"}, "CF208"),
        ({"area": "80 m2", "energy": {"factor": "electricity/grid", "amount": "3 km"}}, "CF204"),
    ],
)
def test_what_leased_space_refuses(use: Use, keys: dict[str, Any], code: str) -> None:
    assert use("leased-asset", **keys) == (None, {code})
