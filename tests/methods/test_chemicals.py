"""Chemicals: hand-computed numbers, and what is refused with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.factors.library import open_library
from carbonfoot.findings.finding import Finding, severity
from carbonfoot.methods.registry import find
from carbonfoot.methods.work import Work
from carbonfoot.pipeline import Options, Outcome, calculate
from carbonfoot.quantities.traced import Traced, slopes_of

PER_C = 44 / 12
GAS = 15.3  # kg C/GJ of natural gas, IPCC 2006 volume 2, chapter 1, table 1.3


def run(folder: Path, use: dict[str, Any], made_in: str = "KR", **head: Any) -> Outcome:
    """A part of one piece whose only step uses a method."""
    document = {
        "carbonfoot": "part/1",
        "product": {"id": "P", "name": "Part", "declared_unit": "1 piece", "made_in": made_in},
        "period": "2025",
        "processes": [{"name": "Step", "methods": [use]}],
        **head,
    }
    file = folder / "part.yaml"
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return calculate(str(file), Options(gwp="AR6"))


def errors(outcome: Outcome) -> list[Finding]:
    return [one for one in outcome.findings if severity(one) in ("error", "incomplete")]


def released(outcome: Outcome) -> dict[str, float]:
    """kg of each gas that the lines release."""
    assert errors(outcome) == []
    assert outcome.footprint is not None
    return {gas: mass for gas, (mass, _) in outcome.footprint.gases.items()}


def refused(outcome: Outcome) -> list[tuple[str, str]]:
    """Code and last key of the place of every error; nothing is computed then."""
    found = [(one.code, str(one.path[-1])) for one in errors(outcome)]
    assert found
    assert outcome.footprint is None or outcome.footprint.total is None
    return found


def values(outcome: Outcome) -> dict[str, str]:
    """What the first line took, by name."""
    assert outcome.footprint is not None
    worked = outcome.footprint.lines[0].flow.worked
    assert worked is not None
    return {name: text for name, text, _ in worked.values}


@pytest.mark.parametrize(
    ("keys", "co2", "ch4"),
    [
        ("chemicals/methanol amount=2kg process=lurgi-combined", 2 * 0.396, 2 * 0.0023),
        ("chemicals/methanol amount=1Mt co2_factor=600kg/t ch4_factor=1g/kg", 600e6, 1e6),
        ("chemicals/methanol amount=1t process=partial-oxidation-coal ch4_factor=0kg/t", 5285, 0),
        ("chemicals/acrylonitrile amount=1t by_products=recovered co2_factor=0.8t/t", 800, 0.18),
        ("chemicals/carbon-black amount=1t process=thermal tail_gas=treated", 5250, 0.06),
        (
            "chemicals/carbon-black amount=1t tail_gas=untreated process=acetylene co2_factor=1t/t",
            1000,
            28.7,
        ),
        ("chemicals/carbide product=silicon-carbide coke=1t carbon_content=97%", 970 * 0.65 * PER_C, 10.2),
        ("chemicals/carbide product=calcium-carbide coke=2t co2_factor=1.6t/t", 3200, 0),
        (
            "chemicals/carbide product=calcium-carbide coke=1t carbon_content=0.9 carbon_retained=0.6",
            360 * PER_C,
            0,
        ),
        (
            "chemicals/titanium-dioxide product=titania-slag reductant=2t carbon_content=80% oxidation_factor=99%",
            1584 * PER_C,
            0,
        ),
        ("chemicals/soda-ash process=natural trona=1000kg", 97, 0),
        ("chemicals/steam-cracking feed=1t feedstock=propane region=asia", 465 * 1.04 * 1.3, 465 * 0.003),
        (
            "chemicals/steam-cracking ethylene=1t feedstock=gas-oil supplemental_energy=other-lines region=japan",
            2170 * 0.9,
            3,
        ),
        ("chemicals/steam-cracking ethylene=1t feedstock=ethane co2_factor=900kg/t", 900, 6),
        (
            "chemicals/hydrogen-smr amount=1t fuel_requirement=160MJ/kg(net) carbon_content=15kg/GJ(net) ch4_factor=4kg/t",
            (160 * 15 - 4 * 12.011 / 16.043) * PER_C,
            4,
        ),
    ],
)
def test_numbers_by_hand(tmp_path: Path, keys: str, co2: float, ch4: float) -> None:
    method, *pairs = keys.split()
    use = dict(pair.split("=") for pair in pairs)
    use = {key: value.replace("(net)", " (net)") for key, value in use.items()}
    found = released(run(tmp_path, {"method": method, **use}))
    assert found.get("co2_fossil", 0.0) == pytest.approx(co2, rel=1e-9)
    assert found.get("ch4_fossil", 0.0) == pytest.approx(ch4, rel=1e-9)


def test_units_may_name_their_substance(tmp_path: Path) -> None:
    use = {
        "method": "chemicals/methanol",
        "amount": "1 t",
        "co2_factor": "0.6 t CO2/t",
        "ch4_factor": "2 kg CH4/t",
    }
    assert released(run(tmp_path, use)) == pytest.approx({"co2_fossil": 600, "ch4_fossil": 2})
    use = {"method": "chemicals/nitric-acid", "amount": "1 t", "n2o_factor": "7 kg N2O/t"}
    assert released(run(tmp_path, use)) == pytest.approx({"n2o": 7})
    use = {"method": "chemicals/hydrogen-smr", "amount": "1 t", "fuel_requirement": "160 MJ/kg (net)"}
    found = released(run(tmp_path, {**use, "carbon_content": "15 kg C/GJ (net)"}))
    assert found["co2_fossil"] == pytest.approx(160 * 15 * PER_C)


def test_region_follows_the_country_only_where_the_table_names_it(tmp_path: Path) -> None:
    use = {"method": "chemicals/steam-cracking", "ethylene": "1 t", "feedstock": "naphtha"}
    assert released(run(tmp_path, use, "JP"))["co2_fossil"] == pytest.approx(1730 * 0.9)
    assert released(run(tmp_path, use, "RU"))["co2_fossil"] == pytest.approx(1730 * 1.3)
    outcome = run(tmp_path, use, "DE")
    assert refused(outcome) == [("CF102", "0")]
    assert "western-europe" in (errors(outcome)[0].help or "")


def test_shares_of_the_high_value_chemicals_are_all_of_it(tmp_path: Path) -> None:
    use = {
        "method": "chemicals/steam-cracking",
        "high_value_chemicals": "1 t",
        "feedstock": "naphtha",
        "region": "western-europe",
    }
    whole = released(run(tmp_path, use))
    assert whole["co2_fossil"] == pytest.approx(1000 / 0.646 * 0.324 * 1.73)
    parts = [
        released(run(tmp_path, {**use, "product": product}))
        for product in ("ethylene", "propylene", "butadiene", "aromatics")
    ]
    for gas, mass in whole.items():
        assert sum(one[gas] for one in parts) == pytest.approx(mass)


def test_product_split_is_written_down(tmp_path: Path) -> None:
    use = {
        "method": "chemicals/steam-cracking",
        "feed": "10 t",
        "feedstock": "naphtha",
        "region": "western-europe",
        "yields": {"ethylene": "30 %", "propylene": "15 %", "hydrogen": "1 %"},
    }
    outcome = run(tmp_path, use)
    assert released(outcome)["co2_fossil"] == pytest.approx(3 * 1730)
    found = values(outcome)
    assert found["propylene made"] == "1.5 t"
    assert found["high-value chemicals made"] == "4.5 t"
    assert "butadiene made" not in found


def test_mixed_feed_is_a_line_each(tmp_path: Path) -> None:
    use = {
        "method": "chemicals/steam-cracking",
        "feed": "1 t",
        "feedstocks": {"ethane": "25 %", "butane": "75 %"},
        "region": "western-europe",
    }
    outcome = run(tmp_path, use)
    assert released(outcome)["ch4_fossil"] == pytest.approx(0.25 * 803 * 0.006 + 0.75 * 441 * 0.003)
    assert outcome.footprint is not None
    assert [line.flow.path[-1] for line in outcome.footprint.lines] == ["ethane", "butane"]


@pytest.mark.parametrize(
    ("more", "left"),
    [
        ({}, 1.0),
        ({"abatement": {"destruction_efficiency": "98 %", "uptime": "90 %"}}, 1 - 0.98 * 0.9),
        ({"abatement": {"destruction_efficiency": "0 %", "uptime": "1"}}, 1.0),
        ({"abatement": {"destruction_efficiency": "100 %", "uptime": "1"}}, 0.0),
        (
            {
                "abatement": [
                    {"destruction_efficiency": "80 %", "uptime": "95 %"},
                    {"destruction_efficiency": "0.95", "uptime": "0.9"},
                ],
                "arrangement": "series",
            },
            (1 - 0.8 * 0.95) * (1 - 0.95 * 0.9),
        ),
        (
            {
                "abatement": [
                    {"destruction_efficiency": "80 %", "uptime": "40 %"},
                    {"destruction_efficiency": "95 %", "uptime": "50 %"},
                ],
                "arrangement": "parallel",
            },
            1 - 0.8 * 0.4 - 0.95 * 0.5,
        ),
    ],
)
def test_abatement(tmp_path: Path, more: dict[str, Any], left: float) -> None:
    use = {
        "method": "chemicals/nitric-acid",
        "amount": "2 t",
        "concentration": "60 %",
        "n2o_factor": "8 kg/t",
    }
    found = released(run(tmp_path, {**use, **more}))
    assert found.get("n2o", 0.0) == pytest.approx(1.2 * 8 * left)


def test_plant_values_come_before_those_of_a_named_abatement(tmp_path: Path) -> None:
    abatement = {"technology": "thermal destruction", "destruction_efficiency": "97 %"}
    use = {"method": "chemicals/adipic-acid", "amount": "1 t", "abatement": abatement}
    assert released(run(tmp_path, use))["n2o"] == pytest.approx(300 * (1 - 0.97 * 0.97))


@pytest.mark.parametrize(
    ("method", "keys", "expected"),
    [
        ("nitric-acid", {"abatement": {"uptime": "1"}, "n2o_factor": "7 kg/t"}, [("CF726", "0")]),
        (
            "nitric-acid",
            {"abatement": {"destruction_efficiency": "90 %"}, "n2o_factor": "7 kg/t"},
            [("CF726", "0")],
        ),
        ("nitric-acid", {"abatement": {}, "n2o_factor": "7 kg/t"}, [("CF726", "0"), ("CF726", "0")]),
        (
            "nitric-acid",
            {"technology": "nscr", "abatement": {"destruction_efficiency": "90 %", "uptime": "1"}},
            [("CF106", "abatement")],
        ),
        ("nitric-acid", {"technology": "nscr", "n2o_factor": "2 kg/t"}, [("CF106", "technology")]),
        ("nitric-acid", {}, [("CF102", "0")]),
        ("nitric-acid", {"technology": "high-pressure", "arrangement": "series"}, [("CF106", "arrangement")]),
        (
            "nitric-acid",
            {"n2o_factor": "7 kg/t", "abatement": [{"destruction_efficiency": "1", "uptime": "1"}] * 2},
            [("CF102", "0")],
        ),
        (
            "nitric-acid",
            {
                "n2o_factor": "7 kg/t",
                "abatement": [{"destruction_efficiency": "1", "uptime": "0.6"}] * 2,
                "arrangement": "parallel",
            },
            [("CF208", "abatement")],
        ),
        (
            "nitric-acid",
            {"n2o_factor": "7 kg/t", "abatement": {"destruction_efficiency": "101 %", "uptime": "1"}},
            [("CF208", "destruction_efficiency")],
        ),
        ("methanol", {"process": "other"}, [("CF105", "process")]),
        (
            "methanol",
            {"process": "lurgi-combined", "co2_factor": {"value": "0.4"}},
            [("CF205", "co2_factor")],
        ),
        ("methanol", {"process": "lurgi-combined", "co2_factor": "-1 kg/t"}, [("CF207", "co2_factor")]),
        ("methanol", {"process": "lurgi-combined", "co2_factor": "0.4"}, [("CF205", "co2_factor")]),
        ("methanol", {"amount": "0 t", "process": "lurgi-combined"}, [("CF208", "amount")]),
        ("methanol", {"amount": "3 m3", "process": "lurgi-combined"}, [("CF204", "amount")]),
        (
            "ethylene-oxide",
            {"process": "oxygen", "selectivity": "70 %", "vent": "thermal-treatment"},
            [("CF702", "selectivity")],
        ),
        (
            "ethylene-oxide",
            {"ethylene": "0.6 t", "ch4_factor": "1 kg/t"},
            [("CF703", "ethylene")],
        ),
        (
            "ethylene-oxide",
            {"ethylene": "0.8 t", "co2_factor": "1 kg/t", "ch4_factor": "1 kg/t"},
            [("CF106", "co2_factor")],
        ),
        ("soda-ash", {"process": "solvay", "trona": "1 t"}, [("CF106", "trona")]),
        ("soda-ash", {"process": "natural", "coke": "1 t"}, [("CF106", "coke")]),
        (
            "soda-ash",
            {"process": "solvay", "limestone": "0.5 t", "coke": "0.02 t", "carbon_content": "0.9"},
            [("CF703", "amount")],
        ),
        (
            "ammonia",
            {"fuel_requirement": "30 GJ/t (net)", "fuel": "natural-gas", "urea": "3 t"},
            [("CF703", "urea")],
        ),
        (
            "ammonia",
            {"fuel_requirement": "30 GJ/t (net)", "fuel": "natural-gas", "urea": "1 t", "co2_to_urea": "1 t"},
            [("CF106", "co2_to_urea")],
        ),
        (
            "ammonia",
            {"fuel_requirement": "30 GJ/t (gross)", "fuel": "natural-gas"},
            [("CF204", "fuel_requirement")],
        ),
        ("ammonia", {"fuel_requirement": "30 GJ/t (net)", "fuel": "moonshine"}, [("CF704", "fuel")]),
        ("ammonia", {"fuel_requirement": "30 GJ/t (net)", "plant": "mixed-plants"}, [("CF106", "plant")]),
        (
            "hydrogen-smr",
            {"fuel_requirement": "160 MJ/kg (net)", "fuel": "natural-gas", "efficiency": "70 %"},
            [("CF106", "efficiency")],
        ),
        ("hydrogen-smr", {"efficiency": "70 %", "fuel": "natural-gas"}, [("CF102", "0")]),
        (
            "hydrogen-smr",
            {"fuel_requirement": "160 MJ/kg (net)", "fuel": "natural-gas", "capture_rate": "90 %"},
            [("CF102", "capture_rate")],
        ),
        (
            "hydrogen-smr",
            {"fuel_requirement": "160 MJ/kg (net)", "fuel": "natural-gas", "capture_electricity": "9 kWh/t"},
            [("CF106", "capture_electricity")],
        ),
        (
            "hydrogen-smr",
            {"fuel_requirement": "160 MJ/kg (net)", "fuel": "natural-gas", "ch4_factor": "40 t/t"},
            [("CF703", "ch4_factor")],
        ),
        (
            "hydrogen-electrolysis",
            {"efficiency": "70 %", "calorific_value": "120 MJ/kg"},
            [("CF210", "calorific_value")],
        ),
        (
            "hydrogen-electrolysis",
            {"electricity": "50 MWh", "contract_share": "50 %"},
            [("CF106", "contract_share")],
        ),
        ("hydrogen-electrolysis", {}, [("CF102", "0")]),
        (
            "ethylene-dichloride-vcm",
            {"product": "ethylene-dichloride", "co2_factor": "0.2 t/t", "combustion": "default"},
            [("CF106", "combustion")],
        ),
        (
            "carbon-black",
            {
                "process": "thermal",
                "tail_gas": "treated",
                "co2_factor": "1 t/t",
                "secondary_feedstock": "default",
            },
            [("CF106", "secondary_feedstock")],
        ),
        (
            "caprolactam-glyoxal",
            {"amount": "0 t", "product": "caprolactam", "n2o_factor": "9 kg/t"},
            [("CF208", "amount")],
        ),
    ],
)
def test_refused(tmp_path: Path, method: str, keys: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    use = {"method": f"chemicals/{method}", "amount": "1 t", **keys}
    assert refused(run(tmp_path, use)) == expected


def test_caprolactam_behind_abatement(tmp_path: Path) -> None:
    use = {
        "method": "chemicals/caprolactam-glyoxal",
        "product": "caprolactam",
        "amount": "100 t",
        "n2o_factor": "9 kg/t",
    }
    device = {"destruction_efficiency": "90 %", "uptime": "80 %"}
    assert released(run(tmp_path, {**use, "abatement": device}))["n2o"] == pytest.approx(900 * 0.28)
    two = {**use, "abatement": [device, device], "arrangement": "series"}
    assert released(run(tmp_path, two))["n2o"] == pytest.approx(900 * 0.28 * 0.28)


def test_a_mix_that_is_none(tmp_path: Path) -> None:
    use = {"method": "chemicals/steam-cracking", "feed": "1 t", "region": "asia"}
    outcome = run(tmp_path, {**use, "feedstocks": {"naphtha": "60 %", "etane": "30 %"}})
    assert sorted(refused(outcome)) == [("CF105", "etane"), ("CF406", "feedstocks")]
    outcome = run(
        tmp_path, {**use, "feedstock": "naphtha", "yields": {"ethylene": "60 %", "propylene": "0.5"}}
    )
    assert refused(outcome) == [("CF406", "yields")]
    outcome = run(tmp_path, {**use, "feedstock": "naphtha", "yields": {"propylene": "0.5"}})
    assert refused(outcome) == [("CF102", "yields")]
    outcome = run(tmp_path, {**use, "feedstock": "ethane", "product": "aromatics"})
    assert refused(outcome) == [("CF704", "product")]


def test_feedstocks_by_mass_are_those_by_share(tmp_path: Path) -> None:
    use = {"method": "chemicals/steam-cracking", "region": "western-europe"}
    by_mass = {**use, "feedstocks": {"naphtha": "7 kt", "ethane": "3000 t"}}
    by_share = {**use, "feed": "10000 t", "feedstocks": {"naphtha": "70 %", "ethane": "0.3"}}
    assert released(run(tmp_path, by_mass)) == pytest.approx(released(run(tmp_path, by_share)))
    assert refused(run(tmp_path, {**by_mass, "feed": "10000 t"})) == [("CF106", "feed")]
    mixed = {**use, "feedstocks": {"naphtha": "7 kt", "ethane": "0.3"}}
    assert refused(run(tmp_path, mixed)) == [("CF204", "feedstocks")]
    none = {**use, "feedstocks": {"naphtha": "0 t"}}
    assert refused(run(tmp_path, none)) == [("CF208", "feedstocks")]
    assert refused(run(tmp_path, {**use, "feedstocks": {"naphtha": "-1 t"}})) == [("CF207", "naphtha")]


def test_petrochemical_balance(tmp_path: Path) -> None:
    use: dict[str, Any] = {
        "method": "chemicals/petrochemical-balance",
        "feedstocks": {"ethane": "100 t", "propylene": "1 t"},
        "products": {"ethylene": "80 t"},
        "carbon_contents": {"ethane": "79.9 %"},
        "ch4": "160.43 kg",
    }
    carbon = 100 * 0.799 + 0.8563 - 80 * 0.856 - 0.16043 * 12.011 / 16.043
    assert released(run(tmp_path, use)) == pytest.approx(
        {"co2_fossil": carbon * 1000 * PER_C, "ch4_fossil": 160.43}
    )
    outcome = run(tmp_path, {**use, "carbon_contents": {}})
    assert [one.code for one in outcome.findings if "ethane" in one.path] == ["CF312"]
    wrong = {**use, "carbon_contents": {"ethane": "80 %", "butane": "80 %"}, "products": {"tar": "1 t"}}
    assert sorted(refused(run(tmp_path, wrong))) == [("CF106", "butane"), ("CF704", "tar")]
    outcome = run(tmp_path, {**use, "products": {"ethylene": "101 t"}})
    assert [one.code for one in errors(outcome)] == ["CF703"]


def test_feeds_of_ammonia_by_mass_energy_and_volume(tmp_path: Path) -> None:
    fuels = [
        {"name": "feed", "amount": "100 GJ (net)", "material": "natural-gas", "oxidation_factor": "99 %"},
        {"name": "oil", "amount": "1 t", "carbon_content": "86 %"},
        {"name": "gas", "amount": "1000 Nm3", "carbon_content": "0.55 kg/Nm3", "biomass_share": "40 %"},
    ]
    use = {"method": "chemicals/ammonia", "fuels": fuels, "co2_stored": "1 t", "fuel_supply": "other-lines"}
    fossil, biogenic = (100 * GAS * 0.99 + 860 + 550 * 0.6) * PER_C, 550 * 0.4 * PER_C
    left = 1 - 1000 / (fossil + biogenic)
    found = released(run(tmp_path, use))
    assert found == pytest.approx({"co2_fossil": fossil * left, "co2_biogenic": biogenic * left})
    outcome = run(tmp_path, {**use, "fuel_supply": "library"})
    assert refused(outcome) == [("CF102", "1")]


def test_all_co2_of_a_plant_may_go_into_urea(tmp_path: Path) -> None:
    use = {
        "method": "chemicals/ammonia",
        "amount": "1 t",
        "fuel_requirement": "30.2 GJ/t (net)",
        "fuel": "natural-gas",
    }
    exact = 30.2 * GAS * PER_C / 1000
    found = released(run(tmp_path, {**use, "co2_to_urea": f"{exact!r} t"}))
    assert found.get("co2_fossil", 0.0) == pytest.approx(0.0, abs=1e-9)


@pytest.mark.parametrize("method", ["ammonia", "hydrogen-smr"])
def test_supply_of_the_fuel_is_told_drawn_or_elsewhere(tmp_path: Path, method: str) -> None:
    key = {"ammonia": "fuel_requirement", "hydrogen-smr": "fuel_requirement"}[method]
    use = {"method": f"chemicals/{method}", "amount": "1 t", key: "30 GJ/t (net)", "fuel": "natural-gas"}

    def lines(**more: str) -> tuple[int, float, set[str]]:
        outcome = run(tmp_path, {**use, **more})
        assert errors(outcome) == []
        assert outcome.footprint is not None
        total = outcome.footprint.total
        assert total is not None
        left = {part for line in outcome.footprint.lines for part in line.flow.not_assessed}
        return len(outcome.footprint.lines), total, left

    direct = 30 * GAS * PER_C
    for more, unknown in (({}, {"upstream"}), ({"fuel_supply": "other-lines"}, set())):
        count, total, left = lines(**more)
        assert (count, left) == (1, unknown)
        assert total == pytest.approx(direct)
    count, total, left = lines(fuel_supply="library")
    assert (count, left) == (2, set())
    assert 1.05 * direct < total < 1.4 * direct


@pytest.mark.parametrize("method", ["ammonia", "hydrogen-smr"])
def test_the_rule_of_the_eu_takes_its_factor_as_it_stands(tmp_path: Path, method: str) -> None:
    key = {"ammonia": "fuel_requirement", "hydrogen-smr": "fuel_requirement"}[method]
    use = {"method": f"chemicals/{method}", "amount": "1 t", key: "30 GJ/t (net)", "rule": "eu"}
    found = released(run(tmp_path, {**use, "fuel": "natural-gas"}))
    assert found["co2_fossil"] == pytest.approx(30 * 56.1)
    found = released(run(tmp_path, {**use, "carbon_content": "15 kg/GJ (net)"}))
    assert found["co2_fossil"] == pytest.approx(30 * 15 * 3.664)


def test_capture_draws_its_electricity(tmp_path: Path) -> None:
    use = {
        "method": "chemicals/hydrogen-smr",
        "amount": "1 t",
        "fuel_requirement": "170 MJ/kg (net)",
        "fuel": "natural-gas",
        "capture_rate": "90 %",
        "capture_electricity": "200 kWh/t",
    }
    outcome = run(tmp_path, use)
    assert errors(outcome) == []
    assert outcome.footprint is not None
    made = 170 * GAS * PER_C
    first, second = outcome.footprint.lines
    assert first.flow.quantity is not None and second.flow.quantity is not None
    assert second.flow.quantity.to("kWh") == pytest.approx(made * 0.9 / 1000 * 200)
    assert values(outcome)["CO2 captured and stored"] == f"{made * 0.9:.6g} kg"


def test_efficiency_of_an_electrolyser_on_either_basis(tmp_path: Path) -> None:
    use = {
        "method": "chemicals/hydrogen-electrolysis",
        "amount": "2 kg",
        "electricity_factor": "1 kg CO2e/kWh",
    }

    def total(**more: str) -> float:
        outcome = run(tmp_path, {**use, **more})
        assert errors(outcome) == []
        assert outcome.footprint is not None and outcome.footprint.total is not None
        return outcome.footprint.total

    assert total(efficiency="60 %", calorific_value="120 MJ/kg (net)") == pytest.approx(2 * 120 / 3.6 / 0.6)
    assert total(efficiency="71 %", calorific_value="39.4 kWh/kg (gross)") == pytest.approx(2 * 39.4 / 0.71)
    assert total(electricity_use="198 MJ/kg") == pytest.approx(110)
    assert total(electricity="110 kWh") == pytest.approx(110)


def test_oxygen_beside_hydrogen_is_shown(tmp_path: Path) -> None:
    use = {"method": "chemicals/hydrogen-electrolysis", "amount": "1 t", "electricity": "50 MWh"}
    shown = values(run(tmp_path, use))["oxygen made beside"]
    assert float(shown.split()[0]) == pytest.approx(31.998 / (2 * 2.016), rel=1e-4)


@pytest.mark.parametrize("key", [{"electricity": "33 kWh"}, {"electricity_use": "55 kWh/t"}])
def test_hydrogen_is_not_made_of_less_than_its_energy(tmp_path: Path, key: dict[str, str]) -> None:
    use = {
        "method": "chemicals/hydrogen-electrolysis",
        "amount": "1 kg",
        "electricity_factor": "1 kg CO2e/kWh",
    }
    (found,) = [one for one in run(tmp_path, {**use, **key}).findings if one.code == "CF702"]
    assert found.path[-1] == next(iter(key)) and "33.3 kWh/kg" in found.help


def test_electrolyser_by_contract_and_grid(tmp_path: Path) -> None:
    use = {"method": "chemicals/hydrogen-electrolysis", "amount": "1 t", "electricity": "55 MWh"}
    grid = run(tmp_path, use).footprint
    mixed = run(tmp_path, {**use, "electricity_factor": "0 kg CO2e/kWh", "contract_share": "75 %"}).footprint
    assert grid is not None and mixed is not None
    assert grid.total is not None and mixed.total is not None
    assert mixed.total == pytest.approx(grid.total / 4)
    water = run(tmp_path, {**use, "water_use": "10 kg/kg"}).footprint
    assert water is not None
    quantity = water.lines[-1].flow.quantity
    assert quantity is not None and quantity.to("m3") == pytest.approx(10)


def test_urea_is_released_in_use_and_may_be_biogenic(tmp_path: Path) -> None:
    use = {"method": "chemicals/urea", "amount": "60 kg", "co2_from": "biogenic"}
    outcome = run(tmp_path, use)
    assert outcome.footprint is not None
    assert outcome.footprint.total == 0
    assert errors(outcome) == []
    found = released(run(tmp_path, {**use, "stage": "manufacturing"}))
    assert found == pytest.approx({"co2_biogenic": 44})


@pytest.mark.parametrize(
    ("method", "words", "numbers"),
    [
        ("methanol", {"process": "lurgi-combined"}, {"amount": 3.0, "ch4_factor": 2.0}),
        (
            "ammonia",
            {"fuel": "natural-gas"},
            {"amount": 3.0, "fuel_requirement": 31.0, "urea": 2.0, "oxidation_factor": 0.9},
        ),
        ("urea", {}, {"amount": 2.0, "purity": 0.3}),
        (
            "soda-ash",
            {"process": "solvay"},
            {"amount": 3.0, "limestone": 4.0, "coke": 0.3, "carbon_content": 0.9},
        ),
        (
            "carbide",
            {"product": "silicon-carbide"},
            {"coke": 3.0, "carbon_content": 0.9, "carbon_retained": 0.3},
        ),
        ("ethylene-oxide", {}, {"amount": 3.0, "ethylene": 2.4, "ch4_factor": 1.0}),
        ("steam-cracking", {"feedstock": "naphtha", "region": "asia", "product": "ethylene"}, {"feed": 7.0}),
        ("nitric-acid", {"technology": "nscr"}, {"amount": 3.0, "concentration": 0.6}),
        (
            "hydrogen-smr",
            {"fuel": "natural-gas", "capture_energy": "other-lines"},
            {
                "amount": 2.0,
                "efficiency": 0.7,
                "calorific_value": 120.0,
                "capture_rate": 0.8,
                "ch4_factor": 3.0,
            },
        ),
    ],
)
def test_slopes_of_arguments_reach_the_gases(
    method: str, words: dict[str, str], numbers: dict[str, float]
) -> None:
    found = find(f"chemicals/{method}")
    assert found is not None

    def gases(values: dict[str, float]) -> dict[str, float]:
        use = found.__new__(found)
        for name in found.fields():
            setattr(use, name, None)
        for name, value in {**words, **values}.items():
            setattr(use, name, value)
        work = Work(open_library(), "KR", 2025, "AR6", lambda *_: None)
        masses: dict[str, float] = {}
        for term in use.compute(work):
            for gas, mass in (term.gases or {}).items():
                masses[gas] = masses.get(gas, 0.0) + mass
        return masses

    traced = gases({name: Traced(value, {name: value}) for name, value in numbers.items()})
    for name, value in numbers.items():
        more, less = (gases({**numbers, name: value * (1 + step)}) for step in (1e-5, -1e-5))
        for gas, mass in traced.items():
            slope = (more[gas] - less[gas]) / 2e-5
            assert slopes_of(mass).get(name, 0.0) == pytest.approx(slope, rel=1e-6, abs=1e-6), (name, gas)
