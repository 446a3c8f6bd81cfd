"""Documents with co-products: shares that lose nothing, methods beside each other, links to a co-product."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from carbonfoot.footprint.sharing import adding_up
from carbonfoot.pipeline import UsageError
from carbonfoot.quantities.numbers import round_digits
from carbonfoot.system.shares import rounded

Body = dict[str, Any]

few = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
amounts = st.integers(1, 99_999).map(lambda number: number / 1000)


@pytest.fixture
def plant(stated: Callable[..., Body]) -> Callable[..., Body]:
    """1 kg of the product, 2 kg and 0.5 kg of two co-products; 10 kg CO2e of ore and 4 of melting."""

    def made(**more: Any) -> Body:
        return {
            "co_products": [
                {
                    "id": "B",
                    "name": "Second",
                    "amount": "2 kg",
                    "price": "3 EUR/kg",
                    "keys": {"metal": "1 kg"},
                },
                {
                    "id": "C",
                    "name": "Third",
                    "amount": "0.5 kg",
                    "price": "8 EUR/kg",
                    "keys": {"metal": "3 kg"},
                },
            ],
            "allocation": "mass",
            "inputs": [{"name": "Ore", "amount": "4 kg", "footprint": stated("2.5")}],
            "processes": [{"name": "Melting", "emissions": [{"gas": "CO2", "amount": "4 kg"}]}],
            **more,
        }

    return made


HEAD = {"id": "A", "declared_unit": "1 kg", "price": "2 EUR/kg", "keys": {"metal": "4 kg"}}


def test_mass_shares_by_mass(calc: Any, plant: Any) -> None:
    answer = calc(plant(), product=HEAD)
    assert answer.total == pytest.approx(14 / 3.5, rel=1e-15)
    assert [one.co2e for one in answer.footprint.produced] == [4, 8, 2]
    assert answer.printed["data"]["allocation"] == "mass"
    assert answer.kg("inputs/0") == pytest.approx(10 / 3.5, rel=1e-15)


@pytest.mark.parametrize(
    ("method", "expected"),
    [
        ("economic", [14 * 2 / 12, 14 * 6 / 12, 14 * 4 / 12]),
        ("metal", [14 * 4 / 8, 14 * 1 / 8, 14 * 3 / 8]),
        ("cut-off", [14, 0, 0]),
        ({"A": "50 %", "B": "30 %", "C": "20 %"}, [7, 4.2, 2.8]),
    ],
)
def test_methods(calc: Any, plant: Any, method: Any, expected: list[float]) -> None:
    answer = calc(plant(allocation=method), product=HEAD)
    assert [one.co2e for one in answer.footprint.produced] == pytest.approx(expected, abs=1e-10)
    assert answer.total == pytest.approx(expected[0], rel=1e-14)


@pytest.mark.parametrize(
    ("method", "head", "beside", "share"),
    [
        ("energy", {"calorific_value": "40 MJ/kg (net)"}, {"calorific_value": "10 MJ/kg (net)"}, 40 / 60),
        ("energy", {"energy": "9 MJ"}, {"energy": "0.25 kWh"}, 9 / 9.9),
        ("volume", {"density": "2 kg/L"}, {"volume": "1.5 L"}, 0.5 / 2),
        ("pieces", {"pieces": "3 piece"}, {"pieces": "1 piece"}, 0.75),
        ("area", {"area": "1 m2"}, {"area": "2500 cm2"}, 0.8),
        ("economic", {"price": "3 EUR"}, {"price": "500 EUR/t"}, 0.75),
    ],
)
def test_keys_from_what_a_product_states(
    calc: Any, plant: Any, method: str, head: Body, beside: Body, share: float
) -> None:
    co_products = [{"id": "B", "name": "Second", "amount": "2 kg", **beside}]
    answer = calc(
        plant(co_products=co_products, allocation=method),
        product={"id": "A", "declared_unit": "1 kg", **head},
    )
    assert answer.total == pytest.approx(14 * share, rel=1e-12)


def test_what_serves_one_product_is_borne_by_it_alone(calc: Any, plant: Any) -> None:
    steps = [
        {"name": "Melting", "emissions": [{"gas": "CO2", "amount": "4 kg"}], "allocation": "economic"},
        {"name": "Drying", "emissions": [{"gas": "CO2", "amount": "1 kg"}], "for": ["B", "C"]},
        {"name": "Packing", "emissions": [{"gas": "CO2", "amount": "3 kg"}], "for": "A"},
    ]
    answer = calc(plant(processes=steps), product=HEAD)
    assert [one.co2e for one in answer.footprint.produced] == pytest.approx(
        [10 / 3.5 + 4 * 2 / 12 + 3, 20 / 3.5 + 4 * 6 / 12 + 0.8, 5 / 3.5 + 4 * 4 / 12 + 0.2], rel=1e-11
    )


def test_packaging_and_later_stages_are_of_the_product(calc: Any, plant: Any, stated: Any) -> None:
    box = {"name": "Box", "amount": "1 kg", "footprint": stated(2)}
    alone = calc(plant(packaging=[box]), product=HEAD)
    assert alone.total == pytest.approx(6)
    shared = calc(plant(packaging=[{**box, "for": ["A", "B"]}]), product=HEAD)
    assert shared.total == pytest.approx(4 + 2 / 3)
    assert shared.footprint.produced[1].co2e == pytest.approx(8 + 4 / 3)


def test_substitution_credits_what_is_avoided(calc: Any, plant: Any, stated: Any) -> None:
    body = plant(allocation="substitution")
    body["co_products"][0]["avoids"] = {"name": "Like B", "footprint": stated(3)}
    body["co_products"][1]["avoids"] = [{"name": "Like C", "amount": "0.25 kg", "footprint": stated(4)}]
    answer = calc(body, product=HEAD)
    assert answer.total == pytest.approx(14 - 6 - 1)
    apart = answer.printed["data"]["credits"]
    assert (apart["gross"], apart["credits"], apart["net"]) == (14, -7, 7)
    assert apart["avoided"] == ["Second avoids Like B", "Third avoids Like C"]
    lines = answer.printed["data"]["lines"]
    assert [(one["kg_co2e"], one["credit"]) for one in lines if "credit" in one] == [
        (-6, "Second avoids Like B"),
        (-1, "Third avoids Like C"),
    ]
    assert all(one["kg_co2e"] >= 0 for one in lines if "credit" not in one)
    assert [one.co2e for one in answer.footprint.produced] == [7, 6, 1]


def test_another_document_takes_a_co_product(calc: Any, plant: Any, make_document: Any) -> None:
    other = make_document(plant(), **HEAD)
    line = {"name": "Bought", "amount": "300 g", "product": "plant.yaml"}
    second = calc({"inputs": [{**line, "co_product": "B"}]}, files={"plant.yaml": other})
    assert second.total == pytest.approx(0.3 * 4)
    third = calc({"inputs": [{**line, "co_product": "C"}]}, files={"plant.yaml": other}, allocation="metal")
    assert third.total == pytest.approx(0.3 * 14 * 3 / 8 / 0.5)
    main = calc({"inputs": [{**line, "co_product": "A"}]}, files={"plant.yaml": other})
    assert main.total == calc({"inputs": [line]}, files={"plant.yaml": other}).total == pytest.approx(1.2)
    (method,) = second.printed["data"]["allocation_methods"]
    assert method["method"] == "mass" and method["file"].endswith("plant.yaml")


def test_a_co_product_has_properties_of_its_own(calc: Any, plant: Any, make_document: Any) -> None:
    body = plant(co_products=[{"id": "B", "name": "Second", "amount": "2 kg", "density": "0.5 kg/L"}])
    line = {"name": "Bought", "amount": "1 L", "product": "plant.yaml", "co_product": "B"}
    answer = calc({"inputs": [line]}, files={"plant.yaml": make_document(body, **HEAD)})
    assert answer.total == pytest.approx(0.5 * 14 / 3)


def test_a_plant_that_takes_its_own_co_product_is_a_loop(calc: Any, plant: Any) -> None:
    body = plant()
    body["inputs"].append({"name": "Own", "amount": "1 kg", "product": "part.yaml", "co_product": "B"})
    answer = calc(body, product=HEAD)
    # of x, all that the plant causes: x = 14 + 1 kg of B at x * (2 / 3.5) / 2 kg
    assert answer.total == pytest.approx(14 / (1 - 1 / 3.5) / 3.5, rel=1e-12)


def test_co_products_enter_the_mass_balance(calc: Any, plant: Any) -> None:
    closed = calc(plant(outputs=[{"name": "Dross", "amount": "0.5 kg", "treatment": "loss"}]), product=HEAD)
    balance = closed.footprint.product.mass_balance
    assert balance["status"] == "closed" and balance["co_products_kg"] == 2.5
    assert "CF402" in calc(plant(), product=HEAD).codes()


def test_every_method_side_by_side(calc: Any, plant: Any) -> None:
    answer = calc(plant(), product=HEAD, allocation="all")
    rows = {one["method"]: one for one in answer.printed["data"]["allocations"]}
    assert [*rows] == [
        *("mass", "energy", "volume", "pieces", "area", "economic", "substitution", "cut-off", "metal"),
    ]
    assert rows["mass"]["total"] == answer.printed["data"]["total"] == 4 and rows["mass"]["stated"]
    assert rows["cut-off"]["total"] == 14 and rows["metal"]["total"] == 7
    assert rows["energy"]["total"] is None
    assert rows["energy"]["lacks"] == "`energy` or `calorific_value` of `Part`, `Second`, `Third`"
    assert rows["substitution"]["lacks"] == "what it replaces (`avoids`) of `Second`, `Third`"
    assert not {one.code for one in answer.findings} & {"CF431"}


def test_a_refused_document_has_no_number_under_any_method(calc: Any, plant: Any) -> None:
    body = plant(allocation={"A": "50 %", "B": "30 %", "C": "10 %"})
    answer = calc(body, product=HEAD, allocation="all")
    assert answer.footprint.total is None and not answer.footprint.produced
    rows = {one.method: one for one in answer.footprint.compared}
    assert rows["shares"].total is None and rows["mass"].total == pytest.approx(
        4
    )  # its shares are what is wrong
    broken = plant()
    broken["inputs"][0]["amount"] = "-4 kg"
    assert all(one.total is None for one in calc(broken, product=HEAD, allocation="all").footprint.compared)


@pytest.mark.parametrize("method", ["mass", "all"])
def test_without_co_products_there_is_no_choice(calc: Any, stated: Any, method: str) -> None:
    with pytest.raises(UsageError, match="no document"):
        calc({"inputs": [{"name": "Ore", "amount": "4 kg", "footprint": stated(1)}]}, allocation=method)


def test_an_unknown_method_on_the_command_line(calc: Any, plant: Any) -> None:
    with pytest.raises(UsageError, match="metal"):
        calc(plant(), product=HEAD, allocation="weight")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"allocation": "weight"}, "CF105"),
        ({"allocation": "energy"}, "CF431"),
        ({"allocation": {"A": "50 %", "B": "50 %"}}, "CF431"),
        ({"allocation": {"A": "50 %", "B": "30 %", "C": "30 %"}}, "CF406"),
        ({"allocation": {"A": "50 %", "B": "30 %", "D": "20 %"}}, "CF430"),
        ({"allocation": {"A": "150 %", "B": "-30 %", "C": "-20 %"}}, "CF208"),
        ({"co_products": [{"id": "A", "name": "Twin", "amount": "1 kg"}]}, "CF433"),
        ({"co_products": [{"id": "B", "name": "None", "amount": "0 kg"}]}, "CF208"),
        ({"co_products": [{"id": "B", "name": "Less", "amount": "-1 kg"}]}, "CF207"),
        ({"co_products": [{"id": "B", "name": "Drawn", "amount": "3 m"}]}, "CF431"),
        ({"co_products": [{"id": "B", "name": "Odd", "amount": "3 m", "mass": "2 L"}]}, "CF204"),
        ({"processes": [{"name": "Melting", "electricity": "1 kWh", "for": "D"}]}, "CF430"),
        ({"processes": [{"name": "Melting", "electricity": "1 kWh", "allocation": "weight"}]}, "CF105"),
        (
            {"processes": [{"name": "Melting", "electricity": "1 kWh", "allocation": "substitution"}]},
            "CF438",
        ),
        ({"use": [{"name": "Power", "amount": "1 kWh", "factor": "electricity/grid", "for": "A"}]}, "CF106"),
    ],
)
def test_what_cannot_be_shared_is_a_finding_and_no_number(
    calc: Any, plant: Any, change: Body, code: str
) -> None:
    answer = calc(plant(**change), product=HEAD)
    assert code in answer.codes()
    assert answer.footprint.total is None


@pytest.mark.parametrize(
    ("price", "code"),
    [
        ("0 EUR/kg", "CF208"),
        ("-1 EUR/kg", "CF207"),
        ("2 USD/kg", "CF204"),
        ("2 kg", "CF204"),
        ("2 EUR/m2", "CF209"),
    ],
)
def test_prices_that_cannot_be_a_key(calc: Any, plant: Any, price: str, code: str) -> None:
    body = plant(allocation="economic")
    body["co_products"][0]["price"] = price
    answer = calc(body, product=HEAD)
    assert code in answer.codes() and answer.footprint.total is None


def test_net_and_gross_energy_do_not_share(calc: Any, plant: Any) -> None:
    body = plant(
        allocation="energy",
        co_products=[{"id": "B", "name": "B", "amount": "1 kg", "calorific_value": "30 MJ/kg (gross)"}],
    )
    answer = calc(body, product={"id": "A", "declared_unit": "1 kg", "calorific_value": "30 MJ/kg (net)"})
    assert "CF210" in answer.codes() and answer.footprint.total is None


def test_several_products_without_a_method(calc: Any, plant: Any) -> None:
    body = plant()
    del body["allocation"]
    answer = calc(body, product=HEAD)
    assert answer.finding("CF431").path == ("co_products",) and answer.footprint.total is None


def test_a_missing_line_of_one_product_leaves_the_total_of_another(calc: Any, plant: Any) -> None:
    steps = [{"name": "Drying", "inputs": [{"name": "Agent", "amount": "1 kg"}], "for": "B"}]
    answer = calc(plant(processes=steps), product=HEAD)
    assert answer.footprint.total == pytest.approx(10 / 3.5) and not answer.footprint.produced


# ------------------------------------------------------------------------------------------------- identities


@few
@given(st.lists(amounts, min_size=1, max_size=4), amounts, st.sampled_from(["mass", "economic", "metal"]))
def test_products_add_up_to_the_whole(
    calc: Any, stated: Any, masses: list[float], ore: float, method: str
) -> None:
    inputs = [{"name": "Ore", "amount": f"{ore} kg", "footprint": stated("2.7")}]
    made = [
        {
            "id": f"B{n}",
            "name": f"B{n}",
            "amount": f"{one} kg",
            "price": f"{n + 1.1} EUR/kg",
            "keys": {"metal": f"{one + n} kg"},
        }
        for n, one in enumerate(masses)
    ]
    answer = calc({"co_products": made, "allocation": method, "inputs": inputs}, product=HEAD)
    whole = calc({"inputs": inputs}, product={"id": "A", "declared_unit": "1 kg"}).total
    printed = [Decimal(repr(one["kg_co2e"])) for one in answer.printed["data"]["products"]]
    assert float(sum(printed)) == pytest.approx(whole, rel=2e-12)
    shares = [one["share"] for one in answer.printed["data"]["products"]]
    assert sum(Decimal(repr(one)) for one in shares) == 1
    turned = calc({"co_products": made[::-1], "allocation": method, "inputs": inputs}, product=HEAD)
    assert turned.total == answer.total
    double = [{**inputs[0], "amount": f"{2 * ore} kg"}]
    assert calc(
        {"co_products": made, "allocation": method, "inputs": double}, product=HEAD
    ).total == pytest.approx(2 * answer.total, rel=1e-14)


@given(st.lists(st.integers(1, 10**9), min_size=1, max_size=8))
def test_shares_sum_to_one_and_are_the_ratios(keys: list[int]) -> None:
    ratios = [Fraction(key) for key in keys]
    shares = rounded(ratios)
    missing = sum(map(Fraction, shares), Fraction(-1))
    assert abs(missing) <= Fraction(1, 2**54)  # half a digit of the largest share, at most
    for share, key in zip(shares, keys, strict=True):
        assert share == pytest.approx(key / sum(keys), rel=1e-14, abs=1e-15)


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=6).filter(lambda numbers: abs(sum(numbers)) > 1e-3)
)
def test_printed_numbers_add_up_to_the_printed_whole(numbers: list[float]) -> None:
    whole = sum(numbers)
    printed = adding_up(numbers, whole)
    assert float(sum(Decimal(repr(one)) for one in printed)) == pytest.approx(round_digits(whole), rel=1e-15)


def test_the_remainder_goes_to_the_largest() -> None:
    assert adding_up([1 / 3, 1 / 3, 1 / 3], 1.0, digits=3) == [0.34, 0.33, 0.33]
    assert adding_up([0.2, 0.4, 0.4], 1.0, digits=3) == [0.2, 0.4, 0.4]


def test_a_cut_off_product_is_the_product_without_the_others(calc: Any, plant: Any) -> None:
    alone = plant()
    del alone["co_products"], alone["allocation"]
    head = {key: HEAD[key] for key in ("id", "declared_unit")}
    assert calc(plant(), product=HEAD, allocation="cut-off").total == calc(alone, product=head).total


def test_one_product_is_calculated_without_any_of_this(calc: Any, stated: Any) -> None:
    data = calc({"inputs": [{"name": "Ore", "amount": "4 kg", "footprint": stated(1)}]}).printed["data"]
    assert data["allocation"] == "cut-off"
    assert not {"products", "credits", "allocations", "allocation_methods"} & set(data)


def test_packaging_of_another_product_does_not_travel_with_this_one(
    calc: Any, plant: Any, stated: Any
) -> None:
    box = {"name": "Box", "amount": "1 kg", "footprint": stated(2)}
    way = {"distribution": [{"mode": "road/hgv", "distance": "100 km", "origin": "GB"}]}

    def carried(serves: list[str] | None) -> float:
        packaging = [box if serves is None else {**box, "for": serves}]
        answer = calc(plant(packaging=packaging, **way), product=HEAD)
        quantity = answer.footprint.later[0].flow.quantity
        assert quantity is not None
        assert ("CF308" in {one.code for one in answer.findings if one.path == ("packaging",)}) == (
            serves == ["A", "B"]
        )
        return float(quantity.number)

    assert carried(None) == carried(["A"]) == pytest.approx(0.2)
    assert carried(["B"]) == carried(["A", "B"]) == pytest.approx(0.1)


@pytest.mark.parametrize("key", ["inputs", "outputs"])
def test_keys_of_sharing_inside_a_sub_assembly_are_refused(
    calc: Any, plant: Any, stated: Any, key: str
) -> None:
    inner = {"name": "Inner", "amount": "1 kg", "for": "B"}
    more = {"footprint": stated(1)} if key == "inputs" else {"treatment": "loss"}
    frame = {
        "name": "Frame",
        "amount": "1 piece",
        "inputs": [{"name": "X", "amount": "1 kg", "footprint": stated(1)}],
    }
    frame[key] = [*(frame["inputs"] if key == "inputs" else []), {**inner, **more}]
    answer = calc(plant(inputs=[frame]), product=HEAD)
    assert answer.finding("CF106").path[-1] == "for" and answer.footprint.total is None


def test_for_nobody(calc: Any, plant: Any) -> None:
    body = plant(processes=[{"name": "Melting", "electricity": "1 kWh", "for": []}])
    assert calc(body, product=HEAD).footprint.total is None


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("mass", "5 kg", True),
        ("mass", "2000 g", False),
        ("volume", "3 L", False),
        ("energy", "60 MJ (net)", False),
    ],
)
def test_a_key_that_contradicts_the_amount_is_told(
    calc: Any, plant: Any, key: str, value: str, told: bool
) -> None:
    body = plant()
    body["co_products"][0][key] = value
    found = [one for one in calc(body, product=HEAD).findings if one.code == "CF404"]
    assert [one.path for one in found] == ([("co_products", 0, key)] if told else [])
