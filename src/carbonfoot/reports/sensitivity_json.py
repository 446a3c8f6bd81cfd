"""What one per cent of each input does, and which value of one alone would reach a target: as data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from carbonfoot.findings.finding import path_text
from carbonfoot.footprint.breakeven import BreakEven
from carbonfoot.footprint.sensitivity import Input, Sensitivity
from carbonfoot.quantities.numbers import round_digits


def sensitivity_data(
    found: Sensitivity,
    complete: bool,
    target: float | None,
    answers: list[BreakEven],
    private: Callable[[str], bool],
) -> dict[str, Any]:
    """Every input, those that matter most first; with a target what each alone would have to be."""
    by_input = {id(answer.input): answer for answer in answers}
    order = [answer.input for answer in answers]
    ranks = {id(one): rank for rank, one in enumerate(order, start=1)}
    data: dict[str, Any] = {
        "of": "total" if complete else "at_least",
        "kg_co2e": round_digits(found.base),
        "method": "derivatives" if found.traced else "recomputed",
        "checked": {"relative_difference": round_digits(found.off, 2), "agrees": found.traced},
    }
    if target is not None:
        data["target"] = {
            "kg_co2e": round_digits(target),
            "relative_change": round_digits((target - found.base) / found.base) if found.base else None,
        }
    data["inputs"] = []
    for one in found.inputs:
        entry = _input(one, found.base, private)
        if target is not None:
            entry["break_even"] = _answer(by_input[id(one)], ranks[id(one)], private)
        data["inputs"].append(entry)
    return data


def _input(one: Input, base: float, private: Callable[[str], bool]) -> dict[str, Any]:
    hidden = bool(one.pack) and private(one.pack)
    return {
        "kind": one.named.kind,
        "name": ", ".join(one.named.names),
        "file": None if one.record else one.key[0],
        "path": None if one.record else path_text(one.key[1]),
        "record": one.record or None,
        "uses": one.uses,
        "value": _value(one, 1.0, hidden),
        "computed": one.computed,
        "elasticity": None if one.slope is None or not base else round_digits(one.slope / base),
        "kg_co2e_for_1_percent": None if one.slope is None else round_digits(one.slope / 100),
    }


def _value(one: Input, times: float, hidden: bool) -> dict[str, Any] | None:
    if hidden:
        return None
    return {"value": round_digits(float(one.value.number) * times), "unit": one.value.unit.symbol}


def _answer(answer: BreakEven, rank: int, private: Callable[[str], bool]) -> dict[str, Any]:
    one = answer.input
    if answer.times is None:
        return {"possible": False, "why": answer.why}
    return {
        "possible": True,
        "rank": rank,
        "value": _value(one, answer.times, bool(one.pack) and private(one.pack)),
        "relative_change": round_digits(answer.times - 1),
        "kg_co2e": None if answer.co2e is None else round_digits(answer.co2e),
    }
