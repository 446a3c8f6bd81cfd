"""One line at a time: stated footprints, recycled shares, tooling, packaging, transport, gases, scrap."""

from __future__ import annotations

from typing import Any

import pytest

# ------------------------------------------------------------------------------- footprints that a supplier states


@pytest.mark.parametrize(
    ("amount", "per", "more", "kg"),
    [
        ("3 kg", "1 kg", {}, 6),
        ("3 kg", "1 t", {}, 0.006),
        ("500 g", "1 kg", {}, 1),
        ("2 lb", "1 lb", {}, 4),
        ("30 piece", "1 kg", {"mass": "20 g"}, 1.2),
        ("0.6 kg", "1000 piece", {"mass": "20 g"}, 0.06),
        ("2 L", "1 kg", {"density": "0.8 kg/L"}, 3.2),
        ("8 kg", "1 m3", {"density": "0.8 kg/L"}, 0.02),
        ("1 kWh", "1 MJ", {}, 7.2),
        ("50 MJ (net)", "1 kg", {"calorific_value": "50 MJ/kg (net)"}, 2),
        ("4 m2", "1 m2", {}, 8),
    ],
)
def test_stated_footprint_is_scaled_to_the_amount(
    calc: Any, stated: Any, amount: str, per: str, more: dict[str, str], kg: float
) -> None:
    line = {"name": "Bought", "amount": amount, "footprint": stated(2, per), **more}
    assert calc({"inputs": [line]}).total == pytest.approx(kg, rel=1e-12)


def test_conversion_by_the_mass_of_a_piece_is_shown(calc: Any, stated: Any) -> None:
    answer = calc(
        {"inputs": [{"name": "Clip", "amount": "30 piece", "mass": "20 g", "footprint": stated(2)}]}
    )
    how = answer.lines()["inputs/0"].flow.sources[0].how
    assert "mass of a piece" in how and "20 g" in how


def test_stated_footprint_that_does_not_meet_the_amount_is_refused(calc: Any, stated: Any) -> None:
    answer = calc({"inputs": [{"name": "Clip", "amount": "30 piece", "footprint": stated(2)}]})
    assert answer.finding("CF209").path == ("inputs", 0, "amount")
    assert answer.footprint.total is None


def test_stated_footprint_in_kilograms_of_a_substance_is_refused(calc: Any) -> None:
    footprint = {"value": "2 kg", "per": "1 kg", "source": "letter"}
    answer = calc({"inputs": [{"name": "Clip", "amount": "1 kg", "footprint": footprint}]})
    assert answer.finding("CF204").path == ("inputs", 0, "footprint", "value")
    assert answer.footprint.total is None


def test_parts_of_a_stated_footprint_are_kept_and_uptake_stands_beside(calc: Any, stated: Any) -> None:
    footprint = stated(
        10,
        fossil="7 kg CO2e",
        land_use_change="2 kg CO2e",
        biogenic_non_co2="1 kg CO2e",
        biogenic_uptake="-4 kg CO2e",
        gwp="AR6",
    )
    answer = calc({"inputs": [{"name": "Board", "amount": "3 kg", "footprint": footprint}]})
    assert answer.total == pytest.approx(30, rel=1e-12)
    split = answer.footprint.split
    assert [split[key] for key in ("fossil", "land_use_change", "biogenic_non_co2", "biogenic_uptake")] == [
        21,
        6,
        3,
        -12,
    ]
    assert answer.footprint.unsplit == 30  # parts are given, gases are not
    assert answer.footprint.foreign_sets == {}


def test_parts_that_do_not_make_up_the_stated_value_leave_no_number(calc: Any, stated: Any) -> None:
    footprint = stated(10, fossil="7 kg CO2e", land_use_change="2 kg CO2e")
    answer = calc({"inputs": [{"name": "Board", "amount": "3 kg", "footprint": footprint}]})
    assert answer.finding("CF404").path == ("inputs", 0, "footprint", "value")
    assert answer.footprint.total is None


