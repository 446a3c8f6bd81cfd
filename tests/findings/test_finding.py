"""Findings: severity, order, exit code."""

from __future__ import annotations

import itertools

from carbonfoot.findings.finding import Finding, count_text, exit_code, path_text, severity, sort_findings


def test_severity_is_that_of_the_catalogue_unless_overridden() -> None:
    assert severity(Finding("CF202", "")) == "error"
    assert severity(Finding("CF302", "")) == "incomplete"
    assert severity(Finding("CF305", "")) == "warning"
    assert severity(Finding("CF306", "")) == "note"
    assert severity(Finding("CF306", "", severity="error")) == "error"


def test_the_worst_finding_decides_the_exit_code() -> None:
    note, warning = Finding("CF306", ""), Finding("CF305", "")
    incomplete, error = Finding("CF302", ""), Finding("CF202", "")
    assert exit_code([]) == 0
    assert exit_code([note, warning]) == 0
    assert exit_code([note, incomplete]) == 4
    assert exit_code([incomplete, error, note]) == 3
    assert exit_code([error._replace(severity="warning")]) == 0


def test_order_does_not_depend_on_the_order_found() -> None:
    findings = [
        Finding("CF202", "b", "a.yaml", ("inputs", 2, "amount")),
        Finding("CF202", "b", "a.yaml", ("inputs", 10, "amount")),
        Finding("CF202", "a", "a.yaml", ("inputs", 10, "amount")),
        Finding("CF101", "x", "a.yaml", (7,)),
        Finding("CF004", "x", "a.yaml", point=(3, 1)),
        Finding("CF004", "x", "a.yaml", point=(12, 1)),
        Finding("CF001", "x", "b.yaml"),
    ]
    expected = [findings[i] for i in (4, 5, 3, 0, 2, 1, 6)]
    for order in itertools.permutations(findings):
        assert sort_findings(order) == expected


def test_texts() -> None:
    assert path_text(("inputs", 3, "amount")) == "inputs/3/amount"
    assert path_text(()) == ""
    codes = ["CF305", "CF202", "CF202", "CF302", "CF306", "CF306"]
    assert count_text(Finding(code, "") for code in codes) == "2 errors, 1 incomplete, 1 warning, 2 notes"
    assert count_text([Finding("CF202", "")]) == "1 error"
    assert count_text([]) == ""
