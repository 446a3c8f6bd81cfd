"""`dqr:`: at most such a data quality rating."""

from __future__ import annotations

from math import fsum

from carbonfoot.checks.model import Checking, Placed, Verdict
from carbonfoot.checks.pds import UNKNOWN
from carbonfoot.checks.verdicts import RATING, SHARE, Asked, above, judged, opened, text_of
from carbonfoot.footprint.quality import Quality, overall

BEST, WORST = 1.0, 5.0


def judge(placed: Placed, checking: Checking) -> list[Verdict]:
    """The rating. Where lines have no score it lies between that with the best and that with the worst of them."""
    if ("dqr",) not in placed.limits:
        return []
    asked = Asked(placed, checking, ("dqr",), "dqr", unit=RATING)
    result = checking.footprint
    if result is None or result.total is None:
        return [opened(asked, checking.state)]
    if result.quality is None:
        return [opened(asked, UNKNOWN)]
    best, worst = bounds(result.quality)
    known = result.quality.overall  # as `calc` prints it: of what has scores, so that it lies between the two
    if not above(worst, asked.limit):
        return [judged(asked, worst if known is None else known, why=_said(result.quality))]
    if above(best, asked.limit):
        return [judged(asked, best if known is None else known, why=_said(result.quality))]
    between = f"it lies between {text_of(best, RATING, 3)} and {text_of(worst, RATING, 3)}"
    return [opened(asked, f"{between}: {_said(result.quality)}")]


def bounds(quality: Quality) -> tuple[float, float]:
    """The rating with 1, and with 5, for all that has no score; both are the rating where everything has one."""
    if quality.overall is not None and not _unscored(quality):
        return quality.overall, quality.overall
    low, high = (
        overall(
            [
                one.coverage * (one.value or 0.0) + (1 - one.coverage) * score
                for one in quality.ratings.values()
            ]
        )
        for score in (BEST, WORST)
    )
    return low, high


def _unscored(quality: Quality) -> bool:
    return any(score.value is None for line in quality.lines for score in line.scores.values())


def _said(quality: Quality) -> str:
    """What has no score, of all that is rated."""
    if not _unscored(quality):
        return ""
    covered = fsum(one.coverage for one in quality.ratings.values()) / len(quality.ratings)
    return f"{text_of(1 - covered, SHARE, 3)} of the footprint has no score"
