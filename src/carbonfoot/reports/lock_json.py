"""`carbonfoot lock --format json`: the lock, what it says otherwise, and the effects of an update."""

from __future__ import annotations

from typing import Any

from carbonfoot.factors.lock import Lock, key_data
from carbonfoot.locking.differences import Difference
from carbonfoot.locking.update import Effect, Effects
from carbonfoot.quantities.numbers import round_digits
from carbonfoot.reports.envelope import answer


def lock_json(
    lock: Lock | None,
    found: list[Difference],
    products: list[Effects] | None,
    state: str,
    options: dict[str, Any],
    findings: list[dict[str, Any]],
) -> dict[str, Any]:
    """The whole answer; `state` is `written`, `unchanged`, `differs` or `refused`, `products` those of an update."""
    if lock is None:
        return answer("lock", None, options, findings)
    data: dict[str, Any] = {
        "state": state,
        "documents": list(lock.documents),
        "picks": len(lock.picks),
        "packs": list(lock.packs),
        "differences": [
            {
                "kind": one.kind,
                "what": one.what,
                "old": one.old or None,
                "new": one.new or None,
                "used_by": list(one.used_by),
            }
            for one in found
        ],
    }
    if products is not None:
        data["unit"] = "kg CO2e"
        data["products"] = [_product(one) for one in products]
    return answer("lock", data, options, findings)


def _product(one: Effects) -> dict[str, Any]:
    return {
        "document": one.document,
        "name": one.name,
        "declared_unit": one.unit,
        "old": None if one.old is None else round_digits(one.old),
        "base": round_digits(one.base),
        "new": round_digits(one.new),
        "change": None if one.old is None else round_digits(one.new - one.old),
        "change_share": None if one.old is None else _share(one.new - one.old, one.old),
        "effects": [_effect(effect, one.base) for effect in one.effects],
        "together": round_digits(one.together),
    }


def _effect(effect: Effect, base: float) -> dict[str, Any]:
    change = effect.change
    return {
        "need": key_data(effect.key),
        "why": effect.why,
        "old": effect.old,
        "new": effect.new,
        "total_if_only_this": None if effect.total is None else round_digits(effect.total),
        "change": None if change is None else round_digits(change),
        "change_share": None if change is None else _share(change, base),
    }


def _share(change: float, base: float) -> float | None:
    return round_digits(change / base) if base else None
