"""Which records stand behind a line, part by part; each test name says why (DESIGN 4, "Resolution")."""

from __future__ import annotations

from typing import Any

import pytest

from carbonfoot.factors.library import Library
from carbonfoot.factors.need import Need
from carbonfoot.factors.resolve import resolve
from carbonfoot.quantities.units import parse_quantity

POWER = "processes/0/electricity"
GAS = "processes/0/natural_gas"

Part = tuple[str, tuple[str, ...]]


def step(**energy: Any) -> dict[str, Any]:
    return {"processes": [{"name": "Step", **energy}]}


def parts(answer: Any, path: str) -> list[Part]:
    """Record and the parts it covers, in order."""
    return [(source.record.id, source.parts) for source in answer.lines()[path].flow.sources]


def covered_once(answer: Any, path: str) -> bool:
    covered = [part for _, covers in parts(answer, path) for part in covers]
    return len(covered) == len(set(covered)) and not set(covered) & set(answer.not_assessed(path))


# ---------------------------------------------------------------------------------------------------- electricity


def test_korea_takes_the_official_value_at_the_consumer_and_lists_the_fuel_chain_as_not_assessed(
    calc: Any,
) -> None:
    answer = calc(step(electricity="1 kWh"), made_in="KR")
    assert parts(answer, POWER) == [("electricity-official:kr-2023-consumption-end", ("direct", "losses"))]
    assert answer.not_assessed(POWER) == ("upstream",)
    assert "making and bringing the fuel" in answer.finding("CF308").message
    assert "CF305" not in answer.codes()


def test_taiwan_takes_the_newest_value_at_the_consumer_and_completes_it_by_its_own_upstream_part(
    calc: Any,
) -> None:
    answer = calc(step(electricity="1 kWh"), made_in="TW")
    assert parts(answer, POWER) == [
        ("electricity-official:tw-2025-consumption-end", ("direct", "losses")),
        ("taiwan-moenv:52-electricity-taiwan-upstream-part-only-2022", ("upstream",)),
    ]
    assert answer.not_assessed(POWER) == ()
    assert answer.total == pytest.approx(0.467 + 0.1108, rel=1e-12)


def test_taiwan_of_2022_takes_the_life_cycle_of_that_year_whole_and_adds_nothing_to_it(calc: Any) -> None:
    answer = calc(step(electricity="1 kWh"), made_in="TW", period="2022")
    assert [record for record, _ in parts(answer, POWER)] == [
        "taiwan-moenv:53-electricity-taiwan-life-cycle-footprint-2022"
    ]
    assert answer.not_assessed(POWER) == ()


def test_china_takes_the_official_life_cycle_value_because_nothing_is_left_open(calc: Any) -> None:
    answer = calc(step(electricity="1 kWh"), made_in="CN")
    life_cycle = ("direct", "losses", "upstream", "upstream_losses")
    assert parts(answer, POWER) == [("electricity-official:cn-2024-footprint", life_cycle)]


def test_province_of_china_takes_its_own_value_and_lists_everything_that_value_leaves_out(calc: Any) -> None:
    """The place comes before completeness: CO2 at generation, without losses, fuel chain and other gases."""
    answer = calc(step(electricity="1 kWh"), made_in="CN-GD")
    assert parts(answer, POWER) == [("electricity-official:cn-gd-2023", ("direct",))]
    assert answer.not_assessed(POWER) == ("losses", "upstream", "other_gases")
    assert "CF305" not in answer.codes()


def test_united_kingdom_is_the_sum_of_four_parts_of_one_edition(calc: Any) -> None:
    answer = calc(step(electricity="1 kWh"), made_in="GB", gwp="AR5")
    assert parts(answer, POWER) == [
        ("desnz-2025:7_400_4000_5-grid-kwh", ("direct",)),
        ("desnz-2025:13_402_4000_5-grid-kwh", ("losses",)),
        ("desnz-2025:15_917_4000_5-grid-kwh", ("upstream",)),
        ("desnz-2025:15_918_4000_5-grid-kwh", ("upstream_losses",)),
    ]
    assert answer.not_assessed(POWER) == ()


