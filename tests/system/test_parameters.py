"""Named amounts, `--set`, and cells of CSV tables."""

from __future__ import annotations

from typing import Any

import pytest

from carbonfoot.pipeline import UsageError

PRESSES = "press,power [kW],energy [kWh],note\nP1,800,0.35,old\nP2,1600,0.62,\nP3,1600,0.58,\n"
TABLES = {"presses": {"file": "presses.csv"}}


def pressed(amount: str) -> dict[str, Any]:
    return {"tables": TABLES, "processes": [{"name": "Press", "electricity": amount}]}


def sheet(stated: Any) -> dict[str, Any]:
    return {
        "parameters": {
            "width": "0.4 m",
            "length": "= 2 * width",
            "thickness": "2 mm",
            "weight": "7850 kg/m3",
        },
        "inputs": [
            {"name": "Sheet", "amount": "= width * length * thickness * weight", "footprint": stated(2)}
        ],
    }


def test_amount_is_computed_with_its_units(calc: Any, stated: Any) -> None:
    answer = calc(sheet(stated))
    assert answer.lines()["inputs/0"].flow.quantity.to("kg") == pytest.approx(
        0.4 * 0.8 * 0.002 * 7850, rel=1e-12
    )
    assert answer.total == pytest.approx(2 * 0.4 * 0.8 * 0.002 * 7850, rel=1e-12)


def test_set_replaces_a_parameter_and_what_depends_on_it(calc: Any, stated: Any) -> None:
    plain, wider = calc(sheet(stated)), calc(sheet(stated), settings=("width=80 cm",))
    assert wider.total == pytest.approx(4 * plain.total, rel=1e-12)
    assert calc(sheet(stated), settings=("length= = 3 * width",)).total == pytest.approx(
        1.5 * plain.total, rel=1e-12
    )
    assert wider.printed["options"]["parameters"] == ["width=80 cm"]


@pytest.mark.parametrize("setting", ["widht=1 m", "width", "=1 m", "width=wide"])
def test_setting_that_cannot_be_meant_stops_the_run(calc: Any, stated: Any, setting: str) -> None:
    with pytest.raises(UsageError, match="--set"):
        calc(sheet(stated), settings=(setting,))


def test_setting_in_another_dimension_is_an_error_of_the_amount(calc: Any, stated: Any) -> None:
    answer = calc(sheet(stated), settings=("width=1 kg",))
    assert "CF204" in answer.codes() or "CF209" in answer.codes()
    assert answer.footprint.total is None


def test_parameter_that_is_not_there_is_named_with_the_nearest(calc: Any, stated: Any) -> None:
    body = sheet(stated)
    body["inputs"][0]["amount"] = "= widht * weight"
    finding = calc(body).finding("CF221")
    assert finding.path == ("inputs", 0, "amount")
    assert "`width`" in finding.help


def test_parameters_that_need_each_other_are_refused(calc: Any, stated: Any) -> None:
    body = sheet(stated)
    body["parameters"]["width"] = "= length / 2"
    answer = calc(body)
    assert "width -> length -> width" in answer.finding("CF222").message
    assert answer.footprint.total is None


def test_parameters_of_one_document_are_not_those_of_another(
    calc: Any, stated: Any, make_document: Any
) -> None:
    inner = make_document(
        {**sheet(stated), "parameters": {**sheet(stated)["parameters"], "width": "1 m"}}, id="IN"
    )
    line = {"name": "Inner", "amount": "1 piece", "product": "inner.yaml"}
    answer = calc({"parameters": {"width": "5 m"}, "inputs": [line]}, files={"inner.yaml": inner})
    assert answer.total == pytest.approx(2 * 1 * 2 * 0.002 * 7850, rel=1e-12)
    with pytest.raises(UsageError, match="no parameter `thickness`"):
        calc({"inputs": [line]}, files={"inner.yaml": inner}, settings=("thickness=1 mm",))


@pytest.mark.parametrize(
    ("look_up", "kwh"),
    [
        ('= lookup(presses, energy, press = "P2")', 0.62),
        ("= 3 * lookup(presses, energy, power = 800 [kW])", 1.05),
        ('= lookup(presses, energy, power = 1.6 [MW], press = "P3")', 0.58),
    ],
)
def test_cell_of_a_table_is_found_by_text_or_by_amount(calc: Any, look_up: str, kwh: float) -> None:
    answer = calc(pressed(look_up), files={"presses.csv": PRESSES})
    assert answer.total == pytest.approx(kwh * 0.4173, rel=1e-12)


@pytest.mark.parametrize(
    ("look_up", "code"),
    [
        ('= lookup(presses, energy, press = "P9")', "CF223"),
        ("= lookup(presses, energy, power = 1600 [kW])", "CF223"),
        ('= lookup(presses, speed, press = "P1")', "CF224"),
        ('= lookup(pressen, energy, press = "P1")', "CF221"),
        ('= lookup(presses, note, press = "P2")', "CF224"),
    ],
    ids=["no row", "two rows", "no column", "no table", "empty cell"],
)
def test_look_up_that_does_not_find_exactly_one_cell_is_refused(calc: Any, look_up: str, code: str) -> None:
    answer = calc(pressed(look_up), files={"presses.csv": PRESSES})
    assert answer.finding(code).path[:3] == ("processes", 0, "electricity")
    assert answer.footprint.total is None