@pytest.mark.parametrize(
    ("key", "value"), [("biogenic_uptake", "4 kg CO2e"), ("fossil", "-1 kg CO2e"), ("value", "-1 kg CO2e")]
)
def test_wrong_sign_in_a_stated_footprint_is_refused(calc: Any, stated: Any, key: str, value: str) -> None:
    footprint = {**stated(1), key: value}
    answer = calc({"inputs": [{"name": "Board", "amount": "3 kg", "footprint": footprint}]})
    assert answer.finding("CF207").path == ("inputs", 0, "footprint", key)
    assert answer.footprint.total is None


# ------------------------------------------------------------------------------------------------ recycled share

PRIMARY, SECONDARY = 9.8493, 0.7  # aluminium ingot, Taiwan


@pytest.mark.parametrize("share", ["0 %", "30 %", "0.5", "100 %"])
def test_recycled_share_weighs_the_primary_and_the_secondary_record(calc: Any, share: str) -> None:
    line = {"name": "Ingot", "amount": "2 kg", "factor": "aluminium/ingot", "origin": "KR", "recycled": share}
    recycled = float(share.rstrip(" %")) / (100 if "%" in share else 1)
    answer = calc({"inputs": [line]})
    assert answer.total == pytest.approx(2 * ((1 - recycled) * PRIMARY + recycled * SECONDARY), rel=1e-12)
    assert answer.records("inputs/0") == [
        "taiwan-moenv:1123-aluminium-ingot-primary",
        "taiwan-moenv:849-aluminium-ingot-secondary",
    ]


def test_recycled_share_of_a_material_without_both_records_is_refused(calc: Any) -> None:
    line = {"name": "PA66", "amount": "2 kg", "factor": "polymers/pa66", "origin": "KR", "recycled": "30 %"}
    answer = calc({"inputs": [line]})
    assert answer.finding("CF311").path == ("inputs", 0, "recycled")
    assert answer.footprint.total is None


# -------------------------------------------------------------------------------------------- keys without effect


@pytest.mark.parametrize(
    "more",
    [
        {"processes": [{"name": "Slit", "electricity": "5 kWh"}]},
        {
            "outputs": [
                {
                    "name": "Edge trim",
                    "amount": "1 kg",
                    "treatment": "landfill",
                    "factor": "waste/metal-scrap",
                }
            ]
        },
        {"per": "10 kg"},
        {"lifetime": "1000 piece"},
    ],
    ids=lambda more: next(iter(more)),
)
def test_key_that_a_line_with_a_factor_cannot_have_is_refused_not_dropped(
    calc: Any, more: dict[str, Any]
) -> None:
    """Nothing that a user states may be dropped in silence."""
    coil = {
        "name": "Coil",
        "amount": "1 kg",
        "factor": "steel/hot-rolled-coil",
        "route": "bf-bof",
        "origin": "KR",
    }
    answer = calc({"inputs": [{**coil, **more}]})
    assert answer.finding("CF106").path[:2] == ("inputs", 0)
    assert answer.footprint.total is None


@pytest.mark.parametrize("key", ["recycled", "route"])
def test_key_of_the_library_beside_a_stated_footprint_is_refused_not_dropped(
    calc: Any, stated: Any, key: str
) -> None:
    line = {
        "name": "Ingot",
        "amount": "1 kg",
        "footprint": stated(9),
        key: {"recycled": "50 %"}.get(key, "eaf"),
    }
    answer = calc({"inputs": [line]})
    assert answer.finding("CF106").path[:2] == ("inputs", 0)
    assert answer.footprint.total is None


@pytest.mark.parametrize("key", ["route", "year", "recycled"])
def test_key_of_a_look_up_beside_a_record_is_refused_not_dropped(calc: Any, key: str) -> None:
    value = {"route": "eaf", "year": "2020", "recycled": "50 %"}[key]
    line = {
        "name": "Ingot",
        "amount": "1 kg",
        "record": "taiwan-moenv:849-aluminium-ingot-secondary",
        key: value,
    }
    answer = calc({"inputs": [line]})
    assert answer.finding("CF106").path == ("inputs", 0, key)
    assert answer.footprint.total is None


