"""The checks in the order in which they are asked."""

from __future__ import annotations

from carbonfoot.checks import (
    dqr,
    growth,
    item,
    none_of,
    pds,
    per_kg,
    probability,
    stage,
    supplier,
    total,
    valid_on,
)
from carbonfoot.checks.model import Judge

CHECKS: tuple[Judge, ...] = (
    total.judge,
    per_kg.judge,
    stage.judge,
    item.judge,
    supplier.judge,
    growth.judge,
    probability.judge,
    pds.judge,
    dqr.judge,
    none_of.judge,
    valid_on.judge,
)
