"""Mass in = product + scrap and losses; one loss stated as scrap and as yield."""

from __future__ import annotations

from typing import Any

import pytest


def coil(stated: Any, amount: str, **more: Any) -> dict[str, Any]:
    return {"name": "Coil", "amount": amount, "footprint": stated(1), **more}


def scrap(amount: str, treatment: str = "recycling") -> dict[str, str]:
    return {"name": "Scrap", "amount": amount, "treatment": treatment}


def status(answer: Any) -> Any:
    return answer.printed["data"]["mass_balance"]["status"]


MASS = {"mass": "1.5 kg"}


@pytest.mark.parametrize("treatment", ["recycling", "loss"])
def test_balance_closes_with_scrap_or_losses(calc: Any, stated: Any, treatment: str) -> None:
    answer = calc({"inputs": [coil(stated, "2 kg")], "outputs": [scrap("500 g", treatment)]}, product=MASS)
    assert answer.printed["data"]["mass_balance"] == {
        "status": "closed",
        "inputs_kg": 2.0,
        "product_kg": 1.5,
        "outputs_kg": 0.5,
        "difference_kg": 0.0,
        "tolerance": 0.01,
    }
    assert "CF402" not in answer.codes()


@pytest.mark.parametrize(
    ("amount", "gap", "words"), [("2 kg", 0.5, "more goes in"), ("1 kg", -0.5, "more comes out")]
)
def test_balance_that_stays_open_is_a_warning_and_keeps_the_total(
    calc: Any, stated: Any, amount: str, gap: float, words: str
) -> None:
    answer = calc({"inputs": [coil(stated, amount)]}, product=MASS)
    assert status(answer) == "open"
    assert answer.printed["data"]["mass_balance"]["difference_kg"] == gap
    assert words in answer.finding("CF402").help
    assert answer.total == float(amount.split(maxsplit=1)[0])


@pytest.mark.parametrize(
    ("amount", "found"),
    [("1.5149 kg", "closed"), ("1.5152 kg", "open"), ("1.4851 kg", "closed"), ("1.4849 kg", "open")],
)
def test_one_per_cent_is_allowed_unless_stated(calc: Any, stated: Any, amount: str, found: str) -> None:
    """One per cent of the larger side, in or out."""
    assert status(calc({"inputs": [coil(stated, amount)]}, product=MASS)) == found
    wider = calc({"inputs": [coil(stated, amount)], "mass_tolerance": "5 %"}, product=MASS)
    assert status(wider) == "closed"


def test_balance_is_not_checked_where_a_mass_is_not_known_and_says_which(calc: Any, stated: Any) -> None:
    board = {"name": "Board", "amount": "1 m2", "footprint": stated(1, "1 m2")}
    answer = calc({"inputs": [coil(stated, "1 kg"), board]}, product=MASS)
    assert answer.printed["data"]["mass_balance"] == {
        "status": "not checked",
        "because": "mass not known: Board",
    }
    without = calc({"inputs": [coil(stated, "1 kg")]})
    assert "the product states no mass" in without.printed["data"]["mass_balance"]["because"]


def test_mass_of_pieces_volumes_and_linked_parts_is_counted(
    calc: Any, stated: Any, make_document: Any
) -> None:
    bolt = make_document(
        {"inputs": [coil(stated, "24 kg")]}, id="B", declared_unit="1000 piece", mass="24 kg"
    )
    lines = [
        {"name": "Clip", "amount": "10 piece", "mass": "30 g", "footprint": stated(1)},
        {"name": "Oil", "amount": "0.5 L", "density": "0.9 kg/L", "footprint": stated(1)},
        {"name": "Bolt", "amount": "10 piece", "product": "bolt.yaml"},
        {"name": "Frame", "amount": "510 g", "footprint": stated(1)},
    ]
    answer = calc({"inputs": lines}, product=MASS, files={"bolt.yaml": bolt})
    assert status(answer) == "closed"
    assert answer.footprint.product.mass_balance["inputs_kg"] == pytest.approx(
        0.3 + 0.45 + 0.24 + 0.51, rel=1e-12
    )


def test_what_is_used_up_is_left_out(calc: Any, stated: Any) -> None:
    lines = [coil(stated, "1.5 kg"), coil(stated, "5 kg", auxiliary="yes")]
    answer = calc({"inputs": lines}, product=MASS)
    assert status(answer) == "closed"
    assert answer.total == 6.5


def test_declared_unit_of_a_mass_is_the_mass(calc: Any, stated: Any) -> None:
    body = {"inputs": [coil(stated, "1.2 kg")], "outputs": [scrap("0.2 kg")]}
    assert status(calc(body, product={"declared_unit": "1 kg"})) == "closed"
    other = calc(body, product={"declared_unit": "1 kg", "mass": "2 kg"})
    assert other.finding("CF404").path == ("product", "mass")


def test_sub_assemblies_are_balanced_too(calc: Any, stated: Any) -> None:
    compound = {"name": "Compound", "amount": "1.5 kg", "per": "1 kg", "inputs": [coil(stated, "0.8 kg")]}
    answer = calc({"inputs": [compound]}, product=MASS)
    assert status(answer) == "closed"
    assert answer.finding("CF402").path == ("inputs", 0, "inputs")


@pytest.mark.parametrize(
    ("inputs", "outputs", "share"),
    [("2 kg", "0.5 kg", "0.75"), ("2 kg", "0.5 kg", "75 %"), ("1.5 kg", "0.0789 kg", "0.95")],
    ids=["trim as a share", "trim in per cent", "rejects as scrap"],
)
def test_one_loss_stated_as_scrap_and_as_yield_is_found(
    calc: Any, stated: Any, inputs: str, outputs: str, share: str
) -> None:
    body = {"inputs": [coil(stated, inputs)], "outputs": [scrap(outputs)]}
    by_step = calc({**body, "processes": [{"name": "Press", "yield": share}]}, product=MASS)
    assert by_step.finding("CF403").path == ("processes", 0, "yield")
    by_line = calc({**body, "inputs": [coil(stated, inputs, **{"yield": share})]}, product=MASS)
    assert by_line.finding("CF403").path == ("inputs", 0, "yield")


def test_trim_as_scrap_and_rejects_as_yield_are_two_losses(calc: Any, stated: Any) -> None:
    body = {"inputs": [coil(stated, "2 kg")], "outputs": [scrap("0.5 kg")]}
    answer = calc({**body, "processes": [{"name": "Press", "yield": "0.98"}]}, product=MASS)
    assert "CF403" not in answer.codes()
    assert status(answer) == "closed"


def test_nothing_going_in_is_an_open_balance_not_a_crash(calc: Any, stated: Any) -> None:
    body = {"inputs": [coil(stated, "0 kg")], "outputs": [scrap("0.5 kg")]}
    answer = calc({**body, "processes": [{"name": "Press", "yield": "0.5"}]}, product=MASS)
    assert status(answer) == "open"
    assert answer.total == 0


def test_scrap_listed_under_the_step_that_makes_it_closes_the_balance_too(calc: Any, stated: Any) -> None:
    step = {"name": "Press", "outputs": [scrap("0.5 kg")]}
    assert status(calc({"inputs": [coil(stated, "2 kg")], "processes": [step]}, product=MASS)) == "closed"
    welded = {"name": "Weld", "inputs": [coil(stated, "0.5 kg")]}
    assert status(calc({"inputs": [coil(stated, "1 kg")], "processes": [welded]}, product=MASS)) == "closed"
