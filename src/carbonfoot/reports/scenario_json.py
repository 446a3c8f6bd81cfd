"""Scenarios as data: which one a result is of, and several side by side, each with its full answer."""

from __future__ import annotations

from typing import Any

from carbonfoot import __version__
from carbonfoot.findings.finding import sort_findings
from carbonfoot.pipeline import Options
from carbonfoot.quantities.numbers import round_digits
from carbonfoot.reports.calc_json import footprint_data
from carbonfoot.reports.finding_text import to_json as finding_data
from carbonfoot.scenarios.plan import BASE
from carbonfoot.scenarios.run import Compared, Ran
from carbonfoot.system.model import STAGES

SCHEMA = "carbonfoot/scenarios/1"


def report(found: Compared, options: Options, names: list[str]) -> dict[str, Any]:
    """The whole answer of `calc --scenario all --format json`."""
    base = found.base
    result = next(
        (ran.outcome.footprint for ran in found.runs if ran.outcome and ran.outcome.footprint), None
    )
    return {
        "schema": SCHEMA,
        "tool": {"name": "carbonfoot", "version": __version__, "factor_library": base.library.hash},
        "options": {
            "gwp": options.gwp,
            "parameters": list(options.parameters),
            "scenario": names,
            **{key: True for key in ("locked", "conservative") if getattr(options, key)},
        },
        "data": None
        if result is None
        else {
            "product": {"id": result.product.id, "name": result.product.name},
            "boundary": result.boundary,
            "unit": "kg CO2e",
            "scenarios": [_entry(found, ran) for ran in found.runs],
        },
        "findings": [finding_data(one, base.documents.text_of) for one in sort_findings(found.findings)],
    }


def about(found: Compared, ran: Ran) -> dict[str, Any]:
    """What is said of the one scenario that a result is of."""
    base = found.runs[0]
    return {
        **_named(ran),
        "base": {"gwp_set": base.gwp_set, "total": _n(base.total)},
        "change": _change(base, ran),
    }


def _named(ran: Ran) -> dict[str, Any]:
    scenario = ran.scenario
    return {
        "name": ran.name,
        "title": None if scenario is None else scenario.title,
        "title_ko": None if scenario is None else scenario.title_ko,
        "note": None if scenario is None else scenario.note,
    }


def _entry(found: Compared, ran: Ran) -> dict[str, Any]:
    base = found.runs[0]
    outcome = ran.outcome
    result = None if outcome is None else outcome.footprint
    keys = [key for key in STAGES if key in ran.stages or key in base.stages]
    comparable = base.total is not None and ran.total is not None  # missing is not zero
    return {
        **_named(ran),
        "kind": "as-written" if ran.name == BASE else "mix" if ran.mix else "changed",
        "gwp_set": ran.gwp_set or None,
        "total": _n(ran.total),
        "complete": ran.total is not None,
        "at_least": _n(ran.at_least),
        "change": _change(base, ran),
        "by_stage": [
            {
                "stage": key,
                "kg_co2e": _n(ran.stages.get(key, 0.0)),
                "change": _n(ran.stages.get(key, 0.0) - base.stages.get(key, 0.0)) if comparable else None,
            }
            for key in keys
            if ran.at_least is not None
        ],
        "mix": [
            {"name": name, "weight": _n(weight), "total": _n(found.one(name).total)}
            for name, weight in ran.mix
        ],
        "footprint": None if result is None or outcome is None else footprint_data(outcome, result),
    }


def _change(base: Ran, ran: Ran) -> dict[str, Any] | None:
    """Against the document as written; None where one of the two has no total."""
    if base.total is None or ran.total is None:
        return None
    change = ran.total - base.total
    return {"kg_co2e": _n(change), "relative": _n(change / base.total) if base.total else None}


def _n(number: float | None) -> float | None:
    return None if number is None else round_digits(number)