@pytest.mark.parametrize("key", ["factor", "route", "year"])
def test_key_of_a_look_up_beside_a_record_is_refused_for_energy_and_waste_too(
    calc: Any, stated: Any, key: str
) -> None:
    value = {"factor": "heat/district", "route": "eaf", "year": "2020"}[key]
    power = {"amount": "1 kWh", "record": "electricity-official:kr-2023-consumption-end", key: value}
    answer = calc({"processes": [{"name": "Press", "electricity": power}]})
    assert answer.finding("CF106").path == ("processes", 0, "electricity", key)
    assert answer.footprint.total is None
    waste = {"name": "Sludge", "amount": "1 kg", "treatment": "landfill", key: value}
    waste["record"] = "desnz-2025:20_504_5369_15-metal-scrap-landfill-t"
    inputs = [{"name": "Coil", "amount": "1 kg", "footprint": stated(1)}]
    answer = calc({"inputs": inputs, "outputs": [waste]})
    assert answer.finding("CF106").path == ("outputs", 0, key)
    assert answer.footprint.total is None


def test_route_beside_a_record_is_refused_for_transport_too(calc: Any, stated: Any) -> None:
    leg = {
        "mode": "road/hgv",
        "distance": "1 km",
        "route": "laden-0",
        "record": "desnz-2025:27_304_3140_14-road-hgv-tkm",
    }
    line = {"name": "Coil", "amount": "1 kg", "footprint": stated(1), "transport": [leg]}
    answer = calc({"inputs": [line]})
    assert answer.finding("CF106").path == ("inputs", 0, "transport", 0, "route")
    assert answer.footprint.total is None


def test_two_ways_to_an_emission_are_refused(calc: Any, stated: Any) -> None:
    line = {"name": "Ingot", "amount": "1 kg", "footprint": stated(9), "factor": "aluminium/ingot"}
    answer = calc({"inputs": [line]})
    assert "CF106" in answer.codes()
    assert answer.footprint.total is None


# ------------------------------------------------------------------------------------------ tooling and packaging


@pytest.mark.parametrize(("declared", "units"), [("1 piece", 1), ("1000 piece", 1000), ("2 dozen", 24)])
def test_tooling_is_shared_over_its_lifetime(calc: Any, stated: Any, declared: str, units: int) -> None:
    body = {
        "inputs": [{"name": "Coil", "amount": "1 kg", "footprint": stated(0)}],
        "tooling": [{"name": "Die", "amount": "900 kg", "footprint": stated(5), "lifetime": "120000 piece"}],
    }
    answer = calc(body, product={"declared_unit": declared})
    assert answer.kg("tooling/0") == pytest.approx(900 * 5 * units / 120000, rel=1e-12)
    assert {group.key: group.co2e for group in answer.footprint.stages}["tooling"] == pytest.approx(
        answer.kg("tooling/0"), rel=1e-12
    )


@pytest.mark.parametrize(
    ("lifetime", "code"), [("0 piece", "CF208"), ("-1 piece", "CF207"), ("5 kg", "CF204"), (None, "CF102")]
)
def test_tooling_without_a_usable_lifetime_is_refused(
    calc: Any, stated: Any, lifetime: str | None, code: str
) -> None:
    die = {"name": "Die", "amount": "900 kg", "footprint": stated(5)}
    if lifetime is not None:
        die["lifetime"] = lifetime
    inputs = [{"name": "Coil", "amount": "1 kg", "footprint": stated(1)}]
    answer = calc({"inputs": inputs, "tooling": [die]})
    assert code in answer.codes()
    assert answer.footprint.total is None


