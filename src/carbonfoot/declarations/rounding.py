"""Numbers of messages and tables: rounded once, on the decimal text that a reader sees, ties away from zero."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

SEE_DECIMALS = 5
"""Specific embedded emissions (Implementing Regulation (EU) 2025/2547, Annex II, A.1)."""


def decimals(number: float, places: int) -> float:
    """A number with so many decimals at most."""
    step = Decimal(1).scaleb(-places)
    return float(Decimal(repr(number)).quantize(step, rounding=ROUND_HALF_UP)) + 0.0


def see(number: float) -> float:
    """Specific embedded emissions."""
    return decimals(number, SEE_DECIMALS)
