"""`carbonfoot diff`: the causes are the change, each alone is all of it, and swapping the sides turns every sign."""

from __future__ import annotations

import copy
from math import fsum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carbonfoot.footprint.contributions import footprint
from carbonfoot.footprint.differences import Difference, LineChange, difference
from carbonfoot.footprint.measures import CAUSES, Side
from carbonfoot.footprint.shapley import values
from carbonfoot.system.solve import solve

Document = dict[str, Any]


def compare(a: Any, b: Any) -> Difference:
    sides = [Side(one.footprint, one.outcome.library) for one in (a, b)]
    found, findings = difference(*sides)
    assert found is not None, findings
    return found


def causes(found: Difference | LineChange) -> dict[str, float]:
    return {"+".join(cause.names): cause.co2e for cause in found.causes}


def name(line: LineChange) -> str:
    flow = line.a or line.b
    assert flow is not None
    return flow.name


# --- Shapley values


def test_two_that_only_work_together_share_alike() -> None:
    assert values([0, 0, 0, 10], 2) == [5, 5]


def test_the_glove_game() -> None:
    """Shapley's own example: one left glove, two right gloves; a pair is worth 1."""
    worth = [float(bool(one & 1) and bool(one & 6)) for one in range(8)]
    assert values(worth, 3) == pytest.approx([2 / 3, 1 / 6, 1 / 6])


@given(worth=st.lists(st.floats(min_value=-1e3, max_value=1e3), min_size=16, max_size=16))
@settings(max_examples=50, database=None)
def test_values_add_up_whatever_the_game(worth: list[float]) -> None:
    assert fsum(values(worth, 4)) == pytest.approx(worth[-1] - worth[0], abs=1e-9)


# --- one cause alone


@pytest.fixture(scope="session")
def base(stated: Any) -> Document:
    return {
        "inputs": [
            {"name": "Coil", "amount": "2 kg", "footprint": stated(2)},
            {"name": "Bolts", "amount": "2 piece", "product": "bolt.yaml"},
            {
                "name": "Alu",
                "amount": "1 kg",
                "factor": "aluminium/ingot",
                "route": "secondary",
                "origin": "KR",
            },
        ],
        "processes": [
            {
                "name": "Press",
                "electricity": "3 kWh",
                "emissions": [{"gas": "CH4", "amount": "5 g"}],
                "yield": "0.9",
            }
        ],
        "distribution": [{"mode": "road/hgv", "distance": "100 km", "mass": "1 kg"}],
        "exclude": [{"name": one, "share": "0 %", "reason": "test"} for one in ("use", "end of life")],
    }


@pytest.fixture(scope="session")
def bolt(make_document: Any, stated: Any) -> Document:
    rod = {"name": "Rod", "amount": "25 kg", "footprint": stated(3)}
    found: Document = make_document(
        {"inputs": [rod], "processes": [{"name": "Forge", "electricity": "8 kWh"}]},
        id="BOLT",
        declared_unit="1000 piece",
        mass="24 kg",
    )
    return found


@pytest.fixture(scope="session")
def run(calc: Any, base: Document, bolt: Document) -> Any:
    """The base part, changed by a function of the part and the bolt."""

    def calculated(change: Any = None, **more: Any) -> Any:
        part, other = copy.deepcopy((base, bolt))
        if change is not None:
            change(part, other)
        product = more.pop("product", {})
        return calc(part, files={"bolt.yaml": other}, product={"mass": "1 kg", **product}, **more)

    return calculated


def _amount(part: Document, _: Document) -> None:
    part["inputs"][0]["amount"] = "2.5 kg"


def _inner_amount(_: Document, bolt: Document) -> None:
    bolt["inputs"][0]["amount"] = "26 kg"


def _inner_factor(_: Document, bolt: Document) -> None:
    bolt["inputs"][0]["footprint"]["value"] = "4 kg CO2e"


def _pieces(part: Document, _: Document) -> None:
    part["inputs"][1]["amount"] = "3 piece"


def _route(part: Document, _: Document) -> None:
    part["inputs"][2]["route"] = "primary"


def _recycled(part: Document, _: Document) -> None:
    del part["inputs"][2]["route"]
    part["inputs"][2]["recycled"] = "30 %"


def _grid(part: Document, _: Document) -> None:
    part["processes"][0]["electricity"] = {"amount": "3 kWh", "origin": "CN"}


