"""The answer of `calc --system --format json`: totals of all demands, one of them taken apart on request."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbonfoot.findings.finding import Finding
from carbonfoot.quantities.numbers import round_digits
from carbonfoot.reports.envelope import answer
from carbonfoot.reports.finding_text import TextOf
from carbonfoot.technosphere.contributions import Branch, Contribution
from carbonfoot.technosphere.solve import Solved

if TYPE_CHECKING:
    from carbonfoot.technosphere.spread import Spread


def report(
    solved: Solved | None,
    name: str,
    findings: list[Finding],
    text_of: TextOf,
    options: dict[str, Any],
    parts: tuple[int, list[Contribution], Branch] | None = None,
    done: Spread | None = None,
) -> dict[str, Any]:
    """The whole answer.

    parts  measure, contributions and tree of the demand that was asked for
    done   how far totals may be off
    """
    listed: list[dict[str, Any]] = []
    if findings:
        from carbonfoot.reports.finding_text import in_order, to_json

        listed = [to_json(one, text_of) for one, _ in in_order(findings, text_of)]
    data = None if solved is None else _data(solved, name, done)
    if data is not None and solved is not None and parts is not None:
        data |= _parts(solved, *parts)
    return answer("system-result", data, options, listed)


def _data(solved: Solved, name: str, done: Spread | None) -> dict[str, Any]:
    system = solved.system
    return {
        "name": name or None,
        "unit": "kg CO2e",
        "activities": len(system.ids),
        "links": sum(map(len, system.targets)),
        "loops": {"count": len(solved.loops), "largest": solved.loops[0] if solved.loops else 0},
        "indicators": [{"id": one.id, "unit": one.unit} for one in solved.measures],
        "demands": [_demand(solved, n, done) for n in range(len(solved.answers))],
        "fallbacks": [one._asdict() for one in solved.fallbacks],
        "uncertain": len(system.uncertain),
    }


def _demand(solved: Solved, n: int, done: Spread | None) -> dict[str, Any]:
    system, one = solved.system, solved.answers[n]
    by_indicator = []
    for place, (measure, total) in enumerate(zip(solved.measures, one.totals, strict=True)):
        entry: dict[str, Any] = {"id": measure.id, "unit": measure.unit, "total": round_digits(total)}
        if place != solved.total:  # that of the total stands beside it
            entry["uncertainty"] = _uncertainty(done, place, n)
        if measure.indicator is not None:
            indicator = system.indicators[measure.indicator]
            if indicator.reference is not None:
                entry["normalised"] = round_digits(total / indicator.reference)
                if indicator.weight is not None:
                    entry["weighted"] = round_digits(total / indicator.reference * indicator.weight)
        by_indicator.append(entry)
    return {
        "id": system.ids[one.activity],
        "name": system.names.get(one.activity),
        "amount": round_digits(one.amount),
        "unit": system.units.get(one.activity),
        "total": None if solved.total is None else round_digits(one.totals[solved.total]),
        "uncertainty": None if solved.total is None else _uncertainty(done, solved.total, n),
        "by_indicator": by_indicator,
        "weighted": None if one.weighted is None else round_digits(one.weighted),
    }


def _uncertainty(done: Spread | None, measure: int, demand: int) -> dict[str, Any] | None:
    if done is None:
        return None
    from carbonfoot.reports.spread_json import uncertainty

    return uncertainty(done, measure, demand)


def _parts(solved: Solved, measure: int, listed: list[Contribution], tree: Branch) -> dict[str, Any]:
    system = solved.system
    return {
        "contributions": {
            "demand": system.ids[tree.activity],
            "amount": round_digits(tree.amount),
            "indicator": solved.measures[measure].id,
            "unit": solved.measures[measure].unit,
            "total": round_digits(tree.total),
            "activities": [
                {
                    "id": system.ids[one.activity],
                    "name": system.names.get(one.activity),
                    "location": system.locations.get(one.activity),
                    "level": round_digits(one.level),
                    "credit": one.level < 0,
                    "direct": round_digits(one.direct),
                    "upstream": None if one.upstream is None else round_digits(one.upstream),
                }
                for one in listed
            ],
            "tree": _branch(solved, tree),
        }
    }


def _branch(solved: Solved, one: Branch) -> dict[str, Any]:
    return {
        "id": solved.system.ids[one.activity],
        "amount": round_digits(one.amount),
        "total": round_digits(one.total),
        "direct": round_digits(one.direct),
        "rest": round_digits(one.rest),
        "returns": one.returns,
        "branches": [_branch(solved, inner) for inner in one.branches],
    }
