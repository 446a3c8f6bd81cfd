"""`carbonfoot diff --format json`: stable keys, English, at most 12 significant digits."""

from __future__ import annotations

from typing import Any

from carbonfoot.findings.finding import path_text
from carbonfoot.footprint.differences import Cause, Difference, LineChange
from carbonfoot.footprint.result import Footprint
from carbonfoot.quantities.numbers import round_digits
from carbonfoot.system.model import Flow


def data(found: Difference, a: Footprint, b: Footprint) -> dict[str, Any]:
    """The `data` of the answer; kg CO2e per declared unit of A."""
    reference = a.product.reference
    return {
        "unit": "kg CO2e",
        "declared_unit": {"amount": _n(reference.number), "unit": reference.unit.symbol},
        "rescaled": found.rescaled,
        "complete": a.total is not None and b.total is not None,
        "method": "Shapley values over the causes",
        "a": _side(a, found.a),
        "b": _side(b, found.b),
        "change": _n(found.change),
        "causes": [_cause(one, found.a) for one in found.causes],
        "lines": [_line(one, found.a) for one in found.lines],
    }


def _side(result: Footprint, number: float) -> dict[str, Any]:
    product = result.product
    return {
        "file": product.file,
        "id": product.id,
        "name": product.name,
        "declared_unit": {"amount": _n(product.reference.number), "unit": product.reference.unit.symbol},
        "gwp_set": result.gwp_set,
        "boundary": result.boundary,
        "kg_co2e": _n(number),
        "complete": result.total is not None,
    }


def _cause(one: Cause, whole: float) -> dict[str, Any]:
    return {
        "cause": "+".join(one.names),
        "kg_co2e": _n(one.co2e),
        "share_of_a": _n(one.co2e / whole) if whole else None,
    }


def _line(one: LineChange, whole: float) -> dict[str, Any]:
    flow = one.b or one.a
    assert flow is not None  # noqa: S101
    return {
        "name": flow.name,
        "a": _state(one, 0, one.a),
        "b": _state(one, 1, one.b),
        "change": _n(one.change),
        "differs_by": list(one.by),
        **({"arguments": [_argument(*argument) for argument in one.arguments]} if one.arguments else {}),
        "causes": [_cause(cause, whole) for cause in one.causes],
        "lines": [_line(inner, whole) for inner in one.lines],
    }


def _argument(key: str, before: str, after: str) -> dict[str, Any]:
    return {"key": key, "a": before or None, "b": after or None}


def _state(one: LineChange, side: int, flow: Flow | None) -> dict[str, Any] | None:
    if flow is None:
        return None
    return {
        "file": one.files[side],
        "path": path_text(flow.path),
        "name": flow.name,
        "amount": None
        if flow.quantity is None
        else {"value": _n(flow.quantity.number), "unit": flow.quantity.unit.symbol},
        "multipliers": list(flow.because),
        "source": one.sources[side] or None,
        "kg_co2e": _n(one.totals[side]),
    }


def _n(number: float) -> float:
    return round_digits(number)
