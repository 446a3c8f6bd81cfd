"""Carbon in = product + outputs + gases, where documents state it."""

from __future__ import annotations

from typing import Any

import pytest

C_IN_CO2 = 12.011 / 44.009
HOLDS = {"fossil": "0.8 kg/kg"}


def _line(stated: Any, amount: str, **more: Any) -> dict[str, Any]:
    return {
        "name": "PE",
        "amount": amount,
        "footprint": stated(2),
        "origin": "KR",
        "carbon_content": HOLDS,
        **more,
    }


def _part(calc: Any, lines: list[Any], product: Any = None, **more: Any) -> Any:
    head = {"mass": "1 kg", "carbon_content": HOLDS if product is None else product}
    return calc({"inputs": lines, **more}, product=head)


def test_what_goes_in_and_comes_out_agrees(calc: Any, stated: Any) -> None:
    scrap = {"name": "Sprues", "amount": "0.25 kg", "treatment": "recycling", "carbon_content": HOLDS}
    step = {"name": "Oven", "emissions": [{"gas": "CO2", "amount": f"{0.1 / C_IN_CO2!r} kg"}]}
    answer = _part(calc, [_line(stated, "1.375 kg")], outputs=[scrap], processes=[step])
    balance = answer.printed["data"]["carbon_balance"]
    assert balance["status"] == "closed"
    assert balance["inputs_kg_c"] == pytest.approx(1.1, rel=1e-11)
    assert balance["emissions_kg_c"] == pytest.approx(0.1, rel=1e-11)
    assert balance["difference_kg_c"] == pytest.approx(0, abs=1e-12)
    assert "CF445" not in answer.codes()


@pytest.mark.parametrize(
    ("gas", "carbon"), [("CO2", 12.011 / 44.009), ("CH4", 12.011 / 16.043), ("N2O", 0.0)]
)
def test_carbon_of_gases(calc: Any, stated: Any, gas: str, carbon: float) -> None:
    step = {"name": "Oven", "emissions": [{"gas": gas, "amount": "0.02 kg"}]}
    answer = _part(calc, [_line(stated, "1 kg")], processes=[step])
    assert answer.printed["data"]["carbon_balance"]["emissions_kg_c"] == pytest.approx(
        0.02 * carbon, rel=1e-11
    )


@pytest.mark.parametrize(("tolerance", "open_"), [(None, True), ("5 %", True), ("10 %", False)])
def test_a_gap_is_told_beyond_the_tolerance(
    calc: Any, stated: Any, tolerance: str | None, open_: bool
) -> None:
    more = {} if tolerance is None else {"carbon_tolerance": tolerance}
    answer = _part(calc, [_line(stated, "1.08 kg")], **more)
    assert ("CF445" in answer.codes()) == open_
    assert answer.total == pytest.approx(2.16, rel=1e-12), "a warning leaves the total"


def test_what_nobody_states_is_not_zero(calc: Any, stated: Any) -> None:
    silent = {"name": "Filler", "amount": "0.1 kg", "footprint": stated(1), "origin": "KR"}
    balance = _part(calc, [_line(stated, "1 kg"), silent]).printed["data"]["carbon_balance"]
    assert balance == {"status": "not checked", "because": "carbon content not stated: Filler"}
    said = {**silent, "carbon_content": {"fossil": "0 kg/kg"}}
    assert _part(calc, [_line(stated, "1 kg"), said]).printed["data"]["carbon_balance"]["status"] == "closed"
    auxiliary = {**silent, "auxiliary": "yes"}
    assert (
        _part(calc, [_line(stated, "1 kg"), auxiliary]).printed["data"]["carbon_balance"]["status"]
        == "closed"
    )


def test_without_a_content_of_the_product_nothing_is_checked(calc: Any, stated: Any) -> None:
    balance = calc({"inputs": [_line(stated, "1 kg")]}).printed["data"]["carbon_balance"]
    assert balance == {"status": "not checked", "because": "the product states no carbon content"}
    plain = {"name": "Coil", "amount": "1 kg", "footprint": stated(2), "origin": "KR"}
    assert calc({"inputs": [plain]}).printed["data"]["carbon_balance"] == {"status": "not stated"}


def test_a_linked_document_brings_its_carbon(calc: Any, stated: Any, make_document: Any) -> None:
    pellet = make_document(
        {"inputs": [_line(stated, "1 kg")]},
        id="B",
        declared_unit="1000 piece",
        mass="1 kg",
        carbon_content=HOLDS,
    )
    body = {"inputs": [{"name": "Pellet", "amount": "500 piece", "product": "b.yaml"}]}
    head = {"mass": "0.5 kg", "carbon_content": HOLDS}
    answer = calc(body, product=head, files={"b.yaml": pellet})
    balance = answer.printed["data"]["carbon_balance"]
    assert (balance["status"], balance["inputs_kg_c"]) == ("closed", 0.4)
