"""What is no declaration that is read: told by what stands in it, with what to ask for; and junk of every kind."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as some

from carbonfoot.documents.json_found import Found
from carbonfoot.documents.received import bundle
from carbonfoot.documents.received.bundle import READ, format_of
from carbonfoot.documents.received.kinds import not_finite
from carbonfoot.documents.received.read import read_declarations

from .test_own import JUNK, _places
from .test_pact2 import FOOTPRINT

DATA: list[tuple[Any, str]] = [
    ({"specVersion": "urn:io.catenax.pcf:datamodel:version:7.0.0", "pcf": {}}, "footprint of Catena-X"),
    ({"productLifeCycleStagesAndEmissions": [], "general": []}, "footprint of Catena-X"),
    ({"specVersion": "urn:io.catenax.battery.battery_pass:6.1.0"}, "data of Catena-X"),
    ({"assetAdministrationShells": [], "submodels": []}, "asset administration shell"),
    ({"modelType": "Submodel", "submodelElements": []}, "submodel of an asset administration shell"),
    ({"processInformation": {}}, "ILCD"),
    ({"@context": "x", "@type": "Process"}, "openLCA"),
    ({"schema": "carbonfoot/calc-installation/1", "data": {}}, "installation (CBAM)"),
    ({"schema": "carbonfoot/scenarios/1", "data": {}}, "scenarios"),
    ({"schema": "carbonfoot/diff/1", "data": {}}, "another command of carbonfoot"),
    ({"activities": []}, "neutral system"),
    ({"carbonfoot": "part/1"}, "document of carbonfoot"),
    ([{"productLifeCycleStagesAndEmissions": []}], "footprint of Catena-X"),
]
TEXTS = [
    ("<!DOCTYPE html>\n<html></html>", "HTML"),
    ("\n  <HTML>", "HTML"),
    ('<?xml version="1.0"?>\n<processDataSet/>', "ILCD or an EPD in XML"),
    ("<a/>", "XML"),
    ("# my bolt\ncarbonfoot: part/1\nproduct: {}\n", "document of carbonfoot"),
    ("carbonfoot: part/1\n", "document of carbonfoot"),
    ("# Carbon footprint of a bolt\n\nGoal and scope\n", "Markdown"),
    ("%PDF-1.7\n", "PDF"),
    ("PK\x03\x04", "workbook"),
]


@pytest.mark.parametrize(("data", "what"), DATA)
def test_json_of_others_is_named(tmp_path: Path, data: Any, what: str) -> None:
    file = tmp_path / "footprint.pact.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    reading = read_declarations(str(file))
    assert (reading.declarations, reading.format) == ((), "")
    (one,) = reading.findings
    assert one.code == "CF901"
    assert what in one.message
    assert READ in one.help


@pytest.mark.parametrize(("text", "what"), TEXTS)
def test_text_that_is_no_json_is_named(tmp_path: Path, text: str, what: str) -> None:
    file = tmp_path / "footprint.json"
    file.write_text(text, encoding="utf-8")
    (one,) = read_declarations(str(file)).findings
    assert (one.code, what in one.message) == ("CF901", True), one.message


@pytest.mark.parametrize("text", ['{"specVersion": ', "hello", "{'a': 1}"])
def test_broken_json_stays_broken_json(tmp_path: Path, text: str) -> None:
    file = tmp_path / "footprint.json"
    file.write_text(text, encoding="utf-8")
    (one,) = read_declarations(str(file)).findings
    assert one.code == "CF421"


def test_the_name_of_a_file_tells_nothing(tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text(json.dumps(FOOTPRINT), encoding="utf-8")
    assert read_declarations(str(file)).format == "pact-2"


@pytest.mark.parametrize(
    ("change", "format"),
    [
        ({}, "pact-2"),
        ({"specVersion": "2.9.9"}, "pact-2"),
        ({"specVersion": None}, "pact-2"),
        ({"specVersion": "1.0.0"}, "pact-1"),
        ({"specVersion": "3.0.3"}, "pact-3"),
        ({"specVersion": "urn:io.catenax.pcf:datamodel:version:7.0.0"}, ""),
    ],
)
def test_recognised_by_what_it_says(change: dict[str, Any], format: str) -> None:
    assert format_of({**FOOTPRINT, **change}) == format


def test_another_format_in_a_list_of_declarations_refuses_it(tmp_path: Path) -> None:
    file = tmp_path / "list.json"
    file.write_text(json.dumps([FOOTPRINT, {"assetAdministrationShells": []}]), encoding="utf-8")
    reading = read_declarations(str(file))
    assert reading.declarations == ()
    assert any("asset administration shell" in one.message and one.path == (1,) for one in reading.findings)


@pytest.mark.parametrize("strict", [False, True])
@pytest.mark.parametrize("number", ["NaN", "-Infinity", "1e999"])
def test_a_number_without_end_is_refused(tmp_path: Path, number: str, strict: bool) -> None:
    given = copy.deepcopy(FOOTPRINT)
    given["pcf"]["pCfExcludingBiogenic"] = "@"
    file = tmp_path / "footprint.json"
    file.write_text(json.dumps(given).replace('"@"', number), encoding="utf-8")
    reading = read_declarations(str(file), strict=strict)
    assert reading.declarations == ()
    assert [(one.code, one.path) for one in reading.findings if one.code == "CF206"] == [
        ("CF206", ("pcf", "pCfExcludingBiogenic"))
    ]


@settings(max_examples=400, deadline=None)
@drawn(some.sampled_from(_places(FOOTPRINT)[1:]), JUNK, some.booleans())
def test_junk_anywhere_gives_findings_or_a_declaration(
    place: tuple[Any, ...], junk: Any, strict: bool
) -> None:
    given = copy.deepcopy(FOOTPRINT)
    at: Any = given
    for step in place[:-1]:
        at = at[step]
    at[place[-1]] = junk
    found = Found("footprint.json")
    not_finite(given, found)
    reading = bundle.read(given, found, strict=strict)
    assert reading.declarations or found.errors
    for one in reading.declarations:
        assert one.total.is_finite()
        assert one.total >= 0
        assert one.exempted is not None
        assert 0 <= one.exempted <= 0.05


@settings(max_examples=200, deadline=None)
@drawn(JUNK)
def test_junk_alone(junk: Any) -> None:
    found = Found("footprint.json")
    assert not bundle.read(junk, found, strict=False).declarations
    assert found.errors
