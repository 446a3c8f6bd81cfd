"""Scopes of a site by hand: GHG Protocol Corporate Standard, chapter 4, and Scope 2 Guidance, chapters 4 to 7."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.documents.yaml_reader import read_yaml
from carbonfoot.findings.finding import severity
from carbonfoot.footprint.scopes import Scopes
from carbonfoot.methods.registry import find
from carbonfoot.pipeline import Options, calculate

GRID = 417.3
"""kg CO2e per MWh of the Korean grid, consumption end, 2023 (electricity-official)."""

SF6, R32 = 25200.0, 771.0
"""GWP100 of IPCC AR6, table 7.SM.7."""

SITE: dict[str, Any] = {
    "carbonfoot": "site/1",
    "site": {"id": "S", "name": "Plant", "located_in": "KR"},
    "period": "2025",
    "products": [{"id": "A", "name": "A", "amount": "10 t"}],
}
SUPPLIER: dict[str, Any] = {
    "carbonfoot": "part/1",
    "product": {"id": "B", "name": "Bought", "declared_unit": "1 kg", "made_in": "KR"},
    "period": "2025",
    "processes": [
        {
            "name": "Press",
            "electricity": "2 kWh",
            "natural_gas": "3 MJ (net)",
            "emissions": [{"gas": "SF6", "amount": "1 g"}],
        }
    ],
}
BOUGHT = {"name": "Bought", "amount": "10 t", "product": "supplier.yaml"}
STATED = {"value": "1 kg CO2e", "per": "1 kg", "source": "EPD"}


def scopes(folder: Path, **site: Any) -> tuple[Scopes, float]:
    (folder / "supplier.yaml").write_text(json.dumps(SUPPLIER), encoding="utf-8")
    (folder / "site.yaml").write_text(json.dumps({**SITE, **site}), encoding="utf-8")
    outcome = calculate(str(folder / "site.yaml"), Options())
    assert not [one for one in outcome.findings if severity(one) in ("error", "incomplete")], outcome.findings
    found = outcome.footprint
    assert found is not None and found.scopes is not None and found.total is not None
    one = found.scopes
    assert one.one + one.two + one.three + one.credits == pytest.approx(found.total)
    return one, found.total


def burning(folder: Path, unit: str = "1 t") -> tuple[float, float]:
    """kg CO2e of burning diesel, and of making and bringing it."""
    found, _ = scopes(folder, processes=[{"name": "P", "diesel": unit}])
    assert 3000 < found.one < 3400 and 300 < found.three < 900 and not found.two
    return found.one, found.three


@pytest.mark.parametrize(
    "site",
    [
        {"processes": [{"name": "Forklift", "diesel": "1 t"}]},
        {"meters": [{"name": "Tank", "carrier": "diesel", "amount": "1 t"}]},
        {"processes": [{"name": "P", "energy": [{"name": "d", "amount": "1 t", "factor": "fuels/diesel"}]}]},
        {"inputs": [{"name": "Diesel", "amount": "1 t", "factor": "fuels/diesel"}]},
        {
            "meters": [{"name": "Tank", "carrier": "diesel", "amount": "1 t"}],
            "processes": [
                {"name": "Genset", "diesel": "1 t", "makes": {"name": "Power", "amount": "4 MWh"}},
                {"name": "Press", "electricity": {"amount": "3 MWh", "from": "Power"}},
            ],
        },
    ],
)
def test_fuel_that_the_site_burns_is_scope_1_wherever_it_is_listed(
    tmp_path: Path, site: dict[str, Any]
) -> None:
    one, upstream = burning(tmp_path)
    found, _ = scopes(tmp_path, **site)
    assert (found.one, found.two, found.three) == pytest.approx((one, 0, upstream))


def test_gases_that_the_site_releases_are_scope_1(tmp_path: Path) -> None:
    step = {
        "name": "P",
        "emissions": [{"gas": "SF6", "amount": "2 kg"}, {"gas": "HFC-32", "amount": "3 kg"}],
    }
    found, _ = scopes(tmp_path, processes=[step])
    assert (found.one, found.two, found.three) == pytest.approx((2 * SF6 + 3 * R32, 0, 0))


def test_what_suppliers_burn_buy_and_release_is_scope_3(tmp_path: Path) -> None:
    found, total = scopes(tmp_path, inputs=[BOUGHT])
    assert total > 10 * SF6
    assert (found.one, found.two, found.three) == pytest.approx((0, 0, total))


def test_what_is_done_to_a_bought_assembly_is_scope_3(tmp_path: Path) -> None:
    steel = {"name": "Steel", "amount": "1 kg", "footprint": STATED}
    work = {"name": "Machining", "electricity": "1 kWh", "natural_gas": "3 MJ (net)"}
    line = {"name": "Sub", "amount": "10 t", "per": "1 kg", "inputs": [steel], "processes": [work]}
    found, total = scopes(tmp_path, inputs=[line])
    assert (found.one, found.two, found.three) == pytest.approx((0, 0, total))


def test_power_that_is_bought_is_scope_2_and_what_the_roof_makes_is_not(tmp_path: Path) -> None:
    panels = {
        "name": "Roof",
        "energy": [{"name": "Panels", "amount": "100 kg", "footprint": STATED}],
        "makes": {"name": "Sun", "amount": "100 MWh"},
    }
    meter = {"name": "Main", "carrier": "electricity", "amount": "300 MWh", "adds": "Sun"}
    found, _ = scopes(tmp_path, meters=[meter], processes=[panels])
    assert (found.one, found.two, found.three) == pytest.approx((0, 300 * GRID, 100))


def test_energy_that_is_sold_stays_with_who_burned_for_it(tmp_path: Path) -> None:
    """GHG Protocol Corporate Standard, chapter 4: emissions of energy sold to others stay in scope 1."""
    one, upstream = burning(tmp_path)
    boiler = {"name": "Boiler", "diesel": "1 t", "makes": {"name": "Steam", "amount": "10 MWh"}}
    sold = {"id": "H", "name": "Heat", "amount": "8 MWh", "from": "Steam"}
    found, _ = scopes(tmp_path, processes=[boiler], products=[*SITE["products"], sold])
    assert (found.one, found.two, found.three) == pytest.approx((one, 0, upstream))


def test_losses_and_upstream_of_the_grid_are_scope_3_where_a_factor_keeps_them_apart(tmp_path: Path) -> None:
    meter = {"name": "Main", "carrier": "electricity", "amount": "100 MWh"}
    place = {"id": "S", "name": "Plant", "located_in": "GB"}
    found, total = scopes(tmp_path, site=place, meters=[meter])
    assert 0 < found.three < found.two
    assert found.two + found.three == pytest.approx(total)
    assert not found.undivided


def test_freight_and_waste_are_scope_3_and_a_credit_is_in_none(tmp_path: Path) -> None:
    line = {
        "name": "Steel",
        "amount": "10 t",
        "footprint": STATED,
        "transport": [{"mode": "road/hgv", "distance": "100 km"}],
    }
    avoided = {"name": "Pig iron", "amount": "2 t", "footprint": STATED}
    scrap = {
        "name": "Scrap",
        "amount": "3 t",
        "treatment": "recycling",
        "footprint": STATED,
        "avoids": [avoided],
    }
    found, total = scopes(tmp_path, inputs=[line], outputs=[scrap])
    assert found.credits == pytest.approx(-2000)
    assert (found.one, found.two) == (0, 0)
    assert found.three == pytest.approx(total + 2000)


def test_methods_are_in_the_scope_of_who_works(tmp_path: Path) -> None:
    """What a method says of its terms holds; waste and freight are others' unless the step says that it does them."""
    boiler = {"method": "energy/stationary-combustion", "fuel": "fuels/natural-gas", "amount": "1 TJ (net)"}
    found, _ = scopes(tmp_path, processes=[{"name": "Boiler", "methods": [boiler]}])
    assert found.one > 50000 and found.three > 0 and not found.two


@pytest.mark.parametrize("id", ["waste/treatment", "waste/wastewater", "transport/freight-by-fuel"])
def test_waste_and_freight_are_of_others(tmp_path: Path, id: str) -> None:
    method = find(id)
    assert method is not None
    data, _ = read_yaml(method.about.example, id)
    found, total = scopes(tmp_path, methods=[{"method": id, **data}])
    assert total > 0 and (found.one, found.two, found.three) == pytest.approx((0, 0, total))


def test_waste_water_that_the_site_treats_itself_is_scope_1(tmp_path: Path) -> None:
    method = find("waste/wastewater")
    assert method is not None
    data, _ = read_yaml(method.about.example, "wastewater")
    use = {"method": "waste/wastewater", **data, "on_site": "yes"}
    assert scopes(tmp_path, methods=[use])[0].one > 0


def test_contracts_and_the_grid_stand_beside_each_other(tmp_path: Path) -> None:
    meter = {"name": "Main", "carrier": "electricity", "amount": "300 MWh"}
    plain, _ = scopes(tmp_path, meters=[{**meter, "supply": {"method": "energy/electricity"}}])
    assert plain.two == pytest.approx(300 * GRID)
    assert not plain.by_contracts
