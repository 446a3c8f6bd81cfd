"""Emissions, sums, carbon and quality of a message, against numbers worked out by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from carbonfoot.declarations.pact.known import burned

if TYPE_CHECKING:
    from carbonfoot.system.model import Source

Declare = Callable[..., Any]

KNOWN = "fossil: 1.5 kg CO2e, land_use_change: 0 kg CO2e, biogenic_non_co2: 0 kg CO2e"
BIO = (
    "biogenicCarbonContent",
    "landUseChangeGhgEmissions",
    "landManagementBiogenicCO2Emissions",
    "landManagementFossilGhgEmissions",
    "biogenicCO2Uptake",
    "biogenicNonCO2Emissions",
)


def line(
    parts: str, value: str = "1.5 kg CO2e", name: str = "Wire", more: str = "", amount: str = "2 kg"
) -> str:
    return (
        f"  - name: {name}\n    amount: {amount}\n    transport: []\n"
        f"    footprint: {{value: {value}, per: 1 kg, source: S, year: 2025, {parts}}}\n{more}"
    )


def supplier(**pcf: Any) -> str:
    """A declaration of 1 kg by a supplier, with what a case is about."""
    return json.dumps(
        {
            "id": "f4b1225a-bd44-4c8e-861d-079e4e1dfd69",
            "specVersion": "3.0.3",
            "created": "2026-02-01T00:00:00Z",
            "status": "Active",
            "companyName": "Supplier",
            "companyIds": ["urn:lei:529900T8BM49AURSDO55"],
            "productDescription": "Granulate",
            "productIds": ["urn:pact:supplier.example:product-id:1"],
            "productNameCompany": "Granulate",
            "pcf": {
                "declaredUnitOfMeasurement": "kilogram",
                "declaredUnitAmount": "1",
                "productMassPerDeclaredUnit": "1",
                "referencePeriodStart": "2025-01-01T00:00:00Z",
                "referencePeriodEnd": "2026-01-01T00:00:00Z",
                "pcfExcludingBiogenicUptake": "1.5",
                "pcfIncludingBiogenicUptake": "1.5",
                "fossilGhgEmissions": "1.5",
                "fossilCarbonContent": "0",
                "packagingEmissionsIncluded": False,
                "ccsTechnologicalCO2CaptureIncluded": False,
                "ipccCharacterizationFactors": ["AR6"],
                "crossSectoralStandards": ["PACT-3.0"],
                "exemptedEmissionsPercent": "0",
                "primaryDataShare": "60",
                **pcf,
            },
        }
    )


BOUGHT = "inputs: [{name: Granulate, amount: 2 kg, declaration: supplier.json, transport: []}]\n"


def test_a_number_without_its_split_is_fossil_and_leaves_the_biogenic_keys_out(declare: Declare) -> None:
    message = declare()
    assert message.pcf["fossilGhgEmissions"] == "3"
    assert message.pcf["pcfIncludingBiogenicUptake"] == "3"
    assert not {*BIO} & {*message.pcf}
    assert message.codes == ["CF918", "CF918"]  # the other: no ratings


def test_nothing_biogenic_in_any_number_is_zero_not_unknown(declare: Declare) -> None:
    none = (
        "landUseChangeGhgEmissions",
        "landManagementBiogenicCO2Emissions",
        "biogenicCO2Uptake",
        "biogenicNonCO2Emissions",
    )
    message = declare(BOUGHT, supplier__json=supplier(**dict.fromkeys(none, "0")))
    assert {message.pcf[key] for key in BIO} == {"0"}


def test_each_key_is_known_by_itself(declare: Declare) -> None:
    """A statement of this form cannot speak of land management, so that stays unknown, and with it the whole."""
    pcf = declare("inputs:\n" + line(f"gwp: AR6, {KNOWN}, biogenic_uptake: 0 kg CO2e")).pcf
    assert {key for key in BIO if key in pcf} == {
        "landUseChangeGhgEmissions",
        "biogenicCO2Uptake",
        "biogenicNonCO2Emissions",
    }


def test_one_silent_number_makes_zero_unknown(declare: Declare) -> None:
    body = "inputs:\n  - {name: Granulate, amount: 2 kg, declaration: supplier.json, transport: []}\n" + line(
        "gwp: AR6"
    )
    none = (
        "landUseChangeGhgEmissions",
        "landManagementBiogenicCO2Emissions",
        "biogenicCO2Uptake",
        "biogenicNonCO2Emissions",
    )
    message = declare(body, supplier__json=supplier(**dict.fromkeys(none, "0")))
    assert not {*BIO} & {*message.pcf}
    assert "50 % of the total" in message.said("CF918")


def test_a_product_all_of_biomass(declare: Declare, official: Callable[[Any], list[str]]) -> None:
    parts = (
        "gwp: AR6, fossil: 0.1 kg CO2e, biogenic_non_co2: 0.05 kg CO2e, land_use_change: 0.15 kg CO2e,"
        " biogenic_uptake: -1.8 kg CO2e"
    )
    held = {"{fossil: 0.1 kg/kg}": "{fossil: 0 kg/kg, biogenic: 0.5 kg/kg}"}
    message = declare("inputs:\n" + line(parts, "0.3 kg CO2e"), held)
    pcf = message.pcf
    assert pcf["pcfExcludingBiogenicUptake"] == "0.6"
    assert pcf["biogenicCO2Uptake"] == "-3.6"
    assert pcf["pcfIncludingBiogenicUptake"] == "-3"
    assert (pcf["fossilGhgEmissions"], pcf["landUseChangeGhgEmissions"]) == ("0.2", "0.3")
    assert pcf["biogenicNonCO2Emissions"] == "0.1"
    assert (pcf["biogenicCarbonContent"], pcf["fossilCarbonContent"]) == ("1", "0")
    assert "landManagementFossilGhgEmissions" not in pcf  # nobody says
    assert official(message.body) == []


def test_uptake_that_the_carbon_in_the_product_contradicts_is_refused(declare: Declare) -> None:
    body = "inputs:\n" + line(f"gwp: AR6, {KNOWN}, biogenic_uptake: -1.8 kg CO2e")
    message = declare(body, {"{fossil: 0.1 kg/kg}": "{fossil: 0 kg/kg, biogenic: 0.3 kg/kg}"})
    assert message.body is None
    assert "take up 3.6 kg of CO2, and the biogenic carbon in the product stands for 2.2 kg" in message.said(
        "CF916"
    )


def test_uptake_without_the_carbon_content_is_incomplete(declare: Declare) -> None:
    message = declare("inputs:\n" + line(f"gwp: AR6, {KNOWN}, biogenic_uptake: -1.8 kg CO2e"))
    assert message.body is None
    assert "biogenic: ... kg/kg" in message.said("CF911")


def test_carbon_tells_the_uptake_where_no_line_does(declare: Declare) -> None:
    message = declare(change={"{fossil: 0.1 kg/kg}": "{fossil: 0 kg/kg, biogenic: 0.5 kg/kg}"})
    assert Decimal(message.pcf["biogenicCO2Uptake"]) == pytest.approx(
        Decimal("-3.66666666667"), rel=Decimal("1e-10")
    )
    assert Decimal(message.pcf["pcfIncludingBiogenicUptake"]) == 3 + Decimal(message.pcf["biogenicCO2Uptake"])


def test_more_biogenic_carbon_released_than_taken_up_is_refused(declare: Declare) -> None:
    message = declare("inputs:\n" + line(f"gwp: AR6, {KNOWN}, biogenic_co2: 0.4 kg CO2e"))
    assert "release 0.8 kg of biogenic CO2 more than they take up" in message.said("CF916")


def test_aircraft_is_a_detail_of_fossil(declare: Declare) -> None:
    message = declare("inputs:\n" + line("gwp: AR6, fossil: 1.5 kg CO2e, aircraft: 0.4 kg CO2e"))
    assert message.pcf["aircraftGhgEmissions"] == "0.8"
    assert message.pcf["fossilGhgEmissions"] == message.pcf["pcfExcludingBiogenicUptake"] == "3"


def test_removals_of_a_supplier_are_carried_through(
    declare: Declare, official: Callable[[Any], list[str]]
) -> None:
    given = supplier(
        pcfExcludingBiogenicUptake="1.2",
        pcfIncludingBiogenicUptake="1.2",
        landManagementBiogenicCO2Removals="-0.05",
        technologicalCO2Removals="-0.1",
        ccsTechnologicalCO2Capture="-0.15",
        ccsTechnologicalCO2CaptureIncluded=True,
        technologicalCO2CaptureOrigin="Northern Lights",
    )
    body = BOUGHT + "declare: {captured_origin: Northern Lights}\n"
    message = declare(body, supplier__json=given)
    pcf = message.pcf
    assert pcf["pcfExcludingBiogenicUptake"] == "2.4"
    assert pcf["landManagementBiogenicCO2Removals"] == "-0.1"
    assert (pcf["technologicalCO2Removals"], pcf["ccsTechnologicalCO2Capture"]) == ("-0.2", "-0.3")
    assert pcf["ccsTechnologicalCO2CaptureIncluded"] is True
    assert pcf["technologicalCO2CaptureOrigin"] == "Northern Lights"
    assert pcf["primaryDataShare"] == "60"
    assert official(message.body) == []


def test_capture_without_its_origin_is_told(declare: Declare) -> None:
    given = supplier(
        pcfExcludingBiogenicUptake="1.4",
        pcfIncludingBiogenicUptake="1.4",
        technologicalCO2Removals="-0.1",
        ccsTechnologicalCO2CaptureIncluded=True,
    )
    assert "`technologicalCO2CaptureOrigin` is left out" in declare(BOUGHT, supplier__json=given).said(
        "CF918"
    )


def test_every_gwp_set_is_named(declare: Declare) -> None:
    sets = declare("inputs:\n" + line("gwp: AR5") + line("gwp: AR6", name="Oil")).pcf
    assert sets["ipccCharacterizationFactors"] == ["AR5", "AR6"]
    alone = declare("inputs:\n" + line("gwp: AR5"))
    assert alone.pcf["ipccCharacterizationFactors"] == ["AR5"]
    assert "100 % in AR5" in alone.body["comment"]


def test_an_unknown_gwp_set_is_a_warning(declare: Declare) -> None:
    message = declare("inputs:\n" + line("gwp: AR6") + line("boundary: cradle-to-gate", name="Oil"))
    assert message.pcf["ipccCharacterizationFactors"] == ["AR6"]
    assert "50 % of the total stands in GWP sets that its sources do not state" in message.said("CF917")


GRAVE = """\
boundary: cradle-to-grave
inputs:
  - {name: Wire, amount: 2 kg, transport: [], footprint: {value: 1.5 kg CO2e, per: 1 kg, source: S, gwp: AR6, year: 2025}}
