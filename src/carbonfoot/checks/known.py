"""Limits of a product that is incomplete: what is known of it may already be too much."""

from __future__ import annotations

from carbonfoot.checks.model import FAIL, Verdict
from carbonfoot.checks.verdicts import Asked, above, judged, opened, text_of, texts
from carbonfoot.findings.finding import Path
from carbonfoot.footprint.result import Footprint
from carbonfoot.portfolio.model import INCOMPLETE
from carbonfoot.system.model import BEYOND_GATE

STAGE = "stage"
"""Kind of line that stands for a stage of which the document says nothing: there may be credits in it."""

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
    if state != INCOMPLETE or result is None or known is None or not above(known, asked.limit):
        return opened(asked, state)  # of what was refused even what is known may be too much
    if may_fall(result):
        found = text_of(known, asked.unit)
        return opened(
            asked,
            f"what is known is {found}, over the limit; what is missing may hold a credit that brings it back",
        )
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
    """Whether something that is missing could take from the footprint: a credit, a line of what is credited, a whole stage."""
    whole = result.boundary == "cradle-to-grave"
    for index, activity in enumerate(result.activities):
        levels = result.solved.levels[index]
        for flow in activity.flows:
            if not flow.missing or (index > 0 and flow.stage in BEYOND_GATE):
                continue
            for (_, top), level in levels.items():
                inside = whole or (top or flow.stage) not in BEYOND_GATE
                may_be_credited = flow.kind == STAGE or flow.credit or level * flow.multiplier < 0
                if inside and may_be_credited:
                    return True
    return False
