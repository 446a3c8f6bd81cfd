"""What must hold for any part: sums are the total, order does not matter, twice as much is twice the result."""

from __future__ import annotations

import re
from itertools import permutations
from math import fsum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

Document = dict[str, Any]

CENTS = st.integers(min_value=0, max_value=5000)


def amount(unit: str) -> st.SearchStrategy[str]:
    return CENTS.map(lambda number: f"{number / 100:.2f} {unit}")


stated = st.builds(
    lambda kg, value, country, supplier: {
        "name": "Bought",
        "amount": kg,
        "footprint": {"value": f"{value} kg CO2e", "per": "1 kg", "source": "letter"},
        **({"origin": country} if country else {}),
        **({"supplier": supplier} if supplier else {}),
    },
    amount("kg"),
    CENTS,
    st.sampled_from(["", "KR", "CN", "DE"]),
    st.sampled_from(["", "Seorim", "Hanil"]),
)
looked_up = st.builds(
    lambda kg, item: {"name": "Material", "amount": kg, "factor": item[0], "origin": item[1], **item[2]},
    amount("kg"),
    st.sampled_from(
        [
            ("steel/hot-rolled-coil", "KR", {"route": "bf-bof"}),
            ("polymers/pa66", "TW", {}),
            ("aluminium/ingot", "KR", {"recycled": "35 %"}),
            ("packaging/linerboard", "CN", {}),
        ]
    ),
)
transport = st.builds(
    lambda mode, km: {"mode": mode, "distance": km},
    st.sampled_from(["road/hgv", "sea/container", "air/long-haul"]),
    amount("km"),
)
shares = st.one_of(st.none(), st.integers(min_value=50, max_value=100).map(lambda number: f"{number} %"))
bought = st.builds(
    lambda line, legs, share: {
        **line,
        **({"transport": legs} if legs else {}),
        **({"yield": share} if share else {}),
    },
    st.one_of(stated, looked_up),
    st.lists(transport, max_size=2),
    shares,
)
linked = st.builds(lambda n: {"name": "Bolts", "amount": f"{n} piece", "product": "bolt.yaml"}, CENTS)
assembly = st.builds(
    lambda n, lines, kwh, share, supplier: {
        "name": "Unit",
        "amount": f"{n} piece",
        "inputs": lines,
        "processes": [{"name": "Fit", "electricity": kwh, **({"yield": share} if share else {})}],
        **({"supplier": "Unit maker"} if supplier else {}),
    },
    st.integers(min_value=0, max_value=9),
    st.lists(st.one_of(bought, linked), min_size=1, max_size=3),
    amount("kWh"),
    shares,
    st.booleans(),
)
process = st.builds(
    lambda kwh, gas, water, released, share, country: {
        "name": "Step",
        "electricity": kwh,
        "natural_gas": gas,
        "water": water,
        "emissions": [{"gas": "CO2", "amount": released}, {"gas": "SF6", "amount": "0.01 g"}],
        **({"yield": share} if share else {}),
        **({"made_in": country} if country else {}),
    },
    amount("kWh"),
    amount("MJ (net)"),
    amount("L"),
    amount("g"),
    shares,
    st.sampled_from(["", "GB", "CN"]),
)
packed = st.builds(
    lambda line, uses: {**line, "uses": str(uses)}, stated, st.integers(min_value=1, max_value=60)
)
tool = st.builds(
    lambda line, n: {**line, "lifetime": f"{n} piece"}, stated, st.integers(min_value=1, max_value=99)
)

bodies = st.fixed_dictionaries(
    {
        "inputs": st.lists(st.one_of(bought, linked, assembly), min_size=1, max_size=5),
        "processes": st.lists(process, max_size=3),
        "packaging": st.lists(packed, max_size=2),
        "tooling": st.lists(tool, max_size=2),
        "distribution": st.lists(transport, max_size=2),
        "outputs": st.lists(
            st.builds(
                lambda kg: {
                    "name": "Waste",
                    "amount": kg,
                    "treatment": "landfill",
                    "factor": "waste/metal-scrap",
                },
                amount("kg"),
            ),
            max_size=2,
        ),
        "boundary": st.sampled_from(["cradle-to-gate", "cradle-to-grave"]),
        "exclude": st.just(
            [
                {"name": name, "share": "0 %", "reason": "not part of the test"}
                for name in ("distribution", "use", "end of life")
            ]
        ),
    }
)
sets = st.sampled_from(["AR4", "AR5", "AR6"])
few = settings(max_examples=30, deadline=None, database=None)


@pytest.fixture(scope="session")
def bolt(make_document: Any) -> Document:
    """1000 bolts of another company."""
    rod = {
        "name": "Rod",
        "amount": "25.2 kg",
        "factor": "steel/wire-rod/spheroidised",
        "route": "bf-bof",
        "origin": "KR",
    }
    heat = {"name": "Harden", "electricity": "3.1 kWh", "natural_gas": "46 MJ (net)", "yield": "99 %"}
    body = {"inputs": [rod], "processes": [heat], "distribution": [{"mode": "road/hgv", "distance": "50 km"}]}
    found: Document = make_document(
        body, id="B", declared_unit="1000 piece", mass="24 kg", supplier="Hanil", made_in="KR"
    )
    return found


