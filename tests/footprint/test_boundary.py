"""What the total covers: cradle to gate or to grave, stages, tiers, countries."""

from __future__ import annotations

from typing import Any

import pytest

GRID = 0.4173  # kg CO2e per kWh, Korea 2023


@pytest.fixture
def whole(stated: Any) -> dict[str, Any]:
    """A part with something in every stage."""
    return {
        "inputs": [
            {
                "name": "Coil",
                "amount": "3 kg",
                "footprint": stated(1),
                "transport": [{"mode": "road/hgv", "distance": "100 km"}],
            }
        ],
        "processes": [{"name": "Press", "electricity": "1 kWh"}],
        "outputs": [
            {"name": "Sludge", "amount": "1 kg", "treatment": "landfill", "factor": "waste/metal-scrap"}
        ],
        "tooling": [{"name": "Die", "amount": "100 kg", "footprint": stated(5), "lifetime": "1000 piece"}],
        "packaging": [{"name": "Box", "amount": "0.1 kg", "footprint": stated(1)}],
        "distribution": [{"mode": "road/hgv", "distance": "100 km"}],
        "use": [{"name": "Power", "amount": "10 kWh", "factor": "electricity/grid"}],
        "end_of_life": [
            {"name": "Part", "amount": "2 kg", "treatment": "landfill", "factor": "waste/metal-scrap"}
        ],
    }


MASS = {"mass": "2 kg"}
GATE = ["materials", "inbound-transport", "manufacturing", "waste", "tooling", "packaging"]
BEYOND = ["distribution", "use", "end-of-life"]


def test_cradle_to_gate_leaves_later_stages_beside_the_total(calc: Any, whole: dict[str, Any]) -> None:
    answer = calc(whole, product=MASS)
    assert answer.footprint.boundary == "cradle-to-gate"
    assert [group.key for group in answer.footprint.stages] == GATE
    assert [group.key for group in answer.footprint.beyond] == BEYOND
    assert not [path for path in answer.lines() if path.startswith(("distribution", "use", "end_of_life"))]


def test_cradle_to_grave_is_the_gate_and_what_stood_beside_it(calc: Any, whole: dict[str, Any]) -> None:
    gate = calc(whole, product=MASS)
    grave = calc({**whole, "boundary": "cradle-to-grave"}, product=MASS)
    beside = sum(group.co2e for group in gate.footprint.beyond)
    assert grave.total == pytest.approx(gate.total + beside, rel=1e-12)
    assert [group.key for group in grave.footprint.stages] == GATE + BEYOND
    assert grave.footprint.beyond == []
    assert grave.kg("use/0") == pytest.approx(10 * GRID, rel=1e-12)


def test_what_is_missing_after_the_gate_does_not_matter_at_the_gate(calc: Any, whole: dict[str, Any]) -> None:
    later = {**whole, "use": [{"name": "Oil", "amount": "1 kg", "factor": "polymers/pom", "origin": "TW"}]}
    assert calc(later, product=MASS).total == pytest.approx(calc(whole, product=MASS).total, rel=1e-12)
    grave = calc({**later, "boundary": "cradle-to-grave"}, product=MASS)
    assert grave.footprint.total is None
    assert grave.footprint.missing == ["Oil"]


def test_stage_of_a_linked_part_is_that_of_the_line_that_links_to_it(
    calc: Any, stated: Any, make_document: Any
) -> None:
    """Inside a box that is bought, making the box is packaging."""
    box = make_document(
        {
            "inputs": [{"name": "Paper", "amount": "1 kg", "footprint": stated(1)}],
            "processes": [{"name": "Fold", "electricity": "1 kWh"}],
        },
        id="BOX",
    )
    body = {
        "inputs": [{"name": "Coil", "amount": "1 kg", "footprint": stated(1)}],
        "packaging": [{"name": "Box", "amount": "1 piece", "product": "box.yaml"}],
    }
    answer = calc(body, files={"box.yaml": box})
    assert {group.key: group.co2e for group in answer.footprint.stages} == {
        "materials": 1,
        "packaging": pytest.approx(1 + GRID, rel=1e-12),
    }


