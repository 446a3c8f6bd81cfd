"""SARIF 2.1.0: the published schema, the limits of code scanning, and findings that stay themselves."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, validators

from carbonfoot.checks.model import Checked
from carbonfoot.findings.catalogue import CATALOGUE
from carbonfoot.findings.finding import Finding, Related
from carbonfoot.reports import check_sarif
from carbonfoot.reports.check_sarif import render
from carbonfoot.reports.style import Style

Make = Callable[..., Checked]

SUBSET = json.loads(Path(__file__).with_name("sarif-subset.json").read_text(encoding="utf-8"))
_SHARED = Path(__file__).parents[4] / "shared" / "standards" / "sarif" / "sarif-schema-2.1.0.json"
PUBLISHED = Path(os.environ.get("CARBONFOOT_SARIF_SCHEMA", _SHARED))
"""The schema of OASIS, whose terms do not let it stand here; `Schemata` of oasis-tcs/sarif-spec has it."""

TEXT = """\
carbonfoot: part/1
inputs:
  - name: Wire
    amount: 2 kg
  - {name: 𝔹𝔹 볼트, amount: 3 kg}
"""


def _everything(checked: Make) -> Checked:
    """An answer with a finding of every code, and with every kind of place."""
    found = [
        Finding(code, f"said of {code}", "part.yaml", ("inputs", 0, "amount"), help="do it")
        for code in CATALOGUE
    ]
    related = (Related("budgets.yaml", ("budgets", 0), "the budget", "value"),)
    found += [
        Finding("CF940", "over", "a b/부품.yaml", ("inputs", 1, "amount"), related=related),
        Finding("CF004", "syntax", "part.yaml", point=(2, 3), span=(0, 4)),
        Finding("CF310", "of the whole", "part.yaml"),
        Finding("CF481", "of nothing"),
        Finding("CF202", "elsewhere", "/srv/x y.yaml"),
        Finding("CF202", "above", "../beside/part.yaml"),
    ]
    texts = {"part.yaml": TEXT, "a b/부품.yaml": TEXT, "budgets.yaml": "budgets:\n  - {total: 1 kg}\n"}
    return checked(found, texts, accepted=[Finding("CF306", "old", "part.yaml", ("inputs", 0))])


def test_what_is_written_is_what_the_specification_allows(checked: Make) -> None:
    Draft7Validator.check_schema(SUBSET)
    report = json.loads(render(_everything(checked), Style()))
    assert [one.message for one in Draft7Validator(SUBSET).iter_errors(report)] == []
    run = report["runs"][0]
    rules = [one["id"] for one in run["tool"]["driver"]["rules"]]
    assert all(rules[one["ruleIndex"]] == one["ruleId"] for one in run["results"])
    assert len(rules) == len(set(rules)) == len(CATALOGUE)


def test_the_published_schema_holds(checked: Make) -> None:
    if not PUBLISHED.is_file():
        pytest.skip(f"{PUBLISHED.name} is not here; the subset written by hand is tested always")
    schema = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    made = validators.validator_for(schema)(schema)
    assert [one.message for one in made.iter_errors(json.loads(render(_everything(checked), Style())))] == []
    assert list(made.iter_errors({"version": "2.1.0"}))  # it does refuse


def _results(text: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(text)["runs"][0]["results"]
    return found


def test_columns_count_utf16_units_and_the_caret_is_the_region(checked: Make) -> None:
    (one,) = _results(
        render(checked([Finding("CF202", "x", "p.yaml", ("inputs", 1, "amount"))], {"p.yaml": TEXT}), Style())
    )
    line = TEXT.splitlines()[4].encode("utf-16-le")
    region = one["locations"][0]["physicalLocation"]["region"]
    shown = line[2 * (region["startColumn"] - 1) : 2 * (region["endColumn"] - 1)].decode("utf-16-le")
    assert (region["startLine"], region["endLine"], shown) == (5, 5, "3 kg")


def test_paths_are_those_of_the_repository(
    checked: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "parts"
    folder.mkdir()
    monkeypatch.chdir(folder)
    found = [
        Finding("CF202", "x", file)
        for file in ("a b#%.yaml", "부품:1.yaml", "../other.yaml", "/srv/x y.yaml")
    ]
    answer = render(checked(found), Style(base=str(tmp_path)))
    places = [one["locations"][0]["physicalLocation"]["artifactLocation"] for one in _results(answer)]
    assert {one["uri"]: one.get("uriBaseId") for one in places} == {
        "parts/a%20b%23%25.yaml": "SRCROOT",
        "parts/%EB%B6%80%ED%92%88%3A1.yaml": "SRCROOT",
        "other.yaml": "SRCROOT",
        "file:///srv/x%20y.yaml": None,
    }
    assert str(tmp_path) not in answer


def _prints(checked: Make, text: str, *paths: tuple[Any, ...], said: str = "is 3 kg CO2e") -> list[str]:
    found = [Finding("CF202", said, "part.yaml", path) for path in paths]
    results = _results(render(checked(found, {"part.yaml": text}), Style()))
    return [one["partialFingerprints"]["carbonfoot/v1"] for one in results]


def test_a_finding_is_the_same_when_lines_move_and_amounts_change(checked: Make) -> None:
    before = _prints(checked, TEXT, ("inputs", 0, "amount"))
    moved = TEXT.replace("inputs:\n", "inputs:\n  - {name: New, amount: 1 kg}\n")
    assert _prints(checked, moved, ("inputs", 1, "amount")) == before
    assert _prints(checked, TEXT, ("inputs", 0, "amount"), said="is 3.14 kg CO2e") == before
    remarked = TEXT.replace("2 kg", "2 kg  # carbonfoot: ignore[CF202] reason")
    assert _prints(checked, remarked, ("inputs", 0, "amount")) == before
    assert _prints(checked, TEXT, ("inputs", 1, "amount")) != before


def test_equal_findings_are_told_apart(checked: Make) -> None:
    twice = "inputs:\n  - {amount: 2 kg}\n  - {amount: 2 kg}\n"
    first, second = _prints(checked, twice, ("inputs", 0, "amount"), ("inputs", 1, "amount"))
    assert first != second


def test_no_more_results_than_code_scanning_takes_and_the_worst_are_kept(
    checked: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(check_sarif, "LARGEST", 4)
    found = [Finding("CF306", f"note {number}", "part.yaml") for number in range(5)]
    found += [Finding("CF202", f"error {number}", "part.yaml") for number in range(3)]
    report = json.loads(render(checked(found, {"part.yaml": TEXT}), Style()))["runs"][0]
    assert [one["level"] for one in report["results"]] == ["error", "error", "error", "note"]
    (said,) = report["invocations"][0]["toolExecutionNotifications"]
    assert said["message"]["text"].startswith("4 results are left out of this file")
    assert said["message"]["text"].endswith(": 4 note")


def test_the_real_limit_is_that_of_code_scanning() -> None:
    assert (check_sarif.LARGEST, check_sarif.BYTES) == (25_000, 10_000_000)


def test_no_more_bytes_than_code_scanning_takes(checked: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check_sarif, "BYTES", 20_000)
    noise = [os.urandom(300).hex() for _ in range(300)]
    found = [Finding("CF202", f"`{one}`", "part.yaml") for one in noise]
    text = render(checked(found, {"part.yaml": TEXT}), Style())
    assert len(gzip.compress(text.encode())) <= 20_000
    run = json.loads(text)["runs"][0]
    left = int(run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"].split()[0])
    assert len(run["results"]) > 20 and len(run["results"]) + left == 300
