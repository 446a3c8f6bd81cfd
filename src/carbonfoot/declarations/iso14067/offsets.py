"""Offsets, and what suppliers claim beside their footprints: shown apart, part of no number."""

from __future__ import annotations

from carbonfoot.declarations.content import Block, Cell, Section
from carbonfoot.declarations.iso14067.study import Study


def section(study: Study) -> Section:
    """None enters the result; claims of suppliers are told by name."""
    blocks: list[Block] = [study.say("no offsets")]
    rows: list[tuple[Cell, ...]] = [
        (one.company, one.product, study.optional(f"claim {claim.kind}") or claim.kind, claim.said)
        for one in study.received
        for claim in one.claims
    ]
    if rows:
        blocks += [study.say("about claims"), study.table("claims", "company product claim said", rows)]
    else:
        blocks.append(study.absent("no claims"))
    return study.section("offsets", study.part_of("", *blocks))
