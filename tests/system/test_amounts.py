"""Transport, amounts as they may and may not be written, gases, offsets and scrap."""

from __future__ import annotations

from typing import Any

import pytest

# ------------------------------------------------------------------------------------------------------ transport


def leg_work(answer: Any, path: str) -> float:
    number: float = answer.lines()[path].flow.quantity.to("tkm")
    return number


@pytest.mark.parametrize(
    ("line", "tkm"),
    [
        ({"amount": "2 kg"}, 0.2),
        ({"amount": "50 piece", "mass": "0.02 kg"}, 0.1),
        ({"amount": "5 L", "density": "0.8 kg/L"}, 0.4),
        ({"amount": "3 t"}, 300),
    ],
)
def test_transport_carries_the_mass_of_the_line(
    calc: Any, stated: Any, line: dict[str, str], tkm: float
) -> None:
    per = {"50 piece": "1 piece", "5 L": "1 L"}.get(line["amount"], "1 kg")
    legs = [{"mode": "road/hgv", "distance": "100 km"}]
    answer = calc({"inputs": [{"name": "Goods", **line, "footprint": stated(1, per), "transport": legs}]})
    assert leg_work(answer, "inputs/0/transport/0") == pytest.approx(tkm, rel=1e-12)


def test_leg_may_state_what_it_carries_and_legs_add_up(calc: Any, stated: Any) -> None:
    legs = [
        {"mode": "road/hgv", "distance": "100 km", "mass": "2.5 kg"},
        {"mode": "sea/container", "distance": "10000 km"},
        {"mode": "freight/rail", "distance": "500 mi"},
    ]
    line = {"name": "Goods", "amount": "2 kg", "footprint": stated(0), "transport": legs}
    answer = calc({"inputs": [line]}, made_in="GB", gwp="AR5")
    work = [leg_work(answer, f"inputs/0/transport/{index}") for index in range(3)]
    assert work == pytest.approx([0.25, 20, 0.002 * 804.672], rel=1e-12)
    assert answer.total == pytest.approx(
        0.25 * (0.10163 + 0.02359) + 20 * (0.01612 + 0.00365) + work[2] * (0.02779 + 0.00691), rel=1e-12
    )


def test_transport_of_an_unknown_mass_is_refused_not_zero(calc: Any, stated: Any) -> None:
    legs = [{"mode": "road/hgv", "distance": "100 km"}]
    line = {"name": "Board", "amount": "2 m2", "footprint": stated(1, "1 m2"), "transport": legs}
    answer = calc({"inputs": [line]})
    assert answer.finding("CF209").path == ("inputs", 0, "transport", 0)
    assert answer.footprint.total is None


# ----------------------------------------------------------------------------------------- amounts, gases, scrap


@pytest.mark.parametrize(
    "line",
    [{"amount": "2.5 kg"}, {"amount": "2.5", "unit": "kg"}, {"amount": {"value": "2500", "unit": "g"}}],
)
def test_amount_may_be_written_in_three_ways(calc: Any, stated: Any, line: dict[str, Any]) -> None:
    assert calc({"inputs": [{"name": "Coil", **line, "footprint": stated(2)}]}).total == 5


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("2.5", "CF205"),
        ("-1 kg", "CF207"),
        ("1,5 kg", "CF201"),
        ("1 ton", "CF203"),
        ("1 kgg", "CF202"),
        ("nan kg", "CF206"),
        ("1e999 kg", "CF206"),
        (None, "CF104"),
    ],
)
def test_amount_that_cannot_be_meant_is_refused_with_its_place(
    calc: Any, stated: Any, amount: str | None, code: str
) -> None:
    answer = calc({"inputs": [{"name": "Coil", "amount": amount, "footprint": stated(2)}]})
    assert answer.finding(code).path == ("inputs", 0, "amount")
    assert answer.outcome.footprint is None or answer.outcome.footprint.total is None


def test_missing_amount_is_not_zero(calc: Any, stated: Any) -> None:
    other = {"name": "Plate", "amount": "1 kg", "footprint": stated(3)}
    answer = calc({"inputs": [{"name": "Coil", "footprint": stated(2)}, other]})
    assert answer.finding("CF102").path == ("inputs", 0)
    assert answer.footprint.total is None
    assert answer.footprint.at_least == 3


@pytest.mark.parametrize(
    ("low", "high", "fine"), [("1 kg", "3 kg", True), ("2.1 kg", "3 kg", False), ("1 kg", "1.9 kg", False)]
)
def test_amount_lies_inside_its_bounds(
    calc: Any, stated: Any, low: str | None, high: str | None, fine: bool
) -> None:
    bounds = {key: text for key, text in (("low", low), ("high", high)) if text}
    answer = calc({"inputs": [{"name": "Coil", "amount": "2 kg", "footprint": stated(2), **bounds}]})
    assert ("CF211" not in answer.codes()) == fine


def test_gas_without_a_potential_in_the_set_is_refused_not_zero(calc: Any) -> None:
    step = {"name": "Foam", "emissions": [{"gas": "HFO-1234yf", "amount": "1 kg"}]}
    assert calc({"processes": [step]}, gwp="AR6").total == pytest.approx(0.501, rel=1e-12)
    answer = calc({"processes": [step]}, gwp="AR5")
    assert answer.finding("CF315").path == ("processes", 0, "emissions", 0, "gas")
    assert answer.footprint.total is None


def test_offset_is_refused_and_never_netted(calc: Any, stated: Any) -> None:
    line = {"name": "Forest credits", "amount": "5 kg", "footprint": stated(1), "tags": ["offset"]}
    answer = calc({"inputs": [{"name": "Coil", "amount": "1 kg", "footprint": stated(2)}, line]})
    assert "CF408" in answer.codes()
    assert answer.footprint.total is None
    assert answer.footprint.at_least == 2


@pytest.mark.parametrize("treatment", ["recycling", "recycling-open-loop", "reuse", "loss"])
def test_cut_off_output_is_zero_and_not_missing(calc: Any, stated: Any, treatment: str) -> None:
    output = {"name": "Scrap", "amount": "0.3 kg", "treatment": treatment}
    answer = calc(
        {"inputs": [{"name": "Coil", "amount": "1 kg", "footprint": stated(2)}], "outputs": [output]}
    )
    assert answer.total == 2
    line = answer.lines()["outputs/0"]
    assert (line.co2e, line.flow.missing) == (0, False)
    assert line.flow.rule.startswith("cut-off")
    assert answer.footprint.missing == []


def test_treatment_that_costs_something_needs_a_factor(calc: Any, stated: Any) -> None:
    output = {"name": "Sludge", "amount": "0.3 kg", "treatment": "incineration"}
    answer = calc(
        {"inputs": [{"name": "Coil", "amount": "1 kg", "footprint": stated(2)}], "outputs": [output]}
    )
    assert answer.finding("CF307").path[:2] == ("outputs", 0)
    assert answer.footprint.total is None
    assert answer.footprint.missing == ["Sludge"]
