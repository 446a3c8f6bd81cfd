"""The carbon balance: hand-computed numbers, units that carry carbon, and what it refuses."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.factors.library import open_library
from carbonfoot.methods.balance._published import EU, content
from carbonfoot.methods.balance._published import _names as names
from carbonfoot.methods.work import Work
from carbonfoot.pipeline import Options, calculate
from carbonfoot.quantities.units import multiply, parse_quantity
from carbonfoot.reports.calc_json import report

IRON = {"name": "Iron", "amount": "100 t", "carbon_content": "4 %"}
COKE = {"name": "Coke", "amount": "10 t", "carbon_content": "0.9"}


def answer(tmp_path: Path, use: dict[str, Any]) -> dict[str, Any]:
    document = {
        "carbonfoot": "part/1",
        "product": {"id": "X", "name": "X", "declared_unit": "1 piece", "made_in": "KR"},
        "period": "2025",
        "processes": [{"name": "Step", "methods": [{"method": "balance/carbon", **use}]}],
    }
    file = tmp_path / "part.yaml"
    file.write_text(json.dumps(document), encoding="utf-8")
    asked = Options()
    return report(calculate(str(file), asked), asked, allow_incomplete=False)


def gases(tmp_path: Path, **use: Any) -> dict[str, float]:
    """kg of each gas; every error fails."""
    found = answer(tmp_path, use)
    errors = [one for one in found["findings"] if one["severity"] in ("error", "incomplete")]
    assert not errors, errors
    return {one["gas"]: one["kg"] for one in found["data"]["by_gas"]}


def refused(tmp_path: Path, **use: Any) -> tuple[str, str, str, list[str]]:
    """Code, path below the use, message with help, and notes of the only error."""
    found = answer(tmp_path, use)
    (one,) = [one for one in found["findings"] if one["severity"] == "error"]
    assert found["data"]["total"] is None
    place = one["path"].removeprefix("processes/0/methods/0").lstrip("/")
    return one["code"], place, f"{one['message']} | {one['help']}", one["notes"]


def of(**stream: str) -> dict[str, Any]:
    return {"inputs": [{"name": "Fuel", **stream}]}


@pytest.mark.parametrize(
    ("stream", "carbon"),
    [
        ({"amount": "10 t", "carbon_content": "0.75"}, 7500.0),
        ({"amount": "10 t", "carbon_content": "75 %"}, 7500.0),
        ({"amount": "10 t", "carbon_content": "750 kg/t"}, 7500.0),
        ({"amount": "1000 Nm3", "carbon_content": "0.5 kg/Nm3"}, 500.0),
        ({"amount": "1000 Nm3", "carbon_content": "0.75", "density": "0.8 kg/Nm3"}, 600.0),
        ({"amount": "800 kg", "carbon_content": "0.5 kg/Nm3", "density": "0.8 kg/Nm3"}, 500.0),
        ({"amount": "1000 L", "carbon_content": "0.86", "density": "0.84 kg/L"}, 722.4),
        ({"amount": "10 GJ (net)", "carbon_content": "15.3 kg/GJ (net)"}, 153.0),
        (
            {"amount": "10 t", "carbon_content": "15.3 kg/GJ (net)", "net_calorific_value": "48 GJ/t (net)"},
            7344.0,
        ),
        (
            {"amount": "480 GJ (net)", "carbon_content": "0.75", "net_calorific_value": "48 GJ/t (net)"},
            7500.0,
        ),
        ({"amount": "10 t", "emission_factor": "3.3 t/t"}, 9000.0),
        ({"amount": "10 TJ (net)", "emission_factor": "55 t/TJ (net)"}, 150_000.0),
        ({"amount": "10 t", "emission_factor": "55 t/TJ", "net_calorific_value": "48 GJ/t"}, 7200.0),
        ({"amount": "10 kWh (net)", "emission_factor": "0.11 kg/MJ (net)"}, 1.08),
        ({"amount": "10 t", "formula": "H2"}, 0.0),
        ({"amount": "44 kg", "formula": "CO2"}, 12.0),
        ({"amount": "10 t", "material": "coke", "edition": "ipcc-2006"}, 8300.0),
        ({"amount": "10 t", "material": "pig-iron"}, 470.0),
        ({"amount": "10 t", "material": "pig-iron", "edition": "ipcc-2006"}, 400.0),
        ({"amount": "10 t", "material": "petroleum-coke"}, 8700.0),
        ({"amount": "10 t", "material": "fuels/diesel"}, 10 * 43.0 * 20.2),
        ({"amount": "10 t", "material": "diesel", "net_calorific_value": "42 GJ/t (net)"}, 10 * 42.0 * 20.2),
        ({"amount": "100 GJ (net)", "material": "natural-gas"}, 1530.0),
    ],
)
def test_carbon_of_a_stream(tmp_path: Path, stream: dict[str, str], carbon: float) -> None:
    found = gases(tmp_path, **of(**stream)).get("co2_fossil", 0.0)
    assert found == pytest.approx(carbon * 44 / 12, rel=1e-9)


def test_rule_of_the_eu(tmp_path: Path) -> None:
    assert gases(tmp_path, rule="eu", inputs=[COKE])["co2_fossil"] == pytest.approx(9000 * 3.664)
    by_factor = of(amount="10 t", emission_factor="3.3 t/t")
    assert gases(tmp_path, rule="eu", **by_factor)["co2_fossil"] == pytest.approx(33_000)
    sold = {"name": "Sold", "amount": "1 t", "formula": "CO2"}
    assert gases(tmp_path, rule="eu", inputs=[COKE], outputs=[sold])["co2_fossil"] == pytest.approx(
        9000 * 3.664 - 1000
    )


def test_stocks_flares_and_other_gases(tmp_path: Path) -> None:
    use = {
        "inputs": [COKE],
        "outputs": [IRON],
        "stock_changes": [
            {"name": "Pile", "amount": "-2 t", "carbon_content": "0.9"},
            {"name": "Iron in store", "amount": "5 t", "carbon_content": "4 %"},
        ],
        "flared": [{"name": "Gas", "amount": "1 t", "carbon_content": "0.35"}],
        "co": "28.01 kg",
        "ch4": "16.043 kg",
    }
    # carbon: 9000 + 1800 - 4000 - 200 - 12.011 in methane, CO counted as the CO2 that it becomes
    found = gases(tmp_path, **use)
    assert found["co2_fossil"] == pytest.approx((6600 - 12.011) * 44 / 12)
    assert found["ch4_fossil"] == pytest.approx(16.043)
    lines = {one["name"]: one["kg_co2e"] for one in answer(tmp_path, use)["data"]["lines"]}
    assert lines["Step, flared: Gas"] == pytest.approx(350 * 44 / 12)
    assert lines["Step, CO, as the CO2 that it becomes"] == pytest.approx(12.011 * 44 / 12)


def test_biogenic_carbon_is_a_balance_of_its_own(tmp_path: Path) -> None:
    half = {**COKE, "biomass_share": "50 %"}
    found = gases(tmp_path, inputs=[half], outputs=[{**IRON, "biomass_share": "25 %"}])
    assert found["co2_fossil"] == pytest.approx((4500 - 3000) * 44 / 12)
    assert found["co2_biogenic"] == pytest.approx((4500 - 1000) * 44 / 12)
    code, place, said, _ = refused(
        tmp_path, inputs=[half], outputs=[{**IRON, "amount": "120 t", "biomass_share": "1"}]
    )
    assert (code, place) == ("CF703", "outputs/0")
    assert "4800 kg of biogenic carbon comes out, and 4500 kg goes in" in said


def test_more_carbon_out_than_in(tmp_path: Path) -> None:
    out = [{**IRON, "amount": "250 t"}, {**IRON, "name": "Slag", "amount": "1 t"}]
    code, place, said, notes = refused(tmp_path, inputs=[COKE], outputs=out)
    assert (code, place) == ("CF703", "outputs/0")
    assert "10040 kg of fossil carbon comes out, and 9000 kg goes in" in said
    assert notes == ["in Coke: 9000 kg", "out Iron: 10000 kg", "out Slag: 40 kg"]
    assert refused(tmp_path, inputs=[COKE], outputs=out, tolerance="11 %")[0] == "CF703"
    found = answer(tmp_path, {"inputs": [COKE], "outputs": out, "tolerance": "12 %"})
    assert "CF718" in {one["code"] for one in found["findings"]}
    assert found["data"]["total"] == 0


def test_a_balance_that_closes_is_zero(tmp_path: Path) -> None:
    thirds = [{"name": f"Part {at}", "amount": "0.1 t", "carbon_content": "0.3"} for at in range(3)]
    whole = [{"name": "Whole", "amount": "0.3 t", "carbon_content": "0.3"}]
    assert answer(tmp_path, {"inputs": thirds, "outputs": whole})["data"]["total"] == 0
    assert answer(tmp_path, {"inputs": whole, "outputs": thirds})["data"]["total"] == pytest.approx(
        0, abs=1e-9
    )


def test_flared_gas_is_part_of_what_is_emitted(tmp_path: Path) -> None:
    flared = [{"name": "Gas", "amount": "11 t", "carbon_content": "0.9"}]
    code, place, said, _ = refused(tmp_path, inputs=[COKE], flared=flared)
    assert (code, place) == ("CF703", "flared")
    assert "9900 kg" in said and "9000 kg is emitted" in said


@pytest.mark.parametrize(
    ("stream", "code", "place", "said"),
    [
        ({"amount": "12 piece", "carbon_content": "0.9"}, "CF204", "inputs/0/amount", "number of pieces"),
        ({"amount": "12 Nm3", "carbon_content": "0.75"}, "CF209", "inputs/0/amount", "density"),
        (
            {"amount": "12 t", "emission_factor": "56 t/TJ (net)"},
            "CF209",
            "inputs/0/amount",
            "net_calorific_value",
        ),
        (
            {"amount": "12 GJ (net)", "carbon_content": "0.7"},
            "CF209",
            "inputs/0/amount",
            "net_calorific_value",
        ),
        ({"amount": "12 GJ", "emission_factor": "56 t/TJ (net)"}, "CF210", "inputs/0/amount", "net or gross"),
        (
            {"amount": "12 GJ (net)", "emission_factor": "56 t/TJ"},
            "CF210",
            "inputs/0/amount",
            "the carbon content",
        ),
        (
            {"amount": "12 GJ (gross)", "emission_factor": "56 t/TJ (net)"},
            "CF204",
            "inputs/0/amount",
            "same basis",
        ),
        ({"amount": "12 t", "carbon_content": "88"}, "CF208", "inputs/0/carbon_content", "more carbon than"),
        ({"amount": "-12 t", "carbon_content": "0.9"}, "CF207", "inputs/0/amount", "other list"),
        ({"amount": "12 t"}, "CF209", "inputs/0", "how much carbon Fuel holds"),
        (
            {"amount": "12 t", "carbon_content": "0.9", "material": "coke"},
            "CF106",
            "inputs/0/material",
            "both",
        ),
        (
            {"amount": "12 t", "carbon_content": "0.9", "edition": "ipcc-2006"},
            "CF106",
            "inputs/0/edition",
            "effect",
        ),
        (
            {"amount": "12 t", "carbon_content": "0.9", "density": "1 kg/L"},
            "CF106",
            "inputs/0/density",
            "effect",
        ),
        (
            {"amount": "1 GJ", "emission_factor": "56 t/TJ", "net_calorific_value": "48 GJ/t"},
            *("CF106", "inputs/0/net_calorific_value", "no effect"),
        ),
        ({"amount": "12 t", "material": "limeston"}, "CF704", "inputs/0/material", "`limestone`"),
        (
            {"amount": "12 t", "material": "petroleum-coke", "edition": "ipcc-2019"},
            *("CF704", "inputs/0/material", "another edition has it"),
        ),
        ({"amount": "12 t", "material": "charcoal"}, "CF209", "inputs/0", "share of biogenic carbon"),
        ({"amount": "12 t", "formula": "Xy2"}, "CF702", "inputs/0/formula", "no element"),
        (
            {"amount": "12 t", "material": "coke", "biomass_share": "120 %"},
            "CF208",
            "inputs/0/biomass_share",
            "above 1",
        ),
    ],
)
def test_streams_that_are_refused(
    tmp_path: Path, stream: dict[str, str], code: str, place: str, said: str
) -> None:
    found = refused(tmp_path, **of(**stream))
    assert found[:2] == (code, place)
    assert said in found[2]


def test_a_balance_needs_an_input(tmp_path: Path) -> None:
    assert refused(tmp_path, inputs=[], outputs=[IRON])[:2] == ("CF209", "inputs")


def test_all_streams_that_are_wrong_are_told(tmp_path: Path) -> None:
    wrong = [{"name": "A", "amount": "1 t"}, COKE, {"name": "B", "amount": "-1 t", "carbon_content": "1"}]
    found = answer(tmp_path, {"inputs": wrong})["findings"]
    assert [one["code"] for one in found if one["severity"] == "error"] == ["CF209", "CF207"]


def test_every_name_of_the_eu_table_is_found() -> None:
    library = open_library()
    work = Work(library, "KR", 2025, "AR6", lambda *_: None)
    for name, (row, _) in names().items():
        assert row, name
        found = content(work, name, EU, parse_quantity("1 t"), ())
        share = (
            found.carbon if found.calorific_value is None else multiply(found.carbon, found.calorific_value)
        )
        assert 0 < share.to("1") < 1, name
    library.close()
