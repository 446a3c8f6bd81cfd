"""Goal of the study: what for, for whom, why."""

from __future__ import annotations

from carbonfoot.declarations.content import Block, Cell, Facts, Section
from carbonfoot.declarations.iso14067.study import DECLARE, Study


def section(study: Study) -> Section:
    """Application, audience, reasons, and whether it is meant for comparisons."""
    declare = study.subject.declare
    rows = tuple(
        (study.word(f"fact {key}"), study.or_gap(getattr(declare, key), f"lack {key}", f"{DECLARE}/{key}"))
        for key in ("application", "reasons", "audience")
    )
    blocks: list[Block] = [Facts((*rows, (study.word("fact comparison"), _comparison(study))))]
    blocks.append(study.say("one impact"))
    return study.section("goal", study.part_of("", *blocks))


def _comparison(study: Study) -> Cell:
    """Nobody can tell from the numbers whether they will be compared."""
    given = study.subject.declare.comparison
    if given is None:
        return study.gap("lack comparison", f"{DECLARE}/comparison")
    return study.word("comparison yes" if given else "comparison no")
