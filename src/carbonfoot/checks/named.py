"""Limits by name: the same question for stages, items and suppliers."""

from __future__ import annotations

from collections.abc import Callable

from carbonfoot.checks.known import judged_by_known
from carbonfoot.checks.model import Checking, Placed, Verdict
from carbonfoot.checks.parts import Part
from carbonfoot.checks.verdicts import Asked, judged, opened
from carbonfoot.footprint.result import Footprint


def judge_named(
    placed: Placed, checking: Checking, kind: str, part_of: Callable[[Footprint, str], Part]
) -> list[Verdict]:
    """A verdict for each name of a budget.

    What the product does not have is open for a budget of its document, and not asked for one of the project: CF944 tells where
    no product has it.
    """
    found = []
    for key in placed.limits:
        if key[0] != kind:
            continue
        name = str(key[1])
        asked = Asked(placed, checking, key, kind, name)
        result = checking.footprint
        if result is None:
            found.append(opened(asked, checking.state))
            continue
        part = part_of(result, name)
        if result.total is None:
            beside = part.why if part.co2e is not None else ""
            found.append(judged_by_known(asked, result, part.known, part.path, beside))
            continue
        if part.absent and not placed.document:
            continue
        if part.co2e is None:
            found.append(opened(asked, part.why))
        else:
            notes = (part.why,) if part.why else ()
            found.append(judged(asked, part.co2e, part.path, part.why, notes))
    return found
