"""`stage:`: at most so much in a stage of the life cycle."""

from __future__ import annotations

from carbonfoot.checks.model import Checking, Placed, Verdict
from carbonfoot.checks.named import judge_named
from carbonfoot.checks.parts import of_stage


def judge(placed: Placed, checking: Checking) -> list[Verdict]:
    """A verdict for each of them; none where a budget of a project names what the product does not have."""
    return judge_named(placed, checking, "stage", of_stage)
