"""Sites: whatever is stated has an effect or is refused, and nothing is counted twice without a word."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.findings.finding import path_text, severity
from carbonfoot.pipeline import Options, Outcome, calculate
from carbonfoot.reports.calc_json import report

GRID = 417.3
"""kg CO2e per MWh of the Korean grid, consumption end, 2023 (electricity-official)."""

METER = {"name": "Main", "carrier": "electricity", "amount": "300 MWh"}
A = {"id": "A", "name": "A", "amount": "100000 piece", "mass": "200 t", "keys": {"hours": "300 h"}}
B = {"id": "B", "name": "B", "amount": "50 t", "keys": {"hours": "100 h"}}
HEAT = {"id": "H", "name": "Heat", "amount": "10 MWh", "from": "Steam"}
BOILER = {"name": "Boiler", "fuel_oil": "10 t", "makes": {"name": "Steam", "amount": "100 MWh"}}
WASH = {"name": "Wash", "heat": {"amount": "70 MWh", "from": "Steam"}}
SITE: dict[str, Any] = {
    "carbonfoot": "site/1",
    "site": {"id": "S", "name": "Plant", "located_in": "KR"},
    "period": "2025",
    "meters": [METER],
    "products": [A, B],
    "allocation": "mass",
}
PRODUCT = {"id": "A", "name": "A", "declared_unit": "1 piece", "mass": "2 kg", "made_in": "KR"}
PART: dict[str, Any] = {
    "carbonfoot": "part/1",
    "product": PRODUCT,
    "period": "2025",
    "made_at": "site.yaml",
}


def run(folder: Path, site: dict[str, Any], part: dict[str, Any] | None = None) -> Outcome:
    (folder / "site.yaml").write_text(json.dumps({**SITE, **site}), encoding="utf-8")
    (folder / "part.yaml").write_text(json.dumps({**PART, **(part or {})}), encoding="utf-8")
    return calculate(str(folder / ("site.yaml" if part is None else "part.yaml")), Options())


def said(outcome: Outcome) -> list[tuple[str, str]]:
    found = outcome.findings
    return [
        (one.code, path_text(one.path))
        for one in found
        if severity(one) in ("error", "incomplete", "warning")
    ]


def total(outcome: Outcome) -> float:
    assert outcome.footprint is not None and outcome.footprint.total is not None, outcome.findings
    return outcome.footprint.total


@pytest.mark.parametrize("named", [{}, {"from": "Main"}])
@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("factor", "electricity/solar-pv"),
        ("record", "electricity-official:kr-2023-consumption-end"),
        ("route", "nuclear"),
        ("origin", "CN"),
        ("year", "2020"),
    ],
)
def test_a_use_says_nothing_of_what_comes_through_a_meter(
    tmp_path: Path, named: dict[str, str], key: str, value: str
) -> None:
    use = {"amount": "100 MWh", key: value, **named}
    outcome = run(tmp_path, {"processes": [{"name": "P", "electricity": use}]})
    assert ("CF106", f"processes/0/electricity/{key}") in said(outcome)
    assert outcome.footprint is None or outcome.footprint.total is None


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        (
            {"processes": [{"name": "P", "natural_gas": {"amount": "3 GJ (net)", "from": "Main"}}]},
            ("CF755", "processes/0/natural_gas/from"),
        ),
        ({"meters": [{**METER, "from": "Other"}]}, ("CF101", "meters/0/from")),
        (
            {"processes": [{"name": "P", "electricity": "1 MWh", "made_in": "CN"}]},
            ("CF101", "processes/0/made_in"),
        ),
        (
            {"processes": [{**BOILER, "fuel_oil": {"amount": "10 t", "for": "A"}}, WASH]},
            ("CF106", "processes/0/fuel_oil/for"),
        ),
        (
            {
                "processes": [
                    {**BOILER, "emissions": [{"gas": "N2O", "amount": "1 kg", "allocation": "mass"}]}
                ]
            },
            ("CF106", "processes/0/emissions/0/allocation"),
        ),
        (
            {
                "processes": [
                    {**BOILER, "for": "A"},
                    {"name": "W", "heat": {"amount": "100 MWh", "from": "Steam"}},
                ]
            },
            ("CF106", "processes/0/for"),
        ),
        (
            {
                "meters": [{**METER, "allocation": "hours"}],
                "processes": [{"name": "P", "electricity": "300 MWh"}],
            },
            ("CF106", "meters/0/allocation"),
        ),
        (
            {"processes": [BOILER, WASH], "products": [A, {**B, "made_on": ["Boiler"]}]},
            ("CF106", "products/1/made_on/0"),
        ),
        (
            {
                "processes": [BOILER],
                "products": [A, B, HEAT],
                "allocation": {"A": "60 %", "B": "30 %", "H": "10 %"},
            },
            ("CF106", "allocation/H"),
        ),
        (
            {
                "processes": [
                    {"name": "P", "electricity": "1 MWh", "allocation": {"A": "60 %", "B": "40 %"}}
                ],
                "products": [A, {**B, "made_on": []}, {**B, "id": "C"}],
            },
            ("CF106", "processes/0/allocation/B"),
        ),
        ({"products": [A, {**B, "mass": "54 t"}]}, ("CF404", "products/1/mass")),
        (
            {"processes": [{"name": "P", "diesel": "1 t"}, {"name": "P", "diesel": "3 t"}]},
            ("CF433", "processes/1/name"),
        ),
        ({"meters": []}, ("CF110", "")),
        (
            {"meters": [{**METER, "supply": {"method": "energy/electricity", "amount": "100 MWh"}}]},
            ("CF406", "meters/0/supply"),
        ),
        (
            {"meters": [{**METER, "supply": [{"method": "energy/electricity"}] * 2}]},
            ("CF102", "meters/0/supply/0"),
        ),
        (
            {"processes": [BOILER], "products": [A, B, {**HEAT, "made_on": ["Boiler"]}]},
            ("CF106", "products/2/made_on"),
        ),
        ({"products": []}, ("CF110", "products")),
        (
            {
                "processes": [
                    {
                        "name": "P",
                        "energy": [{"name": "x", "amount": "9 MWh", "factor": "electricity/grid"}],
                    }
                ]
            },
            ("CF756", "processes/0/energy/0"),
        ),
        (
            {"inputs": [{"name": "own", "amount": "100 kg", "product": "part.yaml"}]},
            ("CF760", "inputs/0/product"),
        ),
    ],
)
def test_what_a_site_states_has_an_effect(
    tmp_path: Path, change: dict[str, Any], finding: tuple[str, str]
) -> None:
    assert finding in said(run(tmp_path, change))


def test_energy_that_is_sold_needs_no_share_of_the_site(tmp_path: Path) -> None:
    shares = {"A": "60 %", "B": "40 %"}
    step = {"name": "P", "electricity": "100 MWh", "allocation": {"A": "25 %", "B": "75 %"}}
    change = {"processes": [BOILER, step], "products": [A, B, HEAT], "allocation": shares}
    found = run(tmp_path, change).footprint
    assert found is not None
    borne = {found.activities[one.activity].id: one.co2e for one in found.produced}
    boiler = total(run(tmp_path, change)) - 300 * GRID
    assert borne["A"] == pytest.approx(100 * GRID * 0.25 + (200 * GRID + 0.9 * boiler) * 0.6)
    assert borne["H"] == pytest.approx(0.1 * boiler)


def test_a_meter_with_its_unit_beside_the_amount(tmp_path: Path) -> None:
    meter = {"name": "Main", "carrier": "electricity", "unit": "MWh"}
    assert total(run(tmp_path, {"meters": [{**meter, "amount": 300}]})) == pytest.approx(300 * GRID)
    readings = {"2025-01..2025-06": 100, "2025-07..2025-12": 200}
    assert total(run(tmp_path, {"meters": [{**meter, "readings": readings}]})) == pytest.approx(300 * GRID)


def test_the_calorific_value_of_a_meter_holds_for_its_steps(tmp_path: Path) -> None:
    meter = {
        "name": "Gas",
        "carrier": "natural_gas",
        "amount": "20000 Nm3",
        "calorific_value": "43 MJ/Nm3 (gross)",
    }
    found = run(tmp_path, {"meters": [meter], "processes": [{"name": "P", "natural_gas": "430 GJ (gross)"}]})
    assert found.footprint is not None
    lines = {path_text(one.flow.path): one.co2e for one in found.footprint.lines}
    assert lines["processes/0/natural_gas"] == pytest.approx(lines["meters/0"])


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"made_at": ["site.yaml", "site.yaml#A"]}, ("CF106", "made_at/1")),
        (
            {
                "co_products": [{"id": "B", "name": "B", "amount": "0.5 kg"}],
                "allocation": "mass",
            },
            ("CF106", "co_products/0/id"),
        ),
        ({"product": {**PRODUCT, "mass": "3 kg"}}, ("CF404", "product/mass")),
        ({"period": "2024-07..2025-06"}, ("CF407", "made_at/0")),
    ],
)
def test_what_a_part_says_of_its_site(
    tmp_path: Path, change: dict[str, Any], finding: tuple[str, str]
) -> None:
    assert finding in said(run(tmp_path, {}, change))


def test_a_site_and_a_part_that_are_both_wrong_are_told_in_one_run(tmp_path: Path) -> None:
    part = {"inputs": [{"name": "x", "amount": "1 kg", "factor": "steel/nope", "origin": "KR"}]}
    found = said(run(tmp_path, {"meters": [{**METER, "amount": "-3 MWh"}]}, part))
    assert {("CF301", "inputs/0/factor"), ("CF207", "meters/0/amount")} <= set(found)
    assert "CF434" not in [code for code, _ in found], "a negative bill is no credit"


def test_a_part_of_a_longer_period_is_no_finding(tmp_path: Path) -> None:
    assert said(run(tmp_path, {"period": "2023..2025"}, {})) == [("CF309", "")]


def test_the_mass_of_a_part_is_not_checked_where_its_site_lists_materials(tmp_path: Path) -> None:
    bolt = {
        "name": "Bolt",
        "amount": "0.1 kg",
        "footprint": {"value": "1 kg CO2e", "per": "1 kg", "source": "-"},
    }
    coil = {**bolt, "name": "Coil", "amount": "300 t"}
    assert ("CF402", "inputs") in said(run(tmp_path, {}, {"inputs": [bolt]}))
    assert "CF402" not in [code for code, _ in said(run(tmp_path, {"inputs": [coil]}, {"inputs": [bolt]}))]


def test_the_plant_is_as_sure_as_its_meter_however_its_steps_are_metered(tmp_path: Path) -> None:
    step = {"name": "P", "electricity": {"amount": "150 MWh", "gsd": "1.5"}}
    intervals = []
    for outcome in (run(tmp_path, {}), run(tmp_path, {"processes": [step]})):
        found = report(outcome, Options(), allow_incomplete=False)["data"]["uncertainty"]
        intervals.append([found["mean"], found["sd"]])
    assert intervals[0] == pytest.approx(intervals[1])
