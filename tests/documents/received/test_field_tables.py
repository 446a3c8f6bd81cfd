"""The tables of fields against the specifications: what is required, of which sign, and which words there are.

The lists here are written from the property tables of the technical specifications 3.0.3 and 2.3.3, not from our tables;
where the official schemas are there, every field is held against them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from carbonfoot.documents.json_found import Found
from carbonfoot.documents.received.pact3 import check
from carbonfoot.documents.received.table import old_keys, table

OFFICIAL = Path(__file__).resolve().parents[4] / "shared/standards/pact"

REQUIRED = {
    "pact3": (
        *("declaredUnitOfMeasurement", "declaredUnitAmount", "productMassPerDeclaredUnit"),
        *("referencePeriodStart", "referencePeriodEnd", "pcfExcludingBiogenicUptake"),
        *("pcfIncludingBiogenicUptake", "fossilGhgEmissions", "fossilCarbonContent"),
        *("ipccCharacterizationFactors", "crossSectoralStandards", "exemptedEmissionsPercent"),
    ),
    "pact2": (
        *("declaredUnit", "unitaryProductAmount", "referencePeriodStart", "referencePeriodEnd"),
        *(
            "boundaryProcessesDescription",
            "pCfExcludingBiogenic",
            "fossilGhgEmissions",
            "fossilCarbonContent",
        ),
        *("biogenicCarbonContent", "characterizationFactors", "crossSectoralStandardsUsed"),
        *("exemptedEmissionsPercent", "exemptedEmissionsDescription", "packagingEmissionsIncluded"),
    ),
}
"""Fields of `CarbonFootprint` without which the schema refuses a message."""

SHALL = {"packagingEmissionsIncluded", "ccsTechnologicalCO2CaptureIncluded", "primaryDataShare"}
"""What the rules of version 3 ask of everybody and its schema does not."""

NOT_ABOVE_ZERO = {
    "pact3": {
        *("landManagementBiogenicCO2Removals", "biogenicCO2Uptake"),
        *("ccsTechnologicalCO2Capture", "technologicalCO2Removals"),
    },
    "pact2": {"biogenicCarbonWithdrawal"},
}
"""Removals, uptake and captured CO2 are the only numbers that stand with a minus sign."""

ANY_SIGN = {
    "pact3": {"pcfExcludingBiogenicUptake", "pcfIncludingBiogenicUptake"},
    "pact2": {"pCfIncludingBiogenic", "landManagementGhgEmissions"},
}
STARRED = {
    *("pCfIncludingBiogenic", "dLucGhgEmissions", "landManagementGhgEmissions", "otherBiogenicGhgEmissions"),
    *("biogenicCarbonWithdrawal", "biogenicAccountingMethodology", "primaryDataShare", "dqi"),
}
"""Fields of version 2 that are mandatory once the data reach into 2025 (O* in its table of properties)."""

RANGED = {"percent", "score", "share", "rating", "exempted", "count", "amount", "mass"}
BOTH = pytest.mark.parametrize("name", ["pact3", "pact2"])


@BOTH
def test_what_the_schema_requires(name: str) -> None:
    fields = table(name)["CarbonFootprint"]
    assert {key for key, one in fields.items() if one.needed == "schema"} == {*REQUIRED[name]}
    assert {key for key, one in fields.items() if one.needed == "shall"} == (
        SHALL if name == "pact3" else set()
    )


@BOTH
def test_the_sign_of_each_quantity(name: str) -> None:
    for key, field in table(name)["CarbonFootprint"].items():
        if key in NOT_ABOVE_ZERO[name]:
            assert field.kind == "negative", key
        elif key in ANY_SIGN[name]:
            assert field.kind == "number", key
        elif key.endswith(("Emissions", "Content", "Leakage", "Occupation", "Biogenic")):
            assert field.kind == "positive", key
        else:
            assert field.kind not in ("positive", "negative", "number"), key


def test_shares_ratings_and_amounts_have_their_ranges() -> None:
    kinds = {
        (name, key): field.kind
        for name in ("pact3", "pact2")
        for fields in table(name).values()
        for key, field in fields.items()
        if field.kind in RANGED
    }
    ratings = ("technologicalDQR", "geographicalDQR", "temporalDQR")
    assert kinds == {
        ("pact3", "declaredUnitAmount"): "amount",
        ("pact3", "productMassPerDeclaredUnit"): "mass",
        ("pact3", "exemptedEmissionsPercent"): "percent",
        ("pact3", "primaryDataShare"): "percent",
        **{("pact3", key): "score" for key in ratings},
        ("pact2", "version"): "count",
        ("pact2", "unitaryProductAmount"): "amount",
        ("pact2", "productMassPerDeclaredUnit"): "mass",
        ("pact2", "exemptedEmissionsPercent"): "exempted",
        ("pact2", "primaryDataShare"): "share",
        ("pact2", "coveragePercent"): "share",
        **{("pact2", key): "rating" for key in (*ratings, "completenessDQR", "reliabilityDQR")},
    }


def test_what_became_mandatory_in_version_2() -> None:
    fields = table("pact2")
    footprint = fields["CarbonFootprint"]
    assert {key for key, one in footprint.items() if one.rule == "2025"} == STARRED
    since = {
        key: one.rule.removeprefix("SHALL ")
        for of in ("CarbonFootprint", "Assurance")
        for key, one in fields[of].items()
        if one.rule.startswith("SHALL ")
    }
    assert since == {
        "ipccCharacterizationFactorsSources": "2.2",
        "crossSectoralStandards": "2.3",
        "assurance": "2.2",
        "providerName": "2.0",
    }


TYPES = {
    "moment": "date-time",
    "uuid": "uuid",
    "yes_no": "boolean",
    "gwp": r"^AR\d+$",
    "country": "^[A-Z]{2}$",
    "subdivision": "^[A-Z]{2}-[A-Z0-9]{1,3}$",
}
"""Our kinds, and what the official schemas say of the same."""

OURS = {
    ("pact2", "CarbonFootprint"): {"ipccCharacterizationFactorsSources"},
    ("pact2", "Assurance"): {"assurance", "providerName"},
}
"""Required by the schema of 2.3.3 and not by those before it: asked for by the version of the message."""


@BOTH
def test_every_field_is_that_of_the_official_schema(name: str) -> None:
    file = OFFICIAL / name.replace("pact", "v") / "openapi.yaml"
    if not file.is_file():
        pytest.skip("the official schema is not there")
    schemas = yaml.safe_load(file.read_text(encoding="utf-8"))["components"]["schemas"]

    def flat(of: Any) -> Any:
        return {**flat(schemas[of["$ref"].rpartition("/")[2]]), **of} if "$ref" in of else of

    for of, fields in table(name).items():
        schema = schemas.get(of) or schemas[{"EmissionFactorSource": "EmissionFactorDatabases"}[of]]
        official = schema["properties"]
        assert {*fields} == {*official}, of
        asked = {key for key, one in fields.items() if one.needed == "schema"}
        assert asked == {*schema.get("required", ())} - OURS.get((name, of), set()), of
        for key, field in fields.items():
            one = flat(official[key])
            listed = one.get("type") == "array"
            assert listed == bool(field.many), key
            if listed:
                assert (field.many != "any") == (one.get("minItems", 0) > 0), key
                assert (field.many == "set") == bool(one.get("uniqueItems")), key
                one = flat(one["items"])
            if "enum" in one:
                assert {*field.choices} >= {*map(str, one["enum"])}, key
                assert field.kind == "known" or {*field.choices} == {*map(str, one["enum"])}, key
            said = {one.get("format"), one.get("pattern"), one.get("type")}
            assert field.kind not in TYPES or TYPES[field.kind] in said, key
            assert field.kind == "moment" or "date-time" not in said, key
            assert field.kind == "uuid" or "uuid" not in said, key
            assert field.kind == "yes_no" or "boolean" not in said, key


def test_every_key_that_version_3_gave_up_is_known_by_what_it_became() -> None:
    """A supplier who raises `specVersion` and keeps the old names is told where each number belongs."""
    for of, now in (("ProductFootprint", "ProductFootprint"), ("CarbonFootprint", "CarbonFootprint")):
        gone = {*table("pact2")[of]} - {*table("pact3")[now]}
        assert gone <= {*old_keys("pact3")}, of
    for means in old_keys("pact3").values():
        named = {*re.findall("`([A-Za-z0-9]+)`", means)} - {"id"}
        assert named <= {key for fields in table("pact3").values() for key in fields} | {"comment"}, means
    assert {*old_keys("pact2")} >= {
        *("reportingPeriodStart", "reportingPeriodEnd", "biogenicEmissions", "emissionFactorSources"),
        *("geography_country", "geography_country_subdivision", "geography_region_or_subregion"),
    }


@pytest.mark.parametrize(
    ("key", "said"),
    [("version", "since version 3, every change"), ("pCfExcludingBiogenic", "`pcfExcludingBiogenicUptake`")],
)
def test_an_old_key_is_told_by_what_it_became_or_that_it_is_gone(
    key: str, said: str, message: dict[str, Any]
) -> None:
    place = message["pcf"] if key.startswith("p") else message
    place[key] = "1"
    found = Found("")
    check(message, found, (), strict=False)
    (one,) = [one for one in found.all() if one.code == "CF905"]
    assert said in one.help and "nothing: " not in one.help


def test_numbers_that_are_only_told_have_their_unit() -> None:
    for name in ("pact3", "pact2"):
        for key, field in table(name)["CarbonFootprint"].items():
            if field.says and field.kind in ("positive", "negative", "number"):
                wanted = "kg C" if key.endswith("Content") else "kg CO2e"
                assert field.unit == ("m2 year" if key == "landAreaOccupation" else wanted), key
