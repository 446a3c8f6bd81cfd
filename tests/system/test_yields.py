"""Amounts are per good unit: a yield divides its own step and everything upstream of it, nothing downstream."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

GRID = 0.4173  # kg CO2e per kWh, Korea 2023


def test_process_yield_divides_its_step_the_steps_before_and_the_inputs(calc: Any, stated: Any) -> None:
    answer = calc(
        {
            "inputs": [{"name": "Coil", "amount": "2 kg", "footprint": stated(3)}],
            "processes": [
                {"name": "Cut", "electricity": "1 kWh"},
                {"name": "Weld", "electricity": "10 kWh", "yield": "0.8"},
                {"name": "Pack", "electricity": "100 kWh"},
            ],
        }
    )
    assert answer.kg("inputs/0") == pytest.approx(2 * 3 / 0.8, rel=1e-12)
    assert answer.kg("processes/0/electricity") == pytest.approx(1 * GRID / 0.8, rel=1e-12)
    assert answer.kg("processes/1/electricity") == pytest.approx(10 * GRID / 0.8, rel=1e-12)
    assert answer.kg("processes/2/electricity") == pytest.approx(100 * GRID, rel=1e-12)


def test_yields_of_several_steps_multiply_for_what_lies_before_all_of_them(calc: Any) -> None:
    answer = calc(
        {
            "processes": [
                {"name": "Cast", "electricity": "1 kWh", "yield": "0.9"},
                {"name": "Machine", "electricity": "1 kWh", "yield": "80 %"},
            ]
        }
    )
    assert answer.kg("processes/0/electricity") == pytest.approx(GRID / 0.9 / 0.8, rel=1e-12)
    assert answer.kg("processes/1/electricity") == pytest.approx(GRID / 0.8, rel=1e-12)
    assert answer.lines()["processes/0/electricity"].flow.because == (
        "yield 0.8 of Machine",
        "yield 0.9 of Cast",
    )


def test_everything_of_a_step_is_divided_with_it(calc: Any, stated: Any) -> None:
    step = {
        "name": "Etch",
        "water": "1 m3",
        "energy": [{"name": "Steam", "amount": "1 kg", "footprint": stated(1)}],
        "inputs": [{"name": "Acid", "amount": "1 kg", "footprint": stated(1)}],
        "emissions": [{"gas": "CO2", "amount": "1 kg"}],
        "outputs": [
            {"name": "Sludge", "amount": "1 kg", "treatment": "landfill", "factor": "waste/metal-scrap"}
        ],
    }
    whole = calc({"processes": [step]})
    half = calc({"processes": [{**step, "yield": "0.5"}]})
    for path in whole.lines():
        assert half.kg(path) == pytest.approx(2 * whole.kg(path), rel=1e-12)
        assert whole.kg(path) > 0
    assert len(whole.lines()) == 5


def test_line_yield_divides_the_line_and_its_transport_only(calc: Any, stated: Any) -> None:
    line = {
        "name": "Sheet",
        "amount": "2 kg",
        "footprint": stated(3),
        "transport": [{"mode": "road/hgv", "distance": "100 km"}],
    }
    other = {"name": "Bolt", "amount": "1 kg", "footprint": stated(5)}
    process = {"name": "Press", "electricity": "1 kWh"}
    plain = calc({"inputs": [line, other], "processes": [process]})
    lossy = calc({"inputs": [{**line, "yield": "0.75"}, other], "processes": [process]})
    for path in ("inputs/0", "inputs/0/transport/0"):
        assert lossy.kg(path) == pytest.approx(plain.kg(path) / 0.75, rel=1e-12)
    for path in ("inputs/1", "processes/0/electricity"):
        assert lossy.kg(path) == plain.kg(path)


def test_yield_leaves_packaging_tooling_and_distribution_alone(calc: Any, stated: Any) -> None:
    body = {
        "boundary": "cradle-to-grave",
        "inputs": [{"name": "Coil", "amount": "1 kg", "footprint": stated(1)}],
        "tooling": [{"name": "Die", "amount": "1 kg", "footprint": stated(1), "lifetime": "10 piece"}],
        "packaging": [{"name": "Box", "amount": "1 kg", "footprint": stated(1)}],
        "distribution": [{"mode": "road/hgv", "distance": "100 km"}],
        "use": [{"name": "Power", "amount": "1 kWh", "factor": "electricity/grid"}],
    }
    product = {"mass": "1 kg"}
    plain = calc({**body, "processes": [{"name": "Press"}]}, product=product)
    lossy = calc({**body, "processes": [{"name": "Press", "yield": "0.5"}]}, product=product)
    for path in ("tooling/0", "packaging/0", "distribution/0", "use/0"):
        assert lossy.kg(path) == plain.kg(path) > 0
    assert lossy.kg("inputs/0") == 2 * plain.kg("inputs/0")


def test_yields_inside_a_sub_assembly_stay_inside_and_those_outside_reach_in(calc: Any, stated: Any) -> None:
    answer = calc(
        {
            "inputs": [
                {
                    "name": "Housing",
                    "amount": "2 piece",
                    "yield": "0.8",
                    "inputs": [{"name": "Resin", "amount": "1 kg", "footprint": stated(1)}],
                    "processes": [{"name": "Mould", "electricity": "1 kWh", "yield": "0.5"}],
                }
            ],
            "processes": [{"name": "Assemble", "electricity": "1 kWh", "yield": "0.9"}],
        }
    )
    assert answer.kg("inputs/0 > inputs/0/inputs/0") == pytest.approx(2 / 0.5 / 0.8 / 0.9, rel=1e-12)
    assert answer.kg("processes/0/electricity") == pytest.approx(GRID / 0.9, rel=1e-12)


@pytest.mark.parametrize(
    ("share", "code"),
    [("0", "CF208"), ("1.02", "CF208"), ("-0.5", "CF208"), ("98 kg", "CF204"), ("98", "CF208")],
)
def test_yield_outside_zero_to_one_is_refused(calc: Any, stated: Any, share: str, code: str) -> None:
    inputs = [{"name": "Coil", "amount": "1 kg", "footprint": stated(1)}]
    answer = calc({"inputs": inputs, "processes": [{"name": "Press", "yield": share}]})
    assert answer.finding(code).path == ("processes", 0, "yield")
    assert answer.footprint.total is None


shares = st.integers(min_value=1, max_value=100)


@given(steps=st.lists(st.tuples(shares, st.integers(min_value=0, max_value=50)), min_size=1, max_size=6))
@settings(max_examples=25, deadline=None, database=None)
def test_any_chain_of_steps_is_what_a_hand_computes(calc: Any, steps: list[tuple[int, int]]) -> None:
    processes = [
        {"name": f"Step {index}", "yield": f"{share} %", "emissions": [{"gas": "CO2", "amount": f"{kg} kg"}]}
        for index, (share, kg) in enumerate(steps)
    ]
    answer = calc({"processes": processes})
    by_hand = 0.0
    for index, (_, kg) in enumerate(steps):
        through = 1.0
        for share, _ in steps[index:]:
            through *= share / 100
        by_hand += kg / through
        assert answer.kg(f"processes/{index}/emissions/0") == pytest.approx(kg / through, rel=1e-12)
    assert answer.total == pytest.approx(by_hand, rel=1e-12)
