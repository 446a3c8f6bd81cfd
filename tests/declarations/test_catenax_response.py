"""The response of Catena-X CBAM 1.0.0: what is asked for, what is due, and what is never made up."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.cbam.calculate import calculate
from carbonfoot.declarations.catenax_cbam.fields import ELEMENTS
from carbonfoot.declarations.catenax_cbam.message import to_text
from carbonfoot.declarations.catenax_cbam.strict import check
from carbonfoot.declarations.catenax_cbam.talk import Talk
from carbonfoot.declarations.catenax_cbam.values import indirect
from carbonfoot.documents.json_found import Found
from carbonfoot.documents.json_text import parse

ROOT = Path(__file__).resolve().parents[2]


def good(message: Any) -> Any:
    return message["content"]["good"][0]


def record(message: Any) -> Any:
    return good(message)["operator"][0]["installation"][0]["emissionsRecords"][0]


def wants(*elements: str) -> Callable[[dict[str, Any]], object]:
    return lambda message: message["content"].update(requestedElements=list(elements))


def judged(message: Any) -> list[str]:
    found = Found("")
    check(message, found, "response")
    return [one.code for one in found.all()]


def test_a_request_is_answered_in_its_envelope_with_the_numbers_of_calc(ask: Any, official: Any) -> None:
    answer = ask()
    assert answer.code == 0
    header, content = answer.message["header"], answer.message["content"]
    assert header["relatedMessageId"] == "5f2a0c1e-6a3d-4f0b-9d8e-2b7c4a1e9f30" != header["messageId"]
    assert header["context"] == "CarbonBorderAdjustmentMechanism-CBAMAPI-Response:1.0.0"
    assert (header["senderBpn"], header["receiverBpn"]) == ("BPNL0000000001AB", "BPNL00000000IMPT")
    assert header["sentDateTime"] == "2027-03-02T15:06:40Z"
    assert list(official.iter_errors(content)) == []
    one = record(answer.message)
    # (900 t CO2e + 10500 t x 2.05) / 10000 t, and (2400 MWh x 0.459 + 10500 t x 0.2) / 10000 t
    assert one["directEmissions"]["specificEmbeddedEmissionsDirect"] == 2.2425
    assert one["indirectEmissions"] == {
        "specificEmbeddedEmissionsIndirect": 0.32016,
        "electricityConsumedMwhPerTonnesGood": 0.24,
        "emissionFactorTonnesCo2PerMwh": 0.459,
        "sourceOfEmissionFactor": "02",
        "sourceOfEmissionFactorValue": "GIR, 2023",
        "sourceOfElectricity": "SOE03",
    }
    assert "0.21000 t CO2e/t came in with precursors" in one["directEmissions"]["additionalInformation"]


def test_what_identifies_the_deal_comes_back_as_it_was_asked(ask: Any) -> None:
    message = ask().message
    one = good(message)
    assert one["cnCode"] == "73181542"
    assert one["productIds"] == [{"key": "supplierPartId", "value": "C1-M8"}]
    assert one["businessTransactionDetails"]["requestNetMass"] == 120.5
    operator = one["operator"][0]
    assert operator["transactionReferenceDocumentLink"] == {"refDocKey": "invoice", "refDocValue": "INV-1"}
    assert operator["operatorIdentification"]["operatorIsSupplier"] is True
    assert operator["operatorIdentification"]["address"] == {"countryCode": "KOR", "city": "Seoul"}
    place = operator["installation"][0]["installationIdentification"]["address"]
    assert place == {
        "country": "KOR",
        "city": "Ansan",
        "longitude": 126.8308,
        "latitude": 37.3215,
        "unLoCode": "KRASN",
    }
    assert operator["operatorNetMass"] == operator["installation"][0]["installationNetMass"] == 120.5


def test_same_input_same_bytes_and_another_request_another_message(ask: Any) -> None:
    first, again = ask().out, ask().out
    assert first == again
    other = ask(lambda message: message["header"].update(messageId="5f2a0c1e-6a3d-4f0b-9d8e-2b7c4a1e9f31"))
    assert other.message["header"]["messageId"] != json.loads(first)["header"]["messageId"]


def test_written_read_and_written_again_is_identical(ask: Any) -> None:
    text = ask().out
    data, findings = parse(text.encode(), "response.json")
    assert findings == [] and to_text(data) == text and judged(data) == []


@pytest.mark.parametrize("element", ELEMENTS)
def test_one_element_brings_itself_and_what_is_due_beside_it(ask: Any, official: Any, element: str) -> None:
    answer = ask(wants(element))
    assert answer.code == 0
    content = answer.message["content"]
    assert list(official.iter_errors(content)) == [] and judged(answer.message) == []
    assert content["good"][0]["cnCode"] == "73181542"
    there = {
        "requestingCompanyIds": content.get("companyIds", {}),
        "respondingCompanyIds": content.get("companyIds", {}),
    }
    operator = content["good"][0].get("operator", [{}])[0]
    installation = operator.get("installation", [{}])[0]
    records = installation.get("emissionsRecords", [{}])[0]
    places = [there.get(element, {}), content["good"][0], operator, installation, records]
    left_out = {"freeAllocationFactor"}  # the route of the wire rod is not stated, and a finding says so
    assert any(element in place for place in places) == (element not in left_out)
    if records:
        assert {"productionMethod", "activityData"} <= {*records}
        assert {*records} <= {"productionMethod", "activityData", element}
    assert {*operator} <= {"installation", element} and {*installation} <= {"emissionsRecords", element}
    assert {*content.get("companyIds", {})} <= {element} and {*content} <= {"companyIds", "good"}
    asked_beside = {*content["good"][0]} - {"cnCode", "operator"}
    assert asked_beside <= {element}


def test_indirect_emissions_that_are_asked_for_and_not_known_stop_the_message(ask: Any) -> None:
    unknown = {", indirect: 0.2 t CO2e/t, electricity: 0.45 MWh/t": ""}
    answer = ask(wants("indirectEmissions"), text=unknown)
    assert answer.code == 4 and answer.out == "" and "CF851" in answer.err
    # nobody insists: left out, and told
    answer = ask(text=unknown)
    assert answer.code == 0 and "indirectEmissions" not in record(answer.message)
    assert "indirect emissions of `Screws M8` are left out" in answer.err


GRID = """{name: Grid, kind: grid, emission_factor: 0.459 t CO2/MWh, basis: official, source: "GIR, 2023"}"""
LINE = """{name: Roof, kind: direct-line, amount: %s MWh, emission_factor: 0 t CO2/MWh, basis: other,
     evidence: {direct_link: yes, hourly_metering: yes}}"""


def test_the_largest_kind_of_several_sources_stands_with_the_mean_factor(ask: Any) -> None:
    for roof, kind, factor in ((1000, "SOE03", 0.459 * 0.75), (9000, "SOE01", 0.459 * 0.25)):
        grid = GRID.replace("kind: grid,", "kind: grid, amount: 3000 MWh,")
        answer = ask(text={GRID: f"{grid}\n  - {LINE % roof}"})
        one = record(answer.message)["indirectEmissions"]
        assert one["sourceOfElectricity"] == kind
        assert one["emissionFactorTonnesCo2PerMwh"] == pytest.approx(factor, rel=1e-12)
        assert one["sourceOfEmissionFactor"] == "01", "not every factor is the Commission's"
        assert one["sourceOfEmissionFactorValue"] == "GIR, 2023, Roof"
        assert "several kinds goes into `Screws M8`" in answer.err


def test_a_process_of_one_source_names_that_alone(ask: Any) -> None:
    grid = GRID.replace("kind: grid,", "kind: grid, amount: 3000 MWh,")
    text = {
        GRID: f"{grid}\n  - {LINE % 9000}",
        "electricity: 2400 MWh": "electricity: {amount: 2400 MWh, from: Grid}",
    }
    one = record(ask(text=text).message)["indirectEmissions"]
    assert (one["sourceOfElectricity"], one["emissionFactorTonnesCo2PerMwh"]) == ("SOE03", 0.459)
    assert (one["sourceOfEmissionFactor"], one["sourceOfEmissionFactorValue"]) == ("02", "GIR, 2023")


def test_electricity_of_a_bare_factor_has_no_source_that_the_message_could_name(ask: Any) -> None:
    answer = ask(
        text={"electricity: 2400 MWh": "electricity: {amount: 2400 MWh, emission_factor: 0.4 t CO2/MWh}"}
    )
    assert "indirectEmissions" not in record(answer.message)
    assert "nothing says where the electricity is from" in answer.err


def test_goods_that_carry_the_same_share_a_record_and_others_split_the_mass(ask: Any) -> None:
    def both(message: dict[str, Any]) -> None:
        good(message)["productIds"] = [{"key": "id", "value": "C1-M8"}, {"key": "id", "value": "C1-M10"}]

    answer = ask(both)
    assert [one["activityData"]["netMass"] for one in _records(answer)] == [120.5]
    answer = ask(both, text={"amount: 4000 t, route: E": "amount: 4000 t, route: D"})
    assert [one["activityData"]["netMass"] for one in _records(answer)] == [72.3, 48.2]
    assert "the mass is split by what was made of each" in answer.err
    assert judged(answer.message) == []


def _records(answer: Any) -> list[Any]:
    installation = good(answer.message)["operator"][0]["installation"][0]
    return list(installation["emissionsRecords"])


def test_records_of_the_request_keep_their_masses(ask: Any) -> None:
    def change(message: dict[str, Any]) -> None:
        records = [
            {"productionMethod": {"methodId": "P24"}, "activityData": {"netMass": mass}}
            for mass in (80.5, 40)
        ]
        good(message)["operator"] = [{"installation": [{"emissionsRecords": records}]}]

    answer = ask(change)
    assert answer.code == 0
    assert [one["activityData"]["netMass"] for one in _records(answer)] == [80.5, 40]


def test_other_installations_of_a_request_answer_for_themselves(ask: Any, official: Any) -> None:
    def change(message: dict[str, Any]) -> None:
        def named(name: str, mass: float) -> dict[str, Any]:
            return {"installationIdentification": {"installationName": name}, "installationNetMass": mass}

        good(message)["operator"] = [{"installation": [named("Ansan works", 100.5), named("Other", 20)]}]

    answer = ask(change)
    assert answer.code == 0 and list(official.iter_errors(answer.message["content"])) == []
    assert [one["activityData"]["netMass"] for one in _records(answer)] == [100.5]
    assert "the other installations" not in answer.out and "CF852" in answer.err


def test_free_allocation_stands_where_every_precursor_has_one(ask: Any) -> None:
    answer = ask(wants("freeAllocationFactor"), text={"     verified: yes}": "     verified: yes, route: E}"})
    # 0.975 x (0.038 + 1.05 x 0.066): CBAM factor of 2026, benchmarks A of the screws and B of the rod by route E
    assert record(answer.message)["freeAllocationFactor"] == 0.10462
    assert "column B stands for it" in answer.err
    stated = {"     verified: yes}": "     verified: yes, free_allocation: 0.2 t CO2e/t}"}
    answer = ask(wants("freeAllocationFactor"), text=stated)
    assert record(answer.message)["freeAllocationFactor"] == 0.24705  # 0.975 x 0.038 + 1.05 x 0.2
    answer = ask(wants("freeAllocationFactor"))
    assert "freeAllocationFactor" not in record(answer.message)
    assert "the free allocation of `Screws M8` is left out" in answer.err


def test_a_verification_without_its_number_is_left_out_and_told(ask: Any) -> None:
    answer = ask(text={"    statement: VR-2026-118\n": ""})
    assert "attestationOfConformance" not in record(answer.message)
    assert "`verification` does not state `statement`" in answer.err
    one = record(ask().message)["attestationOfConformance"]
    assert one == [
        {
            "attestationType": "third-party verification",
            "attestationStandard": "Implementing Regulation (EU) 2025/2547",
            "standardName": "Implementing Regulation (EU) 2025/2546",
            "attestationOfConformanceId": "VR-2026-118",
            "providerName": "Verify Co.",
            "providerId": "KAB-V-07",
            "attestationOfConformanceLink": "https://verify.example/118",
            "completedAt": "2027-03-14T00:00:00Z",
        }
    ]


PRICE = """\
carbon_prices:
  - {instrument: national-ets, name: K-ETS, emissions: 900 t, free_allowances: 800 t, price: 10000 KRW/t, process: Heading,
     certified_by: K Audit, certificate: KA-2027-9}
