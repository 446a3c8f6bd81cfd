"""Amounts as the act, the communication template and plant engineers write them come to the same number."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from carbonfoot.cbam.calculate import calculate
from carbonfoot.cbam.model import Outcome
from carbonfoot.factors.library import Library
from carbonfoot.findings.finding import severity

HEAD = {"id": "CASE", "name": "Case", "country": "KR"}
NATURAL_GAS = 36 * 56.1
COKE = 36 * 15.3 * 3.664


def outcome(folder: Path, library: Library, stream: dict[str, str], period: str = "2026") -> Outcome:
    document = {
        "carbonfoot": "installation/1",
        "installation": HEAD,
        "period": period,
        "source_streams": [{"name": "Stream", **stream}],
        "processes": [
            {"name": "Mill", "electricity": "0 MWh", "goods": [{"cn": "7208 10 00", "amount": "1000 t"}]}
        ],
    }
    file = folder / "case.yaml"
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    return calculate(str(file), library, str(folder))


def keys(text: str) -> dict[str, str]:
    return dict(part.split(": ", 1) for part in text.split("; "))


@pytest.mark.parametrize(
    ("stream", "expected"),
    [
        ("amount: 1000 1000Nm3; net_calorific_value: 36 GJ/1000Nm3; emission_factor: 56.1 t CO2/TJ", NATURAL_GAS),
        ("amount: 1000 1000 Nm3; net_calorific_value: 36 GJ/1000 Nm3; emission_factor: 56.1 tCO2/TJ", NATURAL_GAS),
        ("amount: 1000 kNm3; net_calorific_value: 36 GJ/kNm3; emission_factor: 56.1 tCO₂/TJ", NATURAL_GAS),
        ("amount: 1 MNm3; net_calorific_value: 36 MJ/Nm³; emission_factor: 56.1 kgCO2/GJ", NATURAL_GAS),
        ("amount: 1 million Nm3; net_calorific_value: 10 kWh/Nm3; emission_factor: 56.1 g CO2/MJ", NATURAL_GAS),
        ("amount: 1000 kNm3; emission_factor: 2.02 tCO2/1000Nm3", 2020),
        ("amount: 1000 kNm3; emission_factor: 2.02 t CO2/kNm3", 2020),
        ("amount: 1000000 Nm3; emission_factor: 2.02 kgCO2e/Nm3", 2020),
        ("amount: 10 GWh; emission_factor: 0.202 kg CO2/kWh", 2020),
        ("amount: 10000 MWh; emission_factor: 0.202 tCO2/MWh", 2020),
        ("amount: 36 TJ; carbon_content: 15.3 t C/TJ", COKE),
        ("amount: 36 TJ; carbon_content: 15.3 kgC/GJ", COKE),
        ("amount: 750 t; net_calorific_value: 48 GJ/t; carbon_content: 15.3 tC/TJ", COKE),
        ("amount: 750 t; net_calorific_value: 48 TJ/Gg; emission_factor: 56.1 tCO2e/TJ", NATURAL_GAS),
        ("amount: 750 t fuel; net_calorific_value: 0.048 TJ/t; emission_factor: 56.1 tCO2/TJ", NATURAL_GAS),
        ("amount: 750 t; carbon_content: 75 wt%", 562.5 * 3.664),
        ("amount: 750 t; carbon_content: 75 % (m/m)", 562.5 * 3.664),
        ("amount: 750 t; carbon_content: 0.75 tC/t fuel", 562.5 * 3.664),
        ("amount: 750 t; carbon_content: 750 kg C/t", 562.5 * 3.664),
        ("amount: 36 TJ; emission_factor: 56.1 tCO2/TJ; oxidation_factor: 0.995", 0.995 * NATURAL_GAS),
        ("amount: 36 TJ; emission_factor: 56.1 tCO2/TJ; oxidation_factor: 99.5%", 0.995 * NATURAL_GAS),
        ("method: process; amount: 1000 t clinker; emission_factor: 0.525 t CO2/t clinker", 525),
        ("method: process; amount: 1000 t; emission_factor: 440 kgCO2/t limestone", 440),
        ("method: mass-balance; amount: 1000 kNm3; carbon_content: 0.5 tC/1000Nm3", 500 * 3.664),
        ("method: measurement; gas: CO2; measured: 1600 tCO2", 1600),
        ("method: measurement; gas: CO2; concentration: 200 gCO2/Nm3; flow: 1 kNm3/h; hours: 8000 h", 1600),
        ("method: co2-transfer; purpose: received; amount: 100 t CO2", 100),
    ],
)  # fmt: skip
def test_a_natural_spelling(stream: str, expected: float, tmp_path: Path, library: Library) -> None:
    found = outcome(tmp_path, library, {"method": "combustion", **keys(stream)})
    assert found.findings == []
    assert found.result is not None
    assert found.result.direct == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize(
    ("stream", "code"),
    [
        ("amount: 10 TJ; emission_factor: 56100 t CO2/TJ", "CF208"),
        ("amount: 10 MWh; emission_factor: 202 t CO2/MWh", "CF208"),
        ("amount: 10000 Nm3; emission_factor: 2.02 t CO2/Nm3", "CF208"),
        ("amount: 10000 Nm3; net_calorific_value: 36 GJ/Nm3; emission_factor: 56.1 t CO2/TJ", "CF208"),
        ("amount: 10 t; net_calorific_value: 48 TJ/t; emission_factor: 56.1 t CO2/TJ", "CF208"),
        ("amount: 10 TJ; carbon_content: 15300 t C/TJ", "CF208"),
        ("amount: 10 t; net_calorific_value: 48 GJ/t; carbon_content: 25 t C/TJ", "CF208"),
        ("amount: 10 t; carbon_content: 15.3 t C/TJ", "CF209"),
        ("amount: 1000 t CO2; fuel: Natural gas", "CF204"),
        ("method: process; amount: 10 t clinker; emission_factor: 0.44 t CO2/t limestone", "CF204"),
        ("amount: 10 t; emission_factor: 3.664 t CO2/t C", "CF203"),
        ("method: measurement; gas: CO2; measured: 10 t N2O", "CF204"),
    ],
)  # fmt: skip
def test_a_slip_is_refused(stream: str, code: str, tmp_path: Path, library: Library) -> None:
    found = outcome(tmp_path, library, {"method": "combustion", **keys(stream)})
    assert [one.code for one in found.findings if severity(one) == "error"] == [code]
    assert found.result is None


@pytest.mark.parametrize(
    "stream",
    [
        "amount: 10 TJ; emission_factor: 56.1 kg CO2/TJ",
        "amount: 10 t; net_calorific_value: 48 MJ/t; emission_factor: 56.1 t CO2/TJ",
        "amount: 10 TJ; carbon_content: 15.3 kg C/TJ",
    ],
)
def test_a_factor_a_thousand_times_too_small_is_told(stream: str, tmp_path: Path, library: Library) -> None:
    found = outcome(tmp_path, library, {"method": "combustion", **keys(stream)})
    assert [(one.code, severity(one)) for one in found.findings] == [("CF208", "warning")]
    assert found.result is not None


@pytest.mark.parametrize(
    "period",
    ["2026-01-01..2026-12-31", "2026-01..2026-12", "2026-01-01/2026-12-31", "2026-01-01 to 2026-12-31", "2028-01-01..2028-12-31"],
)  # fmt: skip
def test_a_calendar_year(period: str, tmp_path: Path, library: Library) -> None:
    stream = {"method": "combustion", "amount": "10 TJ", "emission_factor": "56.1 t CO2/TJ"}
    found = outcome(tmp_path, library, stream, period)
    assert found.findings == []
    assert found.result is not None
    assert str(found.result.year) == period[:4]