@pytest.mark.parametrize(
    ("country", "record", "kg"),
    [
        pytest.param(
            "US", "electricity-ember:us-2024", 0.3835492, id="US, because eGRID leaves the fuel chain out"
        ),
        pytest.param(
            "DE", "electricity-ember:de-2024", 0.34413992, id="DE, because the official value is CO2 only"
        ),
        pytest.param(
            "JP", "electricity-ember:jp-2024", 0.48232416, id="JP, because the other is one supplier's"
        ),
        pytest.param(
            "IN", "electricity-ember:in-2024", 0.7083216, id="IN, because the official value is CO2 only"
        ),
        pytest.param(
            "VN", "electricity-ember:vn-2024", 0.47115857, id="VN, because the rest are combined margins"
        ),
    ],
)
def test_life_cycle_of_generation_where_no_official_value_covers_more(
    calc: Any, country: str, record: str, kg: float
) -> None:
    answer = calc(step(electricity="1 kWh"), made_in=country)
    assert parts(answer, POWER) == [(record, ("direct", "upstream"))]
    assert answer.not_assessed(POWER) == ("losses",)
    assert answer.total == pytest.approx(kg, rel=1e-12)


def test_another_countrys_grid_never_stands_in(library: Library) -> None:
    """Own region, its groups or the world: anything else leaves the line missing."""
    regions = library.rows("select code from region where level = 'country'")
    assert len(regions) > 200
    for (code,) in regions:
        found = resolve(library, Need("electricity/grid", parse_quantity("1 kWh"), str(code), 2025))
        near = {code, *library.groups_of(str(code))}
        assert {use.record.geo for use in found.uses} <= near, code
        assert found.uses or found.problems, code


def test_grid_of_the_world_is_called_a_stand_in(calc: Any) -> None:
    answer = calc(step(electricity="1 kWh"), made_in="AQ")
    assert answer.records(POWER) == ["electricity-ember:glo-2024"]
    assert "World" in answer.finding("CF305").message


def test_value_of_one_supplier_counts_only_when_it_is_named(calc: Any) -> None:
    named = {"amount": "1 kWh", "record": "electricity-official:jp-shikoku-electric-2023"}
    assert calc(step(electricity=named), made_in="JP").total == pytest.approx(0.38, rel=1e-12)
    plain = calc(step(electricity="1 kWh"), made_in="JP")
    assert "electricity-official:jp-shikoku-electric-2023" not in plain.records(POWER)


def test_combined_margin_is_refused_even_when_it_is_named(calc: Any) -> None:
    named = {"amount": "1 kWh", "record": "electricity-official:vn-2023-combined-margin"}
    answer = calc(step(electricity=named), made_in="VN")
    assert answer.finding("CF318").path[:3] == ("processes", 0, "electricity")
    assert answer.footprint.total is None


@pytest.mark.parametrize("country", ["KR", "TW", "CN", "GB", "US", "DE", "JP", "IN", "VN", "FR", "MX", "GLO"])
@pytest.mark.parametrize("year", ["2018", "2022", "2025"])
def test_no_part_of_the_grid_is_counted_twice_or_lost(calc: Any, country: str, year: str) -> None:
    answer = calc(step(electricity="1 kWh"), made_in=country, period=year)
    assert covered_once(answer, POWER)
    covered = {part for _, covers in parts(answer, POWER) for part in covers}
    assert {"direct", "losses", "upstream"} <= covered | set(answer.not_assessed(POWER))


# ----------------------------------------------------------------------------------------------------------- fuels


