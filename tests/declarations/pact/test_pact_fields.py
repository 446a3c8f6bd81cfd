"""Each key of a CarbonFootprint (technical specifications 3.0.3) is written exactly when it must be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.declarations.pact.conftest import OFFICIAL, WIRE
from tests.declarations.pact.test_pact_numbers import BOUGHT, line, supplier

Declare = Callable[..., Any]

ALWAYS = [
    "declaredUnitOfMeasurement",
    "declaredUnitAmount",
    "productMassPerDeclaredUnit",
    "referencePeriodStart",
    "referencePeriodEnd",
    "pcfExcludingBiogenicUptake",
    "pcfIncludingBiogenicUptake",
    "fossilGhgEmissions",
    "fossilCarbonContent",
    "packagingEmissionsIncluded",
    "ccsTechnologicalCO2CaptureIncluded",
    "ipccCharacterizationFactors",
    "crossSectoralStandards",
    "exemptedEmissionsPercent",
    "primaryDataShare",
    "boundaryProcessesDescription",
    "allocationRulesDescription",
]
"""SHALL, and two texts that nobody needs to ask for."""

NEVER = ["geographyRegionOrSubregion", "landCarbonLeakage", "landAreaOccupation"]
"""Nothing in a document states them."""

NONE = dict.fromkeys(
    (
        "landUseChangeGhgEmissions",
        "landManagementBiogenicCO2Emissions",
        "biogenicCO2Uptake",
        "biogenicNonCO2Emissions",
    ),
    "0",
)
BOX = """packaging:
  - name: Box
    amount: 0.5 kg
    transport: []
    carbon_content: {biogenic: 0.4 kg/kg}
    footprint: {value: 1 kg CO2e, per: 1 kg, source: S, gwp: AR6, year: 2025}
