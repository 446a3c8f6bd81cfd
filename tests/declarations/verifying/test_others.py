"""Declarations of others are held to the rules of their format."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from carbonfoot.documents.received.read import read_declarations
from carbonfoot.findings.finding import severity


@pytest.fixture
def foreign(declared: Any) -> dict[str, Any]:
    """A message without our recipe."""
    data: dict[str, Any] = json.loads(declared().read_text(encoding="utf-8"))
    del data["extensions"]
    return data


def put(project: Path, data: Any) -> str:
    (project / "theirs.json").write_text(json.dumps(data), encoding="utf-8")
    return "theirs.json"


def test_a_message_that_keeps_the_rules(foreign: dict[str, Any], verify: Any, project: Path) -> None:
    code, (one,), _ = verify(put(project, foreign))
    assert code == 0 and one["verdict"] == "kept" and one["holds"] is True and one["rules_broken"] == 0
    assert one["valid_until"] == foreign["validityPeriodEnd"][:10] and not one["expired"]


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("pcfExcludingBiogenicUptake", "12345"),
        ("pcfExcludingBiogenicUptake", "1.5e0"),
        ("pcfExcludingBiogenicUptake", 1.5),
        ("primaryDataShare", "101"),
        ("declaredUnitAmount", "1kg"),
        ("referencePeriodStart", "2030-01-01T00:00:00Z"),
        ("referencePeriodEnd", "2025-12-31T00:00:00"),
        ("geographyCountry", "kr"),
        ("offsets", "1"),
    ],
)
def test_a_message_that_breaks_a_rule_is_answered_no(
    key: str, value: object, foreign: dict[str, Any], verify: Any, project: Path
) -> None:
    foreign["pcf"][key] = value
    code, (one,), answer = verify(put(project, foreign))
    strict = read_declarations(str(project / "theirs.json"), strict=True)
    errors = [finding for finding in strict.findings if severity(finding) == "error"]
    if not errors:
        assert key == "offsets" and code == 0  # an unknown key is told and not refused
        assert answer["findings"]
        return
    assert code == 1 and one["verdict"] == "broken" and one["holds"] is False
    assert one["rules_broken"] == len(errors)
    assert all(finding["line"] for finding in answer["findings"] if finding["severity"] == "error")


def test_one_bad_member_of_a_list_is_named(foreign: dict[str, Any], verify: Any, project: Path) -> None:
    other = json.loads(json.dumps(foreign))
    other["id"] = "00000000-0000-4000-8000-000000000000"
    other["pcf"]["primaryDataShare"] = "101"
    code, (first, second), _ = verify(put(project, [foreign, other]))
    assert code == 1
    assert (first["verdict"], second["verdict"]) == ("kept", "broken")


def test_validity_that_has_passed_is_told(
    foreign: dict[str, Any], verify: Any, project: Path, run: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1904000000")
    code, (one,), _ = verify(put(project, foreign))
    assert code == 0 and one["expired"] is True
    assert "expired" in run("verify", "theirs.json").out


@pytest.mark.parametrize("version", ["1.0.0", "4.0.0"])
def test_an_edition_that_is_not_read_is_unreadable_and_breaks_no_rule(
    version: str, foreign: dict[str, Any], verify: Any, project: Path
) -> None:
    (project / "old.json").write_text(json.dumps({**foreign, "specVersion": version}), encoding="utf-8")
    code, (one,), answer = verify("old.json")
    assert (code, one["verdict"]) == (3, "unreadable")
    assert {one["code"] for one in answer["findings"] if one["severity"] == "error"} == {"CF901"}


def test_what_a_server_says_instead_of_a_declaration_is_told(verify: Any, project: Path) -> None:
    refused = {"code": "AccessDenied", "message": "Access denied"}
    (project / "a.json").write_text(json.dumps(refused), encoding="utf-8")
    code, _, answer = verify("a.json")
    assert code == 3
    assert "server that refused" in answer["findings"][0]["message"]
