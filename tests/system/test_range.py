"""Numbers that leave the range of a computer are findings, never an exception, never infinity or nothing."""

from __future__ import annotations

from math import isfinite
from typing import Any

import pytest


@pytest.mark.parametrize(
    "body",
    [
        {"inputs": [{"amount": "1e307 t", "value": "1"}]},
        {"inputs": [{"amount": "1e200 kg", "value": "1e200"}]},
        {"inputs": [{"amount": "1 kg", "value": "1"}], "processes": [{"name": "A", "yield": "1e-300"}] * 2},
        {"inputs": [{"amount": "1e300 kg", "value": "1"}], "processes": [{"name": "A", "yield": "1e-30"}]},
        {
            "inputs": [
                {
                    "amount": "1e10 kg",
                    "value": "1",
                    "transport": [{"mode": "road/hgv", "distance": "1e304 km"}],
                }
            ]
        },
    ],
    ids=["unit", "factor", "yields", "amount and yield", "distance"],
)
def test_result_beyond_all_numbers_is_refused(calc: Any, stated: Any, body: dict[str, Any]) -> None:
    lines = [
        {
            "name": "Coil",
            "footprint": stated(line["value"]),
            **{key: line[key] for key in line if key != "value"},
        }
        for line in body["inputs"]
    ]
    answer = calc({**body, "inputs": lines})
    assert "CF206" in answer.codes()
    assert answer.outcome.footprint is None or answer.outcome.footprint.total is None


@pytest.mark.parametrize(
    ("amount", "value"), [("1e-300 kg", "1"), ("1e250 kg", "1e-260"), ("1e-200 kg", "1e190")]
)
def test_result_inside_the_range_is_calculated(calc: Any, stated: Any, amount: str, value: str) -> None:
    answer = calc({"inputs": [{"name": "Coil", "amount": amount, "footprint": stated(value)}]})
    assert isfinite(answer.total)
    assert answer.total == pytest.approx(float(amount.split(maxsplit=1)[0]) * float(value), rel=1e-12, abs=0)
