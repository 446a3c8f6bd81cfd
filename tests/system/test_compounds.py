"""Compounds and sub-assemblies: shares of a whole, and lines stated for `per`."""

from __future__ import annotations

from typing import Any

import pytest


def compound(stated: Any, *shares: str, **more: Any) -> dict[str, Any]:
    """Components of 1, 10, 100 kg CO2e per kg."""
    inputs = [
        {"name": f"Component {index}", "share": share, "footprint": stated(10**index)}
        for index, share in enumerate(shares)
    ]
    return {"inputs": [{"name": "Compound", "amount": "19.1 kg", "per": "1 kg", "inputs": inputs, **more}]}


@pytest.mark.parametrize(
    ("shares", "per_kg"),
    [(("70 %", "30 %"), 0.7 + 3), (("0.2", "0.3", "0.5"), 0.2 + 3 + 50), (("100 %",), 1)],
)
def test_shares_are_parts_of_the_mass_of_the_compound(
    calc: Any, stated: Any, shares: tuple[str, ...], per_kg: float
) -> None:
    answer = calc(compound(stated, *shares))
    assert answer.total == pytest.approx(19.1 * per_kg, rel=1e-12)


def test_shares_and_amounts_say_the_same(calc: Any, stated: Any) -> None:
    """Glass-filled polyamide: 70 % at 7.21 and 30 % at 2.76 kg CO2e per kg."""
    by_share = {"name": "PA66-GF30", "amount": "19.1 kg", "per": "1 kg"}
    by_amount = {"name": "PA66-GF30", "amount": "19.1 kg", "per": "2 t"}
    polymer, glass = {"name": "PA66", "footprint": stated(7.21)}, {"name": "Glass", "footprint": stated(2.76)}
    one = calc(
        {"inputs": [{**by_share, "inputs": [{**polymer, "share": "70 %"}, {**glass, "share": "0.3"}]}]}
    )
    two = calc(
        {"inputs": [{**by_amount, "inputs": [{**polymer, "amount": "1.4 t"}, {**glass, "amount": "600 kg"}]}]}
    )
    assert one.total == pytest.approx(19.1 * 5.875, rel=1e-12)
    assert two.total == pytest.approx(one.total, rel=1e-12)


@pytest.mark.parametrize("shares", [("70 %", "20 %"), ("70 %", "31 %"), ("50 %", "50 %", "0.01 %")])
def test_shares_that_do_not_make_up_the_whole_are_refused(
    calc: Any, stated: Any, shares: tuple[str, ...]
) -> None:
    answer = calc(compound(stated, *shares))
    assert answer.finding("CF406").path == ("inputs", 0, "inputs")
    assert answer.footprint.total is None


def test_share_without_a_whole_is_refused(calc: Any, stated: Any) -> None:
    answer = calc({"inputs": [{"name": "Alone", "share": "70 %", "footprint": stated(1)}]})
    assert answer.finding("CF106").path == ("inputs", 0, "share")
    assert answer.footprint.total is None


def test_share_beside_an_amount_is_refused(calc: Any, stated: Any) -> None:
    body = compound(stated, "70 %", "30 %")
    body["inputs"][0]["inputs"][0]["amount"] = "0.7 kg"
    answer = calc(body)
    assert "CF106" in answer.codes()
    assert answer.footprint.total is None


def test_lines_of_a_sub_assembly_are_stated_for_per(calc: Any, stated: Any) -> None:
    inner = [{"name": "Resin", "amount": "700 kg", "footprint": stated(7)}]
    line = {"name": "Compound", "amount": "19.1 kg", "per": "1 t", "inputs": inner}
    assert calc({"inputs": [line]}).total == pytest.approx(19.1 / 1000 * 700 * 7, rel=1e-12)


def test_sub_assembly_of_pieces_in_pieces_and_in_kilograms(calc: Any, stated: Any) -> None:
    inner = [{"name": "Steel", "amount": "0.1 kg", "footprint": stated(2)}]
    unit = {"name": "Unit", "per": "1 piece", "mass": "0.1 kg", "inputs": inner}
    in_pieces = calc({"inputs": [{**unit, "amount": "30 piece"}]})
    in_kilograms = calc({"inputs": [{**unit, "amount": "3 kg"}]})
    assert in_pieces.total == pytest.approx(6, rel=1e-12)
    assert in_kilograms.total == pytest.approx(6, rel=1e-12)


def test_sub_assembly_that_only_works_and_takes_nothing_in(calc: Any) -> None:
    """Contract machining: a step at another company, without materials of its own."""
    work = [{"name": "Mill", "emissions": [{"gas": "CO2", "amount": "2 kg"}]}]
    line = {"name": "Contract milling", "amount": "3 piece", "supplier": "Miller", "processes": work}
    assert calc({"inputs": [line]}).total == pytest.approx(6, rel=1e-12)


def test_sub_assembly_that_lists_nothing_is_refused(calc: Any) -> None:
    answer = calc({"inputs": [{"name": "Empty", "amount": "1 piece", "inputs": []}]})
    assert answer.finding("CF110").path[:2] == ("inputs", 0)
    assert answer.footprint.total is None


def test_sub_assembly_of_zero_is_refused(calc: Any, stated: Any) -> None:
    inner = [{"name": "Resin", "amount": "1 kg", "footprint": stated(7)}]
    answer = calc({"inputs": [{"name": "Unit", "amount": "1 piece", "per": "0 piece", "inputs": inner}]})
    assert answer.finding("CF208").path == ("inputs", 0, "per")
    assert answer.footprint.total is None