@pytest.mark.parametrize(
    ("amount", "supply"),
    [
        ("100 kWh (net)", "desnz-2025:11_100_1005_7-natural-gas-kwh-net"),
        ("100 MJ (net)", "desnz-2025:11_100_1005_7-natural-gas-kwh-net"),
        ("1 kg", "desnz-2025:11_100_1005_15-natural-gas-t"),
    ],
)
def test_korea_burns_gas_by_the_world_default_and_its_supply_is_a_stand_in(
    calc: Any, amount: str, supply: str
) -> None:
    answer = calc(step(natural_gas=amount), made_in="KR")
    assert parts(answer, GAS) == [("ipcc-fuels:natural-gas", ("direct",)), (supply, ("upstream",))]
    assert "United Kingdom" in answer.finding("CF305").message
    assert [source.proxy for source in answer.lines()[GAS].flow.sources] == [False, True]


def test_burning_is_never_added_to_a_value_that_holds_it_already(calc: Any) -> None:
    """Taiwan states natural gas per m3 with its supply inside."""
    answer = calc(step(natural_gas="1 m3"), made_in="TW")
    record = "taiwan-moenv:34-natural-gas-stationary-combustion-incl.-upstream-2022"
    assert parts(answer, GAS) == [(record, ("direct", "upstream"))]
    assert answer.total == pytest.approx(2.643, rel=1e-12)


def test_fuel_whose_supply_nobody_states_is_listed_as_not_assessed(calc: Any) -> None:
    answer = calc(step(coke="1 kg"), made_in="KR")
    assert answer.records("processes/0/coke") == ["ipcc-fuels:coke-oven-coke"]
    assert answer.not_assessed("processes/0/coke") == ("upstream",)


def test_energy_of_a_fuel_needs_net_or_gross(calc: Any) -> None:
    answer = calc(step(natural_gas="100 MJ"), made_in="KR")
    assert answer.finding("CF210").path[:3] == ("processes", 0, "natural_gas")
    assert answer.footprint.total is None


def test_normal_cubic_metres_need_a_calorific_value(calc: Any) -> None:
    assert "CF209" in calc(step(natural_gas="1 Nm3")).codes()
    stated = {"amount": "1 Nm3", "calorific_value": "39 MJ/Nm3 (net)"}
    assert calc(step(natural_gas=stated)).total == pytest.approx(39 * (56157.1e-6 + 0.03347 / 3.6), rel=1e-12)


@pytest.mark.parametrize("made_in", ["KR", "TW", "US"])
def test_a_cubic_metre_of_lpg_is_refused_because_gas_and_liquid_are_far_apart(
    calc: Any, made_in: str
) -> None:
    """Gas meters count cubic metres of gas; factors are per litre of the liquid, 250 times as heavy."""
    finding = calc(step(lpg="10 m3"), made_in=made_in).finding("CF209")
    assert "gas or liquid" in finding.message
    assert "density" in finding.help


def test_lpg_by_the_litre_and_by_a_stated_density_is_counted(calc: Any) -> None:
    by_mass = calc(step(lpg="21 kg")).total
    assert calc(step(lpg={"amount": "10 m3", "density": "2.1 kg/m3"})).total == pytest.approx(
        by_mass, rel=1e-12
    )
    assert 1 < calc(step(lpg="1 L")).total < 3


# ------------------------------------------------------------------------------------------- unfit, twins, routes


def test_record_marked_unfit_is_never_picked(library: Library) -> None:
    """Every record of trust X, asked for by its own item, route, place, year and unit."""
    unfit = [str(row[0]) for row in library.rows("select id from record where trust = 'X'")]
    assert len(unfit) > 40
    for id in unfit:
        record = library.record(id)
        assert record is not None
        basis = f" ({record.cv_basis})" if record.cv_basis else ""
        quantity = parse_quantity(f"1 {record.unit_den}{basis}")
        for route in {record.route, ""}:
            found = resolve(library, Need(record.item, quantity, record.geo, int(record.year), route))
            assert id not in [use.record.id for use in found.uses]
            assert all(use.record.trust != "X" for use in found.uses)


def test_record_marked_unfit_that_is_named_counts_with_a_warning(calc: Any) -> None:
    line = {"name": "POM", "amount": "1 kg", "record": "taiwan-moenv:1157-pom", "origin": "TW"}
    answer = calc({"inputs": [line]})
    assert answer.total == pytest.approx(1.723, rel=1e-12)
    assert answer.finding("CF312").path[:2] == ("inputs", 0)


