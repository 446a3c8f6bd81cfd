"""Hybrids: a supplier's own number beside an average, each part counted exactly once."""

from __future__ import annotations

from typing import Any

import pytest


def average(name: str = "Shirt", amount: str = "10 piece", kg: str = "6 kg CO2e") -> dict[str, Any]:
    return {
        "name": name,
        "amount": amount,
        "footprint": {"value": kg, "per": "1 piece", "source": "average of the sector"},
    }


def own(name: str = "Sewing", kg: str = "5 kg CO2e", **more: Any) -> dict[str, Any]:
    """A line with a footprint of the supplier's own plant."""
    footprint = {"value": kg, "per": "1 piece", "source": "Supplier", "boundary": "gate-to-gate"}
    return {"name": name, "amount": "1 piece", "footprint": footprint, **more}


def test_without_a_word_the_rest_is_missing(calc: Any) -> None:
    assert "CF307" in calc({"inputs": [average(), own()]}).codes()


@pytest.mark.parametrize(
    ("replaced", "left"),
    [
        ({"share": "25 %"}, 45),
        ({"share": "0.25"}, 45),
        ({"share": "100 %"}, 0),
        ({"value": "0.6 kg CO2e", "per": "1 piece"}, 54),
        ({"value": "60 kg CO2e", "per": "100 piece"}, 54),
        ({"value": "600 g CO2e", "per": "1 piece"}, 54),
    ],
)
def test_the_part_is_taken_out_once(calc: Any, replaced: dict[str, str], left: float) -> None:
    answer = calc({"inputs": [average(), own(replaces={"line": "Shirt", **replaced})]})
    assert answer.kg("inputs/0") == pytest.approx(left, abs=1e-12)
    assert answer.kg("inputs/1") == pytest.approx(5)
    assert answer.total == pytest.approx(left + 5)


def test_the_order_of_the_lines_does_not_matter(calc: Any) -> None:
    lines = [own(replaces={"line": "shirt", "share": "25 %"}), average()]
    assert calc({"inputs": lines}).total == pytest.approx(50)


def test_two_parts_of_one_line(calc: Any) -> None:
    sewing = own(
        "Sewing", replaces={"line": "Shirt", "part": "sewing", "share": "20 %", "source": "study of 2024"}
    )
    dyeing = own(
        "Dyeing", replaces={"line": "Shirt", "part": "dyeing", "value": "3 kg CO2e", "per": "1 piece"}
    )
    answer = calc({"inputs": [average(), sewing, dyeing]})
    assert answer.kg("inputs/0") == pytest.approx(60 * (1 - 0.2 - 0.5))
    assert answer.lines()["inputs/0"].flow.because == (
        "20 % replaced by Sewing (study of 2024)",
        "50 % replaced by Dyeing",
    )


def test_yield_and_replacement_both_count(calc: Any) -> None:
    line = {**average(), "yield": "80 %"}
    answer = calc({"inputs": [line, own(replaces={"line": "Shirt", "value": "3 kg CO2e", "per": "1 piece"})]})
    assert answer.kg("inputs/0") == pytest.approx(60 / 0.8 / 2)


def test_lines_that_replace_each_other_are_refused(calc: Any) -> None:
    lines = [own(name, replaces={"line": other, "share": "50 %"}) for name, other in ("AB", "BC", "CA")]
    answer = calc({"inputs": lines})
    assert "CF737" in answer.codes()
    chain = [average(), own("A", replaces={"line": "Shirt", "share": "50 %"})]
    assert calc(
        {"inputs": [*chain, own("B", replaces={"line": "A", "share": "40 %"})]}
    ).total == pytest.approx(38)


def test_inside_a_sub_assembly_and_a_step(calc: Any) -> None:
    inside = [average(), own(replaces={"line": "Shirt", "share": "50 %"})]
    assert calc(
        {"inputs": [{"name": "Bought", "amount": "2 piece", "inputs": inside}]}
    ).total == pytest.approx(70)
    step = {"name": "Printing", "inputs": [own(replaces={"line": "Shirt", "share": "50 %"})]}
    assert calc({"inputs": [average()], "processes": [step]}).total == pytest.approx(35)


def test_a_part_of_a_sub_assembly_by_its_share(calc: Any) -> None:
    bought = {"name": "Bought", "amount": "2 piece", "inputs": [average()]}
    answer = calc({"inputs": [bought, own(replaces={"line": "Bought", "share": "50 %"})]})
    assert answer.total == pytest.approx(65)


