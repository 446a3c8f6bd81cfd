"""What moved since a baseline, as data: stable keys, English, at most 12 significant digits."""

from __future__ import annotations

from typing import Any

from carbonfoot.checks.model import Change, Checking
from carbonfoot.quantities.numbers import round_digits
from carbonfoot.reports.diff_json import data


def about(one: Checking) -> dict[str, Any]:
    """What a total is of: an answer that has it can be compared with."""
    product = one.product
    loaded = None if product.batch is None else product.batch.documents.loaded.get(product.file)
    known = one.footprint
    reference = None if known is None else known.product.reference
    return {
        "id": "" if loaded is None else loaded.part.product.id,
        "declared_unit": None
        if reference is None
        else [round_digits(reference.number), reference.unit.symbol],
        "gwp_set": None if known is None else known.gwp_set,
        "boundary": None if known is None else known.boundary,
    }


def change(one: Change) -> dict[str, Any]:
    """A change; `split` is the `data` of `carbonfoot diff`, null where `why` says why."""
    return {
        "file": one.file,
        "id": one.id,
        "what": one.what,
        "unit": "kg CO2e",
        "declared_unit": one.unit,
        "before": _number(one.before),
        "after": _number(one.after),
        "change": _number(one.moved),
        "states": {"before": one.states[0] or None, "after": one.states[1] or None},
        "former": {"file": one.former[0] or None, "id": one.former[1] or None},
        "why": one.why or None,
        "split": None if one.split is None else data(*one.split),
    }


def _number(number: float | None) -> float | None:
    return None if number is None else round_digits(number)
