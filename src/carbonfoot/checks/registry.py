"""The checks in the order in which they are asked."""

from __future__ import annotations

from carbonfoot.checks import total
from carbonfoot.checks.model import Judge

CHECKS: tuple[Judge, ...] = (total.judge,)
