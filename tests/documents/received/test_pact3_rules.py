"""What a footprint of PACT 3 says against itself: doubtful on reading, refused where a writer is judged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from carbonfoot.documents.json_found import Found
from carbonfoot.documents.received.model import Reading
from carbonfoot.documents.received.pact3 import check, judge
from carbonfoot.findings.finding import path_text, severity

Message = dict[str, Any]
Change = Callable[[Message], object]


def pcf(**values: Any) -> Change:
    """Other values in `pcf`; `...` takes a key out."""

    def change(message: Message) -> None:
        for key, value in values.items():
            if value is ...:
                del message["pcf"][key]
            else:
                message["pcf"][key] = value

    return change


def top(**values: Any) -> Change:
    return lambda message: message.update(values)


def rule(**values: Any) -> Change:
    return pcf(productOrSectorSpecificRules=[{"ruleNames": ["A"], **values}])


TOTAL, WITH_UPTAKE = "pcfExcludingBiogenicUptake", "pcfIncludingBiogenicUptake"
RULE = "pcf/productOrSectorSpecificRules/0"
# the change; code and place; how grave it is on reading
DOUBTS: dict[str, tuple[Change, str, str, str]] = {
    "total": (pcf(pcfExcludingBiogenicUptake="61.3"), "CF904", f"pcf/{TOTAL}", "warning"),
    "last digit of the total": (
        pcf(pcfExcludingBiogenicUptake="61.2500000000000000000000000000000001"),
        *("CF904", f"pcf/{TOTAL}", "warning"),
    ),
    "total with uptake": (pcf(pcfIncludingBiogenicUptake="61.25"), "CF904", f"pcf/{WITH_UPTAKE}", "warning"),
    "own id": (
        top(precedingPfIds=["3B4EDC05-E214-47A1-B0C2-1D831CDD9BA9"]),
        *("CF904", "precedingPfIds/0", "warning"),
    ),
    "unknown key": (top(totalWeight="1"), "CF905", "totalWeight", "warning"),
    "unknown key inside": (pcf(footprint="1"), "CF905", "pcf/footprint", "warning"),
    "old name": (pcf(dLucGhgEmissions="1"), "CF905", "pcf/dLucGhgEmissions", "warning"),
    "other operator unnamed": (rule(operator="Other"), "CF904", RULE, "warning"),
    "PEF of another": (
        rule(operator="PEF", otherOperatorName="X"),
        *("CF904", f"{RULE}/otherOperatorName", "warning"),
    ),
    "a moment as period": (
        pcf(referencePeriodStart="2026-01-01T00:00:00+09:00"),
        *("CF904", "pcf/referencePeriodEnd", "warning"),
    ),
    "valid before the data end": (
        top(validityPeriodStart="2025-06-01T00:00:00Z"),
        *("CF904", "validityPeriodStart", "note"),
    ),
    "valid for four years": (
        top(validityPeriodEnd="2030-01-01T00:00:00Z"),
        *("CF904", "validityPeriodEnd", "note"),
    ),
    "never valid": (
        top(validityPeriodEnd="2026-01-01T00:00:00+09:00"),
        "CF904",
        "validityPeriodEnd",
        "warning",
    ),
    "packaging outside": (
        pcf(packagingEmissionsIncluded=False, packagingBiogenicCarbonContent=...),
        *("CF904", "pcf/packagingGhgEmissions", "warning"),
    ),
    "capture outside": (
        pcf(ccsTechnologicalCO2CaptureIncluded=False, technologicalCO2Removals=...),
        *("CF904", "pcf/ccsTechnologicalCO2Capture", "warning"),
    ),
    "aircraft": (pcf(aircraftGhgEmissions="60.91"), "CF904", "pcf/aircraftGhgEmissions", "warning"),
    "land management": (
        pcf(landManagementFossilGhgEmissions="61"),
        *("CF904", "pcf/landManagementFossilGhgEmissions", "warning"),
    ),
    "packaging": (pcf(packagingGhgEmissions="61.4"), "CF904", "pcf/packagingGhgEmissions", "warning"),
    "credit without certificate": (
        pcf(ccuCreditCertification=...),
        *("CF904", "pcf/ccuCalculationApproach", "warning"),
    ),
    "uptake": (pcf(biogenicCarbonContent="0.2"), "CF904", "pcf/biogenicCO2Uptake", "warning"),
    "uptake without carbon": (
        pcf(biogenicCarbonContent="0", packagingBiogenicCarbonContent="0"),
        *("CF904", "pcf/biogenicCO2Uptake", "warning"),
    ),
    "mass of kilograms": (
        pcf(declaredUnitOfMeasurement="kilogram", declaredUnitAmount="80"),
        *("CF904", "pcf/productMassPerDeclaredUnit", "warning"),
    ),
    "URN": (top(companyIds=["urn:hanil"]), "CF904", "companyIds/0", "warning"),
    "minor version": (top(specVersion="3.1.0"), "CF904", "specVersion", "warning"),
    "primary data": (pcf(primaryDataShare=...), "CF906", "pcf", "note"),
    "packaging flag": (pcf(packagingEmissionsIncluded=...), "CF906", "pcf", "note"),
    "capture flag": (pcf(ccsTechnologicalCO2CaptureIncluded=...), "CF906", "pcf", "note"),
}
ERRORS: dict[str, tuple[Change, str, str]] = {
    "reference period reversed": (
        pcf(referencePeriodStart="2026-06-01T00:00:00Z"),
        *("CF107", "pcf/referencePeriodEnd"),
    ),
    "version 2": (top(specVersion="2.3.0"), "CF901", "specVersion"),
    "version 4": (top(specVersion="4.0.0"), "CF901", "specVersion"),
    "version 30": (top(specVersion="30.0.0"), "CF901", "specVersion"),
    "total below its parts": (pcf(pcfExcludingBiogenicUptake="0.1"), "CF904", f"pcf/{TOTAL}"),
}


def found(message: Message) -> list[tuple[str, str, str]]:
    of = Found("")
    check(message, of, (), strict=False)
    return [(one.code, path_text(one.path), severity(one)) for one in of.all()]


@pytest.mark.parametrize("name", DOUBTS)
def test_a_contradiction_is_doubtful_on_reading_and_an_error_for_a_writer(
    name: str, message: Message
) -> None:
    change, code, path, grave = DOUBTS[name]
    change(message)
    assert found(message) == [(code, path, grave)]
    strictly = [(one.code, path_text(one.path), severity(one)) for one in judge(message, "")]
    assert strictly == [(code, path, "error")]


@pytest.mark.parametrize("name", ERRORS)
def test_what_cannot_be_used_is_an_error_for_everybody(name: str, message: Message) -> None:
    change, code, path = ERRORS[name]
    change(message)
    assert (code, path, "error") in found(message)
    assert (code, path) in [
        (one.code, path_text(one.path)) for one in judge(message, "") if severity(one) == "error"
    ]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (pcf(pcfExcludingBiogenicUptake="61.65"), "`aircraftGhgEmissions` counted twice"),
        (pcf(pcfExcludingBiogenicUptake="63.75"), "`outboundLogisticsGhgEmissions` added"),
        (pcf(pcfExcludingBiogenicUptake="61.21"), "`biogenicNonCO2Emissions` left out"),
        (pcf(pcfExcludingBiogenicUptake="60.15"), "`biogenicCO2Uptake` added"),
    ],
)
def test_which_term_makes_the_difference_is_said(change: Change, said: str, message: Message) -> None:
    change(message)
    (one, *_) = judge(message, "")
    assert "its parts sum to 61.25" in one.message and said in one.message


def test_both_totals_are_one_finding_where_both_differ(message: Message) -> None:
    message["pcf"] |= {TOTAL: "61.28", WITH_UPTAKE: "60.18"}
    (one,) = judge(message, "")
    assert [related.path[-1] for related in one.related] == [WITH_UPTAKE]
    assert "61.28" in one.help and "0.03 more as fossil" in one.help


def test_a_name_that_stands_elsewhere_is_told_once(message: Message) -> None:
    del message["pcf"]["productOrSectorSpecificRules"][0]["otherOperatorName"]
    message["pcf"]["otherOperatorName"] = "Fastener Board"
    assert found(message) == [("CF905", "pcf/otherOperatorName", "warning")]
    assert [one.code for one in judge(message, "")] == ["CF905", "CF904"]
    assert "`productOrSectorSpecificRules`" in judge(message, "")[0].help


@pytest.mark.parametrize(
    ("key", "help"),
    [
        ("dLucGhgEmissions", "`landUseChangeGhgEmissions`"),
        ("biogenicCO2Withdrawal", "`biogenicCO2Uptake`"),
        ("primarydatashare", "did you mean `primaryDataShare`"),
        ("companyName", "the footprint itself"),
        ("providerName", "`verification`"),
        ("version", "`id`"),
        ("zzz", "`extensions`"),
    ],
)
def test_what_an_unknown_key_likely_means_is_said(key: str, help: str, message: Message) -> None:
    message["pcf"][key] = "1"
    (one,) = judge(message, "")
    assert one.code == "CF905" and help in one.help


def test_an_unnamed_standard_is_a_note_for_everybody(message: Message) -> None:
    message["pcf"]["crossSectoralStandards"].append("TfS-3")
    assert found(message) == [("CF904", "pcf/crossSectoralStandards/2", "note")]
    assert [severity(one) for one in judge(message, "")] == ["note"]


def test_what_stands_blank_beside_biogenic_flows_is_unknown(message: Message) -> None:
    del message["pcf"]["biogenicCO2Uptake"]
    message["pcf"][WITH_UPTAKE] = message["pcf"][TOTAL]
    assert found(message) == [("CF906", "pcf", "note")]
    assert [severity(one) for one in judge(message, "")] == ["note"]


def test_zero_beside_a_flag_that_says_no_is_only_a_fault_of_writers(message: Message) -> None:
    message["pcf"] |= {
        "packagingEmissionsIncluded": False,
        "packagingGhgEmissions": "0",
        "packagingBiogenicCarbonContent": "0.0",
    }
    assert found(message) == []
    assert [one.path[-1] for one in judge(message, "")] == [
        "packagingGhgEmissions",
        "packagingBiogenicCarbonContent",
    ]


def test_rules_run_beside_values_that_are_refused(message: Message) -> None:
    message["created"] = "yesterday"
    message["pcf"] |= {TOTAL: "61.3", "dqi": "good", "referencePeriodStart": "2027-01-01T00:00:00Z"}
    codes = [code for code, _, _ in found(message)]
    assert sorted(codes) == ["CF103", "CF107", "CF107", "CF904"]


def test_a_sum_is_not_judged_where_a_part_cannot_be_read(message: Message) -> None:
    message["pcf"]["landUseChangeGhgEmissions"] = "1e-2"
    assert [code for code, _, _ in found(message)] == ["CF201"]


@pytest.mark.parametrize("strict", [False, True])
def test_a_verifier_refuses_a_file_that_reading_doubts(
    message: Message, read: Callable[..., Reading], *, strict: bool
) -> None:
    message["pcf"][TOTAL] = "61.3"
    assert len(read(message, strict=strict).declarations) == (0 if strict else 1)


@pytest.mark.parametrize(
    ("said", "doubted"),
    [
        ("Gate-to-gate: own plant only", True),
        ("gate to gate", True),
        ("CBAM embedded direct emissions", True),
        ("This is not a full PCF.", True),
        ("Cradle-to-grave", True),
        ("Cradle-to-gate, with gate-to-gate data of the plant", False),
        ("from the cradle to the gate of the plant", False),
        ("End-of-life included", False),
    ],
)
@pytest.mark.parametrize("key", ["boundaryProcessesDescription", "productDescription"])
def test_words_of_another_boundary_are_doubtful_for_everybody(
    message: Message, said: str, key: str, *, doubted: bool
) -> None:
    of = message["pcf"] if key in message["pcf"] else message
    of[key] = said
    path = f"pcf/{key}" if of is message["pcf"] else key
    assert found(message) == ([("CF904", path, "warning")] if doubted else [])
    assert {severity(one) for one in judge(message, "")} == ({"warning"} if doubted else set())


@pytest.mark.parametrize(
    ("until", "strict", "lenient"),
    [
        (
            "2029-01-01T00:00:00+09:00",
            False,
            False,
        ),  # three years after the data end: the last moment there is
        ("2029-01-01T00:00:01+09:00", True, False),
        ("2029-01-02T00:00:00+09:00", True, False),  # ends are written as days by many
        ("2029-01-02T00:00:01+09:00", True, True),
    ],
)
def test_a_declaration_holds_for_three_years_and_not_a_moment_longer(
    until: str, strict: bool, lenient: bool, message: Message
) -> None:
    """PACT Methodology 3.0, 3.2.3."""
    message["validityPeriodEnd"] = until

    def told(findings: list[Any]) -> bool:
        return any(one.path == ("validityPeriodEnd",) for one in findings)

    found = Found("")
    check(message, found, (), strict=False)
    assert (told(judge(message, "")), told(found.all())) == (strict, lenient)


@pytest.mark.parametrize(
    ("uptake", "fits"),
    [
        # 0.3 kg C is 1.0992 kg CO2, of which 5 % are 0.055; with what the packaging holds, 0.6 kg C, twice that
        ("-1.15", True),
        ("-1.16", False),
        ("-1.05", True),
        ("-1.04", False),
        ("-2.2", True),
        ("-2.4", False),
        ("0.0", False),
    ],
)
def test_uptake_is_the_carbon_of_the_product_with_or_without_its_packaging(
    uptake: str, fits: bool, message: Message
) -> None:
    """The carbon content times 44.009/12.011, to one part in twenty."""
    held = {"biogenicCarbonContent": "0.30000", "packagingBiogenicCarbonContent": "0.30000"}
    message["pcf"] |= {**held, "biogenicCO2Uptake": f"{uptake}00"}  # nothing is put down to rounding
    found = Found("")
    check(message, found, (), strict=False)
    told = [one for one in found.all() if one.path == ("pcf", "biogenicCO2Uptake")]
    assert (not told) == fits


@pytest.mark.parametrize(
    ("key", "most", "more"),
    [
        ("aircraftGhgEmissions", "60.9", "60.91"),
        ("landManagementFossilGhgEmissions", "60.9", "60.91"),
        ("packagingGhgEmissions", "61.36", "61.37"),  # what is emitted, without what is removed and captured
    ],
)
def test_a_part_of_something_may_be_all_of_it_and_not_more(
    key: str, most: str, more: str, message: Message
) -> None:
    for value, wanted in ((most, False), (more, True)):
        message["pcf"][key] = value
        found = Found("")
        check(message, found, (), strict=False)
        assert any(one.path == ("pcf", key) for one in found.all()) == wanted, value


def test_a_number_that_no_text_can_state_is_refused_where_a_writer_is_judged(message: Message) -> None:
    """NaN and Infinity are no JSON, and Python writes them."""
    message["pcf"]["fossilGhgEmissions"] = float("nan")
    assert "CF206" in {one.code for one in judge(message, "")}


@pytest.mark.parametrize(
    ("total", "said"), [("61.30", "counts 0.05 more as fossil"), ("61.20", "counts 0.05 less as fossil")]
)
def test_what_no_part_explains_is_told_with_its_sign(total: str, said: str, message: Message) -> None:
    message["pcf"][TOTAL] = total
    found = Found("")
    check(message, found, (), strict=False)
    (one,) = [one for one in found.all() if one.path == ("pcf", TOTAL)]
    assert said in one.help
