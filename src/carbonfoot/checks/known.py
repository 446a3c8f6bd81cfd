"""Limits of a product that is incomplete: what is known of it may already be too much."""

from __future__ import annotations

from carbonfoot.checks.model import FAIL, Verdict
from carbonfoot.checks.verdicts import KG, Asked, above, judged, opened, text_of, texts
from carbonfoot.findings.finding import Path
from carbonfoot.footprint.result import Footprint
from carbonfoot.quantities.numbers import round_digits
from carbonfoot.system.model import BEYOND_GATE

AT_LEAST = "at least "
"""Before the number of a product that lacks lines."""


def judged_by_known(
    asked: Asked, result: Footprint | None, known: float | None, path: Path = ("product",), why: str = ""
) -> Verdict:
    """Fails where what is known alone is over an upper limit, and what is missing can only add to it; else open.

    result  None of what was refused
    known   the number without what is missing, None where there is none
    why     what should be known beside the number
    """
    state = asked.checking.state
    if result is None or known is None or not above(known, asked.limit):
        return opened(asked, state)
    if may_fall(result):
        found = text_of(known, asked.unit)
        return opened(asked, f"what is known is {found}, over the limit; a missing credit may bring it back")
    found, wanted = texts(known, asked.limit, asked.unit)
    notes = (why,) if why else ()
    verdict = judged(asked, known, path, why or state, notes)
    assert verdict.finding is not None  # noqa: S101
    count = len(result.missing)
    lines = "1 line is missing" if count == 1 else f"{count} lines are missing"
    message = f"{asked.what} is {AT_LEAST}{found}, over the limit of {wanted}: {lines}"
    return verdict._replace(
        verdict=FAIL, actual=f"{AT_LEAST}{found}", finding=verdict.finding._replace(message=message)
    )


def may_fall(result: Footprint) -> bool:
    """Whether something that is missing could take from the footprint: a credit, or a line of what is credited."""
    whole = result.boundary == "cradle-to-grave"
    for index, activity in enumerate(result.activities):
        levels = result.solved.levels[index]
        for flow in activity.flows:
            if not flow.missing or (index > 0 and flow.stage in BEYOND_GATE):
                continue
            for (_, top), level in levels.items():
                inside = whole or (top or flow.stage) not in BEYOND_GATE
                if inside and (flow.credit or level * flow.multiplier < 0):
                    return True
    return False
