"""Totals of the scenarios of a document, for what it expects of them."""

from __future__ import annotations

from carbonfoot.checks.model import Checking
from carbonfoot.findings.finding import severity
from carbonfoot.pipeline import UsageError
from carbonfoot.quantities.numbers import shown
from carbonfoot.quantities.units import nearest

_GRAVE = ("error", "incomplete")


def total_of(checking: Checking, name: str) -> tuple[float | None, str]:
    """kg CO2e per declared unit of a scenario, or why there is none."""
    product = checking.product
    loaded = None if product.batch is None else product.batch.documents.loaded.get(product.file)
    if product.batch is None or loaded is None:
        return None, checking.state
    known = loaded.part.scenarios or {}
    if name not in known:
        near = " or ".join(map(shown, nearest(name, list(known))))
        return None, "the document has no such scenario" + (f" (did you mean {near}?)" if near else "")
    from carbonfoot.scenarios.run import compare

    try:
        compared = compare(product.file, product.batch.options, (name,))
        ran = compared.one(name)
    except UsageError as error:
        return None, str(error)
    except StopIteration:  # the document itself cannot be calculated
        return None, checking.state
    if ran.total is not None:
        return ran.total, ""
    wrong = [
        one
        for one in (compared.findings if ran.outcome is None else ran.outcome.findings)
        if severity(one) in _GRAVE
    ]
    return None, f"the scenario has no total: {wrong[0].message}" if wrong else checking.state
