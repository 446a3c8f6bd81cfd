"""What changed behind a co-product and in a term of the circular formula has its own cause, not the structure."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from carbonfoot.footprint.differences import difference
from carbonfoot.footprint.measures import Side

Document = dict[str, Any]


def causes(one: Any, other: Any) -> dict[str, float]:
    found, findings = difference(*(Side(answer.footprint, answer.outcome.library) for answer in (one, other)))
    assert found is not None, findings
    return {"+".join(cause.names): cause.co2e for cause in found.causes}


@pytest.mark.parametrize(
    ("change", "cause", "kg"),
    [
        (lambda plant: plant["inputs"][0].update(amount="6 kg"), "quantities", 2.0),
        (lambda plant: plant["inputs"][0]["footprint"].update(value="3 kg CO2e"), "factors", 2.0),
        (lambda plant: plant.update(allocation={"B": "80 %", "CO": "20 %"}), "allocation", -2.4),
    ],
)
def test_behind_a_co_product(
    calc: Any, stated: Any, make_document: Any, change: Any, cause: str, kg: float
) -> None:
    """0.5 kg of a co-product, of 0.5 kg that are made along with the product, bear half of 4 kg at 2 kg CO2e."""
    plant = make_document(
        {
            "inputs": [{"name": "I", "amount": "4 kg", "footprint": stated(2)}],
            "co_products": [{"id": "CO", "name": "Co", "amount": "0.5 kg"}],
            "allocation": {"B": "50 %", "CO": "50 %"},
        },
        id="B",
        declared_unit="1 kg",
    )
    other = copy.deepcopy(plant)
    change(other)
    body = {"inputs": [{"name": "C", "amount": "0.5 kg", "product": "b.yaml", "co_product": "CO"}]}
    answers = [calc(body, files={"b.yaml": one}) for one in (plant, other)]
    assert causes(*answers) == pytest.approx({cause: kg})


@pytest.mark.parametrize(
    ("change", "cause", "kg"),
    [
        (lambda line: line.update(amount="2 kg"), "quantities", 1.5),
        (lambda line: line["circular"]["Ev"]["footprint"].update(value="3 kg CO2e"), "factors", 0.5),
        (lambda line: line["circular"].update(R1="25 %"), "allocation", 0.25),
    ],
)
def test_in_a_circular_line(calc: Any, stated: Any, change: Any, cause: str, kg: float) -> None:
    """Half of it at 2, half of it, all of whose recycling is counted (A = 1), at 1 kg CO2e: 1.5 for a kilogram."""
    terms = {"Ev": {"footprint": stated(2)}, "Erecycled": {"footprint": stated(1)}}
    line = {"name": "S", "amount": "1 kg", "circular": {"A": "1", "R1": "50 %", **terms}}
    other = copy.deepcopy(line)
    change(other)
    answers = [calc({"inputs": [one]}) for one in (line, other)]
    assert answers[0].total == 1.5
    assert causes(*answers) == pytest.approx({cause: kg})