def _inner_grid(_: Document, bolt: Document) -> None:
    bolt["processes"][0]["electricity"] = {"amount": "8 kWh", "origin": "CN"}


def _yield(part: Document, _: Document) -> None:
    part["processes"][0]["yield"] = "0.8"


def _added(part: Document, _: Document) -> None:
    part["inputs"].insert(0, {"name": "Paint", "amount": "1 kg", "footprint": part["inputs"][0]["footprint"]})


def _removed(part: Document, _: Document) -> None:
    del part["inputs"][0]


def _relinked(part: Document, _: Document) -> None:
    line = part["inputs"][1]
    del line["product"]
    line["footprint"] = {"value": "9 kg CO2e", "per": "1 piece", "source": "letter"}


def _grave(part: Document, _: Document) -> None:
    part["boundary"] = "cradle-to-grave"


ALONE = [
    (_amount, "quantities", "Coil"),
    (_inner_amount, "quantities", "Bolts"),
    (_pieces, "quantities", "Bolts"),
    (_inner_factor, "factors", "Bolts"),
    (_route, "factors", "Alu"),
    (_recycled, "factors", "Alu"),
    (_grid, "energy_mix", "Press, electricity"),
    (_inner_grid, "energy_mix", "Bolts"),
    (_yield, "yields", None),
    (_added, "structure", "Paint"),
    (_removed, "structure", "Coil"),
    (_relinked, "structure", "Bolts"),
    (_grave, "boundary", "Part, road/hgv 100 km"),
]


@pytest.mark.parametrize(
    ("change", "cause", "line"), ALONE, ids=lambda value: getattr(value, "__name__", None)
)
def test_a_change_of_one_cause_is_all_of_that_cause(
    run: Any, change: Any, cause: str, line: str | None
) -> None:
    a, b = run(), run(change)
    found = compare(a, b)
    assert found.change == pytest.approx(b.total - a.total) and found.change != 0
    assert causes(found) == pytest.approx({cause: found.change})
    assert fsum(one.change for one in found.lines) == pytest.approx(found.change)
    if line is not None:
        (only,) = [one for one in found.lines if one.change]
        assert name(only) == line and causes(only) == pytest.approx({cause: found.change})


def test_the_gwp_set_alone(run: Any) -> None:
    a, b = run(), run(gwp="AR4")
    found = compare(a, b)
    assert set(causes(found)) == {"gwp_set"}
    assert found.change == pytest.approx(b.total - a.total) and found.change != 0


def test_a_share_of_allocation_alone(run: Any) -> None:
    """The flow of a co-product, as the system has it."""
    a, b = run(), run()
    activity = b.footprint.system.activities[1]
    changed = [
        flow._replace(multiplier=flow.multiplier * 0.4, allocated=flow.allocated * 0.4)
        for flow in activity.flows
    ]
    activity.flows = changed
    system = b.footprint.system
    part = b.outcome.documents.loaded[b.outcome.documents.top].part
    again = footprint(system, solve(system), part)
    found, _ = difference(Side(a.footprint, a.outcome.library), Side(again, b.outcome.library))
    assert found is not None
    assert causes(found) == pytest.approx({"allocation": again.at_least - a.total})
    assert found.change < 0


def test_the_same_is_no_difference(run: Any) -> None:
    found = compare(run(), run())
    assert (found.change, found.causes, found.lines) == (0.0, (), ())


# --- several causes at once

changes = st.lists(
    st.sampled_from([one for one, _, _ in ALONE if one is not _removed]), unique=True, max_size=8
)
few = settings(max_examples=25, deadline=None, database=None)


@pytest.fixture(scope="session")
def made(run: Any) -> Any:
    def calculated(which: list[Any], gwp: str) -> Any:
        def change(part: Document, bolt: Document) -> None:
            # by name, so that a line put in above does not shift what the others change
            ordered = sorted(which, key=lambda one: one is _added)
            for one in ordered:
                if one is _recycled and _route in which:
                    continue
                one(part, bolt)

        return run(change, gwp=gwp)

    return calculated


