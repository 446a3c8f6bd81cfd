"""Names, ids, units, periods, places and texts of a message; what is missing, and what PACT cannot say."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from carbonfoot.documents.received.pact3 import judge
from carbonfoot.documents.received.pact3 import until as last_day_of_use

Declare = Callable[..., Any]
Official = Callable[[Any], list[str]]

ONE_PIECE = "declared_unit: 1 piece"


@pytest.mark.parametrize(
    ("unit", "name", "amount"),
    [
        ("1000 piece", "piece", "1000"),
        ("2 dozen", "piece", "24"),
        ("1 kg", "kilogram", "1"),
        ("1 t", "kilogram", "1000"),
        ("250 g", "kilogram", "0.25"),
        ("3 lb", "kilogram", "1.36077711"),
        ("1 L", "liter", "1"),
        ("330 mL", "liter", "0.33"),
        ("1 m3", "cubic meter", "1"),
        ("1 kWh", "kilowatt hour", "1"),
        ("2.5 MWh", "kilowatt hour", "2500"),
        ("1 GJ", "megajoule", "1000"),
        ("1 toe", "megajoule", "41868"),
        ("10 m2", "square meter", "10"),
        ("1 h", "hour", "1"),
        ("30 min", "hour", "0.5"),
        ("1 tkm", "ton kilometer", "1"),
    ],
)
def test_declared_units_are_converted_digit_by_digit(
    declare: Declare, official: Official, unit: str, name: str, amount: str
) -> None:
    change = {ONE_PIECE: f"declared_unit: {unit}"}
    if name == "kilogram":
        change["  mass: 2 kg\n"] = ""
    message = declare(change=change)
    pcf = message.pcf
    assert (pcf["declaredUnitOfMeasurement"], pcf["declaredUnitAmount"]) == (name, amount)
    assert pcf["productMassPerDeclaredUnit"] == (amount if name == "kilogram" else "2")
    assert official(message.body) == []


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("1 m", "PACT has no declared unit for `1 m`"),
        ("1 Nm3", "PACT has no declared unit for `1 Nm3`"),
        ("1 MJ (net)", "PACT cannot say whether energy is net: `1 MJ (net)` would be read as any energy"),
        ("1 min", "`1 min` has no exact amount in hour"),
    ],
)
def test_units_that_pact_cannot_say_are_refused(declare: Declare, unit: str, said: str) -> None:
    message = declare(change={ONE_PIECE: f"declared_unit: {unit}"})
    assert message.body is None
    assert said in message.said("CF916")


def test_mass_is_zero_only_where_it_makes_no_sense(declare: Declare) -> None:
    bare = {"  mass: 2 kg\n": "", "  carbon_content: {fossil: 0.1 kg/kg}\n": ""}
    power = declare(change={**bare, ONE_PIECE: "declared_unit: 1 kWh"}).pcf
    assert (power["productMassPerDeclaredUnit"], power["fossilCarbonContent"]) == ("0", "0")
    for unit in ("1 piece", "1 L", "1 m2"):
        missing = declare(change={**bare, ONE_PIECE: f"declared_unit: {unit}"})
        assert f"the mass of {unit} of the product" in missing.said("CF911")
        assert "fossil carbon" in missing.said("CF911")
    fuel = {**bare, ONE_PIECE: "declared_unit: 1 kWh\n  calorific_value: 48 MJ/kg (net)"}
    assert "write it under `product: mass:`" in declare(change=fuel).said("CF911")


def test_density_tells_the_mass_of_a_volume(declare: Declare) -> None:
    change = {
        ONE_PIECE: "declared_unit: 2 L",
        "  mass: 2 kg\n": "  density: 0.85 kg/L\n",
        "  carbon_content: {fossil: 0.1 kg/kg}\n": "",
    }
    assert "fossil carbon" in declare(change=change).said("CF911")  # not the mass


def test_fossil_carbon_is_never_zero_by_default(declare: Declare) -> None:
    message = declare(change={"  carbon_content: {fossil: 0.1 kg/kg}\n": ""})
    assert message.body is None
    assert "product: carbon_content: {fossil: 0 kg/kg}" in message.said("CF911")


@pytest.mark.parametrize(
    ("settings", "code", "said"),
    [
        ("", "CF911", "[company]\nname = "),
        ('[company]\nname = "H"\ndomain = "h.example"\n', "CF911", "PACT needs an id of the company"),
        ('[company]\nname = "H"\nids = ["urn:lei:1"]\n', "CF911", "no domain to make one with"),
        (
            '[company]\nname = "H"\nids = ["988400"]\ndomain = "h.example"\n',
            "CF916",
            "`988400` in `[company] ids`",
        ),
        (
            '[company]\nname = "H"\nids = ["urn:lei:1 2"]\ndomain = "h.example"\n',
            "CF916",
            "spaces and letters",
        ),
        ('[company]\nname = "H"\nids = ["urn:lei:1"]\ndomain = "h h"\n', "CF916", "`h h` is no domain"),
    ],
)
def test_who_declares_is_known_or_asked_for(declare: Declare, settings: str, code: str, said: str) -> None:
    message = declare(settings=settings)
    assert message.body is None
    assert said in message.said(code)


def test_ids_and_classes(declare: Declare, wire: str, official: Official) -> None:
    message = declare(
        change={"id: HF-1": "id: 한일/HF 1", "made_in: KR": "made_in: KR\n  cn_code: 7318 15 95"}
    )
    assert message.body["productIds"] == ["urn:pact:hanil.example:product-id:%ED%95%9C%EC%9D%BC%2FHF%201"]
    assert message.body["productClassifications"] == ["urn:pact:productclassification:cn:73181595"]
    assert official(message.body) == []
    stated = (
        wire + "declare: {product_ids: 'urn:gtin:5695872369587', classifications: 'urn:pact:cas.org:n:1'}\n"
    )
    body = declare(stated).body
    assert body["productIds"] == ["urn:gtin:5695872369587"]
    assert body["productClassifications"] == ["urn:pact:cas.org:n:1"]
    assert "no URN" in declare(wire + "declare: {product_ids: HF-1}\n").said("CF916")


def test_the_period_ends_with_its_last_day(declare: Declare) -> None:
    message = declare(change={"period: 2025": "period: 2024-07-01..2025-06-30"})
    assert message.pcf["referencePeriodStart"] == "2024-07-01T00:00:00Z"
    assert message.pcf["referencePeriodEnd"] == "2025-06-30T23:59:59Z"
    assert message.body["validityPeriodStart"] == "2025-07-01T00:00:00Z"
    assert message.body["validityPeriodEnd"] == "2028-06-30T23:59:59Z"
    assert message.body["created"] == "2026-03-01T09:30:00Z"


@pytest.mark.parametrize(
    ("period", "until"),
    [
        ("2023-03-01..2024-02-28", "2027-02-28"),
        ("2023-03-01..2024-02-29", "2027-02-28"),
        ("2024-03-01..2025-02-28", "2028-02-28"),  # which is not the last of its month
        ("2025-01-01..2025-12-31", "2028-12-31"),
    ],
)
def test_three_years_on_is_the_same_day_also_around_leap_days(
    declare: Declare, period: str, until: str
) -> None:
    """Methodology 3.0, 3.2.3; whoever reads a declaration without a stated end counts the same (`until`)."""
    message = declare(change={"period: 2025": f"period: {period}"})
    end = period.partition("..")[2]
    assert message.pcf["referencePeriodEnd"] == f"{end}T23:59:59Z"
    assert message.body["validityPeriodEnd"] == f"{until}T23:59:59Z"
    assert judge(message.body, "") == []
    assert last_day_of_use(end) == until


@pytest.mark.parametrize(
    ("declare_", "said"),
    [
        ("valid_from: 2025-12-31", "before the data end, on 2025-12-31"),
        ("valid_until: 2029-01-01", "write `valid_until: 2028-12-31` or an earlier day"),
        ("valid_from: 2027-01-01, valid_until: 2026-06-30", "valid from 2027-01-01, and until 2026-06-30"),
    ],
)
def test_validity_is_checked(declare: Declare, wire: str, declare_: str, said: str) -> None:
    message = declare(wire + f"declare: {{{declare_}}}\n")
    assert message.body is None
    assert said in message.said("CF916")


def test_stated_validity(declare: Declare, wire: str) -> None:
    body = declare(wire + "declare: {valid_from: 2026-02-01, valid_until: 2028-12-31}\n").body
    assert (body["validityPeriodStart"], body["validityPeriodEnd"]) == (
        "2026-02-01T00:00:00Z",
        "2028-12-31T23:59:59Z",
    )


def test_what_is_out_of_date_when_it_is_written_is_told(declare: Declare) -> None:
    late = declare(issued=datetime(2029, 1, 1, tzinfo=UTC))
    assert late.body is not None
    assert "is valid until 2028-12-31: it is out of date" in late.said("CF917")


@pytest.mark.parametrize(
    ("place", "written"),
    [
        ("GLO", {}),
        ("DE", {"geographyCountry": "DE"}),
        ("CN-GD", {"geographyCountrySubdivision": "CN-GD"}),
    ],
)
def test_one_geography_or_none(declare: Declare, wire: str, place: str, written: dict[str, str]) -> None:
    pcf = declare(wire + f"declare: {{place: {place}}}\n").pcf
    assert {key: value for key, value in pcf.items() if key.startswith("geography")} == written


def test_a_place_that_pact_has_not(declare: Declare, wire: str) -> None:
    assert "no place for `EU27`" in declare(wire + "declare: {place: EU27}\n").said("CF916")
    longer = declare(wire + "declare: {place: US-RFCW}\n")
    assert longer.pcf["geographyCountry"] == "US"
    assert "the declaration says `US`" in longer.said("CF918")


def test_names_with_markup_formulas_and_other_scripts_are_text(declare: Declare, official: Official) -> None:
    name = '"=HYPERLINK(1) <script>alert(1)</script> \\\\ 볼트 e\u0301"'
    message = declare(change={"name: Bolt": f"name: {name}"})
    shown = message.body["productNameCompany"]
    assert shown == "=HYPERLINK(1) <script>alert(1)</script> \\ 볼트 \u00e9"  # composed, nothing else changed
    assert json.loads(message.text)["productDescription"] == shown
    assert all(one.isprintable() or one == "\n" for one in message.text)
    assert official(message.body) == []


def test_texts_in_many_lines_come_out_in_one(declare: Declare, wire: str) -> None:
    body = declare(wire + "declare:\n  description: |\n    first\n    second\n").body
    assert body["productDescription"] == "first second"


def test_texts_are_the_documents_own_where_it_has_them(
    declare: Declare, wire: str, official: Official
) -> None:
    stated = (
        "declare:\n  description: hexagon bolt\n  processes: forging\n  allocation: by hand\n  comment: audited.\n"
        "  standards: [PACT-3.0, ISO14067, ISO14067]\n"
        "  rules: [{operator: Other, other_operator: Catena-X, names: Rulebook 4}, {operator: PEF, names: [a, a]}]\n"
        "  verification: {coverage: product level, provider: KTR, completed: 2026-02-10, standard: ISO 14064-3:2019}\n"
    )
    message = declare(wire + stated)
    pcf = message.pcf
    assert message.body["productDescription"] == "hexagon bolt"
    assert message.body["comment"].startswith("audited. ")
    assert (pcf["boundaryProcessesDescription"], pcf["allocationRulesDescription"]) == ("forging", "by hand")
    assert pcf["crossSectoralStandards"] == ["PACT-3.0", "ISO14067"]
    assert pcf["productOrSectorSpecificRules"] == [
        {"operator": "Other", "ruleNames": ["Rulebook 4"], "otherOperatorName": "Catena-X"},
        {"operator": "PEF", "ruleNames": ["a"]},
    ]
    assert pcf["verification"] == {
        "coverage": "product level",
        "providerName": "KTR",
        "completedAt": "2026-02-10T00:00:00Z",
        "standardName": "ISO 14064-3:2019",
    }
    assert official(message.body) == []


def test_rules_of_another_operator_name_it(declare: Declare, wire: str) -> None:
    nameless = declare(wire + "declare: {rules: [{operator: Other, names: a}]}\n")
    assert "write `other_operator:`" in nameless.said("CF911")
    both = declare(wire + "declare: {rules: [{operator: PEF, other_operator: x, names: a}]}\n")
    assert "stands beside `operator: PEF`" in both.said("CF916")


def test_an_incomplete_footprint_is_refused_by_name(declare: Declare, wire: str) -> None:
    message = declare(wire + "  - {name: Grease, amount: 1 g}\n")
    assert message.body is None
    assert message.codes == ["CF911"]
    assert "incomplete: `Grease`" in message.said("CF911")


def test_everything_wrong_is_told_at_once(declare: Declare) -> None:
    message = declare(
        change={ONE_PIECE: "declared_unit: 1 m", "carbon_content: {fossil: 0.1 kg/kg}": "note: x"},
        settings="",
    )
    assert [code for code in message.codes if code != "CF918"] == ["CF916", "CF911", "CF911"]


def test_no_pack_no_source(declare: Declare, wire: str) -> None:
    assert "secondaryEmissionFactorSources" not in declare().pcf
    step = "processes: [{name: Press, electricity: 1 kWh}]\n"
    (source,) = declare(wire + step).pcf["secondaryEmissionFactorSources"]
    assert source["name"].startswith("Official electricity")
    assert source["version"]
