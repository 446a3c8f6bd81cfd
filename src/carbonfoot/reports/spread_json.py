"""How far a total may be off, for JSON: one shape for first order, one for draws."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from carbonfoot.quantities.numbers import round_digits

if TYPE_CHECKING:
    from carbonfoot.technosphere.spread import Spread
    from carbonfoot.uncertainty.first_order import FirstOrder
    from carbonfoot.uncertainty.monte_carlo import Drawn, MonteCarlo

LISTED = 10
"""Drivers that are listed."""


_NUMBER: dict[str, Any] = {"type": "number"}
_MAYBE: dict[str, Any] = {"type": ["number", "null"]}
_COUNT: dict[str, Any] = {"type": "integer", "minimum": 0}
_TEXT: dict[str, Any] = {"type": "string"}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": [*properties]}


def _drivers(numbers: tuple[str, ...]) -> dict[str, Any]:
    texts = dict.fromkeys(("key", "label", "origin"), _TEXT)
    return {"type": "array", "items": _object({**texts, **dict.fromkeys(numbers, _NUMBER)})}


SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "null"},
        _object(
            {
                "method": {"const": "first-order"},
                "mean": {**_NUMBER, "description": "Above the total where numbers are lognormal."},
                "sd": _NUMBER,
                "interval": _object(
                    {"level": {"const": 0.95}, "low": _NUMBER, "high": _NUMBER, "shape": _TEXT}
                ),
                "holds": {
                    "type": ["boolean", "null"],
                    "description": "null: not measured for so many demands.",
                },
                "doubt": {"enum": [None, "loop", "curved", "shape"]},
                "drivers": _drivers(("slope", "share")),
                "origins": {"type": "object", "additionalProperties": _NUMBER},
            }
        ),
        _object(
            {
                "method": {"const": "monte-carlo"},
                "draws": _COUNT,
                "seed": _COUNT,
                "infeasible": {**_COUNT, "description": "Draws in which a loop has no solution."},
                "mean": {**_MAYBE, "description": "null with any infeasible draw, as are sd and mean_error."},
                "sd": _MAYBE,
                "mean_error": _MAYBE,
                "percentiles": {
                    "type": "array",
                    "items": _object({"percent": _NUMBER, "value": _MAYBE, "low": _MAYBE, "high": _MAYBE}),
                },
                "enough": {"type": "boolean", "description": "95 % of the mean lies within 1 % of it."},
                "wanted": {"type": ["integer", "null"], "description": "Draws that would be enough."},
                "convergence": {
                    "type": "array",
                    "items": _object(
                        {"draws": _COUNT, **dict.fromkeys(("mean", "half", "low", "median", "high"), _MAYBE)}
                    ),
                },
                "drivers": _drivers(("correlation", "share")),
            }
        ),
    ]
}
"""JSON Schema (draft-07) of `uncertainty`."""


def uncertainty(done: Spread, measure: int, demand: int) -> dict[str, Any]:
    """`uncertainty` of one demand and measure."""
    if done.first is not None:
        return first_order(done.first[measure][demand], measured=done.measured)
    assert done.drawn is not None  # noqa: S101  # one of the two
    return monte_carlo(done.drawn[measure], done.drawn[measure].demands[demand])


def first_order(one: FirstOrder, *, measured: bool) -> dict[str, Any]:
    """`method: first-order`."""
    return {
        "method": "first-order",
        "mean": round_digits(one.mean),
        "sd": round_digits(one.sd),
        "interval": {
            "level": 0.95,
            "low": round_digits(one.interval.low),
            "high": round_digits(one.interval.high),
            "shape": one.interval.shape,
        },
        "holds": one.doubt is None if measured else None,
        "doubt": None if one.doubt is None else one.doubt.reason,
        "drivers": [
            {
                "key": share.key,
                "label": share.label,
                "origin": share.origin,
                "slope": round_digits(share.slope),
                "share": round_digits(share.share),
            }
            for share in one.shares[:LISTED]
        ],
        "origins": {origin: round_digits(share) for origin, share in one.origins.items()},
    }


def monte_carlo(whole: MonteCarlo, one: Drawn) -> dict[str, Any]:
    """`method: monte-carlo`."""
    found = one.summary
    return {
        "method": "monte-carlo",
        "draws": found.draws,
        "seed": whole.seed,
        "infeasible": found.infeasible,
        "mean": _rounded(found.mean),
        "sd": _rounded(found.sd),
        "mean_error": _rounded(found.mean_error),
        "percentiles": [
            {
                "percent": each.percent,
                "value": _rounded(each.value),
                "low": _rounded(each.low),
                "high": _rounded(each.high),
            }
            for each in found.percentiles
        ],
        "enough": found.enough,
        "wanted": found.wanted,
        "convergence": [
            {"draws": step.draws}
            | {
                key: _rounded(value)
                for key, value in (
                    ("mean", step.mean),
                    ("half", step.half),
                    ("low", step.low),
                    ("median", step.median),
                    ("high", step.high),
                )
            }
            for step in found.convergence
        ],
        "drivers": [
            {
                "key": drive.key,
                "label": drive.label,
                "origin": drive.origin,
                "correlation": round_digits(drive.correlation),
                "share": round_digits(drive.share),
            }
            for drive in one.drivers
        ],
    }


def _rounded(number: float | None) -> float | None:
    return None if number is None else round_digits(number)