@pytest.fixture(scope="session")
def run(calc: Any, bolt: Document) -> Any:
    def calculated(
        body: Document, gwp: str = "AR6", mass: str = "2 kg", files: Document | None = None
    ) -> Any:
        answer = calc(body, product={"mass": mass}, files={"bolt.yaml": bolt, **(files or {})}, gwp=gwp)
        assert answer.footprint.total is not None, answer.findings
        return answer

    return calculated


def close(number: float, expected: float) -> bool:
    return number == pytest.approx(expected, rel=1e-12, abs=1e-12)


@given(body=bodies, gwp=sets)
@few
def test_every_way_to_take_the_total_apart_adds_up_to_it(run: Any, body: Document, gwp: str) -> None:
    answer = run(body, gwp)
    result = answer.footprint
    for groups in (result.stages, result.items, result.countries, result.tiers, result.suppliers):
        assert close(fsum(group.co2e for group in groups), answer.total)
    assert close(fsum(line.co2e or 0.0 for line in result.lines), answer.total)
    parts = ("fossil", "land_use_change", "land_management", "removals", "biogenic_non_co2")
    assert close(fsum(result.split[part] for part in parts), answer.total)
    assert close(fsum(effect for _, effect in result.gases.values()) + result.unsplit, answer.total)
    by_stage = {group.key: group.co2e for group in result.stages}
    assert close(result.split["packaging"], by_stage.get("packaging", 0.0))
    assert 0 <= result.split["aircraft"] <= result.split["fossil"] * (1 + 1e-12)


@given(body=bodies)
@few
def test_lines_inside_a_line_add_up_to_it(run: Any, body: Document) -> None:
    for line in run(body).lines().values():
        if line.lines:
            assert close(fsum(inner.co2e or 0.0 for inner in line.lines), line.co2e or 0.0)


@given(body=bodies, data=st.data())
@few
def test_order_of_lines_does_not_change_a_digit(run: Any, body: Document, data: st.DataObject) -> None:
    """Steps keep their order, which says what a yield runs through; everything else is a set."""
    shuffled = {
        key: data.draw(st.permutations(value), label=key)
        if isinstance(value, list) and key != "processes"
        else value
        for key, value in body.items()
    }
    one, other = run(body), run(shuffled)
    assert one.total == other.total  # to the last bit
    for key in ("split", "gases", "unsplit", "stages", "items", "tiers", "countries", "suppliers", "beyond"):
        assert getattr(one.footprint, key) == getattr(other.footprint, key), key


def test_order_of_lines_does_not_change_the_last_bit_of_a_part_that_is_linked_often(run: Any) -> None:
    """Summed one after the other these four differ in the last bit by their order."""
    lines = [
        {"name": f"{number} bolts", "amount": f"{number} piece", "product": "bolt.yaml"}
        for number in ("0.69", "2.92", "4.34", "4.11")
    ]
    assert len({run({"inputs": list(order)}).total for order in permutations(lines)}) == 1


AMOUNT = re.compile(r"([0-9.]+)( (?:kg|g|kWh|MJ \(net\)|L|piece))")


def doubled(value: Any, key: str = "") -> Any:
    """Twice every amount of the product itself; not what they are stated per, nor inside sub-assemblies."""
    if isinstance(value, list):
        return [doubled(one, key) for one in value]
    if isinstance(value, dict):
        inside = "inputs" in value and "amount" in value
        return {
            name: doubled(one, name) if name == "amount" or not inside else one for name, one in value.items()
        }
    if key in ("amount", "electricity", "natural_gas", "water"):
        return AMOUNT.sub(lambda found: f"{2 * float(found[1]):.2f}{found[2]}", value)
    return value


@given(body=bodies)
@few
def test_twice_every_amount_is_twice_the_result(run: Any, body: Document) -> None:
    once, twice = run(body), run(doubled(body), mass="4 kg")
    assert close(twice.total, 2 * once.total)
    for path, line in once.lines().items():
        if ">" not in path:
            assert close(twice.kg(path), 2 * (line.co2e or 0.0)), path


@given(body=bodies)
@few
def test_declared_unit_of_two_pieces_needs_twice_the_amounts(
    calc: Any, bolt: Document, body: Document
) -> None:
    """The same product stated per two pieces: tooling is stated for the plant and stays."""
    files = {"bolt.yaml": bolt}
    one = calc(body, product={"mass": "2 kg"}, files=files)
    pair = {**doubled(body), "tooling": body["tooling"]}
    two = calc(pair, product={"mass": "4 kg", "declared_unit": "2 piece"}, files=files)
    assert close(two.total, 2 * one.total)


@given(body=bodies)
@few
def test_part_linked_whole_is_the_part_at_its_gate(run: Any, make_document: Any, body: Document) -> None:
    """A document that buys one piece of the product and does nothing else has its footprint up to the gate."""
    gate = run({**body, "boundary": "cradle-to-gate"})
    inner = make_document(body, id="INNER", mass="2 kg")
    outer = run(
        {"inputs": [{"name": "Inner", "amount": "1 piece", "product": "inner.yaml"}]},
        files={"inner.yaml": inner},
    )
    assert close(outer.total, gate.total)
    assert outer.printed["data"]["by_item"] == gate.printed["data"]["by_item"]