"""


def test_a_carbon_price_stands_with_its_money_for_the_mass_delivered(ask: Any, official: Any) -> None:
    answer = ask(text={"carbon_prices: []\n": PRICE})
    (one,) = record(answer.message)["carbonPricePaid"]
    # 100 t x 10000 KRW over 10000 t of goods, for 120.5 t
    assert one == {
        "independentPersonId": {"key": "name", "value": "K Audit"},
        "typeOfInstrument": "04",
        "descriptionAndIndicationOfLegalAct": "K-ETS; certificate KA-2027-9",
        "amountOfCarbonPricePaid": 12050.0,
        "currency": "KRW",
        "countryCode": "KOR",
    }
    assert list(official.iter_errors(answer.message["content"])) == []


def test_a_carbon_price_of_several_countries_or_of_no_certificate_is_left_out_and_told(ask: Any) -> None:
    other = (
        "  - {instrument: carbon-tax, due: 90000 KRW, process: Heading, certified_by: J Audit, country: JP}\n"
    )
    answer = ask(text={"carbon_prices: []\n": PRICE + other})
    assert "carbonPricePaid" not in record(answer.message)
    assert "it was not paid in one country" in answer.err
    answer = ask(
        text={
            "carbon_prices: []\n": PRICE.replace("certified_by: K Audit, certificate: KA-2027-9", "note: x")
        }
    )
    assert "carbonPricePaid" not in record(answer.message)
    assert "none is certified for it" in answer.err


def test_what_is_left_out_of_one_currency_leaves_the_others_in(ask: Any, official: Any) -> None:
    other = "  - {instrument: carbon-tax, due: 900 USD, process: Heading, certified_by: J, country: JP}\n"
    third = "  - {instrument: carbon-tax, due: 90 CNY, process: Heading, certified_by: C, country: CN}\n"
    price = PRICE + other + other.replace("JP", "VN") + third
    answer = ask(text={"carbon_prices: []\n": price})
    told = [(one["currency"], one["countryCode"]) for one in record(answer.message)["carbonPricePaid"]]
    assert (
        told == [("CNY", "CHN"), ("KRW", "KOR")]
        and list(official.iter_errors(answer.message["content"])) == []
    )
    assert "the carbon price in USD of `Screws M8` is left out" in " ".join(answer.err.split())


@pytest.mark.parametrize("certified", [True, False])
def test_a_price_that_nothing_is_left_of_is_an_empty_list_where_it_is_certified(
    ask: Any, certified: bool
) -> None:
    price = PRICE.replace("free_allowances: 800 t", "free_allowances: 900 t")
    if not certified:
        price = price.replace("certified_by: K Audit, certificate: KA-2027-9", "note: x")
    answer = ask(text={"carbon_prices: []\n": price})
    assert record(answer.message).get("carbonPricePaid") == ([] if certified else None)
    assert ("says with an empty list that none was paid" in " ".join(answer.err.split())) == certified


def test_a_price_that_nobody_certified_is_not_told_beside_one_that_counts(ask: Any) -> None:
    other = "  - {instrument: carbon-tax, name: Levy, due: 90000 KRW, process: Heading, country: JP}\n"
    (one,) = record(ask(text={"carbon_prices: []\n": PRICE + other}).message)["carbonPricePaid"]
    assert one["amountOfCarbonPricePaid"] == 12050.0 and one["countryCode"] == "KOR"
    assert one["descriptionAndIndicationOfLegalAct"] == "K-ETS; certificate KA-2027-9"


def test_who_certified_the_price_of_another_process_is_not_named(ask: Any) -> None:
    other = "  - {instrument: carbon-tax, due: 90000 KRW, process: Nuts, certified_by: J Audit}\n"
    (one,) = record(ask(text={"carbon_prices: []\n": PRICE + other}).message)["carbonPricePaid"]
    assert one["independentPersonId"]["value"] == "K Audit" and one["amountOfCarbonPricePaid"] == 12050.0


def test_a_price_paid_for_a_precursor_travels_into_the_message(ask: Any) -> None:
    text = {
        "     verified: yes}": "     verified: yes, carbon_price: {instrument: carbon-tax, name: Levy,"
        " paid_per_tonne: 2000 KRW/t, certified_by: P Audit}}",
        "carbon_prices: []\n": PRICE,
    }
    (one,) = record(ask(text=text).message)["carbonPricePaid"]
    assert one["independentPersonId"]["value"] == "K Audit; P Audit"
    # 100 + 2000 x 10500/10000 KRW a tonne of screws, for 120.5 t
    assert one["amountOfCarbonPricePaid"] == 265100.0
    assert "typeOfInstrument" not in one
    assert one["descriptionAndIndicationOfLegalAct"] == "K-ETS; Levy; certificate KA-2027-9"


def test_an_empty_list_says_that_no_price_was_paid_and_silence_says_nothing(ask: Any) -> None:
    assert record(ask().message)["carbonPricePaid"] == []
    answer = ask(text={"carbon_prices: []\n": ""})
    assert "carbonPricePaid" not in record(answer.message)
    assert "says nothing of a carbon price" in answer.err


def test_a_response_without_production_method_is_not_written(ask: Any) -> None:
    missing = {"    production_method: P24\n    direct_emissions: 900": "    direct_emissions: 900"}
    answer = ask(text=missing)
    assert answer.code == 4 and answer.out == "" and re.search(r"works.yaml:\d+:5", answer.err)
    told = " ".join(answer.err.split())
    assert "the production method of `Heading` is missing" in told and told.count("CF851") == 1
    assert (
        "`production_method:` of the process" in told
        and "`emissionsRecords[].productionMethod.methodId`" in told
    )
    answer = ask(None, "--allow-incomplete", text=missing)
    assert answer.code == 4 and "productionMethod" not in record(answer.message)

    def asked(message: dict[str, Any]) -> None:
        installation = {"emissionsRecords": [{"productionMethod": {"methodId": "P27"}}]}
        good(message)["operator"] = [{"installation": [installation]}]

    answer = ask(asked, text=missing)
    assert answer.code == 0 and record(answer.message)["productionMethod"]["methodId"] == "P27"
    assert "P27` is taken from the request" in answer.err


def test_without_a_request_all_goods_stand_in_the_content_alone(run: Any, works: Path, official: Any) -> None:
    answer = run("declare", "works.yaml", "--as", "catenax-cbam-1.0.0")
    assert answer.code == 0 and "no request is answered" in answer.err
    assert list(official.iter_errors(answer.message)) == [] and judged(answer.message) == []
    assert [one["cnCode"] for one in answer.message["good"]] == ["73181542", "73181542", "73181640"]
    assert "no request is answered" in answer.out


@pytest.mark.parametrize(
    "example",
    sorted((ROOT / "examples" / "cbam").glob("*/installation.yaml")),
    ids=lambda file: file.parent.name,
)
def test_every_example_gives_messages_that_are_valid(
    run: Any, tmp_path: Path, official: Any, example: Path
) -> None:
    answer = run("declare", str(example), "--as", "catenax-cbam-1.0.0", "--allow-incomplete")
    assert answer.code in (0, 4)
    assert list(official.iter_errors(answer.message)) == []
    goods = answer.message["good"]
    asked = [
        {
            "cnCode": one["cnCode"],
            "businessTransactionDetails": {
                "requestReferencePeriodStart": "2023-01-01T00:00:00Z",
                "requestReferencePeriodEnd": "2023-12-31T23:59:59Z",
                "requestNetMass": 10,
            },
            "operator": [
                {"installation": [{"emissionsRecords": [{"productionMethod": {"methodId": "P24"}}]}]}
            ],
        }
        for one in goods
    ]
    request = tmp_path / "request.json"
    request.write_text(json.dumps({"good": asked}), encoding="utf-8")
    answer = run("declare", str(example), "--as", "catenax-cbam-1.0.0", "--request", str(request))
    assert answer.code == 0
    assert list(official.iter_errors(answer.message)) == []
    assert set(judged(answer.message)) <= {"CF852"}


def test_the_example_request_is_answered(run: Any, official: Any) -> None:
    screws = ROOT / "examples" / "cbam" / "screws"
    answer = run(
        *("declare", str(screws / "installation.yaml"), "--as", "catenax-cbam-1.0.0"),
        *("--request", str(screws / "request.json")),
    )
    assert answer.code == 0 and list(official.iter_errors(answer.message["content"])) == []
    assert record(answer.message)["directEmissions"]["specificEmbeddedEmissionsDirect"] == 2.00694


def _told(answer: Any) -> str:
    return " ".join(answer.err.split())


def test_each_entry_of_a_request_that_is_about_this_installation_is_answered(ask: Any, official: Any) -> None:
    def change(message: dict[str, Any]) -> None:
        deal = good(message)["businessTransactionDetails"]
        deal["transactionReferenceDocuments"] = [{"key": "invoice", "value": name} for name in ("A", "B")]

        def entry(name: str, mass: float) -> dict[str, Any]:
            where = {
                "installationIdentification": {"installationName": "Ansan works"},
                "installationNetMass": mass,
            }
            link = {"refDocKey": "invoice", "refDocValue": name}
            return {"transactionReferenceDocumentLink": link, "installation": [where]}

        good(message)["operator"] = [entry("A", 100.5), entry("B", 20)]

    answer = ask(change)
    operators = good(answer.message)["operator"]
    assert [one["operatorNetMass"] for one in operators] == [100.5, 20]
    assert [one["transactionReferenceDocumentLink"]["refDocValue"] for one in operators] == ["A", "B"]
    assert answer.code == 0 and list(official.iter_errors(answer.message["content"])) == []
    assert judged(answer.message) == []


def test_a_good_that_is_asked_for_twice_is_told(ask: Any) -> None:
    answer = ask(lambda message: message["content"]["good"].append(good(message)))
    assert answer.code == 0 and len(answer.message["content"]["good"]) == 2
    assert "the same is asked for twice (good 0 and 1)" in _told(answer)

    def other(message: dict[str, Any]) -> None:
        copied = json.loads(json.dumps(good(message)))
        copied["businessTransactionDetails"]["transactionReferenceDocuments"][0]["value"] = "INV-2"
        message["content"]["good"].append(copied)

    assert "asked for twice" not in _told(ask(other))


@pytest.mark.parametrize(
    ("mass", "said"),
    [
        (0, "the request asks for 0 t of `Screws M8`"),
        (6000.1, "6000.1 t are asked for, and 6000 t"),
        (6000, ""),
    ],
)
def test_a_mass_that_was_not_made_is_told(ask: Any, mass: float, said: str) -> None:
    answer = ask(lambda message: good(message)["businessTransactionDetails"].update(requestNetMass=mass))
    told = _told(answer)
    assert answer.code == 0 and record(answer.message)["activityData"]["netMass"] == mass
    assert said in told and (bool(said) == ("were made in the period" in told or "asks for 0 t" in told))


def test_a_request_to_another_company_is_told_and_answered_for_it(ask: Any) -> None:
    answer = ask(lambda message: message["header"].update(receiverBpn="BPNL0000000009ZZ"))
    assert (
        "is addressed to `BPNL0000000009ZZ`, and the operator of the document is `BPNL0000000001AB`"
        in _told(answer)
    )
    assert answer.message["header"]["senderBpn"] == "BPNL0000000009ZZ"
    ids = answer.message["content"]["companyIds"]["respondingCompanyIds"]
    assert ids == [{"key": "BPNL", "value": "BPNL0000000009ZZ"}]
    who = good(answer.message)["operator"][0]["operatorIdentification"]
    assert who["operatorIsSupplier"] is False and who["operatorIds"]["operatorBpnl"] == "BPNL0000000001AB"


@pytest.mark.parametrize(
    ("start", "end", "year"),
    [
        ("2025-12-31T15:00:00Z", "2026-12-31T14:59:59Z", "2026"),  # Korea's year in UTC
        ("2025-12-31T23:00:00Z", "2026-12-31T22:59:59Z", "2026"),  # that of Paris
        ("2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z", "2026"),
        ("2026-01-01T00:00:00+09:00", "2026-12-31T23:59:59+09:00", ""),
        ("2025-12-30T23:00:00Z", "2026-12-31T22:59:59Z", None),
        ("2025-07-01T00:00:00Z", "2026-06-30T23:59:59Z", None),
    ],
)
def test_a_calendar_year_by_another_clock_is_taken_and_told(
    ask: Any, start: str, end: str, year: str | None
) -> None:
    def change(message: dict[str, Any]) -> None:
        deal = good(message)["businessTransactionDetails"]
        deal.update(requestReferencePeriodStart=start, requestReferencePeriodEnd=end)

    answer = ask(change)
    assert (answer.code == 3) == (year is None)
    assert _told(answer).count("is taken as the calendar year") == (1 if year else 0)
    if year is not None:
        assert good(answer.message)["businessTransactionDetails"]["requestReferencePeriodStart"] == start


def test_indirect_emissions_that_are_not_those_of_the_parts_are_told(library: Any) -> None:
    """Electricity times factor and what precursors bring are compared with the result, use by use."""
    outcome = calculate(str(ROOT / "examples" / "cbam" / "screws" / "installation.yaml"), library)
    assert outcome.result is not None
    talk = Talk("installation.yaml", "")
    for made in outcome.result.goods:
        indirect(outcome.result, made, talk, due=False)
    assert not [one for one in talk.findings if "and precursors (" in one.message]
    wrong = made._replace(see=made.see._replace(indirect=3.0 * made.see.indirect))
    indirect(outcome.result, wrong, talk, due=False)
    (told,) = [one for one in talk.findings if "and precursors (" in one.message]
    assert told.code == "CF852" and f"are {3.0 * made.see.indirect:.5f} t CO2e/t" in told.message
