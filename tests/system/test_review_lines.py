"""What a second pair of eyes found: numbers that came out without a word are explained, refused, or left out of a total."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.documents.load import MAX_DEPTH, load
from carbonfoot.pipeline import Options, calculate

FIBRE = {"factor": "glass/fibre", "origin": "TW"}
COIL = {
    "name": "Coil",
    "amount": "1 kg",
    "factor": "steel/hot-rolled-coil",
    "route": "bf-bof",
    "origin": "TW",
}
POWER = "processes/0/electricity"


def powered(amount: str = "1 kWh") -> dict[str, Any]:
    return {"processes": [{"name": "Step", "electricity": amount}]}


# ----------------------------------------------------------------------------------------------- places and years


def test_sub_grid_comes_before_the_national_mean(calc: Any) -> None:
    answer = calc(powered(), made_in="US-EGRID-CAMX", period="2022")
    assert answer.records(POWER)[0].startswith("electricity-official:us-egrid-camx")
    assert "upstream" in answer.not_assessed(POWER)


def test_subdivision_that_the_library_lacks_is_said_and_the_country_stands_for_it(calc: Any) -> None:
    answer = calc(powered(), made_in="US-CA")
    assert answer.finding("CF108").message.count("US")
    assert answer.total == calc(powered(), made_in="US").total


def test_country_that_is_none_is_refused(calc: Any) -> None:
    assert calc(powered(), made_in="XQ").footprint.total is None


@pytest.mark.parametrize(
    ("period", "record"), [("2015", "electricity-ember:kr-2015"), ("2021", "electricity-official:kr-2021")]
)
def test_value_of_the_year_comes_before_a_national_one_of_another_time(
    calc: Any, period: str, record: str
) -> None:
    answer = calc(powered(), period=period)
    assert answer.records(POWER)[0].startswith(record)
    assert "CF306" not in answer.codes()


def test_grid_value_of_another_year_is_said_on_both_sides(calc: Any) -> None:
    assert "2 years before 2025" in calc(powered(), period="2025").finding("CF306").message
    assert "2 years after 2019" in calc(powered(), period="2019").finding("CF306").message


def test_district_heat_of_a_foreign_country_never_hides_the_suppliers_at_home(calc: Any) -> None:
    plain = calc({"processes": [{"name": "Step", "heat": "1 GJ"}]})
    assert "kdhc" in plain.finding("CF303").message
    heat = {"amount": "1 GJ", "route": "kdhc-seoul-metropolitan"}
    named = calc({"processes": [{"name": "Step", "heat": heat}]})
    assert named.kg("processes/0/heat") == pytest.approx(
        35.936 + 0.0006534 * 27.9 + 0.0000661 * 273, rel=1e-9
    )


# ------------------------------------------------------------------------------------------- what lines are stated for


@pytest.mark.parametrize(
    ("amount", "times"), [("12 piece", 12), ("6 pair", 12), ("1 dozen", 12), ("1 kg", 1), ("1000 g", 1)]
)
def test_lines_of_a_sub_assembly_are_per_piece_or_per_kilogram(calc: Any, amount: str, times: int) -> None:
    inner = {"name": "Fibre", "amount": "1 kg", **FIBRE}
    answer = calc({"inputs": [{"name": "Set", "amount": amount, "inputs": [inner]}]})
    assert answer.total == pytest.approx(times * 2.76, rel=1e-12)


def test_sub_assembly_by_area_must_say_what_its_lines_are_stated_for(calc: Any) -> None:
    inner = {"name": "Fibre", "amount": "1 kg", **FIBRE}
    answer = calc({"inputs": [{"name": "Mat", "amount": "3 m2", "inputs": [inner]}]})
    assert "per: 1 m2" in answer.finding("CF102").help
    assert answer.footprint.total is None


def test_mass_of_a_sub_assembly_is_that_of_one_piece(calc: Any) -> None:
    inner = {"name": "Fibre", "amount": "100 kg", **FIBRE}
    line = {"name": "Set", "amount": "1 piece", "mass": "1 kg", "per": "100 piece", "inputs": [inner]}
    assert "CF402" not in calc({"inputs": [line]}).codes()


def test_share_beside_an_amount_in_one_compound_is_refused(calc: Any) -> None:
    lines = [
        {"name": "One", "share": "100 %", **FIBRE},
        {"name": "Two", "amount": "0.5 kg", **FIBRE},
    ]
    answer = calc({"inputs": [{"name": "Compound", "amount": "1 kg", "inputs": lines}]})
    assert answer.finding("CF406").path == ("inputs", 0, "inputs", 1)


def test_auxiliary_of_a_compound_needs_no_share(calc: Any) -> None:
    lines = [
        {"name": "One", "share": "100 %", **FIBRE},
        {"name": "Release agent", "amount": "0.5 kg", "auxiliary": "yes", **FIBRE},
    ]
    answer = calc({"inputs": [{"name": "Compound", "amount": "2 kg", "inputs": lines}]})
    assert answer.total == pytest.approx(3 * 2.76, rel=1e-12)


@pytest.mark.parametrize("key", ["unit", "low", "high"])
def test_share_has_no_unit_and_no_bounds(calc: Any, key: str) -> None:
    lines = [{"name": "One", "share": "100 %", key: "kg" if key == "unit" else "1 kg", **FIBRE}]
    answer = calc({"inputs": [{"name": "Compound", "amount": "1 kg", "inputs": lines}]})
    assert answer.finding("CF106").path[-1] == key


# ----------------------------------------------------------------------------------------- linked documents hold


def bolt(make_document: Any, stated: Any, **more: str) -> Any:
    body = {"inputs": [{"name": "Rod", "amount": "24 kg", "footprint": stated(2)}]}
    return make_document(body, id="B", name="Bolt", declared_unit="1000 piece", mass="24 kg", **more)


def test_mass_of_a_linked_part_is_that_of_its_document(calc: Any, make_document: Any, stated: Any) -> None:
    files = {"bolt.yaml": bolt(make_document, stated)}
    line = {"name": "Bolts", "amount": "48 g", "product": "bolt.yaml", "mass": "0.048 kg"}
    answer = calc({"inputs": [line]}, files=files)
    assert answer.total == pytest.approx(0.096, rel=1e-12)
    assert answer.finding("CF404").path == ("inputs", 0, "mass")


def test_origin_of_a_linked_part_is_that_of_its_document(calc: Any, make_document: Any, stated: Any) -> None:
    files = {"bolt.yaml": bolt(make_document, stated)}
    line = {"name": "Bolts", "amount": "1 piece", "product": "bolt.yaml", "origin": "US"}
    assert calc({"inputs": [line]}, files=files).finding("CF404").path == ("inputs", 0, "origin")


def test_link_inside_the_energy_of_a_sub_assembly_is_read(calc: Any, make_document: Any, stated: Any) -> None:
    work = [{"name": "Step", "energy": [{"name": "Bolts", "amount": "500 piece", "product": "bolt.yaml"}]}]
    line = {"name": "Set", "amount": "1 piece", "processes": work}
    answer = calc({"inputs": [line]}, files={"bolt.yaml": bolt(make_document, stated)})
    assert answer.total == pytest.approx(24, rel=1e-12)


def test_documents_that_link_deeper_than_any_supply_chain_are_refused(
    tmp_path: Path, make_document: Any
) -> None:
    (tmp_path / "carbonfoot.toml").write_text("")
    last = MAX_DEPTH + 4
    for number in range(last + 1):
        line = {"name": "Next", "amount": "1 piece", "product": f"{number + 1}.yaml"}
        if number == last:
            line = {"name": "Coil", "amount": "1 kg", "factor": "steel/hot-rolled-coil"}
        text = json.dumps(make_document({"inputs": [line]}, id=str(number)))
        (tmp_path / f"{number}.yaml").write_text(text, encoding="utf-8")
    (finding,) = load(str(tmp_path / "0.yaml"), str(tmp_path), {}).findings
    assert finding.code == "CF405"
    assert finding.file.endswith("3.yaml"), "61 links follow one another from here on"
    assert load(str(tmp_path / "4.yaml"), str(tmp_path), {}).findings == []


def test_a_long_ring_of_documents_is_one_loop(tmp_path: Path, make_document: Any, stated: Any) -> None:
    count = 5 * MAX_DEPTH
    for number in range(count):
        line = {"name": "Next", "amount": "0.5 piece", "product": f"{(number + 1) % count}.yaml"}
        own = {"name": "Own", "amount": "1 kg", "footprint": stated(1)}
        text = json.dumps(make_document({"inputs": [line, own]}, id=str(number)))
        (tmp_path / f"{number}.yaml").write_text(text, encoding="utf-8")
    outcome = calculate(str(tmp_path / "0.yaml"), Options())
    assert outcome.footprint is not None
    assert outcome.footprint.total == pytest.approx(2, rel=1e-12)


def test_parts_that_share_parts_are_not_written_out_for_ever(
    calc: Any, make_document: Any, stated: Any
) -> None:
    files = {}
    for number in range(14):
        names = [f"{number + 1}.yaml"] * 2
        lines = [
            {"name": f"L{place}", "amount": "1 piece", "product": name} for place, name in enumerate(names)
        ]
        if number == 13:
            lines = [{"name": "End", "amount": "1 kg", "footprint": stated(1)}]
        files[f"{number}.yaml"] = make_document({"inputs": lines}, id=f"P{number}")
    answer = calc({"inputs": [{"name": "Top", "amount": "1 piece", "product": "0.yaml"}]}, files=files)
    assert answer.total == 2**13
    assert len(answer.lines()) < 2500


# ------------------------------------------------------------------------------------------------- kinds and places


def test_steel_is_no_fuel(calc: Any) -> None:
    gas = {"amount": "1 kg", "factor": "steel/hot-rolled-coil", "route": "bf-bof", "origin": "TW"}
    answer = calc({"processes": [{"name": "Step", "natural_gas": gas}]})
    assert answer.finding("CF318").path[:3] == ("processes", 0, "natural_gas")


def test_material_is_no_treatment_and_a_treatment_is_that_which_is_stated(calc: Any) -> None:
    waste = {"name": "Waste", "amount": "1 kg", "treatment": "landfill"}
    material = {**waste, "record": "taiwan-moenv:1146-hot-rolled-coil-bf-bof"}
    assert calc({"inputs": [COIL], "outputs": [material]}).finding("CF318").path == ("outputs", 0, "record")
    routed = {**waste, "factor": "waste/mixed", "route": "incineration"}
    assert calc({"inputs": [COIL], "outputs": [routed]}).finding("CF106").path == ("outputs", 0, "route")


def test_step_with_nothing_in_it_is_no_footprint_of_zero(calc: Any) -> None:
    assert calc({"processes": [{"name": "Nothing"}]}).finding("CF110").path == ("processes", 0)
    assert "CF110" not in calc({"inputs": [COIL], "processes": [{"name": "Check", "yield": "0.9"}]}).codes()


def test_biogenic_co2_of_a_step_stands_beside_the_total(calc: Any) -> None:
    emissions = [{"gas": "CO2 biogenic", "amount": "3 kg"}, {"gas": "CO2", "amount": "1 kg"}]
    answer = calc({"processes": [{"name": "Ferment", "emissions": emissions}]})
    assert answer.total == 1
    assert answer.footprint.split["biogenic_co2"] == 3


# --------------------------------------------------------------------------------------- counted twice, not counted


def test_haulage_of_waste_is_inside_the_factor_of_landfill(calc: Any) -> None:
    leg = [{"mode": "road/hgv", "distance": "100 km"}]
    waste = {"name": "Waste", "amount": "1 kg", "treatment": "landfill", "factor": "waste/metal-scrap"}
    plain = calc({"inputs": [COIL], "outputs": [waste]})
    twice = calc({"inputs": [COIL], "outputs": [{**waste, "transport": leg}]})
    assert "CF313" not in plain.codes()
    assert twice.finding("CF313").path == ("outputs", 0)


@pytest.mark.parametrize("name", ["Injection moulding", "Thermoforming", "사출"])
def test_forming_is_found_under_its_everyday_names_in_a_sub_assembly(calc: Any, name: str) -> None:
    cap = {
        "name": "Cap",
        "amount": "1 kg",
        "factor": "packaging/plastic/pp",
        "origin": "GB",
        "route": "primary",
    }
    line = {
        "name": "Lid",
        "amount": "1 piece",
        "inputs": [cap],
        "processes": [{"name": name, "electricity": "1 kWh"}],
    }
    assert calc({"inputs": [line]}).finding("CF313").path == ("inputs", 0, "inputs", 0)


def test_what_a_factor_leaves_out_is_not_assessed(calc: Any) -> None:
    tyres = [{"name": "Tyres", "amount": "1 GJ (net)", "factor": "fuels/waste/tyres"}]
    answer = calc({"processes": [{"name": "Kiln", "energy": tyres}]})
    assert "other_gases" in answer.not_assessed("processes/0/energy/0")
    flown = {**COIL, "transport": [{"mode": "air/long-haul", "distance": "1000 km"}]}
    assert "aviation_effects" in calc({"inputs": [flown]}).not_assessed("inputs/0/transport/0")


def test_material_without_transport_is_not_assessed_unless_freight_stands_apart(calc: Any) -> None:
    assert "inbound_transport" in calc({"inputs": [COIL]}).not_assessed("inputs/0")
    freight = {"name": "Trucks", "amount": "2 tkm", "factor": "freight/road/hgv", "auxiliary": "yes"}
    assert "inbound_transport" not in calc({"inputs": [COIL, freight]}).not_assessed("inputs/0")


# -------------------------------------------------------------------------------------------------------- after the gate


def test_grave_needs_every_later_stage_or_a_reason(calc: Any) -> None:
    answer = calc({"boundary": "cradle-to-grave", "inputs": [COIL]})
    assert answer.footprint.total is None
    assert len(answer.footprint.missing) == 3
    left_out = [
        {"name": name, "share": "1 %", "reason": "small"} for name in ("Distribution", "use", "end-of-life")
    ]
    assert calc(
        {"boundary": "cradle-to-grave", "inputs": [COIL], "exclude": left_out}
    ).total == pytest.approx(2.38)


def test_use_stage_says_where_it_takes_place(calc: Any) -> None:
    use = [{"name": "Power", "amount": "10 kWh", "factor": "electricity/grid"}]
    assert calc({"inputs": [COIL], "use": use}).finding("CF316").path == ("use", 0)
    assert "CF316" not in calc({"inputs": [COIL], "use": [{**use[0], "origin": "DE"}]}).codes()


def test_distribution_carries_the_packaging(calc: Any) -> None:
    body = {
        "inputs": [COIL],
        "packaging": [{"name": "Crate", "amount": "10 kg", "uses": "5", **FIBRE}],
        "distribution": [{"mode": "road/hgv", "distance": "100 km"}],
    }
    answer = calc(body, product={"mass": "1 kg"}, made_in="GB", gwp="AR5")
    (stage,) = answer.footprint.beyond
    assert stage.co2e == pytest.approx(11 * 0.1 * (0.10163 + 0.02359), rel=1e-9)
    unknown = {
        **body,
        "packaging": [
            {
                "name": "Box",
                "amount": "1 piece",
                "footprint": {"value": "1 kg CO2e", "per": "1 piece", "source": "s"},
            }
        ],
    }
    said = [
        one
        for one in calc(unknown, product={"mass": "1 kg"}, made_in="GB").findings
        if one.path == ("packaging",)
    ]
    assert [one.code for one in said] == ["CF308"]


# ----------------------------------------------------------------------------------------------------- mass balance


def test_trim_of_a_step_closes_the_balance_and_so_does_material_taken_in(calc: Any) -> None:
    trim = {"name": "Trim", "amount": "0.5 kg", "treatment": "recycling"}
    body = {
        "inputs": [{**COIL, "amount": "1.5 kg"}],
        "processes": [{"name": "Cut", "electricity": "1 kWh", "outputs": [trim]}],
    }
    assert calc(body, product={"mass": "1 kg"}).footprint.product.mass_balance["status"] == "closed"
    taken = {"name": "Fibre", "amount": "0.1 kg", **FIBRE}
    body = {"inputs": [{**COIL, "amount": "0.9 kg"}], "processes": [{"name": "Fill", "inputs": [taken]}]}
    assert calc(body, product={"mass": "1 kg"}).footprint.product.mass_balance["status"] == "closed"


def test_auxiliary_that_is_used_up_does_not_open_the_balance(calc: Any) -> None:
    acid = {"name": "Acid", "amount": "0.2 kg", **FIBRE}
    body = {"inputs": [COIL], "processes": [{"name": "Pickle", "inputs": [acid]}]}
    assert calc(body, product={"mass": "1 kg"}).footprint.product.mass_balance["status"] == "closed"


# ------------------------------------------------------------------------------------------------ a new user's trial


def test_origin_that_is_not_said_looks_no_better_than_a_stand_in(calc: Any) -> None:
    unsaid = {key: value for key, value in COIL.items() if key != "origin"}
    answer = calc({"inputs": [unsaid]})
    assert [source.proxy for source in answer.lines()["inputs/0"].flow.sources] == [True]
    assert answer.finding("CF316").path == ("inputs", 0)
    assert "CF305" not in answer.codes()


def test_rejects_of_a_yield_are_not_assessed(calc: Any) -> None:
    body = {"inputs": [COIL], "processes": [{"name": "Paint", "electricity": "1 kWh", "yield": "97 %"}]}
    assert ("Paint", "rejects") in calc(body).footprint.not_assessed


def test_bought_lines_are_nobodys_until_a_supplier_is_named(calc: Any) -> None:
    body = {"inputs": [COIL, {**COIL, "supplier": "Mill"}], **powered()}
    suppliers = {group.key for group in calc(body, product={"supplier": "Us"}).footprint.suppliers}
    assert suppliers == {"not stated", "Mill", "Us"}


def test_calorific_value_says_net_or_gross(calc: Any) -> None:
    gas = {"amount": "0.02 Nm3", "calorific_value": "38.5 MJ/Nm3"}
    answer = calc({"processes": [{"name": "Oven", "natural_gas": gas}]})
    assert ("processes", 0, "natural_gas", "calorific_value") in [
        one.path for one in answer.findings if one.code == "CF210"
    ]


def test_legs_of_a_refused_line_add_no_findings(calc: Any) -> None:
    leg = [{"mode": "road/hgv", "distance": "10 km"}]
    answer = calc({"inputs": [{**COIL, "amount": "1,5 kg", "transport": leg}]})
    assert {one.code for one in answer.findings} == {"CF201"}
    unknown = calc({"inputs": [{**COIL, "amount": "= 1 [m]", "transport": leg}]})
    assert unknown.footprint.total is None


def test_no_transport_can_be_said(calc: Any) -> None:
    assert "inbound_transport" not in calc({"inputs": [{**COIL, "transport": []}]}).not_assessed("inputs/0")


def test_treatment_without_a_factor_is_offered_items_that_have_it(calc: Any) -> None:
    waste = {"name": "Sludge", "amount": "1 kg", "treatment": "incineration"}
    help = calc({"inputs": [COIL], "outputs": [waste]}).finding("CF307").help
    item = help.split("`factor: ")[1].split("`")[0]
    assert calc({"inputs": [COIL], "outputs": [{**waste, "factor": item}]}).footprint.total is not None


# ------------------------------------------------------------------------------------------------- a second review

STEEL = {"factor": "steel/hot-rolled-coil", "route": "bf-bof", "origin": "TW"}


def test_name_that_only_holds_the_word_leaves_no_stage_out(calc: Any) -> None:
    body = {
        "boundary": "cradle-to-grave",
        "inputs": [COIL],
        "distribution": [{"mode": "road/hgv", "distance": "1 km", "mass": "1 kg"}],
        "end_of_life": [{"name": "Scrap", "amount": "1 kg", "treatment": "recycling"}],
    }
    label = {"name": "Fuse label", "share": "0.1 %", "reason": "small"}
    assert calc({**body, "exclude": [label]}).footprint.missing == ["use"]
    assert calc({**body, "exclude": [{**label, "name": "사용 단계"}]}).footprint.missing == []


def test_lifetime_inside_a_tool_is_refused(calc: Any) -> None:
    insert = {"name": "Insert", "amount": "5 kg", "lifetime": "10 piece", **STEEL}
    die = {"name": "Die", "amount": "1 piece", "lifetime": "1000 piece", "inputs": [insert]}
    assert calc({"tooling": [die]}).finding("CF106").path == ("tooling", 0, "inputs", 0, "lifetime")


def test_shares_are_of_the_mass_of_the_compound_and_of_nothing_else(calc: Any) -> None:
    whole = {"name": "All", "share": "100 %", **STEEL}
    step = [{"name": "Mix", "inputs": [{"name": "More", "share": "50 %", **STEEL}]}]
    compound = {"name": "C", "amount": "1 kg", "inputs": [whole], "processes": step}
    assert calc({"inputs": [compound]}).finding("CF106").path[-1] == "share"
    pieces = {"name": "C", "amount": "1 piece", "mass": "0.5 kg", "inputs": [whole]}
    assert calc({"inputs": [pieces]}).total == pytest.approx(0.5 * 2.38, rel=1e-12)
    marked = {"name": "C", "amount": "1 kg", "inputs": [{**whole, "tags": ["offset"]}]}
    assert "CF408" in calc({"inputs": [marked]}).codes()


def test_record_of_a_leg_is_of_its_mode(calc: Any) -> None:
    leg = {"mode": "road/hgv", "distance": "1000 km", "record": "desnz-2025:27_317_3157_14-air-long-haul-tkm"}
    answer = calc({"inputs": [{**COIL, "transport": [leg]}]})
    assert answer.finding("CF318").path == ("inputs", 0, "transport", 0, "record")


def test_what_a_line_says_it_includes_is_not_listed_again(calc: Any, stated: Any) -> None:
    part = {"name": "Part", "amount": "1 kg", "includes": ["plating"], "footprint": stated(1)}
    answer = calc({"inputs": [part], "processes": [{"name": "Zinc plating", "electricity": "5 kWh"}]})
    assert answer.finding("CF313").path == ("inputs", 0)


def test_material_is_no_energy(calc: Any) -> None:
    work = [{"name": "Step", "energy": [{"name": "Steel", "amount": "1 kg", **STEEL}]}]
    assert "CF318" in calc({"processes": work}).codes()


def test_loop_through_a_suppliers_own_use_stage_is_none(calc: Any, make_document: Any, stated: Any) -> None:
    rod = [{"name": "Rod", "amount": "1 kg", "footprint": stated(2)}]
    back = [{"name": "Back", "amount": "1 piece", "product": "a.yaml"}]
    files = {
        "a.yaml": make_document(
            {"inputs": rod, "use": [{"name": "B", "amount": "1 piece", "product": "b.yaml"}]}, id="A"
        ),
        "b.yaml": make_document({"inputs": back}, id="B"),
    }
    assert calc({"inputs": [{"name": "A", "amount": "1 piece", "product": "a.yaml"}]}, files=files).total == 2


def test_what_is_incomplete_beyond_the_gate_is_a_warning_at_the_gate(calc: Any) -> None:
    from carbonfoot.findings.finding import exit_code

    answer = calc({"inputs": [COIL], "use": [{"name": "Unknown", "amount": "1 kg"}]})
    assert answer.total == 2.38
    assert exit_code(answer.findings) == 0


def test_supplier_of_the_same_country_is_no_stand_in(calc: Any) -> None:
    heat = {"amount": "1 GJ", "route": "kdhc-sejong"}
    assert "CF305" not in calc({"processes": [{"name": "Step", "heat": heat}]}).codes()


def test_mass_of_the_document_travels_too(calc: Any, make_document: Any, stated: Any) -> None:
    part = make_document(
        {"inputs": [{"name": "R", "amount": "0.2 kg", "footprint": stated(1)}]}, id="B", mass="0.2 kg"
    )
    leg = [{"mode": "road/hgv", "distance": "100 km"}]
    line = {"name": "B", "amount": "4 piece", "product": "b.yaml", "mass": "0.25 kg", "transport": leg}
    answer = calc({"inputs": [line]}, files={"b.yaml": part})
    work = answer.lines()["inputs/0/transport/0"].flow.quantity
    assert work is not None and work.to("tkm") == pytest.approx(0.08, rel=1e-12)


def test_kilometres_and_miles_of_one_truck_are_no_twins(calc: Any) -> None:
    line = {
        "name": "Truck",
        "amount": "100 km",
        "factor": "freight/road/hgv/rigid-3.5-7.5t",
        "route": "laden-50",
        "origin": "GB",
    }
    answer = calc({"inputs": [{**line, "auxiliary": "yes"}]}, made_in="GB", gwp="AR5")
    assert all("-km" in record for record in answer.records("inputs/0"))
