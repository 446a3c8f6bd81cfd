"""What a line says beyond its amount: carbon content, quality scores, exclusions; checked and in one unit."""

from __future__ import annotations

from typing import Any

import pytest


def _body(stated: Any, **more: Any) -> dict[str, Any]:
    return {"inputs": [{"name": "PA66", "amount": "1 kg", "footprint": stated(2), "origin": "KR", **more}]}


@pytest.mark.parametrize("fossil", ["63.7 %", "637 g/kg", "0.637 kg/kg", "= 0.637 [kg] / 1 [kg]"])
def test_carbon_content_is_one_number_however_it_is_written(calc: Any, stated: Any, fossil: str) -> None:
    lines = calc(_body(stated, carbon_content={"fossil": fossil})).printed["data"]["lines"]
    assert lines[0]["stated"]["carbon_content"] == {"fossil": 0.637}


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ({"fossil": "0.6 kg/m3"}, "CF204"),
        ({"fossil": "0.6 kg CO2e/kg"}, "CF204"),
        ({"fossil": "1.2 kg/kg"}, "CF208"),
        ({"biogenic": "-1 %"}, "CF208"),
        ({"fossil": "60 %", "biogenic": "41 %"}, "CF208"),
    ],
)
def test_carbon_content_that_cannot_be(calc: Any, stated: Any, content: dict[str, str], code: str) -> None:
    answer = calc(_body(stated, carbon_content=content))
    finding = answer.finding(code)
    assert finding.path[:3] == ("inputs", 0, "carbon_content")
    assert answer.footprint.total is None


def test_carbon_content_may_fill_the_material(calc: Any, stated: Any) -> None:
    assert calc(_body(stated, carbon_content={"fossil": "70 %", "biogenic": "30 %"})).total == pytest.approx(
        2
    )


@pytest.mark.parametrize(("score", "bad"), [("1", False), ("5", False), ("0", True), ("5.1", True)])
def test_quality_scores_are_from_one_to_five(calc: Any, stated: Any, score: str, bad: bool) -> None:
    answer = calc(_body(stated, quality={"time": score}))
    assert ("CF208" in answer.codes()) is bad
    if bad:
        assert answer.finding("CF208").path == ("inputs", 0, "quality", "time")
    else:
        assert answer.printed["data"]["lines"][0]["stated"]["quality"] == {"time": float(score)}


def test_a_computed_bound_is_in_the_data(calc: Any, stated: Any) -> None:
    answer = calc({"parameters": {"low": "0.9 kg"}, **_body(stated, low="= low", high="2 kg")})
    assert answer.printed["data"]["lines"][0]["stated"]["low"] == {"value": 0.9, "unit": "kg"}


def _left_out(name: str, share: str) -> dict[str, str]:
    return {"name": name, "share": share, "reason": "small"}


def test_exclusions_of_all_documents_in_use(calc: Any, stated: Any, make_document: Any) -> None:
    bolt = make_document({**_body(stated), "exclude": [_left_out("Oil", "1 %")]}, id="B")
    body = {
        "inputs": [{"name": "Bolt", "amount": "2 piece", "product": "bolt.yaml"}],
        "exclude": [_left_out("Label", "= 1/8")],
    }
    answer = calc(body, files={"bolt.yaml": bolt})
    (label, oil) = answer.footprint.exclusions
    assert label == ("Label", 0.125, "small")
    assert oil[0].startswith("Oil (") and oil[0].endswith("bolt.yaml)")
    assert oil[1] == pytest.approx(0.01)


def test_exclusions_leave_something(calc: Any, stated: Any) -> None:
    body = {**_body(stated), "exclude": [_left_out("A", "60 %"), _left_out("B", "40 %")]}
    answer = calc(body)
    assert answer.finding("CF208").path == ("exclude",)
    assert answer.footprint.total is None