"""
USED = WIRE + (
    "declare: {carbon_capture_use: Credit, captured_content: 0.1, captured_origin: plant,"
    " capture_certificate: https://example.org/c/1}\n"
)
STORED = {
    "pcfExcludingBiogenicUptake": "1.3",
    "pcfIncludingBiogenicUptake": "1.3",
    "ccsTechnologicalCO2CaptureIncluded": True,
    "ccsTechnologicalCO2Capture": "-0.1",
    "technologicalCO2Removals": "-0.05",
    "landManagementBiogenicCO2Removals": "-0.05",
}
RECYCLED = {
    "carbon_content: {fossil: 0.1 kg/kg}": "carbon_content: {fossil: 0.1 kg/kg, recycled: 0.05 kg/kg}"
}
PAID = WIRE + "distribution: [{mode: road/hgv, distance: 100 km}]\ndeclare: {pays_distribution: yes}\n"
CASES: dict[str, tuple[str, dict[str, str], dict[str, Any]]] = {
    "geographyCountry": (WIRE, {}, {}),
    "geographyCountrySubdivision": (WIRE, {"made_in: KR": "made_in: KR-41"}, {}),
    **{
        name: (BOUGHT, {}, NONE)
        for name in (*NONE, "biogenicCarbonContent", "landManagementFossilGhgEmissions")
    },
    "recycledCarbonContent": (WIRE, RECYCLED, {}),
    "landManagementBiogenicCO2Removals": (BOUGHT, {}, STORED),
    "ccsTechnologicalCO2Capture": (BOUGHT, {}, STORED),
    "technologicalCO2Removals": (BOUGHT, {}, STORED),
    "technologicalCO2CaptureOrigin": (USED, {}, {}),
    "ccuCarbonContent": (USED, {}, {}),
    "ccuCalculationApproach": (USED, {}, {}),
    "ccuCreditCertification": (USED, {}, {}),
    "aircraftGhgEmissions": (
        "inputs:\n" + line("gwp: AR6, fossil: 1.5 kg CO2e, aircraft: 0.4 kg CO2e"),
        {},
        {},
    ),
    "packagingGhgEmissions": (WIRE + BOX, {}, {}),
    "packagingBiogenicCarbonContent": (WIRE + BOX, {}, {}),
    "outboundLogisticsGhgEmissions": (PAID, {}, {}),
    "productOrSectorSpecificRules": (WIRE + "declare: {rules: [{operator: PEF, names: a}]}\n", {}, {}),
    "exemptedEmissionsDescription": (WIRE + "exclude: [{name: Oil, share: 1 %, reason: small}]\n", {}, {}),
    "secondaryEmissionFactorSources": (WIRE + "processes: [{name: Press, electricity: 1 kWh}]\n", {}, {}),
    "dqi": (
        "inputs:\n" + line("gwp: AR6", more="    quality: {technology: 2, geography: 1, time: 3}\n"),
        {},
        {},
    ),
    "verification": (WIRE + "declare: {verification: {coverage: product level}}\n", {}, {}),
}
"""What makes a key appear: lines, changes of the head, and what the supplier declares."""

BARE = {"made_in: KR": "made_in: GLO"}


@pytest.mark.parametrize("key", CASES)
def test_a_key_is_there_when_it_is_stated_and_else_not(
    declare: Declare, official: Callable[[Any], list[str]], key: str
) -> None:
    body, change, declared = CASES[key]
    message = declare(body, change, supplier__json=supplier(**declared))
    assert key in message.pcf and official(message.body) == []
    assert {*ALWAYS} <= {*message.pcf} and not {*NEVER} & {*message.pcf}


def test_nothing_else_is_written(declare: Declare) -> None:
    assert {*declare(change=BARE).pcf} == {*ALWAYS}


def test_the_table_has_every_key_of_the_specification() -> None:
    if not OFFICIAL.is_file():
        pytest.skip("the official schema is not there")
    import yaml

    schema = yaml.load(OFFICIAL.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506  # texts only
    known = schema["components"]["schemas"]["CarbonFootprint"]
    assert {*known["properties"]} == {*ALWAYS, *NEVER, *CASES}
    assert {*known["required"]} <= {*ALWAYS}


def test_packaging_that_takes_up_carbon_says_how_much_it_holds(
    declare: Declare, official: Callable[[Any], list[str]]
) -> None:
    """What packaging has taken up at the gate it holds; where a line of it does not say, none of it counts."""
    parts = "fossil: 1 kg CO2e, biogenic_non_co2: 0 kg CO2e, land_use_change: 0 kg CO2e, biogenic_uptake: -1.4 kg CO2e"
    box = BOX.replace("    carbon_content: {biogenic: 0.4 kg/kg}\n", "")
    told = box.replace("gwp: AR6", f"gwp: AR6, {parts}")
    held = {"{fossil: 0.1 kg/kg}": "{fossil: 0.1 kg/kg, biogenic: 0 kg/kg}"}
    message = declare(WIRE + told, held)
    assert message.pcf["biogenicCO2Uptake"] == "-0.7"
    assert float(message.pcf["packagingBiogenicCarbonContent"]) == pytest.approx(0.7 * 12 / 44)
    assert official(message.body) == []
    pcf = declare(WIRE + told + box.removeprefix("packaging:\n"), held).pcf
    assert "packagingBiogenicCarbonContent" not in pcf and pcf["pcfIncludingBiogenicUptake"] == "4"


def test_what_is_avoided_is_no_process_and_a_site_may_share_in_several_ways(declare_file: Declare) -> None:
    from tests.declarations.pact.test_pact_examples import ROOT

    cover = declare_file(ROOT / "examples" / "foundry" / "cover.yaml").pcf
    assert "Secondary ingot" not in cover["boundaryProcessesDescription"]
    assert "credited: Dross avoids Secondary ingot" in cover["allocationRulesDescription"]
    clip = declare_file(ROOT / "examples" / "stamping-shop" / "cable-clip.yaml").pcf
    assert "by mass, some of it by machine hours or pieces" in clip["allocationRulesDescription"]