@pytest.mark.parametrize(("uses", "share"), [("40", 40), ("1", 1), ("2.5", 2.5)])
def test_returnable_packaging_counts_once_per_use(calc: Any, stated: Any, uses: str, share: float) -> None:
    crate = {"name": "Crate", "amount": "1 piece", "mass": "12 kg", "footprint": stated(5), "uses": uses}
    legs = [{"mode": "road/hgv", "distance": "100 km"}]
    inputs = [{"name": "Coil", "amount": "1 kg", "footprint": stated(1)}]
    once = calc({"inputs": inputs, "packaging": [{**crate, "uses": "1", "transport": legs}]})
    often = calc({"inputs": inputs, "packaging": [{**crate, "transport": legs}]})
    assert often.kg("packaging/0") == pytest.approx(12 * 5 / share, rel=1e-12)
    assert often.kg("packaging/0/transport/0") == pytest.approx(
        once.kg("packaging/0/transport/0") / share, rel=1e-12
    )


@pytest.mark.parametrize("uses", ["0", "0.5", "-3"])
def test_packaging_used_less_than_once_is_refused(calc: Any, stated: Any, uses: str) -> None:
    crate = {"name": "Crate", "amount": "1 kg", "footprint": stated(5), "uses": uses}
    answer = calc(
        {"inputs": [{"name": "Coil", "amount": "1 kg", "footprint": stated(1)}], "packaging": [crate]}
    )
    assert answer.finding("CF208").path == ("packaging", 0, "uses")
    assert answer.footprint.total is None


# ------------------------------------------------------------------------------------------------------ transport


def leg_work(answer: Any, path: str) -> float:
    number: float = answer.lines()[path].flow.quantity.to("tkm")
    return number


@pytest.mark.parametrize(
    ("line", "tkm"),
    [
        ({"amount": "2 kg"}, 0.2),
        ({"amount": "50 piece", "mass": "0.02 kg"}, 0.1),
        ({"amount": "5 L", "density": "0.8 kg/L"}, 0.4),
        ({"amount": "3 t"}, 300),
    ],
)
def test_transport_carries_the_mass_of_the_line(
    calc: Any, stated: Any, line: dict[str, str], tkm: float
) -> None:
    per = {"50 piece": "1 piece", "5 L": "1 L"}.get(line["amount"], "1 kg")
    legs = [{"mode": "road/hgv", "distance": "100 km"}]
    answer = calc({"inputs": [{"name": "Goods", **line, "footprint": stated(1, per), "transport": legs}]})
    assert leg_work(answer, "inputs/0/transport/0") == pytest.approx(tkm, rel=1e-12)


def test_leg_may_state_what_it_carries_and_legs_add_up(calc: Any, stated: Any) -> None:
    legs = [
        {"mode": "road/hgv", "distance": "100 km", "mass": "2.5 kg"},
        {"mode": "sea/container", "distance": "10000 km"},
        {"mode": "freight/rail", "distance": "500 mi"},
    ]
    line = {"name": "Goods", "amount": "2 kg", "footprint": stated(0), "transport": legs}
    answer = calc({"inputs": [line]}, made_in="GB", gwp="AR5")
    work = [leg_work(answer, f"inputs/0/transport/{index}") for index in range(3)]
    assert work == pytest.approx([0.25, 20, 0.002 * 804.672], rel=1e-12)
    assert answer.total == pytest.approx(
        0.25 * (0.10163 + 0.02359) + 20 * (0.01612 + 0.00365) + work[2] * (0.02779 + 0.00691), rel=1e-12
    )


def test_transport_of_an_unknown_mass_is_refused_not_zero(calc: Any, stated: Any) -> None:
    legs = [{"mode": "road/hgv", "distance": "100 km"}]
    line = {"name": "Board", "amount": "2 m2", "footprint": stated(1, "1 m2"), "transport": legs}
    answer = calc({"inputs": [line]})
    assert answer.finding("CF209").path == ("inputs", 0, "transport", 0)
    assert answer.footprint.total is None


# ----------------------------------------------------------------------------------------- amounts, gases, scrap


@pytest.mark.parametrize(
    "line",
    [{"amount": "2.5 kg"}, {"amount": "2.5", "unit": "kg"}, {"amount": {"value": "2500", "unit": "g"}}],
)
def test_amount_may_be_written_in_three_ways(calc: Any, stated: Any, line: dict[str, Any]) -> None:
    assert calc({"inputs": [{"name": "Coil", **line, "footprint": stated(2)}]}).total == 5


