"""Sites: what the products bear is what the site emits, whatever the meters, the keys and the order of the lines."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbonfoot.findings.finding import severity
from carbonfoot.footprint.accounts import account
from carbonfoot.footprint.result import Footprint
from carbonfoot.pipeline import Options, Outcome, calculate

GRID = 417.3
"""kg CO2e per MWh of the Korean grid, consumption end, 2023 (electricity-official)."""

HEAD: dict[str, Any] = {
    "carbonfoot": "site/1",
    "site": {"id": "S", "name": "Plant", "located_in": "KR"},
    "period": "2025",
}
PART: dict[str, Any] = {
    "carbonfoot": "part/1",
    "product": {"id": "A", "name": "A", "declared_unit": "1 piece", "mass": "2 kg", "made_in": "KR"},
    "period": "2025",
    "made_at": "site.yaml",
}
METER = {"name": "Main", "carrier": "electricity", "amount": "300 MWh"}
A = {"id": "A", "name": "A", "amount": "100000 piece", "mass": "200 t", "keys": {"hours": "300 h"}}
B = {"id": "B", "name": "B", "amount": "50 t", "keys": {"hours": "100 h"}}


def write(folder: Path, name: str, data: dict[str, Any]) -> str:
    file = folder / name
    file.write_text(json.dumps(data), encoding="utf-8")
    return str(file)


def run(folder: Path, site: dict[str, Any], part: dict[str, Any] | None = None) -> Outcome:
    file = write(folder, "site.yaml", {**HEAD, **site})
    if part is not None:
        file = write(folder, "part.yaml", {**PART, **part})
    return calculate(file, Options())


def result(folder: Path, site: dict[str, Any], part: dict[str, Any] | None = None) -> Footprint:
    outcome = run(folder, site, part)
    wrong = [one for one in outcome.findings if severity(one) in ("error", "incomplete")]
    assert not wrong, wrong
    assert outcome.footprint is not None and outcome.footprint.total is not None
    return outcome.footprint


def codes(outcome: Outcome) -> list[str]:
    return [one.code for one in outcome.findings if severity(one) in ("error", "incomplete", "warning")]


def borne(found: Footprint) -> dict[str, float]:
    return {found.activities[one.activity].id: one.co2e for one in found.produced}


def test_sub_meters_come_first_and_the_rest_of_the_meter_is_shared(tmp_path: Path) -> None:
    site = {
        "meters": [METER],
        "allocation": "mass",
        "processes": [
            {"name": "Press", "electricity": "120 MWh", "allocation": "hours"},
            {"name": "Plating", "electricity": "80 MWh"},
        ],
        "products": [A, {**B, "made_on": ["Press"]}],
    }
    found = result(tmp_path, site)
    assert found.total == pytest.approx(300 * GRID)
    rest = 100 * GRID
    assert borne(found)["A"] == pytest.approx(120 * GRID * 0.75 + 80 * GRID + rest * 0.8)
    assert borne(found)["B"] == pytest.approx(120 * GRID * 0.25 + rest * 0.2)
    part = result(tmp_path, site, {})
    assert part.total == pytest.approx(borne(found)["A"] / 100000)


def test_a_part_in_kilograms_takes_its_share_by_the_mass_of_a_piece(tmp_path: Path) -> None:
    site = {"meters": [METER], "allocation": "mass", "products": [A, B]}
    product = {"id": "A", "name": "A", "declared_unit": "1 kg", "made_in": "KR"}
    found = result(tmp_path, site, {"product": product})
    assert found.total == pytest.approx(300 * GRID * 0.8 / 200000)


def test_steam_of_a_boiler_goes_to_who_takes_it_and_out_of_the_gate(tmp_path: Path) -> None:
    site = {
        "processes": [
            {
                "name": "Boiler",
                "fuel_oil": "10 t",
                "electricity": "2 MWh",
                "makes": {"name": "Steam", "amount": "100 MWh"},
            },
            {"name": "Washing", "heat": {"amount": "70 MWh", "from": "Steam"}},
        ],
        "meters": [{**METER, "amount": "12 MWh"}],
        "allocation": "mass",
        "products": [
            A,
            {**B, "made_on": []},
            {"id": "H", "name": "Steam sold", "amount": "20 MWh", "from": "Steam"},
        ],
    }
    outcome = run(tmp_path, site)
    assert not [one for one in outcome.findings if severity(one) in ("error", "incomplete")]
    found = outcome.footprint
    assert found is not None and found.total is not None
    boiler = found.total - 10 * GRID
    assert borne(found)["H"] == pytest.approx(0.2 * boiler)
    assert borne(found)["A"] == pytest.approx(0.7 * boiler + 0.8 * (0.1 * boiler + 10 * GRID))
    assert sum(borne(found).values()) == pytest.approx(found.total)


def test_what_is_made_may_say_its_carrier_and_be_taken_in_another_unit(tmp_path: Path) -> None:
    steam = {"name": "Steam", "carrier": "heat", "amount": "100 MWh"}
    site = {
        "meters": [METER],
        "processes": [
            {"name": "Boiler", "electricity": "100 MWh", "makes": steam},
            {"name": "Washing", "heat": {"amount": "180 GJ", "from": "Steam"}, "for": "A"},
            {"name": "Drying", "heat": {"amount": "50 MWh", "from": "Steam"}, "for": "B"},
            {"name": "Press", "electricity": "200 MWh", "for": "B"},
        ],
        "allocation": "mass",
        "products": [A, B],
    }
    found = result(tmp_path, site)
    assert borne(found) == {"A": pytest.approx(50 * GRID), "B": pytest.approx(250 * GRID)}


def test_own_electricity_that_feeds_the_meter_makes_it_cleaner(tmp_path: Path) -> None:
    statement = {"value": "41 kg CO2e", "per": "1 MWh", "source": "EPD of the modules"}
    panels = {
        "name": "Roof",
        "energy": [{"name": "Panels", "amount": "100 MWh", "footprint": statement}],
        "makes": {"name": "Solar power", "amount": "100 MWh"},
    }
    site = {
        "meters": [{**METER, "adds": "Solar power"}],
        "processes": [panels, {"name": "Press", "electricity": "400 MWh"}],
        "products": [A],
    }
    found = result(tmp_path, site)
    assert found.total == pytest.approx(300 * GRID + 100 * 41)


def test_the_account_of_each_product_is_what_it_bears(tmp_path: Path) -> None:
    """300 MWh shared by mass: 200 t of A, 50 t of B."""
    outcome = run(tmp_path, {"meters": [METER], "products": [A, B], "allocation": "mass"})
    found = outcome.footprint
    assert found is not None
    part = outcome.documents.loaded[outcome.documents.top].part
    made = [account(found, number, part) for number in (0, 1)]
    kg = [sum(one.co2e for one in each.contributions) for each in made]
    assert kg == pytest.approx([0.8 * 300 * GRID, 0.2 * 300 * GRID])


def test_several_supplies_are_the_whole_of_a_meter(tmp_path: Path) -> None:
    supply = [
        {"method": "energy/electricity", "amount": "100 MWh"},
        {"method": "energy/electricity", "amount": "200 MWh"},
    ]
    found = result(tmp_path, {"meters": [{**METER, "supply": supply}], "products": [A]})
    assert found.total == pytest.approx(300 * GRID)


def test_two_utilities_that_feed_each_other_are_solved(tmp_path: Path) -> None:
    """A power plant whose pumps run on its own power: 100 MWh made, 10 of them used by itself, 90 by the press."""
    site = {
        "processes": [
            {
                "name": "Turbine",
                "fuel_oil": "30 t",
                "electricity": {"amount": "10 MWh", "from": "Power"},
                "makes": {"name": "Power", "amount": "100 MWh"},
            },
            {"name": "Press", "electricity": {"amount": "90 MWh", "from": "Power"}},
        ],
        "products": [A],
    }
    looped = result(tmp_path, site)
    site["processes"] = [{"name": "Turbine", "fuel_oil": "30 t"}]
    assert looped.total == pytest.approx(result(tmp_path, site).total)


def test_a_step_that_makes_two_things_is_split_by_stated_shares(tmp_path: Path) -> None:
    site: dict[str, Any] = {
        "processes": [
            {
                "name": "CHP",
                "fuel_oil": "30 t",
                "makes": [
                    {"name": "Power", "amount": "100 MWh", "share": "60 %"},
                    {"name": "Heat", "amount": "150 MWh", "share": "40 %"},
                ],
            },
        ],
        "allocation": "mass",
        "products": [A, {"id": "P", "name": "Power sold", "amount": "100 MWh", "from": "Power"}],
    }
    found = result(tmp_path, site)
    assert borne(found)["P"] == pytest.approx(0.6 * (found.total or 0.0))
    site["processes"][0]["makes"][1]["share"] = "50 %"
    assert "CF406" in codes(run(tmp_path, site))


def test_readings_add_up_and_a_quarter_is_as_good_as_its_months(tmp_path: Path) -> None:
    months = {f"2025-{month:02d}": "10 MWh" for month in range(1, 13)}
    quarters = {"2025-01..2025-03": "30 MWh", "2025-04..2025-06": "30000 kWh", "2025-07..2025-12": "60 MWh"}
    totals = []
    for readings in (months, quarters):
        meter = {"name": "Main", "carrier": "electricity", "readings": readings}
        totals.append(result(tmp_path, {"meters": [meter], "products": [A]}).total)
    assert totals[0] == pytest.approx(120 * GRID) and totals[0] == pytest.approx(totals[1])


BILLS = """\
month,power [kWh],made [piece]
2025-01..2025-06,60000,40000
2025-07..2025-12,65000,60000
"""


def bills(folder: Path, text: str, **more: Any) -> Outcome:
    (folder / "bills.csv").write_text(text, encoding="utf-8")
    column = {"table": "bills", "period": "month", "column": "power", **more}
    made = {"table": "bills", "period": "month", "column": "made"}
    site = {
        "tables": {"bills": {"file": "bills.csv"}},
        "meters": [{"name": "Main", "carrier": "electricity", "readings_from": column}],
        "products": [{"id": "A", "name": "A", "mass": "200 t", "readings_from": made}],
    }
    return run(folder, site)


def test_bills_of_a_spreadsheet(tmp_path: Path) -> None:
    outcome = bills(tmp_path, BILLS)
    assert outcome.footprint is not None
    assert outcome.footprint.total == pytest.approx(125 * GRID)
    assert outcome.footprint.activities[outcome.footprint.produced[0].activity].reference.number == 100000


@pytest.mark.parametrize(
    ("text", "more", "code"),
    [
        (BILLS, {"column": "powr"}, "CF224"),
        (BILLS, {"table": "bill"}, "CF221"),
        (BILLS, {"period": "power"}, "CF107"),
        (BILLS.replace("65000", ""), {}, "CF224"),
        (BILLS.replace("2025-07..", "2025-06.."), {}, "CF107"),
        (BILLS.replace("2025-07..", "2025-08.."), {}, "CF752"),
        (BILLS.replace("65000", "-65000"), {}, "CF207"),
        (BILLS.replace("..2025-12", "..2026-01"), {}, "CF753"),
        (BILLS.replace("power [kWh]", "power"), {}, "CF205"),
    ],
)
def test_bills_that_cannot_be_read(tmp_path: Path, text: str, more: dict[str, str], code: str) -> None:
    outcome = bills(tmp_path, text, **more)
    assert code in codes(outcome)
    assert outcome.footprint is None or outcome.footprint.total is None


@pytest.mark.parametrize(
    ("readings", "code"),
    [
        ({"2025-01..2025-11": "100 MWh"}, "CF752"),
        ({"2025-01..2025-07": "100 MWh", "2025-07..2025-12": "50 MWh"}, "CF107"),
        ({"2024-12..2025-11": "100 MWh"}, "CF753"),
        ({"2025-01..2025-06": "100 MWh", "2025-07..2025-12": "50 GJ (net)"}, "CF204"),
        ({"2025": "-3 MWh"}, "CF207"),
        ({"2025-13": "3 MWh"}, "CF107"),
    ],
)
def test_what_readings_cannot_be(tmp_path: Path, readings: dict[str, str], code: str) -> None:
    meter = {"name": "Main", "carrier": "electricity", "readings": readings}
    outcome = run(tmp_path, {"meters": [meter], "products": [A]})
    assert code in codes(outcome)
    assert outcome.footprint is None or outcome.footprint.total is None


def test_a_gap_is_filled_only_when_it_is_asked_for(tmp_path: Path) -> None:
    meter = {
        "name": "Main",
        "carrier": "electricity",
        "readings": {"2025-01..2025-11": "334 MWh"},
        "gaps": "average",
    }
    outcome = run(tmp_path, {"meters": [meter], "products": [A]})
    assert outcome.footprint is not None
    assert outcome.footprint.total == pytest.approx(365 * GRID)
    assert "CF754" in codes(outcome)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"meters": [{**METER, "amount": "100 MWh"}]}, "CF751"),
        ({"meters": [METER, {**METER, "name": "Second"}]}, "CF755"),
        ({"meters": [METER, METER]}, "CF433"),
        ({"products": [A, {**A, "name": "again"}]}, "CF433"),
        ({"products": [A, {**B, "made_on": ["Pres"]}]}, "CF755"),
        ({"products": [A, B], "allocation": None}, "CF431"),
        ({"products": [A, {**B, "keys": {"hours": "0 h"}}], "allocation": "hours"}, "CF208"),
        ({"products": [A, B], "allocation": {"A": "50 %", "B": "60 %"}}, "CF406"),
        ({"products": [A, B], "allocation": "economic"}, "CF431"),
        ({"products": [A, B], "allocation": "substitution"}, "CF438"),
        ({"products": [{**A, "made_on": []}]}, "CF758"),
        ({"products": []}, "CF110"),
        ({"products": [A, {"id": "X", "name": "X", "amount": "1 MWh", "from": "Steam"}]}, "CF755"),
        ({"meters": [{**METER, "gaps": "average"}]}, "CF106"),
        ({"meters": [{**METER, "adds": "Sun"}]}, "CF755"),
    ],
)
def test_what_is_refused(tmp_path: Path, change: dict[str, Any], code: str) -> None:
    site = {
        "meters": [METER],
        "processes": [{"name": "Press", "electricity": "120 MWh"}],
        "products": [A],
        "allocation": "mass",
        **change,
    }
    outcome = run(tmp_path, {key: value for key, value in site.items() if value is not None})
    assert code in codes(outcome)
    assert outcome.footprint is None or outcome.footprint.total is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"made_at": "site.yaml#Pres"}, "CF757"),
        ({"made_at": "site.yaml#"}, "CF757"),
        ({"made_at": "site.yaml#Plating"}, "CF757"),
        ({"period": "2023"}, "CF407"),
        ({"product": {**PART["product"], "made_in": "CN"}}, "CF404"),
        ({"product": {**PART["product"], "id": "C"}}, "CF757"),
        ({"product": {**PART["product"], "declared_unit": "1 m2", "mass": None}}, "CF209"),
    ],
)
def test_a_part_that_does_not_fit_its_site(tmp_path: Path, change: dict[str, Any], code: str) -> None:
    site = {
        "meters": [METER],
        "processes": [
            {"name": "Press", "electricity": "120 MWh"},
            {"name": "Plating", "electricity": "9 MWh"},
        ],
        "products": [{**A, "made_on": ["Press"]}, {**B, "made_on": ["Plating"]}],
        "allocation": "mass",
    }
    product = change.get("product")
    if product is not None:
        change = {**change, "product": {key: value for key, value in product.items() if value is not None}}
    assert code in codes(run(tmp_path, site, change))


@pytest.mark.parametrize("place", ["site.yaml#B", "site.yaml#Plating"])
def test_a_part_stands_for_a_family_that_is_named(tmp_path: Path, place: str) -> None:
    site = {
        "meters": [METER],
        "processes": [
            {"name": "Press", "electricity": "120 MWh"},
            {"name": "Plating", "electricity": "9 MWh"},
        ],
        "products": [{**A, "made_on": ["Press"]}, {**B, "made_on": ["Plating"]}],
        "allocation": "mass",
    }
    family = borne(result(tmp_path, site))["B"]
    product = {**PART["product"], "id": "B-17"}
    assert result(tmp_path, site, {"product": product, "made_at": place}).total == pytest.approx(
        family * 2 / 50000
    )


amounts = st.floats(0.5, 500.0)
keys = st.lists(st.floats(0.1, 1000.0), min_size=2, max_size=5)


@settings(max_examples=40, deadline=None)
@given(steps=st.lists(amounts, min_size=1, max_size=4), rest=amounts, hours=keys, data=st.data())
def test_the_accounts_are_the_site(
    tmp_path_factory: pytest.TempPathFactory,
    steps: list[float],
    rest: float,
    hours: list[float],
    data: st.DataObject,
) -> None:
    """Sums of allocated shares equal the totals of the site, and the order of the lines changes nothing."""
    folder = tmp_path_factory.mktemp("site")
    names = [f"Step {number}" for number in range(len(steps))]
    products = []
    for number, hour in enumerate(hours):
        passed = data.draw(st.lists(st.sampled_from(names), unique=True)) if number else names
        one = {"id": f"P{number}", "name": "P", "amount": f"{number + 1} t", "keys": {"hours": f"{hour!r} h"}}
        products.append({**one, "made_on": passed})
    site = {
        "meters": [{**METER, "amount": f"{sum(steps) + rest!r} MWh"}],
        "processes": [
            {
                "name": name,
                "electricity": f"{number!r} MWh",
                "allocation": data.draw(st.sampled_from(["mass", "hours"])),
            }
            for name, number in zip(names, steps, strict=True)
        ],
        "allocation": "hours",
        "products": products,
    }
    found = result(folder, site)
    assert found.total == pytest.approx((sum(steps) + rest) * GRID)
    assert sum(borne(found).values()) == pytest.approx(found.total, rel=1e-11)
    turned = {**site, "processes": site["processes"][::-1], "products": products[::-1]}
    last = 1e-11 * (found.total or 0.0)  # the last digit of the sum goes to the first of equals
    assert borne(result(folder, turned)) == pytest.approx(borne(found), rel=1e-11, abs=last)


def test_compressed_air_is_a_line_that_a_step_takes(tmp_path: Path) -> None:
    site: dict[str, Any] = {
        "meters": [METER],
        "processes": [
            {"name": "Compressor", "electricity": "50 MWh", "makes": {"name": "Air", "amount": "400000 Nm3"}},
            {"name": "Press", "energy": [{"name": "Air", "amount": "300000 Nm3", "from": "Air"}]},
        ],
        "allocation": "mass",
        "products": [{**A, "made_on": ["Press"]}, {**B, "made_on": []}],
    }
    found = result(tmp_path, site)
    assert found.total == pytest.approx(300 * GRID)
    rest = 250 * GRID + 0.25 * 50 * GRID
    assert borne(found)["A"] == pytest.approx(0.75 * 50 * GRID + 0.8 * rest)
    line = site["processes"][1]["energy"][0]
    for change, code in (
        ({"from": "Airs"}, "CF755"),
        ({"factor": "gases/nitrogen"}, "CF106"),
        ({"amount": "900000 Nm3"}, "CF751"),
        ({"amount": "3 t"}, "CF209"),
    ):
        changed = {**line, **change}
        broken = {**site, "processes": [site["processes"][0], {"name": "Press", "energy": [changed]}]}
        assert code in codes(run(tmp_path, broken)), change


def test_what_is_made_is_taken_as_what_it_is(tmp_path: Path) -> None:
    steam = {"name": "Steam", "amount": "100 MWh", "carrier": "heat"}
    site: dict[str, Any] = {
        "meters": [METER],
        "processes": [
            {"name": "Boiler", "fuel_oil": "10 t", "makes": steam},
            {"name": "Press", "electricity": {"amount": "50 MWh", "from": "Steam"}},
        ],
        "products": [A],
    }
    assert "CF755" in codes(run(tmp_path, site))
    site["meters"] = [{**METER, "adds": "Steam"}]
    del site["processes"][1]
    assert "CF755" in codes(run(tmp_path, site))


def test_a_line_is_found_as_addresses_are_written(tmp_path: Path) -> None:
    steps = [{"name": "Line 1", "electricity": "9 MWh"}, {"name": "Line 2", "electricity": "120 MWh"}]
    goods = [{**A, "made_on": ["Line 2"]}, {**B, "made_on": ["Line 1"]}]
    site = {"meters": [METER], "processes": steps, "products": goods, "allocation": "mass"}
    exact = result(tmp_path, site, {"made_at": "site.yaml#Line 2"}).total
    assert exact == result(tmp_path, site, {"made_at": "site.yaml#line-2"}).total
    two = {**site, "processes": [*steps, {"name": "line_2", "electricity": "1 MWh", "for": "A"}]}
    assert "CF757" in codes(run(tmp_path, two, {"made_at": "site.yaml#line-2"}))


def test_nothing_follows_from_the_unit_of_a_meter_that_could_not_be_read(tmp_path: Path) -> None:
    meter = {"name": "Main", "carrier": "electricity", "readings": {"2024-12": "30 MWh"}}
    steps = [{"name": "Press", "electricity": "120 MWh"}]
    outcome = run(tmp_path, {"meters": [meter], "processes": steps, "products": [A], "allocation": "mass"})
    assert "CF753" in codes(outcome) and "CF209" not in codes(outcome)
    assert outcome.footprint is None or outcome.footprint.total is None


def test_power_that_a_meter_takes_whole_is_not_sold_beside_it(tmp_path: Path) -> None:
    chp = {"name": "CHP", "natural_gas": "1 TJ (net)", "makes": [{"name": "Power", "amount": "100 MWh"}]}
    sold = {"id": "EL", "name": "Sold", "amount": "20 MWh", "from": "Power"}
    site = {"meters": [{**METER, "adds": "Power"}], "processes": [chp], "products": [A, sold]}
    outcome = run(tmp_path, {**site, "allocation": "mass"})
    (found,) = [one for one in outcome.findings if one.code == "CF751"]
    assert "`adds:`" in found.help and "`makes:`" in found.help
    site["products"] = [A, {**sold, "from": "Main"}]
    assert "CF751" not in codes(run(tmp_path, {**site, "allocation": "mass"}))


def test_a_material_that_the_site_lists_for_the_part_is_told(tmp_path: Path) -> None:
    coil = {"name": "Coil", "factor": "steel/hot-rolled-coil", "route": "bf-bof", "origin": "KR"}
    site: dict[str, Any] = {
        "meters": [METER],
        "inputs": [{**coil, "amount": "300 t"}],
        "allocation": "mass",
        "products": [A, B],
    }
    own = {"inputs": [{**coil, "amount": "2.4 kg"}]}
    assert "CF756" in codes(run(tmp_path, site, own))
    site["inputs"][0]["for"] = ["B"]
    assert "CF756" not in codes(run(tmp_path, site, own))
    site["inputs"] = []
    site["processes"] = [{"name": "Press", "inputs": [{**coil, "amount": "300 t"}]}]
    assert "CF756" in codes(run(tmp_path, site, own))
    site["products"] = [{**A, "made_on": []}, {**B, "made_on": ["Press"]}]
    assert "CF756" not in codes(run(tmp_path, site, own))


def test_a_wrong_name_is_told_beside_a_refused_amount(tmp_path: Path) -> None:
    site = {
        "meters": [METER],
        "inputs": [{"name": "Oil", "amount": "4 tonn", "factor": "steel/hot-rolled-coil"}],
        "processes": [{"name": "Press", "electricity": "9 MWh"}],
        "products": [{**A, "made_on": ["Pres"]}],
    }
    assert {"CF202", "CF755"} <= set(codes(run(tmp_path, site)))
    site["processes"] = [{"nam": "Press", "electricity": "9 MWh"}]  # its name is what is missing
    assert "CF755" not in codes(run(tmp_path, site))
