"""One line at a time: stated footprints, recycled shares, keys that clash, tooling, packaging."""

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
