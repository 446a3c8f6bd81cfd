"""Offsets and mass balances are shown beside a footprint and never enter one; a total net of offsets is refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from carbonfoot.documents.received.model import Reading
from carbonfoot.findings.finding import severity

Message = dict[str, Any]
Read = Callable[..., Reading]

SAID = [
    ("offset", "2 t CO2e were compensated with carbon credits."),
    ("offset", "This bolt is carbon-neutral"),
    ("offset", "Remaining emissions were offset by reforestation"),
    ("offset", "KOC 12-2025 issued for the furnace"),
    ("offset", "잔여 배출량은 상쇄하였음"),
    ("offset", "탄소중립 제품"),
    ("mass-balance", "Feedstock attributed by mass balance"),
    ("mass-balance", "ISCC PLUS certified"),
    ("mass-balance", "bio-attributed PE"),
    ("mass-balance", "매스밸런스 인증"),
]
SILENT = [
    "",
    "Mass allocation between bolts and nuts",
    "No offsets are included in this footprint",
    "The footprint excludes any carbon credits",
    "Carbon offsets are not included",
    "상쇄는 포함되지 않음",
    "balanced line load, neutral pH",
    "Box with offset printing, after offset printing dried; bracket with offset of 20 mm",
    "Net of scrap credits; measured after temperature compensation",
    "Pallets are credited to the customer",
    "see https://example.org/offset/1",
]
NET = [
    "The PCF is net of offsets",
    "Total after compensation with VCS credits",
    "2 t of carbon credits were deducted",
    "상쇄량을 차감한 값",
]


@pytest.mark.parametrize(("kind", "text"), SAID)
def test_words_are_a_claim_beside_the_footprint(kind: str, text: str, message: Message, read: Read) -> None:
    before = read(message).declarations[0]
    message["comment"] = text
    reading = read(message)
    (one,) = reading.declarations
    assert [(claim.kind, claim.path) for claim in one.claims] == [(kind, ("comment",))]
    assert one.claims[0].said.strip(".") == text.strip(".")
    assert [(found.code, severity(found)) for found in reading.findings] == [("CF907", "note")]
    assert (one.total, one.parts, one.beside) == (before.total, before.parts, before.beside)


@pytest.mark.parametrize("text", SILENT)
def test_other_words_are_none(text: str, message: Message, read: Read) -> None:
    message["comment"] = text
    reading = read(message)
    assert reading.declarations[0].claims == () and reading.findings == ()


@pytest.mark.parametrize("text", NET)
def test_a_total_net_of_offsets_is_refused(text: str, message: Message, read: Read) -> None:
    message["productDescription"] = text
    reading = read(message)
    assert reading.declarations == ()
    assert "CF408" in [found.code for found in reading.findings if severity(found) == "error"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("pcfNetOfOffsets", "41.1"),
        ("pcfNetOfOffsets", True),
        ("offsets_included", True),
        ("totalAfterCompensation", "3"),
        ("carbonCreditsDeducted", "12"),
    ],
)
def test_a_key_that_says_so_is_refused(key: str, value: Any, message: Message, read: Read) -> None:
    message["pcf"][key] = value
    reading = read(message)
    (error,) = [found for found in reading.findings if severity(found) == "error"]
    assert error.code == "CF408" and error.path == ("pcf", key) and reading.declarations == ()
    message["pcf"][key] = False
    assert read(message).declarations[0].claims == ()


def test_keys_of_extensions_are_claims_and_no_unknown_keys(message: Message, read: Read) -> None:
    message["extensions"][0]["data"] = {
        "carbonOffsets": {"tonnes": "2", "register": "KOC"},
        "massBalance": True,
        "compensation": "0",
        "offsettingPercent": None,
    }
    reading = read(message)
    (one,) = reading.declarations
    at = ("extensions", 0, "data")
    assert [(claim.kind, claim.said, claim.path) for claim in one.claims] == [
        ("offset", "carbonOffsets", (*at, "carbonOffsets")),
        ("offset", "KOC", (*at, "carbonOffsets", "register")),
        ("mass-balance", "massBalance", (*at, "massBalance")),
    ]
    assert {found.code for found in reading.findings} == {"CF907"}


def test_standards_and_rules_are_read_for_claims_too(message: Message, read: Read) -> None:
    message["pcf"]["crossSectoralStandards"].append("ISCC PLUS")
    message["pcf"]["productOrSectorSpecificRules"][1]["ruleNames"] = ["Mass balance of polymers 2"]
    (one,) = read(message).declarations
    assert [claim.kind for claim in one.claims] == ["mass-balance", "mass-balance"]


def test_the_certificate_of_captured_carbon_is_no_offset(message: Message, read: Read) -> None:
    assert message["pcf"]["ccuCreditCertification"] and read(message).declarations[0].claims == ()