@given(one=changes, other=changes, sets=st.tuples(*[st.sampled_from(["AR4", "AR5", "AR6"])] * 2))
@few
def test_causes_and_lines_add_up_and_swapping_turns_every_sign(
    made: Any, one: list[Any], other: list[Any], sets: tuple[str, str]
) -> None:
    a, b = made(one, sets[0]), made(other, sets[1])
    found, back = compare(a, b), compare(b, a)
    scale = 1e-9 * max(a.total, b.total)
    assert found.change == pytest.approx(b.total - a.total, abs=scale)
    assert fsum(causes(found).values()) == pytest.approx(found.change, abs=scale)
    assert set(causes(found)) <= set(CAUSES)
    for cause in set(causes(found)) | set(causes(back)):
        assert causes(found).get(cause, 0.0) == pytest.approx(-causes(back).get(cause, 0.0), abs=scale)
    _adds_up(found.lines, found.change, causes(found), scale)


def _adds_up(lines: tuple[LineChange, ...], change: float, split: dict[str, float], scale: float) -> None:
    assert fsum(line.change for line in lines) == pytest.approx(change, abs=scale)
    for cause, whole in split.items():
        assert fsum(causes(line).get(cause, 0.0) for line in lines) == pytest.approx(whole, abs=scale)
    for line in lines:
        assert fsum(causes(line).values()) == pytest.approx(line.change, abs=scale)
        assert line.totals[1] - line.totals[0] == pytest.approx(line.change, abs=scale)
        if line.lines:
            _adds_up(line.lines, line.change, causes(line), scale)


def test_factor_and_amount_together_share_what_both_make(calc: Any, stated: Any) -> None:
    """2 kg at 3 to 4 kg at 5: the amount alone +6, the factor alone +4, both together 4 more, shared alike."""

    def part(kg: str, value: int) -> Any:
        return calc({"inputs": [{"name": "Coil", "amount": kg, "footprint": stated(value)}]})

    assert causes(compare(part("2 kg", 3), part("4 kg", 5))) == pytest.approx({"quantities": 8, "factors": 6})


# --- which line is which


@pytest.fixture
def lines(calc: Any, stated: Any) -> Any:
    def made(*given: tuple[str, str, float], **more: Any) -> Any:
        inputs = [{"name": one, "amount": kg, "footprint": stated(value)} for one, kg, value in given]
        return calc({"inputs": inputs}, **more)

    return made


def test_lines_that_move_are_the_same_lines(lines: Any) -> None:
    a = lines(("Coil", "1 kg", 2), ("Zinc", "2 kg", 3))
    b = lines(("Paint", "1 kg", 1), ("Zinc", "2.5 kg", 3), ("Coil", "1 kg", 2))
    found = compare(a, b)
    assert causes(found) == pytest.approx({"quantities": 1.5, "structure": 1})
    assert [name(line) for line in found.lines] == ["Zinc", "Paint"]


def test_a_line_that_is_renamed_in_its_place_is_the_same(calc: Any) -> None:
    def part(called: str, kg: str) -> Any:
        coil = {"amount": kg, "factor": "steel/hot-rolled-coil", "route": "bf-bof", "origin": "KR"}
        return calc({"inputs": [{"name": called, **coil}]})

    found = compare(part("Coil", "1 kg"), part("Hot-rolled coil", "2 kg"))
    assert set(causes(found)) == {"quantities"}


def test_another_thing_in_its_place_is_another_line(lines: Any, calc: Any) -> None:
    a = lines(("Coil", "1 kg", 2))
    coil = {"name": "Plastic", "amount": "1 kg", "factor": "polymers/pa66", "origin": "TW"}
    found = compare(a, calc({"inputs": [coil]}))
    assert set(causes(found)) == {"structure"}
    assert {(line.a is None, line.b is None) for line in found.lines} == {(True, False), (False, True)}


def test_lines_alike_are_compared_in_their_order_and_it_is_said(lines: Any) -> None:
    a = lines(("Screw", "1 kg", 2), ("Screw", "2 kg", 2))
    b = lines(("Screw", "1.5 kg", 2), ("Screw", "2.5 kg", 2))
    found, findings = difference(Side(a.footprint, a.outcome.library), Side(b.footprint, b.outcome.library))
    assert found is not None and causes(found) == pytest.approx({"quantities": 2})
    assert [one.code for one in findings] == ["CF472", "CF472"]
    # in another order they are the same by their amounts, and nothing is unclear
    swapped = lines(("Screw", "2 kg", 2), ("Screw", "1 kg", 2))
    same, none = difference(Side(a.footprint, a.outcome.library), Side(swapped.footprint, a.outcome.library))
    assert same is not None and same.change == 0 and not same.lines and not none