distribution: [{mode: road/hgv, distance: 100 km}]
use:
  - name: Power
    amount: 5 kWh
    footprint: {value: 0.4 kg CO2e, per: 1 kWh, source: S, gwp: AR6, year: 2025, primary_data_share: 100 %}
end_of_life: [{name: Scrap, amount: 2 kg, treatment: recycling}]
exclude: [{name: Label, share: 1 %, reason: small}]
"""


def test_a_whole_life_is_declared_up_to_the_gate(declare: Declare) -> None:
    message = declare(GRAVE)
    pcf = message.pcf
    assert pcf["pcfExcludingBiogenicUptake"] == "3"
    assert pcf["primaryDataShare"] == "0"  # that of the gate, not of the use
    assert "outboundLogisticsGhgEmissions" not in pcf
    assert "Power" not in pcf["boundaryProcessesDescription"]
    assert "comes after the gate is left out" in message.body["comment"]


def test_the_transport_to_the_customer_stands_beside_when_the_company_pays_it(declare: Declare) -> None:
    paid = declare(GRAVE + "declare: {pays_distribution: yes}\n").pcf
    assert paid["pcfExcludingBiogenicUptake"] == "3"
    assert 0 < Decimal(paid["outboundLogisticsGhgEmissions"]) < Decimal("0.1")
    gate = declare(
        GRAVE.replace("boundary: cradle-to-grave\n", "") + "declare: {pays_distribution: yes}\n"
    ).pcf
    assert gate["outboundLogisticsGhgEmissions"] == paid["outboundLogisticsGhgEmissions"]


def test_who_pays_a_transport_must_list_it(declare: Declare, wire: str) -> None:
    message = declare(wire + "declare: {pays_distribution: yes}\n")
    assert "list it under `distribution:`" in message.said("CF911")


LINKED = """\
carbonfoot: part/1
product: {id: RIVET, name: Rivet, declared_unit: 1 kg, made_in: KR}
period: 2025
inputs: [{name: Rod, amount: 1 kg, transport: [], footprint: {value: 1 kg CO2e, per: 1 kg, source: S, gwp: AR6, year: 2025}}]
exclude: [{name: Oil, share: 4 %, reason: "not metered"}]
"""


def test_what_is_left_out_counts_by_what_its_document_contributes(declare: Declare) -> None:
    body = (
        "inputs:\n"
        + line("gwp: AR6", "1 kg CO2e", amount="1 kg")
        + "  - {name: Rivet, amount: 1 kg, product: rivet.yaml, transport: []}\n"
        + "  - {name: Granulate, amount: 1 kg, declaration: supplier.json, transport: []}\n"
        + "exclude: [{name: Label, share: 0.5 %, reason: small}]\n"
    )
    given = supplier(
        exemptedEmissionsPercent="2",
        pcfExcludingBiogenicUptake="2",
        pcfIncludingBiogenicUptake="2",
        fossilGhgEmissions="2",
    )
    pcf = declare(body, supplier__json=given, rivet__yaml=LINKED).pcf
    # 0.5 % of its own, a quarter of 4 %, a half of 2 %
    assert pcf["exemptedEmissionsPercent"] == "2.5"
    assert pcf["exemptedEmissionsDescription"] == (
        "Oil (rivet.yaml), 1 %: not metered; as declared (Supplier), 1 %; Label, 0.5 %: small"
    )


def test_pact_does_not_let_more_than_three_per_cent_out(declare: Declare, wire: str) -> None:
    body = wire + "exclude: [{name: Oil, share: 3 %, reason: a}, {name: Label, share: 0.1 %, reason: b}]\n"
    message = declare(body)
    assert message.body is None
    assert (
        "3.1 % of the footprint is left out (Oil, 3 %, Label, 0.1 %), and PACT-3.0 allows 3 %"
        in message.said("CF916")
    )
    assert declare(body + "declare: {standards: [ISO14067]}\n").pcf["exemptedEmissionsPercent"] == "3.1"
    assert declare(wire + "exclude: [{name: Oil, share: 3 %, reason: a}]\n").body is not None


def test_credits_that_make_a_part_negative_are_refused(declare: Declare, wire: str) -> None:
    body = wire + (
        "outputs:\n  - name: Scrap\n    amount: 0.1 kg\n    treatment: recycling-open-loop\n"
        "    footprint: {value: 0 kg CO2e, per: 1 kg, source: S, gwp: AR6, year: 2025}\n"
        "    avoids: {name: Gold, amount: 0.1 kg, footprint: {value: 900 kg CO2e, per: 1 kg, source: S, gwp: AR6}}\n"
    )
    message = declare(body)
    assert message.body is None
    assert "the part `fossil` comes to -87 kg CO2e: credits for" in message.said("CF916")


def test_packaging_is_inside_only_where_some_is_listed(declare: Declare, wire: str) -> None:
    assert declare().pcf["packagingEmissionsIncluded"] is False
    assert "packagingGhgEmissions" not in declare().pcf
    box = (
        "packaging:\n  - name: Box\n    amount: 0.5 kg\n    transport: []\n    carbon_content: {biogenic: 0.4 kg/kg}\n"
        "    footprint: {value: 1 kg CO2e, per: 1 kg, source: S, gwp: AR6, year: 2025}\n"
    )
    pcf = declare(wire + box).pcf
    assert pcf["packagingEmissionsIncluded"] is True
    assert (pcf["packagingGhgEmissions"], pcf["packagingBiogenicCarbonContent"]) == ("0.5", "0.2")
    assert pcf["pcfExcludingBiogenicUptake"] == "3.5"


def test_all_three_ratings_or_none(declare: Declare) -> None:
    rated = declare(
        "inputs:\n" + line("gwp: AR6", more="    quality: {technology: 2, geography: 1, time: 3}\n")
    )
    assert rated.pcf["dqi"] == {"technologicalDQR": "2", "temporalDQR": "3", "geographicalDQR": "1"}
    silent = declare()
    assert "dqi" not in silent.pcf
    assert "no line has a score of technology, geography" in silent.said("CF918")
    assert "100 % comes from statements without a primary data share" in silent.body["comment"]


def test_what_has_no_score_counts_as_the_worst(declare: Declare) -> None:
    """Data quality matrix of the PACT Methodology 3.0, 4.2.3: not known is 5; ratings are over all inputs."""
    lines = line("gwp: AR6", more="    quality: {technology: 2, geography: 1, time: 3}\n")
    half = declare("inputs:\n" + lines + line("gwp: AR6", name="Rod"))
    assert half.pcf["dqi"] == {"technologicalDQR": "3.5", "temporalDQR": "2", "geographicalDQR": "3"}
    assert "as 5 what nothing scores: technology of 50 %, geography of 50 % of the footprint" in half.said(
        "CF918"
    )


@pytest.mark.parametrize(("value", "written"), [("1e-9", "0.000000002"), ("1.5e18", "3000000000000000000")])
def test_no_number_has_an_exponent(declare: Declare, value: str, written: str) -> None:
    assert declare("inputs:\n" + line("gwp: AR6", f"{value} kg CO2e")).pcf["fossilGhgEmissions"] == written


def test_parts_end_at_one_place_and_add_up(declare: Declare) -> None:
    parts = "gwp: AR6, fossil: 0.1 kg CO2e, land_use_change: 0.2 kg CO2e"
    pcf = declare("inputs:\n" + line(parts, "0.3 kg CO2e", amount="0.333333333333 kg")).pcf
    assert pcf["fossilGhgEmissions"] == "0.0333333333333"
    assert pcf["landUseChangeGhgEmissions"] == "0.0666666666666"
    assert pcf["pcfExcludingBiogenicUptake"] == "0.0999999999999"


def test_captured_carbon_in_the_product(declare: Declare, wire: str) -> None:
    used = "declare: {carbon_capture_use: Credit, captured_content: 0.1, captured_origin: ammonia plant"
    whole = declare(wire + used + ", capture_certificate: https://example.org/c/1}\n").pcf
    assert (whole["ccuCarbonContent"], whole["ccuCalculationApproach"]) == ("0.2", "Credit")
    assert whole["ccuCreditCertification"] == "https://example.org/c/1"
    assert whole["technologicalCO2CaptureOrigin"] == "ammonia plant"
    assert "need their certificate" in declare(wire + used + "}\n").said("CF911")
    cut = (
        wire
        + "declare: {carbon_capture_use: Cut-off, captured_content: 0.1, capture_certificate: https://e.org}\n"
    )
    assert "beside `carbon_capture_use: Cut-off`" in declare(cut).said("CF916")
    assert "in part only" in declare(wire + "declare: {captured_content: 0.1}\n").said("CF911")


def test_nothing_emitted_has_no_share_of_primary_data(declare: Declare) -> None:
    message = declare("inputs:\n" + line("gwp: AR6", "0 kg CO2e"))
    assert "emits nothing" in message.said("CF911")


@pytest.mark.parametrize(
    ("kind", "wanted"),
    [
        *[("fuel", True), ("freight", True), ("travel", True), ("electricity", True), ("heat", True)],
        *[("material", False), ("process", False), ("waste", False)],
    ],
)
def test_only_a_fuel_releases_what_it_took_up_itself(kind: str, wanted: bool) -> None:
    """Biogenic CO2 that a material releases was taken up for the product, and counts against its uptake."""
    source = cast("Source", SimpleNamespace(record=SimpleNamespace(kind=kind)))
    assert burned(source) is wanted
    assert burned(cast("Source", SimpleNamespace(record=None))) is False


def test_uptake_of_packaging_that_nobody_states_is_not_known(declare: Declare, wire: str) -> None:
    """Zero is what is known to be zero: a wooden box may hold carbon, a product that holds some says how much."""
    box = "packaging:\n" + line("gwp: AR6", value="1 kg CO2e", name="Box", amount="0.5 kg")
    none = {"fossil: 0.1 kg/kg}": "fossil: 0.1 kg/kg, biogenic: 0 kg/kg}"}
    some = {"fossil: 0.1 kg/kg}": "fossil: 0.1 kg/kg, biogenic: 0.25 kg/kg}"}
    assert "biogenicCO2Uptake" not in declare(wire + box, none).pcf
    assert declare(wire, none).pcf["biogenicCO2Uptake"] == "0"
    held = Decimal("-0.5") * 44 / 12  # 2 kg of 0.25 kg C each
    for lines in (wire, wire + box):
        assert abs(Decimal(declare(lines, some).pcf["biogenicCO2Uptake"]) - held) < Decimal("1e-9")


def test_what_a_reader_must_know_stands_in_the_comment(declare: Declare, wire: str) -> None:
    """CO2e without its gases, and parts that no factor covers, in words of the message itself."""
    said = declare(wire + "  - {name: Power, amount: 10 kWh, factor: electricity/grid, origin: KR}\n").body[
        "comment"
    ]
    assert "of the total is CO2e without its gases" in said
    assert "Not assessed: " in said and "(Power)" in said


SAYS_ALL = f"gwp: AR6, {KNOWN}, biogenic_uptake: 0 kg CO2e"


@pytest.mark.parametrize(
    ("more", "known"),
    [
        ("", True),
        (line("gwp: AR6", value="0 kg CO2e", name="Free"), False),  # of no emissions, and silent all the same
        (line("gwp: AR6", name="None of it", amount="0 kg"), True),
        ("processes: [{name: Furnace, emissions: [{gas: CO2, amount: 1 kg}]}]\n", True),  # a gas by its name
    ],
)
def test_zero_is_written_where_every_number_says_so(declare: Declare, more: str, known: bool) -> None:
    """`0` is not applicable, an absent key is not known (BIO fields of the specification)."""
    pcf = declare("inputs:\n" + line(SAYS_ALL) + more).pcf
    assert (pcf.get("biogenicNonCO2Emissions") == "0") == known
    assert ("biogenicNonCO2Emissions" in pcf) == known


@pytest.mark.parametrize(
    ("content", "fits"),
    [("0.1435", True), ("0.1437", False), ("0.1296", True), ("0.1295", False)],  # kg C per kg
)
def test_uptake_may_differ_by_five_per_cent_of_the_larger(
    declare: Declare,
    content: str,
    fits: bool,
) -> None:
    """The lines take up 1 kg CO2 for 2 kg of the product: 0.13636 kg C per kg, from 0.95 of that to 1/0.95 of it."""
    stated = line(f"gwp: AR6, {KNOWN}, biogenic_uptake: -0.5 kg CO2e")
    change = {"fossil: 0.1 kg/kg}": f"fossil: 0.1 kg/kg, biogenic: {content} kg/kg}}"}
    assert (declare("inputs:\n" + stated, change).body is not None) == fits


def test_what_packaging_takes_up_is_in_the_uptake(declare: Declare) -> None:
    box = f"packaging:\n{line(f'gwp: AR6, {KNOWN}, biogenic_uptake: -0.9 kg CO2e', name='Box', amount='0.5 kg')}"
    pcf = declare("inputs:\n" + line(SAYS_ALL) + box).pcf
    assert pcf["biogenicCO2Uptake"] == "-0.45"
    assert pcf["pcfExcludingBiogenicUptake"] == "3.75" and pcf["pcfIncludingBiogenicUptake"] == "3.3"


WEIGHTLESS = {"  mass: 2 kg\n": "", "  carbon_content: {fossil: 0.1 kg/kg}\n": ""}


@pytest.mark.parametrize("unit", ["1 kWh", "1 MJ", "1 tkm", "1 h"])
def test_a_mass_makes_no_sense_for_energy_transport_and_time(declare: Declare, unit: str) -> None:
    message = declare(change={"declared_unit: 1 piece": f"declared_unit: {unit}", **WEIGHTLESS})
    assert message.body is not None, message.findings
    assert message.pcf["fossilCarbonContent"] == "0"
    assert message.pcf["productMassPerDeclaredUnit"] == "0"


@pytest.mark.parametrize("unit", ["1 piece", "1 m3", "1 L", "1 m2"])
def test_and_is_needed_for_everything_else(declare: Declare, unit: str) -> None:
    message = declare(change={"declared_unit: 1 piece": f"declared_unit: {unit}", **WEIGHTLESS})
    assert message.body is None and "PACT needs the mass of" in message.said("CF911")


def test_a_supplier_who_emits_nothing_and_leaves_something_out_stops_nothing(declare: Declare) -> None:
    nothing = supplier(
        pcfExcludingBiogenicUptake="0",
        pcfIncludingBiogenicUptake="0",
        fossilGhgEmissions="0",
        exemptedEmissionsPercent="1",
    )
    message = declare(BOUGHT, supplier__json=nothing)
    assert message.body is None and "a total of zero" in message.said("CF911")
