"""`supplier:`: at most so much from a supplier."""

from __future__ import annotations

from carbonfoot.checks.model import Checking, Placed, Verdict
from carbonfoot.checks.named import judge_named
from carbonfoot.checks.parts import of_supplier


def judge(placed: Placed, checking: Checking) -> list[Verdict]:
    """A verdict for each of them; none where a budget of a project names what the product does not have."""
    return judge_named(placed, checking, "supplier", of_supplier)
