"""Documents that link to each other: amounts, units, loops, and what a linked document may not do."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

LATER = ("distribution", "use", "end of life")


def bolt(make_document: Any, stated: Any, **more: Any) -> Any:
    """1000 bolts of 24 g from 25 kg of rod at 3 kg CO2e per kg: 75 kg CO2e, 0.075 a piece."""
    rod = {"name": "Rod", "amount": "25 kg", "footprint": stated(3)}
    body = {"inputs": [rod], **more}
    return make_document(body, id="BOLT", name="Bolt", declared_unit="1000 piece", mass="24 kg")


def bolts(amount: str, **more: str) -> dict[str, str]:
    return {"name": "Bolts", "amount": amount, "product": "bolt.yaml", **more}


@pytest.mark.parametrize(
    ("amount", "kg"),
    [("2 piece", 0.15), ("1 dozen", 0.9), ("2000 piece", 150), ("0.48 kg", 1.5), ("24 g", 0.075)],
)
def test_linked_amount_is_scaled_by_pieces_or_by_the_mass_the_document_states(
    calc: Any, make_document: Any, stated: Any, amount: str, kg: float
) -> None:
    answer = calc({"inputs": [bolts(amount)]}, files={"bolt.yaml": bolt(make_document, stated)})
    assert answer.total == pytest.approx(kg, rel=1e-12)
    assert answer.kg("inputs/0 > inputs/0") == pytest.approx(kg, rel=1e-12)


def test_mass_of_a_linked_product_is_what_a_lorry_carries(calc: Any, make_document: Any, stated: Any) -> None:
    legs = [{"mode": "road/hgv", "distance": "500 km"}]
    line = {**bolts("2 piece"), "transport": legs}
    answer = calc({"inputs": [line]}, files={"bolt.yaml": bolt(make_document, stated)})
    assert answer.lines()["inputs/0/transport/0"].flow.quantity.to("tkm") == pytest.approx(0.024, rel=1e-12)


def test_unit_that_does_not_meet_the_declared_unit_is_refused(
    calc: Any, make_document: Any, stated: Any
) -> None:
    answer = calc({"inputs": [bolts("1 L")]}, files={"bolt.yaml": bolt(make_document, stated)})
    finding = answer.finding("CF209")
    assert finding.path == ("inputs", 0, "amount")
    assert "`1 L`" in finding.message and "1000 piece" in finding.message
    assert answer.footprint.total is None


def test_linking_twice_is_the_sum_of_both(calc: Any, make_document: Any, stated: Any) -> None:
    files = {"bolt.yaml": bolt(make_document, stated)}
    answer = calc({"inputs": [bolts("2 piece"), bolts("3 piece"), bolts("0.12 kg")]}, files=files)
    assert answer.total == pytest.approx(10 * 0.075, rel=1e-12)
    assert len(answer.footprint.activities) == 2
    assert answer.total == pytest.approx(calc({"inputs": [bolts("10 piece")]}, files=files).total, rel=1e-12)


def test_part_reached_along_two_ways_counts_both(calc: Any, make_document: Any, stated: Any) -> None:
    """A needs B and C, both need the bolt: 2 x 3 + 5 x 7 bolts."""
    inner = {
        name: make_document({"inputs": [bolts(f"{number} piece")]}, id=name, name=name)
        for name, number in (("B", 3), ("C", 7))
    }
    files = {"bolt.yaml": bolt(make_document, stated), "b.yaml": inner["B"], "c.yaml": inner["C"]}
    lines = [
        {"name": "B", "amount": "2 piece", "product": "b.yaml"},
        {"name": "C", "amount": "5 piece", "product": "c.yaml"},
    ]
    answer = calc({"inputs": lines}, files=files)
    assert answer.total == pytest.approx(41 * 0.075, rel=1e-12)
    assert len(answer.footprint.activities) == 4


def test_yield_of_the_user_reaches_into_the_linked_document(
    calc: Any, make_document: Any, stated: Any
) -> None:
    files = {"bolt.yaml": bolt(make_document, stated, processes=[{"name": "Roll", "yield": "0.9"}])}
    answer = calc({"inputs": [bolts("8 piece")], "processes": [{"name": "Fit", "yield": "0.8"}]}, files=files)
    assert answer.total == pytest.approx(8 * 0.075 / 0.9 / 0.8, rel=1e-12)


def test_suppliers_own_distribution_use_and_end_of_life_are_not_counted(
    calc: Any, make_document: Any, stated: Any
) -> None:
    later = {
        "boundary": "cradle-to-grave",
        "distribution": [{"mode": "road/hgv", "distance": "900 km"}],
        "use": [{"name": "Power", "amount": "1000 kWh", "factor": "electricity/grid"}],
        "end_of_life": [
            {"name": "Scrap", "amount": "24 kg", "treatment": "landfill", "factor": "waste/metal-scrap"}
        ],
    }
    for boundary in ("cradle-to-gate", "cradle-to-grave"):
        left_out = [{"name": name, "share": "0 %", "reason": "not looked at"} for name in LATER]
        body = {"boundary": boundary, "inputs": [bolts("2 piece")], "exclude": left_out}
        plain = calc(body, files={"bolt.yaml": bolt(make_document, stated)})
        more = calc(body, files={"bolt.yaml": bolt(make_document, stated, **later)})
        assert more.total == plain.total == pytest.approx(0.15, rel=1e-12)
        assert "inputs/0 > distribution/0" not in more.lines()
        assert not more.footprint.beyond


def test_part_that_only_the_suppliers_use_stage_needs_is_not_counted(
    calc: Any, make_document: Any, stated: Any
) -> None:
    spare = {"name": "Spare bolts", "amount": "9 piece", "product": "bolt.yaml", "origin": "KR"}
    plate = {"name": "Plate", "amount": "1 kg", "footprint": stated(1)}
    files = {
        "bolt.yaml": bolt(make_document, stated),
        "frame.yaml": make_document({"inputs": [plate], "use": [spare]}, id="FRAME"),
    }
    answer = calc({"inputs": [{"name": "Frame", "amount": "2 piece", "product": "frame.yaml"}]}, files=files)
    assert answer.total == 2


def test_packaging_and_tooling_of_the_supplier_are_counted(
    calc: Any, make_document: Any, stated: Any
) -> None:
    more = {
        "packaging": [{"name": "Box", "amount": "1 kg", "footprint": stated(2)}],
        "tooling": [{"name": "Die", "amount": "10 kg", "footprint": stated(5), "lifetime": "50000 piece"}],
    }
    files = {"bolt.yaml": bolt(make_document, stated, **more)}
    answer = calc({"inputs": [bolts("1000 piece")]}, files=files)
    assert answer.total == pytest.approx(75 + 2 + 10 * 5 / 50, rel=1e-12)
    assert [group.key for group in answer.footprint.stages] == ["materials"]  # of the one who asks


def test_linked_document_of_another_year_is_mentioned(calc: Any, make_document: Any, stated: Any) -> None:
    old = bolt(make_document, stated) | {"period": "2021"}
    answer = calc({"inputs": [bolts("2 piece")]}, files={"bolt.yaml": old})
    assert answer.finding("CF407").path == ("inputs", 0, "product")
    assert answer.total == pytest.approx(0.15, rel=1e-12)


def test_linked_document_with_an_error_leaves_no_total(calc: Any, make_document: Any, stated: Any) -> None:
    bad = bolt(make_document, stated, processes=[{"name": "Roll", "electricity": "5 kWhh"}])
    other = {"name": "Plate", "amount": "1 kg", "footprint": stated(1)}
    answer = calc({"inputs": [bolts("2 piece"), other]}, files={"bolt.yaml": bad})
    assert {"CF202", "CF405"} <= answer.codes()
    assert answer.footprint.total is None
    assert answer.footprint.at_least == 1


def test_two_documents_with_one_id_and_different_contents_are_refused(
    calc: Any, make_document: Any, stated: Any
) -> None:
    files = {
        "bolt.yaml": bolt(make_document, stated),
        "other.yaml": bolt(make_document, stated, note="cheaper"),
    }
    lines = [bolts("2 piece"), {**bolts("2 piece"), "product": "other.yaml"}]
    answer = calc({"inputs": lines}, files=files)
    assert answer.finding("CF409").path == ("product", "id")
    assert answer.footprint.total is None


@pytest.mark.parametrize("reference", ["../bolt.yaml", "/etc/hosts", "https://example.com/bolt.yaml"])
def test_link_out_of_the_project_is_refused(calc: Any, reference: str) -> None:
    answer = calc({"inputs": [{"name": "Bolt", "amount": "1 piece", "product": reference}]})
    assert answer.finding("CF002").path == ("inputs", 0, "product")
    assert answer.footprint.total is None


# ------------------------------------------------------------------------------------------------------ loops


def needs(make_document: Any, name: str, *others: str) -> Any:
    lines = [{"name": f"to {other}", "amount": "1 piece", "product": f"{other}.yaml"} for other in others]
    return make_document({"inputs": lines}, id=name.upper(), name=name.upper())


def test_product_that_needs_a_tenth_of_itself_is_solved(calc: Any, stated: Any) -> None:
    plate = {"name": "Plate", "amount": "9 kg", "footprint": stated(1)}
    again = {"name": "Itself", "amount": "0.1 piece", "product": "part.yaml"}
    answer = calc({"inputs": [plate, again]})
    assert answer.total == pytest.approx(10, rel=1e-14)
    assert answer.outcome.footprint.lines[1].co2e == pytest.approx(1, rel=1e-14)
    assert sum(group.co2e for group in answer.outcome.footprint.tiers) == pytest.approx(10, rel=1e-14)


def test_product_that_needs_itself_whole_is_refused_by_name(calc: Any) -> None:
    answer = calc({"inputs": [{"name": "Itself", "amount": "1 piece", "product": "part.yaml"}]})
    finding = answer.finding("CF401")
    assert finding.path == ("inputs", 0, "amount")
    assert finding.message.count("Part (") == 2 and "gain 1)" in finding.message
    assert answer.outcome.footprint is None


def test_loop_of_three_names_all_members_in_order_and_all_lines(calc: Any, make_document: Any) -> None:
    files = {"b.yaml": needs(make_document, "b", "c"), "c.yaml": needs(make_document, "c", "part")}
    answer = calc({"inputs": [{"name": "B", "amount": "1.5 piece", "product": "b.yaml"}]}, files=files)
    finding = answer.finding("CF401")
    names = [name for name in finding.message.replace("(", " ").split() if name in ("Part", "B", "C")]
    assert names == ["Part", "B", "C", "Part"]
    assert "gain 1.5" in finding.message
    assert [one.path for one in finding.related] == [("inputs", 0, "amount")] * 2


def test_loop_below_the_product_does_not_name_the_product(calc: Any, make_document: Any) -> None:
    files = {"b.yaml": needs(make_document, "b", "c"), "c.yaml": needs(make_document, "c", "b")}
    answer = calc({"inputs": [{"name": "B", "amount": "1 piece", "product": "b.yaml"}]}, files=files)
    finding = answer.finding("CF401")
    assert "Part" not in finding.message and "B (" in finding.message and "C (" in finding.message
    assert finding.file.endswith("b.yaml")


@pytest.mark.parametrize("place", ["tooling", "packaging"])
def test_loop_through_another_place_is_solved_too(
    calc: Any, make_document: Any, stated: Any, place: str
) -> None:
    back = {"name": "Back", "amount": "1 piece", "product": "part.yaml"}
    back |= {"lifetime": "10 piece"} if place == "tooling" else {"uses": "10"}
    body = {"inputs": [{"name": "Plate", "amount": "9 kg", "footprint": stated(1)}], place: [back]}
    assert calc(body).total == pytest.approx(10, rel=1e-14)


def test_a_spare_part_in_use_is_no_loop(calc: Any, stated: Any) -> None:
    plate = {"name": "Plate", "amount": "1 kg", "footprint": stated(1)}
    spare = {"name": "Spare", "amount": "0.5 piece", "product": "part.yaml"}
    body = {"inputs": [plate], "use": [spare], "boundary": "cradle-to-grave"}
    left = [{"name": name, "share": "0.1 %", "reason": "small"} for name in LATER if name != "use"]
    assert calc({**body, "exclude": left}).total == pytest.approx(1.5, rel=1e-14)


def test_two_suppliers_that_buy_from_each_other(calc: Any, make_document: Any, stated: Any) -> None:
    """x = 3 + 0.2 y, y = 2 + 0.5 x: x = 3.4/0.9, by hand; tiers by the shortest way, sums the same however counted."""
    part_b = {
        "inputs": [
            {"name": "M", "amount": "3 kg", "footprint": stated(1)},
            {"name": "c", "amount": "0.2 piece", "product": "c.yaml"},
        ]
    }
    part_c = {
        "inputs": [
            {"name": "M", "amount": "2 kg", "footprint": stated(1)},
            {"name": "b", "amount": "0.5 piece", "product": "b.yaml"},
        ]
    }
    files = {
        "b.yaml": make_document(part_b, id="B", name="B"),
        "c.yaml": make_document(part_c, id="C", name="C"),
    }
    answer = calc({"inputs": [{"name": "B", "amount": "1 piece", "product": "b.yaml"}]}, files=files)
    found = answer.outcome.footprint
    assert answer.total == pytest.approx(3.4 / 0.9, rel=1e-14)
    assert {group.key: group.co2e for group in found.tiers} == pytest.approx({"2": 3 / 0.9, "3": 0.4 / 0.9})
    (line,) = found.lines
    assert [inner.co2e for inner in line.lines] == pytest.approx([3, 0.2 * (2 + 0.5 * 3.4 / 0.9)], rel=1e-14)
    assert line.lines[1].lines[1].lines == ()


# ---------------------------------------------------------- sub-assembly, linked document, flattened by hand


amounts = st.integers(min_value=1, max_value=400).map(lambda number: f"{number / 100:.2f}")
units = st.fixed_dictionaries(
    {
        "number": st.integers(min_value=1, max_value=9),
        "lines": st.lists(st.tuples(amounts, st.integers(min_value=0, max_value=20)), min_size=1, max_size=4),
        "kwh": st.integers(min_value=0, max_value=30),
        "own yield": st.integers(min_value=40, max_value=100),
        "later yield": st.integers(min_value=40, max_value=100),
    }
)


@given(unit=units)
@settings(max_examples=25, deadline=None, database=None)
def test_sub_assembly_linked_document_and_flat_list_are_the_same(
    calc: Any, make_document: Any, stated: Any, unit: dict[str, Any]
) -> None:
    number, kwh = unit["number"], unit["kwh"]

    def inside(scale: int = 1) -> list[dict[str, Any]]:
        return [
            {"name": f"Line {index}", "amount": f"{scale * float(kg):.2f} kg", "footprint": stated(each)}
            for index, (kg, each) in enumerate(unit["lines"])
        ]

    step = {"name": "Mould", "electricity": f"{kwh} kWh", "yield": f"{unit['own yield']} %"}
    finish = {"name": "Finish", "electricity": "1 kWh", "yield": f"{unit['later yield']} %"}
    inline = calc(
        {
            "inputs": [
                {"name": "Unit", "amount": f"{number} piece", "inputs": inside(), "processes": [step]}
            ],
            "processes": [finish],
        }
    )
    linked = calc(
        {
            "inputs": [{"name": "Unit", "amount": f"{number} piece", "product": "unit.yaml"}],
            "processes": [finish],
        },
        files={"unit.yaml": make_document({"inputs": inside(), "processes": [step]}, id="UNIT", name="Unit")},
    )
    flat = calc(
        {
            "inputs": inside(number),
            "processes": [{**step, "electricity": f"{number * kwh} kWh"}, finish],
        }
    )
    assert inline.total == pytest.approx(linked.total, rel=1e-12)
    assert inline.total == pytest.approx(flat.total, rel=1e-12)
    assert inline.kg("inputs/0") == pytest.approx(linked.kg("inputs/0"), rel=1e-12, abs=1e-15)


def test_none_of_a_part_needs_nothing_of_it(calc: Any, make_document: Any, stated: Any) -> None:
    """0 pieces of a part that lacks a factor leave the total whole, at any depth and whatever the files are called."""
    lacking = make_document({"inputs": [{"name": "Unknown", "amount": "1 kg"}]}, id="Z", name="Z")
    none = {"name": "Z", "amount": "0 piece", "product": "z.yaml"}
    plate = {"name": "Plate", "amount": "2 kg", "footprint": stated(1)}
    inner = make_document({"inputs": [plate, none]}, id="I", name="I")
    for name in ("a.yaml", "zz.yaml"):
        line = {"name": "Inner", "amount": "1 piece", "product": name}
        answer = calc({"inputs": [line, none]}, files={"z.yaml": lacking, name: inner})
        assert answer.outcome.footprint.at_least == 2
        assert answer.outcome.footprint.missing == []


def test_a_single_entry_without_its_dash_is_shown_at_its_field(calc: Any, stated: Any) -> None:
    """`transport: {...}` stands for a list of one; the finding is about its mode, not about the list."""
    leg = {"mode": "road/hgv", "distance": "10 km", "record": "nobody:nothing"}
    line = {"name": "Plate", "amount": "2 kg", "footprint": stated(1), "transport": leg}
    finding = calc({"inputs": [line]}).finding("CF317")
    assert finding.path == ("inputs", 0, "transport", 0, "record")
