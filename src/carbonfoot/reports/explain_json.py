"""The trace of a number as data: the same as the text says, for programs."""

from __future__ import annotations

from typing import Any

from carbonfoot.findings.finding import Finding, path_text, sort_findings
from carbonfoot.footprint.result import Footprint, LineResult
from carbonfoot.pipeline import Outcome
from carbonfoot.quantities.numbers import round_digits
from carbonfoot.reports.explain_text import place
from carbonfoot.reports.factors_text import source_text
from carbonfoot.reports.finding_text import to_json as finding_data
from carbonfoot.reports.private import WITHHELD, cells, conversion, is_private
from carbonfoot.reports.worked_json import worked_data
from carbonfoot.system.model import Flow, Source


def as_data(outcome: Outcome, result: Footprint, lines: list[LineResult]) -> list[dict[str, Any]]:
    """One entry a line, with the lines behind it."""
    return [_line(outcome, result, line) for line in lines]


def findings_data(outcome: Outcome, findings: list[Finding]) -> list[dict[str, Any]]:
    """Findings with their places."""
    text_of = outcome.documents.text_of
    return [finding_data(finding, text_of) for finding in sort_findings(findings)]


def _line(outcome: Outcome, result: Footprint, line: LineResult) -> dict[str, Any]:
    flow = line.flow
    return {
        "path": path_text(flow.path),
        "place": place(outcome, result, line),
        "name": flow.name,
        "amount": None
        if flow.quantity is None
        else {"value": round_digits(flow.quantity.number), "unit": flow.quantity.unit.symbol},
        "per_declared_unit": round_digits(line.level * flow.multiplier),
        "because": list(flow.because),
        "kg_co2e": None if line.co2e is None else round_digits(line.co2e),
        "rule": flow.rule or None,
        "missing": flow.missing,
        "factors": [_source(outcome, source) for source in flow.sources],
        **({"declaration": _declaration(flow)} if "declaration" in flow.stated else {}),
        **({"worked": worked_data(outcome.library, flow)} if flow.worked is not None else {}),
        "not_assessed": list(flow.not_assessed),
        "passed_over": [{"record": passed.record.id, "why": passed.why} for passed in flow.passed_over],
        "lines": [_line(outcome, result, inner) for inner in line.lines],
    }


def _declaration(flow: Flow) -> dict[str, Any]:
    """The supplier's declaration behind a line."""
    from carbonfoot.reports.declared_text import declaration_of

    return {
        key: round_digits(value) if isinstance(value, float) else value
        for key, value in declaration_of(flow).items()
    }


def _source(outcome: Outcome, source: Source) -> dict[str, Any]:
    record = source.record
    private = record is not None and is_private(outcome.library, record.pack)
    entry: dict[str, Any] = {
        "number": round_digits(source.number * source.share),
        "unit": source.unit,
        "kg_co2e_per_unit": None if private else round_digits(source.vector.co2e),
        "gwp_set": source.vector.gwp_set,
        "gases_kg": None
        if private
        else {gas: round_digits(mass) for gas, mass in source.vector.gases.items()},
        "conversion": conversion(outcome.library, source),
        "parts": list(source.parts),
        "label": source.label,
        "proxy": source.proxy,
    }
    if record is not None:
        entry["record"] = cells(outcome.library, record)
        entry["source"] = source_text(outcome.library, record)
        if private:
            entry["withheld"] = WITHHELD
    return entry
