"""Requests that cannot be answered: every one is a finding at its place, nothing is written, and nothing breaks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

DECLARE = (
    "declare",
    "works.yaml",
    "--as",
    "catenax-cbam-1.0.0",
    "--request",
    "request.json",
    "-o",
    "out.json",
)

WHOLE = '{"good": [{"cnCode": "73181542"}]}'
FILES: dict[str, tuple[bytes, str]] = {
    "truncated": (b'{"good": [{"cnCode": "7318', "CF421"),
    "empty": (b"", "CF009"),
    "not JSON": (b"good:\n  - cnCode: 73181542\n", "CF421"),
    "another type of file": (b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + bytes(range(256)), "CF421"),
    "a byte that is no text": (b'{"good": [{"cnCode": "\xff\x80\x81"}]}', "CF003"),
    "a list": (b"[]", "CF103"),
    "a number": (b"7", "CF103"),
    "a key twice": (b'{"good": [], "good": [{"cnCode": "73181542"}]}', "CF005"),
    "not a number": (
        b'{"good": [{"cnCode": "73181542", "businessTransactionDetails": {"requestNetMass": NaN}}]}',
        "CF206",
    ),
    "deep": (b'{"good": ' + b"[" * 5000, "CF007"),
    "100 MB": (b" " * 6_000_000 + WHOLE.encode(), "CF007"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_request_is_told(run: Any, works: Path, name: str) -> None:
    data, code = FILES[name]
    works.with_name("request.json").write_bytes(data)
    answer = run(*DECLARE)
    assert answer.code == 3 and f"error[{code}]" in answer.err, answer.err
    assert not works.with_name("out.json").exists()
    assert "nothing was written" in answer.err


def test_a_request_that_is_not_there_is_told(run: Any, works: Path) -> None:
    answer = run(*DECLARE)
    assert answer.code == 3 and "error[CF001]" in answer.err
    works.with_name("request.json").mkdir()
    answer = run(*DECLARE)
    assert answer.code == 3 and "error[CF001]" in answer.err


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp949"])
def test_other_encodings_of_windows_are_read(run: Any, works: Path, encoding: str) -> None:
    request = {
        "good": [{"cnCode": "73181640", "productDescription": "너트"}],
        "requestedElements": ["productDescription"],
    }
    works.with_name("request.json").write_bytes(json.dumps(request, ensure_ascii=False).encode(encoding))
    answer = run(*DECLARE[:-2])
    assert answer.code == 0 and answer.message["good"][0]["productDescription"] == "너트"


def _good(message: dict[str, Any], **changes: Any) -> None:
    message["content"]["good"][0].update(changes)


def _ask_for(**installation: Any) -> Any:
    return lambda it: _good(it, operator=[{"installation": [installation]}])


CHANGES: dict[str, tuple[Any, str, str]] = {
    "another version": (
        lambda it: it["header"].update(context="CarbonBorderAdjustmentMechanism-CBAMAPI-Request:0.1.0"),
        "CF850",
        "is not the context of a request of version 1.0.0",
    ),
    "a response": (
        lambda it: it["header"].update(context="CarbonBorderAdjustmentMechanism-CBAMAPI-Response:1.0.0"),
        "CF850",
        "is not the context of a request",
    ),
    "no id": (lambda it: it["header"].pop("messageId"), "CF102", "`messageId` is missing"),
    "an id that is none": (lambda it: it["header"].update(messageId="17"), "CF111", "is not a UUID"),
    "a company that is none": (
        lambda it: it["header"].update(senderBpn="BPNL1"),
        "CF111",
        "is not a business partner number",
    ),
    "a time without zone": (
        lambda it: it["header"].update(sentDateTime="2027-02-01T08:30:00"),
        "CF107",
        "names no time zone",
    ),
    "no content": (lambda it: it.pop("content"), "CF102", "`content` is missing"),
    "nothing asked for": (lambda it: it["content"].update(good=[]), "CF104", "`good` lists nothing"),
    "no element": (
        lambda it: it["content"].update(requestedElements=[]),
        "CF104",
        "leave it out to ask for everything",
    ),
    "an unknown element": (
        lambda it: it["content"].update(requestedElements=["directEmission"]),
        "CF105",
        "`directEmission` is no code of this place",
    ),
    "an unknown key": (lambda it: _good(it, requestedNetMass=3), "CF101", "`requestedNetMass` is no key"),
    "results in a request": (
        _ask_for(emissionsRecords=[{"directEmissions": {"specificEmbeddedEmissionsDirect": 1}}]),
        "CF106",
        "`directEmissions` belongs to a response",
    ),
    "a good that is not made": (
        lambda it: _good(it, cnCode="76169990", productIds=[]),
        "CF850",
        "no good of CN code 76169990 is made here",
    ),
    "a short code": (lambda it: _good(it, cnCode="7318"), "CF111", "`7318` is not a CN code"),
    "an article of another code": (
        lambda it: _good(it, productIds=[{"key": "id", "value": "N-8"}]),
        "CF850",
        "`N-8` is a good of CN code 73181640 here, and 73181542 is asked for",
    ),
    "another installation": (
        _ask_for(installationIdentification={"installationName": "Busan works"}),
        "CF850",
        "no installation of the request is `Ansan works`",
    ),
    "an installation of another id": (
        _ask_for(installationIdentification={"installationIds": {"installationCbamId": "KR-IN-9"}}),
        "CF850",
        "no installation of the request is `Ansan works`",
    ),
    "another production method": (
        _ask_for(emissionsRecords=[{"productionMethod": {"methodId": "P25"}}]),
        "CF850",
        "the production method `P25` is asked for, and the document has `P24`",
    ),
    "masses that do not add up": (
        _ask_for(installationNetMass=20, emissionsRecords=[{"activityData": {"netMass": 10}}]),
        "CF850",
        "`installationNetMass` is 20 t, and its records add up to 10 t",
    ),
    "a period over two years": (
        lambda it: it["content"]["good"][0]["businessTransactionDetails"].update(
            requestReferencePeriodEnd="2027-06-30T23:59:59Z"
        ),
        "CF107",
        "over more than one calendar year",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_request_that_cannot_be_answered_is_told_at_its_line(ask: Any, works: Path, name: str) -> None:
    change, code, said = CHANGES[name]
    answer = ask(change, "-o", "out.json")
    assert answer.code == 3, answer.err
    assert f"error[{code}]" in answer.err and said in " ".join(answer.err.split()), answer.err
    assert "request.json:" in answer.err
    assert not works.with_name("out.json").exists()


def test_all_faults_of_a_request_are_told_at_once(ask: Any) -> None:
    def change(message: dict[str, Any]) -> None:
        message["header"].update(senderBpn="x", version="three")
        _good(message, cnCode="x", wrong=1)

    answer = ask(change)
    assert answer.err.count("error[CF") == 4


def test_a_mass_that_nothing_states_stops_the_message(ask: Any) -> None:
    def change(message: dict[str, Any]) -> None:
        del message["content"]["good"][0]["businessTransactionDetails"]["requestNetMass"]

    answer = ask(change)
    assert answer.code == 4 and answer.out == "" and "request.json:" in answer.err
    assert "nothing states the mass of `Screws M8`" in answer.err


def test_what_is_doubtful_is_answered_and_said(ask: Any) -> None:
    def another_year(message: dict[str, Any]) -> None:
        deal = message["content"]["good"][0]["businessTransactionDetails"]
        deal.update(
            requestReferencePeriodStart="2027-01-01T00:00:00Z",
            requestReferencePeriodEnd="2027-12-31T23:59:59Z",
        )

    answer = ask(another_year)
    assert answer.code == 0 and "the data are of 2026, and the request asks for 2027" in answer.err

    answer = ask(lambda it: _good(it, productIds=[{"key": "GTIN", "value": "08800000000000"}]))
    assert answer.code == 0 and "no good here has one of the `productIds`" in answer.err

    several = [{"key": "invoice", "value": "INV-1"}, {"key": "invoice", "value": "INV-2"}]

    def documents(message: dict[str, Any]) -> None:
        message["content"]["good"][0]["businessTransactionDetails"]["transactionReferenceDocuments"] = several

    answer = ask(documents)
    assert answer.code == 0 and "no link is sent" in answer.err
    assert "transactionReferenceDocumentLink" not in answer.out
