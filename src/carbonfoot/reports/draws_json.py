"""Draws of a footprint, and its comparison with another, as data."""

from __future__ import annotations

from typing import Any

from carbonfoot.findings.finding import sort_findings
from carbonfoot.footprint.drawing import Compared
from carbonfoot.pipeline import Outcome
from carbonfoot.quantities.numbers import round_digits
from carbonfoot.reports.finding_text import to_json as finding_data
from carbonfoot.uncertainty.monte_carlo import MonteCarlo
from carbonfoot.uncertainty.summary import Summary


def add(
    answer: dict[str, Any],
    drawn: MonteCarlo | None,
    compared: Compared | None,
    other: Outcome | None,
    wanted: tuple[int, int, str],
) -> None:
    """Put draws and comparison into an answer of `calc`, with the findings of the other product and what was asked for."""
    draws, seed, file = wanted
    answer["options"].update(
        {"draws": draws, "seed": seed} if draws else {}, **({"compare": file} if file else {})
    )
    if answer["data"] is not None:
        if draws:
            answer["data"]["monte_carlo"] = draws_data(drawn)
        if file:
            answer["data"]["comparison"] = None if compared is None else compared_data(compared)
    if other is not None:
        text_of = other.documents.text_of
        answer["findings"] += [finding_data(one, text_of) for one in sort_findings(other.findings)]


def draws_data(found: MonteCarlo | None) -> dict[str, Any] | None:
    """The draws of one demand; None where nothing that counts is uncertain."""
    if found is None:
        return None
    one = found.demands[0]
    return {
        "seed": found.seed,
        "draws": found.draws,
        "total": _n(one.total),
        **_summary(one.summary),
        "drivers": [
            {
                "key": drive.key,
                "label": drive.label,
                "origin": drive.origin,
                "correlation": _n(drive.correlation),
                "share": _n(drive.share),
            }
            for drive in one.drivers
        ],
        "sd_by_origin": {origin: _n(number) for origin, number in one.origins.items()},
        "samples_repeated": [{"key": key, "samples": count} for key, count in found.repeated],
    }


def _summary(found: Summary) -> dict[str, Any]:
    return {
        "mean": _n(found.mean),
        "mean_standard_error": _n(found.mean_error),
        "sd": _n(found.sd),
        "median": _n(found.percentile(50.0)),
        "interval": {"level": 0.95, "low": _n(found.percentile(2.5)), "high": _n(found.percentile(97.5))},
        "percentiles": [
            {"percent": one.percent, "value": _n(one.value), "low": _n(one.low), "high": _n(one.high)}
            for one in found.percentiles
        ],
        "convergence": [
            {
                "draws": step.draws,
                "mean": _n(step.mean),
                "mean_half_width": _n(step.half),
                "low": _n(step.low),
                "median": _n(step.median),
                "high": _n(step.high),
            }
            for step in found.convergence
        ],
        "enough": found.enough,
        "draws_wanted": found.wanted,
        "infeasible_draws": found.infeasible,
    }


def compared_data(found: Compared) -> dict[str, Any]:
    """A comparison: `total` and `difference` per declared unit of the first."""
    drawn = found.drawn
    other = found.other
    low, high = found.ends
    return {
        "with": {
            "file": found.file,
            "id": other.product.id,
            "name": other.product.name,
            "total": None if other.total is None else _n(other.total * found.times),
            "times": _n(found.times),
        },
        "method": "first-order" if drawn is None else "monte-carlo",
        **({} if drawn is None else {"draws": found.draws, "seed": found.seed}),
        "lower": _n(found.expected.lower if drawn is None else drawn.lower),
        "lower_standard_error": None if drawn is None else _n(drawn.error),
        "difference": _n(found.expected.difference),
        "difference_interval": {"level": 0.95, "low": _n(low), "high": _n(high)},
        "difference_sd": _n(found.expected.sd),
        "difference_sd_if_independent": _n(found.expected.apart),
        "correlation": _n(found.expected.correlation),
        "shared": _n(found.expected.shared),
    }


def _n(number: float | None) -> float | None:
    return None if number is None else round_digits(number)