@pytest.mark.parametrize(
    ("amount", "code"),
    [
        ("2.5", "CF205"),
        ("-1 kg", "CF207"),
        ("1,5 kg", "CF201"),
        ("1 ton", "CF203"),
        ("1 kgg", "CF202"),
        ("nan kg", "CF206"),
        ("1e999 kg", "CF206"),
        (None, "CF104"),
    ],
)
def test_amount_that_cannot_be_meant_is_refused_with_its_place(
    calc: Any, stated: Any, amount: str | None, code: str
) -> None:
    answer = calc({"inputs": [{"name": "Coil", "amount": amount, "footprint": stated(2)}]})
    assert answer.finding(code).path == ("inputs", 0, "amount")
    assert answer.outcome.footprint is None or answer.outcome.footprint.total is None


def test_missing_amount_is_not_zero(calc: Any, stated: Any) -> None:
    other = {"name": "Plate", "amount": "1 kg", "footprint": stated(3)}
    answer = calc({"inputs": [{"name": "Coil", "footprint": stated(2)}, other]})
    assert answer.finding("CF102").path == ("inputs", 0)
    assert answer.footprint.total is None
    assert answer.footprint.at_least == 3


@pytest.mark.parametrize(
    ("low", "high", "fine"), [("1 kg", "3 kg", True), ("2.1 kg", None, False), (None, "1.9 kg", False)]
)
def test_amount_lies_inside_its_bounds(
    calc: Any, stated: Any, low: str | None, high: str | None, fine: bool
) -> None:
    bounds = {key: text for key, text in (("low", low), ("high", high)) if text}
    answer = calc({"inputs": [{"name": "Coil", "amount": "2 kg", "footprint": stated(2), **bounds}]})
    assert ("CF211" not in answer.codes()) == fine


def test_gas_without_a_potential_in_the_set_is_refused_not_zero(calc: Any) -> None:
    step = {"name": "Foam", "emissions": [{"gas": "HFO-1234yf", "amount": "1 kg"}]}
    assert calc({"processes": [step]}, gwp="AR6").total == pytest.approx(0.501, rel=1e-12)
    answer = calc({"processes": [step]}, gwp="AR5")
    assert answer.finding("CF315").path == ("processes", 0, "emissions", 0, "gas")
    assert answer.footprint.total is None


def test_offset_is_refused_and_never_netted(calc: Any, stated: Any) -> None:
    line = {"name": "Forest credits", "amount": "5 kg", "footprint": stated(1), "tags": ["offset"]}
    answer = calc({"inputs": [{"name": "Coil", "amount": "1 kg", "footprint": stated(2)}, line]})
    assert "CF408" in answer.codes()
    assert answer.footprint.total is None
    assert answer.footprint.at_least == 2


@pytest.mark.parametrize("treatment", ["recycling", "recycling-open-loop", "reuse", "loss"])
def test_cut_off_output_is_zero_and_not_missing(calc: Any, stated: Any, treatment: str) -> None:
    output = {"name": "Scrap", "amount": "0.3 kg", "treatment": treatment}
    answer = calc(
        {"inputs": [{"name": "Coil", "amount": "1 kg", "footprint": stated(2)}], "outputs": [output]}
    )
    assert answer.total == 2
    line = answer.lines()["outputs/0"]
    assert (line.co2e, line.flow.missing) == (0, False)
    assert line.flow.rule.startswith("cut-off")
    assert answer.footprint.missing == []


def test_treatment_that_costs_something_needs_a_factor(calc: Any, stated: Any) -> None:
    output = {"name": "Sludge", "amount": "0.3 kg", "treatment": "incineration"}
    answer = calc(
        {"inputs": [{"name": "Coil", "amount": "1 kg", "footprint": stated(2)}], "outputs": [output]}
    )
    assert answer.finding("CF307").path[:2] == ("outputs", 0)
    assert answer.footprint.total is None
    assert answer.footprint.missing == ["Sludge"]
