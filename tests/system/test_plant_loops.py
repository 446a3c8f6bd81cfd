"""Rework, own scrap, yields, treatments and credits: each against a plain linear system, solved with fractions."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Body = dict[str, Any]
Rows = list[list[Fraction]]

few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def solved(rows: Rows, right: list[Fraction]) -> list[Fraction]:
    """The solution of a square system by elimination; nothing of the program."""
    size = len(rows)
    table = [[*row, value] for row, value in zip(rows, right, strict=True)]
    for column in range(size):
        pivot = next(row for row in range(column, size) if table[row][column])
        table[column], table[pivot] = table[pivot], table[column]
        table[column] = [cell / table[column][column] for cell in table[column]]
        for row in range(size):
            if row != column and table[row][column]:
                factor = table[row][column]
                table[row] = [
                    cell - factor * other for cell, other in zip(table[row], table[column], strict=True)
                ]
    return [row[-1] for row in table]


@st.composite
def lines_of_steps(draw: Any) -> list[tuple[int, int, int | None, int]]:
    """Per step: yield in %, rework in %, the step it goes back to (None: the same), g of CO2 a unit."""
    count = draw(st.integers(1, 5))
    steps = []
    for index in range(count):
        back = draw(st.one_of(st.none(), st.integers(0, index)))
        steps.append((draw(st.integers(50, 100)), draw(st.integers(0, 60)), back, draw(st.integers(1, 900))))
    return steps


def body_of(steps: list[tuple[int, int, int | None, int]], inputs: list[Body], outputs: list[Body]) -> Body:
    processes = []
    for index, (good, again, back, grams) in enumerate(steps):
        step: Body = {"name": f"Step {index}", "yield": f"{good} %"}
        step["emissions"] = [{"gas": "CO2", "amount": f"{grams} g"}]
        if again:
            step["rework"] = f"{again} %"
            if back is not None:
                step["rework_from"] = f"Step {back}"
        processes.append(step)
    return {"inputs": inputs, "processes": processes, "outputs": outputs}


def throughput(steps: list[tuple[int, int, int | None, int]]) -> tuple[Fraction, list[Fraction]]:
    """Unknowns: what enters, then what goes through each step; balances of every step, and one good unit at the end."""
    size = len(steps) + 1
    rows = [[Fraction(0)] * size for _ in range(size)]
    right = [Fraction(0)] * size
    rows[0][0] = Fraction(1)  # what enters goes into step 0
    for index, (good, again, back, _) in enumerate(steps):
        rows[index][index + 1] -= 1
        onward = (1 - Fraction(again, 100)) * Fraction(good, 100)
        if index + 1 < len(steps):
            rows[index + 1][index + 1] += onward
        else:
            rows[size - 1][index + 1] += onward
            right[size - 1] = Fraction(1)
        if again:
            rows[index if back is None else back][index + 1] += Fraction(again, 100)
    entering, *through = solved(rows, right)
    return entering, through


@few
@given(lines_of_steps(), st.integers(0, 90), st.integers(50, 100))
def test_rework_yields_and_own_scrap_together(
    calc: Any, stated: Any, steps: list[tuple[int, int, int | None, int]], scrap: int, remelting: int
) -> None:
    inputs = [{"name": "Metal", "amount": "2 kg", "footprint": stated(3)}]
    out: Body = {"name": "Trim", "amount": f"{2 * scrap / 100} kg", "treatment": "recycling"}
    out |= {"returns_to": "Metal", "yield": f"{remelting} %"}
    answer = calc(body_of(steps, inputs, [out]))
    entering, through = throughput(steps)
    # bought + what comes back = need; what comes back is a share of the need
    bought, _ = solved(
        [[Fraction(1), Fraction(1)], [Fraction(0), Fraction(1)]],
        [2 * entering, 2 * Fraction(scrap, 100) * Fraction(remelting, 100) * entering],
    )
    expected = 3 * bought + sum(
        (Fraction(step[3], 1000) * number for step, number in zip(steps, through, strict=True)), Fraction(0)
    )
    assert answer.total == pytest.approx(float(expected), rel=1e-12)


def test_rework_of_one_step_is_one_over_one_less_the_share(calc: Any, stated: Any) -> None:
    metal = {"name": "Metal", "amount": "1 kg", "footprint": stated(1)}
    answer = calc(body_of([(100, 0, None, 100), (100, 20, None, 100)], [metal], []))
    assert answer.kg("inputs/0") == 1
    assert answer.kg("processes/0/emissions/0") == pytest.approx(0.1)
    assert answer.kg("processes/1/emissions/0") == pytest.approx(0.1 / 0.8)


def test_rework_from_an_earlier_step_takes_all_steps_between(calc: Any, stated: Any) -> None:
    metal = {"name": "Metal", "amount": "1 kg", "footprint": stated(1)}
    steps = [(100, 0, None, 100), (100, 0, None, 100), (100, 20, 1, 100)]
    answer = calc(body_of(steps, [metal], []))
    found = [answer.kg(f"processes/{index}/emissions/0") for index in range(3)]
    assert found == pytest.approx([0.1, 0.125, 0.125])


def test_rework_that_is_stated_in_vain(calc: Any, stated: Any) -> None:
    metal = {"name": "Metal", "amount": "1 kg", "footprint": stated(1)}
    step = {"name": "Press", "electricity": "1 kWh", "rework_from": "Press"}
    assert calc({"inputs": [metal], "processes": [step]}).finding("CF106").path[-1] == "rework_from"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"returns_to": "Metl"}, "CF435"),
        ({"amount": "2 kg"}, "CF401"),
        ({"amount": "3 kg", "yield": "90 %"}, "CF401"),
        ({"amount": "1 L"}, "CF209"),
        ({"treatment": "landfill"}, "CF106"),
        ({"factor": "waste/mixed"}, "CF106"),
        ({"yield": "0 %"}, "CF208"),
    ],
)
def test_own_scrap_that_cannot_come_back(calc: Any, stated: Any, change: Body, code: str) -> None:
    metal = {"name": "Metal", "amount": "2 kg", "footprint": stated(3)}
    out = {"name": "Trim", "amount": "1 kg", "treatment": "recycling", "returns_to": "Metal", **change}
    answer = calc({"inputs": [metal], "outputs": [out]})
    assert code in answer.codes() and answer.footprint.total is None


def test_the_gain_of_own_scrap_is_said(calc: Any, stated: Any) -> None:
    metal = {"name": "Metal", "amount": "2 kg", "footprint": stated(3)}
    out = {"name": "Trim", "amount": "3 kg", "treatment": "recycling", "returns_to": "Metal", "yield": "90 %"}
    assert "(gain 1.35)" in calc({"inputs": [metal], "outputs": [out]}).finding("CF401").message


def test_own_scrap_of_a_step_comes_back_as_often_as_the_step_runs(calc: Any, stated: Any) -> None:
    metal = {"name": "Metal", "amount": "2 kg", "footprint": stated(3)}
    steps = [
        {"name": "Cast", "electricity": "0 kWh", "yield": "80 %"},
        {
            "name": "Mill",
            "yield": "50 %",
            "outputs": [
                {"name": "Chips", "amount": "0.4 kg", "treatment": "recycling", "returns_to": "Metal"}
            ],
        },
    ]
    answer = calc({"inputs": [metal], "processes": steps})
    assert answer.kg("inputs/0") == pytest.approx(3 * (2 / 0.4 - 0.4 / 0.5))


@pytest.fixture
def incinerator(make_document: Callable[..., Body], stated: Any) -> Body:
    """2 kg of waste burned: 5 kg CO2e, and heat that is sold."""
    return make_document(
        {
            "inputs": [{"name": "Lime", "amount": "0.1 kg", "footprint": stated(10)}],
            "processes": [{"name": "Burning", "emissions": [{"gas": "CO2", "amount": "4 kg"}]}],
        },
        id="INC",
        declared_unit="2 kg",
        treats="mixed plastics",
    )


def test_waste_that_a_document_treats(calc: Any, stated: Any, incinerator: Body) -> None:
    lid = {"name": "Lid", "amount": "1 kg", "footprint": stated(1)}
    waste = {"name": "Sprue", "amount": "300 g", "treatment": "incineration", "product": "burn.yaml"}
    answer = calc({"inputs": [lid], "outputs": [waste]}, files={"burn.yaml": incinerator})
    assert answer.kg("outputs/0") == pytest.approx(0.3 * 2.5)
    assert answer.total == pytest.approx(1.75)
    assert not {"CF402", "CF437"} & answer.codes()


def test_a_treatment_is_no_input(calc: Any, incinerator: Body) -> None:
    line = {"name": "Burned", "amount": "1 kg", "product": "burn.yaml"}
    answer = calc({"inputs": [line]}, files={"burn.yaml": incinerator})
    assert "CF437" in answer.codes() and answer.footprint.total is None


def test_a_credit_of_an_output_stands_apart(calc: Any, stated: Any, incinerator: Body) -> None:
    lid = {"name": "Lid", "amount": "1 kg", "footprint": stated(8)}
    steps = [{"name": "Mould", "electricity": "0 kWh", "yield": "80 %"}]
    waste = {
        "name": "Sprue",
        "amount": "0.4 kg",
        "treatment": "incineration",
        "product": "burn.yaml",
        "avoids": {"name": "Heat", "amount": "2 kWh", "footprint": stated("0.2", per="1 kWh")},
    }
    answer = calc({"inputs": [lid], "processes": steps, "outputs": [waste]}, files={"burn.yaml": incinerator})
    apart = answer.footprint.credits
    assert apart is not None
    assert apart.gross == pytest.approx((8 + 0.4 * 2.5) / 0.8)
    assert apart.credits == pytest.approx(-0.4 / 0.8)
    assert answer.total == pytest.approx(apart.gross + apart.credits)


def test_a_credit_may_be_a_document(calc: Any, stated: Any, make_document: Any) -> None:
    other = make_document(
        {"inputs": [{"name": "Ore", "amount": "2 kg", "footprint": stated(2)}]}, id="P", declared_unit="1 kg"
    )
    lid = {"name": "Lid", "amount": "1 kg", "footprint": stated(8)}
    waste = {
        "name": "Sprue",
        "amount": "0.4 kg",
        "treatment": "recycling",
        "footprint": stated(0),
        "avoids": {"name": "Virgin", "amount": "0.3 kg", "product": "virgin.yaml"},
    }
    answer = calc({"inputs": [lid], "outputs": [waste]}, files={"virgin.yaml": other})
    assert answer.total == pytest.approx(8 - 1.2)
    assert answer.footprint.credits is not None and answer.footprint.credits.gross == pytest.approx(8)
    assert sum(group.co2e for group in answer.footprint.tiers) == pytest.approx(6.8)
    credited = answer.printed["data"]["lines"][2]
    assert credited["credit"] == credited["lines"][0]["credit"] == "Sprue avoids Virgin"
    assert credited["kg_co2e"] == credited["lines"][0]["kg_co2e"] == pytest.approx(-1.2)


def test_credits_beyond_all_burdens_are_said(calc: Any, stated: Any) -> None:
    lid = {"name": "Lid", "amount": "1 kg", "footprint": stated(1)}
    waste = {
        "name": "Sprue",
        "amount": "0.4 kg",
        "treatment": "recycling",
        "footprint": stated(0),
        "avoids": {"name": "Virgin", "amount": "3 kg", "footprint": stated(2)},
    }
    answer = calc({"inputs": [lid], "outputs": [waste]})
    assert answer.total == pytest.approx(-5) and "CF434" in answer.codes()


@pytest.mark.parametrize("treatment", ["recycling", "reuse", "incineration"])
def test_a_credit_needs_the_burden_of_its_treatment(calc: Any, stated: Any, treatment: str) -> None:
    lid = {"name": "Lid", "amount": "1 kg", "footprint": stated(1)}
    avoids = {"name": "Virgin", "amount": "3 kg", "footprint": stated(2)}
    waste = {"name": "Sprue", "amount": "0.4 kg", "treatment": treatment, "avoids": avoids}
    answer = calc({"inputs": [lid], "outputs": [waste]})
    assert answer.finding("CF307").path[-1] == "avoids" and answer.footprint.total is None
