"""Distributions of a system file become drivers, intervals and draws."""

from __future__ import annotations

import json
from collections.abc import Callable
from math import log
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from jsonschema import Draft7Validator

from carbonfoot.engine import solve as engine
from carbonfoot.findings.finding import Finding
from carbonfoot.reports.spread_json import uncertainty
from carbonfoot.technosphere.assemble import direct, network
from carbonfoot.technosphere.modelled import drivers_of, model_from
from carbonfoot.technosphere.read import read
from carbonfoot.technosphere.solve import Solved, solve
from carbonfoot.technosphere.spread import Spread, spread
from carbonfoot.uncertainty.draws import draw
from carbonfoot.uncertainty.sampler import Sampler

Answer = tuple[Solved | None, Spread | None, list[Finding]]
Ask = Callable[..., Answer]


def gsd(number: float, **more: Any) -> dict[str, Any]:
    return {"type": "lognormal", "gsd": number, **more}


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    def asked(data: dict[str, Any], draws: int | None = None, seed: int = 1) -> Answer:
        file = tmp_path / "system.json"
        file.write_text(json.dumps(data), encoding="utf-8")
        reading = read(str(file))
        solved, findings = solve(reading)
        findings = [*reading.findings, *findings]
        if solved is None:
            return None, None, findings
        done, more = spread(solved, reading, draws, seed)
        return solved, done, [*findings, *more]

    return asked


RICH: dict[str, Any] = {
    "activities": [
        {
            "id": "frame",
            "output": {"value": 2, "uncertainty": {"type": "triangular", "low": 1.9, "high": 2.05}},
            "inputs": [
                {"id": "tube", "amount": 3.1, "uncertainty": gsd(1.1, key="weight")},
                {"id": "tube", "amount": 0.2, "uncertainty": gsd(1.1, key="weight")},
                {"id": "power", "amount": 4, "uncertainty": {"type": "normal", "sd": 0.4}},
                {"id": "scrap", "amount": 0.5, "avoided": True, "uncertainty": gsd(1.3)},
            ],
            "emissions": [
                {"flow": "CO2", "amount": 0.3, "uncertainty": {"type": "uniform", "low": 0.2, "high": 0.5}}
            ],
        },
        {
            "id": "tube",
            "inputs": [{"id": "tube", "amount": 0.08, "uncertainty": gsd(1.2)}, ["power", 1.5]],
            "emissions": [{"flow": "CO2", "amount": 1.7}, {"flow": "CH4", "amount": 0.01}],
        },
        {"id": "power", "inputs": [], "emissions": [{"flow": "CO2", "amount": 0.45, "location": "KR"}]},
        {"id": "scrap", "inputs": [], "emissions": [{"flow": "CO2", "amount": 0.9, "location": "KR"}]},
    ],
    "indicators": [
        {
            "id": "gwp",
            "unit": "kg CO2e",
            "factors": {
                "CO2": 1,
                "CH4": {"value": 27.0, "uncertainty": {"type": "samples", "samples": [24, 27, 31]}},
            },
        },
        {
            "id": "count",
            "unit": "1",
            "factors": {"CO2": {"*": 2, "KR": {"value": 3, "uncertainty": gsd(1.5)}}, "CH4": 0},
        },
    ],
    "demands": ["frame", {"id": "tube", "amount": 2}],
}


def test_draws_are_those_of_the_system_with_numbers_put_in(ask: Ask) -> None:
    """Each draw put into the stated numbers and solved by the other way (`assemble` with draws) gives the same totals."""
    solved, done, _ = ask(RICH)
    assert solved is not None and done is not None
    found = drivers_of(solved.system)
    values = Sampler(found.drivers, (), 5).values(0, 256)
    stated = solved.system.uncertain
    put = {place: values[number] * stated[place].value for place, number in found.of.items()}
    plan = engine.plan(network(solved.system, put))
    columns = [engine.adjoint(plan, column) for column in direct(solved.system, solved.choice, put)]
    for measure, column in enumerate(columns):
        totals = draw(model_from(solved, measure, found), 256, 5).totals
        for row, answer in zip(totals, solved.answers, strict=True):
            assert row == pytest.approx(
                np.broadcast_to(column[answer.activity], 256) * answer.amount, rel=1e-12
            )


