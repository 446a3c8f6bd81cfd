"""What a footprint of PACT 3 states arrives as it is: numbers exactly, days, places, who, and the rest by readable names."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from carbonfoot.documents.received.model import Reading, Received
from carbonfoot.documents.received.pact3 import UNITS, judge
from carbonfoot.documents.received.table import table

Message = dict[str, Any]
Read = Callable[..., Reading]


@pytest.fixture
def one(message: Message, read: Read) -> Received:
    """The whole message, read."""
    reading = read(message)
    assert reading.findings == () and reading.format == "pact-3"
    return reading.declarations[0]


def test_who_what_and_when(one: Received) -> None:
    assert one.company == "Hanil Fastener" and one.product == "Bolt M10" and one.version == "3.0.3"
    assert one.product_ids[1] == "urn:gtin:4712345060507" and one.place == "KR" and one.region == ""
    assert (one.unit, one.amount, one.mass) == ("piece", Decimal(1000), Decimal("21.4"))
    assert one.period == ("2025-01-01", "2025-12-31"), "the end is exclusive"
    assert one.valid == ("2026-01-01", "2028-12-31") and one.stated_end
    assert one.preceding == ("6f0d2c1e-7a52-4c6e-9a51-0d8f5f3c2b11",) and one.status == "Active"
    assert one.label.startswith("Hanil Fastener, declaration 3b4edc05-") and one.label.endswith(
        "valid until 2028-12-31"
    )


def test_every_number_is_carried_exactly(one: Received) -> None:
    assert one.total == Decimal("61.25") == sum(one.parts.values())
    assert one.parts == {
        "fossil": Decimal("60.9"),
        "land_use_change": Decimal("0.11"),
        "land_management": Decimal("0.31"),
        "removals": Decimal("-0.05"),
        "technological_removals": Decimal(),
        "captured": Decimal("-0.06"),
        "biogenic_non_co2": Decimal("0.04"),
    }
    assert one.beside == {"biogenic_uptake": Decimal("-1.1"), "aircraft": Decimal("0.4")}
    assert one.carbon == {"fossil": Decimal("0.012"), "biogenic": Decimal("0.3"), "recycled": Decimal()}
    assert (one.primary, one.exempted, one.gwp) == (0.625, 0.015, ("AR6",))
    assert one.quality == {"technology": 1.5, "time": 1.25, "geography": 2.0}


def test_the_rest_has_readable_names(one: Received) -> None:
    assert one.standards == (
        *("PACT-3.0", "ISO14067", "Fastener Board: Bolts 2"),
        "EPD International: Steel parts 1.1",
    )
    assert one.sources == ("Public factors 2025",) and one.claims == ()
    assert one.verified == "product level, K Audit, ISO 14067, 2026-02-11"
    assert one.details == {
        "description": "Bolt M10 x 30, 8.8, galvanised",
        "classifications": "urn:pact:productclassification:cn-code:73181595",
        "comment": "measured electricity",
        "processes inside": "wire rod, cold heading, galvanising, packing",
        "total with uptake": "60.15 kg CO2e",
        "land carbon leakage": "0 kg CO2e",
        "land management inside fossil": "0.02 kg CO2e",
        "land occupied": "1.2 m2 year",
        "packaging included": "yes",
        "packaging": "0.8 kg CO2e",
        "biogenic carbon in packaging": "0.3 kg C",
        "outbound logistics outside the total": "2.5 kg CO2e",
        "capture and storage included": "yes",
        "origin of captured CO2": "steam reformer of the hydrogen supplier, stored at sea",
        "captured carbon in the product": "0.001 kg C",
        "captured carbon counted by": "Credit",
        "certification of the credit for captured carbon": "https://register.example/certificates/17",
        "left out because": "lubricants",
        "allocation": "by mass of good parts",
        "verification says": "on site",
    }


def test_every_field_that_is_stated_arrives_somewhere(message: Message, read: Read) -> None:
    """Another value of any field of the footprint gives another reading."""
    before = read(message).declarations[0]
    for key, field in table("pact3")["CarbonFootprint"].items():
        value = message["pcf"].get(key)
        if value is None:
            continue
        changes: dict[str, Any] = {
            "word": next((one for one in field.choices if one != value), None),
            "moment": str(value).replace("2025", "2024").replace("2026", "2027"),
            "country": "DE",
            "text": "other",
            "uri": "https://a.example",
            "yes_no": not value,
            "negative": "-0.01",
            "DataQualityIndicators": {**message["pcf"]["dqi"], "temporalDQR": "5"},
            "Verification": {"providerName": "other"},
        }
        given: Any = changes.get(field.kind, "70.5" if key.startswith("pcf") else "0.5")
        if field.many == "set":
            given = value[:-1] or ["AR5"]
        elif field.many:
            given = [{**value[0], "version": "2024"}]
        changed = {**message, "pcf": {**message["pcf"], key: given}}
        reading = read(changed)
        assert len(reading.declarations) == 1, (key, reading.findings)
        assert reading.declarations[0] != before, key


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2025-01-01T00:00:00Z", "2025-12-31T23:59:59Z", ("2025-01-01", "2025-12-31")),
        ("2025-01-01T00:00:00Z", "2025-12-31T00:00:00Z", ("2025-01-01", "2025-12-31")),
        ("2025-01-01T00:00:00Z", "2026-01-01T00:00:00Z", ("2025-01-01", "2025-12-31")),
        ("2025-07-01T00:00:00+09:00", "2025-10-01T00:00:00+09:00", ("2025-07-01", "2025-09-30")),
        ("2025-01-31T00:00:00Z", "2025-12-31T10:00:00Z", ("2025-01-31", "2025-12-31")),
    ],
)
def test_the_last_day_of_the_data(
    start: str, end: str, days: tuple[str, str], message: Message, read: Read
) -> None:
    message["pcf"] |= {"referencePeriodStart": start, "referencePeriodEnd": end}
    assert read(message).declarations[0].period == days


@pytest.mark.parametrize(
    ("end", "until"),
    [
        ("2025-12-31T23:59:59Z", "2028-12-31"),
        ("2026-01-01T00:00:00+09:00", "2028-12-31"),
        ("2028-02-29T12:00:00Z", "2031-02-28"),
        ("9999-06-30T12:00:00Z", "9999-06-30"),
    ],
)
def test_without_a_stated_end_it_holds_for_three_years(
    end: str, until: str, message: Message, read: Read
) -> None:
    message["pcf"]["referencePeriodEnd"] = end
    del message["validityPeriodStart"]
    message["validityPeriodEnd"] = None
    (one,) = read(message).declarations
    assert one.valid == ("", until) and not one.stated_end


def test_a_mass_of_zero_makes_no_sense_and_is_none(message: Message, read: Read) -> None:
    message["pcf"] |= {"declaredUnitOfMeasurement": "kilowatt hour", "productMassPerDeclaredUnit": "0"}
    (one,) = read(message).declarations
    assert one.mass is None and one.unit == "kWh"


def test_every_unit_can_be_read_but_one(message: Message, read: Read) -> None:
    from carbonfoot.quantities.units import parse_quantity

    for official in table("pact3")["CarbonFootprint"]["declaredUnitOfMeasurement"].choices:
        message["pcf"]["declaredUnitOfMeasurement"] = official
        message["pcf"]["productMassPerDeclaredUnit"] = "1000"
        reading = read(message)
        if official == "megabit second":
            assert [one.code for one in reading.findings] == ["CF202"] and reading.declarations == ()
            assert judge(message, "") == [], "the message is right, it is we who cannot read it"
        else:
            (one,) = reading.declarations
            assert parse_quantity(f"1 {one.unit}").number == 1 and one.unit == UNITS[official]


def test_null_is_absent(message: Message, read: Read) -> None:
    for inside in (message, message["pcf"], message["pcf"]["verification"], message["extensions"][0]):
        for key in list(inside):
            if key in (
                "comment",
                "dqi",
                "coverage",
                "documentation",
                "biogenicCO2Uptake",
                "aircraftGhgEmissions",
            ):
                inside[key] = None
    message["pcf"]["pcfIncludingBiogenicUptake"] = "61.25"
    (one,) = read(message).declarations
    assert one.quality == {} and one.beside == {} and "comment" not in one.details
    assert one.verified == "K Audit, ISO 14067, 2026-02-11"


def test_names_are_composed_and_nothing_else_is_changed(message: Message, read: Read) -> None:
    message |= {"companyName": "한일", "productNameCompany": "=1+1 <b>볼트</b>"}
    (one,) = read(message).declarations
    assert one.company == "한일" and one.product == "=1+1 <b>볼트</b>"
