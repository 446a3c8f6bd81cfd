"""What a line states about how far its amount may be off becomes a distribution, or is refused with its place."""

from __future__ import annotations

from math import log
from typing import Any

import pytest

from carbonfoot.uncertainty.model import Distribution

Z95 = 1.959963984540054


def _body(stated: Any, **more: Any) -> dict[str, Any]:
    return {"inputs": [{"name": "Coil", "amount": "2 kg", "footprint": stated(3), "origin": "KR", **more}]}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, None),
        ({"gsd": "1.1"}, ("lognormal", (log(1.1),))),
        ({"gsd": "1"}, ("lognormal", (0.0,))),
        ({"low": "1.8 kg", "high": "2300 g"}, ("triangular", (0.9, 1.0, 1.15))),
        ({"low": "0 kg", "high": "2.3 kg"}, ("triangular", (0.0, 1.0, 1.15))),
        ({"low": "2000 g", "high": "2 kg"}, ("lognormal", (0.0,))),
        ({"low": "1.8 kg", "high": "2.3 kg", "distribution": "uniform"}, ("uniform", (0.9, 1.15))),
        ({"low": "1.8 kg", "high": "2.3 kg", "distribution": "normal"}, ("normal", (0.15 / Z95,))),
        ({"low": "1.6 kg", "high": "2.2 kg", "distribution": "lognormal"}, ("lognormal", (-log(0.8) / Z95,))),
        ({"samples": ["2.2 kg", "1.9 kg", "2 kg"]}, ("samples", (0.95, 1.0, 1.1))),
        ({"samples": ["2 kg", "2 kg"]}, ("lognormal", (0.0,))),
    ],
)
def test_a_statement_is_relative_to_the_amount(
    calc: Any, stated: Any, more: dict[str, Any], expected: tuple[str, tuple[float, ...]] | None
) -> None:
    found = calc(_body(stated, **more)).lines()["inputs/0"].flow.spread
    if expected is None:
        assert found is None
        return
    assert isinstance(found, Distribution)
    assert found.kind == expected[0]
    assert found.numbers == pytest.approx(expected[1], rel=1e-12)


@pytest.mark.parametrize(
    ("more", "code", "at"),
    [
        ({"low": "1.8 kg"}, "CF446", "low"),
        ({"high": "2.8 kg"}, "CF446", "high"),
        ({"distribution": "uniform"}, "CF446", "distribution"),
        ({"low": "0 kg", "high": "3 kg", "distribution": "lognormal"}, "CF446", "low"),
        ({"low": "0.1 kg", "high": "3.9 kg", "distribution": "normal"}, "CF446", "distribution"),
        ({"low": "1e-9 kg", "high": "3 kg", "distribution": "lognormal"}, "CF446", "distribution"),
        ({"samples": ["2 kg"]}, "CF446", "samples"),
        ({"samples": ["2.1 kg", "2.2 kg"]}, "CF211", "samples"),
        ({"samples": ["2.1 kg", "-2 kg"]}, "CF207", 1),
        ({"samples": ["2.1 kg", "2 kWh"]}, "CF204", 1),
        ({"low": "-1 kg", "high": "3 kg"}, "CF207", "low"),
        ({"low": "1 kWh", "high": "3 kg"}, "CF204", "low"),
        ({"low": "2.1 kg", "high": "3 kg"}, "CF211", "low"),
        ({"gsd": "0.9"}, "CF208", "gsd"),
        ({"gsd": "1e9"}, "CF208", "gsd"),
        ({"gsd": "1.1 kg"}, "CF204", "gsd"),
        ({"gsd": "1.1", "low": "1 kg", "high": "3 kg"}, "CF106", "low"),
        ({"gsd": "1.1", "samples": ["2 kg", "3 kg"]}, "CF106", "samples"),
        ({"gsd": "1.1", "distribution": "normal"}, "CF106", "distribution"),
        ({"samples": ["2 kg", "3 kg"], "distribution": "normal"}, "CF106", "distribution"),
        ({"gsd": "1.1", "distribution": "beta"}, "CF105", "distribution"),
    ],
)
def test_a_statement_that_says_nothing_is_refused(
    calc: Any, stated: Any, more: dict[str, Any], code: str, at: str | int
) -> None:
    answer = calc(_body(stated, **more))
    assert answer.finding(code).path[-1] == at
    assert answer.outcome.footprint is None or answer.footprint.total is None


def test_a_range_around_zero_is_refused(calc: Any, stated: Any) -> None:
    body = _body(stated, low="0 kg", high="1 kg")
    body["inputs"][0]["amount"] = "0 kg"
    assert calc(body).finding("CF446").path == ("inputs", 0, "amount")


@pytest.mark.parametrize("key", ["samples", "distribution"])
def test_a_share_has_no_range_in_units(calc: Any, stated: Any, key: str) -> None:
    more = {"samples": ["1 kg", "2 kg"], "distribution": "uniform"}
    lines = [{"name": "One", "share": "100 %", "footprint": stated(3), key: more[key]}]
    answer = calc({"inputs": [{"name": "Compound", "amount": "1 kg", "inputs": lines}]})
    assert answer.finding("CF106").path[-1] == key


def test_a_share_is_sure_unless_it_says_otherwise(calc: Any, stated: Any) -> None:
    lines = [
        {"name": "One", "share": "40 %", "footprint": stated(3), "origin": "KR"},
        {"name": "Two", "share": "60 %", "footprint": stated(4), "origin": "KR", "gsd": "1.2"},
    ]
    answer = calc({"inputs": [{"name": "Compound", "amount": "1 kg", "inputs": lines}]})
    found = answer.lines()
    assert found["inputs/0 > inputs/0/inputs/0"].flow.spread == Distribution("lognormal", (0.0,))
    assert found["inputs/0 > inputs/0/inputs/1"].flow.spread == Distribution("lognormal", (log(1.2),))


def test_a_supplier_may_state_the_range_of_a_footprint(calc: Any, stated: Any) -> None:
    answer = calc(_body(stated, footprint=stated(3, low="2.7 kg CO2e", high="3.6 kg CO2e")))
    (source,) = answer.lines()["inputs/0"].flow.sources
    assert source.spread.kind == "triangular"
    assert source.spread.numbers == pytest.approx((0.9, 1.0, 1.2), rel=1e-12)
    lone = calc(_body(stated, footprint=stated(3, low="2.7 kg CO2e")))
    assert lone.finding("CF446").path == ("inputs", 0, "footprint", "low")


def test_what_was_stated_is_in_the_data(calc: Any, stated: Any) -> None:
    (line,) = calc(_body(stated, gsd="1.1")).printed["data"]["lines"]
    assert line["stated"]["gsd"] == 1.1
    more = {"low": "1.8 kg", "high": "2.3 kg", "distribution": "uniform"}
    (line,) = calc(_body(stated, **more)).printed["data"]["lines"]
    assert line["stated"]["distribution"] == "uniform"
