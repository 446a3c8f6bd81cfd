"""Methods of the sector minerals: hand-computed numbers, units, and what they refuse."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.pipeline import Options, calculate
from carbonfoot.reports.calc_json import report

Use = dict[str, Any]

TIER_1 = {"method": "minerals/clinker-tier-1"}
TIER_2 = {"method": "minerals/clinker-tier-2", "amount": "1 t"}
TIER_3 = {"method": "minerals/clinker-tier-3"}
CEMENT = {
    "method": "minerals/cement",
    "amount": "1 t",
    "clinker_ratio": "70 %",
    "clinker_factor": "850 kg CO2e/t",
}
SLAG = {"name": "Slag", "share": "26 %", "emission_factor": "50 kg CO2e/t"}
GYPSUM = {"name": "Gypsum", "share": "4 %", "emission_factor": "0 kg CO2e/t"}
LIME = {"method": "minerals/lime", "amount": "1 t", "type": "high-calcium"}
GLASS = {"method": "minerals/glass", "amount": "1 t", "type": "float"}
CERAMICS = {"method": "minerals/ceramics"}
CARBONATES = {"method": "minerals/carbonates"}
LIMESTONE = {"carbonate": "CaCO3", "amount": "1 t"}
DUST = {"amount": "100 kg"}


def answer(folder: Path, use: Use) -> dict[str, Any]:
    document = {
        "carbonfoot": "part/1",
        "product": {"id": "X", "name": "X", "declared_unit": "1 piece", "made_in": "KR"},
        "period": "2025",
        "methods": [use],
    }
    file = folder / "part.yaml"
    file.write_text(json.dumps(document), encoding="utf-8")
    return report(calculate(str(file), Options()), Options(), allow_incomplete=False)


def total(folder: Path, use: Use) -> float:
    """kg CO2e of one use; every error fails."""
    found = answer(folder, use)
    errors = [one for one in found["findings"] if one["severity"] in ("error", "incomplete")]
    assert not errors, errors
    return float(found["data"]["total"])


NUMBERS = [
    # a table of the guidelines, an own factor, and a share of rock
    ({**CARBONATES, **LIMESTONE, "rule": "eu"}, 440.0),
    ({**CARBONATES, **LIMESTONE, "rule": "ipcc"}, 439.71),
    ({**CARBONATES, **LIMESTONE, "emission_factor": "0.43 t/t", "purity": "90 %"}, 387.0),
    ({**CARBONATES, "carbonate": "ankerite", "amount": "1 t", "rule": "ipcc"}, 441.97),
    (
        {**CARBONATES, "carbonates": [{**LIMESTONE, "calcination": "50 %", "emission_factor": "440 kg/t"}]},
        220.0,
    ),
    ({**CARBONATES, "carbonates": [{**LIMESTONE, "emission_factor": "440 kg CO2e/t"}]}, 440.0),
    # clinker: amounts of a year, cement with known clinker, own factor
    ({**TIER_1, "amount": "2 Mt"}, 1.04e9),
    ({**TIER_1, "cements": {"amount": "10 t", "clinker_ratio": "90 %"}}, 4680.0),
    ({**TIER_1, "amount": "1 t", "emission_factor": "0.53 t/t"}, 530.0),
    # 0.65 x 0.785 + 0.015 x 1.092 = 0.52663
    ({**TIER_2, "cao": "65 %", "mgo": "1.5 %", "ckd_correction": "1"}, 526.63),
    ({**TIER_2, "cao": "65 %", "mgo": "1.5 %"}, 537.1626),
    (
        {**TIER_2, "cao": "65 %", "cao_non_carbonate": "2 %", "cao_uncalcined": "1 %", "ckd_correction": "1"},
        486.7,
    ),
    (
        {
            **TIER_2,
            "cao": "65 %",
            "ckd_correction": "1",
            "non_carbonate_inputs": {"amount": "50 kg", "cao": "40 %"},
        },
        494.55,
    ),
    # dust: IPCC 2.5, and the degree of calcination of the Regulation: EF 0.5, d 0.5: (1/6) / (1 - 1/6) = 0.2
    (
        {
            **TIER_2,
            "emission_factor": "0.5 t/t",
            "ckd": {**DUST, "carbonate_share": "80 %", "calcination": "50 %"},
        },
        517.5884,
    ),
    ({**TIER_2, "emission_factor": "0.5 t/t", "ckd": {**DUST, "calcination": "50 %"}}, 520.0),
    # d = 1 - 0.2 x (1 - 1/3) / ((1 - 0.2) x 1/3) = 0.5
    (
        {
            **TIER_2,
            "emission_factor": "0.5 t/t",
            "ckd": {**DUST, "co2_of_dust": "20 %", "co2_of_raw_meal": "= 1 / 3"},
        },
        520.0,
    ),
    ({**TIER_2, "emission_factor": "0.5 t/t", "ckd": {**DUST, "emission_factor": "0.3 t/t"}}, 530.0),
    (
        {**TIER_2, "emission_factor": "0.5 t/t", "ckd": {**DUST, "cao": "40 %", "cao_uncalcined": "10 %"}},
        523.55,
    ),
    # 500 + 100 x (0.40 x 0.785 + (0.02 - 0.01) x 1.092)
    (
        {
            **TIER_2,
            "emission_factor": "0.5 t/t",
            "ckd": {**DUST, "cao": "40 %", "mgo": "2 %", "mgo_uncalcined": "1 %"},
        },
        532.492,
    ),
    # atomic weights: CO2 44.009, CaO 56.077, MgO 40.304
    (
        {**TIER_2, "cao": "65 %", "mgo": "1.5 %", "ckd_correction": "1", "rule": "stoichiometry"},
        650 * 44.009 / 56.077 + 15 * 44.009 / 40.304,
    ),
    ({**TIER_2, "emission_factor": "0.5 t/t", "bypass_dust": "40 kg", "ckd_correction": "1"}, 520.0),
    (
        {
            **TIER_2,
            "emission_factor": "0.5 t/t",
            "ckd_correction": "1",
            "organic_carbon": {"raw_meal": "1.5 t", "carbon_content": "0.2 %"},
        },
        511.0,
    ),
    ({**TIER_3, "feed": {"amount": "1 t", "emission_factor": "0.35 t/t", "calcination": "98 %"}}, 343.0),
    (
        {
            **TIER_3,
            "feed": {"amount": "1 t", "emission_factor": "0.35 t/t"},
            "rule": "eu",
            "ckd": {"amount": "100 kg", "carbonate_share": "50 %", "calcination": "0 %"},
        },
        328.0,
    ),
    # 0.7 x 850 + 0.26 x 50
    ({**CEMENT, "constituents": [SLAG, GYPSUM]}, 608.0),
    (
        {
            **CEMENT,
            "clinker_ratio": "0 %",
            "clinker_factor": None,
            "constituents": [{**SLAG, "share": "100 %"}],
        },
        50.0,
    ),
    ({**LIME}, 1000 * 0.785 * 0.95 * 1.02),
    ({**LIME, "type": "dolomitic", "country_group": "developing"}, 1000 * 0.913 * 0.85 * 1.02),
    ({**LIME, "type": "hydraulic", "lkd_correction": "1"}, 588.75),
    ({**LIME, "cao": "94 %", "mgo": "1 %", "lkd_correction": "1"}, 748.82),
    (
        {
            **LIME,
            "emission_factor": "0.75 t/t",
            "lkd_correction": "1",
            "hydrated_share": "50 %",
            "hydrated_water": "20 %",
        },
        675.0,
    ),
    ({**GLASS, "cullet": "30 %"}, 147.0),
    ({**GLASS, "cullet": "30 %", "emission_factor": "180 kg/t"}, 126.0),
    ({**CERAMICS, "clay": "1 t", "caco3": "10 %", "mgco3": "1 %", "rule": "eu"}, 49.22),
    ({**CERAMICS, "amount": "1 t", "cao": "5 %", "mgo": "1 %"}, 50.17),
    (
        {
            **CERAMICS,
            "clay": "1 t",
            "caco3": "0 %",
            "organic_carbon": {"amount": "30 kg", "carbon_content": "50 %"},
        },
        55.0,
    ),
]


@pytest.mark.parametrize(("use", "expected"), NUMBERS)
def test_numbers(use: Use, expected: float, tmp_path: Path) -> None:
    use = {key: value for key, value in use.items() if value is not None}
    assert total(tmp_path, use) == pytest.approx(expected, rel=1e-9)


REFUSED = [
    ({**CARBONATES, "carbonate": "CaCO3"}, "CF102"),
    ({**CARBONATES, **LIMESTONE, "carbonates": [LIMESTONE]}, "CF106"),
    ({**CARBONATES, "carbonate": "SiO2", "amount": "1 t"}, "CF702"),
    ({**CARBONATES, "carbonate": "C6H12O6", "amount": "1 t"}, "CF702"),
    ({**CARBONATES, "carbonate": "dolomit", "amount": "1 t"}, "CF702"),
    ({**CARBONATES, "carbonate": "ankerite", "amount": "1 t"}, "CF702"),
    ({**CARBONATES, "carbonate": "MnCO3", "amount": "1 t", "rule": "eu"}, "CF702"),
    ({**CARBONATES, "carbonate": "K2CO3", "amount": "1 t", "rule": "ipcc"}, "CF702"),
    ({**CARBONATES, "carbonate": "CaCO3", "amount": "1 kWh"}, "CF204"),
    ({**CARBONATES, "carbonate": "CaCO3", "amount": "1 t", "purity": "120 %"}, "CF208"),
    ({**TIER_1}, "CF102"),
    ({**TIER_1, "amount": "1 t", "cements": {"amount": "1 t", "type": "portland"}}, "CF106"),
    ({**TIER_1, "amount": "1 t", "clinker_imported": "1 t"}, "CF106"),
    ({**TIER_1, "cements": {"amount": "1 t"}}, "CF102"),
    ({**TIER_1, "cements": {"amount": "1 t", "type": "portland", "clinker_ratio": "90 %"}}, "CF106"),
    ({**TIER_1, "cements": {"amount": "1 t", "type": "portland"}, "clinker_imported": "2 t"}, "CF208"),
    ({**TIER_1, "cements": {"amount": "1 t", "type": "roman"}}, "CF105"),
    ({**TIER_1, "amount": "-1 t"}, "CF207"),
    ({**TIER_2}, "CF102"),
    ({**TIER_2, "cao": "65 %", "emission_factor": "0.5 t/t"}, "CF106"),
    ({**TIER_2, "cao": "65 %", "mgo": "40 %"}, "CF208"),
    ({**TIER_2, "cao": "5 %", "cao_non_carbonate": "6 %"}, "CF208"),
    (
        {
            **TIER_2,
            "cao": "65 %",
            "cao_non_carbonate": "1 %",
            "non_carbonate_inputs": {"amount": "1 kg", "cao": "1 %"},
        },
        "CF106",
    ),
    ({**TIER_2, "cao": "65 %", "non_carbonate_inputs": {"amount": "1 kg"}}, "CF102"),
    ({**TIER_2, "cao": "65 %", "ckd_correction": "0.9"}, "CF208"),
    ({**TIER_2, "cao": "65 %", "ckd_correction": "1.02", "ckd": {**DUST, "calcination": "1"}}, "CF106"),
    ({**TIER_2, "cao": "65 %", "bypass_dust": "1 kg"}, "CF102"),
    ({**TIER_2, "cao": "65 %", "ckd": DUST}, "CF102"),
    ({**TIER_2, "cao": "65 %", "ckd": {**DUST, "calcination": "1", "cao": "40 %"}}, "CF106"),
    ({**TIER_2, "cao": "65 %", "ckd": {**DUST, "calcination": "1", "mgo": "4 %"}}, "CF106"),
    ({**TIER_2, "cao": "65 %", "ckd": {**DUST, "cao": "4 %", "cao_uncalcined": "5 %"}}, "CF208"),
    ({**TIER_2, "cao": "65 %", "ckd": {**DUST, "co2_of_dust": "40 %", "co2_of_raw_meal": "35 %"}}, "CF208"),
    ({**TIER_3}, "CF102"),
    ({**TIER_3, "carbonates": []}, "CF104"),
    (
        {
            **TIER_3,
            "carbonates": LIMESTONE,
            "ckd": {"amount": "2 t", "carbonate_share": "1", "calcination": "0 %"},
        },
        "CF703",
    ),
    ({**TIER_3, "carbonates": LIMESTONE, "organic_carbon": {"amount": "1 t"}}, "CF102"),
    ({**CEMENT, "constituents": [GYPSUM]}, "CF406"),
    ({**CEMENT, "constituents": [SLAG, {"name": "Gypsum", "share": "4 %"}]}, "CF102"),
    ({**CEMENT, "constituents": [{**SLAG, "factor": "minerals/gypsum"}, GYPSUM]}, "CF106"),
    ({**CEMENT, "constituents": [{**SLAG, "origin": "KR"}, GYPSUM]}, "CF106"),
    ({**CEMENT, "clinker_item": "minerals/cement-clinker", "constituents": [SLAG, GYPSUM]}, "CF106"),
    ({**CEMENT, "clinker_ratio": "0 %", "constituents": [{**SLAG, "share": "1"}]}, "CF106"),
    ({**LIME, "type": "dolomitic"}, "CF102"),
    ({**LIME, "country_group": "developed"}, "CF106"),
    ({**LIME, "oxide_content": "95 %", "cao": "94 %"}, "CF106"),
    ({**LIME, "type": "unspecified", "oxide_content": "95 %"}, "CF106"),
    ({**LIME, "mgo": "1 %"}, "CF102"),
    ({**LIME, "hydrated_water": "28 %"}, "CF106"),
    (
        {
            **LIME,
            "lkd_correction": "1.02",
            "lkd": {"amount": "1 kg", "carbonate_share": "1", "calcination": "1"},
        },
        "CF106",
    ),
    ({**GLASS}, "CF102"),
    ({**GLASS, "cullet": "110 %"}, "CF208"),
    ({**CERAMICS}, "CF102"),
    ({**CERAMICS, "clay": "1 t"}, "CF102"),
    ({**CERAMICS, "clay": "1 t", "amount": "1 t"}, "CF106"),
    ({**CERAMICS, "clay": "1 t", "cao": "5 %"}, "CF106"),
    ({**CERAMICS, "clay": "1 t", "caco3": "5 %", "defaults": "eu"}, "CF106"),
    ({**CERAMICS, "amount": "1 t", "defaults": "ipcc"}, "CF102"),
    ({**CERAMICS, "amount": "1 t", "cao": "5 %", "calcination": "90 %"}, "CF106"),
]


@pytest.mark.parametrize(("use", "code"), REFUSED)
def test_refused(use: Use, code: str, tmp_path: Path) -> None:
    found = answer(tmp_path, use)
    errors = [one for one in found["findings"] if one["severity"] == "error"]
    assert [one["code"] for one in errors] == [code], errors
    assert errors[0]["help"]
    assert found["data"]["total"] is None


def test_the_default_for_dust_and_its_source_are_shown(tmp_path: Path) -> None:
    found = answer(tmp_path, {**TIER_2, "cao": "65 %"})
    [line] = found["data"]["lines"]
    taken = {(one["key"], one["value"]): one["from"] for one in line["worked"]["values"]}
    [(_, origin)] = [one for one in taken.items() if one[0][0].startswith("ckd-correction-factor")]
    assert origin == "ipcc-2006:cement-clinker:ckd-correction-factor"
    assert taken["CO2 per CaO", "0.785 kg/kg"].startswith("cbam-2026:")


def test_a_missing_cullet_ratio_is_answered_with_what_is_typical(tmp_path: Path) -> None:
    [finding] = answer(tmp_path, GLASS)["findings"]
    assert finding["notes"] == ["the middle of the range in table 2.6 is 17.5 %"]


def test_cement_draws_what_the_library_has(tmp_path: Path) -> None:
    use = {
        "method": "minerals/cement",
        "amount": "1 t",
        "clinker_ratio": "95 %",
        "clinker_item": "minerals/cement-clinker",
        "clinker_origin": "TW",
        "constituents": {"name": "Gypsum", "share": "5 %", "factor": "minerals/gypsum", "origin": "TW"},
    }
    found = answer(tmp_path, use)
    assert [one for one in found["findings"] if one["severity"] in ("error", "incomplete")] == []
    clinker, gypsum = found["data"]["lines"]
    assert clinker["factors"][0]["label"].startswith("taiwan-moenv:")
    assert found["data"]["total"] == pytest.approx(clinker["kg_co2e"] + gypsum["kg_co2e"])


def test_biogenic_additives_of_bricks_stand_apart(tmp_path: Path) -> None:
    sawdust = {"amount": "30 kg", "carbon_content": "50 %", "biomass_share": "100 %"}
    found = answer(
        tmp_path, {**CERAMICS, "clay": "1 t", "caco3": "10 %", "rule": "eu", "organic_carbon": sawdust}
    )
    assert {one["gas"]: one["kg"] for one in found["data"]["by_gas"]} == pytest.approx(
        {"co2_fossil": 44.0, "co2_biogenic": 54.96}
    )


@pytest.mark.parametrize(
    ("keys", "code", "said"),
    [
        ({"amount": "1 kWh"}, "CF204", "write it in kg, or another unit of the same kind"),
        ({"cao": "165 %"}, "CF208", "`165 %` is above 100 %"),
    ],
)
def test_what_is_told_fits_the_key(tmp_path: Path, keys: dict[str, str], code: str, said: str) -> None:
    (found,) = [
        one for one in answer(tmp_path, {**TIER_2, "cao": "65 %", **keys})["findings"] if one["code"] == code
    ]
    assert said in (found["help"], found["message"])


def test_co2_of_the_raw_meal_that_is_stored_is_not_released(tmp_path: Path) -> None:
    """65 % CaO and 1.5 % MgO with 2 % for dust, and 10 kg of organic carbon: each loses the share that is stored."""
    made = 1000 * (0.65 * 0.785 + 0.015 * 1.092) * 1.02 + 1000 * 0.01 * 44 / 12
    clinker = {
        **TIER_2, "cao": "65 %", "mgo": "1.5 %", "ckd_correction": "1.02",
        "organic_carbon": {"raw_meal": "1000 kg", "carbon_content": "1 %"},
    }  # fmt: skip
    assert total(tmp_path, clinker) == pytest.approx(made, rel=1e-12)
    assert total(tmp_path, {**clinker, "co2_stored": "200 kg"}) == pytest.approx(made - 200, rel=1e-12)
    assert total(tmp_path, {**clinker, "co2_stored": f"{made!r} kg"}) == pytest.approx(0, abs=1e-9)
    found = answer(tmp_path, {**clinker, "co2_stored": "600 kg"})
    assert [one["code"] for one in found["findings"] if one["severity"] == "error"] == ["CF703"]
