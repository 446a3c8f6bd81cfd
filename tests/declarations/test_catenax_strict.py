"""Wrong messages that the official schema accepts, each refused by our layer with its reason."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.declarations.catenax_cbam.strict import check
from carbonfoot.documents.json_found import Found
from carbonfoot.findings.finding import path_text, severity

SAMPLE = Path(__file__).resolve().parents[3] / "shared/standards/catenax/cbam-1.0.0/Cbam.json"

Change = Callable[[Any], object]


@pytest.fixture
def response(ask: Any) -> Any:
    """A response that nothing is wrong with."""
    price = """\
carbon_prices:
  - {instrument: national-ets, name: K-ETS, due: 3000000 KRW, process: Heading, certified_by: K Audit}
"""
    return ask(text={"carbon_prices: []\n": price}).message


def good(content: Any) -> Any:
    return content["good"][0]


def deal(content: Any) -> Any:
    return good(content)["businessTransactionDetails"]


def operator(content: Any) -> Any:
    return good(content)["operator"][0]


def installation(content: Any) -> Any:
    return operator(content)["installation"][0]


def record(content: Any) -> Any:
    return installation(content)["emissionsRecords"][0]


def price(content: Any) -> Any:
    return record(content)["carbonPricePaid"][0]


LINK = "transactionReferenceDocumentLink"
RECORD = "good/0/operator/0/installation/0/emissionsRecords/0"
ACCEPTED: dict[str, tuple[Change, str, str]] = {
    "no good": (lambda it: it.update(good=[]), "CF104", "good"),
    "letters in the code": (lambda it: good(it).update(cnCode="7318154A"), "CF111", "good/0/cnCode"),
    "unknown key": (
        lambda it: record(it).update(accreditationBodyName="KAB"),
        "CF101",
        f"{RECORD}/accreditationBodyName",
    ),
    "key of the other message": (
        lambda it: it.update(requestedElements=["cnCode"]),
        "CF106",
        "requestedElements",
    ),
    "negative mass": (
        lambda it: record(it)["activityData"].update(netMass=-120.5),
        "CF207",
        f"{RECORD}/activityData/netMass",
    ),
    "negative emissions": (
        lambda it: record(it)["directEmissions"].update(specificEmbeddedEmissionsDirect=-0.1),
        "CF207",
        f"{RECORD}/directEmissions/specificEmbeddedEmissionsDirect",
    ),
    "unknown source of electricity": (
        lambda it: record(it)["indirectEmissions"].update(sourceOfElectricity="SOE04"),
        "CF105",
        f"{RECORD}/indirectEmissions/sourceOfElectricity",
    ),
    "unknown source of the factor": (
        lambda it: record(it)["indirectEmissions"].update(sourceOfEmissionFactor="3"),
        "CF105",
        f"{RECORD}/indirectEmissions/sourceOfEmissionFactor",
    ),
    "unknown instrument": (
        lambda it: price(it).update(typeOfInstrument="07"),
        "CF105",
        f"{RECORD}/carbonPricePaid/0/typeOfInstrument",
    ),
    "no production method": (lambda it: record(it).pop("productionMethod"), "CF102", RECORD),
    "no activity dates": (
        lambda it: record(it)["activityData"].pop("referencePeriodEnd"),
        "CF102",
        f"{RECORD}/activityData",
    ),
    "no activity data": (lambda it: record(it).pop("activityData"), "CF102", RECORD),
    "date inside other text": (
        lambda it: deal(it).update(requestReferencePeriodEnd="until 2026-12-31T23:59:59Z or so"),
        "CF107",
        "good/0/businessTransactionDetails/requestReferencePeriodEnd",
    ),
    "a day that is none": (
        lambda it: deal(it).update(requestReferencePeriodEnd="2026-02-30T23:59:59Z"),
        "CF107",
        "good/0/businessTransactionDetails/requestReferencePeriodEnd",
    ),
    "period over two years": (
        lambda it: deal(it).update(requestReferencePeriodEnd="2027-03-31T23:59:59Z"),
        "CF107",
        "good/0/businessTransactionDetails/requestReferencePeriodEnd",
    ),
    "period of an instant": (
        lambda it: record(it)["activityData"].update(referencePeriodEnd="2026-01-01T00:00:00Z"),
        "CF107",
        f"{RECORD}/activityData/referencePeriodEnd",
    ),
    "records do not add up": (
        lambda it: record(it)["activityData"].update(netMass=120),
        "CF850",
        "good/0/operator/0/installation/0/installationNetMass",
    ),
    "installations do not add up": (
        lambda it: operator(it).update(operatorNetMass=121),
        "CF850",
        "good/0/operator/0/operatorNetMass",
    ),
    "more than was asked for": (
        lambda it: deal(it).update(requestNetMass=100),
        "CF850",
        "good/0/businessTransactionDetails/requestNetMass",
    ),
    "document not listed": (
        lambda it: operator(it)[LINK].update(refDocValue="INV-2"),
        "CF850",
        f"good/0/operator/0/{LINK}/refDocValue",
    ),
    "price without amount": (
        lambda it: price(it).pop("amountOfCarbonPricePaid"),
        "CF102",
        f"{RECORD}/carbonPricePaid/0",
    ),
    "price without currency": (lambda it: price(it).pop("currency"), "CF102", f"{RECORD}/carbonPricePaid/0"),
    "price without country": (
        lambda it: price(it).pop("countryCode"),
        "CF102",
        f"{RECORD}/carbonPricePaid/0",
    ),
    "country of the operator by its other name": (
        lambda it: operator(it)["operatorIdentification"].update(address={"country": "KOR"}),
        "CF101",
        "good/0/operator/0/operatorIdentification/address/country",
    ),
    "empty text": (
        lambda it: record(it)["productionMethod"].update(methodId=" "),
        "CF109",
        f"{RECORD}/productionMethod/methodId",
    ),
    "a place that is not on earth": (
        lambda it: installation(it)["installationIdentification"]["address"].update(latitude=126.8),
        "CF208",
        "good/0/operator/0/installation/0/installationIdentification/address/latitude",
    ),
    "unknown kind of coordinates": (
        lambda it: installation(it)["installationIdentification"]["address"].update(typeOfCoordinates="GPS"),
        "CF105",
        "good/0/operator/0/installation/0/installationIdentification/address/typeOfCoordinates",
    ),
}


@pytest.mark.parametrize("name", ACCEPTED)
def test_the_schema_accepts_it_and_we_do_not(response: Any, official: Any, name: str) -> None:
    change, code, place = ACCEPTED[name]
    content = copy.deepcopy(response["content"])
    assert judged(content) == []
    change(content)
    assert list(official.iter_errors(content)) == [], "the schema refuses it itself"
    assert (code, place) in judged(content)


INDIRECT = (
    "specificEmbeddedEmissionsIndirect",
    "electricityConsumedMwhPerTonnesGood",
    "emissionFactorTonnesCo2PerMwh",
    "sourceOfEmissionFactor",
    "sourceOfEmissionFactorValue",
    "sourceOfElectricity",
)


@pytest.mark.parametrize("key", INDIRECT)
def test_indirect_emissions_have_all_six_values(response: Any, official: Any, key: str) -> None:
    content = response["content"]
    del record(content)["indirectEmissions"][key]
    assert len(list(official.iter_errors(content))) == 1
    assert judged(content) == [("CF102", f"{RECORD}/indirectEmissions")]


def test_indirect_emissions_below_electricity_times_factor_are_a_warning(response: Any) -> None:
    content = response["content"]
    record(content)["indirectEmissions"]["specificEmbeddedEmissionsIndirect"] = 0.1
    found = Found("")
    check(content, found, "response")
    (one,) = found.all()
    assert one.code == "CF852" and severity(one) == "warning" and "0.1102" in one.message


def test_what_is_no_message_is_said_to_be_none() -> None:
    wrongs: list[Any] = [None, [], "text", 3, {"good": 3}, {"good": [3]}]
    wrongs += [{"header": 1, "content": 2}, {"header": {}}]
    for wrong in wrongs:
        assert judged(wrong), wrong
    nested: Any = {
        "good": [{"cnCode": "73181542", "operator": [{"installation": [{"emissionsRecords": [7]}]}]}]
    }
    assert judged(nested) == [("CF103", "good/0/operator/0/installation/0/emissionsRecords/0")]


def test_the_published_sample_is_refused_for_what_is_wrong_with_it(official: Any) -> None:
    """Its document link is not listed, and its activity period is an instant (FIELDS, section 5)."""
    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))
    assert list(official.iter_errors(sample)) == []
    codes = {code for code, _ in judged(sample)}
    assert {"CF850", "CF107", "CF106", "CF852"} <= codes


def judged(content: Any) -> list[tuple[str, str]]:
    found = Found("")
    check(content, found, "response")
    return [(one.code, path_text(one.path)) for one in found.all()]