def test_first_order_and_draws_agree(ask: Ask) -> None:
    solved, first, findings = ask(RICH)
    _, drawn, _ = ask(RICH, 20_000)
    assert solved is not None and first is not None and drawn is not None
    assert first.first is not None and drawn.drawn is not None
    assert {one.code for one in findings} == {"CF426"}
    for measure in range(2):
        for n, linear in enumerate(first.first[measure]):
            summary = drawn.drawn[measure].demands[n].summary
            assert linear.total == pytest.approx(solved.answers[n].totals[measure], rel=1e-12)
            assert summary.mean == pytest.approx(linear.mean, rel=0.01)
            assert summary.sd == pytest.approx(linear.sd, rel=0.05)


def test_order_of_the_file_leaves_every_digit(ask: Ask) -> None:
    turned = {
        **RICH,
        "activities": [{**one, "inputs": one["inputs"][::-1]} for one in RICH["activities"][::-1]],
    }
    answers = []
    for data in (RICH, turned):
        _, done, _ = ask(data, 1000)
        assert done is not None and done.drawn is not None
        answers.append([[one.summary for one in each.demands] for each in done.drawn])
    assert answers[0] == answers[1]


def test_numbers_of_one_key_are_one_driver(ask: Ask) -> None:
    solved, _, _ = ask(RICH)
    assert solved is not None
    keys = [driver.key for driver in drivers_of(solved.system).drivers]
    assert keys.count("key/weight") == 1
    assert "input/tube/tube" in keys and "output/frame" in keys and "factor/count/CO2/KR" in keys
    assert len(keys) == len(solved.system.uncertain) - 1


def test_two_links_to_one_supplier_are_two_drivers_in_any_order(ask: Ask) -> None:
    links = [
        {"id": "b", "amount": 1, "uncertainty": gsd(1.5)},
        {"id": "b", "amount": 2, "uncertainty": gsd(1.1)},
    ]
    told = []
    for inputs in (links, links[::-1]):
        data = {
            "activities": [
                {"id": "a/1", "inputs": inputs, "emissions_kg_co2e": 0},
                {"id": "b", "inputs": [], "emissions_kg_co2e": 1},
            ],
            "demands": ["a/1"],
        }
        solved, done, _ = ask(data, 200)
        assert solved is not None and done is not None
        told.append(sorted((one.key, one.distribution.numbers) for one in drivers_of(solved.system).drivers))
    assert told[0] == told[1] == [("input/a%2F1/b", (log(1.5),)), ("input/a%2F1/b#2", (log(1.1),))]


def test_what_does_not_vary_is_no_driver(ask: Ask) -> None:
    data = {
        "activities": [
            {"id": "a", "inputs": [], "emissions_kg_co2e": {"value": 2, "uncertainty": gsd(1)}},
            {
                "id": "b",
                "inputs": [],
                "emissions_kg_co2e": {"value": 0, "uncertainty": {"type": "uniform", "low": 0, "high": 0}},
            },
        ],
        "demands": ["a"],
    }
    _, done, findings = ask(data)
    assert done is None and [one.code for one in findings] == ["CF440"]  # around 0 nothing is relative
    data["activities"] = data["activities"][:1]  # type: ignore[index]
    _, done, findings = ask(data)
    assert done is not None and done.first is not None and not findings
    assert done.first[0][0].sd == 0.0


def test_correlations_hold(ask: Ask) -> None:
    data = {
        "activities": [
            {
                "id": "a",
                "inputs": [["b", 1]],
                "emissions_kg_co2e": {"value": 1, "uncertainty": gsd(1.2, key="x")},
            },
            {"id": "b", "inputs": [], "emissions_kg_co2e": {"value": 1, "uncertainty": gsd(1.2, key="y")}},
        ],
        "demands": ["a"],
        "correlations": [["y", "x", 1]],
    }
    _, done, findings = ask(data)
    assert done is not None and done.first is not None and not findings
    assert done.first[0][0].interval.high == pytest.approx(2 * 1.2**1.959963984540054)
    for wrong, code in (([["x", "z", 0.5]], "CF441"), ([["x", "y"]], "CF103"), ([["x", "y", 2]], "CF441")):
        _, done, findings = ask({**data, "correlations": wrong})
        assert done is None and [one.code for one in findings] == [code]
        assert findings[0].point is not None


def test_json(ask: Ask) -> None:
    from carbonfoot.reports.spread_json import SCHEMA

    for draws in (None, 300):
        _, done, _ = ask(RICH, draws)
        assert done is not None
        for n in range(2):
            told = uncertainty(done, 0, n)
            Draft7Validator(SCHEMA).validate(told)
            assert json.loads(json.dumps(told)) == told
