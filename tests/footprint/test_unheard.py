"""A total that looks whole: zero because nothing was counted, and later stages that only linked documents state."""

from __future__ import annotations

from typing import Any

import pytest


def _to(file: str, **more: Any) -> dict[str, Any]:
    return {"name": file, "amount": "0.5 kg", "product": file, **more}


def test_two_documents_that_name_only_each_other(calc: Any, make_document: Any) -> None:
    other = make_document({"inputs": [_to("part.yaml")]}, declared_unit="1 kg", id="B")
    answer = calc({"inputs": [_to("b.yaml")]}, files={"b.yaml": other}, product={"declared_unit": "1 kg"})
    assert answer.total == 0 and answer.finding("CF495").path == ("product",)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ({"processes": [{"name": "Press", "electricity": "0 kWh"}]}, True),
        ({"inputs": [{"name": "A", "amount": "0 kg", "stated": 2}]}, True),
        ({"inputs": [{"name": "A", "amount": "1 kg", "stated": 0}]}, False),
        (
            {
                "inputs": [
                    {"name": "A", "amount": "1 kg", "stated": 0},
                    {"name": "B", "amount": "0 kg", "stated": 1},
                ]
            },
            True,
        ),
        ({"inputs": [{"name": "A", "amount": "1 kg", "stated": 2}]}, False),
    ],
)
def test_a_zero_is_told_unless_it_is_stated(calc: Any, stated: Any, body: Any, told: bool) -> None:
    lines = [
        {key: one[key] for key in ("name", "amount")} | {"footprint": stated(one["stated"])}
        for one in body.get("inputs", [])
    ]
    answer = calc({**body, "inputs": lines} if lines else body)
    assert ("CF495" in answer.codes()) is told


def test_a_credit_that_meets_its_burden_is_no_empty_zero(calc: Any, stated: Any) -> None:
    avoided = {"name": "A", "amount": "1 kg", "footprint": stated(2)}
    scrap = {
        "name": "S",
        "amount": "1 kg",
        "treatment": "incineration",
        "footprint": stated(1),
        "avoids": avoided,
    }
    answer = calc({"inputs": [{"name": "I", "amount": "1 kg", "footprint": stated(1)}], "outputs": [scrap]})
    assert answer.total == 0 and "CF495" not in answer.codes()


def test_a_zero_before_later_stages_is_told_as_that(calc: Any, stated: Any) -> None:
    later = {"name": "Water", "amount": "1 kg", "footprint": stated(2)}
    answer = calc({"processes": [{"name": "Press", "electricity": "0 kWh"}], "use": [later]})
    found = answer.finding("CF495")
    assert "after the gate" in found.message and "cradle-to-grave" in found.help
    assert (
        "no line brings any emission"
        in calc({"processes": [{"name": "Press", "electricity": "0 kWh"}]}).finding("CF495").message
    )


def test_a_refused_document_has_no_zero(calc: Any) -> None:
    assert "CF495" not in calc({}).codes()


@pytest.mark.parametrize(("boundary", "told"), [("cradle-to-gate", False), ("cradle-to-grave", True)])
def test_later_stages_of_a_linked_document(
    calc: Any, stated: Any, make_document: Any, boundary: str, told: bool
) -> None:
    burnt = {"name": "B", "amount": "1 kg", "treatment": "incineration", "footprint": stated(5)}
    lines = {"inputs": [{"name": "I", "amount": "1 kg", "footprint": stated(1)}], "end_of_life": [burnt]}
    out = [{"name": name, "share": "1 %", "reason": "-"} for name in ("distribution", "use", "end-of-life")]
    body = {"boundary": boundary, "inputs": [_to("b.yaml", amount="1 piece")], "exclude": out}
    answer = calc(body, files={"b.yaml": make_document(lines, id="B")})
    assert answer.total == 1
    assert ("CF496" in answer.codes()) is told


@pytest.mark.parametrize("shares", [{"B": "100 %", "CO": "0 %"}, "cut-off"])
def test_a_co_product_without_a_share_is_free_by_word(
    calc: Any, stated: Any, make_document: Any, shares: Any
) -> None:
    plant = {"inputs": [{"name": "I", "amount": "1 kg", "footprint": stated(1)}], "allocation": shares}
    plant["co_products"] = [{"id": "CO", "name": "Co", "amount": "1 kg"}]
    files = {"b.yaml": make_document(plant, id="B", declared_unit="1 kg")}
    answer = calc({"inputs": [_to("b.yaml", co_product="CO")]}, files=files)
    assert answer.total == 0 and "CF495" not in answer.codes()
