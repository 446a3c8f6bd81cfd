"""PACT 2.0 to 2.3: what is read of a footprint, and every rule that it can break."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.documents.received.model import Reading
from carbonfoot.documents.received.read import read_declarations
from carbonfoot.findings.finding import severity

PCF: dict[str, Any] = {
    "declaredUnit": "kilogram",
    "unitaryProductAmount": "1",
    "productMassPerDeclaredUnit": "1",
    "pCfExcludingBiogenic": "2.40",
    "pCfIncludingBiogenic": "1.67",
    "fossilGhgEmissions": "2.10",
    "fossilCarbonContent": "0.1",
    "biogenicCarbonContent": "0.2",
    "dLucGhgEmissions": "0.15",
    "landManagementGhgEmissions": "0.10",
    "otherBiogenicGhgEmissions": "0.05",
    "iLucGhgEmissions": "0",
    "biogenicCarbonWithdrawal": "-0.73",
    "aircraftGhgEmissions": "0.02",
    "characterizationFactors": "AR6",
    "ipccCharacterizationFactorsSources": ["AR6"],
    "crossSectoralStandardsUsed": ["ISO Standard 14067"],
    "crossSectoralStandards": ["ISO14067", "PACT-2.0"],
    "productOrSectorSpecificRules": [
        {"operator": "Other", "otherOperatorName": "Fastener Board", "ruleNames": ["Bolts 2"]}
    ],
    "biogenicAccountingMethodology": "GHGP",
    "boundaryProcessesDescription": "wire, cold heading",
    "referencePeriodStart": "2025-01-01T00:00:00Z",
    "referencePeriodEnd": "2026-01-01T00:00:00Z",
    "geographyCountry": "KR",
    "secondaryEmissionFactorSources": [{"name": "Public factors", "version": "2025"}],
    "exemptedEmissionsPercent": 1.5,
    "exemptedEmissionsDescription": "lubricants",
    "packagingEmissionsIncluded": True,
    "packagingGhgEmissions": "0.01",
    "primaryDataShare": 62.5,
    "dqi": {
        "coveragePercent": 90,
        "technologicalDQR": 1.5,
        "temporalDQR": 2,
        "geographicalDQR": 1,
        "completenessDQR": 1.7,
        "reliabilityDQR": 2.1,
    },
    "assurance": {
        "assurance": True,
        "providerName": "Careful Auditors",
        "level": "limited",
        "coverage": "product line",
        "boundary": "Cradle-to-Gate",
    },
}
FOOTPRINT: dict[str, Any] = {
    "id": "0b43a4ee-6a3f-4a9a-9a2f-1f1b1c8d3a10",
    "specVersion": "2.3.3",
    "version": 3,
    "created": "2026-02-01T09:00:00Z",
    "status": "Active",
    "companyName": "Wire & Co. (fictitious)",
    "companyIds": ["urn:pact:wire.example:company-id:wire"],
    "productDescription": "cold heading wire",
    "productIds": ["urn:pact:wire.example:product-id:W-10"],
    "productCategoryCpc": "4126",
    "productNameCompany": "Wire W-10",
    "comment": "",
    "pcf": PCF,
}
ALWAYS = [("note", "CF904", "data quality ratings")]

Change = Callable[[dict[str, Any]], object]


def read(folder: Path, *changes: Change, strict: bool = False, wrap: Any = None) -> Reading:
    given = copy.deepcopy(FOOTPRINT)
    for change in changes:
        change(given)
    file = folder / "footprint.json"
    file.write_text(json.dumps(given if wrap is None else wrap(given)), encoding="utf-8")
    return read_declarations(str(file), strict=strict)


def put(key: str, value: Any, place: str = "pcf") -> Change:
    return lambda one: (one[place] if place else one).__setitem__(key, value)


def drop(*keys: str, place: str = "pcf") -> Change:
    return lambda one: [(one[place] if place else one).pop(key) for key in keys]


def found(reading: Reading) -> list[tuple[str, str]]:
    return [(severity(one), one.code) for one in reading.findings]


def test_all_that_it_states_is_carried(tmp_path: Path) -> None:
    reading = read(tmp_path)
    (one,) = reading.declarations
    assert found(reading) == [("note", "CF904")]
    assert "ratings" in reading.findings[0].message
    assert (one.format, one.version, one.unit, one.amount, one.mass) == (
        *("pact-2", "2.3.3", "kg"),
        Decimal(1),
        Decimal(1),
    )
    assert one.total == Decimal("2.40")
    assert one.parts == {
        "fossil": Decimal("2.10"),
        "land_use_change": Decimal("0.15"),
        "land_management": Decimal("0.10"),
        "biogenic_non_co2": Decimal("0.05"),
    }
    assert one.beside == {"biogenic_uptake": Decimal("-0.73"), "aircraft": Decimal("0.02")}
    assert one.carbon == {"fossil": Decimal("0.1"), "biogenic": Decimal("0.2")}
    assert (one.period, one.valid) == (("2025-01-01", "2025-12-31"), ("", "2028-12-31"))
    assert (one.gwp, one.primary, one.exempted, one.quality) == (("AR6",), 0.625, 0.015, {})
    assert (one.place, one.standards) == ("KR", ("ISO14067", "PACT-2.0", "Fastener Board: Bolts 2"))
    assert one.sources == ("Public factors 2025",)
    assert one.verified == "Careful Auditors, limited, product line, Cradle-to-Gate"
    assert "temporalDQR 2" in one.details["data quality, scale 1 to 3"]
    assert one.label == (
        "Wire & Co. (fictitious), declaration 0b43a4ee-6a3f-4a9a-9a2f-1f1b1c8d3a10, valid until 2028-12-31"
    )


def test_emissions_are_per_one_declared_unit_whatever_a_product_holds(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        put("declaredUnit", "liter"),
        put("unitaryProductAmount", "12"),
        put("productMassPerDeclaredUnit", "0.789"),
    )
    (one,) = reading.declarations
    assert (one.unit, one.amount, one.mass, one.total) == (
        "L",
        Decimal(1),
        Decimal("0.789"),
        Decimal("2.40"),
    )
    assert ("note", "CF904") in found(reading)
    assert any("not per the 12 in a product" in each.message for each in reading.findings)


@pytest.mark.parametrize(
    ("unit", "mass", "expected"),
    [
        ("kilogram", None, Decimal(1)),
        ("kilogram", "0", Decimal(1)),
        ("liter", None, None),
        ("liter", "0", None),
        ("cubic meter", "940", Decimal(940)),
    ],
)
def test_mass_of_a_declared_unit(
    tmp_path: Path, unit: str, mass: str | None, expected: Decimal | None
) -> None:
    (one,) = read(tmp_path, put("declaredUnit", unit), put("productMassPerDeclaredUnit", mass)).declarations
    assert one.mass == expected


@pytest.mark.parametrize(
    ("unit", "ours"),
    [
        ("liter", "L"),
        ("kilogram", "kg"),
        ("cubic meter", "m3"),
        ("kilowatt hour", "kWh"),
        ("megajoule", "MJ"),
        ("ton kilometer", "tkm"),
        ("square meter", "m2"),
    ],
)
def test_units(tmp_path: Path, unit: str, ours: str) -> None:
    (one,) = read(tmp_path, put("declaredUnit", unit)).declarations
    assert one.unit == ours


@pytest.mark.parametrize("unit", ["piece", "hour", "megabit second", "kg"])
def test_units_of_version_3_are_none_of_version_2(tmp_path: Path, unit: str) -> None:
    assert ("error", "CF105") in found(read(tmp_path, put("declaredUnit", unit)))


REFUSED: list[tuple[Change, str]] = [
    (drop("version", place=""), "CF102"),
    (drop("comment", place=""), "CF102"),
    (drop("productCategoryCpc", place=""), "CF102"),
    (drop("characterizationFactors"), "CF102"),
    (drop("ipccCharacterizationFactorsSources"), "CF102"),
    (drop("crossSectoralStandardsUsed"), "CF102"),
    (drop("boundaryProcessesDescription"), "CF102"),
    (drop("exemptedEmissionsDescription"), "CF102"),
    (drop("packagingEmissionsIncluded"), "CF102"),
    (drop("biogenicCarbonContent"), "CF102"),
    (drop("pCfExcludingBiogenic"), "CF102"),
    (put("fossilGhgEmissions", 2.1), "CF103"),
    (put("fossilGhgEmissions", "2.1e0"), "CF201"),
    (put("fossilGhgEmissions", "-2.1"), "CF207"),
    (put("unitaryProductAmount", "0"), "CF208"),
    (put("unitaryProductAmount", "1kg"), "CF201"),
    (put("biogenicCarbonWithdrawal", "0.73"), "CF208"),
    (put("primaryDataShare", "62.5"), "CF201"),
    (put("primaryDataShare", 101), "CF208"),
    (put("primaryDataShare", -1), "CF208"),
    (put("exemptedEmissionsPercent", "1.5"), "CF201"),
    (put("exemptedEmissionsPercent", 100.1), "CF208"),
    (put("version", -1, ""), "CF207"),
    (put("version", 1.5, ""), "CF208"),
    (put("version", 2**31, ""), "CF208"),
    (put("version", True, ""), "CF103"),
    (put("geographyRegionOrSubregion", "Asia"), "CF106"),
    (put("geographyCountry", "kr"), "CF108"),
    (put("referencePeriodEnd", "2026-01-01"), "CF107"),
    (put("referencePeriodEnd", "2024-01-01T00:00:00Z"), "CF107"),
    (put("created", "2026-02-30T00:00:00Z", ""), "CF107"),
    (put("dqi", {**PCF["dqi"], "temporalDQR": 0.9}), "CF208"),
    (put("dqi", {**PCF["dqi"], "temporalDQR": 3.1}), "CF208"),
    (put("dqi", {**PCF["dqi"], "coveragePercent": 101}), "CF208"),
    (put("dqi", {"temporalDQR": 1}), "CF102"),
    (put("assurance", {"providerName": "A"}), "CF102"),
    (put("assurance", {"assurance": True}), "CF102"),
    (put("companyIds", ["4711"], ""), "CF111"),
    (put("companyIds", [], ""), "CF104"),
    (put("id", "4711", ""), "CF111"),
    (put("status", "Withdrawn", ""), "CF105"),
    (put("boundaryProcessesDescription", "the total is net of offsets bought"), "CF408"),
]


@pytest.mark.parametrize(("change", "code"), REFUSED)
def test_refused(tmp_path: Path, change: Change, code: str) -> None:
    reading = read(tmp_path, change)
    assert reading.declarations == ()
    assert {each for grave, each in found(reading) if grave == "error"} == {code}
    assert all(each.point for each in reading.findings if each.path)


DOUBTFUL: list[tuple[Change, str]] = [
    (put("pCfExcludingBiogenic", "1.90"), "CF404"),
    (put("pCfExcludingBiogenic", "2.70"), "CF404"),
    (put("pCfIncludingBiogenic", "2.40"), "CF404"),
    (put("validityPeriodStart", "2026-01-01T00:00:00Z", ""), "CF904"),
    (put("exemptedEmissionsPercent", 5.01), "CF904"),
    (put("precedingPfIds", [FOOTPRINT["id"].upper()], ""), "CF904"),
    (put("updated", "2026-01-01T09:00:00Z", ""), "CF904"),
    (put("ipccCharacterizationFactorsSources", ["AR5"]), "CF904"),
    (put("biogenicCarbonContent", "0.3"), "CF904"),
    (put("productMassPerDeclaredUnit", "7.85"), "CF904"),
    (put("fossilCarbonContent", "0.9"), "CF904"),
    (put("aircraftGhgEmissions", "2.2"), "CF904"),
    (put("packagingEmissionsIncluded", False), "CF904"),
    (put("packagingGhgEmissions", "2.41"), "CF904"),
    (
        put(
            "productOrSectorSpecificRules",
            [{"operator": "PEF", "ruleNames": ["P"], "otherOperatorName": "O"}],
        ),
        "CF904",
    ),
    (put("specVersion", "2.4.0", ""), "CF904"),
    (
        lambda one: one.update(
            validityPeriodStart="2026-02-01T00:00:00Z", validityPeriodEnd="2026-01-01T00:00:00Z"
        ),
        "CF904",
    ),
]


@pytest.mark.parametrize(("change", "code"), DOUBTFUL)
def test_contradictions_warn_and_are_errors_where_a_writer_is_judged(
    tmp_path: Path, change: Change, code: str
) -> None:
    reading = read(tmp_path, change)
    assert len(reading.declarations) == 1
    assert [each for each in found(reading) if each != ("note", "CF904")] == [("warning", code)]
    judged = read(tmp_path, change, strict=True)
    assert judged.declarations == ()
    assert ("error", code) in found(judged)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2026-01-01", "2029-06-01", "longer than 3 years"),
        ("2025-06-01", "2027-01-01", "before its data end"),
    ],
)
def test_a_validity_outside_the_rules_is_kept_and_noted(
    tmp_path: Path, start: str, end: str, said: str
) -> None:
    stated = (
        put("validityPeriodStart", f"{start}T00:00:00Z", ""),
        put("validityPeriodEnd", f"{end}T00:00:00Z", ""),
    )
    reading = read(tmp_path, *stated)
    (one,) = reading.declarations
    assert (one.valid, one.stated_end) == ((start, end), True)
    assert [said in each.message for each in reading.findings].count(True) == 1
    assert {grave for grave, _ in found(reading)} == {"note"}
    assert read(tmp_path, *stated, strict=True).declarations == ()


def test_a_total_without_biogenic_co2_may_leave_parts_out_and_is_then_unsplit(tmp_path: Path) -> None:
    reading = read(tmp_path, put("pCfExcludingBiogenic", "2.10"))
    (one,) = reading.declarations
    (said,) = (each for each in reading.findings if each.code == "CF404")
    assert one.total == Decimal("2.10")
    assert one.parts == {"fossil": Decimal("2.10")}
    assert "leaves out 0.3 " in said.message


def test_what_absent_parts_may_explain_is_no_contradiction(tmp_path: Path) -> None:
    reading = read(tmp_path, drop("dLucGhgEmissions"))
    (one,) = reading.declarations
    assert one.total == Decimal("2.40")
    assert ("warning", "CF404") not in found(reading)
    assert ("note", "CF906") in found(reading)


def test_removals_of_land_management_keep_their_sign(tmp_path: Path) -> None:
    reading = read(
        tmp_path,
        put("landManagementGhgEmissions", "-0.10"),
        put("pCfExcludingBiogenic", "2.20"),
        put("pCfIncludingBiogenic", "1.47"),
    )
    (one,) = reading.declarations
    assert "CF404" not in {each.code for each in reading.findings}  # the total is exactly its parts
    assert one.parts["removals"] == Decimal("-0.10")
    assert sum(one.parts.values()) == one.total


@pytest.mark.parametrize(
    "change", [put("aircraftGhgEmissions", "2.10"), put("packagingGhgEmissions", "2.40")]
)
def test_a_part_of_something_may_be_all_of_it(tmp_path: Path, change: Change) -> None:
    assert [each for each in found(read(tmp_path, change)) if each != ("note", "CF904")] == []


@pytest.mark.parametrize(
    ("total", "fits"),
    [
        ("2.4", True),
        ("2.5", False),
        ("2.40", False),
        ("2.415", False),
        ("2.41", True),
        ("2.395", False),
        ("2", True),
    ],
)
def test_a_total_agrees_to_half_of_its_last_digit(tmp_path: Path, total: str, fits: bool) -> None:
    reading = read(tmp_path, put("pCfExcludingBiogenic", total), put("otherBiogenicGhgEmissions", "0.06"))
    told = [each for each in reading.findings if each.path[-1:] == ("pCfExcludingBiogenic",)]
    assert (not told) == fits  # its parts sum to 2.41
    assert reading.declarations[0].total == Decimal(total)


def test_indirect_land_use_change_may_stand_in_the_whole(tmp_path: Path) -> None:
    reading = read(tmp_path, put("iLucGhgEmissions", "0.5"), put("pCfIncludingBiogenic", "2.17"))
    assert ("warning", "CF404") not in found(reading)


def test_starred_fields_are_asked_for_from_2025_on_and_by_name(tmp_path: Path) -> None:
    absent = ("biogenicCarbonWithdrawal", "dqi", "pCfIncludingBiogenic")
    (said,) = (each for each in read(tmp_path, drop(*absent)).findings if each.code == "CF906")
    assert all(key in said.message for key in absent)
    before = (
        put("referencePeriodStart", "2024-01-01T00:00:00Z"),
        put("referencePeriodEnd", "2025-01-01T00:00:00Z"),
    )
    assert not [each for each in read(tmp_path, drop(*absent), *before).findings if each.code == "CF906"]
    neither = read(tmp_path, drop("primaryDataShare", "dqi"), *before)
    assert [each.message for each in neither.findings if each.code == "CF906"] == [
        "neither `primaryDataShare` nor `dqi` is stated"
    ]
    assert neither.declarations[0].primary is None


@pytest.mark.parametrize(
    ("version", "keys", "expected"),
    [
        ("2.0.0", ("ipccCharacterizationFactorsSources", "crossSectoralStandards"), []),
        ("2.1.0", ("ipccCharacterizationFactorsSources",), []),
        ("2.2.0", ("crossSectoralStandards",), []),
        ("2.2.1-20240507", ("ipccCharacterizationFactorsSources",), [("error", "CF102")]),
        ("2.3.0", ("crossSectoralStandards",), [("note", "CF906")]),
    ],
)
def test_a_version_is_judged_by_what_it_had(
    tmp_path: Path, version: str, keys: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    reading = read(tmp_path, put("specVersion", version, ""), drop(*keys))
    assert [each for each in found(reading) if each != ("note", "CF904")] == expected
    if not expected:
        assert reading.declarations[0].gwp == ("AR6",)


def test_before_2_2_assurance_has_no_flag(tmp_path: Path) -> None:
    given = {"providerName": "Careful Auditors", "level": "limited"}
    (one,) = read(tmp_path, put("specVersion", "2.0.0", ""), put("assurance", given)).declarations
    assert one.verified == "Careful Auditors, limited"
    (one,) = read(tmp_path, put("assurance", {**given, "assurance": False})).declarations
    assert one.verified == ""


@pytest.mark.parametrize("version", ["1.0.0", "1.0.1", "0.9.0"])
def test_version_1_is_refused_by_its_name(tmp_path: Path, version: str) -> None:
    reading = read(tmp_path, put("specVersion", version, ""))
    assert [(each.code, version in each.message) for each in reading.findings] == [("CF901", True)]


def test_unknown_keys_and_offsets_stand_apart(tmp_path: Path) -> None:
    reading = read(
        tmp_path, put("offsetsKg", "1.2"), put("comment", "Offsets are bought for the head office.", "")
    )
    (one,) = reading.declarations
    assert ("warning", "CF905") in found(reading)
    assert {claim.kind for claim in one.claims} == {"offset"}
    assert one.total == Decimal("2.40")


def test_several_in_one_file_and_events(tmp_path: Path) -> None:
    other = {**copy.deepcopy(FOOTPRINT), "id": "5f7b7b3e-54d0-4a8e-a0ab-8c9d4d0a4a11"}
    for wrap in (
        lambda one: [one, other],
        lambda one: {"data": [one, other]},
        lambda one: {"type": "x", "specversion": "1.0", "data": {"pfs": [one, other]}},
    ):
        assert len(read(tmp_path, wrap=wrap).declarations) == 2
    bad = {**other, "status": "Gone"}
    assert read(tmp_path, wrap=lambda one: [one, bad]).declarations == ()
