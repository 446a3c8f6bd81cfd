"""The footprints of many products as data: one entry a product, with the same `data` as a calculation of it alone."""

from __future__ import annotations

from typing import Any

from carbonfoot import __version__
from carbonfoot.findings.finding import Finding, sort_findings
from carbonfoot.footprint.result import LineResult
from carbonfoot.pipeline import Options
from carbonfoot.portfolio.model import COMPLETE, INCOMPLETE, REFUSED, Portfolio, Product
from carbonfoot.reports.calc_json import footprint_data
from carbonfoot.reports.finding_text import to_json as finding_data
from carbonfoot.system.model import Activity

SCHEMA = "carbonfoot/calc-many/1"


def report(portfolio: Portfolio, options: Options, allow_incomplete: bool) -> dict[str, Any]:
    """The whole answer of `calc --format json` for folders and several files.

    Lines behind a line that draws on another product of the answer are not repeated: `lines_at` names its document.
    """
    files = {product.shown for product in portfolio.products}
    given = [product.state for product in portfolio.products]
    findings = list(portfolio.findings)
    return {
        "schema": SCHEMA,
        "tool": {"name": "carbonfoot", "version": __version__, "factor_library": portfolio.library.hash},
        "options": {
            "gwp": options.gwp,
            "allow_incomplete": allow_incomplete,
            **{key: True for key in ("locked", "conservative") if getattr(options, key)},
        },
        "data": {
            "count": {state: given.count(state) for state in (COMPLETE, INCOMPLETE, REFUSED)},
            "products": [_product(product, files, findings) for product in portfolio.products],
        },
        "findings": [
            finding_data(finding, portfolio.text_of) for finding in sort_findings(dict.fromkeys(findings))
        ],
    }


def _product(product: Product, files: set[str], findings: list[Finding]) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "file": product.shown,
        "state": product.state,
        "because": product.because or None,
        "data": None,
    }
    if product.batch is None:
        return entry
    outcome = product.batch.outcome(product)
    findings += outcome.findings
    if outcome.footprint is None:
        return entry
    data = footprint_data(outcome, outcome.footprint)
    for line, result in zip(data["lines"], outcome.footprint.lines, strict=True):
        _cut(line, result, outcome.footprint.activities, files)
    return {**entry, "data": data}


def _cut(line: dict[str, Any], result: LineResult, activities: list[Activity], files: set[str]) -> None:
    """Leave lines of other products of the answer to their own entries."""
    link = result.flow.link
    if link >= 0 and not activities[link].path and activities[link].file in files:
        line["lines"], line["lines_at"] = [], activities[link].file
        return
    for inner, inner_result in zip(line["lines"], result.lines, strict=True):
        _cut(inner, inner_result, activities, files)
