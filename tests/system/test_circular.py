"""The circular footprint formula: against its equation written down once more, and every parameter out of range."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Body = dict[str, Any]

few = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
percent = st.integers(0, 100)

IN_ORDER = ("A", "B", "R1", "R2", "R3", "quality_in", "quality_out")

E = {"Ev": 8.0, "Erecycled": 1.5, "ErecyclingEoL": 1.25, "Ev_star": 7.0, "EER": 2.5, "ED": 0.5}
ENERGY = {"ESE_heat": 0.06, "ESE_elec": 0.12}


@pytest.fixture
def whole(stated: Any) -> Body:
    """All parameters; kg CO2e per kg, for energy per MJ."""
    return {
        **{key: {"footprint": stated(value)} for key, value in E.items()},
        **{key: {"footprint": stated(value, per="1 MJ")} for key, value in ENERGY.items()},
        "A": "20 %",
        "B": "0",
        "R1": "40 %",
        "R2": "50 %",
        "R3": "30 %",
        "quality_in": "0.9",
        "quality_out": "0.8",
        "LHV": "20 MJ/kg (net)",
        "XER_heat": "25 %",
        "XER_elec": "10 %",
    }


def equation(
    a: float, b: float, r1: float, r2: float, r3: float, qin: float, qout: float
) -> tuple[float, float]:
    """What is bought, and what happens later, per kg: equation 3 of Annex I, 4.4.8.1, term by term."""
    bought = (1 - r1) * E["Ev"] + r1 * (a * E["Erecycled"] + (1 - a) * E["Ev"] * qin)
    later = (1 - a) * r2 * (E["ErecyclingEoL"] - E["Ev_star"] * qout)
    later += (1 - b) * r3 * (E["EER"] - 20 * 0.25 * ENERGY["ESE_heat"] - 20 * 0.1 * ENERGY["ESE_elec"])
    return bought, later + (1 - r2 - r3) * E["ED"]


@few
@given(
    st.fixed_dictionaries(
        {
            **dict.fromkeys(("A", "B", "R1", "R2", "R3"), percent),
            **dict.fromkeys(("quality_in", "quality_out"), st.integers(1, 100)),
        }
    )
)
def test_the_equation(calc: Any, whole: Body, shares: dict[str, int]) -> None:
    shares["R3"] = min(shares["R3"], 100 - shares["R2"])
    body = {**whole, **{key: f"{number} %" for key, number in shares.items()}}
    answer = calc({"inputs": [{"name": "Sheet", "amount": "1.5 kg", "circular": body}]})
    bought, later = equation(*(shares[key] / 100 for key in IN_ORDER))
    assert answer.total == pytest.approx(1.5 * bought, rel=1e-12)
    assert sum(one.co2e for one in answer.footprint.beyond) == pytest.approx(1.5 * later, rel=1e-9, abs=1e-9)
    assert answer.footprint.credits is None  # they lie beyond the gate, beside the total


def test_every_term_can_be_traced(calc: Any, whole: Body) -> None:
    answer = calc({"inputs": [{"name": "Sheet", "amount": "1 kg", "circular": whole}]})
    base = "inputs/0 > inputs/0/circular"
    assert answer.kg(f"{base}/Erecycled") == pytest.approx(0.4 * 0.2 * 1.5)
    names = [line.flow.name for line in answer.footprint.lines[0].lines]
    assert names == ["Sheet, (1 - R1) Ev", "Sheet, R1 A Erecycled", "Sheet, R1 (1 - A) Qsin/Qp Ev"]
    later = {line.flow.name: line for line in answer.footprint.later}
    assert [one.flow.credit for one in later.values() if one.co2e is not None and one.co2e < 0] == [
        "Sheet avoids E*v",
        "Sheet avoids ESE,heat",
        "Sheet avoids ESE,elec",
    ]
    assert later["Sheet, -(1 - A) R2 Qsout/Qp E*v"].co2e == pytest.approx(-0.8 * 0.5 * 0.8 * 7)


def test_a_life_cycle_has_it_in_its_total(calc: Any, whole: Body) -> None:
    line = {"name": "Sheet", "amount": "2 kg", "circular": whole}
    out = [{"name": name, "share": "1 %", "reason": "-"} for name in ("distribution", "use")]
    answer = calc({"boundary": "cradle-to-grave", "inputs": [line], "exclude": out})
    bought, later = equation(0.2, 0, 0.4, 0.5, 0.3, 0.9, 0.8)
    assert answer.total == pytest.approx(2 * (bought + later))
    assert answer.footprint.credits is not None
    assert answer.footprint.credits.credits == pytest.approx(
        -2 * (0.8 * 0.5 * 7 * 0.8 + 0.3 * 20 * (0.25 * 0.06 + 0.1 * 0.12))
    )


def test_primary_material_alone(calc: Any, stated: Any) -> None:
    line = {"name": "Sheet", "amount": "2 kg", "circular": {"Ev": {"footprint": stated(8)}}}
    answer = calc({"inputs": [line]})
    assert answer.total == pytest.approx(16) and not answer.footprint.beyond


def test_yields_divide_both_ends(calc: Any, whole: Body) -> None:
    step = {"name": "Press", "yield": "50 %", "electricity": "0 kWh"}
    once = calc({"inputs": [{"name": "Sheet", "amount": "1 kg", "circular": whole}]})
    twice = calc({"inputs": [{"name": "Sheet", "amount": "1 kg", "circular": whole}], "processes": [step]})
    assert twice.kg("inputs/0") == pytest.approx(2 * once.kg("inputs/0"))
    assert twice.footprint.beyond[-1].co2e == pytest.approx(2 * once.footprint.beyond[-1].co2e)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"A": None}, "CF436"),
        ({"R2": "80 %"}, "CF436"),
        ({"Ev": None}, "CF436"),
        ({"Ev_star": None}, "CF436"),
        ({"ED": None}, "CF436"),
        ({"ESE_heat": None}, "CF436"),
        ({"LHV": None}, "CF436"),
        ({"LHV": "20 MJ/kg (gross)"}, "CF436"),
        ({"XER_elec": None}, "CF436"),
        ({"quality_out": None}, "CF436"),
        ({"R1": None}, "CF436"),
        ({"R1": "140 %"}, "CF208"),
        ({"A": "-20 %"}, "CF208"),
        ({"quality_in": "1.2"}, "CF208"),
        ({"LHV": "20 kg"}, "CF204"),
    ],
)
def test_parameters_that_do_not_fit(calc: Any, whole: Body, change: Body, code: str) -> None:
    body = {key: value for key, value in {**whole, **change}.items() if value is not None}
    answer = calc({"inputs": [{"name": "Sheet", "amount": "1 kg", "circular": body}]})
    assert code in answer.codes() and answer.footprint.total is None


def test_the_end_of_life_of_a_sub_assembly_is_stated_outside(calc: Any, whole: Body) -> None:
    inner = {"name": "Sheet", "amount": "1 kg", "circular": whole}
    answer = calc({"inputs": [{"name": "Frame", "amount": "1 piece", "inputs": [inner]}]})
    assert "CF436" in answer.codes() and answer.footprint.total is None


def test_terms_from_the_library(calc: Any) -> None:
    formula = {
        "A": "20 %",
        "R1": "30 %",
        "quality_in": "1",
        "Ev": {"factor": "aluminium/ingot", "route": "primary", "origin": "TW"},
        "Erecycled": {"factor": "aluminium/ingot", "route": "secondary", "origin": "TW"},
    }
    answer = calc({"inputs": [{"name": "Ingot", "amount": "1 kg", "circular": formula}]})
    primary, secondary = (
        calc(
            {
                "inputs": [
                    {
                        "name": "I",
                        "amount": "1 kg",
                        "factor": "aluminium/ingot",
                        "route": route,
                        "origin": "TW",
                    }
                ]
            }
        ).total
        for route in ("primary", "secondary")
    )
    assert answer.total == pytest.approx(0.7 * primary + 0.3 * (0.2 * secondary + 0.8 * primary))