def test_a_document_that_moved_is_known_by_its_product(calc: Any, bolt: Document) -> None:
    def part(file: str) -> Any:
        line = {"name": "Bolts", "amount": "2 piece", "product": file}
        return calc({"inputs": [line]}, files={file: bolt})

    assert compare(part("bolt.yaml"), part("m10.yaml")).lines == ()


def test_a_longer_way_is_a_quantity_and_another_mode_another_line(calc: Any, stated: Any) -> None:
    def part(mode: str, way: str) -> Any:
        legs = [{"mode": mode, "distance": way}]
        return calc(
            {"inputs": [{"name": "Coil", "amount": "1 kg", "footprint": stated(2), "transport": legs}]}
        )

    assert set(causes(compare(part("road/hgv", "100 km"), part("road/hgv", "180 km")))) == {"quantities"}
    found = compare(part("road/hgv", "100 km"), part("sea/container", "100 km"))
    assert set(causes(found)) == {"structure"}


def test_a_sub_assembly_is_followed(calc: Any, stated: Any) -> None:
    def part(kg: str) -> Any:
        inner = {"name": "Inner", "amount": kg, "footprint": stated(2)}
        return calc({"inputs": [{"name": "Unit", "amount": "2 piece", "inputs": [inner]}]})

    found = compare(part("1 kg"), part("2 kg"))
    (unit,) = found.lines
    (inner,) = unit.lines
    assert (unit.by, inner.by) == ((), ("quantities",))
    assert inner.change == pytest.approx(4)


# --- declared units, loops, what is missing


@pytest.mark.parametrize("unit", ["1 piece", "1000 piece", "1 dozen"])
def test_another_declared_amount_of_the_same_product_is_no_difference(lines: Any, unit: str) -> None:
    pieces = {"1 piece": 1, "1000 piece": 1000, "1 dozen": 12}[unit]
    a = lines(("Coil", "1.3 kg", 2.1))
    b = lines(("Coil", f"{1.3 * pieces} kg", 2.1), product={"declared_unit": unit})
    found = compare(a, b)
    assert (found.a, found.change) == (a.total, 0.0)
    assert found.lines == () and found.rescaled == (pieces != 1)


def test_the_declared_amount_of_a_linked_product_is_no_difference(
    calc: Any, make_document: Any, stated: Any
) -> None:
    def part(pieces: int) -> Any:
        tool = {"name": "Die", "amount": "7 kg", "footprint": stated(2), "lifetime": "700 piece"}
        rod = {"name": "Rod", "amount": f"{0.025 * pieces} kg", "footprint": stated(3)}
        bolt = make_document({"inputs": [rod], "tooling": [tool]}, id="B", declared_unit=f"{pieces} piece")
        line = {"name": "Bolts", "amount": "2 piece", "product": "bolt.yaml"}
        return calc({"inputs": [line]}, files={"bolt.yaml": bolt})

    found = compare(part(1), part(1000))
    assert (found.change, found.lines) == (0.0, ())


def test_products_of_other_units_are_refused(lines: Any) -> None:
    a, b = lines(("Coil", "1 kg", 2)), lines(("Coil", "1 kg", 2), product={"declared_unit": "1 kg"})
    found, findings = difference(Side(a.footprint, a.outcome.library), Side(b.footprint, b.outcome.library))
    assert found is None and [one.code for one in findings] == ["CF470"]


@pytest.fixture(scope="session")
def circle(calc: Any, make_document: Any, stated: Any) -> Any:
    """A needs B and B needs A back."""

    def made(there: str, back: str, share: str = "1", own: float = 1) -> Any:
        line = {"name": "Own", "amount": "1 kg", "footprint": stated(own)}
        returned = {"name": "Back", "amount": back, "product": "part.yaml"}
        steps = [{"name": "Sort", "electricity": "0 kWh", "yield": share}]
        other = make_document({"inputs": [line, returned], "processes": steps}, id="B")
        body = {"inputs": [line, {"name": "There", "amount": there, "product": "b.yaml"}]}
        return calc(body, files={"b.yaml": other})

    return made