def test_material_with_nothing_but_an_unfit_record_is_missing_not_zero(calc: Any) -> None:
    answer = calc({"inputs": [{"name": "POM", "amount": "1 kg", "factor": "polymers/pom", "origin": "TW"}]})
    assert "kept out" in answer.finding("CF302").notes[0]
    assert answer.footprint.missing == ["POM"]


def test_two_records_that_no_rule_tells_apart_are_shown_and_neither_is_taken(calc: Any) -> None:
    line = {"name": "Ethylene", "amount": "1 kg", "factor": "chemicals/ethylene", "origin": "TW"}
    answer = calc({"inputs": [line]})
    finding = answer.finding("CF303")
    assert [note.split(" ")[0] for note in finding.notes] == [
        "taiwan-moenv:989-ethylene:",
        "taiwan-moenv:990-ethylene:",
    ]
    assert answer.footprint.total is None
    named = {"name": "Ethylene", "amount": "1 kg", "record": "taiwan-moenv:990-ethylene", "origin": "TW"}
    assert calc({"inputs": [named]}).total == pytest.approx(1.75, rel=1e-12)


def test_routes_that_differ_are_the_users_choice_never_a_mean(calc: Any) -> None:
    line = {"name": "Ingot", "amount": "1 kg", "factor": "aluminium/ingot", "origin": "KR"}
    answer = calc({"inputs": [line]})
    assert "primary" in answer.finding("CF303").message and "secondary" in answer.finding("CF303").message
    assert answer.footprint.total is None
    values = [calc({"inputs": [{**line, "route": route}]}).total for route in ("primary", "secondary")]
    assert values == pytest.approx([9.8493, 0.7], rel=1e-12)
    assert "CF304" in calc({"inputs": [{**line, "route": "tertiary"}]}).codes()


def test_collection_of_waste_never_stands_for_burning_it(calc: Any, library: Library) -> None:
    """The publisher's rows of incineration hold the lorry, not the chimney."""
    burnt = "select item from record where boundary = 'treatment' and route = 'incineration'"
    carried = "select item from record where boundary = 'collection' and route = 'incineration'"
    rows = sorted(set(library.rows(carried)) - set(library.rows(burnt)))
    assert rows
    output = {"name": "Waste", "amount": "1 kg", "treatment": "incineration", "factor": str(rows[0][0])}
    inputs = [{"name": "Coil", "amount": "1 kg", "factor": "steel/hot-rolled-coil", "route": "bf-bof"}]
    answer = calc({"inputs": inputs, "outputs": [output]}, made_in="GB")
    assert answer.records("outputs/0") == []
    assert answer.footprint.missing == ["Waste"]
    assert answer.footprint.total is None


def test_factor_of_another_country_is_called_a_stand_in_and_one_of_the_same_is_not(calc: Any) -> None:
    line = {"name": "Coil", "amount": "1 kg", "factor": "steel/hot-rolled-coil", "route": "bf-bof"}
    for origin, expected in (("KR", True), ("TW", False)):
        answer = calc({"inputs": [{**line, "origin": origin}]})
        assert ("CF305" in answer.codes()) == expected


def test_unknown_item_is_refused_with_the_nearest_names(calc: Any) -> None:
    line = {"name": "Coil", "amount": "1 kg", "factor": "steel/hot-roled-coil", "origin": "KR"}
    answer = calc({"inputs": [line]})
    assert "`steel/hot-rolled-coil`" in answer.finding("CF301").help
    assert answer.footprint.total is None


def test_what_was_passed_over_says_why(calc: Any) -> None:
    passed = calc(step(electricity="1 kWh"), made_in="KR").lines()[POWER].flow.passed_over
    why = {one.record.id: one.why for one in passed}
    assert why["electricity-official:kr-2021-consumption-end"] == "data year is further away"
    assert "kept out" in why["electricity-official:kr-k-ets-2014-2016-mean"]
    assert "electricity-ember:kr-2024" in why
