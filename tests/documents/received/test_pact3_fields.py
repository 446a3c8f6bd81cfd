"""Each field of a footprint, changed into each wrong kind, is refused where it stands, on reading as by a verifier."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from carbonfoot.documents.json_found import Found
from carbonfoot.documents.received.model import Reading
from carbonfoot.documents.received.pact3 import check, judge
from carbonfoot.documents.received.table import Field, table
from carbonfoot.findings.finding import Finding, Path, severity

PLACES: dict[str, Path] = {
    "ProductFootprint": (),
    "CarbonFootprint": ("pcf",),
    "DataModelExtension": ("extensions", 0),
    "ProductOrSectorSpecificRule": ("pcf", "productOrSectorSpecificRules", 0),
    "EmissionFactorSource": ("pcf", "secondaryEmissionFactorSources", 0),
    "DataQualityIndicators": ("pcf", "dqi"),
    "Verification": ("pcf", "verification"),
}
FIELDS = [(of, field) for of, fields in table("pact3").items() for field in fields.values()]
ALL = pytest.mark.parametrize(
    ("of", "field"), FIELDS, ids=lambda one: one if isinstance(one, str) else one.key
)

NUMBERS = [
    "",
    " 1",
    "1 ",
    "1kg",
    "-1abc",
    "1e3",
    ".35",
    "1.",
    "1,5",
    "+",
    "--1",
    "0x1",
    "١",
    "1_000",
    "NaN",
    "1\n",
]
HUGE = ["1" + 400 * "0", "0." + 400 * "0" + "1", "1" + 305 * "0", "0." + 320 * "0" + "1"]
TEXTS = {
    "uuid": [
        "",
        "3b4edc05",
        "urn:uuid:3b4edc05-e214-47a1-b0c2-1d831cdd9ba9",
        "3b4edc05e21447a1b0c21d831cdd9ba9",
    ],
    "version": ["", "3", "3.0", "v3.0.3", "3.0.3-1", "3.0.3 "],
    "moment": [
        *("", "2025", "2025-01-01", "2025-01-01T00:00:00", "2025-02-30T00:00:00Z", "2025-13-01T00:00:00Z"),
        *("2025-01-01T24:00:00Z", "2025-01-01T00:60:00Z", "2025-01-01T00:00:00+9", "2025-01-01 00:00:00Z"),
        *("0000-01-01T00:00:00Z", "20250101T000000Z", "2025-01-01T00:00:00Z\n"),
    ],
    "urn": ["", "Hanil", "4712345060507", "ur:a:b", " urn:a:b"],
    "uri": ["", "schema", "/a/b", "https://a b", "https:"],
    "word": ["", "other word", "active", "PIECE"],
    "country": ["", "kr", "KOR", "K", "Korea"],
    "subdivision": ["", "KR", "kr-41", "KR-4141", "KR_41"],
    "gwp": ["", "ar6", "AR", "6", "AR6 ", "IPCC AR6"],
    "name": ["", " "],
    "filled": [""],
    "score": [*NUMBERS, "0", "0.99", "5.01", "6", "-1"],
    "percent": [*NUMBERS, "-1", "100.1", "250", "-0.1"],
    "amount": [*NUMBERS, *HUGE, "0", "0.0", "-1"],
    "mass": [*NUMBERS, *HUGE, "-1"],
    "number": [*NUMBERS, *HUGE],
    "positive": [*NUMBERS, *HUGE, "-1", "-0"],
    "negative": [*NUMBERS, *HUGE, "1", "+0.1", "0.1"],
}
KINDS: dict[str, list[Any]] = {"yes_no": ["true", "", 1, 0, [], {}], "object": ["", 1, True, []]}


def changed(message: dict[str, Any], of: str, key: str, value: Any = ...) -> dict[str, Any]:
    """The message with another value, or without the key."""
    inside: Any = message
    for step in PLACES[of]:
        inside = inside[step]
    if value is ...:
        inside.pop(key, None)
    else:
        inside[key] = value
    return message


def errors(message: dict[str, Any], path: Path) -> list[Finding]:
    """Errors at a place or below it, as they are on reading; a verifier finds them, too."""
    found = Found("")
    check(message, found, (), strict=False)

    def at(findings: list[Finding]) -> list[Finding]:
        return [one for one in findings if severity(one) == "error" and one.path[: len(path)] == path]

    mine = at(found.all())
    strictly = {(one.code, one.path) for one in at(judge(message, ""))}
    assert {(one.code, one.path) for one in mine} <= strictly
    return mine


def wrong(field: Field) -> list[Any]:
    if field.kind in KINDS:
        return KINDS[field.kind]
    others: list[Any] = [0.38, 7, True, [], {"a": 1}, ["x"]]
    if field.kind[0].isupper():
        return ["", 7, True, [] if not field.many else {}]
    return [*others, *TEXTS.get(field.kind, [])]


@ALL
def test_a_value_of_a_wrong_kind_is_refused_where_it_stands(
    of: str, field: Field, message: dict[str, Any]
) -> None:
    path = (*PLACES[of], field.key)
    for value in wrong(field):
        given = [value] if field.many else value
        assert errors(changed(message, of, field.key, given), path), value
    if field.many:
        for value in ("x", 1, {}, True, *([] if field.many == "any" else [[]])):
            assert errors(changed(message, of, field.key, value), path), value
        assert errors(changed(message, of, field.key, [None]), path)


@ALL
def test_a_key_that_must_be_there_is_missed_and_null_is_the_same(
    of: str, field: Field, message: dict[str, Any]
) -> None:
    for value in (..., None):
        found = Found("")
        check(changed(message, of, field.key, value), found, (), strict=False)
        missing = [one for one in found.all() if f"`{field.key}` is missing" in one.message]
        wanted = {"schema": "error", "shall": "note"}.get(field.needed)
        if of == "ProductOrSectorSpecificRule" and field.key == "otherOperatorName":
            wanted = "warning"  # the operator is another one
        assert [severity(one) for one in missing] == ([] if wanted is None else [wanted])
    strictly = judge(message, "")
    assert any(one.path == (*PLACES[of], field.key) and "null" in one.message for one in strictly)
    if field.needed:
        assert any(one.path == PLACES[of] and severity(one) == "error" for one in strictly)


@ALL
def test_a_list_names_nothing_twice(of: str, field: Field, message: dict[str, Any]) -> None:
    if not field.many:
        return
    inside: Any = message
    for step in PLACES[of]:
        inside = inside[step]
    listed = inside[field.key]
    found = errors(changed(message, of, field.key, [*listed, listed[0]]), (*PLACES[of], field.key))
    assert [one.code for one in found] == (["CF904"] if field.many == "set" else [])
    for one in found:
        assert one.path[-1] == len(listed) and one.related[0].path[-1] == 0


@pytest.mark.parametrize(
    ("value", "help"),
    [
        ("3.8e-1", '"0.38"'),
        (".35", '"0.35"'),
        ("1.", '"1"'),
        ("1,5", "point"),
        ("1kg", "a place of its own"),
    ],
)
def test_what_to_write_instead_is_said(value: str, help: str, message: dict[str, Any]) -> None:
    (found,) = errors(changed(message, "CarbonFootprint", "fossilGhgEmissions", value), ("pcf",))
    assert found.code == "CF201" and help in found.help and value in found.message


def test_a_number_without_quotes_is_told_from_text(message: dict[str, Any]) -> None:
    (found,) = errors(changed(message, "CarbonFootprint", "fossilGhgEmissions", 60.9), ("pcf",))
    assert found.code == "CF103" and "60.9" in found.message


@pytest.mark.parametrize("value", ["+60.9", "60.90", "060.9"])
def test_a_leading_plus_and_zeros_are_accepted(
    value: str, message: dict[str, Any], read: Callable[..., Reading]
) -> None:
    changed(message, "CarbonFootprint", "fossilGhgEmissions", value)
    assert judge(message, "") == []
    assert str(read(message).declarations[0].parts["fossil"]) in ("60.9", "60.90")


@pytest.mark.parametrize(
    "value",
    [
        "2026-03-02t09:00:00z",
        "2026-03-02T09:00:00.123456789+09:00",
        "2016-12-31T23:59:60Z",
        "2024-02-29T00:00:00Z",
    ],
)
def test_every_moment_of_rfc_3339_is_read(value: str, message: dict[str, Any]) -> None:
    assert judge({**message, "created": value}, "") == []


def test_two_places_at_once_are_refused(message: dict[str, Any]) -> None:
    message["pcf"]["geographyRegionOrSubregion"] = "Eastern Asia"
    (found,) = errors(message, ("pcf",))
    assert found.code == "CF106" and found.path == ("pcf", "geographyCountry")
    message["pcf"]["geographyCountry"] = None
    assert errors(message, ()) == []


def test_the_table_has_each_key_once_and_only_kinds_that_are_known() -> None:
    from carbonfoot.documents.received.kinds import KINDS as KNOWN

    for of, field in FIELDS:
        assert field.kind in KNOWN or field.kind in PLACES, (of, field.key)
        assert field.many in ("", "set", "list", "any") and field.needed in ("", "schema", "shall")
        assert bool(field.choices) == (field.kind in ("word", "known"))
    assert len({(of, field.key) for of, field in FIELDS}) == len(FIELDS)