def tiers(answer: Any) -> dict[str, float]:
    return {group.key: group.co2e for group in answer.footprint.tiers}


def test_tier_is_how_many_companies_away(calc: Any, stated: Any, make_document: Any) -> None:
    """Own plant 0; what is bought 1; a linked supplier's plant 1, what it buys 2, what its supplier buys 3."""

    def maker(id: str, *lines: Any) -> Any:
        step = {"name": "Press", "emissions": [{"gas": "CO2", "amount": "10 kg"}]}
        bought = {"name": "Rod", "amount": "1 kg", "footprint": stated(100)}
        return make_document({"inputs": [bought, *lines], "processes": [step]}, id=id)

    rivet = {"name": "Rivet", "amount": "1 piece", "product": "rivet.yaml"}
    bolt = {"name": "Bolt", "amount": "1 piece", "product": "bolt.yaml"}
    coil = {"name": "Coil", "amount": "1 kg", "footprint": stated(1)}
    answer = calc(
        {
            "inputs": [coil, bolt],
            "processes": [{"name": "Weld", "emissions": [{"gas": "CO2", "amount": "3 kg"}]}],
        },
        files={"bolt.yaml": maker("BOLT", rivet), "rivet.yaml": maker("RIVET")},
    )
    assert tiers(answer) == {"0": 3, "1": 1 + 10, "2": 100 + 10, "3": 100}


def test_sub_assembly_without_a_supplier_is_made_at_the_own_plant(calc: Any, stated: Any) -> None:
    step = {"name": "Mix", "emissions": [{"gas": "CO2", "amount": "10 kg"}]}
    compound = {
        "name": "Compound",
        "amount": "1 kg",
        "inputs": [{"name": "Resin", "amount": "1 kg", "footprint": stated(100)}],
        "processes": [step],
    }
    assert tiers(calc({"inputs": [compound]})) == {"0": 10, "1": 100}
    assert tiers(calc({"inputs": [{**compound, "supplier": "Compounder"}]})) == {"1": 10, "2": 100}


def test_transport_and_packaging_are_bought_and_waste_is_the_own_plants(
    calc: Any, whole: dict[str, Any]
) -> None:
    answer = calc(whole, product=MASS)
    lines = answer.lines()
    own = sum(lines[path].co2e for path in ("processes/0/electricity", "outputs/0"))
    assert tiers(answer)["0"] == pytest.approx(own, rel=1e-12)
    assert tiers(answer)["1"] == pytest.approx(answer.total - own, rel=1e-12)


def test_country_is_that_of_the_step_the_origin_or_not_stated(calc: Any, stated: Any) -> None:
    answer = calc(
        {
            "inputs": [
                {"name": "Coil", "amount": "1 kg", "footprint": stated(1), "origin": "CN"},
                {"name": "Bolt", "amount": "1 kg", "footprint": stated(2)},
            ],
            "processes": [
                {"name": "Press", "emissions": [{"gas": "CO2", "amount": "4 kg"}]},
                {"name": "Paint", "made_in": "VN", "emissions": [{"gas": "CO2", "amount": "8 kg"}]},
            ],
        }
    )
    countries = [(group.key, group.co2e) for group in answer.footprint.countries]
    assert countries == [("VN", 8), ("KR", 4), ("not stated", 2), ("CN", 1)]


def test_step_in_another_country_takes_the_grid_of_that_country(calc: Any) -> None:
    answer = calc({"processes": [{"name": "Paint", "made_in": "TW", "electricity": "1 kWh"}]})
    assert answer.kg("processes/0/electricity") == pytest.approx(0.467 + 0.1108, rel=1e-12)


def test_exclusions_are_listed_and_change_nothing(calc: Any, whole: dict[str, Any]) -> None:
    left_out = [{"name": "Label", "share": "0.1 %", "reason": "2 g of paper"}]
    answer = calc({**whole, "exclude": left_out}, product=MASS)
    assert answer.total == calc(whole, product=MASS).total
    assert answer.footprint.exclusions == [("Label", 0.001, "2 g of paper")]
