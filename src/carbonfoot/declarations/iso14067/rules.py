"""Rules of the product category, and choices that others could make otherwise."""

from __future__ import annotations

from carbonfoot.declarations.content import Block, Bullets, Cell, Section
from carbonfoot.declarations.iso14067.study import DECLARE, Study


def section(study: Study) -> Section:
    """Rules and value choices."""
    return study.section(
        "rules", study.part_of("pcr", *_rules(study)), study.part_of("choices", *_choices(study))
    )


def _rules(study: Study) -> list[Block]:
    rules = study.subject.declare.rules
    if not rules:
        return [study.absent("no rules", key=f"{DECLARE}/rules")]
    rows: list[tuple[Cell, ...]] = [
        (rule.other_operator or rule.operator, ", ".join(rule.names)) for rule in rules
    ]
    return [study.table("rules", "operator rule", rows)]


def _choices(study: Study) -> list[Block]:
    """What the program chooses for every result, then what the document says."""
    result = study.result
    entries: list[tuple[Cell, ...]] = [
        study.phrase("choice gwp", gwp=result.gwp_set),
        study.phrase("choice cut-off"),
    ]
    if any(one.source.proxy for one in result.contributions if one.counted):
        entries.append(study.phrase("choice stand-in"))
    if result.methods:
        entries.append(study.phrase("choice allocation"))
    if result.credits is not None:
        entries.append(study.phrase("choice credits"))
    if result.unsplit:
        entries.append(study.phrase("choice unsplit"))
    entries += [(one,) for one in study.subject.declare.value_choices or ()]
    if not study.subject.declare.value_choices:
        own = study.gap("lack value choices", f"{DECLARE}/value_choices")
        entries.append(study.phrase("choices of the document", own=own))
    return [Bullets(tuple(entries))]