def test_through_a_loop(circle: Any) -> None:
    a, b = circle("0.5 piece", "0.5 piece"), circle("0.6 piece", "0.4 piece", "0.9", own=2)
    found = compare(a, b)
    assert set(causes(found)) == {"quantities", "yields", "factors"}
    assert fsum(causes(found).values()) == pytest.approx(b.total - a.total)
    _adds_up(found.lines, found.change, causes(found), 1e-12 * b.total)


@given(
    sides=st.tuples(
        *[
            st.tuples(
                st.integers(min_value=0, max_value=60),
                st.integers(min_value=0, max_value=90),
                st.sampled_from(["1", "0.95", "0.7"]),
                st.integers(min_value=0, max_value=9),
            )
        ]
        * 2
    )
)
@few
def test_through_any_loop(circle: Any, sides: tuple[tuple[int, int, str, int], ...]) -> None:
    """0.6 there and 0.9 back at a yield of 0.7 still keeps something: every system in between is feasible."""
    a, b = (
        circle(f"{there / 100} piece", f"{back / 100} piece", share, own=own)
        for there, back, share, own in sides
    )
    found, turned = compare(a, b), compare(b, a)
    scale = 1e-9 * max(a.total, b.total, 1.0)
    assert found.change == pytest.approx(b.total - a.total, abs=scale)
    assert set(causes(found)) <= {"quantities", "yields", "factors"}
    _adds_up(found.lines, found.change, causes(found), scale)
    for cause in causes(found):
        assert causes(turned).get(cause, 0.0) == pytest.approx(-causes(found)[cause], abs=scale)


def test_a_credit_comes_with_the_allocation(calc: Any, stated: Any) -> None:
    """A line that stands for what is avoided belongs to how co-products are treated, not to the bill of materials."""
    coil = {"name": "Coil", "amount": "2 kg", "footprint": stated(2)}
    avoided = {"name": "Avoided", "amount": "1 kg", "footprint": stated(1)}
    a, b = calc({"inputs": [coil]}), calc({"inputs": [coil, avoided]})
    flows = b.footprint.system.activities[0].flows
    flows[1] = flows[1]._replace(multiplier=-flows[1].multiplier, credit="avoided")
    part = b.outcome.documents.loaded[b.outcome.documents.top].part
    again = footprint(b.footprint.system, solve(b.footprint.system), part)
    found, _ = difference(Side(a.footprint, a.outcome.library), Side(again, b.outcome.library))
    assert found is not None and causes(found) == pytest.approx({"allocation": -1})


def test_causes_that_together_make_an_impossible_loop_are_one(circle: Any) -> None:
    """0.5 back at a yield of 0.6 is feasible, so is 0.9 at a yield of 1; 0.9 at a yield of 0.6 is not."""
    a, b = circle("1 piece", "0.5 piece", "0.6"), circle("1 piece", "0.9 piece", "1")
    found = compare(a, b)
    assert causes(found) == pytest.approx({"quantities+yields": b.total - a.total})


def test_what_is_missing_counts_as_nothing_where_that_is_asked_for(calc: Any, stated: Any) -> None:
    coil = {"name": "Coil", "amount": "1 kg", "footprint": stated(2)}
    a = calc({"inputs": [coil, {"name": "Paint", "amount": "1 kg"}]})
    b = calc({"inputs": [coil, {"name": "Paint", "amount": "1 kg", "footprint": stated(3)}]})
    assert a.footprint.total is None
    assert causes(compare(a, b)) == pytest.approx({"factors": 3})


def test_an_amount_that_was_zero_has_no_factor_to_change(lines: Any) -> None:
    found = compare(lines(("Coil", "0 kg", 2)), lines(("Coil", "3 kg", 4)))
    assert causes(found) == pytest.approx({"quantities": 12})


def test_an_amount_in_another_unit_of_the_same_factor_is_a_quantity(calc: Any) -> None:
    coil = {"name": "Coil", "factor": "steel/hot-rolled-coil", "route": "bf-bof", "origin": "TW"}

    def part(**more: str) -> Any:
        return calc({"inputs": [{**coil, **more}]})

    a, b, c = (
        part(amount="1 L", density="7.85 kg/L"),
        part(amount="9 kg"),
        part(amount="1 L", density="8 kg/L"),
    )
    assert set(causes(compare(a, b))) == {"quantities"}
    assert set(causes(compare(a, c))) == {"quantities"}