@pytest.mark.parametrize(
    ("lines", "code", "path"),
    [
        ([average(), own(replaces={"line": "Shirts", "share": "5 %"})], "CF737", "inputs/1/replaces/line"),
        ([average(), own(replaces={"line": "Sewing", "share": "5 %"})], "CF737", "inputs/1/replaces/line"),
        (
            [average(), average(amount="3 piece"), own(replaces={"line": "Shirt", "share": "5 %"})],
            "CF737",
            "inputs/2/replaces/line",
        ),
        (
            [average(), *(own(name, replaces={"line": "Shirt", "share": "5 %"}) for name in "AB")],
            "CF737",
            "inputs/2/replaces",
        ),
        (
            [
                average(),
                *(own(name, replaces={"line": "Shirt", "share": "60 %", "part": name}) for name in "AB"),
            ],
            "CF737",
            "inputs/2/replaces",
        ),
        (
            [average(), own(replaces={"line": "Shirt", "value": "7 kg CO2e", "per": "1 piece"})],
            "CF737",
            "inputs/1/replaces/value",
        ),
        (
            [average(), own(replaces={"line": "Shirt", "value": "1 kg CO2e", "per": "1 kg"})],
            "CF209",
            "inputs/1/replaces/per",
        ),
        ([average(), own(replaces={"line": "Shirt"})], "CF102", "inputs/1/replaces"),
        (
            [average(), own(replaces={"line": "Shirt", "value": "1 kg CO2e"})],
            "CF102",
            "inputs/1/replaces",
        ),
        (
            [average(), own(replaces={"line": "Shirt", "share": "1 %", "value": "1 kg CO2e"})],
            "CF106",
            "inputs/1/replaces/value",
        ),
        ([average(), own(replaces={"line": "Shirt", "share": "120 %"})], "CF208", "inputs/1/replaces/share"),
        ([average(), own(rest=["Cotton"])], "CF737", "inputs/1/rest/0"),
        ([average(), own(rest=["Sewing"])], "CF737", "inputs/1/rest/0"),
        ([{**average(), "rest": ["Sewing"]}, average("Sewing")], "CF106", "inputs/0/rest"),
        (
            [average(), own(rest=["Shirt"], replaces={"line": "Shirt", "share": "1 %"})],
            "CF106",
            "inputs/1/rest",
        ),
        (
            [
                {
                    "name": "Bought",
                    "amount": "1 piece",
                    "inputs": [average()],
                },
                own(replaces={"line": "Bought", "value": "1 kg CO2e", "per": "1 piece"}),
            ],
            "CF737",
            "inputs/1/replaces/value",
        ),
    ],
)
def test_refused(calc: Any, lines: list[dict[str, Any]], code: str, path: str) -> None:
    answer = calc({"inputs": lines})
    found = answer.finding(code)
    assert "/".join(map(str, found.path)) == path
    assert answer.outcome.footprint is None or answer.outcome.footprint.total is None


def test_tooling_replaces_nothing(calc: Any) -> None:
    tool = {**own(replaces={"line": "Shirt", "share": "1 %"}), "lifetime": "10 piece"}
    answer = calc({"inputs": [average()], "tooling": [tool]})
    assert answer.finding("CF106").path == ("tooling", 0, "replaces")


def test_rest_makes_it_whole(calc: Any) -> None:
    waste = {"name": "Waste", "amount": "1 kg", "treatment": "recycling"}
    answer = calc({"inputs": [average("Cotton"), own(rest=["Cotton", "Waste"])], "outputs": [waste]})
    assert answer.total == pytest.approx(65)
    assert "CF307" not in answer.codes()


def test_the_same_thing_by_statement_and_by_factor_is_shown(calc: Any) -> None:
    stated = {"value": "2 kg CO2e", "per": "1 kg", "source": "Mill"}
    one = {"name": "Coil", "amount": "2 kg", "footprint": stated}
    two = {
        "name": "coil",
        "amount": "2 kg",
        "factor": "steel/hot-rolled-coil",
        "route": "bf-bof",
        "origin": "TW",
    }
    assert "CF313" in calc({"inputs": [one, two]}).codes()
    assert (
        "CF313" not in calc({"inputs": [one, {**two, "amount": "3 kg"}]}).codes()
    )  # two sources of one part
