"""The interval and the data quality of a footprint as data."""

from __future__ import annotations

from typing import Any

from carbonfoot.findings.finding import path_text
from carbonfoot.footprint.interval import NOT_COUNTED, Uncertainty
from carbonfoot.footprint.quality import LineQuality, Quality, Rating
from carbonfoot.quantities.numbers import round_digits
from carbonfoot.uncertainty.first_order import FirstOrder, Share

DRIVERS = 10
LEVEL = 0.95


def uncertainty_data(found: Uncertainty | None) -> dict[str, Any] | None:
    """The first-order interval and what drives it; None without a total."""
    if found is None:
        return None
    first = found.first
    return {
        "method": "first-order",
        "counts": list(found.policy.origins),
        "pedigree": {"matrix": found.policy.matrix, "empty": found.empty_policy, "scores_empty": found.empty},
        "not_counted": list(NOT_COUNTED),
        "covered": _n(found.covered),
        "mean": None if first is None else _n(first.mean),
        "sd": None if first is None else _n(first.sd),
        "interval": None if first is None else _interval(first),
        "drivers": [] if first is None else [_driver(one) for one in first.shares[:DRIVERS]],
        "by_origin": {} if first is None else {key: _n(share) for key, share in first.origins.items()},
        "warning": None if first is None or first.doubt is None else _doubt(first),
    }


def _interval(first: FirstOrder) -> dict[str, Any]:
    low, high, shape = first.interval
    return {"level": LEVEL, "low": _n(low), "high": _n(high), "shape": shape}


def _driver(one: Share) -> dict[str, Any]:
    return {
        "key": one.key,
        "label": one.label,
        "origin": one.origin,
        "share": _n(one.share),
        "sd": _n(one.sd),
        "slope": _n(one.slope),
    }


def _doubt(first: FirstOrder) -> dict[str, Any]:
    doubt = first.doubt
    assert doubt is not None  # noqa: S101 - asked before
    return {"reason": doubt.reason, "off": _n(doubt.off)}


def quality_data(found: Quality | None) -> dict[str, Any] | None:
    """Primary data share and ratings; None without a total, or where nothing is emitted."""
    if found is None:
        return None
    return {
        "pds_percent": _n(100 * found.primary),
        "pds_not_stated_percent": _n(100 * found.silent),
        "dqr": {**{name: _rating(one) for name, one in found.ratings.items()}, "overall": _n(found.overall)},
        "coverage": {name: _n(one.coverage) for name, one in found.ratings.items()},
        "derived": {name: _n(one.derived) for name, one in found.ratings.items()},
        "by_line": [_line(one) for one in found.lines],
    }


def _rating(one: Rating) -> float | None:
    return _n(one.value)


def _line(one: LineQuality) -> dict[str, Any]:
    return {
        "file": one.file,
        "path": path_text(one.path),
        "name": one.name,
        "kg_co2e": _n(one.co2e),
        "primary_share": _n(one.primary),
        "scores": {name: _n(score.value) for name, score in one.scores.items()},
        "origins": {name: score.origin for name, score in one.scores.items()},
    }


def _n(number: float | None) -> float | None:
    return None if number is None else round_digits(number)
